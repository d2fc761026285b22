"""Kept patterns are the patterns that `re` makes, and a run without them is the same run."""

import _sre
import marshal
import re
import subprocess
import sys
from pathlib import Path

import pytest

from planlint import patterns
from planlint.cachefile import cache_folder
from tests.drafts import BAD

PATTERNS = [
    (r"[一二三四五六七八九十]+、", 0),
    (r"(?P<year>\d{4})年(?P<month>\d{1,2})?月", 0),
    (r"(?<=[（\[])(?:牵头|责任)单位(?=：)|x{2,}?", re.MULTILINE),
    ("《(?:[^《》]|《[^《》]*》)*》", re.DOTALL | re.IGNORECASE),
]
TEXT = "一、2027年6月，[牵头单位：区民政局]\n《关于〈办法〉的通知》《甲《乙》丙》XXxx"


def nothing(place: tuple[int, int]) -> bytes:
    """What a file without parts gives."""
    del place
    return b""


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PLANLINT_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(patterns, "_SHELF", patterns._Shelf())


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_a_kept_pattern_is_the_pattern(pattern: str, flags: int) -> None:
    patterns.lend({}, nothing)
    patterns.compiled(pattern, flags)
    made = patterns.gather()
    ((key, (_, code)),) = made.items()
    patterns.lend({key: (None, (0, len(code)))}, lambda place: code[: place[1]])
    kept, fresh = patterns.compiled(pattern, flags), re.compile(pattern, flags)
    assert not patterns._SHELF.new
    assert (kept.pattern, kept.flags) == (fresh.pattern, fresh.flags)
    assert kept.groupindex == fresh.groupindex
    assert [(m.span(), m.groups(), m.lastgroup) for m in kept.finditer(TEXT)] == [
        (m.span(), m.groups(), m.lastgroup) for m in fresh.finditer(TEXT)
    ]


@pytest.mark.usefixtures("shelf")
def test_damaged_code_is_compiled_anew() -> None:
    code = marshal.dumps((32, [1, 2, 3], 0, {}, (None,)))
    patterns.lend({("a+", 0, _sre.MAGIC): (None, (0, 1))}, lambda _: code)
    assert patterns.compiled("a+").fullmatch("aaa")
    patterns.lend({("a+", 0, _sre.MAGIC): (None, (0, 1))}, nothing)
    assert patterns.compiled("a+").fullmatch("aaa")


@pytest.mark.usefixtures("shelf")
def test_a_library_keeps_nothing() -> None:
    patterns.compiled("b+")
    assert not patterns.gather()
    assert not Path(cache_folder()).exists() or not list(Path(cache_folder()).iterdir())


def test_the_second_run_says_what_the_first_said(tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text(
        BAD + "落实《养老服务条例》，到2030年达到80%。\n", encoding="utf-8"
    )
    environment = {"PLANLINT_CACHE_DIR": str(tmp_path / "cache"), "PATH": "", "HOME": str(tmp_path)}

    def run() -> tuple[int, bytes]:
        done = subprocess.run(
            [sys.executable, "-m", "planlint", "--no-cache", "draft.md"],
            cwd=tmp_path, env=environment, capture_output=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout

    first = run()
    kept = [p for p in (tmp_path / "cache").rglob("*") if p.is_file()]
    assert len(kept) == 1  # the image, with the patterns
    assert run() == first
    for file in kept:
        file.write_bytes(file.read_bytes()[:100])
    assert run() == first
