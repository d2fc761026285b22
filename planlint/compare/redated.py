"""Deadlines that clauses lost or put off on their way from the parent to the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from planlint.compare.clauses import clauses_of
from planlint.compare.sentences import TAKEN, SentencePair, pairs_of
from planlint.patterns import compiled
from planlint.semantics.deadline import Due, read_deadlines
from planlint.semantics.plan import Plan
from planlint.syntax.ast import Table

_OBJECT = 4  # characters: what a date governs; a clause with less is a date alone
# Of the pairs of two objects: in a sentence that was taken over, in another, where no date is left.
_ALIKE, _ALIKE_ALONE, _ALIKE_LOST = 0.5, 0.6, 0.7
_TELLING = 8  # characters of an object that is known in other words, too
_HELD = 0.6  # of an object's pairs in a row of a table that says by when


class Dated(NamedTuple):
    """A clause without its dates, where it begins in its sentence, and the dates that govern it."""

    start: int
    object: str
    dues: tuple[Due, ...]


class Redated(NamedTuple):
    """A deadline of the parent's sentence and the draft's later one, None where it lost it.

    `about` is what the draft's clause speaks of, without dates, `start` where it begins.
    """

    about: str
    start: int
    parent: Due
    draft: Due | None


def redated(pair: SentencePair, draft: Plan) -> Iterator[Redated]:
    """The parent's deadlines of a sentence that the draft's clauses lost or put off."""
    if "20" not in pair.parent.text or pair.parent.text == pair.draft.text:
        return
    dates = _dates()
    if set(dates.findall(pair.parent.text)) <= set(dates.findall(pair.draft.text)):
        return
    asked = [c for c in _dated(pair.parent.text, pair.plan.period) if c.dues]
    offered = _dated(pair.draft.text, draft.period) if asked else []
    least = _ALIKE if pair.score >= TAKEN else _ALIKE_ALONE
    for clause in asked:
        like, own = _same_object(clause, offered)
        due = clause.dues[-1]
        if own is None or like < least or not all(_later(d, due) for d in own.dues):
            continue
        if _same_object(own, asked)[1] is not clause:
            continue  # it renders another clause of the parent's
        if pair.plan.source.folded.count(clause.object) > 1:
            continue  # 形成可推广的做法 may be due with any of the parent's tasks
        if own.dues:
            yield Redated(own.object, own.start, due, own.dues[0])
        elif _is_lost(own, offered) and (pair.score >= TAKEN or like >= _ALIKE_LOST):
            yield Redated(own.object, own.start, due, None)


def _is_lost(clause: Dated, offered: Sequence[Dated]) -> bool:
    """Whether no date before a clause in its sentence may govern it."""
    return not any(c.dues for c in offered if c.start < clause.start)


def _later(have: Due, want: Due) -> bool:
    """Whether a date comes after another; without a month it is the end of its year."""
    return (have.year, have.month or 12) > (want.year, want.month or 12)


def _dated(text: str, period: tuple[int, int] | None) -> list[Dated]:
    """The clauses with the dates in them, or in a clause beside that says nothing else.

    Such a clause dates the next one; the last, the one before: 推进…移交，2027年底前完成.
    """
    dues = list(read_deadlines(text, period))
    before: tuple[Due, ...] = ()
    found: list[Dated] = []
    for clause in clauses_of(text):
        end = clause.start + len(clause.text)
        own = tuple(d for d in dues if clause.start <= d.start < end)
        rest, at = "", clause.start
        for due in own:
            rest, at = rest + text[at : due.start], min(due.end, end)
        rest += text[at:end]
        if own and len(rest) < _OBJECT:
            before = own
            continue
        found.append(Dated(clause.start, rest, own or before))
        before = ()
    if before and found and not found[-1].dues:
        found[-1] = found[-1]._replace(dues=before)
    return found


def _same_object(clause: Dated, offered: Sequence[Dated]) -> tuple[float, Dated | None]:
    """The draft's clause that speaks of the same, the likest one, and how alike they are."""
    mine = pairs_of(clause.object)
    best, score = None, 0.0
    long = len(clause.object) >= _TELLING
    for other in offered if long else [c for c in offered if c.object == clause.object]:
        theirs = pairs_of(other.object)
        both = len(mine & theirs)
        like = both / (len(mine) + len(theirs) - both) if both else 0.0
        if like > score:
            best, score = other, like
    return score, best


def dated_in_table(draft: Plan, about: str) -> bool:
    """Whether a row of the draft's tables says by when a thing is due."""
    wanted = pairs_of(about)
    for part in draft.outline.parts:
        for block in part.all_blocks():
            for row in block.rows if isinstance(block, Table) else ():
                text = " ".join(cell.text for cell in row)
                if "20" in text and len(wanted & pairs_of(text)) >= _HELD * len(wanted):
                    return True
    return False


@cache
def _dates() -> re.Pattern[str]:
    return compiled(r"20\d\d ?年(?:\d{1,2}月)?")
