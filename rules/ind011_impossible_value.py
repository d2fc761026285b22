"""IND011 impossible-value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planlint.diagnostic import Severity
from planlint.knowledge import table
from planlint.patterns import compiled
from planlint.rule import Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.quantity import Quantity, shown

from ._shares import is_over, is_share, may_be_share

_TABLE = "| 指标 | 单位 | 2030年 | 属性 |\n|---|---|---|---|\n| {} | {} | {} | 预期性 |"
_DOUBLED = compiled(r".*(?:超过|大于|高于|>) ?100%及?以上")  # two bounds: TGT006
_UNLIKELY = Text(
    "“{name}”的值 {value} 超过 100%，这类比率通常不超过 100%。请核对数值和单位。",
    "{name!r}: {value} is over 100%, which a rate of this kind seldom is; check number and unit.",
)
_NEGATIVE = Text(
    "“{name}”的值 {value} 是负数。请核对是否多了一个符号。",
    "{name!r}: the value {value} is negative; check the sign.",
)


class ImpossibleValue(Rule):
    """不可能的数值：覆盖率、占比这类比率超过 100%（“>100%”也不可能），人数、户数这类数量是负数。

    可以超过 100% 的比率（毛入学率、增长率、自给率等）不在此列；名称不在名录里的比率，只报警告。
    """

    id, name, severity = "IND011", "impossible-value", Severity.ERROR
    zh = "“{name}”的值 {value} 超过 100%，这类比率不可能超过 100%。请核对数值和单位。"
    en = "{name!r}: {value} is over 100%, which a rate of this kind cannot be; check number and unit."
    why_en = "A share of a whole over 100% (or >100%), or a negative count."
    source = "比率的定义：部分不大于整体"
    good = (
        Good(_TABLE.format("社区老年助餐服务覆盖率", "%", "100")),
        Good(_TABLE.format("学前教育毛入园率", "%", "102"), note="毛入园率可以超过 100%"),
        Good(_TABLE.format("社区老年助餐服务覆盖率", "%", "≥100"), note="即 100%"),
        Good("社区老年助餐服务量增长120%。"),
        Good("养老服务固定资产投资完成率达到105%。", note="可以超额"),
        Good("助餐服务完成计划的118%。"),
    )
    bad = (
        Bad(_TABLE.format("社区老年助餐服务覆盖率", "%", "〔[190]〕")),
        Bad(_TABLE.format("社区老年助餐服务覆盖率", "%", "〔[>100]〕")),
        Bad(_TABLE.format("养老护理员培训人数", "人", "〔[-500]〕")),
        Bad("社区老年助餐服务覆盖率〔[达到190%]〕。"),
        Bad("养老机构隐患整改完成率〔[达到138%]〕。", note="通常不超过"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Look at targets and bases of tables, and at the commitments of the text."""
        for row in ctx.draft.indicators:
            for value in (row.target, row.baseline):
                if value is not None:
                    yield from self._judge(ctx, row.name, row.unit, value)
        for commitment in ctx.draft.commitments:
            quantity = commitment.quantity
            yield from self._judge(ctx, _subject(commitment.subject), quantity.unit, quantity)

    def _judge(self, ctx: Context, name: str, unit: str, value: Quantity) -> Iterator[Finding]:
        if value.value is None or value.kind not in ("number", "range"):
            return
        over = is_over(value) and not (ctx.runs("TGT006") and _DOUBLED.fullmatch(value.text))
        sure = is_share(name)
        negative = value.value < 0 and (sure or _is_counted(ctx, name, unit))
        if (over and unit == "%" and (sure or may_be_share(name))) or negative:
            yield self.report(
                value.span,
                text=_NEGATIVE if negative else None if sure else _UNLIKELY,
                severity=None if sure or negative else Severity.WARNING,
                name=name,
                value=shown(ctx.source, value, unit),
            )


def _subject(text: str) -> str:
    """What a clause's subject ends with: the name, without the verb before the number."""
    for word in ("达到", "达", "要", "应", "为", "力争"):
        text = text.removesuffix(word)
    return text


def _is_counted(ctx: Context, name: str, unit: str) -> bool:
    signed: Sequence[str] = table("indicators")["bounded"]["signed"]
    if any(w in name for w in signed):
        return False
    return ctx.concepts.describe(name, unit).kind == "count" and unit not in ("%", "‰")
