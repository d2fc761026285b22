"""IND019 not-comparable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planlint.diagnostic import Severity
from planlint.rule import Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.quantity import shown

from ._indicators import answers, clause

if TYPE_CHECKING:
    from planlint.compare import IndicatorPair

_PARENT = "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 困难老年人家庭适老化改造率 | 80% | 约束性 |"
_REASONS = {
    "direction": Text("无法判断数值高低的好坏", "it is unknown which way is better"),
    "form": Text("表达方式不同", "they are stated in different ways"),
    "year": Text("两者年份不同", "they are of different years"),
}
_AMBIGUOUS = Text(
    "上级规划的“{name}”（{want}）与草案的{have}都相近，无法确定对应哪一项。请统一指标名称。",
    "the parent's {name!r} ({want}) resembles {have}; use the parent's name.",
)
_FUSED = Text(
    "这张指标表在复制时丢失了分隔，无法读取，未与上级规划对照。请恢复表格。",
    "this table lost its separators when copied and could not be read or compared; restore it.",
)


class NotComparable(Rule):
    """草案的指标与上级规划的指标对应不唯一、表达方式不同或方向不明，planlint 不作判断，只把双方原文列出，请人核对。"""

    id, name, severity = "IND019", "not-comparable", Severity.INFO
    needs = "parent"
    zh = "“{name}”无法与上级规划比较：上级为 {want}，草案为 {have}，{reason}。请人工核对。"
    en = "{name!r} cannot be compared: the parent has {want}, the draft {have}; {reason}. Check by hand."
    why_en = "Ambiguous pairs, different forms, unknown direction: both sides are quoted, nothing is guessed."
    source = "planlint：存疑不猜"
    good = (
        Good(_PARENT, parent=_PARENT),
        Good(_PARENT.replace("80%", "200户"), parent=_PARENT, note="单位不同，由 IND007 提示"),
    )
    bad = (
        Bad(_PARENT.replace("80%", "〔[80%左右]〕"), parent=_PARENT, note="约数"),
        Bad(
            "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 〔[困难老年人家庭改造率]〕 | 80% | 约束性 |\n| 老年人家庭适老化改造率 | 80% | 约束性 |",
            parent=_PARENT,
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report doubt in the pairing, then doubt in the numbers, each indicator once."""
        for table in ctx.draft.indicator_tables:
            if table.fused:
                yield self.report(table.span, text=_FUSED)
        for pair in ctx.comparison.indicators if ctx.comparison else ():
            if pair.how == "ambiguous":
                names = "".join(f"“{c.name}”" for c in pair.candidates)
                yield self.report(
                    min(c.span for c in pair.candidates),
                    clause(pair, ctx),
                    text=_AMBIGUOUS,
                    name=pair.parent.name,
                    want=shown(pair.plan.source, pair.parent.target, pair.parent.unit),
                    have=names,
                )
            else:
                yield from self._numbers(pair, ctx)

    def _numbers(self, pair: IndicatorPair, ctx: Context) -> Iterator[Finding]:
        want = pair.parent.target
        if pair.settled:
            return
        for have, span, _, _, verdict, _ in answers(pair):
            if verdict.kind == "unclear" and verdict.reason in _REASONS:
                row = pair.draft
                in_table = row is not None and row.target is not None and row.target.span == span
                unit = row.unit if row is not None and in_table else ""
                yield self.report(
                    span,
                    clause(pair, ctx),
                    name=pair.parent.name,
                    want=shown(pair.plan.source, want, pair.parent.unit),
                    have=shown(ctx.source, have, unit),
                    reason=_REASONS[verdict.reason],
                )
                return
