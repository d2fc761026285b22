"""The command line: a thin shell that parses words, runs a session and prints.

Exit codes: 0 or 1 by --fail-on; 2 for a wrong call, a wrong configuration, an unreadable parent
and a rule that failed.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from planlint.diagnostic import Severity
from planlint.errors import PlanlintError, UsageError
from planlint.options import COMMANDS, read_words
from planlint.reports import read_outputs, terminal, write
from planlint.result import Result
from planlint.session import STDIN, Request, Session

FORMATS = ("text", "json")


def run(arguments: list[str]) -> int:
    """Run a command. Every expected failure is a message on standard error and an exit code."""
    lang = _language(arguments)
    try:
        return _dispatch(arguments, lang)
    except PlanlintError as error:
        return _fail(error.in_language(lang))
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130


def _dispatch(arguments: list[str], lang: str) -> int:
    command, rest = _command(arguments)
    options = read_words(command, rest, lang)
    if command == "check":
        return _check(options, lang, arguments)
    if command == "compare":
        return _compare(options, lang, arguments)
    from planlint import commands

    if command == "explain":
        return commands.explain(options.rule, lang)
    if command == "rules":
        return commands.rules(options.output_format or "text", lang)
    if command == "parse":
        return commands.parse(options.file, options.output_format or "tree", lang)
    return commands.config(options.file)


def _command(arguments: list[str]) -> tuple[str, list[str]]:
    """The command and its words; --lang may stand before it."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("--lang"):
        at += 1 if "=" in arguments[at] else 2
    if at < len(arguments) and arguments[at] in COMMANDS:
        return arguments[at], arguments[:at] + arguments[at + 1 :]
    return "check", arguments


# --- check -----------------------------------------------------------------------------------


def _check(options: SimpleNamespace, lang: str, arguments: list[str]) -> int:
    started = time.time_ns()
    _log_to_file()
    outputs = read_outputs(options.output, FORMATS)
    if options.diff:
        from planlint.fix_report import outputs_beside_a_diff

        outputs = outputs_beside_a_diff(outputs, given=bool(options.output))
    selectors = [s for group in (options.select, options.ignore) for s in group]
    _refuse_unknown(selectors)
    if not options.files:
        raise UsageError(
            "没有给出要检查的文件；用 planlint --help 查看帮助",
            "no files given; see planlint --help",
        )
    _refuse_commands(options.files)
    stdin = sys.stdin.buffer.read() if STDIN in options.files else b""
    session = Session(_request(options, arguments, lang, stdin))
    results = list(session.run(_progress()))
    shown = results[0].lang if results else lang
    checked = [r for r in results if r.error is None or r.sources]
    printed, files = _rendered(options, outputs if checked else (), checked, shown)
    failed = _print(options, checked, printed, shown, stdin)
    sys.stdout.flush()  # first, so that findings are seen whatever happens next
    for target, text in files:
        write(target, text)
    problems = [failed, *(r.error for r in results)]
    errors = dict.fromkeys(e.in_language(shown) for e in problems if e is not None)
    for message in errors:
        _fail(message)
    code = 2 if errors else exit_code(results, options.fail_on or session.fail_on())
    if code < 2 and options.diff:
        code = _diff_code(results, options.fail_on or session.fail_on())
    if code != 2 and not options.no_cache:
        _remember(arguments, printed, code, session, started)
    return code


def _request(options: SimpleNamespace, arguments: list[str], lang: str, stdin: bytes) -> Request:
    return Request(
        tuple(options.files),
        tuple(options.parent),
        options.predecessor,
        options.config,
        tuple(options.select),
        tuple(options.ignore),
        lang if _lang_given(arguments) else "",
        options.date,
        options.dependents,
        stdin,
        options.stdin_filename,
        options.fix,
        options.unsafe_fixes,
        options.diff,
    )


def _rendered(
    options: SimpleNamespace,
    outputs: Sequence[tuple[str, Path | None]],
    checked: Sequence[Result],
    lang: str,
) -> tuple[str, list[tuple[Path, str]]]:
    """What goes to standard output, and what into which file."""
    printed, files = "", list[tuple[Path, str]]()
    for form, target in outputs:
        width, colour = terminal(target)
        text = _render(form, checked, lang, options.statistics, width, colour)
        if target is None:
            printed += text
        else:
            files.append((target, text))
    return printed, files


def exit_code(results: Sequence[Result], fail_on: str) -> int:
    """0 or 1 by the severity that fails; 2 where a rule failed to run."""
    found = [d for r in results for d in r.diagnostics]
    if any(d.code == "DOC005" for d in found):
        return 2
    if fail_on == "never":
        return 0
    return int(any(d.severity.rank <= Severity(fail_on).rank for d in found))


def _diff_code(results: Sequence[Result], fail_on: str) -> int:
    """1 where --diff has shown a change, else by what would remain."""
    from planlint.fix_report import remaining

    if any(r.fixing is not None and r.fixing.places for r in results):
        return 1
    return exit_code([remaining(r) for r in results], fail_on)


def _print(
    options: SimpleNamespace,
    results: Sequence[Result],
    printed: str,
    lang: str,
    stdin: bytes,
) -> PlanlintError | None:
    """Standard output, which a diff or the mended standard input takes where one is asked for."""
    if options.diff:
        from planlint.fix_report import print_diff

        print_diff(results, lang)
    elif options.fix and STDIN in options.files:
        from planlint.fix_report import print_mended

        failed = print_mended(results, stdin)
        sys.stderr.write(printed)
        return failed
    else:
        sys.stdout.write(printed)
    return None


def _render(
    form: str, results: Sequence[Result], lang: str, statistics: bool, width: int, colour: bool
) -> str:
    if form == "json":
        from planlint.output.jsonfmt import render

        return render(results)
    from planlint.output.text import TextFormat

    return TextFormat(lang, width, colour=colour).render(results, statistics=statistics)


def _progress() -> Any:
    """Progress of many files on standard error, where it is a terminal."""
    if not sys.stderr.isatty():
        return None

    def show(at: int, total: int, name: str) -> None:
        if total < 5:
            return
        sys.stderr.write(f"\r\x1b[K{at + 1}/{total} {name[-60:]}")
        if at + 1 == total:
            sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()

    return show


def _remember(
    arguments: list[str], printed: str, code: int, session: Session, started: int
) -> None:
    from planlint.replay import remember

    paths = session.dependencies()
    if paths is not None:
        remember(arguments, printed, code, [str(p) for p in paths], started)


def _log_to_file() -> None:
    """PLANLINT_LOG names a file for the tracebacks of rules that failed (DOC005)."""
    name = os.environ.get("PLANLINT_LOG")
    if name:
        import logging

        logging.basicConfig(filename=name, encoding="utf-8", level=logging.WARNING)


def _refuse_unknown(selectors: Sequence[str]) -> None:
    from planlint.rule import require_rule

    for selector in selectors:
        require_rule(selector)


def _refuse_commands(files: Sequence[Path]) -> None:
    """A first word that is nearly a command, or one behind an option, and no file."""
    word = str(files[0])
    if "." in word or os.sep in word or files[0].exists():
        return
    if word in COMMANDS:
        raise UsageError(
            f"命令要写在最前面：planlint {word} …", f"a command comes first: planlint {word} …"
        )
    from difflib import get_close_matches

    near = get_close_matches(word, [*COMMANDS], n=1, cutoff=0.7)
    if near:
        raise UsageError(
            f"没有名为 {word} 的文件，也没有这个命令；是不是想写 {near[0]}？",
            f"no file and no command is called {word}; did you mean {near[0]}?",
        )


def _compare(options: SimpleNamespace, lang: str, arguments: list[str]) -> int:
    from planlint import compare_command

    return compare_command.run(
        compare_command.Call(
            options.draft,
            tuple(options.parent),
            options.config,
            options.output,
            lang if _lang_given(arguments) else "",
        )
    )


# --- language ---------------------------------------------------------------------------------


def _lang_given(arguments: Sequence[str]) -> bool:
    return bool(os.environ.get("PLANLINT_LANG")) or any(a.startswith("--lang") for a in arguments)


def _language(arguments: Sequence[str]) -> str:
    """The language before anything is parsed: the flag, then the environment."""
    for at, word in enumerate(arguments):
        if word.startswith("--lang="):
            return "en" if word == "--lang=en" else "zh"
        if word == "--lang" and at + 1 < len(arguments):
            return "en" if arguments[at + 1] == "en" else "zh"
    return "en" if os.environ.get("PLANLINT_LANG", "").lower().startswith("en") else "zh"


def _fail(message: str) -> int:
    sys.stderr.write(f"planlint: {message}\n")
    return 2
