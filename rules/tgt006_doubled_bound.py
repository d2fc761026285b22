"""TGT006 doubled-bound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.rule import Bad, Change, Context, Finding, Good, Repair, Rule, Text

_FIX = Text("删去“{}”", "drop {!r}")


class DoubledBound(Rule):
    """一个数前后都加了界限：“不低于90%以上”“约90%左右”“至少3个以上”。意思重复，“超过90%以上”还自相矛盾，留一个即可。"""

    id, name, severity = "TGT006", "doubled-bound", Severity.WARNING
    zh = "“{have}”前后界限重复，“{first}”和“{last}”留一个即可，如“{want}”。"
    en = "{have!r} says its bound twice, {first!r} and {last!r}; keep one, such as {want!r}."
    why_en = "A bound before and after one number: 不低于90%以上, 约90%左右, 至少3个以上."
    source = "GB/T 15835-2011；《现代汉语词典》“以上”“左右”条"
    fixable = "unsafe"
    good = (
        Good("社区老年助餐服务覆盖率不低于90%。"),
        Good("社区老年助餐服务覆盖率达到90%以上。"),
        Good("办理时限控制在5天以内。", note="固定说法"),
    )
    bad = (
        Bad("社区老年助餐服务覆盖率〔[不低于90%以上]〕。"),
        Bad("建成老年食堂〔[约90个左右]〕。"),
        Bad("每个街道〔[至少3个以上]〕。"),
        Bad(
            "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 助餐覆盖率 | 〔[不低于90%以上]〕 | 预期性 |"
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Look at the running text, past results too, and at the cells of targets."""
        for flow, match in ctx.wording.said.find(_doubled()):
            yield self._report(match, flow.span(*match.span()), flow.span(*match.span("last")))
        for row in ctx.draft.indicators:
            if row.target is not None:
                start, end = row.target.span
                for match in _doubled().finditer(ctx.source.folded, start, end):
                    yield self._report(match, Span(*match.span()), Span(*match.span("last")))

    def _report(self, match: re.Match[str], span: Span, last: Span) -> Finding:
        said = Text(_FIX.zh.format(match["last"]), _FIX.en.format(match["last"]))
        return self.report(
            span,
            repair=Repair((Change(last, ""),), said, safe=False),
            have=match.group(),
            first=match["first"],
            last=match["last"],
            want=match.group()[: match.start("last") - match.start()],
        )


@cache
def _doubled() -> re.Pattern[str]:
    number = r"(?:安排|建成|建设|配备)?[^\d，。；、（）]{0,2}? ?\d[\d.,]* ?(?:[万亿千百]*[^\d，。；、（）《》以左上及]{0,4})?"
    # Words first: a pattern that begins with characters is searched many times as fast.
    floor = r"不低于|不少于|不小于|至少|最少|超过|高于|多于|大于|≥|>"
    about = r"大约|大概|约|近(?<![最附临]近)|将近|接近"
    return compiled(
        rf"(?P<first>{floor}|{about})"
        rf"(?:(?<=[于少过≥>])(?={number}及?以上)|(?<=[约概近])(?={number}(?:左右|上下)))"
        rf"{number}(?P<last>及?以上|左右|上下)(?!的)"
    )
