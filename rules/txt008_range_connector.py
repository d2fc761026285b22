"""TXT008 range-connector."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.wording import Printed

from ._foreign import prose

_DASH, _WAVE = "—", "～"
_TIMES = ("年", "月", "日", "时", "点", "分")
# What may follow a range. With other words a hyphen may belong to a name, a code or an event.
_MEASURES = (
    "年月日时点分秒周天季学岁个名人家户次项件条种类级档层所处座栋幢辆台套架艘万亿千百元倍成折米公厘毫平立"
    "亩吨斤克升兆度小课篇本册期批届轮场支只头羽株棵位颗片块段节页章胎床张孔星强代里尺寸立方%％‰℃"
)


class _Range(NamedTuple):
    span: Span
    text: str
    mark: str
    right: str
    change: Change


class RangeConnector(Rule):
    """数值、时间的起止用了短横线“-”、全角减号“－”等，应当用一字线“—”或浪纹线“～”，如“2021—2025年”“0—6岁”。

    年份、日期、时刻用一字线；其他数值以全文多数的写法为准。电话、日期（2021-11-25）、标准号、文号、型号里的短横线是对的。
    """

    id, name, severity, fixable = "TXT008", "range-connector", Severity.INFO, "safe"
    zh = "“{found}”的起止之间用了“{mark}”，应写作“{right}”（共 {count} 处）。"
    en = "{mark!r} joins the ends of {found!r}; write {right!r} ({count} in all)."
    why_en = "A range of numbers or times takes — or ～, not a hyphen. Codes, dates, telephone numbers and standards keep theirs."
    source = "GB/T 15834-2011 4.13.3 连接号（短横线、一字线、浪纹线）的用法"
    good = (
        Good("规划期为2026—2030年，服务0～6岁儿童。"),
        Good("联系电话0635-2322117、400-800-1234。", note="电话"),
        Good("执行GB/T 36073-2018和DB37/T 1-2020标准。", note="标准号"),
        Good("自2026-03-05起施行，见表2-3年度安排。", note="日期和表号"),
        Good("推广5G-A、K-12、CR-200型设备，气温降至-5℃。", note="型号和负号"),
        Good("以3-1的比分获胜。", note="比分，后项较小"),
    )
    bad = (
        Bad("实施三年行动（〔[2026-2028年]〕）。"),
        Bad("服务〔[0－6]〕岁儿童。"),
        Bad("覆盖率达到〔[85%-90%]〕。"),
        Bad("每天〔[8:30-17:30]〕开放。"),
        Bad("补贴〔[3 - 5年]〕，服务6-8人。", note="同一种写法只报一次"),
        Bad("2026—2028年服务16～59岁人群、〔[0-6]〕岁儿童。", note="随全文改为“～”"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Group the ranges by the mark between their ends."""
        texts = ctx.wording.printed, ctx.wording.tables
        candidates = [t for some in texts for t in some.holding(_joint())]
        if not candidates:
            return
        usual = _usual(ctx.wording.everything)
        marks: dict[str, list[_Range]] = {}
        for printed in candidates:
            for found in _ranges(printed, usual):
                marks.setdefault(found.mark, []).append(found)
        for mark, (first, *rest) in marks.items():
            yield self.report(
                first.span,
                *(Also(r.span, Text("同样的写法", "the same form")) for r in rest),
                repair=Repair(
                    tuple(r.change for r in (first, *rest)),
                    Text("改为一字线或浪纹线", "write — or ～"),
                    safe=True,
                ),
                found=first.text,
                mark=mark,
                right=first.right,
                count=1 + len(rest),
            )


def _usual(text: str) -> str:
    """The mark that most ranges have, years aside; — where there are none."""
    counts = Counter(_connector().findall(text))
    return max(_DASH, _WAVE, key=lambda mark: counts[mark])


def _ranges(printed: Printed, usual: str) -> Iterator[_Range]:
    text = prose(printed.text)
    for match in _range().finditer(text):
        start, end = match.span()
        gap = tuple(printed.flow.pieces(*match.span("mark")))
        if len(gap) == 1 and _is_range(match) and not _no_range().search(text[:start]):
            timed = _is_time(match, text[end:].lstrip()[:1])
            right = _DASH if timed else usual
            said = match["left"] + right + match["right"]
            yield _Range(
                printed.span(start, end),
                match[0],
                match["mark"].strip(),
                said,
                Change(gap[0], right),
            )


def _is_range(match: re.Match[str]) -> bool:
    """Whether the second end is the greater one; ends of two kinds (11月-3日) cannot be compared."""
    left, right = match["from"], match["to"]
    if left is None or right is None:
        return left is right  # 8:30-17:30
    if match["unit"] in _TIMES:
        return True
    if len(left) == 4 and len(right) == 2:
        return match["right"].endswith("年") and left[2:] < right  # 2021-25年
    phone = (len(left) > 2 and left[0] == "0") or len(left) > 6 or len(right) > 6
    return not phone and float(left) < float(right)


def _is_time(match: re.Match[str], following: str) -> bool:
    left = match["from"]
    year = left is None or (len(left) == 4 and left[:2] in ("19", "20"))
    return year or any(u in _TIMES for u in (match["unit"], match["right"][-1], following))


@cache
def _connector() -> re.Pattern[str]:
    return compiled(rf"[{_DASH}{_WAVE}](?<=[0-9%].)(?<!\d{{4}}.)(?=[0-9])")


@cache
def _joint() -> re.Pattern[str]:
    """What every range has: cheap to look for."""
    return compiled(r"[-－–−~—](?:(?<!—)|—) ?\d")


@cache
def _range() -> re.Pattern[str]:
    number, clock, percent = r"\d+(?:\.\d+)?", r"\d{1,2}[:：]\d\d", "[%％‰℃]"
    mark = r"(?P<mark> ?(?:--?|－－?|–|−|~|——) ?)"
    before = r"(?<![\dA-Za-z.．\-－–—~/\[〔])(?<!\d[:：])"
    unit = rf"(?: ?(?P<unit>[年月日时点岁万亿个名人元级倍]|{percent}))?"
    after = (
        rf"(?![\d.:：]|[-－–—~/][\dA-Za-z])"
        rf"(?:(?= ?[{_MEASURES}])|(?<=[年月日时%％‰℃])|(?<=:\d\d)|(?<=：\d\d)"
        r"|(?<=19\d\d|20\d\d)(?=[）)》，。；、]))"
    )
    return compiled(
        rf"{before}(?P<left>(?P<from>{number}){unit}|{clock}){mark}"
        rf"(?P<right>(?P<to>{number})(?:{percent}|[年月日时])?|{clock}){after}"
    )


@cache
def _no_range() -> re.Pattern[str]:
    """What stands before a code: a Latin word, 表, 图, 令, a telephone number's name."""
    return compiled(
        r"(?:[A-Za-z/]|[表图式号令第]|电话|传真|热线|邮编|编号|代码|专栏|附件) ?[:：]?$"
    )
