"""What in a text is not Chinese prose: addresses, links, tags, code, formulas, entities; and
whether a text has lost the width of its punctuation."""

from __future__ import annotations

import re
from functools import cache

from planlint.patterns import compiled
from planlint.readers.source import HAN

FULL_WIDTH = "，；：？！（"  # web copies keep 。 where they lose the width of these
_HABIT = 10  # so many, and more than the full-width ones: the text was typed or copied so
_SIGNS = ("://", "www.", "@", "](", "<", "`", "$", "&")


def prose(text: str) -> str:
    """The text with everything foreign blanked out, of the same length."""
    if not any(sign in text for sign in _SIGNS):
        return text
    return _foreign().sub(lambda m: "\0" * len(m[0]), text)


def half_width_habit(text: str) -> bool:
    """Whether a text is half-width throughout, not by a slip here and there."""
    full = sum(map(text.count, FULL_WIDTH))
    if sum(map(text.count, ",;:?!(")) <= max(full, _HABIT - 1):
        return False
    half = sum(1 for _ in _half().finditer(text))
    return half >= _HABIT and half > full


@cache
def _half() -> re.Pattern[str]:
    return compiled(rf"(?<={HAN})[,;:?!]|[,;:?!](?={HAN})|\((?![一二三四五六七八九十]+\))(?={HAN})")


@cache
def _foreign() -> re.Pattern[str]:
    return compiled(
        r"(?:https?|ftp)://[!-~]+|www\.[!-~]+|[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
        r"|\]\([!-'*-~ ]*\)|<[!/A-Za-z][^<>]*>|`[^`]+`|\$[!-#%-~ ]+\$|&(?:[a-z]{2,8}|#x?[0-9a-f]+);"
    )
