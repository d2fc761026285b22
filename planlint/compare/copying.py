"""How much of a draft stands word for word in another plan, in all and section by section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planlint.compare.passages import passages_of
from planlint.patterns import compiled
from planlint.semantics.plan import Plan
from planlint.syntax.ast import Section

LENGTH = 12
"""Characters in a row that are no chance: shorter runs are formulas of the field."""

_SPACE = compiled(r"\s+")


class Copied(NamedTuple):
    """The characters of some text, and at how many of them a run begins that the other plan has."""

    total: int
    taken: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.taken / self.total if self.total else 0.0


class CopiedSection(NamedTuple):
    """A heading of the draft and what its own text takes from the other plan."""

    section: Section
    copied: Copied


def copied_from(
    draft: Plan, plans: Sequence[Plan], but: Sequence[Plan] = ()
) -> tuple[Copied, tuple[CopiedSection, ...]]:
    """What a draft takes from some plans, white space aside: in all, and by heading.

    What stands in the plans `but`, too, is not taken.
    """
    runs = _runs_of(plans) - _runs_of(but)
    found = [(section, _copied(text, runs)) for section, text in _texts(draft)]
    total = _sum(c for _, c in found)
    return total, tuple(_by_section(found))


def _runs_of(plans: Sequence[Plan]) -> set[str]:
    return {r for plan in plans for _, text in _texts(plan) for r in _runs(text)}


def _texts(plan: Plan) -> Iterator[tuple[Section | None, str]]:
    """The paragraphs with the headings they stand under; the first of a heading begins with it."""
    titled: Section | None = None
    for passage in passages_of(plan, rows=False):
        section = passage.section
        title = section.title if section is not None and section is not titled else ""
        titled = section
        yield section, _SPACE.sub("", title + passage.text)


def _by_section(found: Iterable[tuple[Section | None, Copied]]) -> Iterator[CopiedSection]:
    sections: dict[int, tuple[Section, list[Copied]]] = {}
    for section, copied in found:
        if section is not None:
            sections.setdefault(section.span.start, (section, []))[1].append(copied)
    for section, parts in sections.values():
        yield CopiedSection(section, _sum(parts))


def _sum(parts: Iterable[Copied]) -> Copied:
    pairs = [(c.total, c.taken) for c in parts]
    return Copied(sum(t for t, _ in pairs), sum(t for _, t in pairs))


def _copied(text: str, runs: set[str]) -> Copied:
    return Copied(len(text), sum(run in runs for run in _runs(text)))


def _runs(text: str) -> Iterator[str]:
    return (text[at : at + LENGTH] for at in range(len(text) - LENGTH + 1))
