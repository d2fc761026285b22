"""The command line, as text: the command, the exit code, what is printed."""

import json
import os
import re
import subprocess
import sys
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

import planlint
from planlint.output.width import wrap
from planlint.rule import load_rules
from tests.drafts import BAD, CLEAN, PARENT, fronted

NONE_FOUND = "已检查 1 份文件，没有发现问题。\n"
FLAGS = (
    "--help", "--version", "--parent", "--predecessor", "--config", "--select", "--ignore",
    "--fail-on", "--output", "--output-format", "--lang", "--date", "--statistics",
    "--dependents", "--no-cache", "--stdin-filename",
)  # fmt: skip


def codes(out: str) -> list[str]:
    """The rules in a json report."""
    return [row["code"] for row in json.loads(out)]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("again", [False, True])
def test_output_that_cannot_be_written_is_a_message(folder: Path, *, again: bool) -> None:
    cache = {**os.environ, "PLANLINT_CACHE_DIR": str(folder / "cache")}
    command = [sys.executable, "-c", PROGRAM, str(folder / "clean.md")]
    if again:
        subprocess.run(command, env=cache, capture_output=True, check=True)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, env=cache, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    (line,) = done.stderr.decode("utf-8").splitlines()
    assert line.startswith("planlint: ")


PROGRAM = "import sys; from planlint.__main__ import program; sys.exit(program())"


def as_process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own."""
    command = [sys.executable, "-m", "planlint", *arguments]
    return subprocess.run(
        command, capture_output=True, env={**os.environ, **environment}, check=False
    )


# --- check: exit codes -------------------------------------------------------------------------


def test_a_clean_file_exits_0_with_one_summary_line(run, folder):
    assert run("clean.md") == (0, NONE_FOUND, "")


def test_a_clean_file_is_summed_up_in_english(run, folder):
    assert run("clean.md", "--lang", "en").out == "1 file checked: 0 errors, 0 warnings, 0 info.\n"


def test_a_finding_is_printed_whole_and_exits_1(run, folder):
    assert run("bad.md") == (
        1,
        "bad.md:9:4: 错误 NUM001 numbering-gap [可修改，须核对]\n"
        "  序号不连续：此处应为“二、”，实为“三、”。请核对是否漏了内容，或重新编号。\n"
        "    9 | ## 三、主要任务\n"
        "      |    ^^^^\n"
        "\n"
        "已检查 1 份文件：1 个错误，0 个警告，0 个提示。\n"
        "其中 1 个可在核对后用 --fix --unsafe-fixes 修改。\n",
        "",
    )


@pytest.mark.parametrize("name", ["clean.md", "bad.md"])
def test_check_is_the_default_command(run, folder, name):
    assert run("check", name) == run(name)


@pytest.mark.parametrize("name", ["check", "compare", "explain", "rules", "parse", "config"])
def test_a_file_named_like_a_command_is_checked_by_its_path(run, folder, name):
    Path(name).write_text(BAD, encoding="utf-8")
    outcome = run(f"./{name}")
    assert (outcome.code, outcome.out.split(":")[0]) == (1, name)


@pytest.mark.parametrize(
    ("name", "level", "code"),
    [
        ("bad.md", "error", 1), ("bad.md", "warning", 1), ("bad.md", "info", 1),
        ("bad.md", "never", 0),
        ("doubled.md", "error", 0), ("doubled.md", "warning", 1), ("doubled.md", "info", 1),
        ("doubled.md", "never", 0),
        ("citing.md", "error", 0), ("citing.md", "warning", 0), ("citing.md", "info", 1),
        ("citing.md", "never", 0),
        ("clean.md", "info", 0),
    ],
)  # fmt: skip
def test_fail_on_says_from_which_severity_the_run_fails(run, folder, name, level, code):
    assert run(name, "--fail-on", level).code == code


def test_a_missing_file_is_doc001_and_the_others_are_checked(run, folder):
    outcome = run("nowhere.md", "bad.md", "--output", "json")
    assert (outcome.code, codes(outcome.out)) == (1, ["DOC001", "NUM001"])


def test_a_missing_file_has_no_column_in_its_place(run, folder):
    assert run("nowhere.md").out.startswith("nowhere.md:1: 错误 DOC001 unreadable-document\n")


def test_a_file_given_twice_is_checked_once(run, folder):
    assert run("clean.md", "./clean.md").out == NONE_FOUND


def test_a_rule_that_fails_is_doc005_and_exits_2(run, folder, monkeypatch):
    (rule,) = planlint.rule.find_rule("NUM001")
    monkeypatch.setattr(rule, "check", lambda self, ctx: 1 / 0)
    outcome = run("doubled.md", "--output", "json", "--fail-on", "never")
    assert (outcome.code, codes(outcome.out)) == (2, ["DOC005", "TXT003"])


# --- check: which rules ------------------------------------------------------------------------


@pytest.mark.parametrize("selector", ["NUM001", "numbering-gap", "NUM", "TXT,NUM001"])
def test_select_takes_ids_names_and_families(run, folder, selector):
    assert codes(run("bad.md", "--select", selector, "--output", "json").out) == ["NUM001"]


@pytest.mark.parametrize("selector", ["TXT003", "doubled-character", "TXT"])
def test_select_leaves_every_other_rule_out(run, folder, selector):
    assert run("bad.md", "--select", selector) == (0, NONE_FOUND, "")


@pytest.mark.parametrize("selector", ["NUM001", "numbering-gap", "NUM", "TXT,NUM001"])
def test_ignore_takes_ids_names_and_families(run, folder, selector):
    assert run("bad.md", "--ignore", selector) == (0, NONE_FOUND, "")


def test_ignore_beats_select(run, folder):
    assert run("bad.md", "--select", "NUM", "--ignore", "NUM001").code == 0


@pytest.mark.parametrize("flag", ["--select", "--ignore"])
@pytest.mark.parametrize(
    ("lang", "message"),
    [
        ("zh", "planlint: 没有这条规则：weaker-targt；是不是想写 weaker-target？\n"),
        ("en", "planlint: no such rule: weaker-targt; did you mean weaker-target?\n"),
    ],
)
def test_an_unknown_rule_exits_2_and_names_the_nearest(run, folder, flag, lang, message):
    assert run("clean.md", flag, "weaker-targt", "--lang", lang) == (2, "", message)


def test_a_rule_like_no_other_exits_2_without_a_guess(run, folder):
    assert run("clean.md", "--select", "zzzz") == (2, "", "planlint: 没有这条规则：zzzz\n")


# --- check: wrong calls ------------------------------------------------------------------------


def test_an_unknown_flag_exits_2_in_chinese(run):
    outcome = run("--bogus")
    assert (outcome.code, outcome.out) == (2, "")
    assert re.fullmatch(r"planlint: 用法有误：不认识的参数：.*--bogus；.*--help.*\n", outcome.err)


def test_an_unknown_flag_exits_2_in_english(run):
    assert run("--bogus", "--lang", "en") == (
        2,
        "",
        "planlint: usage error: unrecognized arguments: --bogus; see planlint --help\n",
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["--parent"], ["--fail-on", "fatal"], ["--date", "2026-13-01"], ["--date", "tomorrow"],
        ["--lang", "fr"], ["--output", "xml"], ["--output", "=x"], ["--fail", "error"],
        ["--config", "nowhere.toml"], ["--predecessor", "nowhere.md"],
    ],
)  # fmt: skip
def test_a_wrong_value_exits_2_with_one_line(run, folder, arguments):
    outcome = run("clean.md", *arguments)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "没有给出要检查的文件"), ("en", "no files given")]
)
@pytest.mark.parametrize("command", [[], ["check"]])
def test_no_files_exits_2(run, command, lang, words):
    outcome = run(*command, "--lang", lang)
    assert (outcome.code, outcome.out) == (2, "")
    assert words in outcome.err


@pytest.mark.parametrize(("lang", "words"), [("zh", "文件不存在"), ("en", "no such file")])
@pytest.mark.parametrize("flag", ["--parent", "--predecessor"])
def test_a_missing_parent_or_predecessor_exits_2(run, folder, flag, lang, words):
    outcome = run("clean.md", flag, "nowhere.md", "--lang", lang)
    assert (outcome.code, outcome.out) == (2, "")
    assert words in outcome.err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_missing_parent_is_named(run, folder, lang):
    assert "nowhere.md" in run("clean.md", "--parent", "nowhere.md", "--lang", lang).err


@pytest.mark.parametrize("parent", ["clean.md", "./clean.md", "../plans/clean.md", "copy.md"])
def test_a_parent_that_is_the_draft_itself_exits_2(run, folder, parent):
    Path("copy.md").write_text(CLEAN, encoding="utf-8")
    outcome = run("clean.md", "--parent", parent)
    assert (outcome.code, outcome.out) == (2, "")
    assert "草案本身" in outcome.err


def test_a_draft_that_names_itself_in_its_front_matter_exits_2(run, folder):
    Path("self.md").write_text(fronted("planlint: {parents: [self.md]}"), encoding="utf-8")
    outcome = run("self.md", "--lang", "en")
    assert (outcome.code, outcome.out) == (2, "")
    assert "the parent is the draft itself" in outcome.err


def test_a_draft_that_names_itself_is_named_in_chinese_too(run, folder):
    Path("self.md").write_text(fronted("planlint: {parents: [self.md]}"), encoding="utf-8")
    assert "self.md" in run("self.md").err


def test_one_draft_with_a_wrong_parent_does_not_hide_the_findings_of_the_others(run, folder):
    Path("self.md").write_text(fronted("planlint: {parents: [self.md]}"), encoding="utf-8")
    outcome = run("bad.md", "self.md")
    assert outcome.code == 2
    assert "NUM001" in outcome.out


@pytest.mark.parametrize("parents", [["parent.md"], ["parent.md", "doubled.md"]])
def test_the_summary_says_which_parents_were_used(run, folder, parents):
    flags = [word for parent in parents for word in ("--parent", parent)]
    outcome = run("citing.md", *flags, "--select", "NUM")
    assert outcome.out == f"已检查 1 份文件（上级规划：{'、'.join(parents)}），没有发现问题。\n"


# --- help, version, language -------------------------------------------------------------------


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_names_every_flag(run, flag, lang):
    outcome = run(flag, "--lang", lang)
    assert outcome.code == 0
    assert [f for f in FLAGS if not re.search(rf"{f}\b", outcome.out)] == []


@pytest.mark.parametrize(("lang", "start"), [("zh", "用法：planlint "), ("en", "usage: planlint ")])
def test_help_speaks_the_language_asked_for(run, lang, start):
    outcome = run("--help", "--lang", lang)
    assert outcome.out.startswith(start)
    assert bool(re.search("[\u4e00-\u9fff]", outcome.out)) == (lang == "zh")


@pytest.mark.parametrize("command", ["check", "compare", "explain", "rules", "parse", "config"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_command_has_help(run, command, lang):
    outcome = run(command, "--help", "--lang", lang)
    assert (outcome.code, outcome.err) == (0, "")
    assert "planlint" in outcome.out


def test_version_is_the_packages(run):
    assert run("--version") == (0, f"planlint {planlint.__version__}\n", "")


@pytest.mark.parametrize("value", ["en", "EN", "en_US.UTF-8"])
def test_planlint_lang_chooses_the_language(run, folder, monkeypatch, value):
    monkeypatch.setenv("PLANLINT_LANG", value)
    assert "error NUM001" in run("bad.md").out


def test_the_lang_flag_beats_planlint_lang(run, folder, monkeypatch):
    monkeypatch.setenv("PLANLINT_LANG", "en")
    assert "错误 NUM001" in run("bad.md", "--lang", "zh").out


def test_messages_are_english_with_lang_en(run, folder):
    out = run("bad.md", "--lang=en").out
    assert "error NUM001 numbering-gap" in out
    assert "\n1 file checked: 1 error, 0 warnings, 0 info.\n" in out
    assert out.endswith("1 can be fixed with --fix --unsafe-fixes (look at --diff first).\n")


# --- date, statistics --------------------------------------------------------------------------

ABOLISHED = CLEAN + "\n（责任单位：区乡村振兴局）\n"


@pytest.mark.parametrize(("date", "found"), [("2022-06-01", []), ("2026-09-15", ["DEP001"])])
def test_institutions_are_judged_at_the_date_given(run, folder, date, found):
    Path("old.md").write_text(ABOLISHED, encoding="utf-8")
    outcome = run("old.md", "--date", date, "--select", "DEP001", "--output", "json")
    assert codes(outcome.out) == found


def test_statistics_counts_the_findings_by_rule_before_the_summary(run, folder):
    Path("two.md").write_text(BAD.replace("公益", "公益的的，的的"), encoding="utf-8")
    lines = run("two.md", "--statistics").out.splitlines()
    assert lines[-5:-2] == [
        "     2  TXT003  doubled-character",
        "     1  NUM001  numbering-gap",
        "",
    ]


def test_statistics_of_nothing_are_nothing(run, folder):
    assert run("clean.md", "--statistics") == (0, NONE_FOUND, "")


# --- output ------------------------------------------------------------------------------------

FINDING_KEYS = {
    "code", "name", "severity", "message", "filename", "location", "end_location", "related",
    "fix", "fingerprint", "url",
}  # fmt: skip


def places(row: dict) -> list[dict]:
    """Every place in a finding."""
    also = row["related"] + (row["fix"]["edits"] if row["fix"] else [])
    return [each[key] for each in (row, *also) for key in ("location", "end_location")]


def test_json_is_an_array_of_findings_and_nothing_else(run, examples):
    outcome = run("district-draft.md", "--output", "json")
    rows = json.loads(outcome.out)
    assert (outcome.code, outcome.err) == (1, "")
    assert rows
    assert all(row.keys() == FINDING_KEYS for row in rows)


def test_json_places_are_1_based_rows_and_columns(run, examples):
    rows = json.loads(run("district-draft.md", "--output", "json").out)
    found = [place for row in rows for place in places(row)]
    assert all(place.keys() == {"row", "column"} for place in found)
    assert all(place["row"] >= 1 and (place["column"] or 1) >= 1 for place in found)


def test_json_related_places_and_fixes_have_their_keys(run, examples):
    rows = json.loads(run("district-draft.md", "--output", "json").out)
    related = [item for row in rows for item in row["related"]]
    fixes = [row["fix"] for row in rows if row["fix"]]
    assert related
    assert all(r.keys() == {"filename", "location", "end_location", "message"} for r in related)
    assert all(f.keys() == {"applicability", "message", "edits"} for f in fixes)
    edits = [edit for fix in fixes for edit in fix["edits"]]
    assert all(e.keys() == {"content", "location", "end_location"} for e in edits)


def test_json_says_severity_name_and_page_of_the_rule(run, folder):
    (row,) = json.loads(run("bad.md", "--output", "json").out)
    assert (row["severity"], row["name"], row["filename"]) == ("error", "numbering-gap", "bad.md")
    assert (row["location"], row["end_location"]) == (
        {"row": 9, "column": 4},
        {"row": 9, "column": 6},
    )
    assert "/NUM001." in row["url"]
    assert row["fix"]["applicability"] == "unsafe"
    (edit,) = row["fix"]["edits"]
    assert (edit["content"], edit["end_location"]) == ("二", {"row": 9, "column": 5})


def test_json_gives_a_finding_about_a_whole_document_no_column(run, folder):
    Path("empty.md").write_bytes(b"")
    (row,) = json.loads(run("empty.md", "--output", "json").out)
    assert (row["code"], row["location"]) == ("DOC003", {"row": 1, "column": None})
    assert row["end_location"] == {"row": 1, "column": None}


def test_json_fingerprints_are_unique_and_survive_a_new_line_above(run, examples):
    before = json.loads(run("district-draft.md", "--output", "json").out)
    text = Path("district-draft.md").read_text(encoding="utf-8")
    changed = text.replace("\n# 南浦区", "\n\n\n# 南浦区")
    Path("district-draft.md").write_text(changed, encoding="utf-8")
    after = json.loads(run("district-draft.md", "--output", "json").out)
    assert [r["fingerprint"] for r in after] == [r["fingerprint"] for r in before]
    assert len({r["fingerprint"] for r in before}) == len(before)


def test_json_of_nothing_is_an_empty_array(run, folder):
    assert run("clean.md", "--output", "json") == (0, "[]\n", "")


def test_json_is_ordered_by_position_then_id(run, examples):
    rows = json.loads(run("district-draft.md", "--output", "json").out)
    keys = [(r["location"]["row"], r["location"]["column"] or 0, r["code"]) for r in rows]
    assert keys == sorted(keys)


@pytest.mark.parametrize("flag", ["--output", "--output-format"])
def test_output_and_output_format_are_the_same_flag(run, folder, flag):
    assert codes(run("bad.md", flag, "json").out) == ["NUM001"]


def test_json_into_a_file_and_text_on_standard_output(run, folder):
    plain = run("bad.md")
    both = run("bad.md", "--output", "json=report.json", "--output", "text")
    assert both == plain
    assert codes(Path("report.json").read_text(encoding="utf-8")) == ["NUM001"]


def test_a_report_into_a_file_prints_nothing(run, folder):
    assert run("bad.md", "--output", "text=report.txt") == (1, "", "")
    assert Path("report.txt").read_text(encoding="utf-8") == run("bad.md").out


def test_a_report_is_written_again_by_the_same_call(run, folder):
    call = ("bad.md", "--output", "json=report.json")
    run(*call)
    Path("report.json").unlink()
    run(*call)
    assert Path("report.json").exists()


@pytest.mark.parametrize("target", ["nowhere/report.json", "taken"])
def test_a_report_that_cannot_be_written_exits_2(run, folder, target):
    Path("taken").mkdir()
    outcome = run("bad.md", "--output", f"json={target}")
    assert outcome.code == 2
    assert target in outcome.err.replace("\\", "/")


def test_a_report_that_cannot_be_written_leaves_nothing_behind(run, folder):
    Path("taken").mkdir()
    before = sorted(folder.rglob("*"))
    assert run("bad.md", "--output", "json=taken").code == 2
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("target", [".", "/", "clean.md/report.json"])
def test_a_report_that_can_have_no_place_exits_2(run, folder, target):
    assert run("bad.md", "--output", f"json={target}").code == 2


def test_a_report_that_cannot_be_written_does_not_hide_the_findings(run, folder):
    outcome = run("bad.md", "--output", "text", "--output", "json=nowhere/report.json")
    assert "NUM001" in outcome.out


# --- standard input, folders -------------------------------------------------------------------


def test_a_draft_is_read_from_standard_input(run, folder):
    outcome = run("-", stdin=BAD.encode())
    assert (outcome.code, outcome.out.splitlines()[0]) == (
        1,
        "<stdin>:9:4: 错误 NUM001 numbering-gap [可修改，须核对]",
    )


def test_stdin_filename_names_standard_input(run, folder):
    outcome = run("-", "--stdin-filename", "sub/new.md", "--output", "json", stdin=BAD.encode())
    assert [row["filename"] for row in json.loads(outcome.out)] == ["sub/new.md"]


def test_stdin_filename_finds_configuration_and_parents(run, folder):
    Path("sub").mkdir()
    Path("sub/planlint.toml").write_text('ignore = ["NUM"]\n', encoding="utf-8")
    draft = fronted("planlint: {parents: [../parent.md]}", BAD).encode()
    outcome = run("-", "--stdin-filename", "sub/new.md", stdin=draft)
    assert outcome.code == 2  # the parent lies outside the folder of sub/planlint.toml
    Path("sub/parent.md").write_text(PARENT, encoding="utf-8")
    draft = draft.replace(b"../", b"")
    outcome = run("-", "--stdin-filename", "sub/new.md", "--ignore", "CIT", stdin=draft)
    assert "上级规划：" in outcome.out
    assert outcome.code == 0


def test_standard_input_that_is_its_own_parent_exits_2(run, folder):
    outcome = run("-", "--parent", "clean.md", stdin=CLEAN.encode())
    assert (outcome.code, outcome.out) == (2, "")


def test_a_folder_is_checked_for_markdown_and_text(run, folder):
    for name in ("sub/deep/a.txt", "sub/b.rst", "README.md", ".hidden/c.md", "CHANGELOG.md"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(BAD, encoding="utf-8")
    rows = json.loads(run(".", "--select", "NUM", "--output", "json").out)
    assert [Path(row["filename"]).as_posix() for row in rows] == ["bad.md", "sub/deep/a.txt"]


@pytest.mark.parametrize(
    ("setting", "names"),
    [
        ('files = ["**/*.txt"]', ["sub/b.txt"]),
        ('files = ["bad.md"]', ["bad.md"]),
        ('exclude = ["sub/**"]', ["bad.md"]),
        ('exclude = ["**/bad.md"]', ["sub/b.txt"]),
    ],
)
def test_a_folder_respects_files_and_exclude(run, folder, setting, names):
    Path("planlint.toml").write_text(setting, encoding="utf-8")
    Path("sub").mkdir()
    Path("sub/b.txt").write_text(BAD, encoding="utf-8")
    rows = json.loads(run(".", "--select", "NUM", "--output", "json").out)
    assert [Path(row["filename"]).as_posix() for row in rows] == names


def test_a_file_named_by_the_user_is_checked_even_if_excluded(run, folder):
    Path("planlint.toml").write_text('exclude = ["**"]', encoding="utf-8")
    assert run("bad.md").code == 1


# --- explain, rules, config --------------------------------------------------------------------


@pytest.mark.parametrize("rule", load_rules(), ids=lambda r: r.id)
def test_every_rule_is_explained_in_both_languages(run, rule):
    zh, en = (run("explain", rule.id, "--lang", lang) for lang in ("zh", "en"))
    assert zh.code == en.code == 0
    assert zh.out.startswith(f"# {rule.id} {rule.name}\n")
    assert rule.zh in zh.out
    assert rule.why_en in en.out
    assert rule.en in en.out


def test_explain_takes_names_and_families(run):
    assert run("explain", "weaker-target").out == run("explain", "IND003").out
    assert run("explain", "IND").out.count("\n# IND") >= 3


@pytest.mark.parametrize(("lang", "words"), [("zh", "没有这条规则"), ("en", "no such rule")])
def test_explaining_an_unknown_rule_exits_2(run, lang, words):
    outcome = run("explain", "IND999", "--lang", lang)
    assert (outcome.code, outcome.out) == (2, "")
    assert f"{words}" in outcome.err
    assert "IND999" in outcome.err


@pytest.mark.parametrize("command", [["explain"], ["parse"], ["rules", "x"], ["config", "a", "b"]])
def test_a_command_with_the_wrong_number_of_words_exits_2(run, command):
    outcome = run(*command)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(("lang", "word"), [("zh", "错误"), ("en", "error")])
def test_rules_lists_every_rule(run, lang, word):
    lines = run("rules", "--lang", lang).out.splitlines()
    assert [line[:6] for line in lines[::2]] == [rule.id for rule in load_rules()]
    assert any(line.split()[1] == word for line in lines[::2])


@pytest.mark.parametrize("flag", ["--output", "--output-format"])
def test_rules_as_json_have_their_keys(run, flag):
    rows = json.loads(run("rules", flag, "json").out)
    keys = {"code", "name", "severity", "needs", "fix", "explanation", "source", "options"}
    assert [row["code"] for row in rows] == [rule.id for rule in load_rules()]
    assert all(row.keys() == keys for row in rows)
    assert all(row["explanation"].keys() == {"zh", "en"} for row in rows)


def test_config_shows_what_counts_for_a_file(run, folder):
    text = 'lang = "en"\n[per-file."bad.md"]\nignore = ["NUM"]\n'
    Path("planlint.toml").write_text(text, encoding="utf-8")
    outcome = run("config", "bad.md")
    assert outcome.code == 0
    assert {'lang = "en"', 'ignore = ["NUM"]', 'fail-on = "error"'} <= set(outcome.out.splitlines())
    assert 'ignore = ["NUM"]' not in run("config", "clean.md").out.splitlines()


def test_config_without_a_file_shows_the_defaults(run, folder):
    outcome = run("config", "clean.md")
    assert (outcome.code, outcome.err) == (0, "")
    assert 'lang = "zh"' in outcome.out


# --- parse -------------------------------------------------------------------------------------

PLAN_KEYS = {
    "title", "issuer", "document_number", "date", "period", "region", "sections", "toc", "boxes",
    "indicators", "responsibilities", "citations", "parts",
}  # fmt: skip


@pytest.fixture
def parsed(run, examples):
    """What parse reads out of the clean example."""
    outcome = run("parse", "district-clean.md", "--output", "json")
    assert (outcome.code, outcome.err) == (0, "")
    return json.loads(outcome.out)


def test_parse_as_json_has_every_key(parsed):
    assert parsed.keys() >= PLAN_KEYS


def test_parse_gives_the_facts_of_the_plan(parsed):
    assert parsed["title"] == "南浦区“十五五”养老服务发展规划"
    assert parsed["date"] == "2026-09-15"
    assert parsed["period"] == {"start": 2026, "end": 2030}
    assert parsed["region"] == {
        "name": "南浦区",
        "level": "district",
        "parents": ["云州市", "江岭省"],
    }


def test_parse_reads_issuer_number_and_date_from_the_notice(run, examples):
    plan = json.loads(run("parse", "city-plan.md", "--output", "json").out)
    assert plan["document_number"] == "云政发〔2026〕12号"
    assert plan["issuer"] == "云州市人民政府"
    assert plan["date"] == "2026-06-18"
    assert [part["kind"] for part in plan["parts"]] == ["notice", "plan"]


def test_parse_nests_the_sections(parsed):
    keys = {"marker", "number", "title", "level", "line", "children"}
    first = parsed["sections"][0]
    assert first.keys() == keys
    assert (first["marker"], first["number"], first["level"], first["line"]) == ("一、", 1, 1, 14)
    tasks = parsed["sections"][1]["children"][0]["children"]
    assert [(t["marker"], t["level"]) for t in tasks] == [(f"{n}.", 3) for n in (1, 2, 3, 4)]


def test_parse_gives_each_indicator_with_target_and_baseline(parsed):
    first = parsed["indicators"][0]
    assert {"name", "target", "baseline", "unit", "attribute", "line"} <= first.keys()
    assert {"text", "comparator", "value", "unit"} <= first["target"].keys()
    assert (first["name"], first["attribute"], first["line"]) == (
        "养老机构护理型床位占比",
        "约束性",
        38,
    )
    assert (first["target"]["value"], first["baseline"]["value"]) == ("75", "64")


def test_parse_gives_values_as_decimal_strings(parsed):
    values = [i["target"]["value"] for i in parsed["indicators"]]
    assert values[:6] == ["75", "100", "100", "100", "1900", "100"]
    assert values[6:] == ["90", "5.2", "1.6", "3000", "100", "2.8"]


def test_parse_gives_responsibilities_by_role(parsed):
    first = parsed["responsibilities"][0]
    assert first.keys() == {"task", "line", "lead", "participants", "joint", "deadline"}
    assert (first["line"], first["lead"], first["joint"]) == (59, ["区民政局"], [])
    assert "区财政局" in first["participants"]


def test_parse_gives_boxes_and_citations(parsed):
    assert parsed["boxes"] == [{"number": 1, "title": "南浦区养老服务重点项目", "line": 97}]
    cited = {(c["title"], c["document_number"], c["line"]) for c in parsed["citations"]}
    assert ("云州市“十五五”养老服务发展规划", "云政发〔2026〕12号", 12) in cited


def test_parse_gives_the_table_of_contents(run, folder):
    contents = "目  录\n\n一、总体要求\n二、主要任务\n\n"
    head, rest = CLEAN.split("\n\n", 1)
    Path("toc.md").write_text(f"{head}\n\n{contents}{rest}", encoding="utf-8")
    plan = json.loads(run("parse", "toc.md", "--output", "json").out)
    assert plan["toc"] == [
        {"marker": "一、", "title": "总体要求", "level": 1, "line": 5},
        {"marker": "二、", "title": "主要任务", "level": 1, "line": 6},
    ]
    assert [s["line"] for s in plan["sections"]] == [10, 14]


def test_parse_of_an_empty_file_is_nulls_and_empty_lists(run, folder):
    Path("empty.md").write_bytes(b"")
    plan = json.loads(run("parse", "empty.md", "--output", "json").out)
    assert plan["title"] is plan["date"] is plan["period"] is plan["issuer"] is None
    assert plan["sections"] == plan["indicators"] == plan["toc"] == plan["boxes"] == []


def test_parse_shows_a_tree_by_default(run, folder):
    outcome = run("parse", "clean.md")
    assert outcome.code == 0
    assert outcome == run("parse", "clean.md", "--output-format", "tree")
    lines = outcome.out.splitlines()
    assert lines[0] == "南浦区“十五五”养老服务发展规划"
    assert lines[-2:] == ["    5  一、总体要求", "    9  二、主要任务"]


def test_parse_labels_the_tree_in_english(run, folder):
    assert "  period: 2026—2030\n" in run("parse", "clean.md", "--lang", "en").out


def test_parse_reads_standard_input(run, folder):
    assert run("parse", "-", stdin=CLEAN.encode()) == run("parse", "clean.md")


def test_parse_of_a_missing_file_exits_2(run, folder):
    outcome = run("parse", "nowhere.md")
    assert (outcome.code, outcome.out) == (2, "")
    assert "nowhere.md" in outcome.err


# --- text: widths, carets, colour, encoding ----------------------------------------------------


def cells(text: str) -> int:
    """Terminal cells: two for a Chinese character."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) - sum(map(bool, map(unicodedata.combining, text))) + wide


def under_carets(out: str) -> list[str]:
    """What stands above each row of carets, cell by cell."""
    found = []
    lines = out.splitlines()
    for above, marks in pairwise(lines):
        if re.fullmatch(r"      \| +\^+|      \| \^+", marks):
            first, last = marks.index("^"), len(marks)
            reach = [(cells(above[:i]), c) for i, c in enumerate(above)]
            found.append("".join(c for at, c in reach if first <= at < last))
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_80_cells(run, examples, monkeypatch, lang):
    monkeypatch.setenv("COLUMNS", "80")
    lines = run("district-draft.md", "--lang", lang, "--statistics").out.splitlines()
    assert [line for line in lines if cells(line) > 80] == []


def test_wrapped_messages_keep_to_every_width():
    text = "“甲乙丙”的目标（70%）达不到上级规划的《丁戊己》（73%）。请提高到不低于上级要求（即）。"
    wider = [n for n in range(10, 60) for line in wrap(text, n) if cells(line) > n]
    assert wider == []


@pytest.mark.parametrize("width", range(10, 60, 7))
def test_wrapping_loses_nothing_but_spaces(width):
    text = "“甲”的 target（70%）达不到，请提高到 no less than 上级要求（即 73%）。"
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


@pytest.mark.parametrize("columns", [60, 80, 200, 1000])
def test_carets_stand_under_the_characters_found(run, examples, monkeypatch, columns):
    rows = json.loads(run("district-draft.md", "--output", "json").out)
    lines = Path("district-draft.md").read_text(encoding="utf-8").split("\n")
    wanted = [
        lines[r["location"]["row"] - 1][
            r["location"]["column"] - 1 : r["end_location"]["column"] - 1
        ]
        for r in rows
    ]
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = under_carets(run("district-draft.md").out)
    assert shown == wanted


def test_a_terminal_of_no_width_is_no_error(run, examples, monkeypatch):
    monkeypatch.setenv("COLUMNS", "1")
    assert run("district-draft.md").code == 1


def test_a_pipe_gets_no_colour(run, folder):
    assert "\x1b" not in run("bad.md").out


def test_force_color_colours_a_pipe(run, folder, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    outcome = run("bad.md")
    assert "\x1b[1;31m错误\x1b[0m" in outcome.out
    monkeypatch.delenv("FORCE_COLOR")
    assert re.sub(r"\x1b\[[\d;]*m", "", outcome.out) == run("bad.md").out


def test_force_color_leaves_files_and_json_plain(run, folder, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    run("bad.md", "--output", "text=report.txt")
    assert "\x1b" not in Path("report.txt").read_text(encoding="utf-8")
    assert "\x1b" not in run("bad.md", "--output", "json").out


@pytest.mark.parametrize(
    ("setting", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_a_terminal_gets_colour_unless_it_is_refused(run, folder, monkeypatch, setting, coloured):
    from planlint import cli

    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(cli, "terminal", _terminal_on_a_tty(cli.terminal, monkeypatch))
    assert ("\x1b[" in run("bad.md", "--no-cache").out) == coloured


def _terminal_on_a_tty(real, monkeypatch):
    """The real function, told that standard output is a terminal."""

    def terminal(target):
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        monkeypatch.setenv("COLUMNS", "80")
        return real(target)

    return terminal


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "gbk"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONUTF8": "0", "LANG": "C", "LC_ALL": "C"},
        {"PYTHONUTF8": "0", "LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=["gbk", "ascii", "C", "C without coercion"],
)
def test_output_is_utf8_whatever_the_console(run, folder, environment):
    process = as_process("bad.md", **environment)
    assert process.stdout.decode("utf-8").replace("\r\n", "\n") == run("bad.md").out


@pytest.mark.parametrize(
    "environment", [{"PYTHONIOENCODING": "gbk"}, {"PYTHONIOENCODING": "ascii"}]
)
def test_messages_on_standard_error_are_utf8_whatever_the_console(folder, environment):
    process = as_process("--bogus", **environment)
    assert process.returncode == 2
    assert "用法有误" in process.stderr.decode("utf-8")


# --- the content cache -------------------------------------------------------------------------


@pytest.fixture
def counted(monkeypatch):
    """The runs that were worked out, not answered from the cache."""
    from planlint import cli

    worked: list[list[str]] = []
    real = cli.run
    monkeypatch.setattr(cli, "run", lambda arguments: worked.append(arguments) or real(arguments))
    return worked


@pytest.mark.parametrize(
    "call",
    [
        ["district-draft.md"],
        ["district-draft.md", "--output", "json"],
        ["district-draft.md", "--lang", "en", "--statistics"],
        ["district-clean.md", "--parent", "city-plan.md"],
        ["district-draft.md", "district-clean.md", "nowhere.md"],
    ],
)
def test_the_same_call_is_answered_from_the_cache(run, examples, counted, call):
    assert run(*call) == run(*call)
    assert len(counted) == 1


def test_no_cache_works_every_time(run, folder, counted):
    assert run("bad.md", "--no-cache") == run("bad.md", "--no-cache")
    assert len(counted) == 2


def test_an_edited_draft_is_checked_anew(run, folder):
    assert run("clean.md").code == 0
    Path("clean.md").write_text(BAD, encoding="utf-8")
    assert run("clean.md").code == 1


def edit(name: str, old: str, new: str) -> None:
    """Replace a text in a file."""
    text = Path(name).read_text(encoding="utf-8")
    assert old in text
    Path(name).write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("flags", [[], ["--parent", "city-plan.md"]])
def test_an_edited_parent_is_compared_anew(run, examples, flags):
    assert run("district-clean.md", *flags).code == 0
    edit("city-plan.md", "| 62 | 73 |", "| 62 | 93 |")
    assert "IND003" in run("district-clean.md", *flags).out


@pytest.mark.parametrize("name", ["planlint.toml", "pyproject.toml"])
def test_a_new_an_edited_and_a_removed_configuration_count_at_once(run, folder, name):
    head = "[tool.planlint]\n" if name == "pyproject.toml" else ""
    assert run("bad.md").code == 1
    for setting, code in (('ignore = ["NUM"]', 0), ('ignore = ["TXT"]', 1)):
        Path(name).write_text(head + setting, encoding="utf-8")
        assert run("bad.md").code == code
    edit(name, "TXT", "NUM")
    Path(name).unlink()
    assert run("bad.md").code == 1


def test_a_file_that_appears_is_read(run, folder):
    assert "DOC001" in run("new.md").out
    Path("new.md").write_text(CLEAN, encoding="utf-8")
    assert run("new.md").code == 0


def test_a_plan_new_in_the_library_is_found(run, folder):
    Path("planlint.toml").write_text('library = ["library"]', encoding="utf-8")
    Path("library").mkdir()
    assert "DOC004" in run("citing.md").out
    Path("library/city.md").write_text(PARENT, encoding="utf-8")
    assert "DOC004" not in run("citing.md").out


@pytest.mark.parametrize(("name", "value"), [("PLANLINT_LANG", "en"), ("COLUMNS", "50")])
def test_the_environment_belongs_to_the_call(run, folder, monkeypatch, name, value):
    before = run("bad.md")
    monkeypatch.setenv(name, value)
    assert run("bad.md").out != before.out


def test_the_current_folder_belongs_to_the_call(run, folder, monkeypatch):
    Path("sub").mkdir()
    Path("sub/clean.md").write_text(BAD, encoding="utf-8")
    assert run("clean.md").code == 0
    monkeypatch.chdir("sub")
    assert run("clean.md").code == 1


@pytest.mark.skipif(sys.platform == "win32", reason="symlinks need a privilege there")
def test_a_parent_link_that_points_elsewhere_is_read_anew(run, examples):
    edit("district-clean.md", "[city-plan.md]", "[link.md]")
    Path("link.md").symlink_to("city-plan.md")
    assert run("district-clean.md").code == 0
    text = Path("city-plan.md").read_text(encoding="utf-8")
    Path("other.md").write_text(text.replace("| 62 | 73 |", "| 62 | 93 |"), encoding="utf-8")
    Path("link.md").unlink()
    Path("link.md").symlink_to("other.md")
    assert run("district-clean.md").code == 1


def test_a_damaged_cache_is_no_cache(run, folder):
    before = run("bad.md")
    for file in Path(os.environ["PLANLINT_CACHE_DIR"]).rglob("*"):
        if file.is_file():
            file.write_bytes(b"\0damaged")
    assert run("bad.md") == before


def test_a_cache_that_cannot_be_written_is_no_error(run, folder, monkeypatch):
    monkeypatch.setenv("PLANLINT_CACHE_DIR", str(folder / "clean.md" / "cache"))
    assert run("bad.md").code == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chek", "bad.md"], "是不是想写 check？"),
        (["--no-cache", "parse", "bad.md"], "planlint parse …"),
    ],
)
def test_a_command_that_is_misspelt_or_stands_too_late_is_told(run, folder, words, said):
    outcome = run(*words)
    assert outcome.code == 2
    assert said in outcome.err


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("---\nplanlnt:\n  parents: [a.md]\n---\n", "是不是想写 planlint？"),
        ("---\nplanlint:\n  parent: a.md\n---\n", "是不是想写 parents？"),
        ("---\nplanlint:\n  parents: [a.md]\n\n", "没有用单独一行 --- 结束"),
        ("---\nplanlint:\n  date: 明年\n---\n", "date 应为日期，如 2026-09-15"),
        ("---\nplanlint:\n  parents: 3\n---\n", "parents 应为文件名"),
        ("---\nplanlint: [a\n---\n", "第 3 行附近不是有效的 YAML"),
        ("---\nplanlint:\n  region: {level: 邦}\n---\n", "level 为 国家、省、直辖市、市"),
    ],
)
def test_a_slip_in_the_front_matter_has_one_clear_message(run, folder, front, said):
    Path("front.md").write_text(front + "正文。\n", encoding="utf-8")
    outcome = run("front.md")
    assert outcome.code == 2
    assert said in outcome.err
    assert "unicode string" not in outcome.err


@pytest.mark.parametrize("level", ["区", "市辖区", "district"])
def test_a_level_may_be_named_in_chinese(run, folder, level):
    Path("planlint.toml").write_text(f'[region]\nlevel = "{level}"\n', encoding="utf-8")
    assert run("clean.md").code == 0


def test_a_library_that_does_not_exist_is_told(run, folder):
    Path("planlint.toml").write_text('library = ["nowhere"]', encoding="utf-8")
    outcome = run("clean.md")
    assert outcome.code == 2
    assert "library 文件夹不存在" in outcome.err


def test_an_empty_file_is_said_to_be_empty(run, folder):
    Path("empty.md").write_text(" \n", encoding="utf-8")
    assert "文件是空的" in run("empty.md").out


def test_a_family_is_explained_with_an_index_first(run):
    lines = run("explain", "IND").out.splitlines()
    assert [line[:6] for line in lines[:2]] == ["IND001", "IND002"]
    assert any(line.startswith("# IND001") for line in lines)
