"""The rank of each heading within its part: canonical, unless the part's own nesting differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cmp_to_key
from itertools import pairwise

from planlint.syntax.lines import RANK, Line

MAX_RANK = 8


def rank_headings(lines: Sequence[Line]) -> None:
    """Give the headings of one part their ranks, H1 for the outermost kind that occurs."""
    headings = [n for n in lines if n.type == "H"]
    order = {kind: i for i, kind in enumerate(_order(headings))}
    for line in headings:
        line.rank = min(order[line.kind or ""] + 1, MAX_RANK)
        line.type = f"H{line.rank}"


def _order(headings: Sequence[Line]) -> list[str]:
    """The kinds that occur, outermost first."""
    kinds = sorted({n.kind or "" for n in headings}, key=RANK.__getitem__)
    # b directly after a, numbered one: evidence that b stands inside a.
    inside = Counter(
        (a.kind, b.kind) for a, b in pairwise(headings) if a.kind != b.kind and b.number == 1
    )

    def compare(a: str, b: str) -> int:
        # Against the canonical order only what the part does throughout counts.
        against = inside[(b, a)] - inside[(a, b)]
        if RANK[a] < RANK[b]:
            return 1 if against >= 3 and not inside[(a, b)] else -1
        return -compare(b, a) if a != b else 0

    return sorted(kinds, key=cmp_to_key(compare))
