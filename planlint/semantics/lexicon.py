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
from collections.abc import Collection, Iterable, Iterator, Set
from functools import cache, lru_cache
from itertools import compress
from operator import itemgetter
from typing import NamedTuple

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
        alone, longer = _begun(run[at : at + 3])
        best = (alone + likely[at + 1], at + 1)
        for word, weight in longer:
            if run.startswith(word, at):
                end = at + len(word)
                best = max(best, (weight + likely[end], end))
        if best[0] == _NEVER:  # no word begins here
            best = (unknown + likely[at + 1], at + 1)
        likely[at], ends[at] = best
    return ends


_NEVER = -math.inf
"""How likely a word is that is none."""


@lru_cache(100_000)
def _begun(text: str) -> tuple[float, list[tuple[str, float]]]:
    """How likely a character is as a word, and the longer words that begin as a text does.

    The text has three characters, fewer at the end of a run: most three begin no longer word.
    """
    alone, seconds, levels, longer = _beginning(text[0])
    second, weights, words = text[1:2], _weights(), []
    at = seconds.find(second) if second else -1
    if at >= 0:
        words.append((text[:2], weights[levels[at]]))
    if len(text) > 2:
        # Words that go on alike are neighbours: the next such one ends each of them.
        _, *tails = longer.split(" " + text[1:])
        if tails:
            tails[-1] = tails[-1].partition(" ")[0]
            words += [(text + tail[:-1], weights[tail[-1]]) for tail in tails]
    return alone, words


class _Beginning(NamedTuple):
    """The words that begin with a character: how likely it is alone, then the longer ones.

    `seconds` are the second characters of those of two characters, `levels` the letters of their
    frequencies; `longer` are the others without their first character, each with its letter.
    """

    alone: float
    seconds: str
    levels: str
    longer: str


@lru_cache(10_000)
def _beginning(char: str) -> _Beginning:
    single, lines = _single(char), _lines("lexicon", "pairs")
    at = bisect_left(lines, char)
    pairs = at < len(lines) and lines[at].startswith(char)
    return _Beginning(
        _weights()[single] if single else _NEVER,
        lines[at][1:] if pairs else "",
        _lines("frequencies", "levels")[at][1:] if pairs else "",
        _line("lexicon", "longer", char),
    )


def _single(char: str) -> str:
    """The letter of the frequency of a character that is a word of its own."""
    chars, letters = _singles()
    at = bisect_left(chars, char)
    return letters[at] if chars[at : at + 1] == char else ""


@cache
def _singles() -> tuple[str, str]:
    """The characters that are words of their own, in their order, and the letters of them.

    A text is searched as a list is, and need not be split.
    """
    lines: str = table("frequencies")["singles"]
    return lines[::3], lines[1::3]


def _level(first: str, second: str) -> str:
    """The letter of the frequency of two characters that are a word."""
    at = _line("lexicon", "pairs", first).find(second, 1)
    return _line("frequencies", "levels", first)[at] if at > 0 else ""


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


def meant(slip: str) -> list[str]:
    """The common words that two characters may be a slip of."""
    a, b = slip[0], slip[1]
    firsts, seconds = _neighbours()
    before, after = firsts.get(b, ""), seconds.get(a, "")
    found = [x + b for x in _near(a) if x in before] if before else []
    return found + [a + y for y in _near(b) if y in after] if after else found


def is_confused(typed: str, right: str) -> bool:
    """Whether one character is easily typed for another, by its sound or its shape."""
    return typed in _near(right)


def _near(char: str) -> str:
    """The characters that one is easily typed for."""
    return _line("confusions", "near", char)[1:]


@cache
def _neighbours() -> tuple[dict[str, str], dict[str, str]]:
    """What stands before and what stands after a character in common words."""
    firsts, seconds = dict[str, str](), dict[str, str]()
    for kind in ("basic", "common"):
        for line in _lines("misspellings", kind):
            first = line[0]
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
    return [line[0] + c for line in _lines("misspellings", "basic") for c in line[1:]]


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
        begun = [word for word in words if len(word) < 2 or head(word) in counts]
        return [word for word in begun if _pairs_of(word) <= counts and word in text]

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


def heads(words: Iterable[str]) -> list[int]:
    """The codes of many words of two characters, made at once."""
    return pair_codes("".join(words))[::2]


def suspicious(codes: Set[int]) -> set[int]:
    """Those of the pairs that have to be looked at."""
    if codes <= _JUDGED:
        return _SUSPICIOUS & codes
    unknown, sieve = codes - _JUDGED, _sieve()
    found = {code for code in unknown if chr(code >> 16) in sieve.get(code & 0xFFFF, "")[1:]}
    if len(_JUDGED) < _REMEMBERED:
        _SUSPICIOUS.update(found)
        _JUDGED.update(unknown)
    return found | (_SUSPICIOUS & codes)


@cache
def _sieve() -> dict[int, str]:
    """The second characters of suspicious pairs by the number of the first."""
    lines = _lines("misspellings", "sieve")
    return dict(zip(map(ord, map(itemgetter(0), lines)), lines, strict=True))


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
    words = _line("misspellings", "intended", pair)[2:]
    return [words[n : n + 2] for n in range(0, len(words), 2)]


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
    return lines[at] if at < len(lines) and lines[at].startswith(char) else ""


@cache
def _lines(name: str, key: str) -> list[str]:
    """A text of the knowledge in lines, in the order of their first characters."""
    lines: list[str] = table(name)[key].split("\n")
    return lines


def _is(kind: str, word: str) -> bool:
    return len(word) == 2 and word[1] in _line("misspellings", kind, word[0])[1:]
