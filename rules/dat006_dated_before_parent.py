"""DAT006 dated-before-parent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text


class DatedBeforeParent(Rule):
    """草案的成文日期早于它所落实的上级规划。多半是日期写错，或者依据的是上级规划的征求意见稿，印发后应再核对一遍。"""

    id, name, severity = "DAT006", "dated-before-parent", Severity.INFO
    needs = "parent"
    zh = "成文日期{date}早于所落实的上级规划《{title}》（{parent_date}）。请核对日期；依据的是征求意见稿的，请按印发稿重新衔接。"
    en = "the draft is dated {date}, before the parent it implements, 《{title}》 ({parent_date}); check the date, and the final text of the parent."
    why_en = "A draft that is dated before its parent follows a text that may have changed since."
    source = "规划衔接：下级规划以印发的上级规划为依据"
    good = (
        Good(
            "南浦区人民政府\n2026年9月15日\n南浦区“十五五”养老服务发展规划\n一、总体要求\n坚持公益。",
            parent="完善服务。\n云州市人民政府\n2026年3月1日",
            whole=True,
        ),
        Good("做好衔接。", parent="完善服务。\n云州市人民政府\n2026年3月1日", note="草案没有日期"),
        Good("做好衔接。", parent="完善服务。", date="2026-01-15", note="上级规划没有日期"),
    )
    bad = (
        Bad(
            "〔[南浦区“十五五”养老服务发展规划]〕\n2026年1月15日\n一、总体要求\n坚持公益。",
            parent="完善服务。\n云州市人民政府\n2026年3月1日",
            date="2026-01-15",
            whole=True,
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Set the draft's date against each parent's of the same period."""
        from planlint.compare import same_period

        date = ctx.date
        for parent in ctx.parents:
            later = parent.stated_date or parent.date
            if date is None or later is None or date >= later or not same_period(ctx.draft, parent):
                continue
            yield self.report(
                ctx.draft.part.title_span if ctx.draft.title else None,
                Also(parent.part.title_span, Text("上级规划", "the parent plan"), parent.source),
                date=_shown(date),
                parent_date=_shown(later),
                title=parent.title,
            )


def _shown(date: dt.date) -> Text:
    return Text(f"{date.year}年{date.month}月{date.day}日", date.isoformat())
