"""How a text is wrapped: at which width, and what shows there where a paragraph ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from planlint.patterns import compiled
from planlint.syntax.lines import Line

_LEAST = 20  # lines of text; fewer show no habit
_WIDTHS = range(15, 61)
_HABIT = 0.8  # of the places that could show a habit
_SLACK = 2  # characters that a full line may lack: an indent that was stripped, a mark
_UNBREAKABLE = compiled(r"[“‘《（〔]*(?:[\dA-Za-z][\d.,%A-Za-z/-]*|.?)")


class Wrap(NamedTuple):
    """The width at which lines were wrapped, 0 where lines are paragraphs.

    `blanks` part the paragraphs, or `indents` open them; else only their last lines tell.
    """

    width: int
    blanks: bool
    indents: bool
    folded: str

    @property
    def is_sure(self) -> bool:
        """Whether a full line without blank or indent after it surely goes on."""
        return self.blanks or self.indents

    def fills(self, before: Line, line: Line) -> bool:
        """Whether what the next line begins with had no room on a line: 2035 is never parted."""
        length = len(before.printed)
        if length >= self.width - _SLACK:
            return True
        match = _UNBREAKABLE.match(line.printed)
        return match is not None and length + match.end() >= self.width - _SLACK

    def parted(self, before: Line, line: Line) -> bool:
        """Whether a blank line stands between two lines, where that parts paragraphs."""
        return self.blanks and _is_blank_between(self.folded, before, line)


def read_wrap(lines: Sequence[Line], folded: str) -> Wrap:
    """How the lines of a file are wrapped."""
    width = _wrap_width(lines)
    if not width:
        return Wrap(0, False, False, folded)
    ended = [
        (a, b)
        for a, b in pairwise(lines)
        if b.type == "TEXT" and len(a.printed) < width - 4 and a.printed[-1] in "。；："
    ]
    parted = sum(_is_blank_between(folded, a, b) for a, b in ended)
    indented = sum(is_indented(b) for _, b in ended)
    least = max(3, len(ended) * _HABIT)
    return Wrap(width, parted >= least, indented >= least, folded)


def is_indented(line: Line) -> bool:
    """Two blanks before a line open a new paragraph; a page break never indents."""
    lead = line.raw[:2]
    return lead in ("  ", "\t\t") or lead.startswith("\t")


def _is_blank_between(folded: str, before: Line, line: Line) -> bool:
    return folded.count("\n", before.end, line.start) > 1


def _wrap_width(lines: Sequence[Line]) -> int:
    """The width at which a PDF export wrapped its lines; 0 where lines are paragraphs."""
    lengths = [n.end - n.start for n in lines if n.type in ("TEXT", "H")]
    if len(lengths) < _LEAST:
        return 0
    width, _ = max(Counter(lengths).items(), key=lambda item: (item[1], item[0]))
    near = sum(width - 2 <= n <= width + 1 for n in lengths)
    longer = sum(n > width + 1 for n in lengths)
    return width if width in _WIDTHS and near >= len(lengths) * 0.4 and longer <= near / 5 else 0
