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
import marshal
import re
from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from planlint.cachefile import Place

    Key = tuple[str, int, int]
    """A pattern, its flags and the engine's version."""


class _Shelf:
    """The kept patterns, and those of this run that are to be kept; None where none are."""

    def __init__(self) -> None:
        self.kept: dict[Key, tuple[None, Place]] = {}
        self.read: Callable[[Place], bytes] = lambda _: b""
        self.new: dict[tuple[str, int], None] | None = None


_SHELF = _Shelf()


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern, made from its kept code where there is one."""
    kept = _SHELF.kept.get((pattern, int(flags), _sre.MAGIC))
    if kept is not None:
        return _revive(pattern, flags, _SHELF.read(kept[1]))
    if _SHELF.new is not None:
        _SHELF.new[pattern, int(flags)] = None
    return re.compile(pattern, flags)


def lend(kept: dict[Key, tuple[None, Place]], read: Callable[[Place], bytes]) -> None:
    """Take the kept patterns, and from now on remember new ones."""
    _SHELF.kept, _SHELF.read, _SHELF.new = kept, read, {}


@lru_cache(2000)
def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern in the place where it is used, made when it is first needed.

    For patterns that are the same in every run, as for `compiled`.
    """
    return compiled(pattern, flags)


def gather() -> dict[Key, tuple[None, bytes]]:
    """The patterns that had to be compiled, to be kept; from now on all are compiled."""
    new, _SHELF.new, _SHELF.kept = _SHELF.new or {}, None, {}
    return {(*key, _sre.MAGIC): (None, marshal.dumps(_code(*key))) for key in new}


def _code(pattern: str, flags: int) -> tuple[Any, ...]:
    """What the engine needs to make a pattern: the last lines of `re._compiler.compile`.

    The words of its program (unsigned, of four bytes) are kept as bytes: they are unpacked faster.
    """
    from array import array
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(pattern, flags)
    code = _compiler._code(parsed, flags)
    groups = dict(parsed.state.groupdict)
    names: list[str | None] = [None] * parsed.state.groups
    for name, at in groups.items():
        names[at] = name
    words = array("I", map(int, code)).tobytes()
    return (words, int(flags | parsed.state.flags), parsed.state.groups - 1, groups, tuple(names))


def _revive(pattern: str, flags: int, kept: bytes) -> re.Pattern[str]:
    try:
        words, given, *rest = marshal.loads(kept)
        code = memoryview(words).cast("I").tolist()
        made: re.Pattern[str] = _sre.compile(pattern, given, code, *rest)
    except (
        RuntimeError,
        TypeError,
        ValueError,
        OverflowError,
        EOFError,
    ):  # a damaged cache is no cache
        return re.compile(pattern, flags)
    return made
