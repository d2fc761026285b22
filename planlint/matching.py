"""The matcher of difflib, loaded when it is first asked for: it costs every start, few need it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from difflib import SequenceMatcher

Element = TypeVar("Element", bound=Hashable)


def matcher(one: Sequence[Element], other: Sequence[Element]) -> SequenceMatcher[Element]:
    """What two sequences have in common; no element is taken for junk."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other, autojunk=False)
