"""TGT003 deadline-later."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from planlint.diagnostic import Severity
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text

from ._commitments import about, due, sentence

_SOURCE = Text("上级规划的原句", "the parent's sentence")
_PARENT = "2027年底前，社区老年助餐服务覆盖率达到90%。"
_WORDS = "2028年底前完成全市养老机构消防设施改造。"


class DeadlineLater(Rule):
    """同一项要求，草案的完成时限晚于上级规划。下级晚完成，上级就不能按时完成。

    没有数字的要求，两处文字不尽相同的，或者时限写在段首的，只报警告。
    """

    id, name, severity = "TGT003", "deadline-later", Severity.ERROR
    needs, aside = "parent", True
    zh = "“{about}”的时限“{have}”晚于上级规划的“{due}”。请提前到不晚于上级要求。"
    en = "{about!r}: the deadline {have!r} is later than the parent's {due!r}; set it no later."
    why_en = "The draft's deadline is later than the parent's for the same thing. A warning where that is no number, or the texts differ."
    source = "国发〔2005〕33号：下级政府规划服从上级政府规划"
    good = (
        Good("2027年底前，社区老年助餐服务覆盖率达到90%。", parent=_PARENT),
        Good(
            "2027年底前，社区老年助餐服务覆盖率达到90%。到2030年，社区老年助餐服务覆盖率达到95%。",
            parent=_PARENT,
            note="分两步走",
        ),
        Good("2028年6月底前完成全区养老机构消防设施改造。", parent=_WORDS, note="提前了"),
        Good("2029年底前完成全区养老机构食堂改造。", parent=_WORDS, note="是另一件事"),
        Good(
            "2029年底前完成街道助浴点建设，接入全市平台。",
            parent="2028年底前完成社区助浴点建设，2029年底前完成街道助浴点建设。",
            note="对应的是后一句",
        ),
    )
    bad = (
        Bad("〔[2029年底前]〕，社区老年助餐服务覆盖率达到90%。", parent=_PARENT),
        Bad("〔[2029年底前]〕完成全区养老机构消防设施改造。", parent=_WORDS, note="没有数字"),
        Bad(
            "有序推进养老机构档案的整合移交，〔[2029年底前]〕完成。",
            parent="有序推进养老机构档案的整合移交，2028年底前完成。",
            note="时限写在后面",
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Compare the deadlines by year, then by month where both say one."""
        told: set[Span] = set()
        for pair in ctx.comparison.commitments if ctx.comparison else ():
            have = pair.draft.deadline if pair.draft is not None else None
            if pair.draft is None or have is None or not pair.later or have.span in told:
                continue
            told.add(have.span)  # one date is one finding, whatever it governs
            sure = pair.how == "exact" and not have.implied
            yield self.report(
                have.span,
                sentence(pair, ctx),
                severity=None if sure else Severity.WARNING,
                about=about(pair.draft),
                have=due(have),
                due=due(pair.parent.deadline),
            )
        yield from self._in_words(ctx, told)

    def _in_words(self, ctx: Context, told: Collection[Span]) -> Iterator[Finding]:
        """The deadlines of what is asked for without a number, in sentences that were taken over."""
        for pair, (subject, _, want, have) in ctx.comparison.redated if ctx.comparison else ():
            span = None if have is None else pair.draft.part(have.start, have.end)
            if have is None or span is None or any(s.start <= span.start < s.end for s in told):
                continue
            place = pair.parent.part(want.start, want.end)
            yield self.report(
                span,
                Also(place, _SOURCE, pair.plan.source),
                severity=Severity.WARNING,
                about=subject.strip("，、的 "),
                have=pair.draft.text[have.start : have.end],
                due=pair.parent.text[want.start : want.end],
            )
