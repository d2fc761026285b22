"""Chinese numerals as plans print them: 十一, 二十, 百零三, ② and the look-alikes of bad scans."""

from __future__ import annotations

DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "○": 0, "两": 2, "ー": 1, "ニ": 2,
}  # fmt: skip
UNITS = {"十": 10, "百": 100, "千": 1000}
LOOKALIKES = "ーニ○"
_LONGEST = 9  # characters; longer ones are no numerals of a plan
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def number(text: str) -> int | None:
    """The value of a numeral in Chinese, Arabic or circled digits; None where it is none."""
    if len(text) > _LONGEST:
        return None
    if text.isdecimal():
        return int(text)
    if len(text) == 1 and text in _CIRCLED:
        return _CIRCLED.index(text) + 1
    if text and all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total, pending = 0, 0
    for char in text:
        if char in DIGITS:
            pending = DIGITS[char]
        elif char in UNITS:
            total += (pending or 1) * UNITS[char]
            pending = 0
        else:
            return None
    return total + pending if text else None


def chinese(value: int) -> str:
    """The standard form of 1…99 in headings: 十, 十一, 二十, 二十一."""
    names = "〇一二三四五六七八九"
    tens, ones = divmod(value, 10)
    if tens >= 10:
        return "".join(names[int(d)] for d in str(value))
    head = "" if not tens else ("十" if tens == 1 else names[tens] + "十")
    return head + (names[ones] if ones else "") or names[0]
