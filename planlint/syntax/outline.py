"""From a source to its outline: the scanner's tokens, the grammar, typed nodes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from planlint.readers.source import Source, Span
from planlint.syntax.ast import (
    Block,
    Box,
    Clause,
    Flow,
    Item,
    Marker,
    Outline,
    Paragraph,
    Part,
    Section,
    Table,
    Toc,
    TocEntry,
)
from planlint.syntax.lalr import Grammar
from planlint.syntax.lines import Line
from planlint.syntax.numerals import number
from planlint.syntax.ranks import rank_headings
from planlint.syntax.scanner import box_number, box_title_at, scan, toc_words
from planlint.syntax.tables import build_table
from planlint.syntax.titles import bare

GRAMMAR = Grammar("outline")
_OPENING = 60  # characters of a document number, an urgency mark, a stamp
_ONE_PIECE = (0,)


class LeadToken:
    """What stands before the first line: front matter, export data, blank lines."""

    type = "LEAD"

    def __init__(self, end: int) -> None:
        self.span = Span(0, end)


def parse_outline(source: Source) -> Outline:
    """The outline of a source. Never raises: every text has an outline."""
    start, lines = scan(source)
    tokens: list[Any] = [LeadToken(start)] if start else []
    tokens.extend(lines)
    builder = _Builder(source, start)
    outline: Outline = GRAMMAR.parse(tokens, builder.makers())
    return outline


class _Body(tuple[tuple[Block, ...], tuple[Box, ...]]):
    """Blocks and boxes of a section or part, on their way up."""

    __slots__ = ()


class _Builder:
    """Makes typed nodes of the grammar's rules; children come as tokens and finished nodes."""

    def __init__(self, source: Source, start: int) -> None:
        self.source = source
        self.start = start

    def makers(self) -> dict[str, Any]:
        """The maker of each rule's node."""
        return {
            "document": self.document,
            "titled": self.titled,
            "part": self.part,
            "section": self.section,
            "body": self.body,
            "box": self.box,
            "paragraph": lambda c: Paragraph(_span(c), self.flow(c)),
            "item": lambda c: Item(_span(c), self.flow(c)),
            "clause": lambda c: Clause(_span(c), self.flow(c)),
            "table": lambda c: build_table(self.source, c),
            "toc": self.toc,
        }

    def flow(self, lines: Sequence[Line], start: int | None = None) -> Flow:
        """The joined text of lines, from an offset in the first one on."""
        folded = self.source.folded
        if len(lines) == 1 and start is None:
            line = lines[0]
            begin = line.after if line.kind is None else line.mark.start
            text = folded[begin : line.end].lstrip()
            return Flow(text, _ONE_PIECE, (line.end - len(text),))
        texts, starts, origins, at = [], [], [], 0
        for line in lines:
            begin = line.after if line.kind is None else line.mark.start
            if start is not None and line is lines[0]:
                begin = start
            raw = folded[begin : line.end]
            begin += len(raw) - len(raw.lstrip())
            text = raw.strip()
            texts.append(text)
            starts.append(at)
            origins.append(begin)
            at += len(text)
        return Flow("".join(texts), tuple(starts), tuple(origins))

    def printed(self, flow: Flow, start: int, end: int) -> str:
        """A range of a flow as the source prints it, without line ends and Markdown."""
        if len(flow.origins) == 1:
            text = self.source.text[flow.origins[0] + start : flow.origins[0] + end]
        else:
            text = "".join(self.source[span] for span in flow.pieces(start, end))
        return text.replace("*", "").strip()

    def document(self, children: Sequence[Any]) -> Outline:
        first, *rest = [c for c in children if isinstance(c, Part)]
        if rest and _is_opening(first):
            # A document number above the title belongs to what the title opens.
            titled = rest[0]
            span = Span(min(first.span.start, titled.span.start), titled.span.end)
            rest[0] = replace(titled, span=span, blocks=first.blocks + titled.blocks)
        else:
            rest.insert(0, first)
        parts = rest
        return Outline(self.source, Span(0, self.start), tuple(parts))

    def titled(self, children: Sequence[Any]) -> Part:
        *lines, part = children
        span = Span(lines[0].start, lines[-1].end)
        title = bare("".join(self.source.text[n.after : n.end] for n in lines))
        flows = (self.flow(lines), *part.flows)
        end = max(part.span.end, span.end)
        return Part(
            Span(span.start, end), title, span, part.blocks, part.boxes, part.sections, flows
        )

    def part(self, children: Sequence[Any]) -> Part:
        body, *sections = children
        blocks, boxes = body
        spans = [n.span for n in (*blocks, *boxes, *sections)]
        span = Span(spans[0].start, spans[-1].end) if spans else Span(self.start, self.start)
        empty = Span(span.start, span.start)
        return Part(span, "", empty, blocks, boxes, tuple(sections))

    def body(self, children: Sequence[Any]) -> _Body:
        boxes = tuple(c for c in children if isinstance(c, Box))
        return _Body((tuple(c for c in children if not isinstance(c, Box)), boxes))

    def box(self, children: Sequence[Any]) -> Box:
        lines = [c for c in children if isinstance(c, Line)]
        blocks = tuple(c for c in children if not isinstance(c, Line))
        heading = self.flow(lines)
        at = box_title_at(heading.text)
        title = self.printed(heading, at, len(heading.text))
        end = blocks[-1].span.end if blocks else lines[-1].end
        return Box(
            Span(lines[0].start, end),
            number(box_number(heading.text)) or 0,
            title,
            heading.span(at, len(heading.text)) if title else _span(lines),
            heading,
            blocks,
        )

    def section(self, children: Sequence[Any]) -> Section:
        at = 1  # behind the heading and the lines that go on with it
        while not isinstance(children[at], _Body):
            at += 1
        lines, (blocks, boxes), subsections = children[:at], children[at], children[at + 1 :]
        first = lines[0]
        heading = self.flow(lines)
        mark = first.mark.end - first.mark.start
        title_at, title_end, body_at = _title_bounds(heading.text, mark)
        last = (subsections or boxes or blocks)[-1:]
        end = last[0].span.end if last else lines[-1].end
        return Section(
            Span(first.start, end),
            self.marker(first),
            first.rank,
            self.printed(heading, title_at, title_end),
            heading.span(title_at, title_end) if title_end > title_at else first.mark,
            heading,
            body_at,
            blocks,
            boxes,
            tuple(subsections),
        )

    def marker(self, line: Line) -> Marker:
        start, end = line.mark
        return Marker(self.source.text[start:end], line.kind or "", line.number, line.mark)

    def toc(self, children: Sequence[Line]) -> Toc:
        entries = [n for n in children if n.type == "TOC_ENTRY"]
        for line in entries:
            line.type = "H" if line.kind else "TEXT"
        rank_headings(entries)
        read = (self.toc_entry(n) for n in entries)
        return Toc(_span(children), tuple(e for e in read if e.title))

    def toc_entry(self, line: Line) -> TocEntry:
        marker = self.marker(line) if line.kind else None
        begin = line.after
        title = toc_words(self.source.folded[begin : line.end]).strip(" \t*")
        return TocEntry(marker, title, line.rank or 1, Span(line.start, line.end))


def _is_opening(part: Part) -> bool:
    """Whether what stands before the first title is at most a line or two."""
    length = sum(b.span.end - b.span.start for b in part.blocks)
    return not part.sections and not part.boxes and length <= _OPENING


def _title_bounds(text: str, mark: int) -> tuple[int, int, int]:
    """Where a heading's title begins and ends, and where its run-in body begins."""
    start = len(text) - len(text[mark:].lstrip(" \t*"))
    stop = text.find("。", start)
    if stop < 0:
        stop = len(text)
    body_at = stop + 1
    while body_at < len(text) and text[body_at] in "* ":
        body_at += 1
    title = text[start:stop].rstrip().rstrip("*")
    if title.endswith(("：", ":", "。")):
        title = title[:-1].rstrip("*")
    return start, start + len(title), min(body_at, len(text))


def _span(lines: Sequence[Line]) -> Span:
    return Span(lines[0].start, lines[-1].end)


__all__ = ["GRAMMAR", "Outline", "Table", "parse_outline"]
