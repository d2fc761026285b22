"""What a finding is about, in the words of its message: what an accepted deviation names.

An indicator's name, a department, a cited title, a heading: never a line number, so that a
deviation stays accepted while the text around it changes.
"""

from __future__ import annotations

from bisect import bisect_right
from pathlib import PurePath
from typing import TYPE_CHECKING

from planlint.readers.source import Source, Span, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planlint.rule import Finding
    from planlint.semantics.plan import Plan
    from planlint.syntax.ast import Section

NAMING = ("name", "title")
"""Fields of a message that by convention say what a finding is about; beside them, other quoted
fields are values (“预期性”), which many findings share. With a `name`, the place says nothing
either: every missing indicator is reported at the heading of the goals."""
_QUOTES = ("“”", "《》")
_NOISE = str.maketrans("", "", "“”‘’\"'「」『』《》〈〉*#|")


def normal(words: str) -> str:
    """Words without white space, quotes and marks of emphasis, in one width.

    Words that are nothing but quotes (a finding about an unclosed “) stay as they are.
    """
    bare = "".join(fold(words).translate(_NOISE).split())
    return bare or words.strip()


class Subjects:
    """The subjects of findings about one document; headings are looked up only when needed."""

    def __init__(self, source: Source, draft: Plan | None = None) -> None:
        self._source = source
        self._draft = draft
        self._sections: list[tuple[int, Section]] | None = None

    def of(self, finding: Finding) -> tuple[str, ...]:
        """What a finding is about, the best name first.

        These are the fields that the message quotes, and the heading where the finding is about
        one. A finding that quotes nothing is about its place: the text there and the heading
        above it, or the whole document by its title and its file's name.
        """
        quoted = tuple(_quoted(finding))
        if finding.span is None:
            found = quoted or self._document()
        elif NAMING[0] in finding.fields:
            found = quoted
        else:
            found = (*quoted, *self._heading(finding.span, quoted))
            if not quoted:
                found = (*found, self._source[finding.span])
        return tuple(dict.fromkeys(s for s in found if s.strip()))

    def _document(self) -> tuple[str, ...]:
        title = self._draft.title if self._draft is not None else ""
        return title, PurePath(self._source.filename).name

    def _heading(self, span: Span, quoted: tuple[str, ...]) -> Iterator[str]:
        """The heading at a span; also the one above it, where nothing else names the finding."""
        sections = self._all_sections()
        at = bisect_right(sections, span.start, key=lambda pair: pair[0]) - 1
        if at < 0:
            return
        start, section = sections[at]
        if not quoted or start == span.start:
            yield section.title
            yield section.marker.text + section.title

    def _all_sections(self) -> list[tuple[int, Section]]:
        """Every heading of the file with its offset, in the order of the text."""
        if self._sections is None:
            parts = self._draft.outline.parts if self._draft is not None else ()
            self._sections = [(s.marker.span.start, s) for part in parts for s in part.walk()]
        return self._sections


def _quoted(finding: Finding) -> Iterator[str]:
    """The texts that name the finding, else all that the message has between quotes."""
    texts = {n: v for n, v in finding.fields.items() if isinstance(v, str)}
    named = [texts[n] for n in NAMING if n in texts]
    if named:
        yield from named
        return
    for name, value in texts.items():
        if any(f"{q[0]}{{{name}}}{q[1]}" in finding.text.zh for q in _QUOTES):
            yield value
