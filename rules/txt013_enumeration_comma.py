"""TXT013 enumeration-comma."""

import re
from collections.abc import Iterator
from functools import cache

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text


class EnumerationComma(Rule):
    """并列的书名号、引号之间通常不用顿号：《甲》《乙》，“甲”“乙”。标准说的是“通常”，所以默认不启用。

    并列项后面有括注，或者与不带书名号、引号的词语并列时，用顿号是对的。
    """

    id, name, severity, fixable = "TXT013", "enumeration-comma", Severity.INFO, "safe"
    default_on = False
    zh = "“{found}”：并列的书名号或引号之间通常不用顿号（共 {count} 处）。"
    en = "{found!r}: no 、 between titles or quotations side by side ({count} in all)."
    why_en = "Between 《》 side by side, and between “” side by side, 、 is usually left out. Off by default: the standard says “usually”."
    source = "GB/T 15834-2011 4.5.3.5"
    good = (
        Good("落实《养老服务条例》《社会救助条例》。"),
        Good("落实《养老服务条例》（云政发〔2026〕2号）、《社会救助条例》。", note="有括注"),
        Good("落实《养老服务条例》、《社会救助条例》、民法典。", note="与不带书名号的并列"),
    )
    bad = (
        Bad("落实《养老服务条例〔[》、《]〕社会救助条例》。"),
        Bad("实施“助餐〔[”、“]〕助浴”等行动。"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Find the lists whose items are all of one kind; each kind is one finding."""
        for joint in ("》、《", "”、“"):
            if joint not in ctx.wording.everything:
                continue
            spans, changes, pattern = [], [], _lists(joint[0], joint[-1])
            for printed, match in ctx.wording.find(pattern):
                start, stop = match.span()
                if _goes_on(printed.text, start, stop):
                    continue
                for at in _joints(printed.text, joint, start, stop):
                    spans.append(printed.span(at, at + 3))
                    changes.append(Change(printed.span(at + 1, at + 2), ""))
            if spans:
                yield self.report(
                    spans[0],
                    *(Also(s, Text("同样的写法", "the same form")) for s in spans[1:]),
                    repair=Repair(tuple(changes), Text("删去顿号", "drop the 、"), safe=True),
                    found=joint,
                    count=len(spans),
                )


def _goes_on(text: str, start: int, stop: int) -> bool:
    """Whether items of another kind, or one with a note, belong to the list, too."""
    return text[start - 1 : start] == "、" or text[stop : stop + 1] in tuple("、（(和及与")


def _joints(text: str, joint: str, start: int, stop: int) -> Iterator[int]:
    at = text.find(joint, start, stop)
    while at >= 0:
        yield at
        at = text.find(joint, at + 1, stop)


@cache
def _lists(close: str, opening: str) -> re.Pattern[str]:
    item = f"{opening}[^{opening}{close}]*{close}"
    return compiled(f"{item}(?:、{item})+")
