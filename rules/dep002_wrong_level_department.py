"""DEP002 wrong-level-department."""

from collections import Counter
from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.departments import Department, bodies

from ._department_levels import own_name, wrong_level
from ._departments import OWN_WORDS, members

_NO_TING = Text(
    "“{found}”名称有误：“厅”只设在省、自治区，本级应为“{right}”。",
    "{found!r}: 厅 exists only in provinces; at this level the body is {right!r}.",
)

_TOWN = Text(
    "责任单位“{found}”是上级部门，乡镇的规划不能给上级部门派任务。请改为本级的办公室、站所，或写“配合”。",
    "{found!r} belongs to a higher level and cannot be tasked by a town; name the town's own office.",
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
        Good("1. 征信。抓好。（区财政局、人民银行、国家税务总局按职责分工负责）", note="垂直管理"),
        Good(
            "天津市养老服务规划\n\n一、主要任务\n抓好助餐。（市人民政府办公厅、市民政局负责）\n",
            whole=True,
        ),
    )
    bad = (
        Bad("1. 探访。抓好。（〔[市民政局]〕、区财政局按职责分工负责）"),
        Bad("1. 探访。抓好。（牵头单位：〔[省民政厅]〕；参与单位：区财政局）"),
        Bad("1. 助餐。抓好。（责任单位：〔[农业农村部]〕、区财政局）"),
        Bad(
            "柳溪镇人民政府养老服务规划\n\n一、主要任务\n抓好助餐。（责任单位：镇社会事务办、〔[县民政局]〕）\n",
            whole=True,
        ),
        Bad("| 任务 | 责任单位 |\n|---|---|\n| 探访 | 〔[区民政厅]〕 |"),
        Bad(
            "天津市养老服务规划\n\n一、主要任务\n抓好助餐。（〔[市民政厅]〕、市财政局负责）\n",
            whole=True,
            note="直辖市也不设厅",
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Judge every member of every clause against the issuing level."""
        region = ctx.draft.region
        if region.depth < 1:
            return
        for member in members(ctx):
            wrong = wrong_level(member, region)
            if wrong:
                yield self._report(member, ctx, wrong)

    def _report(self, member: Department, ctx: Context, wrong: str) -> Finding:
        right = _right_name(member, ctx)
        said = Text(f"改为“{right}”", f"write {right!r}")
        repair: Repair | None = Repair((Change(member.span, right),), said, safe=False)
        text = {"lower": _LOWER, "ting": _NO_TING}.get(wrong)
        in_town = ctx.draft.region.level == "town"
        if in_town:  # its offices have other names than the departments above
            text, repair = _TOWN, None
        return self.report(
            member.span,
            text=text,
            severity=Severity.WARNING if wrong == "lower" or in_town else None,
            repair=repair,
            found=member.text,
            right=right,
        )


def _right_name(member: Department, ctx: Context) -> str:
    """This level's body: by the name that the document has for it elsewhere, or made from this."""
    region = ctx.draft.region
    word = OWN_WORDS[region.level][0]
    usual = Counter(
        m.text
        for m in members(ctx)
        if m.body == member.body
        and m.prefix.removesuffix("委") == word
        and not wrong_level(m, region)
    )
    if usual:
        return usual.most_common(1)[0][0]
    named_after_committee = bodies()[member.body]["prefix"] == "party"  # 区委组织部
    party = "委" if named_after_committee or member.prefix.endswith("委") else ""
    return f"{word}{party}{own_name(member, region)}"
