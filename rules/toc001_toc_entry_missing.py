"""TOC001 toc-entry-missing."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.contents import Entry, Head

from ._toc import in_groups, inversions, label

TOC = "目录\n一、总体要求\n（一）思路\n（二）目标\n二、主要任务\n{}三、保障措施\n"
BODY = "一、总体要求\n（一）思路\n坚持公益。\n（二）目标\n扩大供给。\n二、主要任务\n（一）助餐\n做好助餐。\n{}三、保障措施\n加强领导。"


class TocEntryMissing(Rule):
    """正文有这个标题，目录里却没有；目录只列到哪一级，就只核对到哪一级。

    某个标题下的小标题目录一概没有列出的，不算遗漏。
    """

    id, name, severity, fixable = "TOC001", "toc-entry-missing", Severity.WARNING, "unsafe"
    zh = "目录中缺少“{heading}”（共缺 {count} 条），请补入目录，或重新生成目录。"
    en = "the table of contents lacks {heading!r} ({count} in all); add it or make the table anew."
    why_en = (
        "The text has a heading of a level that the table of contents lists, and the table does not"
        " have it. Levels and groups that the table leaves out altogether are not missing."
    )
    source = "核稿惯例（目录与正文逐条一致）"
    good = (
        Good(
            TOC.format("（一）助餐\n（二）助浴\n") + BODY.format("（二）助浴\n做好助浴。\n"),
            whole=True,
        ),
        Good(
            "目录\n一、总体要求\n二、主要任务\n三、保障措施\n"
            + BODY.format("（二）助浴\n做好助浴。\n"),
            whole=True,
            note="目录只列一级标题",
        ),
        Good(
            TOC.format("") + BODY.format("（二）助浴\n做好助浴。\n"),
            whole=True,
            note="第二章的小标题目录一概不列",
        ),
    )
    bad = (
        Bad(TOC.format("（一）助餐\n") + BODY.format("（二）〔[助浴]〕\n做好助浴。\n"), whole=True),
        Bad(
            "目录\n一、总体要求………1\n二、主要任务………3\n\n一、总体要求\n坚持公益。\n二、主要任务\n做好助餐。\n三、〔[保障措施]〕\n加强领导。",
            whole=True,
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report the headings that have no entry though their siblings do."""
        contents = ctx.wording.contents
        if contents is None:
            return
        inverted = inversions(ctx, contents.part)
        for group in in_groups([m for m in contents.missing if m[0].span not in inverted]):
            (head, before), *rest = group
            yield self.report(
                head.title_span,
                *(Also(h.title_span, Text("目录中同样没有", "not there either")) for h, _ in rest),
                repair=None if rest else _insertion(ctx, head, before),
                heading=label(head),
                count=len(group),
            )


def _insertion(ctx: Context, head: Head, before: Entry | None) -> Repair | None:
    """A line after the entry before, decorated as that is; none where lines have page numbers."""
    toc = ctx.draft.toc
    if before is None or toc is None or before.marker is None or head.marker is None:
        return None
    text = ctx.source.text
    if text[before.title_span.end : before.span.end].strip("* \t"):
        return None
    start = next((e.span.start for e in toc.entries if e.span.start > before.span.start), None)
    separator = text[before.span.end : start] if start else "\n"
    if separator.strip():
        return None
    lead = text[before.span.start : before.marker.span.start]
    gap = text[before.marker.span.end : before.title_span.start]
    line = f"{separator}{lead.replace('*', '')}{head.marker.text}{gap}{head.title}"
    place = Span(before.span.end, before.span.end)
    return Repair(
        (Change(place, line),), Text("补入目录", "add it to the table of contents"), safe=False
    )
