"""How department rules look at names: the issuing level, groups of one name, past contexts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from planlint.readers.source import Span
from planlint.rule import Context
from planlint.semantics.departments import Department

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


def members(ctx: Context) -> Iterator[Department]:
    """All members of all clauses of the draft, in the order of the text.

    A cell that several rows of a table share is one place.
    """
    seen = set[Span]()
    for clause in ctx.draft.responsibilities:
        for member in clause.members:
            if member.span not in seen:
                seen.add(member.span)
                yield member


def judged_at(ctx: Context) -> dt.date | None:
    """The date at which names are judged.

    Where the document has none, the earliest date that is certain for a plan of its period: a
    year before the period begins.
    """
    if ctx.date is not None:
        return ctx.date
    period = ctx.draft.period
    return dt.date(period[0] - 1, 1, 1) if period is not None else None
