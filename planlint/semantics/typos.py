"""Slips in running text: pairs of characters that are no word, one character from one that is.

A slip is told where all of this holds: the pair stands once or twice, the pair is no word and makes
none with its neighbours, and the text reads much more likely with a common word in its place, one
that every plan uses or that this plan uses elsewhere. Cheap questions come first: a plan without
suspects never loads the tokenizer.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from planlint.semantics import lexicon

GAIN = 5.5
"""By how much the logarithm of the likelihood must rise."""
_REACH = 6
_SELDOM = 2
_QUOTED = 10
_ALONE = frozenset(
    "的了在和与及或等以为对将由把被从向到于其各其每按经让使该本所之而并且但也都又再更最较很已未不无需要可应须能会着过给比至"
    "是有我自市区县省镇乡村街一二三四五六七八九十两几多个名项次年月日内外上下中前后间里大小新高者"
)
"""Characters that stand alone so often that they prove nothing."""


class Slip(NamedTuple):
    """Two characters at an offset, and the word that they should be."""

    at: int
    found: str
    right: str


def slips(text: str) -> Iterator[Slip]:
    """The slips of a text; a line end parts what does not belong together."""
    seconds = lexicon.slips()
    by_char = {char: seconds.get(char, "") for char in set(text)}
    suspects = [at for at, (a, b) in enumerate(pairwise(text)) if b in by_char[a]]
    for at in suspects:
        found = text[at : at + 2]
        if _is_apart(text, at) and text.count(found) <= _SELDOM:
            words = [w for w in lexicon.meant(found) if _plausible(text, found, w)]
            best = max((_gain(text, at, w) for w in words), default=(0.0, ""))
            if best[0] >= GAIN:
                yield Slip(at, found, best[1])


def _is_apart(text: str, at: int) -> bool:
    """Whether a pair makes no word with its neighbours, and whole words stand around it."""
    before, after = text[max(0, at - 4) : at], text[at + 2 : at + 6]
    if lexicon.is_pair(before[-1:] + text[at]) or lexicon.is_pair(text[at + 1] + after[:1]):
        return False
    return (
        _is_edge(before[-1:])
        or any(lexicon.is_word(before[-n:]) for n in range(2, len(before) + 1))
    ) and (
        _is_edge(after[:1]) or any(lexicon.is_word(after[:n]) for n in range(2, len(after) + 1))
    ) and not _is_coined(text, at)


def _is_edge(char: str) -> bool:
    return char in _ALONE or not "\u4e00" <= char <= "\u9fff"


def _is_coined(text: str, at: int) -> bool:
    """Whether a place is in a short quotation: a name that somebody made up (“云行…”)."""
    start = text.rfind("“", max(0, at - _QUOTED), at)
    return start >= 0 and "”" in text[at : start + _QUOTED] and "”" not in text[start:at]


def _plausible(text: str, found: str, word: str) -> bool:
    typed = found[0] if found[0] != word[0] else found[1]
    return typed not in _ALONE and (lexicon.is_basic(word) or text.count(word) >= _SELDOM)


def _gain(text: str, at: int, word: str) -> tuple[float, str]:
    """How much likelier a text reads with a word in place of a pair; nothing where it is none."""
    start, before = _line(text, at)
    mended = before[: at - start] + word + before[at - start + 2 :]
    cut = lexicon.segment(before)
    if not _stand_alone(cut, at - start) or not _whole(new := lexicon.segment(mended), at - start):
        return 0.0, ""
    return lexicon.likelihood(new) - lexicon.likelihood(cut), word


def _line(text: str, at: int) -> tuple[int, str]:
    """The characters around a place, and where they begin."""
    start, end = max(0, at - _REACH), at + 2 + _REACH
    start = max(start, text.rfind("\n", start, at) + 1)
    stop = text.find("\n", at, end)
    return start, text[start : end if stop < 0 else stop]


def _stand_alone(words: list[str], at: int) -> bool:
    """Whether both characters are words of their own, and no such row of single characters."""
    place = 0
    for n, word in enumerate(words):
        if place == at:
            pair = words[n : n + 2]
            around = (*words[max(0, n - 1) : n], *words[n + 2 : n + 3])
            return all(len(w) == 1 for w in pair) and not any(
                len(w) == 1 and w not in _ALONE and "\u4e00" <= w <= "\u9fff" for w in around
            )
        place += len(word)
    return False


def _whole(words: list[str], at: int) -> bool:
    """Whether two characters belong to one word."""
    place = 0
    for word in words:
        if place <= at < place + len(word):
            return at + 2 <= place + len(word)
        place += len(word)
    return False
