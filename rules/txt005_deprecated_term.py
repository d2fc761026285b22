"""TXT005 deprecated-term."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.rule import Also, Bad, Context, Finding, Good, Repair, Rule, Text
from planlint.syntax.ast import Flow

from ._dates import NEAR, in_title, tells, today
from ._edits import replaced

_REWRITE = Text(
    "“{found}”已不再使用：{right}。依据：{source}。",
    "{found!r} is no longer in use: {right} ({source}).",
)
# A plan without a date and without a period is taken to be no older than this.
_UNDATED = dt.date(2016, 1, 1)


class _Place(NamedTuple):
    flow: Flow
    start: int
    end: int


class DeprecatedTerm(Rule):
    """使用了已经停用或者更名的用语，如“法制宣传教育”（现为“法治宣传教育”）、“廉租房”。

    按文件自己的日期判断：当时还在用的不报。书名号和引号内、“原”字之后、回顾部分，以及讲取消、整合、并轨的，不报。
    用语表可以用配置中的 terms.deprecated 补充。
    """

    id, name, severity, fixable = "TXT005", "deprecated-term", Severity.WARNING, "unsafe"
    zh = "“{found}”已不再使用，应写作“{right}”。依据：{source}。"
    en = "{found!r} is no longer in use; write {right!r} ({source})."
    why_en = (
        "A word that official texts had given up by the document's own date, with what replaced it."
    )
    source = "法律法规和政策文件的现行用语，逐条注明出处"
    good = (
        Good("开展法治宣传教育，维护社会主义法制统一，做好重大决定法制审核。"),
        Good("落实《法制宣传教育条例》，推广“自闭症关爱日”。", note="名称之内"),
        Good("原新农合参保人员统一参加城乡居民基本医疗保险。"),
        Good("关爱孤独症（自闭症）儿童。", note="并列旧称"),
        Good("推进廉租住房和公共租赁住房并轨运行。"),
        Good("做好新冠肺炎疫情防控。", date="2021-06-01", note="当时的名称"),
        Good("做好残废料、残废弃物清理。"),
        Good("一、发展基础\n完成建档立卡贫困户住房改造。", whole=True, date="2026-06-01"),
    )
    bad = (
        Bad("开展面向老年人的〔[法制宣传教育]〕，加强法制宣传教育阵地建设。"),
        Bad("加强〔[自闭症]〕儿童康复服务。"),
        Bad("将符合条件的家庭纳入〔[廉租房]〕保障范围。"),
        Bad("做好〔[新冠肺炎]〕疫情防控。", date="2026-06-01"),
        Bad("健全〔[劳动教养]〕人员帮教机制。"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Look for each word of the list; one word is one finding."""
        at = (today(ctx) or ctx.date or _UNDATED).isoformat()
        listed = ctx.terms.rows("deprecated")
        old = set(ctx.wording.present(row["old"] for row in listed))
        rows = [row for row in listed if row["old"] in old and at >= (row.get("since") or "")]
        if not rows:
            return
        flows = [*ctx.wording.ahead_everywhere.all, *(cell.flow for cell in ctx.wording.cells)]
        taken = set[tuple[int, int]]()
        for row in sorted(rows, key=lambda r: -len(r["old"])):
            places = [p for flow in flows for p in _places(flow, row)]
            places = [p for p in places if (id(p.flow), p.start) not in taken]
            taken.update((id(p.flow), i) for p in places for i in range(p.start, p.end))
            if places:
                yield self._report(row, places)

    def _report(self, row: Mapping[str, Any], places: list[_Place]) -> Finding:
        first, *rest = (p.flow.span(p.start, p.end) for p in places)
        new = row.get("new") or ""
        changes = tuple(c for p in places for c in replaced(*p, new))
        return self.report(
            first,
            *(Also(span, Text("同一用语", "the same term")) for span in rest),
            text=None if new else _REWRITE,
            severity=Severity(row.get("level") or self.severity.value),
            repair=Repair(changes, Text(f"改为“{new}”", f"write {new!r}"), safe=False)
            if new
            else None,
            found=row["old"],
            right=new or row.get("advice") or "改用现行用语",
            source=row.get("source") or "用语表",
        )


def _places(flow: Flow, row: Mapping[str, Any]) -> Iterator[_Place]:
    """Where a word of the list stands in a text and is wrong."""
    text, old = flow.text, row["old"]
    at = text.find(old)
    while at >= 0:
        end = at + len(old)
        if not (_is_name(text, at, end) or _is_known_old(text, at, end, row)):
            yield _Place(flow, at, end)
        at = text.find(old, end)


def _is_name(text: str, at: int, end: int) -> bool:
    """Inside 《》 or a short quotation, or the beginning of a body's name."""
    quote = text.rfind("“", 0, at)
    quoted = quote > text.rfind("”", 0, at) and 0 <= text.find("”", end) - quote < 24
    return quoted or in_title(text, at) or _body().match(text, end) is not None


def _is_known_old(text: str, at: int, end: int, row: Mapping[str, Any]) -> bool:
    """Whether the writer knows that the word is old, or it stands where it stays right."""
    if text.endswith(tuple(row.get("before") or ()), 0, at):
        return True
    if text.startswith(tuple(row.get("after") or ()), end):
        return True
    new = row.get("new") or "\0"
    if text.startswith(("（" + new, "、" + new, "和" + new), end):
        return True
    if text.endswith((new + "（", new + "（即"), 0, at) or _former().search(
        text, max(0, at - 6), at
    ):
        return True
    start = max(*(text.rfind(c, 0, at) + 1 for c in "，。；："), at - NEAR // 3)
    stop = next(
        (i for i in range(end, min(len(text), end + NEAR // 3)) if text[i] in "，。；"),
        end + NEAR // 3,
    )
    return tells(text, start, stop) or _ended().search(text, start, stop) is not None


@cache
def _former() -> re.Pattern[str]:
    return compiled(r"(?:原|原来的|原有的?|过去的?|曾经的|旧称|俗称|又称|以前的)$")


@cache
def _body() -> re.Pattern[str]:
    """What makes a name of the words before it."""
    return compiled(r"[^，。；、的《（]{0,6}(?:协会|学会|基金会|研究会|办公室|日报|出版社)")


@cache
def _ended() -> re.Pattern[str]:
    return compiled(
        "整合|并轨|取消|废止|停征|改为|更名|替代|转为|合并|不再|停止|历史|存量|遗留|全面退出|清退"
    )
