"""Age bands: for whom a service is meant, by age, in the parent and in the draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planlint.compare.likeness import bigrams, likeness
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.semantics.plan import Plan
from planlint.semantics.topic import clause_end, clause_start, topic_of
from planlint.syntax.ast import Flow

_BAND = compiled(r"(?<!\d)(\d{1,3}) ?(?:周?岁)? ?(?:—|～|~|-|至|到) ?(\d{1,3}) ?周?岁")
_LIKE = 0.5
_ABOUT = 14  # characters after the band that name the service
_PEOPLE = compiled(r"[^，。；：、（）]{2,14}")


class AgeBand(NamedTuple):
    """Ages as printed (`text`), from `low` to `high` years; `about` is who follows them."""

    low: int
    high: int
    text: str
    about: str
    topic: str
    quote: str
    span: Span


class AgePair(NamedTuple):
    """The age bands of a parent and of the draft for one service."""

    plan: Plan
    parent: AgeBand
    draft: AgeBand


def read_bands(flows: Sequence[Flow]) -> Iterator[AgeBand]:
    """Every age band of some texts."""
    for flow in flows:
        if "岁" not in flow.text:
            continue
        for match in _BAND.finditer(flow.text):
            start = clause_start(flow.text, 0, match.start())
            clause = flow.text[start : clause_end(flow.text, match.end(), len(flow.text))]
            people = _PEOPLE.match(flow.text, match.end())
            yield AgeBand(
                int(match[1]),
                int(match[2]),
                match.group(),
                people.group()[:_ABOUT] if people else match.group(),
                topic_of(clause).replace("周岁", "").replace("岁", ""),
                clause,
                flow.span(*match.span()),
            )


def pair_ages(
    plan: Plan, wanted: Sequence[AgeBand], offered: Sequence[AgeBand]
) -> Iterator[AgePair]:
    """The parent's bands with the draft's for the same service; of several the one that agrees."""
    for band in wanted:
        ours = bigrams(band.topic)
        alike = []
        for other in offered:
            theirs = bigrams(other.topic)
            if ours and theirs and likeness(len(ours & theirs), len(ours), len(theirs)) >= _LIKE:
                alike.append(other)
        agreeing = [o for o in alike if (o.low, o.high) == (band.low, band.high)]
        for other in (agreeing or alike)[:1]:
            yield AgePair(plan, band, other)
