"""The chart of a row: where the draft's number lies beside the parent's, the better side right."""

from __future__ import annotations

from decimal import Decimal
from html import escape

from planlint.compare.alignment import Entry, Side
from planlint.output.alignment_words import Word
from planlint.semantics.quantity import plain

_WIDTH, _HEIGHT, _EDGE = 152, 26, 12
_MIDDLE = _WIDTH // 2
FULL = Decimal("0.2")
"""The relative difference at the chart's ends; what differs more is an arrow there."""


def chart(entry: Entry, lang: str) -> str:
    """The row's picture with its words as SVG; "" where the two numbers do not compare."""
    numbers = _numbers(entry)
    if numbers is None or entry.parent is None or entry.draft is None:
        return ""
    want, have = numbers
    share = _relative(want, have) * (-1 if entry.better == "lower" else 1)
    room = Decimal(_MIDDLE - _EDGE)
    at = _MIDDLE + int(max(-room, min(room, share / FULL * room)))
    said = escape(_said(entry.parent, entry.draft, lang))
    y = _HEIGHT // 2
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{said}">'
        f"<title>{said}</title>"
        f'<line class="axis" x1="{_EDGE}" y1="{y}" x2="{_WIDTH - _EDGE}" y2="{y}"/>'
        f'<line class="gap-line" x1="{_MIDDLE}" y1="{y}" x2="{at}" y2="{y}"/>'
        f'<line class="want" x1="{_MIDDLE}" y1="2" x2="{_MIDDLE}" y2="{_HEIGHT - 2}"/>'
        f"{_mark(at, y, share)}</svg>"
    )


def difference(entry: Entry, lang: str) -> str:
    """By how much the draft's number differs, in words; "" where the two do not compare."""
    numbers = _numbers(entry)
    if numbers is None or entry.parent is None:
        return ""
    want, have = numbers
    if want == have:
        return Word("数值相同", "equal numbers").say(lang)
    unit = entry.parent.unit
    if unit in ("%", "％"):
        unit = Word("个百分点", " points").say(lang)
    gap = f"{plain(abs(have - want))}{unit}"
    zh, en = ("高", "higher") if have > want else ("低", "lower")
    return Word(f"{zh}{gap}", f"{gap} {en}").say(lang)


def _numbers(entry: Entry) -> tuple[Decimal, Decimal] | None:
    if not entry.compares or entry.parent is None or entry.draft is None:
        return None
    want, have = entry.parent.number, entry.draft.number
    return None if want is None or have is None else (want, have)


def _relative(want: Decimal, have: Decimal) -> Decimal:
    """The difference as a part of the greater number: 0 of nothing."""
    whole = max(abs(want), abs(have))
    return (have - want) / whole if whole else Decimal(0)


def _mark(at: int, y: int, share: Decimal) -> str:
    """A dot where the number lies, a diamond where it falls short, an arrow beyond the end."""
    if abs(share) > FULL:
        tip = 7 if share > 0 else -7
        return f'<path class="have" d="M{at + tip} {y}L{at - tip // 2} {y - 7}V{y + 7}Z"/>'
    if share < 0:
        return f'<path class="have" d="M{at - 7} {y}L{at} {y - 7}L{at + 7} {y}L{at} {y + 7}Z"/>'
    return f'<circle class="have" cx="{at}" cy="{y}" r="6"/>'


def _said(parent: Side, draft: Side, lang: str) -> str:
    return Word(
        f"上级 {parent.value}，草案 {draft.value}", f"parent {parent.value}, draft {draft.value}"
    ).say(lang)
