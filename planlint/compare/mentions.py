"""Mentions: where a draft's running text gives an indicator a number, or speaks of it in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from planlint.compare.pairing import close, places, qualifiers
from planlint.compare.verdict import FULL
from planlint.knowledge import table
from planlint.matching import matcher
from planlint.patterns import compiled, regex
from planlint.readers.source import HAN, Span
from planlint.semantics.commitment import Commitment
from planlint.semantics.concepts import Concept, same_people
from planlint.semantics.plan import Plan
from planlint.semantics.quantity import Quantity
from planlint.semantics.topic import measured, suffixes
from planlint.syntax.ast import Flow
from planlint.syntax.columns import squeeze

_SENTENCE = compiled(r"[^。；]+")
_POPULATION = compiled(rf"(?:全?[省市区县])?{HAN}{{1,3}}(?:人口|居民|群众|人员|人|者)")
_MIN_NAME = 5
_MIN_CORE = 4
_COVERED = 0.8  # of the pairs of characters: measured on tasks that speak of an indicator's matter
_SOON = 16  # characters between a name and 全覆盖
# What may stand before a name without being a part of it: a verb, a place, a particle.
_OPENING = compiled(
    r"(?:^|[\W\d_]|[的将使让把和及与]|确保|实现|提高|推动|保持|力争|达到|[全我本][省市州县区旗]|其中|加快|完善|稳步|"
    r"提升|降低|目标|水平|以上)$"
)
_DIGIT = compiled(r"\d")
_FILLER = compiled(r"(?:总体|基本|整体|水平|目标|指标|年度|稳步)*$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A number that the text gives to an indicator; `how` is exact, alias, similar or related.

    `name` is as printed, `scope` a qualifier before it; `inside` is true where the name is the end
    of a longer one. `year` is that of the commitment's deadline, None where it has none.
    `repeated` numbers count for one year each (每年).
    """

    quantity: Quantity
    span: Span
    sentence: Span
    how: str
    name: str = ""
    scope: str = ""
    inside: bool = False
    year: int | None = None
    repeated: bool = False


class Texts(NamedTuple):
    """What a plan says outside the sections that look back: its texts, and all of them in one.

    `names` are those of the indicators in its tables, `until` is the last year of its period,
    `level` that of its region.
    """

    flows: tuple[Flow, ...]
    joined: str
    commitments: tuple[Commitment, ...]
    names: tuple[str, ...]
    until: int | None
    level: str


def texts_of(plan: Plan) -> Texts:
    """The texts and commitments of a plan."""
    flows = tuple(plan.flows(review=False))
    names = tuple(i.name for i in plan.indicators)
    until = plan.period[1] if plan.period is not None else None
    return Texts(
        flows, "\n".join(f.text for f in flows), plan.commitments, names, until, plan.region.level
    )


def names_of(name: str, concept: Concept, answer: str | None) -> list[tuple[str, str]]:
    """The names under which an indicator may be mentioned, the parent's own first."""
    names = [(squeeze(name), "exact")]
    if answer is not None:
        names.append((squeeze(answer), "exact"))
    if concept.id:
        names.extend((squeeze(a), "alias") for a in (concept.name, *concept.aliases))
        names.extend(
            (squeeze(r), "related") for r in concept.related if close(name, r, (concept, None)) > 0
        )
    names.extend((other, "similar") for other in _counted_otherwise(squeeze(name)))
    here = _without_place(squeeze(name))
    if here:
        names.append((here, "alias"))
    short = _without_population(squeeze(name))
    if short:
        names.append((short, "similar"))
    unique: dict[str, str] = {}
    for text, how in names:
        if len(text) >= _MIN_NAME:
            unique.setdefault(text.replace("(", "（").replace(")", "）"), how)
    return list(unique.items())


def find_mentions(texts: Texts, names: Sequence[tuple[str, str]]) -> list[Mention]:
    """The commitments whose measured thing ends with one of some names; the first name counts."""
    found: list[Mention] = []
    for commitment in texts.commitments:
        subjects = _subjects(commitment)
        mentions = (
            _mention(commitment, subject, name, how, names[0][0])
            for name, how in names
            for subject in subjects
        )
        first = next((m for m in mentions if m is not None), None)
        if first is not None:
            found.append(first)
    return found


def _subjects(commitment: Commitment) -> tuple[str, ...]:
    """What is measured; also with the verb before the number, which may be the name's: 能耗降低."""
    subject = commitment.subject
    said = _DIGIT.split(commitment.flow.text[commitment.begin : commitment.stop])[0]
    if said.startswith(subject) and len(said) > len(subject):
        return _subject(subject), squeeze(said).replace("(", "（").replace(")", "）")
    return (_subject(subject),)


@lru_cache(4096)
def _subject(subject: str) -> str:
    return squeeze(measured(subject)).replace("(", "（").replace(")", "）")


def _mention(commitment: Commitment, subject: str, name: str, how: str, own: str) -> Mention | None:
    at = subject.rfind(name)
    if at < 0 or _FILLER.fullmatch(subject, at + len(name)) is None:
        return None
    before = subject[:at]
    if how == "similar" and not same_people(own, before[-6:] + name):
        return None
    scope = next((q for q in qualifiers() if before.endswith(q)), "")
    start, due = _start(commitment, name), commitment.deadline
    return Mention(
        commitment.quantity,
        Span(commitment.flow.span(start - len(scope), commitment.stop).start, commitment.span.end),
        commitment.sentence,
        how,
        name,
        scope,
        _is_inside(before.removesuffix(scope)),
        None if due is None else due.year,
        commitment.repeated,
    )


def _start(commitment: Commitment, name: str) -> int:
    """Where a name stands in the text; of a list that shares its end, where the subject does."""
    at = commitment.flow.text.rfind(name, 0, commitment.stop)
    return at if at >= commitment.begin - len(name) else commitment.begin


def _is_inside(before: str) -> bool:
    """Whether a name is the end of a longer one: 智力 before 残疾儿童接受义务教育比例."""
    return before[-1:] == "、" or _OPENING.search(before[-2:]) is None


@lru_cache(1024)
def _without_place(name: str) -> str:
    """The name without the place that opens it (市区), which another plan writes otherwise."""
    place = next((p for p in places() if name.startswith(p)), "")
    rest = name.removeprefix(place).removeprefix("的")
    return rest if place and len(rest) > _MIN_NAME else ""


@lru_cache(1024)
def _without_population(name: str) -> str:
    """The name without the group that the whole plan is about (残疾人基本康复服务覆盖率)."""
    match = _POPULATION.match(name)
    rest = name[match.end() :] if match else ""
    return rest if len(rest) >= 6 else ""


@lru_cache(1024)
def _counted_otherwise(name: str) -> tuple[str, ...]:
    """The name with another way of counting: 改造数 as 改造率; the unit then tells."""
    ways: Sequence[str] = table("indicators")["scope"]["counting"]
    used = next((w for w in ways if name.endswith(w)), "")
    stem = name.removesuffix(used)
    return tuple(stem + w for w in ways if w != used) if used and len(stem) > _MIN_NAME else ()


# --- in words --------------------------------------------------------------------------------


class Spoken(NamedTuple):
    """Where the text speaks of an indicator without a number; `all` of it where it says 全覆盖."""

    span: Span
    all: Mention | None


def spoken_of(texts: Texts, names: Sequence[tuple[str, str]], printed: str) -> Spoken | None:
    """Where the text speaks of an indicator without a number, by one of its names.

    First the name itself; then, in one sentence, the pieces that say what is measured: without
    how it is counted (参保率) and without the people that the whole plan is about.
    """
    for name, how in names:
        if how == "related" or name not in texts.joined:
            continue
        flow = next((f for f in texts.flows if name in f.text), None)
        if flow is not None:
            at = flow.text.index(name)
            return _spoken(flow, at, at + len(name), name)
    core = _core(squeeze(printed))
    pieces = (core[i : i + 3] for i in range(len(core) - 2))
    if len(core) < _MIN_CORE or not any(p in texts.joined for p in pieces):
        return None
    return _covered(texts, core)


def _spoken(flow: Flow, start: int, end: int, name: str) -> Spoken:
    span = flow.span(start, end)
    said = _full().search(flow.text, end, end + _SOON)
    if said is None or any(c in flow.text[end : said.start()] for c in "。；"):
        return Spoken(span, None)
    words = Quantity(said.group(), flow.span(*said.span()), "words")
    whole = flow.span(start, said.end())
    return Spoken(span, Mention(words, whole, whole, "exact", name))


@cache
def _full() -> re.Pattern[str]:
    return compiled("|".join(re.escape(w) for w in FULL))


@lru_cache(1024)
def _core(name: str) -> str:
    """What a name is about, without how it is counted and whose it is."""
    name = regex(r"\([^()]*\)").sub("", name)
    used = next((s for s in suffixes() if name.endswith(s)), "")
    name = name.removesuffix(used)
    match = _POPULATION.match(name)
    rest = name[match.end() :] if match else name
    return rest if len(rest) >= _MIN_CORE else name


def _covered(texts: Texts, core: str) -> Spoken | None:
    """The first sentence that holds nearly all of a core, most of it in one piece."""
    grams = {core[i : i + 2] for i in range(len(core) - 1)}
    for flow in texts.flows:
        if sum(g in flow.text for g in grams) < len(grams) * _COVERED:
            continue
        for sentence in _SENTENCE.finditer(flow.text):
            said = sentence.group()
            if sum(g in said for g in grams) < len(grams) * _COVERED:
                continue
            block = matcher(core, said).find_longest_match()
            if block.size >= max(_MIN_CORE, int(len(core) * _COVERED) - 2):
                end = block.b + block.size
                rest = core[block.a + block.size - 1 :]
                far = [said.find(rest[i : i + 2], end) for i in range(len(rest) - 1)]
                end = max([end, *(at + 2 for at in far if at < end + 2 * len(core))])
                start = sentence.start()
                return Spoken(flow.span(start + block.b, start + end), None)
    return None
