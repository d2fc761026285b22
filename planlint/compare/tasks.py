"""Alignment of tasks: where a draft answers each thing that a parent asks for.

Texts are likened by the pairs of neighbouring characters that they share, the rare ones counting
for more: 住房 tells more than 加强. An inverted index finds the passages; the headings above a
passage are its context. One task may have several answers, in any chapter.

No likeness is by itself too small for an answer. What tells is how a task fares beside the
parent's other tasks, and whether its best passage answers another task better.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from math import log, sqrt
from statistics import median
from typing import NamedTuple

from planlint.compare.passages import Passage, Task, heading_of, passages_of, tasks_of
from planlint.compare.words import grams, telling_terms
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.semantics.plan import Plan

VERDICTS = ("covered", "partly", "missing", "unknown")

# Measured on six labelled pairs of plans, see benchmarks/README.md.
_TITLE, _ABOVE = 2.0, 0.5  # weight of a pair in a title, and in the headings above a passage
_RARE, _LOOKED_AT, _KEPT = 50, 16, 5  # passages that a pair may find; weighed; kept
_COVERED = 0.10  # of strength: below it a part of the task is missing
_MISSING = 0.45  # of the median strength: below it nothing answers
_SURELY, _TITLE_HELD = 0.41, 0.6  # surely nothing, where the title's words are not found either
_ANSWERED = 0.32  # of strength: an answer in any pair of plans
_ALONE = 0.16  # of strength: an answer where most of the parent is not the draft's subject
_CLOSE = 0.35  # of median strength: the draft follows its parent's wording, so that a gap shows
_UNLIKE = 0.05  # of median strength: the two plans speak of different things
_HARDLY = 0.11  # of a task's words in any passage that is like it: more of them, and it may answer
_LEAST_TASKS, _LEAST_OF_CHAPTER = 4, 2
_ALL_FIELDS = "国民经济和社会发展"  # in the title of a place's general plan
_SENTENCE = 0.78  # what a sentence is worth beside a whole passage
_LONG, _LEAST_UNIT = 60, 12  # characters of a passage that is cut into sentences; of a sentence


@dataclass(frozen=True, slots=True)
class Answer:
    """A passage of the draft that answers a task.

    `score` is the likeness of both from 0 to 1, `margin` what it is beside the likeness of the
    task that the passage answers best (1: this one).
    """

    task: Task
    passage: Passage
    score: float
    margin: float

    @property
    def shared(self) -> tuple[str, ...]:
        """The terms that both use, the telling ones, in the order of the task's text."""
        return telling_terms(self.task.whole, lambda term: term in self.passage.whole)


@dataclass(frozen=True, slots=True)
class TaskPair:
    """A task of a parent and its answers in the draft, the best first.

    `verdict` is one of VERDICTS; unknown where the plans have too little in common to judge.
    `strength` is that of the best answer, `sure` whether "missing" is beyond doubt. A missing
    task has answers, too: the nearest passages. `said` is all that the draft says,
    `nearest` the place in the draft where a missing answer should stand.
    """

    plan: Plan
    task: Task
    verdict: str
    sure: bool
    strength: float
    answers: tuple[Answer, ...]
    said: str = field(repr=False)
    nearest: Span | None = None

    @property
    def lost(self) -> tuple[str, ...]:
        """The task's terms that the draft never mentions, in the order of its text."""
        return telling_terms(self.task.whole, lambda term: term not in self.said)

    @property
    def elsewhere(self) -> bool:
        """Whether the best answer stands under a first heading that says something else."""
        if not self.answers or not self.task.context:
            return False
        context = self.answers[0].passage.context[:1]
        return not set(grams(context[0] if context else "")) & set(grams(self.task.context[0]))


class _Unit(NamedTuple):
    """A passage, or a sentence of a long one, which may answer a task of its own."""

    at: int  # of the passage
    passage: Passage
    text: str


class _Usual(NamedTuple):
    """The strength that is usual for tasks; `whole` where it is that of the whole plan's tasks."""

    strength: float
    whole: bool


class _Found(NamedTuple):
    """A unit for a task: its likeness and its place among the units."""

    score: float
    at: int


def pair_tasks(
    draft: Plan, parents: Sequence[Plan], nearest: Callable[[Plan, Span], Span | None]
) -> Iterator[TaskPair]:
    """What each parent asks for with the draft's answers, in the order of the parents' texts.

    `nearest` tells where in the draft something of a parent's should stand.
    """
    passages = passages_of(draft)
    for plan in parents:
        tasks = tasks_of(plan)
        for pair in _Matching(draft, plan, tasks, passages).pairs() if tasks and passages else ():
            if pair.verdict == "missing":
                place = nearest(plan, pair.task.span) or _chapter(draft, pair.answers)
                yield replace(pair, nearest=place)
            else:
                yield pair


def _chapter(draft: Plan, answers: Sequence[Answer]) -> Span | None:
    """The outermost heading above the nearest passage, else that of the first chapter."""
    at = answers[0].passage.span.start if answers else -1
    chapters = draft.part.sections
    above = next((s for s in chapters if s.span.start <= at < s.span.end), None)
    chapter = above or next((s for s in chapters if s.children), None)
    return None if chapter is None else heading_of(chapter)


class _Matching:
    """The tasks of one parent against the passages of a draft."""

    def __init__(
        self, draft: Plan, plan: Plan, tasks: Sequence[Task], passages: Sequence[Passage]
    ) -> None:
        self.wider = _ALL_FIELDS in plan.title and _ALL_FIELDS not in draft.title
        self.plan, self.tasks, self.passages = plan, tasks, passages
        self.wanted = [_weights((t.title, _TITLE), (t.text, 1.0)) for t in tasks]
        self.units = [_Unit(at, p, p.text) for at, p in enumerate(passages)]
        self.units += (_Unit(at, p, t) for at, p in enumerate(passages) for t in _sentences(p.text))
        self.own = [
            _weights((u.text, 1.0), *((title, _ABOVE) for title in u.passage.context[-2:]))
            for u in self.units
        ]
        counts = Counter(chain.from_iterable((*self.wanted, *self.own[: len(passages)])))
        size = len(tasks) + len(passages)
        self.rarity = {gram: log(1 + size / count) for gram, count in counts.items()}
        self.lengths = [self._length(weights) for weights in self.own]
        self.index: defaultdict[str, list[int]] = defaultdict(list)
        for at, weights in enumerate(self.own):
            for gram in weights:
                self.index[gram].append(at)

    def pairs(self) -> Iterator[TaskPair]:
        """The tasks in their order, each with its answers and the verdict."""
        found = [self._likest(weights) for weights in self.wanted]
        best: dict[int, float] = {}
        for score, at in chain.from_iterable(found):
            best[at] = max(score, best.get(at, 0.0))
        # Whoever is answered by one sentence of a passage must be so before the passage's own task.
        best = {at: max(score, best.get(self.units[at].at, 0.0)) for at, score in best.items()}
        strengths = [max((s * s / best[at] for s, at in f), default=0.0) for f in found]
        asked = [s for s, t in zip(strengths, self.tasks, strict=True) if t.kind != "principle"]
        usual = median(asked) if len(asked) >= _LEAST_TASKS else 0.0
        measure = self._measure(strengths, usual)
        said = "\n".join(p.whole for p in self.passages)
        for at, task in enumerate(self.tasks):
            held = max((self._share(at, unit) for _, unit in found[at]), default=0.0)
            verdict, sure = self._judge(task, strengths[at], held, measure(task))
            answers = tuple(self._answers(task, found[at], best))
            yield TaskPair(self.plan, task, verdict, sure, strengths[at], answers, said)

    def _answers(
        self, task: Task, found: Sequence[_Found], best: Mapping[int, float]
    ) -> Iterator[Answer]:
        """The passages of the units that were found, each once, the likest first."""
        told: set[int] = set()
        for score, at in found:
            passage = self.units[at].passage
            if score >= found[0].score / 2 and id(passage) not in told:
                told.add(id(passage))
                yield Answer(task, passage, score, score / best[at])

    def _likest(self, weights: Mapping[str, float]) -> list[_Found]:
        """The passages most like a task. Rare pairs find them; then all pairs count."""
        near: defaultdict[int, float] = defaultdict(float)
        for gram, weight in weights.items():
            places = self.index.get(gram, ())
            if len(places) <= _RARE:
                value = weight * self.rarity[gram] ** 2
                for at in places:
                    near[at] += value * self.own[at][gram] / self.lengths[at]
        likely = sorted(near, key=lambda at: (-near[at], at))[:_LOOKED_AT]
        length = self._length(weights) or 1.0
        found = [
            _Found(self._product(weights, at) / length / self.lengths[at] * self._worth(at), at)
            for at in likely
        ]
        return sorted(found, key=lambda f: (-f.score, f.at))[:_KEPT]

    def _worth(self, at: int) -> float:
        """A sentence says less than a passage that is as like."""
        return 1.0 if at < len(self.passages) else _SENTENCE

    def _product(self, weights: Mapping[str, float], at: int) -> float:
        own, rarity = self.own[at], self.rarity
        shared = weights.keys() & own.keys()
        return sum(weights[gram] * own[gram] * rarity[gram] ** 2 for gram in shared)

    def _length(self, weights: Mapping[str, float]) -> float:
        return sqrt(sum((w * self.rarity[gram]) ** 2 for gram, w in weights.items()))

    def _measure(self, strengths: Sequence[float], usual: float) -> Callable[[Task], _Usual]:
        """What is usual for a task: in the whole plan, or in its chapter.

        A plan of all fields is compared with a draft of one by the chapters that the draft answers.
        """
        if usual >= _UNLIKE and not self.wider:
            return lambda task: _Usual(usual, whole=True)
        chapters: defaultdict[tuple[str, ...], list[float]] = defaultdict(list)
        for strength, task in zip(strengths, self.tasks, strict=True):
            if task.kind != "principle":
                chapters[task.context[:1]].append(strength)
        mine = {c: median(s) for c, s in chapters.items() if c and len(s) >= _LEAST_OF_CHAPTER}
        known = {c: m for c, m in mine.items() if m >= _COVERED}
        return lambda task: _Usual(known.get(task.context[:1], 0.0), whole=False)

    def _judge(self, task: Task, strength: float, held: float, usual: _Usual) -> tuple[str, bool]:
        """The verdict, and whether "missing" is sure."""
        if usual.strength < _UNLIKE:
            return ("covered" if strength >= _ALONE else "unknown"), False
        if strength >= min(_MISSING * usual.strength, _ANSWERED):
            return ("covered" if strength >= _COVERED else "partly"), False
        if task.kind == "principle":  # every place words its principles in its own way
            return "unknown", False
        if strength >= min(_SURELY * usual.strength, _COVERED) or not usual.whole:
            return "missing", False
        if usual.strength > _CLOSE:
            return "missing", True
        return "missing", held < _HARDLY and self._held(task.title) < _TITLE_HELD

    def _share(self, task: int, unit: int) -> float:
        """How much of a task's words the passage of a unit has, from 0 to 1."""
        wanted, own = self.wanted[task], self.own[self.units[unit].at]
        values = {gram: weight * self.rarity[gram] ** 2 for gram, weight in wanted.items()}
        held = sum(value for gram, value in values.items() if gram in own)
        return held / (sum(values.values()) or 1.0)

    def _held(self, title: str) -> float:
        """How much of a title the draft has at all, from 0 to 1."""
        wanted = {gram: self.rarity[gram] for gram in set(grams(title))}
        held = sum(value for gram, value in wanted.items() if gram in self.index)
        return held / sum(wanted.values()) if wanted else 1.0


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a text that says several things."""
    if len(text) < _LONG:
        return
    parts = [s for s in _ends().split(text) if len(s) >= _LEAST_UNIT]
    if len(parts) > 1:
        yield from parts


@cache
def _ends() -> re.Pattern[str]:
    return compiled("[。；！？\n]")


def _weights(*texts: tuple[str, float]) -> dict[str, float]:
    """The pairs of characters of some texts, each with what it counts for."""
    total: defaultdict[str, float] = defaultdict(float)
    for text, weight in texts:
        for gram in set(grams(text)):
            total[gram] += weight
    return dict(total)
