"""The names under which the notice of a file hands on the plan that follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from planlint.knowledge.title_names import carried, identity
from planlint.matching import matcher
from planlint.patterns import compiled, regex
from planlint.readers.source import Span
from planlint.rule import Context
from planlint.semantics.citation import kind_of
from planlint.semantics.naming import same
from planlint.semantics.plan import part_flows
from planlint.syntax.ast import Flow, Paragraph, Part

_ALIKE = 0.6  # less in common: the notice hands on something else


def misnamed(ctx: Context) -> Iterator[tuple[Span, str]]:
    """Names in the notice that are not the title of what it hands on, with their 《》.

    The notice names what lies behind it, so that another period or kind is no other document. A
    name without the place or without what stands in brackets is a short form.
    """
    plan, notice = ctx.draft.part, _notice(ctx)
    named = [*_in_title(ctx, notice)] if notice is not None else []
    flows = part_flows(notice) if notice is not None else _above(plan)
    for flow in flows:
        if "印发" in flow.text or "转发" in flow.text:
            named += _in_flow(flow)
    others = [p.title for p in ctx.draft.outline.parts if p.title and p is not notice]
    for span, name in named:
        if _is_another(name, ctx.draft.title) and not any(same(name, o) for o in others):
            yield span, name


def _notice(ctx: Context) -> Part | None:
    """The part before the plan, if it is a notice: nothing may stand between the two."""
    parts = ctx.draft.outline.parts
    at = next((n for n, part in enumerate(parts) if part is ctx.draft.part), 0)
    return parts[at - 1] if at and not parts[at - 1].sections else None


def _above(plan: Part) -> Iterator[Flow]:
    """The paragraphs above the plan's title, where a notice without a title is one part with it."""
    for block in plan.blocks:
        if isinstance(block, Paragraph) and block.span.start < plan.title_span.start:
            yield block.flow


def _in_title(ctx: Context, notice: Part) -> Iterator[tuple[Span, str]]:
    """关于印发…的通知: the name as printed, where it stands on one line."""
    title = "".join(notice.title.split())
    name = carried(title)
    if name == title or _is_several(name, ctx.draft.title):
        return
    text, (low, high) = ctx.source.folded, notice.title_span
    start = text.find(name, low, high)
    if start < 0:
        yield notice.title_span, name
    else:
        end = start + len(name)
        marks = text[start - 1 : start] + text[end : end + 1] == "《》"
        yield Span(start - marks, end + marks), name


def _in_flow(flow: Flow) -> Iterator[tuple[Span, str]]:
    """《…》已经…同意，现印发给你们; 现将…印发给你们."""
    for found in _issues().finditer(flow.text):
        name = "".join((found["marked"] or found["bare"]).split())
        if kind_of(name):
            group = "whole" if found["marked"] else "bare"
            yield flow.span(*found.span(group)), name


@cache
def _issues() -> re.Pattern[str]:
    """A sentence that hands on one document; with a second title it may hand on several."""
    remark, handed = r"(?:（[^（）]{0,24}）)?", r"[^。《]{0,60}?(?:印发|转发)(?!的)"
    return compiled(
        r"(?:(?:(?:^|[。：；]) *(?=《[^》]*》[^》]{0,26}?[已业经现])|现?将|(?:拟[订定]|制[订定]|编制|修订)[了的]?)"
        rf" *(?P<whole>《(?P<marked>[^《》]{{6,80}})》){remark}{handed}"
        rf"|现将(?P<bare>[^《》，。：；]{{6,60}}?){remark}(?:印发|转发)给?)"
        r"(?=[^《]*?(?:。|$))"
    )


def _is_several(name: str, own: str) -> bool:
    """关于印发…规划和…计划的通知; 规划和二〇三五年远景目标纲要 is one."""
    joined = regex(r"》、?《|(?:规划|计划|方案|纲要|意见|措施|办法)》?[和与及、]")
    return joined.search(name) is not None and joined.search(own) is None


def _is_another(name: str, own: str) -> bool:
    one, other = identity(name), identity(own)
    if bool(_tail().search(one)) != bool(_tail().search(other)):
        one, other = (_tail().sub("", t) for t in (one, other))
    if one == other or other.endswith(one) or one.endswith(other):
        return False
    return matcher(one, other).ratio() >= _ALIKE


@cache
def _tail() -> re.Pattern[str]:
    return compiled(r"\([^()]*\)$")
