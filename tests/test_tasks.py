"""Tasks of a parent and their answers: labelled pairs, a task taken out, answers elsewhere."""

import importlib.util
import os
import sys
from pathlib import Path

import pytest

import planlint
from planlint.compare.passages import passages_of, tasks_of
from planlint.compare.words import grams
from planlint.config import Config
from planlint.knowledge import table
from planlint.semantics.plan import Plan
from tests.plans import needs_plans, seed

PARENT = """云州市“十五五”养老服务发展规划

一、总体要求
（一）指导思想
坚持以人民为中心的发展思想。
（二）基本原则
——坚持公益优先。保障基本养老服务人人享有。
——坚持多方参与。调动社会力量参与养老服务。

二、主要任务
（一）居家养老
1. 助餐服务。依托社区食堂发展老年助餐，对高龄和失能老年人送餐上门，价格不高于市价。（市民政局、市商务局负责）
2. 探访关爱。建立特殊困难老年人定期探访制度，由社区工作人员每周上门，帮助解决实际困难。
3. 适老化改造。为经济困难老年人家庭安装扶手和防滑地面，实施老旧小区加装电梯。
（二）机构养老
1. 医养结合。推动养老机构与医疗机构签约合作，开通双向转诊通道，扩大家庭病床服务。
2. 普惠床位。支持国有企业利用闲置厂房改建普惠型养老机构，落实土地和税费优惠。
3. 安全监管。开展养老机构消防安全达标行动，建立预收费资金存管和信用惩戒机制。

三、保障措施
（一）人才培养
支持职业院校开设养老护理专业，组织护理员技能等级认定和岗前培训。
（二）监测评估
对规划实施开展中期评估和终期评估，结果向社会公布。
"""
DRAFT = (
    PARENT.replace("云州市", "南浦区")
    .replace("市民政局", "区民政局")
    .replace("市商务局", "区商务局")
)
TASKS = [
    "助餐服务", "探访关爱", "适老化改造", "医养结合", "普惠床位", "安全监管", "人才培养", "监测评估",
]  # fmt: skip


def read(text: str) -> Plan:
    return planlint.parse_text(text)


def missing(draft: Plan, parent: Plan) -> list[str]:
    pairs = planlint.compare(draft, [parent]).tasks
    return [p.task.title for p in pairs if p.verdict == "missing"]


def without(plan: Plan, title: str) -> Plan:
    """The plan without one of its tasks."""
    (task,) = (t for t in tasks_of(plan) if t.title == title)
    start, end = task.section.span
    return read(plan.source.text[:start] + plan.source.text[end:])


def test_tasks_are_leaf_headings_measures_and_principles() -> None:
    found = [(t.kind, t.title) for t in tasks_of(read(PARENT))]
    assert found == [
        ("principle", "坚持公益优先"),
        ("principle", "坚持多方参与"),
        *(("task", title) for title in TASKS[:6]),
        ("measure", "人才培养"),
        ("measure", "监测评估"),
    ]


def test_a_clause_is_no_part_of_a_task_or_a_passage() -> None:
    plan = read(PARENT)
    assert all("民政局" not in t.text for t in tasks_of(plan))
    assert all("民政局" not in p.text for p in passages_of(plan))


def test_tables_and_boxes() -> None:
    plan = read(
        PARENT
        + "\n专栏1 重点工程\n\n护理床位工程 新建护理床位。\n\n| 指标 | 目标 |\n|---|---|\n| 床位 | 10张 |\n"
    )
    texts = [p.text for p in passages_of(plan)]
    assert any("新建护理床位" in t for t in texts)
    assert not any("10张" in t for t in texts)


def test_a_faithful_draft_answers_every_task() -> None:
    pairs = planlint.compare(read(DRAFT), [read(PARENT)]).tasks
    assert {p.verdict for p in pairs} == {"covered"}
    assert all(p.task.text in p.answers[0].passage.text for p in pairs)
    assert not any(p.elsewhere for p in pairs)


@pytest.mark.parametrize("title", TASKS)
def test_a_task_taken_out_is_missing_and_no_other(title: str) -> None:
    parent = read(PARENT)
    assert missing(without(read(DRAFT), title), parent) == [title]


def test_the_order_of_the_draft_does_not_matter() -> None:
    turned = DRAFT.replace("二、主要任务\n（一）居家养老", "二、重点工作\n（一）机构养老")
    assert missing(read(turned), read(PARENT)) == []


def test_a_task_answered_in_another_chapter_is_covered_elsewhere() -> None:
    body = "支持职业院校开设养老护理专业，组织护理员技能等级认定和岗前培训。"
    moved = DRAFT.replace(f"（一）人才培养\n{body}\n（二）", "（一）").replace(
        "3. 安全监管", f"3. 队伍建设。{body}\n4. 安全监管"
    )
    pairs = {p.task.title: p for p in planlint.compare(read(moved), [read(PARENT)]).tasks}
    assert pairs["人才培养"].verdict == "covered"
    assert pairs["人才培养"].elsewhere
    assert not pairs["医养结合"].elsewhere


def test_one_task_may_have_several_answers() -> None:
    split = DRAFT.replace(
        "3. 安全监管。开展养老机构消防安全达标行动，建立预收费资金存管和信用惩戒机制。",
        "3. 消防安全。开展养老机构消防安全达标行动。\n4. 信用监管。建立预收费资金存管和信用惩戒机制。",
    )
    pairs = {p.task.title: p for p in planlint.compare(read(split), [read(PARENT)]).tasks}
    contexts = [a.passage.context[-1] for a in pairs["安全监管"].answers]
    assert contexts[:2] == ["消防安全", "信用监管"] or contexts[:2] == ["信用监管", "消防安全"]


def test_plans_of_two_fields_are_not_judged() -> None:
    roads = read(
        "南浦区“十五五”交通规划\n\n一、主要任务\n1. 道路。建设城市快速路和主干路。\n2. 桥梁。改造跨江危桥。\n"
        "3. 公交。优化公交线网。\n4. 停车。新建停车楼。\n"
    )
    assert {p.verdict for p in planlint.compare(roads, [read(PARENT)]).tasks} == {"unknown"}
    codes = {d.code for d in planlint.lint(roads, parents=[read(PARENT)])}
    assert "TSK001" not in codes


def test_a_missing_task_names_its_lost_terms_and_a_place() -> None:
    draft = without(read(DRAFT), "医养结合")
    (pair,) = (p for p in planlint.compare(draft, [read(PARENT)]).tasks if p.verdict == "missing")
    assert "双向转诊通道" in "".join(pair.lost)
    assert pair.nearest is not None
    assert draft.source[pair.nearest] == "（二）机构养老"
    (finding,) = planlint.lint(draft, parents=[read(PARENT)], config=Config(select=("TSK001",)))
    assert finding.severity.value == "warning"
    assert "医养结合" in finding.message


def test_a_missing_measure_is_an_info() -> None:
    draft = without(read(DRAFT), "监测评估")
    (finding,) = planlint.lint(draft, parents=[read(PARENT)], config=Config(select=("TSK001",)))
    assert finding.severity.value == "info"


def test_evidence_is_shared_terms() -> None:
    pairs = {p.task.title: p for p in planlint.compare(read(DRAFT), [read(PARENT)]).tasks}
    shared = pairs["助餐服务"].answers[0].shared
    assert any("助餐" in term for term in shared)


def test_a_comparison_works_out_what_is_asked_for_and_keeps_it() -> None:
    comparison = planlint.compare(read(DRAFT), [read(PARENT)])
    assert comparison.indicators == ()
    assert "tasks" not in vars(comparison)
    assert comparison.tasks is comparison.tasks


def test_a_word_of_many_passages_counts_but_finds_none() -> None:
    many = "".join(f"\n{n}. 公园{n}。加强社区管理和服务。" for n in range(1, 61))
    parent = "一、任务\n1. 社区管理。加强社区管理和服务。\n2. 老年助餐。社区食堂供应老年助餐。"
    draft = f"一、任务{many}\n61. 食堂。社区食堂供应老年助餐。"
    pairs = {p.task.title: p for p in planlint.compare(read(draft), [read(parent)]).tasks}
    assert not pairs["社区管理"].answers
    assert pairs["老年助餐"].answers[0].passage.text == "社区食堂供应老年助餐。"


def test_of_two_passages_that_are_as_like_the_first_comes_first() -> None:
    draft = DRAFT + "\n" + DRAFT.partition("\n")[2]
    for pair in planlint.compare(read(draft), [read(PARENT)]).tasks:
        order = [(-a.score, a.passage.span.start) for a in pair.answers]
        assert order == sorted(order)


# --- real plans ------------------------------------------------------------------------------


@needs_plans
def test_000_against_001() -> None:
    pairs = {p.task.title: p for p in planlint.compare(seed("001"), [seed("000")]).tasks}
    lost = ("基本保障救助", "住房", "残疾军人", "突发事件", "残健融合", "实施和评估")
    for word in lost:
        (pair,) = (p for title, p in pairs.items() if word in title)
        assert pair.verdict == "missing", word
    for word in ("京津冀", "残联组织", "投入", "慈善"):
        (pair,) = (p for title, p in pairs.items() if word in title)
        assert pair.verdict in ("covered", "partly"), word
    for word in ("京津冀", "慈善"):
        (pair,) = (p for title, p in pairs.items() if word in title)
        assert pair.elsewhere, word


@needs_plans
def test_a_task_taken_out_of_a_faithful_child_of_000() -> None:
    parent = seed("000")
    for task in tasks_of(parent):
        start, end = task.section.span
        text = parent.source.text
        assert missing(read(text[:start] + text[end:]), parent) == [task.title]


@needs_plans
def test_the_verdicts_agree_with_the_labels() -> None:
    rows = _benchmark().judged(Path(os.environ["PLANLINT_PLANS"]))
    judged = list(rows)
    warned = [r for r in judged if r.warned]
    assert sum(r.right for r in warned) >= 0.8 * len(warned)
    assert len(warned) >= 10
    assert not any(r.found.verdict == "missing" and "covered" in r.verdicts for r in judged)
    answered = [r for r in judged if r.lines]
    first = sum(bool(r.answers and r.answers[0] & r.lines) for r in answered)
    assert first >= 0.85 * len(answered)


def test_the_chapters_of_the_benchmark_s_plans_are_numbered_as_headings_are() -> None:
    numbers = [_benchmark("run").han(n) for n in (9, 10, 21, 99, 100, 103, 110, 215)]
    assert " ".join(numbers) == "九 十 二十一 九十九 一百 一百零三 一百一十 二百一十五"


def _benchmark(name: str = "alignment"):
    place = Path(__file__).parent.parent / "benchmarks" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, place)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


FLAT = """云州市“十五五”养老服务发展规划

一、扩大居家养老供给
依托社区食堂发展老年助餐，对高龄和失能老年人送餐上门，价格不高于市价。
建立特殊困难老年人定期探访制度，由社区工作人员每周上门，帮助解决实际困难。
为经济困难老年人家庭安装扶手和防滑地面，实施老旧小区加装电梯。

二、提升机构养老水平
推动养老机构与医疗机构签约合作，开通双向转诊通道，扩大家庭病床服务。
支持国有企业利用闲置厂房改建普惠型养老机构，落实土地和税费优惠。
开展养老机构消防安全达标行动，建立预收费资金存管和信用惩戒机制。
"""


def test_in_a_chapter_without_headings_each_paragraph_is_a_task() -> None:
    assert [t.title for t in tasks_of(read(FLAT))] == [
        "依托社区食堂发展老年助餐",
        "建立特殊困难老年人定期探访制度",
        "为经济困难老年人家庭安装扶手和防滑地面",
        "推动养老机构与医疗机构签约合作",
        "支持国有企业利用闲置厂房改建普惠型养老机构",
        "开展养老机构消防安全达标行动",
    ]


def test_a_paragraph_taken_out_of_such_a_chapter_is_missing() -> None:
    lines = FLAT.split("\n")
    for at in (4, 5, 8, 10):
        draft = "\n".join(lines[:at] + lines[at + 1 :]).replace("云州市", "云州市南浦区")
        (gone,) = missing(read(draft), read(FLAT))
        assert lines[at].startswith(gone)


def test_a_row_of_a_table_of_tasks_answers() -> None:
    head, tasks = DRAFT.split("二、主要任务\n")
    tasks, rest = tasks.split("三、保障措施")
    rows = [line.split("（区")[0] for line in tasks.split("\n") if line[:1].isdigit()]
    table = "\n".join(f"| {at} | {row[3:]} | 区民政局 |" for at, row in enumerate(rows, 1))
    table = f"| 序号 | 重点任务 | 责任单位 |\n|---|---|---|\n{table}\n"
    draft = (
        f"{head}二、主要任务\n任务见附件。\n\n三、保障措施{rest}\n附件：重点任务分工表\n\n{table}"
    )
    pairs = planlint.compare(read(draft), [read(PARENT)]).tasks
    assert {p.verdict for p in pairs} == {"covered"}
    assert missing(read(draft.replace(f"| {rows[1][3:]} |", "| |")), read(PARENT)) == ["探访关爱"]


def test_a_thinned_answer_is_partly_covered() -> None:
    pairs = planlint.compare(
        read(DRAFT.replace("，由社区工作人员每周上门，帮助解决实际困难", "")), [read(PARENT)]
    ).tasks
    (thin,) = (p for p in pairs if p.task.title == "探访关爱")
    assert (thin.verdict, thin.hollow) == ("partly", False)
    assert {p.verdict for p in pairs if p is not thin} == {"covered"}


def test_short_words_are_what_they_stand_for() -> None:
    long = PARENT.replace("人才培养\n支持职业院校", "人才培养\n加强思想政治教育，支持高等学校")
    short = DRAFT.replace("人才培养\n支持职业院校", "人才培养\n加强思政教育，支持高校")
    (pair,) = (
        p for p in planlint.compare(read(short), [read(long)]).tasks if p.task.title == "人才培养"
    )
    assert pair.verdict == "covered"
    assert not pair.lost


def test_every_short_word_is_found_by_its_last_two_characters() -> None:
    assert all(grams(word[-2:]) for word in table("alignment")["short"]["words"])
