"""Paths as people give them: they may not exist, loop, or be no paths at all."""

from __future__ import annotations

import os
from pathlib import Path


def resolved(path: Path) -> Path:
    """The path without links; where that cannot be told (a loop, a NUL), the path itself."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path.absolute()


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; a name that no system accepts is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def shortest(path: Path) -> str:
    """A path as a person would write it: relative where that is shorter."""
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):  # another drive on Windows
        return str(path)
    return min(relative, str(path), key=len)
