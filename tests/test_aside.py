"""A copy of the process does a part of the work, and nothing depends on it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import planlint
from planlint import aside
from planlint.diagnostic import packed, unpacked

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no copies of processes here")

EXAMPLES = Path(__file__).parents[1] / "examples"


def fresh(code: str, tmp_path: Path, *arguments: str) -> str:
    """What a process of its own prints: the copies are none of this one."""
    environment = {
        **os.environ, "PYTHONUTF8": "1", "PLANLINT_CACHE_DIR": str(tmp_path / "cache"),
    }  # fmt: skip
    command = [sys.executable, "-W", "error", "-c", code, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode("utf-8")


WORKS = {
    "a result from elsewhere": ("lambda: os.getpid() != here", "True"),
    "more than a pipe holds": ("lambda: 'x' * 1_000_000", repr("x" * 1_000_000)),
    "a copy that is stopped": ("lambda: os.getpid() == here or os.kill(os.getpid(), 9)", "True"),
    "a copy that fails": ("lambda: os.getpid() == here or 1 // 0", "True"),
    "what is no plain data": ("lambda: os.getpid() == here or object()", "True"),
}


@pytest.mark.parametrize("name", WORKS)
def test_work_aside_gives_its_result(name: str, tmp_path: Path) -> None:
    work, result = WORKS[name]
    code = f"""
import os
from planlint import aside
here = os.getpid()
done = aside.begin({work})
print(done())
if aside._ENDING:  # then somebody else is asked to wait
    os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
assert aside.begin(str)() == ""
if aside._ENDING:
    os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
aside._take_leave()
assert not aside._ENDING
try:
    os.waitpid(-1, 0)
except ChildProcessError:
    print("nobody is left")
"""
    assert fresh(code, tmp_path).splitlines() == [result.strip("'"), "nobody is left"]


def test_what_fails_is_seen_where_it_is_asked_for(tmp_path: Path) -> None:
    code = """
from planlint import aside
done = aside.begin(lambda: 1 // 0)
try:
    done()
except ZeroDivisionError:
    print("seen")
"""
    assert fresh(code, tmp_path) == "seen\n"


def test_without_copies_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    assert aside.begin(os.getpid)() == os.getpid()


def test_a_single_processor_and_threads_are_reasons_against(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import threading

    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(aside, "_ALLOWED", [])
    assert not aside.is_possible()
    aside.allow()
    assert aside.is_possible()
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert not aside.is_possible()
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    assert not aside.is_possible()


CHECK = """
import sys
from planlint import aside, session
from planlint.__main__ import main
copies = []
begin = aside.begin
aside.begin = lambda work: copies.append(work) or begin(work)
alone = sys.argv.pop(1) == "alone"
aside.is_possible = lambda: alone
session.LONG = 0
sys.stderr = sys.stdout
main(alone=alone)
assert bool(copies) == alone
"""
CALLS = (
    ("district-draft.md", "--parent", "city-plan.md"),
    ("district-draft.md", "--parent", "city-plan.md", "--output-format", "json"),
    ("district-draft.md", "--parent", "city-plan.md", "--lang", "en"),
    ("district-draft.md", "--parent", "city-plan.md", "--select", "TSK,NUM"),
    ("district-clean.md", "--parent", "city-plan.md", "--predecessor", "action-plan.md"),
    ("district-draft.md", "--parent", "city-plan.md", "--diff"),
)


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_a_copy_changes_nothing_of_what_is_said(words: tuple[str, ...], tmp_path: Path) -> None:
    arguments = [str(EXAMPLES / w) if w.endswith(".md") else w for w in (*words, "--no-cache")]
    together, apart = (fresh(CHECK, tmp_path, mode, *arguments) for mode in ("serial", "alone"))
    assert together == apart != ""


def test_a_finding_survives_being_packed() -> None:
    draft, parent = (planlint.parse(EXAMPLES / f"{n}.md") for n in ("district-draft", "city-plan"))
    found = planlint.lint(draft, parents=[parent])
    assert [unpacked(packed(d)) for d in found] == found
    assert any(d.fix for d in found)
    assert any(d.related for d in found)


def test_what_the_copy_loaded_is_kept_for_the_next_run(tmp_path: Path) -> None:
    arguments = [str(EXAMPLES / "district-draft.md"), "--parent", str(EXAMPLES / "city-plan.md")]
    for _ in range(3):
        fresh(CHECK, tmp_path, "alone", *arguments, "--no-cache")
    (before,) = (p.stat() for p in (tmp_path / "cache").rglob("*") if p.is_file())
    fresh(CHECK, tmp_path, "alone", *arguments, "--no-cache")
    (after,) = (p.stat() for p in (tmp_path / "cache").rglob("*") if p.is_file())
    assert before.st_mtime_ns == after.st_mtime_ns
