"""NUM006 marker-punctuation."""

from collections import defaultdict
from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.patterns import regex
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.syntax.ast import Marker
from planlint.syntax.numerals import LOOKALIKES, chinese

_REASONS = {
    "bracket": Text("括号后不加标点", "no mark after the bracket"),
    "half": Text("括号不成对", "the bracket lacks its other half"),
    "han": Text("中文数字后用顿号", "a Chinese numeral takes 、"),
    "digits": Text("“编”“章”“节”的序数用中文数字", "编, 章 and 节 take Chinese numerals"),
    "numeral": Text("数字写法不规范", "not a standard numeral"),
}
_WRONG = ".．，。：；,;:· 　\t"


class MarkerPunctuation(Rule):
    """序号后的标点或数字写法不合规范：“（一）、”“一.”“第1章”“一十一、”，漏了一半括号的“二）”，或误用形近字“ー、”“○”。"""

    id, name, severity, fixable = "NUM006", "marker-punctuation", Severity.WARNING, "safe"
    zh = "序号“{found}”写法不规范，{reason}，应写作“{right}”。"
    en = "the marker {found!r} is malformed ({reason}); write {right!r}."
    why_en = "（一）、 一. 第1章 一十一、 and look-alike numerals are no standard markers."
    source = "GB/T 9704-2012 7.3.3；GB/T 15834-2011 4.5.3（序次语之后的标点）"
    good = (
        Good("（一）建设设施\n做好建设。\n（二）培养人才\n做好培养。"),
        Good(
            "一 总体要求\n坚持公益。\n二 主要任务\n完善服务。\n三 保障措施\n加强领导。",
            whole=True,
            note="全文都不加顿号",
        ),
        Good(
            "一、总体要求\n坚持公益，做到：\n二，要扩大供给，提升服务能力。\n二、主要任务\n完善服务。",
            whole=True,
        ),
        Good(
            "一、总体要求\n坚持公益。\n二级以上医院全部达标。\n二、主要任务\n完善服务。", whole=True
        ),
        Good("（一）建设设施\n做好建设。\n（二类人员）另行规定。\n（二）培养人才\n做好培养。"),
        Good(
            "（一）建设设施\n做好建设：\n二）培养人才。\n（二）强化监管\n做好监管。",
            note="不缺“（二）”",
        ),
        Good("一、总体要求\n坚持公益。\n二、主要任务\n完善服务。\n三是抓好落实。", whole=True),
    )
    bad = (
        Bad("（一）建设设施\n做好建设。\n〔[（二）、]〕培养人才\n做好培养。"),
        Bad("一、总体要求\n坚持公益。\n〔[二.]〕主要任务\n完善服务。", whole=True),
        Bad(
            "一、总体要求\n坚持公益。\n〔[二，]〕主要任务\n完善服务。\n三、保障\n抓好。", whole=True
        ),
        Bad(
            "一、总体要求\n坚持公益。\n二、主要任务\n完善服务。\n〔[三 ]〕保障措施\n抓好。",
            whole=True,
        ),
        Bad(
            "（一）建设设施\n做好建设。\n〔[二）]〕培养人才\n做好培养。\n（三）强化监管\n做好监管。"
        ),
        Bad(
            "（一）建设设施\n做好建设。\n〔[（二]〕培养人才\n做好培养。\n（三）强化监管\n做好监管。"
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """One finding for each kind of mistake, the others of its kind beside it."""
        for part in ctx.draft.outline.parts:
            wrong: dict[str, list[tuple[Marker, str]]] = defaultdict(list)
            # 一 总体要求 may be a habit; among 一、 it is a slip.
            counted = any(s.marker.kind == "han" and s.marker.text[-1] == "、" for s in part.walk())
            for section in part.walk():
                fault = _fault(section.marker, counted=counted)
                if fault is not None:
                    wrong[fault[0]].append((section.marker, fault[1]))
            for reason, places in wrong.items():
                (first, right), *rest = places
                yield self.report(
                    first.span,
                    *(Also(m.span, Text("同样的写法", "the same form")) for m, _ in rest),
                    repair=Repair(
                        tuple(Change(m.span, text) for m, text in places),
                        Text(f"改为“{right}”", f"write {right!r}"),
                        safe=True,
                    ),
                    found=first.text,
                    right=right,
                    reason=_REASONS[reason],
                )


def _fault(marker: Marker, *, counted: bool) -> tuple[str, str] | None:
    """What is wrong with a marker and how it should read; None where it is right."""
    text, kind = marker.text, marker.kind
    if kind in ("bracketed", "bracketed_arabic") and text[-1] in "、.．":
        return "bracket", text[:-1]
    if kind == "bracketed" and not (text[0] in "（(" and text[-1] in "）)"):
        return "half", f"（{text.strip('（()）')}）"
    if kind == "han" and text[-1] != "、" and (counted or text[-1] in ".．"):
        return "han", text.rstrip(_WRONG) + "、"
    if kind in ("chapter", "section", "part", "division") and regex(r"\d").search(text):
        return "digits", regex(r"\d+").sub(chinese(marker.number), text)
    numerals = regex(rf"[一二三四五六七八九十百{LOOKALIKES}]+").search(text)
    if numerals and kind in ("han", "bracketed", "chapter", "section", "part", "division"):
        standard = chinese(marker.number)
        if numerals.group() != standard and regex(rf"[{LOOKALIKES}]|^一十").search(
            numerals.group()
        ):
            return "numeral", text.replace(numerals.group(), standard)
    return None
