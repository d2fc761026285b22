"""TXT009 unquoted-period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.rule import Also, Bad, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.wording import Printed

from ._dates import in_title
from ._edits import replaced


class UnquotedPeriod(Rule):
    """五年规划的简称（“十四五”）在文中别处加了引号，这里没有加。

    以全文占多数的写法为准；全文都不加引号的不报。书名号内按原题名，不在此列。
    """

    id, name, severity, fixable = "TXT009", "unquoted-period", Severity.INFO, "safe"
    zh = "“{found}”未加引号（共 {count} 处），与全文多数写法不一致，应写作{right}。"
    en = "{found!r} stands without quotes ({count} in all), unlike most of the document; write {right!r}."
    why_en = "The short name of a five-year plan takes quotes (“十四五”) where the document gives them elsewhere."
    source = "GB/T 15834-2011 4.8 引号：具有特殊含义而需要特别指出的成分"
    good = (
        Good("“十四五”期间成效明显，“十五五”时期再上台阶。"),
        Good("本区有十四五个街道，十五六个社区。", note="数目"),
        Good("落实《云州市十五五养老服务实施办法》。", note="书名号内按原题名"),
        Good(
            "南浦区十五五养老服务规划\n一、总体要求\n十五五时期，坚持公益。",
            whole=True,
            note="全文都不加引号",
        ),
        Good('“十四五”规划、‘十四五’规划和"十五五"规划都加了引号。'),
    )
    bad = (
        Bad("“十四五”期间成效明显，〔[十五五]〕时期再上台阶，十五五期末实现全覆盖。"),
        Bad("衔接“十四五”和〔[十五五]〕规划。"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Count the quoted and the bare short names; the bare ones speak up in the minority."""
        if "五" not in ctx.wording.everything:
            return
        bare: dict[str, list[tuple[Printed, int, int]]] = {}
        for place, match in ctx.wording.find(_bare()):
            if not in_title(place.text, match.start()):
                bare.setdefault(match[0], []).append((place, *match.span()))
        if not bare:
            return
        marks = [(m[1], m[2]) for _, m in ctx.wording.find(_quoted())]
        if len(marks) <= sum(map(len, bare.values())):
            return
        opening, closing = max(sorted(set(marks)), key=marks.count)
        for found, places in bare.items():
            first, *rest = (place.span(start, end) for place, start, end in places)
            right = f"{opening}{found}{closing}"
            yield self.report(
                first,
                *(Also(span, Text("同样未加引号", "no quotes here, either")) for span in rest),
                repair=Repair(
                    tuple(
                        c for p, start, end in places for c in replaced(p.flow, start, end, right)
                    ),
                    Text(f"改为{right}", f"write {right!r}"),
                    safe=True,
                ),
                found=found,
                right=right,
                count=1 + len(rest),
            )


@cache
def _bare() -> re.Pattern[str]:
    """十四五 as the name of a period: what follows says so, no quote stands next to it."""
    digits = "一二三四五六七八九"
    return compiled(
        rf"十(?<![“”‘’\"'「」『』第{digits}十百]十)[{digits}]五"
        r"(?=期|时期|规划|计划|末|初期|中期|以来|开局|收官|发展|这五年)"
    )


@cache
def _quoted() -> re.Pattern[str]:
    return compiled(r"([“\"‘「『])十[一二三四五六七八九]五([”\"’」』])")
