"""json for `planlint parse`: everything that was read out of a plan, as plain data.

Lines are 1-based, level 1 is the outermost, numbers are integers, dates ISO, names as printed.
"""

from __future__ import annotations

from typing import Any

from planlint.readers.source import Source, Span
from planlint.semantics.commitment import Commitment
from planlint.semantics.department_use import count_departments
from planlint.semantics.document import is_carrier
from planlint.semantics.indicator import Indicator
from planlint.semantics.plan import Plan
from planlint.semantics.quantity import Quantity, plain
from planlint.semantics.responsibility import Responsibility
from planlint.syntax.ast import Part, Section, TocEntry
from planlint.syntax.tables import plain_text


def as_dict(plan: Plan) -> dict[str, Any]:
    """The plan as plain data."""
    source = plan.source
    tasks = {s.marker.span.start: f"{s.marker.text}{s.title}" for s in plan.sections()}
    toc = plan.toc
    return {
        "title": plan.title or None,
        "stage": plan.stage or None,
        "issuer": plan.issuer or None,
        "document_number": plan.document_number or None,
        "date": plan.date.isoformat() if plan.date is not None else None,
        "period": None if plan.period is None else {"start": plan.period[0], "end": plan.period[1]},
        "outlook": plan.outlook,
        "region": {
            "name": plan.region.name or None,
            "level": plan.region.level or None,
            "parents": list(plan.region.parents),
        },
        "parts": [_part(p, plan) for p in plan.outline.parts],
        "sections": [_section(s, source) for s in plan.part.sections],
        "toc": [_entry(e, source) for e in toc.entries] if toc is not None else [],
        "boxes": [
            {"number": b.number, "title": b.title, "line": source.row(b.title_span.start)}
            for b in plan.part.all_boxes()
        ],
        "indicators": [_indicator(i, source) for i in plan.indicators],
        "responsibilities": [
            {"task": tasks.get(r.section), **_responsibility(r, source)}
            for r in plan.responsibilities
        ],
        "departments": [
            {"name": u.name, "lead": u.lead, "participants": u.participants, "joint": u.joint}
            for u in count_departments(plan.responsibilities)
        ],
        "commitments": [_commitment(c, source) for c in plan.commitments],
        "citations": [
            {
                "title": c.title or None,
                "kind": c.kind or None,
                "years": dict(zip(("start", "end"), c.years, strict=True)) if c.years else None,
                "document_number": c.number.text if c.number is not None else None,
                "number_kind": c.number.kind if c.number is not None else None,
                "line": source.row(c.span.start),
            }
            for c in plan.citations
        ],
    }


def _part(part: Part, plan: Plan) -> dict[str, Any]:
    kind = (
        "plan"
        if part is plan.part
        else "notice"
        if is_carrier(part) or not part.sections
        else "annex"
    )
    return {"title": part.title or None, "kind": kind, "line": plan.source.row(part.span.start)}


def _section(section: Section, source: Source) -> dict[str, Any]:
    return {
        "marker": section.marker.text,
        "number": section.marker.number,
        "title": section.title,
        "level": section.level,
        "line": source.row(section.marker.span.start),
        "children": [_section(c, source) for c in section.children],
    }


def _entry(entry: TocEntry, source: Source) -> dict[str, Any]:
    return {
        "marker": entry.marker.text if entry.marker is not None else None,
        "title": entry.title,
        "level": entry.level,
        "line": source.row(entry.span.start),
    }


def _indicator(indicator: Indicator, source: Source) -> dict[str, Any]:
    return {
        "name": indicator.name,
        "part_of": indicator.of or None,
        "category": indicator.category or None,
        "target": _quantity(indicator.target, source),
        "baseline": _quantity(indicator.baseline, source),
        "unit": indicator.unit or None,
        "attribute": indicator.attribute_text or None,
        "number": indicator.number or None,
        "line": source.row(indicator.span.start),
    }


def _commitment(commitment: Commitment, source: Source) -> dict[str, Any]:
    due = commitment.deadline
    return {
        "subject": commitment.subject,
        "quantity": _quantity(commitment.quantity, source),
        "deadline": None
        if due is None
        else {"text": due.text.strip(), "year": due.year, "month": due.month or None},
        "bound": commitment.bound or None,
        "line": source.row(commitment.span.start),
    }


def _quantity(quantity: Quantity | None, source: Source) -> dict[str, Any] | None:
    if quantity is None:
        return None
    return {
        "text": _printed(source, quantity.span) or quantity.text,
        "comparator": quantity.comparator or None,
        "value": plain(quantity.value) if quantity.value is not None else None,
        "upper": plain(quantity.upper) if quantity.upper is not None else None,
        "unit": quantity.unit or None,
        "kind": quantity.kind,
    }


def _responsibility(clause: Responsibility, source: Source) -> dict[str, Any]:
    due = clause.deadline
    return {
        "line": source.row(clause.span.start),
        "lead": [d.text for d in clause.lead],
        "participants": [d.text for d in clause.participants],
        "joint": [d.text for d in clause.joint],
        "deadline": None
        if due is None
        else {"text": due.text, "year": due.year or None, "month": due.month or None},
    }


def _printed(source: Source, span: Span) -> str:
    text = plain_text(source[span]).strip()
    return "" if "\n" in text else text
