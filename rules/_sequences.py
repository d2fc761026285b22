"""Where a count of numbers breaks; shared by the rules on boxes and on enumerations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Break(NamedTuple):
    """A number that does not follow: kind is gap, duplicate or backward; `at` is its index."""

    kind: str
    at: int
    expected: int


def breaks(numbers: Sequence[int]) -> Iterator[Break]:
    """The breaks of a count from one. One wrong number is one break: the count goes on from what
    stands or from what was due, whichever the next number continues.
    """
    stands = due = 0
    for at, number in enumerate(numbers):
        expected = due + 1
        following = numbers[at + 1] if at + 1 < len(numbers) else None
        if number == stands:
            yield Break("duplicate", at, expected)
        elif number in (stands + 1, expected):
            stands = due = number
            continue
        elif number < stands:
            yield Break("backward", at, expected)
        elif following == number == expected + 1:  # 一 三 三 四: the first is a slip for 二
            yield Break("gap", at, expected)
            stands = due = expected
            continue
        elif following == number:  # the next one repeats it: that is the mistake
            stands, due = number, expected
            continue
        else:
            yield Break("gap", at, expected)
        stands, due = number, expected
