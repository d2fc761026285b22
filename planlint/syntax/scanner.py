"""The scanner: says what each physical line is. Everything about structure is the grammar's.

Passes, each over all lines: page furniture, table of contents, tables, headings and other line
kinds, titles, items of boxes, joints, ranks. A token is a line with the blank lines and the page
furniture after it, so that the tokens joined are the source.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from planlint.patterns import compiled
from planlint.readers.source import Source
from planlint.syntax.furniture import is_page_number, without_furniture
from planlint.syntax.joints import mark_joints
from planlint.syntax.lines import OUTERMOST, Line, split
from planlint.syntax.misprints import mark_misprints
from planlint.syntax.ranks import rank_headings
from planlint.syntax.runs import mark_runs
from planlint.syntax.tables import mark_tables
from planlint.syntax.titles import bare, mark_titles

# Only lines that YAML may hold: a draft that merely opens with a rule must lose nothing.
_FRONT_MATTER = compiled(
    r"---[ \t]*\r?\n((?:(?:[\w.-]+[ \t]*:.*|[ \t]+.*|- .*|#.*|\]|\}|)\r?\n)*?)---[ \t]*(?:\r?\n|\Z)"
)
_TOC = compiled(r"【?目 *[录次]】?：?")
_TOC_LINK = compiled(r"[ \t]*(?:[-*+]|\d{1,3}[.）])? *\[([^\]]+)\]（.*）")
_BOX = compiled(
    r"(?:重点|任务|重大|工程|项目)?专栏 ?(\d{1,2}|[一二三四五六七八九十]{1,3})(?=[ ：:\t]|$)"
)
_CLAUSE = compiled(
    r"[（\[]?(?:由|共同)?(?:牵头|主办|责任|参与|参加|配合|协同|协办|分管|完成时限|部门分工|任务分工|落实)[^：。]{0,8}："
    r"|[（\[][^。]{4,400}(?:负责|配合|牵头|参与|落实)[）\]]$"
)
# A number before a clause of its own counts no heading: 2. 配合单位：市财政局.
_OWNER = compiled(
    r"\s*\**(?:牵头|责任|主办|配合|参与|参加|协办|协同)(?:责任|负责)?(?:单位|部门)\**："
)
_WHEN = compiled(r"\s*\**(?:完成|推进)(?:时限|时间|期限)\**：")
_DASH = compiled(r"(?:——|--|—)(?=[^-—\s])|[●◆■•]|[-*+] ")
_LEADERS = compiled(
    r"(?:[.…⋯·•。_-]{3,}|[.…⋯·]+ *[（-]?\d+[）-]?$|—{2,} *\d+$|\t+ *\d+$| {2,}[（-]?\d+[）-]?$)"
)
_PAGE_NUMBER = compiled(r"[-—（]? ?\d{1,3} ?[-—）]?")
_PAGE = compiled(r"(?<!\d)(?:[（-] ?)?\d{1,3}(?: ?[）-])?$")
_NUMBERED = ("专栏", "附件", "附表", "附录")  # their number is no page
_LEADER_CHARS = " \t.…⋯·•。_—-"
_TOC_PLAIN = 40  # characters of an entry without a number, or of the rest of a wrapped one
_SENTENCE = compiled(r"[。；：！？]")


def front_matter(text: str) -> str | None:
    """The YAML between two --- lines at the very start; None where there is none."""
    match = _FRONT_MATTER.match(text)
    return (match.group(1) or "") if match else None


def scan(source: Source) -> tuple[int, list[Line]]:
    """Name every line. Returns where the first token begins and the tokens."""
    match = _FRONT_MATTER.match(source.text)
    lines = split(source, match.end() if match else 0)
    tokens = without_furniture(lines)
    _mark_toc(tokens, source.folded)
    mark_tables(tokens, source.folded)
    tokens = [n for n in tokens if n.type != "TEXT" or not is_page_number(n)]
    _name(tokens, source.folded)
    mark_misprints(tokens, source.folded)
    mark_runs(tokens, source.folded)
    mark_titles(tokens)
    _mark_box_items(tokens)
    mark_joints(tokens, source.folded)
    _keep_promises(tokens)
    for part in _parts(tokens):
        rank_headings(part)
    for line, following in pairwise(tokens):
        line.stop = following.start
    if tokens:
        tokens[-1].stop = len(source.text)
    return (tokens[0].start if tokens else len(source.text)), tokens


def toc_words(text: str) -> str:
    """A line of a table of contents without its link, its dot leaders and its page number."""
    text = text.split("]（", maxsplit=1)[0].rstrip()
    page = _PAGE.search(text)
    head = text[: page.start()] if page else text
    return text if head.endswith(_NUMBERED) else head.rstrip(_LEADER_CHARS)


def _mark_toc(lines: list[Line], folded: str) -> None:
    """A table of contents lasts until its first entry is met again, or running text begins."""
    for start, line in enumerate(lines):
        if "目" in line.text and _TOC.fullmatch(bare(line.text)):
            stop = _toc_end(lines, start, folded)
            entries = [n for n in lines[start + 1 : stop] if not _PAGE_NUMBER.fullmatch(n.text)]
            if len(entries) >= 2:
                line.type = "TOC"
                for entry in lines[start + 1 : stop]:
                    entry.type = "TOC_ENTRY"
                return


def _toc_end(lines: list[Line], start: int, folded: str) -> int:
    """The index after the last entry of the table of contents that a line opens."""
    entries: list[Line] = []
    end = start + 1
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if _PAGE_NUMBER.fullmatch(line.text):
            continue
        leaders = _LEADERS.search(line.text) is not None
        if not leaders and entries and _repeats(line, entries):
            break
        linked = _read_link(line, folded)
        if not (linked or _is_entry(line) or _is_plain_entry(lines, at, entries)):
            break
        entries.append(line)
        end = at + 1
    return end


def _is_plain_entry(lines: list[Line], at: int, entries: list[Line]) -> bool:
    """A line without a number (前言), or the rest of a wrapped one: the body has it once more."""
    text = lines[at].text
    if _SENTENCE.search(text) or len(text) > _TOC_PLAIN:
        return False
    words = bare(toc_words(text))
    wrapped = bare(toc_words(entries[-1].text)) + words if entries else ""
    later = (bare(n.text) for n in lines[at + 1 :])
    return any(t == words or (wrapped and t.startswith(wrapped)) for t in later)


def _repeats(line: Line, entries: list[Line]) -> bool:
    """Whether a line is the first entry, or the first numbered one, once more: the body."""
    words = bare(toc_words(line.text))
    if words == bare(toc_words(entries[0].text)):
        return True
    first = next((n for n in entries if n.kind is not None), None)
    if first is None or line.kind is None:
        return False
    same_marker = (line.kind, line.number) == (first.kind, first.number)
    return words == bare(toc_words(first.text)) or (
        same_marker and len(entries) >= 2 and first.kind in ("han", *OUTERMOST)
    )


def _is_entry(line: Line) -> bool:
    if _LEADERS.search(line.text):
        return True
    if line.kind is None and not _BOX.match(line.text) and not line.text.startswith("附"):
        return False
    return "。" not in line.text and len(line.text) <= 80


def _read_link(line: Line, folded: str) -> bool:
    """Whether a line is a Markdown link; it then reads as the words of the link."""
    link = _TOC_LINK.fullmatch(folded, line.start, line.end)
    if link is None:
        return False
    inner = Line(folded, folded, *link.span(1))
    line.kind, line.number, line.mark = inner.kind, inner.number, inner.mark
    line.after, line.text = inner.after, inner.text
    return True


def _name(lines: list[Line], folded: str) -> None:
    before = ""
    for line in lines:
        if line.type == "TEXT":
            _name_line(line, folded, before)
        before = line.type


def _name_line(line: Line, folded: str, before: str) -> None:
    text = line.text
    if line.kind is not None:
        line.type = "H"
        owner = _OWNER.match(folded, line.after, line.end)
        if owner or (before == "CLAUSE" and _WHEN.match(folded, line.after, line.end)):
            line.type, line.kind = "CLAUSE", None
    elif _BOX.match(text) and len(text) <= 60 and "。" not in text:
        line.type = "BOX"
    elif _CLAUSE.match(text):
        line.type = "CLAUSE"
    elif _DASH.match(line.printed):
        line.type = "DASH"


def box_number(text: str) -> str:
    """The numeral of a box title, 专栏3 or 专栏三."""
    match = _BOX.match(text)
    return match.group(1) if match else ""


def box_title_at(text: str) -> int:
    """Where the title of a box begins, after 专栏N and its separator."""
    match = _BOX.match(text)
    end = match.end() if match else 0
    return end + len(text[end:]) - len(text[end:].lstrip(" ：:\t"))


def _mark_box_items(lines: list[Line]) -> None:
    """Numbered items inside a box are no headings, or they would cut the tasks around it.

    Items follow the box's title at once and start at one; or their kind is already being counted
    outside, and that count goes on after them.
    """
    counting: dict[str, int] = {}
    box_open = fresh = False
    for index, line in enumerate(lines):
        if line.type == "BOX":
            box_open, fresh = True, True
            continue
        if line.type == "TITLE":
            counting, box_open = {}, False
        if line.type == "H" and line.kind is not None:
            inside = (
                box_open
                and line.number == 1
                and (fresh or _count_goes_on(lines, index, counting.get(line.kind, 0)))
            )
            if inside and not (fresh and _next_task(counting, line)):
                _demote(lines, index)
            else:
                counting[line.kind] = line.number
                box_open = False
        if line.type != "JOINED" and line.text:  # a quotation (>) has empty lines, too
            fresh = False


def _next_task(counting: dict[str, int], line: Line) -> bool:
    """A number one right after a box's title that is the next number outside is a heading."""
    return line.kind in ("han", "section", *OUTERMOST) and counting.get(line.kind, 0) == 0


def _count_goes_on(lines: list[Line], index: int, last: int) -> bool:
    """Whether numbers from one on are followed by the number after `last` of the same kind."""
    if not last:
        return False
    kind, expected = lines[index].kind, 1
    for at in range(index, len(lines)):
        line = lines[at]
        if line.type == "BOX":
            continue
        if line.type != "H":
            continue
        if line.kind != kind:
            return False
        if line.number == last + 1 and line.number != expected:
            return True
        if line.number != expected:
            return False
        expected += 1
    return False


def _demote(lines: list[Line], index: int) -> None:
    """Turn the numbered run that begins here into items."""
    kind, expected = lines[index].kind, 1
    for at in range(index, len(lines)):
        line = lines[at]
        if line.type in ("BOX", "TITLE"):
            return
        if line.type != "H":
            continue
        if line.kind != kind or line.number != expected:
            return
        line.type = "DASH"
        expected += 1


def _keep_promises(lines: list[Line]) -> None:
    """Continuations only where something continues; a table's first row opens it."""
    before = "TITLE"
    for line in lines:
        if line.type == "ROW" and before not in ("ROW", "TABLE"):
            line.type = "TABLE"
        elif line.type == "JOINED" and before in ("TABLE", "ROW", "TOC", "TOC_ENTRY"):
            line.type = "TEXT"
        before = line.type
    if lines and lines[0].type == "JOINED":
        lines[0].type = "TEXT"


def _parts(lines: list[Line]) -> Iterator[list[Line]]:
    part: list[Line] = []
    for line in lines:
        if line.type == "TITLE" and part:
            yield part
            part = []
        part.append(line)
    if part:
        yield part
