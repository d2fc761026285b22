"""Fixed formulas that a draft says with fewer members than its parent."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from planlint.readers.source import Span
from planlint.semantics.plan import Plan
from planlint.syntax.ast import Flow

_LEAST_MEMBERS = 3
_JOINTS = "和与及"
_Run = tuple[Flow, int, str]
"""Where a text between two stops that has a list in it begins, and that text."""


class Formula(NamedTuple):
    """A list with members of a formula: its place, their numbers, how long the list is."""

    flow: Flow
    start: int
    end: int
    slots: frozenset[int]
    size: int

    @property
    def text(self) -> str:
        """From its first member to its last one."""
        return self.flow.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """The place in its source."""
        return self.flow.span(self.start, self.end)


class Shortened(NamedTuple):
    """A formula of the draft, the parent's one, and the members that it lost."""

    draft: Formula
    parent: Formula
    lost: tuple[str, ...]


def shortened(draft: Plan, parent: Plan, rows: Sequence[Mapping[str, Any]]) -> Iterator[Shortened]:
    """Formulas of the parent that the draft has nowhere with all the parent's members."""
    above, own = _Text(parent), None
    for row in rows:
        members = [m.split("/") for m in row["members"]]
        want = above.fullest(members, _LEAST_MEMBERS)
        own = own or (_Text(draft) if want else None)
        have = own.fullest(members, 2) if own and want else None
        if want is None or have is None:
            continue
        lost = want.slots - have.slots
        if not lost or have.slots - want.slots or have.size >= want.size:
            continue  # said in full, or adapted: another member stands in the place of the lost
        if 2 * len(have.slots) >= len(want.slots):
            words = (next(w for w in members[at] if w in want.text) for at in sorted(lost))
            yield Shortened(have, want, tuple(words))


class _Text:
    """The lists in the running texts of a plan, searched as one for the words of formulas."""

    def __init__(self, plan: Plan) -> None:
        flows = (flow for flow in plan.flows(review=False) if "、" in flow.text)
        self._runs = [run for flow in flows for run in _runs(flow)]
        self._all = "\n".join(text for *_, text in self._runs)
        self._starts = list(accumulate((len(text) + 1 for *_, text in self._runs), initial=0))

    def fullest(self, members: Sequence[Sequence[str]], least: int) -> Formula | None:
        """The list with most members of a formula, the first of them."""
        best: Formula | None = None
        for run in self._holding(members, least):
            found = _list(run, members)
            many = len(found.slots) if found else 0
            if many >= least and (best is None or many > len(best.slots)):
                best = found
        return best

    def _holding(self, members: Sequence[Sequence[str]], least: int) -> Iterator[_Run]:
        """The lists in which enough members stand at all, in their order."""
        held: Counter[int] = Counter()
        for done, words in enumerate(members, 1):
            held.update({at for word in words for at in self._places(word)})
            if max(held.values(), default=0) + len(members) - done < least:
                return  # too few members are left to look for
        yield from (self._runs[at] for at in sorted(held) if held[at] >= least)

    def _places(self, word: str) -> Iterator[int]:
        at = self._all.find(word)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield number
            at = self._all.find(word, self._starts[number + 1])


def _runs(flow: Flow) -> Iterator[_Run]:
    start = 0
    stopped = flow.text.replace("。", "，").replace("；", "，").replace("：", "，")
    for text in stopped.split("，"):
        if "、" in text:
            yield flow, start, text
        start += len(text) + 1


def _list(run: _Run, members: Sequence[Sequence[str]]) -> Formula | None:
    """The members of a formula in a list; None where it has none."""
    slots: set[int] = set()
    places: list[tuple[int, int]] = []
    flow, start, text = run
    pieces = text.split("、")
    for at, piece in enumerate(pieces):
        for slot, words in enumerate(members):
            word = next((w for w in words if _is_member(piece, w, at, len(pieces))), None)
            if word is not None:
                slots.add(slot)
                low = start + piece.index(word)
                places.append((low, low + len(word)))
        start += len(piece) + 1
    if not places:
        return None
    low, high = min(p[0] for p in places), max(p[1] for p in places)
    return Formula(flow, low, high, frozenset(slots), len(pieces))


def _is_member(piece: str, word: str, at: int, count: int) -> bool:
    """Whether a piece of a list is a member; the first one may follow a verb, the last go on."""
    if word not in piece:
        return False
    bare = piece.strip("“” ")
    if at == 0:
        return bare.endswith(word)
    if at == count - 1:
        return bare.startswith(word) or any(joint + word in bare for joint in _JOINTS)
    alone = f"和{bare}和"
    return any(f"{left}{word}{right}" in alone for left in _JOINTS for right in _JOINTS)
