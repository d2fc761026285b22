"""What is kept of a start is what Python would have made, and only the command line uses it."""

import collections
import dataclasses
import marshal
import os
import subprocess
import sys
import typing
from pathlib import Path

import pytest

from planlint import image
from planlint.__main__ import main
from tests.drafts import BAD, PARENT

SOURCE = '''
import pickle, sys, typing
from planlint import image
image.use_kept()
import dataclasses
assert "inspect" not in sys.modules

class Pair(typing.NamedTuple):
    """A pair."""

    left: int
    right: str = "b"

assert Pair(1) == (1, "b") and Pair(left=2)._replace(right="c") == (2, "c")
assert repr(Pair(1)) == "Pair(left=1, right='b')"

class Line(typing.NamedTuple):
    """A line of points, whose annotation is a text."""

    points: "list[Pair]"

assert typing.get_type_hints(Line) == {"points": list[Pair]}

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

@dataclasses.dataclass
class Bare:
    x: int = 0

assert Bare.__doc__ == "Bare(x: int = 0)", Bare.__doc__  # made by inspect, which is loaded now
image.keep_new()
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
    methods = kept_in(tmp_path / "cache")["methods"]
    assert any("__init__" in source for source in methods)
    assert any(source.startswith("lambda _cls, left, right") for source in methods)


def kept_in(cache: Path) -> dict[str, dict[object, object]]:
    """What the one file of a cache holds."""
    (file,) = (p for p in cache.rglob("*") if p.is_file())
    kept: dict[str, dict[object, object]] = marshal.loads(file.read_bytes()[8:])
    return kept


LEFT_OUT = """
import sys
sys.path.insert(0, sys.argv[1])
from planlint import image
image.use_kept()
import pathlib
assert "urllib.parse" not in sys.modules
assert pathlib.PurePosixPath("/a b").as_uri() == "file:///a%20b"
assert "urllib.parse" in sys.modules
"""


def test_what_is_left_out_is_there_when_it_is_called(tmp_path: Path) -> None:
    home = Path(image.__file__).parent.parent
    done = run(tmp_path, "-S", "-c", LEFT_OUT, str(home))  # without the finders of this environment
    assert (done.returncode, done.stderr) == (0, b"")


DATES = """
import sys
sys.path.insert(0, sys.argv[1])
from planlint import image
image.use_kept()
import datetime, pickle
day = datetime.datetime.strptime("2026-11-28", "%Y-%m-%d").replace(tzinfo=datetime.UTC)
assert pickle.loads(pickle.dumps(day)) == day and datetime.date(2026, 11, 28) == day.date()
assert datetime.__name__ == "datetime" and {"timedelta", "timezone", "MAXYEAR"} < set(vars(datetime))
"""


def test_dates_are_those_of_python(tmp_path: Path) -> None:
    home = Path(image.__file__).parent.parent
    done = run(tmp_path, "-S", "-c", DATES, str(home))
    assert (done.returncode, done.stderr) == (0, b"")


TYPING = """
import sys
sys.path.insert(0, sys.argv[1])
from planlint.light_typing import StandIn
assert "typing" not in sys.modules
light = StandIn()
assert light.stand() and not light.stand()
from typing import TYPE_CHECKING, Any, NamedTuple
assert not TYPE_CHECKING and sys.modules["typing"] is light
class Few(NamedTuple):
    a: "int"
    b: "str" = "c"
from typing import Annotated, Generic, TypeVar
T = TypeVar("T")
assert T.__name__ == "T" and Annotated[int, 2] and sys.modules["typing"] is not light
class Both(NamedTuple, Generic[T]):
    a: "T"
import typing
assert light.stand() and sys.modules["typing"] is light
light.leave()
assert sys.modules["typing"] is typing and NamedTuple("Made", [("a", int)])(1).a == 1
assert typing.get_type_hints(Few) == {"a": int, "b": str}
assert Few(1) == (1, "c") and Both(2).a == 2
"""


def test_what_stands_for_typing_becomes_it(tmp_path: Path) -> None:
    home = Path(image.__file__).parent.parent
    done = run(tmp_path, "-S", "-c", TYPING, str(home))
    assert (done.returncode, done.stderr.decode()) == (0, "")


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
    assert "eval" not in vars(collections)
    assert "compile" not in vars(typing)
    assert not [f for f in sys.meta_path if type(f).__module__.startswith("planlint")]


MODULE = """
from planlint import image
image.use_kept()
import planlint.version
from planlint import sample
print(sample.WORD, type(sample.__spec__.loader).__name__, sample.__file__ == sample.__spec__.origin)
print(sample.__spec__.cached)
image.keep_new()
"""


def test_a_module_is_that_of_its_source(tmp_path: Path) -> None:
    home, file = tmp_path / "planlint", tmp_path / "planlint" / "sample.py"
    home.mkdir()
    for source in Path(image.__file__).parent.glob("*.py"):
        (home / source.name).write_bytes(source.read_bytes())
    file.write_text("WORD = 'first'\n", encoding="utf-8")
    (tmp_path / "run.py").write_text(MODULE, encoding="utf-8")
    first, second = run(tmp_path, "run.py"), run(tmp_path, "run.py")
    assert first.stdout.split()[:3] == [b"first", b"SourceFileLoader", b"True"], first.stderr
    assert second.stdout.split()[:3] == [b"first", b"_Loader", b"True"], second.stderr
    assert second.stdout.split()[3] == first.stdout.split()[3]
    assert "planlint.sample" in kept_in(tmp_path / "cache")["modules"]
    file.write_text("WORD = 'later'\n", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert run(tmp_path, "run.py").stdout.split()[:2] == [b"later", b"SourceFileLoader"]
    assert run(tmp_path, "run.py").stdout.split()[:2] == [b"later", b"_Loader"]
    file.unlink()
    assert b"cannot import name 'sample'" in run(tmp_path, "run.py").stderr


BUNDLE = """
import sys
from planlint import image
image.use_kept()
import planlint.version
try:
    from planlint.sample import WORDS
except Exception as error:
    print(type(error).__name__, error)
else:
    own = (sys.modules[n] for n in sorted(sys.modules) if n.startswith("planlint.sample"))
    print(WORDS, [type(m.__spec__.loader).__name__ for m in own])
image.keep_new()
"""


def test_modules_of_a_bundle_are_those_of_their_sources(tmp_path: Path) -> None:
    home = tmp_path / "planlint"
    home.mkdir()
    for source in Path(image.__file__).parent.glob("*.py"):
        (home / source.name).write_bytes(source.read_bytes())
    part, other = home / "sample_part.py", home / "sample_other.py"
    part.write_text("WORDS = ['part']\n", encoding="utf-8")
    other.write_text(
        "from planlint.sample_part import WORDS\nOTHER = [*WORDS, 'other']\n", encoding="utf-8"
    )
    text = "from planlint import sample_other\nWORDS = sample_other.OTHER\n"
    (home / "sample.py").write_text(text, encoding="utf-8")
    (tmp_path / "run.py").write_text(BUNDLE, encoding="utf-8")
    usual, kept = "SourceFileLoader", "_Loader"

    def printed() -> str:
        done = run(tmp_path, "run.py")
        assert done.stderr == b""
        return done.stdout.decode().strip()

    assert printed() == f"['part', 'other'] {[usual, usual, usual]}"
    assert printed() == f"['part', 'other'] {[kept, kept, kept]}"
    part.write_text("WORDS = ['changed']\n", encoding="utf-8")
    assert printed() == f"['changed', 'other'] {[kept, kept, usual]}"
    assert printed() == f"['changed', 'other'] {[kept, kept, kept]}"
    part.write_text("1 / 0 # later\n", encoding="utf-8")
    assert printed() == printed() == "ZeroDivisionError division by zero"


UNASKED = """
import sys
from planlint.__main__ import main
main(["--no-cache", *sys.argv[1:]])
print([n for n in ("pydantic", "planlint.compare.comparison", "planlint.output.jsonfmt") if n in sys.modules])
assert type(sys.modules.get("typing")).__name__ != "StandIn"
"""


def test_nothing_is_loaded_that_another_run_needed(tmp_path: Path) -> None:
    draft, config = tmp_path / "draft.md", tmp_path / "own.toml"
    draft.write_text(BAD, encoding="utf-8")
    (tmp_path / "parent.md").write_text(PARENT, encoding="utf-8")
    config.write_text('ignore = ["TXT001"]\n', encoding="utf-8")
    parent = ("--parent", "parent.md", "--output-format", "json")
    more = run(tmp_path, "-c", UNASKED, "draft.md", "--config", "own.toml", *parent)
    assert more.stdout.decode().splitlines()[-1].count("'") == 6
    assert more.stderr == b""
    config.write_text('ignore = ["TXT002"]\n[rules.TXT005]\nlevel = 1\n', encoding="utf-8")
    wrong = [run(tmp_path, "-c", UNASKED, "draft.md", "--config", "own.toml") for _ in range(2)]
    assert b"own.toml" in wrong[0].stderr
    assert (
        wrong[0].stderr == wrong[1].stderr
    )  # pydantic has the same words whoever loads its models
    alone = run(tmp_path, "-c", UNASKED, "draft.md")
    assert alone.stdout.decode().splitlines()[-1] == "[]"


def test_what_is_kept_is_used_for_all_of_planlint(tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text(BAD, encoding="utf-8")
    run(tmp_path, "-m", "planlint", "--no-cache", "draft.md")
    before = kept_in(tmp_path / "cache")
    assert {"planlint.cli", "planlint.rules.num001_numbering_gap"} <= set(before["modules"])
    run(tmp_path, "-m", "planlint", "--no-cache", "draft.md")
    assert kept_in(tmp_path / "cache") == before  # nothing was left to be made


def test_a_damaged_cache_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text(BAD, encoding="utf-8")
    first = run(tmp_path, "-m", "planlint", "--no-cache", "draft.md")
    for kept in (p for p in (tmp_path / "cache").rglob("*") if p.is_file()):
        kept.write_bytes(b"\x00damaged")
    second = run(tmp_path, "-m", "planlint", "--no-cache", "draft.md")
    assert (second.returncode, second.stdout, second.stderr) == (
        first.returncode, first.stdout, first.stderr,
    )  # fmt: skip
