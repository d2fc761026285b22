"""IND004 attribute-downgraded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planlint.diagnostic import Severity
from planlint.rule import Bad, Context, Finding, Good, Rule, Text

from ._indicators import clause

if TYPE_CHECKING:
    from planlint.compare import IndicatorPair

_PARENT = "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 特殊困难老年人探访关爱率 | 97% | 约束性 |"
_EMPTY = Text(
    "“{name}”在上级规划中是约束性指标，草案没有填属性。约束性不能减弱，请填“约束性”。",
    "{name!r} is binding (约束性) in the parent, its attribute is left empty here; fill in 约束性.",
)
_NO_COLUMN = Text(
    "指标表没有“属性”一栏，上级规划的 {count} 项约束性指标（{first}等）看不出约束性。请补上属性栏。",
    "the table has no attribute column, so {count} binding indicators of the parent ({first} …) lost 约束性; add it.",
)


class AttributeDowngraded(Rule):
    """上级规划的约束性指标在草案中变成预期性，或者属性不见了。约束性只能承接或加强，不能减弱；预期性改为约束性是允许的。"""

    id, name, severity = "IND004", "attribute-downgraded", Severity.ERROR
    needs = "parent"
    zh = "“{name}”在上级规划中是约束性指标，草案写作“{have}”。约束性不能减弱，请改回约束性。"
    en = "{name!r} is binding (约束性) in the parent but {have!r} here; a binding indicator stays binding."
    why_en = "约束性 became 预期性 or disappeared. The reverse is legal."
    source = "约束性指标是政府承诺，须逐级落实（“十一五”规划纲要起的通行要求）"
    good = (
        Good(_PARENT, parent=_PARENT.replace("约束性", "预期性"), note="加强是允许的"),
        Good(_PARENT, parent=_PARENT),
    )
    bad = (
        Bad(_PARENT.replace("约束性", "〔[预期性]〕"), parent=_PARENT),
        Bad(
            "| 〔[指标 | 2030年]〕 |\n|---|---|\n| 特殊困难老年人探访关爱率 | 97% |", parent=_PARENT
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Look at paired rows; a table without the column is one finding, not one a row."""
        if ctx.comparison is None:
            return
        lost: dict[int, list[IndicatorPair]] = {}
        for pair in ctx.comparison.indicators:
            row = pair.draft
            if row is None or not pair.downgraded:
                continue
            if not ctx.draft.indicator_tables[row.table].has_attributes:
                lost.setdefault(row.table, []).append(pair)
                continue
            yield self.report(
                (row.attribute_span if row.attribute_text else None) or row.span,
                clause(pair, ctx),
                text=None if row.attribute_text else _EMPTY,
                # Of names that differ in a word it is not certain that both are one indicator.
                severity=Severity.WARNING if pair.how == "similar" else None,
                name=pair.parent.name,
                have=row.attribute_text,
            )
        for table, pairs in lost.items():
            places = (clause(p, ctx) for p in pairs)
            header = ctx.draft.indicator_tables[table].header_span
            yield self.report(
                header, *places, text=_NO_COLUMN, count=len(pairs), first=pairs[0].parent.name
            )
