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
import re
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from planlint.errors import ConfigError
from planlint.patterns import regex
from planlint.semantics.plan import Plan
from planlint.semantics.region import LEVEL_NAMES, LEVELS, LEVELS_SHOWN, Region
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
    if raw is None:
        _refuse_open(text, filename)
        return FrontMatter()
    if not re.search(r"(?m)^planlint\b", raw):
        _refuse_near(raw, filename)
        return FrontMatter()
    import yaml

    try:
        data = yaml.safe_load(raw)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _invalid(error, filename) from None
    settings = data.get("planlint") if isinstance(data, dict) else None
    if settings is None:
        return FrontMatter()
    if not isinstance(settings, dict):
        raise ConfigError(
            f"{filename}：front matter 中的 planlint 应为一组键值",
            f"{filename}: planlint in the front matter must be a mapping",
        )
    return _checked(settings, filename)


def _invalid(error: Exception, filename: str) -> ConfigError:
    """Where the YAML goes wrong; the words of the parser itself are for its makers."""
    mark = getattr(error, "problem_mark", None)
    row = mark.line + 2 if mark is not None else 2  # the first line is ---
    why = " ".join(str(getattr(error, "problem", "") or error).split())
    return ConfigError(
        f"{filename}：front matter 第 {row} 行附近不是有效的 YAML，请核对冒号后的空格、缩进，"
        "以及括号和引号是否成对",
        f"{filename}: the front matter is not valid YAML near line {row}: {why}",
    )


def _refuse_open(text: str, filename: str) -> None:
    """A front matter for planlint that is never closed would be read as text, in silence."""
    if regex(r"---[ \t]*\r?\n(?:[ \t]*\r?\n)*planlint[ \t]*:").match(text):
        raise ConfigError(
            f"{filename}：front matter 以 --- 开头，却没有用单独一行 --- 结束",
            f"{filename}: the front matter is opened by --- and never closed by another",
        )


def _refuse_near(raw: str, filename: str) -> None:
    """A misspelt planlint: at the start of a line; other keys are other programs'."""
    for key in re.findall(r"(?m)^([\w.-]+)[ \t]*:", raw):
        if key != "planlint" and key[:2].lower() == "pl" and _near(key, ("planlint",)):
            raise ConfigError(
                f"{filename}：front matter 中有不认识的键 {key}；是不是想写 planlint？",
                f"{filename}: unknown key {key} in the front matter; did you mean planlint?",
            )


def _near(key: str, known: Sequence[str]) -> str:
    """The known key that another is a slip of; "" where it is none."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(key, known, n=1, cutoff=0.6)), "")


def _checked(settings: dict[str, Any], filename: str) -> FrontMatter:
    for key in settings:
        if key not in KEYS:
            near = _near(str(key), KEYS)
            zh = f"；是不是想写 {near}？" if near else ""
            en = f"; did you mean {near}?" if near else ""
            raise ConfigError(
                f"{filename}：front matter 中有不认识的配置项 {key}{zh}（可用：{'、'.join(KEYS)}）",
                f"{filename}: unknown key {key} in the front matter{en} (known: {', '.join(KEYS)})",
            )
    parents = _texts(settings.get("parents"))
    date = _date(settings.get("date"))
    if parents is None:
        raise ConfigError(
            f"{filename}：front matter 中的 parents 应为文件名，或文件名的列表，如 [市规划.md]",
            f"{filename}: in the front matter parents must be file names: [city-plan.md]",
        )
    if date is False:
        raise ConfigError(
            f"{filename}：front matter 中的 date 应为日期，如 2026-09-15",
            f"{filename}: date in the front matter must be a date such as 2026-09-15",
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
        chinese = re.fullmatch(r"(\d{4})年(\d{1,2})月(\d{1,2})日", "".join(value.split()))
        try:
            if chinese is not None:
                return dt.date(*map(int, chinese.groups()))
            return dt.date.fromisoformat(value)
        except ValueError:
            return False
    return value if value is None or isinstance(value, dt.date) else False


def _region(value: Any, filename: str) -> Region:
    given = {"name": value} if isinstance(value, str) else value
    if isinstance(given, dict) and not set(given) - {"name", "level", "parents"}:
        name, level = given.get("name", ""), given.get("level", "")
        level = LEVEL_NAMES.get(level, level) if isinstance(level, str) else None
        parents = _texts(given.get("parents"))
        if isinstance(name, str) and level in ("", *LEVELS) and parents is not None:
            return Region(name, level, parents)
    levels = ", ".join(LEVELS)
    raise ConfigError(
        f"{filename}：front matter 中的 region 应写地名，或有 name、level、parents；"
        f"level 为 {LEVELS_SHOWN} 之一",
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
