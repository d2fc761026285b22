"""Numbers that running text promises: what is read of them, and how two plans' are paired."""

import pytest

import planlint
from planlint.semantics.commitment import Commitment
from planlint.semantics.quantity import plain

TITLE = "云州市“十五五”养老服务发展规划"
DISTRICT = "云州市南浦区“十五五”养老服务发展规划"


def read(sentence: str) -> list[Commitment]:
    text = f"{TITLE}\n一、主要任务\n（一）扩大供给\n{sentence}\n"
    return list(planlint.parse_text(text).commitments)


def shown(commitment: Commitment) -> tuple[str, str, str, str, str, bool]:
    quantity, due = commitment.quantity, commitment.deadline
    value = "" if quantity.value is None else plain(quantity.value)
    said = "" if due is None else f"{due.year}-{due.month:02}" if due.month else str(due.year)
    number = f"{quantity.comparator}{value}{quantity.unit}"
    return commitment.subject, commitment.core, number, said, commitment.bound, commitment.per


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "到2030年，社区助餐服务覆盖率达到90%以上。",
            ("社区助餐服务覆盖率", "社区助餐服务覆盖率", "≥90%", "2030", "", False),
        ),
        (
            "2027年6月底前，建成老年食堂120个。",
            ("建成老年食堂", "建成老年食堂", "=120个", "2027-06", "", False),
        ),
        (
            "培育10家养老服务领军企业。",
            ("培育养老服务领军企业", "养老服务领军企业", "=10家", "", "", False),
        ),
        (
            "各区2027年底前至少设立2个康复辅助器具租赁点。",
            ("至少设立康复辅助器具租赁点", "康复辅助器具租赁点", "=2个", "2027", "各区", True),
        ),
        (
            "市、区两级福利彩票公益金用于养老服务的比例不低于55%。",
            ("市、区两级福利彩票公益金用于养老服务的比例", "益金用于养老服务比例",
             "≥55%", "", "市、区两级", True),
        ),
        (
            "办理时限控制在5天以内。",
            ("办理时限", "办理时限", "≤5天", "", "", False),
        ),
        (
            "每户老年人家庭至少有一人接受照护培训。",
            ("每户老年人家庭", "每户老年人家庭", "≥1人", "", "", True),
        ),
    ],
)  # fmt: skip
def test_a_promise_is_read_whole(
    sentence: str, expected: tuple[str, str, str, str, str, bool]
) -> None:
    (found,) = read(sentence)
    assert shown(found) == expected


def test_a_list_gives_each_name_its_number() -> None:
    found = read("到2030年，助餐服务覆盖率、探访关爱率分别达到90%、95%。")
    assert [(c.subject, c.quantity.text) for c in found] == [
        ("助餐服务覆盖率", "达到90%"), ("探访关爱率", "95%"),
    ]  # fmt: skip


def test_a_lead_in_governs_the_sentences_after_it() -> None:
    first, second = read("到2029年，助餐服务更加便捷，助餐点达到90个。入住率提高到65%。")
    assert first.deadline is not None
    assert second.deadline is not None
    assert (first.deadline.implied, second.deadline.implied, second.deadline.year) == (
        False,
        True,
        2029,
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "全市养老机构已达120家，护理型床位占比达到60%。",
        "“十四五”期间，建成老年食堂300个。",
        "2024年，全市建成老年食堂30个。",
        "对投资额超过5亿元的养老项目给予奖补100万元。",
        "编制50人及以上的养老机构应当设立医务室。",
        "依据《云州市养老服务设施建设30条》完善政策。",
        "落实江政发〔2026〕12号文件要求。",
        "从生活照料、医疗护理、精神慰藉3个方面完善服务。",
        "用5年时间健全服务网络。",
    ],
)
def test_results_conditions_and_other_numbers_are_no_promises(sentence: str) -> None:
    assert [c.subject for c in read(sentence)] == []


def test_a_section_that_looks_back_promises_nothing() -> None:
    text = f"{TITLE}\n一、发展基础\n护理型床位占比达到60%。\n二、主要任务\n做好服务。\n"
    assert planlint.parse_text(text).commitments == ()


# --- pairing ---------------------------------------------------------------------------------


def findings(parent: str, draft: str) -> list[tuple[str, str]]:
    above = planlint.parse_text(
        f"{TITLE}\n一、主要任务\n（一）扩大供给\n{parent}\n", filename="p.md"
    )
    below = planlint.parse_text(
        f"{DISTRICT}\n一、主要任务\n（一）扩大供给\n{draft}\n", filename="d.md"
    )
    found = planlint.lint(below, parents=[above])
    return [(d.code, d.severity.value) for d in found if d.code.startswith("TGT")]


@pytest.mark.parametrize(
    ("parent", "draft"),
    [
        (
            "各区2027年底前至少设立2个辅具租赁体验点。",
            "2027年底前在滨江、南门设立3个辅具租赁体验点。",
        ),
        ("全市新建老年食堂200个。", "全区新建老年食堂10个。"),
        ("新生儿听力筛查率达到98%。", "新生儿代谢病筛查率达到95%。"),
        ("2028年底前，持证上岗率达到95%。", "2027年底前，持证上岗率达到96%。"),
        ("护理员持证上岗率达到95%。", "到2028年护理员持证上岗率达到92%，到2030年达到95%。"),
        ("办理时限控制在5天以内。", "办理时限控制在3天以内。"),
        ("为0—6岁残疾儿童提供康复救助。", "为0-6岁残疾儿童提供康复救助。"),
    ],
)
def test_an_answer_gives_nothing(parent: str, draft: str) -> None:
    assert findings(parent, draft) == []


@pytest.mark.parametrize(
    ("parent", "draft", "expected"),
    [
        ("各区至少建成2所照护中心。", "做好服务。", ("TGT001", "warning")),
        ("2028年底前，护理员持证上岗率达到95%。", "护理员持证上岗率达到95%。", ("TGT002", "warning")),
        ("到2030年，护理员持证上岗率达到95%。", "护理员持证上岗率达到95%。", ("TGT002", "info")),
        ("2028年底前，护理员持证上岗率达到95%。", "2029年底前，护理员持证上岗率达到95%。", ("TGT003", "error")),
        ("2028年6月底前，护理员持证上岗率达到95%。", "2028年底前，护理员持证上岗率达到95%。", ("TGT003", "error")),
        ("护理员持证上岗率达到95%。", "护理员持证上岗率达到90%。", ("TGT004", "warning")),
        ("办理时限控制在5天以内。", "办理时限控制在8天以内。", ("TGT004", "warning")),
        ("为0—6岁残疾儿童提供康复救助。", "为0—7岁残疾儿童提供康复救助。", ("TGT007", "info")),
    ],
)  # fmt: skip
def test_what_falls_short_is_found(parent: str, draft: str, expected: tuple[str, str]) -> None:
    assert findings(parent, draft) == [expected]


def test_of_several_parents_the_finding_names_which() -> None:
    parents = [
        planlint.parse_text(
            f"{place}“十五五”养老服务发展规划\n一、目标\n| 指标 | 2030年 | 属性 |\n|---|---|---|\n"
            f"| 特殊困难老年人探访关爱率 | {target} | 约束性 |\n",
            filename=f"{place}.md",
        )
        for place, target in (("江岭省", "95%"), ("云州市", "97%"))
    ]
    draft = planlint.parse_text(
        f"{DISTRICT}\n一、目标\n| 指标 | 2030年 | 属性 |\n|---|---|---|\n"
        "| 特殊困难老年人探访关爱率 | 96% | 约束性 |\n"
    )
    (weaker,) = [d for d in planlint.lint(draft, parents=parents) if d.code == "IND003"]
    assert "97%" in weaker.message
    assert "云州市“十五五”养老服务发展规划" in weaker.related[0].message
