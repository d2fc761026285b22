"""The lexicon: the words of official Chinese, and the tokenizer that cuts a text into them.

jieba cuts; its own dictionary, which takes a second to load, is not read. The words are those of
the knowledge: common words, words of plans, the names of departments and indicators. They are
looked up by first character, so that only what a text needs is ever unpacked. Importing this module
loads neither jieba nor the words.
"""

from __future__ import annotations

import math
import sys
import threading
import warnings
from collections.abc import Iterable
from functools import cache
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from planlint.knowledge import table

if TYPE_CHECKING:
    from jieba import Tokenizer

_LOADING = threading.Lock()


def segment(text: str) -> list[str]:
    """A text cut into words. Nothing is dropped: the words joined are the text."""
    return list(tokenizer().cut(text, HMM=False))


def is_pair(word: str) -> bool:
    """Whether two characters are a word. Needs no tokenizer."""
    return word[1:2] in _lines("lexicon", "pairs").get(word[0], "")[1:]


def is_word(word: str) -> bool:
    """Whether two or more characters are a word. Needs no tokenizer."""
    if len(word) == 2:
        return is_pair(word)
    return len(word) > 2 and bool(_frequency(word))


def likelihood(words: Iterable[str]) -> float:
    """How likely a text is, as the logarithm, when cut into these words."""
    known = _frequencies()
    total = math.log(table("lexicon")["total"])
    return sum(math.log(known.get(w) or 1) - total for w in words)


def meant(slip: str) -> list[str]:
    """The common words that two characters may be a slip of, the commonest kind first."""
    a, b = slip[0], slip[1]
    near = _lines("confusions", "near")
    guesses = [
        *(x + b for x in near.get(a, "")[1:]),
        *(a + y for y in near.get(b, "")[1:]),
    ]
    return [w for w in guesses if is_basic(w)] + [w for w in guesses if _is("common", w)]


def is_basic(word: str) -> bool:
    """Whether a word is one of those that every plan uses."""
    return _is("basic", word)


def is_common(word: str) -> bool:
    """Whether a word of two characters is common in plans."""
    return _is("basic", word) or _is("common", word)


def suspects(text: str, heads: Iterable[str] = ()) -> list[tuple[int, str]]:
    """Where two characters stand that a list of wordings begins with, or that may be a slip.

    One pass for all lists; what it finds has to be looked at. `heads` are more beginnings.
    """
    more = {head[:2] for head in heads}
    pairs = list(map(str.__add__, text, text[1:]))
    # A text has few different ones: each is judged once.
    looked_at = {pair for pair in set(pairs) if pair in more or _SUSPECTS[pair]}
    return [(at, pair) for at, pair in enumerate(pairs) if pair in looked_at]


class _Suspects(dict[str, bool]):
    """Whether two characters are to be looked at; what was asked once is known."""

    def __missing__(self, pair: str) -> bool:
        found = pair[1] in _lines("misspellings", "sieve").get(pair[0], "")[1:]
        if len(self) < _REMEMBERED:
            self[pair] = found
        return found


_SUSPECTS = _Suspects()
_REMEMBERED = 200_000
"""Pairs kept in memory; all plans of a province have fewer."""


def joins(text: str, start: int, end: int) -> bool:
    """Whether the first or the last character of a range makes a word with a neighbour."""
    return any(
        is_word(text[max(0, start - n) : start + 1]) or is_word(text[end - 1 : end + n])
        for n in range(1, 4)
    )


def intended(pair: str) -> list[str]:
    """The common words that a word of two characters is easily typed for."""
    words = _intended().get(pair, "")
    return [words[n : n + 2] for n in range(0, len(words), 2)]


@cache
def _intended() -> dict[str, str]:
    return {line[:2]: line[2:] for line in table("misspellings")["intended"].split("\n")}


@cache
def tokenizer() -> Tokenizer:
    """The tokenizer. It is shared: reading is safe from all threads, adding words is not."""
    with _LOADING:
        module = _jieba()
        made = module.Tokenizer()
        # What `initialize` would do, which reads a file, writes another one and logs.
        made.FREQ = _frequencies()
        made.total = table("lexicon")["total"]
        made.initialized = True
        return made


def _jieba() -> Any:
    """The module jieba, without pkg_resources, which is slow, loud, and here not needed."""
    missing = object()
    before = sys.modules.get("pkg_resources", missing)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if before is missing:
            sys.modules["pkg_resources"] = None  # type: ignore[assignment]
        try:
            import jieba
        finally:
            if before is missing:
                del sys.modules["pkg_resources"]
    return jieba


class _Frequencies(dict[str, int]):
    """The frequencies as jieba wants them: every word, and every beginning of one with 0.

    A text asks for few of them, so each is looked up when it is first asked for.
    """

    def __contains__(self, word: object) -> bool:
        return self._look_up(str(word)) is not None

    def __getitem__(self, word: str) -> int:
        found = self._look_up(word)
        if found is None:
            raise KeyError(word)
        return found

    def get(self, word: str, default: Any = None) -> Any:
        """The frequency of a word, or the default."""
        found = self._look_up(word)
        return default if found is None else found

    def _look_up(self, word: str) -> int | None:
        known = super().get(word, _UNSEEN)
        if known == _UNSEEN:
            found = _frequency(word)
            self[word] = _NONE if found is None else found
            return found
        return None if known == _NONE else known


_UNSEEN, _NONE = -2, -1


def _frequency(word: str) -> int | None:
    """The frequency of a word, 0 for the beginning of one, None for neither."""
    first, tail = word[:1], word[1:]
    if not tail:
        single = _lines("lexicon", "singles").get(first, "")[1:]
        return _COUNTS[single] if single else 0
    if len(tail) == 1:
        at = _lines("lexicon", "pairs").get(first, "").find(tail, 1)
        if at > 0:
            return _COUNTS[_lines("lexicon", "levels")[first][at]]
    line = _lines("lexicon", "longer").get(first, "")
    found, at = None, line.find(tail, 1)
    while at > 0:
        if at == 1 or line[at - 1] < "{":  # the letters of the frequencies part the words
            after = line[at + len(tail)]
            if after < "{":
                return _COUNTS[after]
            found = 0
        at = line.find(tail, at + 1)
    return found


_COUNTS = {letter: max(1, round(math.exp(at / 2))) for at, letter in enumerate(ascii_lowercase)}
"""The frequency that a letter stands for, see the build."""


@cache
def _frequencies() -> _Frequencies:
    return _Frequencies()


@cache
def _lines(name: str, key: str) -> dict[str, str]:
    """A text of the knowledge by the first character of its lines."""
    return {line[0]: line for line in table(name)[key].split("\n")}


def _is(kind: str, word: str) -> bool:
    return len(word) == 2 and word[1] in _lines("lexicon", kind).get(word[0], "")[1:]
