"""Where a paragraph goes on after a page break or a hard line wrap.

The rule was checked by hand on real plans: PDF and web conversions break paragraphs anywhere,
also within a word, a bracket or a clause.
"""

from __future__ import annotations

from collections import Counter

from planlint.patterns import compiled
from planlint.syntax.lines import Line

_MIN_LENGTH = 25  # a broken line was a full line of print
_OWN_LINE_HEADING = 60  # a run-in heading has its first 。 within so many characters
_TERMINAL = "。！？；*"
_OPEN_CLAUSE = compiled(r"[（\[](?:牵头|责任|主办|参与|配合)(?:单位|部门)：[^）\]。]*$")
_CLOSES_CLAUSE = compiled(r"(?:[^（）\[\]。]|（[^（）。]*）)*[）\]]")
_STARTS_ANEW = compiled(r"#|\*\*|——|专栏|- |附件|●|◆|■|•")


def mark_joints(lines: list[Line]) -> None:
    """Turn each line that continues the one before into JOINED."""
    wrap = _wrap_width(lines)
    before: Line | None = None
    depth = 0  # brackets that the paragraph has opened so far
    counts: dict[str, int] = {}
    for line in lines:
        if before is not None:
            depth = _depth(before, depth) if depth or "（" in before.raw else 0
            if before.type in _OPEN_TYPES and _joins(before, line, wrap, depth, counts):
                line.type, line.kind = "JOINED", None
                line.after = line.mark.start
        if line.type == "H" and line.kind is not None:
            counts[line.kind] = line.number
        before = line


def _depth(line: Line, depth: int) -> int:
    raw = line.raw
    inherited = depth if line.type == "JOINED" else 0
    return max(0, inherited + raw.count("（") - raw.count("）"))


def _joins(before: Line, line: Line, wrap: int, depth: int, counts: dict[str, int]) -> bool:
    if line.type == "TEXT":
        inside = bool(wrap) and depth > 0 and _is_full(before, wrap)
        return _continues(before, line, wrap) or (inside and not _indented(line))
    if not wrap or not _is_full(before, wrap) or _indented(line):
        return False
    if line.type == "CLAUSE":
        return depth > 0  # 牵头单位： after a wrap within an open bracket
    # …服务标准统⏎一、流程一致…: a numeral at the edge of a wrapped line, out of its sequence.
    out_of_order = line.number not in (1, counts.get(line.kind or "", 0) + 1) or (
        line.kind == "han" and line.number == 1 and counts.get("han", 0) > 0
    )
    ended = _closed(before.printed)
    return line.type == "H" and before.type != "H" and out_of_order and not ended


def _is_full(line: Line, wrap: int) -> bool:
    """Whether a line reaches the edge at which the export wrapped."""
    return len(line.printed) >= wrap - 4


_OPEN_TYPES = frozenset({"TEXT", "JOINED", "DASH", "CLAUSE", "H"})


def _continues(before: Line, line: Line, wrap: int) -> bool:
    first = before.printed
    if _indented(line) or _STARTS_ANEW.match(line.printed):
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


def _indented(line: Line) -> bool:
    """Two blanks before a line open a new paragraph; a page break never indents."""
    lead = line.raw[:2]
    return lead in ("  ", "\t\t") or lead.startswith("\t")


def _wrap_width(lines: list[Line]) -> int:
    """The width at which a PDF export wrapped its lines; 0 where lines are paragraphs."""
    lengths = [n.end - n.start for n in lines if n.type in ("TEXT", "H")]
    if len(lengths) < 20:
        return 0
    width, _ = max(Counter(lengths).items(), key=lambda item: (item[1], item[0]))
    near = sum(width - 2 <= n <= width + 1 for n in lengths)
    longer = sum(n > width + 1 for n in lengths)
    return width if 15 <= width <= 60 and near >= len(lengths) * 0.4 and longer <= near / 5 else 0
