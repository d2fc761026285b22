"""TXT002 half-width-punctuation."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from planlint.diagnostic import Severity
from planlint.patterns import compiled, regex
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.wording import Printed

from ._cover import Cover
from ._foreign import FULL_WIDTH, half_width_habit, prose

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "()": "（）", '""': "“”"}
_CLAUSE_MARKS = (",", ";", ":")  # in a responsibility clause these are DEP007's
_HALF = ',;:?!.("'
_NEAR = "“”‘’《》（）〔〕【】％"
_MARKS = tuple(",;:?!.，。、；：？！")
_NUMERALS = "0123456789一二三四五六七八九十"
_SAME = Text("同样的情况", "the same mistake")
_FIX = Text("改为全角标点", "write full-width punctuation")
_HABITUAL = Text(
    "全文多用半角标点（半角 {count} 处，全角 {full} 处），中文行文应当统一用全角标点。",
    "most marks are half-width ({count}, full-width {full}); Chinese text takes full-width ones.",
)
_QUOTES = Text(
    "这里用了直引号，中文行文应当用弯引号“ ”（共 {count} 处）。",
    "straight quotes in Chinese text; write {right!r} ({count} in all).",
)
# 卡尔.马克思 wants another mark than a full stop: between such characters a point is left alone.
_NAMES = "阿埃艾奥巴贝比伯博布查达德迪蒂杜多恩尔法菲费弗夫福戈格古哈海赫亨霍基吉加杰卡凯科克库拉莱兰劳雷里利林卢鲁伦罗洛马玛迈曼梅米莫姆穆纳娜内尼诺努欧帕佩皮普乔切萨塞桑沙莎舍施史斯索塔泰坦汤特图托瓦威韦维温沃乌西希夏谢雅亚耶伊尤约扎詹朱兹佐"


class _Place(NamedTuple):
    """One mark, or both of a pair, with what should stand there."""

    span: Span
    kind: str
    changes: tuple[Change, ...]


class HalfWidthPunctuation(Rule):
    """中文行文中混入了半角标点：汉字旁边的“,”“;”“:”“?”“!”、成对的“()”和直引号，应改用全角。

    数字、时刻、网址、公式和外文里的半角标点是对的；责任分工里的由 DEP007 报，序号的由 NUM004 报，表格里的由
    IND016 报，前后全角半角不一的由 TXT001 报。全文都用半角的（多为网页转存），只提示一次。
    """

    id, name, severity, fixable = "TXT002", "half-width-punctuation", Severity.INFO, "safe"
    zh = "“{found}”是半角标点，中文行文应当用全角“{right}”（共 {count} 处）。"
    en = "{found!r} is half-width; Chinese text takes {right!r} ({count} in all)."
    why_en = "Half-width , ; : ? ! ( ) or straight quotes beside Chinese characters. A text that is half-width throughout is one finding."
    source = "GB/T 15834-2011 第4章（各标点的形式）、第5章（标点占一个字的位置）"
    good = (
        Good("服务时间为8:00至18:00，补贴1,000元。", note="时刻和数字"),
        Good("详见https://www.example.gov.cn/a?b=1,2;c:3的说明。", note="网址"),
        Good("(一)做好助餐。\n(二)做好助浴。", note="序号由 NUM004 统一"),
        Good("学习卡尔.马克思的著作。", note="外国人名"),
        Good("按照函数f(x)计算，比例为1:3。", note="公式"),
        Good("做好服务（含助餐、助浴)。", note="前后不一，是 TXT001"),
        Good("做好服务，，抓好落实。", note="标点连用，是 TXT003"),
    )
    bad = (
        Bad("完善服务网络〔[,]〕扩大供给。"),
        Bad("重点做好以下工作〔[:]〕助餐、助浴。"),
        Bad("做好服务〔[(]〕含助餐、助浴)。"),
        Bad("每年评估一次〔[.]〕"),
        Bad('推进〔["]〕互联网+"养老服务。'),
        Bad("建设场所〔[,]〕培训队伍,抓好落实。", note="同一种标点只报一次"),
        Bad(
            "建设场所〔[,]〕培训队伍,抓好落实,做好宣传,加强监督,改进服务;开展走访,了解需求,"
            "建立台账,做到心中有数,办成实事。(责任单位:区民政局,区财政局)",
            note="全文都用半角的，连同责任分工一并提示",
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Group the places by mark; a habit is one finding for the whole text."""
        if not ctx.wording.holds(*_HALF):
            return
        clauses = ctx.draft.responsibilities if ctx.runs("DEP007") else ()
        habit = half_width_habit(ctx.wording.everything)
        inside = Cover(() if habit else (c.span for c in clauses))
        kinds: dict[str, list[_Place]] = {}
        for printed in ctx.wording.printed.holding(_half()):
            for place in _places(printed):
                if place.kind not in _CLAUSE_MARKS or place.span.start not in inside:
                    kinds.setdefault(place.kind, []).append(place)
        if habit and kinds:
            full = sum(map(ctx.wording.everything.count, FULL_WIDTH))
            every = sorted(p for places in kinds.values() for p in places)
            yield self._report(every, _HABITUAL, full)
            return
        for places in kinds.values():
            yield self._report(places)

    def _report(self, places: list[_Place], text: Text | None = None, full: int = 0) -> Finding:
        changes = tuple(c for place in places for c in place.changes)
        # A habit has hundreds of places: naming them all helps nobody.
        also = () if text else tuple(Also(p.span, _SAME) for p in places[1:])
        return self.report(
            places[0].span,
            *also,
            text=text or (_QUOTES if places[0].kind == '""' else None),
            repair=Repair(changes, _FIX, safe=True),
            found=places[0].kind,
            right=_FULL[places[0].kind],
            count=len(places),
            full=full,
        )


def _places(printed: Printed) -> Iterator[_Place]:
    text = prose(printed.text)
    pairs = dict(_brackets(text)) if "(" in text else {}
    quotes = _quotes(text) if '"' in text else {}
    for match in _half().finditer(text):
        at, mark = match.start(), match[0]
        if at in pairs:
            yield _pair(printed, at, pairs[at], "()")
        elif at in quotes:
            yield _pair(printed, at, quotes[at], '""')
        elif mark not in '("' and _in_chinese(text, at):
            yield _single(printed, at, mark)


def _in_chinese(text: str, at: int) -> bool:
    """A mark with Chinese on one side, a point with Chinese before it; no run of marks (TXT003)."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before in _MARKS or after in _MARKS:
        return False
    if text[at] == ".":
        ends = not after.strip() or _is_han(after)
        name = after != "" and before in _NAMES and after in _NAMES
        return _is_han(before) and ends and before not in _NUMERALS and not name
    if after == " ":
        after = text[at + 2 : at + 3]
    return any(_is_han(c) or c in _NEAR for c in (before, after) if c)


def _is_han(char: str) -> bool:
    return char.isalpha() and not char.isascii()


def _single(printed: Printed, at: int, mark: str) -> _Place:
    """A full-width mark brings its own blank: the one after it goes; several may part columns."""
    blanks = printed.text[at + 1 : at + 3]
    end = at + 1 + (blanks[:1] == " " != blanks[1:])
    whole = tuple(printed.flow.pieces(at, end))
    span = printed.span(at, at + 1)
    follows = end < len(printed.text) and len(whole) == 1
    return _Place(span, mark, (Change(whole[0] if follows else span, _FULL[mark]),))


def _pair(printed: Printed, start: int, end: int, kind: str) -> _Place:
    spans = printed.span(start, start + 1), printed.span(end, end + 1)
    changes = tuple(Change(s, mark) for s, mark in zip(spans, _FULL[kind], strict=True))
    return _Place(spans[0], kind, changes)


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Half-width pairs that stand in Chinese: both ends together, or not at all."""
    stack: list[int] = []
    for at, char in enumerate(text):
        if char in "(（":
            stack.append(at)
        elif char in ")）" and stack:
            start = stack.pop()
            held = text[start + 1 : at]
            if text[start] + char != "()" or not held.strip(_NUMERALS + " "):
                continue
            if _is_han(text[start - 1 : start]) or any(map(_is_han, held)):
                yield start, at


def _quotes(text: str) -> dict[int, int]:
    """Straight quotes in pairs, each round Chinese; none where a “ waits for its end (TXT001)."""
    marks = [m.start() for m in regex('"').finditer(text)]
    if len(marks) % 2 or any(text.count("“", 0, m) != text.count("”", 0, m) for m in marks):
        return {}
    pairs = zip(marks[::2], marks[1::2], strict=True)
    return {a: b for a, b in pairs if any(map(_is_han, text[a:b]))}


@cache
def _half() -> re.Pattern[str]:
    return compiled(f"[{_HALF}]")
