"""Counts within running text: 一是…二是…, 其一…其二…, （1）…（2）…, ①…②…."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from planlint.patterns import compiled, regex
from planlint.semantics.wording import Printed, Wording
from planlint.syntax.numerals import chinese, number

_OPENS = "，。；：、！？,;:!?（(“”*—"
_SPOKEN = {
    "plain": ("二是", "三是", "二要", "三要"),
    "which": ("其二", "其三"),
    "ordinal": ("第二，", "第三，", "第二,", "第三,"),
}
_MARKED = ("2）", "2)", "3）", "3)", "②", "③")


class Token(NamedTuple):
    """A number of a count: where it stands, and the text since the number before it."""

    value: int
    kind: str
    place: Printed
    start: int
    end: int
    before: str

    @property
    def text(self) -> str:
        """As printed: 三是."""
        return self.place.text[self.start : self.end]

    def same_form(self, value: int) -> str:
        """The token with another number."""
        if self.kind == "circled":
            return chr(ord("①") + value - 1)
        numeral = regex(r"\d+|[一二三四五六七八九十]+").search(self.text)
        shown = str(value) if self.kind == "bracketed" else chinese(value)
        return self.text.replace(numeral.group(), shown, 1) if numeral else self.text


def enumerations(wording: Wording, headings: dict[int, int]) -> Iterator[list[Token]]:
    """Counts of two numbers at least; spoken ones go on over the paragraphs under a heading.

    `headings` are the offsets at which headings begin, with the lengths of their markers.
    """
    everything = wording.everything
    for kind, words in _SPOKEN.items():
        if any(w in everything for w in words):
            yield from _spoken(wording, kind, headings)
    if any(w in everything for w in _MARKED):
        for kind in ("bracketed", "circled"):
            yield from _marked(wording, kind)


def _spoken(wording: Wording, kind: str, headings: dict[int, int]) -> Iterator[list[Token]]:
    pattern = _patterns()[kind]
    tokens: list[Token] = []
    between = ""
    for printed in wording.texts:
        marker = headings.get(printed.flow.origins[0], 0)
        if marker:
            yield from _runs(tokens)
            tokens, between = [], ""
        here = list(_tokens(pattern, kind, printed, between, marker))
        tokens += here
        between = (printed.text[here[-1].end :] if here else between + printed.text[marker:]) + "\n"
    yield from _runs(tokens)


def _runs(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The counts among the numbers under one heading."""
    run: list[Token] = []
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if run and _afresh(run, token, following):
            yield from _worth(run)
            run = []
        run.append(token)
    yield from _worth(run)


def _marked(wording: Wording, kind: str) -> Iterator[list[Token]]:
    """Counts by marks, each within its paragraph; two marks may be anything, three are a count."""
    for printed in wording.texts:
        run: list[Token] = []
        for token in _tokens(_patterns()[kind], kind, printed, ""):
            if token.value == 1:
                yield from _worth(run, 3)
                run = []
            if run or token.value == 1:
                run.append(token)
        yield from _worth(run, 3)


def _worth(run: list[Token], least: int = 2) -> Iterator[list[Token]]:
    if len(run) >= least:
        yield run


def _tokens(
    pattern: re.Pattern[str], kind: str, printed: Printed, before: str, last: int = 0
) -> Iterator[Token]:
    for match in pattern.finditer(printed.text):
        value = number(match[1])
        previous = printed.text[match.start() - 1 : match.start()]
        if value and (not previous or previous in _OPENS or previous.isspace()):
            since = before + printed.text[last : match.start()]
            yield Token(value, kind, printed, *match.span(), since)
            last, before = match.end(), ""


def _afresh(run: Sequence[Token], token: Token, following: Token | None) -> bool:
    """Whether a number begins a count of its own rather than going on, rightly or wrongly."""
    before = run[-1]
    due = before.value + 1
    if token.value > before.value or (following and following.value == due + 1):
        return False  # 一是 二是 一是 四是: the third is a slip
    singles = len(run) == 1 or run[-2].place is not before.place
    alone = following is None or following.place is not token.place
    if token.place is not before.place:
        # Paragraphs with one number each may go on; with more they are counts of their own.
        opens = token.value == 1 and (following is not None or len(run) == 1)
        return opens or not (singles and alone)
    if token.value != 1:
        return False
    if len(run) == 1:
        return regex("[。！？]").search(token.before) is not None
    return following is not None  # a lone 一是 at the end of a count opens none


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    han = "([一二三四五六七八九十]{1,3})"
    return {
        # 一是一、二是二 counts nothing; 三要素 is a noun.
        "plain": compiled(rf"{han}(?:是(?!\1[，。、；”,;])|要(?![素点件义]))"),
        "which": compiled(rf"其{han}(?=[，、：是,:])"),
        "ordinal": compiled(rf"第{han}[，,]"),
        "bracketed": compiled(r"[（(](\d{1,2})[）)]"),
        "circled": compiled(r"([①-⑳])"),
    }
