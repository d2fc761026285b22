"""What the documents say is true: code that they print runs, examples find what they list."""

import re
from pathlib import Path

import pytest

import planlint
from planlint.config import load_config
from planlint.exceptions import apply_exceptions, load_exceptions
from planlint.reference import stale_pages
from planlint.rule import load_rules

ROOT = Path(__file__).parent.parent


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_python_example_of_the_readme_runs(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", _read(name), re.DOTALL)
    monkeypatch.chdir(ROOT)
    exec(compile(code, name, "exec"), {})
    printed = capsys.readouterr().out
    assert "IND001" in printed
    assert len(code.strip().splitlines()) <= 12


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_configuration_and_the_exceptions_of_the_readme_are_valid(
    name: str, tmp_path: Path
) -> None:
    config, exceptions = re.findall(r"```toml\n(.*?)```", _read(name), re.DOTALL)
    (tmp_path / "planlint.toml").write_text(config, encoding="utf-8")
    (tmp_path / "planlint-exceptions.toml").write_text(exceptions, encoding="utf-8")
    (own,) = load_config(tmp_path / "planlint.toml").concepts.own
    accepted = load_exceptions(tmp_path / "planlint-exceptions.toml").entries
    assert own.direction == "higher"
    assert [e.rule for e in accepted] == ["IND003", "NUM001"]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_exception_of_the_readme_fits_the_example(name: str, tmp_path: Path) -> None:
    text = re.findall(r"```toml\n(.*?)```", _read(name), re.DOTALL)[1]
    (tmp_path / "planlint-exceptions.toml").write_text(text, encoding="utf-8")
    accepted = load_exceptions(tmp_path / "planlint-exceptions.toml").entries
    _, used = apply_exceptions(_lint("district-draft.md"), accepted)
    assert [e.rule for e in used] == ["IND003"]


def test_the_first_block_of_the_readme_holds_two_commands() -> None:
    (block, *_) = re.findall(r"```sh\n(.*?)```", _read("README.md"), re.DOTALL)
    first, second = block.strip().splitlines()
    assert first.endswith("planlint examples/district-draft.md")
    assert "pytest" in second


def test_the_pages_of_the_rules_are_fresh() -> None:
    assert stale_pages(ROOT / "docs" / "rules", write=False) == []


def _lint(name: str) -> list[planlint.Diagnostic]:
    parent = planlint.parse(ROOT / "examples" / "city-plan.md")
    return planlint.lint(planlint.parse(ROOT / "examples" / name), parents=[parent])


def test_the_clean_example_has_no_finding() -> None:
    assert _lint("district-clean.md") == []


def test_the_city_plan_of_the_examples_has_no_finding_but_its_missing_parent() -> None:
    found = planlint.lint(planlint.parse(ROOT / "examples" / "city-plan.md"))
    assert {d.code for d in found} <= {"DOC004"}


def test_the_draft_of_the_examples_has_exactly_the_defects_that_its_readme_lists() -> None:
    rows = re.findall(r"^\| ([A-Z]{3}\d{3})[^|]*\| *(\d+) *\|", _read("examples/README.md"), re.M)
    assert sorted((d.code, d.location.row) for d in _lint("district-draft.md")) == sorted(
        (code, int(line)) for code, line in rows
    )


def test_every_family_that_exists_is_planted_in_the_examples() -> None:
    found = [*_lint("district-draft.md"), *_lint("action-plan.md")]
    # DOC is about files that cannot be read or compared, which an example cannot show.
    assert {d.code[:3] for d in found} == {r.id[:3] for r in load_rules()} - {"DOC"}


def test_the_action_plan_of_the_examples_runs_too_long_and_has_an_old_table_of_contents() -> None:
    found = [(d.code, d.location.row) for d in _lint("action-plan.md")]
    assert found == [("DAT005", 8), ("TOC003", 16)]


def test_the_change_log_names_the_version() -> None:
    from planlint.version import __version__

    assert f"[{__version__}]" in _read("CHANGELOG.md") or __version__ in _read("CHANGELOG.md")
