"""Texts as printed, for rules that look at single characters."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.rule import Context
from planlint.semantics.plan import part_flows
from planlint.syntax.ast import Flow, Table


def all_flows(ctx: Context) -> Iterator[Flow]:
    """The logical texts of every part of the file, titles included, without table cells."""
    for part in ctx.draft.outline.parts:
        yield from part.flows
        yield from part_flows(part)


def printed(ctx: Context, flow: Flow) -> str:
    """A flow's text with the characters as the source has them; offsets are those of the flow."""
    return "".join(ctx.source[span] for span in flow.pieces(0, len(flow.text)))


def all_cells(ctx: Context) -> Iterator[Flow]:
    """The cells of every table, each as a flow of its own."""
    for part in ctx.draft.outline.parts:
        for block in part.all_blocks():
            if isinstance(block, Table):
                for row in block.rows:
                    for cell in row:
                        length = cell.span.end - cell.span.start
                        if length:
                            folded = ctx.source.folded[cell.span.start : cell.span.end]
                            yield Flow(folded, (0,), (cell.span.start,))
