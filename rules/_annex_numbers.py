"""Numbers of tables that are none of indicators, such as lists of tasks, against the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from planlint.knowledge import table
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.rule import Context
from planlint.semantics.quantity import read_quantity

if TYPE_CHECKING:
    from planlint.semantics.commitment import Commitment

_LEAST, _SURE = 4, 6  # characters that a cell and the text share
_MOST = 32  # commitments that end alike; of more none is the one that is meant
_BEYOND = 12  # characters that the text may say more


class Conflict(NamedTuple):
    """A number of the text with another one in a table; `sure` where both say the same words."""

    said: Commitment
    cell: Span
    want: str
    sure: bool


class _CellNumber(NamedTuple):
    words: str
    printed: str
    value: Decimal
    unit: str
    span: Span


def conflicts(ctx: Context) -> Iterator[Conflict]:
    """What is promised once in the text and once in a table, with two numbers."""
    numbers = _in_cells(ctx) if ctx.draft.commitments else []
    if not numbers:
        return
    index: defaultdict[str, list[Commitment]] = defaultdict(list)
    for said in ctx.draft.commitments:
        for gram in {said.subject[i : i + 2] for i in range(len(said.subject) - 1)}:
            index[gram].append(said)
    for number in numbers:
        alike = [c for c in index[number.words[-2:]][: _MOST + 1] if _alike(number, c)]
        if len(alike) == 1 and alike[0].quantity.value != number.value:
            same = number.words in alike[0].subject and len(number.words) >= _SURE
            yield Conflict(alike[0], number.span, number.printed, same)


def _alike(number: _CellNumber, said: Commitment) -> bool:
    """Whether a text says what a cell says: its words in their order, and its unit."""
    quantity, subject = said.quantity, said.subject
    if quantity.kind != "number" or quantity.unit != number.unit:
        return False
    if ("每年" in number.words) != ("每年" in subject):
        return False
    at = subject.find(number.words[0])
    rest = iter(subject[max(at, 0) :])
    return len(subject) - at <= len(number.words) + _BEYOND and all(c in rest for c in number.words)


def _in_cells(ctx: Context) -> list[_CellNumber]:
    """The numbers of cells outside the tables of indicators; words of two cells name no one."""
    tables = [t.span for t in ctx.draft.indicator_tables]
    found: defaultdict[str, list[_CellNumber]] = defaultdict(list)
    for place, match in ctx.wording.tables.find(_number()):
        start = place.span(*match.span()).start
        if not any(t.start <= start < t.end for t in tables):
            span = place.span(*match.span("number"))
            quantity = read_quantity(match["number"], span)
            if quantity.value is not None:
                found[match["words"]].append(
                    _CellNumber(
                        match["words"], match["number"], quantity.value, quantity.unit, span
                    )
                )
    return [numbers[0] for numbers in found.values() if len(numbers) == 1]


@cache
def _number() -> re.Pattern[str]:
    """新增学位4200个 as a cell, or a clause of one."""
    units: Sequence[str] = table("commitments")["units"]["pieces"]
    unit = "|".join(
        map(re.escape, ("公里", "平方米", "亩", "公顷", "人次", "人", "名", "张", *units))
    )
    return compiled(
        rf"(?<![一-龥\d“”、])(?P<words>[一-龥“”]{{{_LEAST},20}})(?P<number>\d[\d.]*万?(?:{unit}))"
        r"(?=$|[，。；、])"
    )
