"""Commitments: what a plan's running text promises in numbers, by when, and on whom it lies.

A number is a promise where a verb says that something is reached, kept, built or done. What was
reached before the plan, and numbers that only say for whom a rule is meant (编制50人以上的单位),
are none. 甲率、乙率分别达到50%和60% and 甲率和乙率均达到90% are two promises each.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.semantics.deadline import Due, read_deadlines
from planlint.semantics.promise import (
    Number,
    bound_of,
    first_number,
    is_limit,
    is_made,
    is_past,
    is_promise,
    number_form,
    numbers,
    pieces,
    words,
)
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
_DATED = compiled(r"20\d\d|五”|期末|〇")
_SENTENCE = compiled(r"[^。；！？]+")
# What a number in quotes counts is no promise: “六个百分之百”, “5G+”.
_SLOGAN = compiled(r"“[^”，。；\d]{0,8}?(?:\d|分之)[^”，。；]{0,10}”")
_QUOTED = compiled(
    r"《[^》]*》|〔\d+〕|（含[^（）]*）|“[^”，。；\d]{0,8}?(?:\d|分之)[^”，。；]{0,10}”"
)
_NEXT = compiled(r"[、和与及](?=\d)")
_LONGEST_OBJECT, _MIN_COUNTED = 30, 3
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
    `context` its whole sentence. `bound` names the levels on which it is laid (各区, 每个县,
    市、区两级), "" where the plan itself owes it. `per` is true where the number counts for each of
    them, so that it is no total. `span` reaches from the subject to the number; `begin` and `stop`
    are the same places in the text of `flow`. `repeated` numbers count for one year each (每年).
    """

    subject: str
    core: str
    topic: str
    context: str
    quantity: Quantity
    deadline: Deadline | None
    bound: str
    per: bool
    repeated: bool
    span: Span
    sentence: Span
    begin: int
    stop: int
    flow: Flow = field(repr=False)


class _Sentence(NamedTuple):
    """A sentence of a flow: its text with quoted titles blanked, so that every offset stays one."""

    flow: Flow
    text: str
    start: int
    end: int
    dues: tuple[Due, ...]
    governing: Due | None


class _Promises(NamedTuple):
    """A sentence that promises: its place, all its numbers and the promised ones, by clause."""

    start: int
    end: int
    found: list[tuple[int, Number]]
    promised: list[tuple[int, Number]]


class _Said(NamedTuple):
    """A number's clause: where it begins and ends, its subject, what it counts, its deadline."""

    begin: int
    tail: int
    subject: str
    counted: str
    due: Due | None


def read_commitments(flows: Sequence[Flow], period: Period) -> Iterator[Commitment]:
    """The commitments of some texts, in their order; leave out what looks back before."""
    for flow in flows:
        form = number_form(flow.text)
        first = first_number(flow.text, form)
        if first < len(flow.text):
            text = _unquoted(flow.text)
            promises = list(_promises(text, first, form, period))
            if promises:  # few paragraphs promise numbers: the others need no deadlines
                yield from _in_flow(flow, text, promises, period)


def _unquoted(text: str) -> str:
    """A text with quoted titles and the like blanked."""
    if "《" in text or "〔" in text or "（含" in text or _SLOGAN.search(text):
        return _QUOTED.sub(lambda m: "\u3000" * len(m.group()), text)
    return text


def _promises(text: str, first: int, form: re.Pattern[str], period: Period) -> Iterator[_Promises]:
    """The sentences of a text that promise numbers, with all their numbers by clause."""
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        if end <= first or end - start > _LONGEST_SENTENCE:
            continue
        found = [(clause_start(text, start, n.digits), n) for n in numbers(text, start, end, form)]
        promised = [
            (clause, number)
            for clause, number in found
            if is_promise(text, clause, start, number)
            and not is_past(text[start : number.end], period)
        ]
        if promised:
            yield _Promises(start, end, found, promised)


def _in_flow(
    flow: Flow, text: str, promises: Sequence[_Promises], period: Period
) -> Iterator[Commitment]:
    dues = list(read_deadlines(text, period)) if _DATED.search(text) else []
    starts = [d.start for d in dues]
    heads = {m.start() for m in _SENTENCE.finditer(text)} if dues else set()
    openings = [d for d in dues if text[d.start] in "到至" and _opens(text, heads, d.start)]
    for start, end, found, promised in promises:
        own = tuple(dues[bisect_left(starts, start) : bisect_left(starts, end)])
        governing = next((d for d in reversed(openings) if d.start < start), None)
        sentence = _Sentence(flow, text, start, end, own, governing)
        for clause, number in promised:
            together = [n for c, n in found if c == clause]
            for said in _said(sentence, clause, number, together):
                commitment = _commitment(sentence, clause, number, said)
                if commitment is not None:
                    yield commitment


def _opens(text: str, heads: Collection[int], at: int) -> bool:
    """Whether a date opens its sentence: 到2030年，… governs the sentences after it."""
    return any(i in heads for i in range(max(0, at - 4), at + 1))


def _said(
    sentence: _Sentence, clause: int, number: Number, together: Sequence[Number]
) -> Iterator[_Said]:
    """What a number is about; several things where a list shares it (甲率和乙率均达到90%)."""
    flow, text = sentence.flow.text, sentence.text
    at = max(number.start, clause)
    tail = clause_end(text, number.end, sentence.end)
    due = _due(sentence, at)
    counted = _NEXT.split(flow[number.end : tail])[0][:_LONGEST_OBJECT].strip()
    verb = _verb_end(text, clause, at, number, together, counted)
    if verb:
        begin = clause + lead(text[clause:verb])
        yield _Said(begin, tail, f"{flow[begin:verb].strip()}{counted}", counted, due)
        return
    if is_limit(text, number):  # 灾后8小时内物资到位: what happens stands behind the number
        begin = clause + lead(text[clause:at])
        yield _Said(begin, tail, f"{flow[begin:at]}{flow[number.end + 1 : tail]}".strip(), "", due)
        return
    begin = _after_item(text, clause, at, together)
    begin = begin or subject_start(text, sentence.start, clause, at)
    split = max(text.rfind(w, begin, number.digits) for w in ("分别", "均", "都"))
    names = listed(flow[begin:split]) if split > begin else []
    place = together.index(number)
    if split > begin and text.startswith("分别", split) and len(together) > 1:
        if len(names) == len(together):
            yield _Said(begin, tail, names[place], "", due)
            return
        if len(sentence.dues) == len(together):  # 2026年、2028年，甲率分别达到60%、70%
            yield _Said(begin, tail, flow[begin:split].strip(), "", sentence.dues[place])
            return
    if len(names) > 1 and not text.startswith("分别", split):
        for name in names:
            yield _Said(begin, tail, name, "", due)
        return
    yield _Said(begin, tail, flow[begin:at].strip(), "", due)


def _commitment(sentence: _Sentence, clause: int, number: Number, said: _Said) -> Commitment | None:
    flow, text, start = sentence.flow, sentence.text, sentence.start
    at = max(number.start, clause)
    printed = text[at : number.end].replace("余", "")
    if is_limit(text, number):
        printed += "以内"
    quantity = read_quantity(printed, flow.span(at, number.end))
    if quantity.value is None:
        return None
    bound = bound_of(text, start, clause, said.tail)
    each = words().each.search(text, clause, said.tail) is not None
    often = quantity.unit in ("次", "场", "场次", "期") and "每" in text[clause:at]
    shown = flow.text.find(said.subject[:6], said.begin, number.end)
    begin = shown if shown >= 0 and not said.counted else said.begin
    return Commitment(
        said.subject,
        core_of(said.subject, said.counted),
        topic_around(text, start, min(said.begin, clause), said.tail),
        topic_of(text[start : sentence.end]),
        quantity,
        _deadline(sentence, said.due),
        bound,
        bool(bound) or each or often,
        _YEARLY.search(text, start, at) is not None,
        flow.span(begin, number.end),
        flow.span(start, sentence.end),
        begin,
        number.end,
        flow,
    )


def _verb_end(
    text: str, clause: int, at: int, number: Number, together: Sequence[Number], counted: str
) -> int:
    """Where the subject ends of a number that counts what stands behind it; 0: it counts nothing.

    培育10家领军企业; 建成50个智能工厂和500个数字化车间, whose verb stands before the first of
    them; 建成甲河、乙河2条幸福河湖.
    """
    if not counted or number.unit == "%":
        return 0
    if number.unit != "％" and is_made(text[clause:at]):
        return at
    first = max(together[0].start, clause)
    if at > first and text[at - 1] in "、和与及" and is_made(text[clause:first]):
        return first
    return at if _is_listed_by_name(text, clause, at, number, counted) else 0


def _is_listed_by_name(text: str, clause: int, at: int, number: Number, counted: str) -> bool:
    """Whether things made are named before their number: 建成甲河、乙河2条幸福河湖."""
    return (
        len(counted) >= _MIN_COUNTED
        and counted[0] not in "的、和与及以左上（"
        and at == number.digits
        and number.unit in pieces()
        and text.startswith(words().acts, clause + lead(text[clause:at]))
        and not any(c.isdecimal() for c in text[clause + lead(text[clause:at]) : at])
    )


def _after_item(text: str, clause: int, at: int, together: Sequence[Number]) -> int:
    """Where the name of a later item of a list begins (…200家、数字化车间500个); 0: none."""
    before = max((n.end for n in together if clause <= n.start and n.end <= at), default=0)
    match = _ITEM.fullmatch(text, before, at) if before else None
    return match.start("name") if match is not None else 0


_ITEM = compiled(
    r"[^，。；、]{0,2}(?:、|以及|和|与|及)(?P<name>[^，。；]*[一-龥]{2}[^，。；]{0,12})"
)
_YEARLY = compiled(r"每年|年均|逐年|当年")


def _due(sentence: _Sentence, at: int) -> Due | None:
    """The last deadline before the number in its sentence, else the one that governs it.

    What is due each year has none of another clause: 2027年底前完成修编，每年组织1次演练.
    """
    text, dues = sentence.text, sentence.dues
    own = [d for d in dues if d.start < at] or [d for d in dues if d.mode != "in"][:1]
    due = own[-1] if own else sentence.governing
    if due is None or due is sentence.governing:
        return due
    clause = clause_start(text, sentence.start, at)
    opens = text[due.end : due.end + 1] in ("", "，")
    yearly = "每年" in text[clause:at] and due.end <= clause and not opens
    return None if yearly else due


def _deadline(sentence: _Sentence, due: Due | None) -> Deadline | None:
    if due is None:
        return None
    text = sentence.flow.text[due.start : due.end]
    span = sentence.flow.span(due.start, due.end)
    return Deadline(due.year, due.month, text, span, due.mode, due not in sentence.dues)
