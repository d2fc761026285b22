"""Indicators: the rows of a plan's indicator tables, whatever the layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from planlint.patterns import compiled, regex
from planlint.readers.source import HAN, Source, Span
from planlint.semantics.header import Columns, find_header, is_table_header
from planlint.semantics.quantity import Quantity, is_read, read_quantity
from planlint.semantics.rows import Row, attribute, gather, is_unit
from planlint.syntax.ast import Cell, Table
from planlint.syntax.columns import squeeze
from planlint.syntax.numerals import number as numeral
from planlint.syntax.tables import plain_text

# 1.名称, 1、名称, 1 名称; but 65 岁以上老年人 is a name.
_GLUED_NUMBER = compiled(
    r"(\d{1,3})(?:[.、]|(?<=\d) +(?![岁年个万亿级类人周月天以家所%分小急公千米克元吨]))\s*(?=\D)"
)
_GLUED_BEFORE_DIGIT = compiled(r"(\d{1,3})[.、](?=\d)")
_MARKED = compiled(r"[（(【\[]((?:约束|预期)性(?:指标)?)[）)】\]]$")
_UNIT_IN_NAME = compiled(r"[（\[](?:单位：)?([^（）\[\]]{1,12})[）\]]$")
_NOTE_MARK = compiled(r"[*①-⑳¹²³▲]+$")
_RATE = compiled(r"年均|增速|增长|增幅|率")
_SHORT = 3  # characters of a row below 其中 that goes on with it: 农村
_NO_UNIT = ("—", "-", "/", "无")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of an indicator table.

    `name` is the printed name without row number, unit and footnote mark. `attribute` is
    "binding" (约束性), "expected" (预期性) or "" where the table does not say; `attribute_text` is
    what it prints. `number` is the row number, 0 where there is none. `table` counts the plan's
    indicator tables from 0. `category` is the merged first column or the title above the row;
    `change` what the column of 年均/累计 says besides the target; `unit_span` where the unit is
    printed outside the value; `of` the row whose part a row is (其中：女性). `steps` are
    the targets of further years of the period, each with its year (2028年, on the way to 2030年).
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
    change: Quantity | None = None
    unit_span: Span | None = None
    of: str = ""
    steps: tuple[tuple[int, Quantity], ...] = ()

    @property
    def full_name(self) -> str:
        """The name, for a part of a row with the row's: 平均预期寿命（女性）."""
        part = regex("^其中[：:]?").sub("", self.name)
        return f"{self.of}（{part}）" if self.of else self.name

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


def read_tables(
    tables: Sequence[Table], period: tuple[int, int] | None, source: Source
) -> Iterator[IndicatorTable]:
    """The indicator tables among a plan's tables, in the order of the text."""
    count = 0
    for node in tables:
        for part in _parts(node):
            found = _read(part, count, period, source)
            if found is not None:
                count += 1
                yield found


def _parts(node: Table) -> Iterator[Table]:
    """The tables that stand one below the other with no text between them."""
    headers = [at for at, row in enumerate(node.rows) if is_table_header(row)]
    starts = [
        at
        for before, at in pairwise(headers)
        if [squeeze(c.text) for c in node.rows[before]] != [squeeze(c.text) for c in node.rows[at]]
    ]
    if not starts:
        yield node
        return
    for start, stop in pairwise((0, *starts, len(node.rows))):
        rows = node.rows[start:stop]
        yield replace(node, span=Span(rows[0][0].span.start, rows[-1][-1].span.end), rows=rows)


def _read(
    node: Table, count: int, period: tuple[int, int] | None, source: Source
) -> IndicatorTable | None:
    if node.fused:
        return IndicatorTable(node.span, node.span, (), has_attributes=True, fused=True)
    header = find_header(node.rows, period)
    if header is None:
        return None
    at, columns = header
    rows = gather(node.rows[at + 1 :], columns)
    _settle_attribute(columns, rows)
    reader = _Reader(columns, count, source, _caption(source, node, at))
    indicators = tuple(reader.read(rows))
    named = "指标" in columns.names[columns.name or 0]
    if not indicators or not _promises(indicators, named=named):
        return None
    cells = node.rows[at]
    span = Span(cells[0].span.start, cells[-1].span.end)
    return IndicatorTable(node.span, span, indicators, columns.attribute is not None)


def _settle_attribute(columns: Columns, rows: list[Row]) -> None:
    """类型 is an attribute only if its cells are; else it is a category."""
    at = columns.attribute
    if at is None or "类型" not in columns.names[at] or any(attribute(r.text(at)) for r in rows):
        return
    columns.attribute = None
    category = ""
    for place, row in enumerate(rows):
        category = squeeze(row.text(at)) or category
        rows[place] = replace(row, category=row.category or category)


def _promises(indicators: Sequence[Indicator], *, named: bool) -> bool:
    """Whether a table's targets are what indicators have; those of tasks are running text.

    Words that the grammar knows count only where the header is `named` 指标, not 项目 or 名称.
    """
    if any(i.attribute for i in indicators):
        return True
    targets = [i.target for i in indicators if i.target is not None]
    read = sum(t.kind != "words" or (named and is_read(t.text)) for t in targets)
    return read * 2 >= len(targets)


@cache
def _unit_caption() -> re.Pattern[str]:
    return compiled(r"(?:^|[（\s，；])(?:计量)?单位 *： *([^\s，；（）、]{1,12})", re.MULTILINE)


def _caption(source: Source, node: Table, at: int) -> Span | None:
    """Where the two lines above a table, or the rows above its header, say 单位：%."""
    start = node.span.start
    above = source.folded[max(0, start - 160) : start].rstrip().splitlines()[-2:]
    low = source.folded.find(above[0], max(0, start - 160)) if above else start
    low = low if all(len(n) <= 60 for n in above) else start
    for match in _unit_caption().finditer(source.folded, low, node.rows[at][0].span.start):
        if is_unit(match.group(1)):
            return Span(*match.span(1))
    return None


class _Reader:
    """Makes indicators of a table's rows."""

    def __init__(self, columns: Columns, count: int, source: Source, caption: Span | None) -> None:
        self.columns = columns
        self.count = count
        self.source = source
        self.caption = caption

    def read(self, rows: Sequence[Row]) -> Iterator[Indicator]:
        """The indicators of the rows; 其中 rows know the row that they are part of."""
        number = 0
        whole: Indicator | None = None
        part = False
        for row in rows:
            name = squeeze(row.text(self.columns.name))
            part = name.startswith("其中") or (part and len(name) <= _SHORT)
            found = self._indicator(row, number, whole if part else None)
            if found is None:
                continue
            whole = whole if part else found
            number = found.number
            yield found

    def _indicator(self, row: Row, previous: int, whole: Indicator | None) -> Indicator | None:
        columns = self.columns
        name_cell = row.cell(columns.name)
        if name_cell is None or not name_cell.text:
            return None
        name, number, number_span = _name(name_cell, previous)
        index = row.cell(columns.index)
        if index is not None and (counted := numeral(index.text.rstrip(".、"))) is not None:
            number, number_span = counted, index.span
        name, marked = _marked(name)
        name, unit, unit_span = self._unit(row, name, name_cell)
        if whole is not None and not unit:
            unit, unit_span = whole.unit, whole.unit_span
        target, change = self._promise(row, unit)
        if target is None and not regex(rf"{HAN}{{2}}").search(name):
            return None
        attribute_cell = row.cell(columns.attribute)
        printed = attribute_cell.text if attribute_cell is not None else ""
        return Indicator(
            name,
            name_cell.span,
            unit or _own_unit(target),
            target,
            _nothing_to_none(_quantity(row.cell(columns.baseline), unit)),
            attribute(printed) or marked or attribute(row.category),
            printed,
            attribute_cell.span if attribute_cell is not None else None,
            number,
            number_span,
            self.count,
            row.span,
            columns.year,
            row.category,
            change,
            unit_span,
            whole.name if whole is not None else "",
            tuple(self._steps(row, unit)),
        )

    def _steps(self, row: Row, unit: str) -> Iterator[tuple[int, Quantity]]:
        """What the columns of further years say."""
        for year, at in self.columns.steps:
            step = _nothing_to_none(_quantity(row.cell(at), unit))
            if step is not None:
                yield year, step

    def _promise(self, row: Row, unit: str) -> tuple[Quantity | None, Quantity | None]:
        """Target and change; where the year's cell is empty or —, the change is the target."""
        target = _quantity(row.cell(self.columns.target), unit)
        change = self._change(row, unit)
        if change is not None and _nothing_to_none(target) is None:
            return change, None
        return target, change

    def _change(self, row: Row, unit: str) -> Quantity | None:
        """A number under 年均 is a rate a year; one in brackets is a total in the row's unit."""
        at = self.columns.change
        header = "" if at is None else self.columns.names[at]
        change = _nothing_to_none(_quantity(row.cell(at), unit))
        if change is None or change.kind != "number" or not _RATE.search(header):
            return change
        if "累计" in header and unit == "%":
            return change  # 年均/累计: ＜5.5 is the value itself
        rate = read_quantity(change.text, change.span, "%")
        return replace(rate, kind="change", yearly="年均" in header)

    def _unit(self, row: Row, name: str, cell: Cell) -> tuple[str, str, Span | None]:
        """The name without its unit, the unit, and where it is printed."""
        own = row.cell(self.columns.unit)
        unit = "".join(own.text.split()) if own is not None else ""
        span = own.span if own is not None and unit else None
        named = _UNIT_IN_NAME.search(name)
        if named is not None and is_unit(named.group(1)):
            name = name[: named.start()].strip()
            if not unit:
                unit, span = named.group(1), self._inside(cell, named.group(1), row.span.end)
        if unit in _NO_UNIT:
            return name, "", None
        if not unit and self.caption is not None:
            unit, span = self.source.folded[slice(*self.caption)], self.caption
        return name, unit, span

    def _inside(self, cell: Cell, unit: str, end: int) -> Span | None:
        """Where a cell, or the line that goes on with it, prints a unit in brackets."""
        at = self.source.folded.rfind(unit, *cell.span)
        if at < 0:
            at = self.source.folded.find(unit, cell.span.end, end)
        return Span(at, at + len(unit)) if at >= 0 else None


def _marked(name: str) -> tuple[str, str]:
    """A name without an attribute printed behind it (覆盖率【约束性】), and that attribute."""
    match = _MARKED.search(name)
    if match is None:
        return name, ""
    return name[: match.start()].rstrip(), attribute(match[1])


def _name(cell: Cell, previous: int) -> tuple[str, int, Span | None]:
    printed = plain_text(cell.text)
    match = _GLUED_NUMBER.match(printed) or _GLUED_BEFORE_DIGIT.match(printed)
    if match is not None and match.re is _GLUED_BEFORE_DIGIT and int(match[1]) != previous + 1:
        match = None  # 2.5级以上 after row 1 is row 2, after row 7 a name
    number, number_span, text = 0, None, printed
    if match is not None:
        number = int(match.group(1))
        number_span = Span(cell.span.start, cell.span.start + len(match.group(1)))
        text = printed[match.end() :]
    return _NOTE_MARK.sub("", regex(r"\s+").sub("", text)), number, number_span


def _quantity(cell: Cell | None, unit: str) -> Quantity | None:
    if cell is None or not cell.text:
        return None
    return read_quantity(plain_text(cell.text), cell.span, unit)


def _own_unit(target: Quantity | None) -> str:
    """The unit that a target carries itself; a ratio has none."""
    return "" if target is None or ":" in target.unit else target.unit


def _nothing_to_none(quantity: Quantity | None) -> Quantity | None:
    return None if quantity is None or quantity.kind == "none" else quantity
