"""html for `planlint compare`: one page that needs nothing else, to read, to send and to print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from planlint.output.compare_chart import chart, difference
from planlint.output.compare_summary import GROUP_WORDS, GROUPS, counts, summary
from planlint.output.compare_table import (
    NOTHING,
    AlignmentTable,
    Cells,
    Row,
    Section,
)
from planlint.output.markup import escaped as _text
from planlint.output.owners_table import HEADINGS, TITLE, owner_rows
from planlint.output.side_by_side import TITLE as SIDE_TITLE
from planlint.output.side_by_side import side_by_side, side_style
from planlint.output.task_matrix import matrix
from planlint.output.tasks_table import TITLE as TASK_TITLE
from planlint.output.tasks_table import TaskRow, task_rows
from planlint.patterns import compiled

# The page may load and run nothing, whatever a plan's text might smuggle in.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_QUOTED = compiled(r"(《[^》]*》)")


def render(table: AlignmentTable) -> str:
    """The table as a page of HTML."""
    return "\n".join(_page(table)) + "\n"


def _page(table: AlignmentTable) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield f'<html lang="{table.say("zh-CN", "en")}">'
    yield '<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_text(table.title)}</title>"
    rows = task_rows(table)
    yield f"<style>\n{_style('compare')}"
    if rows:
        yield f"{_style('side_by_side')}{side_style(rows)}"
    yield "</style>\n</head>\n<body>"
    yield from _head(table)
    yield "<main>"
    yield from _summary(table, rows)
    for section in table.sections:
        yield from _section(section, table)
    yield from matrix(rows, table)
    yield from _owners(table)
    yield from side_by_side(rows, table)
    yield "</main>"
    yield from _foot(table)
    yield "</body>\n</html>"


@cache
def _style(name: str) -> str:
    return Path(__file__).with_name(f"{name}.css").read_text(encoding="utf-8")


def _head(table: AlignmentTable) -> Iterator[str]:
    colon = table.say("：", ": ")
    parts = (
        f'<span class="title">{_text(p)}</span>' if p.startswith("《") else _text(p)
        for p in _QUOTED.split(table.title)
    )
    yield f"<header>\n<h1>{''.join(parts)}</h1>"
    names = table.files
    files = [(table.column("draft"), names[table.comparison.draft.filename])]
    files += [(table.column("parent"), names[p.filename]) for p in table.comparison.parents]
    spans = (f"<span>{label}{colon}{_text(name)}</span>" for label, name in files)
    yield f'<p class="files">{"".join(spans)}</p>'
    for note in table.notes:
        strong = f"<strong>{table.say('注意', 'Note')}{colon}</strong>"
        yield f'<p class="note" role="note">{strong}{_text(note)}</p>'
    yield from _contents(table)
    yield "</header>"


def _contents(table: AlignmentTable) -> Iterator[str]:
    """Links to what stands far down the page."""
    links = []
    if table.comparison.tasks:
        links += [("tasks", TASK_TITLE.say(table.lang)), ("side", SIDE_TITLE.say(table.lang))]
    if table.comparison.owners:
        links.insert(1, ("owners", TITLE.say(table.lang)))
    if links:
        yield f'<nav class="contents" aria-label="{table.say("目录", "Contents")}">'
        yield from (f'<a href="#{target}">{word}</a>' for target, word in links)
        yield "</nav>"


# --- summary ---------------------------------------------------------------------------------


def _summary(table: AlignmentTable, tasks: Sequence[TaskRow]) -> Iterator[str]:
    yield f'<section class="summary" aria-label="{table.say("汇总", "Summary")}">'
    yield from (f"<p>{_text(sentence)}</p>" for sentence in summary(table))
    yield from _counts(table)
    wanted = [
        (r.tone, r.verdict, f"r{r.number}", f"{r.number}. {r.name}")
        for s in table.sections
        for r in s.rows
        if r.tone in ("problem", "check")
    ]
    wanted += [
        (r.tone, r.verdict, f"t{r.number}", f"{table.say('任务', 'task')} {r.number} {r.title}")
        for r in tasks
        if r.pair.verdict == "missing"
    ]
    if wanted:
        yield f"<h2>{table.say('须处理和待核对的', 'To be mended or checked')}</h2>"
        yield '<ul class="attention">'
        for tone, verdict, target, name in sorted(wanted, key=lambda w: w[0] != "problem"):
            link = f'<a href="#{target}">{_text(name)}</a>'
            yield f'<li class="{tone}"><b>{verdict}</b>{link}</li>'
        yield "</ul>"
    yield "</section>"


def _counts(table: AlignmentTable) -> Iterator[str]:
    held = [s for s in table.sections if s.key != "extra"]
    if not held:
        return
    heads = (table.column("section"), table.column("total"))
    words = (*heads, *(GROUP_WORDS[g].say(table.lang) for g in GROUPS))
    yield '<table class="counts">\n<thead><tr>'
    yield from (f'<th scope="col">{w}</th>' for w in words)
    yield "</tr></thead>\n<tbody>"
    for section in held:
        found = counts(table, section.key)
        yield f'<tr><th scope="row">{section.title}</th>'
        yield from (f"<td{_emphasis(key, n)}>{n}</td>" for key, n in found.items())
        yield "</tr>"
    yield "</tbody>\n</table>"


def _emphasis(key: str, count: int) -> str:
    if not count:
        return ' class="zero"'
    name = {"weaker": "bad", "missing": "bad", "check": "look"}.get(key)
    return f' class="{name}"' if name else ""


# --- owners ----------------------------------------------------------------------------------


def _owners(table: AlignmentTable) -> Iterator[str]:
    rows = owner_rows(table)
    if not rows:
        return
    title = TITLE.say(table.lang)
    count = table.say(f"{len(rows)} 项", str(len(rows)))
    yield f'<section id="owners">\n<h2>{title}<span class="count">{count}</span></h2>'
    yield f'<table class="entries owners" aria-label="{title}">\n<thead><tr>'
    yield from (f'<th scope="col">{h.say(table.lang)}</th>' for h in HEADINGS)
    yield "</tr></thead>\n<tbody>"
    for row in rows:
        yield '<tr class="check">' if row.remark else "<tr>"
        yield f'<td>{_text(row.task)}<br><span class="place">{_text(row.place)}</span></td>'
        yield f"<td>{_text(row.owners)}</td>"
        yield f'<td>{_text(row.own_task)}<br><span class="place">{_text(row.own_place)}</span></td>'
        yield f"<td>{_text(row.own_owners)}</td><td>{_text(row.remark)}</td></tr>"
    yield "</tbody>\n</table>\n</section>"


# --- the table -------------------------------------------------------------------------------


def _section(section: Section, table: AlignmentTable) -> Iterator[str]:
    count = table.say(f"{len(section.rows)} 项", str(len(section.rows)))
    yield f'<section>\n<h2>{section.title}<span class="count">{count}</span></h2>'
    keys = _columns(section)
    yield f'<table class="entries" aria-label="{section.title}">\n<thead><tr>'
    for key in keys:
        also = ""
        if key == "chart":
            also = f"<small>{table.say('较宽 ← 上级 → 较严', 'weaker ← parent → stricter')}</small>"
        yield f'<th scope="col" class="c-{key}">{table.column(key)}{also}</th>'
    yield "</tr></thead>\n<tbody>"
    for row in section.rows:
        tone = "own-entry" if row.tone == "own" else row.tone
        yield f'<tr id="r{row.number}" class="{tone}">'
        yield from (_CELLS[key](row, table) for key in keys)
        yield "</tr>"
    yield "</tbody>\n</table>\n</section>"


def _columns(section: Section) -> tuple[str, ...]:
    if section.key == "extra":
        return ("name", "draft")
    drawn = any(r.entry.compares for r in section.rows)
    return ("verdict", "name", "parent", "draft", *(("chart",) if drawn else ()), "match")


def _verdict(row: Row, table: AlignmentTable) -> str:
    return f'<td class="verdict"><b>{row.verdict}</b></td>'


def _name(row: Row, table: AlignmentTable) -> str:
    number = f'<span class="number">{row.number}.</span>'
    return f'<th scope="row">{number}{_text(row.name)}</th>'


def _parent(row: Row, table: AlignmentTable) -> str:
    return _cell(table.column("parent"), _side(row.parent, ""))


def _draft(row: Row, table: AlignmentTable) -> str:
    changed = " changed" if row.entry.flaw == "attribute-lowered" else ""
    text = _side(row.draft, changed)
    if row.own_name:
        own = table.say("草案表述：", "as: ") + row.own_name
        text += f'<span class="own">{_text(own)}</span>'
    text += "".join(f'<span class="remark">{_text(r)}</span>' for r in row.shown_remarks)
    return _cell(table.column("draft"), text)


def _chart(row: Row, table: AlignmentTable) -> str:
    drawn = chart(row.entry, table.lang)
    if not drawn:
        return '<td class="empty"></td>'
    gap = f'<span class="gap">{_text(difference(row.entry, table.lang))}</span>'
    return _cell(table.column("chart"), drawn + gap)


def _match(row: Row, table: AlignmentTable) -> str:
    if not row.match:
        return '<td class="empty"></td>'
    return _cell(table.column("match"), f'<span class="match">{row.match}</span>')


_CELLS = {
    "verdict": _verdict, "name": _name, "parent": _parent, "draft": _draft, "chart": _chart,
    "match": _match,
}  # fmt: skip


def _cell(label: str, content: str) -> str:
    return f'<td data-label="{label}"><div>{content}</div></td>'


def _side(cells: Cells | None, changed: str) -> str:
    if cells is None:
        return f'<span class="nothing">{NOTHING}</span>'
    attribute = cells.attribute
    shown = f'<span class="attribute{changed}">{_text(attribute)}</span>' if attribute else ""
    return (
        f'<span class="value">{_text(cells.value)}</span>{shown}'
        f'<span class="place">{_text(cells.place)}</span>'
    )


def _foot(table: AlignmentTable) -> Iterator[str]:
    yield "<footer>"
    if any(r.entry.compares for s in table.sections for r in s.rows):
        legend = table.say(
            "高低对照：竖线为上级要求，圆点为草案，菱形为低于上级；偏右为更好，越低越好的指标已经"
            "反向；两端为相差 20%，超过的用箭头表示。",
            "Difference: the upright line is the parent, the dot the draft, a diamond falls short; "
            "right is better, also where a lower number is the better one; the ends are 20%, an "
            "arrow is more.",
        )
        yield f"<p>{legend}</p>"
    if any(r.entry.verdict == "share" for s in table.sections for r in s.rows):
        legend = table.say(
            "总量分担：上级为总量，草案承担其中一份，不比高低。",
            "Share of a total: the draft owes a part of the parent's number; nothing is compared.",
        )
        yield f"<p>{legend}</p>"
    yield f"<p>{_text(table.origin)}</p>\n</footer>"
