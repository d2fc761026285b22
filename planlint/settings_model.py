"""The pydantic model of a configuration file. Loaded only where no cached copy is at hand."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, Field, ValidationError, field_validator

from planlint.errors import UsageError
from planlint.rule import find_rule, nearest, require_rule
from planlint.semantics.concepts import DIRECTIONS, KINDS, Concepts, normalise
from planlint.semantics.region import LEVEL_NAMES, LEVELS, LEVELS_SHOWN
from planlint.table_model import Filled, Model, problem
from planlint.terms_model import TermsModel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def _selector(value: str) -> str:
    try:
        require_rule(value)
    except UsageError as error:
        raise problem(error.zh, error.en) from None
    return value


def rule_id(value: str) -> str:
    """The id of the one rule that an id or a name stands for."""
    _selector(value)
    found = find_rule(value)
    if len(found) != 1:
        raise problem(f"这里只能写一条规则：{value}", f"one rule only: {value}")
    return found[0].id


Selector = Annotated[str, AfterValidator(_selector)]
SeverityName = Literal["error", "warning", "info"]


class RegionModel(Model):
    """`[region]`: the issuing place, for what the text does not tell."""

    name: str | None = None
    level: Literal[LEVELS] | None = None  # type: ignore[valid-type]
    parents: list[str] | None = None

    @field_validator("level", mode="before")
    @classmethod
    def _known_level(cls, value: Any) -> Any:
        level = LEVEL_NAMES.get(value, value) if isinstance(value, str) else value
        if level is not None and level not in LEVELS:
            raise problem(
                f"只能是 {LEVELS_SHOWN}（或 {'、'.join(LEVELS)}）", f"one of {', '.join(LEVELS)}"
            )
        return level


class IndicatorModel(Model):
    """`[[indicators]]`: an indicator that planlint does not know, or knows otherwise."""

    name: Filled
    aliases: list[Filled] | None = None
    unit: str | None = None
    direction: Literal[DIRECTIONS] | None = None  # type: ignore[valid-type]
    kind: Literal[KINDS] | None = None  # type: ignore[valid-type]
    allocated: bool | None = None


class DepartmentsModel(Model):
    """`[departments]`: the place's own departments, as a list or as a file with one a line."""

    roster: Any = None

    @field_validator("roster", mode="after")
    @classmethod
    def _names_or_path(cls, value: Any) -> Any:
        texts = value if isinstance(value, list) else [value]
        if value is not None and not all(isinstance(t, str) for t in texts):
            raise problem(
                "应为部门名称的列表，或者一个文本文件的路径",
                "a list of names, or the path of a text file",
            )
        if value == [] or any(not t.strip() for t in texts if t is not None):
            raise problem("不能为空", "must not be empty")
        return value


class PerFile(Model):
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
        return None if value is None else {rule_id(k): v for k, v in value.items()}

    @field_validator("rules", mode="after")
    @classmethod
    def _known_options(cls, value: dict[str, dict[str, Any]] | None) -> Any:
        for rule_id, options in (value or {}).items():
            known = list(find_rule(rule_id)[0].options)
            for option in options:
                if option not in known:
                    near_zh, near_en = nearest(option, known)
                    raise problem(
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
    indicators: list[IndicatorModel] | None = None
    departments: DepartmentsModel | None = None
    terms: TermsModel | None = None
    per_file: dict[str, PerFile] | None = Field(None, alias="per-file")

    @field_validator("indicators", mode="after")
    @classmethod
    def _one_owner(cls, value: list[IndicatorModel] | None) -> Any:
        """Two entries must not speak of one indicator, under its own or a known name."""
        owners: dict[str, int] = {}
        for at, entry in enumerate(value or []):
            for name in (entry.name, *(entry.aliases or ())):
                known = Concepts().find(name)
                owner = owners.setdefault(known.id if known else normalise(name), at)
                if owner != at:
                    raise problem(
                        f"第 {owner + 1} 项和第 {at + 1} 项写的是同一个指标“{name}”，请并为一项",
                        f"entries {owner + 1} and {at + 1} both claim {name!r}; make them one",
                    )
        return value


_KINDS = {
    "string_type": "应为字符串", "list_type": "应为列表", "int_parsing": "应为整数",
    "int_type": "应为整数", "greater_than": "应大于 0", "dict_type": "应为一组键值",
    "bool_type": "应为 true 或 false", "bool_parsing": "应为 true 或 false", "missing": "没有填写",
    "model_type": "应为一组键值", "date_from_datetime_parsing": "应为日期，如 2026-09-15",
    "date_parsing": "应为日期，如 2026-09-15", "date_type": "应为日期，如 2026-09-15",
    "greater_than_equal": "不能小于 {ge}", "string_too_short": "至少 {min_length} 个字",
    "too_short": "至少 {min_length} 项", "too_long": "最多 {max_length} 项",
}  # fmt: skip


def explain(error: ValidationError, root: type[BaseModel] = Settings) -> tuple[str, str]:
    """A validation error for people, in both languages: the key, what is wrong, what is near."""
    pairs = [_explain(detail, root) for detail in error.errors()]
    return "；".join(zh for zh, _ in pairs), "; ".join(en for _, en in pairs)


def _explain(detail: ErrorDetails, root: type[BaseModel]) -> tuple[str, str]:
    key = _shown(detail["loc"])
    if detail["type"] == "extra_forbidden":
        where = [str(p) for p in detail["loc"]]
        zh, en = nearest(where[-1], _known_keys(where[:-1], root))
        return f"不认识的配置项 {key}{zh}", f"unknown key {key}{en}"
    context = detail.get("ctx", {})
    if detail["type"] == "planlint":
        return f"{key}：{context['zh']}", f"{key}: {context['en']}"
    if detail["type"] == "literal_error":
        shown = context["expected"].replace(" or ", "、").replace(", ", "、").replace("'", "")
        return f"{key}：只能是 {shown}", f"{key}: one of {context['expected']}"
    said = _KINDS.get(detail["type"], "").format(**context) or detail["msg"]
    return f"{key}：{said}", f"{key}: {detail['msg']}"


def _shown(where: tuple[str | int, ...]) -> str:
    """A key as people read it; the items of a list count from one: `indicators[2].name`."""
    parts = (f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in where)
    return "".join(parts).removeprefix(".")


def _known_keys(where: list[str], root: type[BaseModel]) -> list[str]:
    """The keys of the table that a place leads to."""
    model = root
    for key in where:
        fields = {f.alias or n: f for n, f in model.model_fields.items()}
        inner = _table(fields[key].annotation) if key in fields else None
        model = inner or model
    return [f.alias or n for n, f in model.model_fields.items()]


def _table(annotation: Any) -> type[BaseModel] | None:
    """The model in an annotation: of `dict[str, PerFile] | None` PerFile."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for m in map(_table, get_args(annotation)) if m is not None), None)
