"""The alignment table (衔接情况对照表): every promise of the parents and what answers it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from planlint.compare.comparison import Comparison, IndicatorPair
from planlint.readers.source import Source, Span
from planlint.semantics.indicator import Indicator
from planlint.semantics.plan import Plan

VERDICTS = (
    "equal", "stronger", "weaker", "open-bound", "share", "unallocated", "missing", "words",
    "unit", "scope", "not-comparable", "ambiguous", "extra",
)  # fmt: skip
"""What an entry may say; `extra` is what the draft has beyond its parents."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an entry: what is promised, how much, and where it stands.

    `value` is as printed. `number` and `unit` are exact and set where the promise is one number.
    `attribute` is 约束性, 预期性 or what the table prints, "" in running text.
    """

    name: str
    value: str
    attribute: str
    deadline: str
    number: Decimal | None
    unit: str
    source: Source
    span: Span

    @property
    def row(self) -> int:
        """The line, from one."""
        return self.source.row(self.span.start)


@dataclass(frozen=True, slots=True)
class Entry:
    """A promise of a parent with the draft's answer; either side may be missing.

    `kind` is indicator or commitment. `how` says how the two were paired: exact, alias,
    normalised, similar, ambiguous, "" where they were not. `compares` is true where both numbers
    measure the same thing, so that a chart may set one against the other; `better` says which
    way is better (higher, lower, "").
    """

    kind: str
    verdict: str
    how: str
    parent: Side | None
    draft: Side | None
    compares: bool = False
    better: str = ""
    binding: bool = False


# --- a first filling of the table, from the indicators only; to be replaced --------------------


def align(comparison: Comparison) -> tuple[Entry, ...]:
    """The entries of a comparison: the parents' indicators, then what only the draft has."""
    answered = {p.draft.row_span for p in comparison.indicators if p.draft is not None}
    entries = [_entry(p, comparison.draft) for p in comparison.indicators]
    own = [i for i in comparison.draft.indicators if i.row_span not in answered]
    entries += [
        Entry("indicator", "extra", "", None, _row_side(i, comparison.draft), binding=i.binding)
        for i in own
    ]
    return tuple(entries)


_KINDS = {"silent": "words", "unclear": "not-comparable"}


def _entry(pair: IndicatorPair, draft: Plan) -> Entry:
    parent = _row_side(pair.parent, pair.plan)
    have = pair.draft.target if pair.draft is not None else None
    answer = None if pair.draft is None else _row_side(pair.draft, draft)
    if answer is None and pair.mentions:
        mention = pair.mentions[0]
        have = mention.quantity
        answer = Side(
            pair.parent.name, have.text, "", "", have.value, have.unit, draft.source, mention.span
        )
    how = "" if pair.how == "none" else pair.how
    verdict = "ambiguous" if how == "ambiguous" else "missing"
    if have is not None:
        judged = pair.judge(have)
        verdict = "unit" if judged.reason == "unit" else _KINDS.get(judged.kind, judged.kind)
    compares = verdict in ("equal", "stronger", "weaker", "open-bound")
    better = pair.concept.direction
    return Entry("indicator", verdict, how, parent, answer, compares, better, pair.parent.binding)


def _row_side(indicator: Indicator, plan: Plan) -> Side:
    target = indicator.target
    text = target.text if target is not None else ""
    unit = indicator.unit if text[-1:].isdigit() else ""
    return Side(
        indicator.name,
        text + unit,
        indicator.attribute_text,
        "",
        target.value if target is not None else None,
        target.unit if target is not None else "",
        plan.source,
        indicator.row_span,
    )
