"""Passages: a plan cut into the pieces that ask for something or answer it.

A parent's tasks are its leaf headings with all that stands under them, in a chapter without
headings its paragraphs; a draft answers with any of its paragraphs, or with a row of a table of
tasks. Other tables, the table of contents and responsibility clauses stay out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from planlint.knowledge import table
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.semantics.plan import Plan
from planlint.semantics.review import is_review
from planlint.syntax.ast import Flow, Item, Paragraph, Section, Table

KINDS = ("task", "measure", "principle")
_LEAST, _LEAST_PASSAGE = 12, 8  # characters
_HEADERS, _LEAST_ROW = 3, 12  # rows among which the header stands; characters of a row's task
_LEAST_MEASURE, _LONGEST_TITLE = (
    24,
    24,
)  # characters of a paragraph that asks for something; of its name
_EDGES = " *#（([\u3000"


class Passage(NamedTuple):
    """One paragraph outside the parts that look back, with the headings above it.

    `context` are the titles from the outermost down, that of its box the last, `section` the
    innermost heading, None before the first. `text` is folded and without responsibility clauses.
    """

    span: Span
    text: str
    context: tuple[str, ...]
    section: Section | None

    @property
    def whole(self) -> str:
        """The text with the heading above it."""
        return "\n".join((*self.context[-1:], self.text))


class Task(NamedTuple):
    """Something that a plan asks for: a heading with its paragraphs, or a principle.

    `kind` is one of KINDS. `title` is "" for a principle without one; that of a paragraph is how
    it begins.
    """

    span: Span
    title: str
    text: str
    kind: str
    context: tuple[str, ...]
    section: Section

    @property
    def whole(self) -> str:
        """The title and the text."""
        return f"{self.title}\n{self.text}"


def heading_of(section: Section) -> Span:
    """The place of a heading: its number and its title."""
    start, end = section.marker.span
    return Span(start, max(end, section.title_span.end))


def tasks_of(plan: Plan) -> tuple[Task, ...]:
    """What a plan asks for, in the order of the text."""
    clauses = _clauses(plan)
    return tuple(t for s in plan.part.sections for t in _tasks(s, (), "", clauses))


def _tasks(
    section: Section, above: tuple[str, ...], kind: str, clauses: Sequence[Span]
) -> Iterator[Task]:
    title = section.title
    if is_review(title):
        return
    if _words("general").search(title):
        kind = "general"
    elif _is_frame(section) and _words("measures").search(title):
        kind = "measure"
    if _words("principles").search(title):
        yield from _principles(section, above, clauses)
        return
    if section.children:
        for child in section.children:
            yield from _tasks(child, (*above, title), kind, clauses)
        return
    if kind == "general":
        return
    texts = list(_texts(section, clauses))
    own = _measures(section, texts) if section.level == 1 else []
    for flow, said in own:
        name = _opening().match(said)
        lead = name.group() if name else f"{said[:_LONGEST_TITLE]}…"
        place = flow.span(0, len(flow.text))
        yield Task(place, lead, said, kind or "task", (*above, title), section)
    text = "" if own else "\n".join(t for _, t in texts)
    if not own and len(title) + len(text) >= _LEAST:
        yield Task(heading_of(section), title, text, kind or "task", above, section)


def _is_frame(section: Section) -> bool:
    """Whether a section is a chapter, or holds others: 政策保障 may name a task among tasks."""
    return section.level == 1 or bool(section.children)


def _measures(section: Section, texts: Sequence[tuple[Flow, str]]) -> Sequence[tuple[Flow, str]]:
    """The paragraphs of a chapter without sections that ask for something each, two at least."""
    held = {id(b.flow) for b in section.blocks if isinstance(b, Paragraph)}
    long = [
        (f, t) for f, t in texts if id(f) in held and len(t) >= _LEAST_MEASURE and t[-1] != "："
    ]
    return long if len(long) > 1 else ()


def _principles(
    section: Section, above: tuple[str, ...], clauses: Sequence[Span]
) -> Iterator[Task]:
    """The items of 基本原则, numbered or with dashes."""
    for child in section.children:
        text = "\n".join(t for _, t in _texts(child, clauses))
        yield Task(
            child.marker.span, child.title, text, "principle", (*above, section.title), child
        )
    for block in section.blocks:
        if isinstance(block, Item):
            title, _, text = block.flow.text.lstrip("—－- ").partition("。")
            yield Task(block.span, title, text, "principle", (*above, section.title), section)


def passages_of(plan: Plan, *, rows: bool = True) -> tuple[Passage, ...]:
    """All paragraphs that may answer a task, in the order of the text, then rows of tables."""
    clauses = _clauses(plan)
    found = [
        Passage(f.span(0, len(f.text)), t, (), None)
        for f, t in _cut(
            [(b.flow, 0) for b in plan.part.blocks if isinstance(b, Paragraph)], clauses
        )
    ]
    for section in plan.part.sections:
        found += _passages(section, (), clauses)
    for part in plan.outline.parts if rows else ():
        for block in part.all_blocks():
            if isinstance(block, Table):
                found += _rows(block)
    return tuple(p for p in found if len(p.text) >= _LEAST_PASSAGE)


def _rows(block: Table) -> Iterator[Passage]:
    """The tasks of a table of tasks (任务分工表), one a row."""
    header = next((row for row in block.rows[:_HEADERS] if len(row) > 2), ())
    columns = [at for at, cell in enumerate(header) if _task_column().search(cell.text)]
    for row in block.rows if columns else ():
        cells = [row[at] for at in columns if at < len(row) and row[at].text]
        text = " ".join(cell.text for cell in cells)
        if row is not header and len(text) >= _LEAST_ROW:
            yield Passage(Span(cells[0].span.start, cells[-1].span.end), text, (), None)


def _passages(
    section: Section, above: tuple[str, ...], clauses: Sequence[Span]
) -> Iterator[Passage]:
    if is_review(section.title):
        return
    context = (*above, section.title)
    texts = list(_texts(section, clauses))
    boxes = {
        id(b.flow): box for box in section.boxes for b in box.blocks if isinstance(b, Paragraph)
    }
    for flow, text in texts:
        box = boxes.get(id(flow))
        titles = context if box is None else (*context, box.title)
        yield Passage(flow.span(0, len(flow.text)), text, titles, section)
    if not texts and not section.children:
        yield Passage(section.title_span, section.title, above, section)
    for child in section.children:
        yield from _passages(child, context, clauses)


def _texts(section: Section, clauses: Sequence[Span]) -> Iterator[tuple[Flow, str]]:
    """The texts under a heading, what runs in after its title first; the title itself is not."""
    heading = section.heading
    flows = [(heading, section.body_at)] if section.body_at < len(heading.text) else []
    blocks = chain(section.blocks, *(box.blocks for box in section.boxes))
    flows += [(b.flow, 0) for b in blocks if isinstance(b, Paragraph)]
    yield from _cut(flows, clauses)


def _cut(flows: Iterable[tuple[Flow, int]], clauses: Sequence[Span]) -> Iterator[tuple[Flow, str]]:
    """Flows with their text from an offset on, up to a clause that closes them."""
    for flow, start in flows:
        text = flow.text[start : _clause_at(flow, clauses)].strip(_EDGES)
        if text:
            yield flow, text


def _clause_at(flow: Flow, clauses: Sequence[Span]) -> int:
    """Where the first clause within a flow begins; its end where there is none."""
    first, last = flow.offset(0), flow.offset(max(0, len(flow.text) - 1))
    at = bisect_left(clauses, (first, 0))
    if at == len(clauses) or clauses[at].start > last:
        return len(flow.text)
    lines = list(flow.pieces(0, len(flow.text)))
    before = 0
    for line in lines:
        if clauses[at].start < line.end:
            return before + max(0, clauses[at].start - line.start)
        before += line.end - line.start
    return len(flow.text)


def _clauses(plan: Plan) -> tuple[Span, ...]:
    return tuple(r.span for r in plan.responsibilities)


@cache
def _words(key: str) -> re.Pattern[str]:
    return compiled("|".join(table("documents")["tasks"][key]))


@cache
def _opening() -> re.Pattern[str]:
    return compiled("[^。，；：*]{4,24}(?=[。，；：*])")


@cache
def _task_column() -> re.Pattern[str]:
    return compiled("|".join(table("documents")["tasks"]["columns"]))
