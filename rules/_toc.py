"""What the rules on the table of contents share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from planlint.readers.source import Span
from planlint.rule import Context
from planlint.semantics.contents import Contents, Entry, Head
from planlint.syntax.ast import Part

from ._numbering import numbering

Item = TypeVar("Item")

MOST = 5  # findings of one rule; beyond them one finding has all places


def broken(ctx: Context, contents: Contents) -> set[tuple[int, str]]:
    """Groups of siblings whose numbers the rules of numbering report: parent and kind."""
    if not any(ctx.runs(i) for i in ("NUM001", "NUM002", "NUM003", "NUM005")):
        return set()
    numbers = numbering(ctx, contents.part)
    wrong = {f.section.span for f in numbers.faults}
    wrong |= {i.section.span for i in numbers.inversions}
    if not wrong:
        return set()
    flat = [(s.span, -1, s.marker.kind) for s in contents.part.sections]
    flat += [
        (c.span, s.span.start, c.marker.kind) for s in contents.part.walk() for c in s.children
    ]
    return {(parent, kind) for span, parent, kind in flat if span in wrong}


def lost_numbers(ctx: Context, contents: Contents) -> set[tuple[str, int]]:
    """Kind and number of headings that the rule on gaps finds missing."""
    if not ctx.runs("NUM001"):
        return set()
    return {
        (f.section.marker.kind, number)
        for f in numbering(ctx, contents.part).faults
        if f.kind == "gap"
        for number in range(f.expected, f.section.marker.number)
    }


def inversions(ctx: Context, part: Part) -> set[Span]:
    """Headings at a wrong rank, which NUM005 reports: there is nothing to say of their entries."""
    if not ctx.runs("NUM005"):
        return set()
    return {i.section.span for i in numbering(ctx, part).inversions}


def label(item: Entry | Head) -> str:
    """Marker and words as they are printed: （一）指导思想, 专栏3 设施."""
    if item.marker is None:
        return f"专栏{item.number} {item.title}".rstrip()
    bare = item.marker.text[-1].isalnum()  # 第一章, 1.1
    gap = " " if bare else ""
    return f"{item.marker.text}{gap}{item.title}"


def in_groups(items: Sequence[Item]) -> list[list[Item]]:
    """Each item for itself; all together where there are too many to be told one by one."""
    return [list(items)] if len(items) > MOST else [[item] for item in items]
