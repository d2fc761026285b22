"""Who does it, in tables of tasks: 任务 | 牵头单位 | 配合单位 | 完成时限. A row is a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from planlint.patterns import compiled, regex
from planlint.readers.source import Source, Span
from planlint.semantics.clause_reading import Found, read_clause, read_deadline
from planlint.semantics.departments import looks_like_body
from planlint.syntax.ast import Cell, Flow, Table
from planlint.syntax.columns import squeeze

_MAX_HEADER = 40
_ROWS = 4  # the header stands among the first rows, below a title or a caption
_NAME = compiled(r"[^，；、。：]*$")
_BREAK = compiled(r"<(?:br|/p|/div|/li)\b", re.IGNORECASE)


@cache
def _headers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What a column of names or deadlines would be called in a clause, and its headers."""
    return (
        ("牵头单位：", compiled(r"(?:牵头|主办|主责)(?:责任|负责)?(?:单位|部门)")),
        ("参与单位：", compiled(r"(?:参与|配合|参加|协办|协同|协作|协助)(?:责任)?(?:单位|部门)")),
        ("责任单位：", compiled(r"(?:主要)?(?:责任|负责|承办|实施|落实)(?:单位|部门|主体)")),
        (
            "完成时限：",
            compiled(r"(?:完成|推进|办结|实施)(?:时限|时间|期限|进度)(?:要求)?|时间节点"),
        ),
    )


def read_rows(table: Table, source: Source) -> Iterator[Found]:
    """The clauses of a table's rows; none where no column says who does it."""
    at, columns = _columns(table)
    for row in table.rows[at:] if columns else ():
        found = _read_row(row, columns, source)
        if found is not None:
            yield found


def _columns(table: Table) -> tuple[int, Mapping[int, str]]:
    """Where the rows begin, and the labels of the columns that say who and by when."""
    for at, row in enumerate(table.rows[:_ROWS]):
        found = {
            column: label
            for column, cell in enumerate(row)
            if len(cell.text) < _MAX_HEADER and (label := _label(cell.text))
        }
        if len(row) > 1 and any(label != "完成时限：" for label in found.values()):
            return at + 1, found
    return 0, {}


def _label(header: str) -> str:
    """What a column would be called in a clause; "" where it says neither who nor by when."""
    name = squeeze(header).partition("(")[0]
    labels = [label for label, pattern in _headers() if pattern.fullmatch(name)]
    return labels[-1] if labels else ""


def _read_row(row: Sequence[Cell], columns: Mapping[int, str], source: Source) -> Found | None:
    """A row as one clause over its whole width; None where its cells name nobody."""
    merged: Found | None = None
    deadline = None
    for column, label in columns.items():
        if column >= len(row) or not row[column].text:
            continue
        flow = _flow(source, row[column].span)
        if label == "完成时限：":
            deadline = read_deadline(flow, label)
            continue
        found = _read_cell(flow, label)
        if found is not None:
            found = found._replace(cells=(row[column].span,))
            merged = found if merged is None else _merge(merged, found)
    if merged is None:
        return None
    span = Span(row[0].span.start, row[-1].span.end)
    return merged._replace(span=span, deadline=deadline or merged.deadline)


def _read_cell(flow: Flow, label: str) -> Found | None:
    """The names of a cell; it may say its roles itself: 市民政局牵头，市财政局配合."""
    end = len(flow.text)
    return read_clause(flow, 0, end) or read_clause(flow, 0, end, label=label)


def _merge(first: Found, second: Found) -> Found:
    roles = {role: first.roles[role] + second.roles[role] for role in first.roles}
    if roles["lead"]:
        roles["participants"] += roles["joint"]
        roles["joint"] = []
    return Found(
        first.span,
        f"{first.text}；{second.text}",
        roles,
        first.deadline,
        first.cells + second.cells,
    )


def _ends_name(text: str) -> bool:
    """Whether a text ends with a body's whole name; 市委 may go on (市委宣传部)."""
    name = _NAME.search(text)
    return name is not None and len(name.group()) > 2 and looks_like_body(name.group())


def _flow(source: Source, span: Span) -> Flow:
    """The words of a cell without markup.

    A break or blank after a body parts it from the next; elsewhere a narrow column broke a name.
    """
    raw = source.folded[span.start : span.end]
    text, starts, origins = "", list[int](), list[int]()
    for piece in regex(r"<[^<>]*>|&nbsp;|\s+|[^<\s&]+|[<&]").finditer(raw):
        word = piece.group()
        if _BREAK.match(word) or word.isspace() or word == "&nbsp;":
            word = "、" if _ends_name(text) else ""
        elif word[0] == "<":
            word = ""
        if word:
            starts.append(len(text))
            origins.append(span.start + piece.start())
            text += word
    return Flow(text, tuple(starts) or (0,), tuple(origins) or (span.start,))
