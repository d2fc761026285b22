"""How department rules look at names: the issuing level, groups of one name, past contexts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from planlint.knowledge import table
from planlint.patterns import regex
from planlint.readers.source import Span
from planlint.rule import Context
from planlint.semantics.departments import Department, bodies, renames
from planlint.semantics.region import Region
from planlint.semantics.responsibility import Responsibility

OWN_WORDS = {
    "province": ("省", "自治区"), "municipality": ("市",), "prefecture": ("市", "州", "盟"),
    "county-level-city": ("市",), "county": ("县", "旗"), "district": ("区",),
    "town": ("镇", "乡"),
}  # fmt: skip
"""The level words with which a document of a level names its own departments."""

HIGHER_WORDS = {
    "prefecture": ("省",), "county-level-city": ("省",), "county": ("市", "省", "州"),
    "district": ("市", "省"), "town": ("市", "省", "区", "县"),
}  # fmt: skip
"""The level words that belong to a level above, written bare."""

LOWER_WORDS = {
    "province": ("县", "区", "旗", "镇", "乡"), "municipality": ("区", "县", "镇", "乡"),
    "prefecture": ("县", "区", "旗", "镇", "乡"), "county-level-city": ("县", "区", "旗"),
    "county": ("区",), "district": ("县",),
}  # fmt: skip
"""Level words below, or beside, a level: written bare they name no body of its own."""

_ONE_OFFICE = ("government", "party", "mass")
_UNITS = ("队", "分局", "中心", "站", "所", "台")


def members(ctx: Context) -> tuple[Department, ...]:
    """All members of all clauses of the draft, in the order of the text.

    A cell that several rows of a table share is one place.
    """
    return ctx.once(_members)


def _members(ctx: Context) -> tuple[Department, ...]:
    places: dict[Span, Department] = {}
    for clause in ctx.draft.responsibilities:
        for member in clause.members:
            places.setdefault(member.span, member)
    return tuple(places.values())


def repeats(clause: Responsibility, region: Region) -> Iterator[tuple[Department, Department]]:
    """Members of a clause that stand for a body named before in it: the first and the later."""
    if _all_differ(clause.members):
        return
    seen: list[Department] = []
    for member in clause.members:
        first = next((m for m in seen if _same(m, member, region)), None)
        if first is None:
            seen.append(member)
        else:
            yield first, member


def _all_differ(found: Sequence[Department]) -> bool:
    """Whether no two members have one name or one body, as in nearly every clause."""
    known = [m.body for m in found if m.body]
    return len({m.text for m in found}) == len(found) and len(set(known)) == len(known)


def _same(one: Department, other: Department, region: Region) -> bool:
    """Whether two members are one body: 区卫生健康委 and 南浦区卫健委 in 南浦区's plan.

    局 and 队 of one registry entry may stand side by side, and so may a body and its second name
    in brackets.
    """
    if one.text == other.text:
        return True
    if not one.body or one.body != other.body or ("）" in one.text) != ("）" in other.text):
        return False
    if one.name != other.name and (
        bodies()[one.body]["kind"] not in _ONE_OFFICE
        or one.name in renames()[0]
        or other.name in renames()[0]  # DEP001's
    ):
        return False
    units = [m.name.endswith(_UNITS) for m in (one, other)]
    return units[0] == units[1] and own_prefix(one, region) == own_prefix(other, region)


def own_prefix(member: Department, region: Region) -> str:
    """A member's prefix with the issuing place's own name reduced to its level word."""
    if region.name and member.prefix.startswith(region.name):
        return region.name[-1] + member.prefix.removeprefix(region.name)
    return member.prefix


def impossible(
    member: Department, region: Region, date: dt.date | None
) -> Mapping[str, Any] | None:
    """The fact by which a member cannot exist, for members of the issuing level; else None."""
    rows = _rows_on(member.name)
    return next((row for row in rows if _never_was(row, member, region, date)), None)


@lru_cache(4096)
def _rows_on(name: str) -> tuple[Mapping[str, Any], ...]:
    """The facts that may concern a name."""
    rows = table("departments")["impossible"]
    return tuple(row for row in rows if "pattern" in row or name in row["names"])


def _never_was(
    row: Mapping[str, Any], member: Department, region: Region, date: dt.date | None
) -> bool:
    if "pattern" in row:
        return bool(regex(row["pattern"]).search(member.text)) and not regex(row["except"]).search(
            member.text
        )
    if member.collective or "）" in member.text:
        return False
    if "since" in row and (date is None or date < row["since"]):
        return False
    # The registry counts districts and county-level cities as counties.
    level = "county" if region.depth == 3 else region.level
    own = own_prefix(member, region) in OWN_WORDS.get(region.level, ())
    return own and level in row.get("levels", (level,))


def judged_at(ctx: Context) -> dt.date | None:
    """The date at which names are judged.

    Where the document has none, the earliest date that is certain for a plan of its period: a
    year before the period begins.
    """
    if ctx.date is not None:
        return ctx.date
    period = ctx.draft.period
    return dt.date(period[0] - 1, 1, 1) if period is not None else None
