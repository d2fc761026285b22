"""Which names are those of a part of a whole, that cannot pass 100 %."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from planlint.knowledge import table
from planlint.semantics.quantity import Quantity


def is_over(value: Quantity) -> bool:
    """Whether a number is over 100, or said to be."""
    top = value.upper if value.upper is not None else value.value
    return top is not None and (top > 100 or (top == 100 and value.comparator == ">"))


@cache
def _facts() -> tuple[tuple[str, ...], tuple[str, ...], Sequence[str]]:
    facts = table("indicators")["bounded"]
    return tuple(facts["names"]), tuple(facts["likely"]), tuple(facts["unbounded"])


def is_share(name: str) -> bool:
    """Whether a name is that of a part of a whole."""
    names, _, unbounded = _facts()
    return name.endswith(names) and not any(w in name for w in unbounded)


def may_be_share(name: str) -> bool:
    """Whether a name looks like that of a part of a whole."""
    _, likely, unbounded = _facts()
    return name.endswith(likely) and not any(w in name for w in unbounded)
