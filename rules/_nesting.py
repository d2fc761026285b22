"""Which headings count together, and which stand at the wrong rank among them."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from planlint.patterns import regex
from planlint.syntax.ast import Marker, Section


class Inversion(NamedTuple):
    """A heading of a higher rank inside a list of a lower one, and its neighbours there.

    （一） 一、 （二）: put in between, it counts in no list. （一） 二、 （三）: its number belongs to the
    list, and it stands there `instead_of` a heading of the neighbour's kind.
    """

    section: Section
    before: Section | None
    after: Section | None
    instead_of: Section | None


def find_inversions(flat: Sequence[Section], annexes: Sequence[int] = ()) -> Iterator[Inversion]:
    """The headings at a wrong rank, in the order of the text."""
    running = _running_kinds(flat)
    siblings = _siblings(in_groups(flat, annexes))
    last: dict[int, Section] = {}
    open_: list[Section] = []  # the headings around a place, outermost first
    for at, section in enumerate(flat):
        above = last.get(section.level)
        last[section.level] = section
        inner = [s for s in open_ if s.level > section.level]
        if not (inner and inner[0].marker.kind in running):
            found = _slip(flat, at, inner, siblings) or _insertion(flat, at, inner, above)
            if found is not None:
                yield found
        while open_ and open_[-1].level >= section.level:
            open_.pop()
        open_.append(section)


def _insertion(
    flat: Sequence[Section], at: int, around: Sequence[Section], above: Section | None
) -> Inversion | None:
    """It neither continues its own count nor closes the list around it, which goes on."""
    section = flat[at]
    number = section.marker.number
    if not around or (above is not None and number == above.marker.number + 1):
        return None
    inner = around[0]
    sibling = _next(flat, at, section.level)
    if sibling is not None and sibling.marker.number == number + 1:
        return None  # it opens or goes on with a list of its own rank
    after = _next(flat, at, inner.level)
    if (
        after is not None
        and after.marker.kind == inner.marker.kind
        and after.marker.number == inner.marker.number + 1
        and after.marker.number > 1
    ):
        return Inversion(section, inner, after, None)
    return None


class _Siblings(NamedTuple):
    """The headings of one list around one of them."""

    before: Section | None
    after: Section | None
    second: Section | None  # the one after the next
    place: int  # of itself in the list, from 1


def _siblings(groups: Sequence[Sequence[Section]]) -> dict[int, _Siblings]:
    around: dict[int, _Siblings] = {}
    for same in groups:
        padded = [None, *same, None, None]
        for at, section in enumerate(same, 1):
            around[_place(section)] = _Siblings(padded[at - 1], padded[at + 1], padded[at + 2], at)
    return around


def _slip(
    flat: Sequence[Section],
    at: int,
    around: Sequence[Section],
    siblings: Mapping[int, _Siblings],
) -> Inversion | None:
    """Its number goes on with the lower list, and its own list is whole without it."""
    section = flat[at]
    number = section.marker.number
    below = section.children[0] if section.children else None
    if below is not None and below.marker.number != number + 1:
        return None
    fits = (s for s in reversed(around) if s.marker.number + 1 == number)
    inner = next((s for s in fits if below is None or s.marker.kind == below.marker.kind), None)
    if inner is None and (number != 1 or below is None or not _opens(flat, at, below)):
        return None
    if not _is_whole_without(number, siblings[_place(section)], sure=below is not None):
        return None
    return Inversion(section, inner, below, inner or below)


def _opens(flat: Sequence[Section], at: int, below: Section) -> bool:
    """Whether a heading stands right under another one, as the first item of its list would."""
    return at > 0 and flat[at - 1].level < below.level and not flat[at - 1].children[1:]


def _is_whole_without(number: int, around: _Siblings, *, sure: bool) -> bool:
    """Whether a list counts on without one of its numbers; `sure` that the lower one needs it."""
    before = around.before.marker.number if around.before is not None else 0
    if around.after is None:
        # The last of its list: only where it falls back, or is the only one of its kind. Where it
        # has the number of its place, the one before is wrong: 一、二、二十三、四、.
        return sure or not before or number < min(before, around.place)
    following = around.after.marker.number
    if following != before + 1:
        return False
    second = around.second.marker.number if around.second is not None else None
    return second == following + 1 or (second is None and (sure or number != following))


def _series(marker: Marker) -> str:
    """What counts together: headings of one kind; of those with a name, 行动一 and 任务一 apart."""
    if marker.kind != "named":
        return marker.kind
    return regex(r"[一二三四五六七八九十百〇零○ーニ\d].*").sub("", marker.text)


def in_groups(
    flat: Sequence[Section],
    annexes: Sequence[int] = (),
    inverted: Mapping[int, Section | None] = MappingProxyType({}),
) -> list[list[Section]]:
    """Headings of one kind under one parent, in the order of the text.

    Where one is `inverted`, it counts like the heading that it should have been.
    """
    groups: dict[tuple[int, int, str], list[Section]] = {}
    stack: list[Section] = []
    for section in flat:
        like = inverted.get(_place(section)) or section
        while stack and stack[-1].level >= like.level:
            stack.pop()
        parent = _place(stack[-1]) if stack else -1
        annex = bisect(annexes, section.span.start) if annexes else 0
        groups.setdefault((annex, parent, _series(like.marker)), []).append(section)
        if like is section:
            stack.append(section)
    return list(groups.values())


def _place(section: Section) -> int:
    return section.marker.span.start


def _next(flat: Sequence[Section], at: int, level: int) -> Section | None:
    """The next heading that is not deeper than a level."""
    return next((flat[i] for i in range(at + 1, len(flat)) if flat[i].level <= level), None)


def _running_kinds(flat: Sequence[Section]) -> set[str]:
    """Kinds whose count runs on through their parents: there going on after one is the rule."""
    fresh: Counter[str] = Counter()
    last: dict[str, int] = {}
    for group in in_groups(flat):
        head = group[0].marker
        if head.kind in last:
            fresh[head.kind] += (
                1 if head.number == 1 else -1 if head.number == last[head.kind] + 1 else 0
            )
        last[head.kind] = group[-1].marker.number
    return {kind for kind, balance in fresh.items() if balance <= -2}
