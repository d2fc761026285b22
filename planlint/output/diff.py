"""diff: what fixing would change. A patch for files and pipes, excerpts for a terminal.

A paragraph of a plan is one long line, in which a changed bracket cannot be seen. At a terminal
each change is therefore shown with the words around it; a patch has whole lines, as it must.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from planlint.output.width import cells, clip, printable
from planlint.result import Fixing

_RED, _GREEN, _BOLD, _DIM, _RESET = "\x1b[7;31m", "\x1b[7;32m", "\x1b[1m", "\x1b[2m", "\x1b[0m"
_CONTEXT = 3
_LONGEST = 4000  # characters that are compared one by one
_MIN_WIDTH = 40

_Opcode = tuple[str, int, int, int, int]


def patch(fixing: Fixing) -> str:
    """A unified diff that `patch -p0` and `git apply -p0` take; "" where nothing changes."""
    # Only \n ends a line of a patch; \r stays part of its line, as a mark at the start does.
    mark = "\ufeff" if fixing.before.bom and fixing.before.encoding == "utf-8" else ""
    old, new = (_rows(mark + source.text) for source in (fixing.before, fixing.after))
    lines: list[str] = []
    for group in _grouped(_opcodes(old, new)):
        first, last = group[0], group[-1]
        lines.append(f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@\n")
        for tag, a, b, c, d in group:
            if tag == "equal":
                lines += _signed(" ", old[a:b])
            else:
                lines += [*_signed("-", old[a:b]), *_signed("+", new[c:d])]
    name = fixing.before.filename + ("\t" if " " in fixing.before.filename else "")
    return f"--- {name}\n+++ {name}\n{''.join(lines)}" if lines else ""


def _rows(text: str) -> list[str]:
    rows = [row + "\n" for row in text.split("\n")]
    last = rows.pop()[:-1]
    return [*rows, last] if last else rows


def _signed(sign: str, rows: Sequence[str]) -> Iterator[str]:
    for row in rows:
        yield sign + row if row.endswith("\n") else f"{sign}{row}\n\\ No newline at end of file\n"


def _range(start: int, stop: int) -> str:
    """A range as unified diffs write it: from one, an empty one by the line before."""
    length = stop - start
    if length == 1:
        return str(start + 1)
    return f"{start + (length > 0)},{length}"


def _opcodes(old: Sequence[str], new: Sequence[str]) -> list[_Opcode]:
    """What became of the lines. Fixes nearly always keep their number: then line stands by line."""
    if len(old) != len(new):
        return list(SequenceMatcher(None, old, new).get_opcodes())
    found: list[_Opcode] = []
    for at, same in enumerate(a == b for a, b in zip(old, new, strict=True)):
        tag = "equal" if same else "replace"
        if found and found[-1][0] == tag:
            _, start, _, _, _ = found.pop()
        else:
            start = at
        found.append((tag, start, at + 1, start, at + 1))
    return found


def _grouped(opcodes: list[_Opcode]) -> Iterator[list[_Opcode]]:
    matcher = SequenceMatcher[str](None, (), ())
    matcher.opcodes = opcodes  # type: ignore[attr-defined]
    groups = matcher.get_grouped_opcodes(_CONTEXT)
    return (list(g) for g in groups if any(o[0] != "equal" for o in g))


# --- at a terminal ---------------------------------------------------------------------------


def excerpts(fixing: Fixing, width: int, *, colour: bool) -> str:
    """Each change with the words around it; "" where nothing changes."""
    old, new = _rows(fixing.before.text), _rows(fixing.after.text)
    view = _View(max(width, _MIN_WIDTH), colour)
    lines: list[str] = []
    for tag, a, b, c, d in _opcodes(old, new):
        if tag == "equal":
            continue
        paired = min(b - a, d - c)
        for at in range(paired):
            lines += view.pair(a + at + 1, old[a + at], new[c + at])
        for at in range(a + paired, b):
            lines += view.line(at + 1, "-", old[at], [(0, len(old[at].rstrip("\r\n")))])
        for at in range(c + paired, d):
            lines += view.line(a + paired, "+", new[at], [(0, len(new[at].rstrip("\r\n")))])
    if not lines:
        return ""
    name = printable(fixing.before.filename)
    return "\n".join([view.paint(name, _BOLD), *lines]) + "\n\n"


_Range = tuple[int, int]


class _View:
    def __init__(self, width: int, colour: bool) -> None:
        self._width = width
        self._colour = colour

    def paint(self, text: str, code: str) -> str:
        return f"{code}{text}{_RESET}" if self._colour and text else text

    def pair(self, row: int, old: str, new: str) -> Iterator[str]:
        """A changed line, before and after, once for each stretch that fits the width."""
        room = (self._width - 8) // 2
        stretches = _stretches(old.rstrip("\r\n"), new.rstrip("\r\n"))
        while stretches:
            count = 1
            while count < len(stretches) and (
                cells(old[stretches[0][0] : stretches[count][1]]) <= room
            ):
                count += 1
            shown, stretches = stretches[:count], stretches[count:]
            yield from self.line(row, "-", old, [(a, b) for a, b, _, _ in shown])
            yield from self.line(row, "+", new, [(c, d) for _, _, c, d in shown])

    def line(self, row: int, sign: str, text: str, marks: Sequence[_Range]) -> Iterator[str]:
        """A clipped line, its changed stretches coloured, or with carets below."""
        number = f"{row:>5}" if sign == "-" else " " * 5
        first, last = marks[0][0], marks[-1][1]
        shown, start, _ = clip(text.rstrip("\r\n"), first, last, self._width - 8)
        shift = start - first
        ranges = [(max(0, a + shift), min(len(shown), b + shift)) for a, b in marks]
        colour = _RED if sign == "-" else _GREEN
        painted, at = "", 0
        for a, b in ranges:
            painted += shown[at:a] + self.paint(shown[a:b], colour)
            at = max(at, b)
        painted += shown[at:]
        yield f"{self.paint(number, _DIM)} {self.paint(sign, colour.replace('7;', '1;'))} {painted}"
        if not self._colour and any(b > a for a, b in ranges):
            below, at = "", 0
            for a, b in ranges:
                below += " " * cells(shown[at:a]) + "^" * cells(shown[a:b])
                at = b
            yield " " * 8 + below


def _stretches(old: str, new: str) -> list[tuple[int, int, int, int]]:
    """Where two lines differ, as ranges of both."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    stop = 0
    while stop < min(len(old), len(new)) - start and old[-1 - stop] == new[-1 - stop]:
        stop += 1
    before, after = old[start : len(old) - stop], new[start : len(new) - stop]
    if max(len(before), len(after)) > _LONGEST:
        return [(start, len(old) - stop, start, len(new) - stop)]
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [
        (a + start, b + start, c + start, d + start) for tag, a, b, c, d in codes if tag != "equal"
    ]
