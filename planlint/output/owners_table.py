"""The owners' table of `planlint compare`: who answers for each task of the parents, and here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from planlint.compare.owners import OwnerPair
from planlint.output.alignment_words import Word
from planlint.output.compare_table import NOTHING, AlignmentTable
from planlint.semantics.plan import Plan
from planlint.semantics.responsibility import Responsibility
from planlint.syntax.ast import Section

TITLE = Word("责任单位对照", "Owners of tasks")
HEADINGS = (
    Word("上级任务", "Parent's task"),
    Word("上级责任单位", "Its owners"),
    Word("草案任务", "Draft's task"),
    Word("草案责任单位", "Its owners"),
    Word("说明", "Remarks"),
)
_ROLES = (
    ("lead", Word("牵头", "lead")),
    ("participants", Word("配合", "with")),
    ("joint", Word("责任", "joint")),
)


class OwnerRow(NamedTuple):
    """A task of a parent and the draft's of that heading, ready to be shown."""

    task: str
    place: str
    owners: str
    own_task: str
    own_place: str
    own_owners: str
    remark: str


def owner_rows(table: AlignmentTable) -> list[OwnerRow]:
    """The rows in the order of the parents."""
    return list(_rows(table))


def _rows(table: AlignmentTable) -> Iterator[OwnerRow]:
    draft = table.comparison.draft
    for pair in table.comparison.owners:
        task, place = _task(table, pair.plan, pair.parent)
        own, own_place = (NOTHING, "") if pair.draft is None else _task(table, draft, pair.draft)
        yield OwnerRow(
            task,
            place,
            owners_of(pair.clause, table),
            own,
            own_place,
            NOTHING if pair.answer is None else owners_of(pair.answer, table),
            _remark(pair, table),
        )


def _task(table: AlignmentTable, plan: Plan, section: Section) -> tuple[str, str]:
    row = plan.source.row(section.marker.span.start)
    return f"{section.marker.text}{section.title}", f"{table.files[plan.filename]}:{row}"


def owners_of(clause: Responsibility, table: AlignmentTable) -> str:
    """A clause by roles: 牵头：市民政局；配合：市财政局."""
    parts = []
    for key, word in _ROLES:
        members = getattr(clause, key)
        if members:
            names = "、".join(d.text for d in members)
            parts.append(f"{word.say(table.lang)}{table.say('：', ': ')}{names}")
    return table.say("；", "; ").join(parts)


def _remark(pair: OwnerPair, table: AlignmentTable) -> str:
    if pair.draft is None:
        return table.say("草案没有同名任务", "no task of this heading in the draft")
    if pair.answer is None:
        return table.say("草案没有写责任单位", "the draft names no owner")
    if pair.missing:
        names = "、".join(d.text for d in pair.missing)
        return table.say(f"没有与{names}对口的单位", f"nobody corresponds to {names}")
    return ""
