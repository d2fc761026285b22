"""What real plans must give: counts, positions and names, checked by hand against the texts."""

import datetime as dt
import re
from collections import Counter

import pytest

import planlint
from planlint.compare.alignment import align
from planlint.config import Config
from planlint.semantics.plan import Plan
from planlint.syntax.scanner import scan

from .plans import needs_plans, plan_files, seed, text_of

pytestmark = needs_plans

HEADINGS = {
    "000": (3, 10, 28), "001": (4, 14, 22), "002": (4, 11, 36), "003": (3, 15, 35),
    "004": (3, 12, 37),
}  # fmt: skip
JOINTS = {
    "000": [], "001": [], "003": [],
    "002": [33, 41, 47, 61, 79, 87, 95, 101, 109, 115, 129, 139, 147, 177, 183],
    "004": [
        102, 143, 153, 163, 191, 205, 215, 237, 249, 261, 273, 285, 341, 349, 377, 397, 403, 413,
        423, 457,
    ],
}  # fmt: skip
FACTS = {
    "000": ("天津市人民政府", "", "2021-11-25", (2021, 2025), "天津市", "municipality", ()),
    "001": ("", "", "2022-12-02", (2021, 2025), "津南区", "district", ("天津市",)),
    "002": ("碑林区残疾人工作委员会办公室", "", "2022-05-20", (2021, 2025), "碑林区", "district", ("西安市", "陕西省")),
    "003": ("天津市人民政府办公厅", "", "2016-12-08", (2016, 2020), "天津市", "municipality", ()),
    "004": ("临清市人民政府", "临政发〔2022〕15号", "2022-06-08", (2021, 2025), "临清市", "county-level-city", ("聊城市", "山东省")),
}  # fmt: skip


@pytest.mark.parametrize("number", HEADINGS)
def test_headings_by_level(number: str) -> None:
    levels = Counter(s.level for s in seed(number).sections())
    assert tuple(levels[n] for n in (1, 2, 3)) == HEADINGS[number]
    assert max(levels) == 3


@pytest.mark.parametrize("number", JOINTS)
def test_joints_and_no_other(number: str) -> None:
    source = seed(number).source
    titles = [p.title_span for p in seed(number).outline.parts]
    joined = [n for n in scan(source)[1] if n.type == "JOINED"]
    rows = [
        source.row(n.start) for n in joined if not any(t.start <= n.start < t.end for t in titles)
    ]
    assert rows == JOINTS[number]


@pytest.mark.parametrize("number", FACTS)
def test_facts_of_the_document(number: str) -> None:
    plan = seed(number)
    region = plan.region
    shown = (
        plan.issuer, plan.document_number, str(plan.date), plan.period, region.name, region.level,
        region.parents,
    )  # fmt: skip
    assert shown == FACTS[number]


@pytest.mark.parametrize(
    ("number", "title"),
    [
        ("000", "天津市“十四五”残疾人保障和发展规划"),
        ("001", "津南区残疾人事业“十四五”发展规划"),
        ("002", "碑林区“十四五”残疾人保障和发展规划"),
        ("003", "天津市“十三五”加快残疾人小康进程规划纲要"),
        ("004", "临清市残疾人事业发展“十四五”规划"),
    ],
)
def test_titles(number: str, title: str) -> None:
    assert seed(number).title == title


INDICATORS = {
    "000": [
        ("sync", None, "", "预期性", None), ("=", "20000", "人", "预期性", None),
        ("=", "100", "%", "约束性", None), ("=", "100", "%", "预期性", None),
        ("=", "100", "%", "约束性", None), ("=", "100", "%", "约束性", None),
        (">", "90", "%", "预期性", None), (">", "95", "%", "预期性", None),
        ("=", "97", "%", "约束性", None), ("=", "85", "%", "约束性", None),
        ("=", "85", "%", "约束性", None), ("=", "10000", "户", "约束性", None),
    ],
    "003": [
        (">", "9", "%", "预期性", None), ("=", "100", "%", "约束性", None),
        ("=", "100", "%", "约束性", None), ("=", "90", "%", "预期性", None),
        ("=", "95", "%", "预期性", None), ("=", "100", "%", "约束性", None),
        ("=", "80", "%", "约束性", None), ("=", "80", "%", "约束性", None),
        ("=", "95", "%", "约束性", None),
    ],
    "004": [
        ("=", "100", "%", "预期性", "100"), ("=", "100", "%", "约束性", "100"),
        ("=", "100", "%", "约束性", "100"), (">", "96", "%", "预期性", "95"),
        (">", "98", "%", "预期性", "97"), (">", "95", "%", "约束性", "90"),
        (">", "95", "%", "约束性", "85"), (">", "99", "%", "预期性", "95"),
        (">", "1000", "人/次", "预期性", None), (">", "1000", "户", "约束性", None),
        ("=", "100", "%", "约束性", None),
    ],
}  # fmt: skip


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_indicator_rows(number: str) -> None:
    rows = []
    for row in seed(number).indicators:
        target, base = row.target, row.baseline
        assert target is not None
        sign = target.comparator or target.kind
        value = None if target.value is None else str(target.value)
        low = None if base is None or base.value is None else str(base.value)
        rows.append((sign, value, target.unit, row.attribute_text, low))
    assert rows == INDICATORS.get(number, [])


def _members(plan: Plan) -> Counter[str]:
    return Counter(d.text for r in plan.responsibilities for d in r.members)


@pytest.mark.parametrize(
    ("number", "count"), [("000", 32), ("001", 0), ("002", 0), ("003", 38), ("004", 38)]
)
def test_clauses(number: str, count: int) -> None:
    assert len(seed(number).responsibilities) == count


# Every name that the clauses of a seed hold, and how often.
MEMBERS = {
    "000": {
        32: "各区人民政府",
        30: "市财政局 市残联",
        14: "市民政局",
        9: "市教委 市人社局",
        8: "市卫生健康委",
        5: "市公安局",
        4: "市医保局 市交通运输委 市文化和旅游局 市住房城乡建设委 市市场监管委",
        3: "市农业农村委 市委组织部 市商务局 市妇联 市委网信办 市文明办",
        2: "市应急局 市税务局 市国资委 市委宣传部 团市委 市体育局 市政务服务办 "
            "市司法局 人民银行天津分行 市人民政府残疾人工作委员会成员单位",
        1: "市合作交流办 市退役军人局 市科技局 市总工会 市发展改革委 市信访办 "
            "市高级人民法院 市人民检察院 市规划资源局 市城市管理委 市政府新闻办 "
            "市通信管理局",
    },
    "003": {
        38: "市残联 各区县人民政府",
        31: "市财政局",
        15: "市民政局",
        14: "市人力社保局",
        13: "市卫生计生委",
        7: "市文化广播影视局 市教委",
        5: "市市场监管委",
        4: "市体育局 市国税局 市地税局 市工业和信息化委",
        3: "市建委 市发展改革委 市总工会 市文明办 市公安局",
        2: "市交通运输委 市通信局 市妇联 团市委 人民银行天津分行 市委宣传部 市出版局 "
            "市司法局 市政府督查室 市绩效办",
        1: "天津保监局 中国人寿保险股份有限公司天津分公司 市国土房管局 市科委 市国资委 "
            "市检察院 市高法院 市信访办 市统计局",
    },
    "004": {
        35: "市残联",
        20: "市卫生健康局",
        18: "市民政局",
        16: "市人力资源社会保障局",
        13: "市教育体育局",
        8: "市委宣传部",
        7: "市市场监管局",
        6: "市文化和旅游局 市财政局",
        5: "市乡村振兴局 市医保局 市妇联",
        4: "市税务局 市委组织部 市公安局 市委网信办",
        3: "市交通运输局 市总工会 市发展改革局 市融媒体中心 团市委 市政府残工委 "
            "市政府有关部门",
        2: "市应急局 市住房城乡建设局 市政府办公室（市大数据局） 市农业农村局 "
            "市自然资源和规划局 市科技局 市工业和信息化局 市司法局 市委统战部",
        1: "市退役军人事务局 聊城市银保监分局临清办事处 中国人民银行临清市支行 "
            "市人民政府办公室（市大数据局） 市信访局 市发展改革委 市审计局",
    },
}  # fmt: skip


@pytest.mark.parametrize("number", MEMBERS)
def test_every_member_as_printed_and_how_often(number: str) -> None:
    wanted = {name: count for count, names in MEMBERS[number].items() for name in names.split()}
    assert _members(seed(number)) == wanted


@pytest.mark.parametrize("number", MEMBERS)
def test_the_place_of_a_member_holds_its_name(number: str) -> None:
    source = seed(number).source
    members = [d for r in seed(number).responsibilities for d in r.members]
    assert [d.text for d in members] == [
        "".join(source.folded[d.span.start : d.span.end].split()) for d in members
    ]
    assert number != "004" or any("\n" in source[d.span] for d in members)


# The same names in other forms: a pattern over the names, or over the names and the last one.
FORMS = (
    "做好。（{names}）",
    "做好。(责任单位:{names})",
    "做好。（责任单位：{head}\n\n{tail}）",
    "做好。（{first}和{last}按职责分工负责）",
    "| 任务 | 责任单位 |\n|---|---|\n| 助餐 | {names} |",
    "1. 责任单位：{names}\n2. 完成时限：2027年",
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", ["000", "003", "004"])
def test_real_names_are_read_alike_in_every_form(number: str, form: str) -> None:
    for clause in seed(number).responsibilities:
        names = [d.text for d in clause.members]
        if len(names) < 2:
            continue
        joined, first = "、".join(names), "、".join(names[:-1])
        text = form.format(
            names=joined, head=joined[:3], tail=joined[3:], first=first, last=names[-1]
        )
        (found,) = planlint.parse_text(
            f"云州市养老服务规划\n\n一、任务\n\n{text}\n"
        ).responsibilities
        assert [d.text for d in found.joint] == names


def test_toc_and_boxes() -> None:
    plan = seed("004")
    assert plan.toc is not None
    assert len(plan.toc.entries) == 49
    assert [b.number for b in plan.part.all_boxes()] == list(range(1, 11))


def codes(draft: Plan, *parents: Plan) -> Counter[str]:
    return Counter(d.code for d in planlint.lint(draft, parents=parents))


def test_a_district_against_its_city() -> None:
    found = codes(seed("001"), seed("000"))
    assert found == {
        "IND001": 7, "IND002": 2, "IND005": 3, "IND013": 1, "DEP005": 1, "TGT002": 1,
        "TXT008": 1,
        "DAT004": 1, "DAT007": 1,
        "TXT006": 1, "TXT011": 1,
        "TSK001": 8, "TSK005": 1, "TSK006": 1,
    }  # fmt: skip
    diagnostics = planlint.lint(seed("001"), parents=[seed("000")])
    (dropped,) = [d for d in diagnostics if d.code == "TGT002"]
    assert (dropped.location.row, "2025年前" in dropped.message) == (35, True)
    words = " ".join(d.message for d in diagnostics if d.code == "IND005")
    assert words.count("参保率") == 2


def test_a_draft_for_comments_against_another_citys_plan() -> None:
    found = planlint.lint(seed("002"), parents=[seed("000")])
    missing = {m.group(1) for d in found if (m := re.search("约束性指标“(.*?)”", d.message))}
    assert missing == {
        "符合条件的残疾人纳入最低生活保障比例", "困难残疾人生活补贴覆盖率",
        "重度残疾人护理补贴覆盖率", "残疾儿童少年义务教育入学率",
    }  # fmt: skip
    assert [d.location.row for d in found if d.code == "IND007"] == [163]
    assert not [d for d in found if d.code == "IND003"]


def test_a_count_is_never_weaker() -> None:
    found = planlint.lint(seed("004"), parents=[seed("000")])
    assert not [d for d in found if d.code in ("IND003", "TGT004")]
    assert [d.location.row for d in found if d.code == "IND015"] == [123]
    assert [d.location.row for d in found if d.code == "IND016"] == [114]


def test_the_same_name_for_other_people_is_at_most_a_hint() -> None:
    found = [d for d in planlint.lint(seed("003")) if d.code == "IND009"]
    assert [(d.severity, d.location.row) for d in found] == [("info", 72)]
    assert all(n in found[0].message for n in ("95%", "98%"))


# The table of the field's notes: parent's value, draft's value, verdict.
ALIGNED = {
    ("000", "003"): {
        "残疾人家庭人均可支配收入年均增速": (">9%", "与地区生产总值增长同步", "not-comparable"),
        "困难残疾人生活补贴目标人群覆盖率": ("100%", "100%", "equal"),
        "重度残疾人护理补贴目标人群覆盖率": ("100%", "100%", "equal"),
        "残疾人城乡居民基本养老保险参保率": ("90%", "＞90%", "equal"),
        "残疾人城乡居民基本医疗保险参保率": ("95%", "＞95%", "equal"),
        "农村贫困残疾人家庭存量危房改造率": ("100%", None, "missing"),
        "残疾人基本康复服务覆盖率": ("80%", "85%", "stronger"),
        "残疾人辅助器具适配率": ("80%", "85%", "stronger"),
        "残疾儿童少年接受义务教育比例": ("95%", "97%", "stronger"),
    },
    ("004", "000"): {
        "残疾人家庭人均收入年均增长": ("与地区生产总值增长同步", None, "missing"),
        "城乡残疾人职业技能培训人数": ("2万人", ">1000人/次", "unit"),
        "符合条件的残疾人纳入最低生活保障比例": ("100%", "100%", "equal"),
        "符合条件的残疾人居家托养服务补贴覆盖率": ("100%", None, "missing"),
        "困难残疾人生活补贴覆盖率": ("100%", "100%", "equal"),
        "重度残疾人护理补贴覆盖率": ("100%", "100%", "equal"),
        "残疾人城乡居民基本养老保险参保率": ("＞90%", ">96%", "stronger"),
        "残疾人城乡居民基本医疗保险参保率": ("＞95%", ">98%", "stronger"),
        "残疾儿童少年义务教育入学率": ("97%", ">99%", "stronger"),
        "残疾人基本康复服务覆盖率": ("85%", ">95%", "stronger"),
        "残疾人辅助器具适配率": ("85%", ">95%", "scope"),
        "困难残疾人家庭无障碍改造数": ("1万户", ">1000户", "scope"),
    },
    ("002", "000"): {
        "残疾人基本康复服务覆盖率": ("85%", "90%以上", "stronger"),
        "残疾人辅助器具适配率": ("85%", "90%", "stronger"),
        "困难残疾人家庭无障碍改造数": ("1万户", "95%", "unit"),
    },
}  # fmt: skip


@pytest.mark.parametrize(("draft", "parent"), ALIGNED)
def test_the_alignment_table_of_the_notes(draft: str, parent: str) -> None:
    entries = align(planlint.compare(seed(draft), [seed(parent)]))
    found = {
        e.parent.name: (e.parent.value, e.draft.value if e.draft else None, e.verdict)
        for e in entries
        if e.kind == "indicator" and e.parent is not None
    }
    wanted = ALIGNED[draft, parent]
    assert {name: found[name] for name in wanted} == wanted


@pytest.mark.parametrize("number", ["000", "003"])
def test_a_published_plan_is_nearly_silent(number: str) -> None:
    found = planlint.lint(seed(number))
    assert [d for d in found if d.severity == "error"] == []
    assert len(found) < 10


def test_a_county_level_city_alone() -> None:
    places = {(d.code, d.location.row) for d in planlint.lint(seed("004"))}
    assert {
        ("TXT001", 143),
        ("TXT001", 349),
        ("NUM004", 177),
        ("TXT003", 253),
        ("DEP003", 413),
    } <= places


def test_an_old_plan_is_judged_at_its_own_date() -> None:
    assert codes(seed("003"))["DEP001"] == 0
    later = planlint.lint(seed("003"), date=dt.date(2026, 1, 1))
    named = " ".join(d.message for d in later if d.code == "DEP001")
    assert all(
        n in named for n in ("卫生计生委", "国税局", "地税局", "国土房管局", "科委", "保监局")
    )


LEVEL_WORDS = {
    "000": [], "001": [], "003": [],
    "002": [("REG001", 101, "区县", (177,)), ("REG001", 177, "区、街道政府", ())],
    "004": [("REG003", 227, "制定盲人按摩服务地方标准", ())],
}  # fmt: skip


@pytest.mark.parametrize("number", LEVEL_WORDS)
def test_places_and_level_words(number: str) -> None:
    found = planlint.lint(seed(number), config=Config(select=("REG",)))
    shown = [
        (
            d.code,
            d.location.row,
            d.message[1 : d.message.index("”")],
            tuple(r.location.row for r in d.related),
        )
        for d in found
    ]
    assert shown == LEVEL_WORDS[number]


def test_clauses_with_half_width_marks() -> None:
    found = [d for d in planlint.lint(seed("004")) if d.code == "DEP007"]
    assert [(d.location.row, len(d.related)) for d in found] == [(317, 2), (321, 2)]
    assert all(d.severity == "warning" and d.fix is not None for d in found)


def test_what_a_county_level_city_calls_its_own_bodies() -> None:
    found = planlint.lint(seed("004"), date=dt.date(2022, 6, 8))
    said = {d.code: [] for d in found if d.code.startswith("DEP")}
    for d in found:
        if d.code.startswith("DEP"):
            said[d.code].append((d.location.row, d.message.split("”")[0].strip("“")))
    assert sorted(said) == ["DEP003", "DEP007"]
    assert sorted(said["DEP003"]) == [(353, "市人民政府办公室"), (413, "市发展改革委")]


def test_a_citys_department_in_a_district_is_one_finding() -> None:
    text = _child(text_of("000")).replace("（区民政局、区医保局", "（市民政局、区医保局", 1)
    found = planlint.lint(planlint.parse_text(text))
    assert ["市民政局" in d.message for d in found if d.code == "DEP002"] == [True]
    trainer = [d for d in planlint.lint(seed("001")) if d.code == "DEP002"]
    assert trainer == []


def test_each_obsolete_name_once_with_its_successor() -> None:
    found = [d for d in planlint.lint(seed("003"), date=dt.date(2026, 1, 1)) if d.code == "DEP001"]
    names = [m.group(1) for d in found if (m := re.match("“(.+?)”", d.message))]
    assert len(names) == len(set(names)) == len(found)
    assert all(d.message.count("“") > 1 for d in found)
    assert not [d for d in found if "人力社保" in d.message and d.severity != "info"]


def test_districts_and_counties_where_there_are_only_districts() -> None:
    (found,) = [d for d in planlint.lint(seed("003")) if d.code == "DEP010"]
    assert (found.severity, found.location.row, len(found.related)) == ("warning", 42, 37)
    assert found.fix is not None
    assert {e.content for e in found.fix.edits} == {"各区人民政府"}
    assert codes(seed("000"))["DEP010"] == 0
    before = planlint.lint(seed("003"), date=dt.date(2016, 1, 1))
    assert not [d for d in before if d.code == "DEP010"]
    copied = text_of("000").replace("天津市“十四五”残疾人", "津南区“十四五”残疾人")
    (one,) = [d for d in planlint.lint(planlint.parse_text(copied)) if d.code == "DEP010"]
    assert "各区人民政府" in one.message
    assert len(one.related) > 25


@pytest.mark.parametrize("path", plan_files(), ids=lambda p: p.stem[:12])
def test_every_real_plan_parses_and_loses_nothing(path: object) -> None:
    plan = planlint.parse(str(path))
    start, lines = scan(plan.source)
    text = plan.source.text
    assert text[:start] + "".join(text[n.start : n.stop] for n in lines) == text
    planlint.lint(plan)


# --- a faithful child of 000, and one mistake at a time --------------------------------------


def _child(text: str) -> str:
    """The city's plan as a district would take it over: level words, shares, the basis."""
    text = text[text.index("天津市“十四五”残疾人保障和发展规划\n\n“十四五”时期") :]
    text = text.replace("天津市“十四五”残疾人", "津南区“十四五”残疾人", 1)
    text = text.replace(
        "和《天津市国民经济", "、《天津市“十四五”残疾人保障和发展规划》和《津南区国民经济", 1
    )
    text = text.replace("2万人", "1500人").replace("1万户", "600户").replace("全市", "全区")
    clauses = re.compile(r"（[^（）]*按职责分工负责）")

    def own(match: re.Match[str]) -> str:
        names = match.group().replace("和各区人民政府", "和各街道办事处、各镇人民政府")
        names = names.replace("市民政局", "区民政局")
        return re.sub(
            r"(?<=[（、和])市(?!通信管理局)(?=[^、）]*[局委办联会])", "区", names
        ).replace("团市委", "团区委")

    return clauses.sub(own, text)


def test_a_faithful_child_has_no_indicator_finding_and_no_error() -> None:
    found = planlint.lint(planlint.parse_text(_child(text_of("000"))), parents=[seed("000")])
    assert [d for d in found if d.code.startswith("IND") or d.severity == "error"] == []


def _mutant(old: str, new: str, count: int = 1) -> tuple[str, list[planlint.Diagnostic]]:
    child = _child(text_of("000"))
    assert old in child
    text = child.replace(old, new, count)
    before = {
        (d.code, d.message)
        for d in planlint.lint(planlint.parse_text(child), parents=[seed("000")])
    }
    after = planlint.lint(planlint.parse_text(text), parents=[seed("000")])
    return text, [d for d in after if (d.code, d.message) not in before]


def test_dropping_a_binding_row_is_ind001() -> None:
    row = "\t5\n\t困难残疾人生活补贴覆盖率\n\t100%\n\t约束性\n\n"
    _, found = _mutant(row, "")
    assert [d.code for d in found] == ["IND001", "IND020"]
    assert "困难残疾人生活补贴覆盖率" in found[0].message


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("\t97%\n\t约束性", "\t95%\n\t约束性", "IND003", "\t95%"),
        ("\t97%\n\t约束性", "\t97%\n\t预期性", "IND004", "\t预期性"),
        ("（区民政局、区医保局", "（市民政局、区医保局", "DEP002", "市民政局"),
    ],
)
def test_one_mistake_is_one_finding_at_its_place(old: str, new: str, code: str, line: str) -> None:
    text, found = _mutant(old, new)
    assert [d.code for d in found] == [code]
    row = text.split("\n")[found[0].location.row - 1]
    assert line in row
    at = found[0].location.column - 1
    assert row[at : at + len(line.strip())] == line.strip()


def test_a_weaker_number_in_the_text_only_is_found_there() -> None:
    sentence = "残疾儿童少年义务教育入学率达到90%。"
    text, found = _mutant("巩固", f"{sentence}巩固")
    assert [d.code for d in found] == ["IND003"]
    assert sentence[:8] in text.split("\n")[found[0].location.row - 1]


def test_a_number_in_the_text_instead_of_the_table_counts() -> None:
    child = _child(text_of("000"))
    table = child[child.index("\t序号") : child.index("到2035年")]
    prose = "残疾儿童少年义务教育入学率达到{}%，残疾人基本康复服务覆盖率达到85%以上。\n\n"
    for value, expected in ((97, 0), (90, 1)):
        text = child.replace(table, prose.format(value))
        found = codes(planlint.parse_text(text), seed("000"))
        assert found["IND003"] == expected
        assert found["IND013"] == 1
        assert found["IND001"] == 5
