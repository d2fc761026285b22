"""NUM003 numbering-out-of-order."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Bad, Context, Finding, Good, Rule, Text

from ._numbering import renumbered
from ._renumbering import faults_with_repairs

_SWAPPED = Text(
    "次序颠倒：“{found}”排在了“{previous}”之后。请调换两段或重新编号。",
    "out of order: {found!r} stands after {previous!r}; exchange the two or renumber.",
)


class NumberingOutOfOrder(Rule):
    """序号比前一个同级标题还小，又不是重新起头，多半是段落调换后没有改号。"""

    id, name, severity = "NUM003", "numbering-out-of-order", Severity.ERROR
    fixable = "unsafe"
    zh = "序号倒退：“{previous}”之后应为“{expected}”，实为“{found}”。请核对次序并重新编号。"
    en = "out of order: {expected!r} expected after {previous!r}, {found!r} found. Check the order."
    why_en = "A number smaller than its predecessor's that is not a restart: text was moved, not renumbered."
    source = "GB/T 9704-2012 7.3.3 结构层次序数"
    good = (
        Good("1. 设施。抓好。\n2. 队伍。抓好。\n1. 标准。抓好。\n2. 监管。抓好。", note="另起一组"),
        Good(
            "一、建设\n做好。\n二、保障\n做好。\n\n附件\n\n任务分工表\n\n一、建设任务\n做好。",
            whole=True,
            note="附件重新编号",
        ),
        Good(
            "第一部分 背景\n一、成就\n做好。\n二、挑战\n做好。\n第二部分 任务\n一、建设\n做好。",
            whole=True,
            note="各部分重新编号",
        ),
    )
    bad = (
        Bad(
            "（一）建设\n做好。\n（二）培养\n做好。\n（三）监管\n做好。\n〔[（二）]〕宣传\n做好。\n（五）评估\n做好。"
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report the heading that falls back."""
        for part in ctx.draft.outline.parts:
            for fault, repair in faults_with_repairs(ctx, part, "backward", "swapped"):
                if fault.previous is not None:
                    marker = fault.section.marker
                    yield self.report(
                        marker.span,
                        text=_SWAPPED if fault.kind == "swapped" else None,
                        repair=repair,
                        previous=fault.previous.marker.text,
                        expected=renumbered(marker, fault.expected),
                        found=marker.text,
                    )
