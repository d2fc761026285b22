"""The words of two texts, as pairs of neighbouring characters, and the terms that pairs make up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from planlint.knowledge import table
from planlint.readers.source import HAN

# Between words, never within a term.
_STOP = frozenset("的和与及等在对为是有了将把由从并或其所以各每这该")
_LONGEST = 8  # characters of a term
_TERMS = 5  # named as evidence


def grams(text: str) -> Iterator[str]:
    """The pairs of neighbouring characters within words, with all repetitions."""
    for run in _runs().findall(text):
        for at in range(len(run) - 1):
            if run[at] not in _STOP and run[at + 1] not in _STOP:
                yield run[at : at + 2]


def telling_terms(text: str, wanted: Callable[[str], bool]) -> tuple[str, ...]:
    """The wanted terms of a text that tell most of its subject, in the order of the text.

    Terms are what is left between marks, particles and words that say nothing of a subject
    (加强, 体系). The longest and the first ones tell most.
    """
    found = [t for t in dict.fromkeys(_terms(text)) if wanted(t)]
    most = sorted(range(len(found)), key=lambda at: (-min(len(found[at]), _LONGEST), at))[:_TERMS]
    return tuple(found[at] for at in sorted(most))


def says_nothing(text: str) -> bool:
    """Whether a text has only words that say nothing of a subject: 加强, 进一步完善."""
    rest = _general().sub("", text)
    return sum(c not in _STOP for c in rest) < 2


def _terms(text: str) -> Iterator[str]:
    for run in _runs().findall(_general().sub("，", text)):
        yield from (t for t in _particles().split(run) if 2 <= len(t) <= _LONGEST)


@cache
def _runs() -> re.Pattern[str]:
    return re.compile(rf"{HAN}+")


@cache
def _particles() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_STOP)}]")


@cache
def _general() -> re.Pattern[str]:
    words = table("alignment")["words"]["general"].split()
    return re.compile("|".join(sorted(words, key=len, reverse=True)))
