"""DEP006 department-repeated."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.departments import Department
from planlint.semantics.responsibility import Responsibility

from ._departments import repeats

_SEPARATORS = ("、", "，", ",")
_JOINERS = "、，,和及与"
_ALIAS = Text(
    "“{found}”与“{first}”是同一部门，在同一项分工中重复。请只留一个。",
    "{found!r} is the same body as {first!r} of the same clause; keep one.",
)
_BOTH_ROLES = Text(
    "“{found}”已列为牵头单位，又列为参与单位。请核对后删去一处。",
    "{found!r} is both lead and participant of one task; drop one.",
)


class DepartmentRepeated(Rule):
    """同一项任务的分工里，一个部门出现了两次，或者既牵头又参与。多半是增删单位时留下的。

    换一种叫法也算（区卫生健康委和区卫健委）。部门与带括号的另一块牌子并列的不报。
    """

    id, name, severity, fixable = "DEP006", "department-repeated", Severity.WARNING, "unsafe"
    zh = "“{found}”在同一项分工中重复出现。请删去一处。"
    en = "{found!r} appears twice in one clause; drop one."
    why_en = "One body twice in a clause, under one name or two, or as both lead and participant."
    source = "责任分工的惯例：一项任务中一个单位只列一次"
    good = (
        Good("1. 探访。抓好。（区民政局、区财政局按职责分工负责）"),
        Good("1. 探访。抓好。（区民政局负责）\n2. 评估。抓好。（区民政局负责）", note="两项任务"),
        Good(
            "1. 平台。抓好。（牵头单位：区政府办公室；参与单位：区政府办公室（区大数据局））",
            note="括号里是另一块牌子",
        ),
        Good("1. 执法。抓好。（区综合行政执法局、区综合行政执法大队负责）", note="局与所属队伍"),
    )
    bad = (
        Bad("1. 探访。抓好。（区民政局、区财政局、〔[区民政局]〕按职责分工负责）"),
        Bad("1. 签约。抓好。（区卫生健康委、〔[区卫健委]〕、区财政局按职责分工负责）"),
        Bad("1. 评估。抓好。（牵头单位：区民政局；参与单位：〔[区民政局]〕、区财政局）"),
        Bad("1. 助餐。抓好。（区民政局、区商务局和〔[南浦区民政局]〕按职责分工负责）"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report every later occurrence of a body in its clause."""
        for clause in ctx.draft.responsibilities:
            for first, again in repeats(clause, ctx.draft.region):
                yield self.report(
                    again.span,
                    Also(first.span, Text("已列在这里", "listed here already")),
                    text=_text(clause, first, again),
                    repair=_repair(ctx, again),
                    found=again.text,
                    first=first.text,
                )


def _text(clause: Responsibility, first: Department, again: Department) -> Text | None:
    if first in clause.lead and again in clause.participants:
        return _BOTH_ROLES
    return _ALIAS if first.text != again.text else None


def _repair(ctx: Context, again: Department) -> Repair | None:
    """Drop the later one with a separator beside it; None where it stands alone."""
    text, (start, end) = ctx.source.text, again.span
    if "\n" in text[start:end]:
        return None
    if text[start - 1] in _JOINERS:
        start -= 1
    elif text[end : end + 1] in _SEPARATORS:
        end += 1
    else:
        return None
    said = Text(f"删去重复的“{again.text}”", f"drop the repeated {again.text!r}")
    return Repair((Change(Span(start, end), ""),), said, safe=False)
