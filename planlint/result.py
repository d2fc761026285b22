"""The outcome of checking one file."""

from __future__ import annotations

from typing import NamedTuple

from planlint.diagnostic import Diagnostic
from planlint.errors import PlanlintError
from planlint.readers.source import Source


class Result(NamedTuple):
    """One file: its findings and the sources that they point into.

    `checked` is False for a file that is no draft: the exceptions, where something is wrong there.
    """

    filename: str
    diagnostics: tuple[Diagnostic, ...]
    sources: tuple[Source, ...] = ()
    parents: tuple[str, ...] = ()
    lang: str = "zh"
    error: PlanlintError | None = None
    checked: bool = True
