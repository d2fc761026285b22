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
    """一个数前后都加了界限：“不低于90%以上”“约90%左右”“不超过3%以内”。意思重复，“超过90%以上”“不少于95%左右”还自相矛盾，留一个即可。"""

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
        Good("单项补助最高不超过5万元。", note="固定说法"),
        Good("推广近10年以上成熟的做法。"),
        Good("距离约5公里以内的社区共用一处。"),
        Good("新增床位300张，以上任务左右联动落实。"),
    )
    bad = (
        Bad("社区老年助餐服务覆盖率〔[不低于90%以上]〕。"),
        Bad("建成老年食堂〔[约90个左右]〕。"),
        Bad("每个街道〔[至少3个以上]〕。"),
        Bad("社区老年助餐服务覆盖率〔[不少于90%左右]〕。"),
        Bad("培育养老服务企业〔[近300家以上]〕。"),
        Bad("机构空置率〔[不超过3%以内]〕。"),
        Bad("社区老年助餐服务覆盖率达到90%〔[以上左右]〕。"),
        Bad("每个街道〔[最多不超过]〕5家。"),
        Bad(
            "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 助餐覆盖率 | 〔[不低于90%以上]〕 | 预期性 |"
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Look at the running text, past results too, and at the cells of targets."""
        for flow, match in ctx.wording.said.find(_doubled()):
            if _clash(match):
                yield self._around(match, flow.span(*match.span()), flow.span(*match.span("last")))
        for flow, match in ctx.wording.said.find(_side_by_side()):
            behind = match["after"] is not None
            dropped = match.span("last" if behind else "before")
            yield self._beside(match, flow.span(*match.span()), flow.span(*dropped))
        for row in ctx.draft.indicators:
            if row.target is not None:
                start, end = row.target.span
                for match in _doubled().finditer(ctx.source.folded, start, end):
                    if _clash(match):
                        last = Span(*match.span("last"))
                        yield self._around(match, Span(*match.span()), last)

    def _around(self, match: re.Match[str], span: Span, last: Span) -> Finding:
        """A bound before the number and one after it; the one after it goes."""
        want = match.group()[: match.start("last") - match.start()]
        return self._report(span, last, match.group(), (match["first"], match["last"]), want)

    def _beside(self, match: re.Match[str], span: Span, dropped: Span) -> Finding:
        """Two bounds before the number, or two after it."""
        if match["after"] is not None:
            words = (match["after"], match["last"])
            return self._report(span, dropped, match.group(), words, match["after"])
        words = (match["before"], match["bound"])
        found = self._report(span, dropped, match.group(), words, match["bound"])
        return found._replace(severity=Severity.INFO)  # usual in speech: 最多不超过

    def _report(
        self, span: Span, dropped: Span, have: str, words: tuple[str, str], want: str
    ) -> Finding:
        first, last = words
        drop = first if want == last else last
        said = Text(_FIX.zh.format(drop), _FIX.en.format(drop))
        repair = Repair((Change(dropped, ""),), said, safe=False)
        return self.report(span, repair=repair, have=have, first=first, last=last, want=want)


_FLOORS = ("不低于", "不少于", "不小于", "至少", "最少", "超过", "高于", "多于", "大于", "≥", ">")
_CEILINGS = ("不超过", "不高于", "不多于", "不大于", "至多", "最多", "≤")
_TIMES = ("年", "月", "天", "日", "周", "个月")


def _clash(match: re.Match[str]) -> bool:
    """Whether two bounds of one number repeat or contradict each other; 近10年以上 counts back."""
    first, last = match["first"], match["last"]
    if first in _CEILINGS:
        return last not in ("以上", "及以上")
    if last in ("左右", "上下"):
        return True
    if last not in ("以上", "及以上"):
        return False
    return first in _FLOORS or not match["unit"].endswith(_TIMES)


@cache
def _doubled() -> re.Pattern[str]:
    # Words first: a pattern that begins with characters is searched many times as fast.
    first = rf"{'|'.join((*_CEILINGS, *_FLOORS))}|大约|大概|约|近(?<![最附临]近)|将近|接近"
    verb = r"(?:安排|建成|建设|配备)?[^\d，。；、（）]{0,2}?"
    unit = r"(?P<unit>[万亿千百]*[^\d，。；、（）《》以左上及之]{0,4})"
    return compiled(
        rf"(?P<first>{first}){verb} ?\d[\d.,]* ?{unit}"
        r"(?P<last>及?以[上下内]|之内|左右|上下)(?!的)"
    )


@cache
def _side_by_side() -> re.Pattern[str]:
    return compiled(
        r"(?P<before>最多|至多|至少|最少)(?P<bound>不超过|不多于|不低于|不少于)(?= ?\d)"
        r"|(?P<after>以[上下内])(?<=[\d%‰个家所人名户次万亿元米里亩吨天年套张项]..)(?P<last>左右|上下(?!级)|以[上下内])"
    )
