"""The rows of an indicator table as their author saw them.

Merged cells come back, rows that a page or a narrow column broke are joined, titles within the
table become categories, and repeated headers and notes go.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from planlint.knowledge import table
from planlint.patterns import compiled, regex
from planlint.readers.source import HAN, Span
from planlint.semantics.header import Columns
from planlint.syntax.ast import Cell
from planlint.syntax.columns import squeeze
from planlint.syntax.tables import plain_text

_MOST_MISSING = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A row with a cell for each column, its category, and its place in the source."""

    cells: tuple[Cell, ...]
    category: str
    span: Span

    def cell(self, column: int | None) -> Cell | None:
        """The cell of a column; None where there is no such column or nothing in it."""
        return self.cells[column] if column is not None and column < len(self.cells) else None

    def text(self, column: int | None) -> str:
        """The text of a column's cell."""
        cell = self.cell(column)
        return cell.text if cell is not None else ""


@cache
def attribute_words() -> tuple[frozenset[str], frozenset[str]]:
    """The words for binding and for expected indicators."""
    facts = table("indicators")["attribute"]
    return frozenset(facts["binding"]), frozenset(facts["expected"])


@cache
def known_units() -> frozenset[str]:
    """Every unit that the knowledge lists."""
    return frozenset(u for units in table("indicators")["units"].values() for u in units)


def is_unit(text: str) -> bool:
    """Whether a text is a unit: one that is known, alone or before a slash."""
    head = text.split("/", maxsplit=1)[0]
    return bool(head or text) and (
        text in known_units()
        or (text != head and _is_known(head))
        or _is_known(text)
        or regex(r"[%‰]|[万亿]?[人户个所家件名项次张座台辆]/?次?").fullmatch(text) is not None
    )


def _is_known(text: str) -> bool:
    """Whether a unit is known with any scale before it: 亿斤 and 万亿斤 as 斤."""
    bare = _SCALE.sub("", text)
    return bool(bare) and bare in _bare_units()


_SCALE = compiled(r"^(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)")


@cache
def _bare_units() -> frozenset[str]:
    return frozenset(_SCALE.sub("", u) for u in known_units()) - {""}


def attribute(text: str) -> str:
    """Binding, expected, or "" for the text of an attribute cell."""
    binding, expected = attribute_words()
    squeezed = squeeze(plain_text(text)).strip("[]()*【】")
    return "binding" if squeezed in binding else "expected" if squeezed in expected else ""


def gather(rows: Sequence[tuple[Cell, ...]], columns: Columns) -> list[Row]:
    """The rows below the header."""
    found: list[Row] = []
    category = ""
    open_row: tuple[Cell, ...] = ()
    end = 0
    for raw in rows:
        span, end = _own_span(raw, end)
        if _repeats(raw, columns):
            continue
        cells, open_row = _joined(open_row, raw, columns)
        if open_row:
            continue
        title = _title(cells)
        if title is not None and _continues(title, cells, columns, found):
            found[-1] = _extended(found[-1], cells, columns)
        elif title is not None:
            category = category if _is_note(title.text) else _category(title.text)
        elif sum(bool(c.text) for c in cells) > 1:
            cells = _fitted(cells, columns)
            if _is_rest(cells, columns, found):
                found[-1] = _extended(found[-1], cells, columns)
                continue
            own = cells[columns.category].text if columns.category is not None else ""
            category = squeeze(plain_text(own)) or category
            found.append(Row(cells, category, span))
    return found


def _own_span(cells: Sequence[Cell], above: int) -> tuple[Span, int]:
    """Where a row stands, without cells that reach into it from above, and where it ends."""
    own = [c.span for c in cells if c.span.start >= above] or [c.span for c in cells]
    return Span(own[0].start, own[-1].end), max(above, own[-1].end)


def _repeats(cells: Sequence[Cell], columns: Columns) -> bool:
    """Whether the header stands here again, at the top of a page."""
    texts = [squeeze(plain_text(c.text)) for c in cells]
    filled = [t for t in texts if t]
    same = sum(t in columns.names for t in filled)
    return len(filled) > 1 and same == len(filled)


def _joined(
    open_row: tuple[Cell, ...], cells: tuple[Cell, ...], columns: Columns
) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """A row whose name runs over two lines: what of it is whole, and what waits for its rest."""
    if open_row and len(open_row) + len(cells) - 1 == columns.width:
        last, first = open_row[-1], cells[0]
        both = Cell(last.text + first.text, Span(last.span.start, first.span.end))
        return (*open_row[:-1], both, *cells[1:]), ()
    name = columns.name or 0
    waits = 1 < len(cells) == name + 1 < columns.width and cells[0].text.isdecimal()
    return cells, (cells if waits and not open_row else ())


def _title(cells: Sequence[Cell]) -> Cell | None:
    """The only text of a row, or the text of a cell that spans it."""
    filled = [c for c in cells if c.text]
    if len(filled) == 1 or (len(filled) > 2 and len({c.span for c in filled}) == 1):
        return filled[0]
    if len(filled) == len(cells) > 2 and len({c.text for c in filled}) == 1:
        return filled[0]
    return None


@cache
def _note() -> re.Pattern[str]:
    return compiled("|".join(table("indicators")["notes"]["opening"]))


def _is_note(text: str) -> bool:
    return _note().match(text) is not None


@cache
def _numbered() -> re.Pattern[str]:
    return compiled(
        r"（?(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[IVX]+)[）、.] *|第\w{1,3}[章节类] *"
    )


def _category(text: str) -> str:
    squeezed = squeeze(plain_text(text))
    return _numbered().sub("", squeezed.replace("(", "（").replace(")", "）"), count=1)


def _continues(title: Cell, cells: Sequence[Cell], columns: Columns, found: Sequence[Row]) -> bool:
    """Whether a text alone in its row goes on with the name above."""
    if not found or _numbered().match(title.text) or _is_note(title.text):
        return False
    name = columns.name or 0
    if len(cells) == columns.width and name > 0:
        return cells[name].text == title.text and cells[0].text == ""
    above = found[-1].text(name)
    if above.count("（") > above.count("）") or title.text[0] in "）的和及与、，/":
        return True
    unit = regex(r"（([^（）]+)）$").search(title.text)
    return above[-1:] in "、和与及的（/，" or (
        unit is not None and is_unit(unit.group(1)) and "（" not in above and columns.unit is None
    )


def _is_rest(cells: Sequence[Cell], columns: Columns, found: Sequence[Row]) -> bool:
    """Whether a row without a name goes on with the words of the row above."""
    name, category = columns.name or 0, columns.category
    filled = [c.text for at, c in enumerate(cells) if c.text and at != category]
    return bool(found) and not cells[name].text and not any(regex(r"\d").search(t) for t in filled)


def _extended(row: Row, cells: Sequence[Cell], columns: Columns) -> Row:
    """A row with the rest of its texts; each cell stays where its first line stands."""
    if len(cells) != columns.width:
        cells = (*_empty(columns.name or 0, cells[0]), *cells)
    rest = [c.text for c in cells] + [""] * len(row.cells)
    whole = tuple(
        Cell(c.text + more, c.span if c.text or not more else cells[at].span)
        for at, (c, more) in enumerate(zip(row.cells, rest, strict=False))
    )
    return replace(row, cells=whole, span=Span(row.span.start, cells[-1].span.end))


def _empty(count: int, near: Cell) -> tuple[Cell, ...]:
    return (Cell("", Span(near.span.start, near.span.start)),) * count


def _fitted(cells: tuple[Cell, ...], columns: Columns) -> tuple[Cell, ...]:
    """A cell for each column: the ones that are missing go where the others then fit best."""
    missing = columns.width - len(cells)
    if missing <= 0 or missing > _MOST_MISSING:
        return cells if missing <= 0 else (*cells, *_empty(missing, cells[-1]))
    first = columns.category if columns.category is not None else columns.width
    likely = [first, columns.baseline, columns.change, *range(len(cells), -1, -1)]
    places = [p for p in likely if p is not None and p <= len(cells)]
    options = [(*cells[:p], *_empty(missing, cells[min(p, len(cells) - 1)]), *cells[p:])
               for p in dict.fromkeys(places)]  # fmt: skip
    if missing == 2 and columns.baseline is not None and first < columns.baseline:
        with_first = (*cells[:first], *_empty(1, cells[0]), *cells[first:])
        at = columns.baseline
        options.append((*with_first[:at], *_empty(1, cells[0]), *with_first[at:]))
    return max(options, key=lambda option: _fit(option, columns))


def _fit(cells: Sequence[Cell], columns: Columns) -> int:
    """How well the texts suit their columns."""

    def text(column: int | None) -> str:
        return squeeze(cells[column].text) if column is not None else ""

    numbers = [text(c) for c in (columns.baseline, columns.target, columns.change)]
    name = text(columns.name)
    score = sum(regex(r"\d|[—/-]$").search(n) is not None for n in numbers)
    unnumbered = regex(r"[\d.]+.*").sub("", numbers[0])
    score -= regex(rf"{HAN}{{3}}").search(unnumbered) is not None
    score -= sum(bool(attribute(n) or is_unit(n)) for n in (*numbers, name))
    score += 2 * bool(attribute(text(columns.attribute)))
    score += 2 * is_unit(text(columns.unit))
    score += text(columns.index).isdecimal()
    return score + 2 * (len(re.findall(HAN, name)) > 1)
