"""The task matrix of `planlint compare` as text: a block a task, the verdict first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planlint.output.compare_table import AlignmentTable
from planlint.output.tasks_table import (
    ELSEWHERE,
    LOST,
    NEAREST,
    SHARED,
    TITLE,
    TaskRow,
    task_rows,
)
from planlint.output.width import cells, wrap

_MARKS = {"problem": "!!", "check": " ?", "fine": "  ", "own": "  "}
_BOLD, _RESET = "\x1b[1m", "\x1b[0m"


def task_lines(table: AlignmentTable, width: int, colours: Mapping[str, str]) -> Iterator[str]:
    """The tasks under their heading; nothing where the parents ask for nothing."""
    rows = task_rows(table)
    if not rows:
        return
    heading = TITLE.say(table.lang) + table.say(f"（{len(rows)} 项）", f": {len(rows)}")
    yield from ("", f"{_BOLD}{heading}{_RESET}" if colours else heading, "")
    indent = max(cells(r.verdict) for r in rows) + 5
    for row in rows:
        verdict = f"{_MARKS[row.tone]} {row.verdict}"
        blank = " " * (indent - cells(verdict))
        code = colours.get(row.tone, "")
        painted = f"{code}{verdict}{_RESET}" if code else verdict
        for at, line in enumerate(wrap(_name(row, table), width - indent)):
            yield (painted + blank if at == 0 else " " * indent) + line
        for label, text in _said(row, table):
            yield from _hanging(label, text, indent, width)


def _name(row: TaskRow, table: AlignmentTable) -> str:
    kind = table.say(f"（{row.kind}）", f" ({row.kind})") if row.kind else ""
    return f"[{row.number}] {row.title}{kind}"


def _said(row: TaskRow, table: AlignmentTable) -> Iterator[tuple[str, str]]:
    """The lines under a task, each with its label."""
    yield table.column("parent"), row.place
    shown = row.counterparts if row.answered else row.counterparts[:1]
    for at, found in enumerate(shown):
        label = table.column("draft") if at == 0 and row.answered else ""
        nearest = "" if row.answered else NEAREST.say(table.lang)
        yield label, f"{nearest}{found.title}  {found.place}"
    if row.elsewhere:
        best = row.counterparts[0]
        chapter = best.context or best.title
        yield "", f"{ELSEWHERE.say(table.lang)}{table.say('：', ': ')}{chapter}"
    if row.shared:
        yield "", SHARED.say(table.lang) + row.shared
    if row.lost:
        yield "", LOST.say(table.lang) + row.lost


def _hanging(label: str, text: str, indent: int, width: int) -> Iterator[str]:
    column = 9
    for at, line in enumerate(wrap(text, width - indent - column)):
        shown = label if at == 0 else ""
        yield " " * indent + shown + " " * (column - cells(shown)) + line
