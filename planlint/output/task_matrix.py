"""The task matrix as HTML: a row a task, filtered by verdict without a script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from planlint.compare.tasks import VERDICTS
from planlint.output.compare_table import NOTHING, AlignmentTable
from planlint.output.markup import escaped
from planlint.output.tasks_table import (
    ELSEWHERE,
    HEADINGS,
    LOST,
    NEAREST,
    SHARED,
    TITLE,
    VERDICT_WORDS,
    Counterpart,
    TaskRow,
)


def matrix(rows: Sequence[TaskRow], table: AlignmentTable) -> Iterator[str]:
    """The section with the matrix; nothing where the parents ask for nothing."""
    if not rows:
        return
    title = TITLE.say(table.lang)
    count = table.say(f"{len(rows)} 项", str(len(rows)))
    yield '<section id="tasks" class="filtered">'
    yield f'<h2>{title}<span class="count">{count}</span></h2>'
    yield from filters(rows, table, "m")
    yield f'<table class="entries tasks" aria-label="{title}">\n<thead><tr>'
    for key, heading in zip(("verdict", "task", "found", "terms"), HEADINGS, strict=True):
        yield f'<th scope="col" class="c-{key}">{heading.say(table.lang)}</th>'
    yield "</tr></thead>\n<tbody>"
    for row in rows:
        yield f'<tr class="{row.tone} {classes([row])}">'
        yield f'<td class="verdict"><b>{row.verdict}</b>{_also(row, table)}</td>'
        yield f'<th scope="row">{_task(row)}</th>'
        yield f'<td data-label="{table.column("draft")}"><div>{_found(row, table)}</div></td>'
        label = HEADINGS[3].say(table.lang)
        yield f'<td data-label="{label}"><div>{evidence(row, table)}</div></td></tr>'
    yield "</tbody>\n</table>\n</section>"


def filters(rows: Sequence[TaskRow], table: AlignmentTable, name: str) -> Iterator[str]:
    """Radio buttons, one for each kind of verdict that there is, before what they filter."""
    found = Counter(r.pair.verdict for r in rows)
    words = [("all", table.say("全部", "all"), len(rows))]
    words += [(v, VERDICT_WORDS[v].say(table.lang), found[v]) for v in VERDICTS if found[v]]
    elsewhere = sum(r.elsewhere for r in rows)
    if elsewhere:
        words.append(("elsewhere", ELSEWHERE.say(table.lang), elsewhere))
    for key, word, count in words:
        checked = " checked" if key == "all" else ""
        yield f'<input type="radio" name="{name}" id="{name}-{key}" class="pick"{checked}>'
        yield f'<label for="{name}-{key}" class="is-{key}">{word} <i>{count}</i></label>'


def classes(rows: Iterable[TaskRow]) -> str:
    """What the filters know some tasks by."""
    found = {f"v-{r.pair.verdict}" for r in rows} | {"v-elsewhere" for r in rows if r.elsewhere}
    return " ".join(sorted(found))


def evidence(row: TaskRow, table: AlignmentTable) -> str:
    """The terms that speak for the verdict."""
    said = ((SHARED, row.shared, "shared"), (LOST, row.lost, "lost"))
    parts = (
        f'<span class="{name}"><small>{word.say(table.lang)}</small>{escaped(text)}</span>'
        for word, text, name in said
        if text
    )
    return "".join(parts)


def _also(row: TaskRow, table: AlignmentTable) -> str:
    number = f'<span class="no">{table.say("任务", "task")} {row.number}</span>'
    return (
        f'<span class="also">{ELSEWHERE.say(table.lang)}</span>{number}'
        if row.elsewhere
        else number
    )


def _task(row: TaskRow) -> str:
    said = not row.kind or row.kind in row.context  # under a heading that says so
    kind = "" if said else f' <span class="kind">{row.kind}</span>'
    title = escaped(row.title)
    text = f'<a href="#t{row.number}">{title}</a>{kind}'
    return text + _lines(row.context, row.place, row.owners)


def _found(row: TaskRow, table: AlignmentTable) -> str:
    """The answers, each with a link to it; of what is missing the nearest passage."""
    if not row.counterparts:
        return f'<span class="nothing">{NOTHING}</span>'
    first, *others = row.counterparts
    near = "" if row.answered else f"<small>{NEAREST.say(table.lang)}</small>"
    text = f"{near}{_link(row, 1, first, escaped(first.title))}"
    text += _lines(first.context, first.place, row.own_owners)
    if not row.answered or not others:
        return text
    draft = table.comparison.draft
    links = (
        f"{_link(row, at, c, escaped(c.title))}"
        f"<small>{line_of(draft.source.row(c.answer.passage.span.start), table)}</small>"
        for at, c in enumerate(others, start=2)
    )
    also = table.say("另见：", "also: ")
    return (
        f'{text}<span class="other"><small>{also}</small>{table.say("；", "; ").join(links)}</span>'
    )


def line_of(row: int, table: AlignmentTable) -> str:
    """A line of a file that has been named before."""
    return table.say(f"（{row} 行）", f" (line {row})")


def _link(row: TaskRow, at: int, found: Counterpart, text: str) -> str:
    return f'<a href="#a{row.number}-{at}">{text}</a>'


def _lines(*texts: str) -> str:
    return "".join(f'<span class="place">{escaped(t)}</span>' for t in texts if t)
