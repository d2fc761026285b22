"""The pydantic model of an exceptions file. Loaded only where no cached copy is at hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, ValidationError

from planlint.errors import ConfigError
from planlint.settings_model import explain, rule_id
from planlint.table_model import Filled, Model, problem

# A file that cannot be read and a rule that failed are no deviations of the draft; an exception
# from DOC006 would be one from the care of this file.
_NEVER = ("DOC001", "DOC005", "DOC006")


def _exceptable(value: str) -> str:
    found = rule_id(value)
    if found in _NEVER:
        raise problem(f"{found} 不能设例外", f"{found} cannot be excepted")
    return found


class ExceptionModel(Model):
    """`[[exception]]`: a deviation that somebody has accepted, and why."""

    rule: Annotated[str, AfterValidator(_exceptable)]
    key: Filled
    reason: Filled
    file: Filled | None = None
    approver: str | None = None
    expires: dt.date | None = None


class ExceptionsModel(Model):
    """A whole exceptions file."""

    exception: list[ExceptionModel] | None = None


def validate(raw: Mapping[str, Any], path: Path) -> list[Mapping[str, Any]]:
    """The entries as plain values. Raises ConfigError with the file and the key."""
    try:
        model = ExceptionsModel.model_validate(raw)
    except ValidationError as error:
        zh, en = explain(error, ExceptionsModel)
        raise ConfigError(f"{path}：{zh}", f"{path}: {en}") from None
    return [entry.model_dump(mode="json", exclude_none=True) for entry in model.exception or ()]
