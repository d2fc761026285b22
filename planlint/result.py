"""The outcome of checking one file."""

from __future__ import annotations

from typing import NamedTuple

from planlint.diagnostic import Diagnostic
from planlint.errors import PlanlintError
from planlint.readers.source import Source


class Fixing(NamedTuple):
    """What fixing did, or with --diff would do, to one file.

    `before` and `after` are its text; `places` how many edits lie between them; `remaining` the
    findings about `after`; `harmful` the findings whose fix would have made another finding.
    """

    before: Source
    after: Source
    places: int
    remaining: tuple[Diagnostic, ...]
    harmful: tuple[Diagnostic, ...] = ()


class Result(NamedTuple):
    """One file: its findings and the sources that they point into.

    `checked` is False for a file that is no draft: the exceptions, where something is wrong there.
    After fixing, the findings are those that remain; with --diff those of the file as it is.
    """

    filename: str
    diagnostics: tuple[Diagnostic, ...]
    sources: tuple[Source, ...] = ()
    parents: tuple[str, ...] = ()
    lang: str = "zh"
    error: PlanlintError | None = None
    checked: bool = True
    fixing: Fixing | None = None
    stdin: bool = False
