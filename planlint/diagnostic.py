"""Diagnostics: what planlint has to say, as immutable values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple


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


def packed(diagnostic: Diagnostic) -> tuple[Any, ...]:
    """A finding as plain tuples, for another process."""
    d, fix = diagnostic, None
    related = tuple(
        (r.filename, tuple(r.location), tuple(r.end_location), r.message) for r in d.related
    )
    if d.fix is not None:
        edits = ((e.content, tuple(e.location), tuple(e.end_location)) for e in d.fix.edits)
        fix = (d.fix.applicability, d.fix.message, tuple(edits))
    places = tuple(d.location), tuple(d.end_location)
    head = (d.code, d.name, d.severity.value, d.message, d.filename, *places)
    return (*head, related, fix, d.fingerprint, d.url, d.subjects)


def unpacked(data: tuple[Any, ...]) -> Diagnostic:
    """The finding that was packed."""
    code, name, severity, message, filename, start, end, related, fix, *rest = data
    if fix is not None:
        applicability, said, edits = fix
        changes = tuple(Edit(new, Location(*a), Location(*b)) for new, a, b in edits)
        fix = Fix(applicability, said, changes)
    also = tuple(Related(file, Location(*a), Location(*b), text) for file, a, b, text in related)
    head = (code, name, Severity(severity), message, filename)
    return Diagnostic(*head, Location(*start), Location(*end), also, fix, *rest)
