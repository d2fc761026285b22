"""What a body that is gone is called now, at its own level and at the document's date."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from planlint.readers.source import Span
from planlint.semantics.departments import Rename, renames
from planlint.semantics.region import Region

_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")


class Gone(NamedTuple):
    """A place where a name that is gone stands: its level word ("" for whole names), the name.

    `national` names are those of the nation's own bodies.
    """

    span: Span
    prefix: str
    name: str
    rename: Rename
    national: bool = False

    @property
    def text(self) -> str:
        """The name as printed."""
        return self.prefix + self.name


def successors(gone: Gone, region: Region, date: dt.date) -> list[str]:
    """Whole names of the successors, all that are in use; one where there is no doubt."""
    level = _level(gone, region)
    prefix = "" if gone.rename.whole or level == "national" else gone.prefix
    names = _kept_ending(gone.name, _now(gone.rename, level, date))
    return [prefix + name for name in names]


def _level(gone: Gone, region: Region) -> str:
    """The level whose names are asked for; a name with 厅 after 区 is an autonomous region's."""
    if gone.national:
        return "national"
    if gone.prefix in ("省", "自治区") or (gone.prefix == "区" and gone.name.endswith("厅")):
        return "province"
    top = (*region.parents, region.name)
    return "municipality" if any(place in _MUNICIPALITIES for place in top) else "local"


def _now(rename: Rename, level: str, date: dt.date) -> tuple[str, ...]:
    """The names at a level; a successor may be gone by now, too."""
    names = rename.names.get(level, rename.names["local"])
    found = dict[str, None]()
    for name in names:
        later = next((r for r in renames()[0].get(name, ()) if _is_past(r, date)), None)
        found.update(dict.fromkeys(_now(later, level, date) if later else (name,)))
    return tuple(found)


def _is_past(rename: Rename, date: dt.date) -> bool:
    return rename.hard is not None and rename.hard <= date and not rename.places


def _kept_ending(old: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Of 卫生健康委 and 卫生健康局 the one that ends as the old name does."""
    if len(names) < 2 or len({name[:-1] for name in names}) > 1:
        return names
    ending = "委" if old.endswith(("委", "委员会")) else old[-1]
    return tuple(name for name in names if name.endswith(ending)) or names


def applies(rename: Rename, region: Region, date: dt.date) -> bool:
    """Whether a name is gone at a date, in the place that plans."""
    since = rename.announced or rename.hard
    if since is None or date < since:
        return False
    chain = (region.name, *region.parents)
    if any(place.startswith(p) for p in rename.except_places for place in chain):
        return False
    return not rename.places or any(place.startswith(p) for p in rename.places for place in chain)
