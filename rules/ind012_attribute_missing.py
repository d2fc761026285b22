"""IND012 attribute-missing."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Bad, Context, Finding, Good, Rule, Text

_HEAD = "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 探访关爱率 | 97% | 约束性 |\n| 助餐覆盖率 | 90% | 预期性 |\n"


class AttributeMissing(Rule):
    """指标表有“属性”一栏，这一行却没有填，或者填的既不是约束性也不是预期性。约束性指标要考核，属性不明就无法分解。"""

    id, name, severity = "IND012", "attribute-missing", Severity.WARNING
    zh = "“{name}”的属性{have}。请填写“约束性”或“预期性”。"
    en = "{name!r}: the attribute is {have}; it must be 约束性 or 预期性."
    why_en = "A row whose attribute cell is empty or says neither 约束性 nor 预期性."
    source = "“十一五”规划纲要起的通行做法：指标分约束性、预期性"
    good = (
        Good(_HEAD),
        Good(
            "| 指标 | 2030年 |\n|---|---|\n| 探访关爱率 | 97% |\n| 助餐覆盖率 | 90% |",
            note="没有属性栏",
        ),
    )
    bad = (
        Bad(_HEAD + "| 〔[护理型床位占比]〕 | 73% | |"),
        Bad(_HEAD + "| 护理型床位占比 | 73% | 〔[必达]〕 |"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Tables whose column names attributes in most rows; merged cells leave most empty."""
        downgraded = _downgraded(ctx)
        for table in ctx.draft.indicator_tables:
            rows = table.indicators
            named = sum(bool(r.attribute) for r in rows)
            if not table.has_attributes or named * 2 <= len(rows):
                continue
            for row in rows:
                if row.attribute or row.span.start in downgraded:
                    continue
                printed = row.attribute_text
                said = (
                    Text(f"写作“{printed}”", repr(printed)) if printed else Text("没有填", "empty")
                )
                at = row.attribute_span if printed else None
                yield self.report(at or row.span, name=row.name, have=said)


def _downgraded(ctx: Context) -> set[int]:
    """Rows whose binding attribute was lost: IND004 says so."""
    pairs = ctx.comparison.indicators if ctx.comparison and ctx.runs("IND004") else ()
    return {p.draft.span.start for p in pairs if p.downgraded and p.draft is not None}
