"""The real plans, read from the folder that PLANLINT_PLANS names; tests skip where it is unset."""

import functools
import os
from pathlib import Path

import pytest

import planlint
from planlint.semantics.plan import Plan

FOLDER = os.environ.get("PLANLINT_PLANS")
needs_plans = pytest.mark.skipif(not FOLDER, reason="PLANLINT_PLANS is not set")


def plan_files() -> list[Path]:
    """All real plans, the seeds (numbered 000-004) first."""
    if not FOLDER:
        return []
    found = sorted(Path(FOLDER).rglob("*.txt"))
    return sorted(found, key=lambda p: (p.parent.name != "seeds", p.name))


@functools.cache
def seed(number: str) -> Plan:
    """A seed by its number, "000"; the seeds lie in a folder of that name."""
    paths = [
        p for p in plan_files() if p.name.startswith(f"{number}_") and p.parent.name == "seeds"
    ]
    return planlint.parse(paths[0])


def text_of(number: str) -> str:
    """The text of a seed."""
    return seed(number).source.text
