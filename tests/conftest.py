"""What the surface tests share: runs of the command line, folders of drafts, a copy of the tree."""

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from planlint.__main__ import main
from tests.drafts import BAD, CITING, CLEAN, DOUBLED, PARENT, Outcome

ROOT = Path(__file__).resolve().parent.parent
_SETTINGS = ("PLANLINT_LANG", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM")
_NOT_SOURCE = (".git", ".*_cache", ".hypothesis", "*.egg-info", "__pycache__", "build", "dist")
_ENVIRONMENTS = (".venv", "venv", ".tox", ".nox")

Run = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def own_environment(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch):
    """No test sees the user's settings or touches the user's cache."""
    monkeypatch.setenv("PLANLINT_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    for name in _SETTINGS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line in this process; `stdin` are the bytes of standard input."""

    def call(*arguments: object, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        try:
            code = main([str(a) for a in arguments])
        except SystemExit as stop:  # argparse: --help, --version, a wrong flag
            code = int(stop.code or 0)
        printed = capsys.readouterr()
        return Outcome(code, printed.out, printed.err)

    return call


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with short drafts, as the current folder."""
    place = tmp_path / "plans"
    (place / ".git").mkdir(parents=True)
    texts = {"clean": CLEAN, "bad": BAD, "parent": PARENT, "doubled": DOUBLED, "citing": CITING}
    for name, text in texts.items():
        (place / f"{name}.md").write_text(text, encoding="utf-8")
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the examples, as the current folder."""
    place = tmp_path / "examples"
    shutil.copytree(ROOT / "examples", place)
    monkeypatch.chdir(place)
    return place


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project's sources, to build and install from."""
    place = tmp_path_factory.mktemp("tree") / "planlint"
    shutil.copytree(ROOT, place, ignore=shutil.ignore_patterns(*_NOT_SOURCE, *_ENVIRONMENTS))
    return place
