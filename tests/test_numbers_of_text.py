"""Numbers of running text: what is read as a promise, by when, and which promises are one."""

import pytest

import planlint
from planlint.compare import compare
from planlint.semantics.plan import Plan

FRAME = "云州市{}“十五五”养老服务发展规划\n\n一、主要任务\n（一）完善设施\n{}\n（二）建强队伍\n发展护理专业。\n"


def plan(text: str, place: str = "") -> Plan:
    return planlint.parse_text(FRAME.format(place, text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "新建机房电能利用效率（PUE）不高于1.25。",
            [("新建机房电能利用效率（PUE）", "不高于1.25")],
        ),
        ("灌溉水有效利用系数达到0.58以上。", [("灌溉水有效利用系数", "达到0.58以上")]),
        ("升级平台3.0，健全体系。", []),
        ("城区防洪标准达到50年一遇。", [("城区防洪标准", "达到50年一遇")]),
        ("确保接报后2小时内物资送达。", [("接报后物资送达", "2小时")]),
        ("2小时内的路程。", []),
        ("孕产妇死亡率控制在9.5/10万以下。", [("孕产妇死亡率", "控制在9.5/10万以下")]),
        ("落实工地“六个百分之百”，强化保洁。", []),
        (
            "培育护理站20家、助餐点50个。",
            [("培育护理站", "20家"), ("助餐点", "50个")],
        ),
        ("建成甲河、乙河2条幸福河湖。", [("建成甲河、乙河幸福河湖", "2条")]),
        ("每年发布20个应用场景。", [("每年发布应用场景", "20个")]),
    ],
)
def test_what_is_promised(text: str, expected: list[tuple[str, str]]) -> None:
    draft = plan(text)
    said = [(c.subject, draft.source[c.quantity.span]) for c in draft.commitments]
    assert said == expected


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2027年底前完成修编，每年组织1次演练。", None),
        ("到2027年，每年组织1次演练。", 2027),
        ("2027年底前，建成站点20个。", 2027),
        ("2027年底前完成修编，建成站点20个。", 2027),
    ],
)
def test_a_deadline_of_another_clause_is_none_of_what_is_due_each_year(
    text: str, due: int | None
) -> None:
    (said,) = plan(text).commitments
    assert (said.deadline.year if said.deadline else None) == due


@pytest.mark.parametrize(
    ("parent", "draft", "how"),
    [
        ("培育智能护理站200家。", "新增智能护理站22家。", True),
        ("每年组织实施重点攻关项目50项。", "采用揭榜挂帅方式组织重点攻关项目8项。", True),
        ("机房电能利用效率（PUE）不高于1.25。", "新建项目PUE不高于1.2。", True),
        ("培育智能护理站200家。", "新增智慧助餐点22家。", False),
    ],
)
def test_one_thing_made_by_other_verbs(parent: str, draft: str, how: bool) -> None:
    pairs = compare(plan(draft, "江宁区"), [plan(parent)]).commitments
    assert [p.draft is not None for p in pairs] == [how]


def test_what_several_places_answer_is_no_promise_of_its_own() -> None:
    draft = plan("建成甲河、乙河2条幸福河湖。", "江宁区")
    comparison = compare(draft, [plan("各区至少建成1条幸福河湖。")])
    (pair,) = comparison.commitments
    answer = pair.draft or pair.among
    assert answer is not None
    assert answer.quantity.value == 2
    assert comparison.own == ()


@pytest.mark.parametrize(
    ("parent", "draft", "expected"),
    [
        ("2027年底前完成应急预案修编。", "2029年底前完成应急预案修编。", ["warning"]),
        ("2027年6月底前完成应急预案修编。", "2027年9月底前完成应急预案修编。", ["warning"]),
        ("2027年底前完成应急预案修编。", "2026年底前完成应急预案修编。", []),
        ("2027年底前制定方案。", "2029年底前制定方案。", []),
        ("2027年底前制定实施方案。", "2029年底前制定实施方案。", ["warning"]),
        (
            "2027年底前基本完成老旧机构消防改造。",
            "2029年底前全面完成老旧机构消防改造。",
            ["warning"],
        ),
        (
            "2027年底前完成应急预案修编。",
            "2026年底前完成应急预案修编，2029年底前完成应急预案修编评估。",
            [],
        ),
        ("到2027年，完成应急预案修编。", "到2029年，完成应急预案修编。", []),
    ],
)
def test_what_is_due_without_a_number(parent: str, draft: str, expected: list[str]) -> None:
    findings = planlint.lint(plan(draft, "江宁区"), parents=[plan(parent)])
    assert [str(f.severity) for f in findings if f.code == "TGT003"] == expected


def test_a_thing_counted_behind_its_number_is_answered_by_one_that_is_named() -> None:
    wanted = plan("2028年底前，每个区至少有1所具备失能照护能力的供养机构。")
    answer = "2027年底前，将社会福利中心改造为1所具备失能照护能力的供养机构。"
    for said, expected in ((answer, 0), ("建设供养机构。", 1)):
        findings = planlint.lint(plan(said, "江宁区"), parents=[wanted])
        assert sum(f.code == "TGT001" for f in findings) == expected
