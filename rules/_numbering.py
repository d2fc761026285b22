"""Where the numbers of headings break their sequence; shared by the numbering rules."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from planlint.patterns import compiled, regex
from planlint.readers.source import Source, Span, fold
from planlint.rule import Context
from planlint.syntax.ast import Marker, Part, Section
from planlint.syntax.numerals import chinese


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
    def inversions(self) -> list[tuple[Section, Section, Section]]:
        """Headings of a higher rank inside a list of a lower one, which goes on after them.

        （一） 一、 （二）: the 一、 neither continues its own count nor closes the list around it. Each
        comes with its neighbours in that list.
        """
        return _inversions(self.flat)

    @cached_property
    def groups(self) -> list[list[Section]]:
        """Headings that count together: of one kind under one parent, without inverted ones.

        An annex begins afresh.
        """
        inverted = {id(s) for s, _, _ in self.inversions}
        return _groups([s for s in self.flat if id(s) not in inverted], self._annexes)

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


@cache
def _annex() -> re.Pattern[str]:
    # It begins with a plain character, so that the search skips to it.
    return compiled(
        r"附(?<![^\s*#>]附) ?[件录表] ?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\**(?:[ ：\t].{0,60})?$",
        re.MULTILINE,
    )


def _series(marker: Marker) -> str:
    """What counts together: headings of one kind; of those with a name, 行动一 and 任务一 apart."""
    if marker.kind != "named":
        return marker.kind
    return regex(r"[一二三四五六七八九十百〇零○ーニ\d].*").sub("", marker.text)


def _groups(flat: Sequence[Section], annexes: Sequence[int] = ()) -> list[list[Section]]:
    """Headings of one kind under one parent, in the order of the text."""
    groups: dict[tuple[int, int, str], list[Section]] = {}
    stack: list[Section] = []
    for section in flat:
        while stack and stack[-1].level >= section.level:
            stack.pop()
        parent = stack[-1].marker.span.start if stack else -1
        annex = bisect(annexes, section.span.start) if annexes else 0
        groups.setdefault((annex, parent, _series(section.marker)), []).append(section)
        stack.append(section)
    return list(groups.values())


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


def _inversions(flat: Sequence[Section]) -> list[tuple[Section, Section, Section]]:
    running = _running_kinds(flat)
    found: list[tuple[Section, Section, Section]] = []
    last: dict[int, Section] = {}
    for at, section in enumerate(flat):
        before = last.get(section.level)
        last[section.level] = section
        inner = _last_before(flat, at, section.level)
        if inner is None or inner.marker.kind in running:
            continue
        number = section.marker.number
        if before is not None and number == before.marker.number + 1:
            continue
        sibling = _next(flat, at, section.level)
        if sibling is not None and sibling.marker.number == number + 1:
            continue  # it opens or goes on with a list of its own rank
        after = _next(flat, at, inner.level)
        if (
            after is not None
            and after.marker.kind == inner.marker.kind
            and after.marker.number == inner.marker.number + 1
            and after.marker.number > 1
        ):
            found.append((section, inner, after))
    return found


def _next(flat: Sequence[Section], at: int, level: int) -> Section | None:
    """The next heading that is not deeper than a level."""
    return next((flat[i] for i in range(at + 1, len(flat)) if flat[i].level <= level), None)


def _running_kinds(flat: Sequence[Section]) -> set[str]:
    """Kinds whose count runs on through their parents: there going on after one is the rule."""
    fresh: Counter[str] = Counter()
    last: dict[str, int] = {}
    for group in _groups(flat):
        head = group[0].marker
        if head.kind in last:
            fresh[head.kind] += (
                1 if head.number == 1 else -1 if head.number == last[head.kind] + 1 else 0
            )
        last[head.kind] = group[-1].marker.number
    return {kind for kind, balance in fresh.items() if balance <= -2}


def _last_before(flat: Sequence[Section], at: int, level: int) -> Section | None:
    """The outermost heading deeper than a level among those just before."""
    inner: Section | None = None
    for index in range(at - 1, -1, -1):
        section = flat[index]
        if section.level <= level:
            break
        if inner is None or section.level < inner.level:
            inner = section
    return inner


def renumbered(marker: Marker, value: int) -> str:
    """The marker with another number, in its own form: （三） for （四）."""
    digits = regex(r"\d+(?=\D*$)").search(marker.text)  # the last number of 1.2
    if digits:
        return marker.text[: digits.start()] + str(value) + marker.text[digits.end() :]
    if marker.kind == "circled":
        return "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"[value - 1] if value <= 20 else str(value)
    numerals = "".join(c for c in marker.text if c in "一二三四五六七八九十百〇零○ーニ")
    return marker.text.replace(numerals, chinese(value), 1)
