"""What must hold of any text and of any generated plan."""

from __future__ import annotations

import dataclasses
import pickle
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planlint
import planlint.api
from planlint.linter import lint
from planlint.readers import Source, Span
from planlint.semantics.plan import Plan
from planlint.syntax.ast import Flow, Item, Paragraph, Part, Section, Table
from planlint.syntax.scanner import scan

from . import hypothesis_profile  # noqa: F401 - loads the profile
from .plan_model import MERGED, Heading, Model, Row, category_of, fragments, models, texts

# --- any text --------------------------------------------------------------------------------


def inside(value: Any) -> Iterator[Any]:
    """All values that make up a value, itself included."""
    yield value
    if isinstance(value, Span | Source):
        return
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from inside(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from inside(item)


def everything(text: str) -> tuple[Plan, list[Any]]:
    plan = planlint.parse_text(text)
    return plan, list(inside(plan))


@given(texts)
def test_the_tokens_joined_are_the_source(text: str) -> None:
    start, lines = scan(Source("a.md", text))
    stops = [start, *(n.stop for n in lines)]
    assert [n.start for n in lines] == stops[:-1]
    assert stops[-1] == len(text)
    assert text[:start] + "".join(text[n.start : n.stop] for n in lines) == text


@given(texts)
def test_every_token_lies_in_a_part(text: str) -> None:
    plan = planlint.parse_text(text)
    _, lines = scan(plan.source)
    spans = [p.span for p in plan.outline.parts]
    assert all(any(s.start <= n.start and n.end <= s.end for s in spans) for n in lines)


@given(texts)
def test_every_span_lies_within_the_source(text: str) -> None:
    _, values = everything(text)
    spans = [v for v in values if isinstance(v, Span)]
    assert all(0 <= s.start <= s.end <= len(text) for s in spans)


@given(texts)
def test_sections_lie_within_each_other_in_order(text: str) -> None:
    plan = planlint.parse_text(text)
    in_order(p.span for p in plan.outline.parts)
    for part in plan.outline.parts:
        nested(part)


def nested(holder: Part | Section) -> None:
    below = holder.sections if isinstance(holder, Part) else holder.children
    spans = [n.span for n in (*holder.blocks, *holder.boxes, *below)]
    in_order(spans)
    for box in holder.boxes:
        in_order(b.span for b in box.blocks)
    assert all(holder.span.start <= s.start and s.end <= holder.span.end for s in spans)
    for section in below:
        nested(section)


def in_order(spans: Any) -> None:
    ends = [offset for span in spans for offset in span]
    assert ends == sorted(ends)


@given(texts)
def test_an_offset_of_a_flow_is_the_place_of_its_character(text: str) -> None:
    plan, values = everything(text)
    for flow in (v for v in values if isinstance(v, Flow)):
        origins = [flow.offset(at) for at in range(len(flow.text))]
        assert "".join(plan.source.folded[o] for o in origins) == flow.text
        assert origins == sorted(set(origins))


@given(texts)
def test_a_cell_is_where_its_text_stands(text: str) -> None:
    plan, values = everything(text)
    for table in (v for v in values if isinstance(v, Table) and v.layout != "html"):
        for cell in (c for row in table.rows for c in row):
            folded = plan.source.folded[cell.span.start : cell.span.end]
            assert folded.replace("**", "").replace("\\|", "|") == cell.text


@given(texts, texts)
def test_no_rule_fails_on_any_text(draft: str, parent: str) -> None:
    plan, above = planlint.parse_text(draft), planlint.parse_text(parent + "\n")
    parents = [above] if above.source.text != draft else []
    assert not [d for d in lint(plan, parents=parents) if d.code == "DOC005"]


@given(texts)
def test_findings_are_the_same_each_time_and_in_order(text: str) -> None:
    first = lint(planlint.parse_text(text))
    assert first == lint(planlint.parse_text(text))
    assert first == sorted(first, key=lambda d: d.sort_key)


@given(texts)
def test_every_finding_has_a_place_in_the_text(text: str) -> None:
    plan = planlint.parse_text(text)
    for found in lint(plan):
        row, column = found.location
        assert 1 <= row <= len(plan.source.line_starts)
        assert 0 <= column <= len(plan.source.line(row)) + 1
        assert found.location <= found.end_location


YAML = (
    "planlint:", "\n", "  ", "parents: ", "[a.md]", "date: ", "5", "2026-09-15", "region: ",
    "{name: 南浦区}", "level: ", "district", "{", "]", "- ", "'", ":", "&a", "*a", "\t",
)  # fmt: skip


@given(st.lists(st.sampled_from(YAML), max_size=10).map("".join))
def test_any_front_matter_can_be_parsed(settings: str) -> None:
    assert planlint.parse_text(f"---\nplanlint:\n{settings}\n---\n一、目标\n").outline.parts


WRONG = (
    pytest.param("date: 2026-13-45", id="yaml's ValueError for a date that is none"),
    pytest.param("date: !!int x", id="yaml's ValueError for a tag that does not fit"),
    pytest.param("region: {name: 南浦区, parents: 5}", id="a number in place of a list"),
)


@pytest.mark.parametrize("settings", WRONG)
def test_wrong_front_matter_changes_nothing(settings: str) -> None:
    assert planlint.parse_text(f"---\nplanlint:\n  {settings}\n---\n一、目标\n").outline.parts


# --- plans that are written and read back ----------------------------------------------------


def read_back(section: Section) -> Any:
    marker = section.marker
    return section.level, marker.kind, marker.text, marker.number, section.title


def written(model: Model) -> Iterator[Any]:
    def walk(heading: Heading, depth: int) -> Iterator[Any]:
        kind, marker, _ = model.style.markers[depth]
        yield depth + 1, kind, marker(heading.number), heading.number, heading.title
        for child in heading.children:
            yield from walk(child, depth + 1)

    for chapter in model.chapters:
        yield from walk(chapter, 0)


@given(models())
def test_the_headings_of_a_written_plan_are_read_back(model: Model) -> None:
    plan = planlint.parse_text(model.text())
    assert plan.title == model.title
    assert [read_back(s) for s in plan.sections()] == list(written(model))


@given(models())
def test_the_paragraphs_of_a_written_plan_are_read_back(model: Model) -> None:
    plan = planlint.parse_text(model.text())
    for heading, section in zip(model.walk(), plan.sections(), strict=True):
        texts_ = [b.flow.text for b in section.blocks if isinstance(b, Paragraph)]
        run_in = section.heading.text[section.body_at :]
        assert "".join([run_in, *texts_]).startswith("".join(heading.body).replace("(", "（"))
        items = [b for b in section.blocks if isinstance(b, Item)]
        assert len(items) == sum(p.startswith("——") for p in heading.body)


@given(models())
def test_each_section_of_a_written_plan_has_its_clause(model: Model) -> None:
    plan = planlint.parse_text(model.text())
    owners = {r.section for r in plan.responsibilities}
    for heading, section in zip(model.walk(), plan.sections(), strict=True):
        assert (section.marker.span.start in owners) == (not heading.children)


SIGNS = {"": "=", ">": ">", "<": "<", "≥": "≥", "≤": "≤", "不低于": "≥", "不高于": "≤"}


def as_row(indicator: Any) -> Any:
    target, baseline = indicator.target, indicator.baseline
    return (
        indicator.name, indicator.unit, baseline.value, target.comparator, target.value,
        target.unit, indicator.attribute,
    )  # fmt: skip


def as_written(row: Row) -> Any:
    attribute = "binding" if row.binding else "expected"
    sign = SIGNS[row.sign]
    return row.name, row.unit, row.baseline, sign, row.target, row.unit, attribute


@given(models())
def test_the_indicators_of_a_written_plan_are_read_back(model: Model) -> None:
    plan = planlint.parse_text(model.text())
    assert len(plan.indicator_tables) == 1
    assert [as_row(i) for i in plan.indicators] == [as_written(r) for r in model.rows]
    numbers = range(1, len(model.rows) + 1) if model.look.numbered else [0] * len(model.rows)
    assert [i.number for i in plan.indicators] == list(numbers)
    merged = model.look.layout in MERGED
    categories = [category_of(n) if merged else "" for n in range(1, len(model.rows) + 1)]
    assert [i.category for i in plan.indicators] == categories


@given(models(usual=True))
def test_a_faithful_plan_has_no_findings(model: Model) -> None:
    draft, parent = planlint.parse_text(model.text()), planlint.parse_text(model.above().text())
    assert lint(draft, parents=[parent]) == []


@given(models(usual=True))
def test_a_plan_without_its_parent_has_only_the_hint_that_it_is_missing(model: Model) -> None:
    assert [d.code for d in lint(planlint.parse_text(model.text()))] == ["DOC004"]


# --- values ----------------------------------------------------------------------------------


@given(st.one_of(models().map(Model.text), fragments))
def test_plans_findings_and_comparisons_survive_pickling(text: str) -> None:
    plan = planlint.parse_text(text)
    parent = planlint.parse_text(text + "\n二、主要目标\n")
    pair = planlint.api.compare(plan, [parent])
    for value in (plan, pair, lint(plan, parents=[parent])):
        assert pickle.loads(pickle.dumps(value)) == value
    worked_out = (pair.indicators, pair.commitments, pair.tasks)
    again = pickle.loads(pickle.dumps(pair))
    assert (again.indicators, again.commitments, again.tasks) == worked_out


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_plan_survives_every_pickle_protocol(protocol: int) -> None:
    plan = planlint.parse_text("一、主要目标\n覆盖率达到90%。（区民政局负责）\n")
    assert pickle.loads(pickle.dumps(plan, protocol)) == plan


# --- found by looking beside the properties -----------------------------------------------------

SMALL = "一、主要目标\n序号\n指标\n2025年\n2030年\n属性\n{}\n各项指标逐年评估。\n"


def test_a_small_value_in_a_bare_table_opens_no_row() -> None:
    cells = ("1", "千人拥有床位", "2", "5", "预期性", "2", "千人配备社工", "1", "3", "约束性")
    plan = planlint.parse_text(SMALL.format("\n".join(cells)))
    assert [i.name for i in plan.indicators] == ["千人拥有床位", "千人配备社工"]


def test_a_heading_after_a_bare_table_stays_a_heading() -> None:
    cells = ("指标", "2030年", "属性", "助餐覆盖率", "95%", "预期性")
    text = "一、主要目标\n{}\n1. 完善助餐服务\n做好。\n2. 健全照护服务\n做好。\n"
    plan = planlint.parse_text(text.format("\n".join(cells)))
    assert [s.title for s in plan.sections()] == ["主要目标", "完善助餐服务", "健全照护服务"]
