"""What is due without a number: 2027年底前完成预案修编, in the parent and in the draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planlint.compare.likeness import MIN_BIGRAMS, bigrams, dice
from planlint.compare.offered import LEVEL_WORDS, index_of, sharing
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.semantics.deadline import Due, read_deadlines
from planlint.semantics.plan import Plan
from planlint.semantics.topic import clause_end, clause_start, topic_of
from planlint.syntax.ast import Flow

_LIKE, _SAME = 0.65, 0.85
_SHORT = 8  # characters
_SAID = compiled(r"20\d\d ?年[^，。；]{0,6}?[前底末]|[到至] ?20\d\d ?年(?!，)|五”?(?:时?期)?末")
_DEGREES = ("基本", "全面", "初步", "启动", "试点")  # one thing may be due in two steps


class Dated(NamedTuple):
    """A clause with its deadline: its words without the date, its topic, and both places."""

    flow: Flow
    due: Due
    words: str
    topic: str
    begin: int
    stop: int

    @property
    def span(self) -> Span:
        """The place of the deadline."""
        return self.flow.span(self.due.start, self.due.end)

    @property
    def clause(self) -> Span:
        """The place of the clause."""
        return self.flow.span(self.begin, self.stop)

    @property
    def printed(self) -> str:
        """The deadline as printed."""
        return self.flow.text[self.due.start : self.due.end].strip()


class DatedPair(NamedTuple):
    """What a parent and the draft want done by a date; `sure` where both say it the same way."""

    plan: Plan
    parent: Dated
    draft: Dated
    sure: bool


def read_dated(flows: Sequence[Flow], period: tuple[int, int] | None) -> Iterator[Dated]:
    """The clauses of some texts that say by when: 2027年底前完成…, not 到2030年，…"""
    for flow in flows:
        text = flow.text
        if _SAID.search(text) is None:  # most texts name no such date
            continue
        for due in read_deadlines(text, period):
            opens = text[due.end : due.end + 1] == "，"
            if due.mode == "in" or (opens and text[due.start] in "到至"):
                continue  # a date alone may be an event; the opening of goals governs many
            low = max((text.rfind(c, 0, due.start) for c in "。；"), default=-1) + 1
            begin = clause_start(text, low, due.start)
            stop = clause_end(text, due.end + opens, len(text))
            words = (text[begin : due.start] + text[due.end : stop]).strip("，、 ")
            yield Dated(flow, due, words, topic_of(words).translate(LEVEL_WORDS), begin, stop)


def late_dates(
    plan: Plan, wanted: Sequence[Dated], offered: Sequence[Dated]
) -> Iterator[DatedPair]:
    """The parent's dated clauses that the draft wants done later, and nowhere in time."""
    latest = max((o.due.year for o in offered), default=0)
    late = [w for w in wanted if w.due.year < latest or w.due.month]
    index = index_of(o.topic for o in offered) if late else {}
    for clause in late:
        if len(bigrams(clause.topic)) < MIN_BIGRAMS:
            continue
        best = (0.0, 0)
        for at in sharing(clause.topic, index):
            score = _likeness(clause, offered[at])
            if score >= _LIKE and not _is_later(clause.due, offered[at].due):
                break
            best = max(best, (score, -at))
        else:
            if best[0] >= _LIKE:
                yield _pair(plan, clause, offered[-best[1]], best[0])


def _is_later(want: Due, have: Due) -> bool:
    """Whether a date is later, by year, then by month where both say one."""
    if want.year != have.year:
        return have.year > want.year
    return bool(want.month) and have.month > want.month


def _pair(plan: Plan, wanted: Dated, offered: Dated, score: float) -> DatedPair:
    degrees = [[d for d in _DEGREES if d in c.words] for c in (wanted, offered)]
    told = len(wanted.topic) >= _SHORT  # 制定实施方案 may be of another matter
    return DatedPair(plan, wanted, offered, told and score >= _SAME and degrees[0] == degrees[1])


def _likeness(one: Dated, other: Dated) -> float:
    left, right = bigrams(one.topic), bigrams(other.topic)
    if min(len(one.topic), len(other.topic)) < _SHORT and left != right:
        return 0.0
    return dice(len(left & right), len(left), len(right))
