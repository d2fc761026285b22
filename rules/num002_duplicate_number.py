"""NUM002 duplicate-number."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text

from ._renumbering import faults_with_repairs


class DuplicateNumber(Rule):
    """同一级的两个标题用了同一个序号，引用时无法区分。"""

    id, name, severity, fixable = "NUM002", "duplicate-number", Severity.ERROR, "unsafe"
    zh = "序号“{found}”与前一标题“{title}”重复，请重新编号。"
    en = "the number {found!r} repeats that of the heading {title!r} before; renumber."
    why_en = "Two siblings carry the same number, so that a reference to it is ambiguous."
    source = "GB/T 9704-2012 7.3.3 结构层次序数"
    good = (
        Good(
            "（一）建设\n1. 设施。抓好。\n2. 队伍。抓好。\n（二）服务\n1. 助餐。抓好。\n2. 助浴。抓好。",
            note="换了上级标题，重新从一编号",
        ),
    )
    bad = (
        Bad(
            "（一）建设设施\n做好建设。\n〔[（一）]〕培养人才\n做好培养。\n（二）强化监管\n做好监管。"
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report the second of two equal numbers, with the first beside it."""
        for part in ctx.draft.outline.parts:
            for fault, repair in faults_with_repairs(ctx, part, "duplicate"):
                if fault.previous is not None:
                    marker, first = fault.section.marker, fault.previous
                    yield self.report(
                        marker.span,
                        Also(
                            first.marker.span,
                            Text("先用这个序号的标题", "the first heading with this number"),
                        ),
                        repair=repair,
                        found=marker.text,
                        title=first.title,
                    )
