"""Texts of plans in a page of HTML."""

from __future__ import annotations

import html

from planlint.output.width import printable


def escaped(text: str) -> str:
    """A text of a document: escaped, and without characters that a page may not hold."""
    legal = "".join(c for c in printable(text) if not 0xD800 <= ord(c) <= 0xDFFF)
    return html.escape(legal)
