"""IND012 attribute-missing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from planlint.diagnostic import Severity
from planlint.knowledge import table as facts_of
from planlint.readers.source import Span
from planlint.rule import Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.indicator import Indicator

_SHORT = Text(
    "“{name}”的属性写作“{have}”，其他行写全称。请改为“{want}”。",
    "{name!r}: the attribute is {have}, other rows say it in full; write {want}.",
)
_HEAD = "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 探访关爱率 | 97% | 约束性 |\n| 助餐覆盖率 | 90% | 预期性 |\n"


class AttributeMissing(Rule):
    """指标表有“属性”一栏，这一行却没有填，或者填的既不是约束性也不是预期性。约束性指标要考核，属性不明就无法分解。"""

    id, name, severity = "IND012", "attribute-missing", Severity.WARNING
    zh = "“{name}”的属性{have}。请填写“约束性”或“预期性”。"
    en = "{name!r}: the attribute is {have}; it must be 约束性 or 预期性."
    why_en = "A row whose attribute cell is empty or says neither 约束性 nor 预期性."
    fixable = "safe"
    source = "“十一五”规划纲要起的通行做法：指标分约束性、预期性"
    good = (
        Good(_HEAD),
        Good(
            "| 指标 | 2030年 |\n|---|---|\n| 探访关爱率 | 97% |\n| 助餐覆盖率 | 90% |",
            note="没有属性栏",
        ),
        Good(
            "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 探访关爱率 | 97% | 约束 |\n| 助餐覆盖率 | 90% | 预期 |",
            note="全表一致的简写",
        ),
    )
    bad = (
        Bad(_HEAD + "| 〔[护理型床位占比]〕 | 73% | |"),
        Bad(_HEAD + "| 护理型床位占比 | 73% | 〔[必达]〕 |"),
        Bad(_HEAD + "| 护理型床位占比 | 73% | 〔[指导性]〕 |"),
        Bad(_HEAD + "| 护理型床位占比 | 73% | 〔[约束]〕 |", note="简写，只作提示"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Tables whose column names attributes in most rows; merged cells leave most empty."""
        downgraded = _downgraded(ctx)
        for table in ctx.draft.indicator_tables:
            rows = table.indicators
            named = sum(bool(r.attribute) for r in rows)
            if not table.has_attributes or named * 2 <= len(rows):
                continue
            whole = any(_said(r) and _said(r) not in _words()[0] for r in rows if r.attribute)
            for row in rows:
                if row.span.start in downgraded:
                    continue
                if not row.attribute or _said(row) in _words()[1]:
                    yield self._missing(row)
                elif whole and _said(row) in _words()[0] and row.attribute_span is not None:
                    yield self._short(row, row.attribute_span)

    def _missing(self, row: Indicator) -> Finding:
        printed = row.attribute_text
        said = Text(f"写作“{printed}”", repr(printed)) if printed else Text("没有填", "empty")
        at = row.attribute_span if printed else None
        return self.report(at or row.span, name=row.name, have=said)

    def _short(self, row: Indicator, at: Span) -> Finding:
        """约束 for 约束性 among rows that say it whole."""
        want = "约束性" if row.binding else "预期性"
        repair = Repair((Change(at, want),), Text(f"改为“{want}”", f"write {want}"), safe=True)
        return self.report(
            at,
            text=_SHORT,
            severity=Severity.INFO,
            repair=repair,
            name=row.name,
            have=row.attribute_text,
            want=want,
        )


def _said(row: Indicator) -> str:
    return "".join(row.attribute_text.split()).strip("*")


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Short forms of the two attributes, and words that are neither."""
    facts = facts_of("indicators")["attribute"]
    return frozenset(facts["short"]), frozenset(facts["neither"])


def _downgraded(ctx: Context) -> set[int]:
    """Rows whose binding attribute was lost: IND004 says so."""
    pairs = ctx.comparison.indicators if ctx.comparison and ctx.runs("IND004") else ()
    return {p.draft.span.start for p in pairs if p.downgraded and p.draft is not None}
