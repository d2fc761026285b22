"""A small cache of plain values on disk, by the hash of what they were made from.

Best effort: a missing, unwritable or damaged cache is no cache. `PLANLINT_CACHE_DIR` moves it.
Reading must cost next to nothing: it is the whole work of a run that is replayed.
"""

from __future__ import annotations

import marshal
import os
import sys

TYPE_CHECKING = False  # typing is not imported for a replayed run
if TYPE_CHECKING:
    from typing import Any


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


def load_value(key: object) -> Any:
    """The value stored under a key; None where there is none."""
    try:
        with open(_file(key), "rb") as file:
            return marshal.loads(file.read())  # load() reads a file by single bytes
    except (OSError, ValueError, EOFError, TypeError):
        return None


def store_value(key: object, value: Any) -> None:
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
                file.write(marshal.dumps(value))
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
