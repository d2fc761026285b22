"""IND007 unit-mismatch."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Bad, Context, Finding, Good, Rule
from planlint.semantics.quantity import shown

from ._indicators import answers, clause

_PARENT = "| 指标 | 单位 | 2030年 | 属性 |\n|---|---|---|---|\n| {} | {} | {} | 约束性 |"
_HOMES = _PARENT.format("困难老年人家庭适老化改造数", "户", "2000")
_TRAINED = _PARENT.format("养老护理员培训人数", "人", "2000")


class UnitMismatch(Rule):
    """同一项指标，上级规划与草案的单位不同：户数写成比例，人数写成人次，总量写成人均。单位不同就无法衔接，也无法汇总。"""

    id, name, severity = "IND007", "unit-mismatch", Severity.WARNING
    needs = "parent"
    zh = "“{name}”的单位与上级规划不同：上级为 {want}，草案“{said}”为 {have}，无法比较。请按上级的单位填报。"
    en = "{name!r}: the parent has {want}, the draft's {said!r} has {have}; the units differ. Use the parent's."
    why_en = "A rate against a count, 人 against 人次, a total against a value per head: nothing to compare or add up."
    source = "规划衔接审核的惯例：名称、口径、单位一致"
    good = (
        Good(_HOMES.replace("2000", "300"), parent=_HOMES),
        Good(_TRAINED.replace("| 人 |", "| 名 |"), parent=_TRAINED, note="人、名同义"),
        Good(_TRAINED.replace("2000", "0.2万"), parent=_TRAINED),
    )
    bad = (
        Bad(_HOMES.replace("| 户 | 2000", "| % | 〔[95]〕"), parent=_HOMES),
        Bad(_TRAINED.replace("| 人 | 2000", "| 人次 | 〔[2000]〕"), parent=_TRAINED),
        Bad(
            "（一）主要目标\n〔[困难老年人家庭适老化改造率达到95%]〕。\n（二）主要任务\n做好服务。",
            parent=_HOMES,
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report an indicator once, at the first answer with another unit."""
        for pair in ctx.comparison.indicators if ctx.comparison else ():
            for have, at, _, name, verdict, _ in answers(pair):
                if verdict.reason == "unit":
                    row = pair.draft
                    yield self.report(
                        at,
                        clause(pair, ctx),
                        name=pair.parent.name,
                        said=name,
                        want=shown(pair.plan.source, pair.parent.target, pair.parent.unit),
                        have=shown(ctx.source, have, row.unit if row is not None else ""),
                    )
                    break
