"""Commitments: what a plan's running text promises in numbers, by when, and on whom it lies."""

from __future__ import annotations

from dataclasses import dataclass

from planlint.readers.source import Span
from planlint.semantics.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due: the last day of `year`, or of `month` in it (0: not said)."""

    year: int
    month: int
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Commitment:
    """A number that the running text promises.

    `subject` is what it is about, as printed before the number. `bound` names the levels on which
    it is laid (各区, 每个县, 市、区两级), "" where the plan itself owes it. `per` is true where the
    number counts for each of them, so that it is no total. `span` reaches from the subject to the
    number.
    """

    subject: str
    quantity: Quantity
    deadline: Deadline | None
    bound: str
    per: bool
    span: Span
    sentence: Span
