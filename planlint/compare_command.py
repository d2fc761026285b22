"""The command compare: the alignment table of a draft and its parents, in several formats."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from planlint.compare import compare
from planlint.compare.alignment import align
from planlint.errors import ReadError, UsageError
from planlint.output.compare_table import AlignmentTable
from planlint.reports import Output, read_outputs, terminal, write
from planlint.session import STDIN, Request, Session

FORMATS = ("text", "markdown", "md", "json", "html", "xlsx")


class Call(NamedTuple):
    """What the command line asks for; `lang` is "" where it does not say."""

    draft: Path
    parents: tuple[Path, ...]
    config: Path | None
    outputs: Sequence[str]
    lang: str


def run(call: Call) -> int:
    """Print and write the alignment table. Raises PlanlintError where that is impossible."""
    outputs = read_outputs(call.outputs, FORMATS)
    _refuse_unwritable(outputs)
    table = read_table(call)
    made = [(target, render(form, target, table)) for form, target in outputs]
    for target, content in made:
        if target is None and isinstance(content, str):
            sys.stdout.write(content)
    sys.stdout.flush()
    for target, content in made:
        if target is not None:
            write(target, content)
    return 0


def read_table(call: Call) -> AlignmentTable:
    """Read the draft and its parents and compare them."""
    stdin = sys.stdin.buffer.read() if call.draft == STDIN else b""
    session = Session(
        Request((call.draft,), call.parents, config=call.config, lang=call.lang, stdin=stdin)
    )
    try:
        reading = session.read(call.draft)
    except ReadError as error:
        raise UsageError(f"{call.draft}：{error.zh}", f"{call.draft}: {error.en}") from None
    draft, parents = reading.draft, reading.parents
    if not parents:
        raise UsageError(
            "没有上级规划，无从对照：用 --parent 文件 指明，或写在草案开头的说明、配置文件的 "
            "parents 或 library 中",
            "no parent plan to compare with: name it with --parent FILE, in the draft's front "
            "matter, or in the configuration (parents, library)",
        )
    if any(p.source.text == draft.source.text for p in parents):
        raise UsageError(
            f"上级规划就是草案本身：{call.draft}", f"the parent is the draft itself: {call.draft}"
        )
    comparison = compare(draft, parents, concepts=reading.config.concepts)
    return AlignmentTable(comparison, align(comparison), reading.config.lang)


def render(form: str, target: Path | None, table: AlignmentTable) -> str | bytes:
    """The table in a format; each format is loaded only where it is asked for."""
    if form == "text":
        from planlint.output import compare_text

        width, colour = terminal(target)
        return compare_text.render(table, width, colour=colour)
    name = {"md": "markdown"}.get(form, form)
    module = importlib.import_module(f"planlint.output.compare_{name}")
    content: str | bytes = module.render(table)
    return content


def _refuse_unwritable(outputs: Sequence[Output]) -> None:
    """Say before any work what would fail after it."""
    for form, target in outputs:
        if form != "xlsx":
            continue
        if target is None:
            raise UsageError(
                "xlsx 不能显示在屏幕上，请写明文件名：--output xlsx=对照表.xlsx",
                "xlsx cannot be shown on a screen; name a file: --output xlsx=table.xlsx",
            )
        if importlib.util.find_spec("openpyxl") is None:
            raise UsageError(
                '写 xlsx 需要 openpyxl，请先安装：pip install "planlint[xlsx]"',
                'writing xlsx needs openpyxl; install it: pip install "planlint[xlsx]"',
            )
