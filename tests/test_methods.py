"""Kept methods of dataclasses are those that `dataclass` makes, and only the command line lends them."""

import dataclasses
import marshal
import subprocess
import sys
from pathlib import Path

import pytest

from planlint.__main__ import main
from tests.drafts import BAD

SOURCE = '''
import dataclasses, pickle, sys
from planlint import methods
methods.use_kept()

@dataclasses.dataclass(frozen=True, slots=True)
class Point:
    """A point."""

    x: int
    names: tuple[str, ...] = ()
    extra: list = dataclasses.field(default_factory=list, compare=False)

one, same = Point(1, ("a",)), Point(1, ("a",), [2])
assert one == same and hash(one) == hash(same) and one != Point(2)
assert repr(one) == "Point(x=1, names=('a',), extra=[])"
assert pickle.loads(pickle.dumps(one)) == one
assert dataclasses.replace(one, x=3).x == 3
try:
    one.x = 2
except dataclasses.FrozenInstanceError:
    pass
else:
    raise SystemExit("not frozen")
methods.keep_new()
'''


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = {"PLANLINT_CACHE_DIR": str(folder / "cache"), "PATH": "", "HOME": str(folder)}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, check=False
    )


def test_a_class_of_kept_methods_is_the_same_class(tmp_path: Path) -> None:
    (tmp_path / "point.py").write_text(SOURCE, encoding="utf-8")
    for _ in range(2):  # compiled, then kept
        done = run(tmp_path, "point.py")
        assert (done.returncode, done.stderr) == (0, b"")
    (kept,) = (p for p in (tmp_path / "cache").rglob("*") if p.is_file())
    assert any("__init__" in source for source in marshal.loads(kept.read_bytes()))


def test_a_library_is_left_alone(tmp_path: Path) -> None:
    source = "import dataclasses, planlint; planlint.parse_text('一、总则'); print('exec' in vars(dataclasses))"
    assert run(tmp_path, "-c", source).stdout.split() == [b"False"]
    assert not (tmp_path / "cache").exists()


def test_a_run_leaves_nothing_behind(capsys) -> None:
    main(["rules"])
    with pytest.raises(SystemExit):
        main(["--no-such-flag"])
    assert capsys.readouterr().out
    assert "exec" not in vars(dataclasses)


def test_a_damaged_cache_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text(BAD, encoding="utf-8")
    first = run(tmp_path, "-m", "planlint", "--no-cache", "draft.md")
    for kept in (p for p in (tmp_path / "cache").rglob("*") if p.is_file()):
        kept.write_bytes(b"\x00damaged")
    second = run(tmp_path, "-m", "planlint", "--no-cache", "draft.md")
    assert (second.returncode, second.stdout, second.stderr) == (
        first.returncode, first.stdout, first.stderr,
    )  # fmt: skip
