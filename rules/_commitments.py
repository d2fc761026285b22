"""How rules speak of a parent's commitment: its sentence, quoted, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.readers.source import Source
from planlint.rule import Also, Context, Text
from planlint.semantics.quantity import with_unit
from planlint.semantics.topic import clause_end

from ._indicators import quoted

if TYPE_CHECKING:
    from planlint.compare import CommitmentPair
    from planlint.semantics.commitment import Commitment, Deadline

_SHORT, _ENOUGH = 24, 6
_LONGEST = 90  # characters of a quotation


def sentence(pair: CommitmentPair, ctx: Context) -> Also:
    """The parent's sentence, as a related place."""
    source, said = pair.plan.source, pair.parent.sentence
    words = " ".join(source[said].split())
    if len(words) > _LONGEST:  # what matters stands around the number
        at = max(0, min(pair.parent.span.end - said.start + 20, len(words)) - _LONGEST)
        words = ("…" if at else "") + words[at : at + _LONGEST].strip() + "…"
    return Also(pair.parent.span, quoted(f"“{words}”", pair.plan, ctx), source)


def clause(commitment: Commitment) -> str:
    """The clause as printed, from the subject to its end."""
    text, begin, stop = commitment.flow.text, commitment.begin, commitment.stop
    end = clause_end(text, stop, min(len(text), stop + _SHORT))
    return text[max(begin, stop - _LONGEST) : end].strip("，、 ")


def about(commitment: Commitment) -> str:
    """What a commitment is about, in few words."""
    words = commitment.subject
    if len(words) > _SHORT:  # from the last boundary that leaves enough to know it by
        starts = [
            i + 1
            for i, c in enumerate(words)
            if c in "，、"
            and len(words) - i > _ENOUGH
            and words.count("（", i) >= words.count("）", i)
        ]
        near = [i for i in starts if len(words) - i <= _SHORT]
        words = words[near[0] :] if near else f"…{words[-_SHORT:]}"
    return words.lstrip("，、的及和与）)")


def printed(source: Source, commitment: Commitment) -> str:
    """The number as printed, without the verb before it."""
    return with_unit("".join(source[commitment.quantity.span].split()), "")


def due(deadline: Deadline | None) -> Text:
    """A deadline as printed."""
    text = "" if deadline is None else deadline.text.strip()
    return Text(text, text)
