"""The words of the command line, as data, and the reader of plain calls.

A plain call (files, known options, good values) is nearly every call, and is read here. All else,
help and mistakes included, is `planlint.parser`'s, which makes an argparse parser of the same
data: loading and filling one takes as long as half of an empty run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple


def _words(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


class Option(NamedTuple):
    """A word of the command line.

    `kind` is flag (no value), value, values (may be repeated), list (values in one word, by
    commas), or for words without dashes one, maybe (at most one) and rest (any number). `read`
    turns a word into its value and raises ValueError. `say` is the key of its explanation.
    """

    names: tuple[str, ...]
    say: str
    kind: str = "value"
    read: Callable[[str], Any] = str
    metavar: str = ""
    choices: tuple[str, ...] = ()
    default: Any = None

    @property
    def key(self) -> str:
        """The attribute that holds the value."""
        return self.names[0].lstrip("-").replace("-", "_")

    @property
    def start(self) -> Any:
        """The value where the word is not given."""
        if self.kind == "flag":
            return False
        return [] if self.kind in ("values", "list", "rest") else self.default


def _form(say: str, *choices: str) -> Option:
    return Option(("--output-format", "--output"), say, metavar="|".join(choices), choices=choices)


_OUTPUT = ("--output", "--output-format")
_LANG = Option(("--lang",), "lang", choices=("zh", "en"))
_PARENT = Option(("--parent",), "parent", "values", Path, "FILE")
_CONFIG = Option(("--config",), "config", read=Path, metavar="FILE")

COMMANDS: Mapping[str, tuple[Option, ...]] = {
    "check": (
        Option(("files",), "files", "rest", Path, "FILE"),
        _PARENT,
        Option(("--predecessor",), "predecessor", read=Path, metavar="FILE"),
        _CONFIG,
        Option(("--select",), "select", "list", _words, "RULES"),
        Option(("--ignore",), "ignore", "list", _words, "RULES"),
        Option(("--fail-on",), "fail_on", choices=("error", "warning", "info", "never")),
        Option(_OUTPUT, "output", "values", metavar="FORMAT[=FILE]"),
        _LANG,
        Option(("--date",), "date", read=dt.date.fromisoformat, metavar="YYYY-MM-DD"),
        Option(("--statistics",), "statistics", "flag"),
        Option(("--dependents",), "dependents", "flag"),
        Option(("--fix",), "fix", "flag"),
        Option(("--unsafe-fixes",), "unsafe_fixes", "flag"),
        Option(("--diff",), "diff", "flag"),
        Option(("--no-cache",), "no_cache", "flag"),
        Option(("--stdin-filename",), "stdin_filename", metavar="NAME", default=""),
    ),
    "compare": (
        _LANG,
        Option(("draft",), "draft", "one", Path, "DRAFT"),
        _PARENT,
        Option(_OUTPUT, "tables", "values", metavar="FORMAT[=FILE]"),
        _CONFIG,
    ),
    "explain": (_LANG, Option(("rule",), "rule", "one")),
    "rules": (_LANG, _form("format", "text", "json")),
    "parse": (_LANG, Option(("file",), "file", "one", Path), _form("format", "tree", "json")),
    "config": (_LANG, Option(("file",), "file", "maybe", Path, default=Path("draft.md"))),
}
"""The options of each command, in the order of its help."""


def read_words(command: str, words: Sequence[str], lang: str) -> SimpleNamespace:
    """The values of a command's options. Exits as argparse does, after help or with a mistake."""
    values = read_plain(COMMANDS[command], words)
    if values is not None:
        return values
    from planlint.parser import parse

    return parse(command, words, lang)


def read_plain(options: Sequence[Option], words: Sequence[str]) -> SimpleNamespace | None:
    """The values of a plain call; None where anything is not plain."""
    named = {name: o for o in options for name in o.names if name.startswith("-")}
    values = {o.key: o.start for o in options}
    loose: list[str] = []
    rest = iter(words)
    try:
        for word in rest:
            if not word.startswith("-") or word == "-":
                loose.append(word)
                continue
            name, equals, value = word.partition("=")
            option = named[name]
            if option.kind != "flag" and not equals:
                value = next(rest)
                if value.startswith("-"):
                    return None
            _set(values, option, value, given=bool(equals))
        _place(values, [o for o in options if not o.names[0].startswith("-")], loose)
    except (KeyError, StopIteration, ValueError):
        return None
    return SimpleNamespace(**values)


def _set(values: dict[str, Any], option: Option, text: str, *, given: bool) -> None:
    """Put one option's value where it belongs. Raises ValueError."""
    if option.kind == "flag":
        if given:
            raise ValueError(text)
        values[option.key] = True
        return
    if option.choices and text not in option.choices:
        raise ValueError(text)
    value = option.read(text)
    if option.kind == "value":
        values[option.key] = value
    else:
        values[option.key] += value if option.kind == "list" else [value]


def _place(values: dict[str, Any], options: Sequence[Option], words: Sequence[str]) -> None:
    """Give the words without dashes to the options that take them. Raises ValueError."""
    (option,) = options if options else (None,)
    if option is None:
        if words:
            raise ValueError(words[0])
    elif option.kind == "rest":
        values[option.key] = [option.read(w) for w in words]
    elif len(words) == 1:
        values[option.key] = option.read(words[0])
    elif words or option.kind == "one":
        raise ValueError(option.key)
