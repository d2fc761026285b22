"""Departments: what a printed name of a responsible unit means.

Longest match over the registry decides (市文化和旅游局 is one body); names that it lacks are still
members. Nothing here judges: rules do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from planlint.knowledge import table
from planlint.patterns import compiled
from planlint.readers.source import HAN, Span
from planlint.semantics.lexicon import segment

# 市, 区 …: the bare level word before a body's name; 市委 …: a party body; a place may precede.
_PREFIX = compiled(
    rf"(?P<place>{HAN}{{1,7}}?(?:特别行政区|自治区|自治州|自治县|省|市|区|县|旗|州|盟|新区))??"
    r"(?P<level>省|市|区|县|旗|州|盟|自治区|镇|乡)?(?P<party>委(?!员))?$"
)
_SECOND_NAME = compiled(r"（[^（）]*）$")
_LEVELLED = ("national", "province", "municipality")
_HALVES = frozenset({"政府", "人民政府"})  # 各区党委和政府 is one group
_JOINERS = compiled(r"(?:以及|和|及|与)")
_STROKES = compiled(r" *[/／·•|｜] *")
_LEVELS = frozenset("省市区县旗州镇乡")
_GLUED = compiled(
    rf"{HAN}{{2}}[局委办厅部会院心联室处队台站所馆署组府关司行](?:[省市区县旗州镇乡]{HAN}{{2}}|各[市区县镇乡街村社])"
)
_PARTY = compiled(rf"{HAN}{{0,6}}[省市区县旗州]委")  # 区委区政府 is said in one breath


class Department(NamedTuple):
    """A responsible unit as printed.

    `prefix` is what stands before the body's own name (市, 区委, 天津市), `level` its last level
    word. `body` is the id in the registry, "" where it is unknown; `collective` marks groups
    (各区人民政府, 各有关部门).
    """

    text: str
    span: Span
    prefix: str = ""
    level: str = ""
    name: str = ""
    body: str = ""
    collective: bool = False


class Rename(NamedTuple):
    """A name that is gone: its successors and the dates between which both were to be met.

    `names` are the successors by level (national, province, municipality, local), without prefix
    but for national ones and where they are `whole`. `never`: the name was wrong at any date.
    """

    names: Mapping[str, tuple[str, ...]]
    whole: bool
    never: bool
    announced: Any
    hard: Any
    settled: Any
    cap: str
    certainty: str
    places: tuple[str, ...]
    except_places: tuple[str, ...]
    source: str


@cache
def bodies() -> Mapping[str, Mapping[str, Any]]:
    """The registry's bodies by id."""
    return {row["id"]: row for row in table("departments")["body"]}


@cache
def _local_names() -> dict[str, str]:
    return {
        name: row["id"]
        for row in table("departments")["body"]
        for name in (*row.get("local", ()), *row.get("colloquial", ()))
    }


@cache
def _whole_names() -> dict[str, str]:
    return {
        name: row["id"]
        for row in table("departments")["body"]
        for name in (*row.get("national", ()), *row.get("place_forms", ()))
    }


@cache
def _collective() -> tuple[frozenset[str], re.Pattern[str]]:
    facts = table("departments")["collective"]
    return frozenset(facts["names"]), compiled("|".join(f"(?:{p})" for p in facts["patterns"]))


@cache
def _organisation() -> tuple[str, ...]:
    return tuple(table("departments")["organisation"]["suffixes"])


@cache
def renames() -> tuple[dict[str, tuple[Rename, ...]], tuple[tuple[re.Pattern[str], Rename], ...]]:
    """Names that are gone, by the name without prefix; and patterns over whole names."""
    by_name: dict[str, tuple[Rename, ...]] = {}
    patterns = []
    for row in table("departments")["rename"]:
        rename = Rename(
            {"local": tuple(row["names"]), **{k: tuple(row[k]) for k in _LEVELLED if k in row}},
            row.get("whole", False),
            row["type"] == "typo",
            row.get("announced"),
            row.get("hard"),
            row.get("settled"),
            row.get("cap", ""),
            row["certainty"],
            tuple(row.get("places", ())),
            tuple(row.get("except_places", ())),
            row["source"],
        )
        for name in row["old"]:
            by_name[name] = (*by_name.get(name, ()), rename)
        if "pattern" in row:
            patterns.append((compiled(row["pattern"]), rename))
    return by_name, tuple(patterns)


@lru_cache(4096)
def renames_of(name: str) -> tuple[Rename, ...]:
    """The renames whose patterns fit a whole name (天津保监局)."""
    return tuple(rename for pattern, rename in renames()[1] if pattern.search(name))


def is_collective(text: str) -> bool:
    """Whether a name is a group of units (各区人民政府, 市政府有关部门)."""
    names, patterns = _collective()
    return text in names or patterns.search(text) is not None


def looks_like_body(text: str) -> bool:
    """Whether a name ends like the name of an organisation."""
    return _SECOND_NAME.sub("", text).endswith(_organisation())


def resolve(text: str, span: Span) -> Department:
    """What the registry knows of a printed name; a name it lacks keeps `body` empty."""
    return Department(text, span, *_resolve(text))


@lru_cache(4096)
def _resolve(text: str) -> tuple[str, str, str, str, bool]:
    """Prefix, level word, own name, body and whether it is a group."""
    bare = _SECOND_NAME.sub("", text) or text
    if is_collective(text) or is_collective(bare):
        return "", "", bare, "", True
    if bare in _whole_names():
        return "", "", bare, _whole_names()[bare], False
    for at in range(len(bare)):
        rest = bare[at:]
        body = _local_names().get(rest)
        if body is None and rest not in renames()[0]:
            continue
        prefix = _PREFIX.fullmatch(bare[:at])
        if prefix is not None:
            level = prefix["level"] or (prefix["place"] or "")[-1:]
            return bare[:at], level, rest, body or "", False
    return "", "", bare, "", False


@lru_cache(4096)
def split_members(text: str) -> tuple[tuple[int, str], ...]:
    """Split 市残联和各区人民政府 at the 和 that joins two bodies; never within 文化和旅游.

    Bodies that a stroke or a point parts (市民政局/市残联), or nothing at all, are two as well: a
    rule reports them. Gives the offset and the text of each member.
    """
    members, start = list[tuple[int, str]](), 0
    for joiner in _JOINERS.finditer(text):
        left, right = text[start : joiner.start()], text[joiner.end() :]
        if joiner.start() >= start and _joins(left, right, joiner):
            members.append((start, left))
            start = joiner.end()
    members.append((start, text[start:]))
    return tuple((at + offset, part) for at, m in members for offset, part in _parted(m))


def _parted(text: str) -> Iterator[tuple[int, str]]:
    """Two bodies in one name, parted by a stroke, a point or nothing; else the name itself."""
    start = 0
    for mark in _STROKES.finditer(text) if _STROKES.search(text) else ():
        if all(map(_is_body, (text[start : mark.start()], text[mark.end() :]))):
            yield from _unglued(text[start : mark.start()], start)
            start = mark.end()
    yield from _unglued(text[start:], start)


def _unglued(text: str, offset: int) -> Iterator[tuple[int, str]]:
    if _GLUED.search(text) is None or _is_whole(text):
        yield offset, text
        return
    start = at = 0
    for word in segment(text):
        left, right = text[start:at], text[at:]
        if _begins_body(word, right) and _is_body(left) and not _PARTY.fullmatch(left):
            yield offset + start, left
            start = at
        at += len(word)
    yield offset + start, text[start:]


def _begins_body(word: str, rest: str) -> bool:
    """Whether a body, or a group of them (各村), begins with a word."""
    if word[0] == "各":
        return is_collective(rest)
    return word in _LEVELS and _is_body(rest)


def _is_whole(text: str) -> bool:
    """Whether a name is known, and what stands before it is a place, not another body."""
    prefix, _, _, body, collective = _resolve(text)
    return collective or (body != "" and not _is_body(prefix[:-1]))


def _is_body(text: str) -> bool:
    return len(text) > 2 and not _inside_bracket(text) and looks_like_body(text)


def _joins(left: str, right: str, joiner: re.Match[str]) -> bool:
    if len(left) < 2 or len(right) < 2 or _inside_bracket(left) or right in _HALVES:
        return False
    if any(_lies_within(joiner, c) for c in table("departments")["organisation"]["compounds"]):
        return False
    left_ends = is_collective(left) or looks_like_body(left) or _resolve(left)[3] != ""
    first = split_members(right)[0][1]
    right_ends = is_collective(first) or looks_like_body(first)
    return left_ends and right_ends and not _is_topic(left, first)


def _is_topic(left: str, right: str) -> bool:
    """Whether what stands before 和 only names what one body deals with: 市社会|和|法制办公室."""
    topics = table("departments")["organisation"]["topics"]
    if not left.endswith(tuple(topics)) or is_collective(left) or _resolve(left)[3]:
        return False
    return right[0] not in "省市区县旗州镇乡各有相团中" and not _resolve(right)[0]


def _inside_bracket(text: str) -> bool:
    return text.count("（") > text.count("）")


def _lies_within(joiner: re.Match[str], compound: str) -> bool:
    """Whether the joiner is the 和 of a compound (文化和旅游)."""
    at = joiner.string.find(compound)
    return 0 <= at < joiner.start() < at + len(compound)
