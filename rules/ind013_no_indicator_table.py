"""IND013 no-indicator-table."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text

from ._indicators import carries_out

_PARENT = "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 特殊困难老年人探访关爱率 | 97% | 约束性 |"


class NoIndicatorTable(Rule):
    """上级规划有指标表，草案没有。没有表，指标的口径、基数、属性无从核对，也难以考核。

    实施方案、行动计划、若干措施常在正文里写目标，只作提示。
    """

    id, name, severity = "IND013", "no-indicator-table", Severity.WARNING
    needs = "parent"
    zh = "上级规划列有 {count} 项指标的指标表，草案没有指标表。请在目标部分列表，写明指标、目标值和属性。"
    en = "the parent has a table of {count} indicators, the draft has none; add one with target and attribute."
    why_en = "Without a table neither scope nor base nor attribute of an indicator can be checked."
    source = "规划衔接审核的惯例"
    good = (Good(_PARENT, parent=_PARENT),)
    bad = (
        Bad(
            "（一）主要任务\n做好服务。\n〔[（二）主要目标]〕\n特殊困难老年人探访关爱率达到97%。",
            parent=_PARENT,
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Any parent with a readable table, a draft with none."""
        if ctx.comparison is None or ctx.draft.indicator_tables:
            return
        parent = next((p.plan for p in ctx.comparison.indicators), None)
        if parent is not None:
            header = parent.indicator_tables[0].header_span
            yield self.report(
                ctx.comparison.nearest,
                Also(header, Text("上级规划的指标表", "the parent's table"), parent.source),
                severity=Severity.INFO if carries_out(ctx.draft) else None,
                count=len(parent.indicators),
            )
