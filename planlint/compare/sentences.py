"""The sentences of a plan, and which of them say the same: within one plan, or in two plans."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import compress, repeat
from typing import NamedTuple

from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.semantics.lexicon import pair_codes
from planlint.semantics.plan import Plan
from planlint.semantics.review import is_review
from planlint.syntax.ast import Flow, Paragraph, Part, Section

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

LENGTH = 6
"""Characters in a row by which two sentences of one plan find each other."""

_NEAR, _LIKELY = 5, 3  # the same for two plans; how many sentences of the other one are weighed

_SAME, _HELD = 0.6, 0.9  # of all pairs of characters; of those of the shorter sentence
_LEAST_HELD = 24  # characters of a sentence that another one holds whole
TAKEN = 0.5
"""Of all pairs of characters: a sentence of the draft as like one of the parent's took it over."""
_AKIN = 0.25  # the same where a clause of it may be the parent's
LEAST = 12
"""Characters of a sentence without marks and white space."""
_ODD = bytes(code & 1 for code in range(256))
_LOW = 2 if sys.byteorder == "little" else 3  # a character's lower byte, behind the mark


class Sentence(NamedTuple):
    """A sentence of the running text, without its clause and the mark that opens an item.

    `start` is its offset in `flow`, `core` the text without marks and white space.
    """

    flow: Flow
    start: int
    text: str
    section: Section | None
    core: str

    @property
    def span(self) -> Span:
        """Its place."""
        return self.flow.span(self.start, self.start + len(self.text))

    def part(self, start: int, end: int) -> Span:
        """The place of a range of its text."""
        return self.flow.span(self.start + start, self.start + end)


class SentencePair(NamedTuple):
    """A sentence of a parent and the one of the draft that took it over, from 0 to 1 alike."""

    plan: Plan
    parent: Sentence
    draft: Sentence
    score: float


class Alike(NamedTuple):
    """Two sentences by their places in the lists that were likened, and how alike they are."""

    one: int
    other: int
    score: float


class Cut:
    """The sentences of texts without some clauses; each text is cut once, for all who read it."""

    def __init__(self, clauses: Sequence[Span]) -> None:
        self._clauses = clauses
        self._made: dict[int, tuple[Sentence, ...]] = {}

    def sentences(self, section: Section | None, flow: Flow, start: int) -> Sequence[Sentence]:
        """The sentences of a text from an offset on, but the shortest."""
        place = flow.origins[0]
        if place not in self._made:
            self._made[place] = tuple(_sentences(section, flow, start, self._clauses))
        return self._made[place]


def sentences_of(
    part: Part, cut: Cut, *, least: int, review: bool = True, boxes: bool = False
) -> Iterator[Sentence]:
    """The sentences of at least some characters, in the order of the text.

    Headings, tables, the table of contents and responsibility clauses stay out, with
    `review=False` also the sections that look back. `least` is LEAST or more.
    """
    for section, flow, start in _flows(part, review, boxes):
        for sentence in cut.sentences(section, flow, start):
            if len(sentence.core) >= least:
                yield sentence


def _sentences(
    section: Section | None, flow: Flow, start: int, clauses: Sequence[Span]
) -> Iterator[Sentence]:
    ends, mark, said = _ends(), _mark(), _said()
    for low, high in _outside(flow, start, clauses):
        for match in ends.finditer(flow.text, low, high):
            whole = match.group().rstrip()
            opening = mark.match(whole)
            cut = opening.end() if opening else 0
            text = whole[cut:]
            if len(text) < LEAST:
                continue
            core = "".join(said.findall(text)).replace("_", "")
            if len(core) >= LEAST:
                yield Sentence(flow, match.start() + cut, text, section, core)


def cut_of(plan: Plan) -> Cut:
    """What cuts a plan's texts, without its responsibility clauses."""
    return Cut(tuple(r.span for r in plan.responsibilities))


def plan_sentences(plan: Plan, cut: Cut) -> tuple[Sentence, ...]:
    """What a plan asks for and promises, sentence by sentence; what looks back is left out."""
    return tuple(sentences_of(plan.part, cut, least=LEAST, review=False, boxes=True))


def alike_within(cores: Sequence[str]) -> Iterator[Alike]:
    """The pairs of different texts that say nearly the same, the earlier one first.

    A run of characters leads to the first text that has it: the work grows with the length alone.
    """
    first: dict[str, int] = {}
    pairs = _Pairs(cores)
    least = [len(core) // 8 for core in cores]
    for at, core in enumerate(cores):
        met = list(map(first.setdefault, _sampled(core, LENGTH), repeat(at)))
        if met.count(at) == len(met):
            continue
        for one, count in sorted(Counter(met).items()):
            if one != at and (count >= least[at] or count >= least[one]):
                score = _weigh(pairs, one, at)
                if score:
                    yield Alike(one, at, score)


class _Pairs(dict[int, set[int]]):
    """The pairs of neighbouring characters of texts by their numbers, made when asked for."""

    def __init__(self, cores: Sequence[str]) -> None:
        super().__init__()
        self.cores = cores

    def __missing__(self, at: int) -> set[int]:
        self[at] = pairs = set(pair_codes(self.cores[at]))
        return pairs


def pair_sentences(draft: Plan, parents: Sequence[Plan], cut: Cut) -> Iterator[SentencePair]:
    """The sentences of a draft with those of each parent that they render, in the draft's order.

    Each is paired once, the most alike ones first; those below TAKEN share no more than a clause.
    `cut` is what cuts the draft.
    """
    own = plan_sentences(draft, cut) if parents else ()
    for plan in parents:
        theirs = plan_sentences(plan, cut_of(plan))
        found = sorted(_taken([s.core for s in theirs], [s.core for s in own]), key=_order)
        taken: set[int] = set()
        chosen = []
        for alike in found:
            if alike.one not in taken and ~alike.other not in taken:
                taken |= {alike.one, ~alike.other}
                chosen.append(alike)
        for one, other, score in sorted(chosen, key=lambda a: a.other):
            yield SentencePair(plan, theirs[one], own[other], score)


def _order(alike: Alike) -> tuple[float, int, int]:
    return -alike.score, alike.one, alike.other


def _taken(theirs: Sequence[str], own: Sequence[str]) -> Iterator[Alike]:
    """The similar pairs of a text of one list and one of another."""
    first: dict[str, int] = {}
    for at in reversed(range(len(theirs))):
        first.update(dict.fromkeys(_sampled(theirs[at], _NEAR), at))
    pairs = _Pairs(theirs)
    for at, core in enumerate(own):
        likely = _likely(core, first)
        mine = set(pair_codes(core)) if likely else set()
        for one in likely:
            score = _likeness(mine, pairs[one])
            if score >= _AKIN:
                yield Alike(one, at, score)


def _likeness(mine: set[int], theirs: set[int]) -> float:
    """How much of all that two texts have is in both."""
    both = len(mine & theirs)
    return both / (len(mine) + len(theirs) - both)


def _likely(core: str, first: Mapping[str, int]) -> list[int]:
    """The texts to which most runs of a text lead, if enough of them do."""
    met = [first[run] for run in _sampled(core, _NEAR) if run in first]
    least = max(2, len(core) // 20)
    if len(met) < least:
        return []
    counts = Counter(met)
    likely = [one for one, count in counts.items() if count >= least]
    return sorted(likely, key=counts.__getitem__, reverse=True)[:_LIKELY]


def _weigh(pairs: _Pairs, one: int, other: int) -> float:
    """How alike two texts are; 0 where they only share some words."""
    mine, theirs = pairs[one], pairs[other]
    score = _likeness(mine, theirs)
    if score >= _SAME:
        return score
    short, long = sorted((len(pairs.cores[one]), len(pairs.cores[other])))
    if short < _LEAST_HELD or long > 4 * short:
        return 0.0
    held = len(mine & theirs) / min(len(mine), len(theirs))
    return score if held >= _HELD else 0.0


def pairs_of(core: str) -> set[str]:
    """The pairs of neighbouring characters."""
    return {core[at : at + 2] for at in range(len(core) - 1)}


def _sampled(core: str, length: int) -> list[str]:
    """About half of the runs of some characters: those that begin with an odd one.

    Two texts that share a longer run share some of these, and it is half the work.
    """
    odd = core.encode("utf-16", "replace")[_LOW::2].translate(_ODD)
    starts = compress(range(len(core) - length + 1), odd)
    return [core[at : at + length] for at in starts]


def runs_of(cores: Iterable[str]) -> set[str]:
    """The runs of LENGTH characters of some texts."""
    return {core[at : at + LENGTH] for core in cores for at in range(len(core) - LENGTH + 1)}


def _flows(part: Part, review: bool, boxes: bool) -> Iterator[tuple[Section | None, Flow, int]]:
    """The running texts with the offset at which they begin: after the title of a heading."""
    for block in part.blocks:
        if isinstance(block, Paragraph):
            yield None, block.flow, 0
    stack = list(reversed(part.sections))
    while stack:
        section = stack.pop()
        if not review and is_review(section.title):
            continue
        if section.body_at < len(section.heading.text):
            yield section, section.heading, section.body_at
        held = [*section.blocks, *(b for box in section.boxes if boxes for b in box.blocks)]
        for block in held:
            if isinstance(block, Paragraph):
                yield section, block.flow, 0
        stack.extend(reversed(section.children))


def _outside(flow: Flow, start: int, clauses: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The ranges of a flow's text from an offset on that no clause covers."""
    end = len(flow.text)
    if start >= end:
        return
    first, last = flow.offset(start), flow.offset(end - 1)
    at = bisect_left(clauses, (first, 0))
    while at < len(clauses) and clauses[at].start <= last:
        low, high = (_within(flow, place) for place in clauses[at])
        if start < low:
            yield start, low
        start, at = max(start, high), at + 1
    if start < end:
        yield start, end


def _within(flow: Flow, place: int) -> int:
    """The offset in a flow's text of a place in the source."""
    piece = max(0, bisect_right(flow.origins, place) - 1)
    return min(len(flow.text), flow.starts[piece] + place - flow.origins[piece])


@cache
def _ends() -> re.Pattern[str]:
    return compiled("[^。！？；]+[。！？；]?[”’）]?")


@cache
def _mark() -> re.Pattern[str]:
    return compiled(r"[ *#—－\-\u3000”’]*(?:[一二三四五六七八九十]{1,2}是|[（(]\d{1,2}[)）])?[ *]*")


@cache
def _said() -> re.Pattern[str]:
    return compiled(r"\w+")
