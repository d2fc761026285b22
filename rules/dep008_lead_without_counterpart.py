"""DEP008 lead-without-counterpart."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Also, Bad, Context, Finding, Good, Rule
from planlint.semantics.departments import renames

from ._indicators import quoted

_PARENT = (
    "（一）发展社区助餐\n办好老年食堂。（市民政局牵头，市财政局、市商务局配合）\n"
    "（二）培育服务队伍\n做好培训。（市人力资源社会保障局牵头，市民政局配合）"
)
_DRAFT = (
    "（一）发展社区助餐\n办好老年食堂。（区民政局牵头，区财政局、区商务局配合）\n"
    "（二）培育服务队伍\n做好培训。（{}）"
)


class LeadWithoutCounterpart(Rule):
    """上级规划某项任务的牵头部门，在草案对应任务的责任单位里没有对应的部门。任务往下落实时，少了业务上对口的单位。

    本级没有对口机构的（通信管理、金融监管等）不在此列；机构合并的，按名称相近处理。
    """

    id, name, severity = "DEP008", "lead-without-counterpart", Severity.INFO
    needs = "parent"
    zh = "上级规划的同一项任务由“{lead}”牵头，这里的责任单位中没有与它对口的单位。请核对是否漏列。"
    en = "{lead} leads this task in the parent; no unit here corresponds to it. Check whether one was left out."
    why_en = "The body that leads the parent's task has no counterpart among the units of the draft's matching task."
    source = "规划衔接审核的惯例：任务、责任一并承接"
    good = (
        Good(_DRAFT.format("区人力资源社会保障局牵头，区民政局配合"), parent=_PARENT),
        Good(
            _DRAFT.format("区民政局牵头，区人社局配合"),
            parent=_PARENT,
            note="有对口单位，只是不牵头",
        ),
    )
    bad = (
        Bad(
            _DRAFT.format("区民政局牵头，区财政局配合").replace(
                "（区民政局牵头，区财政局配合）", "〔[（区民政局牵头，区财政局配合）]〕"
            ),
            parent=_PARENT,
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report tasks of the same heading, once each."""
        for pair in ctx.comparison.owners if ctx.comparison else ():
            if pair.missing and pair.answer is not None:
                if ctx.runs("DEP001") and any(
                    d.text[1:] in renames()[0] for d in pair.answer.members
                ):
                    continue  # the counterpart may stand there under its former name
                clause = Also(
                    pair.clause.span, quoted(pair.clause.text, pair.plan, ctx), pair.plan.source
                )
                yield self.report(
                    pair.answer.span, clause, lead="、".join(d.text for d in pair.missing)
                )
