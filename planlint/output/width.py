"""Display cells: a Chinese character takes two, so carets and wrapping must count them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_NO_BREAK_BEFORE = "，。；：、！？）》”』」】〕%％"


def cells(text: str) -> int:
    """How many terminal cells a text takes."""
    return sum(map(_cell, text))


def _cell(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, width: int) -> Iterator[str]:
    """Lines of at most `width` cells; Latin words stay whole, closing marks with their word."""
    line, used = "", 0
    for piece in _pieces(text):
        size = cells(piece)
        if used + size > width and line and piece not in _NO_BREAK_BEFORE:
            yield line.rstrip()
            line, used = "", 0
            piece = piece.lstrip()  # noqa: PLW2901
            size = cells(piece)
        line += piece
        used += size
    if line:
        yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Chinese characters one by one, Latin words and numbers whole."""
    word = ""
    for char in text:
        if char.isascii() and not char.isspace():
            word += char
            continue
        if word:
            yield word
            word = ""
        yield char
    if word:
        yield word


def clip(text: str, start: int, end: int, width: int) -> tuple[str, int, int]:
    """A part of a long line that shows its marked range; returns it with the range in it.

    Tabs become a space each, so that a column stays a column.
    """
    shown = text.replace("\t", " ")
    if cells(shown) <= width:
        return shown, start, min(end, len(shown))
    first = start
    budget = width // 3
    while first > 0 and budget > 0:
        first -= 1
        budget -= _cell(shown[first])
    last, used = first, 4
    while last < len(shown) and used + _cell(shown[last]) <= width:
        used += _cell(shown[last])
        last += 1
    head = "…" if first else ""
    tail = "…" if last < len(shown) else ""
    piece = head + shown[first:last] + tail
    shift = len(head) - first
    return piece, start + shift, min(end, last) + shift
