"""The numbers of boxes (专栏3), where they stand and where the text speaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from planlint.patterns import compiled, regex
from planlint.readers.source import Span
from planlint.syntax.ast import Part
from planlint.syntax.numerals import chinese, number

_NAMES = ("重点", "任务", "重大", "工程", "项目")
_INDENT = 12  # white space and Markdown before a title
_NUMERAL = "[一二三四五六七八九十]{1,3}|\\d{1,2}"


class Title(NamedTuple):
    """The name and number of a box as printed: 任务专栏 1."""

    name: str
    number: int
    text: str
    span: Span


class Mention(NamedTuple):
    """专栏3 anywhere in a text; it `opens` a line or a sentence, or goes on with `more` numbers."""

    name: str
    number: int
    span: Span
    opens: bool
    more: bool


def box_titles(part: Part) -> Iterator[Title]:
    """The numbered boxes of a part, in the order of the text."""
    for box in part.all_boxes():
        match = _title().match(box.heading.text)
        if match:
            span = box.heading.span(*match.span())
            yield Title(match[1], number(match[2]) or 0, match[0], span)


def mentions(folded: str) -> Iterator[Mention]:
    """Every 专栏N of a text, titles included."""
    for match in _mention().finditer(folded):
        at = match.start()
        if folded[at - 2 : at] in _NAMES:
            at -= 2
        before = folded[max(0, at - _INDENT) : at].rstrip(" \t*#\u3000")
        yield Mention(
            folded[at : match.start(1)].rstrip(),
            number(match[1]) or 0,
            Span(at, match.end(1)),
            not before or before[-1] in "\r\n。；！",
            match[2] is not None,
        )


def before_name(name: str) -> str:
    """A pattern for what must not stand before a box's name: 任务 before a plain 专栏."""
    return "" if name != "专栏" else "".join(f"(?<!{word})" for word in _NAMES)


def same_form(title: Title, value: int) -> str:
    """The box's name with another number, in the form of its own numeral."""
    at = regex(rf"(?:{_NUMERAL})$").search(title.text)
    head = title.text[: at.start()] if at else title.text
    return head + (str(value) if title.text[-1].isdecimal() else chinese(value))


@cache
def _title() -> re.Pattern[str]:
    return compiled(rf"((?:{'|'.join(_NAMES)})?专栏) ?({_NUMERAL})")


@cache
def _mention() -> re.Pattern[str]:
    # It begins with plain characters, so that the search skips to them.
    return compiled(
        rf"专栏 ?({_NUMERAL})(?![\d一二三四五六七八九十])"
        r"( ?[-—~～至到、和及与] ?(?:专栏)? ?(?=[\d一二三四五六七八九十]))?"
    )
