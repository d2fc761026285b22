"""TSK002 copied-from-expired-plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planlint.diagnostic import Severity
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text

if TYPE_CHECKING:
    from planlint.compare.copying import CopiedSection

_OLD = (
    "1. 探访关爱。建立特殊困难老年人定期探访制度，由村（社区）工作人员每周上门一次，帮助解决实际困难。\n"
    "2. 助餐服务。依托社区食堂和小区架空层发展老年助餐，对高龄和失能老人送餐上门，价格不高于市价。"
)
_NEW = "1. 智慧养老。建设区级养老服务平台，汇聚服务需求和床位信息，做到一键呼叫、统一派单。"
_FAR = _NEW + "\n2. " + _OLD[3:].replace("\n2. ", "\n3. ")
_BANK = (
    "开展低龄老年人服务高龄老年人的“时间银行”试点，在五个街道设立服务站，"
    "志愿者每服务一小时记一分，积分可以兑换理发、保洁和短期托养服务。"
)
_ALONE = Text(
    "约 {share}% 的文字与上一期规划《{title}》逐字相同{most}。请对照新一期的要求改写。",
    "about {share}% of the text is word for word that of the last period's plan {title!r}{most}; rewrite it for the new period.",
)
_SECTION = Text(
    "“{title}”约 {share}% 的文字与上一期规划逐字相同，上级规划没有这样写。请核对是否仍然适用，按新一期的要求改写。",
    "about {share}% of {title!r} is word for word that of the last period's plan, and not the parent's; see whether it still holds, and rewrite it.",
)
_SHOWN = 5
_MOSTLY, _LEAST = 0.35, 40  # of a section's text; characters of it at which such a run begins


class CopiedFromExpiredPlan(Rule):
    """草案逐字照抄上一期规划的文字比照上级规划的还多，说明没有按新一期的要求重写。用 `--predecessor` 给出上一期规划时检查。

    照上级规划改写过的草案，仍有整节照抄上一期的，逐节提示。按连续 12 个字相同计算，不计目录、表格和责任分工。`least` 是报告的最低比例（%），没有给出上级规划时加倍。
    """

    id, name, severity = "TSK002", "copied-from-expired-plan", Severity.WARNING
    needs = "predecessor"
    options = {"least": 10}  # noqa: RUF012 - read-only
    zh = "约 {share}% 的文字与上一期规划《{title}》逐字相同，与上级规划相同的只有 {other}%{most}。请对照新的上级规划改写。"
    en = "about {share}% of the text is word for word that of the last period's plan {title!r}, and only {other}% that of the parent{most}; rewrite it by the new parent."
    why_en = "More of the draft comes from the previous period's plan than from the parent. Counted in runs of 12 characters, without contents, tables and clauses."
    source = "规划衔接审核的惯例：新一期规划应体现新的部署"
    good = (
        Good(_NEW, predecessor=_OLD, parent=_NEW, note="写的是新一期的任务"),
        Good(_OLD, predecessor=_OLD, parent=_OLD, note="上级规划也这样写"),
        Good(
            f"{_FAR}\n4. 时间银行。志愿者服务老人的时间存入账户，将来可以兑换同等服务。",
            predecessor=f"1. 时间银行。{_BANK}",
            parent=_FAR,
            note="按新的情况改写过",
        ),
    )
    bad = (
        Bad(_OLD, predecessor=_OLD, parent=_NEW, note="整段照抄上一期"),
        Bad(_OLD, predecessor=_OLD, note="没有给出上级规划"),
        Bad(
            f"{_FAR}\n4. 〔[时间银行]〕。{_BANK}",
            predecessor=f"1. 时间银行。{_BANK}",
            parent=_FAR,
            note="全文照上级改写过，只有一节照抄上一期",
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Weigh what the draft takes from the predecessor against what it takes from the parents."""
        if ctx.predecessor is None:
            return
        from planlint.compare.copying import Copied, copied_from

        old, sections = copied_from(ctx.draft, [ctx.predecessor])
        new = copied_from(ctx.draft, ctx.parents)[0] if ctx.parents else Copied(0, 0)
        least = float(ctx.options["least"]) * (1 if ctx.parents else 2)
        if old.share * 100 < least or old.share <= new.share:
            yield from self._pasted(ctx) if old.taken else ()
            return
        worst = sorted((s for s in sections if s.copied.share >= 0.3), key=_taken)[:_SHOWN]
        yield self.report(
            None,
            *(Also(s.section.title_span, _said(s)) for s in worst),
            text=None if ctx.parents else _ALONE,
            share=round(old.share * 100),
            other=round(new.share * 100),
            title=ctx.predecessor.title,
            most=_most(worst),
        )

    def _pasted(self, ctx: Context) -> Iterator[Finding]:
        """The sections that come from the predecessor though the draft follows its parents."""
        from planlint.compare.copying import copied_from

        old = [ctx.predecessor] if ctx.predecessor and ctx.parents else []
        sections = copied_from(ctx.draft, old, ctx.parents)[1] if old else ()
        for section, copied in sections:
            if copied.taken >= _LEAST and copied.share >= _MOSTLY:
                yield self.report(
                    section.title_span,
                    text=_SECTION,
                    severity=Severity.INFO,
                    title=section.title,
                    share=round(copied.share * 100),
                )


def _taken(section: CopiedSection) -> int:
    return -section.copied.taken


def _said(section: CopiedSection) -> Text:
    share = round(section.copied.share * 100)
    return Text(f"约 {share}% 相同", f"about {share}% the same")


def _most(worst: list[CopiedSection]) -> Text:
    titles = [s.section.title for s in worst[:3]]
    if not titles:
        return Text("", "")
    zh, en = "".join(f"“{t}”" for t in titles), ", ".join(map(repr, titles))
    return Text(f"，最多的是{zh}", f", most in {en}")
