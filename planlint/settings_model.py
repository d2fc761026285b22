"""The pydantic model of a configuration file. Loaded only where no cached copy is at hand."""

from __future__ import annotations

import datetime as dt
import difflib
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
)

from planlint.rule import find_rule, load_rules
from planlint.semantics.region import LEVELS


def _selector(value: str) -> str:
    if not find_rule(value):
        known = [n for r in load_rules() for n in (r.id, r.name)]
        raise ValueError(f"没有这条规则 / no such rule: {value}{_nearest(value, known)}")
    return value


def _rule_id(value: str) -> str:
    _selector(value)
    found = find_rule(value)
    if len(found) != 1:
        raise ValueError(f"这里只能写一条规则 / one rule only: {value}")
    return found[0].id


def _nearest(value: str, known: list[str]) -> str:
    close = difflib.get_close_matches(value, known, n=1, cutoff=0.5)
    return f"；是不是想写 / did you mean: {close[0]}？" if close else ""


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
                    raise ValueError(
                        f"规则 {rule_id} 没有这个选项 / {rule_id} has no option {option}"
                        f"{_nearest(option, known)}"
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


def explain(error: ValidationError) -> str:
    """A validation error for people: the key, what is wrong, the nearest known key."""
    lines = []
    for detail in error.errors():
        where = [str(p) for p in detail["loc"]]
        key = ".".join(where)
        if detail["type"] == "extra_forbidden":
            known = _known_keys(where[:-1])
            lines.append(f"不认识的配置项 / unknown key: {key}{_nearest(where[-1], known)}")
        elif detail["type"] == "value_error":
            lines.append(f"{key}: {detail['msg'].removeprefix('Value error, ')}")
        else:
            lines.append(f"{key}: {detail['msg']}")
    return "；".join(lines)


def _known_keys(where: list[str]) -> list[str]:
    model: type[BaseModel] = Settings
    if where[:1] == ["region"] or where[-1:] == ["region"]:
        model = RegionModel
    elif where[:1] == ["per-file"]:
        model = PerFile
    return [f.alias or n for n, f in model.model_fields.items()]
