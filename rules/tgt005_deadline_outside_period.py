"""TGT005 deadline-outside-period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.rule import Bad, Context, Finding, Good, Rule, Text

if TYPE_CHECKING:
    from planlint.readers.source import Span
    from planlint.semantics.deadline import Due

_PAST = Text(
    "时限“{due}”早于本规划的{start}，已经过去。请核对年份，是否从上一期规划抄来。",
    "the deadline {due!r} lies before {start}: it is past. Check the year; was it copied from the last plan?",
)
_YEAR = compiled(r"20\d\d")
_TOLD = compiled(r"已|达到了|提高了|增长了|实现了|完成了|基本建成了|圆满|如期")
# 2023年开展中期评估: an assessment of the plan itself, left over from the last one.
_ASSESSED = compiled(
    r"(?<!\d)(?P<year>20\d\d) ?年(?:年?[底中末初]|[上下]半年)?(?:适时|分别)?(?:组织|开展|进行|实施|启动|完成)[^，。；《》“”上往前]{0,10}(?:中期|终期|总结|期末|末期)评估"
)
# 2025年底前开工的项目 names the projects by what was done to them.
_ATTRIBUTE = compiled(
    r"(?:以?前|之前)?[^，。；、：]{0,6}?(?:[开完竣施]工|[建落]成|建设|修建|新建|竣备|投[用运产]|投入使用|入[住库学职园]|登记|注册|备案|取得|签[订约]|批[准复]"
    r"|立项|认定|出让|供应|交付|购[置买]|列入|纳入|形成|出生|毕业|退休|退役|参加工作|出[台厂]|印发|发布|制定|确定|启动|实施|完成|创建|设立|成立|在建|续建|报废|淘汰|评定|核定|下达)的"
)
# What the nation has set for later years may be named in any plan.
_NATIONAL = compiled(r"碳达峰|碳中和|本世纪中叶|第二个百年|远景|展望|愿景|现代化|强国")


class DeadlineOutsidePeriod(Rule):
    """完成时限不在规划期内：晚于规划期末（也不是展望年），或者早于成文日期。多半是年份写错，或者从上一期规划抄来。

    碳达峰、远景目标这类国家定下的年份不在此列。
    """

    id, name, severity = "TGT005", "deadline-outside-period", Severity.WARNING
    zh = "时限“{due}”晚于规划期末{end}。请核对年份，或者改为期内完成的目标。"
    en = "the deadline {due!r} is after the plan's end, {end}; check the year or set a goal within the period."
    why_en = (
        "A deadline before the document's date, or after the plan's period and its outlook year."
    )
    source = "规划期与目标年份一致的惯例"
    good = (
        Good("到2030年，社区老年助餐服务覆盖率达到90%。"),
        Good("落实2035年基本实现现代化的远景目标。"),
        Good("比2020年提高20个百分点。", note="不是时限"),
        Good("加快2025年底前开工的养老设施建设。", note="不是时限"),
        Good("改造2000年底前建成的老旧小区。"),
        Good("2023年开展的上一期规划中期评估成效明显，2028年开展中期评估。"),
    )
    bad = (
        Bad("〔[到2032年]〕，社区老年助餐服务覆盖率达到90%。"),
        Bad("〔[2025年底前]〕，社区老年助餐服务覆盖率达到90%。"),
        Bad("〔[2023年]〕组织开展中期评估，2030年开展总结评估。", note="照搬上一期规划"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Look at every 到…年 and …年前 outside sections that look back."""
        from planlint.semantics.deadline import read_deadlines

        years = _years(ctx)
        if years is None:
            return
        for flow in ctx.wording.tasks.all:
            if not _may_be_outside(flow.text, years, ctx.date):
                continue
            for said in _ASSESSED.finditer(flow.text):
                if int(said["year"]) < years[0] and not _TOLD.search(flow.text):
                    at = flow.span(said.start(), said.end("year") + 1)
                    yield self._past(ctx, at, f"{said['year']}年", years)
            for found in read_deadlines(flow.text, ctx.draft.period):
                past = found.year < years[0] or _is_over(found, ctx.date)
                outside = past or found.year > years[1]
                if outside and found.year != ctx.draft.outlook and _binds(flow.text, found):
                    at, due = flow.span(found.start, found.end), flow.text[found.start : found.end]
                    if past:
                        yield self._past(ctx, at, due.strip(), years)
                    else:
                        end = Text(f"{years[1]}年", str(years[1]))
                        yield self.report(at, due=due.strip(), end=end)

    def _past(self, ctx: Context, at: Span, due: str, years: tuple[int, int]) -> Finding:
        return self.report(at, text=_PAST, due=due, start=_start(ctx.date, years[0]))


def _years(ctx: Context) -> tuple[int, int] | None:
    """The years of the plan; of one that names none, all from its date on. None: in doubt."""
    period = ctx.draft.period
    if period is None:
        return None if ctx.date is None else (ctx.date.year, dt.MAXYEAR)
    others = (p.period for p in ctx.parents if p.period is not None)
    if any(not (o[0] <= period[0] <= period[1] <= o[1]) for o in others):
        return None  # the plan's own years are in doubt: DAT005
    return period


def _may_be_outside(text: str, period: tuple[int, int], date: dt.date | None) -> bool:
    """Whether a text names any year but those that are still to come in the period."""
    first = period[0] if date is None else max(period[0], date.year + 1)
    years = (int(y) for y in _YEAR.findall(text))
    return any(not first <= y <= period[1] for y in years) or "五”" in text or "二〇" in text


def _binds(text: str, found: Due) -> bool:
    """Whether a date is a deadline of this plan: 到…年 or …年前, not told of, not the nation's."""
    said = text[found.start : found.end].strip()
    if _ATTRIBUTE.match(text, found.end):
        return False
    start = max(text.rfind(c, 0, found.start) for c in "。；") + 1
    end = next((i for i in range(found.end, len(text)) if text[i] in "。；"), len(text))
    if found.mode != "before" and not said.startswith(("到", "至", "力争")):
        return False
    return not _NATIONAL.search(text, start, end) and not _TOLD.search(text, start, end)


def _is_over(found: Due, date: dt.date | None) -> bool:
    return date is not None and (found.year, found.month or 12) < (date.year, date.month)


def _start(date: dt.date | None, first: int) -> Text:
    if date is None or date.year < first:
        return Text(f"起始年份{first}年", f"its first year, {first}")
    return Text(f"成文日期（{date.year}年{date.month}月）", f"its date, {date.isoformat()}")
