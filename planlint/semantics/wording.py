"""The texts of a plan as they are printed, made once for all rules that look at characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from planlint.readers.source import Source, Span
from planlint.semantics import lexicon
from planlint.semantics.contents import Contents, read_contents
from planlint.semantics.plan import Plan, part_flows
from planlint.syntax.ast import Flow, Table


class Printed(NamedTuple):
    """A logical text with the characters as the source has them; offsets are those of the flow."""

    flow: Flow
    text: str

    def span(self, start: int, end: int) -> Span:
        """The source span of a range of the text."""
        return self.flow.span(start, end)


class Suspects:
    """Texts as one, a line each, with the places that the lexicon suspects, found in one pass."""

    def __init__(self, entries: tuple[Printed, ...], texts: tuple[Printed, ...]) -> None:
        self._texts = (*entries, *texts)
        self._starts = [0, *accumulate(len(t.text) + 1 for t in self._texts)]
        self._first = self._starts[len(entries)]
        self.text = "\n".join(t.text for t in self._texts)
        self.pairs = lexicon.Pairs(self.text)

    def locate(self, at: int) -> tuple[Printed, int]:
        """The text that a place is in, and its offset there."""
        n = bisect_right(self._starts, at) - 1
        return self._texts[n], at - self._starts[n]

    def is_entry(self, at: int) -> bool:
        """Whether a place is in the table of contents."""
        return at < self._first

    def span(self, start: int, end: int) -> Span:
        """The source span of a range that lies in one text."""
        printed, at = self.locate(start)
        return printed.span(at, at + end - start)


class Wording:
    """The printed texts of every part of a file: its notice, the plan, the annexes."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    @cached_property
    def texts(self) -> tuple[Printed, ...]:
        """Titles, headings and paragraphs, without table cells and the table of contents."""
        source, parts = self._plan.source, self._plan.outline.parts
        flows = (flow for part in parts for flow in (*part.flows, *part_flows(part)))
        return tuple(_printed(source, flow) for flow in flows)

    @cached_property
    def cells(self) -> tuple[Printed, ...]:
        """The cells of every table, each as a text of its own."""
        source = self._plan.source
        return tuple(_printed(source, flow) for flow in self._cells(source))

    @cached_property
    def entries(self) -> tuple[Printed, ...]:
        """The entries of the table of contents."""
        source, toc = self._plan.source, self._plan.toc
        spans = () if toc is None else (e.span for e in toc.entries)
        flows = (Flow(source.folded[span.start : span.end], (0,), (span.start,)) for span in spans)
        return tuple(_printed(source, flow) for flow in flows)

    @cached_property
    def suspects(self) -> Suspects:
        """The words of all texts, entries and cells that lists of wordings or slips may concern."""
        return Suspects(self.entries, (*self.texts, *self.cells))

    @cached_property
    def everything(self) -> str:
        """All texts, a line each: what is not in it needs no search."""
        return "\n".join(text for _, text in self.texts)

    @cached_property
    def contents(self) -> Contents | None:
        """The table of contents against the headings; None where there is nothing to compare."""
        return read_contents(self._plan)

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[Printed, re.Match[str]]]:
        """Every match of a pattern in the texts, in their order. No match spans two of them."""
        if pattern.search(self.everything) is None:
            return
        for printed in self.texts:
            for match in pattern.finditer(printed.text):
                yield printed, match

    def _cells(self, source: Source) -> Iterator[Flow]:
        for part in self._plan.outline.parts:
            tables = (b for b in part.all_blocks() if isinstance(b, Table))
            for cell in (c for t in tables for row in t.rows for c in row):
                start, end = cell.span
                if start < end:
                    yield Flow(source.folded[start:end], (0,), (start,))


def _printed(source: Source, flow: Flow) -> Printed:
    return Printed(flow, "".join(source[span] for span in flow.pieces(0, len(flow.text))))
