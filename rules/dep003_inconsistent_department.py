"""DEP003 inconsistent-department."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.departments import Department, bodies, renames
from planlint.semantics.region import Region

from ._department_levels import wrong_level
from ._departments import judged_at, members, repeats
from ._successors import applies


class InconsistentDepartment(Rule):
    """同一个部门在一份文件的责任分工中用了两种名称（如“市发展改革局”和“市发展改革委”）。以用得多的为准。"""

    id, name, severity, fixable = "DEP003", "inconsistent-department", Severity.WARNING, "unsafe"
    zh = "“{found}”与“{usual}”指同一部门，文中两种名称并用（前者 {few} 处，后者 {many} 处）。请核对后统一。"
    en = "{found!r} and {usual!r} are one body under two names ({few} and {many} times); use one."
    why_en = "One body under two names in one document's clauses."
    source = "公文用语前后一致；《党政机关公文处理工作条例》第十九条"
    good = (
        Good(
            "1. 探访。抓好。（区民政局、区卫生健康局按职责分工负责）\n2. 评估。抓好。（区卫生健康局负责）"
        ),
        Good("1. 教育。抓好。（区教育局、区体育局按职责分工负责）", note="两个部门"),
    )
    bad = (
        Bad(
            "1. 探访。抓好。（区卫生健康局负责）\n2. 评估。抓好。（区卫生健康局负责）\n3. 签约。抓好。（〔[区卫生健康委]〕负责）"
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Group the members of all clauses by body and level; report each minority name once."""
        groups: dict[tuple[str, str], dict[str, list[Department]]] = defaultdict(
            lambda: defaultdict(list)
        )
        left = _left_to_others(ctx)
        for member in members(ctx):
            if member.span in left:
                continue
            if member.body and bodies()[member.body]["kind"] not in ("vertical", "coordination"):
                groups[member.body, member.prefix][member.name].append(member)
        for names in groups.values():
            yield from self._minorities(names)

    def _minorities(self, names: dict[str, list[Department]]) -> Iterator[Finding]:
        usual = max(names, key=lambda n: (len(names[n]), -names[n][0].span.start))
        many = names[usual]
        right = many[0].prefix + usual
        for name, found in names.items():
            if name == usual:
                continue
            first, *rest = found
            outer = first.prefix + name
            yield self.report(
                first.span,
                Also(many[0].span, Text(f"“{right}”首次出现", f"first place of {right!r}")),
                *(Also(m.span, Text("同一写法", "the same form")) for m in rest),
                repair=_repair(found, right),
                found=outer,
                usual=right,
                few=len(found),
                many=len(many),
            )


def _left_to_others(ctx: Context) -> set[Span]:
    """Names that are gone (DEP001's), those of another level (DEP002's), and a clause's second."""
    region, left = ctx.draft.region, set[Span]()
    if ctx.runs("DEP006"):
        left |= {m.span for c in ctx.draft.responsibilities for _, m in repeats(c, region)}
    date = judged_at(ctx)
    if ctx.runs("DEP001") and date is not None:
        left |= {m.span for m in members(ctx) if _is_gone(m, region, date)}
    if ctx.runs("DEP002") and region.depth >= 1:
        left |= {m.span for m in members(ctx) if wrong_level(m, region)}
    return left


def _is_gone(member: Department, region: Region, date: dt.date) -> bool:
    rows = renames()[0].get(member.name, ())
    return any(applies(row, region, date) and row.cap != "info" for row in rows)


def _repair(found: list[Department], right: str) -> Repair | None:
    if any(m.text.endswith("）") for m in found):  # a second name in brackets would be lost
        return None
    changes = tuple(Change(m.span, right) for m in found)
    return Repair(changes, Text(f"统一为“{right}”", f"write {right!r}"), safe=False)
