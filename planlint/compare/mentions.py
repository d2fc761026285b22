"""Mentions: where a draft's running text gives an indicator a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from planlint.compare.pairing import close, qualifiers
from planlint.knowledge import table
from planlint.readers.source import HAN, Span
from planlint.semantics.concepts import Concept
from planlint.semantics.deadline import read_deadlines
from planlint.semantics.plan import Plan
from planlint.semantics.promise import is_past
from planlint.semantics.quantity import Quantity, read_quantity
from planlint.syntax.ast import Flow
from planlint.syntax.columns import squeeze

_BOUND = (
    r"(?:不得?低于|不得?少于|不得?高于|不得?超过|超过|高于|低于|突破|控制在|至少|大于|小于|"
    r">=?|<=?|≥|≤|约)?"
)
_VERB = (
    r"(?:达到|达|为|保持在|稳定在|维持在|提高到|提升到|提高至|提升至|提升为|上升到|增至|增加到|降至|"
    r"降低到|下降到|降到|保持|实现|均|都|要|应|力争|争取|确保|分别|全部|基本|总体|持续|稳定){0,4}"
)
_WHEN = r"(?:(?:到|至|在)?20\d\d年?(?:底|末)?(?:前)?|“十[一二三四五六七]五”期?末)?"
_NUMBER = r"\d+(?:\.\d+)?(?:—\d+(?:\.\d+)?)?"
_UNIT = r"(?:%|‰|个?百分点|[万亿]?(?:人次|人|名|户|个|张|所|家|件|套|处|岁|年|元))?"
_FROM = rf"(?:[从由](?:20\d\d年(?:底|末)?的?)?{_NUMBER}{_UNIT})?"  # 由2025年的96%提高到98%
_AFTER = re.compile(
    rf"[^\d。；，、》]{{0,6}}?{_FROM}[，]?{_WHEN}{_VERB}(?P<quantity>{_BOUND}{_VERB}{_NUMBER}{_UNIT}(?:（含）)?(?:及?以上|及?以内|及?以下|左右)?)"
)
_SENTENCE = re.compile(r"[^。；]+")
_POPULATION = re.compile(rf"(?:全?[省市区县])?{HAN}{{1,3}}(?:人口|居民|群众|人员|人|者)")
_MIN_NAME = 5
Period = tuple[int, int] | None
_MIN_CORE = 4
_COVERED = 0.8  # of the pairs of characters: measured on tasks that speak of an indicator's matter


@dataclass(frozen=True, slots=True)
class Mention:
    """A number that the text gives to an indicator; `how` is exact, alias, similar or related.

    `name` is as printed, `scope` a qualifier before it; `inside` is true where the name is the end
    of a longer one. `year` is that of the last deadline before the number in its sentence, None
    where the sentence has none. `repeated` numbers count for one year each (每年).
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


def find_mentions(texts: Texts, names: Sequence[tuple[str, str]]) -> list[Mention]:
    """Where a plan's text gives a number to one of some names; each name says how it matches.

    Results of the past are no mentions: sentences that say 已, years before the period, sections
    that look back.
    """
    found: dict[int, Mention] = {}
    for name, how in names:
        # A look at the whole spares the parts: few names are mentioned at all.
        halves = (name[:3], name[len(name) // 2 :])
        if name[-2:] not in texts.joined or not any(h in texts.joined for h in halves):
            continue
        for flow in texts.flows:
            if name[-2:] not in flow.text:
                continue
            for mention in _in_flow(texts.period, flow, flow.text, name, how):
                found.setdefault(mention.quantity.span.start, mention)
    return [found[start] for start in sorted(found)]


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
    unique: dict[str, str] = {}
    for text, how in names:
        if len(text) >= _MIN_NAME:
            unique.setdefault(text.replace("(", "（").replace(")", "）"), how)
    return list(unique.items())


@lru_cache(1024)
def _counted_otherwise(name: str) -> tuple[str, ...]:
    """The name with another way of counting: 改造数 as 改造率; the unit then tells."""
    words = table("indicators")["scope"]["counting"]
    used = next((w for w in words if name.endswith(w)), "")
    stem = name.removesuffix(used)
    return tuple(stem + w for w in words if w != used) if used and len(stem) > _MIN_NAME else ()


def _in_flow(period: Period, flow: Flow, text: str, name: str, how: str) -> Iterator[Mention]:
    at = text.find(name)
    if at < 0:
        short = _without_population(name)
        if not short or short not in text:
            yield from _scattered(period, flow, text, name)
            return
        name, how = short, "similar"
        at = text.find(name)
    while at >= 0:
        mention = _number_after(period, flow, text, at, at + len(name), how)
        if mention is not None:
            yield mention
        at = text.find(name, at + 1)


@lru_cache(1024)
def _without_population(name: str) -> str:
    """The name without the group that the whole plan is about (残疾人基本康复服务覆盖率)."""
    match = _POPULATION.match(name)
    rest = name[match.end() :] if match else ""
    return rest if len(rest) >= 6 else ""


def _scattered(period: Period, flow: Flow, text: str, name: str) -> Iterator[Mention]:
    """甲补贴和乙补贴覆盖率均达到100%: the name's characters in order before one number."""
    if name[-2:] not in text or name[:3] not in text:
        return
    start = text.find(name[:3])
    while start >= 0:
        end = _subsequence_end(text, start, name)
        if end and "。" not in text[start:end] and "；" not in text[start:end]:
            mention = _number_after(period, flow, text, start, end, "similar")
            if mention is not None:
                yield mention
                return
        start = text.find(name[:3], start + 1)


def _subsequence_end(text: str, start: int, name: str) -> int:
    """Where the name ends if its halves stand apart, joined by 和 or 、; 0 where they do not."""
    limit = min(len(text), start + len(name) * 2 + 8)
    head = 0
    while head < len(name) and start + head < len(text) and text[start + head] == name[head]:
        head += 1
    if head < len(name) // 2 or text[start + head : start + head + 1] not in (
        "和",
        "、",
        "与",
        "及",
    ):
        return 0
    tail = text.find(name[head:], start + head, limit)
    return tail + len(name) - head if tail >= 0 and len(name) - head >= 2 else 0


def _number_after(
    period: Period, flow: Flow, text: str, start: int, end: int, how: str
) -> Mention | None:
    match = _AFTER.match(text, end)
    if match is None:
        return None
    first, last = match.span("quantity")
    span = flow.span(first, last)
    quantity = read_quantity(match["quantity"], span)
    if quantity.value is None:
        return None
    sentence = next(m for m in _SENTENCE.finditer(text) if m.start() <= start < m.end())
    if is_past(text[sentence.start() : last], period):
        return None
    scope = _scope_before(text, start)
    dues = [d for d in read_deadlines(text[sentence.start() : first], period)]
    return Mention(
        quantity,
        flow.span(start - len(scope), last),
        flow.span(*sentence.span()),
        how,
        text[start:end],
        scope,
        _is_inside(text, start - len(scope)),
        dues[-1].year if dues else None,
        _YEARLY.search(text, sentence.start(), first) is not None,
    )


_YEARLY = re.compile(r"每年|年均|逐年|当年")
# What may stand before a name without being a part of it: a verb, a place, a particle.
_OPENING = re.compile(
    r"(?:^|[\W\d_]|[的将使让把和及与]|确保|实现|提高|推动|保持|力争|达到|[全我本][省市州县区旗]|其中|加快|完善|稳步|"
    r"提升|降低|目标|水平|以上)$"
)


def _is_inside(text: str, at: int) -> bool:
    """Whether a name is the end of a longer one: 智力 before 残疾儿童接受义务教育比例."""
    before = text[max(0, at - 2) : at]
    return before[-1:] == "、" or _OPENING.search(before) is None


def _scope_before(text: str, at: int) -> str:
    """A qualifier right before a name: 有需求 in 有需求残疾人辅助器具适配率."""
    before = text[max(0, at - 6) : at]
    return next((q for q in qualifiers() if before.endswith(q)), "")


class Texts(NamedTuple):
    """The texts in which a plan commits itself: all but the sections that look back."""

    flows: tuple[Flow, ...]
    joined: str
    period: tuple[int, int] | None


def texts_of(plan: Plan) -> Texts:
    """The texts of a plan outside sections that look back, and all of them in one."""
    flows = tuple(plan.flows(review=False))
    return Texts(flows, "\n".join(f.text for f in flows), plan.period)


def spoken_of(texts: Texts, names: Sequence[tuple[str, str]], printed: str) -> Span | None:
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
            return flow.span(at, at + len(name))
    core = _core(squeeze(printed))
    if len(core) < _MIN_CORE or not any(
        core[i : i + 3] in texts.joined for i in range(0, len(core) - 2)
    ):
        return None
    return _covered(texts, core)


@lru_cache(1024)
def _core(name: str) -> str:
    """What a name is about, without how it is counted and whose it is."""
    name = re.sub(r"\([^()]*\)", "", name)
    for suffix in sorted(table("indicators")["scope"]["suffixes"], key=len, reverse=True):
        if name.endswith(suffix):
            name = name.removesuffix(suffix)
            break
    match = _POPULATION.match(name)
    rest = name[match.end() :] if match else name
    return rest if len(rest) >= _MIN_CORE else name


def _covered(texts: Texts, core: str) -> Span | None:
    """The first sentence that holds nearly all of a core, most of it in one piece."""
    grams = {core[i : i + 2] for i in range(len(core) - 1)}
    for flow in texts.flows:
        for sentence in _SENTENCE.finditer(flow.text):
            said = sentence.group()
            if sum(g in said for g in grams) < len(grams) * _COVERED:
                continue
            block = SequenceMatcher(None, core, said, autojunk=False).find_longest_match()
            if block.size >= max(_MIN_CORE, int(len(core) * _COVERED) - 2):
                end = block.b + block.size
                rest = core[block.a + block.size - 1 :]
                far = [said.find(rest[i : i + 2], end) for i in range(len(rest) - 1)]
                end = max([end, *(at + 2 for at in far if at < end + 2 * len(core))])
                return flow.span(sentence.start() + block.b, sentence.start() + end)
    return None
