"""TSK004 repeated-content."""

from collections.abc import Iterator

from planlint.compare.repeats import Block, repeats_in, same_text
from planlint.compare.sentences import Cut, cut_of
from planlint.diagnostic import Severity
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.lists import doubled_members
from planlint.semantics.responsibility import read_responsibilities
from planlint.syntax.ast import Part, Section

_PASTED = Text(
    "从“{found}”起，连续 {count} 句与前文相同，像是粘贴了两遍。请删去一处。",
    "from {found!r} on {count} sentences stand earlier in the text, as if pasted in twice; delete one copy.",
)
_TWICE = Text(
    "《{title}》的全文在文件里出现了两遍，请删去一遍。",
    "the whole text of {title!r} is in the file twice; delete one copy.",
)
_SECTIONS = Text(
    "“{title}”与前面的“{other}”说的是同一件事，内容多有重复。请合并为一处，另一处只留不同的内容。",
    "{title!r} tells the same task as {other!r} before it; merge them and keep only what differs.",
)
_LISTED = Text(
    "“{found}”在同一列举中出现了两次，请删去一处，或者核对是否应为另一项。",
    "{found!r} is listed twice; delete one, or check whether another item was meant.",
)
_FIRST = Text("先出现于此", "first said here")
_MORE = Text("也见于此", "also said here")
_SHOWN = 24  # characters of a quotation


class RepeatedContent(Rule):
    """同一内容在文中写了两遍：句子重复、两节说同一件事、同一列举中重复一项，或者整段粘贴了两遍。

    只看正文的句子，不看标题、目录、表格、专栏和责任分工；数字不同的句子不算重复，指导思想一类的固定表述也不算。
    一段里连续多句重复，或者两节内容重复，只报一次。`[[terms.repeats]]` 可以补充本地惯用的固定表述。
    """

    id, name, severity = "TSK004", "repeated-content", Severity.WARNING
    zh = "“{found}”与前文重复，请删去一处，或者写出这里不同的内容。"
    en = "{found!r} repeats what stands before; delete one of the two, or say what differs here."
    why_en = "The same thing said twice: a sentence, two sections on one task, an item listed twice, or a text pasted in twice. Headings, tables, boxes and clauses are not read."
    source = "公文核稿的惯例：同一内容不重复表述"
    good = (
        Good(
            "1. 助餐。每年面向社区食堂组织开展厨师技能培训不少于3期。\n"
            "2. 助浴。每年面向社区食堂组织开展厨师技能培训不少于5期。",
            note="数字不同",
        ),
        Good(
            "1. 助餐。依托社区食堂和小区架空层发展老年助餐，对高龄老人送餐上门。\n"
            "2. 助浴。依托社区浴室和养老机构发展老年助浴，对失能老人派车接送。",
            note="句式相同，内容不同",
        ),
        Good(
            "1. 党建引领。坚持以习近平新时代中国特色社会主义思想为指导，加强支部建设。\n"
            "2. 队伍建设。坚持以习近平新时代中国特色社会主义思想为指导，办好护理员讲堂。",
            note="固定表述",
        ),
        Good(
            "1. 助餐。扩大老年助餐。（责任单位：区民政局、区财政局、区市场监管局）\n"
            "2. 助浴。发展老年助浴。（责任单位：区民政局、区财政局、区市场监管局）",
        ),
        Good(
            "发展老年助餐。\n\n附件：1．南浦区养老服务重点任务分工一览表\n\n"
            "附件1\n\n南浦区养老服务重点任务分工一览表\n\n各项任务由区民政局牵头。",
            note="附件的标题",
        ),
        Good("统筹医院、社区医院、乡镇卫生院等资源，省、市、县、乡各级分工负责。"),
        Good("推进教育、医疗、养老资源下沉，促进教育、医疗、养老融合。", note="两个列举"),
    )
    bad = (
        Bad(
            "1. 助餐。依托社区食堂和小区架空层发展老年助餐，对高龄和失能老人送餐上门。\n"
            "2. 农村养老。建设互助点。〔[依托社区食堂和小区架空层发展老年助餐，对高龄和失能老人送餐上门。]〕"
        ),
        Bad(
            "1. 人才培养。建立专业化的养老护理员培训队伍，提高养老护理服务的质量和水平。\n"
            "2. 机构提升。〔[加快引进护理人才，建立专业化的养老护理员培训队伍，提高养老护理服务的质量和水平。]〕",
            note="几乎相同",
        ),
        Bad("发展助餐、助浴、助洁、〔[助餐]〕等服务。"),
        Bad("推进智慧养老、医养结合、老年助餐和〔[智慧养老]〕。"),
        Bad(
            "1. 大力推进老年助餐工作。建立健全老年助餐服务网络，依托社区食堂设置助餐点，引导餐饮企业参与老年助餐。"
            "对高龄和失能老人送餐上门。定期公布助餐点名单，接受老年人和家属监督评议，每半年核对一次补贴标准和发放名册。\n"
            "2. 医养结合。推动医疗机构与养老机构签约。\n"
            "〔[3. 加强老年助餐工作]〕。依托社区食堂设置助餐点，落实餐饮补贴，引导餐饮企业参与老年助餐，做好食品安全检查。"
            "为行动不便的老人送餐。公布助餐点名单，接受老年人和家属监督评议，及时更新名册，方便老年人就近就餐。",
            note="两节说同一件事，只报一次",
        ),
        Bad(
            "1. 助餐。依托社区食堂和小区架空层发展老年助餐。对高龄和失能老人免费送餐到家门口。餐饮企业供餐价格不高于市场平均价。\n"
            "2. 农村养老。建设互助点。〔[依托社区食堂和小区架空层发展老年助餐。]〕"
            "对高龄和失能老人免费送餐到家门口。餐饮企业供餐价格不高于市场平均价。",
            note="整段粘贴，只报一次",
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Look at every part that holds a text for itself; a notice and its plan may agree."""
        formulas = tuple(row["word"] for row in ctx.terms.rows("repeats"))
        parts = [p for p in ctx.draft.outline.parts if p.sections]
        for at, part in enumerate(parts):
            if at and same_text(part, parts[:at]) is not None:
                yield self.report(part.title_span, text=_TWICE, title=part.title)
                continue
            found = repeats_in(part, _cut(ctx, part), formulas)
            for block in found.blocks:
                yield self._block(block)
            for one, other in found.sections:
                first = Also(_heading(one), _FIRST)
                yield self.report(
                    _heading(other), first, text=_SECTIONS, title=other.title, other=one.title
                )
        if "、" in ctx.wording.everything:
            yield from self._lists(ctx)

    def _block(self, block: Block) -> Finding:
        sentence, count = block.sentences[0], len(block.sentences)
        text = sentence.text
        found = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        first, *more = block.before
        before = Also(first.span, _FIRST)
        if count > 1:
            return self.report(sentence.span, before, text=_PASTED, found=found, count=count)
        others = (Also(s.span, _MORE) for s in more)
        return self.report(sentence.span, before, *others, found=found)

    def _lists(self, ctx: Context) -> Iterator[Finding]:
        clauses = [r.span for r in ctx.draft.responsibilities]
        for flow, text in ctx.wording.texts:
            if text.count("、") < 2:
                continue
            for start, end, first in doubled_members(text):
                span = flow.span(start, end)
                if not any(c.start <= span.start < c.end for c in clauses):
                    found = text[start:end]
                    before = Also(flow.span(first, first + len(found)), _FIRST)
                    yield self.report(span, before, text=_LISTED, found=found)


def _cut(ctx: Context, part: Part) -> Cut:
    """What cuts the texts of a part: that of the comparison, which has cut most of the plan's."""
    if part is ctx.draft.part:
        return ctx.comparison.cut if ctx.comparison else cut_of(ctx.draft)
    return Cut(tuple(r.span for r in read_responsibilities(part, ctx.draft.source)))


def _heading(section: Section) -> Span:
    start, end = section.marker.span
    return Span(start, max(end, section.title_span.end))
