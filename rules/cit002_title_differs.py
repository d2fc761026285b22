"""CIT002 title-differs."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.naming import KnownTitle

from ._citations import around, by_wording, marked, others, rightly, titles
from ._misquoting import misquoted


class TitleDiffers(Rule):
    """引用的文件名称与该文件的实际标题有出入：多字、漏字、颠倒，或者“和”“与”不分。

    与上级规划、上期规划、文件库中各规划的标题和一批常用法律法规、国务院文件的名称核对。
    年份、地区、文种不同的是另一份文件，不报；正文约定的简称、法律的通用简称不报。
    """

    id, name, severity, fixable = "CIT002", "title-differs", Severity.WARNING, "unsafe"
    zh = "《{title}》与文件的实际标题不一致，应为《{right}》{origin}。"
    en = "《{title}》 is not quite the title of the document: 《{right}》{origin}."
    why_en = (
        "A cited title that is nearly the title of a known document is misquoted; other years, places "
        "and kinds are other documents."
    )
    source = "GB/T 9704-2012 7.3.3：引用公文应当先引标题，后引发文字号"
    good = (
        Good("落实《中华人民共和国老年人权益保障法》和《残疾人保障法》。", note="全称，通用简称"),
        Good(
            "落实《云州市“十四五”养老服务发展规划》确定的任务。", parent="完善服务。", note="另一期"
        ),
        Good("参照《江岭省“十五五”养老服务发展规划》。", parent="完善服务。", note="另一地区"),
        Good(
            "落实《云州市人民政府关于印发〈云州市“十五五”养老服务发展规划〉的通知》。",
            parent="完善服务。",
        ),
        Good("制定《云州市“十五五”家政服务发展规划》。", parent="完善服务。", note="另一主题"),
        Good("修订《养老机构消防安全管理条例》。"),
    )
    bad = (
        Bad("落实〔[《云州市“十五五”养老服务与发展规划》]〕任务。", parent="完善服务。"),
        Bad("衔接〔[《云州市养老服务“十五五”发展规划》]〕。", parent="完善服务。"),
        Bad("严格执行〔[《中华人民共和国大气污染防止法》]〕。"),
        Bad("宣传〔[《消费权益保护法》]〕。", note="简称里漏字"),
        Bad("落实〔[《国务院关于印发“十四五”残疾人保障与发展规划的通知》]〕（国发〔2021〕10号）。"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Judge every wording once: what is known rightly is right, else look for what is near."""
        near = around(ctx)
        for group in by_wording(titles(ctx)):
            known = misquoted(ctx, group[0], near)
            if known is None:
                continue
            right = rightly(group[0].title, known.title)
            spans = [c.title_span for c in group]
            yield self.report(
                marked(group[0]),
                *others(group[1:]),
                repair=Repair(
                    tuple(Change(s, right) for s in spans),
                    Text(f"改为《{right}》", f"write 《{right}》"),
                    safe=False,
                ),
                title=group[0].title,
                right=right,
                origin=_origin(known),
            )


def _origin(known: KnownTitle) -> Text:
    if not known.origin:
        return Text("", "")
    names = {"上级规划": "the parent", "上期规划": "the predecessor"}
    english = names.get(known.origin, known.origin)
    return Text(f"（{known.origin}的标题）", f" (the title of {english})")
