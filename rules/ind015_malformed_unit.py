"""IND015 malformed-unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from planlint.diagnostic import Severity
from planlint.knowledge import table
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.rule import Bad, Change, Context, Finding, Good, Repair, Rule, Text

_TABLE = (
    "| 指标 | 单位 | 2030年 | 属性 |\n|---|---|---|---|\n| 养老护理员培训 | {} | 800 | 预期性 |"
)
_SCALE = compiled(r"^[百千万亿]+")
_FIX = Text("改为“{}”", "write {!r}")


class MalformedUnit(Rule):
    """指标的单位写法不规范：“人/次”应为“人次”（“/”表示“每”，人/次是每次多少人）。"""

    id, name, severity = "IND015", "malformed-unit", Severity.WARNING
    zh = "单位“{have}”写法不规范，应为“{want}”。"
    en = "the unit {have!r} is malformed; write {want!r}."
    why_en = "A unit that says something else than is meant: 人/次 is people per time, 人次 a number of services."
    source = "GB 3100-93：斜线表示相除"
    fixable = "safe"
    good = (
        Good(_TABLE.format("人次")),
        Good(_TABLE.format("元/人")),
        Good(_TABLE.format("台（套）")),
    )
    bad = (
        Bad(_TABLE.format("〔[人/次]〕")),
        Bad(_TABLE.format("万〔[人/次]〕")),
        Bad(
            "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 养老护理员培训（〔[人/次]〕） | 800 | 预期性 |"
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Look for the known wrong forms where the rows print their units."""
        folded = ctx.source.folded
        for row in ctx.draft.indicators:
            if row.unit_span is None:
                continue
            printed = _SCALE.sub(
                "", folded[row.unit_span.start : row.unit_span.end].strip("（）()")
            )
            for have, want in _pairs():
                if printed == have:
                    at = folded.index(have, row.unit_span.start)
                    span = Span(at, at + len(have))
                    said = Text(_FIX.zh.format(want), _FIX.en.format(want))
                    repair = Repair((Change(span, want),), said, safe=True)
                    yield self.report(span, repair=repair, have=have, want=want)


@cache
def _pairs() -> Sequence[tuple[str, str]]:
    return tuple((have, want) for have, want in table("indicators")["malformed_units"]["pairs"])
