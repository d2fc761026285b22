"""IND014 indicator-count-differs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.indicator import IndicatorTable
from planlint.syntax.numerals import number

_TABLE = "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 探访关爱率 | 97% | 约束性 |\n| 助餐覆盖率 | 90% | 预期性 |\n\n"


class IndicatorCountDiffers(Rule):
    """正文说“设置12项指标”，表里却是11行；或者约束性、预期性的项数与表不符。多半是增删了指标而没有改正文，也可能表里漏了一行。"""

    id, name, severity = "IND014", "indicator-count-differs", Severity.WARNING
    zh = "正文写{said}，指标表里是 {rows} 项。请核对表中是否漏行，或者改正正文。"
    en = "the text says {said}, the table has {rows}; check for a lost row or correct the text."
    why_en = "The number of indicators that the text states is not that of the table's rows."
    source = "核稿惯例：文表一致"
    good = (
        Good(_TABLE + "围绕上述目标，设置2项主要指标，其中约束性指标1项。"),
        Good(_TABLE + "上级考核的26个指标按季度报送。", note="别处的指标"),
        Good(_TABLE + "规划设置2项指标，其中约束性指标1项、预期性指标1项。"),
        Good(_TABLE + "“十四五”规划确定的20项指标为今后打下基础。", note="另一期规划"),
    )
    bad = (
        Bad(_TABLE + "围绕上述目标，设置〔[3项主要指标]〕。"),
        Bad(_TABLE + "本规划设置〔[5项主要指标]〕。"),
        Bad(_TABLE + "规划设置〔[五项指标]〕，见上表。"),
        Bad(_TABLE + "〔[主要指标共5项]〕。"),
        Bad(_TABLE + "提出两项指标，其中〔[约束性指标2项]〕。"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """A stated number fits if it is that of one table or of all together."""
        tables = [t for t in ctx.draft.indicator_tables if not t.fused]
        if not tables or len(tables) != len(ctx.draft.indicator_tables):
            return
        for flow in ctx.wording.ahead.all:
            if "指标" not in flow.text:
                continue
            for match in _stated().finditer(flow.text):
                stated = match["a"] or match["b"] or match["c"]
                said = number(stated.replace("两", "二"))
                kind = _kind(match.group())
                counts = [_count(t, kind) for t in tables]
                if said is None or not any(counts) or _may_be(said, tables, kind, ctx):
                    continue
                place = "said" if match["said"] else "total"
                span = flow.span(*match.span(place))
                yield self.report(
                    span,
                    Also(tables[0].header_span, Text("指标表", "the table")),
                    said=f"“{match[place]}”",
                    rows=sum(counts),
                )


@cache
def _stated() -> re.Pattern[str]:
    """A sentence that sets up indicators and says how many, or how many of a kind."""
    numeral = r"\d{1,3}|[一二两三四五六七八九十]{1,3}"
    # 规划设置 opens a clause or follows 本; what another plan set up (“十四五”规划确定的) is told.
    verb = "设置|设定|设立|提出|确定|制定|明确|包括"
    own = rf"(?:(?<!规划)(?:{verb})|(?<=规划)(?:(?<=本规划)|(?<![^，。；：]规划))(?:{verb})(?!的)|共有?|共计)"
    kind = r"(?:主要|核心|具体|量化|发展|规划|约束性|预期性)*"
    return compiled(
        rf"(?:{own}|(?<=指标，)其中|其中(?=约束性|预期性)|、)"
        r"[^，。；\d]{0,12}?(?:\d ?(?:大类|类|个方面))?"
        rf"(?P<said>(?P<a>{numeral}) ?[项个]{kind}指标"
        rf"|(?:约束性|预期性|主要|核心|发展)指标(?:共|共计|共有)? ?(?P<b>{numeral}) ?[项个])"
        rf"|(?<![^，。；：])(?:本?规划)?(?P<total>(?:主要|核心|发展|规划)?指标(?:共|共计|共有|共设|共设置) ?"
        rf"(?P<c>{numeral}) ?[项个])"
    )


def _kind(text: str) -> str:
    return "binding" if "约束性" in text else "expected" if "预期性" in text else ""


def _may_be(said: int, tables: Sequence[IndicatorTable], kind: str, ctx: Context) -> bool:
    """Whether a number is that of a table or of all, slips that other rules report aside."""
    counts = [_count(t, kind) for t in tables]
    if said in (*counts, sum(counts)):
        return True
    if ctx.runs("IND017"):  # a row that stands twice
        distinct = [
            len(
                {
                    (r.of, r.name, r.category, r.unit)
                    for r in t.indicators
                    if not kind or r.attribute == kind
                }
            )
            for t in tables
        ]
        if said in (*distinct, sum(distinct)):
            return True
    unknown = sum(not r.attribute for t in tables for r in t.indicators)
    return bool(kind) and ctx.runs("IND012") and 0 <= said - sum(counts) <= unknown


def _count(table: IndicatorTable, kind: str) -> int:
    return sum(not kind or r.attribute == kind for r in table.indicators)
