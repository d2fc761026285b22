"""Who does it: what each form of a clause gives, and what is no clause. All names are invented."""

import json
import textwrap

import pytest

import planlint
from planlint.output.planjson import as_dict
from planlint.output.tree import render
from planlint.semantics.department_use import count_departments
from planlint.semantics.plan import Plan
from planlint.semantics.responsibility import Responsibility

HEAD = "云州市“十五五”养老服务发展规划\n\n为健全养老服务体系，制定本规划。\n\n一、主要任务\n\n"
Roles = tuple[str, str, str, str]
"""Lead, participants, joint and deadline, each with blanks between its names."""


def plan(body: str) -> Plan:
    return planlint.parse_text(HEAD + textwrap.dedent(body))


def roles(clause: Responsibility) -> Roles:
    groups = (clause.lead, clause.participants, clause.joint)
    lead, participants, joint = (" ".join(d.text for d in group) for group in groups)
    return lead, participants, joint, clause.deadline.text if clause.deadline else ""


def read(body: str) -> list[Roles]:
    """The roles of each clause; the place of every member and deadline must hold its text."""
    parsed = plan(body)
    for clause in parsed.responsibilities:
        for named in (*clause.members, *filter(None, [clause.deadline])):
            printed = parsed.source.folded[named.span.start : named.span.end]
            assert "".join(printed.split()) == named.text
            assert clause.span.start <= named.span.start
            assert named.span.end <= clause.span.end
    return [roles(c) for c in parsed.responsibilities]


BRACKETS = {
    "（责任单位：市民政局、市残联，各区人民政府）": ("", "", "市民政局 市残联 各区人民政府", ""),
    "(牵头单位:市民政局;参与单位:市财政局)": ("市民政局", "市财政局", "", ""),
    "[牵头部门：市残联；参与部门：市政府办公室（市大数据局）]": ("市残联", "市政府办公室（市大数据局）", "", ""),
    "［责任单位：市民政局］": ("", "", "市民政局", ""),
    "【责任单位：市民政局】": ("", "", "市民政局", ""),
    "〔责任单位：市民政局〕": ("", "", "市民政局", ""),
    "（责任单位：市民政局、市财政\n局、市残联）": ("", "", "市民政局 市财政局 市残联", ""),
    "（责任单位：市民政局、市财政\n\n局、市残联)": ("", "", "市民政局 市财政局 市残联", ""),
    "（牵头：市民政局；配合：市财政局）": ("市民政局", "市财政局", "", ""),
    "（牵头单位：市民政局　配合单位：市财政局）": ("市民政局", "市财政局", "", ""),
    "（牵头单位：市民政局；责任单位：市财政局）": ("市民政局", "市财政局", "", ""),
    "（市民政局、市文化和旅游局和各区人民政府按职责分工负责）": ("", "", "市民政局 市文化和旅游局 各区人民政府", ""),
    "（市民政局、市财政局分别负责）": ("", "", "市民政局 市财政局", ""),
    "（云州海关牵头，省贸促会、省商务厅按职责分工配合）": ("云州海关", "省贸促会 省商务厅", "", ""),
    "（市民政局牵头、市财政局等部门参与）": ("市民政局", "市财政局", "", ""),
    "（市民政局会同市财政局、市残联负责）": ("市民政局", "市财政局 市残联", "", ""),
    "（市卫生健康委员会同市财政局负责）": ("市卫生健康委员会", "市财政局", "", ""),
    "（市民政局牵头，会同市财政局落实）": ("市民政局", "市财政局", "", ""),
    "（责任单位：市民政局等）": ("", "", "市民政局", ""),
    "（民政部、体育总局等和各有关省级人民政府负责）": ("", "", "民政部 体育总局 各有关省级人民政府", ""),
    "（牵头单位：市民政局；完成时限：2027年12月）": ("市民政局", "", "", "2027年12月"),
    "（市民政局负责，持续推进）": ("", "", "市民政局", "持续推进"),
    "（市民政局牵头；2026—2030年）": ("市民政局", "", "", "2026—2030年"),
    "（市民政局、市财政局）": ("", "", "市民政局 市财政局", ""),
    "（市民政局、云州日报社、市财政局。）": ("", "", "市民政局 云州日报社 市财政局", ""),
    "（市民政局）": ("", "", "市民政局", ""),
    "（云州银保监局、云州海关、市卫生计生委）": ("", "", "云州银保监局 云州海关 市卫生计生委", ""),
    "（各有关单位）": ("", "", "各有关单位", ""),
}  # fmt: skip


@pytest.mark.parametrize(("clause", "wanted"), BRACKETS.items())
def test_a_bracket_at_the_end_of_a_paragraph(clause: str, wanted: Roles) -> None:
    assert read(f"健全助餐服务网络。{clause}\n") == [wanted]


MEMBERS = {
    "市发展和改革委员会和市教育和体育局及市财政局": "市发展和改革委员会 市教育和体育局 市财政局",
    "市人力资源和社会保障局与市住房和城乡建设局": "市人力资源和社会保障局 市住房和城乡建设局",
    "市自然资源和规划局、市工业和信息化局和市残联": "市自然资源和规划局 市工业和信息化局 市残联",
    "市人才和就业服务局和市财政局": "市人才和就业服务局 市财政局",
    "市社会和老龄工作办公室": "市社会和老龄工作办公室",
    "市委社会工作部和市财政局": "市委社会工作部 市财政局",
    "各区党委和政府": "各区党委和政府",
    "各区人民政府，各街道办事处、镇人民政府": "各区人民政府 各街道办事处 镇人民政府",
    "市民政局，有关区、市政府": "市民政局 有关区、市政府",
    "民政部、各省、自治区、直辖市人民政府": "民政部 各省、自治区、直辖市人民政府",
    "省民政厅、省财政厅和各市、州、县人民政府": "省民政厅 省财政厅 各市、州、县人民政府",
    "民政部、各省（自治区、直辖市）人民政府": "民政部 各省（自治区、直辖市）人民政府",
    "江岭人寿保险股份有限公司云州分公司、市残联": "江岭人寿保险股份有限公司云州分公司 市残联",
}


@pytest.mark.parametrize(("names", "wanted"), MEMBERS.items())
def test_members_are_parted_where_the_registry_says(names: str, wanted: str) -> None:
    assert read(f"健全助餐服务网络。（责任单位：{names}）\n") == [("", "", wanted, "")]


LINES = {
    "牵头单位：市民政局\n配合单位：市财政局、市残联\n完成时限：2027年12月\n": ("市民政局", "市财政局 市残联", "", "2027年12月"),
    "牵头单位：市民政局\n\n参与单位：市财政局\n\n完成时限：持续推进\n": ("市民政局", "市财政局", "", "持续推进"),
    "**牵头单位：**市民政局\n\n**配合单位：** 市财政局\n": ("市民政局", "市财政局", "", ""),
    "**牵头单位**：市民政局\n**配合单位**：市财政局\n": ("市民政局", "市财政局", "", ""),
    "- 牵头单位：市民政局\n- 配合单位：市财政局\n": ("市民政局", "市财政局", "", ""),
    "1. 牵头单位：市民政局\n2. 配合单位：市财政局\n3. 完成时限：2027年6月\n": ("市民政局", "市财政局", "", "2027年6月"),
    "（1）**牵头单位：** 市民政局\n（2）**配合单位：** 市财政局\n": ("市民政局", "市财政局", "", ""),
    "部门分工：市民政局、市财政局\n": ("", "", "市民政局 市财政局", ""),
    "做好助餐。责任单位：市民政局。完成时限：2027年12月\n": ("", "", "市民政局", "2027年12月"),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "wanted"), LINES.items())
def test_lines_of_their_own_are_one_clause(lines: str, wanted: Roles) -> None:
    assert read(lines) == [wanted]


def test_a_numbered_line_of_names_is_no_heading() -> None:
    parsed = plan("（一）助餐\n\n1. 牵头单位：市民政局\n2. 配合单位：市财政局\n")
    assert [s.title for s in parsed.sections()] == ["主要任务", "助餐"]


def test_a_second_line_of_the_same_role_is_another_clause() -> None:
    found = read("责任单位：市民政局\n\n责任单位：市财政局\n")
    assert [joint for _, _, joint, _ in found] == ["市民政局", "市财政局"]


SENTENCES = {
    "由市残联牵头，市财政局、市医保局配合，做好补贴发放。": [
        ("市残联", "市财政局 市医保局", "", "")
    ],
    "助餐由云州海关、市商务局、南浦区政府负责。": [("", "", "云州海关 市商务局 南浦区政府", "")],
    "补贴由区民政局会同区财政局负责。": [("区民政局", "区财政局", "", "")],
    "助餐由市民政局会同市财政局负责组织实施，定期报告。": [("市民政局", "市财政局", "", "")],
    "由市民政局牵头统筹协调，审议重大事项。": [("市民政局", "", "", "")],
    "质量由市民政局负责，费用由市财政局负责。": [
        ("", "", "市民政局", ""),
        ("", "", "市财政局", ""),
    ],
}


@pytest.mark.parametrize(("sentence", "wanted"), SENTENCES.items())
def test_a_clause_inside_a_sentence(sentence: str, wanted: list[Roles]) -> None:
    assert read(sentence + "\n") == wanted


@pytest.mark.parametrize(
    "text",
    [
        "由企业牵头，高校配合，开展攻关。",
        "建立由市民政局牵头的联席会议制度。",
        "建立由市民政局牵头、市财政局参与的协调机制。",
        "本办法由市民政局负责解释。",
        "由于市民政局牵头，进展较快。",
        "不再由市民政局负责。",
        "事故由肇事单位负责。",
        "加强有关部门（市民政局、市财政局）",
        "成立市大数据中心（市大数据局）",
        "数据来自（市统计局、市民政局）",
        "做好统计。（数据来源：市统计局、市民政局）",
        "做好服务。（含学校、医院、企业）",
        "做好服务。（法定代表人负责）",
        "做好服务。（市民政局牵头市财政局配合）",
        "（此件公开发布）",
        "落实单位（含机关、企业）负责。",
        "牵头单位：由各区确定。",
    ],
)
def test_what_is_no_clause(text: str) -> None:
    assert read(text + "\n") == []


TABLES = {
    "markdown": """\
        | 序号 | 任务 | 责任单位 | 完成时限 |
        |---|---|---|---|
        | 1 | 助餐 | 市民政局、市财政局 | 2027年12月 |
        | 2 | 助浴 | 市残联牵头，市民政局配合 | 持续推进 |
        | 3 | 助医 | | 2028年 |
        """,
    "tabs": """\
        序号\t任务\t责任单位\t完成时限
        1\t助餐\t市民政局、市财政局\t2027年12月
        2\t助浴\t市残联牵头，市民政局配合\t持续推进
        """,
    "one cell a line": """\
        序号
        任务
        责任单位
        完成时限
        1
        助餐服务
        市民政局、市财政局
        2027年12月
        2
        助浴服务
        市残联牵头，市民政局配合
        持续推进
        """,
    "spaces": """\
        任务  责任单位（列第一位的牵头）  时间节点
        助餐  市民政局、市财政局  2027年12月
        助浴  市残联牵头，市民政局配合  持续推进
        """,
}


@pytest.mark.parametrize("layout", TABLES)
def test_each_row_of_a_table_of_tasks_is_a_clause(layout: str) -> None:
    assert read(TABLES[layout]) == [
        ("", "", "市民政局 市财政局", "2027年12月"),
        ("市残联", "市民政局", "", "持续推进"),
    ]


def test_the_place_of_a_row_is_the_whole_row() -> None:
    parsed = plan(
        "| 任务 | 牵头单位 | 配合单位 |\n|---|---|---|\n| 助餐 | 民政局 | 财政局 残联 |\n"
    )
    (clause,) = parsed.responsibilities
    assert parsed.source[clause.span] == "助餐 | 民政局 | 财政局 残联"
    assert roles(clause) == ("民政局", "财政局 残联", "", "")
    assert clause.section == parsed.part.sections[0].marker.span.start


def test_cells_of_html_hold_markup_and_serve_several_rows() -> None:
    parsed = plan(
        "<table><tr><th>任务</th><th>牵头部门</th><th>配合部门</th></tr>"
        '<tr><td>助餐</td><td rowspan="2">市民政局<br/>市卫生<b>健康</b>委</td><td>市财政\n局</td></tr>'
        "<tr><td>助浴</td><td>市残联</td></tr></table>\n"
    )
    assert [roles(c)[:2] for c in parsed.responsibilities] == [
        ("市民政局 市卫生健康委", "市财政局"),
        ("市民政局 市卫生健康委", "市残联"),
    ]
    places = [parsed.source[d.span] for d in parsed.responsibilities[0].members]
    assert places == ["市民政局", "市卫生<b>健康</b>委", "市财政\n局"]


def test_a_column_of_indicators_names_units_too() -> None:
    parsed = plan(
        "| 指标 | 2025年 | 2030年 | 属性 | 责任单位 |\n|---|---|---|---|---|\n"
        "| 护理型床位占比 | 60% | 75% | 约束性 | 市民政局等 |\n"
    )
    assert [roles(c) for c in parsed.responsibilities] == [("", "", "市民政局", "")]
    assert len(parsed.indicators) == 1


def test_a_deadline_has_its_year_and_month() -> None:
    (clause,) = plan("做好。（市民政局负责，2027年6月底前完成）\n").responsibilities
    assert clause.deadline is not None
    assert (clause.deadline.year, clause.deadline.month) == (2027, 6)


CLAUSES = "做好。（市民政局牵头，市财政局配合）\n\n做好。（市财政局、市残联负责）\n"


def test_departments_are_counted_by_role() -> None:
    uses = count_departments(plan(CLAUSES).responsibilities)
    assert uses == (("市财政局", 0, 1, 1), ("市民政局", 1, 0, 0), ("市残联", 0, 0, 1))
    assert uses[0].total == 2


def test_departments_are_shown_as_json_and_as_a_tree() -> None:
    shown = json.loads(json.dumps(as_dict(plan(CLAUSES))))
    first = {"name": "市财政局", "lead": 0, "participants": 1, "joint": 1}
    assert shown["departments"][0] == first
    assert len(shown["departments"]) == 3
    lines = render(plan(CLAUSES), "en").splitlines()
    assert lines[-4].endswith("answer jointly) (3)")
    assert lines[-3].split() == ["2", "市财政局", "0", "1", "1"]
