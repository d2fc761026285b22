"""Modules whose compiled code is read from one file, not from two hundred.

Python looks for each module in several places, opens and checks its file and unpacks it. A kept
module needs one look at its source: while that has the time and the size that it had, the code is
that of the source. What a run had to load is kept as one bundle: it will be needed together again,
and names that modules share are unpacked once. Two modules of Python load another for a function
that no run calls; that one is left out until the function is called.
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib import import_module
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import CodeType
    from typing import Any

    from planlint.cachefile import Place

    Facts = tuple[str, str | None, tuple[int, int], bool, int]
    """Source file, its compiled file, its time (nanoseconds) and size, whether it is a package,
    which of its bundle it is."""


_LEFT_OUT = (("dataclasses", "inspect"), ("pathlib", "urllib.parse"))
"""Modules with what they load in vain; both together take as long as an empty run."""
_TABLE = 50_000
"""A module of so many bytes holds words, which not every document needs: it is kept alone."""


class _Loader(SourceFileLoader):
    """The ordinary loader with the code at hand."""

    def __init__(self, name: str, path: str, kept: Callable[[], CodeType]) -> None:
        super().__init__(name, path)
        self._kept = kept

    def get_code(self, fullname: str) -> CodeType | None:
        try:
            return self._kept()
        except (ValueError, EOFError, TypeError, IndexError):  # a damaged cache is no cache
            return super().get_code(fullname)


class _Finder:
    """Finds the modules that are kept; what it does not know is left to Python."""

    def __init__(
        self, kept: dict[str, tuple[Facts, Place]], read: Callable[[Place], bytes]
    ) -> None:
        self.kept, self.read = kept, read
        self.before = frozenset(sys.modules)
        self._bundles: dict[Place, list[CodeType]] = {}

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module's specification; None where it is not kept or has changed."""
        del path, target
        if name not in self.kept:
            return None
        (origin, compiled, state, package, at), place = self.kept[name]
        if _state(origin) != state:
            return None
        loader = _Loader(name, origin, lambda: self._bundle(place)[at])
        spec = ModuleSpec(name, loader, origin=origin, is_package=package)
        spec.has_location, spec.cached = True, compiled
        if package:
            spec.submodule_search_locations = [os.path.dirname(origin)]
        return spec

    def _bundle(self, place: Place) -> list[CodeType]:
        if place not in self._bundles:
            self._bundles[place] = marshal.loads(self.read(place))
        return self._bundles[place]

    def made(self) -> dict[str, tuple[Facts, bytes]]:
        """The modules of planlint that were loaded since, and not by this finder."""
        small: dict[str, CodeType | None] = {}
        alone: dict[str, CodeType | None] = {}
        found: dict[str, SourceFileLoader] = {}
        for name in [n for n in sys.modules if n.startswith("planlint.") and n not in self.before]:
            loader = getattr(sys.modules[name].__spec__, "loader", None)
            if type(loader) is SourceFileLoader:
                found[name], code = loader, loader.get_code(name)
                (small if len(marshal.dumps(code)) < _TABLE else alone)[name] = code
        bundles = [list(small), *([name] for name in alone)]
        made = {}
        for names in bundles:
            piece = marshal.dumps([(small | alone)[name] for name in names])
            for at, name in enumerate(names):
                made[name] = (_facts(name, found[name], at), piece)
        return made


def _facts(name: str, loader: SourceFileLoader, at: int) -> Facts:
    spec = sys.modules[name].__spec__
    cached = None if spec is None else spec.cached
    return loader.path, cached, _state(loader.path), loader.is_package(name), at


def lend(kept: dict[str, tuple[Facts, Place]], read: Callable[[Place], bytes]) -> None:
    """From now on import kept modules from their kept code."""
    gather()
    for name, other in _LEFT_OUT:
        _import_without(name, other)
    sys.meta_path.insert(0, _Finder(kept, read))


def gather() -> dict[str, tuple[Facts, bytes]]:
    """Leave importing to Python again; what was imported without kept code, to be kept."""
    finders = [f for f in sys.meta_path if isinstance(f, _Finder)]
    sys.meta_path[:] = [f for f in sys.meta_path if not isinstance(f, _Finder)]
    return finders[0].made() if finders else {}


def _import_without(name: str, other: str) -> None:
    """Import a module with a stand-in for another one."""
    if name in sys.modules or other in sys.modules:
        return
    sys.modules[other] = _Later(other)
    try:
        import_module(name)
    finally:
        del sys.modules[other]


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
