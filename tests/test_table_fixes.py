"""No fix of any rule joins two cells of a table or splits one, whatever its layout."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planlint
from planlint.borders import breaks_border
from planlint.fixing import fix
from planlint.readers import Span
from planlint.rule import Change
from planlint.semantics.plan import Plan
from planlint.syntax.ast import Table

from . import hypothesis_profile  # noqa: F401 - loads the profile

FRAME = "云州市南浦区“十五五”养老服务发展规划\n\n一、主要任务\n\n{}\n\n二、组织实施\n\n压实责任。\n"
Rows = Sequence[Sequence[str]]


def _markdown(rows: Rows) -> str:
    head, *rest = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join((head, "|" + "---|" * len(rows[0]), *rest))


def _html(rows: Rows) -> str:
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return "<table>\n" + "\n".join(f"<tr>{line}</tr>" for line in lines) + "\n</table>"


LAYOUTS: dict[str, Callable[[Rows], str]] = {
    "markdown": _markdown,
    "markdown_tight": lambda rows: _markdown(rows).replace(" | ", "|"),
    "tabs": lambda rows: "\n".join("\t".join(row) for row in rows),
    "html": _html,
    "stacked": lambda rows: "\n".join(cell for row in rows for cell in row),
    "spaces": lambda rows: "\n".join("    ".join(row) for row in rows),
}
HEADERS = (
    ("序号", "重点任务", "完成时限", "牵头单位", "配合单位"),
    ("序号", "重点任务", "牵头单位", "配合单位"),
    ("序号", "重点任务", "责任单位", "完成时限"),
    ("重点任务", "牵头单位", "配合单位"),
)
CELLS = {
    "重点任务": ("建设助餐点", "普通教室空调全覆盖,", "探访、、评估", "第二，做好服务的的", "（一）编制规划"),
    "完成时限": ("2027年", "2026年12月底", "", "长期"),
    "牵头单位": ("区民政局", "区教育局", "区民政局、", "区卫生计生局", "市民政局", "区委组织部"),
    "配合单位": ("区财政局", "区财政局,区商务局", "区财政局区商务局", "区民政局", "、区财政局", ""),
    "责任单位": ("区民政局", "区民政局、区财政局", "区民政局/区财政局", "区安监局", "各区人民政府"),
}  # fmt: skip


def tables(plan: Plan) -> list[tuple[str, list[int]]]:
    found = (b for part in plan.outline.parts for b in part.all_blocks() if isinstance(b, Table))
    return [(t.layout, [len(row) for row in t.rows]) for t in found]


def marks(text: str) -> list[int]:
    return [text.count(mark) for mark in ("|", "\t", "\n", "<", "    ")]


@st.composite
def written(draw: st.DrawFn) -> str:
    """A table of tasks in some layout, with slips of the pen."""
    header = draw(st.sampled_from(HEADERS))
    rows = [
        [str(n) if name == "序号" else draw(st.sampled_from(CELLS[name])) for name in header]
        for n in range(1, draw(st.integers(2, 4)))
    ]
    return LAYOUTS[draw(st.sampled_from(sorted(LAYOUTS)))]([header, *rows])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_neighbouring_cells_are_no_list_without_its_separator(layout: str) -> None:
    rows = (HEADERS[0], ("1", "编制规划", "2026年", "区民政局", "区财政局"))
    plan = planlint.parse_text(FRAME.format(LAYOUTS[layout](rows)), filename="a.md")
    assert [d.code for d in planlint.lint(plan) if d.code.startswith("DEP")] == []


@given(written())
def test_a_fix_leaves_the_cells_of_a_table(table: str) -> None:
    text = FRAME.format(table)
    plan = planlint.parse_text(text, filename="a.md")
    found = planlint.lint(plan)
    for one in filter(lambda d: d.fix, found):
        after = fix(plan, [one], unsafe=True)
        assert marks(after) == marks(text), one
        assert tables(planlint.parse_text(after, filename="a.md")) == tables(plan), one


def test_blanks_that_part_columns_stay() -> None:
    rows = (("重点任务", "牵头单位"), ("（一）编制规划", "区民政局"), ("空调全覆盖,", "区民政局"))
    plan = planlint.parse_text(FRAME.format(LAYOUTS["spaces"](rows)), filename="a.md")
    assert not tables(plan)  # a number opens a row: it is read as a heading
    assert "空调全覆盖，    区民政局" in fix(plan, planlint.lint(plan), unsafe=False)


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "stacked"])
def test_a_change_over_a_border_is_none(layout: str) -> None:
    rows = (HEADERS[3], ("编制规划", "区民政局", "区财政局"), ("探访", "区民政局", "区财政局"))
    plan = planlint.parse_text(FRAME.format(LAYOUTS[layout](rows)), filename="a.md")
    text = plan.source.text
    start, end = text.index("区民政局") + 4, text.index("区财政局")
    over, inside = Change(Span(start, end), "、"), Change(Span(start - 4, start), "区财政局")
    assert breaks_border(over, plan.source, plan)
    assert not breaks_border(inside, plan.source, plan)
    assert not breaks_border(Change(Span(0, 3), "南\t浦"), plan.source, plan)
