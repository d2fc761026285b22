"""The tasks in `planlint compare`: every format, the page with both plans, a real browser."""

import json
import re
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

import planlint
from planlint.compare.differences import differing
from planlint.output.width import cells
from tests.browser import needs_browser, use
from tests.browser import run as browse
from tests.conftest import ROOT
from tests.drafts import CLEAN

CITY = (ROOT / "examples" / "city-plan.md").read_text(encoding="utf-8")
DISTRICT = (ROOT / "examples" / "district-clean.md").read_text(encoding="utf-8")
LOST = "培育壮大银发经济"
LANGS = ("zh", "en")


def without(text: str, *titles: str) -> str:
    """A plan without the tasks whose headings hold these words."""
    return "\n".join(
        x for x in text.split("\n") if not any(re.match(rf"\d+\.? ?[^。]*{t}", x) for t in titles)
    )


@pytest.fixture
def pair(folder: Path) -> Path:
    """city.md and draft.md: one task of the city is not answered."""
    Path("city.md").write_text(CITY, encoding="utf-8")
    text = without(DISTRICT, "银发经济")
    assert len(text) < len(DISTRICT)
    Path("draft.md").write_text(text, encoding="utf-8")
    return folder


def compared(run, form="text", lang="zh", *more: str) -> str:
    flags = ("--parent", "city.md", "--output", form, "--lang", lang, *more)
    outcome = run("compare", "draft.md", *flags)
    assert (outcome.code, outcome.err) == (0, "")
    return outcome.out


# --- formats -----------------------------------------------------------------------------------


def test_json_gives_each_task_with_verdict_and_evidence(run, pair):
    data = json.loads(compared(run, "json"))
    tasks, counts = data["tasks"], data["summary"]["tasks"]
    assert counts["total"] == len(tasks) == 24
    assert (counts["missing"], counts["measure"], counts["principle"]) == (1, 4, 4)
    assert sum(counts[v] for v in ("covered", "partly", "missing", "unknown")) == 24
    (missing,) = [t for t in tasks if t["verdict"] == "missing"]
    assert missing["task"] == LOST
    draft = Path("draft.md").read_text(encoding="utf-8")
    assert missing["lost"]
    assert all(term in CITY and term not in draft for term in missing["lost"])
    line = Path("city.md").read_text(encoding="utf-8").split("\n")[missing["location"]["row"] - 1]
    assert LOST in line
    first = tasks[0]["answers"][0]
    assert first["filename"] == "draft.md"
    line = draft.split("\n")[first["location"]["row"] - 1]
    assert first["shared"]
    assert all(term in line for term in first["shared"])
    assert 0 < first["score"] <= 1
    assert json.loads(compared(run, "json", "en")) == data


@pytest.mark.parametrize("form", ["text", "md", "html"])
@pytest.mark.parametrize("lang", LANGS)
def test_every_format_says_which_task_is_not_answered(run, pair, form, lang):
    out = compared(run, form, lang)
    flat = re.sub(r"<[^>]+>|\s", "", out)
    words = {
        "zh": "上级任务24项（含保障措施4项、基本原则4项）：已落实",
        "en": "24tasksoftheparent(4measures,4principlesamongthem)",
    }
    assert words[lang] in flat
    assert ("草案未提及：" in flat, "nevermentioned:" in flat) == (lang == "zh", lang == "en")
    assert ("最接近：" in flat, "nearest:" in flat) == (lang == "zh", lang == "en")


def test_text_puts_the_verdict_first_and_keeps_to_the_terminal(run, pair, monkeypatch):
    out = compared(run)
    assert re.search(rf"^!! 未见 +\[19\] 3\.{LOST}$", out, re.MULTILINE)
    for columns in (60, 80, 132):
        monkeypatch.setenv("COLUMNS", str(columns))
        assert [x for x in compared(run).splitlines() if cells(x) > columns] == []


def test_xlsx_has_a_sheet_of_tasks(run, pair):
    compared(run, "xlsx=a.xlsx")
    sheet = openpyxl.load_workbook("a.xlsx")["任务落实情况"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("序号", "结论", "章节")
    assert len(rows) == 25
    assert sheet.auto_filter.ref == "A1:L25"
    (row,) = [r for r in rows if LOST in str(r[4])]
    assert "未见" in row[1]
    assert row[7].startswith("（最接近：")
    assert "city.md:" in row[5]
    assert "市商务局" in row[6]


def test_a_row_names_the_owners_of_both_sides(run, pair):
    out = compared(run, "md")
    (row,) = [x for x in out.splitlines() if x.startswith("| 14 |") and "健全探访" in x]
    assert "市委社会工作部" in row
    assert "区委社会工作部" in row


def test_several_parents_are_numbered_through(run, pair):
    text = CITY.replace("云州市", "江岭省").replace("银发经济", "养老产业")
    Path("province.md").write_text(text, encoding="utf-8")
    out = compared(run, "json", "zh", "--parent", "province.md")
    tasks = json.loads(out)["tasks"]
    assert [t["filename"] for t in tasks] == ["city.md"] * 24 + ["province.md"] * 24
    page = compared(run, "html", "zh", "--parent", "province.md")
    assert page.count('<h3 class="plan">') == 3
    assert 'id="t48"' in page


def test_a_parent_without_tasks_has_no_matrix(run, folder):
    Path("city.md").write_text(CLEAN.replace("南浦区", "云州市") + "\n", encoding="utf-8")
    Path("draft.md").write_text(CLEAN, encoding="utf-8")
    assert json.loads(compared(run, "json"))["tasks"] == []
    for form in ("text", "md", "html"):
        assert "任务落实情况" not in compared(run, form)
    compared(run, "xlsx=a.xlsx")
    assert openpyxl.load_workbook("a.xlsx").sheetnames == ["衔接情况对照表"]


def test_a_draft_about_something_else_is_not_judged(run, pair):
    text = CLEAN.replace("完善服务网络。", "加固水库大坝，疏浚河道，更新泵站机组和闸门。")
    Path("draft.md").write_text(text, encoding="utf-8")
    assert {t["verdict"] for t in json.loads(compared(run, "json"))["tasks"]} == {"unknown"}
    assert "没有判断" in "".join(compared(run).split())
    assert "未判断" in compared(run, "html")


# --- the page ----------------------------------------------------------------------------------


def test_every_link_of_the_page_leads_somewhere(run, pair):
    page = compared(run, "html")
    links, ids = re.findall(r'href="#([^"]+)"', page), re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(links) <= set(ids)
    assert {f"t{n}" for n in range(1, 25)} <= set(links)
    (wanted,) = re.findall(r'<li class="problem"><b>未见</b><a href="#(t\d+)">', page)
    assert wanted == "t19"
    assert "<script" not in page
    assert "default-src 'none'; style-src 'unsafe-inline'\"" in page


def test_the_page_holds_both_plans(run, pair):
    page = compared(run, "html")
    text = re.sub(r"<[^>]+>", "", page)
    for source in (CITY, Path("draft.md").read_text(encoding="utf-8")):
        plan = planlint.parse_text(source)
        for flow in plan.flows():
            assert source[flow.offset(0) : flow.offset(0) + 6] in text


def test_markup_in_a_task_is_text(run, pair):
    evil = "举办年度银发消费季<script>alert(1)</script><img src=x onerror=alert(2)>\x1b[2J"
    Path("city.md").write_text(CITY.replace("举办年度银发消费季", evil), encoding="utf-8")
    draft = Path("draft.md").read_text(encoding="utf-8")
    Path("draft.md").write_text(draft.replace("探访", "</p><b onclick=x>探访"), encoding="utf-8")
    for form in ("html", "md"):
        out = compared(run, form)
        assert not re.search(r"<(script|img|b onclick)", out)
        assert "\x1b" not in out
    assert "&lt;/p&gt;&lt;b onclick=x&gt;" in compared(run, "html")


@needs_browser
def test_a_click_on_a_task_lights_its_counterpart(run, pair, tmp_path):
    page = tmp_path / "page.html"
    compared(run, f"html={page}")
    task, found = ".task.k10", ".passage.k10"
    looked = [task, found, ".task.k10 .more", "#a10-1"]
    told = use(page, [("", looked), (".task.k10 h4 a", looked), (".none", looked)])
    before, lit, after = told["steps"]
    assert not before[task + " .more"]["shown"]
    assert before[found]["background"] != lit[found]["background"]
    assert lit["#a10-1"]["inside"]
    assert lit["#a10-1"]["visible"]
    assert lit[task]["position"] == "sticky"
    assert lit[task]["inside"]
    assert lit[task + " .more"]["shown"]
    assert after[found]["background"] == before[found]["background"]
    assert not after[task + " .more"]["shown"]


@needs_browser
def test_a_link_of_the_matrix_brings_both_sides_into_view(run, pair, tmp_path):
    page = tmp_path / "page.html"
    compared(run, f"html={page}")
    places = [".task.k18", ".passage.b18"]
    told = use(page, [('.tasks a[href="#t18"]', places), ('.tasks a[href="#a18-1"]', places)])
    for step in told["steps"]:
        for place in places:
            assert step[place]["visible"], place
    assert told["steps"][0][".passage.b18"]["position"] == "sticky"
    assert told["steps"][0][".passage.b18"]["inside"]


@needs_browser
def test_only_the_marks_of_the_chosen_task_show(run, pair, tmp_path):
    page = tmp_path / "page.html"
    compared(run, f"html={page}")
    clear = "rgba(0, 0, 0, 0)"
    told = use(page, [("", [".i10", ".k10 .d"]), ('a[href="#a10-1"]', [".i10", ".k10 .d", ".i9"])])
    before, lit = told["steps"]
    assert {v["background"] for v in before.values()} == {clear}
    assert lit[".i10"]["background"] != clear
    assert lit[".k10 .d"]["background"] != clear
    assert lit[".i9"]["background"] == clear


@needs_browser
def test_the_filters_hide_what_has_another_verdict(run, pair, tmp_path):
    page = tmp_path / "page.html"
    compared(run, f"html={page}")
    rows = [".tasks tr.v-missing", ".tasks tr.v-covered"]
    side = [".task.v-missing", ".task.v-covered", ".parent h4.head.v-missing", ".passage"]
    told = use(page, [("", rows + side), ("label[for=m-missing]", rows + side), ("label[for=f-missing]", side), ("label[for=f-all]", side)])  # fmt: skip
    shown = [{place: seen["shown"] for place, seen in step.items()} for step in told["steps"]]
    assert all(shown[0].values())
    assert (shown[1][rows[0]], shown[1][rows[1]], shown[1][side[1]]) == (True, False, True)
    assert list(shown[2].values()) == [True, False, True, True]
    assert all(shown[3].values())


@needs_browser
@pytest.mark.parametrize("width", [1280, 800, 500])
def test_nothing_is_wider_than_the_window(run, pair, tmp_path, width):
    page = tmp_path / "page.html"
    compared(run, f"html={page}")
    told = use(page, [('a[href="#t10"]', [".pane.parent", ".pane.draft"])], width)
    assert told["wide"] <= 0
    assert max(told["panes"]) <= 0
    panes = told["steps"][0]
    assert panes[".pane.parent"]["width"] == pytest.approx(panes[".pane.draft"]["width"], abs=2)
    assert panes[".pane.draft"]["width"] > 0.4 * width


@needs_browser
def test_paper_has_the_matrix_and_not_the_panes(run, pair, tmp_path):
    page = tmp_path / "page.html"
    compared(run, f"html={page}")
    text = page.read_text(encoding="utf-8")
    # The print rules as if the screen were paper: a browser prints pictures, not what it computes.
    page.write_text(text.replace("@media print", "@media screen"), encoding="utf-8")
    told = use(page, [("", [".panes", ".tasks", ".paper", ".how", ".tasks tr.v-missing"])])
    shown = {place: seen["shown"] for place, seen in told["steps"][0].items()}
    assert shown == {
        ".panes": False, ".tasks": True, ".paper": True, ".how": False, ".tasks tr.v-missing": True,
    }  # fmt: skip


# --- differing words -----------------------------------------------------------------------------


def marked(text: str, *others: str) -> str:
    for start, end in reversed(differing(text, others)):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        ("建设老年助餐点12个。", "建设老年助餐点12个。", "建设老年助餐点12个。"),
        ("助餐点达到80个。", "助餐点达到90个。", "助餐点达到[80]个。"),
        ("覆盖率达到9.5%以上。", "覆盖率达到95%以上。", "覆盖率达到[9.5%]以上。"),
        (
            "每个街道应当设立助餐点并公布收费标准。",
            "每个街道可以设立助餐点并公布收费标准。",
            "每个街道[应当]设立助餐点并公布收费标准。",
        ),
        (
            "推广适老化改造，发放辅具租赁补贴。",
            "对困难家庭进行适老化改造。",
            "推广适老化改造，[发放辅具租赁补贴]。",
        ),
        ("进一步加强助餐服务。", "助餐服务由街道统一组织，居民按月订餐。", "进一步加强助餐服务。"),
        ("", "助餐", ""),
    ],
)  # fmt: skip
def test_marks_are_words_that_the_other_text_lacks(text, other, expected):
    assert marked(text, other) == expected


def test_without_another_text_nothing_differs():
    assert differing("设立助餐点。", ()) == []


def test_marks_are_ordered_and_do_not_touch():
    found = differing(CITY[:3000], (DISTRICT[:2500],))
    assert found
    assert all(a < b for a, b in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))


@needs_browser
def test_chromium_prints_the_page(run, pair, tmp_path):
    page, pdf = tmp_path / "page.html", tmp_path / "page.pdf"
    compared(run, f"html={page}")
    browse("--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri())
    assert pdf.read_bytes().startswith(b"%PDF")
