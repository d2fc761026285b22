"""NUM005 inverted-nesting."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Bad, Context, Finding, Good, Rule

from ._numbering import numbering


class InvertedNesting(Rule):
    """高一级的序号出现在低一级的标题之内（如“（一）”下面出现“一、”），层次颠倒。"""

    id, name, severity = "NUM005", "inverted-nesting", Severity.ERROR
    zh = "层次颠倒：“{found}”的级别高于上面的“{inner}”，却夹在“{inner}”与“{after}”之间。请改用下一级序号。"
    en = "inverted nesting: {found!r} outranks {inner!r} but stands between it and {after!r}; use the next lower marker."
    why_en = "A higher-rank marker stands inside a list of a lower rank, which goes on after it."
    source = "GB/T 9704-2012 7.3.3：“一、”“（一）”“1.”“（1）”依次标注"
    good = (Good("（一）建设\n1. 设施。抓好。\n2. 队伍。抓好。\n（二）服务\n1. 助餐。抓好。"),)
    bad = (
        Bad(
            "（一）建设设施\n做好建设。\n〔[一、]〕加大投入\n做好投入。\n（二）培养人才\n做好培养。"
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report headings that interrupt a list of a lower rank."""
        for part in ctx.draft.outline.parts:
            for section, inner, after in numbering(ctx, part).inversions:
                yield self.report(
                    section.marker.span,
                    found=section.marker.text,
                    inner=inner.marker.text,
                    after=after.marker.text,
                )
