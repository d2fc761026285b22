"""Pairs of indicators: what a parent asks for, what the draft answers, and whether it is enough."""

from __future__ import annotations

from dataclasses import dataclass

from planlint.compare.mentions import Mention
from planlint.compare.pairing import scope_change
from planlint.compare.verdict import FULL, SILENT, Verdict, judge, judge_step
from planlint.readers.source import Span
from planlint.semantics.concepts import Concept
from planlint.semantics.indicator import Indicator
from planlint.semantics.plan import Plan
from planlint.semantics.quantity import Quantity


@dataclass(frozen=True, slots=True)
class IndicatorPair:
    """An indicator of a parent and the draft's answer.

    `how` is exact, alias, normalised, similar (a qualifier differs), related (another 口径),
    per-head (人均 in one only), ambiguous (then `candidates` hold the doubt) or none. `draft` is
    the row of the draft's table, `mentions` what its text says with a number, `words` where it
    says it without one. `nearest` is the surviving place in the draft where a missing answer
    should stand. `until` is the last year of the draft's period.
    """

    plan: Plan
    parent: Indicator
    concept: Concept
    how: str
    score: float
    draft: Indicator | None
    candidates: tuple[Indicator, ...]
    mentions: tuple[Mention, ...]
    words: Span | None
    nearest: Span | None
    until: int | None = None

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

    @property
    def unallocated(self) -> bool:
        """Whether the draft's table has the row of a total without a number of its own."""
        rate = self.parent.target is not None and self.parent.target.unit == "%"
        return self.draft is not None and self.is_share and not rate and not self.answered

    @property
    def downgraded(self) -> bool:
        """Whether the parent's binding indicator is not marked binding in the draft's table."""
        row = self.draft
        same = self.how not in ("related", "per-head")
        return row is not None and same and self.parent.binding and not row.binding

    @property
    def settled(self) -> bool:
        """Whether the draft's table answers with a number as good as the parent's."""
        target = self.draft.target if self.draft is not None else None
        if self.draft is None or target is None:
            return False
        return self.judge(target, year=self.draft.year).kind in ("equal", "stronger", "share")

    def drift(self, name: str) -> tuple[str, str]:
        """The qualifiers of the parent's name that another name lacks, and those that it adds."""
        return scope_change(self.parent.name, name)

    @property
    def due(self) -> int | None:
        """The year of the parent's target: its column's, else the last of its period."""
        return self.parent.year or (self.plan.period[1] if self.plan.period else None)

    def wanted(self, year: int | None) -> tuple[Quantity | None, bool]:
        """What the parent asks for a year (None: the draft's last), and whether it asks it then.

        A year between the parent's columns has none of its own: the target comes with False.
        """
        due, year = self.due, year or self.until
        if year is None or due is None or year >= due:
            return self.parent.target, True
        step = dict(self.parent.steps).get(year)
        return (self.parent.target, False) if step is None else (step, True)

    def judge(self, have: Quantity, how: str = "", year: int | None = None) -> Verdict:
        """Set a quantity of the draft, matched as `how` says, against the parent's for its year.

        A number of another 口径 is compared with its unit only.
        """
        want, then = self.wanted(year)
        if want is None:
            return SILENT
        verdict = judge(want, have, self.concept) if then else self._step(want, have)
        how = how or self.how
        if how == "per-head":
            return Verdict("unclear", "unit")
        if how == "related" and verdict.reason != "unit":
            return Verdict("unclear", "scope")
        return verdict

    def _step(self, target: Quantity, have: Quantity) -> Verdict:
        """A quantity for a year before the parent's; the draft may end there, or say no more."""
        base = self.parent.baseline or (self.draft.baseline if self.draft is not None else None)
        verdict = judge_step(target, base, have, self.concept)
        if verdict.reason == "step" and self.wanted(self.until)[1]:
            return Verdict("unclear", "year")
        return verdict


def has_value(target: Quantity | None) -> bool:
    """Whether a target cell says how much: a number, 与…同步, or words that promise all."""
    if target is None or target.kind == "none":
        return False
    return (
        target.value is not None
        or target.kind in ("sync", "faster")
        or any(w in target.text for w in FULL)
    )
