"""How rules on places and levels read a text: sentence by sentence, without what is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from planlint.knowledge import table
from planlint.patterns import compiled, regex
from planlint.readers.source import Span
from planlint.rule import Context
from planlint.semantics.region import Region, places_at_start
from planlint.syntax.ast import Flow

from ._cover import in_clauses
from ._departments import OWN_WORDS


class Sentence(NamedTuple):
    """A sentence or a heading, with 《…》 and “…” blanked out; `start` is its offset in `flow`."""

    flow: Flow
    start: int
    text: str

    def span(self, start: int, end: int) -> Span:
        """The source span of a range of `text`."""
        return self.flow.span(self.start + start, self.start + end)

    def clauses(self) -> Iterator[tuple[int, str]]:
        """The pieces between commas, each with its offset; the marker of a heading is cut off."""
        for match in regex(r"[^，,：:]+").finditer(self.text):
            marker = _marker().match(match.group())
            cut = marker.end() if marker else 0
            yield match.start() + cut, match.group()[cut:]


def sentences(ctx: Context, wanted: re.Pattern[str]) -> Iterator[Sentence]:
    """The sentences with something wanted in them that the plan itself says.

    Sections that look back and responsibility clauses are left out.
    """
    clauses = ctx.once(in_clauses)
    for sentence in _with(ctx, ctx.wording.ahead.holding(wanted), wanted):
        at = sentence.flow.offset(sentence.start)
        if at not in clauses and at + 1 not in clauses:
            yield sentence


def past_sentences(ctx: Context, wanted: re.Pattern[str]) -> Iterator[Sentence]:
    """The sentences with something wanted in them of the sections that look back."""
    ahead = ctx.once(_ahead)
    past = (flow for flow in ctx.wording.said.holding(wanted) if flow.origins[0] not in ahead)
    return _with(ctx, past, wanted)


def _ahead(ctx: Context) -> frozenset[int]:
    return frozenset(flow.origins[0] for flow in ctx.wording.ahead.all)


def _with(ctx: Context, flows: Iterable[Flow], wanted: re.Pattern[str]) -> Iterator[Sentence]:
    split = ctx.once(_Split)
    for flow in flows:
        yield from (s for s in split.sentences(flow) if wanted.search(s.text) is not None)


class _Split:
    """The sentences of each text, made when it is first looked at."""

    def __init__(self, ctx: Context) -> None:
        del ctx
        self._made: dict[int, list[Sentence]] = {}

    def sentences(self, flow: Flow) -> list[Sentence]:
        """The sentences of a text."""
        if flow.origins[0] not in self._made:
            found = regex(r"[^。；;]+").finditer(_blanked(flow.text))
            self._made[flow.origins[0]] = [Sentence(flow, m.start(), m[0]) for m in found]
        return self._made[flow.origins[0]]


def _blanked(text: str) -> str:
    """A text with □ for all that is quoted."""
    if "《" not in text and "“" not in text:
        return text
    return _quoted().sub(lambda m: "□" * len(m.group()), text)


def own_word(region: Region) -> str:
    """The character with which a document calls its own place: 区, 县, 市, 旗 …"""
    if region.name.endswith("自治区"):
        return "区"
    words = OWN_WORDS.get(region.level, ())
    return next((w for w in words if region.name.endswith(w)), words[0] if words else "")


def own_places(ctx: Context) -> set[str]:
    """The issuing place, those (possibly) above it, and the provinces and cities that it cites."""
    region = ctx.draft.region
    cited = {p for c in ctx.draft.all_citations for p in places_at_start(c.title)}
    above = {p for p in cited if p.endswith(("自治区", "省", "市", "州", "盟"))}
    rows = () if region.parents else table("regions").get(region.name, ())
    possible = {p for _, parents in rows for p in parents.split("/") if p}
    return {region.name, *region.parents, *above, *possible}


@cache
def any_of(section: str, key: str) -> re.Pattern[str]:
    """One of the words of a list in levels.toml, the longest first."""
    words = sorted(table("levels")[section][key], key=len, reverse=True)
    return compiled("|".join(map(re.escape, words)))


@cache
def own_action() -> str:
    """A pattern for the start of a clause that says what the own government does."""
    adverbs, verbs = (any_of("own_action", k).pattern for k in ("adverbs", "verbs"))
    return rf"(?:{adverbs}){{0,2}}(?:{verbs})"


@cache
def _quoted() -> re.Pattern[str]:
    return compiled(r"《[^《》]*》|“[^“”]*”")


@cache
def _marker() -> re.Pattern[str]:
    return compiled(r"\s*(?:[（(]?[一二三四五六七八九十\d]+[)）、.．]+|[*#]+)*\s*")
