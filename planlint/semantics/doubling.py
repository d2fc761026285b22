"""Characters and words typed twice: 全面面推进, 加加强, 5个个站点, 发展发展.

Nearly every pair of equal characters belongs to two words (方面面临, 市市场监管局). What is told is
a character that stays behind when the words around it are taken away.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from planlint.knowledge import table
from planlint.patterns import regex
from planlint.semantics import lexicon

_SAME = 65537
"""Pairs of equal characters are the multiples of this: see `lexicon.pair_codes`."""


class Double(NamedTuple):
    """What stands at an offset, and what should stand there; `surely` where no word was guessed."""

    at: int
    found: str
    right: str
    surely: bool = False


def doubles(pairs: lexicon.Pairs) -> Iterator[Double]:
    """The doubled characters and words of a text, without those that can be read."""
    text, counts = pairs.text, pairs.counts
    words = (_swapped()[code] for code in counts.keys() & _swapped().keys())
    for word in words:
        if lexicon.head(word) in counts:
            yield from _doubled_word(text, word)
    free = table("doubled")["within"]["free"]
    for code in [code for code in counts if not code % _SAME]:
        char = chr(code >> 16)
        if _is_han(char) and char not in free:
            for at in _places(text, char * 2):
                found = _measured(text, at) or _behind(text, at) or _before(text, at)
                if found is not None:
                    yield found


@cache
def _swapped() -> dict[int, str]:
    """The commonest words by what stands in the middle of two of them: 展发 for 发展发展."""
    words = lexicon.basic_words()
    return dict(zip(lexicon.heads([word[::-1] for word in words]), words, strict=True))


def _places(text: str, piece: str) -> Iterator[int]:
    at = text.find(piece)
    while at >= 0:
        yield at
        at = text.find(piece, at + len(piece))


def _doubled_word(text: str, word: str) -> Iterator[Double]:
    """A word twice, where no longer word begins with the second (实施实施方案, 发展发展中国家)."""
    longer = table("doubled")["within"]["longer"]
    for at in _places(text, word * 2):
        second = at + len(word)
        rest = text[second : second + 6]
        begun = any(lexicon.is_word(rest[:n]) for n in (3, 4, 5)) or rest.startswith(tuple(longer))
        if not begun and text[at - 2 : at] != word:
            yield Double(at, word * 2, word, surely=True)


def _measured(text: str, at: int) -> Double | None:
    """A measure behind a number twice: 5个个站点; not 5个个体户, 2030年年底."""
    char, before = text[at], text[at - 1 : at]
    number = regex(r"[\d一二三四五六七八九十百两几各]").match(before) is not None
    wanted = table("doubled")["within"]["measures"].get(char)
    if not number or wanted is None:
        return None
    after = text[at + 2 : at + 3]
    return None if after and after in wanted["read"] else Double(at, char * 2, char, surely=True)


def _behind(text: str, at: int) -> Double | None:
    """The last character of a word twice, of which the second begins no word: 全面面推进."""
    word, char = text[at - 1 : at + 1], text[at]
    if not lexicon.is_common(word) or not _is_left(text, at):
        return None
    return Double(at - 1, word + char, word)


def _before(text: str, at: int) -> Double | None:
    """The first character of a word twice, of which the first ends no word: 加加强."""
    char, word = text[at], text[at + 1 : at + 3]
    opens = char in table("doubled")["within"]["openers"] and lexicon.is_basic(word)
    if not opens or any(lexicon.is_word(text[max(0, at - n) : at + 1]) for n in (1, 2, 3)):
        return None
    return Double(at, char + word, word)


def _is_left(text: str, at: int) -> bool:
    """Whether the second of two characters stands alone between whole words or marks."""
    char, after = text[at + 1], text[at + 2 : at + 6]
    if char in (after[:1], text[at - 1 : at]):
        return False
    if any(lexicon.is_word(text[at + 1 : at + 1 + n]) for n in (2, 3, 4)):
        return False
    return not _is_han(after[:1]) or any(lexicon.is_word(after[:n]) for n in (2, 3, 4))


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


__all__ = ["Double", "doubles"]
