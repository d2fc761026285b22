"""Citations: titles and numbers of every kind, what a title names, what is a slip for it."""

import datetime as dt
import itertools
from pathlib import Path

import pytest

import planlint
from planlint.config import Config
from planlint.knowledge import table
from planlint.readers.source import fold
from planlint.semantics.citation import Citation, kind_of, read_citations, read_numbers
from planlint.semantics.naming import KnownTitle, nearly, same
from planlint.semantics.outline_title import read_outline_title
from planlint.syntax.ast import Flow


def cited(text: str) -> list[Citation]:
    return list(read_citations([Flow(fold(text), (0,), (0,))]))


# --- numbers -----------------------------------------------------------------------------------

NUMBERS = {
    "国发〔2021〕10号": ("document", "国发〔2021〕10号"),
    "国发[2021]10号": ("document", "国发〔2021〕10号"),
    "国发（2021）10号": ("document", "国发〔2021〕10号"),
    "国发【2021】10号": ("document", "国发〔2021〕10号"),
    "国发〔21〕10号": ("document", "国发〔2021〕10号"),
    "国发〔2021年〕10号": ("document", "国发〔2021〕10号"),
    "国发〔2021〕第10号": ("document", "国发〔2021〕10号"),
    "国发〔2021〕010号": ("document", "国发〔2021〕10号"),
    "国发 〔２０２１〕 １０ 号": ("document", "国发〔2021〕10号"),
    "国办发明电〔2020〕5号": ("document", "国办发明电〔2020〕5号"),
    "津政办规〔2020〕13号": ("document", "津政办规〔2020〕13号"),
    "民发〔2021〕51号": ("document", "民发〔2021〕51号"),
    "鲁政字〔2021〕3号": ("document", "鲁政字〔2021〕3号"),
    "国务院令第713号": ("order", "国务院令713号"),
    "中华人民共和国主席令第八十一号": ("order", "中华人民共和国主席令八十一号"),
    "财政部公告2021年第10号": ("announcement", "财政部公告2021年10号"),
    "2021年第10号公告": ("announcement", "2021年10号公告"),
    "国家卫生健康委公告〔2021〕10号": ("announcement", "国家卫生健康委公告〔2021〕10号"),
    "（2021）津01民初1号": ("case", "（2021）津01民初1号"),
    "（2009）民二终字第1号": ("case", "（2009）民二终字1号"),
    "GB/T 15834-2011": ("standard", "GB/T15834-2011"),
    "DB12/T 3024—2020": ("standard", "DB12/T3024—2020"),
    "沪网械备字[2021]第00010号": ("licence", "沪网械备字[2021]00010号"),
    "〔110〕": ("cumulative", "〔110〕"),
}


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_has_its_kind(text: str) -> None:
    (number,) = read_numbers(Flow(fold(f"见{text}。"), (0,), (0,)))
    assert (number.kind, number.normal) == NUMBERS[text]


def test_a_number_accumulated_over_the_period_cites_nothing() -> None:
    assert cited("新建充电桩〔110〕个。") == []


@pytest.mark.parametrize(
    "text", ["街道1号楼", "第3号地块", "2021年12号", "云政发2026年12号", "门牌〔3〕号"]
)
def test_what_looks_like_a_number_is_none(text: str) -> None:
    assert cited(f"位于{text}。") == []


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("按照国发〔2021〕10号执行", "国发"),
        ("贯彻落实鲁政字〔2021〕3号精神", "鲁政字"),
        ("，和政发〔2021〕1号", "和政发"),
        ("国发〔2021〕10号和国办发〔2022〕3号", "国发 国办发"),
    ],
)
def test_the_words_before_a_number_are_no_agency(text: str, agency: str) -> None:
    numbers = [n for c in cited(text) for n in c.numbers]
    assert " ".join(n.agency for n in numbers) == agency


def test_a_citation_has_all_its_numbers_and_the_name_for_later_use() -> None:
    text = "《云州市养老服务规划》（云政发〔2026〕12号、云民发〔2026〕3号，以下简称《规划》）"
    (citation,) = cited(text)
    assert [n.normal for n in citation.numbers] == ["云政发〔2026〕12号", "云民发〔2026〕3号"]
    assert (citation.short, citation.kind) == ("规划", "规划")
    assert citation.number == citation.numbers[0]


@pytest.mark.parametrize(
    ("title", "kind", "years"),
    [
        ("云州市行动计划（2021—2025年）", "行动计划", (2021, 2025)),
        ("云州市“十四五”养老规划", "规划", (2021, 2025)),
        ("云州市国民经济和社会发展第十五个五年规划纲要", "规划纲要", (2026, 2030)),
        ("中华人民共和国残疾人保障法", "法", None),
        ("关于印发〈办法〉的通知", "通知", None),
        ("数据管理能力成熟度评估模型", "", None),
    ],
)
def test_a_title_tells_its_kind_and_its_years(
    title: str, kind: str, years: tuple[int, int] | None
) -> None:
    (citation,) = cited(f"《{title}》")
    assert (citation.kind, citation.years) == (kind, years)
    assert kind_of(title) == kind


# --- what a title names ------------------------------------------------------------------------

PLAN = "云州市“十五五”养老服务发展规划"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"云州市人民政府关于印发〈{PLAN}〉的通知", PLAN),
        ("残疾人保障法", "中华人民共和国残疾人保障法"),
        ("关于推进养老服务发展的意见", "国务院办公厅关于推进养老服务发展的意见"),
        ("处方点评管理规范（试行）", "处方点评管理规范"),
        ("云州市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要",) * 2,
    ],
)
def test_one_document_in_two_forms_is_the_same(one: str, other: str) -> None:
    assert same(one, other)
    assert not nearly(one, other, close=True)


@pytest.mark.parametrize(
    "title",
    [
        "云州市“十五五”养老服务与发展规划",
        "云州市养老服务“十五五”发展规划",
        "云州市“十五五”养老服务展规划",
        "云州市“十五五”养老服务发展发展规划",
        "云州市“十五五”养老服务发展规",
        "云州市“十五五”养老服务发展规划划",
        "云州市“十五五”养老服务规划",
        "云州市“五十五”养老服务发展规划",
    ],
)
def test_a_slip_means_the_document(title: str) -> None:
    assert nearly(title, PLAN, close=True)


@pytest.mark.parametrize(
    "title",
    [
        "云州市“十四五”养老服务发展规划",
        "江岭省“十五五”养老服务发展规划",
        "云州市“十五五”养老服务发展计划",
        "云州市“十五五”家政服务发展规划",
        "云州市“十五五”养老服务设施规划",
        "云州市养老服务发展规划（2023—2027年）",
        "云州市“十五五”规划",
    ],
)
def test_another_document_is_no_slip(title: str) -> None:
    assert not nearly(title, PLAN, close=True)


def test_no_known_document_is_a_slip_for_another() -> None:
    lists = ("known_documents", "superseded")
    titles = {row["title"] for name in lists for row in table(name)["rows"]}
    pairs = itertools.permutations(sorted(titles), 2)
    assert [p for p in pairs if nearly(*p) or nearly(*p, close=True)] == []


def test_every_known_document_has_a_name_of_its_own() -> None:
    known = table("known_documents")
    assert len(known["names"]) == len(known["rows"])
    numbers = [row["number"] for row in known["rows"] if "number" in row]
    assert len(set(numbers)) == len(numbers)


def test_what_replaced_a_document_is_not_replaced_itself() -> None:
    rows = table("superseded")["rows"]
    assert len(rows) > 30
    assert not {r["title"] for r in rows} & {r["by"] for r in rows}


# --- titles of general plans -------------------------------------------------------------------

GENERAL = "云州市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要"


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        (GENERAL, ""),
        (GENERAL.replace("二〇三五", "2035"), ""),
        ("云州市国民经济和社会发展第十五个五年规划纲要", ""),
        ("国民经济和社会发展第十个五年计划纲要", ""),
        (GENERAL + "（草案）", ""),
        (GENERAL.replace("〇", "零"), "year"),
        (GENERAL.replace("〇", "○"), "year"),
        (GENERAL.replace("〇", "0"), "year"),
        (GENERAL.replace("二〇三五年", "2035"), "unit"),
        ("云州市“十四五”规划纲要", "short"),
        ("“十四五”规划和2035年远景目标纲要", "short"),
        ("云州市“十四五”规划和2035远景目标纲要", "cut"),
        (GENERAL.replace("发展第", "发展规划第"), "garbled"),
        (GENERAL.replace("和社会", "与社会"), "garbled"),
        (GENERAL.replace("规划和", "规划"), "garbled"),
        (GENERAL.replace("个五年", "五"), "garbled"),
    ],
)
def test_the_title_of_a_general_plan_is_read(title: str, wrong: str) -> None:
    found = read_outline_title(title)
    assert found is not None
    assert found.wrong == wrong
    right = read_outline_title(found.right)
    assert right is not None
    assert right.wrong == ""


@pytest.mark.parametrize(
    "title",
    [
        PLAN,
        "中共中央关于制定国民经济和社会发展第十五个五年规划的建议",
        f"关于{GENERAL}的决议",
        "云州市2026年国民经济和社会发展计划",
        "纲要",
    ],
)
def test_other_titles_are_no_general_plans(title: str) -> None:
    assert read_outline_title(title) is None


# --- the library -------------------------------------------------------------------------------

DRAFT = """南浦区“十五五”养老服务发展规划

一、总体要求

依据《南浦区养老服务条例》，制定本规划。

二、主要任务

衔接《云州市“十五五”康养产业与发展规划》（云政发〔2026〕21号）。
落实《云州市“十四五”康养产业发展规划》。
"""
CITED = "云州市“十五五”康养产业发展规划"


def test_titles_are_checked_against_a_library() -> None:
    library = (KnownTitle(CITED, "云政发〔2026〕12号", "plans/a.md", close=True),)
    draft = planlint.parse_text(DRAFT)
    config = Config(select=("CIT002", "CIT007"))
    assert planlint.lint(draft, config=config) == []
    (found,) = planlint.lint(draft, config=config, library=library)
    assert (found.code, found.location.row) == ("CIT002", 9)
    assert "plans/a.md" in found.message


def test_the_plans_of_the_configured_folders_are_the_library(run, folder) -> None:
    Path("plans").mkdir()
    Path("plans/a.md").write_text(f"{CITED}\n\n一、总体要求\n\n坚持公益。\n", encoding="utf-8")
    Path("planlint.toml").write_text('library = ["plans"]\n', encoding="utf-8")
    Path("draft.md").write_text(DRAFT, encoding="utf-8")
    outcome = run("draft.md", "--select", "CIT002")
    assert "CIT002" in outcome.out
    assert "a.md" in outcome.out.split("draft.md", 1)[1]
    assert run("plans/a.md", "--select", "CIT002").code == 0


def test_users_add_documents(run, folder) -> None:
    Path("planlint.toml").write_text(
        f'[[terms.known_documents]]\ntitle = "{CITED}"\nnumber = "云政发〔2026〕12号"\n'
        '[[terms.superseded]]\ntitle = "南浦区养老服务条例"\nby = "云州市养老服务条例"\n'
        "date = 2026-01-01\n",
        encoding="utf-8",
    )
    Path("draft.md").write_text(DRAFT, encoding="utf-8")
    for _ in range(2):  # the second run reads the validated configuration from the cache
        out = run("draft.md", "--select", "CIT", "--date", "2026-09-15").out
        assert "CIT002" in out
        assert "CIT004" in out


def test_a_superseded_document_is_judged_at_the_date_of_the_draft() -> None:
    draft = planlint.parse_text("一、任务\n\n落实《无障碍环境建设条例》。\n")
    config = Config(select=("CIT004",))
    assert planlint.lint(draft, config=config) == []
    assert planlint.lint(draft, config=config, date=dt.date(2023, 8, 31)) == []
    assert len(planlint.lint(draft, config=config, date=dt.date(2023, 9, 1))) == 1
