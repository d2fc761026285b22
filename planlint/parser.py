"""The command line by argparse: help, and what is wrong with a call, in the user's language."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, NoReturn

from planlint.options import COMMANDS, Option
from planlint.version import __version__

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


def parse(command: str, words: Sequence[str], lang: str) -> SimpleNamespace:
    """The values of a command's options. Exits with 0 after help, with 2 where a word is wrong."""
    parser = _parser(lang, "" if command == "check" else command)
    for option in COMMANDS[command]:
        _add(parser, option, lang)
    return SimpleNamespace(**vars(parser.parse_args(words)))


def _parser(lang: str, command: str) -> _Parser:
    main = not command
    about = _say("about" if main else command, lang) if command in ("", "compare") else None
    parser = _Parser(
        prog="planlint" + (f" {command}" if command else ""),
        description=about,
        epilog=_say("commands", lang) if main else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
        allow_abbrev=False,
    )
    parser.lang = lang
    parser._positionals.title = _say("arguments", lang)
    parser._optionals.title = _say("options", lang)
    parser.add_argument("-h", "--help", action="help", help=_say("help", lang))
    version = f"planlint {__version__}"
    parser.add_argument("--version", action="version", version=version, help=_say("version", lang))
    return parser


def _add(parser: argparse.ArgumentParser, option: Option, lang: str) -> None:
    """Tell argparse of an option."""
    kinds: dict[str, dict[str, Any]] = {
        "flag": {"action": "store_true"},
        "values": {"action": "append"},
        "list": {"action": "extend"},
        "rest": {"nargs": "*"},
        "maybe": {"nargs": "?"},
    }
    words = kinds.get(option.kind, {})
    if option.kind != "flag":
        words |= {"default": option.start, "type": _typed(option)}
    if option.metavar:
        words["metavar"] = option.metavar
    if option.choices:
        words["choices"] = option.choices
    parser.add_argument(*option.names, help=_say(option.say, lang), **words)


def _typed(option: Option) -> Any:
    return _date if option.read == dt.date.fromisoformat else option.read


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a date (2026-09-15): {text!r}") from None


def _say(key: str, lang: str) -> str:
    return _TEXT[key][lang == "en"]
