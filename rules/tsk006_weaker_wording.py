"""TSK006 weaker-wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from planlint.diagnostic import Severity
from planlint.patterns import compiled, regex
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text

if TYPE_CHECKING:
    from planlint.compare.sentences import SentencePair

_LOST = Text(
    "“{have}”比上级规划少了“{lost}”（上级为“{want}”）。请补上，或者确认本级不需要。",
    "{have!r} lacks the parent's {lost!r} ({want!r}); add it, or make sure that it is not needed here.",
)
_DATE = Text(
    "这句话承接自上级规划，但丢了时限“{want}”。请补上完成时限。",
    "taken over from the parent without its deadline {want!r}; add the deadline.",
)
_SOURCE = Text("上级规划的原句", "the parent's sentence")
_PARENT = "1. 助餐。社区食堂应当为高龄和失能老年人提供送餐上门服务，建立价格公示制度。"
_FORMULA = "健全党委领导、政府负责、部门协同、社会参与的养老服务工作机制。"
_DATED = "2028年底前制定老年人能力评估结果互认办法，统一评估文书格式。"


class WeakerWording(Rule):
    """承接上级的同一句话，力度却弱了：“应当”成了“鼓励”，“建立”成了“探索建立”，固定表述少了一项，时限丢了。

    只比与上级规划基本相同的句子。量化要求的时限由 TGT002 检查。`[[terms.weaker]]` 可以补充强弱词对，`[[terms.formulas]]` 可以补充固定表述。
    """

    id, name, severity = "TSK006", "weaker-wording", Severity.INFO
    needs = "parent"
    zh = "“{have}”比上级规划的“{want}”力度弱。请核对是否有意放宽。"
    en = "{have!r} is weaker than the parent's {want!r}; make sure that this is meant."
    why_en = "A sentence taken over from the parent that asks for less: 应当 became 鼓励, 建立 became 探索建立, a member of a fixed formula or a deadline is gone."
    source = "规划衔接审核的惯例：承接上级任务不降低要求"
    good = (
        Good(_PARENT, parent=_PARENT),
        Good(_PARENT.replace("应当", "要"), parent=_PARENT, note="同样是要求"),
        Good(_PARENT, parent=_PARENT.replace("应当", "可以"), note="比上级更严"),
        Good(
            "鼓励社区食堂开展节日慰问和文化活动，丰富老年人生活。",
            parent=_PARENT,
            note="是另一句话",
        ),
        Good(
            "健全党委领导、政府主导、部门联动、社会参与的养老服务工作机制。",
            parent=_FORMULA,
            note="说法不同，一项不少",
        ),
        Good(
            "健全党委领导、政府负责的养老服务体制。\n形成党委领导、政府负责、部门协同、社会参与的格局。",
            parent=_FORMULA,
            note="别处说全了",
        ),
        Good(_DATED.replace("底前", "6月底前"), parent=_DATED),
    )
    bad = (
        Bad(_PARENT.replace("应当", "〔[可以]〕"), parent=_PARENT),
        Bad(_PARENT.replace("，建立", "，〔[探索建立]〕"), parent=_PARENT),
        Bad(
            "全区养老机构〔[力争]〕做到每季度开展一次消防安全检查和应急疏散演练。",
            parent="全市养老机构确保做到每季度开展一次消防安全检查和应急疏散演练。",
        ),
        Bad(
            "〔[逐步]〕推行养老服务合同示范文本，规范收费项目和退费办法。",
            parent="全面推行养老服务合同示范文本，规范收费项目和退费办法。",
        ),
        Bad(
            _FORMULA.replace(
                "党委领导、政府负责、部门协同、社会参与", "〔[党委领导、政府负责、社会参与]〕"
            ),
            parent=_FORMULA,
        ),
        Bad("〔[制定老年人能力评估结果互认办法，统一评估文书格式。]〕", parent=_DATED),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Compare the sentences that were taken over; then the formulas of all sentences."""
        from planlint.compare.weaker import shortened, softened

        rows = ctx.terms.rows("weaker")
        commitments = ctx.comparison.commitments if ctx.comparison else ()
        owned = [c.parent.span for c in commitments if c.draft is not None and c.parent.deadline]
        for pair in ctx.comparison.sentences if ctx.comparison else ():
            if pair.draft.text == pair.parent.text:
                continue
            for have, want in softened(pair, rows):
                yield self.report(
                    pair.draft.part(*have),
                    Also(pair.parent.part(*want), _SOURCE, pair.plan.source),
                    have=pair.draft.text[slice(*have)],
                    want=pair.parent.text[slice(*want)],
                )
            yield from self._undated(pair, owned)
        for plan in ctx.parents:
            for lost in shortened(ctx.draft, plan, ctx.terms.rows("formulas")):
                yield self.report(
                    lost.draft.span,
                    Also(lost.parent.span, _SOURCE, plan.source),
                    text=_LOST,
                    have=lost.draft.text,
                    lost="、".join(lost.lost),
                    want=lost.parent.text,
                )

    def _undated(self, pair: SentencePair, owned: Sequence[Span]) -> Iterator[Finding]:
        """A deadline that the draft's sentence, its paragraph and its heading do not have."""
        wanted = _date().search(pair.parent.text)
        if wanted is None or regex(r"20\d\d|年度|每年|期末").search(pair.draft.flow.text):
            return
        section = pair.draft.section
        if section is not None and regex(r"20\d\d").search(section.heading.text):
            return
        place = pair.parent.span
        if any(_within(span, place) for span in owned):
            return  # the deadline of a number that was taken over is TGT002's
        also = Also(pair.parent.part(*wanted.span()), _SOURCE, pair.plan.source)
        yield self.report(pair.draft.span, also, text=_DATE, want=wanted.group())


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start < outer.end


@cache
def _date() -> re.Pattern[str]:
    return compiled(
        r"(?:到)?20\d\d ?年(?:\d{1,2}月)?[底末]?之?以?前|(?:到|在)20\d\d ?年[底末]?|20\d\d ?年(?:\d{1,2}月)?[底末]"
    )
