"""Lists in running text (甲、乙、丙) and members that stand twice in one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from planlint.knowledge import table
from planlint.patterns import compiled

_LEAST = 2  # characters of a member
_STOPS = "，。；：！？（）,;:()[]\n"


def doubled_members(text: str) -> Iterator[tuple[int, int, int]]:
    """Members that a list has twice: where the second one begins and ends, where the first is.

    A list ends at the next comma. Its first member may follow a verb (推进教育), its last one may
    be followed by 等 or a noun of the whole list (教育等领域).
    """
    for begin, run in _lists(text):
        if not _may_repeat(run):
            continue
        seen: dict[str, int] = {}
        starts = list(_members(run, begin))
        for at, (start, member) in enumerate(starts):
            last = at == len(starts) - 1
            for low, name in _names(start, member, first=at == 0, last=last):
                if name in seen and seen[name] < start:
                    yield low, low + len(name), seen[name]
                    break
                seen.setdefault(name, low)


def _may_repeat(run: str) -> bool:
    """Whether some member, or the end of the first one, stands twice at all."""
    names = [name for name in run.split("、") if len(name) >= _LEAST]
    return any(run.count(name) > 1 for name in (*names, *(n[-_LEAST:] for n in names[:1])))


def _members(run: str, offset: int) -> Iterator[tuple[int, str]]:
    start = 0
    for piece in run.split("、"):
        name = piece.strip()
        yield offset + start + len(piece) - len(piece.lstrip()), name
        start += len(piece) + 1


def _names(start: int, member: str, *, first: bool, last: bool) -> Iterator[tuple[int, str]]:
    """What a member may be called: itself, at the edges also without what surrounds it."""
    if len(member) >= _LEAST:
        yield start, member
    if first:
        for at in range(1, len(member) - _LEAST + 1):  # 机构建立: 构建 must not hide 建立
            if member.endswith(_before(), 0, at):
                yield start + at, member[at:]
    if last and not member.startswith(_compounds()):
        for match in _after().finditer(member, _LEAST):
            yield start, member[: match.start()]
        joined = _joined().search(member)
        if joined:
            yield start + joined.start(1), joined[1]


def _lists(text: str) -> Iterator[tuple[int, str]]:
    """The stretches between two stops that have two 、 at least, and where they begin."""
    end = 0
    pair, stop = _patterns()
    for found in pair.finditer(text):
        if found.start() >= end:
            begin = end
            for mark in stop.finditer(text, end, found.start()):
                begin = mark.end()
            close = stop.search(text, found.end())
            end = close.start() if close else len(text)
            yield begin, text[begin:end]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    stops = re.escape(_STOPS)
    return compiled(f"、[^、{stops}]*、"), compiled(f"[{stops}]")


@cache
def _joined() -> re.Pattern[str]:
    return compiled(r"(?:以及|和|与|及)([^和与及]{2,}?)(?=等|$)")


@cache
def _compounds() -> tuple[str, ...]:
    return tuple(table("repeats")["lists"]["compounds"])


@cache
def _before() -> tuple[str, ...]:
    return tuple(table("repeats")["lists"]["before"].split())


@cache
def _after() -> re.Pattern[str]:
    return compiled(table("repeats")["lists"]["after"])
