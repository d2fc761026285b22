"""TGT003 deadline-later."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.readers.source import Span
from planlint.rule import Bad, Context, Finding, Good, Rule

from ._commitments import about, due, sentence

_PARENT = "2027年底前，社区老年助餐服务覆盖率达到90%。"


class DeadlineLater(Rule):
    """同一项量化要求，草案的完成时限晚于上级规划。下级晚完成，上级就不能按时完成。

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
    )
    bad = (Bad("〔[2029年底前]〕，社区老年助餐服务覆盖率达到90%。", parent=_PARENT),)

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
