"""Configuration: found, validated, immutable.

`planlint.toml`, or `[tool.planlint]` in `pyproject.toml`; the nearest wins and the search stops at
`.git` or the root. Flags beat front matter beats configuration. Paths are relative to the file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from planlint.diagnostic import Severity
from planlint.errors import ConfigError
from planlint.paths import resolved
from planlint.readers.text import DEFAULT_SIZE_LIMIT

if TYPE_CHECKING:
    from planlint.semantics.concepts import Concepts
    from planlint.semantics.plan import Plan
    from planlint.semantics.terms import Terms

FILE_NAMES = ("planlint.toml", "pyproject.toml")
EXCEPTIONS_NAME = "planlint-exceptions.toml"
DEFAULT_FILES = ("**/*.md", "**/*.txt")
DEFAULT_EXCLUDE = (
    "**/README*", "**/CHANGELOG*", "**/CONTRIBUTING*", "**/LICENSE*", "**/.*/**",
    "**/node_modules/**",
)  # fmt: skip


class RegionSetting(NamedTuple):
    """The issuing place as the user gives it; "" and () leave it to the text."""

    name: str = ""
    level: str = ""
    parents: tuple[str, ...] = ()


NO_REGION = RegionSetting()


def _known_concepts() -> Concepts:
    from planlint.semantics.concepts import Concepts

    return Concepts()


def _known_terms() -> Terms:
    from planlint.semantics.terms import Terms

    return Terms()


@dataclass(frozen=True, slots=True)
class Config:
    """A validated configuration. Selectors are ids, names or families of rules.

    `concepts` are the known indicators with those that the user adds or corrects, `roster` the
    departments of the place, read from `roster_file` where that is set. `terms` are the lists of
    words with the user's own rows.
    """

    path: Path | None = None
    parents: tuple[Path, ...] = ()
    predecessor: Path | None = None
    library: tuple[Path, ...] = ()
    files: tuple[str, ...] = DEFAULT_FILES
    exclude: tuple[str, ...] = DEFAULT_EXCLUDE
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = "error"
    lang: str = "zh"
    date: dt.date | None = None
    size_limit: int = DEFAULT_SIZE_LIMIT
    severities: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    region: RegionSetting = NO_REGION
    per_file: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    concepts: Concepts = field(default_factory=_known_concepts)
    roster: tuple[str, ...] = ()
    roster_file: Path | None = None
    terms: Terms = field(default_factory=_known_terms)

    @property
    def folder(self) -> Path:
        """The folder that paths and patterns are relative to."""
        return self.path.parent if self.path is not None else Path()

    def apply(self, plan: Plan) -> Plan:
        """The plan with the region that the configuration sets."""
        if self.region == NO_REGION:
            return plan
        from planlint.semantics.region import Region

        region = Region(*self.region).over(plan.region)
        if plan.stated_region is not None:  # front matter beats configuration
            region = plan.stated_region.over(region)
        return plan.with_region(region)

    def for_file(self, path: Path) -> Config:
        """The configuration as `per-file` patterns change it for one file."""
        config = self
        for pattern, changes in self.per_file:
            if matches(path, (pattern,), self.folder):
                config = replace(config, **changes)
                config = replace(
                    config,
                    severities={**self.severities, **config.severities},
                    options={**self.options, **config.options},
                )
        return config


def matches(path: Path, patterns: tuple[str, ...], folder: Path) -> bool:
    """Whether a path matches one of some glob patterns, relative to a folder.

    `*` stays within a folder, `**/` spans any number of them, also none.
    """
    whole = resolved(path)
    try:
        name = whole.relative_to(resolved(folder)).as_posix()
    except ValueError:
        name = whole.name
    return any(_glob(p).fullmatch(name) for p in patterns)


@cache
def _glob(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern.removeprefix("./"))
    special = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(special.get(p, re.escape(p)) for p in parts))


def find_config(start: Path) -> Path | None:
    """The nearest configuration file at or above a folder."""
    for path in config_candidates(start):
        if path.is_file() and (path.name == FILE_NAMES[0] or _has_table(path)):
            return path
    return None


def config_candidates(start: Path) -> Iterator[Path]:
    """Where a configuration for a folder may be, the nearest first."""
    return _upwards(start, FILE_NAMES)


def exceptions_candidates(config: Config, start: Path) -> Iterator[Path]:
    """Where the accepted deviations may be: beside the configuration, else as one is found."""
    if config.path is not None:
        return iter((config.folder / EXCEPTIONS_NAME,))
    return _upwards(start, (EXCEPTIONS_NAME,))


def find_exceptions(config: Config, start: Path) -> Path | None:
    """The exceptions file that goes with a configuration, for drafts in a folder."""
    return next((p for p in exceptions_candidates(config, start) if p.is_file()), None)


def _upwards(start: Path, names: tuple[str, ...]) -> Iterator[Path]:
    """Files of some names in a folder and those above it, up to the one with `.git`."""
    folder = resolved(start)
    for place in (folder, *folder.parents):
        yield from (place / name for name in names)
        if (place / ".git").exists():
            return


def _has_table(path: Path) -> bool:
    try:
        return "[tool.planlint" in path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def load_config(path: Path) -> Config:
    """Read and validate a configuration file. Raises ConfigError with the file and the key."""
    data = file_bytes(path, "配置文件")
    from planlint.settings import validated

    return replace(validated(data, path), path=path)


def file_bytes(path: Path, what: str) -> bytes:
    """The bytes of a file that the user wrote for planlint. Raises ConfigError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"{path}：{what}无法打开（{error.strerror}）",
            f"{path}: cannot be opened ({error.strerror})",
        ) from None
