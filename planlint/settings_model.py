"""The pydantic model of a configuration file. Loaded only where no cached copy is at hand."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from planlint.errors import UsageError
from planlint.rule import find_rule, nearest, require_rule
from planlint.semantics.region import LEVELS


def _problem(zh: str, en: str) -> PydanticCustomError:
    """A problem in both languages; `explain` takes them apart again."""
    return PydanticCustomError("planlint", "{zh}", {"zh": zh, "en": en})


def _selector(value: str) -> str:
    try:
        require_rule(value)
    except UsageError as error:
        raise _problem(error.zh, error.en) from None
    return value


def _rule_id(value: str) -> str:
    _selector(value)
    found = find_rule(value)
    if len(found) != 1:
        raise _problem(f"这里只能写一条规则：{value}", f"one rule only: {value}")
    return found[0].id


Selector = Annotated[str, AfterValidator(_selector)]
SeverityName = Literal["error", "warning", "info"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class RegionModel(_Model):
    """`[region]`: the issuing place, for what the text does not tell."""

    name: str | None = None
    level: Literal[LEVELS] | None = None  # type: ignore[valid-type]
    parents: list[str] | None = None


class PerFile(_Model):
    """`[per-file."pattern"]`: what is different for some files."""

    parents: list[str] | None = None
    predecessor: str | None = None
    select: list[Selector] | None = None
    ignore: list[Selector] | None = None
    date: dt.date | None = None
    region: RegionModel | None = None
    severity: dict[str, SeverityName] | None = None
    rules: dict[str, dict[str, Any]] | None = None

    @field_validator("severity", "rules", mode="after")
    @classmethod
    def _by_id(cls, value: dict[str, Any] | None) -> dict[str, Any] | None:
        return None if value is None else {_rule_id(k): v for k, v in value.items()}

    @field_validator("rules", mode="after")
    @classmethod
    def _known_options(cls, value: dict[str, dict[str, Any]] | None) -> Any:
        for rule_id, options in (value or {}).items():
            known = list(find_rule(rule_id)[0].options)
            for option in options:
                if option not in known:
                    near_zh, near_en = nearest(option, known)
                    raise _problem(
                        f"规则 {rule_id} 没有选项 {option}{near_zh}",
                        f"{rule_id} has no option {option}{near_en}",
                    )
        return value


class Settings(PerFile):
    """A whole configuration file."""

    version: Literal[1] | None = None
    library: list[str] | None = None
    files: list[str] | None = None
    exclude: list[str] | None = None
    fail_on: Literal["error", "warning", "info", "never"] | None = Field(None, alias="fail-on")
    lang: Literal["zh", "en"] | None = None
    size_limit: int | None = Field(None, alias="size-limit", gt=0)
    per_file: dict[str, PerFile] | None = Field(None, alias="per-file")


_KINDS = {
    "string_type": "应为字符串", "list_type": "应为列表", "int_parsing": "应为整数",
    "int_type": "应为整数", "greater_than": "应大于 0", "dict_type": "应为一组键值",
    "model_type": "应为一组键值", "date_from_datetime_parsing": "应为日期，如 2026-09-15",
    "date_parsing": "应为日期，如 2026-09-15", "date_type": "应为日期，如 2026-09-15",
}  # fmt: skip


def explain(error: ValidationError) -> tuple[str, str]:
    """A validation error for people, in both languages: the key, what is wrong, what is near."""
    pairs = [_explain(detail) for detail in error.errors()]
    return "；".join(zh for zh, _ in pairs), "; ".join(en for _, en in pairs)


def _explain(detail: ErrorDetails) -> tuple[str, str]:
    where = [str(p) for p in detail["loc"]]
    key = ".".join(where)
    if detail["type"] == "extra_forbidden":
        zh, en = nearest(where[-1], _known_keys(where[:-1]))
        return f"不认识的配置项 {key}{zh}", f"unknown key {key}{en}"
    context = detail.get("ctx", {})
    if detail["type"] == "planlint":
        return f"{key}：{context['zh']}", f"{key}: {context['en']}"
    if detail["type"] == "literal_error":
        return f"{key}：只能是 {context['expected']}", f"{key}: one of {context['expected']}"
    return f"{key}：{_KINDS.get(detail['type'], detail['msg'])}", f"{key}: {detail['msg']}"


def _known_keys(where: list[str]) -> list[str]:
    model: type[BaseModel] = Settings
    if where[:1] == ["region"] or where[-1:] == ["region"]:
        model = RegionModel
    elif where[:1] == ["per-file"]:
        model = PerFile
    return [f.alias or n for n, f in model.model_fields.items()]
