"""Set phrases of four characters with one character wrong: 在接再厉, 因地置宜."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from planlint.knowledge import table
from planlint.semantics import lexicon

Slip = tuple[int, str, str]


def idiom_slips(pairs: lexicon.Pairs) -> Iterator[Slip]:
    """Where one character of a set phrase is one of the same sound or shape, and no word there.

    One half of the phrase is right: it is looked for, and what stands beside it compared.
    """
    text, halves = pairs.text, _halves()
    for place, code in pairs.find(pairs.counts.keys() & halves.keys()):
        for phrase, at in halves[code]:
            start = place - at
            said = text[max(0, start) : start + 4]
            if said != phrase and _is_slip(said, phrase) and _is_apart(text, start, phrase):
                yield start, said, phrase


@cache
def _halves() -> dict[int, list[tuple[str, int]]]:
    """The phrases by each of their halves, with the offset of the half."""
    found: dict[int, list[tuple[str, int]]] = {}
    phrases = table("idioms")["phrases"].split()
    for at, code in enumerate(lexicon.pair_codes("".join(phrases))[::2]):
        found.setdefault(code, []).append((phrases[at // 2], at % 2 * 2))
    return found


def _is_slip(said: str, phrase: str) -> bool:
    """Whether one character differs, is easily typed for the right one, and makes no word there."""
    if len(said) != 4:
        return False
    wrong = [n for n in range(4) if said[n] != phrase[n]]
    if len(wrong) != 1:
        return False
    at = wrong[0]
    half = said[at // 2 * 2 : at // 2 * 2 + 2]
    middle = at in (1, 2) and lexicon.is_word(said[1:3])
    return lexicon.is_confused(said[at], phrase[at]) and not lexicon.is_word(half) and not middle


def _is_apart(text: str, start: int, phrase: str) -> bool:
    """Whether the wrong character makes no word with what stands outside the phrase."""
    said = text[start : start + 4]
    if said[0] != phrase[0]:
        return not any(lexicon.is_word(text[max(0, start - n) : start + 1]) for n in (1, 2))
    if said[3] != phrase[3]:
        return not any(lexicon.is_word(text[start + 3 : start + 4 + n]) for n in (1, 2))
    return True
