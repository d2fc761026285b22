"""IND018 weaker-than-predecessor."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.quantity import shown

from ._indicators import answers, row_text

_TABLE = "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 特殊困难老年人探访关爱率 | {} | 约束性 |"
# Growth slows, and each period has its own reduction to make: those are no step back.
_COMPARED = ("rate", "level", "ratio")


class WeakerThanPredecessor(Rule):
    """新一期规划的目标还不如上一期。用 `--predecessor` 给出上一期规划时检查。

    增速、累计降幅和人数、产量等总量各期不同，不作比较；分解到各地的指标也不比较。
    """

    id, name, severity = "IND018", "weaker-than-predecessor", Severity.WARNING
    needs = "predecessor"
    zh = "“{name}”的目标 {have} 不如上一期规划的 {want}。请核对，确需下调的说明理由。"
    en = "{name!r}: the target {have} is worse than the last period's {want}; check it or give a reason."
    why_en = "The new period's target is worse than the last period's. Growth, reductions and totals are not compared."
    source = "规划衔接审核的惯例：新一期目标不倒退"
    good = (
        Good(_TABLE.format("100%"), predecessor=_TABLE.format("95%")),
        Good(
            _TABLE.format("7%").replace("特殊困难老年人探访关爱率", "养老服务业增加值年均增长"),
            predecessor=_TABLE.format("9%").replace(
                "特殊困难老年人探访关爱率", "养老服务业增加值年均增长"
            ),
            note="增速可以放缓",
        ),
    )
    bad = (Bad(_TABLE.format("〔[90%]〕"), predecessor=_TABLE.format("95%")),)

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Judge what compares from one period to the next."""
        for pair in ctx.since.indicators if ctx.since else ():
            concept = pair.concept
            if concept.kind not in _COMPARED or concept.allocated:
                continue
            for have, at, _, name, verdict, _ in answers(pair):
                if verdict.kind == "weaker" and not any(pair.drift(name)):
                    words = row_text(pair)
                    said = Text(f"上一期规划：{words}", f"the predecessor: {words}")
                    row = pair.draft
                    yield self.report(
                        at,
                        Also(pair.parent.row_span, said, pair.plan.source),
                        name=name,
                        have=shown(ctx.source, have, row.unit if row is not None else ""),
                        want=shown(pair.plan.source, pair.parent.target, pair.parent.unit),
                    )
                    break
