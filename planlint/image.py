"""What Python makes of planlint at every start, kept in one file of the cache folder.

Finding 200 modules, compiling their patterns and writing the methods of their dataclasses takes
longer than checking a plan. The command line therefore keeps what came of it, as Python keeps the
compiled code of single modules. Each kind is a room of its own, with two doors: `lend` takes what
is kept and puts it to use, `gather` ends that and gives what was new. A library is left as it is,
and without the file all is as ever, only slower.
"""

from __future__ import annotations

import os
import sys

from planlint import methods, modules, patterns
from planlint.cachefile import load_value, store_value
from planlint.version import __version__

_KINDS = {"methods": methods, "modules": modules, "patterns": patterns}
_MOST = 5000
"""Things kept of a kind at most: a bound for what nobody foresees."""


def use_kept() -> None:
    """Put to use what is kept. To be called before the modules that it is for are imported."""
    kept = load_value(_key()) or {}
    for name, kind in _KINDS.items():
        kind.lend(kept.get(name, {}))


def keep_new() -> None:
    """Keep what this run had to make, and leave Python as it was."""
    new = {name: kind.gather() for name, kind in _KINDS.items()}
    if not any(new.values()):
        return
    kept = load_value(_key()) or {}
    merged = {name: {**kept.get(name, {}), **more} for name, more in new.items()}
    if max(map(len, merged.values())) <= _MOST:
        store_value(_key(), merged)


def _key() -> tuple[object, ...]:
    home = os.path.dirname(os.path.abspath(__file__))
    return ("image", __version__, sys.version, sys.flags.optimize, home)
