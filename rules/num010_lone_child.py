"""NUM010 lone-child."""

import re
from collections.abc import Iterator, Sequence

from planlint.diagnostic import Severity
from planlint.readers.source import fold
from planlint.rule import Bad, Context, Finding, Good, Rule
from planlint.syntax.ast import Section

from ._numbering import faults, inversions, renumbered


class LoneChild(Rule):
    """一个标题下面只分出一个下级标题。分层意味着至少两项；只有一项，不如并入上级，或者补上漏掉的其他项。

    序号跨节连续编排的，某一节恰好只有一项，不报。
    """

    id, name, severity = "NUM010", "lone-child", Severity.INFO
    zh = "“{parent}”下面只有“{found}{title}”一项。可并入上级标题，或核对是否漏了后面的内容。"
    en = "'{found}{title}' stands alone under {parent!r}; merge it, or check what was lost."
    why_en = (
        "A level with a single item divides nothing: merge it into the heading above, or look for"
        " the items that were lost. Lists that are counted on through their parents are no lone"
        " items."
    )
    source = "核稿惯例（分层至少两项）"
    good = (
        Good("（一）建设设施\n做好建设。\n（二）培养人才\n做好培养。"),
        Good(
            "（一）建设\n1. 设施。抓好。\n（二）服务\n2. 助餐。抓好。\n3. 助浴。抓好。",
            note="跨节连续编号",
        ),
        Good(
            "（一）建设\n1. 设施。抓好落实。2. 队伍。抓好落实。\n（二）服务\n做好。",
            note="第二项粘在段内",
        ),
    )
    bad = (
        Bad("（一）建设\n〔[1.]〕 设施。抓好。\n（二）服务\n做好。"),
        Bad("〔[（一）]〕建设设施\n做好建设。"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report an item one that neither a sibling nor a running count continues."""
        for part in ctx.draft.outline.parts:
            flat = list(part.walk())
            alone = [
                (parent, parent.children[0])
                for at, parent in enumerate(flat)
                if len(parent.children) == 1 and not _goes_on(parent.children[0], flat[at + 2 :])
            ]
            if not alone:
                continue
            # What another rule of numbering says about a sibling explains the lone one.
            broken = [f.section for f in faults(part, ctx.source)]
            broken += [s for s, _, _ in inversions(part)]
            for parent, child in alone:
                if not _explained(parent, child, broken, flat) and not _glued(ctx, parent, child):
                    marker = child.marker
                    yield self.report(
                        marker.span, found=marker.text, title=child.title, parent=parent.title
                    )


def _goes_on(child: Section, rest: Sequence[Section]) -> bool:
    """Whether the next heading of this kind is number two: it counts on through its parents."""
    same = (s.marker.number for s in rest if s.marker.kind == child.marker.kind)
    return child.marker.number != 1 or next(same, 0) == 2


def _explained(
    parent: Section, child: Section, broken: Sequence[Section], flat: Sequence[Section]
) -> bool:
    """Whether a heading in or right after the parent is wrong itself."""
    after = next((s for s in flat if s.span.start >= parent.span.end), None)
    return any(
        s is after or parent.span.start < s.span.start < parent.span.end
        for s in broken
        if s is not child
    )


def _glued(ctx: Context, parent: Section, child: Section) -> bool:
    """Whether item two stands within a paragraph of the parent."""
    text = ctx.source.folded[child.span.start : parent.span.end]
    following = re.escape(fold(renumbered(child.marker, 2)))
    return re.search(rf"(?<![\d一-十、]){following}(?!\d)", text) is not None
