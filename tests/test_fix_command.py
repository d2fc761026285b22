"""--fix, --unsafe-fixes and --diff: what they print, what becomes of the file's bytes."""

import codecs
import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import planlint
from planlint.output.width import cells

from .drafts import BAD, CITING, CLEAN, DOUBLED, fronted

SLIPS = CLEAN.replace("坚持公益，", "坚持公益的的,坚持（普惠),")
MENDED = CLEAN.replace("坚持公益，", "坚持公益的,坚持（普惠）,")
"""What TXT001 and TXT003 make of SLIPS."""
DONE = DOUBLED.replace("的的", "的")
ONLY = ("--select", "TXT001,TXT003,NUM")


def fixed(run, *arguments, **more):
    return run("--fix", *ONLY, *arguments, **more)


# --- what is printed -------------------------------------------------------------------------


def test_a_finding_that_can_be_fixed_is_marked_and_counted(run, folder):
    Path("slips.md").write_text(SLIPS.replace("二、", "三、"), encoding="utf-8")
    out = run("slips.md", *ONLY).out
    assert "slips.md:7:5: 警告 TXT003 doubled-character [可自动修改]\n" in out
    assert "错误 NUM001 numbering-gap [可修改，须核对]\n" in out
    assert out.endswith(
        "其中 2 个可用 --fix 自动修改，1 个可在核对后用 --fix --unsafe-fixes 修改。\n"
    )
    out = run("slips.md", *ONLY, "--lang", "en").out
    assert "TXT003 doubled-character [fix]\n" in out
    assert out.endswith(
        "2 can be fixed with --fix, 1 with --fix --unsafe-fixes (look at --diff first).\n"
    )


def test_fix_mends_the_file_and_says_so(run, folder):
    Path("slips.md").write_text(SLIPS.replace("二、", "三、"), encoding="utf-8")
    code, out, err = fixed(run, "slips.md", "doubled.md", "clean.md")
    assert Path("slips.md").read_text(encoding="utf-8") == MENDED.replace("二、", "三、")
    assert Path("doubled.md").read_text(encoding="utf-8") == DONE
    assert Path("clean.md").read_text(encoding="utf-8") == CLEAN
    assert (code, err) == (1, "")  # the gap is left
    assert "TXT003" not in out
    assert out.endswith("已修改 3 处（2 份文件）；还有 1 个问题可用 --unsafe-fixes 修改。\n")


def test_a_second_run_has_nothing_to_fix(run, folder):
    fixed(run, "doubled.md")
    before = Path("doubled.md").stat().st_mtime_ns
    code, out, _ = fixed(run, "doubled.md")
    assert (code, out) == (0, "已检查 1 份文件，没有发现问题。\n没有可以自动修改的地方。\n")
    assert Path("doubled.md").stat().st_mtime_ns == before


def test_unsafe_fixes_do_the_rest(run, folder):
    outcome = fixed(run, "--unsafe-fixes", "bad.md", "--lang", "en")
    assert outcome.code == 0
    assert outcome.out.endswith("Fixed 1 place in 1 file.\n")
    assert Path("bad.md").read_text(encoding="utf-8") == CLEAN


def test_unsafe_fixes_alone_change_nothing(run, folder):
    assert run("--unsafe-fixes", "bad.md").code == 1
    assert Path("bad.md").read_text(encoding="utf-8") == BAD


def test_an_accepted_deviation_is_not_fixed(run, folder):
    entry = '[[exception]]\nrule = "TXT003"\nkey = "的的"\nreason = "原文如此"\n'
    Path("planlint-exceptions.toml").write_text(entry, encoding="utf-8")
    assert fixed(run, "doubled.md").code == 0
    assert Path("doubled.md").read_text(encoding="utf-8") == DOUBLED


def test_only_the_selected_rules_fix(run, folder):
    run("--fix", "--select", "NUM", "doubled.md")
    assert Path("doubled.md").read_text(encoding="utf-8") == DOUBLED


def test_drafts_that_nobody_named_are_only_checked(run, folder):
    text = fronted("planlint: {parents: [parent.md]}", CITING.replace("公益", "公益的的"))
    Path("draft.md").write_text(text, encoding="utf-8")
    out = fixed(run, "--dependents", "parent.md").out
    assert "draft.md:10" in out
    assert Path("draft.md").read_text(encoding="utf-8") == text


def test_json_gives_what_remains(run, folder):
    outcome = fixed(run, "bad.md", "doubled.md", "--output", "json")
    assert [d["code"] for d in json.loads(outcome.out)] == ["NUM001"]


def test_a_file_that_is_not_there_stops_no_other(run, folder):
    code, out, _ = fixed(run, "nowhere.md", "doubled.md")
    assert code == 1
    assert "nowhere.md:1: 错误 DOC001" in out
    assert Path("doubled.md").read_text(encoding="utf-8") == DONE


def test_the_help_names_the_flags(run):
    for lang in ("zh", "en"):
        out = run("--help", "--lang", lang).out
        assert all(flag in out for flag in ("--fix", "--unsafe-fixes", "--diff"))


def test_a_run_that_fixes_is_never_replayed(run, folder):
    for _ in range(2):
        Path("doubled.md").write_text(DOUBLED, encoding="utf-8")
        assert "已修改 1 处" in fixed(run, "doubled.md").out
        assert Path("doubled.md").read_text(encoding="utf-8") == DONE
    assert run("doubled.md", *ONLY).out == "已检查 1 份文件，没有发现问题。\n"


# --- bytes -----------------------------------------------------------------------------------

ENCODINGS = [
    ("utf-8", b""),
    ("utf-8", codecs.BOM_UTF8),
    ("gb18030", b""),
    ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE),
    ("utf-16-le", b""),
    ("utf-16-be", b""),
]
MIXED = "\r\n".join(SLIPS.split("\n", 4)).replace("制定本规划。", "制定本规划。𠮷\u3000\t\r尾 \x0c")


@pytest.mark.parametrize(("encoding", "mark"), ENCODINGS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "mixed"])
def test_a_file_keeps_its_encoding_and_every_byte_that_no_fix_touches(
    run, folder, encoding, mark, end
):
    text = MIXED if end == "mixed" else SLIPS.replace("\n", end)
    wanted = text.replace("公益的的", "公益的").replace("普惠)", "普惠）")
    Path("draft.md").write_bytes(mark + text.encode(encoding))
    fixed(run, "draft.md")
    assert Path("draft.md").read_bytes() == mark + wanted.encode(encoding)


@pytest.mark.parametrize("text", [SLIPS, CLEAN], ids=["slips", "clean"])
@pytest.mark.parametrize(("encoding", "mark"), ENCODINGS)
def test_standard_input_comes_out_mended_in_its_encoding(run, folder, encoding, mark, text):
    data = mark + text.replace("\n", "\r\n").encode(encoding)
    done = subprocess.run(
        [sys.executable, "-m", "planlint", "--fix", *ONLY, "-"],
        input=data,
        capture_output=True,
        check=False,
    )
    wanted = text.replace("公益的的", "公益的").replace("普惠)", "普惠）")
    assert done.stdout == mark + wanted.replace("\n", "\r\n").encode(encoding)
    assert "已检查 1 份文件" in done.stderr.decode("utf-8")


def test_findings_about_standard_input_go_to_standard_error(run, folder):
    code, out, err = fixed(run, "-", stdin=BAD.replace("公益", "公益的的").encode())
    assert (code, out) == (1, BAD.replace("公益", "公益的"))
    assert "NUM001" in err


def test_standard_input_that_cannot_be_read_comes_out_as_it_went_in(run, folder):
    data = b"%PDF-1.7 no plan"
    code, out, err = fixed(run, "-", stdin=data)
    assert (code, out) == (1, data.decode())
    assert "DOC001" in err


def test_the_permissions_stay(run, folder):
    Path("doubled.md").chmod(0o640)
    fixed(run, "doubled.md")
    assert stat.S_IMODE(Path("doubled.md").stat().st_mode) == 0o640


def test_a_link_is_followed(run, folder):
    Path("real").mkdir()
    Path("doubled.md").rename("real/draft.md")
    Path("link.md").symlink_to("real/draft.md")
    fixed(run, "link.md")
    assert Path("link.md").is_symlink()
    assert Path("real/draft.md").read_text(encoding="utf-8") == DONE


def test_a_write_that_fails_leaves_the_file_whole_and_the_others_run(run, folder, monkeypatch):
    replace = Path.replace

    def failing(self, target):
        if Path(target).name == "slips.md":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    Path("slips.md").write_text(SLIPS, encoding="utf-8")
    monkeypatch.setattr(Path, "replace", failing)
    before = sorted(Path().iterdir())
    code, out, err = fixed(run, "slips.md", "doubled.md")
    assert code == 2
    assert err == "planlint: 无法修改 slips.md：No space left on device；文件未改动\n"
    assert "slips.md:7:5: 警告 TXT003" in out
    assert Path("slips.md").read_text(encoding="utf-8") == SLIPS
    assert Path("doubled.md").read_text(encoding="utf-8") == DONE
    assert sorted(Path().iterdir()) == before


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "planlint: 无法修改 doubled.md：文件是只读的；文件未改动\n"),
        ("en", "planlint: cannot fix doubled.md: the file is read-only; left as it is\n"),
    ],
)
def test_a_file_that_may_not_be_written_is_said(run, folder, lang, said):
    Path("doubled.md").chmod(0o444)
    code, _, err = fixed(run, "doubled.md", "--lang", lang)
    assert (code, err) == (2, said)
    assert Path("doubled.md").read_text(encoding="utf-8") == DOUBLED


def test_a_folder_that_may_not_be_written_is_said(run, folder, monkeypatch):
    def refusing(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("planlint.rewriting.tempfile.mkstemp", refusing)
    code, _, err = fixed(run, "doubled.md")
    assert (code, err) == (2, "planlint: 无法修改 doubled.md：没有权限写入所在文件夹；文件未改动\n")


def test_a_file_that_changed_meanwhile_is_left_alone(run, folder, monkeypatch):
    read = planlint.session.read

    def reading(path, **options):
        source = read(path, **options)
        Path(path).write_text("一、别的\n", encoding="utf-8")
        return source

    monkeypatch.setattr("planlint.session.read", reading)
    code, _, err = fixed(run, "doubled.md")
    assert code == 2
    assert "检查期间文件被改动" in err
    assert Path("doubled.md").read_text(encoding="utf-8") == "一、别的\n"


# --- --diff ----------------------------------------------------------------------------------


def test_diff_shows_a_patch_and_changes_nothing(run, folder):
    code, out, err = run("--diff", *ONLY, "doubled.md", "clean.md")
    assert code == 1
    assert out.splitlines()[:3] == ["--- doubled.md", "+++ doubled.md", "@@ -4,7 +4,7 @@"]
    changed = [n for n in out.splitlines()[3:] if n[0] in "+-"]
    assert changed == ["-坚持公益的的，服务老年人。", "+坚持公益的，服务老年人。"]
    assert "可修改 1 处（1 份文件）" in err
    assert Path("doubled.md").read_text(encoding="utf-8") == DOUBLED


def test_an_empty_diff_gives_the_code_of_what_remains(run, folder):
    assert run("--diff", *ONLY, "clean.md")[:2] == (0, "")
    code, out, err = run("--diff", *ONLY, "bad.md")
    assert (code, out) == (1, "")
    assert "还有 1 个问题可用 --unsafe-fixes 修改" in err
    assert "1 个错误" in err
    assert run("--diff", "--unsafe-fixes", *ONLY, "bad.md").code == 1


def test_diff_beats_fix(run, folder):
    assert run("--fix", "--diff", *ONLY, "doubled.md").code == 1
    assert Path("doubled.md").read_text(encoding="utf-8") == DOUBLED


def test_diff_of_standard_input(run, folder):
    code, out, _ = run("--diff", *ONLY, "-", "--stdin-filename", "x.md", stdin=DOUBLED.encode())
    assert code == 1
    assert out.startswith("--- x.md\n+++ x.md\n@@ ")


def test_diff_leaves_standard_output_to_the_patch(run, folder):
    code, _, err = run("--diff", "doubled.md", "--output", "json")
    assert code == 2
    assert "--diff 占用标准输出" in err
    assert run("--diff", *ONLY, "doubled.md", "--output", "json=found.json").code == 1
    (found,) = json.loads(Path("found.json").read_text(encoding="utf-8"))
    assert found["code"] == "TXT003"


def test_an_unreadable_draft_is_said_beside_the_diff(run, folder):
    code, out, err = run("--diff", *ONLY, "nowhere.md", "doubled.md")
    assert code == 1
    assert out.startswith("--- doubled.md")
    assert "DOC001" in err


@pytest.mark.parametrize("end", ["\n", "\r\n", "no end", "mixed"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_a_patch_makes_of_the_file_what_fix_makes_of_it(run, folder, end, mark):
    text = {"no end": SLIPS.rstrip("\n"), "mixed": MIXED}.get(end) or SLIPS.replace("\n", end)
    for name in ("a b.md", "same.md"):
        Path(name).write_bytes(mark + text.encode())
    patch = subprocess.run(
        [sys.executable, "-m", "planlint", "--diff", *ONLY, "a b.md"],
        capture_output=True,
        check=False,
    ).stdout
    fixed(run, "same.md")
    command = ["git", "apply", "-p0", "--whitespace=nowarn", "-"]
    subprocess.run(command, input=patch, check=True, capture_output=True)
    assert Path("a b.md").read_bytes() == Path("same.md").read_bytes()


LONG = CLEAN.replace(
    "服务老年人。",
    "服务老年人" + "并逐步扩大覆盖面" * 30 + "的的，，" + "持续改进" * 60 + "（含助餐)。",
)


@pytest.mark.parametrize("colour", [False, True])
def test_at_a_terminal_a_change_is_shown_with_the_words_around_it(run, folder, monkeypatch, colour):
    monkeypatch.setenv("COLUMNS", "80")
    if colour:
        monkeypatch.setenv("FORCE_COLOR", "1")
    else:
        monkeypatch.setattr("planlint.fix_report.at_terminal", lambda colour: True)
    Path("long.md").write_text(LONG, encoding="utf-8")
    out = run("--diff", *ONLY, "long.md").out
    shown = out
    for code in ("1", "2", "1;31", "1;32", "7;31", "7;32", "0"):
        shown = shown.replace(f"\x1b[{code}m", "")
    lines = shown.splitlines()
    assert lines[0] == "long.md"
    assert [n[:8] for n in lines if n[:7].strip()[:1].isdigit()] == ["    7 - ", "    7 - "]
    assert all(cells(line) <= 80 for line in lines)
    assert ("\x1b[7;31m" in out) is colour
    assert any(set(line) == {" ", "^"} for line in lines) is not colour


def test_a_year_is_mended_though_its_deadline_can_be_judged_then(run, folder):
    text = "南浦区“十五五”养老服务规划\n\n一、总体要求\n\n到二0四五年，建成制度体系。\n"
    Path("year.md").write_text(text, encoding="utf-8")
    outcome = run("year.md", "--fix", "--unsafe-fixes", "--no-cache")
    assert "二〇四五年" in Path("year.md").read_text(encoding="utf-8")
    assert "改后会带来新的问题" not in outcome.out
    assert "还有" not in outcome.out
