"""IND020 row-numbering."""

import re
from collections.abc import Iterator
from functools import cache

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.readers.source import Source, Span
from planlint.rule import Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.indicator import Indicator, IndicatorTable

from ._renumbering import renumber

_HEAD = "| 序号 | 指标 | 2030年 | 属性 |\n|---|---|---|---|\n"
_NOTE = 300  # characters below a table within which its note begins
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
        self._moves: dict[int, list[tuple[int, int]]] = {}
        self._ends: dict[int, int] = {}
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
        if row.number_span is None:
            return
        self._moves.setdefault(self.chain, []).append((row.number, self._last))
        if row.number != self._last:
            change = renumber(self._source, row.number_span, self._last)
            self._changes.setdefault(self.chain, []).append(change)
        self._ends[self.chain] = row.row_span.end

    def repair(self, chain: int) -> Repair | None:
        """All new numbers of a chain."""
        changes = (*self._changes.get(chain, ()), *self._in_notes(chain))
        said = Text(f"重新编号（{len(changes)} 处）", f"renumber {len(changes)} rows")
        return Repair(changes, said, safe=False) if changes else None

    def _in_notes(self, chain: int) -> Iterator[Change]:
        """The rows that the note under a table names: 注：第5项、第10项为累计数."""
        moves = self._moves.get(chain, [])
        new = dict(moves)
        text, start = self._source.folded, self._ends.get(chain, 0)
        note = _note().search(text, start, start + _NOTE)
        if note is None or len(new) < len(moves):  # a repeated number could mean two rows
            return
        for named in _named().finditer(text, *note.span()):
            number = int(named[0])
            if new.get(number, number) != number:
                yield renumber(self._source, Span(*named.span()), new[number])


@cache
def _note() -> re.Pattern[str]:
    return compiled(r"(?<=\n)[ \t*（]*(?:备?注|说明) *\d?[：.、][^\n]*")


@cache
def _named() -> re.Pattern[str]:
    return compiled(r"(?<=第)\d+(?=(?:[、，和至-]第?\d+)*项)|(?<=[、，和至-])\d+(?=项)")


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
