"""Hostile input: whatever a file holds, planlint answers with findings or a message."""

import codecs
import json
import os
import sys
from pathlib import Path

import pytest

import planlint
from planlint.errors import ReadError
from planlint.readers import decode
from planlint.session import Session
from tests.drafts import BAD, CLEAN, fronted

MEGABYTE = 1024 * 1024
posix = pytest.mark.skipif(sys.platform == "win32", reason="not possible there")


def codes(outcome) -> list[str]:
    """The rules in a json report."""
    return [row["code"] for row in json.loads(outcome.out)]


def check(run, data: bytes, name: str = "draft.md") -> list[str]:
    """The findings in a draft of these bytes; text, tree and json must all be possible."""
    Path(name).write_bytes(data)
    outcome = run(name, "--output", "json", "--no-cache")
    assert outcome.code in (0, 1)
    assert outcome.err == ""
    for form in ("tree", "json"):
        parsed = run("parse", name, "--output", form)
        assert (parsed.code, parsed.err == "") in ((0, True), (2, False))
    return codes(outcome)


# --- bytes that are no text --------------------------------------------------------------------

UNREADABLE = {
    "every byte": bytes(range(256)) * 40,
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "docx": b"PK\x03\x04\x14\x00\x06\x00",
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "rtf": rb"{\rtf1\ansi",
    "PNG": b"\x89PNG\r\n\x1a\n",
    "JPEG": b"\xff\xd8\xff\xe0",
    "NUL bytes": CLEAN.encode() + b"\0\0\0",
    "only NUL bytes": b"\0" * 100,
    "a control character": CLEAN.encode() + b"\x01",
    "UTF-8 and GB18030 mixed": CLEAN.encode() + CLEAN.encode("gb18030"),
    "UTF-8 cut short": CLEAN.rstrip("。\n").encode()[:-1],
    "a surrogate in UTF-8": CLEAN.encode() + "\ud800".encode("utf-8", "surrogatepass"),
    "half a UTF-16 character": codecs.BOM_UTF16_LE + CLEAN.encode("utf-16-le") + b"x",
    "a lone surrogate in UTF-16": codecs.BOM_UTF16_LE + b"\x00\xd8" + CLEAN.encode("utf-16-le"),
    "a noncharacter": (CLEAN + "\uffff").encode(),
    "over the size limit": b"a" * (20 * MEGABYTE + 1),
    "one line of 20 MB": ("规划" * (20 * MEGABYTE // 6)).encode(),
    "100,001 lines": "规划\n".encode() * 100_001,
}


@pytest.mark.parametrize("data", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_is_no_readable_text_is_doc001(run, folder, data):
    assert check(run, data) == ["DOC001"]


@pytest.mark.parametrize("data", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_parent_that_is_no_readable_text_exits_2_with_one_line(run, folder, data):
    Path("city.md").write_bytes(data)
    outcome = run("clean.md", "--parent", "city.md")
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("kind", "word"), [("PDF", "PDF"), ("docx", "docx"), ("doc", "doc"), ("rtf", "RTF")]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_other_formats_are_named_with_what_to_do(run, folder, kind, word, lang):
    Path("draft.md").write_bytes(UNREADABLE[kind])
    out = run("draft.md", "--lang", lang).out
    assert word in out
    assert ".txt" in out


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_too_many_lines_are_refused_whatever_ends_them(newline):
    with pytest.raises(ReadError):
        decode(f"规划{newline}".encode() * 100_001, filename="draft.md")


def test_standard_input_over_the_size_limit_is_doc001(run, folder):
    outcome = run("-", "--output", "json", stdin=b"a" * (20 * MEGABYTE + 1))
    assert codes(outcome) == ["DOC001"]


# --- encodings ---------------------------------------------------------------------------------

ENCODINGS = {
    "UTF-8 BOM": (codecs.BOM_UTF8, "utf-8"),
    "GB18030": (b"", "gb18030"),
    "UTF-16-LE BOM": (codecs.BOM_UTF16_LE, "utf-16-le"),
    "UTF-16-BE BOM": (codecs.BOM_UTF16_BE, "utf-16-be"),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_every_supported_encoding_gives_the_same_findings_and_doc002(run, folder, name):
    mark, encoding = ENCODINGS[name]
    assert check(run, mark + BAD.encode(encoding)) == ["DOC002", "NUM001"]
    assert name in run("draft.md").out


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_by_its_zero_bytes(run, folder, encoding):
    assert check(run, BAD.encode(encoding)) == ["DOC002", "NUM001"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_places_count_characters_in_every_encoding(run, folder, encoding):
    Path("draft.md").write_bytes(BAD.encode(encoding))
    places = [row["location"] for row in json.loads(run("draft.md", "--output", "json").out)]
    assert {"row": 9, "column": 4} in places


def test_text_that_is_not_utf8_is_read_as_gb18030():
    plan = planlint.parse_bytes("一、总则".encode("gb18030"), filename="x")
    assert (plan.source.text, plan.source.encoding) == ("一、总则", "gb18030")


# --- hardly a document -------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b"\n", b"   \n\t\n", b"---\n---\n", "规划".encode()])
def test_a_file_without_headings_is_doc003(run, folder, data):
    assert check(run, data) == ["DOC003"]


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_lone_byte_order_mark_is_an_empty_file(run, folder, mark):
    assert check(run, mark) == ["DOC002", "DOC003"]


@pytest.mark.parametrize(
    "text",
    [
        CLEAN.replace("\n", "\r"), CLEAN.replace("\n", "\r\n"), CLEAN.replace("\n\n", "\r\n\r\r\n"),
        CLEAN.replace("\n\n", "\n\x0c\n"), CLEAN.replace("## ", "\x0c## "), CLEAN.rstrip("\n"),
        CLEAN.replace("服务", "服\u200b务"), CLEAN + "\u2028\u2029\x85\x0b",
        CLEAN + "\U0001f468\u200d\U0001f469\U000e0001",
        CLEAN + "e\u0301\u0301\u0301", CLEAN + "\u202e倒\u202c", CLEAN + "{0} {name} %s \\",
    ],
    ids=ascii,
)  # fmt: skip
def test_odd_newlines_and_characters_are_no_findings(run, folder, text):
    assert check(run, text.encode()) == []


@pytest.mark.parametrize("newline", ["\r", "\r\n"])
def test_rows_and_columns_do_not_depend_on_the_newline(run, folder, newline):
    Path("draft.md").write_bytes(BAD.replace("\n", newline).encode())
    (row,) = json.loads(run("draft.md", "--output", "json").out)
    assert row["location"] == {"row": 9, "column": 4}


@pytest.mark.parametrize("escape", ["\x1b[2J", "\x1b]0;title\x1b\\", "\x9b31m"])
def test_a_draft_cannot_send_escape_codes_to_the_terminal(run, folder, escape):
    Path("draft.md").write_text(BAD.replace("主要", f"主{escape}要"), encoding="utf-8")
    assert not {"\x1b", "\x9b"} & set(run("draft.md").out)


# --- size and depth ----------------------------------------------------------------------------

LARGE = {
    "10,000 opening brackets": CLEAN + "（" * 10_000,
    "10,000 closing brackets": CLEAN + "）" * 10_000,
    "10,000 nested pairs": CLEAN + "（" * 10_000 + "）" * 10_000,
    "10,000 opening book marks": CLEAN + "《" * 10_000,
    "5,000 numbered headings": "\n".join(f"{n}. 标题" for n in range(1, 5001)),
    "2,000 headings of one number": "\n".join(["一、标题"] * 2000),
    "5,000 headings, ranks in turn": "\n".join(["一、甲", "（一）乙", "1. 丙", "（1）丁"] * 1250),
    "a line of 200,000 characters": CLEAN + "完善服务，" * 40_000,
    "200,000 digits": CLEAN + "1" * 200_000,
    "100,000 number signs": "#" * 100_000 + " 一、总则",
    "200,000 asterisks": "*" * 200_000,
    "200,000 bars": "|" * 200_000,
    "200,000 spaces": "一、总则" + " " * 200_000 + "。",
    "20,000 departments": CLEAN + "（责任单位：" + "区民政局、" * 20_000 + "）",
    "10,000 citations": CLEAN + "《规划》（国发〔2021〕1号）" * 10_000,
    "10,000 quantities": CLEAN + "到2030年达到90%，" * 10_000,
    "10,000 table rows": CLEAN + "| 指标 | 2030年 |\n|---|---|\n" + "| 甲率 | 9% |\n" * 10_000,
    "a table of 2,000 columns": CLEAN + ("| 甲" * 2000 + "|\n") * 3,
    "an unclosed HTML table": CLEAN + "<table><tr><td>指标<td>2030年<tr><td>甲率",
    "10,000 nested HTML tables": CLEAN + "<table><tr><td>" * 10_000,
    "10,000 short lines": "规划\n" * 10_000,
}  # fmt: skip


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE.keys())
def test_size_and_depth_are_no_errors_of_planlint(run, folder, text):
    assert not {"DOC001", "DOC005"} & set(check(run, text.encode()))


def test_deep_nesting_of_pairs_is_no_finding(run, folder):
    assert check(run, LARGE["10,000 nested pairs"].encode()) == []


def test_an_unclosed_html_table_loses_nothing(run, folder):
    plan = planlint.parse_text(LARGE["an unclosed HTML table"])
    assert [s.title for s in plan.part.sections] == ["总体要求", "主要任务"]


def test_many_findings_in_one_long_line_can_be_shown(run, folder):
    Path("draft.md").write_text(CLEAN + "（" * 500, encoding="utf-8")
    outcome = run("draft.md")
    assert outcome.code == 0
    assert outcome.out.splitlines()[-1].startswith("已检查 1 份文件：")


# --- front matter ------------------------------------------------------------------------------


def bomb(inside: str) -> str:
    """Front matter whose aliases stand for 9 ** 9 texts, used in one place."""
    levels = [f"c{n}: &c{n} [{', '.join([f'*c{n - 1}' if n else 'x'] * 9)}]" for n in range(9)]
    return fronted("\n".join([*levels, inside]))


@pytest.mark.parametrize(
    "inside",
    [
        "title: 草案", "planlint: *c8", "planlint: {parents: *c8}", "planlint: {date: *c8}",
        "planlint: {region: *c8}", "planlint: {region: {level: *c8}}",
        "planlint: {region: {name: *c8}}",
    ],
)  # fmt: skip
def test_a_yaml_bomb_does_not_go_off(run, folder, inside):
    Path("draft.md").write_text(bomb(inside), encoding="utf-8")
    assert run("draft.md").code in (0, 2)
    assert run("parse", "draft.md").code == 0


def test_deeply_nested_front_matter_exits_2(run, folder):
    Path("draft.md").write_text(fronted("planlint: " + "[" * 5000), encoding="utf-8")
    assert run("draft.md").code == 2


def test_front_matter_that_holds_itself_exits_2(run, folder):
    Path("draft.md").write_text(fronted("planlint: &a {parents: *a}"), encoding="utf-8")
    assert run("draft.md").code == 2


def test_front_matter_runs_no_code(run, folder):
    front = "planlint: !!python/object/apply:os.mkdir [made]"
    Path("draft.md").write_text(fronted(front), encoding="utf-8")
    assert run("draft.md").code == 2
    assert not Path("made").exists()


def test_front_matter_without_an_end_is_text(run, folder):
    assert "DOC001" not in check(run, b"---\ntitle: a plan\n  parents: [a.md]\n" + CLEAN.encode())


def test_front_matter_for_planlint_without_an_end_is_told(run, folder):
    Path("draft.md").write_text("---\nplanlint:\n  parents: [a.md]\n" + CLEAN, encoding="utf-8")
    assert run("draft.md").code == 2


# --- names and the file system -----------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "a b.md", "规划 草案（征求意见稿）.md", "o'neil.md", "ａ．ｍｄ", "x=y.md", "100%{0}.md",
        "[a]*.md",
        pytest.param('quo"te.md', marks=posix), pytest.param("back\\slash.md", marks=posix),
        pytest.param("-draft.md", marks=posix),
    ],
)  # fmt: skip
def test_every_file_name_is_read_and_shown(run, folder, name):
    Path(name).write_text(BAD, encoding="utf-8")
    given = f"./{name}" if name.startswith("-") else name
    outcome = run(given, "--output", "json")
    assert [Path(row["filename"]).name for row in json.loads(outcome.out)] == [Path(name).name]


@posix
def test_a_file_name_that_is_no_text_is_read(run, folder):
    name = os.fsdecode(b"\xff.md")
    Path(name).write_text(BAD, encoding="utf-8")
    assert codes(run(name, "--output", "json")) == ["NUM001"]
    assert run("parse", name, "--output", "json").code == 0


@posix
def test_a_file_name_that_is_no_text_can_be_reported_into_a_file(run, folder):
    name = os.fsdecode(b"\xff.md")
    Path(name).write_text(BAD, encoding="utf-8")
    assert run(name, "--output", "json=report.json").code == 1


def test_a_name_longer_than_any_is_doc001(run, folder):
    assert codes(run("规" * 5000 + ".md", "--output", "json")) == ["DOC001"]


def test_a_folder_named_like_a_draft_is_looked_into(run, folder):
    Path("plans.md").mkdir()
    Path("plans.md/bad.md").write_text(BAD, encoding="utf-8")
    assert codes(run("plans.md", "--output", "json")) == ["NUM001"]


@pytest.mark.parametrize("call", [["clean.md", "--parent", "sub"], ["parse", "sub"]])
def test_a_folder_in_place_of_a_file_exits_2(run, folder, call):
    Path("sub").mkdir()
    assert run(*call).code == 2


def test_a_folder_in_place_of_a_configuration_exits_2(run, folder):
    assert run("clean.md", "--config", ".").code == 2


def test_a_file_that_disappears_after_the_listing_is_doc001(run, folder, monkeypatch):
    listed = Session.files

    def listed_then_gone(session):
        files = listed(session)
        Path("bad.md").unlink()
        return files

    monkeypatch.setattr(Session, "files", listed_then_gone)
    assert codes(run(".", "--select", "NUM", "--output", "json")) == ["DOC001"]


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read all")
def test_a_file_without_permission_is_doc001(run, folder):
    Path("bad.md").chmod(0)
    assert codes(run("bad.md", "--output", "json")) == ["DOC001"]


@posix
@pytest.mark.parametrize("target", ["loop.md", "other.md"])
def test_a_loop_of_links_is_doc001(run, folder, target):
    Path("loop.md").symlink_to(target)
    Path("other.md").symlink_to("loop.md")
    assert codes(run("loop.md", "--output", "json")) == ["DOC001"]


@posix
def test_a_loop_of_links_as_a_parent_exits_2(run, folder):
    Path("loop.md").symlink_to("loop.md")
    assert run("clean.md", "--parent", "loop.md").code == 2


@posix
def test_a_folder_with_loops_and_dangling_links_is_checked(run, folder):
    Path("loop.md").symlink_to("loop.md")
    Path("gone.md").symlink_to("nowhere.md")
    Path("again").symlink_to(".", target_is_directory=True)
    assert "NUM001" in codes(run(".", "--select", "NUM", "--output", "json"))


def test_several_hostile_files_do_not_hide_each_other(run, folder):
    Path("pdf.md").write_bytes(UNREADABLE["PDF"])
    Path("empty.md").write_bytes(b"")
    outcome = run("pdf.md", "empty.md", "nowhere.md", "bad.md", "--output", "json")
    assert codes(outcome) == ["DOC001", "DOC003", "DOC001", "NUM001"]
