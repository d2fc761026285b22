"""Names that are gone: abbreviations of every kind, and the successor at the body's own level."""

import pytest

import planlint
from planlint.diagnostic import Diagnostic

HEAD = "{}“十五五”服务业发展规划\n\n一、主要任务\n\n（一）健全体系。完善制度。（责任单位：{}）\n"

SHORT = (
    "市质监局 市食药监局 市安监局 市卫计委 市文广新局 市法制办 市工商局 市国土局 市旅发委 市扶贫开发办 市规划局 市环保局"
    " 市农业局 市旅游局 市国税局 市文广局 市文化局 市城乡规划局 市卫生计生局 市经信委 市工信委 市粮食局 市人事局"
)


def said(name: str, place: str = "云州市", date: str = "2026-09-15") -> list[Diagnostic]:
    text = f"---\nplanlint:\n  date: {date}\n---\n" + HEAD.format(place, name)
    found = planlint.lint(planlint.parse_text(text, filename="a.md"))
    return [d for d in found if d.code == "DEP001"]


@pytest.mark.parametrize(
    "name",
    SHORT.split(),
)
def test_a_short_name_that_is_gone_is_an_error(name: str) -> None:
    (found,) = said(name)
    assert (found.severity, f"“{name}”已" in found.message) == ("error", True)


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [
        ("湖南省", "省国土资源厅", "省自然资源厅"),
        ("湖南省", "省农业厅", "省农业农村厅"),
        ("湖南省", "省安监局", "省应急管理厅"),
        ("湖南省", "省扶贫办", "省农业农村厅"),
        ("湖南省", "省旅发委", "省文化和旅游厅"),
        ("广西壮族自治区", "自治区国土资源厅", "自治区自然资源厅"),
        ("天津市", "市国土房管局", "市规划和自然资源局"),
        ("云州市", "市卫生计生委", "市卫生健康委"),
        ("云州市", "市卫计局", "市卫生健康局"),
        ("云州市", "市扶贫办", "市农业农村局"),
    ],
)
def test_the_one_successor_has_the_level_of_the_body(place: str, old: str, new: str) -> None:
    (found,) = said(old, place)
    assert f"现为“{new}”" in found.message
    assert found.fix is not None
    assert [e.content for e in found.fix.edits] == [new]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("国家旅游局", "文化和旅游部"),
        ("国务院扶贫办", "农业农村部"),
        ("国家质检总局", "国家市场监督管理总局"),
        ("中国银保监会", "国家金融监督管理总局"),
        ("银保监会", "国家金融监督管理总局"),
        ("保监会", "国家金融监督管理总局"),
        ("环境保护部", "生态环境部"),
    ],
)
def test_a_national_body_has_a_national_successor(old: str, new: str) -> None:
    (found,) = said(old)
    assert f"现为“{new}”" in found.message


def test_the_successor_is_that_of_the_date() -> None:
    (found,) = said("国务院扶贫办", date="2022-03-01")
    assert "现为“国家乡村振兴局”" in found.message


def test_of_several_successors_the_drafter_chooses() -> None:
    (found,) = said("市国土局")
    assert "“市自然资源和规划局”或“市自然资源局”" in found.message
    assert found.fix is None


@pytest.mark.parametrize("name", ["区金融工作局", "区大数据局", "区金融办"])
def test_what_local_reforms_settled_late_is_a_warning(name: str) -> None:
    (found,) = said(name, "云州市南浦区")
    assert (found.severity, found.fix) == ("warning", None)


def test_a_name_that_never_was_has_no_date() -> None:
    (found,) = said("全国残联")
    assert found.message == "没有“全国残联”，应为“中国残联”。"


@pytest.mark.parametrize("row", ["| 1 | 公路 | {} | 2027年 |", "1\t公路\t{}\t2027年"])
def test_names_in_the_cells_of_a_table_are_judged(row: str) -> None:
    head = "| 序号 | 任务 | 责任单位 | 时限 |\n|---|---|---|---|\n"
    if "\t" in row:
        head = "序号\t任务\t责任单位\t时限\n"
    rows = "\n".join(
        row.format(n) for n in ("区安监局、区财政局", "省民政厅", "区民政局、区民政局")
    )
    text = f"云州市南浦区“十五五”交通规划\n\n一、主要任务\n\n{head}{rows}\n"
    found = planlint.lint(planlint.parse_text(text, filename="a.md"))
    codes = [d.code for d in found if d.code.startswith("DEP")]
    assert codes == ["DEP001", "DEP002", "DEP006"]
