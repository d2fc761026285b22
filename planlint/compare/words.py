"""The words of two texts, as pairs of neighbouring characters, and the terms that pairs make up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from planlint.knowledge import table
from planlint.patterns import compiled
from planlint.readers.source import HAN
from planlint.semantics.lexicon import head, pair_codes, segment

# Between words, never within a term.
_STOP = "的和与及等在对为是有了将把由从并或其所以各每这该"
_COUNTING = "各每第至该此其某"  # such a character before another counts or points
_LONGEST = 8  # characters of a term
_TERMS = 5  # named as evidence

Short = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Said:
    """A text that is asked again and again whether it has a word."""

    text: str

    @cached_property
    def _pairs(self) -> frozenset[int]:
        return frozenset(pair_codes(self.text))

    def has(self, word: str) -> bool:
        """Whether a word of two or more characters stands in the text; most do not."""
        return head(word) in self._pairs and word in self.text


def grams(text: str) -> set[str]:
    """The pairs of neighbouring characters within words."""
    return {run[at : at + 2] for run in _told().findall(text) for at in range(len(run) - 1)}


def spelled_grams(texts: Iterable[str]) -> tuple[dict[str, tuple[str, set[str]]], Short]:
    """Texts with their short words in full and the pairs of that; the short words that they have.

    Those are looked up among the pairs, which are made anyway; few texts have to be made again. No
    short word ends with a character that stands between words.
    """
    found = {text: (text, grams(text)) for text in texts}
    met = set().union(*(pairs for _, pairs in found.values()))
    few = [(word, full) for word, full in _short().items() if word[-2:] in met]
    short = tuple((word, full) for word, full in few if any(word in text for text in found))
    ends = {word[-2:] for word, _ in short}
    for text, (_, pairs) in found.items():
        if not ends.isdisjoint(pairs):
            full = spelled_out(text, short)
            found[text] = full, grams(full)
    return found, short


def short_words(text: str) -> Short:
    """The usual short words that a text has, with what they stand for."""
    return tuple((word, full) for word, full in _short().items() if word in text)


def _short() -> dict[str, str]:
    words: dict[str, str] = table("alignment")["short"]["words"]
    return words


def spelled_out(text: str, short: Short) -> str:
    """A text with short words in full, so that 思政 and 思想政治 are one."""
    for word, full in short:
        if word in text:
            text = text.replace(word, full)
    return text


def telling_terms(text: str, wanted: Callable[[str], bool]) -> tuple[str, ...]:
    """The wanted terms of a text that tell most of its subject, in the order of the text.

    Words that say nothing of a subject (加强, 体系) are left out; neighbours make one term where
    that is wanted, too. The longest and the first ones tell most.
    """
    found = list(dict.fromkeys(_terms(text, wanted)))
    most = sorted(range(len(found)), key=lambda at: (-len(found[at]), at))[:_TERMS]
    return tuple(found[at] for at in sorted(most))


def says_nothing(text: str) -> bool:
    """Whether a text has only words that say nothing of a subject: 加强, 进一步完善."""
    rest = _general().sub("", text)
    return sum(c not in _STOP for c in rest) < 2


def _terms(text: str, wanted: Callable[[str], bool]) -> Iterator[str]:
    for run in _runs().findall(_who().sub("", text)):
        term = ""
        for word in segment(run):
            tells = len(word) > 1 and not _is_general(word) and wanted(word)
            if term and tells and len(term + word) <= _LONGEST and wanted(term + word):
                term += word
                continue
            if term:
                yield term
            term = word if tells else ""
        if term:
            yield term


def _is_general(word: str) -> bool:
    """Whether a word says nothing of a subject, as do 第三, 各镇."""
    return word in _general_words() or (len(word) == 2 and word[0] in _COUNTING)


@cache
def _who() -> re.Pattern[str]:
    """Who does something together with others: it is no subject."""
    return compiled(rf"{HAN}{{2,10}}会同")


@cache
def _runs() -> re.Pattern[str]:
    return compiled(rf"{HAN}+")


@cache
def _told() -> re.Pattern[str]:
    return compiled(f"{HAN.removesuffix(']')}{_STOP}]{{2,}}")


@cache
def _general() -> re.Pattern[str]:
    return compiled("|".join(sorted(_general_words(), key=lambda w: (-len(w), w))))


@cache
def _general_words() -> frozenset[str]:
    return frozenset(table("alignment")["words"]["general"].split())
