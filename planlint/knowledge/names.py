"""Forms of names and words: indicators in one normal form, and the variants of a word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import permutations
from typing import Any

from planlint.patterns import compiled

_NOISE = compiled(r"[\s“”\"'·,，、。:：*]")
_PLACE = compiled(
    r"^(?:全[国省市区县]|本[省市区县]|我[省市区县]|地级及以上城市|设区的?市|设区城市)"
)


def normal_name(name: str, synonyms: Iterable[tuple[str, str]]) -> str:
    """The normal form of an indicator's name; `synonyms` are replaced left by right, in order."""
    text = _NOISE.sub("", name).replace("（", "(").replace("）", ")")
    text = _PLACE.sub("", text)
    for old, new in synonyms:
        if old in text:
            text = text.replace(old, new)
    return text


def spellings(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The forms of a row of the list of variants: as listed, or its parts in every order."""
    forms: list[str] = row.get("forms") or ["".join(p) for p in permutations(row["parts"])]
    return tuple(forms)
