"""TGT001 text-target-missing."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Bad, Context, Finding, Good, Rule

from ._commitments import clause, sentence

_PARENT = "各区至少建成2所失能老年人照护中心。"


class TextTargetMissing(Rule):
    """上级规划的正文对各区、各县或者每一级都提了量化要求（“各区至少建成2所”“市、区两级……不低于15%”），草案没有对应的数。

    上级自己承担的总量不在此列。
    """

    id, name, severity = "TGT001", "text-target-missing", Severity.WARNING
    needs = "parent"
    zh = "上级规划对“{bound}”提出的量化要求没有回应：“{about}”。请写明本级的数。"
    en = "no answer to what the parent asks of {bound!r}: {about!r}; state your own number."
    why_en = (
        "A number that the parent's text lays on this level or on every level has no counterpart."
    )
    source = "规划衔接审核的惯例：正文中的量化任务同样须承接"
    good = (
        Good("全区建成3所失能老年人照护中心。", parent=_PARENT),
        Good("每年组织跨部门综合演练。", parent="各区每年至少组织1次跨部门综合演练。"),
        Good("各村配备养老护理指导员。", parent="每个行政村至少配备1名养老护理指导员。"),
        Good("做好服务。", parent="全市建成20所失能老年人照护中心。", note="全市的总量"),
        Good(
            "在东河、柳湾、北关3个片区，再创建东河、柳湾2处示范阅读书屋。",
            parent="完善阵地，每个区、县至少建成2处示范阅读书屋。",
            note="写明了具体地点",
        ),
        Good(
            "每年举办读书节、合唱比赛、秧歌会等群众文化活动20场以上。",
            parent="各区每年组织群众文化活动不少于12场。",
        ),
        Good(
            "建成新型公共文化空间3个。",
            parent="建设书房、驿站等新型公共文化空间40个，每个区至少建成2个。",
        ),
    )
    bad = (
        Bad(
            "〔[（一）做好应急]〕\n组织跨部门综合演练。\n（二）培育队伍\n做好培训。",
            parent="（一）做好应急\n各区每年至少组织1次跨部门综合演练。\n（二）其他\n做好服务。",
            note="次数没有了",
        ),
        Bad(
            "〔[（一）建强队伍]〕\n配备养老护理指导员。\n（二）完善设施\n做好服务。",
            parent="（一）建强队伍\n每个行政村至少配备1名养老护理指导员。\n（二）其他\n做好服务。",
        ),
        Bad(
            "〔[（一）发展失能照护]〕\n做好服务。\n（二）培育队伍\n做好培训。",
            parent=f"（一）发展失能照护\n{_PARENT}\n（二）其他\n做好服务。",
        ),
        Bad(
            "〔[（一）丰富文化生活]〕\n办好群众文化活动，建设托育服务中心3个。\n（二）培育队伍\n做好培训。",
            parent="（一）丰富文化生活\n各区每年组织群众文化活动不少于12场。\n（二）其他\n做好服务。",
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report what is laid on the levels below and found nowhere in the draft."""
        for pair in ctx.comparison.commitments if ctx.comparison else ():
            if pair.parent.bound and pair.draft is None and not pair.elsewhere:
                yield self.report(
                    pair.nearest,
                    sentence(pair, ctx),
                    bound=pair.parent.bound,
                    about=clause(pair.parent),
                )
