"""IND009 table-text-conflict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planlint.diagnostic import Severity
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.quantity import shown

from ._annex_numbers import conflicts
from ._commitments import about, printed
from ._indicators import weaker_places
from ._shares import is_over, may_be_share

if TYPE_CHECKING:
    from planlint.compare import Mention
    from planlint.semantics.indicator import Indicator

_TABLE = "| 指标 | 2025年 | 2030年 | 属性 |\n|---|---|---|---|\n| 社区老年助餐服务覆盖率 | 70% | 90% | 预期性 |\n\n"
_OTHER_GROUP = Text(
    "“{name}”表中为 {want}，正文此处为 {have}，对象似有不同。请核对口径是否一致。",
    "{name!r}: {want} in the table, {have} here, perhaps of other people; check that both agree.",
)

_LIKE = Text(
    "“{name}”正文此处为 {have}，附表中相近的一项为 {want}。请核对是否同一件事。",
    "{name!r}: {have} here, {want} for something like it in a table; check whether both are one.",
)
_TASKS = "| 序号 | 重点任务 | 责任单位 |\n|---|---|---|\n| 1 | 新增养老护理床位{} | 区民政局 |\n\n"


class TableTextConflict(Rule):
    """同一项指标，指标表和正文写了两个数。表和正文不一致，审查时无法判断以哪个为准。

    正文前面另有限定对象的，口径可能不同，只作提示。
    """

    id, name, severity = "IND009", "table-text-conflict", Severity.WARNING
    zh = "“{name}”表中为 {want}，正文此处为 {have}，前后不一致。请改成同一个数。"
    en = "{name!r}: {want} in the table, {have} in the text; make both one number."
    why_en = "One indicator with two values in one draft: nobody can tell which one counts."
    source = "核稿惯例：文表一致"
    good = (
        Good(_TASKS.format("420张") + "新增养老护理床位420张。"),
        Good(
            _TASKS.format("80张") + "新增养老护理床位420张，其中新增养老护理床位80张用于失智照护。",
            note="附表是其中一部分",
        ),
        Good(_TABLE + "社区老年助餐服务覆盖率达到90%以上。"),
        Good(_TABLE + "到2028年，社区老年助餐服务覆盖率达到80%。", note="中期目标"),
        Good(_TABLE + "社区老年助餐服务覆盖率由70%提高到90%。", note="基数"),
        Good(_TABLE + "社区老年助餐服务覆盖率提高20个百分点。"),
    )
    bad = (
        Bad(_TABLE + "〔[社区老年助餐服务覆盖率达到85%]〕。"),
        Bad(_TASKS.format("380张") + "〔[新增养老护理床位420张]〕。"),
        Bad(_TABLE + "农村〔[社区老年助餐服务覆盖率达到80%]〕。".replace("农村〔[", "〔[农村")),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Look for every row's name in the text, and at the number after it."""
        yield from self._annexes(ctx)
        rows = [
            r for r in ctx.draft.indicators if r.target is not None and r.target.value is not None
        ]
        said = [c.subject for c in ctx.draft.commitments]
        rows = [r for r in rows if any(r.name[-3:-1] in s for s in said)]
        if not rows:  # nothing to load the comparison for
            return
        from planlint.compare import find_mentions, names_of, texts_of

        texts = texts_of(ctx.draft)
        weaker = set(weaker_places(ctx))  # IND003 says so, with the parent's number
        for row in rows:
            concept = ctx.concepts.describe(row.name, row.unit)
            for mention in find_mentions(texts, names_of(row.name, concept, None)):
                if mention.span not in weaker and _conflicts(row, mention, ctx):
                    yield self._report(ctx, row, mention)

    def _annexes(self, ctx: Context) -> Iterator[Finding]:
        """What tables of tasks say otherwise than the text."""
        for said, cell, want, sure in conflicts(ctx):
            yield self.report(
                said.span,
                Also(cell, Text("附表的这一格", "the cell of the table")),
                text=None if sure else _LIKE,
                severity=None if sure else Severity.INFO,
                name=about(said),
                want=want,
                have=printed(ctx.source, said),
            )

    def _report(self, ctx: Context, row: Indicator, mention: Mention) -> Finding:
        other = bool(mention.scope or mention.inside or mention.how == "similar")
        where = Text("表中这一行", "the row of the table")
        return self.report(
            mention.span,
            Also(row.row_span, where),
            text=_OTHER_GROUP if other else None,
            severity=Severity.INFO if other else None,
            name=row.name,
            want=shown(ctx.source, row.target, row.unit),
            have=shown(ctx.source, mention.quantity),
        )


def _conflicts(row: Indicator, mention: Mention, ctx: Context) -> bool:
    """Whether both give one number for one year, and not the same one."""
    from planlint.compare import same_unit

    want, have = row.target, mention.quantity
    if want is None or mention.how == "related" or {want.kind, have.kind} != {"number"}:
        return False
    over = "%" in (want.unit, have.unit) and (is_over(want) or is_over(have))
    if over and may_be_share(row.name) and ctx.runs("IND011"):
        return False  # IND011 says which of both cannot be
    last = row.year or (ctx.draft.period[1] if ctx.draft.period else None)
    if mention.year is not None and last is not None and mention.year != last:
        return False
    base = row.baseline.value if row.baseline is not None else None
    if have.value in (want.value, base) or mention.repeated or not same_unit(want.unit, have.unit):
        return False
    return bool(have.unit) == bool(want.unit)
