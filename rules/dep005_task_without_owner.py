"""DEP005 task-without-owner."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text
from planlint.syntax.ast import Section

from ._numbering import numbering

# Chapters that hold no tasks. Anchored, because 强化保险保障作用 is a task.
_NO_TASK = compiled(
    r"(总体|基本|指导|工作|发展|主要|战略|规划|编制|行动)*(要求|思路|思想|原则|目标|指标|背景|基础|现状|形势|意义|环境|回顾|态势|愿景)([与和及、].*)?"
    r"|.{0,4}(保障措施|组织实施|组织保障|组织领导|实施机制|支持与保障|实施保障|附则)"
)
_NONE = Text(
    "全文 {count} 项任务都没有写明责任单位，{why}。请逐项明确牵头和参与单位。",
    "none of the {count} tasks names a responsible unit, {why}; name lead and participants.",
)
_PARENT_HAS = Text("而上级规划逐项列明", "though the parent assigns units task by task")
_ALONE = Text("落实和考核缺少依据", "so nobody can be held to them")
_WIDE = Text(
    "任务“{title}”没有写明责任单位，全文其他 {count} 项都有。请补上。",
    "the task {title!r} names no responsible unit, though {count} others of the plan do; add one.",
)
_MIN_TASKS = 3
_MIN_WIDE, _USUAL_WIDE = 6, 0.85  # tasks of a plan whose chapters hold one or two each
_USUAL = 0.65  # of a chapter's tasks: below it, clauses are not this chapter's habit


class TaskWithoutOwner(Rule):
    """同级任务都写明了责任单位，这一项没有；或者全文没有一处责任单位。没有责任单位的任务落不了地。

    全文都没有时只报一次：上级规划列明了责任单位的为警告，市、区县规划为提示，国家和省级规划不报。
    """

    id, name, severity = "DEP005", "task-without-owner", Severity.WARNING
    zh = "任务“{title}”没有写明责任单位，本章其他 {count} 项都有。请补上。"
    en = "the task {title!r} names no responsible unit, though {count} others of the chapter do; add one."
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
        Good(
            "（一）助老\n1. 助餐。做好。\n2. 助浴。做好。\n3. 助医。做好。（责任单位：区民政局、区卫生健康局）\n"
            "（二）增效\n1. 探访。抓好。（区民政局负责）\n2. 评估。抓好。（区民政局负责）\n"
            "3. 签约。抓好。（区卫生健康局负责）\n4. 培训。抓好。（区民政局负责）",
            note="前一节的责任单位统一写在节末",
        ),
        Good(
            "1. 探访。抓好。（区民政局负责）\n2. 评估。抓好。区民政局负责）\n3. 签约。抓好。（区民政局负责）\n4. 培训。抓好。（区民政局负责）",
            note="少了前括号，由 TXT001 报",
        ),
    )
    bad = (
        Bad(
            "（一）助老\n1. 助餐。做好。（区民政局负责）\n2. 助浴。做好。（区民政局负责）\n\n"
            "三、关爱服务\n（一）探访\n做好。（区民政局负责）\n〔[（二）评估]〕\n做好。\n\n"
            "四、人才\n（一）培训\n做好。（区民政局负责）\n（二）招录\n做好。（区民政局负责）\n\n"
            "五、平台\n（一）建设\n做好。（区民政局负责）\n（二）运行\n做好。（区民政局负责）",
            note="每章只有一两项",
        ),
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
        chapters = ctx.draft.part.sections
        owners |= _cut_short(ctx)
        for chapter in chapters:
            for section in chapter.walk():
                owners |= _under_one_clause(section, owners)
        yield from self._group([c for c in _tasks(chapters) if not c.children], owners)
        for chapter in chapters:
            yield from self._group([s for s in chapter.walk() if not s.children], owners)
        yield from self._scattered(_tasks(chapters), owners)

    def _scattered(self, chapters: Sequence[Section], owners: set[int]) -> Iterator[Finding]:
        """Tasks in chapters too small to have a habit of their own: the whole plan has one."""
        below = [[s for s in c.walk() if not s.children] for c in chapters if c.children]
        tasks = [s for leaves in below for s in leaves]
        owned = sum(s.marker.span.start in owners for s in tasks)
        if len(tasks) < _MIN_WIDE or owned < len(tasks) * _USUAL_WIDE:
            return
        for leaves in (some for some in below if len(some) < _MIN_TASKS):
            without = [s for s in leaves if s.marker.span.start not in owners]
            for section in without if len(without) < len(leaves) else ():
                yield self._one(section, owned, _WIDE)

    def _group(self, tasks: Sequence[Section], owners: set[int]) -> Iterator[Finding]:
        """The tasks of a chapter: where most name a unit, report those that do not."""
        without = [s for s in tasks if s.marker.span.start not in owners]
        owned = len(tasks) - len(without)
        if len(tasks) < _MIN_TASKS or owned < max(2, len(tasks) * _USUAL):
            return
        for section in without:
            yield self._one(section, owned)

    def _one(self, section: Section, count: int, text: Text | None = None) -> Finding:
        place = Span(section.marker.span.start, section.title_span.end)
        return self.report(place, text=text, title=section.title, count=count)

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
            yield self.report(
                None, where, text=_NONE, key="none", count=len(tasks), why=_PARENT_HAS
            )
        elif ctx.draft.region.depth >= 2:
            yield self.report(
                None,
                text=_NONE,
                severity=Severity.INFO,
                key="none",
                count=len(tasks),
                why=_ALONE,
            )


def _cut_short(ctx: Context) -> set[int]:
    """Tasks whose items a heading at a wrong rank took away: NUM005 reports that one."""
    numbers = numbering(ctx, ctx.draft.part)
    wrong = {i.section.marker.span.start for i in numbers.inversions}
    pairs = pairwise(numbers.flat) if wrong else ()
    return {a.marker.span.start for a, b in pairs if b.marker.span.start in wrong}


def _under_one_clause(section: Section, owners: set[int]) -> set[int]:
    """The tasks of a section that share the clause at the end of its last one."""
    places = [s.marker.span.start for s in section.children]
    shared = len(places) >= _MIN_TASKS and owners.intersection(places) == set(places[-1:])
    return set(places) if shared else set()


def _tasks(chapters: Sequence[Section]) -> list[Section]:
    """Chapters that may be tasks or hold them: not goals, background or safeguards."""
    return [s for s in chapters if not _NO_TASK.fullmatch(s.title)]
