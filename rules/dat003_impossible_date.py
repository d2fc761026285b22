"""DAT003 impossible-date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.rule import Bad, Context, Finding, Good, Rule, Text

_NO_MONTH = Text(
    "“{found}”不是日期：没有{month}月。请核对。", "{found!r} is no date: there is no month {month}."
)
_WEEKDAY = Text(
    "“{found}”日期与星期不符：{year}年{month}月{day}日是{right}。请核对日期或者星期。",
    "{found!r}: {year}-{month}-{day} is a {right}; check the date or the weekday.",
)
_HALF_YEAR = 183


class ImpossibleDate(Rule):
    """日历上没有的日期（2月30日、13月5日），或者日期与星期对不上。

    没有写年份的日期，年份取自同一段前面的日期，或者按成文日期推算；推不准的不报。农历日期不在此列。
    """

    id, name, severity = "DAT003", "impossible-date", Severity.ERROR
    zh = "“{found}”不是日期：{month}月最多只有{days}天。请核对。"
    en = "{found!r} is no date: month {month} has {days} days at most."
    why_en = "A date that the calendar does not have, or one whose weekday is another."
    source = "公历；GB/T 7408 日期和时间表示法"
    good = (
        Good("于2028年2月29日前完成。", note="闰年"),
        Good("请于2026年5月29日（周五）18：00前反馈。"),
        Good("每年12月至次年2月30日龄以上的雏禽全部免疫。", note="30日龄不是日期"),
        Good("请于5月29日（周五）前反馈。", date="2026-05-20", note="按成文日期推算年份"),
        Good("请于1月8日（周五）前反馈。", date="2026-12-20", note="次年1月"),
        Good("农历2月30日前后开展慰问。"),
        Good("社区活动安排在5月28日（周一至周五除外）。"),
    )
    bad = (
        Bad("于〔[2027年2月29日]〕前完成。"),
        Bad("于〔[11月31日]〕前报送总结。"),
        Bad("开放时间为〔[6月20日—31日]〕。"),
        Bad("自〔[2027年13月]〕起施行。"),
        Bad("请于〔[2026年5月28日（周五]〕）前反馈。"),
        Bad("请于〔[5月28日（星期五]〕）前反馈。", date="2026-05-20"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Read the dates of all texts and table cells."""
        if next(ctx.wording.find(_month(), cells=True), None) is None:
            return
        from planlint.semantics.calendar import days_in, read_days, weekday_name

        written = ctx.draft.stated_date or ctx.draft.date or ctx.date
        texts = ctx.wording.printed, ctx.wording.tables
        for flow, _ in (t for some in texts for t in some.holding(_month())):
            for date in read_days(flow.text):
                span, found = flow.span(date.start, date.end), flow.text[date.start : date.end]
                found += "）" * (found.count("（") - found.count("）"))  # the weekday's bracket
                most = days_in(date.month, date.stated)
                if not most:
                    yield self.report(span, text=_NO_MONTH, found=found, month=date.month)
                elif date.day == 0 or date.day > most:
                    yield self.report(span, found=found, month=date.month, days=most)
                elif date.weekday is not None:
                    days = _candidates(date.year, date.month, date.day, written)
                    if days and all(d.weekday() != date.weekday for d in days):
                        first = days[0]
                        yield self.report(
                            span,
                            text=_WEEKDAY,
                            found=found + ("）" if "（" in found else ""),
                            year=first.year,
                            month=first.month,
                            day=first.day,
                            right=Text(weekday_name(first.weekday()), f"{first:%A}"),
                        )


def _candidates(year: int | None, month: int, day: int, written: dt.date | None) -> list[dt.date]:
    """The days that a month and day may stand for, the likeliest first."""
    if year is not None:
        years = [year]
    elif written is not None:
        here = (month, day) >= (written.month, written.day)
        years = [written.year] if here else [written.year, written.year + 1]
        far = here and (month - written.month) * 30 > _HALF_YEAR
        years.extend([written.year - 1] if far else [])
    else:
        return []
    try:
        return [dt.date(y, month, day) for y in years]
    except ValueError:  # 29 February, of a year that is not known
        return []


@cache
def _month() -> re.Pattern[str]:
    """What every date has: cheap to look for."""
    return compiled(r"[\d一二三四五六七八九十]\s?月")
