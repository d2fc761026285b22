"""The alignment table (衔接情况对照表): every promise of the parents and what answers it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from planlint.compare.commitments import CommitmentPair
from planlint.compare.comparison import Comparison
from planlint.compare.indicators import IndicatorPair
from planlint.compare.mentions import Mention
from planlint.compare.verdict import Verdict, direction_of
from planlint.knowledge import table
from planlint.patterns import compiled
from planlint.readers.source import Source, Span
from planlint.semantics.commitment import Commitment
from planlint.semantics.concepts import Concept
from planlint.semantics.indicator import Indicator
from planlint.semantics.quantity import Quantity, shown

VERDICTS = (
    "equal", "stronger", "weaker", "open-bound", "share", "unallocated", "missing", "words",
    "unit", "scope", "not-comparable", "ambiguous", "unmentioned", "extra",
)  # fmt: skip
"""What an entry may say; `unmentioned` is a number of a parent's text that it lays on nobody,
`extra` what the draft has beyond its parents."""


FLAWS = ("attribute-lowered", "deadline-missing", "deadline-later")


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
    normalised, similar, related (another 口径), per-head (人均 in one only), ambiguous, "" where
    they were not. `compares` is true where both numbers measure the same thing, so that a chart
    may set one against the other; `better` says which way is better (higher, lower, ""). `flaw` is
    what is wrong beside the number: one of FLAWS, "" for nothing.
    """

    kind: str
    verdict: str
    how: str
    parent: Side | None
    draft: Side | None
    compares: bool = False
    better: str = ""
    binding: bool = False
    flaw: str = ""


def align(comparison: Comparison) -> tuple[Entry, ...]:
    """The whole table: the parents' indicators, their commitments, then what the draft adds."""
    return (
        *(_indicator(p, comparison.draft.source) for p in comparison.indicators),
        *(
            _commitment(p, comparison.draft.source)
            for p in comparison.commitments
            if not _is_name(p.parent)
        ),
        *(_extra(_row(i, comparison.draft.source)) for i in comparison.extra),
        *(_extra(side, "commitment") for side in _own(comparison)),
    )


def _own(comparison: Comparison) -> Iterator[Side]:
    """What the draft promises of its own, each once, however often its text says it."""
    told: set[tuple[str, str]] = set()
    for commitment in comparison.own:
        side = _said(commitment, comparison.draft.source)
        if (side.name, side.value) not in told and not _is_name(commitment):
            told.add((side.name, side.value))
            yield side


def _is_name(commitment: Commitment) -> bool:
    """Whether a number is part of a name in quotation marks: “六个百分之百”."""
    return commitment.subject.count("“") > commitment.subject.count("”")


def _indicator(pair: IndicatorPair, source: Source) -> Entry:
    """An indicator's entry: the draft's row where it has a value, else what its text says."""
    parent = _row(pair.parent, pair.plan.source)
    row = pair.draft
    mention = next(iter(pair.mentions), None)
    draft: Side | None = None
    have: Quantity | None = None
    year: int | None = None
    how = "" if pair.how == "none" else pair.how
    if pair.how == "ambiguous" and pair.candidates:
        draft = _row(pair.candidates[0], source)
    elif row is not None and (mention is None or (row.target and row.target.value is not None)):
        draft, have, year = _row(row, source), row.target, row.year
    elif mention is not None:
        draft, have, how = _mentioned(mention, source), mention.quantity, mention.how
        year = mention.year
    elif pair.words is not None:
        draft = Side(source[pair.words], "", "", "", None, "", source, pair.words)
    verdict = pair.judge(have, how, year) if have is not None else None
    if draft is not None and have is not None:
        parent, draft = _in_their_years(pair, parent, draft, year)
    return Entry(
        "indicator",
        _word(pair, verdict),
        how,
        parent,
        draft,
        _comparable(verdict, parent, draft),
        _better(pair.parent.target, have, pair.concept),
        pair.parent.binding,
        "attribute-lowered" if pair.downgraded else "",
    )


def _in_their_years(
    pair: IndicatorPair, parent: Side, draft: Side, year: int | None
) -> tuple[Side, Side]:
    """Both sides with their years where the draft's comes before the parent's last."""
    due, year = pair.due, year or pair.until
    if due is None or year is None or year >= due:
        return parent, draft
    want, then = pair.wanted(year)
    source = pair.plan.source
    value, number = _printed(source, want, pair.parent.unit), _number(want)
    said = replace(parent, value=value, number=number, deadline=f"{year if then else due}年")
    return said, replace(draft, deadline=f"{year}年")


def _word(pair: IndicatorPair, verdict: Verdict | None) -> str:
    """The verdict of an indicator, in the words of the table."""
    if pair.how == "ambiguous":
        return "ambiguous"
    if pair.unallocated:
        return "unallocated"
    if not pair.answered:
        return "words" if pair.words is not None or pair.draft is not None else "missing"
    if verdict is None or verdict.kind == "silent":
        target = pair.parent.target
        said = target is not None and target.kind != "none"
        return "equal" if said else "not-comparable"  # words answer words
    if verdict.kind == "unclear":
        return verdict.reason if verdict.reason in ("unit", "scope") else "not-comparable"
    return verdict.kind


def _commitment(pair: CommitmentPair, source: Source) -> Entry:
    parent = _said(pair.parent, pair.plan.source)
    draft = None if pair.draft is None else _said(pair.draft, source)
    verdict = pair.verdict
    word = verdict.kind
    if pair.draft is None:
        word = _unpaired(pair)
        draft = None if pair.among is None else _said(pair.among, source)
    if verdict.kind == "unclear":
        word = "unit" if verdict.reason == "unit" else "not-comparable"
    return Entry(
        "commitment",
        "equal" if word == "silent" else word,
        pair.how,
        parent,
        draft,
        _comparable(verdict, parent, draft),
        _better(pair.parent.quantity, pair.draft.quantity if pair.draft else None, pair.concept),
        flaw="deadline-missing" if pair.undated else "deadline-later" if pair.later else "",
    )


def _unpaired(pair: CommitmentPair) -> str:
    """The verdict where no promise is the counterpart; as many things by other names are enough."""
    if not pair.parent.bound:
        return "unmentioned"
    want = pair.parent.quantity.value
    if pair.among is not None:
        return "equal" if pair.among.quantity.value == want else "stronger"
    return "not-comparable" if pair.elsewhere else "missing"


def _better(want: Quantity | None, have: Quantity | None, concept: Concept) -> str:
    """Which way is better: as the numbers were judged."""
    return concept.direction if want is None or have is None else direction_of(want, have, concept)


def _comparable(verdict: Verdict | None, parent: Side, draft: Side | None) -> bool:
    return (
        verdict is not None
        and verdict.kind in ("equal", "stronger", "weaker", "open-bound")
        and parent.number is not None
        and draft is not None
        and draft.number is not None
    )


def _extra(side: Side, kind: str = "indicator") -> Entry:
    return Entry(kind, "extra", "", None, side)


def _row(row: Indicator, source: Source) -> Side:
    target = row.target
    return Side(
        row.full_name,
        _printed(source, target, row.unit),
        row.attribute_text,
        "",
        _number(target),
        row.unit if target is None else target.unit or row.unit,
        source,
        row.span,
    )


def _mentioned(mention: Mention, source: Source) -> Side:
    quantity = mention.quantity
    return Side(
        f"{mention.scope}{mention.name}",
        _printed(source, quantity),
        "",
        str(mention.year or ""),
        _number(quantity),
        quantity.unit,
        source,
        mention.span,
    )


def _said(commitment: Commitment, source: Source) -> Side:
    quantity, due = commitment.quantity, commitment.deadline
    return Side(
        _named(commitment.subject),
        _printed(source, quantity),
        "",
        "" if due is None else due.text,
        _number(quantity),
        quantity.unit,
        source,
        commitment.span,
    )


def _named(subject: str) -> str:
    """A subject without the numbers before it in its list: 新建甲2座、乙 becomes 新建乙."""
    counted = _counted().match(subject) if "、" in subject else None
    return subject if counted is None else f"{counted['verb']}{subject[counted.end() :]}"


def _number(quantity: Quantity | None) -> Decimal | None:
    return None if quantity is None or quantity.upper is not None else quantity.value


def _printed(source: Source, quantity: Quantity | None, unit: str = "") -> str:
    """A value as printed, with the row's unit where it has none of its own."""
    if quantity is None or quantity.kind == "none":
        return ""
    return shown(source, quantity, unit)


@cache
def _counted() -> re.Pattern[str]:
    """A verb with the members of its list that have numbers of their own, before another one."""
    lists = table("repeats")["lists"]
    verbs = {v for v in (*lists["before"].split(), *lists["adding"].split()) if len(v) > 1}
    longest = "|".join(sorted(verbs, key=lambda v: (-len(v), v)))
    last = r"(?=[^\d，]{2,}$)"
    return compiled(rf"(?P<verb>(?:每年)?新?(?:{longest}))[^，]*\d[^、，]{{0,4}}、{last}")
