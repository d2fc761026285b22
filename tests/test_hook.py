"""The pre-commit hook, installed from a copy of this project, in a real git repository."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tests.drafts import BAD, CITING, CLEAN, PARENT, fronted

IDENTITY = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder; a failure is an error of the test."""
    command = ["git", *IDENTITY, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return done.stdout.decode("utf-8").strip()


@pytest.fixture(scope="module")
def hook(tree: Path) -> dict:
    """A committed copy of the project, as a configuration of pre-commit names it."""
    if not (tree / ".git").exists():
        git(tree, "init", "-q")
        git(tree, "add", "--all")
        git(tree, "commit", "-q", "-m", "copy")
    revision = git(tree, "rev-parse", "HEAD")
    return {"repo": str(tree), "rev": revision, "hooks": [{"id": "planlint"}]}


@pytest.fixture(scope="module")
def pre_commit_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps the hook's environment, built once."""
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def repository(folder: Path, hook: dict, pre_commit_home: Path, monkeypatch) -> Path:
    """A repository of plans with the hook in its configuration and nothing staged."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(pre_commit_home))
    (folder / ".git").rmdir()
    for draft in folder.glob("*.md"):
        draft.unlink()
    git(folder, "init", "-q")
    text = yaml.safe_dump({"repos": [hook]})
    Path(".pre-commit-config.yaml").write_text(text, encoding="utf-8")
    git(folder, "add", ".pre-commit-config.yaml")
    git(folder, "commit", "-q", "-m", "start")
    return folder


def stage(**texts: str) -> None:
    """Write drafts, by name without ending, and stage them."""
    for name, text in texts.items():
        Path(f"{name}.md").write_text(text, encoding="utf-8")
        git(Path(), "add", f"{name}.md")


def run_hook() -> tuple[int, str]:
    """What the hook says of the staged files."""
    command = [sys.executable, "-m", "pre_commit", "run", "--color=never"]
    done = subprocess.run(command, capture_output=True, env=dict(os.environ), check=False)
    return done.returncode, done.stdout.decode("utf-8")


def test_a_bad_draft_fails_with_its_finding(repository):
    stage(bad=BAD)
    code, out = run_hook()
    assert code == 1
    assert "bad.md:9:4: 错误 NUM001 numbering-gap" in out


def test_an_installed_hook_stops_the_commit_of_a_bad_draft(repository):
    install = [sys.executable, "-m", "pre_commit", "install"]
    subprocess.run(install, capture_output=True, check=True)
    stage(bad=BAD)
    command = ["git", *IDENTITY, "commit", "-q", "-m", "draft"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 1
    assert git(repository, "log", "--format=%s") == "start"


def test_a_clean_draft_passes(repository):
    stage(clean=CLEAN)
    assert run_hook()[0] == 0


def test_a_readme_is_not_checked(repository):
    stage(README=BAD)
    code, out = run_hook()
    assert code == 0
    assert "Skipped" in out


def test_a_changed_parent_checks_the_drafts_that_name_it(repository):
    stage(parent=PARENT, new=fronted("planlint: {parents: [parent.md]}", CITING))
    git(repository, "commit", "-q", "--no-verify", "-m", "plans")
    wanted = "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 特殊困难老年人探访关爱率 | 100% | 约束性 |"
    stage(parent=PARENT + "\n" + wanted + "\n")
    code, out = run_hook()
    assert code == 1
    assert re.search(r"^new\.md:\d+(:\d+)?: 错误 IND001", out, re.MULTILINE)


def declared() -> dict:
    """The hook as .pre-commit-hooks.yaml declares it."""
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    return next(hook for hook in yaml.safe_load(text) if hook["id"] == "planlint")


def test_the_hook_runs_as_one_process_on_markdown_and_text():
    only = declared()
    assert (only["language"], only["require_serial"]) == ("python", True)
    assert only["types_or"] == ["markdown", "plain-text"]


def test_the_fixing_hook_takes_the_same_files():
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    check, fix = yaml.safe_load(text)
    assert fix["id"] == "planlint-fix"
    same = ("language", "types_or", "exclude", "require_serial")
    assert [fix[key] for key in same] == [check[key] for key in same]


def test_the_fixing_hook_mends_and_stops_the_commit_once(repository, hook):
    fixing = hook | {"hooks": [{"id": "planlint-fix"}]}
    Path(".pre-commit-config.yaml").write_text(
        yaml.safe_dump({"repos": [fixing]}), encoding="utf-8"
    )
    git(repository, "add", "--all")
    stage(draft=CLEAN.replace("公益", "的的公益"))
    assert run_hook()[0] == 1
    assert "坚持的公益" in Path("draft.md").read_text(encoding="utf-8")
    git(Path(), "add", "--all")
    assert run_hook()[0] == 0


@pytest.mark.parametrize(
    "path",
    [
        "README.md", "readme.md", "docs/README.zh-CN.md", "CHANGELOG.md", "a/b/Changelog.txt",
        "CONTRIBUTING.md", "LICENSE", "LICENCE.txt", "license.md", "requirements.txt",
        "requirements-dev.txt", "requirements_test.txt", ".github/CODE_OF_CONDUCT.md",
    ],
)  # fmt: skip
def test_the_hook_leaves_project_papers_alone(path):
    assert re.search(declared()["exclude"], path)


@pytest.mark.parametrize(
    "path", ["draft.md", "2026/规划.txt", "README/draft.md", "readmeplan.md", "my-readme.md"]
)
def test_the_hook_takes_every_draft(path):
    assert not re.search(declared()["exclude"], path)
