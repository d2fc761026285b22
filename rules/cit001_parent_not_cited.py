"""CIT001 parent-not-cited."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.citation import normal_title

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
    )
    bad = (
        Bad(
            "一、总体要求\n〔[依据《江岭省养老服务条例》，制定本规划。]〕\n二、主要任务\n完善服务。",
            parent="完善服务。",
            whole=True,
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Look for each parent's title among the titles of the basis sentences."""
        cited = [normal_title(c.title) for c in ctx.draft.basis_citations]
        for parent in ctx.parents:
            title = normal_title(parent.title)
            if not title or any(_names(c, title) for c in cited):
                continue
            number = f"（{parent.document_number}）" if parent.document_number else ""
            yield self.report(
                _place(ctx),
                Also(parent.part.title_span, Text("上级规划", "the parent plan"), parent.source),
                title=parent.title,
                number=number,
            )


def _names(cited: str, title: str) -> bool:
    if title in cited:
        return True
    from difflib import SequenceMatcher

    return SequenceMatcher(None, cited, title, autojunk=False).ratio() > _NEARLY


def _place(ctx: Context) -> Span | None:
    """The first basis sentence; else the first paragraph of the plan."""
    if ctx.draft.basis:
        return ctx.draft.basis[0]
    first = next(iter(ctx.draft.flows()), None)
    return first.span(0, len(first.text)) if first is not None and first.text else None
