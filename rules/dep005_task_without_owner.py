"""DEP005 task-without-owner."""

import re
from collections.abc import Iterator, Sequence

from planlint.diagnostic import Severity
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text
from planlint.syntax.ast import Section

_NO_TASK = re.compile(
    r"总体|指导思想|原则|目标|要求|背景|基础|形势|现状|回顾|保障|组织|实施|附则|成效|意义|愿景|评估"
)
_NONE = Text(
    "全文 {count} 项任务都没有写明责任单位，{why}。请逐项明确牵头和参与单位。",
    "none of the {count} tasks names a responsible unit, {why}; name lead and participants.",
)
_PARENT_HAS = Text("而上级规划逐项列明", "though the parent assigns units task by task")
_ALONE = Text("落实和考核缺少依据", "so nobody can be held to them")
_MIN_TASKS = 3
_USUAL = 0.6  # of the siblings: below it, clauses are not this list's habit


class TaskWithoutOwner(Rule):
    """同级任务都写明了责任单位，这一项没有；或者全文没有一处责任单位。没有责任单位的任务落不了地。

    全文都没有时只报一次：上级规划列明了责任单位的为警告，市、区县规划为提示，国家和省级规划不报。
    """

    id, name, severity = "DEP005", "task-without-owner", Severity.WARNING
    zh = "任务“{title}”没有写明责任单位，同级其他 {count} 项都有。请补上。"
    en = "the task {title!r} names no responsible unit, though {count} siblings do; add one."
    why_en = "No responsible unit where the siblings have one, or none in the whole plan."
    source = "规划任务分工的惯例；重大行政决策程序暂行条例"
    good = (
        Good(
            "1. 探访。抓好。（区民政局负责）\n2. 评估。抓好。（区民政局负责）\n3. 签约。抓好。（区卫生健康局负责）"
        ),
        Good(
            "（一）助餐\n做好。\n（二）助浴\n做好。\n（三）助医\n做好。（区民政局、区卫生健康局按职责分工负责）",
            note="责任单位统一写在最后一项",
        ),
    )
    bad = (
        Bad(
            "1. 探访。抓好。（区民政局负责）\n〔[2. 评估]〕。抓好。\n3. 签约。抓好。（区卫生健康局负责）\n4. 培训。抓好。（区民政局负责）"
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Compare siblings; a plan without any clause is one finding."""
        owners = {r.section for r in ctx.draft.responsibilities}
        if not ctx.draft.responsibilities:
            yield from self._whole(ctx)
            return
        yield from self._siblings(_tasks(ctx.draft.part.sections), owners)
        for section in ctx.draft.sections():
            yield from self._siblings(section.children, owners)

    def _siblings(self, group: Sequence[Section], owners: set[int]) -> Iterator[Finding]:
        owned = [s for s in group if _is_owned(s, owners)]
        if len(group) < _MIN_TASKS or len(owned) < max(2, len(group) * _USUAL):
            return
        for section in group:
            if section not in owned:
                start = section.marker.span.start
                yield self.report(
                    type(section.span)(start, section.title_span.end),
                    title=section.title,
                    count=len(owned),
                )

    def _whole(self, ctx: Context) -> Iterator[Finding]:
        chapters = _tasks(ctx.draft.part.sections)
        tasks = [s for c in chapters for s in c.walk() if not s.children]
        if len(tasks) < _MIN_TASKS:
            return
        parent = next((p for p in ctx.parents if p.responsibilities), None)
        if parent is not None:
            first = parent.responsibilities[0]
            where = Also(
                first.span, Text("上级规划的写法", "how the parent does it"), parent.source
            )
            yield self.report(None, where, text=_NONE, count=len(tasks), why=_PARENT_HAS)
        elif ctx.draft.region.depth >= 2:
            yield self.report(
                None, text=_NONE, severity=Severity.INFO, count=len(tasks), why=_ALONE
            )


def _is_owned(section: Section, owners: set[int]) -> bool:
    return any(s.marker.span.start in owners for s in section.walk())


def _tasks(chapters: Sequence[Section]) -> list[Section]:
    """Chapters that may be tasks themselves: not goals, background or safeguards."""
    return [s for s in chapters if not _NO_TASK.search(s.title)]
