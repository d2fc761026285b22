"""Modules whose compiled code is read from one file, not from two hundred.

Python looks for each module in several places, opens and checks its file and unpacks it. A kept
module needs one look at its source: while that has the time and the size that it had, the code is
that of the source.
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib.machinery import ModuleSpec, SourceFileLoader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import CodeType, ModuleType

    Entry = tuple[str, int, int, bool, bytes]
    """Source file, its time (nanoseconds) and size, whether it is a package, code."""


class _Loader(SourceFileLoader):
    """The ordinary loader with the code at hand."""

    def __init__(self, name: str, path: str, packed: bytes) -> None:
        super().__init__(name, path)
        self._packed = packed

    def get_code(self, fullname: str) -> CodeType | None:
        try:
            code: CodeType = marshal.loads(self._packed)
        except (ValueError, EOFError, TypeError):  # a damaged cache is no cache
            return super().get_code(fullname)
        return code


class _Finder:
    """Finds the modules that are kept; what it does not know is left to Python."""

    def __init__(self, kept: dict[str, Entry]) -> None:
        self.kept = kept
        self.before = frozenset(sys.modules)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module's specification; None where it is not kept or has changed."""
        del path, target
        entry = self.kept.get(name)
        if entry is None or _state(entry[0]) != entry[1:3]:
            return None
        origin, _, _, package, packed = entry
        spec = ModuleSpec(name, _Loader(name, origin, packed), origin=origin, is_package=package)
        spec.has_location = True
        if package:
            spec.submodule_search_locations = [os.path.dirname(origin)]
        return spec

    def made(self) -> dict[str, Entry]:
        """The modules of planlint that were loaded since, and not by this finder."""
        found = {}
        for name in [n for n in sys.modules if n.startswith("planlint.") and n not in self.before]:
            loader = getattr(sys.modules[name].__spec__, "loader", None)
            if type(loader) is SourceFileLoader:
                state, code = _state(loader.path), loader.get_code(name)
                found[name] = (loader.path, *state, loader.is_package(name), marshal.dumps(code))
        return found


def lend(kept: dict[str, Entry]) -> None:
    """From now on import kept modules from their kept code."""
    gather()
    sys.meta_path.insert(0, _Finder(kept))


def gather() -> dict[str, Entry]:
    """Leave importing to Python again; what was imported without kept code, to be kept."""
    finders = [f for f in sys.meta_path if isinstance(f, _Finder)]
    sys.meta_path[:] = [f for f in sys.meta_path if not isinstance(f, _Finder)]
    return finders[0].made() if finders else {}


def _state(path: str) -> tuple[int, int]:
    """A file's time and size; zeros where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
