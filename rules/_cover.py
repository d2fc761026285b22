"""Whether a place lies within one of many spans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from planlint.readers.source import Span
from planlint.rule import Context


class Cover:
    """Spans, which may lie within each other; `at in cover` is quick however many they are."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._furthest = list(accumulate((span.end for span in ordered), max))

    def __contains__(self, at: int) -> bool:
        n = bisect_right(self._starts, at)
        return n > 0 and at < self._furthest[n - 1]


def in_clauses(ctx: Context) -> Cover:
    """The responsibility clauses of the draft; for `ctx.once`."""
    return Cover(clause.span for clause in ctx.draft.responsibilities)
