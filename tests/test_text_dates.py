"""Dates, periods and dated words: what real plans must give, and what the examples do not show."""

import datetime as dt

import pytest

import planlint
from planlint.config import Config
from planlint.diagnostic import Diagnostic, Location
from planlint.linter import lint
from planlint.rule import find_rule
from planlint.semantics.calendar import read_days
from planlint.testing import DRAFT_FRAME

from .plans import needs_plans, seed

RULES = (
    "DAT001", "DAT002", "DAT003", "DAT004", "DAT006", "DAT007", "DAT008", "TXT005", "TXT009",
    "TXT012",
)  # fmt: skip
SEEDS = {
    "000": [],
    "001": [(11, "DAT007", "二零三五年"), (13, "DAT004", "以习近平")],
    "002": [
        (31, "TXT009", "十三五"), (53, "DAT004", "党的十九大和十九届"), (79, "DAT008", "2021-2025"),
        (91, "TXT005", "廉租房"), (151, "DAT001", "十四运"), (155, "TXT005", "法制保障"),
        (159, "TXT005", "法制宣传教育"), (163, "DAT001", "十四运"),
    ],
    "003": [],
    "004": [
        (141, "TXT012", "三四级"), (151, "TXT005", "重性精神病"), (305, "TXT005", "自闭症"),
    ],
}  # fmt: skip


def findings(text: str, date: str = "", rules: tuple[str, ...] = RULES) -> list[Diagnostic]:
    """The findings of some rules about a whole document."""
    return lint(
        planlint.parse_text(text, filename="draft.md"),
        config=Config(select=rules),
        date=dt.date.fromisoformat(date) if date else None,
    )


def codes(text: str, date: str = "") -> list[str]:
    """The ids of what a fragment gives in the clean frame."""
    return [d.code for d in findings(DRAFT_FRAME.format(text), date)]


def mended(text: str, found: list[Diagnostic]) -> str:
    """A text after the fixes of some findings."""
    lines = text.split("\n")

    def offset(place: Location) -> int:
        return sum(len(row) + 1 for row in lines[: place.row - 1]) + place.column - 1

    edits = {
        (offset(e.location), offset(e.end_location), e.content)
        for d in found
        if d.fix is not None
        for e in d.fix.edits
    }
    for start, end, content in sorted(edits, reverse=True):
        text = text[:start] + content + text[end:]
    return text


@needs_plans
@pytest.mark.parametrize("number", SEEDS)
def test_real_plans_give_these_and_no_other(number: str) -> None:
    plan = seed(number)
    found = lint(plan, config=Config(select=RULES))
    shown = [(d.location.row, d.code) for d in found]
    assert shown == [(row, code) for row, code, _ in SEEDS[number]]
    for d, (row, _, text) in zip(found, SEEDS[number], strict=True):
        assert plan.source.line(row)[d.location.column - 1 :].startswith(text)


@needs_plans
def test_the_second_bare_period_is_told_with_the_first() -> None:
    (found,) = lint(seed("002"), config=Config(select=("TXT009",)))
    assert [r.location.row for r in found.related] == [39]


@needs_plans
def test_a_plan_made_for_the_next_period_by_its_title_alone_is_found_out() -> None:
    source, title = seed("004").source, seed("004").part.title_span
    renamed = source[title].replace("十四五", "十五五")
    text = source.text[: title.start] + renamed + source.text[title.end :]
    found = findings(text, "2026-03-01", ("DAT002",))
    assert [d.location.row for d in found] == [90, 112, 461, 461]
    assert len(found[0].related) == 3


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2022年5月27日（周五）前", [(2022, 5, 27, 4)]),
        ("2022 年 5 月 27 日", [(2022, 5, 27, None)]),
        ("2022年3月1日至4月5日", [(2022, 3, 1, None), (2022, 4, 5, None)]),
        ("6月20日—31日", [(None, 6, 20, None), (None, 6, 31, None)]),
        ("二〇二五年二月三十日", [(2025, 2, 30, None)]),
        ("2025年13月", [(2025, 13, -1, None)]),
        ("5月6日（周一至周五）", [(None, 5, 6, None)]),
        ("6～12月龄、13个月、3.2月", []),
        ("农历八月十五日", []),
        ("5月1日星期日", [(None, 5, 1, 6)]),
        ("5月1日星期天", [(None, 5, 1, 6)]),
    ],
)
def test_dates_of_a_text(text: str, dates: list[tuple[int | None, int, int, int | None]]) -> None:
    assert [(d.year, d.month, d.day, d.weekday) for d in read_days(text)] == dates


@pytest.mark.parametrize(
    ("text", "date", "wrong"),
    [
        ("请于5月27日（周五）前反馈。", "2022-05-20", False),
        ("请于5月27日（周四）前反馈。", "2022-05-20", True),
        ("请于1月6日（周五）前反馈。", "2022-12-20", False),
        ("请于5月27日（周四）前反馈。", "", False),
    ],
)
def test_a_weekday_needs_a_certain_year(text: str, date: str, wrong: bool) -> None:
    assert ("DAT003" in codes(text, date)) is wrong


def test_the_documents_own_date_counts_for_weekdays_not_the_date_of_judgement() -> None:
    text = (
        "南浦区人民政府\n2022年5月20日\n南浦区“十四五”养老规划\n一、任务\n5月27日（周五）前反馈。\n"
    )
    assert findings(text, "2024-05-20", ("DAT003",)) == []


@pytest.mark.parametrize(
    "text",
    [
        "“十四五”期间新增的50所养老机构全部纳入监管。",
        "“十四五”时期，面对复杂形势，推动事业发展取得新的重大成就。",
        "对“十四五”时期未完成的项目，要加快推进。",
        "“十四五”期间，床位数从1856张提高到2501张。",
        "推进“十四五”规划与“十五五”规划目标任务衔接。",
        "“十四五”期间实施的项目，要抓紧验收。",
        "对照“十四五”规划目标任务，查找不足。",
        "“十四五”时期是极不平凡的五年。",
    ],
)
def test_the_last_period_may_be_told_of(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "到2030年，全面实现“十四五”目标。",
        "“十四五”规划期间，全区将建设10个中心。",
        "第十四个五年规划时期，我区将加快发展。",
        "我区“十四五”时期养老服务发展的总体目标是：建成网络。",
        "今后五年，特别是“十四五”期间，要加快建设。",
        "本规划是指导“十四五”时期全区养老服务发展的行动纲领。",
        "在“十四五”期末对规划实施情况进行评估。",
    ],
)
def test_the_last_period_is_not_the_current_one(text: str) -> None:
    assert codes(text) == ["DAT002"]


def test_a_deadline_in_the_last_period_is_one_finding() -> None:
    text = DRAFT_FRAME.format("到“十四五”末，覆盖率达到90%。")
    assert [d.code for d in findings(text, "", ("DAT", "TGT005"))] == ["TGT005"]


def test_a_bare_count_in_the_last_period_is_a_hint() -> None:
    (found,) = findings(DRAFT_FRAME.format("“十四五”期间，新建养老机构10个。"))
    assert found.severity.value == "info"


def test_without_date_and_period_nothing_is_past() -> None:
    text = "关于加强养老服务的意见\n一、任务\n办好杭州亚运会，“十三五”期间，将新建10个中心。\n"
    assert findings(text) == []


def test_a_plan_judged_after_its_period_has_nothing_ahead() -> None:
    text = "南浦区“十四五”养老规划\n一、任务\n做好2023年杭州亚运会服务工作。\n"
    assert [d.code for d in findings(text, "2024-06-01")] == ["DAT001"]
    assert findings(text, "2027-06-01") == []


def test_the_circle_throughout_is_a_hint_and_among_others_a_warning() -> None:
    (alone,) = findings(DRAFT_FRAME.format("展望二○三五年和二○五○年。"), "", ("DAT007",))
    (among,) = findings(DRAFT_FRAME.format("展望二○三五年和二〇五〇年。"), "", ("DAT007",))
    assert (alone.severity.value, among.severity.value) == ("info", "warning")
    assert len(alone.related) == 1


FILLER = "加快补齐短板，扩大服务供给，优化设施布局，提升服务质量，保障老年人基本养老服务需求，"
BROKEN = (
    f"{FILLER}为三四\n\n级残疾人发放补贴，{FILLER}加强法制\n\n宣传教育，{FILLER}展望二零三\n\n"
    f"五年，{FILLER}“十四五”规划和十五\n\n五规划衔接。"
)
"""Four wrong wordings, each broken by the end of a page."""


@pytest.mark.parametrize(
    "text",
    [
        "为三四级残疾人和一二级残疾人发放补贴，三四级从优。",
        "加强法制宣传教育和法制宣传，关爱自闭症儿童。",
        "展望二零三五年、二○三五年，到27年底和2026-30年完成（2026-2030）。",
        "“十四五”和“十五五”规划衔接，十五五期间加强三四类人员保障。",
        BROKEN,
    ],
)
def test_fixes_remove_their_findings_and_add_none(text: str) -> None:
    text = DRAFT_FRAME.format(text)
    before = findings(text)
    after = mended(text, before)
    assert len(before) > 1
    assert findings(after) == []
    assert after.count("\n") == text.count("\n")


def test_every_row_of_the_dated_lists_is_complete() -> None:
    from planlint.rule import KNOWN_TERMS

    for name in ("deprecated", "events", "meetings"):
        for row in KNOWN_TERMS.rows(name):
            assert dt.date.fromisoformat(row.get("since") or row["last"]) < dt.date(2026, 1, 1)
    for row in KNOWN_TERMS.rows("deprecated"):
        assert row["source"], row
        assert bool(row.get("new")) != bool(row.get("advice")), row


def test_meetings_stand_in_their_order() -> None:
    from planlint.rule import KNOWN_TERMS

    rows = KNOWN_TERMS.rows("meetings")
    assert [r["last"] for r in rows] == sorted(r["last"] for r in rows)
    assert [(r["congress"], r["plenum"]) for r in rows] == sorted(
        (r["congress"], r["plenum"]) for r in rows
    )


@pytest.mark.parametrize("rule", RULES)
def test_fixes_of_dates_and_names_are_never_safe(rule: str) -> None:
    (found,) = find_rule(rule)
    assert found.fixable != "safe" or rule == "TXT009"
