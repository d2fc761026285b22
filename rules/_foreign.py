"""What in a text is not Chinese prose: addresses, links, tags, code, formulas, entities."""

from __future__ import annotations

import re
from functools import cache

from planlint.patterns import compiled

_SIGNS = ("://", "www.", "@", "](", "<", "`", "$", "&")


def prose(text: str) -> str:
    """The text with everything foreign blanked out, of the same length."""
    if not any(sign in text for sign in _SIGNS):
        return text
    return _foreign().sub(lambda m: "\0" * len(m[0]), text)


@cache
def _foreign() -> re.Pattern[str]:
    return compiled(
        r"(?:https?|ftp)://[!-~]+|www\.[!-~]+|[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
        r"|\]\([!-'*-~ ]*\)|<[!/A-Za-z][^<>]*>|`[^`]+`|\$[!-#%-~ ]+\$|&(?:[a-z]{2,8}|#x?[0-9a-f]+);"
    )
