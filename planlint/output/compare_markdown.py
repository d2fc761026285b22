"""markdown for `planlint compare`: a table a section, for repositories and merge requests."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.output.compare_summary import summary
from planlint.output.compare_table import NOTHING, AlignmentTable, Cells, Row
from planlint.output.owners_table import HEADINGS, TITLE, owner_rows
from planlint.output.tasks_table import (
    ELSEWHERE,
    LOST,
    NEAREST,
    SHARED,
    TaskRow,
    task_rows,
)
from planlint.output.tasks_table import HEADINGS as TASK_HEADINGS
from planlint.output.tasks_table import TITLE as TASK_TITLE
from planlint.output.width import printable
from planlint.patterns import compiled

# What Markdown would read as its own, a table's pipe first; < and & for the HTML in it.
_SPECIAL = compiled(r"([\\`*_\[\]<>&|~#$])")


def render(table: AlignmentTable) -> str:
    """The table as Markdown with pipe tables."""
    return "\n".join(_lines(table)).rstrip("\n") + "\n"


def _lines(table: AlignmentTable) -> Iterator[str]:
    yield from (f"# {_escaped(table.title)}", "")
    draft, colon = table.column("draft"), table.say("：", ": ")
    yield f"- {draft}{colon}{_escaped(table.files[table.comparison.draft.filename])}"
    for parent in table.comparison.parents:
        yield f"- {table.column('parent')}{colon}{_escaped(table.files[parent.filename])}"
    yield ""
    for note in table.notes:
        yield from (f"> **{table.say('注意', 'Note')}**{colon}{_escaped(note)}", "")
    for sentence in summary(table):
        yield from (_escaped(sentence), "")
    keys = ("number", "verdict", "name", "parent", "draft", "match", "remarks")
    for section in table.sections:
        yield from (f"## {section.title}", "")
        yield "| " + " | ".join(table.column(k) for k in keys) + " |"
        yield "|---:|" + "---|" * (len(keys) - 1)
        for row in section.rows:
            yield "| " + " | ".join(_cells(row, table)) + " |"
        yield ""
    yield from _tasks(table)
    yield from _owners(table)
    yield _escaped(table.origin)


def _tasks(table: AlignmentTable) -> Iterator[str]:
    rows = task_rows(table)
    if not rows:
        return
    yield from (f"## {TASK_TITLE.say(table.lang)}", "")
    heads = (table.column("number"), *(h.say(table.lang) for h in TASK_HEADINGS))
    yield "| " + " | ".join(heads) + " |"
    yield "|---:|" + "---|" * (len(heads) - 1)
    for row in rows:
        yield "| " + " | ".join(_task(row, table)) + " |"
    yield ""


def _task(row: TaskRow, table: AlignmentTable) -> Iterator[str]:
    yield str(row.number)
    verdict = f"**{row.verdict}**" if row.tone in ("problem", "check") else row.verdict
    yield "<br>".join((verdict, *((ELSEWHERE.say(table.lang),) if row.elsewhere else ())))
    lines = (row.title, row.kind, row.context, row.place, row.owners)
    yield "<br>".join(_escaped(t) for t in lines if t)
    shown = row.counterparts if row.answered else row.counterparts[:1]
    nearest = "" if row.answered else NEAREST.say(table.lang)
    answers = [f"{nearest}{_escaped(c.title)}<br>{_escaped(c.place)}" for c in shown]
    own = [_escaped(row.own_owners)] if row.own_owners else []
    yield "<br>".join(answers + own) or NOTHING
    evidence = ((SHARED, row.shared), (LOST, row.lost))
    yield "<br>".join(w.say(table.lang) + _escaped(t) for w, t in evidence if t)


def _owners(table: AlignmentTable) -> Iterator[str]:
    rows = owner_rows(table)
    if not rows:
        return
    yield from (f"## {TITLE.say(table.lang)}", "")
    yield "| " + " | ".join(h.say(table.lang) for h in HEADINGS) + " |"
    yield "|" + "---|" * len(HEADINGS)
    for row in rows:
        task = f"{_escaped(row.task)}<br>{_escaped(row.place)}"
        own = "<br>".join(_escaped(t) for t in (row.own_task, row.own_place) if t)
        rest = (row.owners, row.own_owners, row.remark)
        owners, own_owners, remark = (_escaped(t) for t in rest)
        yield f"| {task} | {owners} | {own} | {own_owners} | {remark} |"
    yield ""


def _cells(row: Row, table: AlignmentTable) -> Iterator[str]:
    yield str(row.number)
    yield f"**{row.verdict}**" if row.tone in ("problem", "check") else row.verdict
    yield _escaped(row.name)
    yield _side(row.parent)
    own = table.say("草案表述：", "as: ") + _escaped(row.own_name) if row.own_name else ""
    yield "<br>".join(t for t in (_side(row.draft), own) if t)
    yield row.match or NOTHING
    yield table.say("；", "; ").join(row.remarks)


def _side(cells: Cells | None) -> str:
    if cells is None:
        return NOTHING
    words = f"{cells.value} {cells.attribute}".strip()
    return f"{_escaped(words)}<br>{_escaped(cells.place)}"


def _escaped(text: str) -> str:
    """A text of a document on one line, with nothing in it that Markdown or HTML would read."""
    return _SPECIAL.sub(r"\\\1", printable(text)).replace("\\<", "&lt;").replace("\\&", "&amp;")
