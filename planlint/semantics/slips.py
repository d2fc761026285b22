"""Slips of the pen in responsibility clauses: a separator too many or too few.

The reader mends them, so that a clause is read in spite of them; a rule reports them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from planlint.patterns import compiled
from planlint.readers.source import HAN

_LABEL = r"(?:牵头|责任|主办|协办|参与|参加|配合|协同|落实)(?:责任|负责|配合)?(?:单位|部门)"
_UNIT = (
    r"(?=[省市区县旗州镇乡]|街道|团[省市区县]委|各[区县乡镇街村社]"
    rf"|{HAN}{{2,10}}(?:[局委办站所]|中心|公司|集团|办公室)[、，；）\]])"
)
_DUTY = (
    r"(?=(?:按照?(?:各自)?职责(?:分工)?|分工|分别|共同|具体|各自|组织)*(?:负责|落实|实施)[）\]])"
)


class Slip(NamedTuple):
    """One slip: its kind, the offsets to show, the offsets to replace, and what belongs there.

    `doubled` separators, a `stray` one beside a bracket or a verb, a label without its `colon`,
    without the `semicolon` before it. A `comma` before the verb is good style, though not of the
    grammar.
    """

    kind: str
    shown: tuple[int, int]
    start: int
    end: int
    right: str


def slips(text: str) -> Iterator[Slip]:
    """The slips of a clause in folded text, in order."""
    for found in _pattern().finditer(text):
        kind = found.lastgroup or ""
        start, end = found.span(kind)
        if kind == "doubled":
            yield Slip(kind, (start, end), start, end, _strongest(found.group()))
        elif kind == "colon":
            yield Slip(kind, found.span(), start, end, "：")
        elif kind == "semicolon":
            yield Slip(kind, found.span(), start, start, "；")
        else:
            yield Slip(kind.partition("_")[0], (start, end), start, end, "")


def _strongest(marks: str) -> str:
    return next(m for m in "：；，、" if m in marks)


@cache
def _pattern() -> re.Pattern[str]:
    return compiled(
        rf"(?<=[（\[])(?P<stray>[、，；：]+)"
        rf"|(?P<stray_end>[、，；]+(?=。?[）\]])|、+{_DUTY})"
        rf"|(?P<comma>，{_DUTY})"
        rf"|(?P<doubled>[、，；：]{{2,}})"
        rf"|(?<=[（\[；，、。]){_LABEL}(?P<colon>[；，、]?){_UNIT}"
        rf"|(?<=[局委办厅部会院])(?P<semicolon>{_LABEL}：)"
    )
