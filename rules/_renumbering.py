"""New numbers after a break of sequence, in headings, boxes and rows, with all that names them.

Every fault of one list carries the same repair, the whole list from one end to the other: part of
it alone would only move the break. References keep pointing to the heading that they name; where
two headings share a number nobody can tell which is meant, and the reference stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from planlint.patterns import compiled, regex
from planlint.readers.source import Source, Span, fold
from planlint.rule import Change, Context, Repair, Text
from planlint.semantics.wording import Printed
from planlint.syntax.ast import Marker, Part, Section
from planlint.syntax.numerals import chinese, number

from ._boxes import Title, before_name
from ._numbering import Fault, numbering

_NUMERAL = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
_RUN = rf"{_NUMERAL}(?:(?:[、和及与至到]|—|-|～|~)第?{_NUMERAL})*"
_BOX_RUN = rf"{_NUMERAL}(?:(?:[、和及与至到]|—|-|～|~)(?:专栏 ?)?{_NUMERAL})*"
_UNITS = {"han": "部分", "chapter": "章", "part": "[编篇]", "division": "部分", "section": "节"}
_MOST_FAULTS = 20
"""In a list with more breaks than that nobody can tell what its numbers were meant to be."""


class Numbered(NamedTuple):
    """A heading and the number that it should have."""

    section: Section
    new: int


Chain = dict[int, Numbered]
"""A list by the offsets of its markers. A count that runs on under the next parent is one list."""


def faults_with_repairs(
    ctx: Context, part: Part, *kinds: str
) -> Iterator[tuple[Fault, Repair | None]]:
    """The faults of some kinds, each with the new numbers of its list where they can be told."""
    told = [fault for fault in numbering(ctx, part).faults if fault.kind in kinds]
    repairs = ctx.once(_all_repairs)[part.span] if told else {}
    for fault in told:
        yield fault, repairs.get(_place(fault.section))


def _place(section: Section) -> int:
    return section.marker.span.start


def _all_repairs(ctx: Context) -> dict[Span, dict[int, Repair]]:
    """For each part the repairs of its lists, by the offsets of the headings that are wrong."""
    return {part.span: _repairs(ctx, part) for part in ctx.draft.outline.parts}


def _repairs(ctx: Context, part: Part) -> dict[int, Repair]:
    told = {_place(fault.section) for fault in numbering(ctx, part).faults}
    repairs: dict[int, Repair] = {}
    named = _Named(ctx, part)
    for chain in _chains(ctx, part) if told else ():
        wrong = told & chain.keys()
        repair = _repair_chain(ctx, chain, named) if len(wrong) <= _MOST_FAULTS else None
        if repair is not None:
            repairs |= dict.fromkeys(wrong, repair)
    return repairs


class _Named:
    """The references to headings of a part: each kind is looked for once."""

    def __init__(self, ctx: Context, part: Part) -> None:
        self._ctx = ctx
        self._part = part
        self._found: dict[str, list[_Reference]] = {}
        self._above: dict[int, Section] | None = None

    def find(self, unit: str) -> list[_Reference]:
        """References by a unit (第三章) that are of this document and no headings themselves."""
        if unit not in self._found:
            headings = set(map(_place, numbering(self._ctx, self._part).flat))
            found = _references(self._ctx, self._part, rf"第(?P<run>{_RUN}){unit}")
            own = (r for r in found if not _quoted(r) and not _of_another(_before(r)))
            self._found[unit] = [r for r in own if _place_of(r) not in headings]
        return self._found[unit]

    def above(self, chain: Chain) -> list[Section]:
        """The headings right above those of a list."""
        if self._above is None:
            flat = numbering(self._ctx, self._part).flat
            self._above = {_place(child): s for s in flat for child in s.children}
        return list({_place(s): s for c in chain if (s := self._above.get(c))}.values())


def _repair_chain(ctx: Context, chain: Chain, named: _Named) -> Repair | None:
    """The new numbers of a list and of all that names them; None where a reference forbids it."""
    moves = [n for n in chain.values() if n.section.marker.number != n.new]
    if not moves or any(_is_decimal(s) for n in moves for s in (n.section, *n.section.children)):
        return None  # what stands below bears the number, too
    found = _meant(chain, named)
    names = _names([(s.marker.number, new) for s, new in chain.values()])
    if any(value not in names for r in found for value in r.values()):
        return None  # it names a heading that is not there: perhaps that number is the right one
    changes = [_marker_change(n.section.marker, n.new) for n in moves]
    changes += _toc_changes(ctx, moves)
    referring = _changed(found, names)
    return None if referring is None else _repair(changes, referring)


def _is_decimal(section: Section) -> bool:
    return "decimal" in section.marker.kind


def repair_boxes(
    ctx: Context, part: Part, count: Sequence[Title], named: Sequence[Title]
) -> Repair | None:
    """The boxes of a count numbered from one on, with all that names them (见专栏3).

    `named` are all boxes of the part that have this name, those of its other counts among them.
    None where a reference forbids it.
    """
    due = {t.span.start: at for at, t in enumerate(count, 1)}
    names = _names([(t.number, due.get(t.span.start, t.number)) for t in named])
    pattern = rf"{before_name(count[0].name)}{count[0].name} ?(?P<run>{_BOX_RUN})"
    titles = {t.span.start for t in named}
    found = [r for r in _references(ctx, part, pattern) if _place_of(r) not in titles]
    found = [r for r in found if not _quoted(r) and not _of_another(_before(r))]
    if any(value not in names for r in found for value in r.values()):
        return None
    # The table of contents may be right already, and then it has numbers that the boxes lack.
    listed = _in_texts(ctx.wording.entries, part, pattern)
    found += [r for r in listed if all(v in names for v in r.values())]
    changes = [_title_change(ctx.source, t, at) for at, t in enumerate(count, 1) if t.number != at]
    referring = _changed(found, names)
    return _repair(changes, referring) if changes and referring is not None else None


def _title_change(source: Source, title: Title, new: int) -> Change:
    numeral = regex(rf"{_NUMERAL}$").search(title.text)
    length = len(numeral.group()) if numeral is not None else 0
    return renumber(source, Span(title.span.end - length, title.span.end), new)


def _repair(changes: Sequence[Change], referring: Sequence[Change]) -> Repair:
    also = f"，并改正 {len(referring)} 处引用" if referring else ""
    also_en = f", and the references ({len(referring)})" if referring else ""
    return Repair(
        (*changes, *referring),
        Text(f"重新编号（{len(changes)} 处）{also}", f"renumber ({len(changes)} in all){also_en}"),
        safe=False,
    )


# --- which numbers ---------------------------------------------------------------------------


def _chains(ctx: Context, part: Part) -> list[Chain]:
    """The lists of a part that hold a fault."""
    numbers = numbering(ctx, part)
    faulty = {_place(f.section): f for f in numbers.faults}
    glued = {_place(f.section) for f in numbers.breaks} - faulty.keys()
    heads = {_place(g[0]): g for g in numbers.groups}
    last: dict[str, Section] = {}
    home: dict[int, Chain] = {}
    for section in numbers.flat:
        kind, number_ = section.marker.kind, section.marker.number
        before, group = last.get(kind), heads.get(_place(section))
        if group is not None:
            chain = _count(group, before, home, faulty, glued)
            home.update((_place(s), chain) for s in group)
        if group is not None or before is None or number_ > before.marker.number:
            last[kind] = section
    chains = {id(home[at]): home[at] for at in faulty if at in home}
    return list(chains.values())


def _count(
    group: Sequence[Section],
    before: Section | None,
    home: Mapping[int, Chain],
    faulty: Mapping[int, Fault],
    glued: set[int],
) -> Chain:
    """A group's new numbers, in the list that it goes on with or in one of its own."""
    head, second = group[0], group[1] if len(group) > 1 else None
    fault = faulty.get(_place(head))
    due = fault.expected if fault is not None else head.marker.number
    following = faulty.get(_place(second)) if second is not None else None
    if (
        fault is None
        and second is not None
        and following is not None
        and following.kind == "swapped"
    ):
        due = second.marker.number
    chain: Chain = {}
    if before is not None and due == before.marker.number + 1 and _place(before) in home:
        chain = home[_place(before)]
        due = chain[_place(before)].new + 1
    chain[_place(head)] = Numbered(head, due)
    for previous, section in pairwise(group):
        old, step = section.marker.number, 1
        if _place(section) in glued:  # what is missing stands in the text before
            step = max(1, old - previous.marker.number)
        due += step
        if _place(section) not in faulty and old == 1 and previous.marker.number > 1:
            due = 1  # the list begins again
        chain[_place(section)] = Numbered(section, due)
    return chain


# --- who names them --------------------------------------------------------------------------


class _Reference(NamedTuple):
    """第三部分, 第三、四部分: the text, where it begins, and the offsets of its numerals."""

    text: Printed
    start: int
    numerals: tuple[tuple[int, int], ...]

    def values(self) -> list[int]:
        """The numbers that it names."""
        return [number(self.text.flow.text[a:b]) or 0 for a, b in self.numerals]


def _references(ctx: Context, part: Part, pattern: str) -> Iterator[_Reference]:
    """References in the texts and the cells of a part."""
    return _in_texts((*ctx.wording.texts, *ctx.wording.cells), part, pattern)


def _in_texts(texts: Iterable[Printed], part: Part, pattern: str) -> Iterator[_Reference]:
    compiled = _compiled(pattern)
    start, end = part.span
    for printed in texts:
        if not start <= printed.flow.origins[0] < end:
            continue
        text = printed.flow.text
        for match in compiled.finditer(text):
            at = match.start("run")
            numerals = regex(_NUMERAL).finditer(match["run"])
            spans = tuple((at + n.start(), at + n.end()) for n in numerals)
            yield _Reference(printed, match.start(), spans)


def _before(reference: _Reference) -> str:
    return reference.text.flow.text[: reference.start]


def _place_of(reference: _Reference) -> int:
    return reference.text.flow.offset(reference.start)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return compiled(pattern)


def _unit(section: Section) -> str:
    """What a reference calls the headings of a list: 第三部分 is a heading of the first rank."""
    if section.marker.kind == "han" and section.level != 1:
        return ""
    return _UNITS.get(section.marker.kind, "")


def _meant(chain: Chain, named: _Named) -> list[_Reference]:
    """The references that speak of the headings of a list: not those of another 章."""
    head = next(iter(chain.values())).section
    unit = _unit(head)
    found = named.find(unit) if unit else []
    around = named.above(chain) if found and head.marker.kind == "section" else []
    return [r for r in found if _stands_for(r, around)] if around else found


def _stands_for(reference: _Reference, around: Sequence[Section]) -> bool:
    """Whether a reference is to a section of one of these chapters, by its words or its place."""
    chapter = regex(rf"第({_NUMERAL})章$").search(_before(reference))
    if chapter is not None:
        return any(s.marker.number == number(chapter[1]) for s in around)
    place = _place_of(reference)
    return any(s.span.start <= place < s.span.end for s in around)


def _of_another(before: str) -> bool:
    """Whether the words before a reference name a document that is not this one."""
    other = r"(?:规划|纲要|方案|计划|办法|条例|法|意见|通知|上级|国家|全国|省|市|区|县)的?$"
    own = r"本(?:规划|纲要|方案|计划|行动计划|文件|市|区|县)的?$|按照$|方法$"
    return re.search(other, before) is not None and re.search(own, before) is None


def _quoted(reference: _Reference) -> bool:
    """Inside 《》, or of the document whose title stands right before."""
    before = _before(reference)
    return (
        before.count("《") > before.count("》")
        or regex(r"》(?:（[^（）]*）)?的?$").search(before) is not None
    )


def _names(numbers: Sequence[tuple[int, int]]) -> dict[int, int | None]:
    """What an old number becomes; None where two bear it."""
    bearers = Counter(old for old, _ in numbers)
    return {old: new if bearers[old] == 1 else None for old, new in numbers}


def _changed(
    references: Iterable[_Reference], names: Mapping[int, int | None]
) -> list[Change] | None:
    """References with their new numbers; None where one stands on two lines and cannot follow."""
    found = []
    for reference in references:
        values = reference.values()
        if any(names[v] is None for v in values):
            continue
        for (start, end), value in zip(reference.numerals, values, strict=True):
            new = names[value]
            if new is None or new == value:
                continue
            pieces = list(reference.text.flow.pieces(start, end))
            if len(pieces) != 1:
                return None
            found.append(Change(pieces[0], _written(reference.text.text[start:end], new)))
    return found


def _toc_changes(ctx: Context, moves: Sequence[Numbered]) -> Iterator[Change]:
    """Entries of the table of contents that bear the old number of a heading."""
    entries = ctx.once(_entries)
    for section, new in moves if entries else ():
        like = entries.get((section.marker.kind, section.marker.number), ())
        same = [m for m, title in like if _bare(title) == _bare(section.title)]
        if len(same) == 1:
            yield _marker_change(same[0], new)


def _entries(ctx: Context) -> dict[tuple[str, int], list[tuple[Marker, str]]]:
    """The numbered entries of the table of contents by kind and number."""
    found: dict[tuple[str, int], list[tuple[Marker, str]]] = {}
    for entry in ctx.draft.toc.entries if ctx.draft.toc is not None else ():
        if entry.marker is not None:
            key = (entry.marker.kind, entry.marker.number)
            found.setdefault(key, []).append((entry.marker, entry.title))
    return found


def _bare(title: str) -> str:
    return regex(r"[\s*]").sub("", fold(title))


# --- writing ---------------------------------------------------------------------------------


def _marker_change(marker: Marker, new: int) -> Change:
    """Only the numeral: how the marker is punctuated is another rule's business."""
    found = regex(r"[一二三四五六七八九十百〇零○ーニ]+|\d+|[①-⑳]").search(fold(marker.text))
    start, end = found.span() if found is not None else (0, len(marker.text))
    place = Span(marker.span.start + start, marker.span.start + end)
    return Change(place, _written(marker.text[start:end], new))


def renumber(source: Source, span: Span, new: int) -> Change:
    """Another number in place of one, in its form."""
    return Change(span, _written(source[span], new))


def _written(old: str, new: int) -> str:
    """A number in the form of another: Chinese, circled, full-width or plain digits."""
    if old and old[0] in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" and new <= 20:
        return chr(ord("①") + new - 1)
    if old.isdecimal():
        return "".join(chr(ord("０") + int(d)) for d in str(new)) if old[0] >= "０" else str(new)
    return chinese(new)
