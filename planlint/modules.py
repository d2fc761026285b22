"""Modules whose compiled code is read from one file, not from two hundred.

Python looks for each module in several places, opens and checks its file and unpacks it. A kept
module needs one look at its source: while that has the time and the size that it had, the code is
that of the source. A module is kept in a bundle with all that it loads when it is loaded itself:
they are unpacked together and run in the order in which they were ready, so that each finds what
it imports. Two modules of Python load others for functions that no run calls; those are left out
until such a function is called.
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib import import_module
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import ModuleType

from planlint.light_typing import StandIn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import CodeType
    from typing import Any

    from planlint.cachefile import Place

    Facts = tuple[str, str | None, tuple[int, int], bool, int]
    """Source file, its compiled file, its time (nanoseconds) and size, whether it is a package,
    which of its bundle it is."""


_LEFT_OUT = {"dataclasses": ("inspect", "copy"), "pathlib": ("urllib.parse",)}
"""Modules with what they load in vain; together it takes as long as an empty run."""


class _Loader(SourceFileLoader):
    """The ordinary loader of a module that has run."""

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return sys.modules[spec.name]

    def exec_module(self, module: ModuleType) -> None:
        """Nothing is left to do."""


class _Finder:
    """Finds the modules that are kept; what it does not know is left to Python."""

    def __init__(
        self, kept: dict[str, tuple[Facts, Place]], read: Callable[[Place], bytes]
    ) -> None:
        self.kept, self.read = kept, read
        self.before = frozenset(sys.modules)
        self._bundles: dict[Place, list[CodeType]] = {}
        self._names: dict[Place, list[str]] = {}
        for name, (_, place) in kept.items():
            self._names.setdefault(place, []).append(name)
        self._typing = StandIn()
        self._first = ""
        self._first_of: dict[str, str] = {}

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module's specification; None where it is not kept or has changed."""
        del path, target
        if name in self.kept:
            self._run_bundle(self.kept[name][1])
            self._run(name)  # where its bundle is at work, before its turn
            if name in sys.modules:
                return sys.modules[name].__spec__
        elif name.startswith("planlint."):
            self._note(name)
        elif name.partition(".")[0] not in sys.stdlib_module_names:
            self._typing.leave()  # others need all of it
        return None

    def _run_bundle(self, place: Place) -> None:
        if place in self._bundles:
            return
        try:
            self._bundles[place] = marshal.loads(self.read(place))
        except (ValueError, EOFError, TypeError):  # a damaged cache is no cache
            self._bundles[place] = []
            return
        first = self._typing.stand()
        for name in self._names[place]:
            self._run(name)
        if first:
            self._typing.leave()

    def _run(self, name: str) -> None:
        """Import a kept module, unless its source has changed or it fails; so Python says why."""
        (origin, compiled, state, package, at), place = self.kept[name]
        parent, _, last = name.rpartition(".")
        codes = self._bundles[place]
        if (
            name in sys.modules
            or parent not in sys.modules
            or at >= len(codes)
            or _state(origin) != state
        ):
            return
        loader = _Loader(name, origin)
        spec = ModuleSpec(name, loader, origin=origin, is_package=package)
        spec.has_location, spec.cached = True, compiled
        module = sys.modules[name] = ModuleType(name)
        facts = {"__spec__": spec, "__loader__": loader, "__package__": spec.parent}
        vars(module).update(facts, __file__=origin, __cached__=compiled)
        if package:
            spec.submodule_search_locations = module.__path__ = [os.path.dirname(origin)]
        try:
            exec(codes[at], vars(module))
        except Exception:
            del sys.modules[name]
        else:
            setattr(sys.modules[parent], last, module)

    def _note(self, name: str) -> None:
        """Remember for which module another is loaded: the first that is not ready yet."""
        spec = getattr(sys.modules.get(self._first), "__spec__", None)
        if not getattr(spec, "_initializing", False):
            self._first = name
        rules = self._first.startswith("planlint.rules.")  # which are always loaded together
        self._first_of[name] = "planlint.rules" if rules else self._first

    def made(self) -> dict[str, tuple[Facts, bytes]]:
        """The modules of planlint that were loaded since, and not by this finder."""
        bundles: dict[str, list[tuple[str, SourceFileLoader, CodeType | None]]] = {}
        for name in [n for n in sys.modules if n.startswith("planlint.") and n not in self.before]:
            loader = getattr(sys.modules[name].__spec__, "loader", None)
            if type(loader) is SourceFileLoader:
                first = self._first_of.get(name, name)
                bundles.setdefault(first, []).append((name, loader, loader.get_code(name)))
        made = {}
        for bundle in bundles.values():
            piece = marshal.dumps([code for _, _, code in bundle])
            for at, (name, loader, _) in enumerate(bundle):
                made[name] = (_facts(name, loader, at), piece)
        return made


def _facts(name: str, loader: SourceFileLoader, at: int) -> Facts:
    spec = sys.modules[name].__spec__
    cached = None if spec is None else spec.cached
    return loader.path, cached, _state(loader.path), loader.is_package(name), at


def lend(kept: dict[str, tuple[Facts, Place]], read: Callable[[Place], bytes]) -> None:
    """From now on import kept modules from their kept code."""
    gather()
    for name, others in _LEFT_OUT.items():
        _import_without(name, others)
    if sys.version_info < (3, 12):
        _import_datetime()
    sys.meta_path.insert(0, _Finder(kept, read))


def gather() -> dict[str, tuple[Facts, bytes]]:
    """Leave importing to Python again; what was imported without kept code, to be kept."""
    finders = [f for f in sys.meta_path if isinstance(f, _Finder)]
    sys.meta_path[:] = [f for f in sys.meta_path if not isinstance(f, _Finder)]
    return finders[0].made() if finders else {}


def _import_without(name: str, others: Sequence[str]) -> None:
    """Import a module with stand-ins for some others."""
    if name in sys.modules:
        return
    absent = [other for other in others if other not in sys.modules]
    sys.modules.update((other, _Later(other)) for other in absent)
    try:
        import_module(name)
    finally:
        for other in absent:
            del sys.modules[other]


def _import_datetime() -> None:
    """Import `datetime` as newer versions do: without its twin in Python, which it discards."""
    if "datetime" in sys.modules:
        return
    try:
        compiled = import_module("_datetime")
    except ImportError:
        return
    module = ModuleType("datetime")
    vars(module).update(vars(compiled), __name__="datetime")
    sys.modules["datetime"] = module


class _Later(ModuleType):
    """A module each of whose functions imports it when it is called."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def function(*arguments: Any, **named: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*arguments, **named)

        return function


def _state(path: str) -> tuple[int, int]:
    """A file's time and size; zeros where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
