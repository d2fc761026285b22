"""What must hold between a draft and its parent, and of numbering, whatever the plan."""

from __future__ import annotations

import html
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

import planlint
from planlint.diagnostic import Diagnostic
from planlint.linter import lint
from planlint.readers import fold
from planlint.semantics.concepts import Concepts

from . import hypothesis_profile  # noqa: F401 - loads the profile
from .plan_model import (
    Heading,
    Look,
    Model,
    Row,
    cells_of,
    chapters,
    looks,
    models,
    styles,
    tables,
)

CHAPTERS = (
    Heading(1, "主要目标", ("街道逐年扩大服务供给。",)),
    Heading(2, "主要任务", ("社区有序培训照护人员。（区民政局负责）",)),
)
MARKDOWN = Look()


def findings(
    rows: Sequence[Row], parent: Sequence[Row], look: Look = MARKDOWN, above: Look = MARKDOWN
) -> list[Diagnostic]:
    """What the indicator rules say of one table against another."""
    draft = planlint.parse_text(Model(CHAPTERS, tuple(rows), look=look).text(), filename="draft.md")
    city = Model(CHAPTERS, tuple(parent), look=above).above()
    plan = planlint.parse_text(city.text(), filename="parent.md")
    return [d for d in lint(draft, parents=[plan]) if d.code.startswith("IND")]


def codes(found: Sequence[Diagnostic]) -> list[str]:
    return [d.code for d in found]


@given(tables())
def test_the_names_of_the_generated_tables_are_what_the_tests_take_them_for(
    rows: tuple[Row, ...],
) -> None:
    for row in rows:
        concept = Concepts().describe(row.name, row.unit)
        assert not concept.allocated
        assert not row.direction or concept.direction == row.direction
        assert bool(row.direction) == (concept.kind not in ("count", "amount"))


@given(tables(), looks)
def test_a_table_that_repeats_the_parents_has_no_findings(
    rows: tuple[Row, ...], look: Look
) -> None:
    assert findings(rows, rows, look) == []


STRICTER = {"": ("≥", ">"), "≥": (">",), "不低于": (">",), "≤": ("<",), "不高于": ("<",)}


@st.composite
def changed_tables(draw: st.DrawFn) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """A parent's rows and a draft's: some dropped, some with other targets or attributes."""
    parent = draw(tables(3))
    kept = draw(st.lists(st.sampled_from(parent), unique=True, min_size=2))
    rows = []
    for row in kept:
        step = draw(st.sampled_from((Decimal(0), Decimal("0.5"), Decimal(7), Decimal(-7))))
        other = draw(st.booleans())
        rows.append(replace(row, target=row.target + step, binding=row.binding ^ other))
    return parent, tuple(rows)


def stronger(row: Row, by: Decimal, *, sign: bool) -> Row:
    step = -by if row.direction == "lower" else by
    better = replace(row, target=row.target + step)
    if sign and row.direction == "higher":
        return replace(better, sign=STRICTER.get(row.sign, (row.sign,))[0])
    return better


steps = st.decimals(Decimal("0.1"), 20, places=1)


@given(tables(), st.data())
def test_a_stronger_target_is_never_a_weaker_one(
    parent: tuple[Row, ...], data: st.DataObject
) -> None:
    rows = [stronger(r, data.draw(steps), sign=data.draw(st.booleans())) for r in parent]
    assert "IND003" not in codes(findings(rows, parent))


@given(changed_tables(), st.data())
def test_a_stronger_target_never_adds_a_finding(
    pair: tuple[tuple[Row, ...], tuple[Row, ...]], data: st.DataObject
) -> None:
    parent, rows = pair
    better = []
    for row in rows:
        # Nothing is above 100 %: there a stronger target would be an impossible one.
        most = Decimal("99.9" if row.sign == ">" else 100)
        room = most - row.target if row.unit == "%" else Decimal(20)
        by = min(data.draw(steps), max(room, Decimal(0)))
        better.append(stronger(row, by, sign=by < room and data.draw(st.booleans())))
    before, after = codes(findings(rows, parent)), codes(findings(better, parent))
    assert Counter(after) <= Counter(before)


@given(tables(), steps, looks, st.data())
def test_a_weaker_rate_is_reported_at_its_cell(
    parent: tuple[Row, ...], by: Decimal, look: Look, data: st.DataObject
) -> None:
    places = [at for at, r in enumerate(parent) if r.direction]
    assume(places)
    at = data.draw(st.sampled_from(places))
    weak = stronger(parent[at], -by, sign=False)
    rows = (*parent[:at], weak, *parent[at + 1 :])
    found = findings(rows, parent, look)
    assert [(d.code, d.severity) for d in found] == [
        ("IND003", "error" if weak.binding else "warning")
    ]
    cell = cells_of(weak, look, at + 1)[-2]
    lines = Model(CHAPTERS, rows, look=look).text().split("\n")
    start, end = found[0].location, found[0].end_location
    shown = lines[start.row - 1][start.column - 1 : end.column - 1]
    assert (start.row, shown.replace("&gt;", ">").replace("&lt;", "<")) == (end.row, cell)


@given(tables(), looks, st.data())
def test_a_binding_indicator_that_is_nowhere_is_missing(
    parent: tuple[Row, ...], look: Look, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(parent) - 1))
    parent = (*parent[:at], replace(parent[at], binding=True), *parent[at + 1 :])
    found = findings((*parent[:at], *parent[at + 1 :]), parent, look)
    assert codes(found) == ["IND001"]
    assert parent[at].name in found[0].message


@given(tables())
def test_without_a_table_every_indicator_is_missing(parent: tuple[Row, ...]) -> None:
    binding = sum(r.binding for r in parent)
    expected = {"IND001": binding, "IND002": len(parent) - binding, "IND013": 1}
    assert Counter(codes(findings((), parent))) == Counter(expected)


@given(tables(), st.data())
def test_a_missing_expected_indicator_is_never_an_error(
    parent: tuple[Row, ...], data: st.DataObject
) -> None:
    parent = tuple(replace(r, binding=False) for r in parent)
    rows = data.draw(st.lists(st.sampled_from(parent), unique=True, min_size=1))
    found = findings(rows, parent)
    assert codes(found) == ["IND002"] * (len(parent) - len(rows))
    assert all(d.severity != "error" for d in found)


@given(tables(), st.decimals(1, 9000, places=0))
def test_a_smaller_count_is_a_share_and_no_weaker_target(
    parent: tuple[Row, ...], target: Decimal
) -> None:
    rows = [r if r.direction else replace(r, target=target, baseline=target) for r in parent]
    assert findings(rows, parent) == []


def said(found: Sequence[Diagnostic]) -> Counter[tuple[str, str]]:
    """What is said, without where and in which glyphs."""
    return Counter((d.code, fold(html.unescape(d.message))) for d in found)


def test_a_message_quotes_an_html_cell_as_people_read_it() -> None:
    parent = Row("特殊困难老年人探访关爱率", "%", "higher", Decimal(60), Decimal(97), ">")
    weak = replace(parent, target=Decimal(90))
    (found,) = findings([weak], [parent], Look("html"))
    assert ">90%" in found.message
    (found,) = findings([weak], [parent], above=Look("html"))
    assert "<td>" not in found.related[0].message


@given(changed_tables(), st.integers(0, 999))
def test_the_order_of_rows_changes_no_finding(
    pair: tuple[tuple[Row, ...], tuple[Row, ...]], seed: int
) -> None:
    parent, rows = pair
    mixed = random.Random(seed).sample(rows, len(rows))
    assert said(findings(mixed, parent)) == said(findings(rows, parent))


@given(changed_tables(), looks)
def test_layout_and_glyphs_change_no_finding(
    pair: tuple[tuple[Row, ...], tuple[Row, ...]], look: Look
) -> None:
    parent, rows = pair
    usual = replace(look, layout="markdown", wide=False)
    assert said(findings(rows, parent, look)) == said(findings(rows, parent, usual))


# --- numbering -------------------------------------------------------------------------------


def renumbered(
    group: tuple[Heading, ...], path: Sequence[int], change: dict[int, int | None]
) -> tuple[Heading, ...]:
    """The headings with some siblings at a path renumbered, or taken out (None)."""
    if path:
        at, rest = path[0], path[1:]
        inner = replace(group[at], children=renumbered(group[at].children, rest, change))
        return (*group[:at], inner, *group[at + 1 :])
    found = []
    for at, heading in enumerate(group):
        number = change.get(at, heading.number)
        if number is not None:
            found.append(replace(heading, number=number))
    return tuple(found)


def groups(
    siblings: tuple[Heading, ...], path: tuple[int, ...] = ()
) -> list[tuple[tuple[int, ...], tuple[Heading, ...]]]:
    """All groups of three siblings or more, with their paths."""
    found = [(path, siblings)] if len(siblings) >= 3 else []
    for at, heading in enumerate(siblings):
        found += groups(heading.children, (*path, at))
    return found


@st.composite
def numbered(draw: st.DrawFn) -> tuple[Model, tuple[int, ...], tuple[Heading, ...]]:
    """A plan and one of its groups of three siblings or more."""
    model = Model(draw(chapters(least=3, most=6)), style=draw(styles(usual=True)))
    path, group = draw(st.sampled_from(groups(model.chapters)))
    return model, path, group


def numbering(model: Model) -> list[tuple[str, str]]:
    """The numbering findings of a plan, each with the title of the line that it points at."""
    plan = planlint.parse_text(model.text())
    lines = plan.source.text.splitlines()
    found = [d for d in lint(plan) if d.code.startswith("NUM")]
    titles = sorted((h.title for h in model.walk()), key=len, reverse=True)
    return [(d.code, next(t for t in titles if t in lines[d.location.row - 1])) for d in found]


def unique_titles(model: Model) -> bool:
    titles = [h.title for h in model.walk()]
    return len(set(titles)) == len(titles)


@given(numbered(), st.data())
def test_a_lost_section_leaves_one_gap_at_the_next(
    case: tuple[Model, tuple[int, ...], tuple[Heading, ...]], data: st.DataObject
) -> None:
    model, path, group = case
    assume(unique_titles(model))
    # Without its first section a later list may be read as going on from the one before.
    first = 1 if any(path) else 0
    at = data.draw(st.integers(first, len(group) - 2))
    model = replace(model, chapters=renumbered(model.chapters, path, {at: None}))
    assert numbering(model) == [("NUM001", group[at + 1].title)]


@given(numbered(), st.data())
def test_a_repeated_number_is_one_finding_at_the_second(
    case: tuple[Model, tuple[int, ...], tuple[Heading, ...]], data: st.DataObject
) -> None:
    model, path, group = case
    assume(unique_titles(model))
    at = data.draw(st.integers(1, len(group) - 1))
    number = data.draw(st.integers(1, at))
    # A one further down may open a new list; only its neighbours tell, and at the end none does.
    assume(number > 1 or at == 1 or at < len(group) - 1)
    model = replace(model, chapters=renumbered(model.chapters, path, {at: number}))
    code = "NUM002" if number == at else "NUM003"
    assert numbering(model) == [(code, group[at].title)]


@given(models(usual=True))
def test_a_whole_sequence_has_no_numbering_findings(model: Model) -> None:
    assert [d for d in lint(planlint.parse_text(model.text())) if d.code[:3] == "NUM"] == []
