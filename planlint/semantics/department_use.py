"""How often each department of a plan leads, takes part, or answers jointly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from planlint.semantics.responsibility import Responsibility


class DepartmentUse(NamedTuple):
    """A department's name as printed, and the number of clauses that give it each role."""

    name: str
    lead: int
    participants: int
    joint: int

    @property
    def total(self) -> int:
        """The number of times that it is named."""
        return self.lead + self.participants + self.joint


def count_departments(clauses: Iterable[Responsibility]) -> tuple[DepartmentUse, ...]:
    """The departments of a plan, most used first, then in the order of the text."""
    lead, participants, joint = Counter[str](), Counter[str](), Counter[str]()
    names = dict[str, None]()
    for clause in clauses:
        lead.update(d.text for d in clause.lead)
        participants.update(d.text for d in clause.participants)
        joint.update(d.text for d in clause.joint)
        names.update((d.text, None) for d in clause.members)
    uses = (DepartmentUse(n, lead[n], participants[n], joint[n]) for n in names)
    return tuple(sorted(uses, key=lambda use: -use.total))
