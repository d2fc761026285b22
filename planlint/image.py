"""What Python makes of planlint at every start, kept in one file of the cache folder.

Finding 200 modules, compiling their patterns and writing the methods of their dataclasses takes
longer than checking a plan. The command line therefore keeps what came of it, as Python keeps the
compiled code of single modules. Each kind is a room of its own, with two doors: `lend` takes what
is kept and puts it to use, `gather` ends that and gives what was new. An entry is a few facts, read
at every start, and bytes, read when they are needed. A library is left as it is, and without the
file all is as ever, only slower.
"""

from __future__ import annotations

import os
import sys
from functools import cache

from planlint import methods, modules, patterns
from planlint.cachefile import Parts, load_parts, store_value
from planlint.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from planlint.cachefile import Place

_KINDS = {"modules": modules, "methods": methods, "patterns": patterns}
_LAYOUT = 2
"""Changes with what a room keeps, so that nothing older is read."""
_MOST = 5000
"""Things kept of a kind at most: a bound for what nobody foresees."""
_opened: list[Parts] = []


def use_kept() -> None:
    """Put to use what is kept, before the modules that it is for are imported."""
    kept, parts = load_parts(_key())
    _opened.append(parts)
    for name, kind in _KINDS.items():
        kind.lend((kept or {}).get(name, {}), parts.read)


def keep_new() -> None:
    """Keep what this run had to make, and leave Python as it was."""
    if not _opened:
        return
    new: dict[str, dict[Any, tuple[Any, bytes]]] = {}
    for name, kind in _KINDS.items():
        new[name] = kind.gather()
    _opened.pop().close()
    if any(new.values()):
        _store(new)


def _store(new: dict[str, dict[Any, tuple[Any, bytes]]]) -> None:
    """Write the file anew, with what it holds by now: another run may have written it."""
    kept, parts = load_parts(_key())
    held: dict[str, dict[Any, tuple[Any, Place]]] = {}
    places: dict[bytes, Place] = {}
    size = 0
    read = cache(parts.read)
    for name, more in new.items():
        old = {k: (facts, read(at)) for k, (facts, at) in (kept or {}).get(name, {}).items()}
        held[name] = {}
        for key, (facts, piece) in (old | more).items():
            if piece not in places:  # entries may share one
                places[piece] = (size, len(piece))
                size += len(piece)
            held[name][key] = (facts, places[piece])
    parts.close()
    if max(map(len, held.values())) <= _MOST:
        store_value(_key(), held, places)


def _key() -> tuple[object, ...]:
    home = os.path.dirname(os.path.abspath(__file__))
    return ("image", _LAYOUT, __version__, sys.version, sys.flags.optimize, home)
