"""The alignment table (衔接情况对照表): every promise of the parents and what answers it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from planlint.readers.source import Source, Span

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
