"""Source: the decoded text of one document and its positions.

Offsets are 0-based code points inside planlint; rows and columns are 1-based code points
outside. `folded` is `text` with look-alike characters folded one to one, so that an offset into
one is an offset into the other for ever. Style rules read `text`, everything else `folded`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from planlint.patterns import compiled

# Only these end a line; form feeds and U+2028 are text (they come from PDF exports).
_NEWLINE = compiled(r"\r\n|\r|\n")

HAN = r"[^\W\da-zA-Z_]"
"""A Chinese character in a pattern: compiles in a hundredth of the time of [\\u4e00-\\u9fff]."""

# One to one, never NFKC: the difference between ＞ and > is evidence for a style rule.
_FOLD = dict(
    zip(
        "０１２３４５６７８９．﹒％＞＜＝≧≦⩾⩽(),;:?!"
        "\u3000\u2003\u2002\u00a0\u2009\x0c"
        "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"
        "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
        "［］﹝﹞＃＊－–",
        "0123456789..%><=≥≤≥≤（），；：？！"
        "      "
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        "abcdefghijklmnopqrstuvwxyz"
        "[]〔〕#*--",
        strict=True,
    )
)
_FOLDED = compiled(f"[{''.join(_FOLD)}]")


class Span(NamedTuple):
    """A half-open range of code-point offsets into a source."""

    start: int
    end: int


class Position(NamedTuple):
    """A place for people: 1-based row and column; column 0 means the whole document."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Source:
    """One decoded document. `encoding` is the codec used, `bom` whether a byte-order mark led."""

    filename: str
    text: str
    encoding: str = "utf-8"
    bom: bool = False
    folded: str = field(default="", repr=False)
    line_starts: tuple[int, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", fold(self.text))
        object.__setattr__(self, "line_starts", _line_starts(self.text))

    def row(self, offset: int) -> int:
        """The 1-based row of an offset."""
        return bisect_right(self.line_starts, offset)

    def position(self, offset: int) -> Position:
        """The 1-based row and column of an offset."""
        row = self.row(offset)
        return Position(row, offset - self.line_starts[row - 1] + 1)

    def line(self, row: int) -> str:
        """The text of a row without its line end; empty beyond the last row."""
        if row > len(self.line_starts):
            return ""
        start = self.line_starts[row - 1]
        end = self.line_starts[row] if row < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]


def split_lines(text: str) -> list[str]:
    """The lines of a text without their ends; only \\n, \\r\\n and \\r end one."""
    return _NEWLINE.split(text) if "\r" in text else text.split("\n")


def _line_starts(text: str) -> tuple[int, ...]:
    if "\r" in text:
        return (0, *(m.end() for m in _NEWLINE.finditer(text)))
    *lengths, _ = map(len, text.split("\n"))
    return tuple(accumulate((length + 1 for length in lengths), initial=0))


def fold(text: str) -> str:
    """Fold look-alike characters one to one; the result has the same length."""
    # A text has few of them, and few kinds: finding those and replacing each is ten times as fast
    # as str.translate.
    for char in set(_FOLDED.findall(text)):
        text = text.replace(char, _FOLD[char])
    return text
