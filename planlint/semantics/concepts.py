"""Indicator concepts: what a name means, which way is better, whether numbers compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from planlint.knowledge import table
from planlint.knowledge.names import normal_name

# Kinds whose number is a share of the parent's: a district's 2000 people against a city's 20000.
SHARES = frozenset({"count", "amount"})
KINDS = ("rate", "level", "growth", "count", "amount", "reduction", "ratio")
DIRECTIONS = ("higher", "lower")
_OWN = "own:"
"""What the id of a user's concept starts with where the knowledge has none of its names."""


@dataclass(frozen=True, slots=True)
class Concept:
    """An indicator's meaning. `direction` is "higher", "lower" or "" where it cannot be told.

    `kind` is one of KINDS, "" where unknown. `id` is "" for a name that the knowledge lacks and
    that was only read. `allocated` targets are handed down to places, so that a smaller one below
    may be lawful. `related` are close names of another 口径, never to be merged with this one. A
    user's own concept may leave open ("" and None) what is known or can be read.
    """

    id: str
    name: str
    unit: str
    direction: str
    kind: str
    allocated: bool | None = None
    aliases: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def is_share(self) -> bool:
        """Whether a lower level owes a share of the number, not the number."""
        return self.kind in SHARES


@dataclass(frozen=True, slots=True)
class Concepts:
    """The concepts of the knowledge and a user's own; those add names or correct what is known."""

    own: tuple[Concept, ...] = ()

    def find(self, name: str) -> Concept | None:
        """The concept that a name or alias stands for; None where there is none."""
        key = normalise(name)
        return _own_names(self.own).get(key) or _known(key)

    def describe(self, name: str, unit: str) -> Concept:
        """The known concept, or what name and unit alone tell."""
        return _described(self, name, unit)

    def key(self, name: str, unit: str) -> str:
        """What makes two printed names one indicator: the concept, else the normal form."""
        return self.describe(name, unit).id or normalise(name)


@lru_cache(2048)
def _described(concepts: Concepts, name: str, unit: str) -> Concept:
    known = concepts.find(name)
    if known is None:
        kind = _kind(name, unit)
        return Concept("", name, unit, _direction(name, unit, kind), kind)
    return _completed(known, unit) if known.id.startswith(_OWN) else known


def _completed(own: Concept, unit: str) -> Concept:
    """A user's concept with what it leaves open read from its name and the unit in the text."""
    if own.kind and own.direction:
        return own
    unit = own.unit or unit
    kind = own.kind or _kind(own.name, unit)
    direction = own.direction or _direction(own.name, unit, kind)
    return replace(own, unit=unit, kind=kind, direction=direction)


@lru_cache(4096)
def normalise(name: str) -> str:
    """The normal form of an indicator's name."""
    return normal_name(name, _synonyms())


@cache
def _synonyms() -> tuple[tuple[str, str], ...]:
    return tuple((old, new) for old, new in table("indicators")["synonyms"]["pairs"])


def _known(key: str) -> Concept | None:
    data = table("concepts")
    at = data["names"].get(key)
    return None if at is None else Concept(*data["rows"][at])


@cache
def _own_names(own: tuple[Concept, ...]) -> Mapping[str, Concept]:
    """A user's concepts by the normal form of each name; what one leaves open is as known."""
    names: dict[str, Concept] = {}
    for concept in own:
        keys = [normalise(n) for n in (concept.name, *concept.aliases)]
        known = next((k for k in map(_known, keys) if k is not None), None)
        if known is None:
            whole = replace(concept, id=_OWN + concept.name)
        else:
            whole = _over(concept, known)
            keys += [normalise(n) for n in (known.name, *known.aliases)]
        names.update(dict.fromkeys(keys, whole))
    return names


def _over(own: Concept, known: Concept) -> Concept:
    return Concept(
        known.id,
        known.name,
        own.unit or known.unit,
        own.direction or known.direction,
        own.kind or known.kind,
        known.allocated if own.allocated is None else own.allocated,
        (*known.aliases, own.name, *own.aliases),
        known.related,
    )


def same_people(one: str, other: str) -> bool:
    """Whether two names may speak of the same people: 残疾人 and 老年人 are not."""
    groups: Sequence[str] = table("indicators")["scope"]["populations"]
    left, right = ({g for g in groups if g in name} for name in (one, other))
    return not left or not right or bool(left & right)


def _kind(name: str, unit: str) -> str:
    units = table("indicators")["units"]
    if any(w in name for w in ("降低", "下降", "减排")) and unit in units["rate"]:
        return "reduction"
    if any(w in name for w in ("增长", "增速", "增幅")) and unit in units["rate"]:
        return "growth"
    if name.startswith(tuple(table("indicators")["direction"]["per_head"])) or "人均" in name:
        return "ratio"
    if name.endswith(tuple(table("indicators")["direction"]["level_names"])):
        return "level"
    for kind in ("rate", "level", "count", "amount"):
        if unit in units[kind]:
            return kind
    return ""


def _direction(name: str, unit: str, kind: str) -> str:
    words: Mapping[str, Sequence[str]] = table("indicators")["direction"]
    if any(w in name for w in words["higher_words"]):
        return "higher"
    if any(w in name for w in words["lower_words"]):
        return "lower"
    if kind in ("growth", "ratio") or (
        unit in ("%", "‰") and any(w in name for w in words["rate_suffixes"])
    ):
        return "higher"
    return ""
