"""Where the numbers of headings break their sequence; shared by the numbering rules."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from planlint.patterns import compiled, regex
from planlint.readers.source import Source, Span, fold
from planlint.rule import Context
from planlint.syntax.ast import Marker, Part, Section
from planlint.syntax.numerals import chinese

from ._nesting import Inversion, find_inversions, in_groups


class Fault(NamedTuple):
    """A heading whose number does not follow: kind is gap, duplicate, backward or swapped."""

    kind: str
    section: Section
    expected: int
    previous: Section | None


class Numbering:
    """How the headings of a part are numbered: looked at once for all rules of numbering."""

    def __init__(self, part: Part, source: Source) -> None:
        self._part = part
        self._source = source

    @cached_property
    def flat(self) -> list[Section]:
        """All headings in the order of the text."""
        return list(self._part.walk())

    @cached_property
    def inversions(self) -> list[Inversion]:
        """Headings of a higher rank inside a list of a lower one, with their neighbours there."""
        return list(find_inversions(self.flat, self._annexes))

    @cached_property
    def groups(self) -> list[list[Section]]:
        """Headings that count together: of one kind under one parent, without inverted ones.

        An annex begins afresh.
        """
        # A slip of rank counts where it should stand; what was put in between, nowhere.
        inverted = {_place(i.section): i.instead_of for i in self.inversions}
        flat = [s for s in self.flat if inverted.get(_place(s), s) is not None]
        return in_groups(flat, self._annexes, inverted)

    @cached_property
    def _annexes(self) -> list[int]:
        """Where the lines stand that open an annex."""
        start, end = self._part.span
        folded = self._source.folded
        if "附" not in folded:
            return []
        found = (m.start() for m in _annex().finditer(folded, start, end))
        return [
            at for at in found if not folded[folded.rfind("\n", 0, at) + 1 : at].strip(" \t*#>")
        ]

    def annex(self, section: Section) -> int:
        """In which annex of the part a heading stands; 0 before the first."""
        return bisect(self._annexes, section.span.start)

    @cached_property
    def breaks(self) -> list[Fault]:
        """All breaks of sequence, those that a conversion seems to have made among them."""
        return list(_breaks(self.flat, self.groups))

    @cached_property
    def faults(self) -> list[Fault]:
        """All breaks of sequence; after each the count goes on from what stands.

        A number that stands within the text before the break is not missing: conversions glue
        headings to the end of a paragraph.
        """
        return [fault for fault in self.breaks if not self._is_glued(fault)]

    def _is_glued(self, fault: Fault) -> bool:
        before = fault.previous or self._part
        text = self._source.folded[before.span.start : fault.section.marker.span.start]
        return _glued(text, fault)


def numbering(ctx: Context, part: Part) -> Numbering:
    """The numbers of a part's headings."""
    return ctx.once(_numberings).get(part.span) or Numbering(part, ctx.source)


def _numberings(ctx: Context) -> dict[Span, Numbering]:
    return {part.span: Numbering(part, ctx.source) for part in ctx.draft.outline.parts}


def _glued(text: str, fault: Fault) -> bool:
    marker = fault.section.marker
    numbers = {fault.expected, marker.number - 1}
    if fault.kind == "backward" and marker.number == 1:
        numbers = {fault.expected, 2}
    wanted = [fold(renumbered(marker, n)) for n in numbers if n > 0]
    outer = regex(
        r"[。；！] *(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^，。]{2,40}"
    ).search(text)
    if outer is not None and marker.number == 1:
        return True
    return any(f"{end}{gap}{w}" in text for w in wanted for end in "。；！" for gap in ("", " "))


def _breaks(flat: Sequence[Section], groups: Sequence[Sequence[Section]]) -> Iterator[Fault]:
    starts = {g[0].marker.span.start: g for g in groups}
    parents = {c.marker.span.start: s for s in flat for c in s.children}
    faulty: set[int] = set()
    last: dict[str, Section] = {}
    for section in flat:
        start = section.marker.span.start
        group = starts.get(start)
        if group is not None:
            for fault in _group_faults(group, last.get(section.marker.kind)):
                # A lost chapter takes its sections with it: where their count goes on with a gap,
                # the gap is the chapter's.
                above = parents.get(fault.section.marker.span.start)
                lost = above is not None and above.marker.span.start in faulty
                if not (lost and fault.section is group[0]):
                    yield fault
                faulty.add(fault.section.marker.span.start)
        latest = last.get(section.marker.kind)
        if group is not None or latest is None or section.marker.number > latest.marker.number:
            last[section.marker.kind] = section


def _place(section: Section) -> int:
    return section.marker.span.start


@cache
def _annex() -> re.Pattern[str]:
    # It begins with a plain character, so that the search skips to it.
    return compiled(
        r"附(?<![^\s*#>]附) ?[件录表] ?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\**(?:[ ：\t].{0,60})?$",
        re.MULTILINE,
    )


def _group_faults(group: Sequence[Section], before: Section | None) -> Iterator[Fault]:
    """Breaks in a group, which starts at one or goes on where its kind stopped before."""
    running = before.marker.number + 1 if before is not None else 1
    number = group[0].marker.number
    second = group[1].marker.number if len(group) > 1 else None
    if second is not None and second in (1, running) and number == second + 1:
        yield from _rest(group, second - 1, overtaken=True)
        return
    fault = _first(group[0], before, running, goes_on=second == running + 1)
    if fault is not None:
        yield fault
    repeated = fault is not None and fault.kind == "duplicate"
    yield from _rest(group, running if repeated else number)


def _first(head: Section, before: Section | None, running: int, *, goes_on: bool) -> Fault | None:
    number = head.marker.number
    if number in (1, running):
        return None
    if before is not None and number == running - 1 and (number != 2 or goes_on):
        return Fault("duplicate", head, running, before)
    return Fault("gap", head, running if goes_on or 1 < running < number else 1, None)


def _rest(group: Sequence[Section], due: int, *, overtaken: bool = False) -> Iterator[Fault]:
    """Breaks after the first heading. The count may go on from what stands or from what was due:
    one wrong number is one mistake.
    """
    stands = group[0].marker.number
    # overtaken: the heading before took the place of this one
    for at in range(1, len(group)):
        section, before = group[at], group[at - 1]
        number = section.marker.number
        following = group[at + 1].marker.number if at + 1 < len(group) else None
        expected = due + 1
        if number == stands:
            yield Fault("duplicate", section, expected, before)
        elif overtaken and number == expected:  # 一、三、二、四、: the two changed places
            yield Fault("swapped", section, expected, before)
            stands = due = max(stands, number)
            overtaken = False
            continue
        elif number in (stands + 1, expected):
            stands = due = number
            continue
        elif number < stands:
            if number == 1 and following == 2:
                stands = due = 1  # a list that begins again is no mistake
                continue
            yield Fault("backward", section, expected, before)
        elif following == expected:
            stands, overtaken = number, True
            continue
        elif following != number:  # else the next heading repeats it: that is the mistake
            yield Fault("gap", section, expected, before)
        stands, due = number, expected


def renumbered(marker: Marker, value: int) -> str:
    """The marker with another number, in its own form: （三） for （四）."""
    digits = regex(r"\d+(?=\D*$)").search(marker.text)  # the last number of 1.2
    if digits:
        return marker.text[: digits.start()] + str(value) + marker.text[digits.end() :]
    if marker.kind == "circled":
        return "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"[value - 1] if value <= 20 else str(value)
    numerals = "".join(c for c in marker.text if c in "一二三四五六七八九十百〇零○ーニ")
    return marker.text.replace(numerals, chinese(value), 1)
