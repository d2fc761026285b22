"""IND016 mixed-table-style."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planlint.diagnostic import Severity
from planlint.readers.source import Source, Span
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.indicator import Indicator

_HEAD = "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 探访关爱率（%） | ＞97 | 约束性 |\n| 助餐覆盖率（%） | ＞90 | 预期性 |\n"
# Each pair is one sign in its full and its half width.
_PAIRS = (("＞", ">"), ("＜", "<"), ("％", "%"), ("（）", "()"))
_FIX = Text("统一为“{}”", "make all {!r}")


class MixedTableStyle(Rule):
    """一张指标表里同一个符号有全角、半角两种写法（＞ 与 >，（%）与 (%)），应当统一成表中多数的写法。"""

    id, name, severity = "IND016", "mixed-table-style", Severity.INFO
    zh = "这张指标表里“{many}”与“{few}”混用，{few} 有 {count} 处。请统一为“{many}”。"
    en = "this table mixes {many!r} and {few!r} ({count} of the latter); use {many!r} throughout."
    why_en = "One sign in two widths within one table; the majority's form wins."
    source = "GB/T 15834-2011、GB/T 15835-2011：同一文件中写法一致"
    fixable = "safe"
    good = (
        Good(_HEAD),
        Good(_HEAD.replace("＞", ">").replace("（%）", "(%)"), note="全表一致"),
    )
    bad = (
        Bad(_HEAD + "| 护理型床位占比（%） | 〔[>]〕73 | 预期性 |"),
        Bad(_HEAD + "| 护理型床位占比〔[(]〕%) | ＞73 | 预期性 |"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Count each sign in the cells that planlint reads; brackets count as one sign."""
        for table in ctx.draft.indicator_tables:
            spans = [s for row in table.indicators for s in _cells(row)]
            for full, half in _PAIRS:
                yield from self._judge(ctx.source, spans, full, half)

    def _judge(
        self, source: Source, spans: Sequence[Span], full: str, half: str
    ) -> Iterator[Finding]:
        wide, narrow = _places(source, spans, full), _places(source, spans, half)
        if not wide or not narrow:
            return
        few, many, places = (full, half, wide) if len(wide) < len(narrow) else (half, full, narrow)
        changes = tuple(Change(p, many[few.index(source[p])]) for p in places)
        yield self.report(
            places[0],
            *(Also(p, Text("这里也是", "here, too")) for p in places[1:]),
            repair=Repair(changes, Text(_FIX.zh.format(many), _FIX.en.format(many)), safe=True),
            many=many,
            few=few,
            count=len(places),
        )


def _cells(row: Indicator) -> Iterator[Span]:
    yield row.span
    for quantity in (row.baseline, row.target):
        if quantity is not None:
            yield quantity.span


def _places(source: Source, spans: Sequence[Span], signs: str) -> list[Span]:
    """Where one of some signs stands."""
    text = source.text
    return [
        Span(at, at + 1)
        for span in spans
        if any(sign in text[span.start : span.end] for sign in signs)
        for at in range(span.start, span.end)
        if text[at] in signs
    ]
