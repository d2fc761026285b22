"""DAT001 past-event-as-task."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.rule import Bad, Context, Finding, Good, Rule, Text
from planlint.syntax.ast import Flow

from ._dates import NEAR, by_what, in_title, sentences, tells, today

_YEAR = Text(
    "“{found}”还写成今后的任务，但在{when}之前已经过去。请核对年份，或者删去、改写。",
    "{found!r} is still a task here, but it was over before {when}; check the year or rewrite.",
)
_WINDOW = 8  # years; an older one is history, not a slip


class PastEventAsTask(Rule):
    """把成文日期之前已经过去的年份、已经结束的大型活动写成今后的任务，多半是从旧稿抄来没有更新。

    没有成文日期时，以规划期第一年为准。回顾部分、统计数据、书名号内的年份，以及对活动遗产、成果的利用，不在此列。
    “到某年”“某年底前”这类时限由 TGT005 检查。
    """

    id, name, severity = "DAT001", "past-event-as-task", Severity.WARNING
    zh = "“{found}”已于{last}结束，早于{when}，这里仍写成今后的任务。请删去，或者改为现行任务。"
    en = "{found!r} ended on {last}, before {when}, but is still a task here; drop or rewrite it."
    why_en = "A task tied to a year or an event that is past on the document's own date."
    source = "大型活动的举办日期；成文日期"
    good = (
        Good("办好第十五届全国运动会。", date="2025-06-01", note="还没有举办"),
        Good("用好杭州亚运会遗产，开展全民健身。", date="2026-06-01"),
        Good("成功举办杭州亚运会，带动了体育消费。", date="2026-06-01"),
        Good("推广北京冬奥会志愿服务经验。", date="2026-06-01"),
        Good("服务人数比2024年增长两成，2025年达到3万人。", date="2026-06-01", note="数据"),
        Good("2025年新增床位将于2027年全部投用。", date="2026-06-01"),
        Good("落实2025年中央一号文件精神。", date="2026-06-01"),
        Good("2024年启动试点，2025年全面推开，目前覆盖8个街道。", date="2026-06-01"),
        Good("2025年完成试点，2027年全面推开。", date="2026-06-01"),
        Good("推进2000年底前建成的老旧小区改造。", date="2026-06-01"),
        Good("开展2025年水毁工程修复，完成2025年度项目扫尾。", date="2026-06-01"),
        Good("学习宣传贯彻党的二十大精神。", date="2026-06-01"),
        Good("一、发展基础\n做好2024年评估工作，办好杭州亚运会。", date="2026-06-01", whole=True),
    )
    bad = (
        Bad("做好2025年〔[十五运会]〕相关服务工作。", date="2026-06-01"),
        Bad("以迎〔[十五运]〕城市提升为契机，改造养老设施。", date="2026-06-01"),
        Bad("推进〔[杭州亚运会]〕筹办工作，提升服务能力。"),
        Bad("做好〔[2024年]〕老年人能力评估工作。", date="2026-06-01"),
        Bad("〔[2024年]〕，力争全区建成10个服务中心。"),
        Bad("〔[2023年]〕完成老年人能力普查，2024年全面推开。", date="2026-06-01"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Look for tasks with a past event, then for tasks with a past year."""
        day = today(ctx)
        if day is None:
            return
        names = _names(ctx, day)
        years = [str(y) for y in range(day.year - _WINDOW, day.year) if str(y) in ctx.source.folded]
        if not names and not years:
            return
        wanted = (*names, *years)
        for flow in ctx.wording.tasks.all:
            if not any(word in flow.text for word in wanted):
                continue
            for at in sentences(flow.text):
                found = self._event(ctx, flow, at, day, names) or self._year(
                    ctx, flow, at, day, years
                )
                if found is not None:
                    yield found

    def _event(
        self,
        ctx: Context,
        flow: Flow,
        at: tuple[int, int],
        day: dt.date,
        names: dict[str, dt.date],
    ) -> Finding | None:
        """The first great event of a sentence that it still writes of as a task."""
        text, (start, end) = flow.text, at
        seen = set[int]()  # a short name within a long one is not looked at again
        for name, last in names.items():
            place = text.find(name, start, end)
            if place < 0 or place in seen or in_title(text, place):
                continue
            seen.add(place)
            if _is_ahead(text, start, place, name):
                stop = place + len(name) + text.startswith("会", place + len(name))
                return self.report(
                    flow.span(place, stop),
                    found=text[place:stop],
                    last=Text(f"{last.year}年{last.month}月{last.day}日", last.isoformat()),
                    when=by_what(ctx, day),
                )
        return None

    def _year(
        self, ctx: Context, flow: Flow, at: tuple[int, int], day: dt.date, years: list[str]
    ) -> Finding | None:
        """The first year of a sentence that it writes of as to come, though it is over."""
        text, (start, end) = flow.text, at
        if not any(year in text[start:end] for year in years) or tells(text, start, end):
            return None
        for pattern in (_task_of(), _future()):
            for match in pattern.finditer(text, start, end):
                if match["year"][:4] in years and not in_title(text, match.start("year")):
                    return self.report(
                        flow.span(*match.span("year")),
                        text=_YEAR,
                        found=match["year"],
                        when=by_what(ctx, day),
                    )
        return self._schedule(ctx, flow, at, day, years)

    def _schedule(
        self, ctx: Context, flow: Flow, at: tuple[int, int], day: dt.date, years: list[str]
    ) -> Finding | None:
        """A sentence that is a schedule, year after year, all of which are over."""
        match = _steps().fullmatch(flow.text, *at)
        if match is None or not set(_a_year().findall(match.group())) <= set(years):
            return None
        return self.report(
            flow.span(*match.span("year")),
            text=_YEAR,
            found=match["year"],
            when=by_what(ctx, day),
        )


def _names(ctx: Context, day: dt.date) -> dict[str, dt.date]:
    """The names of past events that the document mentions, the longest first."""
    rows = ctx.terms.rows("events")
    known = {name: row["last"] for row in rows for name in (row["name"], *row["aliases"])}
    lasts = {n: dt.date.fromisoformat(known[n]) for n in ctx.wording.present(known)}
    found = (name for name, last in lasts.items() if last < day)
    return {n: lasts[n] for n in sorted(found, key=lambda name: (-len(name), name))}


def _is_ahead(text: str, start: int, at: int, name: str) -> bool:
    """Whether a clause has an event before it: made ready, awaited, not used or remembered."""
    end = at + len(name)
    stop = next(
        (i for i in range(end, min(len(text), end + NEAR)) if text[i] in "，。；！？"), end + NEAR
    )
    clause = max(start, *(text.rfind(c, start, at) + 1 for c in "，、：（"))
    if text[end : end + 1] in tuple("输动营行用维续员家的") or text.startswith("后", end):
        return False
    if _legacy().search(text, end, stop) or tells(text, clause, at):
        return False
    return (
        _made_ready().search(text, clause, at) is not None
        or _prepared().match(text, end) is not None
    )


@cache
def _made_ready() -> re.Pattern[str]:
    return compiled(
        r"(?:[做办当抓]好|筹办|筹备|[举承协]办|[喜相]?迎接?|备战|参加|参与|服务|保障|助力|护航|确保"
        r"|抢抓|抓住|紧抓|推进|推动|争取|申办|开展|组织|实施|庆祝)[^，。；《》]{0,14}$"
    )


@cache
def _prepared() -> re.Pattern[str]:
    return compiled(
        r"会?[^，。；、《》]{0,4}(?:筹办|筹备|备战|申办|参赛|举办(?![期后以的])|服务保障)"
    )


@cache
def _legacy() -> re.Pattern[str]:
    return compiled(
        r"遗产|精神(?!文明)|成果|经验|效应|场馆|余热|红利|之?后(?!勤)|以来|时代|品牌|[冠奖金]牌?军?杯"
        r"|冠军|奖牌|获奖|获得|成功|圆满|已|了|总结|表彰|数据|结果|资料|决策|部署|提出|战略|报告|会议"
    )


@cache
def _task_of() -> re.Pattern[str]:
    """做好2024年…工作: a verb, a year that is neither deadline nor source, then what is held."""
    return compiled(
        r"(?:[做办抓]好|筹办|筹备|[举承协]办|迎接|备战|参加(?![^，。；]{0,40}的)|开展|召开|启动|推进|完成|编制|确保|组织(?!参加))"
        r"[^，。；：、《》“”（\d]{0,8}(?P<year>20\d\d ?年)度?"
        r"(?! ?(?:[底末前初以之起至到\-—～~]|\d|度?版|[新建增]成|[^，。；]{0,4}(?:建成|竣工|入库|登记|批[复准]|确定|下达|印发|列入|认定|签约|开工|出台|[发颁]布|修订|纳入|退出|脱贫)))"
        r"(?![^，。；]{0,24}(?:精神|文件|规划|方案|意见|部署|要求|会议|决定|条例|标准|通知|计划|目录|办法"
        r"|规定|法》|普查|数据|统计|遗留|结转|存量|审计|评价|绩效|决算|验收|整改|反馈|督察|灾|震|事故"
        r"|续建|跨年|[收扫]尾|水平|水毁|重建|修复|尾工"
        r"|资金|投资|债券|项目|工程))"
        r"(?=[^，。；]{0,24}(?:工作|活动|赛|展览|论坛|培训|招聘|招生|考试|演练|任务|[宣助][传残老学]\w?[日月周]"
        r"|[峰展年例]会|(?:交易|洽谈|博览|运动|大|推进|现场|双选|表彰|座谈)会))"
    )


@cache
def _a_year() -> re.Pattern[str]:
    return compiled(r"20\d\d(?= ?年)")


@cache
def _steps() -> re.Pattern[str]:
    """2023年完成普查，2024年全面推开: nothing but clauses that open with a year and an act."""
    year = r"20\d\d ?年(?:底|末|[上下]半年)?前?，?"
    act = "完成|启动|开展|建成|实现|出台|制定|组织|推进|推开|实施|试点|全面|基本|选[择取]|编制|建设|力争|投入"
    return compiled(
        rf"(?P<year>20\d\d ?年)(?:底|末|[上下]半年)?前?，?(?:{act})[^，。；：\d“（]{{1,20}}"
        rf"(?:[，；]{year}(?:{act})[^，。；：\d“（]{{1,24}})+[。；]?"
    )


@cache
def _future() -> re.Pattern[str]:
    """2024年，力争…: a year that opens a clause, then a word of what is to come."""
    return compiled(
        r"(?<![^，。；：])(?P<year>20\d\d ?年)(?:底|末|[上下]半年|第?[一二三四]季度| ?\d{1,2} ?月份?)?"
        r"，?(?![^，。；]{0,12}项目)[^，。；：《》“”的]{0,12}?(?:将(?!军|近|来)|力争|计划(?=[建完实启开新改推])|争取|拟|预计|确保)(?![^。；]{0,60}20\d\d)"
    )
