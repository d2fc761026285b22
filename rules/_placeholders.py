"""What stands in a draft for what is still to be written, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from planlint.knowledge import table
from planlint.patterns import compiled, regex
from planlint.readers.source import HAN, Span
from planlint.semantics.wording import Printed, Wording

_SPACES = " 　\xa0"


def placeholders(wording: Wording) -> Iterator[tuple[Span, str]]:
    """The placeholders in texts and cells, each with its characters."""
    taken: set[int] = set()
    for form, signs in _forms().items():
        if not wording.holds(*signs, cells=True):
            continue
        for place, match in wording.find(compiled(form), cells=True):
            span = place.span(*match.span())
            if span.start not in taken and _is_open(wording, place, match):
                taken.add(span.start)
                yield span, match[0]


def _is_open(wording: Wording, place: Printed, match: re.Match[str]) -> bool:
    """Whether nothing else explains the characters: a bold run, a line's end, the X of 1+N+X."""
    found = match[0]
    if found in ("**", "__"):
        return place.text.count(found) % 2 == 1
    if found in ("X", "Ｘ") and not place.text.startswith(("年", "月"), match.end()):
        return not wording.holds("+X", "＋X", "+Ｘ", "＋Ｘ")
    return len(list(place.flow.pieces(*match.span()))) == 1


def is_open_date(found: str) -> bool:
    """Whether a placeholder is a date that waits for its day: 2026年  月  日."""
    return regex(rf"(?:20\d\d)?年?[{_SPACES}]+月(?:[{_SPACES}]*日)?").fullmatch(found) is not None


@cache
def _forms() -> dict[str, Sequence[str]]:
    """What a placeholder looks like, each with signs that most documents have not got."""
    facts = table("documents")["placeholders"]
    latin = [w for w in facts["words"] if w.isascii()]
    chinese = [w for w in facts["words"] if not w.isascii() and w != "某某"]
    said = rf"(?:{'|'.join(facts['subjects'])})*(?:{'|'.join(chinese)})(?:数据|内容|。)?"
    unit, short = ("|".join(facts[name]) for name in ("units", "short_units"))
    counted = rf"(?:{unit}|(?:{short})(?:以上|左右)?(?=[，。；、）]))"
    return {
        rf"[（(【\[]\s*{said}\s*[）)】\]]": chinese,
        r"此处(?:需|应|请|待)?(?:补充|填写|插入|添加)": ("此处",),
        r"(?:(?<=[，。；：])|^|(?<=数据)|(?<=内容))待补充?(?=[，。；]|$)": ("待补",),
        rf"(?:{'|'.join(latin)})(?![A-Za-z])": latin,
        r"[XxＸｘ](?<![A-Za-zＡ-Ｚ&].)[XxＸｘ]+(?![A-Za-z0-9])": "XxＸｘ",
        rf"[XＸ](?<![A-Za-zＡ-Ｚ+].)(?= ?(?:[年月日户名]|{counted}))": "XＸ",
        rf"[_*□×?？](?<={HAN}.)(?:(?<=_)_|(?<=\*)\*|(?<=[□×])|(?<=[?？])[?？])(?={counted})": (
            "__", "**", "□", "×", "?", "？",
        ),
        rf"[（(](?<={HAN}.)[{_SPACES}]*[）)](?={counted})": ("（）", "()", "（ ", "( ", "（　"),
        rf"[{_SPACES}](?<=[\u4e00-\u9fff].)(?<![章节条编篇].)[{_SPACES}]+{counted}": (
            "  ", "　", "\xa0",
        ),
        rf"20\d\d年[{_SPACES}]+月(?:[{_SPACES}]*日)?": ("年 ", "年　", "年\xa0"),
        r"×{2,}|某某+|_{3,}|＿{2,}|[?？]{3,}|□{2,}|＊{2,}": _SIGNS,
    }  # fmt: skip


_SIGNS = ("××", "某某", "___", "＿＿", "??", "？？", "?？", "？?", "□□", "＊＊")
