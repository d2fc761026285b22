"""DOC004 parent-not-given."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.rule import Bad, Context, Finding, Good, Rule, load_rules
from planlint.semantics.citation import normal_title

_PLAN = compiled(r"(规划|纲要|计划|方案)(（[^（）]*）)?(的通知)?$")


class ParentNotGiven(Rule):
    """草案写明了依据的上级规划，但检查时没有给出、也没有找到这份规划，对照类规则因此没有运行。"""

    id, name, severity = "DOC004", "parent-not-given", Severity.INFO
    zh = "草案依据《{title}》编制，但没有找到这份规划，{count} 条对照规则未运行（{rules}）。可用 --parent 指定。"
    en = "the draft is based on 《{title}》, which was not given: {count} rules did not run ({rules}); use --parent."
    why_en = (
        "Without the parent plan nothing can be compared; the finding says which rules did not run."
    )
    source = "国发〔2005〕33号：下级政府规划服从上级政府规划"
    good = (
        Good("加强组织领导，压实工作责任。", parent="完善服务体系。", note="给了上级规划"),
        Good(
            "一、总体要求\n依据《中华人民共和国老年人权益保障法》，制定本规划。",
            whole=True,
            note="法律不是上级规划",
        ),
    )
    bad = (
        Bad(
            "依据〔[《云州市“十五五”养老服务发展规划》]〕，制定本规划。\n一、总体要求\n坚持公益。",
            whole=True,
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """The first plan that a basis sentence names, other than the draft itself."""
        if ctx.parents:
            return
        own = normal_title(ctx.draft.title)
        for citation in ctx.draft.basis_citations:
            if _PLAN.search(citation.title) and normal_title(citation.title) != own:
                waiting = [r.id for r in load_rules() if r.needs == "parent"]
                shown = "、".join(waiting[:4]) + ("…" if len(waiting) > 4 else "")
                yield self.report(
                    citation.span, title=citation.title, count=len(waiting), rules=shown
                )
                return
