"""DEP010 subordinate-mismatch."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from planlint.diagnostic import Severity
from planlint.knowledge import table
from planlint.patterns import compiled, regex
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.departments import Department, renames

from ._departments import judged_at, members

_NO_COUNTIES = Text(
    "“{found}”中的“县”已没有所指：{place}从{since}起不再辖县。请改为“{right}”。",
    "{found!r}: {place} has had no counties since {since}; write {right!r}.",
)
_NONE = Text(
    "“{found}”没有所指：{place}下面没有{kind}。请改为“{right}”。",
    "{found!r}: there is no {kind} below {place}; write {right!r}.",
)
_SAME = Text("同一写法", "the same form")


class SubordinateMismatch(Rule):
    """责任单位里的下一级政府与本地的区划对不上，如区的规划写“各区人民政府”，不辖县的直辖市写“各区县”。

    多半是照抄上级规划留下的。区、县的下一级是街道和乡镇，自治州的下一级是县和市。同一问题全文只报一次。
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
        Good(
            "凉山州养老服务规划\n\n一、主要任务\n抓好助餐。（州民政局、各县（市）人民政府负责）\n",
            whole=True,
        ),
        Good("1. 助餐。抓好。（各区级部门、各功能区管委会按职责分工负责）", note="功能区"),
    )
    bad = (
        Bad("1. 助餐。抓好。（区民政局和〔[各区人民政府]〕按职责分工负责）"),
        Bad("1. 助餐。抓好。（责任单位：区民政局，〔[各区县人民政府]〕）"),
        Bad("1. 助餐。抓好。（区民政局、〔[各县（市、区）人民政府]〕负责）"),
        Bad("1. 助餐。抓好。（区民政局、〔[各区民政局]〕负责）"),
        Bad(
            "凉山州养老服务规划\n\n一、主要任务\n抓好助餐。（州民政局、〔[各区人民政府]〕负责）\n",
            whole=True,
            note="自治州下面是县和市",
        ),
        Bad(
            "深圳市养老服务规划\n\n一、主要任务\n抓好助餐。（市民政局、〔[各区县人民政府]〕负责）\n",
            whole=True,
            note="不辖县",
        ),
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
        elif level == "prefecture":
            yield from self._other_kind(ctx, found)

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

    def _other_kind(self, ctx: Context, found: list[Department]) -> Iterator[Finding]:
        """各区人民政府 in an autonomous prefecture, which has counties and cities."""
        place = ctx.draft.region.name
        below = _below(place) if found else ""
        wrong = [(m, k) for m in found if below and (k := _missing(m.text, below))]
        if not wrong:
            return
        (first, kind), *rest = wrong
        right = _right(below)
        yield self.report(
            first.span,
            *(Also(m.span, _SAME) for m, _ in rest),
            text=_NONE,
            repair=_repair([(m, right + _rest(m.text)) for m, _ in wrong]),
            found=first.text,
            place=place,
            kind=_KINDS[kind],
            right=right + _rest(first.text),
        )


_KINDS = {"区": Text("市辖区", "district"), "县": Text("县", "county")}
_WITH_COUNTIES = "各区县人民政府"
_LEVELS = {
    "district": Text("区", "district"), "county": Text("县", "county"),
    "county-level-city": Text("县级市", "county-level city"),
}  # fmt: skip


def _missing(text: str, below: str) -> str:
    """The kind that a group names and the place has none of; "" for fixed forms as 各县（市、区）."""
    named = _group().match(text)
    return next((k for k in "区县" if named and k in named[1] and k not in below), "")


def _rest(text: str) -> str:
    """What a group of places does: 人民政府, 教育局."""
    named = _group().match(text)
    return text[named.end() :] if named else ""


def _right(below: str) -> str:
    """The group of all kinds below a place: 各县（市）, 各区."""
    kinds = [k for k in "县市区" if k in below]
    return f"各{kinds[0]}" + (f"（{'、'.join(kinds[1:])}）" if kinds[1:] else "")


@cache
def _below(place: str) -> str:
    """The kinds of places below a prefecture, of 区县市; "" where nobody can say."""
    if place.endswith("自治州"):
        return "县市"
    kinds = {"市辖区": "区", "县级市": "市"}
    rows = (row for name in table("regions").values() for row in name)
    return "".join({kinds.get(kind, "县") for kind, up in rows if up.partition("/")[0] == place})


@cache
def _group() -> re.Pattern[str]:
    return compiled(r"各([区县]{1,2})(?![（、])")


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
