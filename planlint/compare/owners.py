"""Owners: who answers for a task of a parent, and who for the draft's task of the same heading."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from planlint.compare.likeness import bigrams, dice
from planlint.semantics.departments import Department, bodies
from planlint.semantics.plan import Plan
from planlint.semantics.responsibility import Responsibility
from planlint.syntax.ast import Section

_LIKE = 0.5  # of the pairs of characters of two headings
_MIN_TITLE = 4
_PLAIN = str.maketrans("", "", "省市州县区旗乡镇村全的和与、，。")
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
    answers = {r.section: r for r in draft.responsibilities}
    for plan in parents:
        sections = {s.marker.span.start: s for s in plan.sections()}
        tasks = [(sections[c.section], c) for c in plan.responsibilities if c.section in sections]
        alike = _alike([s for s, _ in tasks], list(draft.sections()))
        for at, (section, clause) in enumerate(tasks):
            task = alike.get(at)
            answer = answers.get(task.marker.span.start) if task is not None else None
            yield OwnerPair(plan, section, clause, task, answer, draft.region.level)


def _alike(wanted: Sequence[Section], own: Sequence[Section]) -> dict[int, Section]:
    """For each wanted heading the draft's that says the same; the likest pairs first, once each."""
    titles = [bigrams(_plain(s.title)) for s in own]
    index: defaultdict[str, list[int]] = defaultdict(list)
    for other, theirs in enumerate(titles):
        for gram in theirs:
            index[gram].append(other)
    scored = []
    for at, section in enumerate(wanted):
        grams = bigrams(_plain(section.title))
        if len(grams) < _MIN_TITLE - 1:
            continue
        for other in _likely(grams, index, titles):
            score = dice(len(grams & titles[other]), len(grams), len(titles[other]))
            if score >= _LIKE:
                scored.append((-score, at, other))
    found: dict[int, Section] = {}
    taken: set[int] = set()
    for _, at, other in sorted(scored):
        if at not in found and other not in taken:
            found[at] = own[other]
            taken.add(other)
    return found


def _likely(
    grams: frozenset[str], index: Mapping[str, Sequence[int]], titles: Sequence[frozenset[str]]
) -> list[int]:
    """The headings that may be half alike, found by the rarer pairs of characters.

    Two that are half alike share a third of the pairs of either, so more than the commonest ones
    (推进, 体系), which in a long plan would lead everywhere.
    """
    ordered = sorted(grams, key=lambda gram: len(index.get(gram, ())))
    rest = -(-len(grams) // 3) - 1
    rarer = ordered[: len(grams) - rest]
    shared = Counter(chain.from_iterable(index.get(gram, ()) for gram in rarer))
    size = len(grams)
    return [
        other
        for other, count in shared.items()
        if 2 * (count + rest) >= _LIKE * (size + len(titles[other]))
    ]


def _plain(title: str) -> str:
    return title.translate(_PLAIN)


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
