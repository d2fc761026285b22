"""The outline of texts as copies leave them: wrapped lines, page furniture, headings of all kinds."""

from __future__ import annotations

import pytest

import planlint
from planlint.syntax.ast import Paragraph, Section

TITLE = "云州市“十五五”养老服务发展规划"
PARAGRAPHS = (
    "到2030年，全市建成社区助餐点360个，养老机构护理型床位占比由2025年的52.3%提高到65%，助餐服务覆盖率达到"
    "95%以上，服务体系更加健全，老年人的获得感明显增强（见专栏1）。",
    "按照上级部署，统筹推进居家、社区、机构三类服务，新增养老床位1200张，改造老旧设施86处，完成投资4.5亿元，"
    "其中2026—2028年完成3.2亿元。各县（市、区）要建立台账，逐项落实。",
    "完善一、二、三级网络，落实第二章所列任务和专栏1所列工程，每年培训护理员800人次以上，形成长效机制。",
)
CHAPTERS = ("第一章　总体要求", "第二章　主要任务", "第三章　保障措施")


def _lines(width: int, text: str) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


def _wrapped(width: int, style: str) -> str:
    """The plan with all lines cut at a width; blanks or indents tell its paragraphs, or nothing."""
    gap, indent = ("\n\n" if style == "blank" else "\n"), ("　　" if style == "indent" else "")
    blocks = [TITLE]
    for chapter in CHAPTERS:
        blocks.append(chapter)
        blocks += ["\n".join(_lines(width, indent + text)) for text in PARAGRAPHS]
    return gap.join(blocks) + "\n"


def _sections(text: str) -> list[Section]:
    return [s for part in planlint.parse_text(text).outline.parts for s in part.walk()]


@pytest.mark.parametrize("style", ["blank", "indent"])
@pytest.mark.parametrize("width", range(20, 46))
def test_wrapped_paragraphs_are_whole(width: int, style: str) -> None:
    sections = _sections(_wrapped(width, style))
    assert [s.title for s in sections] == ["总体要求", "主要任务", "保障措施"]
    for section in sections:
        texts = [b.flow.text for b in section.blocks if isinstance(b, Paragraph)]
        assert texts == list(PARAGRAPHS)


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
