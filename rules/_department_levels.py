"""Whether a responsible unit belongs to another level than the plan, and its name at this one."""

from __future__ import annotations

from planlint.patterns import compiled
from planlint.semantics.departments import Department, bodies
from planlint.semantics.region import Region

from ._departments import HIGHER_WORDS, LOWER_WORDS, OWN_WORDS

_OWN_BRANCH = compiled(r"分局|支队|大队|支行|分行|分公司|派出|直属|驻|监管组|办事处|分中心|管理部")
_ENDINGS = {"province": ("厅", "委", "局", "办"), "": ("局", "委", "办")}
_NATIONAL_KINDS = ("government", "party")
_HEADS = ("国家", "国务院", "中央")


def wrong_level(member: Department, region: Region) -> str:
    """Where a known body stands: "higher", "lower", "ting" (厅 where there is none), or ""."""
    if member.collective or not member.body or _OWN_BRANCH.search(member.text):
        return ""
    if _is_national(member) or _is_higher(member, region):
        return "higher"
    if member.prefix.removesuffix("委") in LOWER_WORDS.get(region.level, ()):
        return "lower"
    return "ting" if _is_ting(member, region) else ""


def own_name(member: Department, region: Region) -> str:
    """A body's name at the plan's level, without prefix: 农业农村部 is 农业农村局 in a city."""
    name, local = member.name, bodies()[member.body].get("local", ())
    if _is_national(member):
        stem = name.removeprefix("国家").removeprefix("国务院").removeprefix("中央")
        stem = stem.removesuffix("总局").removesuffix("部").removesuffix("署").removesuffix("局")
        endings = ("", *_ENDINGS.get(region.level, _ENDINGS[""]))
        return next((stem + e for e in endings if stem + e in local), local[0] if local else name)
    if name.endswith("厅") and region.level != "province" and not name.endswith("办公厅"):
        return name.removesuffix("厅") + "局"
    return name


def _is_national(member: Department) -> bool:
    """A ministry or a commission of the nation; its vertical bodies have their local offices."""
    body = bodies()[member.body]
    if member.prefix or body["kind"] not in _NATIONAL_KINDS or not body.get("local"):
        return False
    named = member.name.startswith(_HEADS) or member.name.endswith(("部", "署"))
    return named and member.name in body.get("national", ())


def _is_higher(member: Department, region: Region) -> bool:
    """Whether a bare level word, or the name of a parent place, stands before the body's name."""
    place = member.prefix.removesuffix("委")
    if len(place) > 1:
        higher = place in region.parents and place != region.name
    else:
        higher = place in HIGHER_WORDS.get(region.level, ())
    if not higher or region.depth < 3:
        return higher
    body = bodies()[member.body]
    return "county" in body["levels"] and body["kind"] not in ("judicial", "vertical")


def _is_ting(member: Department, region: Region) -> bool:
    return (
        region.level != "province"
        and member.name.endswith("厅")
        and not member.name.endswith(("办公厅", "大厅"))
        and member.level in OWN_WORDS.get(region.level, ())
    )
