"""Responsibility clauses: who answers for a task."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planlint.readers.source import Source, Span
from planlint.semantics.clause_reading import DueDate, Found, read_deadline
from planlint.semantics.clause_search import find_clauses
from planlint.semantics.clause_tables import read_rows
from planlint.semantics.departments import Department
from planlint.syntax.ast import Block, Clause, Paragraph, Part, Section, Table


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One clause: its place and its members by role.

    `joint` holds 责任单位 and 按职责分工负责. `section` is the offset of the marker of the section
    that the clause closes, -1 before the first heading. `deadline` is what the clause itself says
    (完成时限：2027年12月). The clause of a table is a row, and `cells` are those that name members.
    """

    span: Span
    text: str
    lead: tuple[Department, ...]
    participants: tuple[Department, ...]
    joint: tuple[Department, ...]
    section: int = -1
    deadline: DueDate | None = None
    cells: tuple[Span, ...] = ()

    @property
    def members(self) -> tuple[Department, ...]:
        """All members in the order of their roles."""
        return self.lead + self.participants + self.joint

    @property
    def pieces(self) -> tuple[Span, ...]:
        """What was written in one go: the clause, or the cells of a row that name its members."""
        return self.cells or (self.span,)


def read_responsibilities(part: Part, source: Source) -> tuple[Responsibility, ...]:
    """All clauses of a part, in the order of the text."""
    clauses = list(_blocks(part.blocks, -1, source))
    for box in part.boxes:
        clauses.extend(_blocks(box.blocks, -1, source))
    for section in part.walk():
        clauses.extend(_of_section(section, source))
    return tuple(sorted(clauses, key=lambda c: c.span.start))


def _of_section(section: Section, source: Source) -> Iterator[Responsibility]:
    owner = section.marker.span.start
    for found in find_clauses(section.heading):
        yield _make(found, owner)
    yield from _blocks(section.blocks, owner, source)
    for box in section.boxes:
        yield from _blocks(box.blocks, owner, source)


def _blocks(blocks: Sequence[Block], owner: int, source: Source) -> Iterator[Responsibility]:
    """Clauses of blocks; lines of their own that follow each other are one clause."""
    pending: Found | None = None
    for block in blocks:
        if isinstance(block, Table):
            yield from (_make(row, owner) for row in read_rows(block, source))
        if not isinstance(block, Paragraph):
            continue
        found = list(find_clauses(block.flow))
        extended = _extend(pending, block, found) if pending is not None else None
        if extended is not None:
            pending = extended
            continue
        if pending is not None:
            yield _make(pending, owner)
            pending = None
        if isinstance(block, Clause) and len(found) == 1 and block.flow.text[:1] not in "（[":
            pending = found[0]
        else:
            yield from (_make(one, owner) for one in found)
    if pending is not None:
        yield _make(pending, owner)


def _extend(pending: Found, block: Paragraph, found: Sequence[Found]) -> Found | None:
    """The clause of the lines above with this line; None where the line goes by itself."""
    if not isinstance(block, Clause) or len(found) > 1:
        return None
    if found:
        again = any(found[0].roles[role] and pending.roles[role] for role in pending.roles)
        return None if again else _merge(pending, found[0])
    due = read_deadline(block.flow)
    if due is None:
        return None
    span = Span(pending.span.start, block.flow.span(0, len(block.flow.text)).end)
    return pending._replace(span=span, deadline=due)


def _merge(first: Found, second: Found) -> Found:
    roles = {role: first.roles[role] + second.roles[role] for role in first.roles}
    return Found(
        Span(first.span.start, second.span.end),
        f"{first.text}；{second.text}",
        roles,
        first.deadline or second.deadline,
    )


def _make(found: Found, owner: int) -> Responsibility:
    roles = found.roles
    return Responsibility(
        found.span,
        found.text,
        tuple(roles["lead"]),
        tuple(roles["participants"]),
        tuple(roles["joint"]),
        owner,
        found.deadline,
        found.cells,
    )
