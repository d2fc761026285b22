"""DEP007 malformed-clause."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.readers.source import HAN, Span
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.departments import Department
from planlint.semantics.responsibility import Responsibility
from planlint.semantics.slips import Slip, slips

from ._foreign import half_width_habit

_FULL = {",": "，", ";": "；", ":": "："}
_HABIT = 3
_MISSING = Text(
    "“{left}”与“{right}”之间缺少顿号。请补上。", "a “、” is missing between {left!r} and {right!r}."
)
_STROKE = Text(
    "“{left}”与“{right}”之间用了“{found}”，并列的部门之间应当用顿号。",
    "{found!r} stands between {left!r} and {right!r}; units in a list are parted by “、”.",
)
_SLIPS = {
    "doubled": Text("“{found}”标点重复，应为“{right}”。", "{found!r} is doubled; write {right!r}."),
    "stray": Text(
        "“{found}”多余，此处没有与它并列的单位。请删去，或补上漏写的单位。",
        "{found!r} joins nothing here; drop it, or add the unit that is missing.",
    ),
    "colon": Text("“{found}”后面应有冒号。", "a colon is missing after {found!r}."),
    "semicolon": Text("“{found}”前面应有分号。", "a semicolon is missing before {found!r}."),
}


class MalformedClause(Rule):
    """责任分工里的标点有误：半角的逗号、分号、冒号，两个部门之间漏了顿号，标点重复或多余，“牵头单位”后漏了冒号。

    括号不成对、前后全角半角不一的由 TXT001 报；全文都用半角标点的由 TXT002 一并提示。
    """

    id, name, severity, fixable = "DEP007", "malformed-clause", Severity.WARNING, "safe"
    zh = "责任分工中使用了半角标点“{found}”，应为全角“{right}”。"
    en = "half-width {found!r} in a responsibility clause; write {right!r}."
    why_en = "Half-width, missing, doubled or stray separators in a responsibility clause."
    source = "GB/T 15834-2011 4.4 逗号、4.5 顿号、4.6 分号、4.7 冒号"
    good = (
        Good("1. 探访。抓好。（牵头单位：区民政局；参与单位：区财政局、区商务局）"),
        Good("1. 探访。抓好。（责任单位：区民政局、区财政局，各镇街）"),
        Good("1. 探访。抓好。（区民政局、区财政局，按职责分工负责）", note="动词前的逗号"),
        Good("1. 探访。抓好。（区民政局、区市场监管局、区政府办公室（区大数据局）负责）"),
        Good("1. 探访。抓好。（区民政局负责，2027-06-30 12:00前完成）", note="时刻中的冒号"),
        Good("1. 探访。做好服务(含助餐,助浴)。", note="不是责任分工"),
        Good(
            "1. 探访。抓好。（区委区政府督查室、区财政局市场服务中心负责）", note="本身就是一个单位"
        ),
        Good("1. 探访。抓好。(区民政局、区财政局负责)", note="半角括号成对"),
        Good(
            "| 任务 | 牵头单位 | 配合单位 |\n|---|---|---|\n| 探访,评估 | 区民政局 | 区财政局 |",
            note="表格里各占一格",
        ),
        Good("任务\t牵头单位\t配合单位\n探访\t区民政局\t区财政局\n评估\t区民政局\t区商务局"),
    )
    bad = (
        Bad("1. 探访。抓好。（牵头单位〔[:]〕区民政局;参与单位:区财政局）"),
        Bad("1. 探访。抓好。（区民政局〔[,]〕区财政局负责）"),
        Bad("1. 探访。抓好。（〔[区民政局区财政局]〕、区商务局负责）"),
        Bad("1. 探访。抓好。（责任单位：〔[区民政局 区财政局]〕）"),
        Bad("1. 探访。抓好。（〔[区民政局区低空经济局]〕负责）", note="名录中没有的部门"),
        Bad("1. 探访。抓好。（责任单位：区民政局〔[/]〕区财政局）"),
        Bad("1. 探访。抓好。（区民政局〔[、、]〕区财政局负责）"),
        Bad("1. 探访。抓好。（牵头单位：区民政局；参与单位：区财政局〔[、]〕）"),
        Bad("1. 探访。抓好。（〔[牵头单位]〕区民政局；参与单位：区财政局）"),
        Bad(
            "柳溪镇人民政府养老服务规划\n\n一、主要任务\n（一）助餐。抓好。（〔[责任单位]〕镇社会事务办、各村（社区））\n",
            whole=True,
        ),
        Bad("1. 探访。抓好。（牵头单位：区民政局〔[参与单位：]〕区财政局）"),
        Bad(
            "| 任务 | 牵头单位 | 配合单位 |\n|---|---|---|\n| 探访 | 区民政局 | 区财政局〔[/]〕区商务局 |"
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Look at every clause; half-width marks are one finding a clause, as a habit one in all."""
        half: list[list[Span]] = []
        for clause in ctx.draft.responsibilities:
            spans: list[Span] = []
            for piece in clause.pieces:
                found = [s for s in slips(ctx.source.folded[slice(*piece)]) if s.kind in _SLIPS]
                for slip in found:
                    yield self._slip(ctx, slip, piece.start)
                slipped = {piece.start + at for s in found for at in range(s.start, s.end)}
                spans += (s for s in _half_marks(ctx, piece) if s.start not in slipped)
                yield from self._unparted(ctx, clause, piece)
            half.extend([spans] if spans else [])
        if ctx.runs("TXT002") and half_width_habit(ctx.wording.everything):
            return  # the whole text is: one finding says so
        habit = [[span for spans in half for span in spans]]
        for spans in half if len(half) <= _HABIT else habit:
            yield self._half(ctx, spans)

    def _half(self, ctx: Context, spans: list[Span]) -> Finding:
        text = ctx.source.text
        changes = tuple(Change(s, _FULL[text[s.start : s.end]]) for s in spans)
        first = changes[0]
        said = Text("改为全角标点", "write full-width punctuation")
        return self.report(
            first.span,
            *(Also(s, Text("同样的情况", "the same mistake")) for s in spans[1:]),
            repair=Repair(changes, said, safe=True),
            found=text[first.span.start : first.span.end],
            right=first.content,
        )

    def _slip(self, ctx: Context, slip: Slip, start: int) -> Finding:
        shown = Span(start + slip.shown[0], start + slip.shown[1])
        change = Change(Span(start + slip.start, start + slip.end), slip.right)
        said = (
            Text(f"改为“{slip.right}”", f"write {slip.right!r}")
            if slip.right
            else Text("删去多余的标点", "drop the mark")
        )
        return self.report(
            shown,
            text=_SLIPS[slip.kind],
            repair=Repair((change,), said, safe=True),
            found=ctx.source.text[shown.start : shown.end],
            right=slip.right,
        )

    def _unparted(self, ctx: Context, clause: Responsibility, piece: Span) -> Iterator[Finding]:
        """Two bodies of one piece that nothing parts, or a mark that no list of bodies has."""
        inside = (m for m in clause.members if piece.start <= m.span.start < piece.end)
        for left, right in pairwise(sorted(inside, key=lambda m: m.span.start)):
            gap = Span(left.span.end, right.span.start)
            between = ctx.source[gap] if gap.start <= gap.end else "、"
            mark = between.strip()
            if (mark and mark not in "/／·•|｜") or "\n" in between:
                continue
            if clause.cells and between and not mark:
                continue  # a line of the cell for each
            yield self._gap(left, right, gap, mark)

    def _gap(self, left: Department, right: Department, gap: Span, mark: str) -> Finding:
        said = Text("补上顿号", "add the separator") if not mark else Text("改为顿号", "write “、”")
        return self.report(
            Span(left.span.start, right.span.end) if not mark else gap,
            text=_STROKE if mark else _MISSING,
            repair=Repair((Change(gap, "、"),), said, safe=True),
            left=left.text,
            right=right.text,
            found=mark,
        )


def _half_marks(ctx: Context, piece: Span) -> Iterator[Span]:
    for mark in _half().finditer(ctx.source.text[slice(*piece)]):
        yield Span(piece.start + mark.start(), piece.start + mark.end())


@cache
def _half() -> re.Pattern[str]:
    return compiled(rf"[,;:](?:(?<={HAN}.)|(?<=[）)\]].)|(?={HAN}))")
