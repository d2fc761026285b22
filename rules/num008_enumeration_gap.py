"""NUM008 enumeration-gap."""

import re
from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.patterns import regex
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text
from planlint.syntax.numerals import chinese

from ._enumerations import Token, enumerations
from ._sequences import breaks

_REPEATED = Text(
    "列举序数“{found}”重复或者倒退，此处应为“{expected}”。",
    "the count repeats or falls back: {expected!r} expected, {found!r} found.",
)


class EnumerationGap(Rule):
    """文中“一是…二是…三是…”的列举跳号、重号，或者不从“一是”开始，多是删改后没有顺下来。

    列举可以写在一段之内，也可以分段；“其一…其二…”“（1）…（2）…”“①…②…”同样核对。
    “一是一、二是二”“唯一是”不是列举。
    """

    id, name, severity = "NUM008", "enumeration-gap", Severity.WARNING
    zh = "列举不连续：“{found}”之前缺“{expected}”。请核对是否漏了一项，或依次改正序数。"
    en = "the count skips {expected!r} before {found!r}. Check for a lost item or renumber."
    why_en = (
        "A count in running text (一是…二是…三是…) skips or repeats a number, or does not begin at"
        " one: an item was cut or moved and the rest was not renumbered."
    )
    source = "GB/T 15834-2011 4.5.3、4.6.3（序次语）；核稿惯例"
    good = (
        Good("一是扩大供给；二是提升质量；三是强化监管。"),
        Good("一是扩大供给。\n二是提升质量。\n三是强化监管。", note="分段列举"),
        Good("办事公道，一是一、二是二，不搞变通。这是唯一是非标准。"),
        Good("一是扩大供给，二是提升质量。一是完善制度，二是强化监管。", note="两组列举"),
        Good("一是建立三级网络，二是二级医院开设门诊，三是三甲医院派驻专家。"),
        Good("首先扩大供给，二是提升质量，三是强化监管。", note="第一项用别的说法"),
        Good("一要扩大供给，二要提升质量，更要强化监管；三是公开标准。"),
        Good("其一，扩大供给；其二，提升质量。内容包括：（1）助餐；（2）助浴；（3）助医。"),
        Good("第一、第三产业融合，第二，第三产业并进。"),
    )
    bad = (
        Bad("一是抓助餐。〔[三是]〕抓助浴。三是抓助医。四是抓培训。", note="第二项写错"),
        Bad("一是扩大供给；二是提升质量；〔[四是]〕强化监管；五是公开标准。"),
        Bad("一是扩大供给；二是提升质量；〔[二是]〕强化监管；三是公开标准。"),
        Bad("一是扩大供给。\n〔[三是]〕提升质量。\n四是强化监管。"),
        Bad("存在短板：〔[二是]〕供给不足，三是质量不高。", note="不从“一是”开始"),
        Bad("一是扩大供给；〔[一是]〕提升质量；三是强化监管。"),
        Bad("包括：①助餐；②助浴；〔[④]〕助医。"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Follow each count; an item that the text before opens in another way is not missing."""
        parts = ctx.draft.outline.parts
        headings = {s.heading.origins[0]: len(s.marker.text) for p in parts for s in p.walk()}
        for run in enumerations(ctx.wording, headings):
            for fault in breaks([t.value for t in run]):
                token = run[fault.at]
                if fault.kind == "gap" and _said_otherwise(token, fault.expected):
                    continue
                before = run[fault.at - 1 : fault.at] if fault.at else []
                yield self.report(
                    token.place.span(token.start, token.end),
                    *(
                        Also(t.place.span(t.start, t.end), Text("前一项", "the item before"))
                        for t in before
                    ),
                    text=None if fault.kind == "gap" else _REPEATED,
                    expected=token.same_form(fault.expected),
                    found=token.text,
                )


def _said_otherwise(token: Token, expected: int) -> bool:
    """Whether the missing item stands there in other words: 首先 for 一是, 三则 for 三是."""
    if expected == 1 and regex("首先|第一|一方面|其一|一来|首要").search(token.before):
        return True
    if token.kind == "circled":
        return token.same_form(expected) in token.before
    if token.kind == "bracketed":
        return re.search(rf"[（(]? ?{expected} ?[）).、]", token.before) is not None
    said = rf"(?:^|[，。；：、！？（(“\s,;:其第]){chinese(expected)}[是要则来为靠在手方、，：,:]"
    return re.search(rf"{said}|{chinese(expected)}[是要]", token.before) is not None
