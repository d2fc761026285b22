"""TOC002 toc-entry-orphan."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.contents import Entry

from ._toc import MOST, label, lost_numbers

TOC = "目录\n一、总体要求\n二、主要任务\n（一）助餐\n（二）助浴\n{}三、保障措施\n"
BODY = "一、总体要求\n坚持公益。\n二、主要任务\n（一）助餐\n做好助餐。\n（二）助浴\n做好助浴。\n三、保障措施\n加强领导。"


class TocEntryOrphan(Rule):
    """目录里有这一条，正文却没有相应的标题，多是正文删改后目录没有更新。

    “前言”“附件”等不编号的条目不核对。
    """

    id, name, severity = "TOC002", "toc-entry-orphan", Severity.WARNING
    zh = "目录中的“{entry}”在正文中没有对应的标题（共 {count} 条），请核对正文，或从目录中删去。"
    en = "the entry {entry!r} has no heading in the text ({count} in all); check the text or delete it."
    why_en = (
        "The table of contents lists what the text does not have: a section was cut or renamed and"
        " the table was not updated. Entries without numbers are not looked at."
    )
    source = "核稿惯例（目录与正文逐条一致）"
    good = (
        Good(TOC.format("") + BODY, whole=True),
        Good(
            "目录\n前言\n一、总体要求\n二、主要任务\n三、保障措施\n附件：名词解释\n\n前言\n制定本规划。\n"
            + BODY,
            whole=True,
            note="前言和附件",
        ),
        Good(
            TOC.format("") + BODY.replace("（二）助浴\n", "（二）助浴。"),
            whole=True,
            note="标题与正文接排",
        ),
    )
    bad = (Bad(TOC.format("〔[（三）助医]〕\n") + BODY, whole=True),)

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report entries without a heading, those below an entry together with it."""
        contents = ctx.wording.contents
        if contents is None or not contents.orphans:
            return
        lost = lost_numbers(ctx, contents)
        groups = [g for g in _families(contents.orphans) if (g[0].kind, g[0].number) not in lost]
        if len(groups) > MOST:
            groups = [[e for g in groups for e in g]]
        for first, *rest in groups:
            start = first.marker.span.start if first.marker else first.title_span.start
            yield self.report(
                first.title_span._replace(start=start),
                *(Also(e.title_span, Text("正文中同样没有", "not there either")) for e in rest),
                entry=label(first),
                count=1 + len(rest),
            )


def _families(orphans: tuple[Entry, ...]) -> list[list[Entry]]:
    """Orphans with those that stand below them in the table."""
    found: list[list[Entry]] = []
    for entry in orphans:
        if found and entry.level > found[-1][0].level > 0:
            found[-1].append(entry)
        else:
            found.append([entry])
    return found
