"""The commands beside check: explain, rules, parse, config."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planlint.config import Config, find_config, find_exceptions, load_config
from planlint.errors import ReadError, UsageError
from planlint.rule import Rule, load_rules, require_rule

if TYPE_CHECKING:
    from planlint.semantics.concepts import Concept


def explain(selector: str, lang: str) -> int:
    """Print the page of a rule (or of every rule of a family)."""
    from planlint.reference import page

    found = require_rule(selector)
    if len(found) > 1:
        said = (f"{r.id}  {r.why_en if lang == 'en' else r.summary()}\n" for r in found)
        sys.stdout.write("".join(said) + "\n")
    sys.stdout.write("\n".join(page(r, lang) for r in found))
    return 0


def rules(form: str, lang: str) -> int:
    """List all rules."""
    if form == "json":
        print_json([_rule(r) for r in load_rules()])
        return 0
    for rule in load_rules():
        word = rule.severity.in_language(lang)
        said = rule.why_en if lang == "en" else rule.summary()
        sys.stdout.write(f"{rule.id}  {word:<8}{rule.name}\n        {said}\n")
    return 0


def _rule(rule: type[Rule]) -> dict[str, Any]:
    return {
        "code": rule.id,
        "name": rule.name,
        "severity": rule.severity.value,
        "needs": rule.needs or None,
        "fix": rule.fixable or None,
        "explanation": {"zh": " ".join((rule.__doc__ or "").split()), "en": rule.why_en},
        "source": rule.source,
        "options": dict(rule.options),
    }


def parse(path: Path, form: str, lang: str) -> int:
    """Print what planlint reads out of a file."""
    from planlint.api import from_source
    from planlint.output.planjson import as_dict
    from planlint.output.tree import render
    from planlint.readers import decode, read

    try:
        if str(path) == "-":
            source = decode(sys.stdin.buffer.read(), filename="<stdin>")
        else:
            source = read(path, filename=str(path), limit=_config_for(path).size_limit)
    except ReadError as error:
        raise UsageError(f"{path}：{error.zh}", f"{path}: {error.en}") from None
    plan = from_source(source)
    if form == "json":
        print_json(as_dict(plan))
    else:
        sys.stdout.write(render(plan, lang))
    return 0


def _config_for(path: Path) -> Config:
    place = find_config(path.parent)
    return load_config(place) if place is not None else Config()


def config(path: Path) -> int:
    """Print the configuration that counts for a file."""
    settings = _config_for(path).for_file(path)
    for line in (*_shown(settings), *_exceptions(settings, path)):
        sys.stdout.write(line + "\n")
    return 0


def _shown(settings: Config) -> Iterator[str]:
    yield f"# {settings.path or '（没有配置文件，全部为默认值 / no configuration file: defaults）'}"
    for key, value in (
        ("parents", settings.parents),
        ("predecessor", settings.predecessor),
        ("library", settings.library),
        ("files", settings.files),
        ("exclude", settings.exclude),
        ("select", settings.select),
        ("ignore", settings.ignore),
        ("fail-on", settings.fail_on),
        ("lang", settings.lang),
        ("date", settings.date),
        ("size-limit", settings.size_limit),
    ):
        if value is not None:
            yield f"{key} = {_toml(value)}"
    region = settings.region
    if region.name or region.level or region.parents:
        names = ("name", "level", "parents")
        shown = ", ".join(f"{n} = {_toml(getattr(region, n))}" for n in names)
        yield f"region = {{ {shown} }}"
    if settings.concepts.own:
        yield f"indicators = [{', '.join(map(_indicator, settings.concepts.own))}]"
    if settings.roster:
        roster = settings.roster_file or settings.roster
        yield f"departments.roster = {_toml(roster)}"
    for name, rows in settings.terms.own.items():
        yield f"terms.{name} = [{', '.join(map(_row, rows))}]"
    for rule, severity in settings.severities.items():
        yield f"severity.{rule} = {_toml(severity.value)}"
    for rule, options in settings.options.items():
        for option, value in options.items():
            yield f"rules.{rule}.{option} = {_toml(value)}"


def _exceptions(settings: Config, path: Path) -> Iterator[str]:
    """The exceptions file that counts for a draft, and how many of its entries may apply."""
    place = find_exceptions(settings, path.parent)
    if place is not None:
        from planlint.exceptions import load_exceptions

        file = load_exceptions(place)
        count, all_ = len(file.for_file(path)), len(file.entries)
        yield f"# {place}（例外共 {all_} 条，适用 {count} 条 / {count} of {all_} exceptions apply）"


def _row(row: Mapping[str, object]) -> str:
    return "{ " + ", ".join(f"{key} = {_toml(value)}" for key, value in row.items()) + " }"


def _indicator(concept: Concept) -> str:
    """An indicator of the user's as an inline table, with what it does not leave open."""
    names = ("name", "aliases", "unit", "direction", "kind", "allocated")
    given = {n: getattr(concept, n) for n in names}
    return _row({n: v for n, v in given.items() if v not in ("", (), None)})


def _toml(value: object) -> str:
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(_toml(v) for v in value) + "]"
    if isinstance(value, (int, float)):
        return str(value).lower()
    if isinstance(value, (str, Path)):
        return json.dumps(str(value), ensure_ascii=False)
    return str(value)


def print_json(value: object) -> None:
    """Plain data on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
