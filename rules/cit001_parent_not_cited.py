"""CIT001 parent-not-cited."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.matching import matcher
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.citation import normal_title
from planlint.semantics.naming import facts, nearly

_NEARLY = 0.85  # a misquoted title is still a citation: CIT002 reports the difference


class ParentNotCited(Rule):
    """草案的编制依据没有写上级规划。依据中应当写明本规划要落实的上级规划的全称。"""

    id, name, severity = "CIT001", "parent-not-cited", Severity.WARNING
    needs = "parent"
    zh = "编制依据中没有写上级规划《{title}》{number}。请在依据句中写明全称和文号。"
    en = "the basis does not name the parent plan 《{title}》{number}; cite its full title and number."
    why_en = "The basis sentence must name the plan that the draft implements."
    source = "规划编制的惯例；国发〔2005〕33号衔接原则"
    good = (
        Good(
            "一、总体要求\n依据《云州市“十五五”养老服务发展规划》，制定本规划。",
            parent="完善服务。",
            whole=True,
        ),
        Good(
            "一、总体要求\n落实《云州市人民政府关于印发〈云州市“十五五”养老服务发展规划〉的通知》，制定本规划。",
            parent="完善服务。",
            whole=True,
        ),
        Good(
            "一、总体要求\n依据《云州市养老服务“十五五”发展规划》，制定本规划。",
            parent="完善服务。",
            whole=True,
            note="名称写错由 CIT002 报告",
        ),
        Good(
            "一、编制背景\n（一）编制依据\n1. 《中华人民共和国老年人权益保障法》；\n"
            "2. 《云州市“十五五”养老服务发展规划》；\n3. 其他有关文件。\n二、主要任务\n完善服务。",
            parent="完善服务。",
            whole=True,
            note="依据逐条列出",
        ),
    )
    bad = (
        Bad(
            "一、总体要求\n〔[依据《云州市“十四五”养老服务发展规划》，制定本规划。]〕\n二、主要任务\n完善服务。",
            parent="完善服务。",
            whole=True,
            note="引的是上一期规划",
        ),
        Bad(
            "一、总体要求\n〔[依据《江岭省养老服务条例》，制定本规划。]〕\n二、主要任务\n完善服务。",
            parent="完善服务。",
            whole=True,
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Look for each parent's title among the titles of the basis sentences."""
        cited = [c.title for c in ctx.draft.basis_citations if c.title]
        numbers = {n.normal for c in ctx.draft.basis_citations for n in c.numbers}
        for parent in ctx.parents:
            title = parent.title
            if not title or parent.document_number in numbers:
                continue
            if any(_names(c, title) for c in cited):
                continue
            number = f"（{parent.document_number}）" if parent.document_number else ""
            yield self.report(
                _place(ctx),
                Also(parent.part.title_span, Text("上级规划", "the parent plan"), parent.source),
                title=parent.title,
                number=number,
            )


def _names(cited: str, title: str) -> bool:
    """Whether a citation means the parent, rightly, nearly, or within a longer title."""
    if normal_title(title) in normal_title(cited) or nearly(cited, title, close=True):
        return True
    alike = matcher(normal_title(cited), normal_title(title)).ratio()
    return alike > _NEARLY and facts(cited) == facts(title)


def _place(ctx: Context) -> Span | None:
    """The first basis sentence; else the first paragraph of the plan."""
    if ctx.draft.basis:
        return ctx.draft.basis[0]
    first = next(iter(ctx.draft.flows()), None)
    return first.span(0, len(first.text)) if first is not None and first.text else None
