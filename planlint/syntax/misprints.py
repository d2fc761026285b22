"""Headings whose marker is misprinted: 四，保障措施, 四 保障措施, 二）推动创新, （二推动创新.

Such a line is a heading where its number is the one that its neighbours leave out; anywhere else
it is text.
"""

from __future__ import annotations

import re
from functools import cache

from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.syntax.lines import RANK, Line
from planlint.syntax.numerals import number

_FIRST = frozenset("一二三四五六七八九十（")
_TITLE = 30  # characters of a heading on its own line


def mark_misprints(lines: list[Line], folded: str) -> None:
    """Make headings of the lines that can only be headings."""
    for at, line in enumerate(lines):
        if line.type == "TEXT" and line.kind is None and line.text[:1] in _FIRST:
            _mend(lines, at, folded)


@cache
def _forms() -> re.Pattern[str]:
    numeral, han = "[一二三四五六七八九十]{1,3}", "[\u4e00-\u9fff“]"
    return compiled(
        rf"(?P<han>{numeral}(?:[，。：；,;:·] ?|[ 　\t]+))(?={han})"
        rf"|(?P<closing>{numeral}）)(?={han})|(?P<opening>（{numeral})(?=[\u4e00-\u9fff])"
    )


def _mend(lines: list[Line], at: int, folded: str) -> None:
    line = lines[at]
    start = folded.find(line.text, line.start, line.end)
    found = _forms().match(folded, start, line.end)
    if found is None:
        return
    kind = "han" if found["han"] else "bracketed"
    value = number(found[0].strip("，。：；,;:· 　\t（）"))
    if value is None:
        return
    rest = folded[found.end() : line.end]
    if found["opening"] and _closes(rest):
        return
    surely = found["han"] is None or _is_title(rest)
    if not _is_due(lines, at, kind, value, surely=surely):
        return
    line.kind, line.number, line.type = kind, value, "H"
    line.mark, line.after = Span(*found.span()), found.end()


def _is_title(rest: str) -> bool:
    return len(rest) <= _TITLE and not any(mark in rest for mark in "。；，")


def _closes(rest: str) -> bool:
    """Whether the bracket that a line opens is closed in its first sentence: （三类人员）."""
    stop = rest.find("）")
    return stop >= 0 and "（" not in rest[:stop]


def _is_due(lines: list[Line], at: int, kind: str, value: int, *, surely: bool) -> bool:
    """Whether the headings around a line leave out its number, and at least one is of its kind.

    What does not look like a heading must stand right between its neighbours.
    """
    before = _near(lines, range(at - 1, -1, -1), kind)
    after = _near(lines, range(at + 1, len(lines)), kind)
    if value == 1:
        return after == 2 and before != 1 and surely
    between = before == value - 1 and after == value + 1
    return between or (surely and before == value - 1 and after in (None, 1))


def _near(lines: list[Line], places: range, kind: str) -> int | None:
    """The number of the nearest heading of a kind, with none of a higher kind between."""
    for n in places:
        line = lines[n]
        if line.type == "TITLE" or (line.type == "H" and RANK[line.kind or ""] < RANK[kind]):
            return None
        if line.type == "H" and line.kind == kind:
            return line.number
    return None
