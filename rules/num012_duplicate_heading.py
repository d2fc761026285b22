"""NUM012 duplicate-heading."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from planlint.diagnostic import Severity
from planlint.knowledge import table
from planlint.patterns import regex
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text
from planlint.syntax.ast import Part, Section

from ._numbering import Numbering, numbering

_SHORTEST = 5  # characters of a heading that tells more than its place in the plan
_CHAPTERS = 20  # places of one heading that are compared; more only make it a column again
_COPIED = Text(
    "从“{title}”起的 {count} 个标题与前文相同，像是整段重复粘贴。请删去一处。",
    "{count} headings from {title!r} on repeat those before, as if pasted twice; delete one.",
)


class DuplicateHeading(Rule):
    """两个标题用字完全相同，多是复制后没有改，或者同一内容写了两遍。

    不同上级之下的通用标题（“主要任务”“保障措施”“建设内容”等）、各章都有的固定栏目不报；一份文件里的几个规划各自核对。
    """

    id, name, severity = "NUM012", "duplicate-heading", Severity.WARNING
    zh = "标题“{title}”与前面的“{marker}{title}”相同。请核对是否复制后未改，或内容重复。"
    en = "the heading {title!r} is the same as {marker!r} before; was it copied and not changed?"
    why_en = (
        "Two sections carry the same heading: one was copied and not changed, or the same matter is"
        " treated twice. General headings under different parents, and columns that every chapter"
        " has, are no duplicates."
    )
    source = "核稿惯例（标题应能相互区分）"
    good = (
        Good(
            "（一）助餐服务\n1. 建设内容。抓好。\n2. 政策支持。做好。\n（二）助浴服务\n1. 建设内容。抓好。\n2. 场地改造。做好。",
            note="通用标题",
        ),
        Good("（一）完善社区助餐服务\n做好。\n（二）健全社区助餐服务\n做好。", note="只是相近"),
        Good(
            "（一）助餐\n1. 扩大服务对象。抓好。\n2. 明确服务标准。做好。\n（二）助浴\n1. 扩大服务对象。抓好。\n2. 明确服务标准。做好。",
            note="各节栏目相同",
        ),
        Good(
            "（一）牵头单位\n1. 市民政局。抓好。\n2. 市财政局。做好。\n（二）配合单位\n1. 市卫生健康局。抓好。\n2. 市财政局。做好。",
            note="单位名单",
        ),
    )
    bad = (
        Bad(
            "（一）完善社区助餐服务\n做好。\n（二）强化监管\n做好。\n（三）〔[完善社区助餐服务]〕\n做好。"
        ),
        Bad(
            "（一）设施\n1. 建设社区助餐点。抓好。\n2. 改造老旧设施。做好。\n（二）服务\n1. 〔[建设社区助餐点]〕。抓好。\n2. 开展上门服务。做好。",
        ),
        Bad("（一）助餐\n做好。\n（二）〔[助餐]〕\n做好。", note="同一上级之下，短标题也不应相同"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """One finding for each heading that repeats another; a run of them is one."""
        generic = {row["title"] for row in ctx.terms.rows("headings")}
        for part in ctx.draft.outline.parts:
            pairs = list(_pairs(part, generic, numbering(ctx, part)))
            if not pairs:
                continue
            numbered = ctx.runs("NUM002")
            twice = {
                f.section.marker.span
                for f in numbering(ctx, part).faults
                if numbered and f.kind == "duplicate"
            }
            for run in _consecutive(pairs, list(part.walk())):
                if run[0][1].marker.span in twice:
                    continue  # number and words: NUM002 says it
                first, second = run[0]
                yield self.report(
                    second.title_span,
                    *(
                        Also(s.title_span, Text("相同的标题", "the same heading"))
                        for pair in run
                        for s in pair
                        if s is not second
                    ),
                    text=_COPIED if len(run) > 2 else None,
                    title=second.title,
                    marker=first.marker.text,
                    count=len(run),
                )


def _pairs(part: Part, generic: set[str], numbers: Numbering) -> Iterator[tuple[Section, Section]]:
    """Each heading that repeats an earlier one, with that one, in the order of the text."""
    above = {c.span.start: s for s in part.walk() for c in s.children}
    groups: dict[str, list[Section]] = defaultdict(list)
    for section in part.walk():
        groups[_words(section.title)].append(section)
    shared = _shared(groups, above)
    found = []
    for words, same in groups.items():
        for at, section in enumerate(same[1:], 1):
            first = same[at - 1]
            parents = tuple(above.get(s.span.start) for s in (first, section))
            if not words or parents[0] is section or parents[1] is first:
                continue
            together = parents[0] is parents[1] and numbers.annex(first) == numbers.annex(section)
            if together or (
                _telling(words, generic) and len(same) == 2 and not shared[_key(*parents)] > 1
            ):
                found.append((first, section))
    yield from sorted(found, key=lambda pair: pair[1].span)


def _key(*parents: Section | None) -> tuple[int, ...]:
    return tuple(-1 if p is None else p.span.start for p in parents)


def _shared(
    groups: dict[str, list[Section]], above: dict[int, Section]
) -> dict[tuple[int, ...], int]:
    """How many headings two parents have in common: two make a column of a template."""
    counts: dict[tuple[int, ...], int] = defaultdict(int)
    for same in groups.values():
        for at, section in enumerate(same[:_CHAPTERS]):
            for first in same[:at]:
                counts[_key(above.get(first.span.start), above.get(section.span.start))] += 1
    return counts


def _telling(words: str, generic: set[str]) -> bool:
    """Whether a heading says what its section is about, so that two of them are a slip."""
    return (
        len(words) >= _SHORTEST
        and words not in generic
        and words[-1] not in table("headings")["ends"]
    )


def _words(title: str) -> str:
    return regex(r"[\W_]").sub("", title)


def _consecutive(
    pairs: Sequence[tuple[Section, Section]], flat: Sequence[Section]
) -> Iterator[list[tuple[Section, Section]]]:
    """Pairs whose headings follow each other on both sides, together."""
    place = {s.span.start: at for at, s in enumerate(flat)}
    run: list[tuple[Section, Section]] = []
    for pair in pairs:
        here = [place[s.span.start] for s in pair]
        if run and here != [place[s.span.start] + 1 for s in run[-1]]:
            yield run
            run = []
        run.append(pair)
    if run:
        yield run
