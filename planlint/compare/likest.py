"""Likest: which passages of a draft, and which sentences of them, are most like a parent's task.

Texts are likened by the pairs of neighbouring characters that they share, the rare ones counting
for more: 住房 tells more than 加强. An inverted index finds the passages; the headings above a
passage are its context.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import chain, islice
from math import log, sqrt
from typing import NamedTuple

from planlint.compare.passages import Passage, Task
from planlint.compare.words import grams
from planlint.patterns import compiled

# Measured on six labelled pairs of plans, see benchmarks/README.md.
_TITLE, _ABOVE = 2.0, 0.5  # weight of a pair in a title, and in the headings above a passage
_RARE, _LOOKED_AT, _KEPT = 50, 16, 5  # passages that a pair may find; weighed; kept
_SENTENCE = 0.78  # what a sentence is worth beside a whole passage
_LONG, _LEAST_UNIT = 60, 12  # characters of a passage that is cut into sentences; of a sentence


class Found(NamedTuple):
    """A unit for a task: its likeness and its place among the units."""

    score: float
    at: int


class _Text(NamedTuple):
    """The pairs of characters of a text, and what those of its headings count for besides."""

    pairs: AbstractSet[str]
    headings: Mapping[str, float]

    def length(self, worth: Mapping[str, float]) -> float:
        """The length of its vector; a pair of both counts for the sum."""
        pairs = self.pairs
        more = (worth[g] * w * (w + 2 * (g in pairs)) for g, w in self.headings.items())
        return sqrt(sum(map(worth.__getitem__, pairs)) + sum(more))


class Units:
    """What of a draft may answer a task: its passages, then the sentences of the long ones.

    `of` are the numbers of their passages, `contexts` those of the headings above them: passages
    under the same two have one context, whose pairs are weighed once.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        above = [p.context[-2:] for p in passages]
        known = {context: at for at, context in enumerate(dict.fromkeys(above))}
        self.headings = tuple(_weights(list(known)))
        whole, parts = _cut(passages)
        self.of = (*range(len(whole)), *(at for at, _ in parts))
        self.pairs = (*whole, *(pairs for _, pairs in parts))
        self.contexts = tuple(known[above[at]] for at in self.of)

    def text(self, at: int) -> _Text:
        """A unit with the headings above it."""
        return _Text(self.pairs[at], self.headings[self.contexts[at]])


def _weights(contexts: Sequence[Sequence[str]]) -> Iterator[dict[str, float]]:
    """What the pairs of headings count for, in each of some contexts."""
    titles = list(dict.fromkeys(chain.from_iterable(contexts)))
    pairs = dict(zip(titles, grams(titles), strict=True))
    for context in contexts:
        counts = Counter(chain.from_iterable(pairs[title] for title in context))
        yield {pair: count * _ABOVE for pair, count in counts.items()}


def _cut(passages: Sequence[Passage]) -> tuple[list[set[str]], list[tuple[int, set[str]]]]:
    """The pairs of passages, and of their sentences with the passages' numbers.

    No pair goes beyond a sentence, so that a passage has those of its sentences.
    """
    cut = [_ends().split(p.text) for p in passages]
    found = grams(list(chain.from_iterable(cut)))
    whole: list[set[str]] = []
    parts: list[tuple[int, set[str]]] = []
    for at, sentences in enumerate(cut):
        pairs = list(islice(found, len(sentences)))
        whole.append(set().union(*pairs))
        if len(passages[at].text) >= _LONG:
            said = [p for p, s in zip(pairs, sentences, strict=True) if len(s) >= _LEAST_UNIT]
            parts += ((at, p) for p in said if len(said) > 1)
    return whole, parts


class Likeness:
    """The tasks of one parent beside the units of a draft.

    `worth` tells of each pair of characters the square of its rarity, in passages and tasks.
    """

    def __init__(self, tasks: Sequence[Task], units: Units) -> None:
        self.units = units
        self.tasks = _wanted(tasks)
        texts = [units.text(at) for at in range(len(units.pairs))]
        held = [t.pairs | t.headings.keys() for t in texts]
        wanted = [t.pairs | t.headings.keys() for t in self.tasks]
        self.worth = _worth([*wanted, *held[: len(units.passages)]])
        self.lengths = [text.length(self.worth) for text in texts]
        self.places = Counter(chain.from_iterable(held))
        asked = set().union(*wanted)
        self.rare = {pair for pair in asked & self.places.keys() if self.places[pair] <= _RARE}
        self.index: defaultdict[str, list[int]] = defaultdict(list)
        self.above: defaultdict[str, list[int]] = defaultdict(list)
        self._fill()

    def _fill(self) -> None:
        """The units that have a rare pair in their own texts, the contexts that have one."""
        index, above, rare = self.index, self.above, self.rare
        for at, pairs in enumerate(self.units.pairs):
            for pair in pairs & rare:
                index[pair].append(at)
        for at, headings in enumerate(self.units.headings):
            for pair in headings.keys() & rare:
                above[pair].append(at)
        self.under: defaultdict[int, list[int]] = defaultdict(list)
        for at, context in enumerate(self.units.contexts):
            self.under[context].append(at)

    def likest(self, task: int) -> list[Found]:
        """The units most like a task, the likest first. Rare pairs find them; then all count."""
        text = self.tasks[task]
        values = self.values(task)
        near = self._near(values)
        common = values.keys() & self.places.keys() - self.rare
        length = text.length(self.worth) or 1.0
        found = []
        for at in self._likely(near):
            unit = self.units.text(at)
            product = near[at] + sum(map(values.__getitem__, common & unit.pairs))
            product += sum(values[g] * w for g, w in unit.headings.items() if g in common)
            whole = at < len(self.units.passages)
            worth = 1.0 if whole else _SENTENCE  # a sentence says less than a passage as like
            found.append(Found(product / length / self.lengths[at] * worth, at))
        return sorted(found, key=lambda f: (-f.score, f.at))[:_KEPT]

    def values(self, task: int) -> dict[str, float]:
        """The pairs of a task with what each adds where a text has it."""
        text, worth = self.tasks[task], self.worth
        values = {pair: worth[pair] for pair in text.pairs}
        for pair, weight in text.headings.items():
            values[pair] = values.get(pair, 0.0) + weight * worth[pair]
        return values

    def _near(self, values: Mapping[str, float]) -> Mapping[int, float]:
        """What the rare pairs of a task have in common with the units that they find."""
        near: defaultdict[int, float] = defaultdict(float)
        above: defaultdict[int, float] = defaultdict(float)
        for pair in values.keys() & self.rare:
            value = values[pair]
            for at in self.index.get(pair, ()):
                near[at] += value
            for at in self.above.get(pair, ()):
                above[at] += value * self.units.headings[at][pair]
        for context, value in above.items():
            for at in self.under[context]:
                near[at] += value
        return near

    def _likely(self, near: Mapping[int, float]) -> list[int]:
        """The units that share most with a task for their lengths."""
        lengths = self.lengths
        scores = {at: value / lengths[at] for at, value in near.items()}
        if len(scores) <= _LOOKED_AT:
            return list(scores)
        least = sorted(scores.values(), reverse=True)[_LOOKED_AT - 1]
        likely = [at for at, score in scores.items() if score >= least]
        return sorted(likely, key=lambda at: (-scores[at], at))[:_LOOKED_AT]

    def share(self, task: int, unit: int) -> float:
        """How much of a task's words the passage of a unit has, from 0 to 1."""
        values, own = self.values(task), self.units.text(self.units.of[unit])
        held = sum(v for pair, v in values.items() if pair in own.pairs or pair in own.headings)
        return held / (sum(values.values()) or 1.0)

    def held(self, title: str) -> float:
        """How much of a task's title the draft has at all, from 0 to 1."""
        (pairs,) = grams([title])
        wanted = {pair: sqrt(self.worth[pair]) for pair in pairs}
        held = sum(rarity for pair, rarity in wanted.items() if pair in self.places)
        return held / sum(wanted.values()) if wanted else 1.0


def _wanted(tasks: Sequence[Task]) -> list[_Text]:
    found = grams([text for task in tasks for text in (task.text, task.title)])
    return [_Text(text, dict.fromkeys(title, _TITLE)) for text, title in zip(found, found)]  # noqa: B905


def _worth(texts: Sequence[AbstractSet[str]]) -> dict[str, float]:
    counts = Counter(chain.from_iterable(texts))
    squares = {n: log(1 + len(texts) / n) ** 2 for n in set(counts.values())}
    return {pair: squares[n] for pair, n in counts.items()}


@cache
def _ends() -> re.Pattern[str]:
    return compiled("[。；！？\n]")
