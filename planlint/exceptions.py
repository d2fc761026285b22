"""Accepted deviations: findings that somebody has accepted, with a reason.

They live in `planlint-exceptions.toml`, beside the configuration. An entry names a rule and what
the finding is about (an indicator, a department, a heading), never a line number:

    [[exception]]
    rule = "weaker-target"
    key = "养老机构护理型床位占比"
    reason = "市级分解到本区为70%"
    approver = "区政府第12次常务会议"
    expires = 2027-12-31

The command line does all of this by itself. A program that embeds planlint can, too:

    accepted = load_exceptions(Path("planlint-exceptions.toml"))
    findings = planlint.lint(draft, parents=[parent])
    kept, used = apply_exceptions(findings, accepted.for_file(Path("draft.md")))
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from planlint.cachefile import load_value, store_value
from planlint.config import file_bytes, matches
from planlint.diagnostic import Diagnostic
from planlint.paths import shortest
from planlint.readers.source import Source, Span
from planlint.subjects import normal
from planlint.version import __version__


@dataclass(frozen=True, slots=True)
class AcceptedDeviation:
    """One entry. `rule` is an id; `file` a glob, "" for every draft; `span` its place."""

    rule: str
    key: str
    reason: str
    approver: str = ""
    expires: dt.date | None = None
    file: str = ""
    span: Span | None = None

    def covers(self, diagnostic: Diagnostic) -> bool:
        """Whether it names this finding: its rule, and one of its subjects."""
        if self.rule != diagnostic.code:
            return False
        key = normal(self.key)
        return any(normal(subject) == key for subject in diagnostic.subjects)

    def expired(self, date: dt.date | None) -> bool:
        """Whether it had ended by a date; it holds on its last day. Unknown dates end nothing."""
        return self.expires is not None and date is not None and date > self.expires


@dataclass(frozen=True, slots=True)
class ExceptionsFile:
    """An exceptions file: where it is, its text, its entries in their order."""

    path: Path
    source: Source
    entries: tuple[AcceptedDeviation, ...]

    def for_file(self, path: Path) -> tuple[AcceptedDeviation, ...]:
        """The entries that may apply to a draft."""
        folder = self.path.parent
        return tuple(e for e in self.entries if not e.file or matches(path, (e.file,), folder))


class Applied(NamedTuple):
    """What is left of some findings, and the deviations that took the others away."""

    kept: tuple[Diagnostic, ...]
    used: tuple[AcceptedDeviation, ...]


def apply_exceptions(
    diagnostics: Iterable[Diagnostic],
    exceptions: Sequence[AcceptedDeviation],
    *,
    date: dt.date | None = None,
) -> Applied:
    """Take away the findings that are accepted at a date; without one, nothing is expired.

    The order of the findings is kept. `exceptions` are those that apply to the draft, as
    `ExceptionsFile.for_file` gives them.
    """
    valid = [e for e in exceptions if not e.expired(date)]
    kept: list[Diagnostic] = []
    used: set[AcceptedDeviation] = set()
    for diagnostic in diagnostics:
        covering = [e for e in valid if e.covers(diagnostic)]
        used.update(covering)
        if not covering:
            kept.append(diagnostic)
    return Applied(tuple(kept), tuple(e for e in valid if e in used))


def load_exceptions(path: Path) -> ExceptionsFile:
    """Read and validate an exceptions file. Raises ConfigError with the file and the key."""
    data = file_bytes(path, "例外文件")
    rows = _validated(data, path)
    source = Source(shortest(path), data.decode("utf-8-sig"))
    places = _places(source.text)
    if len(places) != len(rows):  # written as one list: the entries have no lines of their own
        places = [None] * len(rows)
    entries = (_entry(row, place) for row, place in zip(rows, places, strict=True))
    return ExceptionsFile(path, source, tuple(entries))


def _validated(data: bytes, path: Path) -> list[Mapping[str, Any]]:
    """The entries as plain values, from the cache where these bytes were read before."""
    key = ("exceptions", __version__, data)
    rows: list[Mapping[str, Any]] | None = load_value(key)
    if rows is None:
        from planlint.exceptions_model import validate
        from planlint.settings import read_toml

        rows = validate(read_toml(data, path), path)
        store_value(key, rows)
    return rows


def _entry(row: Mapping[str, Any], place: Span | None) -> AcceptedDeviation:
    expires = row.get("expires")
    return AcceptedDeviation(
        row["rule"],
        row["key"],
        row["reason"],
        row.get("approver") or "",
        dt.date.fromisoformat(expires) if expires else None,
        row.get("file") or "",
        place,
    )


def _places(text: str) -> list[Span | None]:
    """Where each `[[exception]]` names its key; its head where that is not found."""
    heads = list(re.finditer(r"^[ \t]*(\[\[ *exception *\]\])", text, re.MULTILINE))
    ends = [*(m.start() for m in heads[1:]), len(text)]
    places: list[Span | None] = []
    for head, end in zip(heads, ends, strict=False):
        line = re.compile(r"^[ \t]*(key *=.*?)[ \t]*\r?$", re.MULTILINE)
        place = line.search(text, head.end(), end) or head
        places.append(Span(*place.span(1)))
    return places
