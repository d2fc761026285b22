"""CIT005 own-title-differs."""

import re
from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.knowledge.title_names import carried, identity
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.citation import kind_of
from planlint.semantics.naming import nearly, same
from planlint.semantics.outline_title import read_outline_title
from planlint.semantics.region import places_at_start

from ._citations import around, marked, registered, titles
from ._issuing import misnamed


class OwnTitleDiffers(Rule):
    """文件对自己的称呼与标题不一致：通知、正文、附件中的名称应与规划标题逐字相同。

    标题后的“（征求意见稿）”等不算名称的一部分；“本规划”“《规划》”等简称不报。
    """

    id, name, severity, fixable = "CIT005", "own-title-differs", Severity.WARNING, "unsafe"
    zh = "这里称本文件为“{found}”，与标题《{title}》不一致，应为“{right}”。"
    en = "the document is called {found!r} here, but its title is 《{title}》; write {right!r}."
    why_en = (
        "A plan bears one name: in its notice, its text and its annexes it is that of its title."
    )
    source = "GB/T 9704-2012 7.3.1：标题应当准确；核稿惯例"
    good = (
        Good("推动落实我区“十五五”养老服务发展规划。"),
        Good("南浦区“十五五”养老服务与托育规划另行制定。", note="另一份规划"),
        Good(
            "现将《南浦区妇女发展规划（2026—2030年）》\n《南浦区儿童发展规划（2026—2030年）》印发给你们。\n\n附件1\n\n南浦区妇女发展规划（2026—2030年）\n\n一、总体要求\n坚持公益。\n二、主要任务\n扩大供给。",
            whole=True,
            note="一份通知印发两份规划",
        ),
        Good(
            "为落实《云州市“十五五”养老服务发展规划》，现将我区规划印发给你们。\n\n南浦区“十五五”养老服务发展规划\n\n一、总体要求\n坚持公益。\n二、主要任务\n扩大供给。",
            whole=True,
            note="上级规划",
        ),
        Good(
            "南浦区人民政府关于印发养老服务提升三年行动方案的通知\n\n南浦区养老服务提升三年行动方案（2026—2028年）\n\n一、总体要求\n坚持公益。\n二、主要任务\n扩大供给。",
            whole=True,
            note="通知里用简称",
        ),
        Good("完成我区“十四五”养老服务与发展规划的评估。", note="另一期"),
        Good(
            "现将《南浦区“十五五”养老服务发展规划》印发给你们。\n\n南浦区“十五五”养老服务发展规划（征求意见稿）\n\n一、总体要求\n坚持公益。",
            whole=True,
        ),
    )
    bad = (
        Bad("推动落实〔[我区“十五五”养老服务和发展规划]〕。"),
        Bad(
            "〔[《南浦区“十四五”养老服务发展规划》]〕已经区政府同意，现印发给你们。\n\n附件\n\n南浦区“十五五”养老服务发展规划\n\n一、总体要求\n坚持公益。\n二、主要任务\n扩大供给。",
            whole=True,
            note="通知里的规划期没有改",
        ),
        Bad(
            "南浦区人民政府关于印发〔[南浦区“十四五”养老服务发展规划]〕的通知\n\n现将《南浦区“十五五”养老服务发展规划》印发给你们。\n\n南浦区“十五五”养老服务发展规划\n\n一、总体要求\n坚持公益。\n二、主要任务\n扩大供给。",
            whole=True,
            note="通知标题里的规划期没有改",
        ),
        Bad(
            "关于印发南浦区养老服务提升三年行动方案的通知\n\n〔[《南浦区养老服务提升三年行动计划（2026—2028年）》]〕已经区政府同意，现印发给你们。\n\n南浦区人民政府\n2026年6月30日\n\n南浦区养老服务提升三年行动方案（2026—2028年）\n\n一、总体要求\n坚持公益。\n二、主要任务\n扩大供给。",
            whole=True,
            note="文种不一",
        ),
        Bad("〔[《南浦区养老服务“十五五”发展规划》]〕由区民政局解释。"),
        Bad(
            "〔[《南浦区“十五五”养老事业发展规划》]〕已经区政府同意，现印发给你们。\n\n附件\n\n南浦区“十五五”养老服务发展规划\n\n一、总体要求\n坚持公益。\n二、主要任务\n扩大供给。",
            whole=True,
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Names in 《》, in the notice's title, and in running text after 我区; one finding each."""
        own = ctx.draft.title
        if not kind_of(own) or len(identity(own)) < 8:
            return
        places: dict[str, list[tuple[Span, str]]] = {}
        seen: set[int] = set()
        for span, found, right in (*_issued(ctx, own), *_cited(ctx, own), *_spoken(ctx, own)):
            if span.start not in seen:
                seen.add(span.start)
                places.setdefault(found, []).append((span, right))
        for found, said in places.items():
            (first, right), *rest = said
            changes = tuple(Change(s, _in_marks(ctx, s, right)) for s, _ in said)
            yield self.report(
                first,
                *(Also(s, Text("同样的写法", "the same wording")) for s, _ in rest),
                repair=Repair(changes, Text(f"改为“{right}”", f"write {right!r}"), safe=False),
                found=found,
                title=own,
                right=right,
            )


def _in_marks(ctx: Context, span: Span, right: str) -> str:
    return f"《{right}》" if ctx.source.text[span.start] == "《" else right


def _issued(ctx: Context, own: str) -> Iterator[tuple[Span, str, str]]:
    """What the notice calls the plan that it hands on: that is the plan, whatever it is called."""
    for span, name in misnamed(ctx):
        yield span, name, own


def _cited(ctx: Context, own: str) -> Iterator[tuple[Span, str, str]]:
    """Titles in 《》 that are nearly the draft's own."""
    known = around(ctx)
    for citation in titles(ctx):
        title = citation.title
        if same(title, own) or read_outline_title(title) is not None:
            continue
        if any(same(title, k.title) for k in known) or registered(title) is not None:
            continue
        if nearly(title, own, close=True):
            right = "".join(title.split()).replace(carried(title), own)
            yield marked(citation), title, right if carried(title) != title else own


def _spoken(ctx: Context, own: str) -> Iterator[tuple[Span, str, str]]:
    """Without 《》, after the place or 我区: what differs in a joining word or a character only."""
    owners = places_at_start(own)
    if not owners:
        return
    name = "".join(own.split())
    place = "".join(owners)
    rest = name.removeprefix(place)
    pattern = compiled(
        rf"(?:[我本全][省市区县州旗]|{re.escape(place)})"
        rf"([^，。；：、《》（）\s]{{{max(4, len(rest) - 4)},{len(rest) + 4}}}?{kind_of(own)})"
    )
    for printed, match in ctx.wording.find(pattern):
        said = place + match[1]
        text = printed.text
        if text.count("《", 0, match.start()) > text.count("》", 0, match.start()):
            continue
        alike = sorted(identity(said)) == sorted(identity(own))
        if not alike and not same(said, own) and nearly(said, own):
            right = match[0].replace(match[1], rest)
            yield printed.span(*match.span()), match[0], right
