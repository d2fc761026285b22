"""IND003 weaker-target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planlint.diagnostic import Severity
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.quantity import shown

from ._indicators import ALLOCATED, NOTHING, Said, answers, clause

if TYPE_CHECKING:
    from planlint.compare import IndicatorPair

_TOO_HIGH = Text(
    "“{name}”的目标 {have} 高于上级规划的 {want}，这一指标越低越好。请降到不高于上级要求{hint}。",
    "{name!r}: the target {have} is above the parent's {want}, and lower is better; lower it{hint}.",
)
_OPEN = Text(
    "“{name}”上级规划为 {want}，草案为 {have}，只差在是否包含这个数。请核对符号{hint}。",
    "{name!r}: the parent has {want}, the draft {have}: only the open bound differs; check it{hint}.",
)
_SOFTER = Text(
    "“{name}”的目标“{have}”弱于上级规划的“{want}”。请按上级要求表述{hint}。",
    "{name!r}: the target {have!r} is weaker than the parent's {want!r}; say what the parent says{hint}.",
)
_HERE = Text("此处也低于上级要求", "here it falls short, too")
_PARENT = "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 特殊困难老年人探访关爱率 | 97% | 约束性 |"

_STEPS = "| 指标 | 2025年 | 2028年 | 2030年 | 属性 |\n|---|---|---|---|---|\n| 特殊困难老年人探访关爱率 | 90% | 93% | 97% | 约束性 |"


class WeakerTarget(Rule):
    """草案的目标低于上级规划的要求。比率、水平、增速按指标的好坏方向比较；人数、户数等总量由各地分担，不作比较。

    分解到各地的指标（能耗、森林覆盖率、城镇化率等）最高只报警告。
    """

    id, name, severity = "IND003", "weaker-target", Severity.ERROR
    needs = "parent"
    zh = "“{name}”的目标 {have} 低于上级规划的 {want}。请提高到不低于上级要求{hint}。"
    en = "{name!r}: the target {have} is below the parent's {want}; raise it{hint}."
    why_en = "Rates, levels and growth compare with direction; counts are shares and never compare."
    source = "国发〔2005〕33号：下级政府规划服从上级政府规划"
    good = (
        Good(
            "（一）主要目标\n特殊困难老年人探访关爱率不低于97%。\n（二）任务\n做好服务。",
            parent=_PARENT,
        ),
        Good(_PARENT.replace("97%", "99%"), parent=_PARENT, note="高于上级"),
        Good(
            "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 家庭适老化改造户数 | 300户 | 约束性 |",
            parent="| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 家庭适老化改造户数 | 1万户 | 约束性 |",
            note="总量是分担关系",
        ),
        Good(
            "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 跌倒发生率 | 2% | 预期性 |",
            parent="| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 跌倒发生率 | 3% | 预期性 |",
            note="越低越好",
        ),
        Good(
            "| 指标 | 2028年 | 2030年 | 属性 |\n|---|---|---|---|\n| 特殊困难老年人探访关爱率 | 93% | 97% | 约束性 |",
            parent=_STEPS,
            note="逐年比较",
        ),
    )
    bad = (
        Bad(_PARENT.replace("97%", "〔[90%]〕"), parent=_PARENT),
        Bad(
            "| 指标 | 2028年 | 2030年 | 属性 |\n|---|---|---|---|\n| 特殊困难老年人探访关爱率 | 〔[90%]〕 | 97% | 约束性 |",
            parent=_STEPS,
            note="2028年低于上级的2028年",
        ),
        Bad(
            "（一）主要目标\n〔[特殊困难老年人探访关爱率不低于90%]〕。\n（二）任务\n做好服务。",
            parent=_PARENT,
        ),
        Bad(
            "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 跌倒发生率 | 〔[5%]〕 | 预期性 |",
            parent="| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 跌倒发生率 | 3% | 预期性 |",
            note="越低越好",
        ),
        Bad(
            "（一）主要目标\n特殊困难老年人〔[探访关爱率达到90%]〕。\n（二）任务\n做好服务。".replace(
                "特殊困难老年人〔[", "〔[特殊困难老年人"
            ),
            parent=_PARENT,
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Judge the row of the draft's table and every number in its text."""
        for pair in ctx.comparison.indicators if ctx.comparison else ():
            short = [s for s in answers(pair) if s.verdict.kind in ("weaker", "open-bound")]
            if pair.settled:  # the table keeps the sign; the text may say it loosely
                short = [s for s in short if s.verdict.kind == "weaker"]
            # One indicator is one finding: the worst place, the others beside it.
            short.sort(key=lambda s: s.verdict.kind != "weaker")
            if short:
                others = (Also(s.at, _HERE) for s in short[1:] if s.verdict.kind == "weaker")
                yield self._weaker(ctx, pair, short[0], tuple(others))

    def _weaker(
        self,
        ctx: Context,
        pair: IndicatorPair,
        said: Said,
        others: tuple[Also, ...],
    ) -> Finding:
        open_bound = said.verdict.kind == "open-bound"
        severity = self.severity if pair.parent.binding else Severity.WARNING
        # An allocation, or another denominator, may justify it.
        if pair.concept.allocated or any(pair.drift(said.name)):
            severity = Severity.WARNING
        if open_bound:
            severity = Severity.INFO
        unit = pair.draft.unit if pair.draft is not None else pair.parent.unit
        return self.report(
            said.at,
            clause(pair, ctx),
            *others,
            text=_OPEN if open_bound else _wording(said),
            severity=severity,
            name=pair.parent.name,
            have=shown(ctx.source, said.have, unit),
            want=shown(pair.plan.source, said.want, pair.parent.unit),
            hint=ALLOCATED if pair.concept.allocated else NOTHING,
        )


def _wording(said: Said) -> Text | None:
    """How a weaker number is said: words are weaker, a number is below, or above the parent's."""
    want, have = said.want, said.have
    if want is None or want.value is None or have.value is None:
        return _SOFTER
    return _TOO_HIGH if want.value < have.value else None
