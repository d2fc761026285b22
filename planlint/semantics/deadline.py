"""Deadlines: by when a plan promises something, read from its running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from planlint.syntax.numerals import number


class Due(NamedTuple):
    """A deadline in a text: its place, the year, the month (0: not said).

    `mode` is "before" for 前, "by" for 到…年, else "in".
    """

    start: int
    end: int
    year: int
    month: int
    mode: str


@cache
def _deadline() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\d—～~-])(?<![较比从由自与])(?P<to>到|至|截至|力争到)? ?"
        r"(?:(?P<year>20\d\d) ?年|“十(?P<five>[一二三四五六七八九])五”)"
        r"(?: ?(?P<month>1[0-2]|[1-9]) ?月)?(?P<tail>年?底|期?末|时期末|上半年)?"
        r"(?P<before>以?前|之前)?(?![—～~-]|\d|[^》《]{0,40}》)"
    )


def five_year(numeral: str) -> int:
    """The last year of a five-year period by what stands between 十 and 五: 四 is 2025."""
    return 1955 + 5 * (number("十" + numeral) or 0)


def read_deadlines(text: str, period: tuple[int, int] | None) -> Iterator[Due]:
    """Every deadline in a folded text."""
    del period
    for match in _deadline().finditer(text):
        year = int(match["year"]) if match["year"] else five_year(match["five"])
        month = int(match["month"] or 0)
        mode = "before" if match["before"] else "by" if match["to"] or match["tail"] else "in"
        yield Due(match.start(), match.end(), year, month, mode)
