"""Pairing: which indicator of the draft answers which of the parent. One candidate or none.

Steps: the same name, the same concept, the same normal form, the same but for the place that opens
it (市区, 县城), a name that differs in a qualifier only. Two candidates of the last kind are no
pair: the doubt itself is reported (IND019).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from planlint.knowledge import table
from planlint.matching import matcher
from planlint.semantics.concepts import Concept, Concepts, normalise, same_people
from planlint.semantics.indicator import Indicator
from planlint.syntax.columns import squeeze

_MIN_COMMON = 0.7  # of the longer name's characters: measured on qualifier drift of real plans
_MIN_RELATED = 0.58  # names that the knowledge lists as related may differ more
_MIN_BARE = 5
_MIN_PLACELESS = 3
_MARGIN = 0.15  # between the best candidate and the next


def pair_rows(
    wanted: Sequence[Indicator], rows: Sequence[Indicator], concepts: Concepts
) -> dict[int, tuple[str, tuple[Indicator, ...], float]]:
    """For each wanted indicator by its index: how, the candidates, and the score."""
    found: dict[int, tuple[str, tuple[Indicator, ...], float]] = {}
    free = list(rows)
    steps: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("exact", squeeze),
        ("alias", lambda name: _concept_id(name, concepts)),
        ("normalised", normalise),
        ("normalised", placeless),
    )
    for how, key in steps:
        for at, indicator in enumerate(wanted):
            value = key(indicator.full_name)
            if at in found or not value:
                continue
            same = [r for r in free if key(r.full_name) == value]
            if same:
                # Equal names twice are the draft's own matter (IND017); the first one answers.
                found[at] = (how, (same[0],), 1.0)
                free.remove(same[0])
    for at, indicator in enumerate(wanted):
        if at in found:
            continue
        scored = [(likeness(indicator, r, concepts), r) for r in free]
        likely = sorted((s for s in scored if s[0] > 0), key=lambda s: -s[0])
        if len(likely) == 1 or (len(likely) > 1 and likely[0][0] - likely[1][0] >= _MARGIN):
            score, row = likely[0]
            found[at] = (_likewise(indicator, row, concepts), (row,), score)
            free.remove(row)
        elif likely:
            found[at] = ("ambiguous", tuple(r for _, r in likely[:3]), likely[0][0])
    return found


@lru_cache(4096)
def placeless(name: str) -> str:
    """The normal form of a name without the place that opens it: each plan names its own."""
    form = normalise(name)
    place = next((p for p in places() if form.startswith(p)), "")
    rest = form.removeprefix(place).removeprefix("的")
    return normalise(rest) if len(rest) >= _MIN_PLACELESS else form


@cache
def places() -> tuple[str, ...]:
    """Words for a place that open names, the longest first."""
    scope = table("indicators")["scope"]
    return tuple(sorted((*scope["towns"], *scope["whole"]), key=len, reverse=True))


def _town(name: str) -> str:
    """The word for a town that opens a name: 市区, 县城; "" where it speaks of the whole place."""
    towns: Sequence[str] = table("indicators")["scope"]["towns"]
    return next((t for t in towns if name.startswith(t)), "")


def _likewise(wanted: Indicator, row: Indicator, concepts: Concepts) -> str:
    """How two names are alike: per-head, related (another 口径), else similar."""
    if ("人均" in wanted.name) != ("人均" in row.name):
        return "per-head"
    known = (concepts.find(wanted.name), concepts.find(row.name))
    return "related" if _another(*known) else "similar"


def scope_change(wanted: str, name: str) -> tuple[str, str]:
    """The qualifiers that the second name lost and those that it added."""
    ours, theirs = _narrowed(wanted), _narrowed(name)
    town, other = _town(wanted), _town(name)
    # 市区 against 县城 is each plan's own town, 城市 the same in other words.
    if bool(town) != bool(other) and not ("城" in wanted and "城" in name):
        ours, theirs = ours | {town} - {""}, theirs | {other} - {""}
    lost, added = ours - theirs, theirs - ours
    return "、".join(sorted(lost, key=wanted.find)), "、".join(sorted(added, key=name.find))


def _narrowed(name: str) -> frozenset[str]:
    found = set()
    for word in qualifiers():
        if word in name:
            found.add(word.removesuffix("的"))
            name = name.replace(word, "\0")
    return frozenset(found)


def _concept_id(name: str, concepts: Concepts) -> str:
    concept = concepts.find(name)
    return concept.id if concept is not None else ""


def likeness(wanted: Indicator, row: Indicator, concepts: Concepts) -> float:
    """How far two names differ in a qualifier only (困难… / 困难重度…); 0 for different ones.

    One name must hold the other's characters; a piece replaced by another content word (养老 by
    医疗) makes another indicator. Two known concepts are alike only where the knowledge says so.
    """
    if normalise(wanted.of) != normalise(row.of):
        return 0.0
    known = (concepts.find(wanted.name), concepts.find(row.name))
    left, right = normalise(wanted.name), normalise(row.name)
    if left == right.replace("人均", "") or right == left.replace("人均", ""):
        return _MIN_COMMON  # a total and its share per head: no number of the other's kind
    if _another(*known):
        return close(wanted.name, row.name, known)
    blocks = matcher(left, right).get_opcodes()
    score = _common(left, right)
    if score < _MIN_COMMON:
        return _MIN_COMMON if bare(left) == bare(right) and len(bare(left)) >= _MIN_BARE else 0.0
    for tag, i1, i2, j1, j2 in blocks:
        if tag == "replace" and not _may_replace(left[i1:i2], right[j1:j2]):
            return 0.0
    return score


def close(name: str, other: str, known: tuple[Concept | None, Concept | None]) -> float:
    """How near two names of different concepts are that the knowledge lists as related."""
    left, right = normalise(name), normalise(other)
    listed = [normalise(r) for concept in known if concept is not None for r in concept.related]
    if not {left, right} & set(listed) or not same_people(name, other):
        return 0.0
    score = _common(left, right)
    return score if score >= _MIN_RELATED else 0.0


def _common(left: str, right: str) -> float:
    """The characters that two names share in order, as a part of the longer one."""
    blocks = matcher(left, right).get_matching_blocks()
    return sum(b.size for b in blocks) / max(len(left), len(right), 1)


@lru_cache(4096)
def bare(name: str) -> str:
    """A name without the qualifiers that narrow or widen its denominator."""
    for word in qualifiers():
        name = name.replace(word, "")
    return name


@cache
def qualifiers() -> tuple[str, ...]:
    """Words that change an indicator's denominator, longest first."""
    return tuple(sorted(table("indicators")["scope"]["qualifiers"], key=len, reverse=True))


@cache
def _interchangeable() -> frozenset[frozenset[str]]:
    return frozenset(map(frozenset, table("indicators")["scope"]["interchangeable"]))


def _may_replace(left: str, right: str) -> bool:
    return frozenset({left, right}) in _interchangeable()


def _another(left: Concept | None, right: Concept | None) -> bool:
    return left is not None and right is not None and left.id != right.id
