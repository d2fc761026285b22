"""The chapters that a plan of a period has, whatever they are called, and those that it lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from planlint.knowledge import table
from planlint.patterns import compiled, regex
from planlint.semantics.plan import Plan
from planlint.semantics.review import is_review
from planlint.syntax.ast import Flow, Paragraph, Section

_LEAST_FRAME = 2  # chapters that are not tasks
CHAPTERS = ("guidance", "goals", "tasks", "measures", "review")


def is_whole_plan(plan: Plan, sections: int, characters: int) -> bool:
    """Whether this is a plan of a period, 规划 or 纲要, and long enough to have all chapters."""
    if plan.period is None or not _pattern("plans").search(plan.title):
        return False
    start, end = plan.part.span
    return sum(1 for _ in plan.sections()) >= sections and end - start >= characters


def missing_chapters(plan: Plan) -> tuple[str, ...]:
    """Those of CHAPTERS that neither a heading nor a sentence of the plan stands for.

    A text with hardly any of them is no whole plan, or built in a way of its own: nothing is
    missed in it.
    """
    sections = list(plan.sections())
    opening = list(_opening(plan))
    has = {
        "guidance": any(_guides(s) for s in sections)
        or any(_pattern("guidance_text").search(flow.text) for flow in opening),
        "goals": any(_heading("goals").search(s.title) for s in sections)
        or any(_pattern("goals_text").search(flow.text) for flow in opening),
        "tasks": any(map(_is_task, plan.part.sections)),
        "measures": any(_heading("measures").search(s.title) for s in sections)
        or any(
            _heading("measures_last").search(s.title) and not _named_task(s.title)
            for s in plan.part.sections[-2:]
        ),
        "review": any(_heading("review").search(s.title) for s in sections)
        or _watched(plan)
        or _said_in_measures(plan),
    }
    frame = sum(has[chapter] for chapter in CHAPTERS if chapter != "tasks")
    return tuple(c for c in CHAPTERS if not has[c]) if frame >= _LEAST_FRAME else ()


def _guides(section: Section) -> bool:
    """Whether a section holds the guiding principles; 总体要求 does in its own text."""
    if _heading("guidance").search(section.title):
        return True
    own = section.body_at < len(section.heading.text) or section.blocks
    return bool(own) and _heading("guidance_chapters").search(section.title) is not None


def _opening(plan: Plan) -> Iterator[Flow]:
    """The texts before the tasks: the preamble, the first chapter and those on goals."""
    yield from (b.flow for b in plan.part.blocks if isinstance(b, Paragraph))
    for at, chapter in enumerate(plan.part.sections):
        if (at == 0 and not _named_task(chapter.title)) or _opens(chapter.title):
            for section in chapter.walk():
                yield section.heading
                yield from (b.flow for b in section.blocks if isinstance(b, Paragraph))


def _watched(plan: Plan) -> bool:
    """Whether a sentence speaks of evaluating the plan itself."""
    act, thing = _pattern("review_act"), _pattern("review_object")
    for flow in plan.flows(review=False):
        if act.search(flow.text) and thing.search(flow.text):
            for sentence in flow.text.split("。"):
                if act.search(sentence) and thing.search(sentence):
                    return True
    return False


def _said_in_measures(plan: Plan) -> bool:
    """Whether the measures speak of monitoring or evaluation: there it is the plan's own."""
    for chapter in plan.part.sections:
        if _heading("measures").search(chapter.title):
            for section in chapter.walk():
                held = (b.flow for b in section.blocks if isinstance(b, Paragraph))
                if any(_pattern("review_there").search(f.text) for f in (section.heading, *held)):
                    return True
    return False


def _opens(title: str) -> bool:
    return any(_heading(name).search(title) for name in ("guidance", "guidance_chapters", "goals"))


def _is_task(section: Section) -> bool:
    """Whether a chapter asks for something: it is neither on goals nor on how to carry out."""
    title = section.title
    names = ("guidance", "guidance_chapters", "goals", "measures", "review")
    if is_review(title) or _pattern_of_general().search(title):
        return False
    return not any(_heading(name).search(title) for name in names) or _named_task(title)


def _named_task(title: str) -> bool:
    return regex("任务|举措|重点|工程|行动").search(title) is not None


@cache
def _heading(chapter: str) -> re.Pattern[str]:
    return compiled("|".join(table("documents")["chapters"][chapter]))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return compiled(table("documents")["chapters"][key])


@cache
def _pattern_of_general() -> re.Pattern[str]:
    return compiled("|".join(table("documents")["tasks"]["general"]))
