"""The outcome of checking one file."""

from __future__ import annotations

from typing import NamedTuple

from planlint.diagnostic import Diagnostic
from planlint.errors import PlanlintError
from planlint.readers.source import Source


class Result(NamedTuple):
    """One checked file: its findings and the sources that they point into."""

    filename: str
    diagnostics: tuple[Diagnostic, ...]
    sources: tuple[Source, ...] = ()
    parents: tuple[str, ...] = ()
    lang: str = "zh"
    error: PlanlintError | None = None
