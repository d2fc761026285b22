"""The facts about a document itself: title, issuer, number, date, period."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from planlint.knowledge import table
from planlint.patterns import compiled, regex
from planlint.readers.source import HAN, Source, split_lines
from planlint.syntax.ast import Outline, Part
from planlint.syntax.numerals import number

STAGE = compiled(r"[（(](征求意见稿|公开征求意见稿|送审稿|讨论稿|草案|初稿|审议稿|报批稿)[)）]$")
_DATE = compiled(
    r"[（(]?((?:19|20)\d\d|[二一][〇○零Oo0九一二三四五六七八]{3}) ?年"
    r" ?(\d{1,2}|[一二三四五六七八九十]{1,2}) ?月"
    r" ?(\d{1,2}|[一二三四五六七八九十]{1,3}) ?日(?:印发|发布|公布)?[）)]?"
)
_META_DATE = compiled(
    r"(?:发布日期|成文日期|发布时间|publish_date)\**\s*[:：]\s*\**\s*(20\d\d)\D(\d{1,2})\D(\d{1,2})"
)
_NUMBER_LINE = compiled(
    rf"[（(]?({HAN}{{2,14}}[〔\[［（(【](?:19|20)\d\d[〕\]］）)】] ?第?\d{{1,4}} ?号)[）)]?"
)
# The sixth plan began in 1981; every five years since.
_PERIODS = {f"十{digit}": 2006 + 5 * at for at, digit in enumerate("一二三四五六七")}
_PERIOD = compiled(r"“?(十[一二三四五六七])五”?|第(十[一二三四五六七])个五年")
_YEARS = compiled(
    r"(20\d\d) ?年?(?:[-—－–～~至到]+) ?(20\d\d)"
    r"|(20\d\d) ?(?:年度?)?(?=[^\d（(]{0,12}(?:方案|计划|要点|重点任务)$)"
)
_LONGEST_DATE = 16
_LONGEST_LEAD = 6  # 展望 and four blanks
_OUTLOOK = compiled(r"20(?:35|40|50)\s{0,4}年")  # the rest is looked at behind it: far quicker
_OUTLOOK_LEAD = compiled(r"(?:展望|到)\s{0,4}\Z")  # a line may end between
_ISSUER = compiled(
    rf"{HAN}{{2,30}}(?:人民政府|办公厅|办公室|委员会|国务院|管委会|管理局|[局厅部委]|联合会|残联|领导小组)"
)
_TITLE_ISSUER = compiled(
    r"(.{0,24}?(?:人民政府(?:办公厅|办公室)?|国务院(?:办公厅)?|委员会|管委会|[局厅部委办]))"
    r"(?:等.{0,8}部门)?(?:关于|印发)"
)


class Facts(NamedTuple):
    """What the carrier of a plan says; "" and None where it says nothing."""

    title: str
    stage: str
    issuer: str
    number: str
    date: dt.date | None
    period: tuple[int, int] | None
    outlook: int | None


def plan_part(outline: Outline) -> Part:
    """The first part that is a plan; a notice with headings of its own is one, too."""
    parts = outline.parts
    for part in parts:
        if part.sections and not is_carrier(part):
            return part
    return next((p for p in parts if p.sections), parts[0])


@cache
def _carriers() -> tuple[str, ...]:
    return tuple(table("documents")["titles"]["carriers"])


def is_carrier(part: Part) -> bool:
    """Whether a part is a notice that carries another document."""
    hands_on = "印发" in part.title or "转发" in part.title or len(part.sections) < 2
    return hands_on and part.title.endswith(_carriers())


def read_facts(outline: Outline, plan: Part) -> Facts:
    """The facts of the plan, from its own title and from the notice before it."""
    source = outline.source
    before = [p for p in outline.parts if p.span.start <= plan.span.start]
    title, stage = _stage(plan.title)
    titles = [title, *(p.title for p in before)]
    lines = [n for p in before for n in _short_lines(source, p)]
    end = source.text[max(0, plan.span.end - 400) :]
    issuer = _issuer(source, before, titles)
    date = _date(lines, source.folded[: outline.lead.end], end)
    signer, day = _signature(source, plan) if not issuer or date is None else ("", None)
    return Facts(
        title,
        stage,
        issuer or signer,
        _number(source.text[: _front_end(before, plan)]),
        date or day,
        next(filter(None, map(title_period, (*titles, source.folded[: outline.lead.end]))), None),
        _outlook(source.folded),
    )


def _stage(title: str) -> tuple[str, str]:
    match = STAGE.search(title)
    return (title[: match.start()], match.group(1)) if match else (title, "")


def _front_end(before: Sequence[Part], plan: Part) -> int:
    """Where the carrier's text ends: at the plan's first heading at the latest."""
    first = plan.sections[0].span.start if plan.sections else plan.span.end
    return min(first, before[0].span.start + 3000 if before else first)


def _short_lines(source: Source, part: Part) -> list[str]:
    """Lines of a carrier or a plan's opening that may be a number, a signature or a date."""
    stop = part.sections[0].span.start if part.sections else part.span.end
    rows = split_lines(source.folded[part.span.start : stop])
    return [r.strip(" \t*#") for r in rows if 0 < len(r.strip()) <= 60]


def _number(front: str) -> str:
    for raw in split_lines(front):
        match = _NUMBER_LINE.fullmatch(raw.strip(" \t*#　"))
        if match:
            return regex(r"\s").sub("", match.group(1))
    return ""


def _date(lines: Sequence[str], lead: str, end: str) -> dt.date | None:
    """Signature first, then a line at the end, then the publication line of an export."""
    for line in lines:
        match = _DATE.fullmatch(line)
        if match and (date := _as_date(match)):
            return date
    for line in reversed(split_lines(end)):
        match = _DATE.fullmatch(line.strip())
        if match and (date := _as_date(match)):
            return date
    meta = _META_DATE.search(lead)
    return _valid(*(int(g) for g in meta.groups())) if meta else None


def _as_date(match: re.Match[str]) -> dt.date | None:
    year, month, day = (
        number(regex(r"(?<=[二一〇九])[Oo0]|[Oo]").sub("〇", g)) for g in match.groups()
    )
    return None if year is None or month is None or day is None else _valid(year, month, day)


def _valid(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def title_period(title: str) -> tuple[int, int] | None:
    """The years in a title, else those of its five-year period: “十五五” is 2026—2030."""
    years = _YEARS.search(title)
    if years and years.group(1):
        first, last = int(years.group(1)), int(years.group(2))
        if first <= last <= first + 20:
            return first, last
    if years and years.group(3):
        return int(years.group(3)), int(years.group(3))
    match = _PERIOD.search(title)
    if match:
        start = _PERIODS[match.group(1) or match.group(2)]
        return start, start + 4
    return None


def _signature(source: Source, plan: Part) -> tuple[str, dt.date | None]:
    """Who signs at the end, and when: two lines, behind which annexes may follow."""
    start, end = plan.span
    rows = [r for line in split_lines(source.folded[start:end]) if (r := line.strip(" \t*#　"))]
    for above, line in zip(reversed(rows[:-1]), reversed(rows), strict=False):
        if len(line) > _LONGEST_DATE or "日" not in line or not _ISSUER.fullmatch(above):
            continue
        match = _DATE.fullmatch(line)
        if match and (date := _as_date(match)):
            return above, date
    return "", None


def _outlook(text: str) -> int | None:
    for match in _OUTLOOK.finditer(text):
        if _OUTLOOK_LEAD.search(text[max(0, match.start() - _LONGEST_LEAD) : match.start()]):
            return int(match[0][:4])
    return None


def _issuer(source: Source, before: Sequence[Part], titles: Iterable[str]) -> str:
    """The signature above the date, else the issuer that the notice's title begins with."""
    for part in before:
        lines = _short_lines(source, part)
        for above, line in pairwise(lines):
            if _DATE.fullmatch(line) and _ISSUER.fullmatch(above) and not above.startswith("各"):
                return above
    for title in titles:
        match = _TITLE_ISSUER.match(title)
        if match:
            return match.group(1)
    return ""
