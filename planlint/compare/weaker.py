"""What a sentence lost on its way from the parent to the draft: its force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

from planlint.compare.clauses import ClausePair, Edit, edits
from planlint.compare.sentences import SentencePair
from planlint.knowledge import table
from planlint.semantics.lexicon import segment


class Row(NamedTuple):
    """Strong words that must not become weak ones; `before`: nor may these stand before a verb."""

    strong: tuple[str, ...]
    weak: tuple[str, ...]
    before: bool


class Softened(NamedTuple):
    """A weak word of the draft and the parent's words in its place; ranges of both texts."""

    draft: tuple[int, int]
    parent: tuple[int, int]


class Forces:
    """Which words are weaker than which: the rows of the list, and the scales that are built in."""

    def __init__(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self.rows = (*_scales(), *(_row(r["strong"], r["weak"], r.get("before")) for r in rows))
        self.weak = tuple(dict.fromkeys(w for row in self.rows for w in row.weak))
        self._all = frozenset(self.weak).union(*(row.strong for row in self.rows))
        self._soft = frozenset(w for row in self.rows if row.before for w in row.weak)

    def softened(self, pair: SentencePair, changed: Sequence[ClausePair]) -> Iterator[Softened]:
        """Where the changed clauses of a sentence ask for less: 应当 became 鼓励, 建立 探索建立."""
        weak = {w for w in self.weak if w in pair.draft.text} if changed else ()
        for clauses in changed if weak else ():
            mine, theirs = clauses.draft.text, clauses.parent.text
            more = {w for w in weak if mine.count(w) > theirs.count(w)}
            found = self._weakest(clauses, edits(clauses), more) if more else None
            if found is not None:
                yield found

    def _weakest(
        self, clauses: ClausePair, changes: Sequence[Edit], weak: set[str]
    ) -> Softened | None:
        """The first weak word of a clause that has the place of something stronger."""
        for edit in changes:
            for start, word in _found(clauses.draft.text, edit.draft, weak):
                found = self._replaced(clauses, changes, edit, start, word) or self._put_before(
                    clauses, edit, start, word
                )
                if found is not None:
                    (a, b), (c, d) = found
                    mine, theirs = clauses.draft.start, clauses.parent.start
                    return Softened((mine + a, mine + b), (theirs + c, theirs + d))
        return None

    def _replaced(
        self, clauses: ClausePair, changes: Sequence[Edit], edit: Edit, start: int, word: str
    ) -> Softened | None:
        """The strong word that the clause lost for a weak one, in its place or elsewhere."""
        have, want = clauses.draft.text, clauses.parent.text
        strong = {s for row in self.rows if word in row.weak for s in row.strong}
        governs = start == 0 or _verb_at(have, start + len(word)) is not None
        for other in changes:
            if other is not edit and not governs:
                continue
            for at, lost in _found(want, other.parent, strong):
                if have.count(lost) >= want.count(lost):
                    continue
                if other is edit and self._only_force(clauses, edit):
                    return Softened(edit.draft, edit.parent)
                return Softened((start, start + len(word)), (at, at + len(lost)))
        return None

    def _only_force(self, clauses: ClausePair, edit: Edit) -> bool:
        """Whether a changed place has words of force and verbs only, so that it is quoted whole."""
        words = segment(clauses.draft.text[slice(*edit.draft)])
        words += segment(clauses.parent.text[slice(*edit.parent)])
        return all(w in self._all or w in _verbs() for w in words)

    def _put_before(
        self, clauses: ClausePair, edit: Edit, start: int, word: str
    ) -> Softened | None:
        """The verb of the parent before which the draft put a weak word."""
        end = start + len(word)
        verb = _verb_at(clauses.draft.text, end) if word in self._soft else None
        was = clauses.parent.text[slice(*edit.parent)]
        if verb is None or any(w in was for w in self._soft):
            return None
        low, high = edit.parent
        if end == edit.draft[1]:  # the verb itself is the parent's
            if was or not clauses.parent.text.startswith(verb, high):
                return None
            return Softened((start, end + len(verb)), (low, low + len(verb)))
        if end + len(verb) != edit.draft[1] or was not in _verbs():
            return None
        return Softened((start, end + len(verb)), edit.parent)


def _found(text: str, within: tuple[int, int], words: set[str]) -> Iterator[tuple[int, str]]:
    """The places of words in a range of a text, the longest word of a place first."""
    known = sorted(words, key=len, reverse=True)
    for at in range(*within):
        for word in known:
            if text.startswith(word, at, within[1]):
                yield at, word


def _verb_at(text: str, at: int) -> str | None:
    return next((v for v in _verbs() if text.startswith(v, at)), None)


def _row(strong: str, weak: str, before: object) -> Row:
    return Row(tuple(strong.split()), tuple(weak.split()), bool(before))


@cache
def _scales() -> tuple[Row, ...]:
    """The steps of each scale in pairs; a step without words is what bears no such word."""
    steps = [pair for scale in table("weaker")["scales"] for pair in combinations(scale, 2)]
    return tuple(_row(strong, weak, not strong) for strong, weak in steps if weak)


@cache
def _verbs() -> tuple[str, ...]:
    return tuple(sorted(table("weaker")["verbs"]["words"].split(), key=len, reverse=True))
