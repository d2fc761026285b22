"""How alike two texts are, by the pairs of neighbouring characters that they share."""

from __future__ import annotations

from functools import lru_cache

MIN_BIGRAMS = 5
"""Fewer pairs of characters tell too little of a clause."""


@lru_cache(4096)
def bigrams(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def dice(shared: int, one: int, other: int) -> float:
    """Dice's coefficient of two sets by their sizes and what they share: from 0 to 1."""
    return 2 * shared / max(1, one + other)


def likeness(shared: int, one: int, other: int) -> float:
    """Likeness of two clauses; one that holds the other whole may be longer."""
    held = shared / min(one, other)
    long = min(one, other) >= 2 * MIN_BIGRAMS
    return max(dice(shared, one, other), held * 0.9 if long else 0.0)
