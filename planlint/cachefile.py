"""A small cache of plain values on disk, by the hash of what they were made from.

Best effort: a missing, unwritable or damaged cache is no cache. `PLANLINT_CACHE_DIR` moves it.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any


def cache_folder() -> Path:
    """Where cached values live: the user's cache folder."""
    given = os.environ.get("PLANLINT_CACHE_DIR")
    if given:
        return Path(given)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return Path(base or Path.home(), "planlint", "cache")
    base = os.environ.get("XDG_CACHE_HOME")
    return Path(base, "planlint") if base else Path.home() / ".cache" / "planlint"


def load_value(key: object) -> Any:
    """The value stored under a key; None where there is none."""
    try:
        return marshal.loads(_file(key).read_bytes())  # noqa: S302 - our own file, plain values only
    except (OSError, ValueError, EOFError, TypeError, RuntimeError):
        return None


def store_value(key: object, value: Any) -> None:
    """Keep a plain value (numbers, texts, lists, dicts) under a key; failing is no error."""
    with suppress(OSError, ValueError, RuntimeError):
        path = _file(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(marshal.dumps(value))
        Path(name).replace(path)


def _file(key: object) -> Path:
    digest = hashlib.sha256(repr((key, sys.version_info[:2])).encode()).hexdigest()
    return cache_folder() / digest[:2] / digest[2:40]
