"""A small cache of plain values on disk, by the hash of what they were made from.

Best effort: a missing, unwritable or damaged cache is no cache. `PLANLINT_CACHE_DIR` moves it.
Reading must cost next to nothing: it is the whole work of a run that is replayed. A value may have
parts, which lie behind it in its file and are read when they are asked for.
"""

from __future__ import annotations

import marshal
import os
import sys

TYPE_CHECKING = False  # typing is not imported for a replayed run
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, BinaryIO

    Place = tuple[int, int]
    """Where a part begins behind the value, and its length."""


_HEAD = 8
"""Bytes before the value: how many it has."""


def cache_folder() -> str:
    """Where cached values live: the user's cache folder."""
    given = os.environ.get("PLANLINT_CACHE_DIR")
    if given:
        return given
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~")
        return os.path.join(base, "planlint", "cache")
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "planlint")


class Parts:
    """The parts of a value in its open file; without one all are empty."""

    def __init__(self, file: BinaryIO | None = None, start: int = 0) -> None:
        self._file, self._start = file, start

    def read(self, place: Place) -> bytes:
        """One part; shorter than it should be where the file is damaged."""
        if self._file is None:
            return b""
        start, size = self._start + place[0], place[1]
        if hasattr(os, "pread"):  # copies of this process share the place at which a file is read
            return os.pread(self._file.fileno(), size, start)
        self._file.seek(start)
        return self._file.read(size)

    def close(self) -> None:
        """Let go of the file, which some systems do not replace while it is open."""
        if self._file is not None:
            self._file.close()
        self._file = None


def load_value(key: object) -> Any:
    """The value stored under a key; None where there is none."""
    value, parts = load_parts(key)
    parts.close()
    return value


def load_parts(key: object) -> tuple[Any, Parts]:
    """The value stored under a key, None where there is none, and its parts."""
    try:
        file = open(_file(key), "rb", buffering=0)  # noqa: SIM115 - the parts keep it open
    except OSError:
        return None, Parts()
    try:
        size = int.from_bytes(file.read(_HEAD), "little")
        value = marshal.loads(file.read(size))  # load() reads a file by single bytes
    except (OSError, ValueError, EOFError, TypeError, MemoryError, OverflowError):
        file.close()
        return None, Parts()
    return value, Parts(file, _HEAD + size)


def store_value(key: object, value: Any, parts: Iterable[bytes] = ()) -> None:
    """Keep a plain value (numbers, texts, lists, dicts) under a key; failing is no error.

    The file is the user's alone (mode 0600) and appears whole or not at all.
    """
    import tempfile
    from contextlib import suppress

    with suppress(OSError, ValueError):
        path = _file(key)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        handle, name = tempfile.mkstemp(dir=os.path.dirname(path))
        try:
            with os.fdopen(handle, "wb") as file:
                data = marshal.dumps(value)
                file.writelines((len(data).to_bytes(_HEAD, "little"), data, *parts))
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise


def checksum(data: bytes) -> str:
    """The SHA-256 of some bytes, by Python's own implementation where it has one.

    Loading hashlib brings all of OpenSSL, which takes longer than what is hashed here.
    """
    for name in ("_sha2", "_sha256", "hashlib"):
        try:
            module = __import__(name)
        except ImportError:
            continue
        return str(module.sha256(data).hexdigest())
    raise ImportError("hashlib")


def _file(key: object) -> str:
    name = checksum(repr((key, sys.version_info[:2])).encode())
    return os.path.join(cache_folder(), name[:2], name[2:40])
