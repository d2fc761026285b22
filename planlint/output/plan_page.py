"""A plan as a flat list of pieces for a page: headings, paragraphs and tables in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planlint.output.markup import escaped
from planlint.semantics.plan import Plan
from planlint.syntax.ast import Block, Box, Clause, Flow, Item, Section, Table, Toc

_DEEPEST = 6  # HTML knows no lower heading
_FIRST = 3  # the rank of a plan's title on the page


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, a paragraph or a table.

    `level` is 0 for what is no heading, `body_at` where a heading's text goes on after its title
    (0: it does not). `start` and `end` are offsets of the source, of a section with all that
    stands under it; `body` is the offset of a heading's title. `holders` are the starts of the
    sections above, the outermost first, and of the piece. `flow` is None for a table.
    """

    kind: str
    level: int
    start: int
    end: int
    body: int
    body_at: int
    row: int
    holders: tuple[int, ...]
    flow: Flow | None
    html: str

    @property
    def head(self) -> int:
        """The rank of the heading in HTML."""
        return min(_FIRST + max(self.level, 1), _DEEPEST)


def pieces_of(plan: Plan) -> Iterator[Piece]:
    """The pieces of a plan without its title and its table of contents."""
    part = plan.part
    for block in part.blocks:
        yield from _block(plan, block, ())
    for box in part.boxes:
        yield from _box(plan, box, ())
    for section in part.sections:
        yield from _section(plan, section, ())


def raw(plan: Plan, flow: Flow, start: int, end: int) -> str:
    """A range of a flow as the source prints it."""
    return "".join(plan.source[span] for span in flow.pieces(start, end))


def _section(plan: Plan, section: Section, above: tuple[int, ...]) -> Iterator[Piece]:
    flow, start = section.heading, section.marker.span.start
    holders = (*above, start)
    body_at = section.body_at if section.body_at < len(flow.text) else 0
    yield Piece(
        "head", section.level, start, section.span.end, section.title_span.start, body_at,
        plan.source.row(start), holders, flow, escaped(raw(plan, flow, 0, len(flow.text))),
    )  # fmt: skip
    for block in section.blocks:
        yield from _block(plan, block, holders)
    for box in section.boxes:
        yield from _box(plan, box, holders)
    for child in section.children:
        yield from _section(plan, child, holders)


def _box(plan: Plan, box: Box, holders: tuple[int, ...]) -> Iterator[Piece]:
    yield _paragraph(plan, box.heading, "box", holders)
    for block in box.blocks:
        yield from _block(plan, block, holders)


def _block(plan: Plan, block: Block, holders: tuple[int, ...]) -> Iterator[Piece]:
    if isinstance(block, Toc):
        return
    if isinstance(block, Table):
        start, end = block.span
        yield Piece(
            "table", 0, start, end, start, 0, plan.source.row(start), (*holders, start), None,
            _table(block),
        )  # fmt: skip
        return
    kind = "item" if isinstance(block, Item) else "clause" if isinstance(block, Clause) else "text"
    yield _paragraph(plan, block.flow, kind, (*holders, block.span.start), block.span.start)


def _paragraph(plan: Plan, flow: Flow, kind: str, holders: tuple[int, ...], at: int = -1) -> Piece:
    start, end = flow.span(0, len(flow.text))
    return Piece(
        kind, 0, start if at < 0 else at, end, start, 0, plan.source.row(start), holders, flow,
        escaped(raw(plan, flow, 0, len(flow.text))),
    )  # fmt: skip


def _table(table: Table) -> str:
    rows = (
        "<tr>" + "".join(f"<td>{escaped(cell.text)}</td>" for cell in row) + "</tr>"
        for row in table.rows
    )
    return f"<table><tbody>{''.join(rows)}</tbody></table>"
