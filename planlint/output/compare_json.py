"""json for `planlint compare`: the alignment table as plain data, keys in English always."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from planlint.compare.alignment import VERDICTS, Entry, Side
from planlint.compare.owners import OwnerPair
from planlint.compare.tasks import Answer, TaskPair
from planlint.output.compare_summary import counts, extras
from planlint.output.compare_table import AlignmentTable
from planlint.output.tasks_table import task_counts
from planlint.readers.source import Source
from planlint.semantics.plan import Plan
from planlint.semantics.quantity import plain
from planlint.semantics.responsibility import Responsibility
from planlint.syntax.ast import Section


def render(table: AlignmentTable) -> str:
    """The table as one JSON object."""
    return json.dumps(as_dict(table), ensure_ascii=False, indent=2) + "\n"


def as_dict(table: AlignmentTable) -> dict[str, Any]:
    """The table as plain data; the entries are in the order of the parents, not of sections."""
    verdicts = Counter(e.verdict for e in table.entries)
    return {
        "draft": _plan(table.comparison.draft),
        "parents": [_plan(p) for p in table.comparison.parents],
        "summary": {
            "indicators": counts(table, "binding", "expected"),
            "binding": counts(table, "binding"),
            "expected": counts(table, "expected"),
            "commitments": counts(table, "commitments"),
            "tasks": task_counts(table),
            "extra": extras(table),
            "verdicts": {v: verdicts[v] for v in VERDICTS},
        },
        "notes": list(table.notes),
        "entries": [_entry(e) for e in table.entries],
        "tasks": [_pair(p, table.comparison.draft) for p in table.comparison.tasks],
        "owners": [_owners(p, table.comparison.draft) for p in table.comparison.owners],
    }


def _plan(plan: Plan) -> dict[str, Any]:
    return {"filename": plan.filename, "title": plan.title or None}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "verdict": entry.verdict,
        "how": entry.how,
        "binding": entry.binding,
        "flaw": entry.flaw,
        "better": entry.better,
        "parent": _side(entry.parent),
        "draft": _side(entry.draft),
    }


def _side(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    return {
        "name": side.name,
        "value": side.value,
        "attribute": side.attribute,
        "deadline": side.deadline,
        "number": plain(side.number) if side.number is not None else None,
        "unit": side.unit,
        "filename": side.source.filename,
        "location": _place(side.source, side.span.start),
        "end_location": _place(side.source, side.span.end),
    }


def _pair(pair: TaskPair, draft: Plan) -> dict[str, Any]:
    task, source = pair.task, pair.plan.source
    return {
        "kind": task.kind,
        "verdict": pair.verdict,
        "sure": pair.sure if pair.verdict == "missing" else None,
        "elsewhere": pair.elsewhere,
        "strength": round(pair.strength, 3),
        "task": task.title,
        "context": list(task.context),
        "filename": pair.plan.filename,
        "location": _place(source, task.span.start),
        "end_location": _place(source, task.span.end),
        "lost": list(pair.lost),
        "answers": [_answer(a, draft) for a in pair.answers],
    }


def _answer(answer: Answer, draft: Plan) -> dict[str, Any]:
    passage = answer.passage
    return {
        "score": round(answer.score, 3),
        "margin": round(answer.margin, 3),
        "shared": list(answer.shared),
        "context": list(passage.context),
        "filename": draft.filename,
        "location": _place(draft.source, passage.span.start),
        "end_location": _place(draft.source, passage.span.end),
    }


def _owners(pair: OwnerPair, draft: Plan) -> dict[str, Any]:
    return {
        "parent": _task(pair.plan, pair.parent, pair.clause),
        "draft": None if pair.draft is None else _task(draft, pair.draft, pair.answer),
        "missing": [d.text for d in pair.missing],
    }


def _task(plan: Plan, section: Section, clause: Responsibility | None) -> dict[str, Any]:
    roles = ("lead", "participants", "joint")
    return {
        "task": f"{section.marker.text}{section.title}",
        "filename": plan.filename,
        "location": _place(plan.source, section.marker.span.start),
        **{r: [d.text for d in getattr(clause, r)] if clause else [] for r in roles},
    }


def _place(source: Source, offset: int) -> dict[str, int]:
    position = source.position(offset)
    return {"row": position.row, "column": position.column}
