"""TOC003 toc-title-differs."""

from collections import Counter
from collections.abc import Iterator, Sequence

from planlint.diagnostic import Severity
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.contents import Contents, Entry, Head

from ._toc import broken, in_groups, label

TOC = "目录\n一、总体要求\n二、主要任务\n（一）{}\n（二）发展助浴服务\n三、保障措施\n"
BODY = "一、总体要求\n坚持公益。\n二、主要任务\n（一）发展助餐服务\n做好助餐。\n（二）发展助浴服务\n做好助浴。\n三、保障措施\n加强领导。"
_SLIP = 2  # characters
_NUMBERS = Text(
    "目录中“{entry}”的序号与正文的“{heading}”不同（共 {count} 处），请更新目录。",
    "the entry {entry!r} has another number than the heading {heading!r} ({count} in all); update the table.",
)


class TocTitleDiffers(Rule):
    """目录和正文同一位置的标题用字不同，或者用字相同而序号不同，多是改了一处没有改另一处。"""

    id, name, severity, fixable = "TOC003", "toc-title-differs", Severity.WARNING, "unsafe"
    zh = "目录中的“{entry}”与正文标题“{heading}”用字不同（共 {count} 处），请核对后统一。"
    en = "the entry {entry!r} differs from the heading {heading!r} ({count} in all); make them alike."
    why_en = (
        "An entry of the table of contents and the heading at the same place differ in words or in"
        " number: one was changed without the other."
    )
    source = "核稿惯例（目录与正文逐条一致）"
    good = (
        Good(TOC.format("发展助餐服务") + BODY, whole=True),
        Good(TOC.format("发展助餐服务………12") + BODY, whole=True, note="页码和前导点不算"),
        Good(TOC.format("发展 助餐服务。") + BODY, whole=True, note="空格和句号不算"),
    )
    bad = (
        Bad(TOC.format("〔[发展助医服务]〕") + BODY, whole=True),
        Bad(TOC.format("〔[推广送餐上门]〕…………5") + BODY, whole=True),
        Bad(
            "目录\n一、总体要求\n二、主要任务\n〔[四、]〕保障措施\n" + BODY,
            whole=True,
            note="序号不同",
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report pairs at one place with other words, then those with other numbers together."""
        contents = ctx.wording.contents
        if contents is None:
            return
        titles = Counter(s.title for s in contents.part.walk())
        twice = titles if ctx.runs("NUM012") else Counter[str]()
        for group in in_groups([p for p in contents.other if twice[p[1].title] < 2]):
            yield self._report(group, words=True)
        shifted = _shifted(ctx, contents)
        if shifted:
            yield self._report(shifted, words=False)

    def _report(self, group: Sequence[tuple[Entry, Head]], *, words: bool) -> Finding:
        (entry, head), *rest = group
        # Two titles that are nearly the same: the slip may be in the heading as well.
        unclear = words and any(_is_slip(e.title, h.title) for e, h in group)
        changes = [
            Change(e.title_span, h.title) if words else Change(e.marker.span, h.marker.text)
            for e, h in group
            if e.marker is not None and h.marker is not None
        ]
        also = [Also(head.title_span, Text("正文标题", "the heading"))]
        also += [Also(e.title_span, Text("同样不同", "differs as well")) for e, _ in rest]
        repair = Repair(
            tuple(changes),
            Text("目录改与正文一致", "write the table of contents as the text"),
            safe=False,
        )
        marker = entry.marker.span if entry.marker else entry.title_span
        return self.report(
            entry.title_span if words else marker,
            *also,
            text=None if words else _NUMBERS,
            repair=repair if len(changes) == len(group) and not unclear else None,
            entry=entry.title if words else label(entry),
            heading=head.title if words else label(head),
            count=len(group),
        )


def _is_slip(entry: str, heading: str) -> bool:
    """Whether two titles differ by a character or two, so that nobody can tell which is right."""
    head = _same_start(entry, heading)
    tail = _same_start(entry[head:][::-1], heading[head:][::-1])
    return max(len(entry), len(heading)) - head - tail <= _SLIP


def _same_start(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _shifted(ctx: Context, contents: Contents) -> list[tuple[Entry, Head]]:
    """Pairs of the same words with other numbers, where no other finding explains it."""
    pairs = [(e, h) for e, h in contents.same if e.kind == h.kind and e.number != h.number]
    if not pairs:
        return []
    explained = broken(ctx, contents) | {(h.parent, h.kind) for h, _ in contents.missing}
    kinds = {e.kind for e in contents.orphans}
    if ctx.runs("NUM007"):
        kinds.add("box")
    return [(e, h) for e, h in pairs if (h.parent, h.kind) not in explained and e.kind not in kinds]
