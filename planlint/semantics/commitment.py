"""Commitments: what a plan's running text promises in numbers, by when, and on whom it lies.

A number is a promise where a verb says that something is reached, kept, built or done. What was
reached before the plan, and numbers that only say for whom a rule is meant (编制50人以上的单位),
are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planlint.readers.source import Span
from planlint.semantics.deadline import Due, read_deadlines
from planlint.semantics.promise import Number, is_past, is_promise, numbers, words
from planlint.semantics.quantity import Quantity, read_quantity
from planlint.semantics.topic import (
    clause_end,
    clause_start,
    core_of,
    lead,
    listed,
    subject_start,
    topic_around,
    topic_of,
)
from planlint.syntax.ast import Flow

Period = tuple[int, int] | None
_NUMERIC = re.compile(r"\d|至少|不少于|期末")
_DATED = re.compile(r"20\d\d|五”|期末|〇")
_SENTENCE = re.compile(r"[^。；！？]+")
_QUOTED = re.compile(r"《[^》]*》|〔\d+〕|（含[^（）]*）")
_LONGEST_OBJECT = 30
_LONGEST_SENTENCE = 1500  # characters; what runs on longer is no prose


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due: the last day of `year`, or of `month` in it (0: not said).

    `implied` is true where the paragraph's opening sets it (到2030年，…) and not the clause.
    `mode` is "before" for 前, "by" for 到…年, else "in".
    """

    year: int
    month: int
    text: str
    span: Span
    mode: str = "by"
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Commitment:
    """A number that the running text promises.

    `subject` is what it is about, as printed before the number, `core` the noun that is counted or
    measured; `topic` is its whole clause without numbers and dates, for finding it again,
    `context` its whole sentence. `bound` names
    the levels on which it is laid (各区, 每个县, 市、区两级), "" where the plan itself owes it.
    `per` is true where the number counts for each of them, so that it is no total. `span` reaches
    from the subject to the number.
    """

    subject: str
    core: str
    topic: str
    context: str
    quantity: Quantity
    deadline: Deadline | None
    bound: str
    per: bool
    span: Span
    sentence: Span


class _Sentence(NamedTuple):
    """A sentence of a flow: its text with quoted titles blanked, so that every offset stays one."""

    flow: Flow
    text: str
    start: int
    end: int
    dues: tuple[Due, ...]
    governing: Due | None


def read_commitments(flows: Sequence[Flow], period: Period) -> Iterator[Commitment]:
    """The commitments of some texts, in their order; leave out what looks back before."""
    for flow in flows:
        if _NUMERIC.search(flow.text):
            for sentence in _sentences(flow, period):
                yield from _in_sentence(sentence, period)


def _sentences(flow: Flow, period: Period) -> Iterator[_Sentence]:
    text = _QUOTED.sub(lambda m: "\u3000" * len(m.group()), flow.text)
    dues = list(read_deadlines(text, period)) if _DATED.search(text) else []
    governing: Due | None = None
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        if end - start > _LONGEST_SENTENCE or not _NUMERIC.search(text, start, end):
            continue
        own = tuple(d for d in dues if start <= d.start < end)
        yield _Sentence(flow, text, start, end, own, governing)
        # 到2030年，… at the head of a paragraph governs the sentences after it.
        if own and own[0].start - start <= 4 and own[0].mode != "in":
            governing = own[0]


def _in_sentence(sentence: _Sentence, period: Period) -> Iterator[Commitment]:
    text, start = sentence.text, sentence.start
    found = [(clause_start(text, start, n.digits), n) for n in numbers(text, start, sentence.end)]
    for clause, number in found:
        if not is_promise(text, clause, start, number) or is_past(text[start : number.end], period):
            continue
        together = [n for c, n in found if c == clause]
        commitment = _commitment(sentence, clause, number, together)
        if commitment is not None:
            yield commitment


def _commitment(
    sentence: _Sentence, clause: int, number: Number, together: Sequence[Number]
) -> Commitment | None:
    flow, text, start = sentence.flow, sentence.text, sentence.start
    at = max(number.start, clause)
    printed = text[at : number.end].replace("余", "")
    quantity = read_quantity(printed, flow.span(at, number.end))
    if quantity.value is None:
        return None
    tail = clause_end(text, number.end, sentence.end)
    begin, subject, counted = _subject(sentence, clause, at, number.end, tail)
    names = listed(subject[: subject.find("分别")]) if "分别" in subject else []
    if len(names) == len(together) > 1:  # 甲、乙分别达到50%和60%
        subject = names[together.index(number)]
    bound = words().places.search(text, start, tail)
    each = words().each.search(text, clause, tail) is not None
    often = quantity.unit == "次" and "每" in text[clause:at]
    return Commitment(
        subject,
        core_of(subject, counted),
        topic_around(text, start, min(begin, clause), tail),
        topic_of(text[start : sentence.end]),
        quantity,
        _deadline(sentence, at),
        bound.group() if bound else "",
        bound is not None or each or often,
        flow.span(begin, number.end),
        flow.span(start, sentence.end),
    )


def _subject(
    sentence: _Sentence, clause: int, at: int, stop: int, tail: int
) -> tuple[int, str, str]:
    """Where the subject begins, the subject, and what the number counts ("" for a level)."""
    flow, text = sentence.flow.text, sentence.text
    if words().made.search(text[clause:at]):
        # 培育10家领军企业: what is counted stands behind the number.
        begin = clause + lead(text[clause:at])
        counted = flow[stop:tail][:_LONGEST_OBJECT]
        return begin, f"{flow[begin:at].strip()}{counted}", counted
    begin = subject_start(text, sentence.start, clause, at)
    return begin, flow[begin:at].strip(), ""


def _deadline(sentence: _Sentence, at: int) -> Deadline | None:
    """The last deadline before the number in its sentence, else the one that governs it."""
    dues, flow = sentence.dues, sentence.flow
    own = [d for d in dues if d.start < at] or [d for d in dues if d.mode != "in"][:1]
    due = own[-1] if own else sentence.governing
    if due is None:
        return None
    return Deadline(
        due.year,
        due.month,
        flow.text[due.start : due.end],
        flow.span(due.start, due.end),
        due.mode,
        not own,
    )
