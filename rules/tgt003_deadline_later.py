"""TGT003 deadline-later."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Context, Finding, Good, Rule

from ._commitments import about, due, sentence
from ._indicators import quoted

_LONGEST = 30
_PARENT = "2027年底前，社区老年助餐服务覆盖率达到90%。"


class DeadlineLater(Rule):
    """同一项要求，草案的完成时限晚于上级规划。下级晚完成，上级就不能按时完成。

    两处文字不尽相同，或者时限写在段首的，只报警告。
    """

    id, name, severity = "TGT003", "deadline-later", Severity.ERROR
    needs = "parent"
    zh = "“{about}”的时限“{have}”晚于上级规划的“{due}”。请提前到不晚于上级要求。"
    en = "{about!r}: the deadline {have!r} is later than the parent's {due!r}; set it no later."
    why_en = "The draft's deadline is later than the parent's for the same commitment."
    source = "国发〔2005〕33号：下级政府规划服从上级政府规划"
    good = (
        Good("2027年底前，社区老年助餐服务覆盖率达到90%。", parent=_PARENT),
        Good(
            "2027年底前，社区老年助餐服务覆盖率达到90%。到2030年，社区老年助餐服务覆盖率达到95%。",
            parent=_PARENT,
            note="分两步走",
        ),
        Good("2026年底前完成应急预案修编。", parent="2027年底前完成应急预案修编。"),
        Good(
            "2029年底前完成养老机构消防改造。",
            parent="2027年底前完成应急预案修编。",
            note="另一件事",
        ),
    )
    bad = (
        Bad("〔[2029年底前]〕，社区老年助餐服务覆盖率达到90%。", parent=_PARENT),
        Bad("〔[2029年底前]〕完成应急预案修编。", parent="2027年底前完成应急预案修编。"),
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
        yield from self._without_numbers(ctx, told)

    def _without_numbers(self, ctx: Context, told: set[Span]) -> Iterator[Finding]:
        """Clauses that only say what is done by when: 2027年底前完成预案修编."""
        for pair in ctx.comparison.late if ctx.comparison else ():
            if pair.draft.span not in told:
                told.add(pair.draft.span)
                words = quoted(f"“{pair.plan.source[pair.parent.clause]}”", pair.plan, ctx)
                yield self.report(
                    pair.draft.span,
                    Also(pair.parent.span, words, pair.plan.source),
                    severity=None if pair.sure else Severity.WARNING,
                    about=pair.draft.words[:_LONGEST],
                    have=pair.draft.printed,
                    due=pair.parent.printed,
                )
