"""What a plan says twice: a text pasted in twice, a task told in two sections, a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, combinations
from typing import NamedTuple

from planlint.compare.sentences import (
    Cut,
    Sentence,
    alike_within,
    pairs_of,
    runs_of,
    sentences_of,
)
from planlint.knowledge import table
from planlint.patterns import compiled, regex
from planlint.readers.source import Span
from planlint.semantics.review import is_review
from planlint.syntax.ast import Part, Section

LEAST = 15  # characters of a sentence: shorter ones are formulas
_BLOCK, _STEP = 3, 3  # sentences of a pasted text; how far the next one of it may be
_WHOLE = 0.8  # of a part's sentences that another part has, too: the text was pasted in twice
_TITLE, _LEAST_BODY = 0.6, 70  # of two headings; pairs of characters of a section's text
_OFTEN = 12  # headings with one such pair: more of them and it is the plan's own subject
_TOLD, _TOLD_OTHERWISE = 0.12, 0.25  # of its runs, under the same title and under a similar one
_SAME, _HELD = 0.68, 0.88  # of the words without verbs: of both sentences, of the shorter one


class Block(NamedTuple):
    """Sentences in a row that stand elsewhere before, one or more, with those they repeat."""

    sentences: tuple[Sentence, ...]
    before: tuple[Sentence, ...]


class Repeats(NamedTuple):
    """What a part says twice: `blocks` of sentences, `sections` that tell the same task."""

    blocks: tuple[Block, ...]
    sections: tuple[tuple[Section, Section], ...]


def repeats_in(part: Part, cut: Cut, formulas: Collection[str]) -> Repeats:
    """What is said twice in a part. What explains more is found first and says the rest."""
    sentences = list(sentences_of(part, cut, least=LEAST))
    blocks = list(_blocks(sentences, _earlier(sentences, formulas)))
    pasted = [b for b in blocks if len(b.sentences) >= _BLOCK]
    again = {id(s) for b in pasted for s in b.sentences}
    twins = tuple(_twins(part, [s for s in sentences if id(s) not in again]))
    single = [b for b in blocks if len(b.sentences) < _BLOCK and not _told(b, twins)]
    return Repeats(tuple((*pasted, *_gathered(single))), twins)


def same_text(part: Part, others: Sequence[Part]) -> Part | None:
    """An earlier part that says nearly all that a part says: the file holds the text twice."""
    own = {s.core for s in sentences_of(part, Cut(()), least=LEAST)}
    for other in others if len(own) >= _BLOCK else ():
        theirs = {s.core for s in sentences_of(other, Cut(()), least=LEAST)}
        if len(own & theirs) >= _WHOLE * len(own):
            return other
    return None


def _earlier(sentences: Sequence[Sentence], formulas: Collection[str]) -> dict[int, int]:
    """Sentences by their number with the one before that says the same, the most alike one."""
    first: dict[str, int] = {}
    found: dict[int, int] = {}
    for at, sentence in enumerate(sentences):
        if _names_annex(sentence):
            continue  # announced (附件：…分工表), then the heading of the annex
        if sentence.core not in first:
            first[sentence.core] = at
        elif _own_words(sentence, formulas):
            found[at] = first[sentence.core]
    places = list(first.values())
    best: dict[int, tuple[float, int]] = {}
    for alike in alike_within(list(first)):
        one, other = places[alike.one], places[alike.other]
        held = best.get(other, (0.0, 0))[0]
        if alike.score > held and _same(sentences[one], sentences[other], formulas):
            best[other] = alike.score, one
    return found | {at: one for at, (_, one) in best.items()}


def _names_annex(sentence: Sentence) -> bool:
    """Whether a line without a full stop is a title: that of a table, a list, a plan."""
    return sentence.text.endswith(_annexes()) and sentence.flow.text.endswith(sentence.text)


def _same(one: Sentence, other: Sentence, formulas: Collection[str]) -> bool:
    """Whether two similar sentences say the same beyond numbers, formulas and their verbs.

    Parallel sentences on two subjects differ in little else.
    """
    mine, theirs = (set(regex(r"\d+(?:\.\d+)?").findall(s.text)) for s in (one, other))
    if not (mine <= theirs or theirs <= mine):
        return False
    left, right = (pairs_of(_subject(_own_words(s, formulas))) for s in (one, other))
    if not left or not right:
        return False
    both = len(left & right)
    return both / len(left | right) >= _SAME or both / min(len(left), len(right)) >= _HELD


def _own_words(sentence: Sentence, formulas: Collection[str]) -> str:
    """A sentence without the clauses that are formulas; "" where hardly anything is left."""
    if not any(word in sentence.text for word in formulas):
        return sentence.core
    clauses = regex("[，,：:]").split(sentence.text)
    rest = "".join(c for c in clauses if not any(word in c for word in formulas))
    return rest if len(rest) >= LEAST else ""


def _blocks(sentences: Sequence[Sentence], earlier: Mapping[int, int]) -> Iterator[Block]:
    """Repeated sentences that follow each other in both places, together."""
    run: list[int] = []
    for at in sorted(earlier):
        if run:
            last = run[-1]
            if not (at - last <= _STEP and 0 < earlier[at] - earlier[last] <= _STEP):
                yield _block(sentences, earlier, run)
                run = []
        run.append(at)
    if run:
        yield _block(sentences, earlier, run)


def _block(sentences: Sequence[Sentence], earlier: Mapping[int, int], run: list[int]) -> Block:
    return Block(tuple(sentences[at] for at in run), tuple(sentences[earlier[at]] for at in run))


def _gathered(blocks: Sequence[Block]) -> Iterator[Block]:
    """One block for a sentence that is said more than twice: its first repetition, with all."""
    groups: defaultdict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        groups[id(block.before[0])].append(block)
    for first, *rest in groups.values():
        more = tuple(b.sentences[0] for b in rest)
        yield Block(first.sentences, (*first.before, *more))


def _told(block: Block, twins: Sequence[tuple[Section, Section]]) -> bool:
    """Whether a repeated sentence lies in two sections that are reported as one repetition."""
    at, before = block.sentences[0].span.start, block.before[0].span.start
    return any(_in(one, before) and _in(other, at) for one, other in twins)


def _in(section: Section, place: int) -> bool:
    return section.span.start <= place < section.span.end


def _twins(part: Part, sentences: Sequence[Sentence]) -> Iterator[tuple[Section, Section]]:
    """Pairs of sections that tell the same task: alike in their headings and in their texts."""
    sections = [(s, pairs_of(_subject(s.title))) for s in _tasks(part.sections)]
    texts = _Texts(sentences)
    found: list[tuple[Section, Section]] = []
    for at, then in _similar([pairs for _, pairs in sections]):
        (one, mine), (other, theirs) = sections[at], sections[then]
        if other.span.start < one.span.end or any(
            _in(a, one.span.start) and _in(b, other.span.start) for a, b in found
        ):
            continue
        least = _TOLD if mine == theirs else _TOLD_OTHERWISE
        if texts.overlap(one, other) >= least:
            found.append((one, other))
    return iter(found)


def _similar(titles: Sequence[set[str]]) -> Iterator[tuple[int, int]]:
    """The numbers of headings that name the same, in order; pairs of characters find them."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for at, pairs in enumerate(titles):
        for pair in pairs:
            index[pair].append(at)
    rare = (ids for ids in index.values() if 1 < len(ids) <= _OFTEN)
    shared = Counter(chain.from_iterable(combinations(ids, 2) for ids in rare))
    for (at, then), count in sorted(shared.items()):
        least = min(len(titles[at]), len(titles[then]))
        if least >= 2 and count >= _TITLE * least:
            yield at, then


class _Texts:
    """The runs of sections' texts, made when they are asked for."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._cores = [s.core for s in sentences]
        self._places = [s.flow.origins[0] for s in sentences]
        self._runs: dict[Span, set[str]] = {}

    def overlap(self, one: Section, other: Section) -> float:
        """How much of the shorter text's runs the other has; 0 where one says too little."""
        mine, theirs = self._runs_of(one), self._runs_of(other)
        if not mine or not theirs:
            return 0.0
        return len(mine & theirs) / min(len(mine), len(theirs))

    def _runs_of(self, section: Section) -> set[str]:
        """The runs of a section's text, none where it says too little."""
        known = self._runs.get(section.span)
        if known is None:
            cores = self._held(section)
            long = sum(map(len, cores)) >= _LEAST_BODY
            self._runs[section.span] = known = runs_of(cores if long else ())
        return known

    def _held(self, section: Section) -> list[str]:
        first, last = (bisect_left(self._places, place) for place in section.span)
        return self._cores[first:last]


def _tasks(sections: Sequence[Section]) -> Iterator[Section]:
    """All sections but those on goals and principles, which say in short what is told later."""
    for section in sections:
        if not is_review(section.title) and not _general().search(section.title):
            yield section
            yield from _tasks(section.children)


def _subject(title: str) -> str:
    return _verbs().sub("", title)


@cache
def _verbs() -> re.Pattern[str]:
    words = sorted(table("repeats")["headings"]["verbs"].split(), key=len, reverse=True)
    return compiled("|".join(words) + r"|\W+")


@cache
def _general() -> re.Pattern[str]:
    words = table("documents")["tasks"]
    return compiled("|".join((*words["general"], *words["principles"])))


@cache
def _annexes() -> tuple[str, ...]:
    return tuple(table("repeats")["headings"]["annexes"].split())
