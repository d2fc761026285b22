"""REG003 power-above-level."""

import re
from collections.abc import Iterator
from functools import cache

from planlint.diagnostic import Severity
from planlint.knowledge import table
from planlint.patterns import compiled
from planlint.rule import Bad, Context, Finding, Good, Rule, Text

from ._levels import any_of, sentences


class PowerAboveLevel(Rule):
    """区、县和县级市的规划写了本级无权做的事，如制定地方标准、地方性法规、政府规章。

    地方标准由省级和设区的市级标准化主管部门制定，地方性法规和政府规章由省、设区的市、自治州制定。参与、推动、配合上级制定，
    以及贯彻落实已有的标准和法规，都不报。
    """

    id, name, severity = "REG003", "power-above-level", Severity.WARNING
    zh = "“{found}”超出本级权限：{thing}由{who}制定（{law}）。可改为“推动制定”“参与制定”，或改为制定工作规范。"
    en = "{found!r} is beyond this level: {thing} is made by {who} ({law}); write that the place takes part, or name a lesser document."
    why_en = "A district, county or county-level city that makes local standards, regulations or government rules."
    source = "《标准化法》第十三条；《立法法》第八十条、第八十一条、第九十三条"
    good = (
        Good("配合市市场监管局制定养老服务地方标准。"),
        Good("贯彻落实养老服务地方标准，制定服务流程。"),
        Good("建立健全规章制度，制定服务规范。", note="规章制度不是政府规章"),
        Good("制定高于地方标准的企业标准，发布地方标准实施情况报告。"),
        Good("支持养老机构参与制定地方标准、团体标准。"),
        Good("云州市养老服务规划\n\n一、总体要求\n制定助浴服务地方标准。\n", whole=True),
    )
    bad = (
        Bad("〔[制定助浴服务地方标准]〕，培育服务品牌。"),
        Bad("完善制度体系，适时〔[出台养老服务地方性法规]〕。"),
        Bad("临江县养老服务规划\n\n一、总体要求\n〔[制定养老服务政府规章]〕。\n", whole=True),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Look for a verb of making and its object in one clause."""
        names = [thing["name"] for thing in table("levels")["powers"]["things"]]
        if ctx.draft.region.depth < 3 or not ctx.wording.ahead.holds(names):
            return
        takes_part = any_of("powers", "takes_part")
        for sentence in sentences(ctx, _making()):
            for start, clause in sentence.clauses():
                match = _making().search(clause)
                if match is None or takes_part.search(clause, 0, match.start()):
                    continue
                thing = next(
                    t for t in table("levels")["powers"]["things"] if t["name"] == match[1]
                )
                yield self.report(
                    sentence.span(start + match.start(), start + match.end()),
                    found=match.group(),
                    thing=thing["name"],
                    who=Text(thing["who"], thing["en"]),
                    law=thing["law"],
                )


@cache
def _making() -> re.Pattern[str]:
    things = "|".join(t["name"] for t in table("levels")["powers"]["things"])
    verbs = any_of("powers", "verbs").pattern
    not_object = "制度|实施|情况|相|的|规定|解读|清单|目录|贯彻|配套|宣传"
    return compiled(rf"(?:{verbs})[^，、国团行的高优严与]{{0,16}}?的?({things})(?!{not_object})")
