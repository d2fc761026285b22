"""The lexicon: the words of official Chinese, and how they cut a text into words.

A text is cut as jieba does it without guessing words that it does not know: into the likeliest
words. The words are those of the knowledge: common words, words of plans, the names of departments
and indicators. They are looked up by first character, so that only what a text needs is ever
unpacked. Importing this module loads no words.
"""

from __future__ import annotations

import math
import re
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from itertools import compress

from planlint.knowledge import table
from planlint.patterns import compiled


def segment(text: str) -> list[str]:
    """A text cut into words. Nothing is dropped: the words joined are the text."""
    return [word for run in _runs().findall(text) for word in _words(run)]


@cache
def _runs() -> re.Pattern[str]:
    """What is cut; a line end; anything else, which is a word of its own."""
    return compiled(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+|\r\n|[\s\S]")


def _words(run: str) -> Iterator[str]:
    """The likeliest words of a run; Latin letters and digits that are no words stay together."""
    if len(run) == 1 or run == "\r\n":
        yield run
        return
    at, latin, ends = 0, 0, _word_ends(run)
    while at < len(run):
        end = ends[at]
        if not (end == at + 1 and run[at].isascii() and run[at].isalnum()):
            if latin < at:
                yield run[latin:at]
            yield run[at:end]
            latin = end
        at = end
    if latin < len(run):
        yield run[latin:]


def _word_ends(run: str) -> list[int]:
    """For each place where the word ends that begins the likeliest cut of the rest."""
    likely, ends = [0.0] * (len(run) + 1), [0] * len(run)
    unknown = _weights()[""]
    for at in range(len(run) - 1, -1, -1):
        found = [
            (weight + likely[at + len(word)], at + len(word))
            for word, weight in _begun(run[at : at + 2])
            if run.startswith(word, at)
        ]
        likely[at], ends[at] = max(found, default=(unknown + likely[at + 1], at + 1))
    return ends


@lru_cache(50_000)
def _begun(pair: str) -> tuple[tuple[str, float], ...]:
    """The words that may stand where two characters do, with how likely each is."""
    first, second, weights = pair[0], pair[1:], _weights()
    found = [(first, single)] if (single := _single(first)) else []
    if second:
        if level := _level(first, second):
            found.append((pair, level))
        found += _longer(first, second)
    return tuple((word, weights[letter]) for word, letter in found)


def _single(char: str) -> str:
    """The letter of the frequency of a character that is a word of its own."""
    return _line("frequencies", "singles", char)[1:]


def _level(first: str, second: str) -> str:
    """The letter of the frequency of two characters that are a word."""
    at = _line("lexicon", "pairs", first).find(second, 1)
    return _line("frequencies", "levels", first)[at] if at > 0 else ""


def _longer(first: str, second: str) -> Iterator[tuple[str, str]]:
    """The longer words that begin with two characters, with the letters of their frequencies."""
    line = _line("lexicon", "longer", first)
    at = line.find(" " + second)
    while at >= 0:
        end = line.find(" ", at + 1) % (len(line) + 1)  # the last one ends with the line
        yield first + line[at + 1 : end - 1], line[end - 1]
        at = line.find(" " + second, end)


def is_pair(word: str) -> bool:
    """Whether two characters are a word. Needs no tokenizer."""
    return word[1] in _line("lexicon", "pairs", word[0])[1:]


def is_word(word: str) -> bool:
    """Whether two or more characters are a word. Needs no tokenizer."""
    if len(word) == 2:
        return is_pair(word)
    return len(word) > 2 and bool(_frequency(word))


def likelihood(words: Iterable[str]) -> float:
    """How likely a text is, as the logarithm, when cut into these words."""
    total = math.log(table("frequencies")["total"])
    return sum(math.log(_frequency(w) or 1) - total for w in words)


def is_confused(typed: str, right: str) -> bool:
    """Whether one character is easily typed for another, by its sound or its shape."""
    return typed in _near(right)


@lru_cache(20_000)
def slips(code: int) -> frozenset[int]:
    """The pairs that a common word may be typed as, all by their codes."""
    first, second = code & 0xFFFF, code >> 16
    wrong = [ord(char) | second << 16 for char in _near(chr(first))]
    wrong += [first | ord(char) << 16 for char in _near(chr(second))]
    return frozenset(wrong) - _spared()


@lru_cache(10_000)
def _near(char: str) -> frozenset[str]:
    """The characters that one is easily typed for."""
    groups, found = table("confusions")["groups"], set[str]()
    at = groups.find(char)
    while at >= 0:
        end = groups.find("\n", at)
        found.update(groups[groups.rfind("\n", 0, at) + 1 : end])
        at = groups.find(char, end)
    return frozenset(found - {char})


@cache
def common_words() -> dict[int, str]:
    """The words of two characters that are common in plans, by their codes; shared."""
    return _coded("basic") | _coded("common")


@cache
def basic_words() -> dict[int, str]:
    """Those that every plan uses, by their codes; shared."""
    return _coded("basic")


def is_basic(word: str) -> bool:
    """Whether a word is one of those that every plan uses."""
    return len(word) == 2 and head(word) in basic_words()


def is_common(word: str) -> bool:
    """Whether a word of two characters is common in plans."""
    return len(word) == 2 and head(word) in common_words()


@cache
def _spared() -> frozenset[int]:
    """The words that nobody types for a common one, though they are near it."""
    return frozenset(_coded("spared"))


def _coded(kind: str) -> dict[int, str]:
    """Words of the knowledge by their codes."""
    words: list[str] = table("misspellings")[kind].split()
    return dict(zip(map(head, words), words, strict=True))


class Pairs:
    """Each two neighbouring characters of a text; `counts` says how often each stands there."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._codes = pair_codes(text)
        self.counts = Counter(self._codes)

    def present(self, words: Iterable[str]) -> list[str]:
        """Those of some words that stand in the text: most are ruled out by their pairs."""
        counts, text = self.counts.keys(), self.text
        return [word for word in words if _pairs_of(word) <= counts and word in text]

    def find(self, codes: Collection[int]) -> Iterator[tuple[int, int]]:
        """Where one of some pairs stands, and which."""
        wanted = map(set(codes).__contains__, self._codes)
        for at in compress(range(len(self._codes)), wanted):
            yield at, self._codes[at]


@lru_cache(20_000)
def _pairs_of(word: str) -> frozenset[int]:
    return frozenset(pair_codes(word))


def pair_codes(text: str) -> list[int]:
    """Each two neighbouring characters as a number: made and compared much faster than a text."""
    data = _units(text)
    if len(data) != 2 * len(text):  # rare characters, which no list has, take two units
        data = _units(re.sub(r"[\U00010000-\U0010ffff]", "\0", text))
    codes = [0] * (len(text) - 1)
    codes[::2] = _numbers(data)
    codes[1::2] = _numbers(data[2:])
    return codes


def _units(text: str) -> memoryview:
    """A text in UTF-16, in the order of the machine's bytes."""
    return memoryview(text.encode("utf-16", "surrogatepass"))[2:]


def _numbers(data: memoryview) -> list[int]:
    numbers: list[int] = data[: len(data) & -4].cast("I").tolist()
    if sys.byteorder == "big":  # the first character is the lower half everywhere
        return [n >> 16 | (n & 0xFFFF) << 16 for n in numbers]
    return numbers


@lru_cache(20_000)
def head(word: str) -> int:
    """The code of the two characters that a word begins with; 0 where it has but one."""
    if len(word) < 2:
        return 0
    first, second = ord(word[0]), ord(word[1])
    if first | second > 0xFFFF:
        first, second = (n if n < 1 << 16 else 0 for n in (first, second))
    return first | second << 16


def joins(text: str, start: int, end: int) -> bool:
    """Whether the first or the last character of a range makes a word with a neighbour."""
    return any(
        is_word(text[max(0, start - n) : start + 1]) or is_word(text[end - 1 : end + n])
        for n in range(1, 4)
    )


@lru_cache(50_000)
def _frequency(word: str) -> int | None:
    """The frequency of a word, 0 for the beginning of one, None for neither."""
    first, tail = word[:1], word[1:]
    if not tail:
        return _COUNTS.get(_single(first), 0)
    if len(tail) == 1 and (level := _level(first, tail)):
        return _COUNTS[level]
    line = _line("lexicon", "longer", first)
    at = line.find(" " + tail)
    return _COUNTS.get(line[at + len(word)], 0) if at >= 0 else None


_COUNTS = {
    letter: max(1, round(math.exp(at / 2)))
    for at, letter in enumerate("abcdefghijklmnopqrstuvwxyz")
}
"""The frequency that a letter stands for, see the build."""


@cache
def _weights() -> dict[str, float]:
    """How likely a word is whose frequency a letter stands for; none for what is no word."""
    total = math.log(table("frequencies")["total"])
    return {letter: math.log(n) - total for letter, n in _COUNTS.items()} | {"": -total}


@lru_cache(20_000)
def _line(name: str, key: str, char: str) -> str:
    """The line of a character in a text of the knowledge; empty where it has none."""
    lines = _lines(name, key)
    at = bisect_left(lines, char)
    return lines[at] if lines[at : at + 1] and lines[at].startswith(char) else ""


@cache
def _lines(name: str, key: str) -> list[str]:
    """A text of the knowledge in lines, in the order of their first characters."""
    lines: list[str] = table(name)[key].split("\n")
    return lines
