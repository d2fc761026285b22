"""DAT002 wrong-period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from planlint.diagnostic import Severity
from planlint.patterns import regex
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.citation import Citation
from planlint.syntax.ast import Flow

from ._dates import NEAR, in_title, sentences, tells
from ._periods import (
    history,
    judged,
    last_year,
    last_year_of,
    looks_back,
    named,
    opens_plan,
    past_names,
    preamble,
    sections_ahead,
    stated,
)

_BASIS = Text(
    "作为编制依据的《{found}》规划期到{last}年为止，早于本规划的{start}年。请改为依据本期的上级规划。",
    "《{found}》, cited as the basis, ended in {last}, before this plan begins ({start}); cite this period's plan.",
)
_SPAN = Text(
    "规划期写成“{found}”，到{last}年为止，早于本规划的{start}年。请核对。",
    "the period is given as {found!r}, which ends in {last}, before this plan begins ({start}).",
)

_MOST = 20  # names in one sentence; a sentence with more is none


class WrongPeriod(Rule):
    """把上一个五年规划的时期当作本期来写（“十五五”规划中写“十四五”期间将……），或者以上一期规划为编制依据。

    多半是套用上一期文本没有改全。回顾、对比（较“十四五”末）、“十四五”以来，以及引用其他规划的名称，不在此列。
    """

    id, name, severity = "DAT002", "wrong-period", Severity.WARNING
    zh = "“{found}”到{last}年为止，早于本规划的{start}年，这里却作为本期来写。请核对是否从上一期规划抄来。"
    en = "{found!r} ended in {last}, before this plan begins ({start}), but is written of as its own period; check it."
    why_en = "The previous five-year period written of as the current one, or the previous plan as the basis."
    source = "规划期与文本一致的惯例"
    good = (
        Good("“十五五”期间，将新建养老机构10个。"),
        Good("在“十四五”期间工作的基础上，加快建设服务网络。"),
        Good("“十四五”时期以来，服务能力明显提升，要进一步巩固。"),
        Good("“十四五”期间，全区累计新建养老机构10个，走在全市前列。"),
        Good("“十四五”期间，全区将养老服务摆在突出位置，累计投入3亿元。", note="“将”即“把”"),
        Good("“十四五”主要指标完成情况见下表，“十五五”主要指标见专栏1。"),
        Good("床位数较“十四五”末翻一番，将新增2000张。"),
        Good("做好“十四五”规划总结评估，完成“十四五”规划结转项目。"),
        Good("落实“八五”普法规划，谋划“十六五”时期重大项目。"),
        Good("一、“十四五”发展回顾\n“十四五”期间，将养老服务摆在突出位置。", whole=True),
    )
    bad = (
        Bad("〔[“十四五”期间]〕，将新建养老机构10个。"),
        Bad("〔[“十四五”期间]〕，新建养老机构10个。"),
        Bad("〔[“十四五”期间]〕，将累计投入资金12亿元以上。", note="“累计”的是今后"),
        Bad("推进适老化改造，〔[“十四五”期间]〕完成改造2000户。"),
        Bad("到2030年，体系更加完善，〔[“十四五”]〕养老服务发展主要指标见下表。"),
        Bad("〔[“十四五”时期]〕，要坚持公益导向，扩大服务供给。"),
        Bad("全面完成〔[“十四五”规划]〕确定的各项目标任务。"),
        Bad("（一）〔[“十四五”]〕主要目标\n做好服务。\n（二）重点任务\n做好保障。"),
        Bad(
            "南浦区“十五五”养老服务规划\n为加快发展，依据〔[《云州市“十四五”养老服务规划》]〕，制定本规划。"
            "\n一、总体要求\n坚持公益。",
            whole=True,
        ),
        Bad(
            "南浦区“十五五”养老服务规划\n为推动〔[“十四五”时期]〕养老服务高质量发展，制定本规划。"
            "\n一、总体要求\n坚持公益。",
            whole=True,
        ),
        Bad("规划期为〔[2021—2025年]〕。"),
        Bad(
            "南浦区“十五五”养老服务规划\n为加快发展，制定本规划。规划期为〔[2021—2025年]〕。"
            "\n一、总体要求\n坚持公益。",
            whole=True,
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Look for earlier periods in the sections that look ahead, and in the basis."""
        period = ctx.draft.period
        start = period[0] if period else ctx.date.year if ctx.date else None
        if start is None:
            return
        if not any(name in ctx.wording.everything for name in (*past_names(start), "规划期")):
            return
        yield from self._basis(ctx, start)
        for flow in preamble(ctx):
            yield from self._flow(flow, start, made=True)
        for flow in sections_ahead(ctx, start):
            yield from self._flow(flow, start)

    def _flow(self, flow: Flow, start: int, *, made: bool = False) -> Iterator[Finding]:
        """A text's findings; with `made` only those of a sentence that says what the plan is for."""
        text = flow.text
        if not any(name in text for name in (*past_names(start), "规划期")):
            return
        told = history().search(text) is not None
        for low, high in sentences(text):
            wanted = not made or opens_plan(text[low:high])
            for found in islice(named().finditer(text, low, high), _MOST if wanted else 0):
                if last_year(found) >= start or in_title(text, found.start()):
                    continue
                severity = judged(text, found, (low, high), history=told)
                if severity:
                    yield self._report(flow, found, start, severity)
                    break
            span = stated().search(text, low, high)
            if span and int(span["last"]) < start and not tells(text, low, high):
                years = regex(" ").sub("", span["years"])
                yield self.report(
                    flow.span(*span.span("years")),
                    text=_SPAN,
                    found=years,
                    last=int(span["last"]),
                    start=start,
                )

    def _report(self, flow: Flow, found: re.Match[str], start: int, severity: Severity) -> Finding:
        return self.report(
            flow.span(*found.span()),
            severity=severity,
            found=regex('[“”"‘’]').sub("", found[0]),
            last=last_year(found),
            start=start,
        )

    def _basis(self, ctx: Context, start: int) -> Iterator[Finding]:
        """Plans of an earlier period in the sentence that says what the plan is made from."""
        text, past = ctx.source.folded, list[tuple[Citation, int]]()
        for citation in ctx.draft.basis_citations:
            last = last_year_of(citation.title)
            at, end = citation.span
            low = max(*(text.rfind(c, 0, at) + 1 for c in "。\n"), at - 2 * NEAR, 0)
            high = min(
                i if i >= 0 else end + 2 * NEAR
                for i in (text.find(c, end, end + 2 * NEAR) for c in "。\n")
            )
            made = (
                regex("依据|根据|按照|依照|遵照").search(text[low:at]) and "制定" in text[low:high]
            )
            if last is not None and last < start and made and not looks_back(text[low:high]):
                past.append((citation, last))
        if past:
            (first, last), *rest = past
            yield self.report(
                first.span,
                *(
                    Also(c.span, Text("同样是上一期规划", "of an earlier period, too"))
                    for c, _ in rest
                ),
                text=_BASIS,
                found=first.title,
                last=last,
                start=start,
            )
