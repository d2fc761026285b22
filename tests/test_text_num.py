"""Numbers, headings and the table of contents: planted slips are found, alone and at their place."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planlint.rules._sequences import breaks  # type: ignore[import-not-found]

import planlint
from planlint.diagnostic import Diagnostic
from planlint.linter import lint
from planlint.syntax.numerals import chinese

from . import hypothesis_profile  # noqa: F401 - loads the profile
from .plan_model import Heading, chapters
from .plans import needs_plans, plan_files, seed

HAN = "一二三四五六七八九十"
POINTS = (
    "扩大服务供给",
    "提升服务质量",
    "强化服务监管",
    "公开收费标准",
    "培养专业人才",
    "加大资金投入",
)
MARKS = (lambda n: chinese(n) + "、", lambda n: f"（{chinese(n)}）", lambda n: f"{n}. ")


class Line:
    """A line of a written plan; `heading` and `depth` where it is one."""

    def __init__(self, text: str, depth: int = -1, title: str = "", number: int = 0) -> None:
        self.text, self.depth, self.title, self.number = text, depth, title, number
        self.box = 0


class Written:
    """A clean plan as lines: headings of three levels, boxes through it, a table of contents."""

    def __init__(self, top: tuple[Heading, ...], rng: random.Random) -> None:
        self.rng = rng
        self.hashes = rng.random() < 0.3
        self.lines: list[Line] = [Line("为健全养老服务体系，制定本规划。")]
        self.boxes: list[Line] = []
        for heading in top:
            self._write(heading, 0)
        self.toc = [n for n in self.headings if n.depth < 2]
        self.leader = rng.choice(("", "………{}", "\t{}", " {}", "......................{}"))

    def _write(self, heading: Heading, depth: int) -> None:
        self.lines.append(Line("", depth, heading.title, heading.number))
        self.lines += [Line(text) for text in heading.body]
        if depth > 0 and not heading.children and self.rng.random() < 0.5:
            box = Line("", -1, self.rng.choice(POINTS) + "项目")
            box.box = len(self.boxes) + 1
            self.boxes.append(box)
            self.lines += [box, Line("助餐网络项目 支持街道建设助餐点。")]
        for child in heading.children:
            self._write(child, depth + 1)

    @property
    def headings(self) -> list[Line]:
        return [n for n in self.lines if n.depth >= 0]

    def shown(self, line: Line) -> str:
        if line.box:
            return f"专栏{line.box} {line.title}"
        if line.depth < 0 or line.text:
            return line.text
        marks = "#" * (line.depth + 2) + " " if self.hashes else ""
        return f"{marks}{MARKS[line.depth](line.number)}{line.title}"

    def entries(self) -> list[str]:
        """The lines of the table of contents."""
        shown = (f"{MARKS[n.depth](n.number)}{n.title}" for n in self.toc)
        return [s + self.leader.format(at) for at, s in enumerate(shown, 1)]

    def text(self, entries: list[str] | None = None) -> str:
        body = [self.shown(n) for n in self.lines]
        table = ["目　录", *entries] if entries else []
        return "\n\n".join(["南浦区“十五五”养老服务发展规划", *table, *body]) + "\n"


@st.composite
def plans(draw: st.DrawFn) -> Written:
    top = draw(chapters(3, least=3))
    return Written(top, random.Random(draw(st.integers(0, 1 << 20))))


def found(text: str) -> list[Diagnostic]:
    return lint(planlint.parse_text(text))


def quoted(text: str, diagnostic: Diagnostic) -> str:
    """The line of a finding."""
    return text.split("\n")[diagnostic.location.row - 1]


def only(text: str, code: str, line: str) -> None:
    """One finding of one rule, at a line."""
    told = [(d.code, quoted(text, d)) for d in found(text)]
    assert told == [(code, line)], text


# --- clean plans -----------------------------------------------------------------------------


@given(plans())
def test_a_clean_plan_with_its_table_of_contents_has_no_finding(plan: Written) -> None:
    text = plan.text(plan.entries())
    toc = planlint.parse_text(text).toc
    assert toc is not None
    assert [e.title for e in toc.entries] == [n.title for n in plan.toc]
    assert found(text) == []


# --- boxes and enumerations --------------------------------------------------------------------


@given(plans(), st.sampled_from(("gap", "duplicate")), st.data())
def test_a_wrong_box_number(plan: Written, kind: str, data: st.DataObject) -> None:
    if len(plan.boxes) < 2:
        return
    at = data.draw(st.integers(1, len(plan.boxes) - 1))
    for box in plan.boxes[at:]:
        box.box += 1 if kind == "gap" else -1
    only(plan.text(), "NUM007", plan.shown(plan.boxes[at]))


KINDS = ("{}是", "{}要", "其{}，", "第{}，")


@given(plans(), st.sampled_from(KINDS), st.integers(3, 6), st.booleans(), st.data())
def test_a_skipped_item_of_an_enumeration(
    plan: Written, kind: str, count: int, apart: bool, data: st.DataObject
) -> None:
    items = [kind.format(HAN[n]) + POINTS[n] for n in range(count)]
    lost = data.draw(st.integers(0, count - 2))
    where = data.draw(st.integers(1, len(plan.lines) - 1))
    whole = (["。\n\n"] if apart else ["；"])[0].join(items) + "。"
    plan.lines.insert(where + 1, Line(whole))
    assert found(plan.text()) == []
    del items[lost]
    after = items[lost]
    plan.lines[where + 1].text = ("。\n\n" if apart else "；").join(items) + "。"
    text = plan.text()
    (finding,) = found(text)
    assert finding.code == "NUM008"
    column = finding.location.column - 1
    assert quoted(text, finding)[column:].startswith(after[:2])


@pytest.mark.parametrize(
    ("numbers", "wrong"),
    [
        ([1, 2, 3], []),
        ([2, 3], [("gap", 0, 1)]),
        ([1, 2, 4, 5], [("gap", 2, 3)]),
        ([1, 2, 7, 4, 5], [("gap", 2, 3)]),
        ([1, 2, 2, 3], [("duplicate", 2, 3)]),
        ([1, 2, 2, 4], [("duplicate", 2, 3)]),
        ([1, 2, 4, 4, 5], [("gap", 2, 3)]),
        ([1, 3, 3, 4], [("gap", 1, 2)]),
        ([1, 2, 3, 1, 5], [("backward", 3, 4)]),
    ],
)
def test_one_wrong_number_is_one_break(
    numbers: list[int], wrong: list[tuple[str, int, int]]
) -> None:
    assert list(breaks(numbers)) == wrong


# --- headings ----------------------------------------------------------------------------------


@given(plans(), st.data())
def test_a_heading_of_another_depth(plan: Written, data: st.DataObject) -> None:
    plan.hashes = True
    line = data.draw(st.sampled_from(plan.headings))
    if sum(n.depth == line.depth for n in plan.headings) < 3:
        return
    usual = plan.shown(line)
    line.text = usual.replace("#" * (line.depth + 2), "#" * data.draw(st.sampled_from((1, 6))))
    text = plan.text()
    only(text, "NUM009", line.text)
    (finding,) = found(text)
    assert finding.fix is not None
    assert [e.content for e in finding.fix.edits] == ["#" * (line.depth + 2)]


@given(plans(), st.data())
def test_a_lone_child(plan: Written, data: st.DataObject) -> None:
    line = data.draw(st.sampled_from([n for n in plan.headings if n.depth < 2]))
    at = plan.lines.index(line)
    end = next(
        (i for i in range(at + 1, len(plan.lines)) if 0 <= plan.lines[i].depth <= line.depth),
        len(plan.lines),
    )
    alone = Line("", line.depth + 1, "开展社区照护试点", 1)
    plan.lines[at + 1 : end] = [Line("做好服务。"), alone, Line("扩大供给。（区民政局负责）")]
    text = plan.text()
    wanted = ("NUM010", plan.shown(alone))
    counts = [n.box for n in plan.lines if n.box]
    if counts == list(range(1, len(counts) + 1)):
        assert [(d.code, quoted(text, d)) for d in found(text)] == [wanted]


REFERENCES = (
    "任务分工见专栏{}。", "资金安排见第{}部分。", "按照本规划第{}章的要求抓好落实。",
    "重点项目详见专栏 {}。", "完成时限按照第{}部分所列时间执行。",
)  # fmt: skip


@given(plans(), st.sampled_from(REFERENCES), st.booleans(), st.data())
def test_a_reference_that_leads_nowhere(
    plan: Written, reference: str, there: bool, data: st.DataObject
) -> None:
    last = len(plan.boxes) if "专栏" in reference else sum(n.depth == 0 for n in plan.headings)
    if there and not last:
        return
    value = data.draw(st.integers(1, last) if there else st.integers(last + 1, 20))
    shown = str(value) if "专栏" in reference else chinese(value)
    line = Line(reference.format(shown))
    plan.lines.insert(data.draw(st.integers(2, len(plan.lines))), line)
    text = plan.text()
    told = [(d.code, quoted(text, d)) for d in found(text)]
    assert told == ([] if there else [("NUM011", line.text)]), text


@given(plans(), st.data())
def test_a_heading_twice(plan: Written, data: st.DataObject) -> None:
    first, second = data.draw(
        st.tuples(st.sampled_from(plan.headings), st.sampled_from(plan.headings))
    )
    if plan.lines.index(first) >= plan.lines.index(second) or second.depth == first.depth + 1:
        return
    entries = plan.entries()
    second.title = first.title
    only(plan.text(entries), "NUM012", plan.shown(second))


# --- the table of contents ---------------------------------------------------------------------


@given(plans(), st.data())
def test_an_entry_is_missing(plan: Written, data: st.DataObject) -> None:
    lost = data.draw(st.sampled_from(plan.toc))
    same = [n for n in _siblings(plan, lost) if n in plan.toc]
    first = plan.toc[0]
    if len(same) < 2 or lost is first:
        return
    entries = [
        e for e, n in zip(plan.entries(), plan.toc, strict=True) if n not in _below(plan, lost)
    ]
    only(plan.text(entries), "TOC001", plan.shown(lost))


def _below(plan: Written, line: Line) -> list[Line]:
    """A heading and the headings under it."""
    at = plan.headings.index(line)
    rest = plan.headings[at + 1 :]
    end = next((i for i, n in enumerate(rest) if n.depth <= line.depth), len(rest))
    return [line, *rest[:end]]


def _siblings(plan: Written, line: Line) -> list[Line]:
    if line.depth == 0:
        return [n for n in plan.headings if n.depth == 0]
    chapter = max(
        i for i, n in enumerate(plan.headings) if n.depth == 0 and i <= plan.headings.index(line)
    )
    return [n for n in _below(plan, plan.headings[chapter]) if n.depth == line.depth]


@given(plans(), st.data())
def test_an_entry_without_a_heading(plan: Written, data: st.DataObject) -> None:
    chapter = data.draw(st.sampled_from([n for n in plan.headings if n.depth == 0]))
    below = [n for n in plan.toc if n in _below(plan, chapter)]
    number = sum(n.depth == 1 for n in below) + 1
    at = plan.toc.index(below[-1]) + 1
    entries = plan.entries()
    entries.insert(at, f"（{chinese(number)}）推进智慧养老{plan.leader.format(9)}")
    only(plan.text(entries), "TOC002", entries[at])


@given(plans(), st.sampled_from(("typo", "other")), st.data())
def test_an_entry_with_other_words(plan: Written, kind: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(plan.toc) - 1))
    line = plan.toc[at]
    title = line.title.replace("服务", "体系") if kind == "typo" else "推进智慧养老"
    entries = plan.entries()
    entries[at] = entries[at].replace(line.title, title)
    only(plan.text(entries), "TOC003", entries[at])


@given(plans(), st.data())
def test_entries_with_another_form_of_marker(plan: Written, data: st.DataObject) -> None:
    inner = [i for i, n in enumerate(plan.toc) if n.depth == 1]
    if not inner:
        return
    chosen = sorted(data.draw(st.sets(st.sampled_from(inner), min_size=1)))
    entries = plan.entries()
    for at in chosen:
        entries[at] = entries[at].replace("（", "(").replace("）", ")")
    text = plan.text(entries)
    only(text, "TOC004", entries[chosen[0]])
    (finding,) = found(text)
    assert finding.fix is not None
    assert len(finding.fix.edits) == len(chosen)


@given(plans(), st.data())
def test_a_garbled_table_gives_no_flood(plan: Written, data: st.DataObject) -> None:
    rng = random.Random(data.draw(st.integers(0, 1 << 20)))
    entries = [e[: len(e) // 2] + rng.choice("囗口曰日") for e in plan.entries()]
    assert len(found(plan.text(entries))) <= 1


# --- slips in the numbers of headings are told once, with a table of contents beside them --------


@given(plans(), st.sampled_from(("gap", "duplicate", "wrong")), st.data())
def test_a_wrong_number_is_one_finding(plan: Written, kind: str, data: st.DataObject) -> None:
    line = data.draw(st.sampled_from(plan.headings))
    same = _siblings(plan, line) if line.depth < 2 else []
    at = same.index(line) if line in same else 0
    if not at:
        return
    entries = plan.entries()
    if kind == "gap":
        for n in same[at:]:
            n.number += 1
    elif kind == "duplicate":
        for n in same[at:]:
            n.number -= 1
    else:
        line.number += 20
    told = [d.code for d in found(plan.text(entries))]
    assert told == ["NUM002" if kind == "duplicate" else "NUM001"]


@given(plans(), st.data())
def test_a_lost_section_is_one_finding(plan: Written, data: st.DataObject) -> None:
    line = data.draw(st.sampled_from([n for n in plan.headings if n.depth < 2]))
    same = _siblings(plan, line)
    at = same.index(line)
    if at == len(same) - 1 or len(same) < 3 or (line.depth == 0 and at == 0):
        return
    entries = plan.entries()
    start = plan.lines.index(line)
    last = plan.lines.index(same[at + 1])
    plan.lines[start:last] = [n for n in plan.lines[start:last] if n.box]
    text = plan.text(entries)
    assert [d.code for d in found(text)] == ["NUM001"], text


# --- forms of tables of contents -------------------------------------------------------------------

TITLES = (
    "一、总体要求", "（一）指导思想", "（二）主要目标", "二、主要任务",
    "（一）完善社区助餐服务网络，让更多老年人就近吃上热饭", "（二）健全居家照护", "三、保障措施",
    "（一）加强组织领导", "（二）强化资金保障",
)  # fmt: skip
BODY = """一、总体要求

坚持公益。

（一）指导思想

以人民为中心。

（二）主要目标

服务网络更加完善。

二、主要任务

（一）完善社区助餐服务网络，让更多老年人就近吃上热饭

做好助餐。

（二）健全居家照护

做好照护。

三、保障措施

（一）加强组织领导。压实责任。

（二）强化资金保障。加大投入。
"""
FORMS = {
    "plain": "{title}",
    "dots": "{title}.....................{page}",
    "ellipses": "{title}………………{page}",
    "middle dots": "{title}··················- {page} -",
    "tab": "{title}\t{page}",
    "spaces": "{title}      {page}",
    "one space": "{title} {page}",
    "brackets": "\u3000\u3000{title}（{page}）",
    "bullets": "- {title}",
    "links": "  - [{title}](#{title})",
    "links with pages": "[{title} {page}](#_Toc{page})",
    "page numbers on lines of their own": "{title}\n{page}",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("heading", ["目录", "**目　录**", "## 目 录", "【目录】"])
@pytest.mark.parametrize(
    "preamble", ["", "为健全养老服务体系，制定本规划。\n\n", "前言\n\n制定本规划。\n\n"]
)
@pytest.mark.parametrize("title_first", [True, False])
def test_a_table_of_contents_is_read(
    form: str, heading: str, preamble: str, title_first: bool
) -> None:
    titles = (("前言",) if preamble.startswith("前") else ()) + TITLES
    lines = [FORMS[form].format(title=t, page=n) for n, t in enumerate(titles, 1)]
    title = "南浦区“十五五”养老服务发展规划"
    toc = "\n".join([heading, "", *lines])
    head = (title, toc) if title_first else (toc, title)
    text = "\n\n".join((*head, preamble + BODY))
    plan = planlint.parse_text(text)
    assert plan.toc is not None
    assert [e.title for e in plan.toc.entries] == [_bare(t) for t in titles]
    assert len(list(plan.sections())) == len(TITLES)
    assert plan.title == title
    assert found(text) == []


def _bare(title: str) -> str:
    return (
        title.rsplit("、", maxsplit=1)[-1]
        if title[1] == "、"
        else title.rsplit("）", maxsplit=1)[-1]
    )


def test_an_entry_over_two_lines_is_one() -> None:
    lines = [t.replace("网络，", "网络，\n") + "………3" for t in TITLES]
    assert (
        found("养老服务规划\n\n目录\n" + "\n".join(lines) + "\n\n为此，制定本规划。\n\n" + BODY)
        == []
    )


def test_boxes_of_a_table_of_contents() -> None:
    body = BODY.replace("做好助餐。\n", "做好助餐。\n\n专栏1 助餐项目\n\n助餐点。\n")
    toc = "目录\n{}\n专栏1 {}\n\n为此，制定本规划。\n\n"
    head = "养老服务规划\n\n" + toc
    assert found(head.format("\n".join(TITLES), "助餐项目") + body) == []
    (finding,) = found(head.format("\n".join(TITLES), "助餐工程") + body)
    assert finding.code == "TOC003"


def test_a_longer_title_cannot_be_taken_for_its_page() -> None:
    text = "规划\n\n目录\n一、背景12\n二、目标（2026—2030年）……2\n三、展望2035\n\n制定本规划。\n\n一、背景\n好。\n"
    plan = planlint.parse_text(text)
    assert plan.toc is not None
    assert [e.title for e in plan.toc.entries] == ["背景", "目标（2026—2030年）", "展望2035"]


# --- the real plans --------------------------------------------------------------------------------

FAMILIES = (
    "NUM007", "NUM008", "NUM009", "NUM010", "NUM011", "NUM012", "TOC001", "TOC002", "TOC003",
    "TOC004",
)  # fmt: skip
REAL = {"002": [("NUM009", 27)], "004": [("TOC004", 25)]}


@needs_plans
def test_what_real_plans_give() -> None:
    for path in plan_files():
        told = [d for d in lint(planlint.parse(path)) if d.code in FAMILIES]
        number = path.name[:3] if path.parent.name == "seeds" else ""
        assert [(d.code, d.location.row) for d in told] == REAL.get(number, []), path.name


@needs_plans
def test_all_places_in_the_real_plans() -> None:
    depth = next(d for d in lint(seed("002")) if d.code == "NUM009")
    assert [r.location.row for r in depth.related] == [89, 119, 135, 143, 167, 187]
    marker = next(d for d in lint(seed("004")) if d.code == "TOC004")
    assert len(marker.related) == 8


def test_headings_of_the_configuration_may_stand_twice() -> None:
    from planlint.config import Config
    from planlint.semantics.terms import Terms

    text = (
        "规划\n\n一、助餐\n\n（一）服务网点要点\n\n好。\n\n（二）费用\n\n好。\n\n"
        "二、助浴\n\n（一）服务网点要点\n\n好。\n\n（二）价格\n\n好。\n"
    )
    plan = planlint.parse_text(text)
    (finding,) = lint(plan, config=Config(select=("NUM012",)))
    own = Terms({"headings": ({"title": finding.subjects[0]},)})
    assert lint(plan, config=replace(Config(select=("NUM012",)), terms=own)) == []
