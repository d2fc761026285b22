"""The wheel: what users install, without the source tree beside it."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT

SCRIPTS = "Scripts" if sys.platform == "win32" else "bin"


class Installed(NamedTuple):
    """A wheel and the scripts of the environment that it is installed in."""

    wheel: Path
    scripts: Path


def call(*command: object, cwd: Path, check: bool = False) -> subprocess.CompletedProcess[bytes]:
    """Run a command away from the source tree, with none of this process's Python settings."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    words = [str(c) for c in command]
    return subprocess.run(words, capture_output=True, env=clean, cwd=cwd, check=check)


@pytest.fixture(scope="session")
def installed(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel built from a copy of the sources, in an environment of its own."""
    place = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    call(*pip, "wheel", tree, "--no-deps", "-w", place, cwd=place, check=True)
    (wheel,) = place.glob("planlint-*.whl")
    venv.create(place / "venv", with_pip=False)
    python = place / "venv" / SCRIPTS / "python"
    call(*pip, "--python", python, "install", wheel, cwd=place, check=True)
    return Installed(wheel, place / "venv" / SCRIPTS)


@pytest.fixture
def names(installed: Installed) -> set[str]:
    """The files in the wheel."""
    with zipfile.ZipFile(installed.wheel) as archive:
        return set(archive.namelist())


def test_the_installed_command_checks_the_example_from_elsewhere(installed, tmp_path):
    draft = ROOT / "examples" / "district-draft.md"
    done = call(installed.scripts / "planlint", draft, "--no-cache", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, b"")
    assert "IND001" in done.stdout.decode("utf-8")


def test_the_installed_command_says_what_the_source_tree_says(installed, examples, run):
    call_ = ("district-draft.md", "--output", "json", "--no-cache")
    done = call(installed.scripts / "planlint", *call_, cwd=examples)
    assert done.stdout.decode("utf-8").replace("\r\n", "\n") == run(*call_).out


def test_the_page_of_a_comparison_has_its_style_where_it_is_installed(installed, examples, run):
    call_ = ("compare", "district-draft.md", "--output", "html")
    done = call(installed.scripts / "planlint", *call_, cwd=examples)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("utf-8").replace("\r\n", "\n") == run(*call_).out


@pytest.mark.parametrize("command", [["rules"], ["explain", "IND003"], ["--version"], ["--help"]])
def test_every_command_works_where_it_is_installed(installed, tmp_path, command, run):
    done = call(installed.scripts / "planlint", *command, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("utf-8").replace("\r\n", "\n") == run(*command).out


def test_a_configuration_works_where_it_is_installed(installed, folder):
    Path("planlint.toml").write_text('ignore = ["NUM"]', encoding="utf-8")
    done = call(installed.scripts / "planlint", "bad.md", "--no-cache", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("folder_", "pattern", "package"),
    [
        ("rules", "*.py", "planlint/rules"),
        ("grammars", "*.lark", "planlint/grammars"),
        ("grammars", "*.py", "planlint/grammars"),
        ("planlint/knowledge", "*.toml", "planlint/knowledge"),
        ("planlint/syntax", "_*_tables.py", "planlint/syntax"),
        ("planlint", "py.typed", "planlint"),
    ],
)
def test_every_source_of_a_package_is_in_the_wheel(names, tree, folder_, pattern, package):
    sources = {f"{package}/{path.name}" for path in (tree / folder_).glob(pattern)}
    assert sources
    assert sources <= names


def test_every_module_of_planlint_is_in_the_wheel(names, tree):
    modules = {path.relative_to(tree).as_posix() for path in (tree / "planlint").rglob("*.py")}
    assert modules <= names


def test_the_wheel_holds_nothing_but_planlint(names):
    assert {n.split("/")[0].split("-")[0] for n in names} == {"planlint"}
    assert not [n for n in names if "test_" in n or n.endswith((".pyc", ".toml.part"))]
