"""The table of contents against the headings and boxes of the text, pair by pair."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planlint.matching import matcher
from planlint.patterns import compiled, regex
from planlint.readers.source import Span, fold
from planlint.semantics.plan import Plan
from planlint.syntax.ast import Box, Marker, Part, Section, Toc, TocEntry
from planlint.syntax.numerals import number

_MARKS = compiled(r"[\W_]")
_BOX = compiled(r"(\w{0,2}专栏) ?(\d{1,2}|[一二三四五六七八九十]{1,3})[ ：:]*(.*)")
_MOST = 1_000_000  # pairs of entries and headings to look at
_ALIKE = 0.6  # of the words of two titles at about the same place


class Entry(NamedTuple):
    """A line of the table of contents: its marker, number and words, and where the words stand."""

    marker: Marker | None
    kind: str
    number: int
    title: str
    level: int
    span: Span
    title_span: Span


class Head(NamedTuple):
    """A heading or a box of the text, with the heading above it."""

    marker: Marker | None
    kind: str
    number: int
    title: str
    level: int
    span: Span
    title_span: Span
    parent: int


class Contents(NamedTuple):
    """What matches and what does not. `same` agree in words, `other` only in their place.

    `missing` are headings that belong into the table and are not in it, each with the entry
    before it; `orphans` are entries without a heading.
    """

    part: Part
    same: tuple[tuple[Entry, Head], ...]
    other: tuple[tuple[Entry, Head], ...]
    missing: tuple[tuple[Head, Entry | None], ...]
    orphans: tuple[Entry, ...]


def read_contents(plan: Plan) -> Contents | None:
    """Compare the table of contents; None where there is none or it is not of this text."""
    toc = plan.toc
    if toc is None:
        return None
    part = next(
        (p for p in plan.outline.parts if p.span.start <= toc.span.start < p.span.end), plan.part
    )
    part = part if len(part.sections) > 1 else plan.part
    heads = list(_heads(part))
    entries = _entries(plan, toc, {_words(h.title) for h in heads})
    return _compare(plan, part, entries, heads)


def _compare(
    plan: Plan, part: Part, entries: Sequence[Entry], heads: Sequence[Head]
) -> Contents | None:
    if len(entries) * len(heads) > _MOST:
        return None  # no table of a plan
    same, lone, rest = _by_words(entries, heads)
    if len(same) < max(2, len(entries) / 2):
        return None  # garbled, or of another text
    other = _by_place(lone, rest, same)
    paired = {id(e) for e, _ in other}
    found = {h.span for _, h in other}
    lone = [e for e in lone if id(e) not in paired and not _stands(plan, part, e)]
    rest = [h for h in rest if h.span not in found]
    listed = {(h.parent, h.kind) for _, h in (*same, *other)}
    matched = {h.span.start for _, h in (*same, *other)}
    missing = [h for h in rest if _belongs(h, listed, matched)]
    before = _befores(missing, [*same, *other])
    return Contents(
        part,
        tuple(sorted(same, key=lambda pair: pair[0].span)),
        tuple(sorted(other, key=lambda pair: pair[0].span)),
        tuple(zip(missing, before, strict=True)),
        tuple(lone),
    )


def _by_words(
    entries: Sequence[Entry], heads: Sequence[Head]
) -> tuple[list[tuple[Entry, Head]], list[Entry], list[Head]]:
    """Entries and headings of the same words, in their order first, then wherever they stand."""
    ours, theirs = [_words(e.title) for e in entries], [_words(h.title) for h in heads]
    found = matcher(ours, theirs)
    same = [
        (entries[a + i], heads[b + i])
        for a, b, size in found.get_matching_blocks()
        for i in range(size)
    ]
    taken, used = {e.span for e, _ in same}, {h.span for _, h in same}
    lone = [e for e in entries if e.span not in taken]
    rest = [h for h in heads if h.span not in used]
    for entry in list(lone):
        words = _words(entry.title)
        head = next((h for h in rest if _words(h.title) == words), None)
        # A heading without a full stop goes on where its entry stops.
        head = head or next(
            (
                h
                for h in rest
                if len(words) > 3
                and _words(h.title).startswith(words)
                and (h.kind, h.number) == (entry.kind, entry.number)
                and len(h.title) > 40
            ),
            None,
        )
        if head:
            same.append((entry, head))
            lone.remove(entry)
            rest.remove(head)
    return same, lone, rest


def _by_place(
    lone: Sequence[Entry], rest: Sequence[Head], same: Sequence[tuple[Entry, Head]]
) -> list[tuple[Entry, Head]]:
    """Entries and headings with the same number between the same neighbours."""
    order = sorted(same, key=lambda pair: pair[0].span)
    # 1. in the table may be （一） in the text, where it is throughout.
    kinds = {(e.kind, h.kind) for e, h in same}
    found: list[tuple[Entry, Head]] = []
    free = list(rest)
    for entry in lone:
        low = max((h.span.start for e, h in order if e.span < entry.span), default=-1)
        high = min((h.span.start for e, h in order if e.span > entry.span), default=1 << 62)
        # Boxes may be listed behind the chapters.
        near = [h for h in free if entry.kind == "box" or low < h.span.start < high]
        at = [h for h in near if h.kind == entry.kind and h.number == entry.number]
        at = at or [h for h in near if (entry.kind, h.kind) in kinds and _alike(h, entry) >= _ALIKE]
        if at:
            best = max(at, key=lambda h: _alike(h, entry))
            found.append((entry, best))
            free.remove(best)
    return found


def _alike(head: Head, entry: Entry) -> float:
    return matcher(_words(head.title), _words(entry.title)).ratio()


def _belongs(head: Head, listed: set[tuple[int, str]], matched: set[int]) -> bool:
    """Whether its siblings are in the table. What is below a missing heading goes with it."""
    if head.kind == "box":
        return any(kind == "box" for _, kind in listed)
    return (head.parent, head.kind) in listed and (head.parent == -1 or head.parent in matched)


def _befores(missing: Sequence[Head], pairs: Sequence[tuple[Entry, Head]]) -> list[Entry | None]:
    by_place = sorted(pairs, key=lambda pair: pair[1].span)
    return [
        next((e for e, h in reversed(by_place) if h.span.start < head.span.start), None)
        for head in missing
    ]


def _heads(part: Part) -> Iterator[Head]:
    found = [_head(s, -1) for s in part.sections]
    for section in part.walk():
        found += [_head(c, section.span.start) for c in section.children]
    found += [_box(b) for b in part.all_boxes()]
    yield from sorted(found, key=lambda h: h.span)


def _head(section: Section, parent: int) -> Head:
    marker = section.marker
    return Head(
        marker, marker.kind, marker.number, section.title, section.level, section.span,
        section.title_span, parent,
    )  # fmt: skip


def _box(box: Box) -> Head:
    return Head(None, "box", box.number, box.title, 0, box.span, box.title_span, -1)


def _entries(plan: Plan, toc: Toc, known: set[str]) -> list[Entry]:
    """The numbered entries and those of boxes; 前言 and 附件 have no heading to compare with."""
    found: list[Entry] = []
    for line in toc.entries:
        entry = _entry(plan, line)
        before = found[-1] if found else None
        if entry is None or not entry.kind:
            if before and entry and _words(before.title) not in known:
                joined = before.title + entry.title
                if _words(joined) in known:  # wrapped over two lines
                    found[-1] = before._replace(title=joined)
            continue
        found.append(entry)
    return found


def _entry(plan: Plan, line: TocEntry) -> Entry | None:
    start = line.marker.span.end if line.marker else line.span.start
    at = plan.source.folded.find(line.title, start, line.span.end)
    if at < 0:
        return None
    span = Span(at, at + len(line.title))
    if line.marker is not None:
        return Entry(
            line.marker, line.marker.kind, line.marker.number, line.title, line.level, line.span,
            span,
        )  # fmt: skip
    box = _BOX.match(line.title)
    if box is None:
        return Entry(None, "", 0, line.title, line.level, line.span, span)
    return Entry(
        None, "box", number(box[2]) or 0, box[3], 0, line.span,
        Span(span.start + box.start(3), span.end),
    )  # fmt: skip


def _words(title: str) -> str:
    """A title without marks and white space, folded."""
    return _MARKS.sub("", fold(title))


def _stands(plan: Plan, part: Part, entry: Entry) -> bool:
    """Whether the words stand in the text where no heading was read: without a number, or glued."""
    words = _words(entry.title)
    toc = plan.toc
    after = plan.source.folded[toc.span.end if toc else 0 : part.span.end]
    if any(_words(line) == words for line in after.split("\n")):
        return True
    start = entry.title_span.start
    marker = fold(entry.marker.text) if entry.marker else ""
    title = plan.source.folded[start : entry.title_span.end]
    return (
        bool(marker)
        and re.search(rf"[。；]\s*{re.escape(marker)}\s*{re.escape(title)}", after) is not None
    )


def usual_forms(part: Part) -> dict[str, str]:
    """The form of marker that most headings of each kind have, with its number cut out."""
    forms: dict[str, Counter[str]] = {}
    for section in part.walk():
        form = marker_form(section.marker)
        forms.setdefault(section.marker.kind, Counter())[form] += 1
    return {kind: count.most_common(1)[0][0] for kind, count in forms.items()}


def marker_form(marker: Marker) -> str:
    """A marker with 0 for an Arabic number and 一 for a Chinese one: （一）, 0., 第一章."""
    text = regex(r"\d+").sub("0", fold_digits(marker.text))
    return regex("[一二三四五六七八九十百〇零○ーニ]+").sub("一", text)


def fold_digits(text: str) -> str:
    """Full-width digits as ASCII ones; marks stay as they are."""
    return "".join(str(int(c)) if c.isdecimal() else c for c in text)
