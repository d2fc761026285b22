"""DEP002 wrong-level-department."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.rule import Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.departments import Department, bodies
from planlint.semantics.region import Region

from ._departments import HIGHER_WORDS, LOWER_WORDS, OWN_WORDS, members

_OWN_BRANCH = compiled(r"分局|支队|大队|支行|分行|分公司|派出|直属|驻|监管组|办事处|分中心|管理部")
_NO_TING = Text(
    "“{found}”名称有误：“厅”只设在省、自治区，本级应为“{right}”。",
    "{found!r}: 厅 exists only in provinces; at this level the body is {right!r}.",
)

_LOWER = Text(
    "责任单位“{found}”不是本级部门，也没有写明是哪个地方的。请改为本级部门（如“{right}”）或写明地名。",
    "{found!r} is no body of this level and names no place; name this level's body ({right!r}) or the place.",
)


class WrongLevelDepartment(Rule):
    """责任单位写成了别的层级的部门，如区的规划由“市民政局”负责，或省以下出现“民政厅”。

    没有下级对应机构的部门（如通信管理局）和派驻分支机构（如公安分局）不报。
    """

    id, name, severity, fixable = "DEP002", "wrong-level-department", Severity.ERROR, "unsafe"
    zh = "责任单位“{found}”是上级部门，本级规划不能给上级部门派任务。请改为本级对应部门（如“{right}”）。"
    en = "{found!r} belongs to a higher level and cannot be tasked here; name this level's body ({right!r})."
    why_en = "A body of another level as the responsible unit, or a 厅 below a province."
    source = "责任单位应为本级政府的部门；地方各级人民政府组织法"
    good = (
        Good("1. 探访。抓好。（区民政局、区财政局按职责分工负责）"),
        Good(
            "1. 培训。选派骨干参加市民政局组织的培训。（区民政局负责）",
            note="正文提到上级部门不是派任务",
        ),
        Good(
            "1. 通信。抓好。（区工业和信息化局、市通信管理局按职责分工负责）",
            note="区里没有这个机构",
        ),
    )
    bad = (
        Bad("1. 探访。抓好。（〔[市民政局]〕、区财政局按职责分工负责）"),
        Bad("1. 探访。抓好。（牵头单位：〔[省民政厅]〕；参与单位：区财政局）"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Judge every member of every clause against the issuing level."""
        region = ctx.draft.region
        if region.depth < 1:
            return
        for member in members(ctx):
            if member.collective or not member.body:
                continue
            if _is_higher(member, region):
                yield from self._report(member, region, None)
            elif member.prefix.removesuffix("委") in LOWER_WORDS.get(region.level, ()):
                yield from self._report(member, region, _LOWER, Severity.WARNING)
            elif _is_ting(member, region):
                yield from self._report(member, region, _NO_TING)

    def _report(
        self,
        member: Department,
        region: Region,
        text: Text | None,
        severity: Severity | None = None,
    ) -> Iterator[Finding]:
        if _OWN_BRANCH.search(member.text):
            return
        right = _right_name(member, region)
        repair = Repair(
            (Change(member.span, right),), Text(f"改为“{right}”", f"write {right!r}"), safe=False
        )
        yield self.report(
            member.span,
            text=text,
            severity=severity,
            repair=repair,
            found=member.text,
            right=right,
        )


def _is_higher(member: Department, region: Region) -> bool:
    """Whether a bare level word, or the name of a parent place, stands before the body's name."""
    place = member.prefix.removesuffix("委")
    if len(place) > 1:
        higher = place in region.parents and place != region.name
    else:
        higher = place in HIGHER_WORDS.get(region.level, ())
    if not higher or region.depth < 3:
        return higher
    body = bodies()[member.body]
    return "county" in body["levels"] and body["kind"] not in ("judicial", "vertical")


def _is_ting(member: Department, region: Region) -> bool:
    below = region.level not in ("province", "municipality")
    return (
        below
        and member.name.endswith("厅")
        and not member.name.endswith(("办公厅", "大厅"))
        and member.level in OWN_WORDS.get(region.level, ())
    )


def _right_name(member: Department, region: Region) -> str:
    word = OWN_WORDS[region.level][0]
    name = member.name.removesuffix("厅") + "局" if member.name.endswith("厅") else member.name
    named_after_committee = bodies()[member.body]["prefix"] == "party"  # 区委组织部
    party = "委" if named_after_committee or member.prefix.endswith("委") else ""
    return f"{word}{party}{name}"
