"""Both plans side by side: a task's counterparts, without a script.

A link to a task or to a counterpart makes it the page's target; the style sheet does the rest.
Every part of task 3 has the class k3, and `:root:has(.k3:target) .k3` lights them all. Targets are
empty places before the texts: `t3` the task, `a3-1` its first counterpart. What is lit and out of
sight sticks to the edge of its pane, since one link can scroll only one of the two.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from planlint.compare.differences import differing
from planlint.output.alignment_words import Word
from planlint.output.compare_table import AlignmentTable, quoted
from planlint.output.markup import escaped
from planlint.output.plan_page import Piece, pieces_of, raw
from planlint.output.task_matrix import classes, evidence, filters
from planlint.output.tasks_table import ELSEWHERE, NEAREST, TaskRow
from planlint.semantics.plan import Plan
from planlint.syntax.ast import Flow

TITLE = Word("全文对照", "Side by side")


def side_style(rows: Sequence[TaskRow]) -> str:
    """What is lit for each task; the one part of the style that depends on the plans."""
    numbers = [r.number for r in rows]
    lit = ",\n".join(f":root:has(.k{n}:target) .k{n}" for n in numbers)
    added = ",\n".join(f":root:has(.k{n}:target) .i{n}" for n in numbers)
    held = ",\n".join(f":root:has(#t{n}:target) .b{n}" for n in numbers)
    return (
        f"{lit} {{ --lit: var(--lit-band); --held: sticky; "
        "--more: block; --ring: var(--around); --lost: var(--lost-band); "
        "--lost-line: var(--problem); }\n"
        f"{added} {{ background: var(--added-band); border-bottom-color: var(--added); }}\n"
        f"{held} {{ position: sticky; top: 0; bottom: 0; z-index: 1; max-height: 60%; "
        "margin: 0 -.6rem; padding: 0 .6rem; overflow: auto; box-shadow: var(--around); }\n"
    )


def side_by_side(rows: Sequence[TaskRow], table: AlignmentTable) -> Iterator[str]:
    """The section with both panes; nothing where the parents ask for nothing."""
    if not rows:
        return
    title, draft = TITLE.say(table.lang), table.comparison.draft
    yield f'<section id="side" class="side filtered" aria-label="{title}">'
    yield f"<h2>{title}</h2>"
    yield f'<p class="how">{_how(table)}</p>'
    yield f'<p class="paper">{_paper(table)}</p>'
    yield from filters(rows, table, "f")
    yield f'<a class="none" href="#side">{table.say("取消选择", "clear")}</a>'
    yield f'<p class="legend"><span class="d">{table.say("草案没有的词语", "not in the draft")}'
    yield f'</span><span class="i">{table.say("草案增加的词语", "only in the draft")}</span></p>'
    yield '<div class="panes">'
    yield _pane("parent", table)
    for plan in table.comparison.parents:
        own = [r for r in rows if r.pair.plan is plan]
        yield f'<h3 class="plan">{escaped(quoted(plan))}</h3>'
        yield from _parent(plan, own, table)
    yield "</div>"
    yield _pane("draft", table)
    yield f'<h3 class="plan">{escaped(quoted(draft))}</h3>'
    yield from _draft(draft, rows, table)
    yield "</div>\n</div>\n</section>"


def _pane(key: str, table: AlignmentTable) -> str:
    """The beginning of a pane; it takes the focus, so that keys can scroll it."""
    label = table.column(key)
    return f'<div class="pane {key}" tabindex="0" role="region" aria-label="{label}">'


def _how(table: AlignmentTable) -> str:
    return table.say(
        "左边是上级规划，右边是草案。点左边的任务标题，右边转到对应段落；点右边段末的编号，"
        "左边转到任务。",
        "The parent on the left, the draft on the right. A task's heading leads to its "
        "counterpart, the numbers after a passage of the draft lead to the tasks.",
    )


def _paper(table: AlignmentTable) -> str:
    return table.say(
        "全文对照供在屏幕上查看，不打印；各项任务的结论和出处见“任务落实情况”。",
        "Both texts side by side are for the screen and not printed; the verdicts and places of "
        "all tasks are in the table of tasks.",
    )


# --- the parent ------------------------------------------------------------------------------


def _parent(plan: Plan, rows: Sequence[TaskRow], table: AlignmentTable) -> Iterator[str]:
    tasks = {r.pair.task.span.start: r for r in rows}
    under = {at: r for at, r in tasks.items()}
    for piece in pieces_of(plan):
        row = next((under[at] for at in reversed(piece.holders) if at in under), None)
        if row is None:
            yield _plain(piece, classes(r for at, r in tasks.items() if _within(at, piece)), plan)
        elif piece.start in tasks:
            yield from _task(piece, row, table, plan)
        else:
            names = f"k{row.number} {classes([row])}"
            yield _block(piece, names, _lost(piece, row, plan))


def _within(at: int, piece: Piece) -> bool:
    return piece.level > 0 and piece.start <= at < piece.end


def _task(piece: Piece, row: TaskRow, table: AlignmentTable, plan: Plan) -> Iterator[str]:
    names = f"k{row.number} {classes([row])}"
    target = f"#a{row.number}-1" if row.counterparts else f"#t{row.number}"
    kind = f' <span class="kind">{row.kind}</span>' if row.kind else ""
    also = f' <span class="also">{ELSEWHERE.say(table.lang)}</span>' if row.elsewhere else ""
    yield f'<span class="at {names}" id="t{row.number}" data-row="{piece.row}"></span>'
    yield f'<div class="task {row.tone} {names}">'
    number = f'<span class="no">{table.say("任务", "task")} {row.number}</span>'
    yield f'<p class="verdict"><b>{row.verdict}</b>{also}{kind}{number}</p>'
    flow = piece.flow
    if piece.level and flow is not None:
        title = escaped(raw(plan, flow, 0, piece.body_at or len(flow.text)))
        yield f'<h4><a href="{target}">{title}</a></h4>'
    else:
        yield f'<h4><a href="{target}">{escaped(row.title)}</a></h4>'
    yield f'<p class="links">{_links(row, table)}</p>'
    more = "".join(f'<span class="place">{escaped(t)}</span>' for t in (row.owners,) if t)
    yield f'<div class="more">{evidence(row, table)}{more}</div></div>'
    if not piece.level or (flow is not None and piece.body_at):
        yield _block(piece, names, _lost(piece, row, plan))


def _links(row: TaskRow, table: AlignmentTable) -> str:
    if not row.counterparts:
        return ""
    lead = table.say("对应：", "answers: ") if row.answered else NEAREST.say(table.lang)
    shown = row.counterparts if row.answered else row.counterparts[:1]
    links = (
        f'<a href="#a{row.number}-{at}">{escaped(c.title)}</a>'
        for at, c in enumerate(shown, start=1)
    )
    return f"<small>{lead}</small>" + "".join(links)


def _lost(piece: Piece, row: TaskRow, plan: Plan) -> str:
    """The text of a task, with the words marked that none of its answers has."""
    flow = piece.flow
    if flow is None:
        return piece.html
    start = piece.body_at if piece.level else 0
    if not row.answered:
        return _marked(plan, flow, start, [])
    text = flow.text[start:]
    others = ["\n".join((*a.passage.context[-1:], a.passage.text)) for a in row.pair.answers]
    found = ((a + start, b + start) for a, b in differing(text, others))
    return _marked(plan, flow, start, [(a, b, "d") for a, b in found if _told(flow, a, plan)])


def _told(flow: Flow, at: int, plan: Plan) -> bool:
    """Whether a place says what is to be done, and not who answers for it."""
    offset = flow.offset(at)
    before = bisect_right(plan.responsibilities, offset, key=lambda r: r.span.start)
    return before == 0 or plan.responsibilities[before - 1].span.end <= offset


# --- the draft -------------------------------------------------------------------------------


def _draft(draft: Plan, rows: Sequence[TaskRow], table: AlignmentTable) -> Iterator[str]:
    answers: dict[int, list[tuple[TaskRow, int]]] = {}
    for row in rows:
        shown = row.counterparts if row.answered else row.counterparts[:1]
        for at, counterpart in enumerate(shown, start=1):
            answers.setdefault(counterpart.answer.passage.span.start, []).append((row, at))
    for piece in pieces_of(draft):
        found = [f for at in dict.fromkeys((piece.start, piece.body)) for f in answers.get(at, ())]
        if found:
            yield from _passage(piece, found, table, draft)
        else:
            yield _plain(piece, "", draft)


def _passage(
    piece: Piece, found: Sequence[tuple[TaskRow, int]], table: AlignmentTable, draft: Plan
) -> Iterator[str]:
    """A passage that answers tasks: their places first, then the text with the words it adds."""
    for row, at in found:
        shown = len(row.counterparts) if row.answered else 1
        label = table.say(f"任务 {row.number} 的对应内容", f"Answer to task {row.number}")
        if not row.answered:
            label = table.say(
                f"离任务 {row.number} 最近的内容", f"Nearest passage to task {row.number}"
            )
        label += f" {at}/{shown}" if shown > 1 else ""
        yield f'<span class="at k{row.number}" id="a{row.number}-{at}" data-label="{label}"></span>'
    names = [f"k{row.number}" for row, _ in found]
    names += [f"b{row.number}" for row, at in found if at == 1]
    back = "".join(
        f'<a href="#t{row.number}" class="{row.tone}" title="{escaped(row.title)}">{row.number}</a>'
        for row, _ in found
        if row.answered
    )
    label = table.say("任务", "tasks")
    back = f' <span class="back"><small>{label}</small>{back}</span>' if back else ""
    marks = [m for row, at in found if at == 1 for m in _added(piece, row, draft)]
    flow = piece.flow
    if flow is None:
        yield _block(piece, "passage " + " ".join(names), piece.html + back)
        return
    yield f'<div class="passage {" ".join(names)}" data-row="{piece.row}">'
    if piece.level:
        stop = piece.body_at or len(flow.text)
        title = _marked(draft, flow, 0, [m for m in marks if m[1] <= stop], stop)
        yield f"<h{piece.head}>{title}</h{piece.head}>"
        if piece.body_at:
            yield f"<p>{_marked(draft, flow, stop, [m for m in marks if m[0] >= stop])}{back}</p>"
        else:
            yield f"<p>{back}</p>"
    else:
        yield f"<p>{_marked(draft, flow, 0, marks)}{back}</p>"
    yield "</div>"


def _added(piece: Piece, row: TaskRow, draft: Plan) -> Iterator[tuple[int, int, str]]:
    """The words of the best answer that the task does not have."""
    if piece.flow is None or not row.answered:
        return
    task = row.pair.task
    start = piece.body_at if piece.level else 0
    for low, high in differing(piece.flow.text[start:], (task.text, task.whole)):
        if _told(piece.flow, low + start, draft):
            yield low + start, high + start, f"i i{row.number}"


# --- pieces ----------------------------------------------------------------------------------


def _plain(piece: Piece, names: str, plan: Plan) -> str:
    if not piece.level:
        return _block(piece, names, piece.html)
    flow, names = piece.flow, f"head {names}".strip()
    if flow is None or not piece.body_at:
        return _tag(f"h{piece.head}", names, piece.row, piece.html)
    title = escaped(raw(plan, flow, 0, piece.body_at))
    body = escaped(raw(plan, flow, piece.body_at, len(flow.text)))
    return _tag(f"h{piece.head}", names, piece.row, title) + _tag("p", names, None, body)


def _block(piece: Piece, names: str, content: str) -> str:
    names = f"{piece.kind} {names}".strip()
    row = None if piece.level else piece.row
    return _tag("div" if piece.kind == "table" else "p", names, row, content)


def _tag(tag: str, names: str, row: int | None, content: str) -> str:
    data = "" if row is None else f' data-row="{row}"'
    named = f' class="{names}"' if names else ""
    return f"<{tag}{named}{data}>{content}</{tag}>"


def _marked(
    plan: Plan, flow: Flow, start: int, marks: Iterable[tuple[int, int, str]], stop: int = -1
) -> str:
    """A text with its marks; where several lie on one another, their names are joined."""
    end = len(flow.text) if stop < 0 else stop
    marks = list(marks)
    cuts = sorted({start, end, *(at for low, high, _ in marks for at in (low, high))})
    parts = []
    for low, high in pairwise(cuts):
        text = escaped(raw(plan, flow, low, high))
        names = " ".join(
            dict.fromkeys(n for a, b, name in marks if a <= low < b for n in name.split())
        )
        parts.append(f'<span class="{names}">{text}</span>' if names else text)
    return "".join(parts)
