"""What a plan says twice, takes over unadapted, weakens or lacks: real plans and changed ones."""

import random

import pytest

import planlint
from planlint.compare.sentences import Cut, cut_of, pair_sentences, plan_sentences, sentences_of
from planlint.config import Config
from planlint.diagnostic import Diagnostic
from planlint.semantics.chapters import missing_chapters
from planlint.semantics.lists import doubled_members

from .plans import needs_plans, seed, text_of


def _lint(rule: str, draft: str, parent: str = "") -> list[Diagnostic]:
    parents = [planlint.parse_text(parent, filename="parent.txt")] if parent else []
    read = planlint.parse_text(draft, filename="draft.txt")
    return list(planlint.lint(read, parents=parents, config=Config(select=(rule,))))


def _rows(found: list[Diagnostic]) -> list[int]:
    return [d.location.row for d in found]


@needs_plans
@pytest.mark.parametrize(
    ("number", "rows"), [("000", []), ("001", []), ("002", [115, 117]), ("003", []), ("004", [])]
)
def test_repetitions_of_real_plans(number: str, rows: list[int]) -> None:
    assert _rows(_lint("TSK004", text_of(number))) == rows


@needs_plans
@pytest.mark.parametrize("number", ["000", "001", "004"])
def test_a_text_pasted_in_twice_is_one_finding(number: str) -> None:
    text = text_of(number)
    assert len(_lint("TSK004", f"{text}\n{text}")) == 1
    chapter = seed(number).part.sections[-1].span
    assert len(_lint("TSK004", f"{text}\n{text[chapter.start : chapter.end]}")) == 1


@needs_plans
@pytest.mark.parametrize("number", ["000", "001", "003", "004"])
def test_a_sentence_that_returns_elsewhere_is_found(number: str) -> None:
    dice, text, plan = random.Random(7), text_of(number), seed(number)
    clauses = tuple(r.span for r in plan.responsibilities)
    own = [s for s in sentences_of(plan.part, Cut(clauses), least=20) if s.text.endswith("。")]
    for sentence in dice.sample(own, 5):
        at = dice.choice([s for s in own if s.flow is not sentence.flow]).span.end
        assert len(_lint("TSK004", text[:at] + sentence.text + text[at:])) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("发展助餐、助浴、助洁、助餐等服务。", ["助餐"]),
        ("推进教育、医疗、养老和教育协同。", []),
        ("推进教育、医疗、教育领域改革。", ["教育"]),
        ("依托医疗机构、养老机构、社区和医疗机构。", ["医疗机构"]),
        ("基层医疗机构、社区医院、医疗机构", []),
        ("督促机构建立跌倒、压疮、跌倒、噎食报告制度。", ["跌倒"]),
        ("省、市、县、市", []),
        ("文化、体育、文化和旅游", []),
        ("助餐、助浴，助餐、助洁", []),
        ("“互联网+”、大数据、云计算、大数据", ["大数据"]),
    ],
)
def test_members_that_a_list_has_twice(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end, _ in doubled_members(text)] == found


@needs_plans
def test_only_001_says_nothing_of_evaluation() -> None:
    assert missing_chapters(seed("001")) == ("review",)
    for number in ("000", "002", "003", "004"):
        assert missing_chapters(seed(number)) == ()


@needs_plans
def test_a_removed_chapter_is_missed() -> None:
    text = text_of("003")
    for section in seed("003").part.sections[0].children:
        if section.title in ("指导思想", "发展目标"):
            rest = text[: section.span.start] + text[section.span.end :]
            (found,) = _lint("TSK005", rest)
            assert section.title in found.message


@needs_plans
def test_the_formula_of_001_lost_a_member() -> None:
    (found,) = _lint("TSK006", text_of("001"), text_of("000"))
    assert found.location.row == 48
    assert "少了“部门协同”" in found.message


WEAKER = [
    ("确保", "力争"), ("建立", "探索建立"), ("制定", "研究制定"), ("全面", "逐步"), ("实现", "推动实现"),
    ("加强", "逐步加强"), ("加快", "有序"), ("完善", "推动完善"), ("做到", "尽可能做到"),
]  # fmt: skip


@needs_plans
@pytest.mark.parametrize(("strong", "weak"), WEAKER)
def test_a_weakened_sentence_is_found_and_nothing_else(strong: str, weak: str) -> None:
    text = text_of("000")
    held = [
        sentence.part(at, at + 1).start
        for sentence in plan_sentences(seed("000"), cut_of(seed("000")))
        if len(sentence.core) >= 24 and (at := f"，{sentence.text}".find(f"，{strong}")) >= 0
    ]
    assert held, strong
    at = random.Random(3).choice(held)
    changed = text[:at] + weak + text[at + len(strong) :]
    (found,) = _lint("TSK006", changed, text)
    assert found.location.row == text[:at].count("\n") + 1


@needs_plans
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_a_faithful_copy_is_not_weaker(number: str) -> None:
    text = text_of(number)
    assert _lint("TSK006", f"{text}\n\n", text) == []


@needs_plans
def test_level_words_of_a_copied_plan() -> None:
    text = text_of("000")
    found = _lint("TSK003", text.replace("天津市", "津南区"), text)
    words = {d.message.split("“")[1].split("”")[0] for d in found}
    assert {"全市", "市、区两级", "各区"} <= words
    # The plan itself, and a plan of the same level, may speak so.
    assert _lint("TSK003", text.replace("天津市", "重庆市"), text) == []
    assert _lint("TSK003", text_of("001"), text) == []


@needs_plans
def test_sentences_are_paired_once() -> None:
    pairs = list(pair_sentences(seed("004"), [seed("000")], cut_of(seed("004"))))
    assert len(pairs) >= 15
    assert len({p.parent.span for p in pairs}) == len({p.draft.span for p in pairs}) == len(pairs)
