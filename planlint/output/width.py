"""Display cells: a Chinese character takes two, so carets and wrapping must count them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from planlint.patterns import compiled

_NO_BREAK_BEFORE = "，。；：、！？）》”』」】〕%％"
_NO_BREAK_AFTER = "（《“『「【〔"


def cells(text: str) -> int:
    """How many terminal cells a text takes."""
    return sum(map(_cell, text))


@lru_cache(4096)  # a report has far fewer different characters than characters
def _cell(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, width: int) -> Iterator[str]:
    """Lines of at most `width` cells; Latin words stay whole, closing marks with their word."""
    line: list[str] = []
    used = 0
    for piece in _piece().findall(printable(text)):
        size = cells(piece)
        if line and used + size > width:
            carried = _carried(line, piece)
            yield "".join(line[: len(line) - carried]).rstrip()
            line = line[len(line) - carried :]
            used = sum(map(cells, line))
            piece = piece if line else piece.lstrip()  # noqa: PLW2901
            size = cells(piece)
        line.append(piece)
        used += size
    if line:
        yield "".join(line).rstrip()


def _carried(line: list[str], piece: str) -> int:
    """How many pieces move to the next line, so that no line begins or ends with a wrong mark."""
    carried, most = 0, min(3, len(line) - 1)
    while piece in _NO_BREAK_BEFORE and carried < most:
        carried += 1
        piece = line[-carried]
    while carried < most and line[-carried - 1] in _NO_BREAK_AFTER:
        carried += 1
    return carried


_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\ufffd") | {9: " ", 10: " ", 13: " "}


def printable(text: str) -> str:
    """The text without control characters: a draft must not steer the terminal."""
    return text.translate(_CONTROLS)


@cache
def _piece() -> re.Pattern[str]:
    """A Latin word or a number, whole, or another character."""
    return compiled(r"[!-~]+|[\s\S]")


def clip(text: str, start: int, end: int, width: int) -> tuple[str, int, int]:
    """A part of a long line that shows its marked range; returns it with the range in it.

    Tabs become a space each, so that a column stays a column.
    """
    # Only what can be seen is measured: a line may have a hundred thousand characters.
    begin = max(0, start - width)
    shown = printable(text[begin : start + 2 * width])
    start, end = start - begin, min(end - begin, len(shown))
    whole = begin == 0 and len(text) <= len(shown)
    if whole and cells(shown) <= width:
        return shown, start, end
    first, budget = start, width // 3
    while first > 0 and budget > 0:
        first -= 1
        budget -= _cell(shown[first])
    last, used = first, 4
    while last < len(shown) and used + _cell(shown[last]) <= width:
        used += _cell(shown[last])
        last += 1
    head = "…" if first or begin else ""
    tail = "…" if last < len(shown) or not whole else ""
    shift = len(head) - first
    return head + shown[first:last] + tail, start + shift, min(end, last) + shift
