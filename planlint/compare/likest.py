"""Likest: which passages of a draft, and which sentences of them, are most like a parent's task.

Texts are likened by the pairs of neighbouring characters that they share, the rare ones counting
for more: 住房 tells more than 加强. An inverted index finds the passages; the headings above a
passage are its context.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import chain
from math import log, sqrt
from typing import NamedTuple

from planlint.compare.passages import Passage, Task
from planlint.compare.words import grams, spelled_grams, spelled_out
from planlint.patterns import compiled

# Measured on six labelled pairs of plans, see benchmarks/README.md.
_TITLE, _ABOVE = 2.0, 0.5  # weight of a pair in a title, and in the headings above a passage
_RARE, _LOOKED_AT, _KEPT = 25, 8, 5  # passages that a pair may find; weighed; kept
_SENTENCE = 0.78  # what a sentence is worth beside a whole passage
_LONG, _LEAST_UNIT = 60, 12  # characters of a passage that is cut into sentences; of a sentence
_LEAST_CLAUSE = 3  # pairs of a clause


class Found(NamedTuple):
    """A unit for a task: its likeness and its place among the units."""

    score: float
    at: int


class Units:
    """What of a draft may answer a task: its passages, then the sentences of the long ones.

    `pairs` are those of their characters, `of` the numbers of their passages, `contexts` those of
    the headings above them, whose pairs `headings` weigh: passages under the same two share them.
    `short` are the short words that were spelled out. `passages_with` says in how many passages a
    pair or the headings above have it, `places` in how many units.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        titles = chain.from_iterable(p.context for p in passages)
        sentences = [_ends().split(p.text) for p in passages]
        spelled, self.short = spelled_grams(chain(titles, *sentences))
        whole, parts = _cut(passages, [[spelled[text] for text in texts] for texts in sentences])
        self.pairs = (*whole, *(pairs for _, pairs in parts))
        self.of = (*range(len(whole)), *(at for at, _ in parts))
        above = [p.context[-2:] for p in passages]
        known = {context: at for at, context in enumerate(dict.fromkeys(above))}
        self.headings = tuple(_weighed([spelled[t][1] for t in titles]) for titles in known)
        self.contexts = tuple(known[above[at]] for at in self.of)
        self.passages_with = Counter(self._held(range(len(whole))))
        self.places = self.passages_with.copy()
        self.places.update(self._held(range(len(whole), len(self.pairs))))

    def held(self, at: int) -> AbstractSet[str]:
        """The pairs of a unit and of the headings above it."""
        return self.pairs[at] | self.headings[self.contexts[at]].keys()

    def _held(self, units: Iterable[int]) -> Iterator[str]:
        """The pairs of each of some units and of the headings above it."""
        own = chain.from_iterable(self.pairs[at] for at in units)
        above = (self.headings[self.contexts[at]].keys() - self.pairs[at] for at in units)
        return chain(own, chain.from_iterable(above))


def _weighed(titles: Sequence[set[str]]) -> dict[str, float]:
    """The pairs of some headings with what they count for; what two say counts twice."""
    counts = Counter(chain.from_iterable(titles))
    return {pair: count * _ABOVE for pair, count in counts.items()}


def _cut(
    passages: Sequence[Passage], sentences: Sequence[Sequence[tuple[str, set[str]]]]
) -> tuple[list[set[str]], list[tuple[int, set[str]]]]:
    """The pairs of passages, and of their sentences with the passages' numbers.

    No pair goes beyond a sentence, so that a passage has those of its sentences.
    """
    whole: list[set[str]] = []
    parts: list[tuple[int, set[str]]] = []
    for at, (passage, said) in enumerate(zip(passages, sentences, strict=True)):
        whole.append(set().union(*(pairs for _, pairs in said)))
        if len(passage.text) >= _LONG:
            units = [pairs for text, pairs in said if len(text) >= _LEAST_UNIT]
            parts += ((at, pairs) for pairs in units if len(units) > 1)
    return whole, parts


class Wanted(NamedTuple):
    """A task's pairs of characters: those of its title, and what each adds where a text has it.

    `length` is that of the vector of their weights.
    """

    title: AbstractSet[str]
    values: Mapping[str, float]
    length: float


class Likeness:
    """The tasks of one parent beside the units of a draft.

    `worth` is of each pair of characters the square of its rarity in tasks and passages.
    """

    def __init__(self, tasks: Sequence[Task], units: Units) -> None:
        self.units = units
        spelled, self.short = spelled_grams(chain.from_iterable((t.text, t.title) for t in tasks))
        texts = [(spelled[task.text][1], spelled[task.title][1]) for task in tasks]
        asked = Counter(chain.from_iterable(text | title for text, title in texts))
        self.worth = _worth(asked, units.passages_with, len(tasks) + len(units.passages))
        self.tasks = [_wanted(text, title, self.worth) for text, title in texts]
        self.lengths = _lengths(units, self.worth)
        found = asked.keys() & units.places.keys()
        self.rare = {pair for pair in found if units.places[pair] <= _RARE}
        self.common = found - self.rare
        self.spots, self.spot_of = _spots(units, self.rare)
        self.above = _above(units, self.rare)

    def _grams(self, text: str) -> set[str]:
        return grams(spelled_out(text, self.short))

    def likest(self, task: Wanted) -> list[Found]:
        """The units most like a task, the likest first. Rare pairs find them; then all count."""
        near, touched = self._near(task.values)
        values, common = task.values, task.values.keys() & self.common
        above: dict[int, float] = {}  # passages under the same headings share what these count for
        found = []
        for at in self._likely(near, touched):
            context = self.units.contexts[at]
            if context not in above:
                headings = self.units.headings[context]
                shared = common.intersection(headings)
                above[context] = sum(values[pair] * headings[pair] for pair in shared)
            own = sum(map(values.__getitem__, common & self.units.pairs[at]))
            score = (near[at] + own + above[context]) / task.length / self.lengths[at]
            # A sentence says less than a passage that is as like.
            found.append((-score * (1.0 if at < len(self.units.passages) else _SENTENCE), at))
        return [Found(-score, at) for score, at in sorted(found)[:_KEPT]]

    def _near(self, values: Mapping[str, float]) -> tuple[list[float], set[int]]:
        """What the rare pairs of a task count for in each unit, and the units that have any.

        A list of all units is made for each task, since adding to a dictionary takes twice as long.
        """
        told: defaultdict[int, float] = defaultdict(float)
        spot_of, above, spots = self.spot_of, self.above, self.spots
        for pair in values.keys() & spot_of.keys():
            told[spot_of[pair]] += values[pair]
        for pair in values.keys() & above.keys():
            for context, weight in above[pair]:
                told[context] += values[pair] * weight
        near = [0.0] * len(self.lengths)
        for spot, value in told.items():
            for at in spots[spot]:
                near[at] += value
        return near, set().union(*map(spots.__getitem__, told))

    def _likely(self, near: Sequence[float], touched: Collection[int]) -> Collection[int]:
        """The units that share most with a task for their lengths."""
        if len(touched) <= _LOOKED_AT:
            return touched
        lengths = self.lengths
        scores = {at: near[at] / lengths[at] for at in touched}
        least = sorted(scores.values(), reverse=True)[_LOOKED_AT - 1]
        likely = [at for at, score in scores.items() if score >= least]
        return sorted(likely, key=lambda at: (-scores[at], at))[:_LOOKED_AT]

    def share(self, task: int, unit: int) -> float:
        """How much of a task's words the passage of a unit has, from 0 to 1."""
        values = self.tasks[task].values
        held = values.keys() & self.units.held(self.units.of[unit])
        return sum(map(values.__getitem__, held)) / (sum(values.values()) or 1.0)

    def clauses(self, task: Task) -> list[set[str]]:
        """The pairs of a task's clauses, beyond those of its title; the short ones left out."""
        title = self._grams(task.title) if task.title not in task.text else set()
        said = (self._grams(clause) - title for clause in _stops().split(task.text))
        return [pairs for pairs in said if len(pairs) >= _LEAST_CLAUSE]

    def held(self, task: int) -> float:
        """How much of a task's title the draft has at all, from 0 to 1."""
        wanted = {pair: sqrt(self.worth[pair]) for pair in self.tasks[task].title}
        held = sum(rarity for pair, rarity in wanted.items() if pair in self.units.places)
        return held / sum(wanted.values()) if wanted else 1.0


def _worth(
    asked: Mapping[str, int], passages_with: Mapping[str, int], texts: int
) -> dict[str, float]:
    """The squares of the rarities of pairs, of which so many tasks and passages have each."""
    counts = Counter(passages_with)
    counts.update(asked)
    squares = {n: log(1 + texts / n) ** 2 for n in set(counts.values())}
    return {pair: squares[n] for pair, n in counts.items()}


def _wanted(text: AbstractSet[str], title: AbstractSet[str], worth: Mapping[str, float]) -> Wanted:
    """A task's pairs; one of both its text and its title counts for the sum."""
    values = {pair: worth[pair] for pair in text}
    square = sum(values.values())
    for pair in title:
        value = worth[pair] * _TITLE
        square += value * (_TITLE + 2 * (pair in text))
        values[pair] = values.get(pair, 0.0) + value
    return Wanted(title, values, sqrt(square) or 1.0)


def _lengths(units: Units, worth: Mapping[str, float]) -> list[float]:
    """The lengths of the units' vectors; a pair of a text and its headings counts for the sum."""
    own = [sum(worth[pair] * w * w for pair, w in h.items()) for h in units.headings]
    both = [{pair: 2 * worth[pair] * w for pair, w in h.items()} for h in units.headings]
    return [
        sqrt(
            sum(map(worth.__getitem__, pairs))
            + own[context]
            + sum(map(both[context].__getitem__, both[context].keys() & pairs))
        )
        for pairs, context in zip(units.pairs, units.contexts, strict=True)
    ]


def _spots(
    units: Units, rare: AbstractSet[str]
) -> tuple[tuple[tuple[int, ...], ...], dict[str, int]]:
    """Groups of units: those of each context, then those in which some rare pairs stand.

    The pairs of one word stand in the same units. They have one group: a third of the work in a
    plan that says everything alike.
    """
    under: list[list[int]] = [[] for _ in units.headings]
    for at, context in enumerate(units.contexts):
        under[context].append(at)
    index: defaultdict[str, list[int]] = defaultdict(list)
    for at, pairs in enumerate(units.pairs):
        for pair in pairs & rare:
            index[pair].append(at)
    places = {pair: tuple(found) for pair, found in index.items()}
    known = {spot: at for at, spot in enumerate(dict.fromkeys(places.values()), len(under))}
    return (*map(tuple, under), *known), {pair: known[spot] for pair, spot in places.items()}


def _above(units: Units, rare: set[str]) -> dict[str, list[tuple[int, float]]]:
    """The contexts whose headings have a rare pair, with what it counts for."""
    above: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for context, headings in enumerate(units.headings):
        for pair in rare.intersection(headings):
            above[pair].append((context, headings[pair]))
    return dict(above)


@cache
def _ends() -> re.Pattern[str]:
    return compiled("[。；！？\n]")


@cache
def _stops() -> re.Pattern[str]:
    return compiled("[，。；！？：\n]")
