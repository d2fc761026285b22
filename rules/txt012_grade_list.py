"""TXT012 grade-list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.rule import Also, Bad, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.wording import Printed

from ._edits import replaced

_DIGITS = "一二三四五六七八九"


class GradeList(Rule):
    """几个等级连写而没有用顿号，如“三四级残疾人”应为“三、四级残疾人”。

    相邻数字连用不加顿号表示概数（三四个、五六级大风），并列的等级要用顿号隔开。
    """

    id, name, severity, fixable = "TXT012", "grade-list", Severity.WARNING, "unsafe"
    zh = "“{found}”读作约数；指{each}的，应写作“{right}”。"
    en = "{found!r} reads as an estimate; for the grades themselves ({each}) write {right!r}."
    why_en = (
        "Adjacent numerals without 、 are an estimate; grades that are listed take 、 between them."
    )
    source = "GB/T 15834-2011 4.5.3.4 顿号：相邻数字连用为缩略形式的宜用顿号"
    good = (
        Good("为三、四级精神残疾人发放补贴。"),
        Good("遇有五六级大风或三四级地震时启动预案。", note="约数"),
        Good("推动一二三产业融合，建设三四线城市服务点。"),
        Good("服务三四百人，服务二三十级台阶以上的住户，新栽十七八类树种。"),
        Good("海上风力六七级、浪高二三米时停航。", note="约数"),
    )
    bad = (
        Bad("为〔[三四级]〕精神残疾人发放补贴，三四级智力残疾人参照执行。"),
        Bad("健全〔[一二三级]〕医院协作机制。"),
        Bad("建成〔[一二类]〕水质断面。"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Search texts and table cells; one wording is one finding."""
        places: dict[str, list[tuple[Printed, int, int]]] = {}
        for place, match in ctx.wording.find(_pattern(), cells=True):
            around = place.text[max(0, match.start() - 8) : match.end() + 6]
            if match[1] in _DIGITS and not _estimate().search(around):
                places.setdefault(match[0], []).append((place, *match.span()))
        for found, group in places.items():
            first, *rest = (place.span(start, end) for place, start, end in group)
            right = "、".join(found[:-1]) + found[-1]
            grades = [f"{c}{found[-1]}" for c in found[:-1]]
            yield self.report(
                first,
                *(Also(span, Text("同样的写法", "the same form")) for span in rest),
                repair=Repair(
                    tuple(
                        c for p, start, end in group for c in replaced(p.flow, start, end, right)
                    ),
                    Text(f"改为“{right}”", f"write {right!r}"),
                    safe=False,
                ),
                found=found,
                right=right,
                each=Text(_listed(grades, "、", "和"), _listed(grades, ", ", " and ")),
            )


def _listed(words: list[str], comma: str, last: str) -> str:
    return comma.join(words[:-1]) + last + words[-1]


@cache
def _estimate() -> re.Pattern[str]:
    """Wind, waves and earthquakes come in estimates; so do steps."""
    return compiled(r"风(?!险)|浪|地震|烈度|台阶|楼梯")


@cache
def _pattern() -> re.Pattern[str]:
    return compiled(
        rf"([{_DIGITS}](?<![{_DIGITS}十百千第].)[{_DIGITS}]{{1,4}})[级类](?![{_DIGITS}])"
    )
