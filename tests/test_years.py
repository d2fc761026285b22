"""Targets of several years: read from tables, compared year by year, never one year with another."""

import pytest

import planlint
from planlint.semantics.plan import Plan

PARENT = "云州市“十五五”养老服务发展规划\n\n一、发展目标\n\n{}\n\n二、主要任务\n\n完善社区照护。\n"
DRAFT = "云州市江宁区养老服务三年行动计划（2026—2028年）\n\n一、行动目标\n\n{}\n\n二、主要任务\n\n完善社区照护。\n"
ROWS = "| 指标 | 2025年 | 2028年 | 2030年 | 属性 |\n|---|---|---|---|---|\n| 探访关爱率（%） | 90 | 94 | 98 | 约束性 |"
LAST = (
    "| 指标 | 2025年 | 2030年 | 属性 |\n|---|---|---|---|\n| 探访关爱率（%） | 90 | 98 | 约束性 |"
)
BARE = "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 探访关爱率（%） | 98 | 约束性 |"
OWN = "| 指标 | 2025年 | 2028年 | 属性 |\n|---|---|---|---|\n| 探访关爱率（%） | {} | {} | 约束性 |"


def plan(frame: str, text: str) -> Plan:
    return planlint.parse_text(frame.format(text))


@pytest.mark.parametrize(
    ("header", "target", "steps"),
    [
        ("2025年 | 2028年 | 2030年", 98, {2028: 94}),
        ("2025年 | 2028年目标 | 2030年目标", 98, {2028: 94}),
        ("2025年 | 2030年目标 | 2035年目标", 94, {2035: 98}),
        ("2024年 | 2025年 | 2030年", 98, {}),
    ],
)
def test_a_table_of_several_years(header: str, target: int, steps: dict[int, int]) -> None:
    table = f"| 指标 | {header} | 属性 |\n|---|---|---|---|---|\n| 探访关爱率（%） | 90 | 94 | 98 | 约束性 |"
    (row,) = plan(PARENT, table).indicators
    assert row.target is not None
    assert row.target.value == target
    assert {year: step.value for year, step in row.steps} == steps


@pytest.mark.parametrize(
    ("parent", "draft", "expected"),
    [
        (ROWS, OWN.format(90, 94), []),
        (ROWS, OWN.format(90, 92), ["IND003 error"]),
        (LAST, OWN.format(90, 94), []),
        (LAST, OWN.format(90, 88), ["IND019 info"]),
        (BARE, OWN.format("—", 94), ["IND019 info"]),
        (BARE, OWN.format(90, 94), []),
        (BARE, OWN.format(90, 99), []),
        (ROWS, "到2028年，探访关爱率达到94%。", []),
        (ROWS, "到2028年，探访关爱率达到92%。", ["IND003 error"]),
        (LAST, "探访关爱率达到94%。", []),
    ],
)
def test_a_shorter_plan_is_judged_by_its_own_last_year(
    parent: str, draft: str, expected: list[str]
) -> None:
    findings = planlint.lint(plan(DRAFT, draft), parents=[plan(PARENT, parent)])
    wanted = ("IND001", "IND003", "IND019")
    assert [f"{f.code} {f.severity}" for f in findings if f.code in wanted] == expected


def test_a_step_of_a_plan_of_five_years_is_not_its_target() -> None:
    draft = plan(PARENT.replace("云州市", "云州市江宁区"), "到2028年，探访关爱率达到94%。")
    findings = planlint.lint(draft, parents=[plan(PARENT, LAST)])
    assert [f.code for f in findings if f.code in ("IND003", "IND019")] == ["IND019"]


def test_a_document_that_carries_out_a_plan_may_state_its_targets_in_sentences() -> None:
    both = BARE + "\n| 助餐覆盖率（%） | 90 | 预期性 |"
    text = "到2030年，探访关爱率达到98%。"
    for title, expected in (("实施方案", "info"), ("“十五五”规划", "warning")):
        frame = PARENT.replace("云州市“十五五”养老服务发展规划", f"江宁区养老服务{title}")
        findings = planlint.lint(plan(frame, text), parents=[plan(PARENT, both)])
        told = {f.code: str(f.severity) for f in findings if f.code in ("IND002", "IND013")}
        assert told == {"IND002": expected, "IND013": expected}


@pytest.mark.parametrize("page", ["— 3 —", "- 3 -", "-3-", "第 3 页"])
def test_a_page_number_is_no_cell_of_a_table_of_single_cells(page: str) -> None:
    cells = f"序号\n指标\n2025年\n2030年\n属性\n1\n探访关爱率（%）\n90\n{page}\n98\n约束性\n2\n助餐覆盖率（%）\n70\n{page}\n90\n预期性"
    draft = plan(PARENT, cells.replace("\n", "\n\n"))
    assert [(r.number, r.name, r.attribute) for r in draft.indicators] == [
        (1, "探访关爱率", "binding"),
        (2, "助餐覆盖率", "expected"),
    ]
    assert [r.target.value for r in draft.indicators if r.target] == [98, 90]
