"""Responsibility clauses with slips are read all the same, and one defect is one finding."""

from collections.abc import Sequence

import pytest

import planlint
from planlint.config import Config
from planlint.semantics.departments import split_members
from planlint.testing import DRAFT_FRAME

NAMES = ["区民政局", "区财政局"]


def lint(clause: str, *, select: Sequence[str] = ("DEP",)) -> list[tuple[str, str]]:
    draft = planlint.parse_text(DRAFT_FRAME.format(f"1. 探访。抓好。{clause}"))
    found = planlint.lint(draft, config=Config(select=tuple(select)))
    return [(d.code, d.severity.value) for d in found]


@pytest.mark.parametrize(
    "clause",
    [
        "（牵头单位区民政局；参与单位：区财政局）",
        "（牵头单位；区民政局，参与单位；区财政局）",
        "（牵头单位：区民政局参与单位：区财政局）",
        "（牵头单位：区民政局；；参与单位：区财政局、）",
        "（责任单位：、区民政局、区财政局）",
        "（区民政局、、区财政局负责）",
        "（区民政局、区财政局、负责）",
        "（区民政局、区财政局，按职责分工负责）",
    ],
)
def test_a_slip_does_not_hide_a_clause(clause: str) -> None:
    plan = planlint.parse_text(DRAFT_FRAME.format(f"1. 探访。抓好。{clause}"))
    (read,) = plan.responsibilities
    assert [m.text for m in read.members] == NAMES
    for member in read.members:
        assert plan.source.text[slice(*member.span)] == member.text


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("（区卫生健康委、区卫健委负责）", [("DEP006", "warning")]),  # not DEP003, too
        ("（市组织部、区民政局负责）", [("DEP002", "error")]),  # not DEP009, too
        ("（区政法委、区民政局负责）", [("DEP009", "warning")]),
        ("（区海关、区民政局负责）", [("DEP009", "warning")]),
        ("（区证监局、区民政局负责）", [("DEP009", "error")]),
        ("（区民政局、区市场监督局负责）", [("DEP004", "info")]),
        ("（区民政局、区林果局、区煤炭局、区环卫中心、区城投负责）", []),
        ("（牵头单位:区民政局;参与单位:区财政局）", [("DEP007", "warning")]),
    ],
)
def test_one_defect_is_one_finding(clause: str, found: list[tuple[str, str]]) -> None:
    assert lint(clause) == found


def test_without_dep006_two_names_are_dep003() -> None:
    assert lint("（区卫生健康委、区卫健委负责）", select=("DEP003",)) == [("DEP003", "warning")]


def test_half_width_marks_as_a_habit_are_one_finding() -> None:
    tasks = "\n".join(f"{n}. 探访。抓好。（责任单位:区民政局,区财政局）" for n in range(1, 6))
    draft = planlint.parse_text(DRAFT_FRAME.format(tasks))
    (found,) = planlint.lint(draft, config=Config(select=("DEP007",)))
    assert len(found.related) == 9


def test_a_city_has_a_court_of_its_level_and_no_party_body_without_its_committee() -> None:
    text = DRAFT_FRAME.replace("南浦区", "云州市").format(
        "1. 探访。抓好。（市高级人民法院、市宣传部、市民政局、各县（市、区）人民政府负责）"
    )
    found = planlint.lint(planlint.parse_text(text), config=Config(select=("DEP",)))
    fixes = [e.content for d in found if d.fix for e in d.fix.edits]
    assert ([d.code for d in found], fixes) == (
        ["DEP009", "DEP009"],
        ["市中级人民法院", "市委宣传部"],
    )


@pytest.mark.parametrize(
    "clause",
    [
        "（区民政局/区财政局负责）",
        "（责任单位：区民政局·区财政局）",
        "（责任单位：区民政局 区财政局）",
        "（区民政局区财政局负责）",
    ],
)
def test_bodies_that_no_mark_or_a_stroke_parts_are_two(clause: str) -> None:
    plan = planlint.parse_text(DRAFT_FRAME.format(f"1. 探访。抓好。{clause}"))
    (read,) = plan.responsibilities
    assert [m.text for m in read.members] == NAMES
    assert lint(clause) == [("DEP007", "warning")]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("区民政局区数字经济发展局", "区民政局 区数字经济发展局"),
        ("区城市更新局区低空产业办公室区政务中心", "区城市更新局 区低空产业办公室 区政务中心"),
        ("市委办公室市财政局", "市委办公室 市财政局"),
        ("区财政局市场服务中心", "区财政局市场服务中心"),
        ("区委区政府督查室", "区委区政府督查室"),
        ("市公安局市区分局", "市公安局市区分局"),
        ("市城市管理局", "市城市管理局"),
        ("市市政和园林绿化局", "市市政和园林绿化局"),
        ("区住房和城乡建设局", "区住房和城乡建设局"),
        ("省政府办公厅省大数据局", "省政府办公厅 省大数据局"),
        ("市政府办公室（市大数据局）", "市政府办公室（市大数据局）"),
        ("县民政局/县妇联", "县民政局 县妇联"),
        ("A/B测试中心", "A/B测试中心"),
    ],
)
def test_where_one_name_ends_and_the_next_begins(printed: str, names: str) -> None:
    parts = split_members(printed)
    assert [text for _, text in parts] == names.split(" ")
    assert all(printed[at : at + len(text)] == text for at, text in parts)
