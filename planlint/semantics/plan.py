"""Plan: everything that a plan says, gathered once, immutable."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

from planlint.knowledge import table
from planlint.patterns import compiled, regex
from planlint.readers.source import Source, Span
from planlint.semantics.citation import Citation, read_citations
from planlint.semantics.commitment import Commitment, read_commitments
from planlint.semantics.document import plan_part, read_facts
from planlint.semantics.indicator import Indicator, IndicatorTable, read_tables
from planlint.semantics.region import Region, find_region
from planlint.semantics.responsibility import Responsibility, read_responsibilities
from planlint.semantics.review import is_review
from planlint.syntax.ast import Flow, Outline, Paragraph, Part, Section, Table, Toc
from planlint.syntax.outline import parse_outline


class _Texts(NamedTuple):
    """All logical texts of a part, those that do not look back, and how many stand first."""

    whole: tuple[Flow, ...]
    forward: tuple[Flow, ...]
    before: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A parsed plan. `stated_date` and `stated_region` are those of its front matter.

    Dates are ISO dates or None where unknown; `period` is (first year, last year). `part` is the
    part of the file that is the plan; its notice and annexes are in `outline.parts`. `commitments`
    are what its running text promises in numbers, outside the sections that look back.
    """

    source: Source
    outline: Outline
    part: Part
    title: str
    stage: str
    issuer: str
    document_number: str
    date: dt.date | None
    period: tuple[int, int] | None
    outlook: int | None
    region: Region
    indicator_tables: tuple[IndicatorTable, ...]
    responsibilities: tuple[Responsibility, ...]
    commitments: tuple[Commitment, ...]
    all_citations: tuple[Citation, ...]
    basis: tuple[Span, ...] = field(default=())
    stated_date: dt.date | None = None
    stated_region: Region | None = None
    _texts: _Texts | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def filename(self) -> str:
        """The name of the file that the plan was read from."""
        return self.source.filename

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The rows of all indicator tables, in the order of the text."""
        return tuple(i for t in self.indicator_tables for i in t.indicators)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the plan itself cites, without its notice and annexes."""
        start, end = self.part.span
        return tuple(c for c in self.all_citations if start <= c.span.start < end)

    @property
    def toc(self) -> Toc | None:
        """The table of contents, wherever in the file it stands."""
        blocks = (b for p in self.outline.parts for b in p.all_blocks())
        return next((b for b in blocks if isinstance(b, Toc)), None)

    def sections(self) -> Iterator[Section]:
        """All sections of the plan, in the order of the text."""
        return self.part.walk()

    def flows(self, *, review: bool = True, preamble: bool = True) -> Iterator[Flow]:
        """The plan's logical texts: headings and paragraphs, without table cells.

        With `review=False` the sections that look back (发展基础) are left out, with
        `preamble=False` what stands before the first heading.
        """
        texts = self._texts
        if texts is None:  # asked for by every other rule; two threads would find the same
            texts = _gather(self.part)
            object.__setattr__(self, "_texts", texts)
        flows = texts.whole if review else texts.forward
        return iter(flows if preamble else flows[texts.before :])

    @property
    def basis_citations(self) -> tuple[Citation, ...]:
        """What the plan cites as its basis."""
        return tuple(
            c for c in self.citations if any(b.start <= c.span.start < b.end for b in self.basis)
        )

    def with_stated(self, date: dt.date | None, region: Region | None) -> Plan:
        """The same plan with what its front matter states, which its text does not override."""
        return replace(
            self,
            date=date or self.date,
            region=self.region if region is None else region.over(self.region),
            stated_date=date,
            stated_region=region,
        )

    def with_region(self, region: Region) -> Plan:
        """The same plan with a region that its reader knows better than its text."""
        return replace(self, region=region)


def _gather(part: Part) -> _Texts:
    before = sum(1 for _ in _held_flows(part))
    return _Texts(tuple(part_flows(part)), tuple(part_flows(part, review=False)), before)


def part_flows(part: Part, *, review: bool = True) -> Iterator[Flow]:
    """The logical texts of a part, in the order of the text, without its title."""
    yield from _held_flows(part)
    for section in part.sections:
        yield from _section_flows(section, review)


def _section_flows(section: Section, review: bool) -> Iterator[Flow]:
    if not review and is_review(section.title):
        return
    yield section.heading
    yield from _held_flows(section)
    for child in section.children:
        yield from _section_flows(child, review)


def _held_flows(holder: Part | Section) -> Iterator[Flow]:
    """The texts of blocks and boxes, without those of the sections below."""
    for block in holder.blocks:
        if isinstance(block, Paragraph):
            yield block.flow
    for box in holder.boxes:
        yield box.heading
        yield from (b.flow for b in box.blocks if isinstance(b, Paragraph))


def read_plan(source: Source) -> Plan:
    """Parse a source. Never raises: what cannot be read is absent from the plan."""
    outline = parse_outline(source)
    part = plan_part(outline)
    facts = read_facts(outline, part)
    tables = [b for b in part.all_blocks() if isinstance(b, Table)]
    names = (facts.title, facts.issuer, *(p.title for p in outline.parts))
    texts = _gather(part)
    flows = ((*p.flows, *(texts.whole if p is part else part_flows(p))) for p in outline.parts)
    plan = Plan(
        source,
        outline,
        part,
        facts.title,
        facts.stage,
        facts.issuer,
        facts.number,
        facts.date,
        facts.period,
        facts.outlook,
        find_region((n for n in names if n), facts.number, source.folded),
        tuple(read_tables(tables, facts.period, source)),
        read_responsibilities(part, source),
        tuple(read_commitments(texts.forward, facts.period)),
        tuple(read_citations(flow for some in flows for flow in some)),
        tuple(_basis(part)),
    )
    object.__setattr__(plan, "_texts", texts)
    return plan


@cache
def _basis_words() -> re.Pattern[str]:
    return compiled("|".join(table("documents")["basis"]["words"]))


def _basis(part: Part) -> Iterator[Span]:
    """The sentences before the first task that say what the plan is made from.

    A section 编制依据 is all basis: it often only lists titles, one a line.
    """
    chapters = part.sections[:1]
    flows = [b.flow for b in part.blocks if isinstance(b, Paragraph)]
    flows.extend(f for s in chapters for f in _section_flows(s, review=True))
    listed = {
        f.span(0, len(f.text))
        for chapter in part.sections[:_OPENING]
        for section in chapter.walk()
        if section.title.endswith("依据")
        for f in _section_flows(section, review=True)
        if "《" in f.text
    }
    for flow in flows:
        if flow.span(0, len(flow.text)) in listed:
            continue
        for match in regex(r"[^。]+。?").finditer(flow.text):
            if "《" in match.group() and _basis_words().search(match.group()):
                listed.add(flow.span(match.start(), match.end()))
    yield from sorted(listed)


_OPENING = 3  # chapters before the tasks
