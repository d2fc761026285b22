"""The meaning of a table's columns, read from their headers."""

from __future__ import annotations

import re
from functools import cache

from planlint.knowledge import table
from planlint.patterns import compiled

_MAX_HEADER = 24
# Every header of the vocabulary holds one of these; looking for them first spares the patterns.
_HINT = "指标序编号名项位值年期性类型领域维度方面备注说明责任牵头解释计算目前增幅率五"


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    columns = table("indicators")["columns"]
    return tuple((role, compiled("|".join(rows))) for role, rows in columns.items())


def squeeze(text: str) -> str:
    """A header or name without white space, brackets in ASCII."""
    return "".join(text.split()).replace("（", "(").replace("）", ")")


def role_of(header: str) -> str:
    """What a column holds: index, name, unit, baseline, target, year …; "" for no header."""
    text = squeeze(header)
    if not 0 < len(text) <= _MAX_HEADER or not any(c in _HINT for c in text):
        return ""
    return next((role for role, pattern in _roles() if pattern.search(text)), "")


def is_header(header: str) -> bool:
    """Whether a cell's text is a column header of an indicator table."""
    return role_of(header) != ""


@cache
def _foreign() -> re.Pattern[str]:
    return compiled("|".join(table("indicators")["notes"]["foreign"]))


def is_foreign(header: str) -> bool:
    """Whether a header belongs to a list of tasks or projects."""
    return _foreign().search(squeeze(header)) is not None
