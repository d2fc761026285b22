"""IND020 row-numbering."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.readers.source import Span
from planlint.rule import Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.indicator import Indicator, IndicatorTable

_HEAD = "| 序号 | 指标 | 2030年 | 属性 |\n|---|---|---|---|\n"
_DUPLICATE = Text(
    "指标表的序号“{found}”重复，此处应为“{expected}”。",
    "row number {found} repeats; {expected} was due.",
)


class RowNumbering(Rule):
    """指标表的行号跳号或重复，可能漏了一行指标。"""

    id, name, severity = "IND020", "row-numbering", Severity.ERROR
    zh = "指标表的序号不连续：此处应为“{expected}”，实为“{found}”。请核对是否漏了一行。"
    en = "row numbers skip: {expected} expected, {found} found. Check whether a row was lost."
    why_en = "A gap or a duplicate in the row numbers: an indicator may be lost."
    source = "指标表逐行编号的惯例"
    good = (
        Good(_HEAD + "| 1 | 探访关爱率 | 97% | 约束性 |\n| 2 | 助餐覆盖率 | 90% | 预期性 |"),
        Good(
            "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 探访关爱率 | 97% | 约束性 |\n| 助餐覆盖率 | 90% | 预期性 |",
            note="没有序号",
        ),
    )
    bad = (
        Bad(_HEAD + "| 1 | 探访关爱率 | 97% | 约束性 |\n| 〔[3]〕 | 助餐覆盖率 | 90% | 预期性 |"),
        Bad(_HEAD + "| 1 | 探访关爱率 | 97% | 约束性 |\n| 〔[1]〕 | 助餐覆盖率 | 90% | 预期性 |"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Rows count from one, or from where the table before stopped; after a slip from there on."""
        last = 0
        for table in ctx.draft.indicator_tables:
            rows = _numbered(table)
            previous = last if rows and rows[0].number == last + 1 else 0
            due = previous
            for row in rows:
                if row.number == 1 and previous > 1:
                    previous = due = 1  # each class of indicators may count for itself
                    continue
                repeated = row.number == previous and row.number != due + 1
                if row.number not in (previous + 1, due + 1) or repeated:
                    yield self.report(
                        row.number_span,
                        text=_DUPLICATE if repeated else None,
                        severity=Severity.WARNING
                        if not due
                        else None,  # it may go on from elsewhere
                        key=f"{row.number} {row.name}",
                        expected=due + 1,
                        found=row.number,
                        name=row.name,
                    )
                    due += 1
                else:
                    due = row.number
                previous = row.number
            last = previous or last


def _numbered(table: IndicatorTable) -> list[Indicator]:
    """The rows that count: a merged number, and a row that is a part of one, count once."""
    seen: set[Span] = set()
    rows = []
    for row in table.indicators:
        if row.number_span is None or row.number_span in seen or row.of:
            continue
        seen.add(row.number_span)
        rows.append(row)
    return rows
