"""Pairing: which indicator of the draft answers which of the parent. One candidate or none.

Steps: the same name, the same concept, the same normal form, a name that differs in a qualifier
only. Two candidates of the last kind are no pair: the doubt itself is reported (IND019).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from planlint.semantics.concepts import Concept, Concepts, normalise, related
from planlint.semantics.indicator import Indicator
from planlint.syntax.columns import squeeze

_MIN_COMMON = 0.7  # of the longer name's characters: measured on qualifier drift of real plans


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
    )
    for how, key in steps:
        for at, indicator in enumerate(wanted):
            value = key(indicator.name)
            if at in found or not value:
                continue
            same = [r for r in free if key(r.name) == value]
            if same:
                # Equal names twice are the draft's own matter (IND017); the first one answers.
                found[at] = (how, (same[0],), 1.0)
                free.remove(same[0])
    for at, indicator in enumerate(wanted):
        if at in found:
            continue
        scored = [(likeness(indicator, r, concepts), r) for r in free]
        likely = sorted((s for s in scored if s[0] > 0), key=lambda s: -s[0])
        if len(likely) == 1 or (len(likely) > 1 and likely[0][0] - likely[1][0] >= 0.15):
            found[at] = ("similar", (likely[0][1],), likely[0][0])
            free.remove(likely[0][1])
        elif likely:
            found[at] = ("ambiguous", tuple(r for _, r in likely[:3]), likely[0][0])
    return found


def _concept_id(name: str, concepts: Concepts) -> str:
    concept = concepts.find(name)
    return concept.id if concept is not None else ""


def likeness(wanted: Indicator, row: Indicator, concepts: Concepts) -> float:
    """How far two names differ in a qualifier only (困难… / 困难重度…); 0 for different ones.

    One name must hold the other's characters; a piece replaced
    by another content word (养老 by 医疗) makes another indicator.
    """
    left, right = normalise(wanted.name), normalise(row.name)
    if _another(concepts.find(wanted.name), concepts.find(row.name)) and not related(left, right):
        return 0.0
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    common = sum(i2 - i1 for tag, i1, i2, _, _ in blocks if tag == "equal")
    score = common / max(len(left), len(right), 1)
    if score < _MIN_COMMON:
        return 0.0
    for tag, i1, i2, j1, j2 in blocks:
        if tag == "replace" and not _may_replace(left[i1:i2], right[j1:j2]):
            return 0.0
    return score


_INTERCHANGEABLE = (
    frozenset({"家庭", "居家"}), frozenset({"家", "居"}), frozenset({"庭", "家"}),
    frozenset({"率", "比例"}), frozenset({"人数", "人次"}), frozenset({"数", "户数"}),
    frozenset({"纳入", "享受"}), frozenset({"接受", "享有"}), frozenset({"面", "率"}),
)  # fmt: skip


def _may_replace(left: str, right: str) -> bool:
    return frozenset({left, right}) in _INTERCHANGEABLE


def _another(left: Concept | None, right: Concept | None) -> bool:
    return left is not None and right is not None and left.id != right.id
