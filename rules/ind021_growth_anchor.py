"""IND021 growth-anchor."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.rule import Bad, Change, Context, Finding, Good, Repair, Rule, Text

_NATIONAL, _LOCAL = "国内生产总值", "地区生产总值"
_SYNC = compiled(
    rf"[与同高快和](?:于)?(?:全省|全市|全区|全县)?({_NATIONAL}|{_LOCAL})(?:的)?(?:增长|增速)"
)
# What a place promises of its own product: its growth, its size, what is measured by it.
_OWN = compiled(
    rf"(?:[与同高快和占](?:于)?|人均|单位|万元|^|(?<=[，。；、全省市区县]))(?:全省|全市|全区|全县)?({_NATIONAL})"
    r"(?=的?(?:增长|增速|基本同步|同步|比重|比例|比率|能耗|能源|用水|二氧化碳|碳排放|建设用地|\(GDP|（GDP|年均|达到?|力争|突破|总量|保持|\d))"
)
_OTHERS = compiled(r"全国|我国|国家|中国|世界|全球|各国|发达")
_TABLE = (
    "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 老年人养老金年均增长 | 与{}增长基本同步 | 预期性 |"
)


class GrowthAnchor(Rule):
    """地方规划的增长目标参照“地区生产总值”，“国内生产总值”是全国的数；全国规划相反。"""

    id, name, severity = "IND021", "growth-anchor", Severity.INFO
    zh = "{level}规划里的“{have}”应为“{want}”：国内生产总值指全国，地区生产总值指各地。"
    en = (
        "in {level} plan {have} should be {want}: the former is the nation's, the latter a place's."
    )
    why_en = "国内生产总值 in a local plan, 地区生产总值 in a national one, as what a target is measured by."
    source = "国家统计局《地区生产总值统一核算改革方案》后的统一名称"
    fixable = "unsafe"
    good = (
        Good(_TABLE.format(_LOCAL)),
        Good("我国国内生产总值突破一百万亿元，为发展养老服务打下基础。", note="说的是全国"),
        Good("银发经济增加值占全国国内生产总值的比重稳步提高。"),
    )
    bad = (
        Bad(_TABLE.format(f"〔[{_NATIONAL}]〕")),
        Bad("老年人养老金待遇与〔[国内生产总值]〕增长保持同步。"),
        Bad("到2030年，全区〔[国内生产总值]〕年均增长6%。"),
        Bad("银发经济增加值占〔[国内生产总值]〕的比重达到10%。"),
        Bad("到2030年，人均〔[国内生产总值]〕达到12万元。"),
        Bad(
            "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 〔[国内生产总值]〕年均增长 | 6% | 预期性 |"
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Look at the rows of the tables and at what growth is set against in the text."""
        level = ctx.draft.region.level
        if not level:
            return
        wrong, right = (_LOCAL, _NATIONAL) if level == "national" else (_NATIONAL, _LOCAL)
        for span in self._places(ctx, wrong):
            said = Text(f"改为“{right}”", f"write {right}")
            yield self.report(
                span,
                repair=Repair((Change(span, right),), said, safe=False),
                level=Text("全国", "a national")
                if level == "national"
                else Text("地方", "a local"),
                have=wrong,
                want=right,
            )

    def _places(self, ctx: Context, wrong: str) -> Iterator[Span]:
        folded = ctx.source.folded
        for row in ctx.draft.indicators:
            spans = [row.span] if wrong in row.name and not _OTHERS.search(row.name) else []
            spans += [row.target.span] if row.target is not None else []
            for start, end in spans:
                at = folded.find(wrong, start, end)
                if at >= 0:
                    yield Span(at, at + len(wrong))
        for flow in ctx.wording.ahead.all:
            if wrong not in flow.text:
                continue
            own = _SYNC if wrong == _LOCAL else _OWN
            for match in own.finditer(flow.text):
                if match[1] == wrong and not _told_of_others(flow.text, match.start()):
                    yield flow.span(*match.span(1))


def _told_of_others(text: str, at: int) -> bool:
    """Whether a sentence speaks of the nation or the world, not of the place."""
    start = max(text.rfind(c, 0, at) for c in "。；") + 1
    stop = min((i for i in (text.find(c, at) for c in "。；") if i >= 0), default=len(text))
    return _OTHERS.search(text, start, stop) is not None
