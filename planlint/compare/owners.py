"""Owners: who answers for a task of a parent, and who for the draft's task of the same heading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planlint.compare.commitments import bigrams
from planlint.semantics.departments import Department, bodies
from planlint.semantics.plan import Plan
from planlint.semantics.responsibility import Responsibility
from planlint.syntax.ast import Section

_LIKE = 0.5  # of the pairs of characters of two headings
_MIN_TITLE = 4
# Where a body exists, by the level of the plan that may name it.
_RANKS = {
    "district": "county", "county": "county", "county-level-city": "county",
    "prefecture": "prefecture", "municipality": "municipality", "province": "province",
    "national": "national",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnerPair:
    """A task of a parent that names who answers for it, and the draft's task of that heading.

    `draft` is None where no heading of the draft is like the parent's, `answer` where the draft's
    task names nobody.
    """

    plan: Plan
    parent: Section
    clause: Responsibility
    draft: Section | None
    answer: Responsibility | None
    level: str

    @property
    def leads(self) -> tuple[Department, ...]:
        """Who leads the parent's task; of units without roles the first."""
        return self.clause.lead or self.clause.joint[:1]

    @property
    def missing(self) -> tuple[Department, ...]:
        """The leading bodies that have a counterpart at the draft's level, but not in its task."""
        if self.answer is None:
            return ()
        members = self.answer.members
        return tuple(
            d
            for d in self.leads
            if _exists(d, self.level) and not any(_correspond(d, m) for m in members)
        )


def pair_owners(draft: Plan, parents: Sequence[Plan]) -> Iterator[OwnerPair]:
    """The tasks of the parents that name their owners, in their order."""
    own = [(bigrams(_plain(s.title)), s) for s in draft.sections()]
    answers = {r.section: r for r in draft.responsibilities}
    for plan in parents:
        sections = {s.marker.span.start: s for s in plan.sections()}
        for clause in plan.responsibilities:
            section = sections.get(clause.section)
            if section is None:
                continue
            task = _alike(section, own)
            answer = answers.get(task.marker.span.start) if task is not None else None
            yield OwnerPair(plan, section, clause, task, answer, draft.region.level)


def _alike(section: Section, own: Sequence[tuple[frozenset[str], Section]]) -> Section | None:
    """The one heading of the draft that says the same; None where two are as near."""
    wanted = bigrams(_plain(section.title))
    if len(wanted) < _MIN_TITLE - 1:
        return None
    scored = sorted(
        ((2 * len(g & wanted) / max(1, len(g) + len(wanted)), at) for at, (g, _) in enumerate(own)),
        reverse=True,
    )
    if not scored or scored[0][0] < _LIKE or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return own[scored[0][1]][1]


def _plain(title: str) -> str:
    return title.translate(str.maketrans("", "", "省市州县区旗乡镇村全的和与、，。"))


def _exists(department: Department, level: str) -> bool:
    """Whether a body of a parent has a counterpart at the draft's level, as far as is known."""
    if department.collective or not department.body:
        return False
    return _RANKS.get(level, "") in bodies()[department.body].get("levels", ())


def _correspond(parent: Department, draft: Department) -> bool:
    """Whether two bodies of two levels are one: 市教委 and 区教育局, 市体育局 and 区教育体育局."""
    if parent.body and parent.body == draft.body:
        return True
    stem = (parent.name or parent.text)[:2]
    return len(stem) == 2 and stem in draft.text
