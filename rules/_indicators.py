"""How indicator rules speak of the parent's row: quoted, with its place beside the finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from planlint.knowledge import table
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.rule import Also, Context, Text
from planlint.semantics.quantity import Quantity
from planlint.syntax.tables import plain_text

if TYPE_CHECKING:
    from planlint.compare import IndicatorPair, Verdict
    from planlint.semantics.plan import Plan

ALLOCATED = Text(
    "（这类指标由上级分解到各地，如另有分解值请在文中写明）",
    " (this target is allocated to places; if yours was set lower, say so in the text)",
)
NOTHING = Text("", "")
_BEHIND = compiled(r"[（(][^（()）]*[）)]$")


def clause(pair: IndicatorPair, ctx: Context) -> Also:
    """The parent's row, as a related place."""
    return Also(pair.parent.row_span, quoted(row_text(pair), pair.plan, ctx), pair.plan.source)


def row_text(pair: IndicatorPair) -> str:
    """The cells of the parent's row, as printed."""
    cells = plain_text(pair.plan.source[pair.parent.row_span])
    return " ".join(cells.replace("|", " ").split())


def quoted(words: str, plan: Plan, ctx: Context) -> Text:
    """A parent's words; of several parents with its title, so that one knows which."""
    title = f"《{plan.title}》" if len(ctx.parents) > 1 and plan.title else ""
    return Text(f"上级规划{title}：{words}", f"the parent {title}: {words}".replace(" :", ":"))


def share_hint(pair: IndicatorPair) -> Text:
    """Of a count, the draft owes its share, not the parent's number."""
    if pair.is_share:
        return Text(
            "（上级为总量，应写明本级承担的数量）", " (the parent's is a total: state your share)"
        )
    return NOTHING


def unanswered(ctx: Context, *, binding: bool) -> Iterator[IndicatorPair]:
    """The parent's indicators to which the draft gives no value, binding or not.

    A doubtful pair is IND019's business, the row of a count without a number IND006's.
    """
    for pair in ctx.comparison.unanswered if ctx.comparison else ():
        if pair.parent.binding == binding and not pair.unallocated:
            yield pair


def carries_out(plan: Plan) -> bool:
    """Whether a document carries out a plan (实施方案, 行动计划, 若干措施), and is none itself."""
    title = _BEHIND.sub("", plan.title or "")
    return title.endswith(tuple(table("documents")["titles"]["executing"]))


def words_only(pair: IndicatorPair) -> Span | None:
    """Where the draft speaks of a number of the parent without one of its own; None for nowhere."""
    wanted = pair.parent.target
    if wanted is None or wanted.value is None:
        return None
    row = pair.draft
    if row is not None:
        said = row.target is not None and row.target.kind != "none"
        return row.target.span if said and row.target is not None else row.span
    return pair.words


def weaker_places(ctx: Context) -> Iterator[Span]:
    """Where the draft falls short of a parent: one defect is one finding, IND003's."""
    for pair in ctx.comparison.indicators if ctx.comparison and ctx.runs("IND003") else ():
        for said in answers(pair):
            if said.verdict.kind == "weaker":
                yield said.at


class Said(NamedTuple):
    """A quantity of the draft with its place, how it matched, the name as printed, the verdict.

    `want` is what the parent asks for the same year.
    """

    have: Quantity
    at: Span
    how: str
    name: str
    verdict: Verdict
    want: Quantity | None


def answers(pair: IndicatorPair) -> Iterator[Said]:
    """What the draft says of an indicator: in its table, then in its text."""
    row = pair.draft
    if row is not None and row.target is not None:
        yield _said(pair, row.target, row.target.span, pair.how, row.name, row.year)
    for mention in pair.mentions:
        name = f"{mention.scope}{mention.name}"
        yield _said(pair, mention.quantity, mention.span, mention.how, name, mention.year)
    for year, step in row.steps if row is not None else ():
        if pair.wanted(year)[1]:  # the parent says a number for that year, too
            yield _said(pair, step, step.span, pair.how, row.name if row is not None else "", year)


def _said(
    pair: IndicatorPair, have: Quantity, at: Span, how: str, name: str, year: int | None
) -> Said:
    return Said(have, at, how, name, pair.judge(have, how, year), pair.wanted(year)[0])
