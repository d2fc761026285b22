"""NUM004 mixed-marker-style."""

from collections import defaultdict
from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.syntax.ast import Marker


class MixedMarkerStyle(Rule):
    """同一级标题的序号写法不一致，如“（一）”中混入半角的“(二)”，“1.”中混入“1．”或“1、”。

    以全文占多数的写法为准；全文统一的写法不报。
    """

    id, name, severity, fixable = "NUM004", "mixed-marker-style", Severity.WARNING, "safe"
    zh = "序号“{found}”与同级多数标题的写法“{usual}”不一致（共 {count} 处），请统一。"
    en = "the marker {found!r} differs from its level's usual form {usual!r} ({count} in all); use one form."
    why_en = (
        "Within one level the minority form of a marker: half-width brackets among full-width ones."
    )
    source = "GB/T 9704-2012 7.3.3；一文之内写法应当统一"
    good = (
        Good("(一)建设设施\n做好建设。\n(二)培养人才\n做好培养。", note="全文统一用半角"),
        Good("（一）建设\n做好。\n（二）培养\n做好。", note="全文统一用全角"),
        Good(
            "（一）建设\n1. 设施。抓好。\n2. 队伍。抓好。\n（二）服务\n1. 助餐。抓好。",
            note="不同级可以不同",
        ),
    )
    bad = (
        Bad(
            "（一）建设设施\n做好建设。\n〔[(二)]〕培养人才\n做好培养。\n（三）强化监管\n做好监管。"
        ),
        Bad("1. 设施。抓好。\n2. 队伍。抓好。\n〔[3、]〕监管。抓好。"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Group the markers of each kind by form; report each minority form once."""
        for part in ctx.draft.outline.parts:
            kinds: dict[str, dict[str, list[Marker]]] = defaultdict(lambda: defaultdict(list))
            for section in part.walk():
                form = _form(section.marker)
                if form and not (form in ("（)", "(）") and ctx.runs("TXT001")):
                    kinds[section.marker.kind][form].append(section.marker)
            for forms in kinds.values():
                yield from self._minorities(forms)

    def _minorities(self, forms: dict[str, list[Marker]]) -> Iterator[Finding]:
        usual = max(forms, key=lambda f: (len(forms[f]), -forms[f][0].span.start))
        for form, markers in forms.items():
            if form == usual:
                continue
            first, *rest = markers
            yield self.report(
                first.span,
                *(Also(m.span, Text("同样的写法", "the same form")) for m in rest),
                repair=Repair(
                    tuple(Change(m.span, _restyled(m, usual)) for m in markers),
                    Text(
                        f"统一为“{_restyled(first, usual)}”的写法",
                        f"write {_restyled(first, usual)!r}",
                    ),
                    safe=True,
                ),
                found=first.text,
                usual=_restyled(first, usual),
                count=len(markers),
            )


def _form(marker: Marker) -> str:
    """What may vary in a marker: the brackets or the mark after the number."""
    if marker.kind in ("bracketed", "bracketed_arabic"):
        text = marker.text.rstrip("、.．")
        both = text[0] in "（(" and text[-1] in "）)"
        return text[0] + text[-1] if both else ""  # a lost half is NUM006's
    return marker.text[-1] if marker.kind == "arabic" else ""


def _restyled(marker: Marker, form: str) -> str:
    if len(form) == 2:
        text = marker.text.rstrip("、.．")
        return form[0] + text[1:-1] + form[1]
    return marker.text[:-1] + form
