"""Many texts searched as one: what stands in none of them costs one search."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Generic, Protocol, TypeVar


class Worded(Protocol):
    """Anything with a text: a paragraph, a cell, a sentence."""

    @property
    def text(self) -> str:
        """The text."""


T = TypeVar("T", bound=Worded)


class Texts(Generic[T]):
    """Texts in their order; `joined` are all of them, a line each."""

    def __init__(self, texts: Iterable[T]) -> None:
        self.all: tuple[T, ...] = tuple(texts)
        self.joined = "\n".join([text.text for text in self.all])

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where in `joined` each text begins, and where one more would."""
        return [0, *accumulate([len(text.text) + 1 for text in self.all])]

    def locate(self, at: int) -> tuple[T, int]:
        """The text that a place of `joined` is in, and its offset there."""
        n = bisect_right(self.starts, at) - 1
        return self.all[n], at - self.starts[n]

    def holds(self, words: Iterable[str]) -> bool:
        """Whether one of some words stands in any text."""
        joined = self.joined
        return any(word in joined for word in words)

    def holding(self, pattern: re.Pattern[str]) -> Iterator[T]:
        """The texts in which a pattern is found."""
        if not self.all or _looks_beyond(pattern.pattern):
            yield from (text for text in self.all if pattern.search(text.text))
            return
        found = pattern.search(self.joined)
        while found is not None:
            n = bisect_right(self.starts, found.start()) - 1
            # A match that goes over a line end is none.
            if found.end() < self.starts[n + 1] or pattern.search(self.all[n].text):
                yield self.all[n]
            if n + 1 == len(self.all):
                return
            found = pattern.search(self.joined, self.starts[n + 1])

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[T, re.Match[str]]]:
        """Every match of a pattern with its text. No match spans two of them."""
        for text in self.holding(pattern):
            for match in pattern.finditer(text.text):
                yield text, match


def _looks_beyond(pattern: str) -> bool:
    """Whether a pattern may see the end of a text, which is a line end where texts are joined."""
    if "$" in pattern or "\\Z" in pattern or "\\A" in pattern:
        return True
    plain = pattern.replace("[^", "")
    return "^" in plain or (len(plain) < len(pattern) and ("(?!" in plain or "(?<!" in plain))
