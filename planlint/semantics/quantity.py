"""Quantities: how much a plan promises, read from a cell or a phrase.

Numbers are exact decimals in base units (2万人 is 20000 人). 以上 and 以下 include the number,
超过 and 不满 do not (民法典 第1259条).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from planlint.readers.source import Span
from planlint.syntax.lalr import Grammar, Lexeme, SyntaxMismatch, Tree
from planlint.syntax.numerals import number as numeral

GRAMMAR = Grammar("quantity")

_COMPARATORS = {
    **dict.fromkeys(
        ("≥", ">=", "不低于", "不少于", "不小于", "至少", "至少有", "不得低于", "不得少于"), "≥"
    ),
    **dict.fromkeys(
        ("≤", "<=", "不高于", "不超过", "不大于", "不多于", "不得超过", "不得高于", "控制在"), "≤"
    ),
    **dict.fromkeys((">", "超过", "大于", "高于", "多于", "突破"), ">"),
    **dict.fromkeys(("<", "小于", "低于", "少于"), "<"),
    **dict.fromkeys(("≈", "约", "大约", "近", "将近", "接近"), "≈"),
    "=": "=",
}
_SCALES = {
    "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
    "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip
_UP, _DOWN = frozenset({"提高", "提升", "增加", "增长", "增速", "上升", "扩大", "增幅"}), "下"
_LONGEST = 60  # characters; what is longer is a sentence
_SCALED_UNIT = re.compile(r"(万亿|百亿|千万|百万|十万|亿|万)(.*)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity. `kind` is number, range, cumulative, change, sync, faster, words or none.

    `comparator` is one of > ≥ = ≤ < ≈ and belongs to `value`; a range goes from `value` to
    `upper`. `unit` is without scale: 万人 becomes 人 and the value grows.
    """

    text: str
    span: Span
    kind: str
    comparator: str = ""
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    rising: bool | None = None
    yearly: bool = False


def read_quantity(text: str, span: Span, unit: str = "") -> Quantity:
    """Read a cell or phrase (folded); `unit` is that of its column or name, used where it has none.

    What the grammar cannot read stays text: kind "words" with the text, never an error.
    """
    squeezed = re.sub(r"\s", "", text)
    if not squeezed:
        return Quantity(text, span, "none")
    if len(squeezed) > _LONGEST:
        return Quantity(text, span, "words")
    try:
        tree: Tree = GRAMMAR.parse_text(squeezed)
    except SyntaxMismatch:
        return Quantity(text, span, "words")
    (node,) = tree.children
    if node.name == "nothing":
        return Quantity(text, span, "none")
    if node.name in ("words", "synchronous", "faster"):
        kind = {"synchronous": "sync", "faster": "faster"}.get(node.name, "words")
        return Quantity(text, span, kind)
    return _amount(text, span, node, unit)


def _amount(text: str, span: Span, node: Tree, unit: str) -> Quantity:
    numbers = [c for c in node.children if isinstance(c, Tree)]
    marks: dict[str, str] = {c.type: c.text for c in node.children if isinstance(c, Lexeme)}
    values = [_number(n.children) for n in numbers]
    printed = next((u for _, u in reversed(values) if u), "") or unit
    factor, base = scaled(printed)
    # A scale in the column's unit counts only for numbers that carry none of their own.
    own = any(c.type == "SCALE" for n in numbers for c in n.children if isinstance(c, Lexeme))
    if own and not any(u for _, u in values):
        factor = 1
    amounts = [v * factor for v, _ in values if v is not None]
    kind = {"range": "range", "cumulative": "cumulative"}.get(node.name, "number")
    if "CHANGE" in marks or base in ("个百分点", "百分点"):
        kind = "change"
    elif "TOTAL" in marks and kind == "number":
        kind = "cumulative"
    change = marks.get("CHANGE")
    return Quantity(
        text,
        span,
        kind,
        _comparator(marks),
        amounts[0] if amounts else None,
        amounts[1] if len(amounts) > 1 else None,
        base,
        None if change is None else change in _UP,
        "YEARLY" in marks,
    )


def _comparator(marks: dict[str, str]) -> str:
    said = _COMPARATORS.get(marks.get("COMPARATOR", ""), "")
    if "ABOVE" in marks:
        return said if said in (">", "≥") else "≥"
    if "BELOW" in marks:
        return said if said in ("<", "≤") else "≤"
    if "ABOUT" in marks:
        return "≈"
    return said or "="


def _number(children: Sequence[Any]) -> tuple[Decimal | None, str]:
    """The value and unit of a number node."""
    value: Decimal | None = None
    unit = ""
    for token in children:
        if token.type == "DIGITS":
            value = Decimal(re.sub(r"[,，+]", "", token.text))
        elif token.type == "FRACTION":
            value, unit = _fraction(token.text)
        elif token.type == "SCALE" and value is not None:
            value *= _SCALES[token.text]
        elif token.type == "UNIT":
            unit = token.text
    return value, unit


def _fraction(text: str) -> tuple[Decimal | None, str]:
    """三分之二, 七成, 一半 as percentages; 翻一番 and 两倍 as a factor; 一 (名) as a count."""
    if text in ("一半", "半数"):
        return Decimal(50), "%"
    if "分之" in text:
        below, above = text.split("分之")
        low, high = numeral(below), numeral(above)
        if not low or high is None:
            return None, "%"
        return (Decimal(high) * 100 / Decimal(low)).quantize(Decimal("0.01")).normalize(), "%"
    if text[-1:] == "成" or text[-2:] == "成半":
        tenths = Decimal(numeral(text[0]) or 0) * 10
        return tenths + (5 if text.endswith("半") else 0), "%"
    if text.endswith("番"):
        return Decimal(2) ** (numeral(text[1]) or 1), "倍"
    if text.endswith("倍"):
        return Decimal(numeral(text[:-1]) or 0), "倍"
    value = numeral(text)
    return (None if value is None else Decimal(value)), ""


def scaled(unit: str) -> tuple[int, str]:
    """The factor and the plain unit of 万人, 亿元, %; 万元/人 keeps its 元/人."""
    match = _SCALED_UNIT.fullmatch(unit)
    if match is None or not match.group(2):
        return (_SCALES.get(unit, 1), "") if unit in ("万", "亿") else (1, unit)
    return _SCALES[match.group(1)], match.group(2)


def with_unit(text: str, unit: str) -> str:
    """A value as printed, with its row's unit where it has none: 96以上 is 96%以上."""
    match = re.fullmatch(r"(.*\d)((?:（含）)?及?(?:以上|以下|以内|左右)?)", text)
    return f"{match[1]}{unit}{match[2]}" if match and unit else text


def plain(value: Decimal) -> str:
    """A decimal as digits without exponent or idle zeros: 20000, 97.5."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
