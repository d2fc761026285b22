"""Rows of a table whose columns are aligned by spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from planlint.readers.source import Source, Span
from planlint.syntax.ast import Cell
from planlint.syntax.columns import is_header

_WIDE = "\u2e80"  # characters from here on are printed two cells wide


def align(source: Source, rows: Sequence[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """The rows with 指　标 as one cell, and a cell for each column of the header."""
    whole = [_joined(source, row) for row in rows]
    header = next((r for r in whole if sum(is_header(c.text) for c in r) > 1), ())
    return tuple(
        _placed(source, header, row) if 1 < len(row) < len(header) else row for row in whole
    )


def _joined(source: Source, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Headers are spaced out to the width of their column: 指  标, 单  位."""
    cells = list(row[:1])
    for before, cell in pairwise(row):
        last = cells[-1]
        if last is before and len(last.text) == len(cell.text) == 1:
            span = Span(last.span.start, cell.span.end)
            if is_header(last.text + cell.text):
                cells[-1] = Cell(source.folded[span.start : span.end], span)
                continue
        cells.append(cell)
    return tuple(cells)


def _placed(source: Source, header: Sequence[Cell], row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A row with fewer cells than the header: each stands under the header that is nearest."""
    heads = [_middle(source, c) for c in header]
    found, at = list[Cell](), 0
    for left, cell in zip(range(len(row) - 1, -1, -1), row, strict=True):
        middle = _middle(source, cell)
        places = range(at, len(header) - left)
        best = min(places, key=lambda p: abs(heads[p] - middle))
        gap = Span(cell.span.start, cell.span.start)
        found.extend([Cell("", gap)] * (best - at))
        found.append(cell)
        at = best + 1
    end = Span(row[-1].span.end, row[-1].span.end)
    found.extend([Cell("", end)] * (len(header) - at))
    return tuple(found)


def _middle(source: Source, cell: Cell) -> float:
    """Where the middle of a cell is printed, in the columns of a terminal."""
    line = source.position(cell.span.start)
    start = source.line_starts[line.row - 1]
    before, text = (
        source.text[start : cell.span.start],
        source.text[cell.span.start : cell.span.end],
    )
    return _width(before) + _width(text) / 2


def _width(text: str) -> int:
    return len(text) + len(re.findall(f"[{_WIDE}-\\U0010ffff]", text))
