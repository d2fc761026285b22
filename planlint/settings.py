"""The boundary where a configuration is validated: TOML to `Config`, through pydantic.

Pydantic costs seven times the start of Python, so a validated configuration is cached by the hash
of its content; every value in it is plain data.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planlint.cachefile import load_value, store_value
from planlint.config import DEFAULT_EXCLUDE, DEFAULT_FILES, Config, RegionSetting
from planlint.diagnostic import Severity
from planlint.errors import ConfigError, ReadError
from planlint.readers.text import DEFAULT_SIZE_LIMIT, read
from planlint.version import __version__

if TYPE_CHECKING:
    from planlint.semantics.concepts import Concepts
    from planlint.semantics.terms import Terms


def validated(data: bytes, path: Path) -> Config:
    """The configuration that some bytes hold. Raises ConfigError."""
    raw = read_toml(data, path)
    if path.name == "pyproject.toml":
        raw = raw.get("tool", {}).get("planlint", {})
    key = ("config", __version__, path.name, data)
    values = load_value(key)
    if values is None:
        values = _validate(raw, path)
        store_value(key, values)
    config = _build(values, path.parent)
    if config.roster_file is None:
        return config
    return replace(config, roster=_read_roster(config.roster_file, path))


def _read_roster(place: Path, config: Path) -> tuple[str, ...]:
    """One name a line; blank lines and those that begin with # say nothing."""
    try:
        text = read(place).text
    except ReadError as error:
        raise ConfigError(
            f"{config}：departments.roster：名单 {place} 无法读取（{error.zh}）",
            f"{config}: departments.roster: {place} cannot be read ({error.en})",
        ) from None
    lines = (line.strip() for line in text.splitlines())
    names = tuple(line for line in lines if line and not line.startswith("#"))
    if not names:
        raise ConfigError(
            f"{config}：departments.roster：名单 {place} 是空的",
            f"{config}: departments.roster: {place} is empty",
        )
    return names


def read_toml(data: bytes, path: Path) -> Any:
    """The tables that some bytes hold. Raises ConfigError."""
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{path}：不是有效的 TOML（{error}）", f"{path}: not valid TOML ({error})"
        ) from None


def _validate(raw: Mapping[str, Any], path: Path) -> dict[str, Any]:
    from pydantic import ValidationError

    from planlint.settings_model import Settings, explain

    try:
        settings = Settings.model_validate(raw)
    except ValidationError as error:
        zh, en = explain(error)
        raise ConfigError(f"{path}：{zh}", f"{path}: {en}") from None
    return settings.model_dump(mode="json", by_alias=True, exclude_none=True)


def _build(values: Mapping[str, Any], folder: Path) -> Config:
    region = values.get("region") or {}
    roster = (values.get("departments") or {}).get("roster")
    return Config(
        parents=_paths(values.get("parents"), folder),
        predecessor=next(iter(_paths([values["predecessor"]], folder)), None)
        if values.get("predecessor")
        else None,
        library=_paths(values.get("library"), folder),
        files=tuple(values.get("files", DEFAULT_FILES)),
        exclude=tuple(values.get("exclude", DEFAULT_EXCLUDE)),
        select=tuple(values.get("select") or ()),
        ignore=tuple(values.get("ignore") or ()),
        fail_on=values.get("fail-on") or "error",
        lang=values.get("lang") or "zh",
        date=dt.date.fromisoformat(values["date"]) if values.get("date") else None,
        size_limit=values.get("size-limit") or DEFAULT_SIZE_LIMIT,
        severities={k: Severity(v) for k, v in (values.get("severity") or {}).items()},
        options=values.get("rules") or {},
        region=RegionSetting(
            region.get("name") or "", region.get("level") or "", tuple(region.get("parents") or ())
        ),
        per_file=tuple(
            (pattern, _changes(table, folder))
            for pattern, table in (values.get("per-file") or {}).items()
        ),
        concepts=_concepts(values.get("indicators") or []),
        roster=tuple(n.strip() for n in roster) if isinstance(roster, list) else (),
        roster_file=folder / roster if isinstance(roster, str) else None,
        terms=_terms(values.get("terms") or {}),
    )


def _terms(lists: Mapping[str, list[Mapping[str, Any]]]) -> Terms:
    from planlint.semantics.terms import Terms

    return Terms({name: tuple(rows) for name, rows in lists.items()})


def _concepts(entries: list[Mapping[str, Any]]) -> Concepts:
    from planlint.semantics.concepts import Concept, Concepts

    return Concepts(
        tuple(
            Concept(
                "",
                entry["name"],
                entry.get("unit") or "",
                entry.get("direction") or "",
                entry.get("kind") or "",
                entry.get("allocated"),
                tuple(entry.get("aliases") or ()),
            )
            for entry in entries
        )
    )


def _changes(table: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """What a per-file table changes, in the terms of Config's fields."""
    whole = _build(table, folder)
    fields = {
        "parents": "parents", "predecessor": "predecessor", "select": "select", "ignore": "ignore",
        "date": "date", "region": "region", "severity": "severities", "rules": "options",
    }  # fmt: skip
    return {field: getattr(whole, field) for key, field in fields.items() if table.get(key)}


def _paths(values: list[str] | None, folder: Path) -> tuple[Path, ...]:
    return tuple(folder / v for v in values or ())
