"""Regular expressions that are compiled once a machine, not once a run.

Compiling its patterns is more than a third of planlint's start. The command line therefore keeps
what `re` makes of them in the cache folder, as Python keeps what it makes of modules, and hands it
to the engine the next time. Without a cache, in a library or where anything is unusual, `re`
compiles as ever.

Use `compiled` for patterns that are the same in every run; those made of a document's words
belong to `re.compile`.
"""

from __future__ import annotations

import _sre
import re
import sys
from functools import lru_cache

from planlint.cachefile import load_value, store_value
from planlint.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_MOST = 2000
"""Patterns kept at most: a bound for the day when somebody forgets the rule above."""


class _Shelf:
    """The kept patterns, and those of this run that are to be kept; None where none are."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, int], Any] = {}
        self.new: dict[tuple[str, int], None] | None = None


_SHELF = _Shelf()


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern, made from its kept code where there is one."""
    key = (pattern, int(flags))
    kept = _SHELF.kept.get(key)
    if kept is not None:
        return _revive(pattern, flags, kept)
    if _SHELF.new is not None:
        _SHELF.new[key] = None
    return re.compile(pattern, flags)


@lru_cache(2000)
def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern in the place where it is used, made when it is first needed.

    For patterns that are the same in every run, as for `compiled`.
    """
    return compiled(pattern, flags)


def use_kept() -> None:
    """Take the kept patterns, and from now on remember new ones. For the command line only."""
    _SHELF.new = {}
    _SHELF.kept = load_value(_key()) or {}


def keep_new() -> None:
    """Keep the patterns that this run had to compile."""
    kept, new = _SHELF.kept, _SHELF.new
    if not new or len(kept) + len(new) > _MOST:
        return
    kept.update((key, _code(*key)) for key in new)
    store_value(_key(), kept)
    new.clear()


def _key() -> tuple[object, ...]:
    return ("patterns", __version__, sys.version, _sre.MAGIC)


def _code(pattern: str, flags: int) -> tuple[Any, ...]:
    """What the engine needs to make a pattern: the last lines of `re._compiler.compile`."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(pattern, flags)
    code = _compiler._code(parsed, flags)
    groups = dict(parsed.state.groupdict)
    names: list[str | None] = [None] * parsed.state.groups
    for name, at in groups.items():
        names[at] = name
    plain = [int(word) for word in code]
    return (int(flags | parsed.state.flags), plain, parsed.state.groups - 1, groups, tuple(names))


def _revive(pattern: str, flags: int, kept: tuple[Any, ...]) -> re.Pattern[str]:
    try:
        made: re.Pattern[str] = _sre.compile(pattern, *kept)
    except (RuntimeError, TypeError, ValueError, OverflowError):  # a damaged cache is no cache
        return re.compile(pattern, flags)
    return made
