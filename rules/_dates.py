"""What the rules on dates and periods share: where a plan looks ahead, and what is over by when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from planlint.patterns import compiled
from planlint.rule import Context, Text

ZEROS = "零○◯0０OoＯｏОоΟο"
"""What is written for 〇 in years of characters."""

NEAR = 200
"""How far from a word its sentence is read; only a text without stops has longer ones."""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence; a semicolon ends one, too."""
    return (found.span() for found in _sentence().finditer(text))


@cache
def _sentence() -> re.Pattern[str]:
    return compiled("[^。；！？]*[。；！？]|[^。；！？]+$")


def in_title(text: str, at: int) -> bool:
    """Whether a place lies inside 《》."""
    return text.rfind("《", 0, at) > text.rfind("》", 0, at)


def today(ctx: Context) -> dt.date | None:
    """The day by which things are over: the document's date, else the first day of its period.

    A plan judged after its own period has nothing ahead at all; then there is no such day.
    """
    period = ctx.draft.period
    if ctx.date is None:
        return None if period is None else dt.date(period[0], 1, 1)
    return None if period is not None and ctx.date.year > period[1] else ctx.date


def by_what(ctx: Context, day: dt.date) -> Text:
    """What `today` is taken from, for a message."""
    if ctx.date is None:
        return Text(f"规划期首年{day.year}年", f"the first year of the period, {day.year}")
    return Text(f"成文时间{day.year}年{day.month}月", f"the document's date, {day:%Y-%m}")


def tells(text: str, start: int, end: int) -> bool:
    """Whether a stretch of text tells of what has been, by words of achievement or comparison."""
    return _told().search(text, start, end) is not None


@cache
def _told() -> re.Pattern[str]:
    return compiled(
        r"已|了(?![解然])|曾|取得|成功|圆满(?!完成)|累计|以来|同比|截[至止]|[增下]长|达到了|荣获|获得"
        r"|率先实现|如期|顺利|五年来|成效|成就|成果|跃[上升]|迈[出上]|相比|翻番|超额|不平凡|连续"
    )
