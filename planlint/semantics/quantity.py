"""Quantities: how much a plan promises, read from a cell or a phrase.

Numbers are exact decimals in base units (2万人 is 20000 人). 以上 and 以下 include the number,
超过 and 不满 do not (民法典 第1259条).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from planlint.patterns import compiled, regex
from planlint.readers.source import Source, Span
from planlint.syntax.lalr import Grammar, Lexeme, SyntaxMismatch, Tree
from planlint.syntax.numerals import number as numeral
from planlint.syntax.tables import plain_text

GRAMMAR = Grammar("quantity")

_COMPARATORS = {
    sign: comparator
    for comparator, signs in {
        "≥": "≥ >= 不低于 不少于 不小于 至少 至少有 不得低于 不得少于 不得小于 大于等于 "
        "大于或等于 达到或超过",
        "≤": "≤ <= 不高于 不超过 不大于 不多于 不得超过 不得高于 不得大于 小于等于 "
        "小于或等于 控制在 控制到",
        ">": "> 〉 ﹥ 超过 大于 高于 多于 突破 逾",
        "<": "< 〈 ﹤ 小于 低于 少于 不足 不满",
        "≈": "≈ 约 大约 近 将近 接近",
        "=": "=",
    }.items()
    for sign in signs.split()
}
_SCALES = {
    "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
    "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip
_UP = frozenset({"提高", "提升", "增加", "增长", "增速", "上升", "扩大", "增幅"})
_SAID = {"words": "words", "synchronous": "sync", "faster": "faster"}
_REMARK = compiled(r"(?<=[\d%])[、，；]\D+$")
_REMEMBERED = 1024  # numbers whose reading is kept: most are short and come again and again
_LONGEST = 60  # characters; what is longer is a sentence
_SCALED_UNIT = compiled(r"(万亿|百亿|千万|百万|十万|亿|万)(.*)")


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
    squeezed = _squeezed(text)
    if not squeezed:
        return Quantity(text, span, "none")
    squeezed = _REMARK.sub("", squeezed)  # >7、力争投入强度高于“十四五”实际
    if len(squeezed) > _LONGEST:
        return Quantity(text, span, "words")
    tree = _tree(squeezed)
    if tree is None:
        return Quantity(text, span, "words")
    (node,) = tree.children
    if node.name == "nothing":
        return Quantity(text, span, "none")
    if node.name in _SAID:
        return Quantity(text, span, _SAID[node.name])
    return _amount(text, span, node, unit)


def is_read(text: str) -> bool:
    """Whether a cell or phrase is a quantity, or words that the grammar knows as one."""
    return _tree(_squeezed(text)[:_LONGEST]) is not None


@lru_cache(_REMEMBERED)
def _tree(text: str) -> Tree | None:
    """What the grammar makes of a text of no more than `_LONGEST` characters."""
    try:
        tree: Tree = GRAMMAR.parse_text(text)
    except SyntaxMismatch:
        return None
    return tree


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _amount(text: str, span: Span, node: Tree, unit: str) -> Quantity:
    if node.name == "ratio":
        return _ratio(text, span, node)
    numbers = [c for c in node.children if isinstance(c, Tree) and c.name == "number"]
    if node.name == "progress":
        numbers = numbers[-1:]
    marks: dict[str, str] = {c.type: c.text for c in node.children if isinstance(c, Lexeme)}
    marks |= {c.type: c.text for n in numbers for c in n.children if c.type in ("MORE", "SCALE")}
    values = [_number(n.children) for n in numbers]
    printed = next((u for _, u in reversed(values) if u), "") or unit
    factor, base = scaled(printed)
    # A scale in the column's unit counts only for numbers that carry none of their own.
    if "SCALE" in marks and not any(u for _, u in values):
        factor = 1
    amounts = [v * factor for v, _ in values if v is not None]
    change = marks.get("CHANGE")
    return Quantity(
        text,
        span,
        _kind(node.name, marks, base),
        _comparator(marks),
        amounts[0] if amounts else None,
        amounts[1] if len(amounts) > 1 else None,
        f"{base}/{marks['PER'][1:]}" if "PER" in marks else base,
        None if change is None else change in _UP,
        "YEARLY" in marks,
    )


def _kind(node: str, marks: Mapping[str, str], unit: str) -> str:
    if "CHANGE" in marks or unit in ("个百分点", "百分点"):
        return "change"
    if node == "cumulative" or ("TOTAL" in marks and node != "range"):
        return "cumulative"
    return "range" if node == "range" else "number"


def _ratio(text: str, span: Span, node: Tree) -> Quantity:
    """2.8：1 is 2.8 to one, 1：2.3 one to 2.3; other ratios stay words."""
    marks: dict[str, str] = {c.type: c.text for c in node.children if isinstance(c, Lexeme)}
    left, right = (_decimal(c.text) for c in node.children if c.type == "DIGITS")
    if 1 not in (left, right):
        return Quantity(text, span, "words")
    value, unit = (left, ":1") if right == 1 else (right, "1:")
    return Quantity(text, span, "number", _comparator(marks), value, None, unit)


def _comparator(marks: dict[str, str]) -> str:
    said = _COMPARATORS.get(marks.get("COMPARATOR", ""), "")
    if "ABOVE" in marks:
        return said if said in (">", "≥") else "≥"
    if "BELOW" in marks:
        return said if said in ("<", "≤") else "≤"
    if "ABOUT" in marks:
        return "≈"
    return said or (">" if "MORE" in marks else "=")


def _number(children: Sequence[Any]) -> tuple[Decimal | None, str]:
    """The value and unit of a number node."""
    value: Decimal | None = None
    unit = ""
    for token in children:
        if token.type == "DIGITS":
            value = _decimal(token.text)
        elif token.type == "FRACTION":
            value, unit = _fraction(token.text)
        elif token.type == "SCALE" and value is not None:
            value *= _SCALES[token.text]
        elif token.type == "UNIT":
            unit = token.text
    return value, unit


def _decimal(digits: str) -> Decimal:
    return Decimal(regex(r"[,，+]").sub("", digits).replace("−", "-"))


def _fraction(text: str) -> tuple[Decimal | None, str]:
    """三分之二, 七成, 一半 as percentages; 翻一番 and 两倍 as a factor; 一 (名) as a count."""
    if text in ("一半", "半数"):
        return Decimal(50), "%"
    if "分之" in text or "/" in text:
        below, above = text.split("分之") if "分" in text else reversed(text.split("/"))
        low, high = numeral(below), numeral(above)
        if not low or high is None:
            return None, "%"
        return (Decimal(high) * 100 / Decimal(low)).quantize(Decimal("0.01")).normalize(), "%"
    if text[1:2] == "成":
        last = 5 if text.endswith("半") else numeral(text[2:]) or 0
        return Decimal((numeral(text[0]) or 0) * 10 + last), "%"
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


_REACHING = compiled(
    r"(?:力争|争取|确保|基本|总体|均|都|再|到)*"
    r"(?:达到|达|为|(?:提高|提升|上升|增加|增长|扩大|下降|降低|减少|压减)[到至]|提升为|增至|降至|保持在?|稳定在|实现)(?=\D{0,4}\d)"
)


def shown(source: Source, quantity: Quantity | None, unit: str = "") -> str:
    """A quantity as printed, without its verb, with the row's unit; — where there is none."""
    if quantity is None or quantity.kind == "none":
        return "—"
    return with_unit("".join(plain_text(source[quantity.span]).split()), unit)


def with_unit(text: str, unit: str) -> str:
    """A value without its verb, with its row's unit where it has none: 达到96以上 is 96%以上."""
    text = _REACHING.sub("", text, count=1)
    match = regex(r"(.*\d[〕\]]?)((?:（含）)?及?(?:以上|以下|以内|左右)?)").fullmatch(text)
    if match is None or not unit:
        return text
    return f"{match[1]}（{unit}）{match[2]}" if unit[0] in "1/" else f"{match[1]}{unit}{match[2]}"


def plain(value: Decimal) -> str:
    """A decimal as digits without exponent or idle zeros: 20000, 97.5."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
