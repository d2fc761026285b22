"""DEP009 impossible-department."""

from collections.abc import Iterator, Mapping
from typing import Any

from planlint.diagnostic import Severity
from planlint.patterns import regex
from planlint.rule import Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.departments import Department
from planlint.semantics.region import Region

from ._departments import impossible, judged_at, members

_INSTEAD = Text(
    "“{found}”并不存在：本级不设这一机构，对应的是“{right}”。请改正。",
    "there is no {found!r}: this level has no such body, but {right!r}.",
)
_ABOVE = Text(
    "“{found}”并不存在：这一机构只设到{above}。请核对责任单位。",
    "there is no {found!r}: this body ends at {above}; check the responsible unit.",
)
_BY_PLACE = Text(
    "“{found}”名称有误：这一机构以所在地命名，前面不加“{prefix}”（如“{right}”）。请核对全称。",
    "{found!r}: this body is named after its place, without {prefix!r}, like {right!r}; check its name.",
)
_LEVEL_NAMES = {
    "province": Text("省级", "the province"),
    "prefecture": Text("设区的市一级", "the prefecture"),
}


class ImpossibleDepartment(Rule):
    """责任单位写成了根本不存在的机构，如“市组织部”（应为“市委组织部”）、“区通信管理局”、“街道政府”。

    党委的工作机关以党委冠名；垂直管理的机构不是每一级都有；街道不是一级政府，只设街道办事处。
    """

    id, name, severity, fixable = "DEP009", "impossible-department", Severity.ERROR, "unsafe"
    zh = "没有“{found}”这个机构，应为“{right}”。"
    en = "there is no body called {found!r}; it is {right!r}."
    why_en = "A responsible unit that never was: a party body without its committee, a body of a level that has none."
    source = "地方各级人民代表大会和地方各级人民政府组织法；中国共产党工作机关条例（试行）"
    good = (
        Good("1. 人才。抓好。（区委组织部、区委宣传部、区委统战部按职责分工负责）"),
        Good(
            "1. 平台。抓好。（区网信办、区委编办按职责分工负责）", note="网信办也是政府机构的简称"
        ),
        Good("1. 通信。抓好。（区工业和信息化局、市通信管理局按职责分工负责）"),
        Good("1. 助餐。抓好。（区民政局、各街道办事处、各乡镇（街道）人民政府负责）"),
        Good("1. 用药。抓好。（区药监局、区财政局负责）", date="2017-06-01", note="当时还在"),
        Good("1. 人才。组织部门会同民政部门抓好。（区民政局负责）"),
    )
    bad = (
        Bad("1. 人才。抓好。（〔[区组织部]〕、区民政局按职责分工负责）"),
        Bad("1. 宣传。抓好。（牵头单位：区民政局；参与单位：〔[南浦区宣传部]〕）"),
        Bad("1. 通信。抓好。（区民政局、〔[区通信管理局]〕按职责分工负责）"),
        Bad("1. 助餐。抓好。（区民政局、〔[各街道人民政府]〕按职责分工负责）"),
        Bad("1. 用药。抓好。（区民政局、〔[区药监局]〕按职责分工负责）", date="2026-09-15"),
        Bad("1. 维权。抓好。（区司法局、〔[区中级人民法院]〕负责）"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Judge every member; bodies of a higher level are DEP002's."""
        date = judged_at(ctx)
        for member in members(ctx):
            row = impossible(member, ctx.draft.region, date)
            if row is not None:
                yield self._report(row, member, ctx.draft.region)

    def _report(self, row: Mapping[str, Any], member: Department, region: Region) -> Finding:
        text, right = _verdict(row, member, region)
        repair = None
        if right and not (row.get("place") and not region.name):
            said = Text(f"改为“{right}”", f"write {right!r}")
            repair = Repair((Change(member.span, right),), said, safe=False)
        return self.report(
            member.span,
            text=text,
            severity=Severity(row["cap"]) if "cap" in row else None,
            repair=repair,
            found=member.text,
            right=right,
            prefix=member.prefix,
            above=_LEVEL_NAMES.get(row.get("above", ""), Text("", "")),
        )


def _verdict(row: Mapping[str, Any], member: Department, region: Region) -> tuple[Text | None, str]:
    """What to say, and the right name; "" where no name can be given."""
    if "pattern" in row:
        return None, regex(row["pattern"]).sub(row["replace"], member.text)
    if row.get("party"):
        return None, f"{member.prefix}委{member.name}"
    if "instead" in row:
        return _INSTEAD, member.prefix + row["instead"]
    if row.get("place"):
        place = region.name.rstrip("省市区县旗") or "××"
        return _BY_PLACE, place + member.name
    return _ABOVE, ""
