"""planlint compare, as text: the command, the exit code, what is printed and written."""

import json
import re
import shutil
import subprocess
import sys
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

import planlint
from planlint.compare.alignment import VERDICTS, Entry, Side, align
from planlint.output import (
    compare_html,
    compare_json,
    compare_markdown,
    compare_text,
    compare_xlsx,
)
from planlint.output.alignment_words import TONES, label, match, remarks, tone
from planlint.output.compare_chart import chart, difference
from planlint.output.compare_summary import summary
from planlint.output.compare_table import AlignmentTable
from planlint.output.width import cells
from planlint.readers.source import Source, Span
from tests.conftest import ROOT
from tests.drafts import CLEAN

HOW = ("exact", "alias", "normalised", "similar", "ambiguous", "")
HEAD = "| 序号 | 指标 | 单位 | 2025年 | 2030年 | 属性 |\n|---|---|---|---|---|---|\n"
HOSTILE = """<script>alert("x")</script>护理'床位'\\|占比\x1b[31m\x00&率"""


def plan(*rows: str, place: str = "南浦区", period: str = "“十五五”") -> str:
    """A plan with a table of indicators: name, unit, base, target, attribute."""
    table = HEAD + "\n".join(f"| {n} | {row} |" for n, row in enumerate(rows, start=1))
    text = CLEAN.replace("南浦区", place).replace("“十五五”", period)
    return text.replace("服务老年人。", f"服务老年人。\n\n主要指标\n\n{table}")


@pytest.fixture
def pair(folder: Path) -> Path:
    """draft.md and city.md: one indicator of each kind of answer."""
    city = plan(
        "护理型床位占比 | % | 62 | 73 | 约束性",
        "探访关爱率 | % | 96 | 100 | 约束性",
        "医养签约合作率 | % | 95 | 100 | 约束性",
        "每千名老年人拥有家庭养老床位 | 张 | 2 | 5 | 预期性",
        "老年人跌倒发生率 | % | 4.6 | 3.0 | 预期性",
        "社区老年助餐点数量 | 个 | 420 | 700 | 预期性",
        place="云州市",
    )
    draft = plan(
        "护理型床位占比 | % | 60 | 70 | 约束性",
        "探访关爱率 | % | 96 | 100 | 预期性",
        "每千名老年人拥有家庭养老床位 | 张 | 2 | 5.2 | 预期性",
        "老年人跌倒发生率 | % | 4.6 | 3.5 | 预期性",
        "社区老年助餐点数量 | 个 | 52 | 90 | 预期性",
        "适老化公园覆盖率 | % | 5 | 40 | 预期性",
    )
    Path("city.md").write_text(city, encoding="utf-8")
    Path("draft.md").write_text(draft, encoding="utf-8")
    return folder


def compared(run, *arguments: str) -> str:
    """What a comparison that works prints."""
    outcome = run("compare", "draft.md", "--parent", "city.md", *arguments)
    assert (outcome.code, outcome.err) == (0, "")
    return outcome.out


# --- what the table says -----------------------------------------------------------------------


def test_the_table_as_text(run, pair):
    out = compared(run)
    assert out.startswith(
        "《南浦区“十五五”养老服务发展规划》与《云州市“十五五”养老服务发展规划》衔接情况对\n"
        "照表\n\n草案     draft.md\n上级规划 city.md\n\n"
        "上级指标 6 项（约束性 3 项）：一致或高于上级 1 项，总量分担 1 项，待核对 1 项\n"
        "（约束性 1 项），低于上级 2 项（约束性 1 项），缺项 1 项（约束性 1 项）。\n"
    )
    assert (
        "!! 低于上级  1. 护理型床位占比\n"
        "             上级规划 73%  约束性  city.md:13\n"
        "             草案     70%  约束性  draft.md:13  名称相同\n"
        "                      请提高到不低于上级要求\n"
        " ? 属性降低  2. 探访关爱率\n"
        "             上级规划 100%  约束性  city.md:14\n"
        "             草案     100%  预期性  draft.md:14  名称相同\n"
        "                      约束性指标在草案中不再是约束性，请核对\n"
        "!! 缺项      3. 医养签约合作率\n"
        "             上级规划 100%  约束性  city.md:15\n"
        "                      草案中没有找到，请补上或者说明理由\n"
    ) in out


def test_lower_is_better_is_worded_the_other_way_round(run, pair):
    out = compared(run)
    assert "!! 宽于上级  5. 老年人跌倒发生率" in out
    assert "请收紧到不宽于上级要求" in out
    assert "   高于上级  4. 每千名老年人拥有家庭养老床位" in out


def test_what_only_the_draft_has_comes_last(run, pair):
    rows = json.loads(compared(run, "--output", "json"))["entries"]
    extra = [r for r in rows if r["verdict"] == "extra"]
    assert rows[-len(extra) :] == extra
    assert "适老化公园覆盖率" in [r["draft"]["name"] for r in extra]
    assert all(r["parent"] is None for r in extra)


def test_the_table_in_english(run, pair):
    out = compared(run, "--lang", "en")
    assert "6 indicators of the parent (3 binding): 1 met, 1 shares of totals, 1 to check" in out
    assert "!! below the parent   1. 护理型床位占比\n" in out
    kept = ("约束性", "预期性", "张", "个")  # what the plans say stays as it is
    lines = [line for line in out.splitlines() if not re.search(r"\d+\. |[《》]", line)]
    words = re.findall(r"[\u4e00-\u9fff]+", " ".join(lines[1:]))
    assert [w for w in words if w not in kept] == []


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_format_speaks_the_language_asked_for(run, examples, form, lang):
    call = ("compare", "district-draft.md", "--output", form, "--lang", lang)
    out = re.sub(r"<style>.*</style>|<[^>]*>", "", run(*call).out, flags=re.DOTALL)
    assert ("missing" in out, "缺项" in out) == (lang == "en", lang == "zh")


def test_the_configuration_chooses_the_language(run, pair):
    Path("planlint.toml").write_text('lang = "en"', encoding="utf-8")
    assert "missing" in compared(run)
    assert "缺项" in compared(run, "--lang", "zh")


# --- json --------------------------------------------------------------------------------------


def test_json_has_its_keys_in_both_languages(run, pair):
    zh, en = (json.loads(compared(run, "--output", "json", "--lang", x)) for x in ("zh", "en"))
    assert zh == en
    assert list(zh) == ["draft", "parents", "summary", "notes", "entries", "tasks", "owners"]
    assert zh["draft"] == {"filename": "draft.md", "title": "南浦区“十五五”养老服务发展规划"}
    assert [p["filename"] for p in zh["parents"]] == ["city.md"]
    assert zh["notes"] == []


def test_json_counts_what_the_parent_asks(run, pair):
    summary = json.loads(compared(run, "--output", "json"))["summary"]
    keys = {"total", "met", "share", "unmentioned", "check", "weaker", "missing"}
    assert all(
        summary[k].keys() == keys for k in ("indicators", "binding", "expected", "commitments")
    )
    assert list(summary["binding"].values()) == [3, 0, 0, 0, 1, 1, 1]
    assert list(summary["expected"].values()) == [3, 1, 1, 0, 0, 1, 0]
    assert list(summary["verdicts"]) == list(VERDICTS)
    assert (summary["verdicts"]["missing"], summary["verdicts"]["weaker"]) == (1, 2)


def test_json_gives_an_entry_with_both_sides(run, pair):
    first = json.loads(compared(run, "--output", "json"))["entries"][0]
    parent, draft = first.pop("parent"), first.pop("draft")
    assert first == {
        "kind": "indicator", "verdict": "weaker", "how": "exact", "binding": True,
        "flaw": "", "better": "higher",
    }  # fmt: skip
    assert {k: parent[k] for k in ("name", "value", "attribute", "number", "unit")} == {
        "name": "护理型床位占比", "value": "73%", "attribute": "约束性", "number": "73", "unit": "%",
    }  # fmt: skip
    assert (parent["filename"], parent["location"]["row"]) == ("city.md", 13)
    assert parent["end_location"]["column"] > parent["location"]["column"] >= 1
    assert (draft["filename"], draft["number"]) == ("draft.md", "70")
    assert parent.keys() == draft.keys()


def test_json_has_null_for_a_side_that_is_not_there(run, pair):
    rows = json.loads(compared(run, "--output", "json"))["entries"]
    (missing,) = [r for r in rows if r["verdict"] == "missing"]
    assert (missing["draft"], missing["how"]) == (None, "")


# --- outputs -----------------------------------------------------------------------------------


def test_several_outputs_in_one_run(run, pair):
    files = ("a.txt", "a.md", "a.json", "a.html", "a.xlsx")
    forms = ("text", "markdown", "json", "html", "xlsx")
    flags = [w for f, n in zip(forms, files, strict=True) for w in ("--output", f"{f}={n}")]
    assert compared(run, *flags, "--output", "text") == compared(run)
    assert [n for n in files if not Path(n).stat().st_size] == []
    assert Path("a.txt").read_text(encoding="utf-8") == compared(run)
    assert list(pair.glob("*.part")) == []


def test_md_is_markdown_and_output_format_is_output(run, pair):
    assert compared(run, "--output", "md") == compared(run, "--output-format", "markdown")


@pytest.mark.parametrize(("lang", "words"), [("zh", "xlsx=对照表.xlsx"), ("en", "name a file")])
def test_xlsx_on_a_screen_is_a_usage_error(run, pair, lang, words):
    call = ("compare", "draft.md", "--parent", "city.md", "--output", "xlsx", "--lang", lang)
    outcome = run(*call)
    assert (outcome.code, outcome.out) == (2, "")
    assert words in outcome.err


def test_without_openpyxl_xlsx_says_what_to_install(run, pair, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    outcome = run("compare", "draft.md", "--parent", "city.md", "--output", "xlsx=a.xlsx")
    assert (outcome.code, outcome.out) == (2, "")
    assert 'pip install "planlint[xlsx]"' in outcome.err


def test_an_unknown_format_is_a_usage_error(run, pair):
    outcome = run("compare", "draft.md", "--parent", "city.md", "--output", "pdf")
    assert outcome == (
        2,
        "",
        "planlint: 没有这种输出格式：pdf（可用：text、markdown、md、json、html、xlsx）\n",
    )


@pytest.mark.parametrize("form", ["html", "xlsx"])
def test_a_report_that_cannot_be_written_leaves_nothing_behind(run, pair, form):
    Path("taken").mkdir()
    before = sorted(pair.rglob("*"))
    outcome = run("compare", "draft.md", "--parent", "city.md", "--output", f"{form}=taken")
    assert (outcome.code, outcome.out) == (2, "")
    assert "taken" in outcome.err
    assert sorted(pair.rglob("*")) == before


def test_colour_only_where_it_is_asked_for(run, pair, monkeypatch):
    plain = compared(run)
    assert "\x1b" not in plain
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = compared(run)
    assert "\x1b[1;31m!! 缺项\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [60, 80, 132])
def test_no_line_is_wider_than_the_terminal(run, examples, monkeypatch, lang, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    out = run("compare", "district-draft.md", "--lang", lang).out
    assert [line for line in out.splitlines() if cells(line) > columns] == []


# --- draft and parent --------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "words"), [("zh", "没有上级规划"), ("en", "no parent plan")])
def test_without_a_parent_there_is_nothing_to_compare(run, folder, lang, words):
    outcome = run("compare", "clean.md", "--lang", lang)
    assert (outcome.code, outcome.out) == (2, "")
    assert words in outcome.err
    assert "--parent" in outcome.err


def test_the_parent_is_found_in_front_matter(run, examples):
    given = run("compare", "district-draft.md", "--parent", "city-plan.md")
    assert run("compare", "district-draft.md") == given


def test_the_parent_is_found_in_the_configuration(run, pair):
    Path("planlint.toml").write_text('parents = ["city.md"]', encoding="utf-8")
    assert run("compare", "draft.md").out == compared(run)


def test_another_configuration_may_be_named(run, pair):
    Path("other.toml").write_text('parents = ["city.md"]', encoding="utf-8")
    assert run("compare", "draft.md", "--config", "other.toml").out == compared(run)


def test_the_parent_is_found_by_its_title_in_a_library(run, folder):
    Path("planlint.toml").write_text('library = ["parent.md"]', encoding="utf-8")
    assert "上级规划 parent.md" in run("compare", "citing.md").out


@pytest.mark.parametrize("name", ["nowhere.md", "binary.md", "."])
@pytest.mark.parametrize("side", ["draft", "parent"])
def test_what_cannot_be_read_exits_2(run, pair, name, side):
    Path("binary.md").write_bytes(b"%PDF-1.7\n")
    draft, parent = (name, "city.md") if side == "draft" else ("draft.md", name)
    outcome = run("compare", draft, "--parent", parent)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert name in outcome.err


@pytest.mark.parametrize("parent", ["draft.md", "copy.md"])
def test_a_parent_that_is_the_draft_itself_exits_2(run, pair, parent):
    shutil.copy("draft.md", "copy.md")
    outcome = run("compare", "draft.md", "--parent", parent)
    assert (outcome.code, outcome.out) == (2, "")
    assert "草案本身" in outcome.err


@pytest.mark.parametrize("call", [["compare"], ["compare", "a.md", "b.md"]])
def test_the_wrong_number_of_drafts_exits_2(run, call):
    outcome = run(*call)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)


def test_the_draft_may_come_from_standard_input(run, pair):
    outcome = run("compare", "-", "--parent", "city.md", stdin=Path("draft.md").read_bytes())
    assert outcome.out == compared(run).replace("draft.md", "<stdin>")


def test_lang_may_stand_before_the_command(run, pair):
    outcome = run("--lang", "en", "compare", "draft.md", "--parent", "city.md")
    assert outcome.out == compared(run, "--lang", "en")


def test_a_comparison_is_never_answered_from_the_cache(run, pair):
    before = compared(run)
    Path("city.md").write_text(plan("探访关爱率 | % | 96 | 100 | 约束性"), encoding="utf-8")
    assert compared(run) != before


def other_period(run, form: str) -> str:
    text = plan("护理型床位占比 | % | 50 | 60 | 约束性", place="云州市", period="“十四五”")
    Path("city.md").write_text(text.replace("2026—2030", "2021—2025"), encoding="utf-8")
    return compared(run, "--output", form)


@pytest.mark.parametrize("form", ["text", "markdown", "json", "html"])
def test_another_period_is_compared_with_a_note(run, pair, form):
    out = other_period(run, form).replace("\n", "")
    assert "规划期不一致" in out
    assert "2021—2025" in out
    assert out.index("规划期不一致") < out.index("护理型床位占比")


def test_several_parents_are_noted_and_titled(run, pair):
    Path("province.md").write_text(
        plan("农村互助点覆盖率 | % | 10 | 60 | 约束性", place="江岭省"), encoding="utf-8"
    )
    out = compared(run, "--parent", "province.md")
    title = "与《云州市“十五五”养老服务发展规划》《江岭省“十五五”养老服务发展规划》衔接情况对照表"
    assert title in out.replace("\n", "")
    assert "有多份上级规划" in out
    assert "province.md:13" in out


def test_a_parent_that_asks_nothing_is_noted(run, folder):
    out = run("compare", "clean.md", "--parent", "parent.md").out
    assert "没有读出指标或量化要求" in out
    assert out.endswith("没有可对照的内容。\n")


def test_files_of_one_name_keep_their_folders(run, pair):
    Path("city").mkdir()
    shutil.move("city.md", "city/draft.md")
    out = run("compare", "draft.md", "--parent", "city/draft.md", "--output", "md").out
    assert f"{Path('city/draft.md')}:13" in out
    shutil.move("city/draft.md", "city/plan.md")
    out = run("compare", "draft.md", "--parent", "city/plan.md", "--output", "md").out
    assert "city/plan.md" not in out  # a table that is sent on shows no folders


# --- hostile text ------------------------------------------------------------------------------


@pytest.fixture
def hostile(folder: Path) -> Path:
    """A parent whose indicators try to steer terminals, pages, tables and spreadsheets."""
    rows = [f"{HOSTILE} | % | 62 | 73 | 约束性", "=HYPERLINK(A1)占比 | % | 62 | 73 | 预期性"]
    rows += ["@SUM(A1)覆盖率 | % | 1 | 2 | 预期性", "+1+1护理率 | % | 1 | 2 | 预期性"]
    rows += ["-2护理率 | % | 1 | 2 | 预期性", "#N/A | % | 1 | 2 | 预期性"]
    sources = [_indicator(row) for row in rows]
    return sources


def _indicator(row: str) -> Side:
    name, unit, _, target, attribute = (c.strip() for c in row.split(" | "))
    source = Source("city\x1b.md", f"{name} {target}")
    span = Span(0, len(name))
    return Side(name, target + unit, attribute, "", Decimal(target), unit, source, span)


def table_of(*entries: Entry, lang: str = "zh") -> AlignmentTable:
    """A table of entries of one's own."""
    draft, parent = (
        planlint.parse_text(t, filename=n) for t, n in ((CLEAN, "d.md"), (CLEAN, "p.md"))
    )
    return AlignmentTable(planlint.compare(draft, [parent]), entries, lang)


def hostile_table(hostile) -> AlignmentTable:
    return table_of(*(Entry("indicator", "missing", "", side, None) for side in hostile))


def test_controls_do_not_reach_the_terminal(hostile):
    for module in (compare_markdown, compare_html):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", module.render(hostile_table(hostile)))
    text = compare_text.render(hostile_table(hostile), 80, colour=False)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text)
    assert "护理" in text


def test_html_holds_no_tag_of_a_plan(hostile):
    page = compare_html.render(hostile_table(hostile))
    assert "<script" not in page
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in page


def test_markdown_escapes_pipes_and_tags(hostile):
    lines = compare_markdown.render(hostile_table(hostile)).splitlines()
    rows = [line for line in lines if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {8}
    assert not any("<script" in line for line in lines)


def sheet_of(data: bytes, folder: Path):
    """The worksheet in the bytes of a workbook."""
    (folder / "t.xlsx").write_bytes(data)
    return openpyxl.load_workbook(folder / "t.xlsx").active


def test_xlsx_stores_text_never_formulas(hostile, tmp_path):
    sheet = sheet_of(compare_xlsx.render(hostile_table(hostile)), tmp_path)
    texts = [c for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
    assert {c.data_type for c in texts} == {"s"}
    steering = [c for c in texts if c.value.startswith(("=", "+", "-", "@"))]
    assert len(steering) == 4
    assert all(c.quotePrefix for c in steering)
    assert "#N/A" in [c.value for c in texts]
    assert not any("\x1b" in c.value or "\x00" in c.value for c in texts)


def test_a_hostile_plan_is_compared_by_the_command(run, pair):
    text = Path("city.md").read_text(encoding="utf-8")
    name = "<script =护理型床位\x1b[2J占比"  # whole tags are markup of the cell and not its text
    Path("city.md").write_text(text.replace("护理型床位占比", name), encoding="utf-8")
    for form in ("text", "md", "html"):
        out = compared(run, "--output", form)
        assert "\x1b" not in out
        assert "script" in out
        assert form == "text" or "<script" not in out
    compared(run, "--output", "xlsx=a.xlsx")
    assert openpyxl.load_workbook("a.xlsx").active.max_row > 6


# --- html --------------------------------------------------------------------------------------


class Page(HTMLParser):
    """The tags of a page, their attributes, and whether they close."""

    VOID = ("meta", "br", "input")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize(("lang", "code"), [("zh", "zh-CN"), ("en", "en")])
def test_html_is_one_page_that_needs_nothing_else(run, pair, lang, code):
    page = Page(compared(run, "--output", "html", "--lang", lang))
    assert page.open == []
    assert ("html", {"lang": code}) in page.tags
    assert {t for t, _ in page.tags} & {"script", "link", "img", "iframe", "object"} == set()
    attributes = {name for _, attrs in page.tags for name in attrs}
    assert attributes & {"src", "onclick", "onload", "style", "xlink:href"} == set()
    links = [attrs["href"] for tag, attrs in page.tags if tag == "a"]
    targets = {attrs.get("id") for _, attrs in page.tags}
    assert links
    assert all(link.startswith("#") and link[1:] in targets for link in links)


@pytest.mark.parametrize("name", ["compare", "side_by_side"])
def test_html_style_loads_nothing(name):
    style = compare_html._style(name)
    assert "url(" not in style
    assert "@import" not in style


def test_html_heads_have_a_scope(run, pair):
    page = Page(compared(run, "--output", "html"))
    assert {attrs.get("scope") for tag, attrs in page.tags if tag == "th"} == {"col", "row"}


def test_html_draws_only_what_compares(run, pair):
    out = compared(run, "--output", "html")
    labels = re.findall(r'<svg [^>]*aria-label="([^"]*)"', out)
    assert "上级 73%，草案 70%" in labels
    assert not any("700个" in text for text in labels)  # a share of a total
    assert "低3个百分点" in out


def test_html_marks_problems_by_word_and_class(run, pair):
    out = compared(run, "--output", "html")
    assert (
        out.count(
            '<tr id="r1" class="problem"><td class="verdict"><b>低于上级</b>'.replace(
                "><td", ">\n<td"
            )
        )
        == 1
    )
    assert '<span class="attribute changed">预期性</span>' in out


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on PATH")
def test_a_browser_shows_the_page(run, pair, tmp_path):
    compared(run, "--output", "html=page.html")
    command = [
        str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-sync",
        "--disable-background-networking", "--disable-component-update",
        f"--user-data-dir={tmp_path / 'profile'}", f"--screenshot={tmp_path / 'page.png'}",
        "--dump-dom", (pair / "page.html").as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    dom = done.stdout.decode("utf-8")
    assert "护理型床位占比" in dom
    assert dom.count("<tr ") == len(json.loads(compared(run, "--output", "json"))["entries"])
    assert (tmp_path / "page.png").stat().st_size > 10_000


# --- xlsx --------------------------------------------------------------------------------------


@pytest.fixture
def sheet(run, pair):
    """The sheet that the command writes."""
    assert compared(run, "--output", "xlsx=t.xlsx") == ""
    return openpyxl.load_workbook("t.xlsx").active


def test_xlsx_has_title_summary_header_and_rows(sheet):
    rows = [[c for c in row if c is not None] for row in sheet.iter_rows(values_only=True)]
    assert rows[0][0].endswith("衔接情况对照表")
    assert rows[1][0].startswith("上级指标 6 项（约束性 3 项）")
    header = next(at for at, row in enumerate(rows) if row[0] == "序号")
    assert rows[header][:4] == ["序号", "类别", "核对结论", "指标或要求"]
    assert rows[header + 1] == [
        1, "约束性指标", "低于上级", "护理型床位占比", "73%", "约束性", "city.md:13", "70%",
        "约束性", "draft.md:13", "名称相同", "请提高到不低于上级要求",
    ]  # fmt: skip


def test_xlsx_prints_on_landscape_pages_with_the_header_on_each(sheet):
    header = next(r[0].row for r in sheet.iter_rows() if r[0].value == "序号")
    assert sheet.freeze_panes == f"A{header + 1}"
    assert sheet.print_title_rows == f"${header}:${header}"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert sheet.auto_filter.ref.startswith(f"A{header}:L")
    assert sheet.column_dimensions["D"].width > 30
    assert sheet.cell(header + 1, 4).alignment.wrap_text


def test_openpyxl_is_loaded_only_for_xlsx(examples):
    program = (
        "import sys; from planlint.__main__ import main; "
        "main(['compare', 'district-draft.md', '--output', 'html=a.html']); "
        "sys.exit('openpyxl' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


# --- words and values --------------------------------------------------------------------------


def side(value: str, **given: object) -> Side:
    """A side of an entry."""
    facts = {"name": "护理率", "attribute": "", "deadline": "", "number": None, "unit": ""}
    facts |= given
    return Side(value=value, source=Source("p.md", "护理率"), span=Span(0, 3), **facts)


@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_verdict_has_its_words_in_every_format(verdict, lang):
    both = verdict not in ("missing", "extra")
    parent, draft = side("73%"), side("70%", name="照护率")
    entry = Entry(
        "commitment", verdict, "similar" if both else "",
        None if verdict == "extra" else parent, None if verdict == "missing" else draft,
    )  # fmt: skip
    word = label(entry, lang)
    assert cells(word) <= 17
    assert tone(entry) in TONES
    table = table_of(entry, lang=lang)
    assert word in compare_text.render(table, 80, colour=False)
    assert word in compare_markdown.render(table)
    assert word in compare_html.render(table) or verdict == "extra"
    assert compare_json.as_dict(table)["entries"][0]["verdict"] == verdict
    assert compare_xlsx.render(table).startswith(b"PK")


@pytest.mark.parametrize("how", HOW)
def test_every_match_has_its_words(how):
    entry = Entry("indicator", "equal", how, side("1"), side("1"))
    assert bool(match(entry, "zh")) == bool(match(entry, "en")) == bool(how)


def test_commitments_have_their_own_section_and_deadlines():
    want = side("2个", name="各区租赁点", deadline="2027年底前", number=Decimal(2), unit="个")
    have = side("3个", name="各区租赁点", number=Decimal(3), unit="个")
    entry = Entry("commitment", "stronger", "exact", want, have, compares=True, better="higher",
                  flaw="deadline-missing")  # fmt: skip
    table = table_of(entry)
    assert [s.key for s in table.sections] == ["commitments"]
    assert "2个（2027年底前）" in compare_markdown.render(table)
    assert summary(table)[0].startswith(
        "上级正文中的量化要求 1 项：一致或高于上级 0 项，待核对 1 项"
    )


@pytest.mark.parametrize(
    ("want", "have", "found", "word"),
    [
        ("2027年底前，", "", "deadline-missing", "未写期限"),
        ("2027年底前，", "2028年底前，", "deadline-later", "期限较晚"),
        ("2027年6月底前，", "2027年底前，", "deadline-later", "期限较晚"),
        ("2027年底前，", "2027年6月底前，", "", "一致"),
        ("2027年底前，", "2026年底前，", "", "一致"), ("", "2028年底前，", "", "一致"),
    ],
)  # fmt: skip
def test_a_deadline_is_part_of_a_commitment(want, have, found, word):
    plans = [
        planlint.parse_text(f"南浦区“十五五”规划\n一、任务\n{due}助餐服务覆盖率达到90%。\n")
        for due in (want, have)
    ]
    (entry,) = align(planlint.compare(plans[1], plans[:1]))
    assert (entry.flaw, label(entry, "zh")) == (found, word)
    assert bool(remarks(entry, "zh")) == bool(found)


def test_a_problem_outweighs_a_flaw_that_is_still_remarked():
    sides = side("2个", deadline="2027年"), side("1个")
    entry = Entry("commitment", "weaker", "exact", *sides, flaw="deadline-missing")
    assert (label(entry, "zh"), tone(entry)) == ("低于上级", "problem")
    assert remarks(entry, "zh") == ["请提高到不低于上级要求", "上级有期限，草案没有写期限"]


@pytest.mark.parametrize(
    ("attribute", "lowered"),
    [("约束性", False), ("约束", False), ("预期性", True), ("预期", True), ("", True)],
)
def test_a_lowered_attribute_is_to_be_checked(attribute, lowered):
    row = "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 探访关爱率 | 97% | {} |\n| 助餐覆盖率 | 90% | 预期性 |\n"
    plans = [
        planlint.parse_text(f"南浦区“十五五”规划\n一、目标\n{row.format(word)}")
        for word in ("约束性", attribute)
    ]
    entry = align(planlint.compare(plans[1], plans[:1]))[0]
    assert entry.flaw == ("attribute-lowered" if lowered else "")
    assert (label(entry, "zh") == "属性降低") == lowered
    assert tone(entry) == ("check" if lowered else "fine")


@pytest.mark.parametrize(
    ("value", "number", "unit", "shown"),
    [
        ("73", "73", "%", "73%"), ("73%", "73", "%", "73%"), ("＞95", "95", "%", "＞95%"),
        ("2", "20000", "人", "2（20000人）"), ("2万人", "20000", "人", "2万人"),
        ("与地区生产总值增长同步", None, "", "与地区生产总值增长同步"), ("", None, "", "—"),
        ("1,500", "1500", "户", "1,500户"), ("90%以上", "90", "%", "90%以上"),
    ],
)  # fmt: skip
def test_values_are_shown_with_their_unit(value, number, unit, shown):
    given = side(value, number=Decimal(number) if number else None, unit=unit)
    (section,) = table_of(Entry("indicator", "missing", "", given, None)).sections
    assert section.rows[0].parent.value == shown


@pytest.mark.parametrize(
    ("want", "have", "better", "mark", "words"),
    [
        ("73", "70", "higher", "<path", "低3个百分点"), ("70", "73", "higher", "<circle", "高3个百分点"),
        ("3", "2.8", "lower", "<circle", "低0.2个百分点"), ("3", "3.1", "lower", "<path", "高0.1个百分点"),
        ("0", "0", "lower", "<circle", "数值相同"), ("10", "99", "higher", "<path", "高89个百分点"),
        ("0", "5", "lower", "<path", "高5个百分点"),
    ],
)  # fmt: skip
def test_the_chart_puts_the_better_side_right(want, have, better, mark, words):
    sides = [side(f"{n}%", number=Decimal(n), unit="%") for n in (want, have)]
    entry = Entry("indicator", "equal", "exact", *sides, compares=True, better=better)
    drawn = chart(entry, "zh")
    assert mark in drawn
    assert difference(entry, "zh") == words
    places = [int(n) for n in re.findall(r'(?:x[12]|cx)="(-?\d+)"', drawn)]
    assert all(0 <= n <= 152 for n in places)


def test_nothing_is_drawn_where_numbers_do_not_compare():
    entry = Entry("indicator", "share", "exact", side("1", number=Decimal(1)), side("2"))
    assert (chart(entry, "zh"), difference(entry, "zh")) == ("", "")


# --- the readme --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_shows_what_the_command_prints(run, name, monkeypatch):
    text = (ROOT / name).read_text(encoding="utf-8")
    (shown,) = [b for b in re.findall(r"```text\n(.*?)```", text, re.DOTALL) if b.startswith("《")]
    monkeypatch.chdir(ROOT)
    printed = run("compare", "examples/district-draft.md").out.splitlines()
    lines = [line for line in shown.splitlines() if line.strip() not in ("…", "")]
    assert [line for line in lines if line not in printed] == []


# --- owners ------------------------------------------------------------------------------------


def test_owners_are_set_side_by_side(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    tasks = (
        "{0}“十五五”养老服务发展规划\n一、任务\n（一）发展社区助餐\n办好食堂。（{1}民政局牵头，{1}财政局配合）\n"
        "（二）培育服务队伍\n做好培训。（{2}）\n"
    )
    city = tasks.format("云州市", "市", "市人力资源社会保障局牵头，市民政局配合")
    Path("city.md").write_text(city, encoding="utf-8")
    district = tasks.format("云州市南浦区", "区", "区民政局牵头，区财政局配合")
    Path("draft.md").write_text(district, encoding="utf-8")
    call = ("compare", "draft.md", "--parent", "city.md", "--output")
    first, second = json.loads(run(*call, "json").out)["owners"]
    assert first["parent"]["lead"] == ["市民政局"]
    assert first["draft"]["participants"] == ["区财政局"]
    assert (first["missing"], second["missing"]) == ([], ["市人力资源社会保障局"])
    for form in ("text", "markdown", "html"):
        out = run(*call, form).out
        assert "责任单位对照" in out
        assert "没有与市人力资源社会保障局对口的单位" in re.sub(r"\s", "", out)
    run(*call, "xlsx=t.xlsx")
    book = openpyxl.load_workbook("t.xlsx")
    sheet = book["责任单位对照"]
    assert sheet.max_row == 3
    assert sheet["D2"].value == "牵头：区民政局；配合：区财政局"


def test_a_member_of_a_list_with_numbers_is_named_by_itself_and_once() -> None:
    said = "新建日间照料中心22家、助浴点55个，落实服务场所“六个百分之百”。"
    draft = planlint.parse_text(CLEAN.replace("服务老年人。", f"服务老年人。{said}\n\n{said}", 1))
    entries = align(planlint.compare(draft, [planlint.parse_text(CLEAN)]))
    names = [e.draft.name for e in entries if e.verdict == "extra" and e.draft]
    assert names == ["新建日间照料中心", "助浴点"]
