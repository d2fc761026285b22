"""The words of two texts, as pairs of neighbouring characters, and the terms that pairs make up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from planlint.knowledge import table
from planlint.readers.source import HAN

# Between words, never within a term.
_STOP = frozenset("的和与及等在对为是有了将把由从并或其所以各每这该")
_LONGEST = 8


def grams(text: str) -> Iterator[str]:
    """The pairs of neighbouring characters within words, with all repetitions."""
    for run in _runs().findall(text):
        for at in range(len(run) - 1):
            if run[at] not in _STOP and run[at + 1] not in _STOP:
                yield run[at : at + 2]


def terms(text: str, wanted: Callable[[str], bool]) -> Iterator[str]:
    """The longest stretches of a text all of whose pairs of characters are wanted.

    Words that say nothing of a subject (加强, 体系) part the stretches.
    """
    for run in _runs().findall(_general().sub("，", text)):
        start = 0
        for at in range(len(run)):
            pair = run[at : at + 2]
            if len(pair) < 2 or pair[0] in _STOP or pair[1] in _STOP or not wanted(pair):
                if at - start >= 1:
                    yield run[start : at + 1]
                start = at + 1


@cache
def _runs() -> re.Pattern[str]:
    return re.compile(rf"{HAN}+")


@cache
def _general() -> re.Pattern[str]:
    words = table("alignment")["words"]["general"].split()
    return re.compile("|".join(sorted(words, key=len, reverse=True)))
