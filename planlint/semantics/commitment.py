"""Commitments: what a plan's running text promises in numbers, by when, and on whom it lies.

A number is a promise where a verb says that something is reached, kept, built or done. What was
reached before the plan, and numbers that only say for whom a rule is meant (编制50人以上的单位),
are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from planlint.knowledge import table
from planlint.readers.source import Span
from planlint.semantics.deadline import Due, five_year, read_deadlines
from planlint.semantics.quantity import Quantity, read_quantity
from planlint.syntax.ast import Flow

_NUMERIC = re.compile(r"\d|至少|不少于|期末")
_DATED = re.compile(r"20\d\d|五”|期末|〇")
_SENTENCE = re.compile(r"[^。；！？]+")
_CLAUSE_END = "，。；：！？"
_QUOTED = re.compile(r"《[^》]*》|〔\d+〕|（含[^（）]*）")
_BREAK = re.compile(r"[，、（）()；：]")
_TAIL_VERB = re.compile(r"(?:应|要|需|须|达到?|为|有|均|都|力争|稳定|保持|提高|完成|在|到)+$")
_AHEAD = re.compile(r"力争|确保|争取|将达|“十.五”期?末")
_YEAR = re.compile(r"(?<!\d)(20\d\d) ?年|“十([一二三四五六七八九])五”")
_LEAD = re.compile(
    r"^(?:[^，]{0,6}(?:到|至|在)?20\d\d年?(?:底|末|内)?前?|“十.五”(?:期?末|期间|时期)?|其中|同时|力争|确保|争取|"
    r"一是|二是|三是|——|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d{1,2}[.、．])[，：]?"
)
_MIN_SUBJECT = 3  # 服务覆盖率 tells what it is about, 达到 alone does not
_NEAR = 6  # characters between 建成 and its number
_LONGEST_OBJECT = 30


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


class _Words(NamedTuple):
    """The vocabulary of commitments as patterns, compiled once."""

    number: re.Pattern[str]
    verb: re.Pattern[str]
    act: re.Pattern[str]
    made: re.Pattern[str]
    past: re.Pattern[str]
    condition_after: re.Pattern[str]
    condition_for: re.Pattern[str]
    condition: re.Pattern[str]
    places: re.Pattern[str]
    each: re.Pattern[str]


@cache
def _words() -> _Words:
    facts = table("commitments")
    units, levels, acts, bounds = (
        "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        for words in (
            facts["units"]["measured"],
            facts["verbs"]["levels"],
            facts["verbs"]["acts"],
            facts["bounds"]["before"],
        )
    )
    after = "|".join(facts["bounds"]["after"])
    lead = rf"(?P<lead>(?:{bounds}|{levels}|基本|力争|均|都|到|为|再)*)"
    digits = r"\d+(?:,\d{3})*(?:\.\d+)?"
    number = rf"(?<![\d.第\-—～~年])(?P<number>{digits}(?: ?[—～~-] ?{digits}%?)?) ?"
    scale = "(?:万亿|千亿|百亿|亿|千万|百万|十万|万|千|百)?余?"
    unit = rf"(?P<unit>{scale}(?:{units}|(?<=[万亿])(?!\d))(?:/[万千百]?人)?)"
    bound = rf"(?P<bound> ?(?:（含[^（）]*）)?(?:{after})(?:（含[^（）]*）)?)?"
    few = r"(?P<few>(?:至少有?|不少于)[^\d，。；]{0,3}?[一二两三四五六七八九十][名个人所家户次处])"
    return _Words(
        re.compile(f"{lead}{number}{unit}{bound}|{few}"),
        re.compile(levels),
        re.compile(acts),
        re.compile(rf"(?:{acts})[^，。；]{{0,2}}$"),
        re.compile(facts["past"]["words"]),
        re.compile(facts["conditions"]["after"]),
        re.compile(facts["conditions"]["for"]),
        re.compile(facts["conditions"]["around"]),
        re.compile(facts["levels"]["places"]),
        re.compile(facts["levels"]["each"]),
    )


def read_commitments(flows: Sequence[Flow], period: tuple[int, int] | None) -> Iterator[Commitment]:
    """The commitments of some texts, in their order; leave out what looks back before."""
    for flow in flows:
        if _NUMERIC.search(flow.text):
            yield from _in_flow(flow, period)


def _in_flow(flow: Flow, period: tuple[int, int] | None) -> Iterator[Commitment]:
    # Quoted titles keep their length, so that every offset stays one.
    text = _QUOTED.sub(lambda m: "　" * len(m.group()), flow.text)
    dues = list(read_deadlines(text, period)) if _DATED.search(text) else []
    governing: Due | None = None
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        if not _NUMERIC.search(text, start, end):
            continue
        own = [d for d in dues if start <= d.start < end]
        yield from _in_sentence(flow, text, (start, end), own, governing, period)
        # 到2030年，… at the head of a paragraph governs the sentences after it.
        if own and own[0].start - start <= 4 and own[0].mode != "in":
            governing = own[0]


def _in_sentence(
    flow: Flow,
    text: str,
    place: tuple[int, int],
    dues: Sequence[Due],
    governing: Due | None,
    period: tuple[int, int] | None,
) -> Iterator[Commitment]:
    words = _words()
    start, end = place
    for match in words.number.finditer(text, start, end):
        at, stop = match.span()
        head = max(text.rfind(c, start, at) for c in _CLAUSE_END) + 1
        head = max(head, start)
        before = text[head:at] + (match["lead"] or "")
        if not _promised(match, before, text[stop : stop + 16], text[start:stop]):
            continue
        if is_past(text[start:stop], period):
            continue
        tail = next((i for i in range(stop, end) if text[i] in _CLAUSE_END), end)
        subject_at = _subject(text, start, head, at)
        subject = flow.text[subject_at:at].strip(" 　")
        made = words.made.search(text[head:at]) is not None
        if made:
            # 培育10家领军企业: what is counted stands behind the number.
            subject_at = head + _lead(text[head:at])
            counted = flow.text[stop:tail][:_LONGEST_OBJECT]
            subject = f"{flow.text[subject_at:at].strip(' 　')}{counted}"
        printed = match["few"] or text[match.start("number") - len(match["lead"]) : stop]
        quantity = read_quantity(printed.replace("余", ""), flow.span(at, stop))
        if quantity.value is None:
            continue
        bound = words.places.search(text, start, tail)
        yield Commitment(
            subject,
            _core(subject, flow.text[stop:tail] if made else ""),
            _topic(text, start, min(subject_at, head), tail),
            topic_of(text[start:end]),
            quantity,
            _deadline(flow, dues, governing, at),
            bound.group() if bound else "",
            bound is not None
            or words.each.search(text, head, tail) is not None
            or (quantity.unit == "次" and "每" in text[head:at]),
            flow.span(subject_at, stop),
            flow.span(start, end),
        )


def _promised(match: re.Match[str], before: str, after: str, so_far: str) -> bool:
    """Whether a number is a promise: a verb before it, no condition around it."""
    words = _words()
    if match["few"]:
        return True
    unit = match["unit"].strip()
    rate = unit in ("%", "％", "‰")
    if words.condition.search(so_far[-40:]) or words.condition_for.match(after):
        return False
    if not rate and words.condition_after.match(after):
        return False
    if any(unit.endswith(u) for u in table("commitments")["units"]["durations"]):
        return re.search(r"达到|达|提高到|控制在|缩短|不超过|不低于", before) is not None
    return words.verb.search(before) is not None or words.act.search(before[-_NEAR:]) is not None


def _subject(text: str, start: int, head: int, at: int) -> int:
    """Where the subject begins: at the clause, or at the one before where this one says little."""
    begin = head + _lead(text[head:at])
    han = sum(c >= "一" for c in text[begin:at])
    if han >= _MIN_SUBJECT or head <= start:
        return begin
    earlier = max(text.rfind(c, start, head - 1) for c in _CLAUSE_END) + 1
    earlier = max(earlier, start)
    lead = _lead(text[earlier:head])
    return earlier + (lead if earlier + lead < head - 2 else 0)


def _core(subject: str, counted: str) -> str:
    """The noun that a number counts (after it) or measures (before it), in its shortest form."""
    if counted:
        noun = _BREAK.split(counted)[0]
        return topic_of(noun.rpartition("的")[2])
    words = _BREAK.split(_TAIL_VERB.sub("", subject))[-1]
    return topic_of(words.rpartition("的")[0][-8:] + words.rpartition("的")[2])


def _lead(text: str) -> int:
    """The length of what opens a clause without saying what it is about: 到2030年, 力争, 其中."""
    match = _LEAD.match(text)
    return match.end() if match else 0


def _deadline(flow: Flow, dues: Sequence[Due], governing: Due | None, at: int) -> Deadline | None:
    """The last deadline before the number in its sentence, else the one that governs it."""
    own = [d for d in dues if d.start < at] or [d for d in dues if d.mode != "in"][:1]
    due = own[-1] if own else governing
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


_NUMBERS = re.compile(
    r"\d[\d.,]*[%‰+]?(?:万亿|亿|万)?(?:[个所家张名户项座处套台件次](?![体性性]))?|"
    r"“?十[一二三四五六七八九]五”?(?:期?末|期间|时期)?"
)
_DATE_WORDS = re.compile(r"(?:到|至|在)?\d{4} ?年(?:\d{1,2}月)?(?:年?底|末|内)?(?:以?前|之前)?")
_MIN_TOPIC = 12  # characters; a shorter clause is told apart by the one before it
_MARKS = re.compile(r"[\s　、“”‘’（）()\-—～~>≥≤<:：，;；]")


def _topic(text: str, start: int, head: int, tail: int) -> str:
    topic = topic_of(text[head:tail])
    while len(topic) < _MIN_TOPIC and head > start:
        head = max(start, max(text.rfind(c, start, head - 1) for c in _CLAUSE_END) + 1)
        topic = topic_of(text[head:tail])
    return topic


def topic_of(clause: str) -> str:
    """A clause without dates, numbers and punctuation: what two plans share of one promise."""
    return _MARKS.sub("", _NUMBERS.sub("", _DATE_WORDS.sub("", clause)))


def is_past(text: str, period: tuple[int, int] | None) -> bool:
    """Whether a sentence, up to a number, tells of a result.

    It says so (已达97%) and nothing after that looks ahead, or its years lie before the period.
    """
    marker = None
    for marker in _words().past.finditer(text):  # noqa: B007 - the last one counts
        pass
    after = marker.end() if marker is not None else 0
    years = [int(m[1]) if m[1] else five_year(m[2]) for m in _YEAR.finditer(text, after)]
    ahead = any(period is None or y >= period[0] for y in years)
    if marker is not None:
        return not ahead and _AHEAD.search(text, after) is None
    return bool(years) and not ahead
