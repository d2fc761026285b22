"""Punctuation and characters: what real plans must give, and what mending must not do."""

from collections import Counter

import pytest

import planlint
from planlint.config import Config
from planlint.diagnostic import Diagnostic
from planlint.linter import lint, nested_quotes
from planlint.readers.source import Source
from planlint.semantics.terms import Terms

from .drafts import CLEAN
from .plans import needs_plans, plan_files, seed, text_of

RULES = ("TXT001", "TXT002", "TXT003", "TXT004", "TXT008", "TXT010", "TXT014", "TXT015")
FULL_TO_HALF = str.maketrans("，；：（）", ",;:()")
FOUND = {
    "000": {},
    "001": {("TXT008", 22): [24]},
    "002": {
        ("TXT002", 23): [],
        ("TXT008", 79): [85, 87, 99, 105, 117],
        ("TXT015", 9): [],
    },
    "003": {},
    "004": {
        ("TXT001", 143): [141],
        ("TXT001", 349): [347],
        ("TXT002", 317): [],
        ("TXT003", 253): [],
        ("TXT004", 141): [],
    },
}


def found(text: str, *rules: str, **config: object) -> list[Diagnostic]:
    """What some rules say about a text."""
    draft = planlint.parse_text(text, filename="draft.txt")
    return lint(draft, config=Config(select=rules or RULES, **config))  # type: ignore[arg-type]


def said(body: str, *rules: str) -> list[str]:
    """The rules that speak of a paragraph put into a clean draft."""
    return [d.code for d in found(CLEAN.replace("完善服务网络。", body), *rules)]


def mended(text: str, findings: list[Diagnostic]) -> str:
    """The text after all safe fixes that do not overlap."""
    source = Source("draft.txt", text)

    def offset(place: tuple[int, int]) -> int:
        return source.line_starts[place[0] - 1] + place[1] - 1

    edits: list[tuple[int, int, str]] = []
    for fix in (d.fix for d in findings if d.fix and d.fix.applicability == "safe"):
        new = [(offset(e.location), offset(e.end_location), e.content) for e in fix.edits]
        if not any(a < d and c < b for a, b, _ in new for c, d, _ in edits):
            edits.extend(new)
    for start, end, content in sorted(edits, reverse=True):
        assert "\n" not in text[start:end]
        text = text[:start] + content + text[end:]
    return text


@needs_plans
@pytest.mark.parametrize("number", FOUND)
def test_seeds_give_their_findings_at_their_lines(number):
    source = seed(number).source
    diagnostics = lint(seed(number), config=Config(select=RULES))
    places = {(d.code, d.location.row) for d in diagnostics}
    assert places == set(FOUND[number])
    for d in diagnostics:
        rows = [r.location.row for r in d.related]
        assert FOUND[number][d.code, d.location.row] in ([], rows), source.filename


@needs_plans
def test_the_half_width_clauses_of_a_seed_are_named_once_for_each_mark():
    marks = [d for d in lint(seed("004"), config=Config(select=("TXT002",)))]
    assert [len(d.related) + 1 for d in marks if "“,”" in d.message] == [11]
    rows = {r.location.row for d in marks for r in d.related} | {d.location.row for d in marks}
    assert rows == {317, 321, 325}


@needs_plans
def test_the_marks_of_clauses_are_left_to_their_own_rule():
    together = lint(seed("004"), config=Config(select=("TXT002", "DEP007")))
    edits = [(e.location, d.code) for d in together if d.fix for e in d.fix.edits]
    assert max(Counter(place for place, _ in edits).values()) == 1


@needs_plans
@pytest.mark.parametrize("path", plan_files(), ids=lambda p: p.name[:12])
def test_mending_a_plan_is_done_once_and_brings_nothing_new(path):
    text = planlint.parse(path).source.text
    before = found(text)
    after_text = mended(text, before)
    after = found(after_text)
    assert mended(after_text, after) == after_text
    assert Counter(d.code for d in after) <= Counter(d.code for d in before)
    assert not [d for d in after if d.fix and d.fix.applicability == "safe"]


@needs_plans
@pytest.mark.parametrize("number", FOUND)
def test_a_mended_plan_says_the_same(number):
    text = text_of(number)
    plans = [planlint.parse_text(t) for t in (text, mended(text, found(text)))]
    outlines = [[(s.marker.number, s.level) for s in p.sections()] for p in plans]
    indicators = [[(i.name, i.target and i.target.value) for i in p.indicators] for p in plans]
    clauses = [[[m.text for m in c.members] for c in p.responsibilities] for p in plans]
    for before, after in (outlines, indicators, clauses):
        assert before == after


@needs_plans
@pytest.mark.parametrize("number", ["000", "003", "004"])
def test_a_half_width_copy_is_one_finding(number):
    copy = text_of(number).translate(FULL_TO_HALF)
    (habit,) = found(copy, "TXT002")
    assert "全文多用半角标点" in habit.message
    assert found(mended(copy, [habit]), "TXT002") == []


@needs_plans
def test_a_lost_full_stop_is_found_where_it_was():
    lines = text_of("000").split("\n")
    row = next(i for i, n in enumerate(lines, 1) if n.startswith("坚持以习近平"))
    lines[row - 1] = lines[row - 1].rstrip().removesuffix("。")
    (finding,) = found("\n".join(lines), "TXT014")
    assert finding.location.row == row


def test_a_blank_goes_with_the_half_width_mark_before_it():
    text = CLEAN.replace("完善服务网络。", "完善网络, 扩大供给。")
    assert "完善网络，扩大供给。" in mended(text, found(text))


def test_a_run_of_marks_in_two_widths_is_one_defect():
    assert said("完善网络,，扩大供给。") == ["TXT003"]
    assert said("完善网络,,扩大供给。") == ["TXT003"]


def test_straight_quotes_become_a_pair():
    text = CLEAN.replace("完善服务网络。", '推进"互联网+"和"智慧"养老。')
    assert "推进“互联网+”和“智慧”养老。" in mended(text, found(text))


@pytest.mark.parametrize("kept", [
    "电话022-85350110，传真：0635-2322117。", "标准为GB 3096-2008，型号12-1。", "自2026-3-5起施行。",
    "见表2-1年度安排。", "7-20特大暴雨。", "1-2-3个层次。", "项目2021-11月完成。",
])  # fmt: skip
def test_a_hyphen_in_a_code_is_right(kept):
    assert said(kept, "TXT008") == []


@pytest.mark.parametrize(("wrong", "right"), [
    ("2026年-2028年", "2026年—2028年"), ("0－6岁", "0—6岁"), ("3~5个", "3—5个"),
    ("2026——2030年", "2026—2030年"), ("16 - 59 周岁", "16—59 周岁"), ("5%-8%", "5%—8%"),
])  # fmt: skip
def test_a_range_is_written_with_a_dash(wrong, right):
    text = CLEAN.replace("完善服务网络。", f"覆盖{wrong}的人群。")
    assert f"覆盖{right}的人群。" in mended(text, found(text, "TXT008"))


def test_a_range_follows_the_documents_own_mark_years_aside():
    text = CLEAN.replace("完善服务网络。", "2026—2030年服务16～59岁人群、0-6岁儿童，3-5月启动。")
    assert "0～6岁儿童，3—5月启动" in mended(text, found(text, "TXT008"))


def test_marks_within_marks_become_single():
    text = CLEAN.replace(
        "完善服务网络。", "落实《关于印发《甲》《乙》的通知》，打造“一‘刻’“钟”圈”。"
    )
    assert "《关于印发〈甲〉〈乙〉的通知》，打造“一‘刻’‘钟’圈”" in mended(text, found(text))


def test_a_number_is_not_printed_in_a_message():
    text = CLEAN.replace("完善服务网络。", "联系人：张三，电话13812345678，邮箱123456789@qq.com。")
    (finding,) = found(text, "TXT015")
    said = " ".join((finding.message, *(r.message for r in finding.related)))
    assert len(finding.related) == 2
    assert "13812345678" not in said
    assert "张三" not in said
    assert "123456789" not in said


def test_the_users_words_are_no_stray_latin():
    text = CLEAN.replace("完善服务网络。", "建设zone平台，优化in服务。")
    assert [d.severity for d in found(text, "TXT004")] == ["info", "warning"]
    own = Terms({"latin": ({"word": "zone"}, {"word": "in"})})
    assert found(text, "TXT004", terms=own) == []


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("标题“完成“十五五”任务”重复。", "标题“完成‘十五五’任务”重复。"),
        ("“甲”“乙”用顿号，与《“十五五”规划》不同。", "“甲”“乙”用顿号，与《“十五五”规划》不同。"),
        ("以““”开头，却以“'”收尾，此处应为“””。", "以““”开头，却以“'”收尾，此处应为“””。"),
        ("“《甲”没有“”收尾”。", "“《甲”没有“”收尾”。"),
        ("“甲”乙”与“丙。", "“甲”乙”与“丙。"),
    ],
)
def test_a_message_shows_quotes_within_its_quotes_as_single_ones(message: str, shown: str) -> None:
    assert nested_quotes(message) == shown
