"""Titles of the general plan of a place: 国民经济和社会发展第N个五年规划和二〇XX年远景目标纲要."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from planlint.knowledge.title_names import carried
from planlint.patterns import compiled, regex

# Dots stand for numerals where the words around them leave nothing else: sets of characters so far
# apart take long to compile.
_PERIOD = r"(十.)五|第?(十.)个?五?年"


class OutlineTitle(NamedTuple):
    """Such a title as cited: what it should be ("" where that is uncertain), and how it is wrong.

    `wrong` is "" for a right title, else "year" (二零三五), "unit" (2035远景), "short"
    (“十四五”规划纲要), "cut" (short, and its year is misprinted), "garbled".
    """

    right: str
    wrong: str


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    outlook = r"(?:二〇[三四五][〇五]|20[345][05])年"
    suffix = r"(?:[（(](?:草案|[^（）()]{0,8}稿|20\d\d[—－–-]20\d\d年?)[）)])?$"
    about = (
        r"国民经济.{0,14}(?:五年|十.五)|(?:十.五”?|五年)规划.{0,4}[二2].{3}年?远景|十.五”?规划纲要$"
    )
    full = rf"(.*)国民经济和社会发展第十.?个五年(?:规划|计划)(?:和{outlook}远景目标)?纲要{suffix}"
    short = (
        r"[^第济]*?(?:国民经济和社会发展)?(?:“?十.五”?|第十.?个五年)规划"
        rf"(?:和{outlook}远景目标)?(?:纲要)?{suffix}"
    )
    year = r"[二2][〇○零0OoО][三3][五5〇○零0]年?"
    return tuple(map(compiled, (about, full, short, year)))


@lru_cache(256)
def read_outline_title(title: str) -> OutlineTitle | None:
    """A title of such a plan; None for any other, also for reports and decisions about one."""
    if "五" not in title or not any(w in title for w in ("国民经济", "远景", "规划纲要")):
        return None
    about, full, short, year = _forms()
    inner = "".join(carried(title).split())
    if "关于" in inner or not about.search(inner) or not _ends(inner):
        return None
    match = full.fullmatch(inner)
    if match is not None and "国民经济" not in match.group(1):
        return _by_age(inner)
    right = _right(inner, year)
    straight = year.sub(lambda m: _year(m.group()), inner)
    if straight != inner and "年" in straight and full.fullmatch(straight):
        return OutlineTitle(straight, "year")
    if short.fullmatch(inner):
        return OutlineTitle(right, "short")
    unit = regex(r"(二〇[三四五][〇五]|20[345][05])(?=远景)").sub(r"\1年", straight)
    if unit != straight and full.fullmatch(unit):
        return OutlineTitle(unit, "unit")
    if straight != inner or unit != straight:
        return OutlineTitle(right, "cut" if short.fullmatch(unit) else "garbled")
    return OutlineTitle(right, "garbled")


def _by_age(title: str) -> OutlineTitle:
    """A right title, if its plan is called as it was: 计划 to the tenth, 规划 since (2006)."""
    if regex(r"第十[一二三四五六七八九]个五年计划").search(title) is None:
        return OutlineTitle(title, "")
    return OutlineTitle(title.replace("五年计划", "五年规划"), "garbled")


def _ends(title: str) -> bool:
    """Whether it ends as such a plan may, whole or cut: no 报告, 决议, 实施方案."""
    bare = regex(r"[（(][^（）()]*[）)]$").sub("", title)
    return bare.endswith(("纲要", "目标", "规划", "刚要", "大纲"))


def _year(text: str) -> str:
    """The outlook's year in the form that is nearest to what is printed."""
    digits = text.removesuffix("年")
    if all(c.isdigit() and c.isascii() for c in digits):
        return text
    end = "〇" if digits[3] in "〇○零0" else digits[3].replace("5", "五")
    return f"二〇{digits[2].replace('3', '三')}{end}" + text[4:]


def _right(title: str, year: re.Pattern[str]) -> str:
    """The whole title that is meant, from its place, its period and its outlook."""
    period = regex(_PERIOD).search(title)
    if period is None:
        return ""
    head = regex(r"国民经济|“|第?十.[个五]|发展").split(title, maxsplit=1)[0]
    number = period.group(1) or period.group(2)
    outlook = year.search(title)
    when = f"和{_year(outlook.group()).removesuffix('年')}年远景目标" if outlook else ""
    return f"{head}国民经济和社会发展第{number}个五年规划{when}纲要"
