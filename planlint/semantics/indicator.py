"""Indicators: the rows of a plan's indicator tables, whatever the layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from planlint.knowledge import table
from planlint.readers.source import HAN, Span
from planlint.semantics.quantity import Quantity, read_quantity
from planlint.syntax.ast import Cell, Table
from planlint.syntax.columns import role_of, squeeze
from planlint.syntax.numerals import number as numeral

# 1.名称, 1、名称, 1 名称; but 65 岁以上老年人 is a name.
_GLUED_NUMBER = re.compile(
    r"(\d{1,3})(?:[.、]|(?<=\d) +(?![岁年个万亿级类人周月天以家所%]))\s*(?=\D)"
)
_GLUED_BEFORE_DIGIT = re.compile(r"(\d{1,3})[.、](?=\d)")
_UNIT_IN_NAME = re.compile(r"（([^（）]{1,12})）$")
_YEAR = re.compile(r"20\d\d")
_NOTE_MARK = re.compile(r"[*①-⑳]+$")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of an indicator table.

    `name` is the printed name without row number, unit and footnote mark. `attribute` is
    "binding" (约束性), "expected" (预期性) or "" where the table does not say; `attribute_text` is
    what it prints. `number` is the row number, 0 where there is none. `table` counts the plan's
    indicator tables from 0.
    """

    name: str
    span: Span
    unit: str
    target: Quantity | None
    baseline: Quantity | None
    attribute: str
    attribute_text: str
    attribute_span: Span | None
    number: int
    number_span: Span | None
    table: int
    row_span: Span
    year: int | None = None
    category: str = ""
    of: str = ""

    @property
    def binding(self) -> bool:
        """Whether the plan binds itself to it (约束性)."""
        return self.attribute == "binding"


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """An indicator table: its header and its rows; `has_attributes` where a column says 属性."""

    span: Span
    header_span: Span
    indicators: tuple[Indicator, ...]
    has_attributes: bool
    fused: bool = False


class _Columns:
    """Which column holds what; found by the meaning of the header cells."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.index: int | None = None
        self.name: int | None = None
        self.unit: int | None = None
        self.baseline: int | None = None
        self.target: int | None = None
        self.attribute: int | None = None
        self.category: int | None = None
        self.year: int | None = None


@cache
def _attribute_words() -> tuple[frozenset[str], frozenset[str]]:
    facts = table("indicators")["attribute"]
    return frozenset(facts["binding"]), frozenset(facts["expected"])


@cache
def known_units() -> frozenset[str]:
    """Every unit that the knowledge lists."""
    return frozenset(u for units in table("indicators")["units"].values() for u in units)


def read_tables(
    tables: Sequence[Table], period: tuple[int, int] | None
) -> Iterator[IndicatorTable]:
    """The indicator tables among a plan's tables, in the order of the text."""
    count = 0
    for node in tables:
        found = _read(node, count, period)
        if found is not None:
            count += 1
            yield found


def _read(node: Table, count: int, period: tuple[int, int] | None) -> IndicatorTable | None:
    if node.fused:
        return IndicatorTable(node.span, node.span, (), has_attributes=True, fused=True)
    header = _find_header(node, period)
    if header is None:
        return None
    at, columns = header
    rows: list[Indicator] = []
    for cells in node.rows[at + 1 :]:
        row = _row(cells, columns, count, rows[-1].number if rows else 0)
        if row is not None:
            rows.append(row)
    indicators = tuple(rows)
    if not indicators:
        return None
    cells = node.rows[at]
    span = Span(cells[0].span.start, cells[-1].span.end)
    return IndicatorTable(node.span, span, indicators, columns.attribute is not None)


def _find_header(node: Table, period: tuple[int, int] | None) -> tuple[int, _Columns] | None:
    """The header is the first row that names an indicator column and what it should reach."""
    for at, cells in enumerate(node.rows[:4]):
        columns = _columns([squeeze(c.text) for c in cells], period)
        below = node.rows[at + 1] if at + 1 < len(node.rows) else ()
        if columns.name is not None and columns.target is None and len(below) == len(cells):
            # A header over two rows: the years stand under 目标 or 规划期.
            both = [squeeze(a.text + b.text) if a.text != b.text else squeeze(a.text)
                    for a, b in zip(cells, below, strict=True)]  # fmt: skip
            lower = [squeeze(b.text) or squeeze(a.text) for a, b in zip(cells, below, strict=True)]
            for names in (lower, both):
                second = _columns(names, period)
                if second.name is not None and second.target is not None:
                    return at + 1, second
        if columns.name is not None and columns.target is not None:
            return at, columns
    return None


def _columns(names: Sequence[str], period: tuple[int, int] | None) -> _Columns:
    found = _Columns(width=len(names))
    years: list[tuple[int, int]] = []
    change: int | None = None
    for at, name in enumerate(names):
        role = role_of(name)
        if role == "year":
            _place_year(found, years, at, name)
        elif role == "change":
            change = at if change is None else change
        elif role and hasattr(found, role) and getattr(found, role) is None:
            setattr(found, role, at)
    _assign_years(found, years, period)
    if found.target is None and change is not None and (found.attribute is not None or years):
        found.target = change
    if found.name is None and found.index is not None and found.attribute is not None:
        found.name = found.index + 1
    return found


def _place_year(found: _Columns, years: list[tuple[int, int]], at: int, name: str) -> None:
    found_year = _YEAR.search(name)
    if found_year is None:
        return
    year = int(found_year.group())
    if re.search(r"目标|预期|规划", name) and found.target is None:
        found.target, found.year = at, year
    elif re.search(r"实际|基期|现状|完成|基准|基数|基础|实绩", name) and found.baseline is None:
        found.baseline = at
    else:
        years.append((year, at))


def _assign_years(
    found: _Columns, years: list[tuple[int, int]], period: tuple[int, int] | None
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
        earlier = [y for y in years if y[1] != found.target]
        if earlier and (found.year is None or earlier[0][0] < found.year):
            found.baseline = earlier[0][1]


def _row(cells: Sequence[Cell], columns: _Columns, count: int, previous: int) -> Indicator | None:
    shift = _shift(cells, columns)

    def cell(column: int | None) -> Cell | None:
        at = None if column is None else column + shift
        return cells[at] if at is not None and 0 <= at < len(cells) else None

    name_cell = cell(columns.name)
    if name_cell is None or not name_cell.text or sum(bool(c.text) for c in cells) < 2:
        return None
    name, number, number_span = _name(name_cell, previous)
    index = cell(columns.index)
    if index is not None and (counted := numeral(index.text.rstrip(".、"))) is not None:
        number, number_span = counted, index.span
    unit_cell = cell(columns.unit)
    named_unit = _UNIT_IN_NAME.search(name)
    unit = unit_cell.text if unit_cell is not None else ""
    if named_unit is not None and _is_unit(named_unit.group(1)):
        name, unit = name[: named_unit.start()].strip(), unit or named_unit.group(1)
    unit = "" if unit in ("—", "-", "/") else unit
    target_cell, base_cell = cell(columns.target), cell(columns.baseline)
    target = _quantity(target_cell, unit)
    if target is None and not re.search(rf"{HAN}{{2}}", name):
        return None
    attribute_cell = cell(columns.attribute)
    printed = attribute_cell.text if attribute_cell is not None else ""
    return Indicator(
        name,
        name_cell.span,
        unit or (target.unit if target is not None else ""),
        target,
        _nothing_to_none(_quantity(base_cell, unit)),
        read_attribute(printed),
        printed,
        attribute_cell.span if attribute_cell is not None else None,
        number,
        number_span,
        count,
        Span(cells[0].span.start, cells[-1].span.end),
        columns.year,
    )


def _shift(cells: Sequence[Cell], columns: _Columns) -> int:
    """A merged first cell (类别) is missing from the rows below it: all columns move left."""
    missing = columns.width - len(cells)
    first = columns.category
    if missing == 1 and first is not None and (columns.name or 0) > first:
        return -1
    return 0


def _name(cell: Cell, previous: int) -> tuple[str, int, Span | None]:
    match = _GLUED_NUMBER.match(cell.text) or _GLUED_BEFORE_DIGIT.match(cell.text)
    if match is not None and match.re is _GLUED_BEFORE_DIGIT and int(match[1]) != previous + 1:
        match = None  # 2.5级以上 after row 1 is row 2, after row 7 a name
    number, number_span, text = 0, None, cell.text
    if match is not None:
        number = int(match.group(1))
        number_span = Span(cell.span.start, cell.span.start + len(match.group(1)))
        text = cell.text[match.end() :]
    return _NOTE_MARK.sub("", re.sub(r"\s+", "", text)), number, number_span


def _is_unit(text: str) -> bool:
    return text in known_units() or bool(
        re.fullmatch(r"[%‰]|[万亿]?[人户个所家件名项次张座台辆]/?次?", text)
    )


def _quantity(cell: Cell | None, unit: str) -> Quantity | None:
    if cell is None or not cell.text:
        return None
    return read_quantity(cell.text, cell.span, unit)


def _nothing_to_none(quantity: Quantity | None) -> Quantity | None:
    return None if quantity is None or quantity.kind == "none" else quantity


def read_attribute(text: str) -> str:
    """What a printed attribute says: "binding" (约束性), "expected" (预期性) or ""."""
    binding, expected = _attribute_words()
    squeezed = squeeze(text).strip("[]()*")
    return "binding" if squeezed in binding else "expected" if squeezed in expected else ""
