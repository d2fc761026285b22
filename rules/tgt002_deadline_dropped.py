"""TGT002 deadline-dropped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planlint.diagnostic import Severity
from planlint.readers.source import Span
from planlint.rule import Bad, Context, Finding, Good, Rule

from ._commitments import about, due, printed, sentence

if TYPE_CHECKING:
    from planlint.compare import CommitmentPair

_PARENT = "2027年底前，社区老年助餐服务覆盖率达到90%。"


class DeadlineDropped(Rule):
    """同一项量化要求，上级规划写明了完成时限，草案把时限丢了。没有时限，到期就无法检查。

    上级的时限就是规划期末（“到2030年”）的，可以理解为期末完成，只作提示。
    """

    id, name, severity = "TGT002", "deadline-dropped", Severity.WARNING
    needs = "parent"
    zh = "“{about}”（{have}）没有写完成时限，上级规划要求“{due}”。请补上时限。"
    en = "{about!r} ({have}) has no deadline, the parent says {due!r}; add it."
    why_en = "The same commitment, without the deadline that the parent sets."
    source = "规划衔接审核的惯例：目标、时限、责任一并承接"
    good = (
        Good("2027年底前，社区老年助餐服务覆盖率达到90%。", parent=_PARENT),
        Good("到2026年，社区老年助餐服务覆盖率达到90%。", parent=_PARENT, note="更早完成"),
    )
    bad = (
        Bad("〔[社区老年助餐服务覆盖率达到90%]〕。", parent=_PARENT),
        Bad(
            "〔[社区老年助餐服务覆盖率达到92%]〕。",
            parent=_PARENT.replace("2027年底前", "到2030年"),
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report answers without any deadline, neither their own nor the paragraph's."""
        told: set[Span] = set()
        for pair in ctx.comparison.commitments if ctx.comparison else ():
            wanted = pair.parent.deadline
            if pair.draft is None or wanted is None or not pair.undated:
                continue
            implied = _ends_the_plan(pair)
            if wanted.implied or wanted.span in told or (implied and pair.how != "exact"):
                continue  # a paragraph's opening is no deadline of each; one date is one finding
            told.add(wanted.span)
            yield self.report(
                pair.draft.span,
                sentence(pair, ctx),
                severity=Severity.INFO if implied else None,
                about=about(pair.draft),
                have=printed(ctx.source, pair.draft),
                due=due(wanted),
            )


def _ends_the_plan(pair: CommitmentPair) -> bool:
    """Whether the parent's deadline only says the end of its period: 到2030年, not 2030年前."""
    wanted, period = pair.parent.deadline, pair.plan.period
    return (
        wanted is not None
        and period is not None
        and wanted.mode != "before"
        and wanted.year == period[1]
    )
