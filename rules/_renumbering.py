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
from planlint.syntax.ast import Marker, Part, Section, TocEntry
from planlint.syntax.numerals import chinese, number

from ._boxes import Title, before_name
from ._numbering import Fault, breaks, faults, groups

_NUMERAL = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
_RUN = rf"{_NUMERAL}(?:(?:[、和及与至到]|—|-|～|~)第?{_NUMERAL})*"
_BOX_RUN = rf"{_NUMERAL}(?:(?:[、和及与至到]|—|-|～|~)(?:专栏 ?)?{_NUMERAL})*"
_UNITS = {"han": "部分", "chapter": "章", "part": "[编篇]", "section": "节"}
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
    told = list(faults(part, ctx.source))
    if not any(f.kind in kinds for f in told):
        return
    repairs: list[tuple[Chain, Repair | None]] = []
    for chain in _chains(part, told):
        count = sum(_place(f.section) in chain for f in told)
        repairs.append((chain, _repair_chain(ctx, part, chain) if count <= _MOST_FAULTS else None))
    for fault in told:
        if fault.kind in kinds:
            at = _place(fault.section)
            yield fault, next((r for chain, r in repairs if at in chain), None)


def _place(section: Section) -> int:
    return section.marker.span.start


def _repair_chain(ctx: Context, part: Part, chain: Chain) -> Repair | None:
    """The new numbers of a list and of all that names them; None where a reference forbids it."""
    moves = [n for n in chain.values() if n.section.marker.number != n.new]
    if not moves:
        return None
    sections = [n.section for n in chain.values()]
    unit = _unit(sections[0])
    found = list(_references(ctx, part, rf"第(?P<run>{_RUN}){unit}")) if unit else []
    found = [r for r in found if _means_this(r, part, chain)]
    names = _names([(s.marker.number, new) for s, new in chain.values()])
    if any(value not in names for r in found for value in r.values()):
        return None  # it names a heading that is not there: perhaps that number is the right one
    changes = [_marker_change(n.section.marker, n.new) for n in moves]
    changes += _toc_changes(ctx, moves)
    referring = _changed(found, names)
    return None if referring is None else _repair(changes, referring)


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


def _chains(part: Part, told: Sequence[Fault]) -> list[Chain]:
    """The lists of a part that hold a fault."""
    faulty = {_place(f.section): f for f in told}
    glued = {_place(f.section) for f in breaks(part)} - faulty.keys()
    heads = {_place(g[0]): g for g in groups(part)}
    last: dict[str, Section] = {}
    home: dict[int, Chain] = {}
    for section in part.walk():
        kind, number_ = section.marker.kind, section.marker.number
        before, group = last.get(kind), heads.get(_place(section))
        if group is not None:
            chain = _count(group, before, home, faulty, glued)
            home |= {_place(s): chain for s in group}
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


def _means_this(reference: _Reference, part: Part, chain: Chain) -> bool:
    """Whether a reference speaks of these headings: not of another document, not of another 章."""
    before, place = _before(reference), _place_of(reference)
    if any(place == _place(s) for s in part.walk()):
        return False  # the heading itself
    if _quoted(reference) or _of_another(before):
        return False
    if next(iter(chain.values())).section.marker.kind != "section":
        return True
    around = [s for s in part.walk() if any(_place(c) in chain for c in s.children)]
    chapter = regex(rf"第({_NUMERAL})章$").search(before)
    if not around:
        return True  # there are no chapters
    if chapter is not None:
        return any(s.marker.number == number(chapter[1]) for s in around)
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
    toc = ctx.draft.toc
    for section, new in moves if toc is not None else ():
        same = [e.marker for e in toc.entries if _is_entry_of(e, section)] if toc else []
        if len(same) == 1 and same[0] is not None:
            yield _marker_change(same[0], new)


def _is_entry_of(entry: TocEntry, section: Section) -> bool:
    mine, theirs = section.marker, entry.marker
    same = theirs is not None and (theirs.kind, theirs.number) == (mine.kind, mine.number)
    return same and _bare(entry.title) == _bare(section.title)


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
