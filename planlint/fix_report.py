"""What --diff prints, and --fix for standard input: standard output holds the patch or the text."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from planlint.errors import UsageError, WriteError
from planlint.output.diff import excerpts, patch
from planlint.output.text import TextFormat
from planlint.reports import Output, terminal
from planlint.result import Result
from planlint.rewriting import encoded


def outputs_beside_a_diff(outputs: Sequence[Output], *, given: bool) -> list[Output]:
    """The reports that --diff leaves room for: those in files. Raises UsageError."""
    if given and any(target is None for _, target in outputs):
        raise UsageError(
            "--diff 占用标准输出；检查结果请写入文件，如 --output json=结果.json",
            "--diff takes standard output; write findings to a file: --output json=findings.json",
        )
    return [(form, target) for form, target in outputs if target is not None]


def print_diff(results: Sequence[Result], lang: str) -> None:
    """The changes on standard output; on standard error what they come to and what is left."""
    width, colour = terminal(None)
    fixings = [r.fixing for r in results if r.fixing is not None]
    if at_terminal(colour):
        printed = "".join(excerpts(f, width, colour=colour) for f in fixings)
    else:
        printed = "".join(patch(f) for f in fixings)
    _write(printed.encode("utf-8", errors="backslashreplace"))
    text = TextFormat(lang, width, colour=False)
    rest = [remaining(r) for r in results]
    unreadable = [r for r in results if r.fixing is None and r.checked and r.diagnostics]
    if unreadable:
        sys.stderr.write(text.render(unreadable).rpartition("\n\n")[0] + "\n\n")
    unsafe = sum(
        d.fix is not None and d.fix.applicability == "unsafe" for r in rest for d in r.diagnostics
    )
    sys.stderr.write(text.fixed(fixings, unsafe, dry=True) + "\n")
    after = "Then: " if lang == "en" else "修改之后："
    sys.stderr.write(after + text.summary(rest) + "\n")


def at_terminal(colour: bool) -> bool:
    """Whether a person looks on, or somebody has asked for colour."""
    return colour or sys.stdout.isatty()


def print_mended(results: Sequence[Result], stdin: bytes) -> WriteError | None:
    """The mended standard input in its own encoding; as it came, where it cannot be mended."""
    fixing = next((r.fixing for r in results if r.fixing is not None and r.stdin), None)
    failed = None
    data = stdin
    if fixing is not None and fixing.places:
        try:
            data = encoded(fixing.before, fixing.after.text)
        except WriteError as error:
            failed = error
    _write(data)
    return failed


def remaining(result: Result) -> Result:
    """A result with the findings that would be left after fixing."""
    if result.fixing is None:
        return result
    return result._replace(diagnostics=result.fixing.remaining)


def _write(data: bytes) -> None:
    """Bytes on standard output: a console must not turn its line ends."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.flush()
