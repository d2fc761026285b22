"""Words: where a run of characters is cut, by jieba with planlint's own dictionary.

The dictionary is small and lives in memory: jieba's own takes a second to load, knows nothing of
departments, and would be cached in a folder that all users share.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

from planlint.knowledge import table


def segment(text: str) -> list[str]:
    """The words of a text; what the dictionary lacks is cut into single characters."""
    return list(_tokenizer().cut(text, HMM=False))


@cache
def _tokenizer() -> Any:
    tokenizer = _jieba().Tokenizer()
    words = dict.fromkeys(_words(), 1000)
    # A character alone and the beginnings of words are no words: jieba wants them listed with 0.
    starts = {w[:n]: 0 for w in words for n in range(1, len(w))}
    tokenizer.FREQ = {**starts, **words}
    tokenizer.total = sum(words.values())
    tokenizer.initialized = True
    return tokenizer


def _jieba() -> Any:
    """jieba without pkg_resources, which costs four times as much as jieba itself.

    jieba asks it for the path of its own dictionary only, and does without where it is missing.
    """
    absent = "pkg_resources" not in sys.modules
    if absent:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        return import_module("jieba")
    finally:
        if absent:
            del sys.modules["pkg_resources"]


def _words() -> Iterator[str]:
    """The names of bodies without their level, and what else a level word may begin."""
    facts = table("departments")
    for body in facts["body"]:
        yield from body.get("local", ())
        yield from body.get("colloquial", ())
    for rename in facts["rename"]:
        yield from rename["old"]
    yield from facts["organisation"]["topics"]
    yield from facts["organisation"]["level_words"]
