"""Applying fixes: a draft and its findings in, the mended text out. Reads and writes no files.

`fix` applies once. `mend` goes on until nothing changes, so that a mended text is a fixed point,
and leaves out every fix that does harm.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from planlint.diagnostic import Diagnostic, Fix, Location
from planlint.readers.source import Source
from planlint.semantics.plan import Plan

PASSES = 10
"""Rounds of fixing until a text must be stable; the drafts at hand need one to three."""

YEAR_FORMS = frozenset({"DAT007", "DAT008", "TXT008"})
REVEALED = frozenset({"DAT001", "DAT002", "TGT003", "TGT005"})
"""What is seen once a year can be read was wrong before: the fix has done no harm."""

Check = Callable[[str], tuple[Plan, Sequence[Diagnostic]]]
"""Parses a text and checks it."""


class Splice(NamedTuple):
    """An edit as offsets: the text from `start` to `end` becomes `content`."""

    start: int
    end: int
    content: str


class Choice(NamedTuple):
    """A finding and the edits that mend it, which apply together."""

    diagnostic: Diagnostic
    edits: tuple[Splice, ...]

    @property
    def key(self) -> tuple[str, str]:
        """The finding, whatever its line."""
        return self.diagnostic.code, self.diagnostic.fingerprint


class Mended(NamedTuple):
    """What fixing made of a draft.

    `diagnostics` are the findings that remain, `places` how many edits were made, `harmful` the
    findings whose fix was left out because it would have made another finding.
    """

    plan: Plan
    diagnostics: tuple[Diagnostic, ...]
    places: int = 0
    harmful: tuple[Diagnostic, ...] = ()

    @property
    def text(self) -> str:
        """The mended text."""
        return self.plan.source.text


def fix(draft: Plan, diagnostics: Iterable[Diagnostic], unsafe: bool = False) -> str:
    """Apply the fixes of some findings to the draft's text, once, and return the text.

    Safe fixes only, or with `unsafe` all. The edits of one fix apply together or not at all; of
    fixes that overlap the first counts (by position, then rule), the others are left for the
    findings of the new text.
    """
    return _apply(draft.source.text, _choose(draft.source, diagnostics, unsafe))


def applies(repair: Fix | None, *, unsafe: bool) -> bool:
    """Whether a fix is of the kind that is asked for."""
    return repair is not None and (unsafe or repair.applicability == "safe")


def mend(
    draft: Plan, diagnostics: Sequence[Diagnostic], check: Check, *, unsafe: bool = False
) -> Mended:
    """Fix, check and fix again until nothing changes.

    A fix must leave the outline as it is and add no finding; one that adds a finding may do so
    where a further fix takes it away.
    """
    for patient in (True, False):
        mended = _Mending(check, unsafe, patient).run(Mended(draft, tuple(diagnostics)))
        if not _more(diagnostics, mended.diagnostics):
            break
    return mended


# --- one pass --------------------------------------------------------------------------------


def _choose(source: Source, diagnostics: Iterable[Diagnostic], unsafe: bool) -> list[Choice]:
    """The fixes that can be applied together; the first of those that overlap."""
    taken: list[Splice] = []
    chosen = []
    for diagnostic in sorted(diagnostics, key=lambda d: d.sort_key):
        repair = diagnostic.fix
        if repair is None or not applies(repair, unsafe=unsafe):
            continue
        if diagnostic.filename != source.filename:
            continue
        edits = _splices(source, repair)
        new = [e for e in edits if not _among(taken, e)]
        if edits and not any(_clashes(taken, e) for e in new) and _agree(edits):
            chosen.append(Choice(diagnostic, edits))
            for edit in new:
                insort(taken, edit)
    return chosen


def _splices(source: Source, repair: Fix) -> tuple[Splice, ...]:
    """A fix's edits that change something; none where one of them lies outside the text."""
    found = set()
    for edit in repair.edits:
        start, end = _offset(source, edit.location), _offset(source, edit.end_location)
        if start is None or end is None or start > end:
            return ()
        content = _with_line_ends(edit.content, source)
        if source.text[start:end] != content:
            found.add(Splice(start, end, content))
    return tuple(sorted(found))


def _offset(source: Source, place: Location) -> int | None:
    if not (0 < place.row <= len(source.line_starts) and place.column > 0):
        return None
    offset = source.line_starts[place.row - 1] + place.column - 1
    return offset if offset <= len(source.text) else None


def _with_line_ends(content: str, source: Source) -> str:
    """New lines end as those of the document do."""
    if "\n" not in content or len(source.line_starts) < 2:
        return content
    first = source.text[: source.line_starts[1]]
    end = first[len(first.rstrip("\r\n")) :]
    return content.replace("\n", end[:2] if end.startswith("\r\n") else end[:1])


def _among(taken: Sequence[Splice], edit: Splice) -> bool:
    at = bisect_left(taken, edit)
    return at < len(taken) and taken[at] == edit


def _clashes(taken: Sequence[Splice], edit: Splice) -> bool:
    """Whether an edit meets one of those taken, which do not meet each other."""
    at = bisect_left(taken, edit)
    return any(_meet(other, edit) for other in taken[max(0, at - 1) : at + 1])


def _meet(one: Splice, other: Splice) -> bool:
    """Whether two edits overlap. An insertion meets what it touches: the order is chance."""
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def _agree(edits: Sequence[Splice]) -> bool:
    """Whether the edits of one fix leave each other alone."""
    return not any(_meet(a, b) for a, b in pairwise(edits))


def _apply(text: str, chosen: Iterable[Choice]) -> str:
    pieces, at = [], 0
    for edit in _all_edits(chosen):
        pieces += [text[at : edit.start], edit.content]
        at = edit.end
    return "".join((*pieces, text[at:]))


def _all_edits(chosen: Iterable[Choice]) -> list[Splice]:
    """Every edit once: two fixes may share one."""
    return sorted({e for choice in chosen for e in choice.edits})


# --- until nothing changes -------------------------------------------------------------------


class _Mending:
    """One run of passes; what it leaves out is in `banned` and `restless`."""

    def __init__(self, check: Check, unsafe: bool, patient: bool) -> None:
        self._check = check
        self._unsafe = unsafe
        self._patient = patient
        self._banned: set[tuple[str, str]] = set()
        self._restless: set[str] = set()

    def run(self, draft: Mended) -> Mended:
        """Pass after pass. Rules that never come to rest are left out, and all begins anew."""
        while True:
            mended, last = self._passes(draft)
            if not last:
                return mended
            self._restless |= {c.diagnostic.code for c in last}
            self._banned.clear()

    def _passes(self, state: Mended) -> tuple[Mended, Sequence[Choice]]:
        """The stable state, or with the fixes that still went on when the passes were used up."""
        history: list[tuple[Mended, list[Choice]]] = []
        harmful: dict[tuple[str, str], Diagnostic] = {}
        for _ in range(PASSES):
            chosen = self._candidates(state)
            if not chosen:
                return state._replace(harmful=tuple(harmful.values())), ()
            kept, after = self._harmless(state, chosen)
            harmful |= {c.key: c.diagnostic for c in chosen if c not in kept}
            self._banned.update(c.key for c in chosen if c not in kept)
            history.append((state, kept))
            texts = [past.text for past, _ in history]
            if kept and after.text in texts:  # round in a circle: back to where it begins
                begin = texts.index(after.text)
                self._banned.update(c.key for _, fixes in history[begin:] for c in fixes)
                after = history[begin][0]
                del history[begin:]
            state = after
        return state, self._candidates(state)

    def _candidates(self, state: Mended) -> list[Choice]:
        open_ = (
            d
            for d in state.diagnostics
            if d.code not in self._restless and (d.code, d.fingerprint) not in self._banned
        )
        return _choose(state.plan.source, open_, self._unsafe)

    def _harmless(
        self, state: Mended, chosen: list[Choice], kept: Sequence[Choice] = ()
    ) -> tuple[list[Choice], Mended]:
        """Those of the fixes that do no harm beside the kept ones, found by halving."""
        after = self._try(state, [*kept, *chosen])
        if after is not None:
            return [*kept, *chosen], after
        if len(chosen) == 1:
            return list(kept), self._try(state, kept) or state
        half = len(chosen) // 2
        left, _ = self._harmless(state, chosen[:half], kept)
        return self._harmless(state, chosen[half:], left)

    def _try(self, state: Mended, chosen: Sequence[Choice]) -> Mended | None:
        """The state after some fixes; None where it is worse than before."""
        if not chosen:
            return state
        plan, found = self._check(_apply(state.text, chosen))
        if _spoils(state.plan, plan):
            return None
        new = found
        if self._patient:  # a finding that has a fix of its own has the next pass to go
            new = [d for d in found if not applies(d.fix, unsafe=self._unsafe)]
        if {c.diagnostic.code for c in chosen} <= YEAR_FORMS:
            new = [d for d in new if d.code not in REVEALED]
        if _more(state.diagnostics, new):
            return None
        return Mended(plan, tuple(found), state.places + len(_all_edits(chosen)))


def _more(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> bool:
    """Whether a rule finds more than it did. Not the messages: they quote the text around."""
    counts = Counter(d.code for d in before)
    return any(count > counts[code] for code, count in Counter(d.code for d in after).items())


def _spoils(before: Plan, after: Plan) -> bool:
    """Whether the outline is another, or an indicator or a clause can no longer be read."""
    return (
        _headings(before) != _headings(after)
        or len(before.indicators) > len(after.indicators)
        or len(before.responsibilities) > len(after.responsibilities)
    )


def _headings(plan: Plan) -> list[tuple[list[tuple[int, str]], int]]:
    """For each part its headings by rank and kind, and how many boxes it has. Not the numbers."""
    return [
        ([(s.level, s.marker.kind) for s in part.walk()], sum(1 for _ in part.all_boxes()))
        for part in plan.outline.parts
    ]
