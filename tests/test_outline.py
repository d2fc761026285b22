"""The outline of texts as copies leave them: wrapped lines, page furniture, headings of all kinds."""

from __future__ import annotations

import pytest

import planlint
from planlint.semantics.review import is_review
from planlint.syntax.ast import Paragraph, Section, Table

TITLE = "云州市“十五五”养老服务发展规划"
PARAGRAPHS = (
    "到2030年，全市建成社区助餐点360个，养老机构护理型床位占比由2025年的52.3%提高到65%，助餐服务覆盖率达到"
    "95%以上，服务体系更加健全，老年人的获得感明显增强（见专栏1）。",
    "按照上级部署，统筹推进居家、社区、机构三类服务，新增养老床位1200张，改造老旧设施86处，完成投资4.5亿元，"
    "其中2026—2028年完成3.2亿元。各县（市、区）要建立台账，逐项落实。",
    "完善一、二、三级网络，落实第二章所列任务和专栏1所列工程，每年培训护理员800人次以上，形成长效机制。",
)
CHAPTERS = ("第一章　总体要求", "第二章　主要任务", "第三章　保障措施")


def _paragraphs(chapter: str) -> list[str]:
    return [f"{chapter[-4:]}方面，{text}" for text in PARAGRAPHS]


def _lines(width: int, text: str) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


def _wrapped(width: int, style: str) -> str:
    """The plan with all lines cut at a width; blanks or indents tell its paragraphs, or nothing."""
    gap, indent = ("\n\n" if style == "blank" else "\n"), ("　　" if style == "indent" else "")
    blocks = [TITLE]
    for chapter in CHAPTERS:
        blocks.append(chapter)
        blocks += ["\n".join(_lines(width, indent + text)) for text in _paragraphs(chapter)]
    return gap.join(blocks) + "\n"


def _sections(text: str) -> list[Section]:
    return [s for part in planlint.parse_text(text).outline.parts for s in part.walk()]


@pytest.mark.parametrize("style", ["blank", "indent"])
@pytest.mark.parametrize("width", range(20, 46))
def test_wrapped_paragraphs_are_whole(width: int, style: str) -> None:
    sections = _sections(_wrapped(width, style))
    assert [s.title for s in sections] == ["总体要求", "主要任务", "保障措施"]
    for chapter, section in zip(CHAPTERS, sections, strict=True):
        texts = [b.flow.text for b in section.blocks if isinstance(b, Paragraph)]
        assert texts == _paragraphs(chapter)


@pytest.mark.parametrize("width", range(20, 46))
def test_wrapping_makes_no_findings(width: int) -> None:
    whole, cut = (
        {d.code for d in planlint.lint(planlint.parse_text(_wrapped(w, "plain")))}
        for w in (999, width)
    )
    assert cut <= whole


@pytest.mark.parametrize(
    "line",
    [
        "第二章所列任务，压实各方责任，形成工作合力。",
        "第三章、第四章的任务，逐项分解。",
        "第二部分提出的任务，压实各方责任。",
        "第一部分为财政补助，第二部分由单位自筹。",
        "第三部分已有安排。",
        "（一）项规定的内容，逐条对照。",
        "专栏2所列工程，年内全部开工。",
        "附件1。",
    ],
)
def test_what_only_begins_like_a_heading_goes_on(line: str) -> None:
    before = "全市累计完成养老服务投资两千万元，较上一时期有较大增长，各地逐项落实"
    (section,) = _sections(f"{TITLE}\n一、发展基础\n{before}\n{line}\n")
    (block,) = section.blocks
    assert block.flow.text == before + line  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "mark", ["第{}部分 ", "第{}部分　", "第{}部分：", "第{}部分", "## 第{}部分 ", "**第{}部分** "]
)
def test_parts_are_headings(mark: str) -> None:
    titles = ("背景形势", "目标任务", "保障措施")
    lines = [TITLE]
    for number, title in zip("一二三", titles, strict=True):
        lines += [mark.format(number) + title, "一、甲", "做好。", "二、乙", "做好。"]
    plan = planlint.parse_text("\n\n".join(lines))
    (part,) = [p for p in plan.outline.parts if p.sections]
    assert [(s.marker.kind, s.marker.number, s.level, len(s.children)) for s in part.sections] == [
        ("division", n, 1, 2) for n in (1, 2, 3)
    ]
    assert not {d.code for d in planlint.lint(plan)} & {"NUM001", "NUM002", "NUM003", "DOC003"}


def test_parts_stand_in_the_table_of_contents() -> None:
    heads = ["第一部分 背景", "第二部分 任务", "第三部分 保障"]
    toc = [f"{h}……{n}" for n, h in enumerate(heads, 2)]
    body = [line for h in heads for line in (h, "做好各项工作。")]
    plan = planlint.parse_text("\n".join([TITLE, "目录", *toc, *body]))
    assert plan.toc is not None
    assert [e.title for e in plan.toc.entries] == ["背景", "任务", "保障"]
    assert [s.title for s in plan.part.sections] == ["背景", "任务", "保障"]


MARKS = {
    "dashes": ("- {} -",),
    "long dashes": ("— {} —",),
    "plain": ("{}",),
    "of all": ("第 {} 页 共 20 页",),
    "slash": ("{} / 20",),
    "dots": ("·{}·",),
    "running head": ("- {} -", TITLE),
    "head and plain number": (TITLE, "{}"),
    "head alone": (TITLE,),
}


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
@pytest.mark.parametrize("page", range(14, 24))
def test_page_furniture_is_no_text(mark: tuple[str, ...], page: int) -> None:
    rows = [
        cell
        for n, name in enumerate(
            ("助餐点数量", "护理床位数", "培训人次", "服务覆盖率", "投诉办结率"), 1
        )
        for cell in (str(n), name, f"{n}2", f"{n}8", "预期性")
    ]
    cells = ["序号", "指标名称", "2025年", "2030年", "属性", *rows]
    lines = (
        _wrapped(30, "plain").splitlines()
        + cells
        + ["附注", *_wrapped(30, "plain").splitlines()[1:]]
    )
    marked: list[str] = []
    for start in range(0, len(lines), page):
        marked += lines[start : start + page]
        if start + page <= len(lines):
            marked += [m.format(start // page + 1) for m in mark]
    clean, copied = ("\n".join(n) + "\n" for n in (lines, marked))
    assert _texts(copied) == _texts(clean)


def _texts(text: str) -> list[str]:
    """Everything that is read, in its order: flows of paragraphs, headings, cells."""
    found: list[str] = []
    for part in planlint.parse_text(text).outline.parts:
        found += [f.text for f in part.flows] + [s.heading.text for s in part.walk()]
        for block in part.all_blocks():
            if isinstance(block, Table):
                found += ["|".join(c.text for c in row) for row in block.rows]
            elif isinstance(block, Paragraph):
                found.append(block.flow.text)
    return found


def test_a_number_column_is_no_count_of_pages() -> None:
    names = [f"第{n}类养老服务设施数量" for n in "甲乙丙丁戊己"]
    rows = [
        c
        for n, name in enumerate(names, 1)
        for c in (str(n), name, "处", f"{n}0", f"{n}5", "预期性")
    ]
    cells = ["序号", "指标名称", "单位", "2025年", "2030年", "属性", *rows]
    plan = planlint.parse_text(
        "\n".join([TITLE, "一、目标", PARAGRAPHS[0], *cells, "二、任务", PARAGRAPHS[1]])
    )
    (table,) = [b for b in plan.part.all_blocks() if isinstance(b, Table)]
    assert [row[0].text for row in table.rows[1:]] == list("123456")


RUNS = {
    "decimals": (
        ("1 背景", "1.1 基础", "1.2 形势", "2 任务", "2.1 助餐", "2.1.1 设施", "2.1.2 队伍"),
        "bare",
    ),
    "decimals under 1.": (("1. 背景", "1.1 基础", "1.2 形势", "2. 任务", "2.1 助餐"), "arabic"),
    "decimals under chapters": (
        ("第一章 背景", "1.1基础", "1.2形势", "第二章 任务", "2.1助餐"),
        "chapter",
    ),
    "no mark": (("一　总体要求", "二　主要任务", "三　保障措施"), "han"),
    "actions": (("行动一 建设设施", "行动二 培养人才", "行动三 强化监管"), "named"),
    "projects": (("工程1 建设设施", "工程2 培养人才", "工程3 强化监管"), "named"),
}


@pytest.mark.parametrize(("heads", "kind"), RUNS.values(), ids=RUNS)
def test_runs_are_headings(heads: tuple[str, ...], kind: str) -> None:
    text = "\n".join([TITLE, *(line for h in heads for line in (h, PARAGRAPHS[1]))])
    sections = _sections(text)
    assert [s.marker.text + s.title for s in sections] == [
        h.replace(" ", "").replace("　", "") for h in heads
    ]
    assert sections[0].marker.kind == kind
    assert {s.level for s in sections if "." in s.marker.text.rstrip(".")} <= {2, 3}
    assert not {d.code for d in planlint.lint(planlint.parse_text(text))} & {
        "NUM001",
        "NUM002",
        "NUM003",
        "NUM005",
        "DOC003",
    }


@pytest.mark.parametrize(
    "last", [("1.1 基础", "1.3 形势", "3 任务"), ("1.1 基础", "1.2 形势", "1.2 任务", "2 保障")]
)
def test_runs_are_counted(last: tuple[str, ...]) -> None:
    text = "\n".join([TITLE, *(line for h in ("1 背景", *last) for line in (h, PARAGRAPHS[1]))])
    found = [d for d in planlint.lint(planlint.parse_text(text)) if d.code in ("NUM001", "NUM002")]
    assert found
    assert all(d.fix is None for d in found if "1." in d.message)


@pytest.mark.parametrize(
    "lines",
    [
        ("1.5 倍以上", "2.1 亿元", "3.6 万人"),
        ("1 市财政局", "2 市民政局", "3 市卫生健康局"),
        ("1.1 甲类", "3.2 乙类", "5.7 丙类"),
        ("行动一 建设设施", "行动二 培养人才"),
        ("一 甲", "三 乙", "七 丙"),
        ("2 建设设施", "5 培养人才", "8 强化监管"),
    ],
)
def test_amounts_rows_and_single_lines_are_no_headings(lines: tuple[str, ...]) -> None:
    text = "\n".join([TITLE, "一、背景", PARAGRAPHS[0], *lines, "二、任务", PARAGRAPHS[1]])
    assert [s.title for s in _sections(text)] == ["背景", "任务"]


def test_lines_of_nothing_but_decoration_are_lines() -> None:
    text = (
        f"{TITLE}\n\n一、背景\n\n**\n\n- \n\n##\n\n{PARAGRAPHS[0]}\n\n二，任务\n\n> \n\n三、保障\n"
    )
    assert [s.title for s in _sections(text)] == ["背景", "任务", "保障"]


@pytest.mark.parametrize(
    ("title", "review"),
    [
        ("发展基础", True),
        ("“十四五”发展回顾", True),
        ("目标任务完成成效", True),
        ("优化发展环境", False),
        ("发展基础与总体要求", False),
        ("现状与目标", False),
    ],
)
def test_a_heading_that_names_what_is_ahead_is_no_review(title: str, review: bool) -> None:
    assert is_review(title) is review


def test_a_box_in_a_quotation_keeps_its_one_item() -> None:
    text = "一、任务\n\n1. 助餐。做好。\n\n2. 监管。做好。\n\n> **专栏1 工程**\n>\n> 1. 助餐工程：新建助餐点。\n\n二、保障\n\n抓好。\n"
    found = planlint.lint(planlint.parse_text(text))
    assert not [d for d in found if d.code.startswith("NUM")]
