"""DAT004 stale-formula."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from planlint.diagnostic import Severity
from planlint.patterns import compiled, regex
from planlint.readers.source import Span
from planlint.rule import Bad, Context, Finding, Good, Rule, Text
from planlint.syntax.numerals import number

from ._dates import by_what, in_title, sentences, today

_MISSING = Text(
    "指导思想没有提到{later}（{last}闭幕），而本文成文于其后一年之内。请按最新提法补充。",
    "the guiding ideology does not mention {later} (closed {last}), though written within a year of it.",
)
_GRACE = dt.timedelta(days=14)  # a text that was closed before the meeting may come out after it
_YEAR = dt.timedelta(days=365)
_ALL = 99  # 历次全会: every session of a committee, those to come included
_NEVER_LISTED = (1, 7)  # the first session elects, the last one prepares the next congress


class _Formula(NamedTuple):
    """A formula in a sentence: the newest meeting in it, and whether it lists sessions."""

    span: Span
    text: str
    newest: tuple[int, int]
    lists: bool


class StaleFormula(Rule):
    """列举党的代表大会和中央全会时，只列到成文日期之前的某一次，后面已经召开的没有列上。

    “历次全会”视为列全。没有成文日期的，以规划期第一年年初为准。党代会闭幕后一年之内成文、有指导思想却只字未提的，也作提示。
    会议表可以用配置中的 terms.meetings 补充。
    """

    id, name, severity = "DAT004", "stale-formula", Severity.INFO
    zh = "“{found}”没有列上{later}（{last}闭幕，在{when}之前）。请按最新提法补充。"
    en = "{found!r} stops before {later} (closed {last}, before {when}); add it."
    why_en = "A list of congresses or plenary sessions that stops before the document's date."
    source = "党的历次代表大会、中央全会公报"
    good = (
        Good("深入贯彻党的二十大和二十届二中、三中、四中全会精神。", date="2026-03-01"),
        Good("深入贯彻党的二十大和二十届历次全会精神。", date="2026-03-01"),
        Good("全面贯彻党的二十大精神。", date="2026-03-01", note="没有列举全会"),
        Good("深入贯彻党的二十大和二十届二中、三中全会精神。", date="2025-10-30", note="刚刚闭幕"),
        Good("落实党的二十届三中全会精神。", date="2026-03-01", note="只提一次，不是列举"),
        Good("党的二十届三中全会提出健全养老服务体系。", date="2026-03-01", note="引述某次全会"),
        Good("深入贯彻党的十九大、党的二十大精神。", date="2023-03-01"),
        Good("以习近平新时代中国特色社会主义思想为指导，完善服务。", date="2026-03-01"),
    )
    bad = (
        Bad("深入贯彻〔[党的二十大和二十届二中、三中全会]〕精神，完善服务。", date="2026-03-01"),
        Bad("深入贯彻〔[党的二十大和二十届二中、三中全会]〕精神，完善服务。"),
        Bad("认真落实〔[党的十九大和十九届历次全会]〕精神。", date="2026-03-01"),
        Bad("全面贯彻〔[党的十九大]〕精神。", date="2026-03-01"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Find the first list that stops too early; else a guiding ideology without any."""
        day = today(ctx)
        if day is None or ("习近平" not in ctx.source.folded and "大" not in ctx.source.folded):
            return
        rows = [
            row
            for row in ctx.terms.rows("meetings")
            if row["plenum"] not in _NEVER_LISTED and _last(row) + _GRACE < day
        ]
        formulas = list(_formulas(ctx)) if rows else []
        known = max((f.newest for f in formulas), default=(0, 0))
        for formula in formulas:
            newest = formula.newest if formula.lists else (max(known[0], formula.newest[0]), _ALL)
            later = [row for row in rows if (row["congress"], row["plenum"]) > newest]
            if later:
                # Of several the last congress, else the last session.
                row = max(later, key=lambda r: (r["plenum"] == 0, _last(r)))
                yield self._report(row, formula, by_what(ctx, day))
                return
        if not formulas and ctx.date is not None:
            yield from self._missing(ctx, ctx.date, rows)

    def _report(self, row: Mapping[str, Any], formula: _Formula, when: Text) -> Finding:
        return self.report(
            formula.span, found=formula.text, later=row["name"], last=_shown(_last(row)), when=when
        )

    def _missing(
        self, ctx: Context, date: dt.date, rows: list[Mapping[str, Any]]
    ) -> Iterator[Finding]:
        """A guiding ideology that names no meeting at all within a year of a congress."""
        recent = [r for r in rows if r["plenum"] == 0 and date - _last(r) <= _YEAR]
        if not recent or _meeting().search(ctx.source.folded):
            return
        for flow in ctx.wording.tasks.all:
            found = _guide().search(flow.text)
            if found:
                row = recent[-1]
                yield self.report(
                    flow.span(*found.span()),
                    text=_MISSING,
                    later=row["name"],
                    last=_shown(_last(row)),
                )
                return


def _formulas(ctx: Context) -> Iterator[_Formula]:
    """The formulas that a sentence is guided by: 贯彻…精神."""
    for flow in ctx.wording.ahead_everywhere.all:
        text = flow.text
        if "精神" not in text or not any(word in text for word in ("届", "党的", "中共")):
            continue
        for start, end in sentences(text):
            if text.find("精神", start, end) < 0:
                continue
            found = [
                m for m in _meeting().finditer(text, start, end) if not in_title(text, m.start())
            ]
            if not found or not _guided().search(text, start, found[0].start()):
                continue
            first, last = found[0].start(), found[-1].end()
            if "精神" not in text[last : last + 12]:
                continue
            read = [_read(m) for m in found]
            if "历次全会" in text[first : last + 6]:
                read.append((max(c for c, _ in read), _ALL))
            newest = max(read)
            named = {plenum for congress, plenum in read if congress == newest[0]}
            lists = newest[1] > 0 and (len(named) > 1 or text[first:last].count("中") > 1)
            last = max(last, text.find("全会", last, last + 8) + 2)
            yield _Formula(flow.span(first, last), text[first:last], newest, lists)


def _read(match: re.Match[str]) -> tuple[int, int]:
    if match["congress"]:
        return number(match["congress"]) or 0, 0
    plenums = [number(c) or 0 for c in regex("([一二三四五六七])中").findall(match["plenums"])]
    return number(match["committee"]) or 0, max(plenums, default=_ALL)


@cache
def _meeting() -> re.Pattern[str]:
    """党的二十大; 二十届二中、三中全会; 二十届历次全会."""
    ordinal = "十[六七八九]|二十[一二]?"
    return compiled(
        rf"(?:党的?|中共|(?<=[、和及]))(?P<congress>{ordinal})大(?![一-龥]?(?:工程|行动|任务|产业|领域))"
        rf"|(?:党的?|中共)?(?P<committee>{ordinal})届(?P<plenums>(?:[一二三四五六七]中(?:全会)?[、和及]?)+|历次)"
        r"(?:全会)?"
    )


@cache
def _guided() -> re.Pattern[str]:
    return compiled(r"(?:贯彻|落实|学习|领会|践行|遵循|按照)[^，。；]{0,16}$")


@cache
def _guide() -> re.Pattern[str]:
    return compiled(r"以习近平新时代中国特色社会主义思想为指导")


def _last(row: Mapping[str, Any]) -> dt.date:
    return dt.date.fromisoformat(row["last"])


def _shown(date: dt.date) -> Text:
    return Text(f"{date.year}年{date.month}月{date.day}日", date.isoformat())
