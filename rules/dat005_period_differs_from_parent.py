"""DAT005 period-differs-from-parent."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text


class PeriodDiffersFromParent(Rule):
    """草案的规划期超出了上级规划的规划期。下级规划应在上级规划期之内；期限较短的行动计划是允许的。"""

    id, name, severity = "DAT005", "period-differs-from-parent", Severity.ERROR
    needs = "parent"
    zh = "规划期 {have} 不在上级规划《{title}》的规划期 {want} 之内。请核对期限或上级规划是否选错。"
    en = "the period {have} does not lie within the parent's {want} (《{title}》); check both."
    why_en = "The plan's years must lie within the parent's; a shorter plan inside them is right."
    source = "规划衔接：规划期应与上级规划一致"
    good = (
        Good(
            "南浦区“十五五”养老服务发展规划\n一、总体要求\n坚持公益。",
            parent="完善服务。",
            whole=True,
        ),
        Good(
            "南浦区养老服务三年行动计划（2026—2028年）\n一、总体要求\n坚持公益。",
            parent="完善服务。",
            whole=True,
            note="在上级规划期内的短期计划",
        ),
    )
    bad = (
        Bad(
            "〔[南浦区“十四五”养老服务发展规划]〕\n一、总体要求\n坚持公益。",
            parent="完善服务。",
            whole=True,
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Set the draft's years against each parent's."""
        from planlint.compare import same_period

        have = ctx.draft.period
        for parent in ctx.parents:
            want = parent.period
            if have is None or want is None or same_period(ctx.draft, parent):
                continue
            yield self.report(
                ctx.draft.part.title_span if ctx.draft.title else None,
                Also(parent.part.title_span, Text("上级规划", "the parent plan"), parent.source),
                have=_shown(have),
                want=_shown(want),
                title=parent.title,
            )


def _shown(years: tuple[int, int]) -> str:
    return f"{years[0]}—{years[1]}年" if years[0] != years[1] else f"{years[0]}年"
