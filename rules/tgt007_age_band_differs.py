"""TGT007 age-band-differs."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Also, Bad, Context, Finding, Good, Rule

from ._indicators import quoted

_PARENT = "为0—6岁孤独症儿童提供康复救助。"


class AgeBandDiffers(Rule):
    """同一项服务，上级规划与草案写的年龄段不同（0—6岁、0—7岁）。各地政策可以不同，但应当是有意的。"""

    id, name, severity = "TGT007", "age-band-differs", Severity.INFO
    needs = "parent"
    zh = "“{about}”的年龄段为 {have}，上级规划为 {want}。请核对是否有意不同。"
    en = "{about!r}: the ages are {have}, the parent's {want}; check that this is meant."
    why_en = "The ages differ from the parent's for the same service."
    source = "规划衔接审核的惯例：服务对象一致"
    good = (
        Good("为0-6岁孤独症儿童提供康复救助。", parent=_PARENT, note="只是连接号不同"),
        Good("为16—59周岁失能人员提供日间照料。", parent=_PARENT, note="另一项服务"),
    )
    bad = (Bad("为〔[0—7岁]〕孤独症儿童提供康复救助。", parent=_PARENT),)

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report the engine's pairs of one service whose ages differ."""
        for pair in ctx.comparison.ages if ctx.comparison else ():
            have, want = pair.draft, pair.parent
            if (have.low, have.high) != (want.low, want.high):
                where = Also(want.span, quoted(f"“{want.quote}”", pair.plan, ctx), pair.plan.source)
                yield self.report(
                    have.span, where, about=have.about, have=have.text, want=want.text
                )
