"""Edits of texts that may be broken over lines."""

from __future__ import annotations

from planlint.rule import Change
from planlint.syntax.ast import Flow


def replaced(flow: Flow, start: int, end: int, content: str) -> tuple[Change, ...]:
    """Put a text in the place of another; where a line end breaks the old one, before the break."""
    first, *rest = flow.pieces(start, end)
    return (Change(first, content), *(Change(span, "") for span in rest))
