"""TOC004 toc-marker-differs."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.contents import (
    Contents,
    Entry,
    Head,
    marker_form,
    usual_forms,
)
from planlint.syntax.numerals import chinese

from ._numbering import numbering, renumbered

TOC = "目录\n一、总体要求\n二、主要任务\n{}助餐\n{}助浴\n三、保障措施\n"
BODY = "一、总体要求\n坚持公益。\n二、主要任务\n（一）助餐\n做好助餐。\n{}助浴\n做好助浴。\n三、保障措施\n加强领导。"


class TocMarkerDiffers(Rule):
    """目录与正文用字相同，序号的写法不同，如目录用“(一)”、正文用“（一）”。以正文多数标题的写法为准。"""

    id, name, severity, fixable = "TOC004", "toc-marker-differs", Severity.INFO, "safe"
    zh = "目录序号“{found}”与正文的写法“{right}”不一致（共 {count} 处），请统一。"
    en = "the table of contents has {found!r} where the text has {right!r} ({count} in all)."
    why_en = (
        "An entry of the table of contents has the words of its heading and another form of marker,"
        " such as half-width brackets. The form that most headings have is right."
    )
    source = "GB/T 9704-2012 7.3.3；一文之内写法应当统一"
    good = (
        Good(TOC.format("（一）", "（二）") + BODY.format("（二）"), whole=True),
        Good(
            TOC.format("（一）", "（二）") + BODY.format("(二)"),
            whole=True,
            note="正文中的个别写法另报",
        ),
    )
    bad = (
        Bad(TOC.format("〔[(一)]〕", "(二)") + BODY.format("（二）"), whole=True),
        Bad(TOC.format("（一）", "〔[(二)]〕") + BODY.format("（二）"), whole=True),
        Bad(TOC.format("〔[1.]〕", "2.") + BODY.format("（二）"), whole=True, note="另一种序号"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """One finding a document, with all entries whose marker has another form."""
        contents = ctx.wording.contents
        if contents is None:
            return
        wrong = list(_wrong(ctx, contents))
        if not wrong:
            return
        (first, right), *rest = wrong
        yield self.report(
            first,
            *(Also(e, Text("同样的写法", "the same form")) for e, _ in rest),
            repair=Repair(
                tuple(Change(span, text) for span, text in wrong),
                Text(f"目录序号改为“{right}”的写法", f"write {right!r}"),
                safe=True,
            ),
            found=ctx.source[first],
            right=right,
            count=len(wrong),
        )


def _wrong(ctx: Context, contents: Contents) -> Iterator[tuple[Span, str]]:
    """Where a marker of the table has another form, and how it should read."""
    usual = usual_forms(contents.part)
    inverted = {i.section.marker.span for i in numbering(ctx, contents.part).inversions}
    for entry, head in contents.same:
        right = _right(entry, head, usual)
        if right and head.marker and head.marker.span not in inverted and entry.marker:
            yield entry.marker.span, right


def _right(entry: Entry, head: Head, usual: dict[str, str]) -> str:
    """The marker that an entry should have; empty where it has it."""
    ours, theirs = entry.marker, head.marker
    if ours is None or theirs is None:
        return ""
    form = usual[theirs.kind]
    if marker_form(ours) == form or (ours.kind == theirs.kind and ours.number != theirs.number):
        return ""
    if marker_form(theirs) == form:
        return renumbered(theirs, theirs.number)
    return form.replace("0", str(theirs.number)).replace("一", chinese(theirs.number))
