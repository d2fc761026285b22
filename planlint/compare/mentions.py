"""Mentions: where a draft's running text gives an indicator a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from planlint.readers.source import HAN, Span
from planlint.semantics.concepts import Concept
from planlint.semantics.plan import Plan
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
_PAST_YEAR = re.compile(r"(20\d\d) ?年")
_DONE = re.compile(r"已(?:经|达|有|实现|建成|完成|超过)?|达到了|提高了|累计完成|现有")
_MIN_NAME = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """A number that the text gives to an indicator; `how` is exact, alias or similar."""

    quantity: Quantity
    span: Span
    sentence: Span
    how: str


def find_mentions(
    plan: Plan, texts: Commitments, names: Sequence[tuple[str, str]]
) -> list[Mention]:
    """Where the plan's text gives a number to one of some names; each name says how it matches.

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
            for mention in _in_flow(plan, flow, flow.text, name, how):
                found.setdefault(mention.quantity.span.start, mention)
    return [found[start] for start in sorted(found)]


def names_of(name: str, concept: Concept, answer: str | None) -> list[tuple[str, str]]:
    """The names under which an indicator may be mentioned, the parent's own first."""
    names = [(squeeze(name), "exact")]
    if answer is not None:
        names.append((squeeze(answer), "exact"))
    if concept.id:
        names.extend((squeeze(a), "alias") for a in (concept.name, *concept.aliases))
    unique: dict[str, str] = {}
    for text, how in names:
        if len(text) >= _MIN_NAME:
            unique.setdefault(text.replace("(", "（").replace(")", "）"), how)
    return list(unique.items())


def _in_flow(plan: Plan, flow: Flow, text: str, name: str, how: str) -> Iterator[Mention]:
    at = text.find(name)
    if at < 0:
        short = _without_population(name)
        if not short or short not in text:
            yield from _scattered(plan, flow, text, name)
            return
        name, how = short, "similar"
        at = text.find(name)
    while at >= 0:
        mention = _number_after(plan, flow, text, at, at + len(name), how)
        if mention is not None:
            yield mention
        at = text.find(name, at + 1)


@lru_cache(1024)
def _without_population(name: str) -> str:
    """The name without the group that the whole plan is about (残疾人基本康复服务覆盖率)."""
    match = re.match(rf"(?:全?[省市区县])?{HAN}{{1,3}}(?:人口|居民|群众|人员|人|者)", name)
    rest = name[match.end() :] if match else ""
    return rest if len(rest) >= 6 else ""


def _scattered(plan: Plan, flow: Flow, text: str, name: str) -> Iterator[Mention]:
    """甲补贴和乙补贴覆盖率均达到100%: the name's characters in order before one number."""
    if name[-2:] not in text or name[:3] not in text:
        return
    start = text.find(name[:3])
    while start >= 0:
        end = _subsequence_end(text, start, name)
        if end and "。" not in text[start:end] and "；" not in text[start:end]:
            mention = _number_after(plan, flow, text, start, end, "similar")
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
    plan: Plan, flow: Flow, text: str, start: int, end: int, how: str
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
    if _is_past(text[sentence.start() : last], plan.period):
        return None
    return Mention(quantity, flow.span(start, last), flow.span(*sentence.span()), how)


def _is_past(text: str, period: tuple[int, int] | None) -> bool:
    if _DONE.search(text):
        return True
    years = [int(y) for y in _PAST_YEAR.findall(text)]
    return bool(years) and period is not None and max(years) < period[0]


class Commitments(NamedTuple):
    """The texts in which a plan commits itself: all but the sections that look back."""

    flows: tuple[Flow, ...]
    joined: str


def commitments(plan: Plan) -> Commitments:
    """The texts of a plan outside sections that look back, and all of them in one."""
    flows = tuple(plan.flows(review=False))
    return Commitments(flows, "\n".join(f.text for f in flows))
