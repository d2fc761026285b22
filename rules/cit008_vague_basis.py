"""CIT008 vague-basis."""

import re
from collections.abc import Iterator
from functools import cache

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.rule import Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.citation import Citation
from planlint.semantics.naming import same
from planlint.semantics.outline_title import read_outline_title
from planlint.semantics.region import places_at_start
from planlint.syntax.ast import Flow, Paragraph

_PARTLY = Text(
    "编制依据只笼统写了“{found}”，没有写明是哪一份上级规划。请写出全称，有文号的注明文号。",
    "the basis says only {found!r} and names no plan of a higher level; cite its full title.",
)


class VagueBasis(Rule):
    """编制依据只写“上级有关规划”“国家、省、市有关要求”，没有写出任何一份文件的名称。

    依据中写明了文件的，再带一句“有关要求”不报；只写明了本级规划纲要、而上级规划笼统带过的，只作提示。
    """

    id, name, severity = "CIT008", "vague-basis", Severity.WARNING
    zh = "编制依据只写了“{found}”，没有写明任何文件。请写出所依据文件的全称，有文号的注明文号。"
    en = "the basis says only {found!r} and names no document; cite full titles and numbers."
    why_en = "A basis that speaks of related plans or requirements, and names none, can be checked by nobody."
    source = "规划编制的惯例；国发〔2005〕33号衔接原则"
    good = (
        Good("一、总体要求\n依据《云州市养老服务条例》和国家有关规定，制定本规划。", whole=True),
        Good("一、总体要求\n根据云政发〔2026〕12号文件要求，结合实际，制定本规划。", whole=True),
        Good(
            "一、总体要求\n坚持公益。\n二、任务\n按照国家有关要求制定管理办法。",
            whole=True,
            note="任务，不是依据",
        ),
        Good(
            "一、总体要求\n为贯彻落实市委、市政府有关部署，制定本规划。",
            whole=True,
            note="不是依据哪份规划",
        ),
    )
    bad = (
        Bad(
            "一、总体要求\n依据〔[国家、省、市有关规划]〕，结合我区实际，制定本规划。",
            whole=True,
        ),
        Bad("一、总体要求\n根据〔[上级相关文件要求]〕，特编制本规划。", whole=True),
        Bad(
            "南浦区“十五五”养老服务发展规划\n\n一、总体要求\n依据〔[省市相关规划]〕和《南浦区国民经济和社会发展第十五个五年规划纲要》，制定本规划。",
            whole=True,
            note="只写明了本级纲要，只作提示",
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """The first vague phrase of the basis, where nothing above it is named."""
        if ctx.parents and ctx.runs("CIT001"):
            return  # it says which parent is to be named
        place = _vague(ctx)
        if place is None:
            return
        span, found = place
        named = [c for c in _before_tasks(ctx) if not same(c.title, ctx.draft.title)]
        if not named:
            yield self.report(span, found=found)
        elif "规划" in found and all(_is_own_outline(ctx, c) for c in named):
            yield self.report(span, text=_PARTLY, severity=Severity.INFO, found=found)


def _before_tasks(ctx: Context) -> list[Citation]:
    """What is cited before the second chapter."""
    sections = ctx.draft.part.sections
    end = sections[1].span.start if len(sections) > 1 else ctx.draft.part.span.end
    return [c for c in ctx.draft.citations if c.span.start < end]


def _is_own_outline(ctx: Context, citation: Citation) -> bool:
    """Whether a citation is the general plan of the draft's own place."""
    if read_outline_title(citation.title) is None:
        return False
    places = places_at_start(citation.title)
    return not places or places[-1] == ctx.draft.region.name


def _vague(ctx: Context) -> tuple[Span, str] | None:
    part = ctx.draft.part
    first = part.sections[:1]
    flows: list[Flow] = [b.flow for b in part.blocks if isinstance(b, Paragraph)]
    for section in (n for s in first for n in s.walk()):
        flows.append(section.heading)
        flows.extend(b.flow for b in section.blocks if isinstance(b, Paragraph))
    for flow in flows:
        for match in _pattern().finditer(flow.text):
            return flow.span(*match.span(1)), match[1]
    return None


@cache
def _pattern() -> re.Pattern[str]:
    above = r"(?:国家|中央|省|市|区|县|州|上级|中|和|与|及|以及|、)"
    what = r"(?:专项规划|总体规划|规划|文件|法律法规|法规|政策|规定|要求|意见|精神|、|和|及)"
    return compiled(
        rf"(?:依据|根据|依照|按照|遵照)({above}*(?:相关|有关){what}+)(?=[^。《]{{0,60}}(?:制定|编制)|、《[^。]*(?:制定|编制)|和《[^。]*(?:制定|编制))"
    )
