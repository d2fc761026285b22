"""Targets that stand in running text: how they are read and set against the parent's."""

import pytest

import planlint

PARENT = planlint.parse_text(
    "云州市“十五五”教育事业发展规划\n一、目标\n| 指标 | 2030年 | 属性 |\n|---|---|---|\n"
    "| 九年义务教育巩固率 | 98% | 约束性 |\n| 城镇调查失业率 | ≤5.5% | 预期性 |\n"
    "| 单位地区生产总值能耗降低 | 13.5% | 约束性 |\n| 森林覆盖率 | 40% | 约束性 |\n"
)


def _codes(sentence: str) -> list[tuple[str, str]]:
    draft = planlint.parse_text(f"云州市南浦区“十五五”教育事业发展规划\n一、目标\n{sentence}\n")
    found = planlint.lint(draft, parents=[PARENT])
    return [(d.code, d.severity.value) for d in found if d.code in ("IND003", "IND019")]


@pytest.mark.parametrize(
    "sentence",
    [
        "九年义务教育巩固率达到98%以上。",
        "九年义务教育巩固率不低于98%。",
        "九年义务教育巩固率不得低于98%。",
        "九年义务教育巩固率由2025年的96%提高到98%。",
        "2025年九年义务教育巩固率达到95%。",
        "九年义务教育巩固率已达97%，到2030年达到98.5%。",
        "城镇调查失业率控制在5%以内。",
    ],
)
def test_a_sentence_that_fulfils_the_parent_gives_nothing(sentence: str) -> None:
    assert _codes(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("到2030年，九年义务教育巩固率力争达到97.5%。", ("IND003", "error")),
        ("九年义务教育巩固率不低于90%。", ("IND003", "error")),
        ("城镇调查失业率控制在6%以内。", ("IND003", "warning")),
        ("单位地区生产总值能耗降低12%。", ("IND003", "warning")),
        ("森林覆盖率达到38%。", ("IND003", "warning")),
        ("九年义务教育巩固率稳定在98%左右。", ("IND019", "info")),
    ],
)
def test_a_sentence_that_falls_short_is_found(sentence: str, expected: tuple[str, str]) -> None:
    assert _codes(sentence) == [expected]


@pytest.mark.parametrize(
    ("parent", "draft", "expected"),
    [
        ("城镇调查失业率 | 控制在5.5%以内", "控制在6%以内", ["IND003"]),
        ("单位地区生产总值能耗降低（%） | 13.5", "12", ["IND003"]),
        ("单位地区生产总值能耗降低（%） | 〔13.5〕", "下降14%", []),
        ("细颗粒物（PM2.5）浓度（微克/立方米） | 35", "33", []),
        ("细颗粒物（PM2.5）浓度（微克/立方米） | 35", "38", ["IND003"]),
        ("新生儿死亡率（‰） | 3", "2.5", []),
        ("特种设备万台死亡人数（人） | ≤0.06", "≤0.08", ["IND003"]),
        ("生产安全事故死亡人数 | 下降20%", "上升20%", ["IND003"]),
        ("养老机构护理型床位占比 | 73%", "75%左右", []),
    ],
)
def test_direction_follows_the_name(parent: str, draft: str, expected: list[str]) -> None:
    head = "| 指标 | 2030年 | 属性 |\n|---|---|---|\n"
    name = parent.split(" | ", maxsplit=1)[0]
    above, below = (
        planlint.parse_text(f"{place}“十五五”规划\n一、目标\n{head}| {row} | 预期性 |\n")
        for place, row in (("云州市", parent), ("云州市南浦区", f"{name} | {draft}"))
    )
    found = planlint.lint(below, parents=[above])
    assert [d.code for d in found if d.code.startswith("IND")] == expected
    assert all(d.severity == "warning" for d in found if d.code == "IND003")
