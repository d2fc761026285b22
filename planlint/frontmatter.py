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
from dataclasses import dataclass
from typing import Any

from planlint.errors import ConfigError
from planlint.semantics.plan import Plan
from planlint.semantics.region import LEVELS, Region
from planlint.syntax.scanner import front_matter

KEYS = ("parents", "date", "region")


@dataclass(frozen=True, slots=True)
class FrontMatter:
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
    except yaml.YAMLError as error:
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
    parents = settings.get("parents") or []
    if isinstance(parents, str):
        parents = [parents]
    date = settings.get("date")
    if isinstance(date, str):
        try:
            date = dt.date.fromisoformat(date)
        except ValueError:
            date = False
    good_parents = isinstance(parents, list) and all(isinstance(p, str) for p in parents)
    if not good_parents or (date is not None and not isinstance(date, dt.date)):
        raise ConfigError(
            f"{filename}：front matter 中的 parents 应为文件名列表，date 应为日期",
            f"{filename}: in the front matter parents must be file names, date a date",
        )
    return FrontMatter(tuple(parents), date, _region(settings.get("region"), filename))


def _region(value: Any, filename: str) -> Region | None:
    if value is None:
        return None
    if isinstance(value, str):
        value = {"name": value}
    if not isinstance(value, dict) or value.get("level", "district") not in LEVELS:
        levels = ", ".join(LEVELS)
        raise ConfigError(
            f"{filename}：front matter 中的 region 有误，level 应为 {levels} 之一",
            f"{filename}: bad region in the front matter; level is one of {levels}",
        )
    return Region(
        str(value.get("name", "")), str(value.get("level", "")), tuple(value.get("parents") or ())
    )


def apply_front_matter(plan: Plan) -> Plan:
    """The plan with the date and region of its front matter; a wrong one changes nothing."""
    try:
        found = read_front_matter(plan.source.text, plan.filename)
    except ConfigError:
        return plan  # the command line reports it; a parse loses nothing by it
    if found.date is None and found.region is None:
        return plan
    region = found.region
    if region is not None:
        own = plan.region
        region = Region(
            region.name or own.name, region.level or own.level, region.parents or own.parents
        )
    return plan.with_facts(date=found.date, region=region)
