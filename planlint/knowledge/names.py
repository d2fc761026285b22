"""Names of indicators in one normal form, so that 增速 and 增长, （）and () compare as equal."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NOISE = re.compile(r"[\s“”\"'·,，、。:：*]")
_PLACE = re.compile(
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
