"""Physical lines and the markers that may open them, without any context."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from planlint.patterns import compiled
from planlint.readers.source import Source, Span
from planlint.syntax.numerals import number

_HAN = "一二三四五六七八九十百〇零○ーニ"

# Kinds of marker from the outermost to the innermost rank that GB/T 9704-2012 7.3.3 and the
# practice of plans give them. What follows a marker must not turn it into a quantity or a list:
# 一、二级残疾人, 1、2号楼, 2.5亿元 are text; 第三章所列任务 and 第三章、第四章 refer to a heading.
_REFERS = (
    r"(?!的|[与和及至到、—～-] ?第|所[列述提确规指定涉]|中(?:所|的|明确|提出|规定|确定|列)"
    r"|(?:规定|明确|提出|确定|部署|安排|列出|要求)(?:的|了))"
)
# 第三部分已有安排。 says something of a part: 部分 counts more than headings.
_ALONE = r"(?=[ ：\t]|[^，。；\n]*$)(?!第)"
KINDS: tuple[tuple[str, str], ...] = (
    ("part", rf"第[{_HAN}\d]{{1,4}}[编篇]{_REFERS}"),
    ("division", rf"第[{_HAN}\d]{{1,4}}部分{_REFERS}{_ALONE}"),
    ("chapter", rf"第[{_HAN}\d]{{1,4}}章{_REFERS}"),
    ("section", rf"第[{_HAN}\d]{{1,4}}节{_REFERS}"),
    ("article", rf"第[{_HAN}\d]{{1,4}}条(?=[ 　：])"),
    ("han", rf"[{_HAN}]{{1,4}}[、.](?![{_HAN}]{{1,2}}[、级类等季期年月是者])"),
    ("bracketed", rf"（[{_HAN}]{{1,4}}）[、.]?(?![至和到]|项(?!目)|款)"),
    ("named", rf"(?:任务|行动|工程|专项|层次|举措|措施|目标|专题|重点任务)[{_HAN}\d]{{1,3}}[：、]"),
    ("arabic", r"\d{1,3}(?:、(?!\d{1,2}[、号年月日级类])|\.(?!\d))"),
    ("bracketed_arabic", r"（\d{1,3}）[、.]?"),
    ("half_bracketed", r"\d{1,2}）"),
    ("circled", r"[①-⑳]"),
)
OUTERMOST = ("part", "division", "chapter")
# Kinds that only a run of lines reveals (runs.py), with the kind that they come after: 1 总体要求
# and under it 1.1, 1.1.1; or 1.1 under 1. of the inner ranks.
_RUNS = {
    "chapter": ("bare", "decimal", "decimals"),
    "arabic": ("inner_decimal", "inner_decimals"),
}
_ORDER = [kind for outer, _ in KINDS for kind in (outer, *_RUNS.get(outer, ()))]
RANK = {kind: rank for rank, kind in enumerate(_ORDER)}

# Decoration that conversions put before a line: indent, #, quote sign, bullet, bold.
_DECORATION = r"[ \t]*(?:> ?)?(?:#{1,6} +)?(?:[-*+] +)?(?:\*\*|__)? *"
_LINE = compiled(
    rf"(?P<decoration>{_DECORATION})(?:" + "|".join(f"(?P<{k}>{p})" for k, p in KINDS) + ")?"
)
# A full-width dot may be followed by a digit (1．2021年…); an ASCII dot then is a decimal.
_FULL_DOT = compiled(r"[ \t]*(?:\*\*)? *(\d{1,3}[．﹒])(?=\d)")
_NUMERAL = compiled(rf"[{_HAN}\d①-⑳]+")


class Line:
    """One physical line that is not blank. Built by the scanner only; never leaves `syntax`."""

    __slots__ = (
        "after", "decoration", "end", "kind", "mark", "number", "printed", "rank", "raw", "start",
        "stop", "text", "type",
    )  # fmt: skip

    def __init__(self, folded: str, text: str, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.stop = end  # set by the scanner: where the next token begins
        self.type = "TEXT"
        self.rank = 0
        self.raw = folded[start:end]
        self.printed = self.raw.strip()
        self.kind: str | None = None
        self.number = 0
        self.mark = Span(start, start)
        self.after = start
        self.decoration = ""
        match = _LINE.match(folded, start, end)
        if match is not None and (match.end() > start or text[start].isdecimal()):
            self._read(match, folded, text)
        begin = self.after if self.kind is None else self.mark.start
        self.text = folded[begin:end].strip() if begin > start else self.printed

    def _read(self, match: re.Match[str], folded: str, text: str) -> None:
        kind, at = match.lastgroup, match.end(1)
        stop = match.end()
        if at > self.start:
            self.decoration = match[1].strip()
        if kind in (None, "decoration"):
            self.after = at
            full = (
                _FULL_DOT.match(text, self.start, self.end)
                if text[at : at + 1].isdecimal()
                else None
            )
            if full is None:
                return
            kind, at, stop = "arabic", full.start(1), full.end(1)
        numeral = _NUMERAL.search(folded, at, stop)
        value = number(numeral.group()) if numeral else None
        if value is None:
            self.after = at
            return
        self.kind, self.number = kind, value
        self.mark = Span(at, stop)
        self.after = stop

    def __repr__(self) -> str:
        return f"<{self.type} {self.kind or ''} {self.text[:24]!r}>"


def split(source: Source, start: int = 0) -> list[Line]:
    """The lines of a source that are not blank, from an offset on."""
    folded, text = source.folded, source.text
    starts = source.line_starts
    lines = []
    for begin, end in pairwise((*starts[bisect_left(starts, start) :], len(text))):
        stripped = folded[begin:end].rstrip()
        if stripped:
            lines.append(Line(folded, text, begin, begin + len(stripped)))
    return lines
