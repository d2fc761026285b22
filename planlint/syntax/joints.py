"""Where a paragraph goes on after a page break or a hard line wrap.

The rule was checked by hand on real plans: PDF and web conversions break paragraphs anywhere,
also within a word, a bracket or a clause.
"""

from __future__ import annotations

from planlint.patterns import compiled
from planlint.syntax.lines import OUTERMOST, Line
from planlint.syntax.wraps import Wrap, is_indented, read_wrap

_MIN_LENGTH = 25  # a broken line was a full line of print
_OWN_LINE_HEADING = 60  # a run-in heading has its first 。 within so many characters
_TERMINAL = "。！？；*"
_OPEN_CLAUSE = compiled(r"[（\[](?:牵头|责任|主办|参与|配合)(?:单位|部门)：[^）\]。]*$")
_CLOSES_CLAUSE = compiled(r"(?:[^（）\[\]。]|（[^（）。]*）)*[）\]]")
# 专栏2所列工程 and 附件1）。 go on with a sentence.
_STARTS_ANEW = compiled(r"#|\*\*|——|(?:专栏|附件)(?! ?\d{0,2}[所。，、；）])|- |●|◆|■|•")
_MARKED = compiled(r"#|\*\*|——|- |●|◆|■|•")  # in wrapped text 专栏2 may open any line
_YEARS = compiled(r"[—～~-] ?\d")  # 2026⏎—2030年
_GOES_ON = compiled(r"[^。；]{0,30}，")  # running text, where a heading would stop
_OPEN_TYPES = frozenset({"TEXT", "JOINED", "DASH", "CLAUSE", "H"})


def mark_joints(lines: list[Line], folded: str) -> None:
    """Turn each line that continues the one before into JOINED."""
    reader = _Joints(read_wrap(lines, folded))
    before: Line | None = None
    for line in lines:
        if before is not None and reader.joins(before, line):
            line.type, line.kind = "JOINED", None
            line.after = line.mark.start
        reader.read(line)
        before = line


class _Joints:
    """What is known of the text so far: the open paragraph and the counts of headings."""

    def __init__(self, wrap: Wrap) -> None:
        self._wrap = wrap
        self._depth = 0  # brackets that the paragraph has opened so far
        self._is_title = False  # the paragraph is a heading that has not ended yet
        self._counts: dict[str, int] = {}

    def read(self, line: Line) -> None:
        """Take in a line whose type is settled."""
        if line.type == "H" and line.kind is not None:
            self._counts[line.kind] = line.number
        if line.type != "JOINED":
            self._depth, self._is_title = 0, line.type == "H"
        raw = line.raw
        if self._depth or "（" in raw:
            self._depth = max(0, self._depth + raw.count("（") - raw.count("）"))
        self._is_title = self._is_title and "。" not in raw

    def joins(self, before: Line, line: Line) -> bool:
        """Whether a line goes on with the one before."""
        if before.type not in _OPEN_TYPES or is_indented(line):
            return False
        if line.type == "TEXT":
            return self._text_goes_on(before, line)
        if line.type == "CLAUSE" and self._depth > 0 and _closes_more(line.raw):
            return True  # …（区民政局、各县⏎（市）人民政府负责）
        if not self._wrap.width:
            return line.type == "H" and _is_reference(before, line)
        return self._wrap.fills(before, line) and self._named_goes_on(before, line)

    def _named_goes_on(self, before: Line, line: Line) -> bool:
        """Whether a line is running text that only begins like something else."""
        if line.type == "CLAUSE":
            # 牵头单位： after a wrap within an open bracket, or the whole clause after a sentence
            return self._depth > 0 or self._sentence_goes_on(before, line)
        if line.type == "DASH":
            return _YEARS.match(line.printed) is not None and before.printed[-1].isdecimal()
        return line.type == "H" and self._heading_goes_on(before, line)

    def _text_goes_on(self, before: Line, line: Line) -> bool:
        wrap = self._wrap
        if wrap.width and wrap.fills(before, line) and not _MARKED.match(line.printed):
            if self._depth > 0 or not _closed(before.printed):
                return True
            return self._sentence_goes_on(before, line)
        return _continues(before, line, wrap.width)

    def _sentence_goes_on(self, before: Line, line: Line) -> bool:
        """Whether a paragraph goes on behind a full stop at the very edge of a full line."""
        if self._is_title or self._wrap.parted(before, line):
            return False
        return self._wrap.is_sure or line.printed[0] in "（["

    def _heading_goes_on(self, before: Line, line: Line) -> bool:
        """…服务标准统⏎一、流程一致…: what reads like a heading at the edge of a wrapped line."""
        if _closed(before.printed) or line.decoration:
            return False
        if self._depth > 0 and line.kind == "half_bracketed":
            return True
        if before.type == "H" and self._is_title:
            return False
        if self._wrap.blanks:
            return not self._wrap.parted(before, line)
        number, last = line.number, self._counts.get(line.kind or "", 0)
        if number not in (1, last + 1) or (line.kind == "han" and number == 1 and last > 0):
            return True
        return not self._is_title and _GOES_ON.match(line.text) is not None


def _closes_more(text: str) -> bool:
    return text.count("）") > text.count("（")


def _is_reference(before: Line, line: Line) -> bool:
    """…，落实⏎第二章明确任务，压实责任: a heading has a blank behind its number, or no comma."""
    return (
        line.kind in ("section", *OUTERMOST)
        and before.type in ("TEXT", "JOINED")
        and len(before.printed) > _MIN_LENGTH
        and not _closed(before.printed)
        and line.text[line.mark.end - line.mark.start :][:1] not in (" ", "：", "")
        and _GOES_ON.match(line.text) is not None
    )


def _continues(before: Line, line: Line, wrap: int) -> bool:
    first = before.printed
    if _STARTS_ANEW.match(line.printed):
        return False
    wrapped = bool(wrap) and len(first) >= wrap - 2
    if not wrapped and len(first) <= _MIN_LENGTH:
        return _clause_goes_on(first, line)
    if "\t" in first or first.startswith("#"):
        return False
    own_line = before.type == "H" and "。" not in first[:_OWN_LINE_HEADING]
    if own_line and not wrapped:
        return False
    return not _closed(first)


def _clause_goes_on(first: str, line: Line) -> bool:
    """Whether a short line ends within a clause that the next one closes."""
    return _OPEN_CLAUSE.search(first) is not None and _CLOSES_CLAUSE.match(line.text) is not None


def _closed(text: str) -> bool:
    """Whether a line ends its paragraph: by its mark, or by a bracket or colon that balances."""
    last = text[-1]
    if last in _TERMINAL:
        return True
    if last not in "）]：":
        return False
    tail = text[text.rfind("。") + 1 :]
    opened = sum(tail.count(c) for c in "（[")
    return opened <= sum(tail.count(c) for c in "）]")
