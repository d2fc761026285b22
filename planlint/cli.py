"""The command line: a thin shell that parses words, runs a session and prints.

Exit codes: 0 or 1 by --fail-on; 2 for a wrong call, a wrong configuration, an unreadable parent
and a rule that failed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from planlint.diagnostic import Severity
from planlint.errors import PlanlintError, UsageError
from planlint.reports import read_outputs, terminal, write
from planlint.result import Result
from planlint.session import STDIN, Request, Session
from planlint.version import __version__

COMMANDS = ("check", "compare", "explain", "rules", "parse", "config")
FORMATS = ("text", "json")

_TEXT = {
    "about": ("检查规划草案，并与它所落实的上级规划对照。", "Check a draft plan, alone and against the plan it must implement."),
    "commands": (
        "命令：check（默认）检查；compare 生成与上级规划的衔接情况对照表；explain 解释一条规则；rules 列出规则；parse 显示解析结果；config 显示生效的配置。\n"
        "文件名与命令同名时写作 ./check。退出码：0 通过，1 有问题，2 用法或配置有误。",
        "Commands: check (the default), compare DRAFT (the alignment table), explain RULE, rules, parse FILE, config FILE.\n"
        "A file named like a command: ./check. Exit codes: 0 clean, 1 findings, 2 usage or configuration.",
    ),
    "files": ("要检查的草案（.md、.txt）或文件夹；- 表示标准输入", "drafts (.md, .txt) or folders; - is standard input"),
    "parent": ("上级规划，可多次使用", "a parent plan; may be repeated"),
    "predecessor": ("上一个规划期的规划", "the plan of the period before"),
    "config": ("配置文件（默认向上查找 planlint.toml 或 pyproject.toml）", "configuration file (default: the nearest planlint.toml or pyproject.toml)"),
    "select": ("只运行这些规则：编号、名称或族，逗号分隔", "run only these rules: ids, names or families, comma-separated"),
    "ignore": ("不运行这些规则", "do not run these rules"),
    "fail_on": ("达到这个级别即以 1 退出（默认 error）", "exit with 1 from this severity on (default: error)"),
    "output": ("输出格式：text、json；“格式=文件”写入文件，可多次使用", "text or json; FORMAT=FILE writes to a file; may be repeated"),
    "lang": ("消息语言（默认 zh，或环境变量 PLANLINT_LANG）", "language of messages (default: zh, or PLANLINT_LANG)"),
    "date": ("按这个日期判断名称和机构", "judge names and institutions at this date"),
    "statistics": ("另列各规则的次数", "count findings by rule"),
    "fix": ("自动修改能放心修改的问题（标点、序号写法等），直接改写文件", "mend what can be mended safely, in the files themselves"),
    "unsafe_fixes": ("与 --fix 或 --diff 同用：须核对的修改（重新编号、改名称）也一并做", "with --fix or --diff: also fixes that need a look (numbers, names)"),
    "diff": ("只显示 --fix 会改什么，不改动文件；有改动即以 1 退出", "show what --fix would change and change nothing; exit with 1 if anything"),
    "no_cache": ("不使用缓存", "do not use the cache"),
    "stdin_filename": ("标准输入的文件名", "the file name of standard input"),
    "dependents": ("同时检查以这些文件为上级规划的草案", "also check the drafts that name these files as their parent"),
    "compare": (
        "生成草案与上级规划的衔接情况对照表：上级的每一项指标和量化要求，草案怎样落实。",
        "The alignment table of a draft: every indicator and numeric commitment of its parents, and the draft's answer.",
    ),
    "draft": ("草案；- 表示标准输入", "the draft; - is standard input"),
    "tables": (
        "输出格式：text（默认）、markdown（md）、json、html、xlsx；“格式=文件”写入文件，可多次使用",
        "text (default), markdown (md), json, html or xlsx; FORMAT=FILE writes to a file; may be repeated",
    ),
    "rule": ("规则编号或名称", "a rule's id or name"),
    "file": ("文件", "a file"),
    "format": ("输出格式", "output format"),
    "help": ("显示帮助", "show this help"),
    "version": ("显示版本", "show the version"),
    "arguments": ("参数", "arguments"),
    "options": ("选项", "options"),
    "usage": ("用法：", "usage: "),
    "wrong_usage": ("用法有误", "usage error"),
    "see_help": ("用 planlint --help 查看帮助", "see planlint --help"),
}  # fmt: skip

_ERRORS = (
    ("unrecognized arguments:", "不认识的参数："),
    ("the following arguments are required:", "缺少参数："),
    ("expected one argument", "需要一个值"),
    ("ignored explicit argument", "后面不带值："),
    ("invalid choice:", "无效的值："),
    ("choose from", "可选"),
    ("not a date (2026-09-15):", "不是有效的日期（应为 2026-09-15 的形式）："),
    ("ambiguous option:", "选项不明确："),
    ("could match", "可能是"),
    ("argument ", "参数 "),
)


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
    if command == "check":
        return _check(_check_parser(lang).parse_args(rest), lang, arguments)
    if command == "compare":
        return _compare(_compare_parser(lang).parse_args(rest), lang, arguments)
    from planlint import commands

    parser = _parser(lang, command)
    if command == "explain":
        parser.add_argument("rule", help=_say("rule", lang))
        return commands.explain(parser.parse_args(rest).rule, lang)
    if command == "rules":
        _add_format(parser, lang, ("text", "json"))
        return commands.rules(parser.parse_args(rest).output_format or "text", lang)
    if command == "parse":
        parser.add_argument("file", type=Path, help=_say("file", lang))
        _add_format(parser, lang, ("tree", "json"))
        options = parser.parse_args(rest)
        return commands.parse(options.file, options.output_format or "tree", lang)
    parser.add_argument(
        "file", type=Path, nargs="?", default=Path("draft.md"), help=_say("file", lang)
    )
    options = parser.parse_args(rest)
    return commands.config(options.file)


def _command(arguments: list[str]) -> tuple[str, list[str]]:
    """The command and its words; --lang may stand before it."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("--lang"):
        at += 1 if "=" in arguments[at] else 2
    if at < len(arguments) and arguments[at] in COMMANDS:
        return arguments[at], arguments[:at] + arguments[at + 1 :]
    return "check", arguments


def _add_format(parser: argparse.ArgumentParser, lang: str, formats: Sequence[str]) -> None:
    parser.add_argument(
        "--output-format",
        "--output",
        choices=formats,
        metavar="|".join(formats),
        help=_say("format", lang),
    )


# --- check -----------------------------------------------------------------------------------


def _check(options: argparse.Namespace, lang: str, arguments: list[str]) -> int:
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


def _request(options: argparse.Namespace, arguments: list[str], lang: str, stdin: bytes) -> Request:
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
    options: argparse.Namespace,
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
    options: argparse.Namespace,
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


def _compare(options: argparse.Namespace, lang: str, arguments: list[str]) -> int:
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


# --- words -----------------------------------------------------------------------------------


def _check_parser(lang: str) -> argparse.ArgumentParser:
    parser = _parser(lang, "")
    say = {key: _say(key, lang) for key in _TEXT}
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=say["files"])
    parser.add_argument(
        "--parent", action="append", default=[], type=Path, metavar="FILE", help=say["parent"]
    )
    parser.add_argument("--predecessor", type=Path, metavar="FILE", help=say["predecessor"])
    parser.add_argument("--config", type=Path, metavar="FILE", help=say["config"])
    parser.add_argument(
        "--select", type=_list, action="extend", default=[], metavar="RULES", help=say["select"]
    )
    parser.add_argument(
        "--ignore", type=_list, action="extend", default=[], metavar="RULES", help=say["ignore"]
    )
    parser.add_argument(
        "--fail-on", choices=("error", "warning", "info", "never"), help=say["fail_on"]
    )
    parser.add_argument(
        "--output",
        "--output-format",
        action="append",
        default=[],
        metavar="FORMAT[=FILE]",
        help=say["output"],
    )
    parser.add_argument("--lang", choices=("zh", "en"), help=say["lang"])
    parser.add_argument("--date", type=_date, metavar="YYYY-MM-DD", help=say["date"])
    parser.add_argument("--statistics", action="store_true", help=say["statistics"])
    parser.add_argument("--dependents", action="store_true", help=say["dependents"])
    parser.add_argument("--fix", action="store_true", help=say["fix"])
    parser.add_argument("--unsafe-fixes", action="store_true", help=say["unsafe_fixes"])
    parser.add_argument("--diff", action="store_true", help=say["diff"])
    parser.add_argument("--no-cache", action="store_true", help=say["no_cache"])
    parser.add_argument("--stdin-filename", default="", metavar="NAME", help=say["stdin_filename"])
    return parser


def _compare_parser(lang: str) -> argparse.ArgumentParser:
    parser = _parser(lang, "compare")
    parser.description = _say("compare", lang)
    parser.add_argument("draft", type=Path, metavar="DRAFT", help=_say("draft", lang))
    parser.add_argument(
        "--parent",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help=_say("parent", lang),
    )
    parser.add_argument(
        "--output",
        "--output-format",
        action="append",
        default=[],
        metavar="FORMAT[=FILE]",
        help=_say("tables", lang),
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help=_say("config", lang))
    return parser


class _Parser(argparse.ArgumentParser):
    """argparse with usage errors in the user's language."""

    lang = "zh"

    def error(self, message: str) -> NoReturn:
        if self.lang == "zh":
            for english, chinese in _ERRORS:
                message = message.replace(english, chinese)
            message = message.replace("： ", "：")
        say = {key: _say(key, self.lang) for key in ("wrong_usage", "see_help")}
        colon, semi = ("：", "；") if self.lang == "zh" else (": ", "; ")
        self.exit(2, f"planlint: {say['wrong_usage']}{colon}{message}{semi}{say['see_help']}\n")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", _say("usage", self.lang), 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", _say("usage", self.lang), 1)


def _parser(lang: str, command: str) -> _Parser:
    main = not command
    parser = _Parser(
        prog="planlint" + (f" {command}" if command else ""),
        description=_say("about", lang) if main else None,
        epilog=_say("commands", lang) if main else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
        allow_abbrev=False,
    )
    parser.lang = lang
    parser._positionals.title = _say("arguments", lang)
    parser._optionals.title = _say("options", lang)
    parser.add_argument("-h", "--help", action="help", help=_say("help", lang))
    if command != "check":
        parser.add_argument(
            "--version",
            action="version",
            version=f"planlint {__version__}",
            help=_say("version", lang),
        )
    if command:
        parser.add_argument("--lang", choices=("zh", "en"), help=_say("lang", lang))
    return parser


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a date (2026-09-15): {text!r}") from None


def _say(key: str, lang: str) -> str:
    return _TEXT[key][lang == "en"]


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
