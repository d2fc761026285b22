"""DEP010 subordinate-mismatch."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from planlint.diagnostic import Severity
from planlint.patterns import compiled, regex
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.departments import Department, renames

from ._departments import judged_at, members

_NO_COUNTIES = Text(
    "“{found}”中的“县”已没有所指：{place}从{since}起不再辖县。请改为“{right}”。",
    "{found!r}: {place} has had no counties since {since}; write {right!r}.",
)
_SAME = Text("同一写法", "the same form")


class SubordinateMismatch(Rule):
    """责任单位里的下一级政府与本地的区划对不上，如区的规划写“各区人民政府”，不辖县的直辖市写“各区县”。

    多半是照抄上级规划留下的。区、县的下一级是街道和乡镇。同一问题全文只报一次。
    """

    id, name, severity, fixable = "DEP010", "subordinate-mismatch", Severity.WARNING, "unsafe"
    zh = "本级是{level}，下面没有“{found}”，多半照抄自上级规划。请改为街道办事处、乡镇人民政府。"
    en = "there is no {found!r} below a {level}, probably copied from the parent; name streets and towns."
    why_en = "A lower level of government that does not exist below the issuing place."
    source = "行政区划；责任单位应为本级政府的部门和下一级政府"
    good = (
        Good("1. 助餐。抓好。（区民政局和各街道办事处、各镇人民政府按职责分工负责）"),
        Good(
            "1. 助餐。按照市统一部署，配合各区人民政府推进。（区民政局负责）", note="不是责任单位"
        ),
        Good("1. 助餐。抓好。（区民政局、区各有关部门按职责分工负责）"),
        Good("1. 助餐。抓好。（各区级部门、各功能区管委会按职责分工负责）", note="功能区"),
    )
    bad = (
        Bad("1. 助餐。抓好。（区民政局和〔[各区人民政府]〕按职责分工负责）"),
        Bad("1. 助餐。抓好。（责任单位：区民政局，〔[各区县人民政府]〕）"),
        Bad("1. 助餐。抓好。（区民政局、〔[各县（市、区）人民政府]〕负责）"),
        Bad("1. 助餐。抓好。（区民政局、〔[各区民政局]〕负责）"),
        Bad(
            "1. 助餐。抓好。（区民政局、〔[各区人民政府]〕负责）\n"
            "2. 评估。抓好。（区民政局、各镇街负责）\n3. 签约。抓好。（各区人民政府负责）"
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Collect the groups that do not exist here; all of them are one finding."""
        found = [m for m in members(ctx) if _lower_level().fullmatch(m.text)]
        level = ctx.draft.region.level
        if level in _LEVELS:
            yield from self._below_county(ctx, found)
        elif level == "municipality":
            yield from self._no_counties(ctx, [m for m in found if "县" in m.text])

    def _below_county(self, ctx: Context, found: list[Department]) -> Iterator[Finding]:
        region = ctx.draft.region
        if not found or region.name.endswith("新区"):  # a new area may hold counties
            return
        towns = Counter(m.text for m in members(ctx) if _towns().fullmatch(m.text))
        right = towns.most_common(1)[0][0] if towns else ""
        repair = _repair([(m, right) for m in found]) if right else None
        first, *rest = found
        yield self.report(
            first.span,
            *(Also(m.span, _SAME) for m in rest),
            repair=repair,
            found=first.text,
            level=_LEVELS[region.level],
        )

    def _no_counties(self, ctx: Context, found: list[Department]) -> Iterator[Finding]:
        """各区县 in a municipality whose last county is gone at the document's date."""
        date, place = judged_at(ctx), ctx.draft.region.name
        rows = [
            r
            for r in renames()[0].get(_WITH_COUNTIES, ())
            if place.startswith(r.places) and date is not None and date >= r.announced
        ]
        if not found or not rows:
            return
        since = rows[0].announced
        fixes = [(m, regex(r"[、（]?县）?").sub("", m.text)) for m in found]
        first, *rest = found
        yield self.report(
            first.span,
            *(Also(m.span, _SAME) for m in rest),
            text=_NO_COUNTIES,
            repair=_repair(fixes),
            found=first.text,
            place=place,
            right=fixes[0][1],
            since=Text(f"{since.year}年{since.month}月", f"{since:%Y-%m}"),
        )


_WITH_COUNTIES = "各区县人民政府"
_LEVELS = {
    "district": Text("区", "district"), "county": Text("县", "county"),
    "county-level-city": Text("县级市", "county-level city"),
}  # fmt: skip


def _repair(fixes: list[tuple[Department, str]]) -> Repair:
    said = Text(f"改为“{fixes[0][1]}”", f"write {fixes[0][1]!r}")
    return Repair(tuple(Change(m.span, right) for m, right in fixes), said, safe=False)


@cache
def _lower_level() -> re.Pattern[str]:
    # 各区人民政府, 各县（市、区）残联; not 各区级部门, and a bare 各区 may be zones (各功能区).
    return compiled(
        r"各[省市州盟区县旗、（）和及]*[市州盟区县旗]）?(?:(?:人民)?政府|残联|[^级直属]{1,8}局)"
        r"|各(?:[市区县旗、（）]{2,}|[县旗])"
    )


@cache
def _towns() -> re.Pattern[str]:
    return compiled(r"各(?:乡|镇|街道|街镇|镇街).*")
