"""Tables of every layout: which lines belong to one, and its cells.

Layouts: Markdown pipes, HTML, tabs between cells, one cell a line (with tabs or without: then
only the header's vocabulary reveals it), columns aligned by spaces, and tables that a web copy
fused into one line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from planlint.knowledge import table
from planlint.patterns import compiled
from planlint.readers.source import HAN, Source, Span, fold
from planlint.syntax.aligned import align
from planlint.syntax.ast import Cell, Table
from planlint.syntax.columns import is_foreign, is_header, squeeze
from planlint.syntax.lines import Line

_COLUMNS = compiled(r"\S {3,}\S")
_GAP = compiled(r" {2,}")
_CELLS = compiled(r"\t| {2,}")
_PIPE_RULE = compiled(r"^\|?[\s:：|-]*-[\s:：|-]*\|?$")
_EDGE = compiled(r"\|(?<!\\\|)")
_HTML_OPEN = compiled(r"<table[\s>]", re.IGNORECASE)
_HTML_CLOSE = compiled(r"</table", re.IGNORECASE)
_TAG = compiled(r"</?[a-zA-Z][^<>]*>")
_EDGES = compiled(r"(?:\s|</?[a-zA-Z][^<>]*>)*")
_TRAIL = compiled(r"(?:\s|</?[a-zA-Z][^<>]*>)+$")
_FUSED = compiled(rf"(?:约束性|预期性)\d{{1,2}}{HAN}")
# A table of indicators has a column that says so; 序　号 may be spaced.
_NAMED = compiled(r"(?:序 *号|编 *号|(?:主要|具体|核心)?指 *标(?:名称|项目|内容)?|名 *称|项 *目)")
_MAX_ROW = 160  # a row of a real table; longer lines with wide gaps are text
_MAX_CELL = 48
_MAX_HEADER = 8
_LEAST_ROWS = 2
_MAX_COLUMNS = 40
_MAX_REST = 24  # characters of a name that go on in a line of their own
_ROW_TYPE = "ROW"


def mark_tables(lines: list[Line], folded: str) -> None:
    """Turn the lines of tables into ROW; the scanner then opens each table with TABLE."""
    if "<" in folded:
        _mark_html(lines)
    for sign, is_row in (("|", _is_pipe_row), ("\t", _is_tab_row), ("  ", _is_spaced_row)):
        if sign in folded:
            _mark_runs(lines, sign, is_row)
    _mark_bare_cells(lines)
    if "约束性" in folded or "预期性" in folded:
        for line in lines:
            if line.type == "TEXT" and "性" in line.text and len(_FUSED.findall(line.text)) > 1:
                line.type = _ROW_TYPE


def _mark_html(lines: list[Line]) -> None:
    inside = False
    for line in lines:
        inside = inside or _HTML_OPEN.search(line.raw) is not None
        if inside:
            line.type = _ROW_TYPE
            inside = _HTML_CLOSE.search(line.raw) is None


def _is_pipe_row(raw: str) -> bool:
    stripped = raw.strip()
    return stripped.count("|") >= 2 and (stripped[0] == "|" or " | " in stripped)


def _is_tab_row(raw: str) -> bool:
    if "\t" in raw.strip():
        return len(raw) <= _MAX_ROW * 3
    return raw.startswith("\t") and len(raw) <= _MAX_CELL and "。" not in raw


def _is_spaced_row(raw: str) -> bool:
    stripped = raw.strip()
    return (
        "  " in stripped
        and len(stripped) <= _MAX_ROW
        and "。" not in stripped
        and (_COLUMNS.search(stripped) is not None or len(_GAP.findall(stripped)) > 1)
    )


def _mark_runs(lines: list[Line], sign: str, is_row: Callable[[str], bool]) -> None:
    """Mark maximal runs of lines that look like rows, where the run is long enough.

    A row holds the `sign`.
    """
    fits = [sign in n.raw and n.type == "TEXT" and _may_be_row(n) and is_row(n.raw) for n in lines]
    if True not in fits:
        return
    run: list[Line] = []
    for at, line in enumerate(lines):
        if fits[at]:
            run.append(line)
        elif run and (part := _break_in_table(lines, at)) and fits[at + 1]:
            run.extend([line] if part == "rest" else [])
        elif run:
            _mark_run(run)
            run = []
    _mark_run(run)


def _mark_run(run: list[Line]) -> None:
    if len(run) >= _LEAST_ROWS and _is_table(run):
        for row in run:
            row.type = _ROW_TYPE


def _break_in_table(lines: list[Line], at: int) -> str:
    """What a line between two rows may be: the number of a "page", the "rest" of a cell, or ""."""
    line = lines[at]
    if line.type != "TEXT" or at + 1 == len(lines) or line.kind not in (None, "arabic"):
        return ""
    if _page_number().match(line.text):
        return "page"
    if line.kind or len(line.text) > _MAX_REST or not _is_short(line) or "：" in line.text:
        return ""
    following = lines[at + 1].printed
    opens = "|" in following or any(map(is_header, _CELLS.split(following)))
    return "" if opens or line.text[0] in "表图附注续专（" else "rest"


@cache
def _page_number() -> re.Pattern[str]:
    return compiled(table("documents")["chrome"]["page"])


def _is_table(run: list[Line]) -> bool:
    """Lines with one tab in front or gaps of two spaces need a header to be rows, not text."""
    raws = [n.raw for n in run]
    if any("|" in r or "\t" in r.strip() or _COLUMNS.search(r.strip()) for r in raws):
        return True
    if not raws[0].startswith("\t"):
        return any(sum(map(_names_column, _GAP.split(r.strip()))) > 1 for r in raws[:6])
    return any(is_header(r) for r in raws[:6])


def _names_column(text: str) -> bool:
    return is_header(text) or (len(text) <= _MAX_HEADER and is_foreign(text))


def _may_be_row(line: Line) -> bool:
    """A heading's marker opens a row only where tabs make several columns of it."""
    if line.kind in (None, "arabic", "half_bracketed"):
        return True
    return line.printed.count("\t") >= 2


def _mark_bare_cells(lines: list[Line]) -> None:
    """One cell a line without tabs: a header of known words, then short lines."""
    index = 0
    if not any(_NAMED.fullmatch(n.text) for n in lines):
        return
    while index < len(lines):
        width = _header_width(lines, index)
        if not width:
            index += 1
            continue
        end = index + width
        while end < len(lines) and _is_bare_cell(lines, end):
            end += 1
        cells = [n for n in lines[index:end] if not _is_page(n.printed)]
        if len(cells) >= width * 2:
            for line in cells:
                line.type, line.kind = _ROW_TYPE, None
        index = end


def _is_page(text: str) -> bool:
    """A page number that stands between cells: — 6 —, 第6页; a bare number is a cell."""
    dashed = text[:1] in "-—–" and text[-1:] in "-—–"
    return (dashed or text[:1] == "第") and _page_number().match(text) is not None


def _header_width(lines: list[Line], index: int) -> int:
    """The number of header cells that begin here; 0 where no header begins."""
    width = 0
    while (
        index + width < len(lines)
        and width < 10
        and lines[index + width].type == "TEXT"
        and lines[index + width].kind is None
        and _names_column(lines[index + width].text)
    ):
        width += 1
    return width if width >= 3 else 0


def _is_bare_cell(lines: list[Line], at: int) -> bool:
    """A short line; one that opens with a number only where a plain cell follows it."""
    line = lines[at]
    if line.type != "TEXT" or not _is_short(line) or line.kind not in (None, "arabic"):
        return False
    if line.kind is None:
        return True
    follower = lines[at + 1] if at + 1 < len(lines) else None
    return follower is not None and follower.kind is None and _is_short(follower)


def _is_short(line: Line) -> bool:
    return len(line.text) <= _MAX_CELL and not line.text.endswith(("。", "；", "：", "，"))


# --- cells -----------------------------------------------------------------------------------


def build_table(source: Source, lines: Sequence[Line]) -> Table:
    """The table that consecutive TABLE and ROW lines make."""
    span = Span(lines[0].start, lines[-1].end)
    raws = [n.raw for n in lines]
    if any("<" in r and _HTML_OPEN.search(r) for r in raws):
        filled = tuple(filter(None, _html_rows(source, span)))  # <tr> alone holds nothing
        return Table(span, filled, "html")
    if all(_is_pipe_row(r) for r in raws):
        rows = [_pipe_row(source, n) for n in lines if not _PIPE_RULE.match(n.printed)]
        return Table(span, tuple(rows), "markdown")
    if len(lines) == 1 or all(len(_FUSED.findall(r)) >= 2 for r in raws):
        single = tuple((_cell(source, n.start, n.end),) for n in lines)
        return Table(span, single, "fused", fused=any(_FUSED.search(r) for r in raws))
    if any(_is_tab_row(r) and "\t" in r.strip() for r in raws):
        return Table(span, tuple(_tab_rows(source, lines)), "tabs")
    if any(_is_spaced_row(r) for r in raws):
        return Table(span, align(source, [_split(source, n) for n in lines]), "spaces")
    cells = tuple(_cell(source, n.start, n.end) for n in lines)
    return Table(span, _stacked_rows(cells), "stacked")


def _cell(source: Source, start: int, end: int) -> Cell:
    """A cell without white space and bold marks at its ends."""
    text = source.folded[start:end]
    kept = text.lstrip(" \t*_")
    start += len(text) - len(kept)
    kept = kept.rstrip(" \t*_")
    span = Span(start, start + len(kept))
    return Cell(kept.replace("**", "").replace("\\|", "|"), span)


def _pipe_row(source: Source, line: Line) -> tuple[Cell, ...]:
    edges = [m.start() for m in _EDGE.finditer(line.raw)]
    if not line.printed.startswith("|"):
        edges.insert(0, -1)
    if not line.printed.endswith("|"):
        edges.append(len(line.raw))
    return tuple(_cell(source, line.start + a + 1, line.start + b) for a, b in pairwise(edges))


def _tab_rows(source: Source, lines: Sequence[Line]) -> Iterator[tuple[Cell, ...]]:
    """Rows with tabs between cells; a tab at an end is an empty cell (类别 merged, 属性 left out).

    Where all rows begin with a tab it only indents them.
    """
    text = source.folded
    indented = all(text.startswith("\t", n.start) for n in lines)
    for line in lines:
        start, end = line.start, line.end
        while end < len(text) and text[end] == "\t":
            end += 1
        while indented and text[start] == "\t" and start < end:
            start += 1
        edges = [start - 1, *(i for i in range(start, end) if text[i] == "\t"), end]
        yield tuple(_cell(source, a + 1, b) for a, b in pairwise(edges))


def _split(source: Source, line: Line) -> tuple[Cell, ...]:
    """The cells of a row whose columns are aligned by spaces."""
    start, end = line.start, line.end
    raw = source.folded[start:end]
    lead = len(raw) - len(raw.lstrip())
    cells, at = [], lead
    for match in _GAP.finditer(raw, lead):
        cells.append(_cell(source, start + at, start + match.start()))
        at = match.end()
    cells.append(_cell(source, start + at, end))
    return tuple(cells)


def _html_rows(source: Source, span: Span) -> tuple[tuple[Cell, ...], ...]:
    """Rows of an HTML table; a cell that spans several is repeated, as it is read."""
    rows: list[tuple[Cell, ...]] = []
    pending: dict[int, tuple[int, Cell]] = {}
    folded = source.folded
    for row in re.finditer(
        r"<tr\b.*?(?=<tr\b|</table|\Z)", folded[span.start : span.end], re.S | re.I
    ):
        cells: list[Cell] = []
        found = re.finditer(
            r"<t[dh]\b([^>]*)>(.*?)(?=</t[dh]|<t[dh]\b|</tr|\Z)", row.group(), re.S | re.I
        )
        for match in found:
            start = span.start + row.start() + match.start(2)
            end = span.start + row.start() + match.end(2)
            cell = _html_cell(source, start, end)
            down = _reach(match.group(1), "row")
            for _ in range(min(_reach(match.group(1), "col"), _MAX_COLUMNS)):
                _take_pending(cells, pending)
                if down > 1:
                    pending[len(cells)] = (down - 1, cell)
                cells.append(cell)
        _take_pending(cells, pending)
        rows.append(tuple(cells))
    return tuple(rows)


def _reach(attributes: str, way: str) -> int:
    """Over how many rows or columns a cell goes."""
    found = re.search(rf"{way}span\W{{1,2}}(\d{{1,3}})\b", attributes, re.I)
    return int(found.group(1)) if found else 1


def _take_pending(cells: list[Cell], pending: dict[int, tuple[int, Cell]]) -> None:
    while (entry := pending.get(len(cells))) is not None:
        left, cell = entry
        if left <= 0:
            del pending[len(cells)]
            return
        pending[len(cells)] = (left - 1, cell)
        cells.append(cell)


def _html_cell(source: Source, start: int, end: int) -> Cell:
    inner = source.text[start:end]
    lead, tail = _EDGES.match(inner), _TRAIL.search(inner)
    span = Span(start + (lead.end() if lead else 0), start + (tail.start() if tail else len(inner)))
    return Cell(fold("".join(plain_text(inner).split())), span)


def plain_text(text: str) -> str:
    """A cell or row as people read it: without HTML markup, entities as their characters."""
    if "<" not in text and "&" not in text:
        return text
    from html import unescape

    return unescape(_TAG.sub("", text))


def _stacked_rows(cells: Sequence[Cell]) -> tuple[tuple[Cell, ...], ...]:
    """Rows of a table printed one cell a line: by its numbers, by its attributes, or by width."""
    first = next((i for i, c in enumerate(cells) if is_header(c.text)), len(cells))
    cells = cells[first:]  # a caption may stand above the header
    width = next((i for i, c in enumerate(cells) if not _names_column(c.text)), len(cells))
    if not width:
        return ()
    header, body = tuple(cells[:width]), cells[width:]
    numbered = squeeze(header[0].text) in ("序号", "编号")
    rows: list[list[Cell]] = [[]]
    for cell in body:
        row = rows[-1]
        ended = len(row) >= width or (bool(row) and row[-1].text in _attributes())
        numbered_row = numbered and cell.text.isdecimal() and _follows(cell, rows)
        if row and (ended if not numbered else len(row) >= width or (ended and numbered_row)):
            rows.append([])
        rows[-1].append(cell)
    return (header, *(tuple(r) for r in rows if r))


def _follows(cell: Cell, rows: list[list[Cell]]) -> bool:
    """Whether a number may open the next row: a little above the last row's number."""
    last = rows[-1][0].text if rows[-1] else ""
    return not last.isdecimal() or 0 <= int(cell.text) - int(last) <= 3


@cache
def _attributes() -> frozenset[str]:
    facts = table("indicators")["attribute"]
    return frozenset((*facts["binding"], *facts["expected"]))
