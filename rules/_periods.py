"""Names of five-year periods in a text, and whether a sentence writes of one as still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from planlint.diagnostic import Severity
from planlint.patterns import compiled, regex
from planlint.rule import Context
from planlint.semantics.deadline import five_year
from planlint.semantics.review import is_review
from planlint.syntax.ast import Flow, Paragraph, Section

from ._dates import NEAR, tells


def sections_ahead(ctx: Context, start: int) -> Iterator[Flow]:
    """Headings and paragraphs outside reviews; a section named after a past period is one."""
    stack = list(reversed(ctx.draft.part.sections))
    while stack:
        section = stack.pop()
        if is_review(section.title):
            continue
        yield section.heading
        if _names_past(section, start) and not goal().search(section.title):
            continue
        yield from (b.flow for b in section.blocks if isinstance(b, Paragraph))
        for box in section.boxes:
            yield box.heading
            yield from (b.flow for b in box.blocks if isinstance(b, Paragraph))
        stack.extend(reversed(section.children))


def opens_plan(sentence: str) -> bool:
    """Whether a sentence says what the plan is made for, or how its period is to be seen."""
    return _opening().search(sentence) is not None


def preamble(ctx: Context) -> Iterator[Flow]:
    """The paragraphs before the plan's first heading."""
    yield from (b.flow for b in ctx.draft.part.blocks if isinstance(b, Paragraph))


def looks_back(text: str) -> bool:
    """Whether a sentence sums up, compares or goes on from what was."""
    return _reviewed().search(text) is not None


@cache
def past_names(start: int) -> tuple[str, ...]:
    """What the periods that ended before a year are called: 十三五 and 第十三个五年."""
    past = [digit for digit in "一二三四五六七" if five_year(digit) < start]
    return tuple(name for d in past for name in (f"十{d}五", f"第十{d}个五年"))


def _names_past(section: Section, start: int) -> bool:
    return any(name in section.title for name in past_names(start))


def judged(
    text: str, found: re.Match[str], sentence: tuple[int, int], *, history: bool
) -> Severity | None:
    """How surely a sentence writes of a period as one to come; None where it does not.

    A bare count (“十四五”期间，新建10个) may also be told: that is worth a hint only. `history`
    says that the paragraph tells of the past.
    """
    # A sentence without end (a text that lost its stops) is looked at near the period only.
    low = max(sentence[0], found.start() - NEAR)
    high = min(sentence[1], found.end() + NEAR)
    before, after = text[low : found.start()], text[found.end() : high]
    if _is_ahead(text, found, low, high):
        return Severity.WARNING
    if tells(text, low, high) or looks_back(text[low:high]):
        return None
    if _is_aim(text, found, before, after):
        return Severity.WARNING
    opens = not before or before[-1] in "，。；：*）、在是 "
    if found["kind"] in ("", "规划", "计划") or not opens or _relative().match(after):
        return None
    if _will().search(after):
        return Severity.WARNING
    if history or regex(r"从\d").search(after):
        return None
    if found["kind"] != "末" and _does().match(after):
        return Severity.INFO if regex(r"\d").search(after) else Severity.WARNING
    return (
        Severity.INFO if regex("达到|提高到|控制在|不超过").search(after) or _due(after) else None
    )


def _is_ahead(text: str, found: re.Match[str], low: int, high: int) -> bool:
    """Whether no word of achievement can make it a look back: 将累计投入, 主要指标见下表."""
    end = found.end()
    if _evaluation().match(text, end, high) or _listed().match(text, found.start(), high):
        return True
    will = _surely_will().match(text, end, high)
    return will is not None and not _surely_told().search(text, low, high)


def _due(after: str) -> bool:
    """A number to be done within the period, with no word of its having been: 完成治理河长30公里."""
    return (
        regex(
            r"，?(?:全[省市区县州旗镇乡])?(?:计划)?(?:完成|建成|新增|投入|治理|改造|培[育养]|实现)[^，。；的]{0,16}?\d"
        ).match(after)
        is not None
    )


def _is_aim(text: str, found: re.Match[str], before: str, after: str) -> bool:
    """Whether a period's aims are to be met: 完成“十四五”目标任务, “十四五”主要目标."""
    if _aim_before().search(before) and _aim_after().match(after):
        return True
    if found["kind"] in ("规划", "计划"):
        return False
    if _number_mark().fullmatch(before) and goal().match(text, found.start()):
        return True
    return regex(r"[^，。；]{0,16}目标(?:是|为|：|任务是)").match(after) is not None


def last_year(found: re.Match[str]) -> int:
    """The last year of a period that `named` found."""
    return five_year(found["ordinal"] or found["long"])


def last_year_of(title: str) -> int | None:
    """The last year of a plan by its title: its years, else the name of its period."""
    years = regex(r"20\d\d ?年?[-—－–～~至]+ ?(20\d\d)").search(title)
    if years:
        return int(years[1])
    if regex(r"20[3-9]\d|二[〇○零]三").search(title) and "远景目标" not in title:
        return None
    named = regex(r"“?十([一二三四五六七])五”?|第十([一二三四五六七])个五年").search(title)
    return five_year(named[1] or named[2]) if named else None


@cache
def named() -> re.Pattern[str]:
    """“十四五”期间, “十四五”时期, “十四五”规划, 第十四个五年规划时期, or the bare name."""
    return compiled(
        r"(?:[“\"‘]?(?<![二三第])十(?P<ordinal>[一二三四五六七])五[”\"’]?|第十(?P<long>[一二三四五六七])个五年)"
        r"(?P<kind>(?:规划)?(?:期间|时期|期内)|末|[规计]划|)(?!以来|普法)"
    )


@cache
def goal() -> re.Pattern[str]:
    """A heading that is to come: “十四五”主要目标; not 目标完成情况."""
    return compiled(
        r"[“\"‘]?十[一二三四五六七]五[”\"’]?(?:期间|时期)?(?:的|发展|主要|总体|重点|工作|经济社会)*"
        r"(?:目标|要求|思路|任务|举措)(?!完成|实现|执行|落实|进展|情况|回顾)"
        r"|[“\"‘]?十[一二三四五六七]五[”\"’]?[^，。；]{0,20}主要(?:目标|指标)$"
    )


@cache
def _opening() -> re.Pattern[str]:
    return compiled(
        r"[制编][定制]本|特[制编][定制]|五[”\"’]?[时期][期间]，?是[^。]{0,80}(?:第一个五年|关键|窗口|攻坚)"
    )


@cache
def _evaluation() -> re.Pattern[str]:
    """The plan's own evaluation: 在“十四五”期末对规划实施情况进行评估."""
    return compiled(
        r"(?:末期|中期|期末|末)[^，。；]{0,8}对(?:本?规划|本?方案)[^，。；]{0,12}(?:评估|考核)"
    )


@cache
def _listed() -> re.Pattern[str]:
    """What a table of aims is called: “十四五”…主要指标见下表; not of results."""
    return compiled(
        r"[“\"‘]?十[一二三四五六七]五[”\"’]?[^，。；：]{0,20}主要(?:发展)?(?:目标|指标)"
        r"(?:[及和]目标值|体系|一?览?表)?(?:$|[。；]|（?详?见|如[下表])"
    )


@cache
def _surely_will() -> re.Pattern[str]:
    """将 before a verb: of a thing taken up (将养老服务摆在…) a review may speak, too."""
    return compiled(
        r"，?[^，。；将]{0,8}(?:将(?:要|会|累计|新[增建]|投[入资]|完成|建[成设]|实[施现]|达到|安排|争取|改造|培[育养]"
        r"|推[进动]|重点|进一步|全面|继续|突破|超过|增[加长])|力争|预计|拟(?=[新建改投完实]))"
    )


@cache
def _surely_told() -> re.Pattern[str]:
    return compiled(
        r"已|了(?![解然])|曾|取得|圆满(?!完成)|以来|截[至止]|达到了|荣获|如期|超额|当时|原计划|提出|预期"
    )


@cache
def _relative() -> re.Pattern[str]:
    """A period that only tells which: “十四五”期间实施的项目."""
    return compiled(
        r" ?(?:的|工作|末|中|(?:实施|新?建成?|完成|确定|启动|开工|安排|形成|出台|下达|承担)[^，。；]{0,6}的)"
    )


@cache
def _number_mark() -> re.Pattern[str]:
    return compiled(r"[*（）()一二三四五六七八九十\d.．、 第章节]*")


@cache
def _aim_before() -> re.Pattern[str]:
    """A period that is worked for: 完成“十四五”目标, 推动“十四五”时期…发展."""
    return compiled(
        r"(?:落实|完成|执行|推进|推动|促进|指导|引领|实现|围绕|聚焦|确保|达成|谋划)[^，。；]{0,6}$"
    )


@cache
def _aim_after() -> re.Pattern[str]:
    return compiled(
        r"[^，。；]{0,12}(?:目标|任务|要求|高质量发展|行动纲领|纲领性文件|工作的)(?!完成|实现|衔接)"
    )


@cache
def stated() -> re.Pattern[str]:
    """规划期为2021—2025年: the period in so many words."""
    return compiled(
        r"(?:本规划(?:的)?|规划)(?:期限?|的?期间|年限|实施期)[^，。；\d（]{0,6}"
        r"(?P<years>20\d\d ?年?[-—－–～~至到]{1,2} ?(?P<last>20\d\d) ?年?)"
    )


@cache
def history() -> re.Pattern[str]:
    """What marks a whole paragraph as told, though a sentence of it may not say so."""
    return compiled(
        r"截[至止]|取得|显著成效|累计|五年来|成功|已(?![^，。；]{0,4}纳入)|迈[上出]|跃[上升]|奠定|完成了|建成了|达到了"
    )


@cache
def _reviewed() -> re.Pattern[str]:
    return compiled(
        r"总结|评估|回顾|基础上|经验|相比|结转|续建|收尾|遗留|未完成|跨期|衔接|延续|[较比]“?十|进入|"
        r"以来|末年|收官|不足|短板|问题"
    )


@cache
def _will() -> re.Pattern[str]:
    return compiled(
        r"将(?![军近来])|力争|争取|着力|拟|预计|确保|[^主重需][要]|^[，]?要|计划(?=[建完实启开新改推])|必须|应当"
        r"|不低于|关键[时期]|窗口期|攻坚期|机遇期"
    )


@cache
def _does() -> re.Pattern[str]:
    """An order right behind the period: 坚持…, 加快…, our district with such a verb."""
    return compiled(
        r"[，]? ?(?:(?:全?[省市区县镇乡州旗]|我[省市区县]|本[省市区县]|各级各部门|各部门)(?:要|)?)?[，]?(?:重点|全面|大力|持续|深入|积极|进一步|扎实)?"
        r"(?:坚持|加快|推进|推动|加强|完善|建设|实施|开展|健全|建立|培育|打造|深化|优化|构建|提升|支持"
        r"|组织|围绕|抓好|做好|扩大|强化|落实|新建|改造|改扩建|引导|鼓励|探索|以)(?![^，。；]{0,8}的|成)"
    )
