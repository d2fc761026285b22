"""DAT007 year-numeral."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.rule import Also, Bad, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.wording import Printed

from ._edits import replaced

_RIGHT = "〇"
_PRINTED = {
    "零": Text("零", "零"),
    "○": Text("符号“○”", "the circle ○ (U+25CB)"),
    "◯": Text("符号“◯”", "the circle ◯ (U+25EF)"),
    "0": Text("数字“0”", "the digit 0"),
    "０": Text("全角数字“０”", "the full-width digit ０"),
    "O": Text("字母“O”", "the letter O"),
    "o": Text("字母“o”", "the letter o"),
    "Ｏ": Text("全角字母“Ｏ”", "the full-width letter Ｏ"),
    "ｏ": Text("全角字母“ｏ”", "the full-width letter ｏ"),
    "О": Text("西里尔字母“О”", "the Cyrillic letter О"),
    "о": Text("西里尔字母“о”", "the Cyrillic letter о"),
    "Ο": Text("希腊字母“Ο”", "the Greek letter Ο"),
    "ο": Text("希腊字母“ο”", "the Greek letter ο"),
}


class YearNumeral(Rule):
    """汉字年份中的“〇”写成了“零”、圆圈符号“○”、数字“0”或者字母“O”，如“二零三五年”“二○三五年”。

    数字用作编号（年份即是）时，“0”的汉字是“〇”（U+3007）；“零”用于计量。形近的符号和字母还会使检索和标题比对落空。
    全文只用“○”一种写法的，降为提示。
    """

    id, name, severity, fixable = "DAT007", "year-numeral", Severity.WARNING, "unsafe"
    zh = "年份“{found}”中的“〇”写成了{zero}，应写作“{right}”。"
    en = "the year {found!r} has {zero} for 〇; write {right!r}."
    why_en = "In a year written in characters the zero is 〇 (U+3007), not 零, ○, 0 or O."
    source = "GB/T 15835-2011《出版物上数字用法》：用作编号时“0”的汉字书写形式为“〇”"
    good = (
        Good("落实二〇三五年远景目标。"),
        Good("服务对象达到二百零五人。", note="计量用“零”"),
        Good("在一零一中学设立服务点。", note="不是年份"),
        Good("到2035年，基本建成服务体系。"),
    )
    bad = (
        Bad("落实〔[二零三五年]〕远景目标，展望二零三五年。"),
        Bad("落实《云州市国民经济和社会发展第十五个五年规划和〔[二○三五年]〕远景目标纲要》。"),
        Bad("落实〔[二0三五年]〕远景目标，衔接二〇三〇年目标。"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Read the years in characters; each wrong form of the zero is one finding."""
        everything = ctx.wording.everything
        if not any(zero in everything for zero in _PRINTED):
            return
        forms: dict[str, list[tuple[Printed, int, int]]] = {}
        for place, match in ctx.wording.find(_pattern()):
            zero = next((c for c in match[1] if c in _PRINTED), "")
            if zero:
                forms.setdefault(zero, []).append((place, *match.span()))
        only = len(forms) == 1 and "○" in forms and not _right_form().search(everything)
        for zero, places in forms.items():
            spans = [place.span(start, end) for place, start, end in places]
            changes = [
                change
                for place, start, end in places
                for change in replaced(place.flow, start, end, _mended(place.text[start:end]))
            ]
            first, start, end = places[0]
            found = first.text[start:end]
            yield self.report(
                spans[0],
                *(Also(span, Text("同样的写法", "the same form")) for span in spans[1:]),
                severity=Severity.INFO if only else None,
                repair=Repair(
                    tuple(changes),
                    Text(f"改为“{_mended(found)}”", f"write {_mended(found)!r}"),
                    safe=False,
                ),
                found=found,
                zero=_PRINTED[zero],
                right=_mended(found),
            )


@cache
def _pattern() -> re.Pattern[str]:
    """Four characters and 年 (or 远景): 二 and a zero, or 一 and 九, then two digits or zeros."""
    zero, digit = "".join(_PRINTED) + _RIGHT, "一二三四五六七八九"
    alone = rf"(?<![{digit}{zero}十百千].)"  # behind the character: what begins with one is fast
    return compiled(
        rf"((?:二{alone}[{zero}]|一{alone}九)[{zero}{digit}]{{2}})"
        r"(?:年|(?=[ \t]*(?:年|远景|愿景)))"
    )


@cache
def _right_form() -> re.Pattern[str]:
    return compiled(r"[一二][一二三四五六七八九〇]{0,2}〇[一二三四五六七八九〇]{0,2}年")


def _mended(text: str) -> str:
    return "".join(_RIGHT if c in _PRINTED else c for c in text)
