"""Lists that a sentence of the draft took over from the parent with fewer members.

A list is closed where its members are alike in their shape (X领导、X负责; 进企业、进社区), where
they are groups of people, or where a number counts them (五级). Other lists are adapted: a place
without mines leaves the mines out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from planlint.compare.clauses import ClausePair
from planlint.compare.sentences import SentencePair, pairs_of
from planlint.knowledge import table
from planlint.patterns import compiled
from planlint.syntax.numerals import number

_LEAST = 3  # members of the parent's list
_COMMON = 2  # characters by which the first and the last member are known among other words
_OWN = 0.9  # of the pairs of a clause without the lost members: the rest is the parent's own
_LONGEST = 9  # characters of a member that says who does what


class Dropped(NamedTuple):
    """A list of the draft, the parent's one (ranges of their sentences), and what was lost."""

    draft: tuple[int, int]
    parent: tuple[int, int]
    lost: tuple[str, ...]


class _Piece(NamedTuple):
    start: int
    text: str


def dropped_members(pair: SentencePair, changed: Sequence[ClausePair]) -> Iterator[Dropped]:
    """The closed lists of a parent's sentence that the changed clauses have with fewer members."""
    for clauses in changed if "、" in pair.parent.text else ():
        found = _dropped(clauses) if "、" in clauses.parent.text else None
        if found is not None and not any(_said(word, pair) for word in found.lost):
            mine, theirs = clauses.draft.start, clauses.parent.start
            (a, b), (c, d) = found.draft, found.parent
            yield Dropped((mine + a, mine + b), (theirs + c, theirs + d), found.lost)


def _said(word: str, pair: SentencePair) -> bool:
    """Whether the sentence says a lost member elsewhere; one character says nothing alone."""
    return len(word) > 1 and word in pair.draft.text


def _dropped(clauses: ClausePair) -> Dropped | None:
    theirs, mine = _pieces_of(clauses.parent.text), _pieces_of(clauses.draft.text)
    if not len(theirs) > len(mine) >= 2 or len(theirs) < _LEAST:
        return None
    bare = _bare([p.text for p in theirs], [p.text for p in mine])
    if bare is None:
        return None
    members, kept = bare
    lost = tuple(m for m in members if m not in kept)
    if len(lost) != len(members) - len(kept) or 2 * len(lost) > len(members):
        return None
    closed = _closed(clauses, members, lost)
    return Dropped(_range(mine, kept), _range(theirs, members), closed) if closed else None


def _pieces_of(clause: str) -> list[_Piece]:
    """The pieces between 、 and, behind the first of these, 和, 与 and 及."""
    first = clause.find("、")
    cuts = [m for m in _joints().finditer(clause) if m.group() == "、" or m.start() > first]
    starts = [0, *(m.end() for m in cuts)]
    ends = [*(m.start() for m in cuts), len(clause)]
    return [_Piece(low, clause[low:high]) for low, high in zip(starts, ends, strict=True)]


def _bare(theirs: list[str], mine: list[str]) -> tuple[list[str], list[str]] | None:
    """The members of both lists without what stands before the first and after the last one.

    None where a member of the draft is none of the parent's.
    """
    lead = _lead(theirs, mine[0])
    tail = _tail(theirs, mine[-1])
    if lead is None or tail is None or tail.startswith("等"):
        return None  # 等: there are more
    kept = [mine[0].removeprefix(lead), *mine[1:-1], mine[-1].removesuffix(tail)]
    first = _without(theirs[0], lead, kept[0], front=True)
    last = _without(theirs[-1], tail, kept[-1], front=False)
    members = [first, *theirs[1:-1], last]
    return (members, kept) if set(kept) <= set(members) and all(members) else None


def _lead(theirs: Sequence[str], piece: str) -> str | None:
    """What stands before the draft's first member."""
    inner = next((m for m in theirs[1:-1] if piece.endswith(m)), None)
    if inner is not None:
        return piece.removesuffix(inner)
    if piece == theirs[0]:
        return ""
    common = _ending(piece, theirs[0])
    return piece[: len(piece) - common] if common >= _COMMON else None


def _tail(theirs: Sequence[str], piece: str) -> str | None:
    """What stands after the draft's last member."""
    inner = next((m for m in theirs[1:-1] if piece.startswith(m)), None)
    if inner is not None:
        return piece.removeprefix(inner)
    if piece == theirs[-1]:
        return ""
    common = _ending(piece[::-1], theirs[-1][::-1])
    return piece[common:] if common >= _COMMON else None


def _without(piece: str, words: str, kept: str, *, front: bool) -> str:
    """The parent's first or last member: by the words around the draft's, or by the draft's.

    "" where neither tells where it begins or ends.
    """
    if front:
        if words and piece.startswith(words):
            return piece.removeprefix(words)
        return kept if piece.endswith(kept) else "" if words else piece
    if words and piece.endswith(words):
        return piece.removesuffix(words)
    return kept if piece.startswith(kept) else "" if words else piece


def _ending(one: str, other: str) -> int:
    """How many characters two texts end with in common."""
    count = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        count += 1
    return count


def _closed(clauses: ClausePair, members: Sequence[str], lost: tuple[str, ...]) -> tuple[str, ...]:
    """The lost members that may not be left out without a word."""
    if _counted(clauses, len(members)):
        return lost
    kept = tuple(w for w in lost if w not in _levels() and not w.startswith(_between()))
    return kept if _acting(members) or _groups(members) or _akin(clauses, members, lost) else ()


def _counted(clauses: ClausePair, count: int) -> bool:
    """Whether both clauses count the parent's members, though the draft has fewer."""
    said = [_count().search(c.text) for c in (clauses.parent, clauses.draft)]
    return all(m is not None and number(m[1]) == count for m in said)


def _acting(members: Sequence[str]) -> bool:
    """Whether most members say who does what: 党委领导, 一岗双责."""
    acting = sum(m.endswith(_actions()) and 4 <= len(m) <= _LONGEST for m in members)
    return 2 * acting > len(members)


def _groups(members: Sequence[str]) -> bool:
    """Whether all members but one, which other words surround, are groups of people."""
    return sum(m.endswith(_people()) for m in members) >= len(members) - 1


def _akin(clauses: ClausePair, members: Sequence[str], lost: Sequence[str]) -> bool:
    """Whether the members share a character and the clauses differ in little else.

    Other words stand around the first and the last member.
    """
    inner = members[1:-1] if len(members) > _LEAST else members[1:]
    sizes = [len(m) for m in inner]
    if min(sizes) < 2 or max(sizes) - min(sizes) > 1:
        return False
    first = inner[0][0]
    ahead = all(m.startswith(first) for m in inner) and first in members[0]
    ends = {m[-1] for m in members[:-1]}
    behind = len(ends) == 1 and ends.pop() in members[-1]
    return (ahead or behind) and _else_same(clauses, lost)


def _else_same(clauses: ClausePair, lost: Sequence[str]) -> bool:
    """Whether the draft's clause is the parent's own but for the lost members."""
    want = clauses.parent.text
    for word in lost:
        want = want.replace(word, "")
    left, right = (pairs_of(_joints().sub("", t)) for t in (want, clauses.draft.text))
    return len(left & right) >= _OWN * len(left | right)


def _range(pieces: Sequence[_Piece], members: Sequence[str]) -> tuple[int, int]:
    """From the first member of a list to the end of the last one."""
    first, last = pieces[0], pieces[-1]
    low = first.start + first.text.rfind(members[0])
    name = members[0]
    while lead := next((w for w in _before() if name.startswith(w) and len(name) > len(w)), ""):
        low, name = low + len(lead), name.removeprefix(lead)
    high = last.start + last.text.find(members[-1]) + len(members[-1])
    end = _after().search(members[-1], 1)
    return low, high if end is None else high - len(members[-1]) + end.start()


@cache
def _joints() -> re.Pattern[str]:
    return compiled("、|以及|(?<!参)与|(?<![普涉危触])及(?!时)|和(?![谐平睦])")


@cache
def _count() -> re.Pattern[str]:
    return compiled("([两二三四五六七八九十])(?:级|位一体|类|个|项|大|方|者|权|化|进|支|条)")


@cache
def _actions() -> tuple[str, ...]:
    return tuple(table("formulas")["shape"]["endings"].split())


@cache
def _levels() -> frozenset[str]:
    return frozenset(table("formulas")["shape"]["levels"].split())


@cache
def _between() -> tuple[str, ...]:
    return tuple(table("formulas")["shape"]["between"].split())


@cache
def _before() -> tuple[str, ...]:
    return (*table("repeats")["lists"]["before"].split(), "“", "严格")


@cache
def _after() -> re.Pattern[str]:
    return compiled("[的等”]|相结合|[两二三四五六七八九十](?:级|位一体)")


@cache
def _people() -> tuple[str, ...]:
    return tuple(table("formulas")["shape"]["people"].split())
