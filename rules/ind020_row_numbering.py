"""IND020 row-numbering."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.readers.source import Source, Span
from planlint.rule import Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.indicator import Indicator, IndicatorTable

from ._renumbering import renumber

_HEAD = "| 序号 | 指标 | 2030年 | 属性 |\n|---|---|---|---|\n"
_DUPLICATE = Text(
    "指标表的序号“{found}”重复，此处应为“{expected}”。",
    "row number {found} repeats; {expected} was due.",
)


class RowNumbering(Rule):
    """指标表的行号跳号或重复，可能漏了一行指标。"""

    id, name, severity, fixable = "IND020", "row-numbering", Severity.ERROR, "unsafe"
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
        count = _Count(ctx.source)
        found: list[tuple[Finding, int]] = []
        for table in ctx.draft.indicator_tables:
            rows = _numbered(table)
            goes_on = bool(rows) and rows[0].number == last + 1
            previous = due = last if goes_on else 0
            count.table(goes_on=goes_on)
            for row in rows:
                begins_again = row.number == 1 and previous > 1
                count.row(row, begins_again=begins_again)
                if begins_again:
                    previous = due = 1  # each class of indicators may count for itself
                    continue
                repeated = row.number == previous and row.number != due + 1
                if row.number not in (previous + 1, due + 1) or repeated:
                    found.append((self._finding(row, due, repeated=repeated), count.chain))
                    due += 1
                else:
                    due = row.number
                previous = row.number
            last = previous or last
        for finding, chain in found:
            yield finding._replace(repair=count.repair(chain))

    def _finding(self, row: Indicator, due: int, *, repeated: bool) -> Finding:
        return self.report(
            row.number_span,
            text=_DUPLICATE if repeated else None,
            severity=None if due else Severity.WARNING,  # it may go on from elsewhere
            key=f"{row.number} {row.name}",
            expected=due + 1,
            found=row.number,
            name=row.name,
        )


class _Count:
    """The numbers that the rows should have; tables that go on with a count are one chain."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._changes: dict[int, list[Change]] = {}
        self._last = 0
        self.chain = 0

    def table(self, *, goes_on: bool) -> None:
        """A table begins, with a count of its own or with that of the table before."""
        if not goes_on:
            self.chain += 1
            self._last = 0

    def row(self, row: Indicator, *, begins_again: bool) -> None:
        """A row takes the next number."""
        self._last = 1 if begins_again else self._last + 1
        if row.number != self._last and row.number_span is not None:
            change = renumber(self._source, row.number_span, self._last)
            self._changes.setdefault(self.chain, []).append(change)

    def repair(self, chain: int) -> Repair | None:
        """All new numbers of a chain."""
        changes = tuple(self._changes.get(chain, ()))
        said = Text(f"重新编号（{len(changes)} 处）", f"renumber {len(changes)} rows")
        return Repair(changes, said, safe=False) if changes else None


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
