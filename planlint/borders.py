"""Cell borders of tables, which no fix may add, drop or move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.patterns import compiled
from planlint.readers.source import Source, Span
from planlint.syntax.ast import Table

if TYPE_CHECKING:
    from planlint.rule import Change
    from planlint.semantics.plan import Plan

_BORDER = compiled(r"\t|\||\n|<[^<>]*>")
_GAP = compiled(r"[\s　]{2,}")  # the border where blanks align the columns


def breaks_border(change: Change, source: Source, draft: Plan | None) -> bool:
    """Whether a change would join two cells of a table, or make two of one."""
    old, new = source.text[slice(*change.span)], change.content
    marks = _BORDER.findall(old) != _BORDER.findall(new)
    gaps = len(_GAP.findall(old)) != len(_GAP.findall(new))
    if not (marks or gaps) or draft is None:
        return False
    layout = _layout(draft, change.span)
    return bool(layout) and (marks or layout == "spaces")


def _layout(draft: Plan, span: Span) -> str:
    """The layout of the table that a place lies in; "" outside of tables."""
    blocks = (b for part in draft.outline.parts for b in part.all_blocks())
    tables = (b for b in blocks if isinstance(b, Table))
    return next((t.layout for t in tables if t.span.start <= span.start < t.span.end), "")
