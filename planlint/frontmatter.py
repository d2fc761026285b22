"""Front matter: what a draft says about itself, between two --- lines at its start.

---
planlint:
  parents: [city-plan.md]
  date: 2026-09-15
  region: {name: 南浦区, level: district, parents: [云州市]}
---
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, NamedTuple

from planlint.errors import ConfigError
from planlint.semantics.plan import Plan
from planlint.semantics.region import LEVELS, Region
from planlint.syntax.scanner import front_matter

KEYS = ("parents", "date", "region")


class FrontMatter(NamedTuple):
    """The settings of one draft; parents are paths relative to it."""

    parents: tuple[str, ...] = ()
    date: dt.date | None = None
    region: Region | None = None


def read_front_matter(text: str, filename: str) -> FrontMatter:
    """The `planlint` table of a document's front matter. Raises ConfigError where it is wrong."""
    raw = front_matter(text)
    if raw is None or "planlint" not in raw:
        return FrontMatter()
    import yaml

    try:
        data = yaml.safe_load(raw)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        shown = " ".join(str(error).split())
        raise ConfigError(
            f"{filename}：front matter 不是有效的 YAML（{shown}）",
            f"{filename}: the front matter is not valid YAML ({shown})",
        ) from None
    settings = data.get("planlint") if isinstance(data, dict) else None
    if settings is None:
        return FrontMatter()
    if not isinstance(settings, dict):
        raise ConfigError(
            f"{filename}：front matter 中的 planlint 应为一组键值",
            f"{filename}: planlint in the front matter must be a mapping",
        )
    return _checked(settings, filename)


def _checked(settings: dict[str, Any], filename: str) -> FrontMatter:
    for key in settings:
        if key not in KEYS:
            shown = ", ".join(KEYS)
            raise ConfigError(
                f"{filename}：front matter 中有不认识的配置项 {key}（可用：{shown}）",
                f"{filename}: unknown key {key} in the front matter (known: {shown})",
            )
    parents = _texts(settings.get("parents"))
    date = _date(settings.get("date"))
    if parents is None or date is False:
        raise ConfigError(
            f"{filename}：front matter 中的 parents 应为文件名列表，date 应为日期",
            f"{filename}: in the front matter parents must be file names, date a date",
        )
    region = settings.get("region")
    return FrontMatter(parents, date or None, None if region is None else _region(region, filename))


def _texts(value: Any) -> tuple[str, ...] | None:
    """A text or a list of texts; None where it is something else."""
    values = [value] if isinstance(value, str) else [] if value is None else value
    good = isinstance(values, list) and all(isinstance(v, str) for v in values)
    return tuple(values) if good else None


def _date(value: Any) -> dt.date | Literal[False] | None:
    """A date; False where it is something else."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return False
    return value if value is None or isinstance(value, dt.date) else False


def _region(value: Any, filename: str) -> Region:
    given = {"name": value} if isinstance(value, str) else value
    if isinstance(given, dict) and not set(given) - {"name", "level", "parents"}:
        name, level = given.get("name", ""), given.get("level", "")
        parents = _texts(given.get("parents"))
        if isinstance(name, str) and level in ("", *LEVELS) and parents is not None:
            return Region(name, level, parents)
    levels = ", ".join(LEVELS)
    raise ConfigError(
        f"{filename}：front matter 中的 region 应有 name、level、parents，level 为 {levels} 之一",
        f"{filename}: region in the front matter has name, level, parents; level one of {levels}",
    )


def apply_front_matter(plan: Plan) -> Plan:
    """The plan with the date and region of its front matter; a wrong one changes nothing."""
    try:
        found = read_front_matter(plan.source.text, plan.filename)
    except ConfigError:
        return plan  # the command line reports it; a parse loses nothing by it
    if found.date is None and found.region is None:
        return plan
    return plan.with_stated(found.date, found.region)
