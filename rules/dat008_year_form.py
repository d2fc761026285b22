"""DAT008 year-form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.rule import Also, Bad, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.wording import Printed

from ._edits import replaced

_NO_UNIT = Text(
    "年份范围“{found}”后缺少“年”，应写作“{right}”。",
    "the years {found!r} lack 年; write {right!r}.",
)


class YearForm(Rule):
    """年份用了简写（21年、2021—25年），或者年份范围后面缺少“年”字（“（2021—2025）”）。

    四位数的年份不简写；两个年份用连接号连接时，“年”写在后一个年份之后。年数（连续11年、满15年）不在此列。
    """

    id, name, severity, fixable = "DAT008", "year-form", Severity.INFO, "unsafe"
    zh = "年份“{found}”不应简写，应写作“{right}”。"
    en = "the year in {found!r} is shortened; write {right!r}."
    why_en = "A year has four digits (not 21年 or 2021-25年), and a span of years ends with 年."
    source = "GB/T 15835-2011《出版物上数字用法》5.1.5 年月日、5.1.4 数值范围"
    good = (
        Good("实施《云州市残疾预防行动计划（2026—2030年）》。"),
        Good("实行15年免费教育，土地承包期延长30年。", note="年数"),
        Good("经过20年初步建设，服务能力连续11年提升。", note="年数"),
        Good("工龄满25年的，缴费到30年为止。", note="年数"),
        Good("探索形成制度。到35年，退休人员可以继续参保。", note="规划期内没有这一年"),
        Good("执行GB/T 37276（2018-2020）要求。", note="标准编号"),
    )
    bad = (
        Bad("实施《云州市残疾预防行动计划（〔[2026-2030]〕）》。"),
        Bad("在〔[2026—30年]〕期间，建成网络。"),
        Bad("到〔[27年底]〕，建成网络。"),
        Bad("到〔[28年]〕，建成网络。"),
        Bad("自〔[26年3月]〕起，开展试点。"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Search the texts; one wording is one finding."""
        places: dict[str, list[tuple[Printed, re.Match[str], str]]] = {}
        for pattern in (_range(), _short(), _lone(), _bare()):
            for place, match in ctx.wording.find(pattern):
                if pattern is not _lone() or _is_year(place.text, match, ctx.draft.period):
                    full = f"{match['year']}年" if pattern is _bare() else f"20{match['year']}"
                    places.setdefault(match["all"], []).append((place, match, full))
        for found, group in places.items():
            first, *rest = (place.span(*match.span("all")) for place, match, _ in group)
            _, match, full = group[0]
            at = match.start("all")
            right = found[: match.start("year") - at] + full + found[match.end("year") - at :]
            changes = (c for p, m, f in group for c in replaced(p.flow, *m.span("year"), f))
            yield self.report(
                first,
                *(Also(span, Text("同样的写法", "the same form")) for span in rest),
                text=_NO_UNIT if full.endswith("年") else None,
                repair=Repair(
                    tuple(changes), Text(f"改为“{right}”", f"write {right!r}"), safe=False
                ),
                found=found,
                right=right,
            )


def _is_year(text: str, match: re.Match[str], period: tuple[int, int] | None) -> bool:
    """Whether two digits open a clause and are a year of the plan's period, or shortly before."""
    near = period is not None and period[0] - 2 <= 2000 + int(match["year"]) <= period[1]
    return near and _opening().search(text, max(0, match.start() - 4), match.start()) is not None


# What stands before a year is looked at behind its first character: patterns that begin with a
# character are searched many times as fast.


@cache
def _range() -> re.Pattern[str]:
    """2021-25年: the second year is shortened."""
    return compiled(r"(?P<all>2(?<![\d.]2)0\d\d ?年?[ ]?[-－—–～~至]{1,2} ?(?P<year>[2-5]\d) ?年)")


@cache
def _short() -> re.Pattern[str]:
    """27年底, 26年3月: two digits that can only be a year."""
    part = (
        r"(?:[末]|底(?![薪蕴气])|初(?![心步期级中高])|度(?![过假])|[上下]半年| ?\d{1,2} ?月(?!龄))"
    )
    return compiled(
        rf"(?P<all>(?P<year>[1-5](?<![\d.\-—～~至±第近约续满每历过超达+][1-5])\d)年{part})"
    )


@cache
def _lone() -> re.Pattern[str]:
    """到27年，: two digits in the place of a year, if the plan has such a year."""
    return compiled(r"(?P<all>(?P<year>[2-5](?<!\d[2-5])\d)年)(?=[，、起])")


@cache
def _opening() -> re.Pattern[str]:
    """What a lone year follows: the beginning of a clause."""
    return compiled(r"(?:^|[，。；：\n])(?:截?[到至]|力争到|[自从在])?$")


@cache
def _bare() -> re.Pattern[str]:
    """（2021-2025）: no 年 behind the years. Not behind Latin letters and digits, as in standards."""
    return compiled(
        r"[（(](?<![\dA-Za-z][（(]) ?(?P<all>20\d\d ?[-－—–～~至]{1,2} ?(?P<year>20\d\d)) ?[）)]"
    )
