"""text for `planlint compare`: a block an entry, the verdict first, for 80 columns."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.output.compare_summary import summary
from planlint.output.compare_table import AlignmentTable, Cells, Row
from planlint.output.owners_table import TITLE, owner_rows
from planlint.output.tasks_text import task_lines
from planlint.output.width import cells, wrap

_COLOURS = {"problem": "\x1b[1;31m", "check": "\x1b[1;33m", "fine": "", "own": ""}
_MARKS = {"problem": "!!", "check": " ?", "fine": "  ", "own": "  "}
_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_MIN_WIDTH = 60
_EDGE = 2  # cells before a block's verdict


class CompareText:
    """Renders an alignment table at a width, with colour or without."""

    def __init__(self, table: AlignmentTable, width: int, *, colour: bool) -> None:
        self.table = table
        self.width = max(width, _MIN_WIDTH)
        self.colour = colour
        rows = [r for s in table.sections for r in s.rows]
        self.indent = _EDGE + max((cells(r.verdict) for r in rows), default=0) + 3
        names = (table.column("parent"), table.column("draft"), table.say("文件", "Files"))
        self.labels = max(cells(n) for n in names) + 1

    def render(self) -> str:
        """Title, files, notes and counts; what needs attention; then every entry."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        table = self.table
        yield from (self._paint(line, _BOLD) for line in wrap(table.title, self.width))
        yield ""
        yield from self._labelled(table.column("draft"), table.comparison.draft.filename)
        for parent in table.comparison.parents:
            yield from self._labelled(table.column("parent"), parent.filename)
        for note in table.notes:
            text = table.say("注意：", "Note: ") + note
            yield from ("", *(self._paint(t, _COLOURS["check"]) for t in wrap(text, self.width)))
        yield ""
        for sentence in summary(table):
            yield from wrap(sentence, self.width)
        if any(r.tone in ("problem", "check") for s in table.sections for r in s.rows):
            yield table.say(
                "标 !! 的须处理，标 ? 的待核对。", "!! is to be mended, ? to be checked."
            )
        for section in table.sections:
            count = len(section.rows)
            heading = section.title + table.say(f"（{count} 项）", f": {count}")
            yield from ("", self._paint(heading, _BOLD), "")
            for row in section.rows:
                yield from self._block(row)
        yield from task_lines(table, self.width, _COLOURS if self.colour else {})
        yield from self._owners()
        if not (table.sections or table.comparison.tasks):
            yield table.say("没有可对照的内容。", "There is nothing to compare.")

    def _owners(self) -> Iterator[str]:
        """Who answers for each task: the parents' owners, then the draft's."""
        rows = owner_rows(self.table)
        if not rows:
            return
        heading = TITLE.say(self.table.lang) + self.table.say(
            f"（{len(rows)} 项）", f": {len(rows)}"
        )
        yield from ("", self._paint(heading, _BOLD), "")
        for row in rows:
            yield from wrap(f"   {row.task}", self.width)
            yield from self._hanging(self.table.column("parent"), f"{row.owners}  {row.place}", 5)
            if row.own_place:
                own = f"{row.own_owners}  {row.own_place}"
                yield from self._hanging(self.table.column("draft"), own, 5)
            if row.remark:
                yield from self._hanging("", row.remark, 5)

    def _labelled(self, label: str, text: str) -> Iterator[str]:
        return self._hanging(label, text, 0)

    def _hanging(self, label: str, text: str, indent: int) -> Iterator[str]:
        """A label with its text, wrapped under itself."""
        room = self.width - indent - self.labels
        for at, line in enumerate(wrap(text, room)):
            shown = label if at == 0 else ""
            yield " " * indent + shown + " " * (self.labels - cells(shown)) + line

    def _block(self, row: Row) -> Iterator[str]:
        yield from self._head(row)
        sides = [s for s in (row.parent, row.draft) if s is not None]
        widths = tuple(max(cells(s[at]) for s in sides) for at in (0, 1))
        if row.parent is not None:
            yield from self._side("parent", row.parent, widths, "")
        if row.draft is not None:
            yield from self._side("draft", row.draft, widths, row.match)
        own = self.table.say("草案表述：", "as: ") + row.own_name if row.own_name else ""
        for remark in (own, *row.shown_remarks):
            yield from self._hanging("", remark, self.indent)

    def _head(self, row: Row) -> Iterator[str]:
        verdict = f"{_MARKS[row.tone]} {row.verdict}"
        blank = " " * (self.indent - cells(verdict))
        room = self.width - self.indent
        for at, line in enumerate(wrap(f"{row.number}. {row.name}", room)):
            first = self._paint(verdict, _COLOURS[row.tone]) + blank
            yield (first if at == 0 else " " * self.indent) + line

    def _side(self, key: str, side: Cells, widths: tuple[int, ...], match: str) -> Iterator[str]:
        value, attribute = (
            text + " " * (width - cells(text))
            for text, width in zip((side.value, side.attribute), widths, strict=True)
        )
        text = "  ".join(p for p in (value, attribute, side.place) if p)
        fits = self.indent + self.labels + cells(text) + 2 + cells(match) <= self.width
        if fits and match:
            text += f"  {match}"
        yield from self._hanging(self.table.column(key), text, self.indent)
        if not fits:
            yield from self._hanging("", match, self.indent)

    def _paint(self, text: str, code: str) -> str:
        return f"{code}{text}{_RESET}" if self.colour and text and code else text


def render(table: AlignmentTable, width: int, *, colour: bool) -> str:
    """The table as text of a width."""
    return CompareText(table, width, colour=colour).render()
