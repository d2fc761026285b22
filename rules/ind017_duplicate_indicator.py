"""IND017 duplicate-indicator."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.concepts import normalise
from planlint.semantics.indicator import Indicator

_TABLE = "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 探访关爱率 | 97% | 约束性 |\n| 助餐覆盖率 | 90% | 预期性 |\n"


class DuplicateIndicator(Rule):
    """一张指标表里同一项指标列了两行。两行的数不同，不知道以哪个为准；相同，则多算了一项。"""

    id, name, severity = "IND017", "duplicate-indicator", Severity.WARNING
    zh = "指标“{name}”在表中重复，前面已有一行。请删去一行，或者写明两行的区别。"
    en = "the indicator {name!r} stands in the table twice; drop a row or say how both differ."
    why_en = "The same indicator in two rows of one table."
    source = "核稿惯例：指标不重列"
    good = (
        Good(_TABLE),
        Good(_TABLE + "| 农村助餐覆盖率 | 80% | 预期性 |", note="口径不同"),
        Good(
            "| 类别 | 指标 | 2030年 | 属性 |\n|---|---|---|---|\n"
            "| 城镇 | 助餐覆盖率 | 95% | 预期性 |\n| 农村 | 助餐覆盖率 | 80% | 预期性 |",
            note="类别不同",
        ),
    )
    bad = (Bad(_TABLE + "| 〔[探访关爱率]〕 | 98% | 约束性 |"),)

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Compare names within a table, with their class and the row that they are a part of."""
        for table in ctx.draft.indicator_tables:
            seen: dict[tuple[str, ...], Indicator] = {}
            for row in table.indicators:
                # 其中：女性 under two rows are two things.
                key = (normalise(row.name), normalise(row.of), row.category, row.unit)
                first = seen.setdefault(key, row)
                if first is not row:
                    where = Also(first.row_span, Text("前面的一行", "the row before"))
                    yield self.report(row.span, where, name=row.name)
