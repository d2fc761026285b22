"""Diagnostics: what planlint has to say, as immutable values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a finding matters: an error is sent back by any reviewer."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    def in_language(self, lang: str) -> str:
        """The word for it in "zh" or "en"."""
        return self.value if lang == "en" else _WORDS[self.value]

    @property
    def rank(self) -> int:
        """0 for an error, growing as it matters less."""
        return ("error", "warning", "info").index(self.value)


_WORDS = {"error": "错误", "warning": "警告", "info": "提示"}


class Location(NamedTuple):
    """A place in a file: 1-based row and column; column 0 is the whole document."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding: the parent's clause, the first use of a name."""

    filename: str
    location: Location
    end_location: Location
    message: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text between two places by `content`."""

    content: str
    location: Location
    end_location: Location


@dataclass(frozen=True, slots=True)
class Fix:
    """How to mend a finding; `applicability` is safe or unsafe."""

    applicability: str
    message: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    `fingerprint` is made of the rule and the meaning, not of line numbers, so that it survives
    edits elsewhere. `message` is in the language asked for. `subjects` are the words that say what
    it is about (an indicator, a department, a heading); an accepted deviation names one of them.
    """

    code: str
    name: str
    severity: Severity
    message: str
    filename: str
    location: Location
    end_location: Location
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    fingerprint: str = ""
    url: str = ""
    subjects: tuple[str, ...] = ()

    @property
    def sort_key(self) -> tuple[int, int, str]:
        """Position, then id; equal ones stay in the order in which the rule met them."""
        return (self.location.row, self.location.column, self.code)
