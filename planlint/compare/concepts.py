"""Indicator concepts: what a name means, which way is better, whether numbers compare."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from planlint.knowledge import table
from planlint.knowledge.names import normal_name

# Kinds whose number is a share of the parent's: a district's 2000 people against a city's 20000.
SHARES = frozenset({"count", "amount"})


@dataclass(frozen=True, slots=True)
class Concept:
    """An indicator's meaning. `direction` is "higher", "lower" or "" where it cannot be told.

    `kind` is rate, level, growth, count, amount, reduction or ratio, "" where unknown. `id` is ""
    for a name that the knowledge lacks and that was only read. `allocated` targets are handed
    down to places, so that a smaller one below may be lawful.
    """

    id: str
    name: str
    unit: str
    direction: str
    kind: str
    allocated: bool = False
    aliases: tuple[str, ...] = ()


def normalise(name: str) -> str:
    """The normal form of an indicator's name."""
    return normal_name(name, _synonyms())


@cache
def _synonyms() -> tuple[tuple[str, str], ...]:
    return tuple((old, new) for old, new in table("indicators")["synonyms"]["pairs"])


def find(name: str) -> Concept | None:
    """The concept that a name or alias stands for; None where the knowledge has none."""
    data = table("concepts")
    at = data["names"].get(normalise(name))
    return None if at is None else Concept(*data["rows"][at])


def describe(name: str, unit: str) -> Concept:
    """The known concept, or what name and unit alone tell."""
    known = find(name)
    if known is not None:
        return known
    kind = _kind(name, unit)
    return Concept("", name, unit, _direction(name, unit, kind), kind)


def _kind(name: str, unit: str) -> str:
    units = table("indicators")["units"]
    if any(w in name for w in ("降低", "下降", "减排")) and unit in units["rate"]:
        return "reduction"
    if any(w in name for w in ("增长", "增速", "增幅")) and unit in units["rate"]:
        return "growth"
    if name.startswith(("每", "人均", "平均", "户均", "单位")) or "人均" in name:
        return "ratio"
    for kind in ("rate", "level", "count", "amount"):
        if unit in units[kind]:
            return kind
    return ""


def _direction(name: str, unit: str, kind: str) -> str:
    words = table("indicators")["direction"]
    if any(w in name for w in words["higher_words"]):
        return "higher"
    if any(w in name for w in words["lower_words"]):
        return "lower"
    if kind in ("growth", "ratio") or (
        unit in ("%", "‰") and any(w in name for w in words["rate_suffixes"])
    ):
        return "higher"
    return ""
