"""Facts of the field as data, each with its source, and the way to read them.

The TOML files beside this module are the facts; `build.py` compiles them to the `_*.py` modules
that run-time code reads.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

__all__ = ["table"]


@cache
def table(name: str) -> dict[str, Any]:
    """One compiled fact file, by its name without suffix: documents, departments, indicators, …

    The value is shared: readers never change it.
    """
    data: dict[str, Any] = import_module(f"planlint.knowledge._{name}").DATA
    return data
