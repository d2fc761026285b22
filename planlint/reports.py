"""Where reports go: FORMAT or FORMAT=FILE, a terminal or a file, written whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from planlint.errors import UsageError

Output = tuple[str, Path | None]
"""A format and the file it goes to; None is standard output."""


def read_outputs(given: Sequence[str], formats: Sequence[str]) -> list[Output]:
    """The outputs that FORMAT[=FILE] words ask for; text where there are none."""
    outputs: list[Output] = []
    for text in given or ("text",):
        form, _, target = text.partition("=")
        if form not in formats:
            raise UsageError(
                f"没有这种输出格式：{form}（可用：{'、'.join(formats)}）",
                f"no such format: {form} (known: {', '.join(formats)})",
            )
        outputs.append((form, Path(target) if target else None))
    return outputs


def write(target: Path, content: str | bytes) -> None:
    """Write a report whole or not at all."""
    from contextlib import suppress  # reports mostly go to a terminal: a start does without it

    part = target.parent / f"{target.name}.part"
    try:
        if isinstance(content, bytes):
            part.write_bytes(content)
        else:
            part.write_text(content, encoding="utf-8", errors="backslashreplace")
        part.replace(target)
    except (OSError, ValueError) as error:
        with suppress(OSError):
            part.unlink()
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            f"无法写入 {target}：{reason}", f"cannot write {target}: {reason}"
        ) from None


def terminal(target: Path | None) -> tuple[int, bool]:
    """Width and colour: a terminal has its own, a pipe or file is plain with 80 columns."""
    tty = target is None and sys.stdout.isatty()
    colour = tty and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    if target is None and os.environ.get("FORCE_COLOR"):
        colour = True
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal():
        return int(columns), colour
    return (os.get_terminal_size().columns if tty else 80), colour
