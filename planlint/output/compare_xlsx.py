"""xlsx for `planlint compare`: sheets to filter, to fill in and to print (A4, landscape)."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from planlint.output.alignment_words import Word
from planlint.output.compare_summary import summary
from planlint.output.compare_table import AlignmentTable, Cells, Row
from planlint.output.owners_table import HEADINGS, TITLE, OwnerRow, owner_rows
from planlint.output.tasks_table import ELSEWHERE, LOST, SHARED, TaskRow, task_rows
from planlint.output.tasks_table import TITLE as TASK_TITLE
from planlint.output.width import cells

# Column: heading keys, width in characters of the default font (a Chinese one takes two).
_COLUMNS: tuple[tuple[tuple[str, ...], int], ...] = (
    (("number",), 6),
    (("section",), 17),
    (("verdict",), 14),
    (("name",), 34),
    (("parent", "value"), 16),
    (("parent", "attribute"), 9),
    (("parent", "place"), 20),
    (("draft", "value"), 16),
    (("draft", "attribute"), 9),
    (("draft", "place"), 20),
    (("match",), 12),
    (("remarks",), 30),
)
_OWNER_WIDTHS = (34, 44, 34, 44, 26)
# The columns of the tasks' sheet with their widths; the last is the reviewer's.
_TASK_COLUMNS = (
    (Word("序号", "No."), 6), (Word("结论", "Verdict"), 12), (Word("章节", "Chapter"), 12),
    (Word("类别", "Kind"), 10), (Word("上级任务", "Parent's task"), 34),
    (Word("出处", "Place"), 18), (Word("责任单位", "Owners"), 26),
    (Word("草案中的对应内容", "Where the draft answers"), 40),
    (Word("草案责任单位", "Draft's owners"), 26), (SHARED, 26), (LOST, 26),
    (Word("核定意见", "Reviewer"), 16),
)  # fmt: skip
_CENTRED = (1, 3, 6, 9)
_FILLS = {"problem": "F6D5D0", "check": "FCEFC7"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LINE = 15.0  # points
_LONGEST = 32_767  # characters that a cell may hold


def render(table: AlignmentTable) -> bytes:
    """The table as the bytes of a workbook."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # a new workbook has one
    sheet.title = table.say("衔接情况对照表", "Alignment")
    book.properties.title = _clean(table.title)
    book.properties.creator = "planlint"
    header = _head(sheet, table)
    for at, (row, section) in enumerate(_rows(table), start=header + 1):
        _fill(sheet, at, _texts(row, section, table), row.tone)
    _set_up(sheet, header)
    _banner(sheet, sheet.max_row + 1, table.origin, Font(size=9))
    _tasks(book, table)
    _owners(book, table)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _tasks(book: Workbook, table: AlignmentTable) -> None:
    """A sheet of its own: the tasks of the parents, to filter by verdict and to fill in."""
    rows = task_rows(table)
    if rows:
        heads = [word.say(table.lang).strip("： :") for word, _ in _TASK_COLUMNS]
        widths = [width for _, width in _TASK_COLUMNS]
        lines = [(_task(row, table), row.tone) for row in rows]
        sheet = _sheet(book, TASK_TITLE.say(table.lang), heads, widths, lines)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{sheet.max_row}"


def _task(row: TaskRow, table: AlignmentTable) -> list[str | int]:
    """A task's cells; each counterpart is a line, those of a missing task in brackets."""
    elsewhere = ELSEWHERE.say(table.lang) if row.elsewhere else ""
    shown = row.counterparts if row.answered else row.counterparts[:1]
    found = "\n".join(f"{c.title} {c.place}" for c in shown)
    if found and not row.answered:
        found = table.say(f"（最接近：{found}）", f"(nearest: {found})")
    return [
        row.number, row.verdict, elsewhere, row.kind, row.title, row.place, row.owners,
        found, row.own_owners, row.shared, row.lost, "",
    ]  # fmt: skip


def _owners(book: Workbook, table: AlignmentTable) -> None:
    """A sheet of its own: who answers for each task."""
    rows = owner_rows(table)
    if rows:
        lines = [(_owner(row), "") for row in rows]
        heads = [word.say(table.lang) for word in HEADINGS]
        _sheet(book, TITLE.say(table.lang), heads, _OWNER_WIDTHS, lines)


def _owner(row: OwnerRow) -> list[str | int]:
    own = " ".join(t for t in (row.own_task, row.own_place) if t)
    return [f"{row.task} {row.place}", row.owners, own, row.own_owners, row.remark]


def _sheet(
    book: Workbook,
    title: str,
    heads: Sequence[str],
    widths: Sequence[int],
    rows: Sequence[tuple[Sequence[str | int], str]],
) -> Worksheet:
    """A sheet with one table; the second cell of a row that has a tone is coloured."""
    sheet: Worksheet = book.create_sheet(title)
    for column, (head, width) in enumerate(zip(heads, widths, strict=True), start=1):
        cell = _put(sheet, 1, column, head)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E7EAEE")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        cell.border = _GRID
        sheet.column_dimensions[get_column_letter(column)].width = width
    for at, (texts, tone) in enumerate(rows, start=2):
        lines = 1
        for column, text in enumerate(texts, start=1):
            cell = _put(sheet, at, column, text)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            cell.border = _GRID
            lines = max(lines, _lines(str(text), widths[column - 1]))
        _colour(sheet.cell(at, 2), tone)
        sheet.row_dimensions[at].height = (lines + 0.4) * _LINE
    sheet.freeze_panes = "A2"
    _print_wide(sheet, 1)
    return sheet


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column."""
    return sum(max(1, -(-cells(line) // (width - 1))) for line in text.split("\n"))


def _colour(verdict: Cell | MergedCell, tone: str) -> None:
    if tone in _FILLS:
        verdict.font = Font(bold=True)
        verdict.fill = PatternFill("solid", fgColor=_FILLS[tone])


def _rows(table: AlignmentTable) -> Iterator[tuple[Row, str]]:
    return ((row, s.title) for s in table.sections for row in s.rows)


def _head(sheet: Worksheet, table: AlignmentTable) -> int:
    """Title, notes and counts above the table; the row of its header."""
    at = 1
    _banner(sheet, at, table.title, Font(bold=True, size=16), "center")
    for note in table.notes:
        at += 1
        _banner(sheet, at, table.say("注意：", "Note: ") + note, Font(bold=True))
    for text in summary(table):
        at += 1
        _banner(sheet, at, text, Font())
    at += 1
    for column, (keys, _) in enumerate(_COLUMNS, start=1):
        text = "\n".join(table.column(k) for k in keys)
        cell = _put(sheet, at, column, text)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E7EAEE")
        cell.alignment = Alignment("center", "center", wrap_text=True)
        cell.border = _GRID
    sheet.row_dimensions[at].height = 2.2 * _LINE
    return at


def _banner(sheet: Worksheet, at: int, text: str, font: Font, align: str = "left") -> None:
    """A text across the whole table; a merged cell does not find its height by itself."""
    cell = _put(sheet, at, 1, text)
    cell.font = font
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
    sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=len(_COLUMNS))
    size = float(font.size or 11) / 11
    whole = sum(width for _, width in _COLUMNS) * 0.95
    lines = -int(-cells(text) * size // whole) or 1
    sheet.row_dimensions[at].height = (lines * 1.2 + 0.4) * _LINE * size


def _texts(row: Row, section: str, table: AlignmentTable) -> list[str | int]:
    semicolon = table.say("；", "; ")
    own = table.say("草案表述：", "in the draft: ") + row.own_name if row.own_name else ""
    remarks = semicolon.join(t for t in (own, *row.remarks) if t)
    sides = [*_side(row.parent), *_side(row.draft)]
    return [row.number, section, row.verdict, row.name, *sides, row.match, remarks]


def _side(side: Cells | None) -> tuple[str, str, str]:
    return ("", "", "") if side is None else (side.value, side.attribute, side.place)


def _fill(sheet: Worksheet, at: int, texts: Sequence[str | int], tone: str) -> None:
    lines = 1
    for column, text in enumerate(texts, start=1):
        cell = _put(sheet, at, column, text)
        centred = "center" if column in _CENTRED else "left"
        cell.alignment = Alignment(horizontal=centred, vertical="center", wrap_text=True)
        cell.border = _GRID
        lines = max(lines, -(-cells(str(text)) // (_COLUMNS[column - 1][1] - 1)))
    _colour(sheet.cell(at, 3), tone)
    sheet.row_dimensions[at].height = (lines + 0.4) * _LINE


def _put(sheet: Worksheet, at: int, column: int, value: str | int) -> Cell:
    """Write a value; what a plan says is a text, however much it looks like a formula."""
    cell = sheet.cell(at, column)
    assert isinstance(cell, Cell)  # a merged cell is never written to
    if isinstance(value, int):
        cell.value = value
        return cell
    cell.value = _clean(value)
    cell.data_type = "s"
    if value.startswith(_FORMULA):
        cell.quotePrefix = True  # it stays a text when somebody edits it
    return cell


def _clean(text: str) -> str:
    """The text without what XML cannot hold, as long as a cell may be."""
    legal = (c for c in ILLEGAL_CHARACTERS_RE.sub("", text) if not _unpaired(c))
    return "".join(legal)[:_LONGEST]


def _unpaired(char: str) -> bool:
    return 0xD800 <= ord(char) <= 0xDFFF or char in "\ufffe\uffff"


def _set_up(sheet: Worksheet, header: int) -> None:
    """Widths, the frozen header, and how it prints: one page wide, the header on every page."""
    for column, (_, width) in enumerate(_COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    last = get_column_letter(len(_COLUMNS))
    sheet.freeze_panes = f"A{header + 1}"
    sheet.auto_filter.ref = f"A{header}:{last}{max(sheet.max_row, header)}"
    _print_wide(sheet, header)


def _print_wide(sheet: Worksheet, header: int) -> None:
    """How a sheet prints: A4 landscape, one page wide, the header on every page."""
    sheet.print_title_rows = f"{header}:{header}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "&P / &N"


_THIN = Side(style="thin", color="B4BAC2")
_GRID = Border(_THIN, _THIN, _THIN, _THIN)
