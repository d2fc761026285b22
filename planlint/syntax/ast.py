"""The outline of a document as a typed tree; every node knows its place in the source.

Built by the grammar (`outline.py`), never by index: parts hold blocks, boxes and sections;
sections hold blocks, boxes and sections. Numbering and nesting mistakes are kept as they stand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from planlint.readers.source import Source, Span


class Flow(NamedTuple):
    """The logical text of a paragraph: its physical pieces joined, folded, without line ends.

    `starts` and `origins` map an offset of `text` back to the source, piece by piece.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def offset(self, at: int) -> int:
        """The source offset of a character of `text`."""
        if len(self.origins) == 1:  # most texts are one line
            return self.origins[0] + at
        piece = bisect_right(self.starts, at) - 1
        return self.origins[piece] + at - self.starts[piece]

    def pieces(self, start: int, end: int) -> Iterator[Span]:
        """The source spans of a range of `text`, one for each physical line that it touches."""
        if len(self.origins) == 1:
            low, high = max(0, start), min(len(self.text), end)
            if low < high:
                yield Span(self.origins[0] + low, self.origins[0] + high)
            return
        stops = (*self.starts[1:], len(self.text))
        for first, stop, origin in zip(self.starts, stops, self.origins, strict=True):
            low, high = max(first, start), min(stop, end)
            if low < high:
                yield Span(origin + low - first, origin + high - first)

    def span(self, start: int, end: int) -> Span:
        """The source span of a range of `text`; empty ranges stay empty."""
        if len(self.origins) == 1:
            shift = self.origins[0]
            return Span(shift + start, shift + (end if end > start else start))
        first = self.offset(start)
        return Span(first, self.offset(end - 1) + 1 if end > start else first)


@dataclass(frozen=True, slots=True)
class Marker:
    """The number before a heading: `text` as printed, `kind` of numbering, its value."""

    text: str
    kind: str
    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text: one logical paragraph, over one or more physical lines."""

    span: Span
    flow: Flow


@dataclass(frozen=True, slots=True)
class Item(Paragraph):
    """A `——` item, a bullet, or a numbered item of a box."""


@dataclass(frozen=True, slots=True)
class Clause(Paragraph):
    """A responsibility clause on a line of its own."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; `text` is folded, without white space at the ends."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table of any layout as rows of cells; `fused` where a web copy lost its separators."""

    span: Span
    rows: tuple[tuple[Cell, ...], ...]
    layout: str
    fused: bool = False


@dataclass(frozen=True, slots=True)
class TocEntry:
    """One line of a table of contents."""

    marker: Marker | None
    title: str
    level: int
    span: Span


@dataclass(frozen=True, slots=True)
class Toc:
    """A table of contents."""

    span: Span
    entries: tuple[TocEntry, ...]


Block = Paragraph | Item | Clause | Table | Toc


@dataclass(frozen=True, slots=True)
class Box:
    """A 专栏 with its title and content."""

    span: Span
    number: int
    title: str
    title_span: Span
    heading: Flow
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading and what stands under it.

    `level` is 1 for the outermost rank of the part. `heading` is the whole first paragraph: for a
    run-in heading (`1．标题。正文`) it goes on after the title, at `body_at` of its text.
    """

    span: Span
    marker: Marker
    level: int
    title: str
    title_span: Span
    heading: Flow
    body_at: int
    blocks: tuple[Block, ...]
    boxes: tuple[Box, ...]
    children: tuple[Section, ...]

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Part:
    """A document within the file: a notice, a plan, an annex."""

    span: Span
    title: str
    title_span: Span
    blocks: tuple[Block, ...]
    boxes: tuple[Box, ...]
    sections: tuple[Section, ...]
    flows: tuple[Flow, ...] = field(default=(), repr=False)
    _walked: tuple[Section, ...] | None = field(default=None, init=False, repr=False, compare=False)

    def walk(self) -> Iterator[Section]:
        """All sections of the part, in the order of the text."""
        walked = self._walked
        if walked is None:  # asked for by every other rule; two threads would find the same
            walked = tuple(below for section in self.sections for below in section.walk())
            object.__setattr__(self, "_walked", walked)
        return iter(walked)

    def all_boxes(self) -> Iterator[Box]:
        """The boxes of the part, in the order of the text."""
        yield from self.boxes
        for section in self.walk():
            yield from section.boxes

    def all_blocks(self) -> Iterator[Block]:
        """Every block, those of boxes and sections included, in the order of the text."""
        yield from _blocks(self)
        for section in self.walk():
            yield from _blocks(section)


def _blocks(holder: Part | Section) -> Iterator[Block]:
    yield from holder.blocks
    for box in holder.boxes:
        yield from box.blocks


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole file: what leads it (front matter, export data) and its parts."""

    source: Source
    lead: Span
    parts: tuple[Part, ...]
