"""Real places that stand in a plan where its own would, though it is another place's plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from planlint.knowledge import table
from planlint.patterns import compiled, regex
from planlint.readers.source import Span
from planlint.rule import Context
from planlint.semantics.lexicon import heads
from planlint.semantics.region import Region

from ._levels import Sentence, any_of, own_action, own_places, sentences

_UPPER = ("地级市", "省", "直辖市", "自治州", "自治区", "地区", "盟")


def real_places(ctx: Context) -> Iterator[tuple[str, Span]]:
    """Known places that stand as the own one, each with its span."""
    region = ctx.draft.region
    named = [n for n in _named(ctx) if comparable(n, region)]
    own = own_places(ctx) if named else set()
    foreign = sorted(set(named) - own, key=len, reverse=True)
    if not foreign:
        return
    pattern = compiled("|".join(map(re.escape, foreign)))
    for sentence in sentences(ctx, pattern):
        if not any_of("places", "reasons").search(sentence.text):
            yield from _as_own(sentence, pattern)


@cache
def short_states() -> dict[str, str]:
    """Autonomous prefectures by their short names: 凉山州 is 凉山彝族自治州."""
    peoples = (
        "(?:土家族|苗族|藏族|羌族|彝族|白族|傣族|景颇族|傈僳族|哈尼族|壮族|布依族|侗族|朝鲜族|回族"
        "|蒙古族|蒙古|哈萨克|柯尔克孜)*自治州$"
    )
    states = (name for name in table("regions") if name.endswith("自治州"))
    return {regex(peoples).sub("州", name): name for name in states}


def comparable(place: str, region: Region) -> bool:
    """Whether a known place can stand wrongly for the own one.

    A city's plan names its own districts with reason, a province's its cities, and a place whose
    parents nobody knows may lie in any city.
    """
    place = short_states().get(place, place)
    if place == region.name:
        return False
    rows = table("regions")[place]
    if any(region.name in up.split("/") for _, up in rows):
        return False
    upper = rows[0][0] in _UPPER
    if region.depth < 3:
        return upper
    return not upper or bool(region.parents) or region.name in table("regions")


def _as_own(sentence: Sentence, pattern: re.Pattern[str]) -> Iterator[tuple[str, Span]]:
    for start, clause in sentence.clauses():
        for match in pattern.finditer(clause):
            before, after = clause[: match.start()], clause[match.end() :]
            if _is_subject(before, after) or _is_object(before, after):
                yield match.group(), sentence.span(start + match.start(), start + match.end())


def _is_subject(before: str, after: str) -> bool:
    """宁波市各级各部门要…, 我市（宁波市）."""
    if before.endswith(("我市（", "本市（", "我省（", "我区（", "我县（")):
        return True
    return not before and _addressed().match(after) is not None


def _is_object(before: str, after: str) -> bool:
    """健全宁波市…, 纳入宁波市…总体布局."""
    if before.endswith("纳入"):
        return _layout().match(after) is not None
    return _acts().fullmatch(before) is not None and _alone().match(after) is not None


def _named(ctx: Context) -> set[str]:
    """The places that the text names, but those that are common words: 城区, 新城区.

    Read backwards from the pairs of characters that end a name; only 自治州 and the like are long.
    """
    ends, counts = _ends(), ctx.wording.suspects.pairs.counts
    pairs = [ends[code] for code in ends.keys() & counts.keys()]
    if not pairs:
        return set()
    text, found = ctx.wording.ahead.joined, set[str]()
    known, common = table("regions"), any_of("places", "no_places")
    for end in (match.end() for match in re.finditer("|".join(pairs), text)):
        longest = 11 if text.startswith("自治", end - 3) else 5
        names = {text[end - size : end] for size in range(3, longest + 1)}
        found.update(n for n in names if n in known or n in short_states())
    return {name for name in found if not common.fullmatch(name[:-1])}


@cache
def _ends() -> dict[int, str]:
    """The last two characters of every name, by their number."""
    pairs = sorted({n[-2:] for n in (*table("regions"), *short_states()) if len(n) > 2})
    return dict(zip(heads(pairs), pairs, strict=True))


@cache
def _addressed() -> re.Pattern[str]:
    return compiled(
        r"(?:各级|各部门|各有关部门|各单位|各相关|各街道|各乡镇|各县|各区|全[省市区县]"
        r"|[省市区县]委、?[省市区县]政府)[^，]*(?:要|应|须|必须|负责|把|将)"
    )


@cache
def _layout() -> re.Pattern[str]:
    return compiled(r"[^，。；、]{0,16}(?:布局|大局|发展规划|年度计划|考核|国民经济)")


@cache
def _acts() -> re.Pattern[str]:
    return compiled(rf"{own_action()}(?:覆盖)?")


@cache
def _alone() -> re.Pattern[str]:
    """What follows a place that stands alone: no list of places, no part of a longer word."""
    return compiled(r"(?![、和与及至到—－\-]|[场域块级]|[^，]{0,6}(?:方向|段|线|路))(?=[^，]{3})")
