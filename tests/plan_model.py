"""Plans made of parts that a test can change: a model, its text in many forms, strategies."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from hypothesis import strategies as st

from planlint.syntax.numerals import chinese

CITY, DISTRICT = "云州市“十五五”养老服务发展规划", "南浦区“十五五”养老服务发展规划"
BASIS = f"为健全养老服务体系，依据《{CITY}》，制定本规划。"
ORIGIN = "为健全养老服务体系，制定本规划。"

# --- headings --------------------------------------------------------------------------------

Marker = tuple[str, Callable[[int], str], str]
"""Kind of numbering, the marker of a number, what separates it from the title."""


def _han(before: str, after: str) -> Callable[[int], str]:
    return lambda n: before + chinese(n) + after


def _digits(before: str, after: str) -> Callable[[int], str]:
    return lambda n: f"{before}{n}{after}"


MARKERS: tuple[tuple[Marker, ...], ...] = (
    (("part", _han("第", "编"), " "), ("part", _han("第", "篇"), "\u3000")),
    (("chapter", _han("第", "章"), " "), ("chapter", _digits("第", "章"), "\u3000")),
    (("section", _han("第", "节"), " "),),
    (("han", _han("", "、"), ""),),
    (("bracketed", _han("（", "）"), ""), ("bracketed", _han("(", ")"), " ")),
    (
        ("arabic", _digits("", "."), " "),
        ("arabic", _digits("", "．"), ""),
        ("arabic", _digits("", "、"), ""),
        ("arabic", _digits("", "﹒"), ""),
    ),
    (("bracketed_arabic", _digits("（", "）"), ""), ("bracketed_arabic", _digits("(", ")"), " ")),
    (("half_bracketed", _digits("", "）"), ""), ("half_bracketed", _digits("", ")"), " ")),
    (("circled", lambda n: "①②③④⑤⑥⑦⑧⑨⑩"[n - 1], ""),),
)
"""Markers by rank, each in its forms; the first form of a rank is the one that no rule minds."""


@dataclass(frozen=True)
class Heading:
    """A section: its number, title, paragraphs (items begin with ——), sections below it."""

    number: int
    title: str
    body: tuple[str, ...] = ()
    children: tuple[Heading, ...] = ()

    def walk(self) -> Iterator[Heading]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Style:
    """How headings are written: a marker for each depth, and decoration."""

    markers: tuple[Marker, ...]
    hashes: bool = False
    bold: bool = False
    indent: str = ""
    gap: str = "\n\n"
    run_in: bool = False


PLAIN = Style((MARKERS[3][0], MARKERS[4][0], MARKERS[5][0], MARKERS[6][0]))

# --- tables ----------------------------------------------------------------------------------

LAYOUTS = (
    "markdown", "tabs", "tabbed cells", "bare cells", "html", "spaces", "merged html",
    "merged tabs", "tabs without merged cells", "spaces without merged cells", "broken by a page",
)  # fmt: skip
MERGED = tuple(n for n in LAYOUTS if "merged" in n)
"""Layouts whose first column is a category over several rows."""
CATEGORIES = ("服务供给", "服务质量")


@dataclass(frozen=True)
class Row:
    """An indicator; `direction` says which way is better, "" for a count."""

    name: str
    unit: str
    direction: str
    baseline: Decimal
    target: Decimal
    sign: str = ""
    binding: bool = True

    @property
    def attribute(self) -> str:
        return "约束性" if self.binding else "预期性"


@dataclass(frozen=True)
class Look:
    """How a table is written: layout, row numbers, where the unit stands, glyphs."""

    layout: str = "markdown"
    numbered: bool = True
    unit: str = "column"  # or "value", or "name"
    wide: bool = False


WIDE = str.maketrans({">": "＞", "<": "＜", "%": "％", "（": "(", "）": ")"})


def cells_of(row: Row, look: Look, number: int) -> list[str]:
    name = f"{row.name}（{row.unit}）" if look.unit == "name" else row.name
    unit = row.unit if look.unit == "value" else ""
    cells = [str(number)] * look.numbered + [name] + [row.unit] * (look.unit == "column")
    cells += [f"{row.baseline}{unit}", f"{row.sign}{row.target}{unit}", row.attribute]
    if look.layout in MERGED:
        cells.insert(0, category_of(number))
    return [c.translate(WIDE) for c in cells] if look.wide else cells


def category_of(number: int) -> str:
    """Two rows to each category, the second once more for the rest."""
    return CATEGORIES[min(1, (number - 1) // 2)]


def table_text(rows: Sequence[Row], look: Look) -> str:
    header = ["序号"] * look.numbered + ["指标"] + ["单位"] * (look.unit == "column")
    header += ["2025年", "2030年", "属性"]
    if look.layout in MERGED:
        header.insert(0, "类别")
    cells = [header, *(cells_of(r, look, n) for n, r in enumerate(rows, 1))]
    return _WRITERS[look.layout](cells)


def _markdown(cells: Sequence[Sequence[str]]) -> str:
    header, *rows = ("| " + " | ".join(c) + " |" for c in cells)
    return "\n".join([header, "|" + "---|" * len(cells[0]), *rows])


def _html(cells: Sequence[Sequence[str]]) -> str:
    def escape(text: str) -> str:
        return text.replace("<", "&lt;").replace(">", "&gt;")

    rows = ("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in cells)
    return "\n".join(["<table>", *rows, "</table>"])


def _merged_html(cells: Sequence[Sequence[str]]) -> str:
    """The category goes over its rows; the rows below it are a cell shorter."""
    text = _html(cells)
    for category in CATEGORIES:
        first, *rest = text.split(f"<tr><td>{category}</td>")
        if rest:
            span = f'<tr><td rowspan="{len(rest)}">{category}</td>'
            text = first + span + "<tr>".join(rest)
    return text


def _below_merged(cells: Sequence[Sequence[str]], filler: list[str]) -> list[list[str]]:
    """The rows with the category only in its first."""
    found = [list(cells[0])]
    for above, row in itertools.pairwise(cells):
        found.append([*filler, *row[1:]] if row[0] == above[0] else list(row))
    return found


def _tabs(cells: Sequence[Sequence[str]]) -> str:
    return "\n".join("\t".join(c) for c in cells)


def _paged(cells: Sequence[Sequence[str]]) -> str:
    """Tabs, with a page number and the header once more after the first row."""
    return "\n".join([_tabs(cells[:2]), "", "— 6 —", "", _tabs([cells[0], *cells[2:]])])


def _spaces(cells: Sequence[Sequence[str]]) -> str:
    """Columns padded to the widest cell, a Chinese character counting two."""
    widths = [max(map(_width, column)) + 3 for column in zip(*cells, strict=True)]
    return "\n".join(
        "".join(c + " " * (w - _width(c)) for c, w in zip(row, widths, strict=True)).rstrip()
        for row in cells
    )


def _width(text: str) -> int:
    return sum(1 + (c > "\u2e80") for c in text)


_WRITERS: dict[str, Callable[[Sequence[Sequence[str]]], str]] = {
    "markdown": _markdown,
    "tabs": _tabs,
    "tabbed cells": lambda cells: "\n\n".join("\n".join(f"\t{c}" for c in row) for row in cells),
    "bare cells": lambda cells: "\n".join(c for row in cells for c in row),
    "html": _html,
    "spaces": _spaces,
    "merged html": _merged_html,
    "merged tabs": lambda cells: _tabs(_below_merged(cells, [""])),
    "tabs without merged cells": lambda cells: _tabs(_below_merged(cells, [])),
    "spaces without merged cells": lambda cells: _spaces(_below_merged(cells, [""])),
    "broken by a page": _paged,
}

# --- whole plans -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Model:
    """A plan: chapters, and an indicator table in the first of them."""

    chapters: tuple[Heading, ...]
    rows: tuple[Row, ...] = ()
    style: Style = PLAIN
    look: Look = field(default_factory=Look)
    title: str = DISTRICT
    basis: str = BASIS

    def walk(self) -> Iterator[Heading]:
        for chapter in self.chapters:
            yield from chapter.walk()

    def text(self) -> str:
        blocks = [self.title, self.style.indent + self.basis]
        for at, chapter in enumerate(self.chapters):
            table = table_text(self.rows, self.look) if not at and self.rows else ""
            blocks.extend(_section(chapter, self.style, 0, table))
        return self.style.gap.join(blocks) + "\n"

    def above(self) -> Model:
        """The city's plan with the same content."""
        return replace(self, title=CITY, basis=ORIGIN)


NOTE = "表中各项指标逐年评估。"


def _section(heading: Heading, style: Style, depth: int, table: str) -> Iterator[str]:
    body = [style.indent + p for p in heading.body]
    runs = style.run_in and body and not body[0].lstrip().startswith("——")
    yield heading_text(heading, style, depth, body.pop(0).lstrip() if runs else "")
    yield from body
    if table:
        yield from (table, style.indent + NOTE)
    for child in heading.children:
        yield from _section(child, style, depth + 1, "")


def heading_text(heading: Heading, style: Style, depth: int, run_in: str) -> str:
    _, marker, space = style.markers[depth]
    text = f"{marker(heading.number)}{space}{heading.title}{'。' if run_in else ''}"
    text = f"**{text}**" if style.bold else text
    return style.indent + ("#" * (depth + 2) + " " if style.hashes else "") + text + run_in


# --- strategies ------------------------------------------------------------------------------

_TITLES = [
    verb + who + thing
    for who in ("", "城区", "乡镇", "街道", "山区", "新区", "园区", "海岛", "重点片区")
    for verb in ("完善", "健全", "优化", "拓展", "规范", "培育")
    for thing in ("社区助餐服务", "居家照护服务", "机构收住服务", "农村互助服务", "老年教育服务")
]
_SENTENCES = [
    f"{who}{how}{what}。"
    for what in ("扩大服务供给", "公开收费标准", "开展入户评估", "培训照护人员", "改造公共设施")
    for who in ("街道", "社区", "养老机构", "服务站点", "专业组织", "志愿队伍")
    for how in ("逐年", "分类", "持续", "有序", "就近", "统一")
]
_CLAUSES = (
    "（区民政局负责）",
    "（牵头单位：区民政局；参与单位：区财政局、区卫生健康局）",
    "（责任单位：区民政局、区财政局，各街道办事处）",
    "（区民政局、区财政局按职责分工负责）",
    "（区卫生健康局牵头，区民政局配合）",
)


@st.composite
def headings(
    draw: st.DrawFn, words: Iterator[str], titles: Iterator[str], depth: int, least: int, most: int
) -> tuple[Heading, ...]:
    """Siblings numbered from one, each with sections below it or with paragraphs and a clause."""
    found = []
    for number in range(1, draw(st.integers(least, most)) + 1):
        children: tuple[Heading, ...] = ()
        if depth > 1 and draw(st.booleans()):
            children = draw(headings(words, titles, depth - 1, 2, 4))
        body = [next(words) for _ in range(draw(st.integers(1, 2)))]
        if draw(st.integers(0, 5)) == 0:
            body.append("——" + next(words))
        if not children:
            body.append(next(words) + draw(st.sampled_from(_CLAUSES)))
        found.append(Heading(number, next(titles), tuple(body), children))
    return tuple(found)


@st.composite
def chapters(draw: st.DrawFn, depth: int = 4, least: int = 1, most: int = 4) -> tuple[Heading, ...]:
    words = itertools.cycle(_shifted(_SENTENCES, draw(st.integers(0, len(_SENTENCES) - 1))))
    titles = itertools.cycle(_shifted(_TITLES, draw(st.integers(0, len(_TITLES) - 1))))
    return draw(headings(words, titles, depth, least, most))


def _shifted(items: list[str], by: int) -> list[str]:
    return items[by:] + items[:by]


@st.composite
def styles(draw: st.DrawFn, *, usual: bool = False) -> Style:
    """Any way of writing headings; the usual ones are those that no rule minds."""
    ranks = sorted(draw(st.sets(st.integers(0, len(MARKERS) - 1), min_size=4, max_size=4)))
    forms = [MARKERS[r][:1] if usual else MARKERS[r] for r in ranks]
    flags = [draw(st.booleans()) for _ in range(3)]
    indent = draw(st.sampled_from(("", "\u3000\u3000", "    ", "\u2003\u2003")))
    gap = draw(st.sampled_from(("\n\n", "\n", "\r\n", "\n\n\n")))
    return Style(tuple(draw(st.sampled_from(f)) for f in forms), *flags[:2], indent, gap, flags[2])


_RATES = (
    "养老机构护理型床位占比", "街道（镇）综合养老服务中心覆盖率", "特殊困难老年人探访关爱率",
    "新建住宅小区配套养老服务设施达标率", "经济困难失能老年人照护服务补贴覆盖率",
    "养老机构与医疗卫生机构签约合作率",
)  # fmt: skip
_COUNTS = (
    ("特殊困难老年人家庭适老化改造户数", "户"), ("社区老年助餐点数量", "个"),
    ("养老护理人员职业技能培训人次", "人次"),
)  # fmt: skip
_RATIOS = (("每千名老年人拥有家庭养老床位", "张"), ("每千名老年人配备社会工作者", "人"))

SIGNS = {"higher": ("", ">", "≥", "不低于"), "lower": ("", "<", "≤", "不高于"), "": ("", "≥")}


@st.composite
def _row(draw: st.DrawFn, name: str, unit: str, direction: str, low: int, high: int) -> Row:
    places = 1 if direction and draw(st.booleans()) else 0
    values = st.decimals(low, high, places=places, allow_nan=False, allow_infinity=False)
    sign = draw(st.sampled_from(SIGNS[direction]))
    # A target is no worse than what was reached before it.
    reached, target = sorted((draw(values), draw(values)), reverse=direction == "lower")
    return Row(name, unit, direction, reached, target, sign, draw(st.booleans()))


def _pool() -> list[st.SearchStrategy[Row]]:
    found = [_row(name, "%", "higher", 40, 99) for name in _RATES]
    found.append(_row("养老机构入住老年人跌倒发生率", "%", "lower", 21, 30))
    found += [_row(name, unit, "higher", 21, 60) for name, unit in _RATIOS]
    return found + [_row(name, unit, "", 100, 9000) for name, unit in _COUNTS]


_ROWS = _pool()


@st.composite
def tables(draw: st.DrawFn, least: int = 2) -> tuple[Row, ...]:
    """Rows of distinct indicators in any order."""
    chosen = draw(st.lists(st.sampled_from(range(len(_ROWS))), unique=True, min_size=least))
    return tuple(draw(_ROWS[at]) for at in chosen)


looks = st.builds(
    Look,
    st.sampled_from(LAYOUTS),
    st.booleans(),
    st.sampled_from(("column", "value", "name")),
    st.booleans(),
)


def models(*, usual: bool = False, depth: int = 4) -> st.SearchStrategy[Model]:
    return st.builds(Model, chapters(depth), tables(), styles(usual=usual), looks)


# --- any text --------------------------------------------------------------------------------

_FRAGMENTS = (
    "第一编", "第二章 ", "第三节\u3000", "第四条\u3000", "一、", "二、", "十一、", "（一）",
    "(二)", "（三）、", "1.", "1. ", "2．", "3、", "4﹒", "（1）", "(2)", "3）", "①",
    "任务一：", "一是", "——", "- ", "● ", "# ", "### ", "**", "> ", "专栏1 ", "专栏二", "附件",
    "附件：", "目 录", "……………3", "\t12", "主要任务", "指导思想", "发展规划", "的通知",
    "南浦区“十五五”养老服务发展规划", "《云州市养老规划》", "（云政发〔2026〕12号）",
    "云政发[2026]12号", "各区人民政府：", "2026年6月18日", "（此件公开发布）", "到2030年，",
    "覆盖率达到95%", "不低于90%", "约束性", "预期性", "序号", "指标", "单位", "2025年",
    "2030年", "属性", "| 指标 | 目标 | 属性 |", "|---|---|---|", "| 覆盖率 | 95% | 约束性 |",
    "|", "指标\t目标\t属性", "\t", "覆盖率\t95%\t约束性", "<table>", "<tr><td>指标</td><td>",
    "</td></tr>", "</table>", "<td", "rowspan=\"2\"", "&gt;",
    "（牵头单位：区民政局；参与单位：区财政局）", "（区民政局负责）", "责任单位：", "（", "）",
    "(", ")", "[", "]", "“", "”", "《", "》", "。", "；", "：", "，", "、", "的的", "XX",
    "---\n", "planlint:", "date: 2026-09-15", "1粮食万吨1075≥1075约束性2肉类万吨158180预期性",
    "做好服务", "完善社区照护和居家照护相衔接的服务网络并逐步扩大覆盖面",
)  # fmt: skip
_BREAKS = (
    "\n", "\n", "\n\n", "\r\n", "\r", "\f", "\u2028", "\x85", "\u3000\u3000", "  ", " ",
    "\u00a0",
)  # fmt: skip

fragments = st.lists(
    st.one_of(st.sampled_from(_FRAGMENTS), st.sampled_from(_BREAKS), st.text(max_size=4)),
    max_size=40,
).map("".join)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """The text of a plan with a piece cut out, doubled or replaced."""
    text = draw(models(depth=3)).text()
    first = draw(st.integers(0, len(text)))
    last = min(len(text), first + draw(st.integers(0, 60)))
    put = draw(st.sampled_from(("", text[first:last] * 2, draw(fragments))))
    return text[:first] + put + text[last:]


texts = st.one_of(fragments, st.text(max_size=200), damaged())
