"""The Python surface: texts and files in, plans and findings out. Nothing is printed or logged."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from planlint.frontmatter import apply_front_matter
from planlint.linter import lint
from planlint.readers import DEFAULT_SIZE_LIMIT, Source, decode, read
from planlint.semantics.plan import Plan, read_plan

if TYPE_CHECKING:
    from planlint.compare import Comparison

__all__ = ["compare", "lint", "parse", "parse_bytes", "parse_text"]


def parse(path: str | PathLike[str], *, size_limit: int = DEFAULT_SIZE_LIMIT) -> Plan:
    """Read and parse a file. Raises ReadError where it cannot be read."""
    return from_source(read(Path(path), filename=str(path), limit=size_limit))


def parse_bytes(data: bytes, *, filename: str, size_limit: int = DEFAULT_SIZE_LIMIT) -> Plan:
    """Parse the bytes of a document. Raises ReadError where they are no text."""
    return from_source(decode(data, filename=filename, limit=size_limit))


def parse_text(text: str, *, filename: str = "<text>") -> Plan:
    """Parse a text."""
    return from_source(Source(filename, text))


def from_source(source: Source) -> Plan:
    """Parse a source, with the date and the region that its front matter gives."""
    return apply_front_matter(read_plan(source))


def compare(draft: Plan, parents: Sequence[Plan]) -> Comparison:
    """Pair what the parents ask with what the draft answers."""
    from planlint.compare.comparison import compare as pair

    return pair(draft, parents)
