"""Accepted deviations: what they take away, what is said of idle ones, what is refused."""

import datetime as dt
import json
from pathlib import Path

import pytest

import planlint
from planlint.config import Config
from planlint.errors import ConfigError
from planlint.exceptions import AcceptedDeviation, apply_exceptions, load_exceptions
from planlint.rule import load_rules
from planlint.subjects import normal
from planlint.testing import run_example
from tests.drafts import BAD, CLEAN, DOUBLED, PARENT, fronted

NAME = "planlint-exceptions.toml"
NONE_FOUND = "已检查 1 份文件，没有发现问题。\n"
SCORE = "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 养老服务满意度 | {}% | 约束性 |"


def entry(rule: str = "NUM001", key: str = "主要任务", **more: str) -> str:
    """An entry; `expires` is a date, the others are texts."""
    facts = {"rule": rule, "key": key, "reason": "区政府同意", **more}
    lines = (
        f"{k} = {v if k == 'expires' else json.dumps(v, ensure_ascii=False)}"
        for k, v in facts.items()
    )
    return "\n".join(("[[exception]]", *lines, ""))


def write(text: str, name: str = NAME) -> Path:
    """A file in the current folder."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def codes(outcome) -> list[str]:
    """The rules in a json report."""
    return [row["code"] for row in json.loads(outcome.out)]


# --- what an entry takes away ------------------------------------------------------------------


def test_an_accepted_finding_counts_nowhere(run, folder):
    write(entry())
    assert run("bad.md", "--statistics") == (0, NONE_FOUND, "")


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ("NUM001", "主要任务"), ("numbering-gap", "主要任务"), ("num001", " 主要 任务 "),
        ("NUM001", "三、主要任务"), ("NUM001", "三、"), ("NUM001", "“主要任务”"),
    ],
)  # fmt: skip
def test_rule_and_key_may_be_written_in_several_ways(run, folder, rule, key):
    write(entry(rule, key))
    assert run("bad.md") == (0, NONE_FOUND, "")


@pytest.mark.parametrize(
    ("rule", "key"), [("NUM002", "主要任务"), ("NUM001", "任务"), ("NUM001", "9")]
)
def test_another_rule_or_key_takes_nothing_away(run, folder, rule, key):
    write(entry(rule, key))
    assert codes(run("bad.md", "--output", "json")) == ["NUM001", "DOC006"]


def test_an_indicator_is_named_whatever_the_heading_of_the_place(run, folder):
    write(PARENT.replace("健全服务网络。", SCORE.format(90)), "above.md")
    call = ("clean.md", "--parent", "above.md", "--select", "IND001,DOC006", "--output", "json")
    write(entry("IND001", "总体要求"))
    assert codes(run(*call)) == ["IND001", "DOC006"]
    write(entry("IND001", "养老服务满意度"))
    assert codes(run(*call)) == []


def test_a_value_in_quotes_names_no_indicator(run, folder):
    write(PARENT.replace("健全服务网络。", SCORE.format(90)), "above.md")
    write(CLEAN.replace("完善服务网络。", SCORE.format(90).replace("约束性", "预期性")), "own.md")
    call = ("own.md", "--parent", "above.md", "--select", "IND004", "--output", "json")
    write(entry("IND004", "预期性"))
    assert codes(run(*call)) == ["IND004"]
    write(entry("IND004", "养老服务满意度"))
    assert codes(run(*call)) == []


def test_a_finding_about_the_whole_document_is_named_by_its_title_or_file(run, folder):
    Path("gbk.md").write_bytes(CLEAN.encode("gb18030"))
    for key in ("南浦区“十五五”养老服务发展规划", "gbk.md"):
        write(entry("DOC002", key))
        assert codes(run("gbk.md", "--output", "json")) == []


def test_a_finding_without_quotes_is_named_by_the_heading_above_it(run, folder):
    write(PARENT.replace("健全服务网络。", SCORE.format(90)), "above.md")
    write(CLEAN.replace("完善服务网络。", "养老服务满意度达到90%。"), "own.md")
    call = ("own.md", "--parent", "above.md", "--select", "IND013", "--output", "json")
    assert codes(run(*call)) == ["IND013"]
    write(entry("IND013", "总体要求"))
    assert codes(run(*call)) == []


EXAMPLES = [(rule, example) for rule in load_rules() for example in rule.bad]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda v: getattr(v, "id", ""))
def test_every_finding_of_every_rule_can_be_named(rule, example):
    found = run_example(rule, example).diagnostics
    assert all(d.subjects for d in found)
    for diagnostic in found:
        for subject in diagnostic.subjects:
            accepted = AcceptedDeviation(rule.id, subject, "区政府同意")
            assert diagnostic not in apply_exceptions(found, (accepted,)).kept


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("（二）", "(二)"),
        ("４０％", "40%"),
        ("《规划》", "规划"),
        ("南浦 区", "南浦区"),
        ("**甲**", "甲"),
    ],
)
def test_width_white_space_and_quotes_do_not_matter(left, right):
    assert normal(left) == normal(right)


@pytest.mark.parametrize(("left", "right"), [("“", "”"), ("甲率", "乙率"), ("甲率", "甲率高")])
def test_other_words_matter(left, right):
    assert normal(left) != normal(right)


# --- where the file is, and for which drafts ---------------------------------------------------


def test_without_a_configuration_the_file_is_found_above_the_draft(run, folder):
    write(entry())
    write(BAD, "a/b/bad.md")
    assert run("a/b/bad.md").code == 0


def test_the_search_stops_at_the_repository(run, folder):
    (folder.parent / NAME).write_text(entry(), encoding="utf-8")
    assert run("bad.md").code == 1


def test_the_nearest_file_counts_alone(run, folder):
    write(entry())
    write("", f"a/{NAME}")
    write(BAD, "a/bad.md")
    assert codes(run("a/bad.md", "--output", "json")) == ["NUM001"]


def test_with_a_configuration_the_file_stands_beside_it(run, folder):
    write('lang = "en"', "planlint.toml")
    write(BAD, "a/bad.md")
    write(entry(), f"a/{NAME}")
    assert run("a/bad.md").code == 1
    write(entry())
    assert run("a/bad.md").code == 0


def test_the_config_flag_moves_the_file_too(run, folder):
    write("", "other/rules.toml")
    write(entry(), f"other/{NAME}")
    assert run("bad.md").code == 1
    assert run("bad.md", "--config", "other/rules.toml").code == 0


@pytest.mark.parametrize(
    ("file", "code"), [("bad.md", 0), ("*.md", 0), ("**/bad.md", 0), ("a/*.md", 1), ("*.txt", 1)]
)
def test_an_entry_may_be_for_some_files_only(run, folder, file, code):
    write(entry(file=file))
    assert run("bad.md").code == code


def test_standard_input_is_checked_under_its_name(run, folder):
    write(entry(file="bad.md"))
    assert run("-", "--stdin-filename", "bad.md", stdin=BAD.encode()).code == 0
    assert run("-", stdin=BAD.encode()).code == 1


# --- idle entries: DOC006 ----------------------------------------------------------------------


def test_an_unused_entry_is_shown_with_its_line(run, folder):
    write("# 例外\n" + entry(key="主要任物"))
    assert run("clean.md", "bad.md", "--ignore", "TXT") == (
        1,
        "bad.md:9:4: 错误 NUM001 numbering-gap [可修改，须核对]\n"
        "  序号不连续：此处应为“二、”，实为“三、”。请核对是否漏了内容，或重新编号。\n"
        "    9 | ## 三、主要任务\n"
        "      |    ^^^^\n"
        "\n"
        "planlint-exceptions.toml:4:1: 警告 DOC006 unused-exception\n"
        "  例外“主要任物”（NUM001）没有对应任何问题。问题已改正的，请删去这一条；key 是不\n"
        "  是想写“主要任务”？\n"
        '    4 | key = "主要任物"\n'
        "      | ^^^^^^^^^^^^^^^^\n"
        "\n"
        "已检查 2 份文件：1 个错误，1 个警告，0 个提示。\n"
        "其中 1 个可在核对后用 --fix --unsafe-fixes 修改。\n",
        "",
    )


def test_an_unused_entry_is_told_in_english(run, folder):
    write(entry())
    assert run("clean.md", "--lang", "en", "--fail-on", "warning") == (
        1,
        "planlint-exceptions.toml:3:1: warning DOC006 unused-exception\n"
        "  the exception '主要任务' (NUM001) matches nothing; delete it if the matter is\n"
        "  settled.\n"
        '    3 | key = "主要任务"\n'
        "      | ^^^^^^^^^^^^^^^^\n"
        "\n"
        "1 file checked: 0 errors, 1 warning, 0 info.\n",
        "",
    )


def test_an_entry_used_by_one_draft_is_used(run, folder):
    write(entry())
    assert run("clean.md", "bad.md", "doubled.md", "--ignore", "TXT").code == 0


def test_each_idle_entry_is_reported_once_in_the_order_of_the_file(run, folder):
    write(entry(key="甲") + "\n" + entry() + "\n" + entry("TXT003", "乙") + "\n" + entry(key="甲"))
    outcome = run("clean.md", "bad.md", "--output", "json")
    rows = json.loads(outcome.out)
    assert [(r["filename"], r["location"]["row"]) for r in rows] == [(NAME, n) for n in (3, 13, 18)]
    assert len({r["fingerprint"] for r in rows}) == 3
    assert outcome.code == 0


@pytest.mark.parametrize(
    "call",
    [
        ["clean.md", "--select", "TXT,DOC006"], ["clean.md", "--ignore", "NUM"],
        ["clean.md", "--ignore", "DOC006"], ["nowhere.md"], ["clean.md", "nowhere.md"],
        ["doubled.md", "--select", "TXT"],
    ],
)  # fmt: skip
def test_an_entry_that_cannot_be_judged_is_not(run, folder, call):
    write(entry())
    assert "DOC006" not in codes(run(*call, "--output", "json"))


def test_an_entry_for_files_that_were_not_checked_is_not_judged(run, folder):
    write(entry(file="bad.md"))
    assert run("clean.md") == (0, NONE_FOUND, "")
    assert codes(run("clean.md", "bad.md", "--output", "json")) == []


def test_an_entry_of_a_comparing_rule_is_not_judged_without_a_parent(run, folder):
    write(entry("IND001", "养老服务满意度"))
    assert codes(run("clean.md", "--output", "json")) == []
    found = run("clean.md", "--parent", "parent.md", "--ignore", "CIT", "--output", "json")
    assert codes(found) == ["DOC006"]


def test_an_entry_of_a_rule_that_failed_is_not_judged(run, folder, monkeypatch):
    write(entry())
    (rule,) = planlint.rule.find_rule("NUM001")
    monkeypatch.setattr(rule, "check", lambda self, ctx: 1 / 0)
    assert codes(run("bad.md", "--output", "json")) == ["DOC005"]


def test_severity_of_idle_entries_is_configured(run, folder):
    write('[severity]\nDOC006 = "error"', "planlint.toml")
    write(entry())
    assert run("clean.md").code == 1


# --- expiry ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "code"), [("2026-12-30", 0), ("2026-12-31", 0), ("2027-01-01", 1)]
)
def test_an_entry_holds_to_its_last_day(run, folder, date, code):
    write(entry(expires="2026-12-31"))
    assert run("bad.md", "--date", date).code == code


def test_an_expired_entry_is_told_and_hides_nothing(run, folder):
    write(entry(expires="2026-12-31"))
    outcome = run("bad.md", "--date", "2027-01-01")
    assert "错误 NUM001" in outcome.out
    assert (
        "  例外“主要任务”（NUM001）已于 2026-12-31 到期，不再起作用。仍然需要的，请重新报\n"
        "  批并改写 expires；不需要的，请删去。\n"
    ) in outcome.out
    assert "expired on 2026-12-31" in run("bad.md", "--date", "2027-01-01", "--lang", "en").out


def test_without_any_date_nothing_is_expired(run, folder):
    write(entry(expires="2000-01-01"))
    assert run("bad.md").code == 0


@pytest.mark.parametrize(
    ("flag", "front", "config", "signed", "code"),
    [
        ("", "", "", "2027-03-01", 1), ("", "", "2026-03-01", "2027-03-01", 0),
        ("", "", "2027-03-01", "2026-03-01", 1), ("2026-03-01", "", "2027-03-01", "", 0),
        ("2027-03-01", "", "2026-03-01", "", 1), ("", "2027-03-01", "2026-03-01", "", 1),
    ],
)  # fmt: skip
def test_the_date_is_the_flag_the_configured_or_the_documents(
    run, folder, flag, front, config, signed, code
):
    write(entry(expires="2026-12-31"))
    write(f"date = {config}" if config else "", "planlint.toml")
    text = BAD
    if signed:
        year, month, day = (int(part) for part in signed.split("-"))
        text += f"\n南浦区人民政府\n\n{year}年{month}月{day}日\n"
    write(fronted(f"planlint: {{date: {front}}}", text) if front else text, "dated.md")
    flags = ["--date", flag] if flag else []
    assert run("dated.md", "--select", "NUM001", *flags).code == code


# --- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        (
            entry("NUN001"),
            "exception[1].rule：没有这条规则：NUN001；是不是想写 NUM001？",
            "did you mean NUM001?",
        ),
        (entry("weaker-targt"), "是不是想写 weaker-target？", "did you mean weaker-target?"),
        (entry("NUM"), "只能写一条规则：NUM", "one rule only: NUM"),
        (entry("DOC001"), "DOC001 不能设例外", "DOC001 cannot be excepted"),
        (entry("rule-failed"), "DOC005 不能设例外", "DOC005 cannot be excepted"),
        (entry(reason=" "), "exception[1].reason：不能为空", "reason: must not be empty"),
        (entry(key=""), "exception[1].key：不能为空", "key: must not be empty"),
        (
            entry() + entry().replace("reason", "reson"),
            "exception[2].reson；是不是想写 reason？",
            "unknown key exception[2].reson",
        ),
        (
            "[[exception]]\nrule = 'NUM001'\nkey = 'x'",
            "exception[1].reason：没有填写",
            "reason: Field required",
        ),
        (
            "[[exceptions]]\n",
            "不认识的配置项 exceptions；是不是想写 exception？",
            "did you mean exception?",
        ),
        (entry(expires='"soon"'), "exception[1].expires：应为日期", "exception[1].expires"),
        ("exception = 3", "exception：应为列表", "exception"),
        ("[[exception", "不是有效的 TOML", "not valid TOML"),
    ],
)
def test_a_wrong_file_exits_2_and_says_why(run, folder, text, zh, en):
    write(text)
    for lang, words in (("zh", zh), ("en", en)):
        outcome = run("bad.md", "--lang", lang)
        assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
        assert NAME in outcome.err
        assert words in outcome.err


def test_a_file_in_another_encoding_exits_2(run, folder):
    Path(NAME).write_bytes(entry().encode("gb18030"))
    assert run("bad.md").code == 2


def test_an_empty_file_accepts_nothing(run, folder):
    write("")
    assert codes(run("bad.md", "--output", "json")) == ["NUM001"]


# --- around the check --------------------------------------------------------------------------


def test_a_new_an_edited_and_a_removed_file_count_at_once(run, folder):
    assert run("bad.md").code == 1
    for key, code in (("主要任务", 0), ("其他", 1)):
        write(entry(key=key))
        assert run("bad.md").code == code
    Path(NAME).unlink()
    assert "DOC006" not in run("bad.md").out


def test_a_nearer_file_counts_at_once(run, folder):
    write(BAD, "a/bad.md")
    write(entry())
    assert run("a/bad.md").code == 0
    write("", f"a/{NAME}")
    assert run("a/bad.md").code == 1


def test_config_shows_the_file_and_how_many_entries_apply(run, folder):
    assert NAME not in run("config", "bad.md").out
    write(entry() + entry(file="clean.md"))
    last = run("config", "bad.md").out.splitlines()[-1]
    assert last.startswith("# ")
    assert NAME in last
    assert "共 2 条，适用 1 条 / 1 of 2" in last
    write(entry("NUM01"))
    assert run("config", "bad.md").code == 2


def test_findings_in_json_have_no_new_keys(run, folder):
    (row,) = json.loads(run("bad.md", "--output", "json").out)
    assert "subjects" not in row


# --- for embedding programs --------------------------------------------------------------------


def test_apply_exceptions_parts_the_findings(folder):
    file = load_exceptions(write(entry() + entry("TXT003", "的的", expires="2026-01-01")))
    found = planlint.lint(planlint.parse_text(BAD.replace("公益", "公益的的")))
    assert [d.code for d in found] == ["TXT003", "NUM001"]
    kept, used = apply_exceptions(found, file.for_file(Path("bad.md")))
    assert (kept, used) == ((), file.entries)
    kept, used = apply_exceptions(found, file.entries, date=dt.date(2026, 2, 1))
    assert ([d.code for d in kept], used) == (["TXT003"], file.entries[:1])


def test_an_entry_holds_what_the_file_says(folder):
    text = entry(approver="区政府第12次常务会议", expires="2027-12-31", file="*.md")
    (one,) = load_exceptions(write(text)).entries
    assert (one.rule, one.key, one.reason) == ("NUM001", "主要任务", "区政府同意")
    assert (one.approver, one.expires, one.file) == (
        "区政府第12次常务会议",
        dt.date(2027, 12, 31),
        "*.md",
    )


@pytest.mark.parametrize(
    "text",
    [
        'exception = [{rule = "NUM001", key = "甲", reason = "乙"}]',
        entry().replace("key =", '"key" ='),
        "\ufeff" + entry().replace("\n", "\r\n"),
    ],
)
def test_entries_are_read_however_they_are_written(run, folder, text):
    Path(NAME).write_bytes(text.encode())
    assert codes(run("clean.md", "--output", "json")) == ["DOC006"]


def test_a_missing_file_is_a_configuration_error(folder):
    with pytest.raises(ConfigError):
        load_exceptions(Path(NAME))


def test_lint_knows_no_exceptions(folder):
    write(entry())
    assert [d.code for d in planlint.lint(planlint.parse("bad.md"), config=Config())] == ["NUM001"]


def test_a_warning_can_be_accepted(run, folder):
    write(entry("doubled-character", "的的"))
    assert DOUBLED != CLEAN
    assert run("doubled.md", "--fail-on", "info") == (0, NONE_FOUND, "")
