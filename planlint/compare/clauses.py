"""The clauses of a sentence that was taken over, each with the parent's clause that it renders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from planlint.compare.sentences import TAKEN, SentencePair, pairs_of
from planlint.matching import matcher
from planlint.patterns import compiled
from planlint.semantics.lexicon import segment

# Of the pairs of characters of two clauses: in a sentence that was taken over, and in another.
_ALIKE, _ALIKE_ALONE = 0.35, 0.55


class Clause(NamedTuple):
    """A piece of a sentence between its stops; `start` is its offset in the sentence."""

    start: int
    text: str


class ClausePair(NamedTuple):
    """A clause of a draft and the one of the parent's sentence that it renders, 0 to 1 alike."""

    draft: Clause
    parent: Clause
    score: float


class Edit(NamedTuple):
    """Words of the parent's clause that became others: ranges of both clauses, either empty."""

    draft: tuple[int, int]
    parent: tuple[int, int]


def clauses_of(text: str) -> tuple[Clause, ...]:
    """The clauses of a sentence, in their order."""
    return tuple(Clause(m.start(), m.group()) for m in _pieces().finditer(text))


def changed_clauses(pair: SentencePair) -> Iterator[ClausePair]:
    """The draft's clauses that do not stand in the parent's sentence, with those they render."""
    theirs = clauses_of(pair.parent.text)
    known = {c.text for c in theirs}
    changed = [c for c in clauses_of(pair.draft.text) if c.text not in known]
    sets = [pairs_of(c.text) for c in theirs] if changed else ()
    least = _ALIKE if pair.score >= TAKEN else _ALIKE_ALONE
    for clause in changed:
        found = _rendered(clause, theirs, sets)
        if found is not None and found.score >= least:
            yield found


def _rendered(
    clause: Clause, theirs: Sequence[Clause], sets: Sequence[set[str]]
) -> ClausePair | None:
    """The likest clause of the parent's sentence."""
    mine = pairs_of(clause.text)
    best, score = None, 0.0
    for other, pairs in zip(theirs, sets, strict=True):
        both = len(mine & pairs)
        like = both / (len(mine) + len(pairs) - both) if both else 0.0
        if like > score:
            best, score = other, like
    return None if best is None else ClausePair(clause, best, score)


def edits(pair: ClausePair) -> tuple[Edit, ...]:
    """What the draft changed in the parent's clause, word by word."""
    mine, theirs = segment(pair.draft.text), segment(pair.parent.text)
    mine_at, theirs_at = _starts(mine), _starts(theirs)
    codes = matcher(theirs, mine).get_opcodes()
    return tuple(
        Edit((mine_at[j1], mine_at[j2]), (theirs_at[i1], theirs_at[i2]))
        for tag, i1, i2, j1, j2 in codes
        if tag != "equal"
    )


def _starts(words: Sequence[str]) -> list[int]:
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    return starts


@cache
def _pieces() -> re.Pattern[str]:
    return compiled("[^，；。！？：\n]+")
