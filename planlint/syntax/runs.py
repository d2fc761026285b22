"""Headings whose number alone is no certain mark: 1.1 发展基础, 一 总体要求, 行动三 建设平台.

A year, an amount or a row may begin the same way, so a single line stays text. A run makes them
headings: they count from one on, on lines of their own, with something between them; a decimal
stands under the heading whose number it begins with.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.syntax.lines import Line
from planlint.syntax.numerals import number

_LEAST = 3
_LONGEST = 40  # characters of such a heading
_AGREE = 0.8  # of the decimals stand under the number that they begin with
_HAN = "[一二三四五六七八九十]{1,3}"
_WORDS = "(?:重点|重大|专项)?(?:任务|行动|工程|专项|举措|措施|项目|专题|计划|层次)"
_TITLE = r"(?=[^\W\da-zA-Z_]|[“《])"
_WEAK = compiled(
    rf"(?P<decimal>\d{{1,2}}(?:\.\d{{1,2}}){{1,2}})(?= *{_TITLE}) *"
    rf"|(?P<bare>\d{{1,2}}) +{_TITLE}"
    rf"|(?P<han>{_HAN}) +{_TITLE}"
    rf"|(?P<named>{_WORDS}(?:{_HAN}|\d{{1,2}})) +{_TITLE}"
)
_AMOUNT = compiled(
    r"[\d.]+ *(?:[%％‰倍亿℃]|万[人元亩吨平千公个名套户辆次件]|个(?![人性体])"
    r"|年(?!度)|[月日元吨](?!宇)|平方|公[里顷斤]|千[瓦克米]|小时)"
)
_DIGITS = frozenset("一二三四五六七八九十")
_SLIP = compiled(rf"({_HAN})(?:[，,:：;；] *| +){_TITLE}")
_NUMERAL = compiled(rf"{_HAN}$|\d{{1,2}}$")
_ABOVE = ("bare", "chapter", "division", "han", "arabic")  # what a decimal may stand under


class _Weak(NamedTuple):
    """A line that may be a heading, its marker, and the numbers in it: 1.2 has two."""

    line: Line
    at: int
    form: str  # decimal, bare, han, or the word that is counted
    marker: str
    numbers: tuple[int, ...]


def mark_runs(lines: Sequence[Line], folded: str) -> None:
    """Make headings of the lines that form runs; entries of contents get the same markers."""
    _mark_slips(lines, folded)
    weak = [w for at, n in enumerate(lines) if n.type == "TEXT" and (w := _read(n, at))]
    if len(weak) < 2:
        return
    kinds = _kinds(lines, [w for w in weak if _is_own_line(w.line)])
    if not kinds:
        return
    listed = [w for at, n in enumerate(lines) if n.type == "TOC_ENTRY" and (w := _read(n, at))]
    for found in (*weak, *listed):
        kind = kinds.get((found.form, len(found.numbers)))
        if kind and (found.line.type != "TEXT" or _is_own_line(found.line)):
            _mark(found, kind, folded)


def _mark_slips(lines: Sequence[Line], folded: str) -> None:
    """二 主要任务 or 二，主要任务 between 一、 and 三、 is the heading that would be missing."""
    last = 0
    lost: list[tuple[int, re.Match[str]]] = []
    for at, line in enumerate(lines):
        if line.type == "H" and line.kind == "han":
            if len(lost) == 1 and line.number == last + 2:
                _mark_slip(lines[lost[0][0]], lost[0][1], folded)
            last, lost = line.number, []
        elif last and line.type == "TEXT" and line.text[:1] in _DIGITS and _is_own_line(line):
            match = _SLIP.match(line.text)
            if match is not None and number(match[1]) == last + 1:
                lost.append((at, match))
    # The last chapter has no number after it: its first section tells.
    if len(lost) == 1 and last > 1 and _opens_list(lines, lost[0][0]):
        _mark_slip(lines[lost[0][0]], lost[0][1], folded)


def _opens_list(lines: Sequence[Line], at: int) -> bool:
    following = lines[at + 1] if at + 1 < len(lines) else None
    return following is not None and following.type == "H" and following.number == 1


def _mark_slip(line: Line, match: re.Match[str], folded: str) -> None:
    _mark(_Weak(line, 0, "han", match[0].rstrip(), (number(match[1]) or 0,)), "han", folded)


def _read(line: Line, at: int) -> _Weak | None:
    match = _WEAK.match(line.text) if line.kind is None else None
    form = match.lastgroup if match else None
    if match is None or form is None or _AMOUNT.match(line.text):
        return None
    marker = match[form]
    if form == "decimal":
        numbers = tuple(int(n) for n in marker.split("."))
        return _Weak(line, at, form, marker, numbers)
    numeral = _NUMERAL.search(marker)
    value = number(numeral[0]) if numeral else None
    if numeral is None or value is None:
        return None
    return _Weak(line, at, marker[: numeral.start()] or form, marker, (value,))


def _is_own_line(line: Line) -> bool:
    text = line.text
    return len(text) <= _LONGEST and "。" not in text and text[-1] not in "，；：、,;"


def _mark(weak: _Weak, kind: str, folded: str) -> None:
    line = weak.line
    start = line.end - len(line.text)
    if not folded.startswith(weak.marker, start):
        return
    line.kind, line.number = kind, weak.numbers[-1]
    line.mark = Span(start, start + len(weak.marker))
    line.after = line.mark.end
    if line.type == "TEXT":
        line.type = "H"


def _kinds(lines: Sequence[Line], weak: Sequence[_Weak]) -> dict[tuple[str, int], str]:
    """The kind of heading that each form is here, for those that form a run."""
    kinds: dict[tuple[str, int], str] = {}
    above = _above(lines, weak)
    if above:
        kinds["decimal", 2] = "inner_decimal" if above == "arabic" else "decimal"
        kinds["decimal", 3] = "inner_decimals" if above == "arabic" else "decimals"
    forms: dict[str, list[_Weak]] = defaultdict(list)
    for found in weak:
        if found.form != "decimal":
            forms[found.form].append(found)
    counted = any(n.type == "H" and n.kind == "han" for n in lines)
    for form, same in forms.items():
        if (form == "bare" and above == "bare") or (
            _is_run(same) and not (form == "han" and counted)
        ):
            kinds[form, 1] = form if form in ("bare", "han") else "named"
    return kinds


def _is_run(same: Sequence[_Weak]) -> bool:
    """Whether lines count from one on, and are no list or table of lines one after the other."""
    numbers = [w.numbers[0] for w in same]
    if len(numbers) < _LEAST or numbers[0] != 1:
        return False
    apart = sum(b.at - a.at > 1 for a, b in pairwise(same))
    starts = [at for at, n in enumerate(numbers) if n == 1] + [len(numbers)]
    runs = [numbers[a:b] for a, b in pairwise(starts)]
    counts = all(max(run) <= len(run) + 1 for run in runs)
    return counts and max(map(len, runs)) >= _LEAST and apart * 2 >= len(same) - 1


def _above(lines: Sequence[Line], weak: Sequence[_Weak]) -> str:
    """The kind of heading that decimals stand under, 1.1 under 1; "" where they do not."""
    decimals = [w for w in weak if w.form == "decimal"]
    if len(decimals) < 2 or decimals[0].numbers[-1] != 1:
        return ""
    agree: dict[str, int] = defaultdict(int)
    for found, last in _with_numbers(lines, weak):
        for kind in _ABOVE:
            agree[kind] += last.get(kind) == found.numbers[0]
    best = max(_ABOVE, key=lambda kind: agree[kind])
    return best if agree[best] >= max(2, len(decimals) * _AGREE) else ""


def _with_numbers(
    lines: Sequence[Line], weak: Sequence[_Weak]
) -> Iterator[tuple[_Weak, Mapping[str, int]]]:
    """Each decimal with the last numbers of the headings that may hold it."""
    last: dict[str, int] = {}
    by_place = {w.at: w for w in weak}
    for at, line in enumerate(lines):
        found = by_place.get(at)
        if line.type == "H" and line.kind is not None:
            last[line.kind] = line.number
        elif found is not None and found.form == "bare":
            last["bare"] = found.numbers[0]
        elif found is not None and len(found.numbers) > 1:
            yield found, last
