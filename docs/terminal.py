"""Draw docs/terminal.svg: what planlint prints about the example draft, in colour.

    python docs/terminal.py            # write the picture
    python docs/terminal.py --check    # exit with 1 if the picture is not what planlint prints now

Every piece of text has its own place in a grid of terminal cells, so that carets stand under
their characters with any font: a Chinese character takes two cells, anything else one.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from planlint.output.width import cells

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "terminal.svg"
ARGUMENTS = ("--select", "IND001,IND003,DEP002,NUM001", "examples/district-draft.md")

COLUMNS = 80
CELL, LINE, SIZE, MARGIN = 8, 20, 14, 22  # pixels
FONTS = (
    "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC',"
    " 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', monospace"
)
BACKGROUND, PLAIN = "#161b22", "#d7dee7"
# The codes that planlint's text format uses; each colour has a contrast of 6:1 or more.
STYLES = {
    "": f'fill="{PLAIN}"',
    "1": 'fill="#ffffff" font-weight="bold"',
    "2": 'fill="#a3aebb"',
    "1;31": 'fill="#ff8e86" font-weight="bold"',
    "1;33": 'fill="#f2cc60" font-weight="bold"',
    "1;36": 'fill="#76e3ea" font-weight="bold"',
}
_ESCAPE = re.compile(r"\x1b\[([\d;]*)m")
_PIECE = re.compile(r"[^\s]+(?: [^\s]+)*")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one style and one width, and the cell where they start."""

    cell: int
    text: str
    style: str


def printed() -> str:
    """What planlint prints, with colours."""
    settings = {"FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "PLANLINT_LANG": "zh"}
    done = subprocess.run(
        [sys.executable, "-m", "planlint", "--no-cache", *ARGUMENTS],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 1:  # the example has findings
        raise SystemExit(done.stderr or f"planlint ended with {done.returncode}")
    return done.stdout


def pieces(line: str) -> Iterator[Piece]:
    """A line with escape codes as placed pieces, blanks left out."""
    cell, style = 0, ""
    for at, part in enumerate(_ESCAPE.split(line)):
        if at % 2:  # split() puts every escape code between two texts
            style = "" if part in ("", "0") else part
            continue
        for text in _same_width(part):
            for match in _PIECE.finditer(text):
                yield Piece(cell + cells(text[: match.start()]), match.group(), style)
            cell += cells(text)


def _same_width(text: str) -> Iterator[str]:
    """A text cut where the width of its characters changes."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or cells(text[at]) != cells(text[start]):
            yield text[start:at]
            start = at


def span(piece: Piece) -> str:
    """A piece as SVG: wide characters placed one by one, narrow ones fitted into their cells."""
    x = MARGIN + piece.cell * CELL
    style = STYLES[piece.style]
    if cells(piece.text[0]) == 2:
        inset = (2 * CELL - SIZE) // 2
        places = " ".join(str(x + inset + 2 * CELL * at) for at in range(len(piece.text)))
        return f'<tspan x="{places}" {style}>{escape(piece.text)}</tspan>'
    width = cells(piece.text) * CELL
    return (
        f'<tspan x="{x}" textLength="{width}" lengthAdjust="spacingAndGlyphs" {style}>'
        f"{escape(piece.text)}</tspan>"
    )


def draw(output: str) -> str:
    """The picture: the command, then what it printed."""
    command = " ".join(("planlint", *ARGUMENTS))
    rows = [f"\x1b[1m$ {command}\x1b[0m", *output.rstrip("\n").split("\n")]
    width = COLUMNS * CELL + 2 * MARGIN
    height = len(rows) * LINE + 2 * MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" role="img" aria-label="{escape(command)}">',
        f'<rect width="{width}" height="{height}" rx="10" fill="{BACKGROUND}"/>',
        f'<g font-family="{FONTS}" font-size="{SIZE}" xml:space="preserve">',
    ]
    for at, row in enumerate(rows):
        spans = "".join(map(span, pieces(row)))
        if spans:
            lines.append(f'<text y="{MARGIN + at * LINE + SIZE}">{spans}</text>')
    return "\n".join([*lines, "</g>", "</svg>", ""])


def main(arguments: list[str]) -> int:
    """Write the picture, or with --check compare it."""
    picture = draw(printed())
    if "--check" in arguments:
        return int(not PICTURE.exists() or PICTURE.read_text(encoding="utf-8") != picture)
    PICTURE.write_text(picture, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
