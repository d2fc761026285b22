"""TXT010 nested-marks."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from planlint.diagnostic import Severity
from planlint.patterns import compiled, regex
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.wording import Printed

from ._cover import Cover, in_clauses

_CLOSE = {"《": "》", "〈": "〉", "“": "”", "‘": "’", "（": "）", "(": ")"}
_INNER = {"《": "〈〉", "“": "‘’"}
_NAMES = {"《": Text("书名号", "book marks"), "“": Text("引号", "quotes")}
_DEEPEST = 6
_BODIES = ("负责", "牵头", "责任", "参与", "配合", "协助", "单位", "部门")
_ROUND = Text(
    "圆括号里又套圆括号“{found}”，不易看清。请改用别的括号或者改写（共 {count} 处）。",
    "round brackets within round brackets ({found!r}); use another kind or rephrase ({count} in all).",
)


class _Pair(NamedTuple):
    """An inner pair of the same kind as the one around it."""

    start: int
    end: int
    outer: int


class NestedMarks(Rule):
    """书名号、引号里再用书名号、引号，里层应当用单的：《…〈…〉…》，“…‘…’…”。圆括号套圆括号只作提示。

    责任分工里机构名称的括注（市政府办公室（市大数据局））是通行写法，不报。
    """

    id, name, severity, fixable = "TXT010", "nested-marks", Severity.INFO, "safe"
    zh = "“{found}”的{marks}与外层相同，里层应当用“{right}”（共 {count} 处）。"
    en = (
        "{found!r} stands in {marks} like those around it; inside write {right!r} ({count} in all)."
    )
    why_en = "Book marks within book marks are 〈〉, quotes within quotes ‘’; round brackets in round ones are hard to read."
    source = "GB/T 15834-2011 4.8 引号、4.9 括号、4.15 书名号"
    good = (
        Good("落实《关于印发〈养老服务条例〉的通知》。"),
        Good("打造“一刻钟‘养老’圈”和“家门口”服务。"),
        Good("落实《养老服务条例》《社会保险条例》。", note="并列"),
        Good("1. 探访。抓好。（区政府办公室（区大数据局）、区民政局负责）", note="责任分工"),
    )
    bad = (
        Bad("落实《关于印发〔[《养老服务条例》]〕的通知》。"),
        Bad("打造“一刻钟〔[“养老”]〕圈”。"),
        Bad("做好服务（含助餐〔[（两餐）]〕、助浴）。"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Group the inner pairs by kind; each kind is one finding."""
        kinds: dict[str, list[tuple[Printed, _Pair]]] = {}
        clauses, numbers = ctx.once(in_clauses), ctx.runs("CIT003")
        for printed in ctx.wording.printed.holding(_within()):
            for pair in _nested(printed.text):
                mark = printed.text[pair.start].replace("(", "（")
                if numbers and _is_year(printed.text, pair):
                    continue
                if mark in _INNER or not _names_bodies(printed, pair, clauses):
                    kinds.setdefault(mark, []).append((printed, pair))
        for mark, places in kinds.items():
            yield self._report(mark, places)

    def _report(self, mark: str, places: list[tuple[Printed, _Pair]]) -> Finding:
        spans = [printed.span(pair.start, pair.end + 1) for printed, pair in places]
        right = _INNER.get(mark, "")
        said = Text(f"里层改为“{right}”", f"write {right!r} inside")
        changes = tuple(c for place in places for c in _changes(*place, right))
        printed, pair = places[0]
        return self.report(
            spans[0],
            *(Also(s, Text("同样的情况", "the same mistake")) for s in spans[1:]),
            text=None if right else _ROUND,
            repair=Repair(changes, said, safe=True) if right else None,
            found=printed.text[pair.start + 1 : pair.end]
            if right
            else printed.text[pair.start : pair.end + 1],
            marks=_NAMES.get(mark, ""),
            right=right,
            count=len(places),
        )


def _changes(printed: Printed, pair: _Pair, right: str) -> Iterator[Change]:
    for at, mark in zip((pair.start, pair.end), right, strict=False):
        yield Change(printed.span(at, at + 1), mark)


def _nested(text: str) -> Iterator[_Pair]:
    """Pairs right inside one of their own kind, where every mark of the text has its mate."""
    stack: list[int] = []
    found: list[_Pair] = []
    levels: dict[int, bool] = {}  # whether an open mark is an inner one
    for match in _marks().finditer(text):
        at, char = match.start(), match[0]
        if char in _CLOSE:
            same = bool(stack) and text[stack[-1]] == char
            levels[at] = same and not levels[stack[-1]]
            stack.append(at)
            if len(stack) > _DEEPEST:
                return  # no prose
        elif stack and char == _CLOSE[text[stack[-1]]]:
            start = stack.pop()
            if levels[start]:
                found.append(_Pair(start, at, stack[-1]))
        else:
            return  # TXT001's
    if not stack:
        yield from found


def _is_year(text: str, pair: _Pair) -> bool:
    """Whether a bracket holds the year of a document's number, which has a rule of its own."""
    found = regex(r"[（(] ?\d{2,4} ?年? ?[）)] ?第? ?\d{1,6} ?号").match(text, pair.start)
    return found is not None


def _names_bodies(printed: Printed, pair: _Pair, clauses: Cover) -> bool:
    """Whether a bracket within a bracket stands in a clause, or is only a number."""
    if printed.flow.offset(pair.start) in clauses:
        return True
    around = printed.text[pair.outer : pair.end + 60]
    held = printed.text[pair.start + 1 : pair.end]
    return any(word in around for word in _BODIES) or len(held) < 2


@cache
def _within() -> re.Pattern[str]:
    """A mark that opens again before it closes: cheap to look for."""
    return compiled(
        "《[^》\n]*《|“[^”\n]*“|（[^）)\n]*[（(]|\\([^）)\n]*[（(]|〈[^〉\n]*〈|‘[^’\n]*‘"
    )


@cache
def _marks() -> re.Pattern[str]:
    return compiled("[《》〈〉“”‘’（）()]")
