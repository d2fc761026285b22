"""IND010 target-below-baseline."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planlint.diagnostic import Severity
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.quantity import Quantity, shown

from ._indicators import weaker_places

_TABLE = "| 指标 | 2025年 | 2030年 | 属性 |\n|---|---|---|---|\n| {} | {} | {} | 预期性 |"
_NEAR = Decimal("0.85")
_FLOOR = Text(
    "“{name}”的目标 {target} 还不到基期的 {base}（以此为底线的可以不改）。请核对两栏是否填反。",
    "{name!r}: the target {target} is below the base of {base} (fine as a floor); check the two columns.",
)


class TargetBelowBaseline(Rule):
    """目标值比基期（现状）还差：越高越好的指标定低了，越低越好的定高了，多半是两栏填反或者漏了一位。

    人数、产量等总量各年可以不同，只作提示。带“≥”“不低于”的是底线，略低于基期是常例，低得多的才提示；“≤”“控制在”的上限以及增速、
    累计降幅不与基期比较。
    """

    id, name, severity = "IND010", "target-below-baseline", Severity.WARNING
    zh = "“{name}”的目标 {target} 比基期的 {base} 还差。请核对两栏是否填反，或者说明理由。"
    en = "{name!r}: the target {target} is worse than the base of {base}; check the two columns or give a reason."
    why_en = (
        "A target worse than the base-year column: the columns may be swapped, or a digit lost."
    )
    source = "规划衔接审核的惯例：目标不应劣于基期"
    good = (
        Good(_TABLE.format("社区老年助餐服务覆盖率", "70%", "90%")),
        Good(_TABLE.format("养老机构责任事故死亡率", "0.3%", "0.2%"), note="越低越好"),
        Good(_TABLE.format("特殊困难老年人探访关爱率", "100%", "100%")),
        Good(_TABLE.format("养老服务业增加值年均增长", "9%", "7%"), note="增速可以放缓"),
        Good(_TABLE.format("社区老年助餐服务覆盖率", "96.4%", "≥95%"), note="底线"),
        Good(_TABLE.format("养老机构责任事故死亡率", "0.2%", "≤0.3%"), note="上限"),
    )
    bad = (
        Bad(_TABLE.format("社区老年助餐服务覆盖率", "90%", "〔[70%]〕")),
        Bad(_TABLE.format("养老机构责任事故死亡率", "0.2%", "〔[0.3%]〕")),
        Bad(
            _TABLE.format("社区老年助餐服务覆盖率", "96%", "〔[≥70%]〕"),
            note="底线定得太低，只作提示",
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Judge the rows whose two numbers measure one thing and whose better way is known."""
        weaker = {at.start for at in weaker_places(ctx)}  # IND003 says so, with the parent's number
        for row in ctx.draft.indicators:
            target, base = row.target, row.baseline
            if target is None or base is None or {target.kind, base.kind} != {"number"}:
                continue
            if target.span.start in weaker:
                continue
            concept = ctx.concepts.describe(row.name, row.unit)
            if concept.kind in ("growth", "reduction", "") or target.unit != base.unit:
                continue
            if concept.is_share and (not concept.id or concept.allocated):
                continue
            if _worse(target, base, concept.direction) and not _is_usual(target, base):
                bound = target.comparator != "=" or concept.is_share
                yield self.report(
                    target.span,
                    Also(base.span, Text("基期", "the base")),
                    text=_FLOOR if bound else None,
                    severity=Severity.INFO if bound else None,
                    name=row.name,
                    target=shown(ctx.source, target, row.unit),
                    base=shown(ctx.source, base, row.unit),
                )


def _is_usual(target: Quantity, base: Quantity) -> bool:
    """A ceiling above the base (失业率 <5.5), or a floor a little below it, promises no decline."""
    if target.comparator in ("<", "≤", "≈"):
        return True
    value, reached = target.value, base.value
    floor = target.comparator in (">", "≥")
    return floor and value is not None and reached is not None and value >= reached * _NEAR


def _worse(target: Quantity, base: Quantity, direction: str) -> bool:
    if target.value is None or base.value is None or not direction:
        return False
    if direction == "higher":
        return target.value < base.value
    return target.value > base.value
