"""Sections that look back: what they say is no commitment, and old names are right in them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from planlint.knowledge import table
from planlint.patterns import compiled

_TITLES = 1024  # headings that are remembered: each is asked for by several rules


@cache
def _headings() -> re.Pattern[str]:
    words = "|".join(table("documents")["review"]["headings"])
    return compiled(rf"(?:{words})(?:$|[和与及、（(：:，分析])")


@cache
def _tasks() -> re.Pattern[str]:
    return compiled("|".join(table("documents")["review"]["tasks"]))


@cache
def _ahead() -> re.Pattern[str]:
    words = "|".join(table("documents")["review"]["ahead"])
    return compiled(rf"(?:{words})(?:$|[和与及、（(：:，])")


@lru_cache(_TITLES)
def is_review(title: str) -> bool:
    """Whether a heading opens a look back (发展基础, 编制背景).

    优化发展环境 is a task, and 发展基础与总体要求 is both: the headings below it tell which.
    """
    return (
        _headings().search(title) is not None
        and _tasks().match(title) is None
        and _ahead().search(title) is None
    )
