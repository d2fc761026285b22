"""Citations: the titles in 《》 and the numbers of a plan: documents, orders, standards, cases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from planlint.knowledge import table
from planlint.knowledge.title_names import normal_title
from planlint.patterns import compiled, regex
from planlint.readers.source import HAN, Span
from planlint.semantics.document import title_period
from planlint.syntax.ast import Flow
from planlint.syntax.lalr import Grammar, Lexeme, SyntaxMismatch, Tree

__all__ = [
    "Citation",
    "DocumentNumber",
    "kind_of",
    "normal_title",
    "read_citations",
    "read_numbers",
]

GRAMMAR = Grammar("citation")

_NOWHERE = Span(0, 0)
DOCUMENT, ORDER, ANNOUNCEMENT = "document", "order", "announcement"
LICENCE, CASE, STANDARD, CUMULATIVE = "licence", "case", "standard", "cumulative"

# Where a citation may begin: an opening 《 with what stands in brackets after it. A name for later
# use (以下简称《条例》) may hold 《》, any other remark with them is no part of the citation.
_TITLE = compiled(
    r"《(?:[^《》]|《[^《》]*》)*》"
    r"(（[^（）《》]*(?:（\d{2,4}）[^（）《》]*)?(?:(?:简称|下称)[^（）。]{1,24})?）)?"
)
# Most numbers end with 号, standards do not; 〔110〕 is looked for where 〔 stands at all.
_YEAR = r"[〔\[［（【] ?\d{2,4} ?年? ?[〕\]］】）] ?"
_NUMBER = (
    rf"{HAN}{{2,14}} ?{_YEAR}第? ?\d{{1,6}} ?号"
    rf"|{_YEAR}{HAN}{{1,12}}(?:\d{{1,4}}{HAN}{{1,6}}|第) ?\d{{1,6}} ?号"
    rf"|{HAN}{{1,14}}令 ?(?:第 ?[\d一二三四五六七八九十百]{{1,6}}|\d{{1,6}}) ?号"
    rf"|{HAN}{{0,14}}公告 ?\d{{4}} ?年 ?第? ?\d{{1,4}} ?号|\d{{4}} ?年 ?第 ?\d{{1,4}} ?号公告"
)
# What such a number ends with; 信号, 账号 are none. No number is as long as `_REACH`.
_REACH = 48
_SERIAL = compiled(r"号(?:(?<=[\d一二三四五六七八九十百]号)|(?<=[\d一二三四五六七八九十百] 号))")
_STANDARD = r"(?<![A-Za-z/])(?:GB|DB\d{2,4}|T/[A-Z]{2,8})(?:/T)? ?\d+(?:\.\d+)?[-—]\d{4}"
_CUMULATIVE = r"〔\d+(?:\.\d+)?〕(?![^\W_])"
_LICENCE = r"[证许准备]字$|[证许]$|许可$|批准$|备案$|标准$"
_ANNOUNCED = r"[公通]告$"
_SHORT = r"(?:简称|下称)[为“《]*([^“”《》]+)"
# Words of the sentence that stand before an agency's code without a mark between them. 和 is one
# after a bracket only: 和政发 is a code, too.
_VERB = (
    r".*(?:[按依遵参]照|根据|依据|落实|贯彻|执行|印发|下发|转发|发布|废止|文件|以及|见|的)(?=..)"
)
_AND = r"[和与及](?=..)"
_DIGITS = r"[〔\[［（【\d第]"
_LONGEST = 9  # 中共云州市委云发 names its agency, too; longer is a sentence


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """国发〔2021〕10号 in its pieces, as printed; `text` is the folded whole.

    `kind` tells numbers that look alike apart: "document", "order" (国务院令第713号),
    "announcement", "licence", "case" ((2021)津01民初1号), "standard" (GB/T 15834-2011), and
    "cumulative" (〔110〕), which is no document. Where a kind has no such piece, it is "".
    """

    text: str
    span: Span
    agency: str
    opening: str
    year: str
    closing: str
    ordinal: bool
    serial: str
    kind: str = DOCUMENT

    @property
    def normal(self) -> str:
        """The number for comparing: in its right form, whatever its brackets."""
        if self.kind != DOCUMENT:
            return regex(r"[第\s]").sub("", self.text)
        year = self.year.removesuffix("年")
        return f"{self.agency}〔{year if len(year) == 4 else '20' + year}〕{int(self.serial)}号"


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited document: the title without 《》 ("" for a number alone) and its number.

    `number` is the first of `numbers`; `short` is the name given to it for later use (以下简称).
    `kind` is the kind of document (规划, 条例), "" where the title tells none; `years` are the
    first and the last year that the title speaks of. `title_span` is what stands between 《 and 》.
    """

    title: str
    span: Span
    number: DocumentNumber | None
    numbers: tuple[DocumentNumber, ...] = ()
    short: str = ""
    title_span: Span = field(default=_NOWHERE)

    @property
    def kind(self) -> str:
        """The kind of document (文种) that the title ends with."""
        return kind_of(self.title)

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year of the title: “十五五” is 2026—2030."""
        return title_period(self.title)


def read_citations(flows: Iterable[Flow]) -> Iterator[Citation]:
    """All citations of some flows, in their order. 〔110〕 cites nothing."""
    for flow in flows:
        for citation in _of(flow):
            if citation.number is None or citation.number.kind != CUMULATIVE:
                yield citation


def read_numbers(flow: Flow) -> Iterator[DocumentNumber]:
    """All numbers of a text, with or without a title, each with its kind."""
    for citation in _of(flow):
        yield from citation.numbers


def _of(flow: Flow) -> Iterator[Citation]:
    taken = 0
    places = list(_places(flow.text))
    places.sort(key=re.Match.start)
    for match in places:
        start, end = match.span()
        titled = match.group().startswith("《")
        if start < taken:
            continue
        if not titled and match.group().endswith(("号", "告")):
            lead = _lead(flow.text, start, end)
            if lead is None:
                continue
            start = lead
        citation = _read(flow, start, end)
        if citation is None and titled and match.group(1):
            # What follows in brackets is a remark (试行), not a number.
            end = match.start(1)
            citation = _read(flow, start, end)
        taken = end
        if citation is not None:
            yield citation


def _places(text: str) -> Iterator[re.Match[str]]:
    if "《" in text:
        yield from _TITLE.finditer(text)
    if "号" in text:
        for start, stop in _numbered(text):
            yield from _number_form().finditer(text, start, stop)
    if "GB" in text or "DB" in text or "T/" in text:
        yield from regex(_STANDARD).finditer(text)
    if "〔" in text:
        yield from regex(_CUMULATIVE).finditer(text)


@cache
def _number_form() -> re.Pattern[str]:
    return compiled(_NUMBER)


def _numbered(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of a text around a 号 behind a numeral: looking all through it takes long."""
    start, stop = 0, -1
    for found in _SERIAL.finditer(text):
        if found.start() - _REACH > stop:
            if stop > 0:
                yield start, stop
            start = max(0, found.start() - _REACH)
        stop = found.end() + len("公告")
    if stop > 0:
        yield start, stop


def _lead(text: str, start: int, end: int) -> int | None:
    """Where the agency of a bare number begins: after 按照 in 按照国发〔2021〕10号.

    None where the words before the number run on into the sentence.
    """
    stop = regex(_DIGITS).search(text[start:end])
    if stop is None or stop.start() == 0:
        return start
    words = text[start : start + stop.start()]
    verb = re.match(_VERB, words)
    if verb is not None:
        return start + verb.end()
    before = text[start - 1] if start else ""
    if before in "》）号" and regex(_AND).match(words):
        return start + 1
    bounded = before == "" or not before.isalnum()
    return start if bounded and len(words) <= _LONGEST else None


def _read(flow: Flow, start: int, end: int) -> Citation | None:
    places = [i for i in range(start, end) if not flow.text[i].isspace()]
    try:
        tree: Tree = GRAMMAR.parse_text("".join(flow.text[i] for i in places))
    except SyntaxMismatch:
        return None
    title, short, numbers, inside = "", "", list[DocumentNumber](), _NOWHERE
    for child in tree.children:
        if isinstance(child, Tree):
            number = _number(flow, places, child)
            if number is not None:
                numbers.append(number)
        elif child.type == "TITLE":
            title = child.text[1:-1]
            inside = flow.span(places[0] + 1, places[child.end - 1]) if title else inside
        else:
            named = regex(_SHORT).search(child.text)
            short = named.group(1) if named is not None else ""
    if not title and not numbers:
        return None
    span = flow.span(start, end)
    return Citation(title, span, next(iter(numbers), None), tuple(numbers), short, inside)


def _number(flow: Flow, places: list[int], tree: Tree) -> DocumentNumber | None:
    tokens: Sequence[Lexeme] = tree.children
    by_type = {t.type: t.text for t in tokens}
    agency = by_type.get("NAME") or by_type.get("LEAD", "")
    kind = _kind(tree.name, agency)
    if not kind:
        return None
    first, last = tokens[0].start, tokens[-1].end - 1
    return DocumentNumber(
        "".join(t.text for t in tokens),
        flow.span(places[first], places[last] + 1),
        agency,
        by_type.get("YEAR_OPEN", ""),
        by_type.get("YEAR", by_type.get("YEAR_OF", "")),
        by_type.get("YEAR_CLOSE", ""),
        "ORDINAL" in by_type,
        by_type.get("SERIAL", "")[:-1],
        kind,
    )


def _kind(rule: str, agency: str) -> str:
    """The kind of a number: by its form and the end of its issuer's name; "" for none."""
    if rule == ORDER:
        return ORDER if agency.endswith("令") else ""
    if rule == ANNOUNCEMENT:
        return ANNOUNCEMENT if regex(_ANNOUNCED).search(agency) else ""
    if rule == DOCUMENT:
        if agency.endswith("令"):
            return ORDER
        if regex(_ANNOUNCED).search(agency):
            return ANNOUNCEMENT
        return LICENCE if regex(_LICENCE).search(agency) else DOCUMENT
    return rule


@cache
def _kinds() -> tuple[str, ...]:
    titles = table("documents")["titles"]
    return tuple(sorted({*titles["kinds"], *titles["cited_kinds"]}, key=len, reverse=True))


@cache
def kind_of(title: str) -> str:
    """The kind of document (文种) that a title ends with, without what stands in brackets."""
    bare = regex(r"[\s“”‘’〉》]|（[^（）]*）$").sub("", title)
    return next((k for k in _kinds() if bare.endswith(k)), "")
