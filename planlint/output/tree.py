"""tree for `planlint parse`: the outline, the indicators and the clauses, to look at."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.output.width import cells
from planlint.semantics.department_use import count_departments
from planlint.semantics.plan import Plan
from planlint.semantics.quantity import Quantity
from planlint.syntax.ast import Section

_LABELS = {
    "zh": (
        "发布机关", "文号", "日期", "规划期", "地区", "指标", "责任分工", "专栏", "（未识别）",
        "正文中的量化要求", "责任单位（牵头、参与、共同负责的次数）",
    ),
    "en": (
        "issuer", "number", "date", "period", "region", "indicators", "responsibilities", "box",
        "(unknown)", "commitments in the text",
        "departments (how often they lead, take part, answer jointly)",
    ),
}  # fmt: skip


def render(plan: Plan, lang: str) -> str:
    """The plan as indented text."""
    return "\n".join(_lines(plan, lang)) + "\n"


def _lines(plan: Plan, lang: str) -> Iterator[str]:
    issuer, number, date, period, region, indicators, clauses, box, unknown, said, bodies = _LABELS[
        lang
    ]
    yield plan.title or unknown
    place = plan.region
    facts = (
        (issuer, plan.issuer),
        (number, plan.document_number),
        (date, plan.date.isoformat() if plan.date else ""),
        (period, f"{plan.period[0]}—{plan.period[1]}" if plan.period else ""),
        (
            region,
            " < ".join((f"{place.name} ({place.level})", *place.parents)) if place.level else "",
        ),
    )
    for name, value in facts:
        yield f"  {name}: {value or unknown}"
    yield ""
    for section in plan.part.sections:
        yield from _section(plan, section, box)
    if plan.indicators:
        yield from ("", f"{indicators} ({len(plan.indicators)})")
        for row in plan.indicators:
            line = f"{plan.source.row(row.span.start):>5}  "
            name = row.name + " " * max(1, 44 - cells(row.name))
            values = f"{_text(row.baseline)} → {_text(row.target)} {row.unit}"
            yield f"{line}{name}{values} {row.attribute_text}".rstrip()
    if plan.commitments:
        yield from ("", f"{said} ({len(plan.commitments)})")
        for commitment in plan.commitments:
            at = plan.source.row(commitment.span.start)
            due = f"  {commitment.deadline.text.strip()}" if commitment.deadline else ""
            yield f"{at:>5}  {commitment.subject}  {commitment.quantity.text}{due}"
    if plan.responsibilities:
        yield from ("", f"{clauses} ({len(plan.responsibilities)})")
        for clause in plan.responsibilities:
            names = "、".join(d.text for d in clause.members)
            yield f"{plan.source.row(clause.span.start):>5}  {names}"
        yield from ("", *_departments(plan, bodies))


def _departments(plan: Plan, label: str) -> Iterator[str]:
    uses = count_departments(plan.responsibilities)
    yield f"{label} ({len(uses)})"
    for use in uses:
        name = use.name + " " * max(1, 44 - cells(use.name))
        yield f"{use.total:>5}  {name}{use.lead:>4}{use.participants:>5}{use.joint:>5}"


def _section(plan: Plan, section: Section, box: str) -> Iterator[str]:
    row = plan.source.row(section.marker.span.start)
    yield f"{row:>5}  {'  ' * (section.level - 1)}{section.marker.text}{section.title}"
    for item in section.boxes:
        row = plan.source.row(item.title_span.start)
        yield f"{row:>5}  {'  ' * section.level}[{box}{item.number} {item.title}]"
    for child in section.children:
        yield from _section(plan, child, box)


def _text(quantity: Quantity | None) -> str:
    return quantity.text if quantity is not None else "—"
