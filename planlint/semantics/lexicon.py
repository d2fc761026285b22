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
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Set
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
    total = math.log(table("frequencies")["total"])
    likely, ends = [0.0] * (len(run) + 1), [0] * len(run)
    for at in range(len(run) - 1, -1, -1):
        found = [(math.log(n) - total + likely[end], end) for end, n in _begun(run, at)]
        likely[at], ends[at] = max(found)
    return ends


def _begun(run: str, at: int) -> list[tuple[int, int]]:
    """The words that begin at a place: where they end, how frequent they are."""
    found = []
    for end in range(at + 1, len(run) + 1):
        frequency = _frequency(run[at:end])
        if frequency is None:
            break
        if frequency:
            found.append((end, frequency))
    return found or [(at + 1, 1)]


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
    total = math.log(table("frequencies")["total"])
    return sum(math.log(_frequency(w) or 1) - total for w in words)


def meant(slip: str) -> list[str]:
    """The common words that two characters may be a slip of."""
    a, b = slip[0], slip[1]
    near, (firsts, seconds) = _lines("confusions", "near"), _neighbours()
    before, after = firsts.get(b, ""), seconds.get(a, "")
    found = [x + b for x in near.get(a, "")[1:] if x in before] if before else []
    return found + [a + y for y in near.get(b, "")[1:] if y in after] if after else found


def is_confused(typed: str, right: str) -> bool:
    """Whether one character is easily typed for another, by its sound or its shape."""
    return typed in _lines("confusions", "near").get(right, "")[1:]


@cache
def _neighbours() -> tuple[dict[str, str], dict[str, str]]:
    """What stands before and what stands after a character in common words."""
    firsts, seconds = dict[str, str](), dict[str, str]()
    for kind in ("basic", "common"):
        for first, line in _lines("misspellings", kind).items():
            seconds[first] = seconds.get(first, "") + line[1:]
            for second in line[1:]:
                firsts[second] = firsts.get(second, "") + first
    return firsts, seconds


@lru_cache(20_000)
def corrections(code: int) -> dict[int, str]:
    """The common words that a pair may be typed for, by their codes; shared."""
    pair = chr(code & 0xFFFF) + chr(code >> 16)
    words = intended(pair) or meant(pair)  # the intended ones are of pairs that are words
    return {head(word): word for word in words}


def basic_words() -> list[str]:
    """The words that every plan uses."""
    return [line[0] + c for line in _lines("misspellings", "basic").values() for c in line[1:]]


def is_basic(word: str) -> bool:
    """Whether a word is one of those that every plan uses."""
    return _is("basic", word)


def is_common(word: str) -> bool:
    """Whether a word of two characters is common in plans."""
    return _is("basic", word) or _is("common", word)


class Pairs:
    """Each two neighbouring characters of a text; `counts` says how often each stands there."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._codes = pair_codes(text)
        self.counts = Counter(self._codes)

    @property
    def suspicious(self) -> set[int]:
        """Those that a list of slips begins with, or that may be a slip: to be looked at."""
        return suspicious(self.counts.keys())

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
    first, second = (n if n < 1 << 16 else 0 for n in map(ord, word[:2]))
    return first | second << 16


def suspicious(codes: Set[int]) -> set[int]:
    """Those of the pairs that have to be looked at."""
    if codes <= _JUDGED:
        return _SUSPICIOUS & codes
    unknown, sieve = codes - _JUDGED, _sieve()
    found = {code for code in unknown if chr(code >> 16) in sieve.get(code & 0xFFFF, "")}
    if len(_JUDGED) < _REMEMBERED:
        _SUSPICIOUS.update(found)
        _JUDGED.update(unknown)
    return found | (_SUSPICIOUS & codes)


@cache
def _sieve() -> dict[int, str]:
    """The second characters of suspicious pairs by the number of the first."""
    lines = table("misspellings")["sieve"].split("\n")
    return {ord(line[0]): line[1:] for line in lines}


_JUDGED, _SUSPICIOUS = set[int](), set[int]()
"""Pairs that were looked up once: plans have few different ones. Only ever added to, first to the
suspicious ones, so that other threads see nothing half done."""
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


@lru_cache(50_000)
def _frequency(word: str) -> int | None:
    """The frequency of a word, 0 for the beginning of one, None for neither."""
    first, tail = word[:1], word[1:]
    if not tail:
        single = _lines("frequencies", "singles").get(first, "")[1:]
        return _COUNTS[single] if single else 0
    if len(tail) == 1:
        at = _lines("lexicon", "pairs").get(first, "").find(tail, 1)
        if at > 0:
            return _COUNTS[_lines("frequencies", "levels")[first][at]]
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


_COUNTS = {
    letter: max(1, round(math.exp(at / 2)))
    for at, letter in enumerate("abcdefghijklmnopqrstuvwxyz")
}
"""The frequency that a letter stands for, see the build."""


@cache
def _lines(name: str, key: str) -> dict[str, str]:
    """A text of the knowledge by the first character of its lines."""
    return {line[0]: line for line in table(name)[key].split("\n")}


def _is(kind: str, word: str) -> bool:
    return len(word) == 2 and word[1] in _lines("misspellings", kind).get(word[0], "")[1:]
