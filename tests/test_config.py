"""Configuration: where it is found, what each key does, what is refused, what beats what."""

import datetime as dt
import json
from pathlib import Path

import pytest

from planlint.config import Config, RegionSetting, find_config, load_config
from planlint.diagnostic import Severity
from planlint.errors import ConfigError
from planlint.semantics.concepts import Concept, Concepts
from planlint.semantics.terms import Terms
from planlint.settings_model import PerFile, RegionModel, Settings
from planlint.terms_model import TermsModel
from tests.drafts import BAD, CITING, CLEAN, PARENT, fronted


def write(name: str, text: str) -> Path:
    """A file in the current folder."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def load(text: str, name: str = "planlint.toml") -> Config:
    """A configuration with this text in the current folder."""
    return load_config(write(name, text))


def codes(outcome) -> list[str]:
    """The rules in a json report."""
    return [row["code"] for row in json.loads(outcome.out)]


# --- discovery ---------------------------------------------------------------------------------


def test_planlint_toml_is_found(folder):
    assert find_config(folder) is None
    write("planlint.toml", "")
    assert find_config(folder) == folder / "planlint.toml"


def test_a_pyproject_counts_only_with_its_table(folder):
    write("pyproject.toml", "[tool.other]\n")
    assert find_config(folder) is None
    write("pyproject.toml", "[tool.planlint]\n")
    assert find_config(folder) == folder / "pyproject.toml"


def test_planlint_toml_beats_the_pyproject_beside_it(folder):
    write("pyproject.toml", "[tool.planlint]\n")
    write("planlint.toml", "")
    assert find_config(folder) == folder / "planlint.toml"


def test_the_nearest_configuration_wins(folder):
    write("planlint.toml", "")
    write("a/pyproject.toml", "[tool.planlint]\n")
    (folder / "a/b").mkdir()
    assert find_config(folder / "a/b") == folder / "a/pyproject.toml"


def test_the_search_stops_at_the_repository(folder):
    (folder.parent / "planlint.toml").write_text('ignore = ["NUM"]', encoding="utf-8")
    (folder / "sub").mkdir()
    assert find_config(folder / "sub") is None


def test_each_file_of_a_run_has_its_own_configuration(run, folder):
    write("a/planlint.toml", 'ignore = ["NUM"]')
    write("a/bad.md", BAD)
    rows = json.loads(run("a/bad.md", "bad.md", "--output", "json").out)
    assert [row["filename"] for row in rows] == ["bad.md"]


def test_the_config_flag_replaces_the_search(run, folder):
    write("planlint.toml", 'ignore = ["NUM"]')
    write("other/rules.toml", 'ignore = ["TXT"]')
    assert run("bad.md").code == 0
    assert run("bad.md", "--config", "other/rules.toml").code == 1


def test_a_pyproject_is_read_below_its_table(run, folder):
    write("pyproject.toml", '[project]\nname = "x"\n[tool.planlint]\nignore = ["NUM"]\n')
    assert run("bad.md").code == 0


def test_a_configuration_may_start_with_a_byte_order_mark(folder):
    write("planlint.toml", '\ufefflang = "en"\n')
    assert load_config(Path("planlint.toml")).lang == "en"


# --- every key ---------------------------------------------------------------------------------

# For each list of words a row as it is written, and as rules see it.
TERMS = {
    "doubled": ('{char = "等"}', {"char": "等", "before": "", "after": ""}),
    "latin": ('{word = "zone"}', {"word": "zone"}),
    "deprecated": (
        '{old = "旧词", new = "新词", since = 2020-01-01}',
        {
            "old": "旧词", "new": "新词", "advice": "", "since": "2020-01-01", "source": "",
            "level": "warning", "before": [], "after": [],
        },
    ),
    "events": (
        '{name = "云州市运会", last = 2025-10-01}',
        {"name": "云州市运会", "aliases": [], "last": "2025-10-01"},
    ),
    "meetings": (
        '{congress = 21, plenum = 0, name = "党的二十一大", last = 2027-10-20}',
        {"congress": 21, "plenum": 0, "name": "党的二十一大", "last": "2027-10-20"},
    ),
    "known_documents": ('{title = "甲规划"}', {"title": "甲规划", "number": ""}),
    "superseded": (
        '{title = "甲", by = "乙", date = 2026-01-01}',
        {"title": "甲", "by": "乙", "date": "2026-01-01", "source": ""},
    ),
    "typos": (
        '{wrong = "北仑浦", right = "北仑埔"}',
        {
            "wrong": "北仑浦", "right": "北仑埔", "before": [], "after": [], "needs_before": [],
            "needs_after": [], "near": [],
        },
    ),
    "variants": (
        '{parts = ["区", "乡"]}', {"forms": [], "parts": ["区", "乡"], "before": [], "after": []}
    ),
    "headings": ('{title = "建设要点"}', {"title": "建设要点"}),
    "repeats": ('{word = "云州精神"}', {"word": "云州精神"}),
    "weaker": (
        '{strong = "限期", weak = "适时"}', {"strong": "限期", "weak": "适时", "before": False}
    ),
    "formulas": ('{members = ["甲", "乙/丁", "丙"]}', {"members": ["甲", "乙/丁", "丙"]}),
}  # fmt: skip

VALUES = {
    "version": ("1", Config()),
    "parents": ('["a.md"]', Config(parents=(Path("a.md"),))),
    "predecessor": ('"a.md"', Config(predecessor=Path("a.md"))),
    "library": ('["plans"]', Config(library=(Path("plans"),))),
    "files": ('["*.txt"]', Config(files=("*.txt",))),
    "exclude": ('["old/**"]', Config(exclude=("old/**",))),
    "select": ('["IND", "NUM001"]', Config(select=("IND", "NUM001"))),
    "ignore": ('["weaker-target"]', Config(ignore=("weaker-target",))),
    "fail-on": ('"warning"', Config(fail_on="warning")),
    "lang": ('"en"', Config(lang="en")),
    "date": ("2026-09-15", Config(date=dt.date(2026, 9, 15))),
    "size-limit": ("1000", Config(size_limit=1000)),
    "severity": ('{NUM001 = "info"}', Config(severities={"NUM001": Severity.INFO})),
    "rules": ("{}", Config()),
    "region": (
        '{name = "南浦区", level = "district", parents = ["云州市"]}',
        Config(region=RegionSetting("南浦区", "district", ("云州市",))),
    ),
    "indicators": (
        '[{name = "云州养老满意率", aliases = ["满意率"], direction = "higher", allocated = false}]',
        Config(
            concepts=Concepts(
                (Concept("", "云州养老满意率", "", "higher", "", False, ("满意率",)),)
            )
        ),
    ),
    "departments": ('{roster = ["区民政局"]}', Config(roster=("区民政局",))),
    "terms": (
        "{" + ", ".join(f"{name} = [{text}]" for name, (text, _) in TERMS.items()) + "}",
        Config(terms=Terms({name: (row,) for name, (_, row) in TERMS.items()})),
    ),
    "per-file": (
        '{"*.md" = {ignore = ["NUM"]}}',
        Config(per_file=(("*.md", {"ignore": ("NUM",)}),)),
    ),
}  # fmt: skip


def test_every_key_of_the_model_is_tried_here():
    assert {field.alias or name for name, field in Settings.model_fields.items()} == set(VALUES)


def test_every_list_of_words_is_tried_here():
    assert set(TermsModel.model_fields) == set(TERMS)


@pytest.mark.parametrize("key", VALUES)
def test_every_key_reaches_the_configuration(folder, key):
    text, wanted = VALUES[key]
    path = write("planlint.toml", f"{key} = {text}")
    assert load_config(path) == Config(**{**_fields(wanted), "path": path})


def _fields(config: Config) -> dict:
    return {name: getattr(config, name) for name in Config.__slots__}


@pytest.mark.parametrize("key", PerFile.model_fields)
def test_every_key_for_some_files_reaches_those_files(folder, key):
    text, wanted = VALUES[key]
    path = write("planlint.toml", f'[per-file."bad.md"]\n{key} = {text}')
    config = load_config(path)
    changed, same = config.for_file(Path("bad.md")), config.for_file(Path("clean.md"))
    field = {"severity": "severities", "rules": "options"}.get(key, key)
    assert getattr(changed, field) == getattr(wanted, field)
    assert getattr(same, field) == getattr(Config(), field)


@pytest.mark.parametrize(
    "key", [k for k in VALUES if VALUES[k][1] != Config() and k not in ("rules", "per-file")]
)
def test_config_shows_every_key(run, folder, key):
    text, _ = VALUES[key]
    write("planlint.toml", f"{key} = {text}")
    assert f"\n{key}" in run("config", "clean.md").out


def test_paths_are_relative_to_the_configuration(folder):
    text = 'parents = ["../a.md"]\nlibrary = ["b"]\npredecessor = "c.md"'
    config = load(text, "sub/planlint.toml")
    assert config.parents == (Path("sub/../a.md"),)
    assert (config.library, config.predecessor) == ((Path("sub/b"),), Path("sub/c.md"))


def test_select_and_ignore_choose_the_rules(run, folder):
    write("planlint.toml", 'select = ["NUM"]')
    assert run("doubled.md", "--fail-on", "info").code == 0
    write("planlint.toml", 'ignore = ["NUM"]')
    assert run("bad.md").code == 0


def test_fail_on_sets_the_exit_code_and_the_flag_beats_it(run, folder):
    write("planlint.toml", 'fail-on = "never"')
    assert run("bad.md").code == 0
    assert run("bad.md", "--fail-on", "error").code == 1


def test_lang_sets_the_language_and_the_flag_beats_it(run, folder, monkeypatch):
    write("planlint.toml", 'lang = "en"')
    assert "error NUM001" in run("bad.md").out
    assert "错误 NUM001" in run("bad.md", "--lang", "zh").out


def test_planlint_lang_beats_the_configuration(run, folder, monkeypatch):
    write("planlint.toml", 'lang = "en"')
    monkeypatch.setenv("PLANLINT_LANG", "zh")
    assert "错误 NUM001" in run("bad.md").out


@pytest.mark.parametrize("rule", ["NUM001", "numbering-gap"])
@pytest.mark.parametrize(("severity", "code"), [("error", 1), ("warning", 0), ("info", 0)])
def test_a_severity_is_overridden_by_id_or_name(run, folder, rule, severity, code):
    write("planlint.toml", f'[severity]\n{rule} = "{severity}"')
    outcome = run("bad.md", "--output", "json")
    assert outcome.code == code
    assert json.loads(outcome.out)[0]["severity"] == severity


def test_size_limit_refuses_what_is_larger(run, folder):
    write("planlint.toml", "size-limit = 50")
    assert codes(run("clean.md", "--output", "json")) == ["DOC001"]


def test_size_limit_admits_what_the_default_refuses(run, folder):
    write("planlint.toml", f"size-limit = {30 * 1024 * 1024}")
    write("big.md", CLEAN + "\n" + ("x" * 1000 + "\n") * 21_000)
    assert codes(run("big.md", "--select", "NUM", "--output", "json")) == []


def test_predecessor_is_read(run, folder):
    write("planlint.toml", 'predecessor = "nowhere.md"')
    assert run("clean.md").code == 2
    write("planlint.toml", 'predecessor = "parent.md"')
    assert run("clean.md").code == 0


def test_targets_are_set_against_the_predecessors(run, folder):
    table = "| 指标 | {} | 属性 |\n|---|---|---|\n| 探访关爱率 | {} | 约束性 |\n"
    old = CLEAN.replace("十五五", "十四五") + table.format("2025年", "98%")
    write("old.md", old)
    write("new.md", CLEAN + table.format("2030年", "95%"))
    write("planlint.toml", 'predecessor = "old.md"')
    found = run("new.md", "--select", "IND018")
    assert (found.code, "95%" in found.out, "98%" in found.out) == (0, True, True)


def test_region_names_the_place_of_the_draft(run, folder):
    text = CLEAN.replace("南浦区", "") + "\n（责任单位：市民政局）\n"
    write("new.md", text)
    write("planlint.toml", 'region = {name = "南浦区", level = "district"}')
    assert codes(run("new.md", "--select", "DEP002", "--output", "json")) == ["DEP002"]
    write("planlint.toml", 'region = {name = "云州市", level = "prefecture"}')
    assert codes(run("new.md", "--select", "DEP002", "--output", "json")) == []


# --- the place's own departments ----------------------------------------------------------------

ROSTER = "区民政局\n\n# 2026年机构改革后\n区卫生健康委\n区委组织部\n"
UNITS = "1. 探访。抓好。（区卫健委、区商务局、市残联、云州养老公司、{}负责）\n"


def unlisted(run, unit="区民政局"):
    write("new.md", CLEAN + UNITS.format(unit))
    rows = json.loads(run("new.md", "--select", "DEP004", "--output", "json").out)
    return [(r["severity"], r["message"].split("”")[0]) for r in rows]


def test_a_list_of_words_grows_by_the_users_rows(run, folder):
    write("draft.md", CLEAN.replace("网络", "助餐等等网络"))
    assert "TXT003" not in codes(run("draft.md", "--output", "json"))
    write("planlint.toml", '[[terms.doubled]]\nchar = "等"\n')
    assert "TXT003" in codes(run("draft.md", "--output", "json"))
    assert 'terms.doubled = [{ char = "等"' in run("config", "draft.md").out


def test_dated_lists_grow_by_the_users_rows(run, folder):
    text = CLEAN.replace("完善服务网络", "办好云州市运会，完善老式网络")
    write("draft.md", text)
    assert not {"DAT001", "TXT005"} & set(codes(run("draft.md", "--output", "json")))
    write(
        "planlint.toml",
        '[[terms.events]]\nname = "云州市运会"\nlast = 2025-10-01\n'
        '[[terms.deprecated]]\nold = "老式网络"\nnew = "服务网络"\nsince = 2020-01-01\n',
    )
    assert {"DAT001", "TXT005"} <= set(codes(run("draft.md", "--output", "json")))


def test_a_roster_is_a_list_or_a_file(run, folder):
    assert unlisted(run) == []
    write("planlint.toml", 'departments.roster = ["区民政局", "区卫生健康委"]')
    assert unlisted(run) == [("warning", "“区商务局")]
    write("names.txt", ROSTER)
    write("planlint.toml", 'departments.roster = "names.txt"')
    assert unlisted(run) == [("warning", "“区商务局")]
    assert unlisted(run, "区民证局") == [("warning", "“区商务局"), ("warning", "“区民证局")]
    write("names.txt", ROSTER + "区商务局\n")  # the answer is not the remembered one
    assert unlisted(run) == []
    assert "names.txt" in run("config", "new.md").out


def test_a_name_that_is_not_in_the_roster_gets_the_nearest(run, folder):
    write("planlint.toml", 'departments.roster = ["区民政局", "区卫生健康委", "区商务局"]')
    write("new.md", CLEAN + UNITS.format("区民证局"))
    assert "名单中相近的是“区民政局”" in run("new.md", "--select", "DEP004").out.replace("\n  ", "")


@pytest.mark.parametrize(
    ("roster", "said"),
    [
        ("[]", "不能为空"),
        ('[""]', "不能为空"),
        ("3", "应为部门名称的列表"),
        ('"nowhere.txt"', "文件不存在"),
        ('"empty.txt"', "是空的"),
    ],
)
def test_a_roster_that_says_nothing_is_refused(run, folder, roster, said):
    write("new.md", CLEAN)
    write("empty.txt", "# 名单\n")
    write("planlint.toml", f"departments.roster = {roster}")
    outcome = run("new.md")
    assert outcome.code == 2
    assert "departments.roster" in outcome.err
    assert said in outcome.err.replace("\n", "")


# --- a user's own indicators ------------------------------------------------------------------


def table(name: str, value: str, unit: str = "%") -> str:
    """A plan with a table of one binding indicator."""
    head = "| 指标 | 单位 | 2030年 | 属性 |\n|---|---|---|---|\n"
    return CLEAN.replace("完善服务网络。", f"{head}| {name} | {unit} | {value} | 约束性 |")


@pytest.fixture
def compared(run, folder):
    """What a draft's indicator gives against the parent's, by rule, under a configuration."""

    def call(config: str, draft: tuple[str, ...], parent: tuple[str, ...]) -> list[str]:
        write("planlint.toml", config)
        write("own.md", table(*draft))
        write("above.md", table(*parent).replace("南浦区", "云州市"))
        outcome = run("own.md", "--parent", "above.md", "--select", "IND", "--output", "json")
        return codes(outcome)

    return call


FACILITIES = '[[indicators]]\nname = "社区嵌入式服务设施覆盖率"\naliases = ["达标小区占比"]\n'


@pytest.mark.parametrize(
    ("config", "have", "found"),
    [
        ("", "90", ["IND001"]),
        (FACILITIES, "90", []),
        (FACILITIES, "80", ["IND003"]),  # unit and direction are read where they are left open
        (FACILITIES + 'direction = "lower"', "80", []),
        (FACILITIES + 'direction = "lower"', "95", ["IND003"]),
    ],
)
def test_an_alias_of_the_users_pairs_two_names(compared, config, have, found):
    draft, parent = ("达标小区占比", have), ("社区嵌入式服务设施覆盖率", "90")
    assert compared(config, draft, parent) == found


def test_an_alias_extends_a_known_indicator(compared):
    draft, parent = ("本地林地绿化水平", "40"), ("森林覆盖率", "42")
    config = '[[indicators]]\nname = "森林覆盖率"\naliases = ["本地林地绿化水平"]\n'
    assert compared("", draft, parent) == ["IND001"]
    assert compared(config, draft, parent) == ["IND003"]


def test_a_known_indicator_is_corrected_by_any_of_its_names(folder):
    known = Concepts().find("森林覆盖率")
    assert known is not None
    assert known.allocated
    config = load('[[indicators]]\nname = "绿化水平"\naliases = ["森林覆盖率"]\nallocated = false')
    for name in ("森林覆盖率", "绿化水平"):
        concept = config.concepts.find(name)
        assert (concept.id, concept.allocated, concept.kind) == (known.id, False, known.kind)


@pytest.mark.parametrize(
    "text",
    [
        '[[indicators]]\nname = "甲率"\n[[indicators]]\nname = "乙率"\naliases = ["甲 率"]',
        '[[indicators]]\nname = "森林覆盖率"\n[[indicators]]\nname = "全市森林覆盖率"',
    ],
)
def test_two_entries_that_claim_one_indicator_are_refused(folder, text):
    with pytest.raises(ConfigError, match="第 1 项和第 2 项") as caught:
        load(text)
    assert "entries 1 and 2" in caught.value.en


@pytest.mark.parametrize("key", ["files", "exclude"])
def test_an_empty_list_is_an_empty_list(folder, key):
    assert getattr(load(f"{key} = []"), key) == ()


# --- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key", "nearest"),
    [
        ('selct = ["IND"]', "selct", "select"),
        ('fail-no = "error"', "fail-no", "fail-on"),
        ('[region]\nnam = "x"', "region.nam", "name"),
        ('[per-file."*.md"]\nigore = ["IND"]', "igore", "ignore"),
        ('[severity]\nNUN004 = "info"', "NUN004", "NUM004"),
        ('select = ["weaker-targt"]', "weaker-targt", "weaker-target"),
        ('ignore = ["NUM0001"]', "NUM0001", "NUM001"),
        ("[rules.IND0030]\nx = 1", "IND0030", "IND003"),
        ('[[indicators]]\nname = "满意率"\nalias = ["x"]', "indicators[1].alias", "aliases"),
    ],
)
def test_an_unknown_key_or_rule_is_an_error_that_names_the_nearest(folder, text, key, nearest):
    with pytest.raises(ConfigError) as caught:
        load(text)
    assert key in str(caught.value)
    assert f"{nearest}？" in str(caught.value).replace("?", "？")


@pytest.mark.parametrize(
    "text",
    [
        'lang = "fr"', "version = 2", 'parents = "a.md"', "parents = [1]", 'date = "2026-13-01"',
        'fail-on = "fatal"', "size-limit = 0", "size-limit = -1", 'size-limit = "big"',
        '[region]\nlevel = "planet"', '[severity]\nNUM001 = "fatal"', '[severity]\nNUM = "info"',
        "[rules.IND003]\nno-such-option = 1", "rules = 3", "select = 3", "per-file = []",
        '[per-file."*.md"]\nlang = "en"', "x = [", "files = {}", "predecessor = []",
        'indicators = ["满意率"]', '[indicators]\nname = "满意率"', "[[indicators]]\nunit = '%'",
        '[[indicators]]\nname = " "', '[[indicators]]\nname = "满意率"\nkind = "share"',
        '[[indicators]]\nname = "满意率"\ndirection = "up"',
        '[[indicators]]\nname = "满意率"\nallocated = "perhaps"',
        '[per-file."*.md"]\n[[per-file."*.md".indicators]]\nname = "满意率"',
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_wrong_configuration_exits_2_and_is_named(run, folder, text, lang):
    write("planlint.toml", text)
    outcome = run("clean.md", "--lang", lang)
    assert (outcome.code, outcome.out) == (2, "")
    assert "planlint.toml" in outcome.err


def test_a_configuration_in_another_encoding_exits_2(run, folder):
    Path("planlint.toml").write_bytes('# 配置\nlang = "zh"\n'.encode("gb18030"))
    assert run("clean.md").code == 2


def test_a_path_that_no_system_has_exits_2(run, folder):
    write("planlint.toml", 'parents = ["a\\u0000b"]')
    assert run("citing.md").code == 2


def test_a_parent_of_the_configuration_that_is_missing_exits_2(run, folder):
    write("planlint.toml", 'parents = ["nowhere.md"]')
    outcome = run("clean.md")
    assert (outcome.code, outcome.out) == (2, "")
    assert "nowhere.md" in outcome.err


# --- for some files ----------------------------------------------------------------------------


@pytest.mark.parametrize("pattern", ["bad.md", "*.md", "**/*.md", "./bad.md", "b?d.md"])
def test_per_file_patterns_change_the_files_that_match(run, folder, pattern):
    write("planlint.toml", f'[per-file."{pattern}"]\nignore = ["NUM"]')
    assert run("bad.md").code == 0


@pytest.mark.parametrize("pattern", ["clean.md", "sub/*.md", "*.txt", "BAD.md"])
def test_per_file_patterns_leave_the_others_alone(run, folder, pattern):
    write("planlint.toml", f'[per-file."{pattern}"]\nignore = ["NUM"]')
    assert run("bad.md").code == 1


def test_per_file_gives_each_draft_its_own_parent(run, folder):
    write("planlint.toml", '[per-file."citing.md"]\nparents = ["parent.md"]')
    assert "（上级规划：" in run("citing.md", "--select", "NUM").out
    assert "（上级规划：" not in run("bad.md", "--select", "NUM").out


def test_per_file_severity_keeps_the_severities_of_the_whole_file(folder):
    both = '[severity]\nTXT003 = "error"\n[per-file."bad.md"]\nseverity = {NUM001 = "info"}\n'
    config = load(both).for_file(Path("bad.md"))
    assert config.severities == {"TXT003": Severity.ERROR, "NUM001": Severity.INFO}


def test_the_ignore_flag_is_kept_where_per_file_ignores_too(run, folder):
    write("planlint.toml", '[per-file."bad.md"]\nignore = ["TXT"]')
    assert run("bad.md", "--ignore", "NUM").code == 0


def test_a_later_pattern_beats_an_earlier_one(folder):
    text = '[per-file."*.md"]\ndate = 2020-01-01\n[per-file."bad.md"]\ndate = 2026-01-01\n'
    assert load(text).for_file(Path("bad.md")).date == dt.date(2026, 1, 1)


# --- precedence: flag, front matter, configuration ---------------------------------------------


@pytest.fixture
def three_parents(folder):
    """A draft whose parent is named in three places."""
    for name in ("by_flag", "by_front", "by_config"):
        write(f"{name}.md", PARENT.replace("健全服务", f"健全{name}服务"))
    write("planlint.toml", 'parents = ["by_config.md"]')
    write("front.md", fronted("planlint: {parents: [by_front.md]}", CITING))
    return folder


@pytest.mark.parametrize(
    ("call", "parent"),
    [
        (["front.md", "--parent", "by_flag.md"], "by_flag.md"),
        (["front.md"], "by_front.md"),
        (["citing.md"], "by_config.md"),
        (["citing.md", "--parent", "by_flag.md"], "by_flag.md"),
    ],
)
def test_parents_come_from_the_flag_then_the_front_matter_then_the_configuration(
    run, three_parents, call, parent
):
    summary = run(*call).out.splitlines()[-1]
    assert [n for n in ("by_flag", "by_front", "by_config") if n in summary] == [parent[:-3]]


@pytest.mark.parametrize(
    ("flag", "front", "config", "found"),
    [
        ("", "", "", True),  # no date: what is abolished now is abolished for the whole period
        ("", "", "2022-01-01", False), ("", "2026-09-15", "2022-01-01", True),
        ("", "2022-01-01", "2026-09-15", False), ("2022-01-01", "2026-09-15", "2026-09-15", False),
        ("2026-09-15", "2022-01-01", "2022-01-01", True), ("2022-01-01", "", "2026-09-15", False),
    ],
)  # fmt: skip
def test_the_date_comes_from_the_flag_then_the_front_matter_then_the_configuration(
    run, folder, flag, front, config, found
):
    write("planlint.toml", f"date = {config}" if config else "")
    text = CLEAN + "\n（责任单位：区乡村振兴局）\n"
    write("old.md", fronted(f"planlint: {{date: {front}}}", text) if front else text)
    call = ["old.md", "--select", "DEP001", "--output", "json", *(["--date", flag] if flag else [])]
    assert codes(run(*call)) == ["DEP001"] * found


@pytest.mark.parametrize(
    ("front", "config", "found"),
    [
        ("", "district", True), ("", "prefecture", False),
        ("prefecture", "district", False), ("district", "prefecture", True),
    ],
)  # fmt: skip
def test_the_region_comes_from_the_front_matter_then_the_configuration(
    run, folder, front, config, found
):
    write("planlint.toml", f'region = {{level = "{config}"}}')
    text = CLEAN.replace("南浦区", "南浦") + "\n（责任单位：市民政局）\n"
    write("new.md", fronted(f"planlint: {{region: {{level: {front}}}}}", text) if front else text)
    outcome = run("new.md", "--select", "DEP002", "--output", "json")
    assert codes(outcome) == ["DEP002"] * found


def test_a_configuration_naming_the_draft_among_its_parents_is_harmless(run, folder):
    write("planlint.toml", 'parents = ["parent.md"]')
    assert run("parent.md") == (0, "已检查 1 份文件，没有发现问题。\n", "")
    assert run(".", "--select", "NUM").code == 1


def test_a_library_finds_the_parent_by_the_title_that_the_draft_cites(run, folder):
    write("planlint.toml", 'library = ["library"]')
    write("library/2026/city.txt", PARENT)
    write("library/other.md", PARENT.replace("云州市", "青溪市"))
    summary = run("citing.md", "--select", "NUM,DOC004").out
    assert "city.txt）" in summary
    assert "other.md" not in summary


def test_a_library_is_not_asked_where_a_parent_is_named(run, folder):
    write("planlint.toml", 'library = ["library"]')
    write("library/city.md", PARENT.replace("健全", "完善"))
    summary = run("citing.md", "--parent", "parent.md", "--select", "NUM").out
    assert "city.md" not in summary


def test_a_library_with_unreadable_and_missing_files_is_harmless(run, folder):
    write("planlint.toml", 'library = ["library", "nowhere"]')
    write("library/broken.md", "")
    Path("library/broken.md").write_bytes(b"\x00\x01\x02")
    assert run("citing.md", "--select", "NUM").code == 0


# --- front matter ------------------------------------------------------------------------------


@pytest.mark.parametrize("parents", ["[parent.md]", "parent.md"])
def test_front_matter_parents_are_relative_to_the_draft(run, folder, parents):
    write("sub/parent.md", PARENT)
    write("sub/new.md", fronted(f"planlint: {{parents: {parents}}}", CITING))
    assert run("sub/new.md").out.count("parent.md") == 1


@pytest.mark.parametrize("parent", ["../outside.md", "../../outside.md", "/outside.md"])
def test_front_matter_may_not_name_a_parent_outside_the_repository(run, folder, parent):
    (folder.parent / "outside.md").write_text(PARENT, encoding="utf-8")
    write("new.md", fronted(f"planlint: {{parents: ['{parent}']}}", CITING))
    outcome = run("new.md")
    assert (outcome.code, outcome.out) == (2, "")
    assert "new.md" in outcome.err


def test_front_matter_may_not_name_a_parent_outside_the_configurations_folder(run, folder):
    write("sub/planlint.toml", "")
    write("sub/new.md", fronted("planlint: {parents: [../parent.md]}", CITING))
    assert run("sub/new.md").code == 2


@pytest.mark.parametrize("parent", ["sub/../parent.md", "./parent.md"])
def test_front_matter_may_walk_inside_the_repository(run, folder, parent):
    Path("sub").mkdir()
    write("new.md", fronted(f"planlint: {{parents: [{parent}]}}", CITING))
    assert "（上级规划：" in run("new.md", "--select", "NUM").out


@pytest.mark.parametrize(
    "front",
    [
        "planlint: {parents: [a", "planlint: [a]", "planlint: text", "planlint: {parnts: [a.md]}",
        "planlint: {parents: {a: b}}", "planlint: {parents: [1]}", "planlint: {date: soon}",
        "planlint: {date: 20260915}", "planlint: {region: {level: planet}}",
        "planlint: {region: [1]}", "planlint: !!python/object/apply:os.getcwd []",
        "planlint: *unknown", "planlint: {parents: [nowhere.md]}", "planlint:\n\tparents: x",
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_bad_front_matter_exits_2_and_is_named(run, folder, front, lang):
    write("new.md", fronted(front))
    outcome = run("new.md", "--lang", lang)
    assert (outcome.code, outcome.out) == (2, "")
    assert "new.md" in outcome.err or "nowhere.md" in outcome.err


@pytest.mark.parametrize(
    "front",
    [
        "planlint: {date: 2026-99-99}", "planlint: {date: 2026-02-30}",
        "planlint: {region: {parents: 3}}", "planlint: {region: {parents: [[1]]}}",
        "planlint: {region: {name: [x]}}", "planlint: {region: {nam: 南浦区}}",
        'planlint: {parents: ["a\\0b"]}',
    ],
)  # fmt: skip
def test_a_wrong_date_or_region_in_front_matter_exits_2(run, folder, front):
    write("new.md", fronted(front))
    assert run("new.md").code == 2


def test_a_time_in_front_matter_counts_as_its_date(run, folder):
    text = CLEAN + "\n（责任单位：区乡村振兴局）\n"
    write("old.md", fronted("planlint: {date: 2026-09-15T00:00:00Z}", text))
    assert codes(run("old.md", "--select", "DEP001", "--output", "json")) == ["DEP001"]


def test_one_parent_region_may_stand_without_brackets(run, folder):
    write("new.md", fronted("planlint: {region: {name: 南浦区, parents: 云州市}}"))
    plan = json.loads(run("parse", "new.md", "--output", "json").out)
    assert plan["region"]["parents"] == ["云州市"]


@pytest.mark.parametrize("front", ["title: 草案\ntags: [a, b]", "planlint:", "{}", "# 说明"])
def test_front_matter_of_others_is_left_alone(run, folder, front):
    write("new.md", fronted(front))
    assert run("new.md").code == 0


def test_the_model_of_a_region_is_the_one_documented():
    assert set(RegionModel.model_fields) == {"name", "level", "parents"}
