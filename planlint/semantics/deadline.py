"""Deadlines: by when a sentence says that something is due."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from planlint.patterns import compiled
from planlint.syntax.lalr import Grammar, Lexeme, SyntaxMismatch, Tree
from planlint.syntax.numerals import number as numeral

GRAMMAR = Grammar("deadline")

_REMEMBERED = 512  # dates whose reading is kept: a plan names a dozen, again and again
_LEADS = ("不迟于", "最迟于", "最迟到", "最迟", "到", "至")
_HINTS = ("年", "期", "末")
_TENTH = 2005  # the last year of “十五”; each plan lasts five years


class Due(NamedTuple):
    """A deadline and its place in the text: the last day of `year`, or of `month` in it (0: none).

    `mode` is "before" for 前 (2027年底前), "by" for 到 and for an end (到2027年, 2027年底),
    "in" for a date alone.
    """

    start: int
    end: int
    year: int
    month: int
    mode: str


def five_year(ordinal: str) -> int:
    """The last year of a five-year plan by what stands between 十 and 五: 四 is 2025."""
    return _TENTH + 5 * (numeral(ordinal) or 0)


def read_deadlines(text: str, period: tuple[int, int] | None) -> Iterator[Due]:
    """The deadlines of a logical text, in its order; `period` is that of the plan.

    Years of titles, document numbers, ranges and dates of issue are none, nor is a date alone
    that lies before the period: it tells of the past.
    """
    if not any(h in text for h in _HINTS):
        return
    end = 0
    for start in _anchors(text):
        due = _read(text, start, period) if start >= end else None
        if due is not None:
            end = due.end
            yield due


def _anchors(text: str) -> Iterator[int]:
    """Where a deadline may begin: at a date, or at what leads to it (不迟于)."""
    end = 0
    for core in _core().finditer(text):
        at = core.start()
        for start in range(max(end, _lead_start(text, at)), at + 1):
            anchor = _anchor().match(text, start)
            if anchor is not None:
                end = anchor.end()
                yield start
                break


def _lead_start(text: str, at: int) -> int:
    """Where what leads to the core of an anchor may begin."""
    if at and text[at - 1] in '“"‘本该':
        at -= 1
    blank = at
    while blank and text[blank - 1] == " ":
        blank -= 1
    for word in _LEADS:
        if text.endswith(word, 0, blank):
            return blank - len(word)
    return at


@cache
def _core() -> re.Pattern[str]:
    """What every anchor holds: each form opens with one character, which is looked for quickly."""
    return compiled(
        r"20\d\d *年|二[〇零○][○\w]{2}年|十[一二三四五六七八九]五[”\"’]?(?=[规时期末年])"
        r"|规划期[末内间]"
    )


@cache
def _anchor() -> re.Pattern[str]:
    """A year, the name of a period, the plan's own period, with what leads to it."""
    return compiled(
        r"(?:(?:不迟于|最迟[于到]?|[到至]) *)?(?:(?<!\d)20\d\d *年|二[〇零○][○\w]{2}年"
        r"|[“\"‘]?十[一二三四五六七八九]五[”\"’]?(?=[规时期末年])|[本该]?规划期[末内间])"
    )


@cache
def _not_after() -> re.Pattern[str]:
    """What stands before a year that is the start of something, or the end of a range."""
    return compiled(
        r"(?:[从由自较以]|(?<!占)比|(?<!迟)于|截[至止]"
        r"|(?:\d|[年月日期间五][”\"]?) *[—～~\-–至到]+) *$"
    )


@cache
def _not_before() -> re.Pattern[str]:
    """What follows a year that is no deadline: a range, a version, a point of departure."""
    return compiled(
        r" *(?:[—～~\-–至到]+ *(?:\d\d|[“\"]?十)|以来|起|开始|度|版|印发|[发公]布|修[订正]|[实施]施"
        r"|出台|相比|基础上|[后前的初]|远景|愿景|中期|[中上下]旬|[以之]后|第|规划|计划)"
    )


def _read(text: str, start: int, period: tuple[int, int] | None) -> Due | None:
    tokens = GRAMMAR.lex_from(text, start)
    date = _dated(tuple((t.type, t.text) for t in tokens), period)
    if date is None:
        return None
    end = tokens[-1].start + len(tokens[-1].text.rstrip())
    head = tokens[0].end if tokens[0].type == "UNTIL" else start
    if _not_after().search(text, max(0, start - 6), head) or _not_before().match(text, end):
        return None
    if _is_inside(text, start, "《", "》") or _is_inside(text, start, "〔", "〕"):
        return None
    return Due(start, end, *date)


@lru_cache(_REMEMBERED)
def _dated(
    said: tuple[tuple[str, str], ...], period: tuple[int, int] | None
) -> tuple[int, int, str] | None:
    """Year, month and mode of a deadline's tokens; None where they are none."""
    try:
        tree: Tree = GRAMMAR.parse([Lexeme(kind, text, 0) for kind, text in said])
    except SyntaxMismatch:
        return None
    marks = {c.type for c in tree.children if isinstance(c, Lexeme)}
    ended = any("底" in text or "末" in text for _, text in said)
    mode = "before" if "BEFORE" in marks else "by" if "UNTIL" in marks or ended else "in"
    (node,) = (c for c in tree.children if isinstance(c, Tree))
    found = _date(node, period)
    if found is None or (mode == "in" and _is_no_promise(node, found[0], period)):
        return None
    return (*found, mode)


def _is_inside(text: str, at: int, opener: str, closer: str) -> bool:
    """Whether a place lies between a bracket and the one that closes it."""
    opened = text.rfind(opener, 0, at)
    return opened >= 0 and text.find(closer, opened, at) < 0


def _is_no_promise(node: Tree, year: int, period: tuple[int, int] | None) -> bool:
    """A date alone is a day of issue, or tells what was reached before the period."""
    dated = any(isinstance(c, Lexeme) and c.type == "DAY" for c in node.children)
    return dated or (period is not None and year < period[0])


def _date(node: Tree, period: tuple[int, int] | None) -> tuple[int, int] | None:
    """Year and month of a node; None where the plan's own period is not known."""
    if node.name == "own":
        return None if period is None else (period[1], 0)
    marks: dict[str, str] = {c.type: c.text for c in node.children}
    if "NAMED" in marks:
        return five_year(marks["NAMED"].strip('“”"‘’')[1]), 0
    year = numeral(marks["YEAR"].rstrip("年 ")) or 0
    month = _month(marks)
    return None if month > 12 else (year, month)


def _month(marks: dict[str, str]) -> int:
    if "MONTH" in marks:
        return numeral(marks["MONTH"].strip().rstrip("月份 ")) or 0
    if "HALF" in marks:
        return 6 if marks["HALF"].startswith("上") else 12
    if "QUARTER" in marks:
        return 3 * (numeral(marks["QUARTER"].strip("第季度")) or 0)
    return 0
