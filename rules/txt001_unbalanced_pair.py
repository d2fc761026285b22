"""TXT001 unbalanced-pair."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.syntax.ast import Flow

_FAMILIES = (
    ("（", "）"),
    ("(", ")"),
    ("[", "]"),
    ("［", "］"),
    ("【", "】"),
    ("〔", "〕"),
    ("《", "》"),
    ("〈", "〉"),
    ("“", "”"),
)
_OPEN = {a: b for a, b in _FAMILIES}
_CLOSE = {b: a for a, b in _FAMILIES}
_WIDTHS = {"(": "（", "（": "(", "[": "［", "［": "["}
_WIDE = "）］"
_HABIT = 3
_NOWHERE = Span(0, 0)
_LIST_MARK = "0123456789①②③④⑤⑥⑦⑧⑨⑩一二三四五六七八九十abcdefgABCDEFG"
_MIXED = Text(
    "前后不配：以“{opening}”开头，却以“{closing}”收尾，此处应为“{right}”。",
    "{opening!r} is closed by {closing!r}, of another width or kind; write {right!r} here.",
)
_UNOPENED = Text(
    "“{closing}”没有对应的“{opening}”。请补上或删去。",
    "{closing!r} has no {opening!r} before it; add one or drop it.",
)

_REVERSED = Text(
    "前后引号用反了：前面应为前引号（{opening}），后面应为后引号（{closing}）。",
    "the quotes are the wrong way round: {opening} comes first, {closing} last.",
)
_TWICE = Text(
    "这里收尾的引号又写成了前引号（{opening}），应为后引号（{closing}）。",
    "an opening quote ({opening}) stands where the closing one ({closing}) belongs.",
)
_OPENS = Text(
    "这里开头的引号写成了后引号（{closing}），应为前引号（{opening}）。",
    "a closing quote ({closing}) stands where the opening one ({opening}) belongs.",
)
_OTHER = Text("另一半", "its other half")
_NEAR = 30  # characters between two halves that are meant for a pair


class _Mark(NamedTuple):
    char: str
    span: Span
    mate: str = ""
    mate_span: Span = _NOWHERE


class UnbalancedPair(Rule):
    """括号、引号、书名号不成对，或者前后全角半角不一。按整段检查，被分页打断的段落先接起来。"""

    id, name, severity, fixable = "TXT001", "unbalanced-pair", Severity.WARNING, "safe"
    zh = "“{opening}”没有收尾，本段缺少对应的“{closing}”。请补上。"
    en = "{opening!r} is never closed: {closing!r} is missing from the paragraph."
    why_en = "Brackets, quotes and book marks that do not close, or close in another width."
    source = "GB/T 15834-2011 4.8 引号、4.9 括号、4.15 书名号"
    good = (
        Good("做好服务（含助餐、助浴）。"),
        Good("重点做好：1）助餐；2）助浴。", note="列表序号的单括号"),
    )
    bad = (
        Bad("做好服务〔[（]〕含助餐、助浴。"),
        Bad("做好服务（含助餐、助浴〔[)]〕。"),
        Bad("落实《养老服务条例》〔[》]〕要求。"),
        Bad("做好服务〔[(]〕含助餐、助浴）。", note="全角的一半是对的"),
        Bad("打造〔[”]〕银龄“品牌。", note="前后用反"),
        Bad("打造〔[”]〕银龄”品牌，做好服务。", note="开头的写成了收尾的"),
        Bad("打造“银龄〔[“]〕品牌，做好服务。", note="收尾的写成了开头的"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Balance each paragraph; what one leaves open the next may close (a broken page)."""
        before: list[_Mark] = []
        all_mixed: list[_Mark] = []
        halves = _halves(ctx) if ctx.runs("NUM006") else set()
        for flow, text in ctx.wording.texts:
            opened, stray, mixed = _balance(text, flow)
            if halves:
                opened, stray = ([m for m in p if m.span not in halves] for p in (opened, stray))
            all_mixed.extend(mixed)
            yield from self._mistaken(opened, stray, before)
            for mark in stray:
                opener = _CLOSE[mark.char]
                carried = next((m for m in reversed(before) if m.char == opener), None)
                if carried is not None:
                    before.remove(carried)
                else:
                    yield self.report(mark.span, text=_UNOPENED, opening=opener, closing=mark.char)
            yield from (self._unclosed(m) for m in before)
            before = opened
        yield from (self._unclosed(m) for m in before)
        yield from self._mixed(all_mixed)

    def _mistaken(
        self, opened: list[_Mark], stray: list[_Mark], before: list[_Mark]
    ) -> Iterator[Finding]:
        """Pairs typed with one half for the other, ”X“ or “X“: one finding, taken off the lists."""
        for mark in [m for m in stray if m.char == "”" and not any(b.char == "“" for b in before)]:
            late = next((m for m in opened if m.char == "“" and _follows(mark, m)), None)
            if late is not None:
                stray.remove(mark)
                opened.remove(late)
                yield self._wrong_half(mark, late, _REVERSED)
        waiting = any(b.char == "“" for b in before)
        for first, second in pairwise([m for m in stray if m.char == "”" and not waiting]):
            if _follows(first, second) and first in stray and second in stray:
                stray.remove(first)
                stray.remove(second)
                yield self._wrong_half(first, second, _OPENS)
        for first, second in pairwise(list(opened)):
            if first.char == second.char == "“" and _follows(first, second) and first in opened:
                opened.remove(first)
                opened.remove(second)
                yield self._wrong_half(first, second, _TWICE)

    def _wrong_half(self, first: _Mark, second: _Mark, text: Text) -> Finding:
        right = {first: "“", second: "”"}
        changes = tuple(Change(m.span, c) for m, c in right.items() if m.char != c)
        return self.report(
            changes[0].span,
            Also((second if changes[0].span == first.span else first).span, _OTHER),
            text=text,
            repair=Repair(changes, Text("改正引号", "mend the quotes"), safe=True),
            opening="“",
            closing="”",
        )

    def _unclosed(self, mark: _Mark) -> Finding:
        return self.report(mark.span, opening=mark.char, closing=_OPEN[mark.char])

    def _mixed(self, marks: list[_Mark]) -> Iterator[Finding]:
        """Pairs of two widths; a habit (more than three alike) is one finding."""
        alike: dict[tuple[str, str], list[_Mark]] = {}
        for mark in marks:
            alike.setdefault((mark.mate, mark.char), []).append(mark)
        for group in alike.values():
            if len(group) > _HABIT:
                yield self._mixed_finding(group)
            else:
                yield from (self._mixed_finding([m]) for m in group)

    def _mixed_finding(self, marks: list[_Mark]) -> Finding:
        first = marks[0]
        # Of two widths the full one is right in Chinese, on whichever side it stands.
        opens = first.mate in "([" and first.char in _WIDE
        right = _CLOSE[first.char] if opens else _OPEN[first.mate]
        places = [m.mate_span if opens else m.span for m in marks]
        return self.report(
            places[0],
            Also(first.span if opens else first.mate_span, _OTHER),
            *(Also(p, Text("同样的情况", "the same mistake")) for p in places[1:]),
            text=_MIXED,
            repair=Repair(
                tuple(Change(p, right) for p in places),
                Text(f"改为“{right}”", f"write {right!r}"),
                safe=True,
            ),
            opening=first.mate,
            closing=first.char,
            right=right,
        )


def _halves(ctx: Context) -> set[Span]:
    """Brackets of headings' markers that lack the other half: NUM006 reports these."""
    markers = (s.marker for part in ctx.draft.outline.parts for s in part.walk())
    texts = [(m.text, m.span) for m in markers if m.kind == "bracketed"]
    closers = {Span(s.end - 1, s.end) for t, s in texts if t[0] not in "（(" and t[-1] in "）)"}
    return closers | {Span(s.start, s.start + 1) for t, s in texts if t[-1] not in "）)、.．"}


def _follows(first: _Mark, second: _Mark) -> bool:
    return 1 < second.span.start - first.span.start <= _NEAR


@cache
def _marks() -> re.Pattern[str]:
    return compiled(f'[{re.escape("".join((*_OPEN, *_CLOSE)))}"]')


def _balance(text: str, flow: Flow) -> tuple[list[_Mark], list[_Mark], list[_Mark]]:
    """The marks left open, the closers without opener, and the closers of another width."""
    stack: list[_Mark] = []
    stray: list[_Mark] = []
    mixed: list[_Mark] = []
    unclosed: list[_Mark] = []
    for found in _marks().finditer(text):
        at, char = found.start(), found.group()
        if char in _OPEN:
            stack.append(_Mark(char, flow.span(at, at + 1)))
        elif char == '"' and stack and stack[-1].char == "“":
            opener = stack.pop()
            mixed.append(_Mark(char, flow.span(at, at + 1), opener.char, opener.span))
        elif char in _CLOSE:
            wanted = _CLOSE[char]
            if stack and stack[-1].char == wanted:
                stack.pop()
                continue
            mark = _Mark(char, flow.span(at, at + 1))
            if stack and _WIDTHS.get(stack[-1].char) == wanted:
                opener = stack.pop()
                mixed.append(_Mark(char, mark.span, opener.char, opener.span))
            elif any(m.char == wanted for m in stack):
                left = list[_Mark]()
                while stack[-1].char != wanted:
                    left.append(stack.pop())
                stack.pop()
                unclosed.extend(reversed(left))
            elif not (char in ")）" and at and text[at - 1] in _LIST_MARK):
                stray.append(mark)
    return [*unclosed, *stack], stray, mixed
