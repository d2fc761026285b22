"""NUM005 inverted-nesting."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.syntax.ast import Marker

from ._numbering import numbering, renumbered

_SLIP = Text(
    "层次颠倒：“{found}”用了高一级的序号，按前后次序应为“{right}”。请改正。",
    "inverted nesting: {found!r} has the marker of a higher rank; its number goes on with the list"
    " around it, where it should be {right!r}.",
)


class InvertedNesting(Rule):
    """高一级的序号出现在低一级的标题之内（如“（一）”下面出现“一、”），层次颠倒。"""

    id, name, severity = "NUM005", "inverted-nesting", Severity.ERROR
    fixable = "unsafe"
    zh = "层次颠倒：“{found}”的级别高于上面的“{inner}”，却夹在“{inner}”与“{after}”之间。请改用下一级序号。"
    en = "inverted nesting: {found!r} outranks {inner!r} but stands between it and {after!r}; use the next lower marker."
    why_en = "A higher-rank marker stands inside a list of a lower rank, which goes on after it."
    source = "GB/T 9704-2012 7.3.3：“一、”“（一）”“1.”“（1）”依次标注"
    good = (
        Good("（一）建设\n1. 设施。抓好。\n2. 队伍。抓好。\n（二）服务\n1. 助餐。抓好。"),
        Good(
            "一、任务\n（一）助餐\n做好。\n（二）助浴\n做好。\n三、保障\n加强领导。",
            whole=True,
            note="漏了“二、”，是跳号",
        ),
        Good(
            "一、任务\n（一）助餐\n做好。\n二、保障\n加强领导。\n二、附则\n施行。",
            whole=True,
            note="两个“二、”，是重号",
        ),
        Good(
            "（一）建设\n1. 设施。抓好。\n2. 队伍。抓好。\n3. 监管。抓好。\n（二十二）服务\n1. 助餐。抓好。\n2. 助浴。抓好。\n（三）保障\n加强领导。",
            note="“（二十二）”有误，由 NUM001 报",
        ),
    )
    bad = (
        Bad(
            "（一）建设设施\n做好建设。\n〔[一、]〕加大投入\n做好投入。\n（二）培养人才\n做好培养。"
        ),
        Bad(
            "一、任务\n（一）助餐\n做好。\n〔[二、]〕助浴\n做好。\n（三）助医\n做好。\n二、保障\n（一）组织\n做好。\n（二）资金\n做好。\n三、附则\n施行。",
            whole=True,
            note="一处用了高一级的序号",
        ),
        Bad(
            "一、任务\n做好。\n二、保障\n〔[一、]〕组织\n做好。\n（二）资金\n做好。\n三、附则\n施行。",
            whole=True,
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report headings that interrupt a list of a lower rank."""
        for part in ctx.draft.outline.parts:
            for found in numbering(ctx, part).inversions:
                if found.instead_of is not None:
                    yield self._slip(found.section.marker, found.instead_of.marker)
                elif found.before is not None and found.after is not None:
                    yield self.report(
                        found.section.marker.span,
                        found=found.section.marker.text,
                        inner=found.before.marker.text,
                        after=found.after.marker.text,
                    )

    def _slip(self, marker: Marker, neighbour: Marker) -> Finding:
        right = renumbered(neighbour, marker.number)
        repair = Repair(
            (Change(marker.span, right),), Text(f"改为“{right}”", f"write {right!r}"), safe=False
        )
        return self.report(marker.span, text=_SLIP, repair=repair, found=marker.text, right=right)
