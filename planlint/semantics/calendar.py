"""Calendar dates in a text: month and day, with year and weekday where they are printed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from planlint.patterns import compiled
from planlint.syntax.numerals import number

_WEEKDAYS = "一二三四五六日天"
_FIRST, _LAST = 1900, 2100
_LONGEST_YEAR = 12  # characters before 月: 二〇二七 年 十二 月


class Day(NamedTuple):
    """A date and its place in the text; 0 where it has no day, None where it names no year.

    `stated` is the year printed with it. `year` is that one, or the year of the date before it
    in the same text. `weekday` counts from Monday, 0; `end` lies behind it.
    """

    start: int
    end: int
    stated: int | None
    year: int | None
    month: int
    day: int
    weekday: int | None = None


def days_in(month: int, year: int | None) -> int:
    """How many days a month has at most; 0 for a month that there is not."""
    if not 1 <= month <= 12:
        return 0
    first = dt.date(2000 if year is None else year, month, 1)
    after = dt.date(first.year + month // 12, month % 12 + 1, 1)
    return (after - first).days


def weekday_name(weekday: int) -> str:
    """星期一 for 0."""
    return f"星期{_WEEKDAYS[weekday]}"


def read_days(text: str) -> Iterator[Day]:
    """The dates of a folded text, in its order: 2022年5月27日（周五）, 3月1日至5日, 二月三十日.

    A month without a day counts only behind its year (2025年13月). Dates of the lunar calendar
    are left out.
    """
    first = _month().search(text) if "月" in text else None
    if first is None:
        return
    year: int | None = None
    for found in _date().finditer(text, max(0, first.start() - _LONGEST_YEAR)):
        if _lunar().search(text, max(0, found.start() - 4), found.start()):
            continue
        stated = number(found["year"].replace(" ", "")) if found["year"] else None
        if stated is not None and not _FIRST <= stated <= _LAST:
            continue
        year = stated or year
        month, day = number(found["month"]), number(found["day"] or "")
        if month is None or (day is None and stated is None):
            continue
        weekday = _weekday(text, found.end()) if day is not None else None
        end = found.end() if weekday is None else weekday[1]
        yield Day(
            found.start(), end, stated, year, month, -1 if day is None else day,
            weekday[0] if weekday else None,
        )  # fmt: skip
        until = _until().match(text, end) if day is not None else None
        if until:
            last = number(until["day"]) or 0
            yield Day(found.start(), until.end(), stated, year, month, last)


def _weekday(text: str, at: int) -> tuple[int, int] | None:
    """The weekday right behind a date, and where it ends; a span of weekdays is none."""
    found = _week().match(text, at)
    return (
        (_WEEKDAYS.index(found[1]) % 7 if found[1] != "天" else 6, found.end()) if found else None
    )


@cache
def _date() -> re.Pattern[str]:
    chinese = "[一二三四五六七八九十]"
    return compiled(
        r"(?:(?P<year>(?<!\d)\d{4}|(?<![一二三四五六七八九十])[一二][一二三四五六七八九〇○零]{3})"
        r" ?年 ?)?"
        rf"(?:(?<![\d.+])(?P<month>\d{{1,2}}|(?<!{chinese}){chinese}{{1,3}}) ?月"
        rf"(?: ?(?P<day>\d{{1,2}}|{chinese}{{1,3}}) ?[日号](?![线楼井龄])|(?!\d)))"
    )


@cache
def _month() -> re.Pattern[str]:
    """What every date holds; looking for it first takes a tenth of the time."""
    return compiled(r"月(?:(?<=[\d一二三四五六七八九十]月)|(?<=[\d一二三四五六七八九十] 月))")


@cache
def _lunar() -> re.Pattern[str]:
    return compiled("农历|阴历|夏历|闰|藏历")


@cache
def _until() -> re.Pattern[str]:
    return compiled(r" ?[—～~\-–至到]{1,2} ?(?P<day>\d{1,2}) ?日")


@cache
def _week() -> re.Pattern[str]:
    return compiled(r" ?[（，]? ?[本下上]?(?:周|星期|礼拜)([一二三四五六日天])(?![至到、—～和及])")
