"""Alignment of tasks: where a draft answers each thing that a parent asks for.

One task may have several answers, in any chapter; `likest` finds the passages.

No likeness is by itself too small for an answer. What tells is how a task fares beside the
parent's other tasks, and whether its best passage answers another task better.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import NamedTuple

from planlint.compare.likest import Found, Likeness, Units
from planlint.compare.passages import Passage, Task, heading_of, passages_of, tasks_of
from planlint.compare.words import Said, short_words, spelled_out, telling_terms
from planlint.readers.source import Span
from planlint.semantics.plan import Plan

VERDICTS = ("covered", "partly", "missing", "unknown")

# Measured on six labelled pairs of plans, see benchmarks/README.md.
_COVERED = 0.10  # of strength: below it a part of the task is missing
_MISSING = 0.45  # of the median strength: below it nothing answers
_SURELY, _TITLE_HELD = 0.41, 0.6  # surely nothing, where the title's words are not found either
_ANSWERED = 0.32  # of strength: an answer in any pair of plans
_ALONE = 0.16  # of strength: an answer where most of the parent is not the draft's subject
_CLOSE = 0.35  # of median strength: the draft follows its parent's wording, so that a gap shows
# Of a task's clauses in what answers it, in such a draft: no more of them, and it was thinned.
_PARTLY, _LEAST_CLAUSES = 0.45, 2
_SEVERAL = 3  # clauses of a task of which none is held: it is named only
_CLAUSE = 0.4  # of a clause's words: it is held
_UNLIKE = 0.05  # of median strength: the two plans speak of different things
_HARDLY = 0.11  # of a task's words in any passage that is like it: more of them, and it may answer
_LEAST_TASKS, _LEAST_OF_CHAPTER = 4, 2
_HOME = 0.5  # of a chapter's tasks in one chapter of the draft: that renders it
_ALL_FIELDS = "国民经济和社会发展"  # in the title of a place's general plan


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
    `nearest` the place in the draft where a missing answer should stand. `held` is how much of
    the task's clauses the answers hold, from 0 to 1, where the draft keeps to its parent's words.
    `elsewhere` is true where the best answer stands in another chapter than those of most tasks
    of the parent's chapter.
    """

    plan: Plan
    task: Task
    verdict: str
    sure: bool
    strength: float
    answers: tuple[Answer, ...]
    said: Said = field(repr=False)
    nearest: Span | None = None
    held: float = 1.0
    elsewhere: bool = False

    @property
    def lost(self) -> tuple[str, ...]:
        """The task's terms that the draft never mentions, in the order of its text."""
        short, said = short_words(self.task.whole), self.said
        return telling_terms(
            self.task.whole,
            lambda term: not said.has(term) and not said.has(spelled_out(term, short)),
        )

    @property
    def hollow(self) -> bool:
        """Whether the draft names the task and holds none of its clauses, several at least."""
        clauses = sum(self.task.text.count(stop) for stop in "，。；")
        return self.verdict == "partly" and not self.held and clauses >= _SEVERAL


class _Usual(NamedTuple):
    """The strength that is usual for tasks; `whole` where it is that of the whole plan's tasks."""

    strength: float
    whole: bool


def pair_tasks(
    draft: Plan, parents: Sequence[Plan], nearest: Callable[[Plan, Span], Span | None]
) -> Iterator[TaskPair]:
    """What each parent asks for with the draft's answers, in the order of the parents' texts.

    `nearest` tells where in the draft something of a parent's should stand.
    """
    asked = [(plan, tasks) for plan in parents if (tasks := tasks_of(plan))]
    units = Units(passages_of(draft) if asked else ())
    for plan, tasks in asked if units.passages else ():
        for pair in _placed(tuple(_Matching(draft, plan, tasks, units).pairs())):
            if pair.verdict == "missing":
                place = nearest(plan, pair.task.span) or _chapter(draft, pair.answers)
                yield replace(pair, nearest=place)
            else:
                yield pair


def _placed(pairs: Sequence[TaskPair]) -> Iterator[TaskPair]:
    """The pairs, told whether they are answered elsewhere than their chapter is.

    What the draft calls its chapters, and whether it merged them, tells nothing.
    """
    homes: defaultdict[tuple[str, ...], Counter[tuple[str, ...]]] = defaultdict(Counter)
    for pair in pairs:
        if pair.answers and pair.verdict in ("covered", "partly"):
            homes[pair.task.context[:1]][pair.answers[0].passage.context[:1]] += 1
    for pair in pairs:
        home = _home(pair.task.context[:1], homes[pair.task.context[:1]])
        here = pair.answers[0].passage.context[:1] if pair.answers else ()
        yield replace(pair, elsewhere=True) if home and here and here != home else pair


def _home(chapter: tuple[str, ...], found: Counter[tuple[str, ...]]) -> tuple[str, ...]:
    """The draft's chapter that renders a parent's; () where none does more than others."""
    usual, many = found.most_common()[0] if found else ((), 0)
    if many > _HOME * found.total():
        return usual
    return chapter if chapter in found else ()


def _chapter(draft: Plan, answers: Sequence[Answer]) -> Span | None:
    """The outermost heading above the nearest passage, else that of the first chapter."""
    at = answers[0].passage.span.start if answers else -1
    chapters = draft.part.sections
    above = next((s for s in chapters if s.span.start <= at < s.span.end), None)
    chapter = above or next((s for s in chapters if s.children), None)
    return None if chapter is None else heading_of(chapter)


class _Matching:
    """The tasks of one parent against the units of a draft."""

    def __init__(self, draft: Plan, plan: Plan, tasks: Sequence[Task], units: Units) -> None:
        self.wider = _ALL_FIELDS in plan.title and _ALL_FIELDS not in draft.title
        self.plan, self.tasks, self.units = plan, tasks, units
        self.likeness = Likeness(tasks, units)

    def pairs(self) -> Iterator[TaskPair]:
        """The tasks in their order, each with its answers and the verdict."""
        found = [self.likeness.likest(task) for task in self.likeness.tasks]
        best: dict[int, float] = {}
        for score, at in chain.from_iterable(found):
            best[at] = max(score, best.get(at, 0.0))
        # Whoever is answered by one sentence of a passage must be so before the passage's own task.
        best = {at: max(score, best.get(self.units.of[at], 0.0)) for at, score in best.items()}
        strengths = [max((s * s / best[at] for s, at in f), default=0.0) for f in found]
        asked = [s for s, t in zip(strengths, self.tasks, strict=True) if t.kind != "principle"]
        usual = _median(asked) if len(asked) >= _LEAST_TASKS else 0.0
        measure = self._measure(strengths, usual)
        whole = "\n".join(p.whole for p in self.units.passages)
        full = spelled_out(whole, self.units.short)
        said = Said(whole if full == whole else f"{whole}\n{full}")
        close = usual > _CLOSE and not self.wider
        for at, task in enumerate(self.tasks):
            verdict, sure = self._judge(at, strengths[at], found[at], measure(task))
            answers = tuple(self._answers(task, found[at], best))
            held = self._held(task, found[at]) if verdict == "covered" and close else 1.0
            verdict = "partly" if held <= _PARTLY else verdict
            yield TaskPair(self.plan, task, verdict, sure, strengths[at], answers, said, None, held)

    def _held(self, task: Task, found: Sequence[Found]) -> float:
        """How many of a task's clauses its answers hold, beyond the words of its title."""
        clauses = self.likeness.clauses(task)
        if len(clauses) < _LEAST_CLAUSES:
            return 1.0
        places = {self.units.of[at] for score, at in found if score >= found[0].score / 2}
        said = set().union(*map(self.units.held, places))
        worth = self.likeness.worth
        shares = [
            sum(worth[pair] for pair in clause & said) / sum(worth[pair] for pair in clause)
            for clause in clauses
        ]
        return sum(share >= _CLAUSE for share in shares) / len(shares)

    def _answers(
        self, task: Task, found: Sequence[Found], best: Mapping[int, float]
    ) -> Iterator[Answer]:
        """The passages of the units that were found, each once, the likest first."""
        told: set[int] = set()
        for score, at in found:
            place = self.units.of[at]
            if score >= found[0].score / 2 and place not in told:
                told.add(place)
                yield Answer(task, self.units.passages[place], score, score / best[at])

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
        mine = {c: _median(s) for c, s in chapters.items() if c and len(s) >= _LEAST_OF_CHAPTER}
        known = {c: m for c, m in mine.items() if m >= _COVERED}
        return lambda task: _Usual(known.get(task.context[:1], 0.0), whole=False)

    def _judge(
        self, at: int, strength: float, found: Sequence[Found], usual: _Usual
    ) -> tuple[str, bool]:
        """The verdict, and whether "missing" is sure."""
        task = self.tasks[at]
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
        held = max((self.likeness.share(at, unit) for _, unit in found), default=0.0)
        return "missing", held < _HARDLY and self.likeness.held(at) < _TITLE_HELD


def _median(values: Sequence[float]) -> float:
    """The middle value; the module `statistics` takes longer to load than all tasks to pair."""
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2
