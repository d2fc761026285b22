"""NUM010 lone-child."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from planlint.diagnostic import Severity
from planlint.readers.source import fold
from planlint.rule import Bad, Context, Finding, Good, Rule
from planlint.syntax.ast import Section

from ._numbering import numbering, renumbered


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
            numbers = numbering(ctx, part)
            alone = list(_alone(numbers.flat))
            if not alone:
                continue
            # What another rule of numbering says about a sibling explains the lone one.
            inverted = {i.section.span.start: i.section for i in numbers.inversions}
            wrong = [f.section for f in numbers.faults] + list(inverted.values())
            broken = sorted({s.span.start for s in wrong})
            starts = [s.span.start for s in numbers.flat]
            for parent, child in alone:
                if child.span.start in inverted:
                    continue
                if not _explained(parent, child, broken, starts) and not _glued(ctx, parent, child):
                    marker = child.marker
                    yield self.report(
                        marker.span, found=marker.text, title=child.title, parent=parent.title
                    )


def _alone(flat: Sequence[Section]) -> Iterator[tuple[Section, Section]]:
    """Parents whose only child is an item one that no number two follows: else the count runs on
    through its parents.
    """
    found = []
    later: dict[str, int] = {}  # the next number of each kind
    for at in range(len(flat) - 1, 0, -1):
        child, parent = flat[at].marker, flat[at - 1]
        lone = len(parent.children) == 1 and child.number == 1
        if lone and later.get(child.kind, 0) != 2:
            found.append((parent, flat[at]))
        later[child.kind] = child.number
    yield from reversed(found)


def _explained(
    parent: Section, child: Section, broken: Sequence[int], starts: Sequence[int]
) -> bool:
    """Whether a heading in or right after the parent is wrong itself, by where it begins."""
    first, stop = bisect_right(broken, parent.span.start), bisect_left(broken, parent.span.end)
    if any(at != child.span.start for at in broken[first:stop]):
        return True
    after = bisect_left(starts, parent.span.end)
    return after < len(starts) and broken[stop : stop + 1] == [starts[after]]


def _glued(ctx: Context, parent: Section, child: Section) -> bool:
    """Whether item two stands within a paragraph of the parent."""
    text = ctx.source.folded[child.span.start : parent.span.end]
    following = fold(renumbered(child.marker, 2))
    if following not in text:
        return False
    return re.search(rf"(?<![\d一-十、]){re.escape(following)}(?!\d)", text) is not None
