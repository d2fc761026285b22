"""Whether a cited title means a document that it does not name quite rightly."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from planlint.knowledge import table
from planlint.knowledge.title_names import STATE, carried, identity, issuer, normal_title
from planlint.matching import matcher
from planlint.patterns import regex
from planlint.semantics.citation import kind_of
from planlint.semantics.document import title_period
from planlint.semantics.region import places_at_start

_YEARS = r"\(?20\d\d年?-(?:20)?\d\d年?\)?|第?十[一二三四五六七]个?五年?(?:时期)?"
_NUMERALS = frozenset("0123456789一二三四五六七八九十百两首")
# One character more or less makes another document of these: 县志 and 志, 新建 and 建, 非物质.
_TELLING = frozenset("省市县区州镇乡村国新老大小高低中上下内外前后非不无未男女东南西北城农总副分再")
_JOINING = frozenset("和与及暨、的")
_FEW, _SHORTEST, _LONG, _LONGER = 4, 6, 10, 12


class KnownTitle(NamedTuple):
    """A document whose title is known: `origin` says from where, in few words; `number` may be "".

    `close` documents are those around the draft (its parents, its library), of which there is
    hardly more than one for a place, a period and a subject.
    """

    title: str
    number: str = ""
    origin: str = ""
    close: bool = False


@lru_cache(2048)
def facts(title: str) -> tuple[object, ...]:
    """What tells documents of like titles apart: place, years, kind."""
    inner = carried(title)
    places = tuple(places_at_start(inner) or places_at_start(issuer(title)))
    return places, title_period(inner), kind_of(inner)


@lru_cache(2048)
def _body(title: str) -> str:
    """A title without what `facts` tell of: no place, no years."""
    text = identity(title)
    for place in places_at_start(text):
        text = text.removeprefix(place)
    return regex(_YEARS).sub("", text)


def same(one: str, other: str) -> bool:
    """Whether two titles name one document, in whatever form."""
    if identity(one) != identity(other):
        return False
    authors = {issuer(one), issuer(other)} - {""}
    return len(authors) < 2 or carried(one) != one


def nearly(cited: str, title: str, *, close: bool = False) -> bool:
    """Whether a title is a slip for another: same place, years and kind, and little between them.

    What may differ is a joining word, the order of the words, a character left out or doubled, or
    one taken for another; among `close` documents also a word that says little. Another word is
    another document.
    """
    if identity(cited) == identity(title):
        return False
    authors = {issuer(cited), issuer(title)} - {""}
    if len(authors) > 1 and not (carried(cited) != cited and carried(title) != title):
        return False
    if title.startswith(STATE) and _is_state_garbled(cited, title):
        return True
    if facts(cited) != facts(title):
        return _is_garbled(cited, title)
    period = facts(title)[1] is not None
    one, other = _body(cited), _body(title)
    if one == other:  # the period stands elsewhere, or its years are written otherwise
        return _without_form(cited) != _without_form(title)
    if abs(len(one) - len(other)) > _SHORTEST:
        return False
    if _is_muddled(one, other):
        return True
    # There is a list of all laws: a full title of one that is not in it is no other law.
    law = title.startswith(STATE) and normal_title(cited).startswith(STATE)
    found = _differences(one, other)
    return min(len(one), len(other)) >= _SHORTEST and all(
        _slip(a, b, one, at, close=close, law=law)
        or (period and not a and b != "" and _says_little(b))
        for a, b, at in found
    )


def _is_state_garbled(cited: str, title: str) -> bool:
    """中华人民共国大气污染防治法: the slip is in the name of the state."""
    one, rest = normal_title(cited), identity(title)
    name = one.removesuffix(rest)
    near = name != one and abs(len(name) - len(STATE)) <= 1 and name != STATE
    return near and len(set(name) & set(STATE)) >= len(STATE) - 1


def _is_garbled(cited: str, title: str) -> bool:
    """Whether the slip is in the place, the period or the kind itself, so that it is none."""
    here, there = facts(cited), facts(title)
    if any(a != b and a not in ((), None, "") for a, b in zip(here, there, strict=True)):
        return False
    one, other = identity(cited), identity(title)
    if here[:2] == there[:2]:
        one, other = _body(cited), _body(title)
        return other[:-1] == one or other[:-2] + other[-1:] == one or _is_muddled(one, other)
    return _is_muddled(one, other)


def _is_muddled(one: str, other: str) -> bool:
    """Whether the characters are the same in another order, or one of them is doubled."""
    if len(one) == len(other):
        ordered = [regex(r"\d+").findall(t) for t in (one, other)]
        return len(one) >= _FEW and sorted(one) == sorted(other) and ordered[0] == ordered[1]
    if len(one) == len(other) + 1:
        return any(
            one[i] == one[i + 1] and one[:i] + one[i + 1 :] == other
            for i in range(len(one) - 1)
            if not one[i].isdigit()
        )
    return False


def _without_form(title: str) -> str:
    """The identity with its years as one mark: where they stand counts, not how they look."""
    return regex(_YEARS).sub("#", identity(title))


def _differences(one: str, other: str) -> list[tuple[str, str, int]]:
    """What the first says and what the second says instead, and where; too many are no slip."""
    codes = matcher(one, other).get_opcodes()
    found = [(one[a:b], other[c:d], a) for tag, a, b, c, d in codes if tag != "equal"]
    return found if len(found) <= 2 else [("", "", -1)]


def _slip(said: str, right: str, whole: str, at: int, *, close: bool, law: bool) -> bool:
    if at < 0 or set(said + right) & _NUMERALS:
        return False
    if set(said + right) <= _JOINING:
        return True
    if close and _says_little(said) and _says_little(right):
        return True
    if said and right:
        long = len(whole) >= (_SHORTEST if law else _LONG if close else _LONGER)
        single = len(said) == len(right) == 1 and not {said, right} & _TELLING
        return _taken_for(said, right) or (long and single)
    piece = said or right
    if len(said) > 1:  # 规划规划: a word twice
        return whole[:at].endswith(said) or whole[at + len(said) :].startswith(said)
    inside = at > 0 or (close and not said)
    return len(piece) == 1 and inside and piece not in _TELLING and len(whole) > _SHORTEST


def _taken_for(said: str, right: str) -> bool:
    """Whether one character is often taken for the other, by sound or by look."""
    groups = table("known_documents")["confusable"]
    return len(said) == len(right) == 1 and any(said in g and right in g for g in groups)


def _says_little(text: str) -> bool:
    for word in table("known_documents")["generic"]:
        text = text.replace(word, "")
    return set(text) <= _JOINING


__all__ = ["KnownTitle", "facts", "nearly", "same"]
