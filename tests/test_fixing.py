"""Fixing: what is applied, what the bytes become, and what must hold of any text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planlint
import planlint.rewriting
from planlint.config import Config
from planlint.diagnostic import Diagnostic, Edit, Fix, Location, Severity
from planlint.fixing import Mended, mend
from planlint.linter import lint
from planlint.semantics.plan import Plan
from planlint.testing import DRAFT_FRAME

from . import hypothesis_profile  # noqa: F401 - loads the profile
from .plan_model import models, texts

# --- one application -------------------------------------------------------------------------


def edit(row: int, start: int, end: int, content: str) -> Edit:
    return Edit(content, Location(row, start), Location(row, end))


def finding(
    *edits: Edit, code: str = "TXT001", safe: bool = True, name: str = "a.md"
) -> Diagnostic:
    place = edits[0].location
    repair = Fix("safe" if safe else "unsafe", "", edits)
    key = f"{code}{edits}"
    return Diagnostic(
        code, "x", Severity.WARNING, "", name, place, place, fix=repair, fingerprint=key
    )


def fixed(text: str, *found: Diagnostic, unsafe: bool = False) -> str:
    return planlint.fix(planlint.parse_text(text, filename="a.md"), found, unsafe)


def test_a_fix_replaces_inserts_and_deletes() -> None:
    found = finding(edit(1, 1, 2, "子"), edit(1, 3, 3, "寅"), edit(2, 1, 2, ""))
    assert fixed("甲乙丙\n丁戊", found) == "子乙寅丙\n戊"


def test_unsafe_fixes_wait_to_be_asked_for() -> None:
    found = finding(edit(1, 1, 2, "子"), safe=False)
    assert fixed("甲乙", found) == "甲乙"
    assert fixed("甲乙", found, unsafe=True) == "子乙"


def test_of_overlapping_fixes_the_first_applies_and_the_other_as_a_whole_does_not() -> None:
    first, later = finding(edit(1, 1, 3, "子")), finding(edit(1, 2, 4, "丑"), edit(1, 5, 6, "寅"))
    assert fixed("甲乙丙丁戊", later, first) == "子丙丁戊"


def test_of_fixes_at_one_place_the_first_rule_applies() -> None:
    b, a = finding(edit(1, 1, 2, "子"), code="TXT002"), finding(edit(1, 1, 2, "丑"), code="TXT001")
    assert fixed("甲乙", b, a) == "丑乙"


def test_the_same_edit_of_two_fixes_counts_once() -> None:
    one = finding(edit(1, 2, 2, "）"), code="TXT001")
    two = finding(edit(1, 2, 2, "）"), edit(1, 4, 5, "子"), code="TXT002")
    assert fixed("甲乙丙丁戊", one, two) == "甲）乙丙子戊"


def test_two_insertions_at_one_place_do_not_merge() -> None:
    found = finding(edit(1, 2, 2, "）"), code="A"), finding(edit(1, 2, 2, "。"), code="B")
    assert fixed("甲乙", *found) == "甲）乙"


@pytest.mark.parametrize("place", [(2, 3), (3, 4)])
def test_an_insertion_beside_a_replacement_waits(place: tuple[int, int]) -> None:
    found = finding(edit(1, *place, "子"), code="A"), finding(edit(1, 3, 3, "丑"), code="B")
    assert "丑" not in fixed("甲乙丙丁", *found)


def test_replacements_side_by_side_both_apply() -> None:
    assert fixed("甲乙丙", finding(edit(1, 1, 2, "子")), finding(edit(1, 2, 3, "丑"))) == "子丑丙"


def test_a_fix_whose_own_edits_overlap_or_lie_outside_is_no_fix() -> None:
    assert fixed("甲乙丙", finding(edit(1, 1, 3, "子"), edit(1, 2, 3, "丑"))) == "甲乙丙"
    assert fixed("甲乙丙", finding(edit(7, 1, 2, "子"))) == "甲乙丙"
    assert fixed("甲乙丙", finding(edit(1, 1, 99, "子"))) == "甲乙丙"
    assert fixed("甲乙丙", finding(edit(1, 0, 0, "子"))) == "甲乙丙"


def test_a_fix_for_another_file_is_left_alone() -> None:
    assert fixed("甲乙", finding(edit(1, 1, 2, "子"), name="b.md")) == "甲乙"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_new_lines_end_as_the_others_do(end: str) -> None:
    assert fixed(f"甲{end}乙", finding(edit(2, 1, 1, "子\n"))) == f"甲{end}子{end}乙"


# --- until nothing changes -------------------------------------------------------------------


def mending(text: str, rules: Callable[[str], list[Diagnostic]]) -> Mended:
    def check(text: str) -> tuple[Plan, list[Diagnostic]]:
        return planlint.parse_text(text, filename="a.md"), rules(text)

    plan, found = check(text)
    return mend(plan, found, check)


def turning(steps: dict[str, str], code: str = "A") -> Callable[[str], list[Diagnostic]]:
    """A rule that wants the first character to be another one."""

    def rule(text: str) -> list[Diagnostic]:
        new = steps.get(text[:1])
        return [] if new is None else [finding(edit(1, 1, 2, new), code=code)]

    return rule


def test_fixes_go_on_until_nothing_changes() -> None:
    mended = mending("甲。", turning({"甲": "乙", "乙": "丙"}))
    assert (mended.text, mended.places, mended.diagnostics) == ("丙。", 2, ())


def test_a_circle_ends_where_it_begins() -> None:
    circle = turning({"甲": "乙", "乙": "丙", "丙": "乙"})
    assert mending("甲。", circle).text == "乙。"
    assert mending("乙。", circle).text == "乙。"


def test_a_rule_that_never_rests_is_left_out_and_the_others_are_not() -> None:
    def rules(text: str) -> list[Diagnostic]:
        grows = finding(edit(1, 1, 1, "甲"), code="A")
        return [grows, *([finding(edit(2, 1, 2, "子"), code="B")] if "乙" in text else [])]

    assert mending("。\n乙", rules).text == "。\n子"


def test_a_fix_that_makes_another_finding_is_left_out() -> None:
    def rules(text: str) -> list[Diagnostic]:
        found = [finding(edit(1, at + 1, at + 2, "丑")) for at, c in enumerate(text) if c == "子"]
        found += [finding(edit(1, 3, 4, "坏"), code="B")] if "好" in text else []
        bad = replace(finding(edit(1, 1, 1, "")), code="C", fix=None)
        return [*found, *([bad] if "坏" in text else [])]

    mended = mending("子子好子", rules)
    assert mended.text == "丑丑好丑"
    assert [d.code for d in mended.harmful] == ["B"]


def test_a_fix_may_make_a_finding_that_the_next_pass_takes_away() -> None:
    def rules(text: str) -> list[Diagnostic]:
        first = turning({"甲": "乙"})(text)
        return first + turning({"乙": "丙"}, code="B")(text)

    assert mending("甲。", rules).text == "丙。"


def test_a_fix_that_changes_the_outline_is_left_out() -> None:
    def rules(text: str) -> list[Diagnostic]:
        return [finding(edit(1, 1, 3, ""))] if text.startswith("一、") else []

    assert mending("一、要求\n做好。\n", rules).text.startswith("一、")


# --- renumbering -----------------------------------------------------------------------------

NUMBERS = planlint.Config(select=("NUM001", "NUM002", "NUM003", "NUM007", "IND020"))


def renumber(text: str) -> str:
    draft = planlint.parse_text(text)
    found = lint(draft, config=NUMBERS)
    assert found
    assert all(d.fix is None or d.fix.applicability == "unsafe" for d in found)
    text = planlint.fix(draft, found, unsafe=True)
    if any(d.fix for d in found):
        assert lint(planlint.parse_text(text), config=NUMBERS) == []
    return text


def plan(*lines: str) -> str:
    return "\n".join(("南浦区养老服务发展规划", "", *lines, ""))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("一三四", "一二三"),
        ("一三六", "一二三"),
        ("一二二三", "一二三四"),
        ("一二二四", "一二三四"),
        ("一二四三五", "一二三四五"),
        ("一三二四", "一二三四"),
        ("二三", "一二"),
    ],
)
def test_siblings_are_numbered_from_one(before: str, after: str) -> None:
    text = renumber(plan(*(f"{n}、甲{at}\n做好。" for at, n in enumerate(before))))
    assert "".join(line[0] for line in text.split("\n") if "、" in line) == after


def test_a_count_that_runs_on_under_the_next_heading_is_renumbered_there_too() -> None:
    text = plan(
        "（一）建设", "1. 甲。好。", "3. 乙。好。", "（二）服务", "4. 丙。好。", "5. 丁。好。"
    )
    assert renumber(text) == text.replace("3. ", "2. ").replace("4. ", "3. ").replace("5. ", "4. ")


def test_lists_below_keep_their_numbers() -> None:
    text = plan("一、甲", "（一）好", "（二）好", "三、乙", "（一）好", "（二）好")
    assert renumber(text) == text.replace("三、", "二、")


def test_a_list_that_begins_again_begins_again() -> None:
    text = plan("1. 甲。好。", "3. 乙。好。", "1. 丙。好。", "2. 丁。好。")
    assert renumber(text) == text.replace("3. ", "2. ")


def test_only_the_number_of_a_marker_changes() -> None:
    text = plan("一、甲", "（一）子", "(三)丑", "1．乙。好。", "３．丙。好。")
    assert renumber(text) == text.replace("(三)", "(二)").replace("３．", "２．")


GAP = ("一、要求\n做好。", "三、任务\n做好。", "四、保障\n{}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("见第三部分。", "见第二部分。"),
        ("见本规划第三、四部分。", "见本规划第二、三部分。"),
        ("见第一至第四部分。", "见第一至第三部分。"),
        ("第3部分已有安排。", "第2部分已有安排。"),
        ("按照《云州市规划》第三部分办理。", None),
        ("按照《云州市规划》（云政发〔2026〕1号）第三部分办理。", None),
        ("落实市规划第三部分。", None),
        ("第三产业和第四季度。", None),
        ("《第三部分的说明》。", None),
    ],
)
def test_references_keep_pointing_to_their_heading(before: str, after: str | None) -> None:
    text = renumber(plan(*GAP).format(before))
    assert text.rstrip().endswith(after or before)
    assert "三、保障" in text


def test_a_reference_to_a_number_that_two_bear_stays() -> None:
    text = renumber(plan("一、甲", "二、乙", "二、丙", "三、丁", "见第二部分和第三部分。"))
    assert "见第二部分和第三部分。" not in text
    assert "三、丙" in text
    assert text.rstrip().endswith("见第二部分和第四部分。") or "见第二部分" in text


def test_a_reference_to_a_number_that_is_not_there_forbids_renumbering() -> None:
    text = plan(*GAP).format("见第二部分。")
    assert renumber(text) == text


def test_chapters_and_their_sections_are_named_by_their_own_words() -> None:
    chapters = ("第一章 甲", "第一节 子", "做好。", "第三节 丑", "见本章第三节。", "第二章 乙", "第一节 寅",
                "做好。", "第三节 卯", "见第一章第三节。")  # fmt: skip
    text = renumber(plan(*chapters))
    assert "见本章第二节。" in text
    assert "见第一章第二节。" in text


def test_the_table_of_contents_follows() -> None:
    toc = ("目 录", "", "一、要求……1", "三、任务……2", "四、保障……3", "")
    text = plan(*toc, *GAP).format("见第四部分。")
    assert renumber(text) == text.replace("三、", "二、").replace("四、", "三、").replace(
        "第四", "第三"
    )


def test_a_table_of_contents_that_is_right_stays() -> None:
    toc = ("目 录", "", "一、要求……1", "二、任务……2", "三、保障……3", "")
    text = plan(*toc, *GAP).format("做好。")
    assert renumber(text) == text.replace("三、任务\n做好", "二、任务\n做好").replace(
        "四、", "三、"
    )


def test_rows_are_renumbered_to_the_end_of_the_table() -> None:
    rows = [f"| {n} | 甲{n}覆盖率 | 9{n}% | 约束性 |" for n in (1, 3, 4)]
    text = plan("一、目标", "| 序号 | 指标 | 2030年 | 属性 |", "|---|---|---|---|", *rows)
    assert renumber(text) == text.replace("| 3 |", "| 2 |").replace("| 4 |", "| 3 |")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("见专栏1和专栏3。", "见专栏1和专栏2。"),
        ("见专栏3、4。", "见专栏2、3。"),
        ("见专栏2。", None),  # there is no such box: perhaps the numbers are right and one is lost
        ("见《云州规划》专栏4。", "见《云州规划》专栏4。"),
    ],
)
def test_boxes_are_renumbered_with_what_names_them(before: str, after: str | None) -> None:
    boxes = ("专栏1 甲", "抓好。", "专栏3 乙", "抓好。", "专栏4 丙", "抓好。")
    text = plan("一、任务", before, *boxes)
    if after is None:
        assert renumber(text) == text
        return
    wanted = plan("一、任务", after, *boxes)
    assert renumber(text) == wanted.replace("专栏3 乙", "专栏2 乙").replace("专栏4 丙", "专栏3 丙")


# --- any text --------------------------------------------------------------------------------


def check(text: str) -> tuple[Plan, list[Diagnostic]]:
    plan = planlint.parse_text(text, filename="a.md")
    return plan, lint(plan)


def mended(text: str, *, unsafe: bool) -> Mended:
    plan, found = check(text)
    return mend(plan, found, check, unsafe=unsafe)


def headings(plan: Plan, *, numbers: bool) -> list[Any]:
    return [
        (s.level, s.marker.kind, s.marker.number if numbers else 0)
        for part in plan.outline.parts
        for s in part.walk()
    ]


def meaning(plan: Plan) -> list[Any]:
    """What safe fixes must not change; 人/次 is one that they mend."""
    rows = [
        (
            i.name,
            i.unit.replace("/", ""),
            i.baseline and i.baseline.value,
            i.target and i.target.value,
            i.attribute,
        )
        for i in plan.indicators
    ]
    return [*rows, *([(m.prefix, m.name) for m in r.members] for r in plan.responsibilities)]


def counts(found: Sequence[Diagnostic]) -> Counter[str]:
    return Counter(d.code for d in found)


SLIPS = (
    ("，", ","), ("，", "，，"), ("、", "、、"), ("。", "。。"), ("（", "("), ("）", ")"), ("：", ":"),
    ("；", ";"), ("服务", "服务的的"), ("二、", "三、"), ("（二）", "(二)"), ("（二）", "（二）、"),
    ("2.", "3."), ("2.", "2、"), ("二、", "二."), ("（三）", "（二）"), ("三、", "五、"), ("十", "一十"),
    ("第二", "第三"), ("%", "％"), (">", "＞"), ("“", "《"), ("区民政局", "区民政局、区民政局"),
    ("区卫生健康局", "区卫生计生局"), ("区财政局", "区财政局区教育局"), ("| 2 |", "| 3 |"), ("不低于", "不低于≥"),
    ("做好", "做好（见第二部分）"), ("人次", "人/次"),
)  # fmt: skip


@st.composite
def slipped(draw: st.DrawFn) -> str:
    """A clean plan with a few slips of the pen."""
    text = draw(models(usual=True, depth=3)).text()
    for right, wrong in draw(st.lists(st.sampled_from(SLIPS), max_size=6)):
        places = text.count(right)
        if places:
            at, start = draw(st.integers(0, min(places, 40) - 1)), -1
            for _ in range(at + 1):
                start = text.index(right, start + 1)
            text = text[:start] + wrong + text[start + len(right) :]
    return text


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@given(text=st.one_of(slipped(), texts))
def test_fixing_adds_no_finding_and_a_fixed_text_is_a_fixed_point(unsafe: bool, text: str) -> None:
    before, found = check(text)
    after = mend(before, found, check, unsafe=unsafe)
    assert not counts(after.diagnostics) - counts(found)
    assert headings(after.plan, numbers=False) == headings(before, numbers=False)
    assert mended(after.text, unsafe=unsafe).text == after.text


@given(st.one_of(slipped(), texts))
def test_safe_fixes_change_no_number_and_nothing_that_is_read(text: str) -> None:
    before, _ = check(text)
    after = mended(text, unsafe=False)
    assert headings(after.plan, numbers=True) == headings(before, numbers=True)
    assert len(after.plan.indicators) == len(before.indicators)


@given(slipped())
def test_no_rule_offers_a_fix_that_does_harm(text: str) -> None:
    for unsafe in (False, True):
        assert mended(text, unsafe=unsafe).harmful == ()


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@given(text=slipped())
def test_a_fix_removes_its_finding(unsafe: bool, text: str) -> None:
    after = mended(text, unsafe=unsafe)
    left = [d for d in after.diagnostics if d.fix and (unsafe or d.fix.applicability == "safe")]
    assert left == []


def test_a_note_under_a_table_follows_its_rows() -> None:
    table = "| 序号 | 指标 | 2030年 | 属性 |\n|---|---|---|---|\n"
    rows = "| 1 | 探访关爱率 | 97% | 约束性 |\n| 2 | 床位数 | 9张 | 预期性 |\n| 4 | 助餐点 | 8个 | 预期性 |\n"
    note = "\n注：第2项、第4项和第1、4项为累计数，第3方评估不在此列。\n"
    draft = planlint.parse_text(DRAFT_FRAME.format(table + rows + note))
    found = planlint.lint(draft, config=Config(select=("IND020",)))
    fixed = planlint.fix(draft, found, unsafe=True)
    assert "| 3 | 助餐点" in fixed
    assert "注：第2项、第3项和第1、3项为累计数，第3方评估" in fixed
