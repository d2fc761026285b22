"""IND006 count-not-allocated."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Bad, Context, Finding, Good, Rule
from planlint.semantics.quantity import shown

from ._indicators import clause

_PARENT = (
    "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 特殊困难老年人家庭适老化改造户数 | 1万户 | 约束性 |"
)


class CountNotAllocated(Rule):
    """上级规划定了总量（人数、户数、床位数），草案的指标表里有这一行，却没有填本级的数。总量要分解到各地，不填等于没有承接。"""

    id, name, severity = "IND006", "count-not-allocated", Severity.WARNING
    needs = "parent"
    zh = "“{name}”上级规划的总量是 {target}，草案的表里有这一行而没有数。请填写本级承担的数量。"
    en = (
        "{name!r}: the parent's total is {target}, the draft's row has no number; state your share."
    )
    why_en = "The parent sets a total, the draft's table has the row but no number of its own."
    source = "规划衔接审核的惯例：总量指标须逐级分解"
    good = (Good(_PARENT.replace("1万户", "300户"), parent=_PARENT),)
    bad = (
        Bad(_PARENT.replace("1万户", "〔[按上级下达任务完成]〕"), parent=_PARENT),
        Bad(_PARENT.replace("1万户", "〔[—]〕"), parent=_PARENT),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report the rows of totals that say nothing."""
        for pair in ctx.comparison.indicators if ctx.comparison else ():
            row = pair.draft
            if row is not None and pair.unallocated:
                yield self.report(
                    row.target.span if row.target is not None else row.span,
                    clause(pair, ctx),
                    name=pair.parent.name,
                    target=shown(pair.plan.source, pair.parent.target, pair.parent.unit),
                )
