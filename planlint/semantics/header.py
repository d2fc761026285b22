"""The header of an indicator table: which column holds what, found by the meaning of its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from planlint.patterns import compiled, regex
from planlint.semantics.deadline import five_year
from planlint.syntax.ast import Cell
from planlint.syntax.columns import is_foreign, role_of, squeeze
from planlint.syntax.tables import plain_text

_YEAR = compiled(r"20\d\d")
_ROWS = 5  # the header stands among the first rows, below a title or a caption


@dataclass(slots=True)
class Columns:
    """The columns of a table by what they hold; `names` are the header cells without spaces."""

    names: tuple[str, ...]
    index: int | None = None
    name: int | None = None
    unit: int | None = None
    baseline: int | None = None
    target: int | None = None
    attribute: int | None = None
    category: int | None = None
    change: int | None = None
    year: int | None = None
    steps: tuple[tuple[int, int], ...] = ()  # years on the way with their columns

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.names)

    @property
    def indicative(self) -> bool:
        """Whether the header is one of indicators, not of tasks or projects with goals."""
        if self.name is None or self.target is None:
            return False
        surely = "指标" in self.names[self.name] or self.attribute is not None
        return surely or not any(is_foreign(n) for n in self.names)


def find_header(
    rows: Sequence[Sequence[Cell]], period: tuple[int, int] | None
) -> tuple[int, Columns] | None:
    """The last row of the header and its columns: it names indicators and what they reach."""
    for at, cells in enumerate(rows[:_ROWS]):
        names = [_header(c) for c in cells]
        if not any(role_of(n) in ("name", "index") for n in names):
            continue
        below = [_header(c) for c in rows[at + 1]] if at + 1 < len(rows) else []
        for height, reading in _readings(names, below):
            columns = _columns(reading, period)
            if columns.indicative:
                return at + height, columns
    return None


def is_table_header(cells: Sequence[Cell]) -> bool:
    """Whether a row is the header of some table: all its cells say what a column holds."""
    names = [n for c in cells if (n := _header(c))]
    return len(names) > 2 and all(role_of(n) or is_foreign(n) for n in names)


def _header(cell: Cell) -> str:
    return squeeze(plain_text(cell.text))


def _readings(names: list[str], below: list[str]) -> Iterator[tuple[int, list[str]]]:
    """A header over two rows has the years under 目标 or 规划期; else it is one row."""
    padded = below + [""] * (len(names) - len(below))
    if len(padded) != len(names):
        yield 0, names
        return
    lower = [b or a for a, b in zip(names, padded, strict=True)]
    new = [b for a, b in zip(names, padded, strict=True) if b and a != b]
    if new and all(role_of(b) for b in new):
        yield 1, lower
    yield 0, names
    if new:
        yield 1, lower
        yield 1, [a + b if a != b else a for a, b in zip(names, padded, strict=True)]


def _columns(names: Sequence[str], period: tuple[int, int] | None) -> Columns:
    found = Columns(tuple(names))
    years: list[tuple[int, int]] = []
    due: list[tuple[int, int]] = []
    for at, name in enumerate(names):
        role = role_of(name)
        year = _year_of(name)
        if year and role in ("year", "baseline", "target"):
            _place_year(found, years, due, at, name, year)
        elif role == "name" and "三级" in name:
            found.name = at
        elif role in _SINGLE and getattr(found, role) is None:
            setattr(found, role, at)
    _assign_due(found, due, period)
    _assign_years(found, years, period)
    if period is not None:
        found.steps = tuple(
            (year, at)
            for year, at in sorted(years + due)
            if year >= period[0] and at not in (found.target, found.baseline)
        )
    if found.target is None and (found.attribute is not None or years):
        found.target, found.change = found.change, None
    if found.name is None and found.index is not None and found.attribute is not None:
        found.name = found.index + 1
    return found


_SINGLE = (
    "index", "name", "unit", "baseline", "target", "attribute", "category", "change",
)  # fmt: skip


@cache
def _plan_period() -> re.Pattern[str]:
    return compiled(r"十([一二三四五六七八九])五")


def _year_of(name: str) -> int:
    """The year of 2030年 and “十五五”末; 0 where a header has none."""
    found = _YEAR.search(name)
    if found is not None:
        return int(found.group())
    plan = _plan_period().search(name)
    return five_year(plan.group(1)) if plan else 0


def _place_year(
    found: Columns,
    years: list[tuple[int, int]],
    due: list[tuple[int, int]],
    at: int,
    name: str,
    year: int,
) -> None:
    if regex(r"目标|预期|规划").search(name):
        due.append((year, at))
    elif regex(r"实际|基期|基年|现状|完成|基准|基数|基础|实绩|当前").search(name):
        found.baseline = at if found.baseline is None else found.baseline
    else:
        years.append((year, at))


def _assign_due(found: Columns, due: list[tuple[int, int]], period: tuple[int, int] | None) -> None:
    """Of several columns of targets (2028年目标) that of the plan's last year, else the first."""
    if due and (found.target is None or found.target > due[0][1]):
        last = [d for d in due if period is not None and d[0] == period[1]]
        found.year, found.target = (last or due)[0]


def _assign_years(
    found: Columns, years: list[tuple[int, int]], period: tuple[int, int] | None
) -> None:
    """Plain year columns: the plan's last year is the target, the earliest one the base."""
    years.sort()
    if found.target is None and years:
        last = period[1] if period else years[-1][0]
        due = [y for y in years if y[0] == last]
        due = due or [y for y in years if period is None or y[0] >= period[0]]
        if not due and (len(years) > 1 or found.baseline is not None):
            due = years[-1:]  # another period than the title's: the last column is the target
        if due:
            found.year, found.target = due[-1]
    if found.baseline is None:
        # A year within the period is a step on the way, its first one may be the base.
        latest = period[0] if period else years[-1][0] if years else 0
        earlier = [y for y in years if y[1] != found.target and y[0] <= latest]
        if earlier and (found.year is None or earlier[0][0] < found.year):
            found.baseline = earlier[0][1]
