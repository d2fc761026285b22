"""Differences: the words of a text that other texts do not have, as ranges of the text.

Of two versions of one text the order counts: whatever was changed differs. Of two texts that say
the same in other words only the words count, wherever they stand: pairs of neighbouring
characters that the other text has nowhere, and that say something of a subject (加强 does not).
Either way no mark begins or ends within a number, and none is about particles or punctuation alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from planlint.compare.words import says_nothing
from planlint.matching import matcher
from planlint.patterns import compiled

Range = tuple[int, int]

_VERSION = 0.6  # of difflib's ratio: above it two texts are versions of one
_LONGEST = 3000  # characters that are worth an alignment
_LEAST = 2  # characters in common that are more than chance
_PARTICLES = "和与及等在对为是将由从并或其所以"
_BRIDGE = 2  # characters between two marks that make them one


def differing(text: str, others: Sequence[str]) -> list[Range]:
    """What a text has beyond others; the first of them is the one that it may be a version of."""
    if not others:
        return []
    taken = _same_order(text, others[0])
    shared = taken if taken is not None else _same_words(text, "\n".join(others))
    for match in _numbers().finditer(text):
        start, end = match.span()
        if not all(shared[start:end]) or not _has_number(match.group(), others):
            shared[start:end] = [False] * (end - start)
    found = (_trim(text, a, b) for a, b in _smooth(text, shared))
    version = taken is not None
    return [(a, b) for a, b in found if _tells(text[a:b], version=version)]


def _same_order(text: str, other: str) -> list[bool] | None:
    """The characters that a version of the text keeps; None where the other is no version."""
    if len(text) + len(other) > 2 * _LONGEST:
        return None
    found = matcher(text, other)
    if found.real_quick_ratio() < _VERSION or found.quick_ratio() < _VERSION:
        return None
    if found.ratio() < _VERSION:
        return None
    kept = [False] * len(text)
    for start, _, size in found.get_matching_blocks():
        if size >= _LEAST:
            kept[start : start + size] = [True] * size
    return kept


def _same_words(text: str, other: str) -> list[bool]:
    """The characters in pairs that the other text has somewhere."""
    have = {a + b for a, b in pairwise(other)}
    shared = [False] * len(text)
    for at, pair in enumerate(pairwise(text)):
        if "".join(pair) in have:
            shared[at] = shared[at + 1] = True
    return shared


def _has_number(number: str, others: Sequence[str]) -> bool:
    return any(number in _numbers().findall(other) for other in others)


def _smooth(text: str, shared: Sequence[bool]) -> Iterator[Range]:
    """The runs that are not shared, joined over small gaps, each with something to say."""
    runs: list[Range] = []
    for match in _content().finditer(text):
        start, end = match.span()
        at = start
        while at < end:
            stop = at
            while stop < end and shared[stop] == shared[at]:
                stop += 1
            if not shared[at]:
                runs.append((at, stop))
            at = stop
    joined: list[Range] = []
    for start, end in runs:
        if joined and start - joined[-1][1] <= _BRIDGE and _joins(text[joined[-1][1] : start]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    yield from joined


def _trim(text: str, start: int, end: int) -> Range:
    """A range without the particles at its ends."""
    start = end - len(text[start:end].lstrip(_PARTICLES))
    if not text[start:end].endswith("参与"):
        end = start + len(text[start:end].rstrip(_PARTICLES))
    return start, end


def _tells(text: str, *, version: bool) -> bool:
    """Whether a difference is worth a mark."""
    if any(c.isdigit() for c in text):
        return True
    return len(text) >= _LEAST and (version or not says_nothing(text))


def _joins(gap: str) -> bool:
    """Whether a gap is no word of its own and ends no sentence: a particle, a character, 、."""
    if any(mark in gap for mark in "。；！？\n"):
        return False
    return len(gap) <= 1 or not _content().search(gap)


@cache
def _numbers() -> re.Pattern[str]:
    return compiled(r"\d+(?:[.,]\d+)*%?")


@cache
def _content() -> re.Pattern[str]:
    return compiled(r"[^\W的了]+%?")
