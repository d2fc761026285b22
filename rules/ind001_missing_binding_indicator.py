"""IND001 missing-binding-indicator."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.quantity import shown

from ._indicators import clause, share_hint, unanswered, words_only

_PARENT = "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 特殊困难老年人探访关爱率 | 100% | 约束性 |"
_SPOKEN = Text("草案提到这里，但没有数值", "the draft speaks of it here, without a number")
_OTHER = "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 社区助餐点数量 | 30个 | 预期性 |"


class MissingBindingIndicator(Rule):
    """上级规划的约束性指标须在下级规划中逐项落实，草案的指标表和正文里都没有给出数值的，审查时会退回。"""

    id, name, severity = "IND001", "missing-binding-indicator", Severity.ERROR
    needs = "parent"
    zh = "缺少上级规划的约束性指标“{name}”（{target}），表中和正文都没有给出数值。请补上本级目标{share}。"
    en = "the parent's binding indicator {name!r} ({target}) has no value in tables or text; add it{share}."
    why_en = "Every binding indicator of the parent must have a value in the draft, in a table or in the text."
    source = "国发〔2005〕33号（下级政府规划服从上级政府规划）；约束性指标须分解落实"
    good = (
        Good(
            "（一）主要目标\n特殊困难老年人探访关爱率达到100%。\n（二）主要任务\n做好服务。",
            parent=_PARENT,
            note="正文里有数值",
        ),
        Good(_PARENT, parent=_PARENT),
        Good(
            "（一）主要目标\n经济困难高龄老年人养老补贴和重度失能老年人护理补贴覆盖率均达到100%。\n（二）主要任务\n做好服务。",
            parent="| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 经济困难高龄老年人养老补贴覆盖率 | 100% | 约束性 |",
            note="两项合写",
        ),
        Good(
            "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 县城助餐点覆盖率 | 92% | 约束性 |",
            parent="| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 市区助餐点覆盖率 | 90% | 约束性 |",
            note="各写各的城区",
        ),
    )
    bad = (
        Bad(
            _OTHER.replace("| 指标 | 2030年 | 属性 |", "| 〔[指标 | 2030年 | 属性]〕 |"),
            parent=_PARENT + _OTHER[31:],
        ),
        Bad(
            "（一）主要任务\n做好服务。\n〔[（二）主要目标]〕\n探访关爱特殊困难老年人。",
            parent=_PARENT,
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report what the engine could not pair; a doubtful pair is IND019's business."""
        for pair in unanswered(ctx, binding=True):
            words = words_only(pair)
            spoken = () if words is None else (Also(words, _SPOKEN),)
            yield self.report(
                pair.nearest,
                clause(pair, ctx),
                *spoken,
                name=pair.parent.name,
                target=shown(pair.plan.source, pair.parent.target, pair.parent.unit),
                share=share_hint(pair),
            )
