"""IND002 missing-expected-indicator."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.quantity import shown

from ._indicators import carries_out, clause, share_hint, unanswered, words_only

_UNMARKED = Text(
    "缺少上级规划的指标“{name}”（{target}，未标属性），表中和正文都没有给出数值。请补上或说明不设的理由{share}。",
    "the parent's indicator {name!r} ({target}, no attribute given) has no value in tables or text; add it or say why not{share}.",
)
_PARENT = "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 社区老年助餐服务覆盖率 | 90% | 预期性 |"
_OTHER = "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 养老护理员培训人次 | 300人次 | 预期性 |"


class MissingExpectedIndicator(Rule):
    """上级规划的预期性指标在草案中没有数值。预期性指标不作硬性考核，但不承接应当有理由。

    实施方案、行动计划、若干措施不必逐项承接，只作提示。
    """

    id, name, severity = "IND002", "missing-expected-indicator", Severity.WARNING
    needs = "parent"
    zh = "缺少上级规划的预期性指标“{name}”（{target}），表中和正文都没有给出数值。请补上或说明不设的理由{share}。"
    en = "the parent's expected indicator {name!r} ({target}) has no value in tables or text; add it or say why not{share}."
    why_en = "The parent's expected indicators are not assessed, but leaving one out should have a reason."
    source = "国发〔2005〕33号；规划衔接审核的惯例"
    good = (
        Good(_PARENT.replace("90%", "92%"), parent=_PARENT),
        Good(
            "（一）主要目标\n社区老年助餐服务更加方便。\n（二）主要任务\n做好服务。",
            parent=_PARENT,
            note="有文字表述而没有数值的，由 IND005 提示",
        ),
    )
    bad = (
        Bad(
            _OTHER.replace("| 指标 | 2030年 | 属性 |", "| 〔[指标 | 2030年 | 属性]〕 |"),
            parent=_PARENT,
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report the parent's rows that bind nobody; those spoken of in words are IND005's."""
        for pair in unanswered(ctx, binding=False):
            if words_only(pair) is not None:
                continue
            yield self.report(
                pair.nearest,
                clause(pair, ctx),
                text=None if pair.parent.attribute else _UNMARKED,
                severity=Severity.INFO if carries_out(ctx.draft) else None,
                name=pair.parent.name,
                target=shown(pair.plan.source, pair.parent.target, pair.parent.unit),
                share=share_hint(pair),
            )
