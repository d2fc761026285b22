"""Citations: the titles in 《》 and the document numbers of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planlint.readers.source import HAN, Span
from planlint.syntax.ast import Flow
from planlint.syntax.lalr import Grammar, Lexeme, SyntaxMismatch, Tree

GRAMMAR = Grammar("citation")

# Where a citation may begin: an opening 《, or a document number on its own. Standards, orders,
# court cases and licences look alike and are told apart here.
_TITLE = re.compile(r"《(?:[^《》]|《[^《》]*》)*》(（[^（）《》]*(?:（\d{4}）[^（）《》]*)?）)?")
_NUMBER = re.compile(
    rf"(?:(?<=[（、，；。：“”\s])|^){HAN}{{2,14}}[〔\[［（【]\d{{2,4}}[〕\]］）】]第?\d{{1,4}}号"
)
_NO_DOCUMENT = re.compile(r"[民刑行执商知破赔]|令$|标准|公告$|法释$|证$|许可|批准|字$")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """国发〔2021〕10号 in its pieces, as printed; `form` is the folded whole."""

    text: str
    span: Span
    agency: str
    opening: str
    year: str
    closing: str
    ordinal: bool
    serial: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited document: the title without 《》 ("" for a number alone) and its number."""

    title: str
    span: Span
    number: DocumentNumber | None


def read_citations(flows: Iterable[Flow]) -> Iterator[Citation]:
    """All citations of some flows, in their order."""
    for flow in flows:
        yield from _of(flow)


def _of(flow: Flow) -> Iterator[Citation]:
    text = flow.text
    taken = 0
    for match in sorted((*_TITLE.finditer(text), *_NUMBER.finditer(text)), key=lambda m: m.start()):
        if match.start() < taken:
            continue
        taken = match.end()
        citation = _read(flow, match.start(), match.end())
        if citation is None and match.re is _TITLE and match.group(1):
            # What follows in brackets is a remark (以下简称《条例》), not a number.
            taken = match.start(1)
            citation = _read(flow, match.start(), taken)
        if citation is not None:
            yield citation


def _read(flow: Flow, start: int, end: int) -> Citation | None:
    places = [i for i in range(start, end) if not flow.text[i].isspace()]
    try:
        tree: Tree = GRAMMAR.parse_text("".join(flow.text[i] for i in places))
    except SyntaxMismatch:
        return None
    title, number = "", None
    for child in tree.children:
        if isinstance(child, Lexeme):
            title = child.text[1:-1]
        else:
            number = _number(flow, places, child.children)
    if not title and number is None:
        return None
    return Citation(title, flow.span(start, end), number)


def _number(flow: Flow, places: list[int], tokens: tuple[Lexeme, ...]) -> DocumentNumber | None:
    by_type = {t.type: t for t in tokens}
    agency = by_type["AGENCY"].text
    if _NO_DOCUMENT.search(agency):
        return None
    first, last = tokens[0].start, tokens[-1].end - 1
    span = flow.span(places[first], places[last] + 1)
    return DocumentNumber(
        "".join(t.text for t in tokens),
        span,
        agency,
        by_type["YEAR_OPEN"].text,
        by_type["YEAR"].text,
        by_type["YEAR_CLOSE"].text,
        "ORDINAL" in by_type,
        by_type["SERIAL"].text[:-1],
    )


def normal_title(title: str) -> str:
    """A title for comparing: no white space, one width, one kind of quote, years in one form."""
    text = re.sub(r"[\s“”\"'‘’《》〈〉<>＜＞*#]", "", title)
    text = text.translate(str.maketrans("（），：－–—～", "(),:----")).replace("--", "-")
    return re.sub(r"二[〇○零0O]三五", "2035", text).replace("2035年远景", "2035远景")
