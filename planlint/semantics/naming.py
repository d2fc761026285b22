"""Whether a cited title means a document that it does not name quite rightly."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from planlint.knowledge import table
from planlint.knowledge.title_names import carried, identity, issuer, normal_title
from planlint.semantics.citation import kind_of
from planlint.semantics.document import title_period
from planlint.semantics.region import places_at_start

_YEARS = re.compile(r"\(?20\d\d年?-(?:20)?\d\d年?\)?|第?十[一二三四五六七]个?五年?(?:时期)?")
_NUMERAL = re.compile(r"[\d一二三四五六七八九十百两首]")
# One character more or less makes another document of these: 县志 and 志, 新建 and 建, 非物质.
_TELLING = frozenset("省市县区州镇乡村国新老大小高低中上下内外前后非不无未男女东南西北城农总副分再")
_JOINING = frozenset("和与及暨、的")
_SHORTEST, _LONG = 6, 10


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
    return _YEARS.sub("", text)


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
    if identity(cited) == identity(title) or facts(cited) != facts(title):
        return False
    authors = {issuer(cited), issuer(title)} - {""}
    if len(authors) > 1 and not (carried(cited) != cited and carried(title) != title):
        return False
    one, other = _body(cited), _body(title)
    if min(len(one), len(other)) < _SHORTEST or abs(len(one) - len(other)) > _SHORTEST:
        return False
    if one == other:  # the period stands elsewhere, or its years are written otherwise
        return _without_form(cited) != _without_form(title)
    if sorted(one) == sorted(other):
        return True
    return all(_slip(a, b, one, at, close=close) for a, b, at in _differences(one, other))


def _without_form(title: str) -> str:
    """The identity with its years as one mark: where they stand counts, not how they look."""
    return _YEARS.sub("#", identity(title))


def _differences(one: str, other: str) -> list[tuple[str, str, int]]:
    """What the first says and what the second says instead, and where; too many are no slip."""
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    found = [(one[a:b], other[c:d], a) for tag, a, b, c, d in codes if tag != "equal"]
    return found if len(found) <= 2 else [("", "", -1)]


def _slip(said: str, right: str, whole: str, at: int, *, close: bool) -> bool:
    if at < 0 or _NUMERAL.search(said + right):
        return False
    if set(said + right) <= _JOINING:
        return True
    if close and _says_little(said) and _says_little(right):
        return True
    if said and right:
        return _taken_for(said, right) or (
            close and len(said) == len(right) == 1 and len(whole) >= _LONG
        )
    piece = said or right
    if said and len(said) > 1:  # 规划规划: a word twice
        return whole[:at].endswith(said) or whole[at + len(said) :].startswith(said)
    return len(piece) == 1 and at > 0 and piece not in _TELLING and len(whole) > _SHORTEST


def _taken_for(said: str, right: str) -> bool:
    """Whether one character is often taken for the other, by sound or by look."""
    groups = table("known_documents")["confusable"]
    return len(said) == len(right) == 1 and any(said in g and right in g for g in groups)


def _says_little(text: str) -> bool:
    for word in table("known_documents")["generic"]:
        text = text.replace(word, "")
    return set(text) <= _JOINING


def find(title: str, known: tuple[KnownTitle, ...]) -> KnownTitle | None:
    """The known document that a title names rightly, in whatever form."""
    return next((k for k in known if same(title, k.title)), None)


__all__ = ["KnownTitle", "facts", "find", "nearly", "normal_title", "same"]
