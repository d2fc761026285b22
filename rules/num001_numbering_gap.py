"""NUM001 numbering-gap."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Bad, Context, Finding, Good, Rule

from ._numbering import renumbered
from ._renumbering import faults_with_repairs


class NumberingGap(Rule):
    """同级标题的序号跳号，或者第一个标题不从“一”开始，说明漏了一段或改稿后没有重新编号。

    全文连续编号（如各章的“（一）（二）…”一直排到底）不算跳号。
    """

    id, name, severity, fixable = "NUM001", "numbering-gap", Severity.ERROR, "unsafe"
    zh = "序号不连续：此处应为“{expected}”，实为“{found}”。请核对是否漏了内容，或重新编号。"
    en = (
        "numbering gap: {expected!r} expected, {found!r} found. Check for missing text or renumber."
    )
    why_en = (
        "Siblings that skip a number, or do not start at one: a passage was lost or not renumbered."
    )
    source = "GB/T 9704-2012 7.3.3 结构层次序数"
    good = (
        Good("（一）建设设施\n做好建设。\n（二）培养人才\n做好培养。"),
        Good(
            "（一）建设\n1. 设施。抓好。\n2. 队伍。抓好。\n（二）服务\n3. 助餐。抓好。\n4. 助浴。抓好。",
            note="跨节连续编号",
        ),
        Good(
            "（一）建设\n1. 设施。抓好。\n二、队伍。抓好。\n3. 监管。抓好。\n（二）服务\n1. 助餐。抓好。",
            note="“二、”层次有误，由 NUM005 报",
        ),
    )
    bad = (
        Bad(
            "一、总体要求\n坚持公益。\n〔[三、]〕主要任务\n1. 设施。抓好。\n2. 队伍。抓好。\n〔[4.]〕监管。抓好。",
            whole=True,
            note="两处各报一次",
        ),
        Bad("（一）建设设施\n做好建设。\n〔[（三）]〕培养人才\n做好培养。"),
        Bad(
            "第一部分 背景\n坚持。\n第二部分　目标\n坚持。\n〔[第四部分]〕任务\n做好。",
            whole=True,
        ),
        Bad("〔[2.]〕设施建设。抓好落实。\n3. 队伍建设。抓好落实。", note="不从一开始"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report the heading that stands where another number was due."""
        for part in ctx.draft.outline.parts:
            for fault, repair in faults_with_repairs(ctx, part, "gap"):
                marker = fault.section.marker
                yield self.report(
                    marker.span,
                    repair=repair,
                    expected=renumbered(marker, fault.expected),
                    found=marker.text,
                )
