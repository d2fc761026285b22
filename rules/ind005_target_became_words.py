"""IND005 target-became-words."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Bad, Context, Finding, Good, Rule
from planlint.semantics.quantity import shown

from ._indicators import clause, share_hint, unanswered, words_only

_PARENT = "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 社区老年助餐服务覆盖率 | 90% | 预期性 |"
_OTHER = (
    "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 社区老年助餐服务覆盖率 | 〔[稳步提高]〕 | 预期性 |"
)


class TargetBecameWords(Rule):
    """上级规划给出了数值，草案说的是同一件事，却只有文字表述（“稳步提高”“应保尽保”）。没有数值就无法考核，也看不出是否低于上级。

    约束性指标没有数值的，由 IND001 提示。
    """

    id, name, severity = "IND005", "target-became-words", Severity.WARNING
    needs = "parent"
    zh = (
        "“{name}”上级规划定为 {target}，草案只有文字表述，没有数值。请写明可以考核的目标值{share}。"
    )
    en = "{name!r}: the parent sets {target}, the draft has words only; give a number that can be checked{share}."
    why_en = "The parent has a number, the draft speaks of the same thing in words only: nothing to assess."
    source = "国发〔2005〕33号；规划衔接审核的惯例"
    good = (
        Good(
            "（一）主要目标\n社区老年助餐服务覆盖率达到92%。\n（二）主要任务\n做好服务。",
            parent=_PARENT,
        ),
        Good(
            "（一）主要目标\n社区老年助餐服务更加方便。\n（二）主要任务\n做好服务。",
            parent=_PARENT.replace("90%", "稳步提高"),
            note="上级规划也没有数值",
        ),
    )
    bad = (
        Bad(
            "（一）主要目标\n稳步提高〔[社区老年助餐服务覆盖率]〕。\n（二）主要任务\n做好服务。",
            parent=_PARENT,
        ),
        Bad(_OTHER, parent=_PARENT),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report the parent's expected numbers that the draft answers in words."""
        for pair in unanswered(ctx, binding=False):
            words = words_only(pair)
            if words is not None:
                yield self.report(
                    words,
                    clause(pair, ctx),
                    name=pair.parent.name,
                    target=shown(pair.plan.source, pair.parent.target, pair.parent.unit),
                    share=share_hint(pair),
                )
