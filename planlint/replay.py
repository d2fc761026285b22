"""The content cache: the same call on the same bytes gives the same answer, without work.

An entry holds what was printed and a manifest of every file that was read or looked for. It is
valid while each of them is as it was. Imports of this module are start-up time of every run.
"""

from __future__ import annotations

import os
import sys

from planlint.version import __version__

TYPE_CHECKING = False  # typing is not imported for a replayed run
if TYPE_CHECKING:
    from typing import Any

_WATCHED = ("PLANLINT_LANG", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM")
_FOLDERS = ("", "compare", "knowledge", "output", "readers", "semantics", "syntax")

Manifest = list[tuple[str, str]]
"""Paths with the hash of their content, "" for a file that was looked for and not there."""


def replay(arguments: list[str]) -> int | None:
    """Print the stored answer and return its exit code; None where there is none."""
    if not _cachable(arguments):
        return None
    from planlint.cachefile import load_value

    entry: Any = load_value(call_key(arguments))
    if not isinstance(entry, dict) or not _unchanged(entry["manifest"]):
        return None
    sys.stdout.write(entry["output"])
    return int(entry["code"])


def remember(arguments: list[str], output: str, code: int, paths: list[str], started: int) -> None:
    """Store what a call printed, with the state of the files that it depends on.

    A file written since the start (in nanoseconds) may not be the one that was read.
    """
    if not _cachable(arguments):
        return
    from planlint.cachefile import store_value

    manifest = [(path, digest(path)) for path in dict.fromkeys(paths)]
    if any(_changed_since(path, started) for path, _ in manifest):
        return
    store_value(call_key(arguments), {"output": output, "code": code, "manifest": manifest})


def _cachable(arguments: list[str]) -> bool:
    """Only checks of named files; output files, standard input and folders are not replayed."""
    if not arguments or arguments[0] in ("compare", "explain", "rules", "parse", "config"):
        return False
    refused = ("--no-cache", "-", "--dependents", "-h", "--help", "--version", "--plugin")
    fixing = ("--fix", "--unsafe-fixes", "--diff")  # what they do is not done by printing it again
    if any(a in refused or a in fixing for a in arguments):
        return False
    # A report in a file must be written each time: --output json=FILE, in one word or in two.
    values = [a.partition("=")[2] for a in arguments if a.startswith("--output")]
    after = zip(arguments, arguments[1:], strict=False)  # noqa: RUF007 - no import for a replay
    values += [b for a, b in after if a in ("--output", "--output-format")]
    return not any("=" in v for v in values)


def call_key(arguments: list[str]) -> tuple[object, ...]:
    """What a call is: its words, its place, its terminal, and the program itself."""
    terminal = sys.stdout.isatty()
    width = os.get_terminal_size().columns if terminal else 0
    environment = tuple(os.environ.get(name, "") for name in _WATCHED)
    return ("call", __version__, _program(), os.getcwd(), tuple(arguments), environment, width)


def _program() -> str:
    """The state of planlint's own files: an edited rule must not answer from the cache."""
    home = os.path.dirname(os.path.abspath(__file__))
    folders = [os.path.join(home, f) for f in _FOLDERS]
    parent = os.path.dirname(home)
    rules = os.path.join(home, "rules")
    folders.append(rules if os.path.isdir(rules) else os.path.join(parent, "rules"))
    stamps: list[int] = []
    for folder in folders:
        with os.scandir(folder) as entries:
            stamps.extend(
                e.stat().st_mtime_ns for e in entries if e.name.endswith((".py", ".toml"))
            )
    return f"{len(stamps)}-{max(stamps)}-{sum(stamps) % 1_000_000_007}"


def _changed_since(path: str, started: int) -> bool:
    try:
        return os.stat(path).st_mtime_ns >= started
    except OSError:
        return False


def _unchanged(manifest: Manifest) -> bool:
    return all(digest(path) == known for path, known in manifest)


def digest(path: str) -> str:
    """The hash of a file's content; "" where there is none."""
    from planlint.cachefile import checksum

    try:
        with open(path, "rb") as file:
            return checksum(file.read())
    except OSError:
        return ""
