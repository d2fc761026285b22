"""The methods of dataclasses, compiled once a machine, not once a run.

`dataclass` writes `__init__`, `__eq__` and others as source, which Python compiles at every start:
a sixth of a short run. The command line lends the module `dataclasses` an `exec` that keeps the
compiled code in the cache folder. The classes are the same; a library is left as it is.
"""

from __future__ import annotations

import builtins
import sys

from planlint.cachefile import load_value, store_value
from planlint.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any

_KEY = ("methods", __version__, sys.version)
_MOST = 5000
"""Methods kept at most: sources never change within a version, so this is never reached."""

_kept: dict[str, CodeType] = {}
_new: dict[str, CodeType] = {}


def use_kept() -> None:
    """From now on take the methods of dataclasses from the cache. For the command line only."""
    import dataclasses

    _kept.update(load_value(_KEY) or {})
    # The module's own name hides the built-in one from its functions, and from nobody else.
    dataclasses.exec = _exec  # type: ignore[attr-defined]


def keep_new() -> None:
    """Keep the methods that this run had to compile, and leave `dataclasses` as it was."""
    import dataclasses

    vars(dataclasses).pop("exec", None)
    if _new and len(_kept) + len(_new) <= _MOST:
        store_value(_KEY, {**_kept, **_new})
        _new.clear()


def _exec(source: str, scope: dict[str, Any], names: dict[str, Any] | None = None) -> None:
    """As the built-in, with the source compiled before."""
    code = _kept.get(source) or _new.get(source)
    if code is None:
        code = _new[source] = compile(source, "<dataclass>", "exec")
    builtins.exec(code, scope, names)
