"""Likely typos, from four sources, asked for in one pass over a text.

- A table of wrong words, each with the contexts in which it is right.
- Set phrases with one character wrong: see `idioms`.
- Slips: two characters that are no word, one confusable character from a common word. They stand
  once or twice, make no word with a neighbour, have whole words around them; the text has the
  common word elsewhere, and reads much more likely with it.
- Usage: a word that the text has once or twice where it says another one, one confusable character
  away, again and again (监测评估 in the body, 检测评估 in a heading).

Cheap questions come first: a text without suspects loads neither the lexicon nor the tokenizer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from planlint.knowledge import table
from planlint.semantics import lexicon
from planlint.semantics.idioms import idiom_slips

GAIN = 6.5
"""By how much the logarithm of the likelihood must rise with the common word."""
LONELY = 7.5
"""The same where no common word stands beside."""
_REACH = 6
_SELDOM = 2
_OFTEN = 3
_QUOTED = 10
_ALONE = frozenset(
    "的了在和与及或等以为对将由把被从向到于其各每按经让使该本所之而并且但也都又再更最较很已未不无需要可应须能会着过给比至"
    "是有我自市区县省镇乡村街一二三四五六七八九十两几多个名项次年月日内外上下中前后间里大小新高者"
)
"""Characters that stand alone so often that they prove nothing."""
_ENDINGS = frozenset("化型性库局率度业力区网链点期类式感费税")
"""What makes a longer word of one before it: 监管局, 资源库."""


class Typo(NamedTuple):
    """Wrong characters at an offset, what they should be, and which source says so.

    `usual` is the longer wording that shows what the text says elsewhere.
    """

    at: int
    found: str
    right: str
    source: str
    usual: str = ""


def typos(pairs: lexicon.Pairs, own: Sequence[Mapping[str, Any]] = ()) -> list[Typo]:
    """The likely typos of a text in their order; its line ends part what does not belong together.

    `own` are rows of the user, beside the table.
    """
    listed, meant, text = _rows(pairs, own), _meant(pairs), pairs.text
    found: list[Typo] = []
    for at, code in pairs.find(meant.keys() | listed.keys()):
        if found and at < found[-1].at + len(found[-1].found):
            continue
        typo = _listed(text, at, listed[code]) if code in listed else None
        if typo is None and code in meant:
            pair, words = text[at : at + 2], meant[code]
            typo = _slip(text, at, pair, words) or _unusual(text, at, pair, words)
        if typo is not None:
            found.append(typo)
    taken = {t.at + n for t in found for n in range(len(t.found))}
    found += [
        Typo(at, said, right, "table")
        for at, said, right in idiom_slips(pairs)
        if not taken.intersection(range(at, at + len(said)))
    ]
    return found


def _meant(pairs: lexicon.Pairs) -> dict[int, list[str]]:
    """Seldom pairs that may be meant for words which the text says elsewhere; most cannot."""
    counts = pairs.counts
    found: dict[int, list[str]] = {}
    for code in pairs.suspicious:
        if counts[code] <= _SELDOM:
            words = [w for c, w in lexicon.corrections(code).items() if c in counts]
            if words:
                found[code] = words
    return found


# --- the table -------------------------------------------------------------------------------


class _Row(NamedTuple):
    """A wrong word, with what must, or must not, stand around it: see the table."""

    wrong: str
    right: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    needs_before: tuple[str, ...] = ()
    needs_after: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


def _rows(pairs: lexicon.Pairs, own: Sequence[Mapping[str, Any]]) -> dict[int, list[_Row]]:
    """The rows whose wrong words may stand in a text, by their first two characters."""
    lines, counts = _lines(), pairs.counts.keys()
    found = {code: [_row(line) for line in lines[code]] for code in lines.keys() & counts}
    for row in own:
        code = lexicon.head(row["wrong"])
        if code in counts:
            lists = (tuple(row.get(name) or ()) for name in _Row._fields[2:])
            found.setdefault(code, []).append(_Row(row["wrong"], row["right"], *lists))
    return found


@cache
def _lines() -> dict[int, list[str]]:
    """The lines of the table by the first two characters of what is wrong."""
    found: dict[int, list[str]] = {}
    for line in table("typos")["rows"].split("\n"):
        found.setdefault(lexicon.head(line), []).append(line)
    return found


@lru_cache(5_000)
def _row(line: str) -> _Row:
    wrong, right, *lists = line.split("|")
    return _Row(wrong, right, *(tuple(words.split()) for words in lists))


def _listed(text: str, at: int, rows: Sequence[_Row]) -> Typo | None:
    for row in rows:
        if text.startswith(row.wrong, at) and _is_wrong(text, at, row):
            return Typo(at, row.wrong, row.right, "table")
    return None


def _is_wrong(text: str, at: int, row: _Row) -> bool:
    """Whether a wrong word is wrong here: nothing around it speaks for another reading."""
    end = at + len(row.wrong)
    before, after = text[max(0, at - 8) : at], text[end : end + 8]
    if before.endswith(row.before) or after.startswith(row.after):
        return False
    if row.needs_before and not before.endswith(row.needs_before):
        return False
    if row.needs_after and not after.startswith(row.needs_after):
        return False
    if row.near and not any(word in _around(text, at) for word in row.near):
        return False
    return len(row.wrong) > 3 or not lexicon.joins(text, at, end)


def _around(text: str, at: int) -> str:
    """The paragraph of a place, or the heading with the paragraph below it."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    if 0 <= end < start + 40:
        end = text.find("\n", end + 1)
    return text[start : len(text) if end < 0 else end]


# --- slips -----------------------------------------------------------------------------------


def _slip(text: str, at: int, pair: str, words: Sequence[str]) -> Typo | None:
    """A pair that is no word, if the text reads much better with a common word in its place."""
    if lexicon.is_word(pair) or not _is_apart(text, at):
        return None
    plausible = [w for w in words if _is_plausible(text, pair, w)]
    gain, word = max((_gain(text, at, w) for w in plausible), default=(0.0, ""))
    least = GAIN if _has_company(text, at) else LONELY if lexicon.is_basic(word) else 99
    return Typo(at, pair, word, "slip") if gain >= least else None


def _is_apart(text: str, at: int) -> bool:
    """Whether a pair makes no word with its neighbours, and whole words stand around it."""
    before, after = text[max(0, at - 4) : at], text[at + 2 : at + 6]
    if _makes_word(before[-1:] + text[at]) or _makes_word(text[at + 1] + after[:1]):
        return False
    if not _is_edge(before[-1:]) and not any(
        lexicon.is_word(before[-n:]) for n in range(2, len(before) + 1)
    ):
        return False
    if not (_is_edge(after[:1]) or after[:1] in _ENDINGS) and not any(
        lexicon.is_word(after[:n]) for n in range(2, len(after) + 1)
    ):
        return False
    return not _is_coined(text, at)


def _has_company(text: str, at: int) -> bool:
    """Whether a common word stands beside a pair: then less will do to call it a slip."""
    return any(
        lexicon.is_common(word) for word in (text[max(0, at - 2) : at], text[at + 2 : at + 4])
    )


def _makes_word(pair: str) -> bool:
    return len(pair) == 2 and lexicon.is_word(pair)


def _is_edge(char: str) -> bool:
    return char in _ALONE or not _is_han(char)


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _is_coined(text: str, at: int) -> bool:
    """Whether a place is in a short quotation: a name that somebody made up (“云行…”)."""
    start = text.rfind("“", max(0, at - _QUOTED), at)
    return start >= 0 and "”" in text[at : start + _QUOTED] and "”" not in text[start:at]


def _is_plausible(text: str, found: str, word: str) -> bool:
    typed = found[0] if found[0] != word[0] else found[1]
    return typed not in _ALONE and text.count(word) >= (1 if lexicon.is_basic(word) else _SELDOM)


def _gain(text: str, at: int, word: str) -> tuple[float, str]:
    """How much likelier a text reads with a word in place of a pair; nothing where it is none."""
    start, before = _line(text, at)
    place = at - start
    cut = lexicon.segment(before)
    if not _stand_alone(cut, place):
        return 0.0, ""
    new = lexicon.segment(before[:place] + word + before[place + 2 :])
    if not _is_whole(new, place):
        return 0.0, ""
    return lexicon.likelihood(new) - lexicon.likelihood(cut), word


def _line(text: str, at: int) -> tuple[int, str]:
    """Where the characters around a place begin, and these characters."""
    start, end = max(0, at - _REACH), at + 2 + _REACH
    start = max(start, text.rfind("\n", start, at) + 1)
    stop = text.find("\n", at, end)
    return start, text[start : end if stop < 0 else stop]


def _stand_alone(words: Sequence[str], at: int) -> bool:
    """Whether both characters are words of their own, beside no other such character."""
    place = 0
    for n, word in enumerate(words):
        if place == at:
            before, after = "".join(words[max(0, n - 1) : n]), "".join(words[n + 2 : n + 3])
            odd = (len(before) == 1 and not _is_edge(before)) or (
                len(after) == 1 and not _is_edge(after) and after not in _ENDINGS
            )
            return all(len(w) == 1 for w in words[n : n + 2]) and not odd
        place += len(word)
    return False


def _is_whole(words: Sequence[str], at: int) -> bool:
    """Whether the two characters at a place belong to one word."""
    place = 0
    for word in words:
        if place <= at < place + len(word):
            return at + 2 <= place + len(word)
        place += len(word)
    return False


# --- the text's own usage ----------------------------------------------------------------------


def _unusual(text: str, at: int, pair: str, words: Sequence[str]) -> Typo | None:
    """A word that stands where the text elsewhere has another one, with the same neighbour."""
    if not lexicon.is_word(pair) or any(map(lexicon.is_word, _longer(text, at))):
        return None
    before, after = text[max(0, at - 2) : at], text[at + 2 : at + 4]
    for b, a in ((before, ""), ("", after)):
        if _makes_word(b + a):
            for word in words:
                usual = b + word + a
                if text.count(usual) >= _OFTEN and text.count(b + pair + a) <= _SELDOM:
                    return Typo(at, pair, word, "usage", usual)
    return None


def _longer(text: str, at: int) -> list[str]:
    """What a pair may be a part of: three or four characters."""
    spans = ((-1, 2), (0, 3), (-1, 3), (0, 4), (-2, 2))
    return [text[at + a : at + b] for a, b in spans if at + a >= 0]
