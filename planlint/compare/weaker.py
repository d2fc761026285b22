"""What a sentence lost on its way from the parent to the draft: its force, members of a formula."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

from planlint.compare.sentences import SentencePair
from planlint.knowledge import table
from planlint.readers.source import Span
from planlint.semantics.plan import Plan
from planlint.syntax.ast import Flow

_CONTEXT = 4  # characters after a word by which its place is found in the other sentence
_LEAST_MEMBERS = 3
_STOPS = "，、。；：,;: “”（）()《》"


# In these a single strong word is no demand.
_COMPOUNDS = frozenset(
    (
        "需要",
        "主要",
        "重要",
        "必要",
        "纲要",
        "摘要",
        "只要",
        "还要",
        "供应",
        "相应",
        "适应",
        "响应",
        "对应",
        "反应",
        "效应",
    )
)


class Softened(NamedTuple):
    """A weak word of the draft and the parent's words in its place; ranges of both texts."""

    draft: tuple[int, int]
    parent: tuple[int, int]


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


def softened(pair: SentencePair, rows: Sequence[Mapping[str, Any]]) -> Iterator[Softened]:
    """Where a sentence that was taken over asks for less: 应当 became 鼓励, 建立 探索建立."""
    have, want = pair.draft.text, pair.parent.text
    if have == want:
        return
    told = -1
    for start, weak, strong, before in sorted(_weak(have, want, rows)):
        if start < told:
            continue
        found = _replaced(have, want, start, weak, strong) or (
            _put_before(have, want, start, weak) if before else None
        )
        if found is not None:
            told = found.draft[1]
            yield found


def _weak(
    have: str, want: str, rows: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[int, str, tuple[str, ...], bool]]:
    """The weak words that the draft has more often than the parent."""
    for row in rows:
        strong = tuple(sorted(row["strong"].split(), key=len, reverse=True))
        for weak in row["weak"].split():
            if have.count(weak) > want.count(weak):
                for match in re.finditer(re.escape(weak), have):
                    yield match.start(), weak, strong, bool(row.get("before"))


def _replaced(
    have: str, want: str, start: int, weak: str, strong: tuple[str, ...]
) -> Softened | None:
    """The strong word that stands in the parent where the draft has the weak one."""
    end = start + len(weak)
    after = have[end : end + _CONTEXT]
    if len(after) < _CONTEXT or not strong:
        return None
    for match in re.finditer(re.escape(after), want):
        held = next((s for s in strong if want.endswith(s, 0, match.start())), None)
        if held is None or have.count(held) >= want.count(held):
            continue
        at = match.start() - len(held)
        if len(held) == 1 and want[max(0, at - 1) : at + 1] in _COMPOUNDS:
            continue
        return Softened((start, end), (at, match.start()))
    return None


def _put_before(have: str, want: str, start: int, weak: str) -> Softened | None:
    """The place in the parent where the same verb stands without the weak word before it."""
    end = start + len(weak)
    verb = next((v for v in _verbs() if have.startswith(v, end)), None)
    after = have[end : end + len(verb or "") + _CONTEXT]
    if verb is None or len(after) <= len(verb) + 1:
        return None
    left = have[max(0, start - 2) : start]
    for match in re.finditer(re.escape(after), want):
        at = match.start()
        other = want[max(0, at - 2) : at]
        opens = (not left or left[-1] in _STOPS) and (not other or other[-1] in _STOPS)
        if opens or (left and left == other):
            return Softened((start, end + len(verb)), (at, at + len(verb)))
    return None


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
    """The running texts of a plan, searched as one for the words of formulas."""

    def __init__(self, plan: Plan) -> None:
        self._flows = list(plan.flows(review=False))
        self._all = "\n".join(flow.text for flow in self._flows)
        self._starts = list(accumulate((len(f.text) + 1 for f in self._flows), initial=0))

    def fullest(self, members: Sequence[Sequence[str]], least: int) -> Formula | None:
        """The list with most members of a formula, the first of them."""
        best: Formula | None = None
        for flow in self._holding(members, least):
            for found in _lists(flow, members):
                many = len(found.slots)
                if many >= least and (best is None or many > len(best.slots)):
                    best = found
        return best

    def _holding(self, members: Sequence[Sequence[str]], least: int) -> Iterator[Flow]:
        """The texts in which enough members stand at all, in their order."""
        held: Counter[int] = Counter()
        for done, words in enumerate(members, 1):
            held.update({at for word in words for at in self._places(word)})
            if max(held.values(), default=0) + len(members) - done < least:
                return  # too few members are left to look for
        yield from (self._flows[at] for at in sorted(held) if held[at] >= least)

    def _places(self, word: str) -> Iterator[int]:
        at = self._all.find(word)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield number
            at = self._all.find(word, self._starts[number + 1])


def _lists(flow: Flow, members: Sequence[Sequence[str]]) -> Iterator[Formula]:
    for run in re.finditer(r"[^，。；：]*、[^，。；：]*", flow.text):
        slots: set[int] = set()
        places: list[tuple[int, int]] = []
        start = run.start()
        pieces = run.group().split("、")
        for at, piece in enumerate(pieces):
            for slot, words in enumerate(members):
                word = next((w for w in words if _is_member(piece, w, at, len(pieces))), None)
                if word is not None:
                    slots.add(slot)
                    low = start + piece.index(word)
                    places.append((low, low + len(word)))
            start += len(piece) + 1
        if places:
            low, high = min(p[0] for p in places), max(p[1] for p in places)
            yield Formula(flow, low, high, frozenset(slots), len(pieces))


def _is_member(piece: str, word: str, at: int, count: int) -> bool:
    """Whether a piece of a list is a member; the first one may follow a verb, the last go on."""
    if word not in piece:
        return False
    bare = piece.strip("“” ")
    if at == 0:
        return bare.endswith(word)
    if at == count - 1:
        return bare.startswith(word) or re.search(f"[和与及]{word}", bare) is not None
    return bare == word or re.fullmatch(f"(?:.*[和与及])?{word}(?:[和与及].*)?", bare) is not None


@cache
def _verbs() -> tuple[str, ...]:
    return tuple(sorted(table("weaker")["verbs"]["words"].split(), key=len, reverse=True))
