"""The comparison: every indicator of the parents with what answers it in the draft."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from planlint.compare.mentions import Commitments, Mention, commitments, find_mentions, names_of
from planlint.compare.pairing import pair_rows
from planlint.compare.verdict import FULL, SILENT, Verdict, judge
from planlint.readers.source import Span
from planlint.semantics.concepts import Concept, Concepts
from planlint.semantics.indicator import Indicator
from planlint.semantics.plan import Plan
from planlint.semantics.quantity import Quantity

_GOALS = re.compile(r"目标|指标")
KNOWN = Concepts()


@dataclass(frozen=True, slots=True)
class IndicatorPair:
    """An indicator of a parent and the draft's answer.

    `how` is exact, alias, normalised, similar, ambiguous (then `candidates` hold the doubt) or
    none. `draft` is the row of the draft's table, `mentions` what its text says. `nearest` is the
    surviving place in the draft where a missing answer should stand.
    """

    plan: Plan
    parent: Indicator
    concept: Concept
    how: str
    score: float
    draft: Indicator | None
    candidates: tuple[Indicator, ...]
    mentions: tuple[Mention, ...]
    nearest: Span | None

    @property
    def answered(self) -> bool:
        """Whether the draft gives a value: in its table or in its text."""
        target = self.draft.target if self.draft is not None else None
        if self.draft is not None and not has_value(self.parent.target):
            return target is not None and target.kind != "none"  # words answer words
        return has_value(target) or bool(self.mentions) or self.how == "ambiguous"

    @property
    def is_share(self) -> bool:
        """Whether the parent's number is a total of which the draft owes a share."""
        return self.concept.is_share

    def judge(self, have: Quantity) -> Verdict:
        """Set a quantity of the draft against the parent's."""
        want = self.parent.target
        return SILENT if want is None else judge(want, have, self.concept)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A draft against its parents."""

    draft: Plan
    parents: tuple[Plan, ...]
    indicators: tuple[IndicatorPair, ...]
    nearest: Span | None

    @property
    def unanswered(self) -> tuple[IndicatorPair, ...]:
        """The parents' indicators to which the draft gives no value."""
        return tuple(p for p in self.indicators if not p.answered)


def has_value(target: Quantity | None) -> bool:
    """Whether a target cell says how much: a number, 与…同步, or words that promise all."""
    if target is None or target.kind == "none":
        return False
    return (
        target.value is not None
        or target.kind in ("sync", "faster")
        or any(w in target.text for w in FULL)
    )


def compare(draft: Plan, parents: Sequence[Plan], *, concepts: Concepts = KNOWN) -> Comparison:
    """Pair every indicator of the parents with the draft's; of several parents the strictest."""
    wanted = _strictest(parents, concepts)
    pairs = pair_rows([i for _, i in wanted], draft.indicators, concepts)
    nearest = _nearest_place(draft)
    texts = commitments(draft)
    return Comparison(
        draft,
        tuple(parents),
        tuple(
            _pair(draft, texts, plan, indicator, pairs.get(at), nearest, concepts)
            for at, (plan, indicator) in enumerate(wanted)
        ),
        nearest,
    )


def _pair(
    draft: Plan,
    texts: Commitments,
    plan: Plan,
    indicator: Indicator,
    found: tuple[str, tuple[Indicator, ...], float] | None,
    nearest: Span | None,
    concepts: Concepts,
) -> IndicatorPair:
    how, rows, score = found or ("none", (), 0.0)
    row = rows[0] if rows and how != "ambiguous" else None
    concept = concepts.describe(indicator.name, indicator.unit)
    names = names_of(indicator.name, concept, row.name if row else None)
    mentions = tuple(find_mentions(draft, texts, names))
    if how == "none" and mentions:
        how = mentions[0].how
    candidates = rows if how == "ambiguous" else ()
    return IndicatorPair(plan, indicator, concept, how, score, row, candidates, mentions, nearest)


def same_period(draft: Plan, parent: Plan) -> bool:
    """Whether the draft's years lie within the parent's, as far as both are known."""
    have, want = draft.period, parent.period
    return have is None or want is None or (want[0] <= have[0] and have[1] <= want[1])


def _strictest(parents: Sequence[Plan], concepts: Concepts) -> list[tuple[Plan, Indicator]]:
    """All indicators of the parents; where two plans have one, the stricter."""
    chosen: dict[str, tuple[Plan, Indicator]] = {}
    for plan in parents:
        for indicator in plan.indicators:
            key = concepts.key(indicator.name, indicator.unit)
            held = chosen.get(key)
            if held is None or (held[0] is not plan and _stricter(indicator, held[1], concepts)):
                chosen[key] = (plan, indicator)
            elif held[0] is plan:
                chosen[f"{key}#{indicator.row_span.start}"] = (plan, indicator)
    return list(chosen.values())


def _stricter(one: Indicator, other: Indicator, concepts: Concepts) -> bool:
    """Whether one target asks more than the other, or binds where the other does not."""
    if one.target is not None and other.target is not None:
        verdict = judge(one.target, other.target, concepts.describe(one.name, one.unit)).kind
        if verdict in ("weaker", "open-bound"):
            return True
        if verdict == "stronger":
            return False
    return one.binding and not other.binding


def _nearest_place(draft: Plan) -> Span | None:
    """Where a missing indicator should stand: the table's header, or the heading of the goals."""
    if draft.indicator_tables:
        return draft.indicator_tables[0].header_span
    goals = [s for s in draft.sections() if _GOALS.search(s.title)]
    best = next((s for s in goals if not s.children), goals[0] if goals else None)
    if best is None:
        best = next(iter(draft.sections()), None)
    return (
        None
        if best is None
        else Span(best.marker.span.start, max(best.marker.span.end, best.title_span.end))
    )
