"""When a number in running text is a promise: a verb before it, no condition, nothing past."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from planlint.knowledge import table
from planlint.patterns import compiled
from planlint.semantics.deadline import five_year

_AHEAD = compiled(r"力争|确保|争取|将达|“十.五”期?末")
# Years of a promise or a result, not those from which something is counted (较2025年提高).
_YEAR = compiled(
    r"(?<![\d较比从由自与])(20\d\d) ?年(?!相比)|(?<![较比从由自与])“十([一二三四五六七八九])五”"
)
_TENTHS = compiled("成(?<=[一二三四五六七八九]成)")
_LONGEST_LEAD = 14  # of the verbs and bounds right before a number: 力争基本保持在不低于


_FRACTION = (
    "百分之[一二三四五六七八九十百]+|[一二三四五六七八九十]+分之[一二三四五六七八九十]+|"
    "(?<![一-龥])[一二三四五六七八九]成半?|(?<=到)[一二三四五六七八九]成半?|一半以上"
)


class Number(NamedTuple):
    """A number with its unit in a text: where its lead (达到, 不低于), digits and unit stand."""

    start: int
    digits: int
    end: int
    unit: str
    few: bool = False


class _Words(NamedTuple):
    """The vocabulary: lists of words as they are, since an alternation of them compiles slowly."""

    number: re.Pattern[str]
    digits: re.Pattern[str]
    bare: re.Pattern[str]
    few: re.Pattern[str]
    leads: frozenset[str]
    levels: tuple[str, ...]
    acts: tuple[str, ...]
    past: re.Pattern[str]
    condition_after: re.Pattern[str]
    condition_for: re.Pattern[str]
    condition: re.Pattern[str]
    places: re.Pattern[str]
    whole: re.Pattern[str]
    each: re.Pattern[str]


@cache
def words() -> _Words:
    """The patterns of the fact file commitments."""
    facts = table("commitments")
    verbs, bounds, conditions = facts["verbs"], facts["bounds"], facts["conditions"]
    units, after = _any_of(facts["units"]["measured"]), "|".join(bounds["after"])
    leads = (*bounds["before"], *verbs["levels"], "基本", "力争", "均", "都", "到", "为", "再", " ")
    # What stands before the number is looked at behind its first digit: the engine then skips to
    # digits instead of looking back at every character.
    more = r"(?:,\d{3})*(?:\.\d+)?"
    digits = rf"\d(?<![\d.第\-—～~年/].)\d*+{more}(?: ?[—～~-] ?\d+{more}%?)? ?"
    scale = "(?:万亿|千亿|百亿|亿|千万|百万|十万|万|千|百)?余?"
    printed = (
        rf"{digits}(?P<unit>{scale}(?:{units}|(?<=[万亿])(?!\d))(?:/[万千百]?人)?)"
        rf"(?: ?(?:（含[^（）]*）)?(?:{after})(?:（含[^（）]*）)?)?"
    )
    return _Words(
        compiled(rf"{printed}|(?:{_FRACTION})(?:{after})?"),
        compiled(printed),
        compiled(rf"\d(?<![\d.第\-—～~年/].)\d*+\.\d+(?:{after})?(?=[，。；、）]|$)"),
        compiled(
            r"(?:至少有?|不少于)[^\d，。；]{0,3}?[一二两三四五六七八九十](?P<unit>[名个人所家户次处])"
        ),
        frozenset(leads),
        tuple(verbs["levels"]),
        tuple(verbs["acts"]),
        compiled(facts["past"]["words"]),
        compiled(conditions["after"]),
        compiled(conditions["for"]),
        compiled(conditions["around"]),
        compiled(facts["levels"]["places"].replace("{level}", facts["levels"]["level"])),
        compiled(facts["levels"]["whole"]),
        compiled(facts["levels"]["each"]),
    )


def _any_of(alternatives: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(alternatives, key=len, reverse=True)))


def number_form(text: str) -> re.Pattern[str]:
    """How the numbers of a text look: with those in words only where it has any."""
    if "分之" in text or "一半以上" in text or _TENTHS.search(text):
        return words().number
    return words().digits


def first_number(text: str, form: re.Pattern[str]) -> int:
    """Where the first number of a text may stand; its length where it has none."""
    if "至少" in text or "不少于" in text:
        return 0
    found = form.search(text)
    first = len(text) if found is None else found.start()
    if "." in text:
        bare = words().bare.search(text, 0, first)
        first = first if bare is None else bare.start()
    return first


def numbers(text: str, start: int, end: int, pattern: re.Pattern[str]) -> list[Number]:
    """The numbers with a unit in a sentence, in their order; `pattern` is the text's form."""
    found = []
    for match in pattern.finditer(text, start, end):
        at = _lead(text, max(start, match.start() - _LONGEST_LEAD), match.start())
        unit = match["unit"]  # a fraction has none
        found.append(Number(at, match.start(), match.end(), "%" if unit is None else unit.strip()))
    if "至少" in text or "不少于" in text:
        few = words().few.finditer(text, start, end)
        found += [Number(m.start(), m.start(), m.end(), m["unit"], few=True) for m in few]
        found.sort()
    if text.find(".", start, end) >= 0:
        found += _bare_numbers(text, start, end)
        found.sort()
    return found


def _bare_numbers(text: str, start: int, end: int) -> Iterator[Number]:
    """Decimals without a unit right behind a verb or bound: a coefficient, 不高于1.25."""
    for match in words().bare.finditer(text, start, end):
        at = _lead(text, max(start, match.start() - _LONGEST_LEAD), match.start())
        if _says(text, at, match.start(), words().levels):
            yield Number(at, match.start(), match.end(), "")


def _lead(text: str, low: int, at: int) -> int:
    """Where the verbs and bounds right before a number begin: 力争达到, 不低于."""
    leads = words().leads
    while at > low:
        size = next((n for n in (4, 3, 2, 1) if at - n >= low and text[at - n : at] in leads), 0)
        if not size:
            break
        at -= size
    return at


def is_made(text: str) -> bool:
    """Whether a text ends with something done (培育, 建成了): what is counted then follows."""
    acts = words().acts
    for extra in range(3):
        end = len(text) - extra
        if end <= 0 or any(c in "，。；" for c in text[end:]):
            return False
        if text.endswith(acts, 0, end):
            return True
    return False


def _says(text: str, start: int, end: int, any_of: Sequence[str]) -> bool:
    part = text[start:end]
    return any(word in part for word in any_of)


def bound_of(text: str, sentence: int, clause: int, end: int) -> str:
    """On whom a clause lays its number: every 区, each 县; "" for the plan itself.

    What stands in the clause counts, else the clause before it where it has no number of its own
    and this one does not turn to the whole (全市, 累计).
    """
    known = words()
    if known.whole.search(text, clause, end):
        return ""
    found = None
    for found in known.places.finditer(text, sentence, end):  # noqa: B007 - the nearest counts
        pass
    if found is None or text[sentence : found.start()].endswith(_units("levels", "no_order")):
        return ""
    if found.end() <= clause:
        number = known.number.search(text, clause, end)
        far = number is not None and number.start() - clause > _OF_ITS_OWN
        if far or known.number.search(text, found.end(), clause):
            return ""
    return found.group()


def is_promise(text: str, clause: int, sentence: int, number: Number) -> bool:
    """Whether a number is promised; `clause` and `sentence` are where those begin."""
    known = words()
    if number.few:
        return True
    if known.condition.search(text, max(sentence, number.end - 40), number.end):
        return False
    if not number.unit:
        return True  # a coefficient was looked for behind its verb
    return not _is_condition(text, clause, number) and _is_said(text, clause, number)


def _is_said(text: str, clause: int, number: Number) -> bool:
    """Whether a clause has what makes its number a promise: a level reached, or something made."""
    known = words()
    if number.unit.endswith(_units("units", "durations")):
        return is_limit(text, number) or _REACHED.search(text, clause, number.digits) is not None
    if _says(text, clause, number.digits, known.levels):
        return True
    if text[clause : number.digits].endswith(_RATES):
        return True
    if number.unit.endswith("个") and text.startswith(_units("units", "parts"), number.end):
        return False
    return _says(text, clause, number.digits, known.acts)


def _is_condition(text: str, clause: int, number: Number) -> bool:
    """Whether a number only says for whom a rule is meant: 编制50人及以上的单位.

    Of pieces only where nothing is made of them: 建成3个以上的站点 is a promise, 床位60张的站点
    has none of its own.
    """
    if number.unit.endswith(_units("units", "pieces")):
        described = words().condition_after.match(text, number.end) is not None
        return described and not is_made(text[clause : number.start])
    bounded = number.end - 2 if text[number.end - 2 : number.end] in _BOUNDS else number.end
    if words().condition_for.match(text, bounded):
        return True
    rate = number.unit in ("%", "％", "‰")
    return not rate and words().condition_after.match(text, number.end) is not None


def is_limit(text: str, number: Number) -> bool:
    """Whether a length of time is one within which something is promised: 8小时内送达."""
    return number.unit in _units("units", "limits") and _WITHIN.match(text, number.end) is not None


_WITHIN = compiled(
    r"内[^，。；\d的]{0,14}(?:到位|到达|抵达|送达|赶到|办结|办理|完成|响应|处置|答复|反馈|恢复|救助|安置|上报"
    r"|报告|发布|受理)(?!的)"
)
_RATES = ("率", "比例", "占比", "比重")
_BOUNDS = ("以上", "以下", "以内")
_OF_ITS_OWN = 8  # characters of a clause that need no place of the clause before
_REACHED = compiled(r"达到|达|提高到|控制在|缩短|压缩|不超过|不低于")


@cache
def _units(group: str, kind: str) -> tuple[str, ...]:
    return tuple(table("commitments")[group][kind])


def pieces() -> tuple[str, ...]:
    """The units of what is made or done by the piece."""
    return _units("units", "pieces")


def is_past(text: str, period: tuple[int, int] | None) -> bool:
    """Whether a sentence, up to a number, tells of a result.

    It says so (已达97%) and nothing after that looks ahead, or its years lie before the period.
    """
    marker = None
    for marker in words().past.finditer(text):  # noqa: B007 - the last one counts
        pass
    after = marker.end() if marker is not None else 0
    years = [int(m[1]) if m[1] else five_year(m[2]) for m in _YEAR.finditer(text, after)]
    ahead = any(period is None or y >= period[0] for y in years)
    if marker is not None:
        return not ahead and _AHEAD.search(text, after) is None
    return bool(years) and not ahead
