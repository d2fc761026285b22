"""TSK006 weaker-wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from planlint.diagnostic import Severity
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text

if TYPE_CHECKING:
    from planlint.compare.sentences import Sentence

_LOST = Text(
    "“{have}”比上级规划少了“{lost}”（上级为“{want}”）。请补上，或者确认本级不需要。",
    "{have!r} lacks the parent's {lost!r} ({want!r}); add it, or make sure that it is not needed here.",
)
_DATE = Text(
    "这项要求承接自上级规划，但丢了时限“{want}”。请补上完成时限。",
    "taken over from the parent without its deadline {want!r}; add the deadline.",
)
_OPENING = 10  # characters of a date
_SOURCE = Text("上级规划的原句", "the parent's sentence")
_PARENT = "1. 助餐。社区食堂应当为高龄和失能老年人提供送餐上门服务，建立价格公示制度。"
_FORMULA = "健全党委领导、政府负责、部门协同、社会参与的养老服务工作机制。"
_DATED = "2028年底前制定老年人能力评估结果互认办法，统一评估文书格式。"


class WeakerWording(Rule):
    """承接上级的同一句话，力度却弱了：“应当”成了“鼓励”，“建立”成了“探索建立”，固定表述少了一项，时限丢了。

    逐句比承接上级规划的句子，一般列举可以因地制宜，不查。量化要求的时限由 TGT002 检查，时限推后的由 TGT003 检查。`[[terms.weaker]]` 可以补充强弱词对，`[[terms.formulas]]` 可以补充固定表述。
    """

    id, name, severity = "TSK006", "weaker-wording", Severity.INFO
    needs, aside = "parent", True
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
        Good(
            "健全区、街道、社区三级养老服务网络，完善老年人需求摸底和服务转介。",
            parent="健全市、区、街道、社区四级养老服务网络，完善老年人需求摸底和服务转介。",
            note="列举随本级调整，数也改了",
        ),
        Good(
            "扩大餐饮、家政等上门服务，建立服务质量回访制度。",
            parent="扩大餐饮、家政、维修等上门服务，建立服务质量回访制度。",
            note="一般列举，因地制宜",
        ),
        Good(
            "建设基本养老服务清单，动态调整服务项目和标准。",
            parent="建设养老服务清单，动态调整服务项目和标准。",
            note="“基本”不是程度",
        ),
        Good(
            "支持社会力量参与，社区食堂应当为高龄和失能老年人提供送餐上门服务，建立价格公示制度。",
            parent=_PARENT,
            note="“支持”在另一句",
        ),
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
        Bad(
            "〔[鼓励]〕养老机构配备专职消防安全管理员，健全巡查记录。",
            parent="养老机构应当配备专职消防安全管理员，健全巡查记录。",
            note="换了位置",
        ),
        Bad(
            "本区〔[合理]〕控制普通机构床位规模，优先发展护理型床位。",
            parent="严格控制普通机构床位规模，优先发展护理型床位。",
        ),
        Bad(
            "落实“〔[机构自治、行业自律、社会监督]〕”的综合监管。",
            parent="落实“机构自治、行业自律、政府监管、社会监督”的综合监管。",
            note="形如固定表述",
        ),
        Bad(
            "健全〔[区、街道、户]〕四级关爱服务网络，落实定期探访制度。",
            parent="健全区、街道、社区、户四级关爱服务网络，落实定期探访制度。",
            note="说四级，只列了三级",
        ),
        Bad("〔[制定老年人能力评估结果互认办法]〕，统一评估文书格式。", parent=_DATED),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Compare the sentences that were taken over; then the formulas of all sentences."""
        from planlint.compare.clauses import changed_clauses
        from planlint.compare.lists import dropped_members
        from planlint.compare.weaker import Forces

        forces, told = Forces(ctx.terms.rows("weaker")), list[Span]()
        for pair in ctx.comparison.akin if ctx.comparison else ():
            have, want, source = pair.draft, pair.parent, pair.plan.source
            changed = tuple(changed_clauses(pair)) if have.text != want.text else ()
            for mine, theirs in forces.softened(pair, changed):
                yield self.report(
                    have.part(*mine),
                    Also(want.part(*theirs), _SOURCE, source),
                    have=have.text[slice(*mine)],
                    want=want.text[slice(*theirs)],
                )
            for mine, theirs, lost in dropped_members(pair, changed):
                told.append(have.part(*mine))
                also = Also(want.part(*theirs), _SOURCE, source)
                texts = have.text[slice(*mine)], want.text[slice(*theirs)]
                yield self._list(told[-1], also, *texts, lost)
        yield from self._undated(ctx)
        yield from self._formulas(ctx, told)

    def _formulas(self, ctx: Context, told: Sequence[Span]) -> Iterator[Finding]:
        """The known formulas that the draft has nowhere in full."""
        from planlint.compare.formulas import shortened

        for plan in ctx.parents:
            for formula, full, lost in shortened(ctx.draft, plan, ctx.terms.rows("formulas")):
                if not any(_overlap(formula.span, span) for span in told):
                    also = Also(full.span, _SOURCE, plan.source)
                    yield self._list(formula.span, also, formula.text, full.text, lost)

    def _list(self, at: Span, also: Also, have: str, want: str, lost: Sequence[str]) -> Finding:
        return self.report(at, also, text=_LOST, have=have, lost="、".join(lost), want=want)

    def _undated(self, ctx: Context) -> Iterator[Finding]:
        """A deadline that neither the draft's sentence nor what dates its paragraph says."""
        from planlint.compare.redated import dated_in_table

        commitments = ctx.comparison.commitments if ctx.comparison else ()
        owned = [c.parent.span for c in commitments if c.draft is not None and c.parent.deadline]
        end = ctx.draft.period[1] if ctx.draft.period else 0
        for pair, (about, start, want, have) in ctx.comparison.redated if ctx.comparison else ():
            if have is not None or 0 < end <= want.year or _is_dated_above(pair.draft):
                continue
            if any(_within(s, pair.parent.span) for s in owned):
                continue  # the deadline of a number that was taken over is TGT002's
            if not dated_in_table(ctx.draft, about):
                place = pair.parent.part(want.start, want.end)
                yield self.report(
                    pair.draft.part(start, start + len(about)),
                    Also(place, _SOURCE, pair.plan.source),
                    text=_DATE,
                    want=pair.parent.text[want.start : want.end],
                )


def _is_dated_above(sentence: Sentence) -> bool:
    """Whether a date stands in the heading, or alone before the first comma of the paragraph."""
    titled = "" if sentence.section is None else sentence.section.title
    opening = sentence.flow.text[: sentence.start].partition("，")[0]
    return "20" in titled or (len(opening) <= _OPENING and "20" in opening)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start < outer.end
