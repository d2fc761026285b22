"""Readers turn the bytes of a document into a `Source`."""

from planlint.readers.source import Position, Source, Span, fold
from planlint.readers.text import DEFAULT_SIZE_LIMIT, decode, read

__all__ = ["DEFAULT_SIZE_LIMIT", "Position", "Source", "Span", "decode", "fold", "read"]
