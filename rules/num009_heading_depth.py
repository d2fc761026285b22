"""NUM009 heading-depth."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations_with_replacement
from typing import NamedTuple

from planlint.diagnostic import Severity
from planlint.readers.source import Source, Span
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.syntax.ast import Part, Section

from ._numbering import numbering

_UNMARKED = Text(
    "标题“{title}”没有加“#”，而同级标题都用“{usual}”（全文共 {count} 处层级不一致）。请统一。",
    "the heading {title!r} has no #, where its level has {usual!r} ({count} in all); make them alike.",
)


class Heading(NamedTuple):
    """A heading, its number of # (0 for none) and where they stand."""

    section: Section
    depth: int
    span: Span


class HeadingDepth(Rule):
    """Markdown 标题“#”的个数与序号的层次不符，如同是“（一）”这一级，有的用“##”，有的用“###”。

    多见于由 PDF 转换的文稿；导出、生成目录时层次会乱。以各级多数标题的写法为准；全文标题一律同样个数的“#”，或者完全不用，都不报。
    """

    id, name, severity, fixable = "NUM009", "heading-depth", Severity.WARNING, "safe"
    zh = (
        "标题“{title}”用了“{found}”，同级标题应为“{usual}”（全文共 {count} 处层级不一致）。请统一。"
    )
    en = "the heading {title!r} has {found!r}, its level {usual!r} ({count} in all); make them alike."
    why_en = (
        "The number of # contradicts the level that the numbering gives: siblings at different"
        " depths, or an outer level deeper than an inner one. Exports and tables of contents built"
        " from it come out wrong."
    )
    source = "CommonMark 4.2（# 的个数即标题层级）；层次以序号为准，见 GB/T 9704-2012 7.3.3"
    good = (
        Good(
            "## 一、总体要求\n### （一）思想\n坚持。\n### （二）目标\n达到。\n## 二、任务\n做好。",
            whole=True,
        ),
        Good(
            "## 一、总体要求\n## （一）思想\n坚持。\n## （二）目标\n达到。\n## 二、任务\n做好。",
            whole=True,
            note="一律同样个数，是习惯",
        ),
        Good(
            "### （一）思想\n1. 助餐。做好。\n2. 助浴。做好。\n### （二）目标\n达到。",
            note="低一级不用 #",
        ),
    )
    bad = (
        Bad(
            "## 一、总体要求\n### （一）思想\n坚持。\n〔[##]〕 （二）目标\n达到。\n### （三）原则\n坚持。\n## 二、任务\n做好。",
            whole=True,
        ),
        Bad(
            "〔[###]〕 一、总体要求\n## （一）思想\n坚持。\n## （二）目标\n达到。\n## （三）原则\n坚持。\n### 二、任务\n做好。",
            whole=True,
            note="外层比里层深",
        ),
        Bad(
            "## 一、背景\n坚持。\n## 二、目标\n达到。\n〔[三、]〕任务\n做好。\n## 四、保障\n加强。",
            whole=True,
            note="漏了 #",
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """One finding a document: all headings that differ from their level's usual depth."""
        if "\n#" not in ctx.source.folded and not ctx.source.folded.startswith("#"):
            return
        wrong = [pair for part in ctx.draft.outline.parts for pair in _wrong(ctx, part)]
        if not wrong:
            return
        (first, depth), *rest = wrong
        yield self.report(
            first.span if first.depth else first.section.marker,
            *(
                Also(h.section.marker.span, Text(f"应为“{'#' * d}”", f"{'#' * d!r} expected"))
                for h, d in rest
            ),
            text=None if first.depth else _UNMARKED,
            repair=Repair(
                tuple(Change(h.span, "#" * d + " " * (not h.depth)) for h, d in wrong),
                Text("“#”的个数与序号层次一致", "give each level one depth"),
                safe=True,
            ),
            title=first.section.title,
            found="#" * first.depth,
            usual="#" * depth,
            count=len(wrong),
        )


def _wrong(ctx: Context, part: Part) -> Iterator[tuple[Heading, int]]:
    levels: dict[int, list[Heading]] = defaultdict(list)
    for section in part.walk():
        levels[section.level].append(_heading(section, ctx.source))
    usual = _usual(levels)
    # A heading with a marker of the wrong rank is NUM005's: its # may well be right.
    inverted = {i.section.marker.span for i in numbering(ctx, part).inversions} if usual else set()
    for heading in sorted((h for hs in levels.values() for h in hs), key=lambda h: h.span):
        depth = usual.get(heading.section.level, 0)
        same = levels[heading.section.level]
        if not depth or heading.depth == depth or heading.section.marker.span in inverted:
            continue
        if heading.depth or _slipped(heading, same):
            yield heading, depth


def _heading(section: Section, source: Source) -> Heading:
    before = source.folded[section.span.start : section.marker.span.start]
    marks = before.count("#")
    at = section.span.start + (before.index("#") if marks else len(before) - len(before.lstrip()))
    return Heading(section, marks, Span(at, at + marks))


def _usual(levels: Mapping[int, Sequence[Heading]]) -> dict[int, int]:
    """The depth of each level that agrees with most headings; no level above the one outside it."""
    counts = {
        level: Counter(h.depth for h in same if h.depth)
        for level, same in sorted(levels.items())
        if sum(h.depth > 0 for h in same) > 0
    }
    depths = sorted({d for c in counts.values() for d in c})
    ways = combinations_with_replacement(depths, len(counts))
    best = max(
        ways,
        key=lambda way: (sum(c[d] for c, d in zip(counts.values(), way, strict=True)), len({*way})),
        default=(),
    )
    return dict(zip(counts, best, strict=True))


def _slipped(heading: Heading, same: Sequence[Heading]) -> bool:
    """Whether a heading on a line of its own lacks the # that nearly all of its level have."""
    section = heading.section
    alone = section.body_at >= len(section.heading.text)
    bare = sum(not h.depth for h in same)
    return alone and bare * 3 <= len(same) - bare
