"""How indicator rules speak of the parent's row: quoted, with its place beside the finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planlint.readers.source import Source
from planlint.rule import Also, Context, Text
from planlint.semantics.quantity import Quantity
from planlint.syntax.tables import plain_text

if TYPE_CHECKING:
    from planlint.compare import IndicatorPair

ALLOCATED = Text(
    "（这类指标由上级分解到各地，如另有分解值请在文中写明）",
    " (this target is allocated to places; if yours was set lower, say so in the text)",
)
NOTHING = Text("", "")


def clause(pair: IndicatorPair) -> Also:
    """The parent's row, as a related place."""
    parent, source = pair.parent, pair.plan.source
    cells = " ".join(plain_text(source[parent.row_span]).replace("|", " ").split())
    return Also(
        parent.row_span,
        Text(f"上级规划：{cells}", f"the parent: {cells}"),
        source,
    )


def shown(source: Source, quantity: Quantity | None, unit: str = "") -> str:
    """A target as printed, with the row's unit where the number has none."""
    if quantity is None or quantity.kind == "none":
        return "—"
    text = "".join(plain_text(source[quantity.span]).split())
    return text + unit if unit and text[-1:].isdigit() else text


def share_hint(pair: IndicatorPair) -> Text:
    """Of a count, the draft owes its share, not the parent's number."""
    if pair.is_share:
        return Text(
            "（上级为总量，应写明本级承担的数量）", " (the parent's is a total: state your share)"
        )
    return NOTHING


def is_unallocated_count(pair: IndicatorPair) -> bool:
    """Whether the draft's table has the row of a count without a number: not a missing row."""
    return pair.draft is not None and pair.is_share


def unanswered(ctx: Context, *, binding: bool) -> Iterator[IndicatorPair]:
    """The parent's indicators to which the draft gives no value, binding or not.

    A doubtful pair is IND019's business, the row of a count without a number another rule's.
    """
    for pair in ctx.comparison.unanswered if ctx.comparison else ():
        if pair.parent.binding == binding and not is_unallocated_count(pair):
            yield pair
