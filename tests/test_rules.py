"""Every rule's examples are its tests; what is true of all rules is tested here, too."""

import datetime as dt
import re

import pytest

import planlint
from planlint.config import Config
from planlint.diagnostic import Severity
from planlint.errors import RuleDefinitionError
from planlint.linter import lint
from planlint.rule import Bad, Good, Rule, collect, find_rule, load_rules
from planlint.testing import DRAFT_FRAME, PARENT_FRAME, run_example

RULES = load_rules()
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{kind}{at}")
    for rule in RULES
    for kind, examples in (("good", rule.good), ("bad", rule.bad))
    for at, example in enumerate(examples)
]
SHELL = {
    "DOC001",
    "DOC002",
    "DOC005",
    "DOC006",
}  # found by the shell or by the bytes, not by an example


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_gives_exactly_what_it_says(rule: type[Rule], example: Bad | Good) -> None:
    outcome = run_example(rule, example)
    assert outcome.found == outcome.expected


@pytest.mark.parametrize("rule", [r for r in RULES if r.id not in SHELL], ids=lambda r: r.id)
def test_a_rule_has_good_and_bad_examples(rule: type[Rule]) -> None:
    assert rule.good
    assert rule.bad


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_a_rule_says_the_same_in_both_languages(rule: type[Rule]) -> None:
    fields = [set(re.findall(r"{(\w+)", text)) for text in (rule.zh, rule.en)]
    assert fields[0] == fields[1]
    assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"约束性|预期性|[一-龥《》]", "", rule.why_en))


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_a_rule_file_is_named_after_its_rule(rule: type[Rule]) -> None:
    module = rule.__module__.rsplit(".", 1)[1]
    assert module == f"{rule.id}_{rule.name}".lower().replace("-", "_")


def test_the_frame_passes_every_rule() -> None:
    parent = planlint.parse_text(PARENT_FRAME.format("完善养老服务体系。"))
    draft = planlint.parse_text(DRAFT_FRAME.format("扩大养老服务供给。"))
    assert lint(draft, parents=[parent]) == []


def test_rules_are_found_by_id_name_and_family() -> None:
    (by_id,) = find_rule("ind003")
    assert find_rule("weaker-target") == (by_id,)
    assert by_id in find_rule("IND")
    assert find_rule("NUM9") == ()


def test_two_rules_with_one_id_are_refused() -> None:
    import planlint.rules.num001_numbering_gap as module  # type: ignore[import-not-found]

    with pytest.raises(RuleDefinitionError, match="NUM001 is defined twice"):
        collect([module, module])


def test_a_rule_that_raises_is_a_finding_and_the_others_still_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (broken,) = find_rule("NUM001")
    monkeypatch.setattr(broken, "check", lambda self, ctx: 1 / 0)
    draft = planlint.parse_text("一、总体要求\n落实（的的。\n三、保障\n做好。\n")
    codes = {d.code for d in planlint.lint(draft)}
    assert {"DOC005", "TXT003"} <= codes


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_messages_fill_in_either_language(lang: str) -> None:
    for rule in RULES:
        for example in rule.bad:
            for diagnostic in run_example(rule, example).diagnostics:
                assert "{" not in diagnostic.message
    draft = planlint.parse_text("一、总体要求\n做好。\n三、保障\n做好。\n")
    (finding,) = planlint.lint(draft, config=Config(select=("NUM001",), lang=lang))
    assert ("numbering gap" in finding.message) == (lang == "en")


def test_severity_can_be_configured() -> None:
    draft = planlint.parse_text("一、总体要求\n做好。\n三、保障\n做好。\n")
    config = Config(select=("NUM001",), severities={"NUM001": Severity.INFO})
    (finding,) = planlint.lint(draft, config=config)
    assert finding.severity is Severity.INFO


def test_fingerprints_do_not_depend_on_lines() -> None:
    text = "一、总体要求\n做好。\n三、保障\n做好。\n"
    (before,) = planlint.lint(planlint.parse_text(text), config=Config(select=("NUM001",)))
    (after,) = planlint.lint(planlint.parse_text("\n\n" + text), config=Config(select=("NUM001",)))
    assert before.fingerprint == after.fingerprint
    assert before.location != after.location


FIXABLE = [r for r in RULES if r.fixable]


@pytest.mark.parametrize("rule", FIXABLE, ids=lambda r: r.id)
def test_applying_a_fix_removes_its_finding(rule: type[Rule]) -> None:
    for example in rule.bad:
        outcome = run_example(rule, example)
        text = DRAFT_FRAME.format(example.draft) if not example.whole else example.draft
        plain = re.sub(r"〔\[(.*?)\]〕", r"\1", text, flags=re.DOTALL)
        draft = planlint.parse_text(plain, filename="draft.md")
        fixed = planlint.fix(draft, outcome.diagnostics, unsafe=True)
        if all(d.fix for d in outcome.diagnostics):
            date = dt.date.fromisoformat(example.date) if example.date else None
            config = Config(select=(rule.id,), options={rule.id: example.options})
            assert planlint.lint(planlint.parse_text(fixed), config=config, date=date) == []


@pytest.mark.parametrize("rule", FIXABLE, ids=lambda r: r.id)
def test_a_fixable_rule_fixes_one_of_its_examples_and_is_as_safe_as_it_says(
    rule: type[Rule],
) -> None:
    fixes = [d.fix for e in rule.bad for d in run_example(rule, e).diagnostics if d.fix]
    assert {f.applicability for f in fixes} == {rule.fixable}


def test_a_rule_that_offers_fixes_says_so() -> None:
    for rule in RULES:
        if not rule.fixable:
            assert not any(d.fix for e in rule.bad for d in run_example(rule, e).diagnostics)
