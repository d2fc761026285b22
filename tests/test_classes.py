"""The classes that the command line makes in fewer steps are those that Python makes."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

DESCRIBE = '''
import sys
from pathlib import Path
from planlint import image
image.use_kept() if sys.argv[1] == "lent" else None
import copy, dataclasses, importlib, inspect, json, pickle, pkgutil, re, typing
import planlint, planlint.rules

def outcome(work):
    """What comes of something: its value as text, or the error."""
    try:
        return repr(work())
    except Exception as error:
        return f"{type(error).__name__}: {error}"

def about(cls):
    fields = getattr(cls, "_fields", None) or [f.name for f in dataclasses.fields(cls) if f.init]
    values = [f"{n}{at}" for at, n in enumerate(fields)]
    first = fields[0]
    yield sorted(set(vars(cls)) - {"__annotations__"})
    yield [getattr(cls, n, None) for n in ("__name__", "__qualname__", "__module__", "__doc__")]
    yield [getattr(cls, n, None) for n in ("__slots__", "__match_args__", "_fields")]
    yield [str(cls.__mro__), str(cls.__bases__), str(type(cls))]
    yield [repr(getattr(cls, n, None)) for n in ("_field_defaults", "__dataclass_params__")]
    yield outcome(lambda: dataclasses.fields(cls))
    yield [n for n in inspect.signature(cls).parameters]
    yield [repr(p.default) for p in inspect.signature(cls).parameters.values()]
    yield outcome(lambda: typing.get_type_hints(cls))
    yield outcome(lambda: cls(*values[:-1]))
    yield outcome(lambda: cls(*values, 1))
    yield outcome(lambda: cls(**dict(zip(fields, values))))
    try:
        made, other = cls(*values), cls(*values[:-1], "other")
    except Exception:
        return  # it looks at what it is given
    yield [repr(made), outcome(lambda: hash(made)), outcome(lambda: hash(other))]
    yield [made == cls(*values), made == other, made != other, made == 1, made == tuple(values)]
    yield outcome(lambda: [pickle.loads(pickle.dumps(made)), copy.copy(made), copy.deepcopy(made)])
    yield outcome(lambda: setattr(made, first, 1))
    yield outcome(lambda: delattr(made, first))
    yield outcome(lambda: hasattr(made, "__dict__"))
    if dataclasses.is_dataclass(cls):
        yield outcome(lambda: dataclasses.replace(made, **{first: "new"}))
        yield outcome(lambda: dataclasses.asdict(made))
    else:
        yield outcome(lambda: made._replace(**{first: "new"}))
        yield outcome(lambda: [made._asdict(), cls._make(values), type(cls._make(values)) is cls])
        yield outcome(lambda: cls._make([]))
    if sys.version_info >= (3, 13):
        yield outcome(lambda: copy.replace(made, **{first: "new"}))

found = {}
for package in (planlint, planlint.rules):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not module.name.endswith(("__main__", ".build")):
            importlib.import_module(module.name)
for name in sorted(n for n in sys.modules if n.startswith("planlint.")):
    for cls in vars(sys.modules[name]).values():
        if isinstance(cls, type) and cls.__module__ == name:
            if dataclasses.is_dataclass(cls) or hasattr(cls, "_fields"):
                found[f"{name}.{cls.__qualname__}"] = list(about(cls))
written = sum("_put" in c.__init__.__globals__ for n in sys.modules if n.startswith("planlint.")
    for c in vars(sys.modules[n]).values() if isinstance(c, type) and dataclasses.is_dataclass(c)
    and c.__module__ == n)
text = re.sub(" at 0x[0-9a-f]+", "", json.dumps([found, written]))
Path(sys.argv[2]).write_text(text, encoding="utf-8")
'''


def described(folder: Path, how: str) -> tuple[dict[str, list[Any]], int]:
    """All that there is to see of planlint's classes, and how many dataclasses are made here."""
    target = folder / f"{how}.json"
    environment = {**os.environ, "PLANLINT_CACHE_DIR": str(folder), "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-c", DESCRIBE, how, str(target)]
    subprocess.run(command, env=environment, check=True)
    classes, count = json.loads(target.read_text(encoding="utf-8"))
    return classes, count


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    folder = tmp_path_factory.mktemp("classes")
    described(folder, "lent")  # a second run has the modules of the first
    return described(folder, "usual"), described(folder, "lent")


def test_all_classes_are_equal_to_those_that_python_makes(both) -> None:
    (usual, _), (lent, _) = both
    assert len(usual) > 120
    assert {n: c for n, c in lent.items() if c != usual[n]} == {}
    assert usual.keys() == lent.keys()


def test_nearly_all_dataclasses_are_made_in_fewer_steps(both) -> None:
    (_, by_python), (lent, by_planlint) = both
    assert by_python == 0
    assert by_planlint > 40
    assert len(lent) > by_planlint
