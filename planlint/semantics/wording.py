"""The texts of a plan as they are printed, made once for all rules that look at characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from planlint.readers.source import Source, Span
from planlint.semantics import lexicon
from planlint.semantics.contents import Contents, read_contents
from planlint.semantics.plan import Plan, part_flows
from planlint.semantics.texts import Texts
from planlint.syntax.ast import Flow, Table


class Printed(NamedTuple):
    """A logical text with the characters as the source has them; offsets are those of the flow."""

    flow: Flow
    text: str

    def span(self, start: int, end: int) -> Span:
        """The source span of a range of the text."""
        return self.flow.span(start, end)


class Suspects(Texts[Printed]):
    """Texts as one, with their pairs of characters, which tell what words may stand there."""

    def __init__(self, entries: Sequence[Printed], texts: Sequence[Printed]) -> None:
        super().__init__((*entries, *texts))
        self._first = self.starts[len(entries)]
        self.text = self.joined
        self.pairs = lexicon.Pairs(self.text)

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
    def printed(self) -> Texts[Printed]:
        """Titles, headings and paragraphs, without table cells and the table of contents."""
        source, parts = self._plan.source, self._plan.outline.parts
        flows = (flow for part in parts for flow in (*part.flows, *part_flows(part)))
        return Texts(_printed(source, flow) for flow in flows)

    @property
    def texts(self) -> tuple[Printed, ...]:
        """The texts of `printed`."""
        return self.printed.all

    @cached_property
    def tables(self) -> Texts[Printed]:
        """The cells of every table, each as a text of its own."""
        source = self._plan.source
        return Texts(_printed(source, flow) for flow in self._cells(source))

    @property
    def cells(self) -> tuple[Printed, ...]:
        """The texts of `tables`."""
        return self.tables.all

    @cached_property
    def said(self) -> Texts[Flow]:
        """The folded texts of the plan itself, without its notice and annexes."""
        return Texts(self._plan.flows())

    @cached_property
    def ahead(self) -> Texts[Flow]:
        """The folded texts of the plan itself, but for the sections that look back."""
        return Texts(self._plan.flows(review=False))

    @cached_property
    def tasks(self) -> Texts[Flow]:
        """Those of `ahead` that stand behind the first heading."""
        return Texts(self._plan.flows(review=False, preamble=False))

    @cached_property
    def ahead_everywhere(self) -> Texts[Flow]:
        """Titles, headings and paragraphs of every part, but for the sections that look back."""
        parts = self._plan.outline.parts
        flows = ((*part.flows, *part_flows(part, review=False)) for part in parts)
        return Texts(flow for some in flows for flow in some)

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

    def present(self, words: Iterable[str]) -> list[str]:
        """Those of many words that stand anywhere in texts, entries or cells."""
        return self.suspects.pairs.present(words)

    @property
    def everything(self) -> str:
        """All texts, a line each: what is not in it needs no search."""
        return self.printed.joined

    @cached_property
    def contents(self) -> Contents | None:
        """The table of contents against the headings; None where there is nothing to compare."""
        return read_contents(self._plan)

    def find(
        self, pattern: re.Pattern[str], *, cells: bool = False
    ) -> Iterator[tuple[Printed, re.Match[str]]]:
        """Every match of a pattern in the texts, in their order. No match spans two of them.

        With `cells` also in the cells of tables.
        """
        yield from self.printed.find(pattern)
        if cells:
            yield from self.tables.find(pattern)

    def holds(self, *words: str, cells: bool = False) -> bool:
        """Whether one of some words stands in the texts; much cheaper than most patterns are."""
        return self.printed.holds(words) or (cells and self.tables.holds(words))

    def _cells(self, source: Source) -> Iterator[Flow]:
        for part in self._plan.outline.parts:
            tables = (b for b in part.all_blocks() if isinstance(b, Table))
            for cell in (c for t in tables for row in t.rows for c in row):
                start, end = cell.span
                if start < end:
                    yield Flow(source.folded[start:end], (0,), (start,))


def _printed(source: Source, flow: Flow) -> Printed:
    if len(flow.origins) == 1:
        at = flow.origins[0]
        return Printed(flow, source.text[at : at + len(flow.text)])
    return Printed(flow, "".join(source[span] for span in flow.pieces(0, len(flow.text))))
