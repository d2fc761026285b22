"""TXT011 inconsistent-term."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from planlint.diagnostic import Severity
from planlint.knowledge import table
from planlint.knowledge.names import spellings
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text
from planlint.semantics import lexicon
from planlint.semantics.wording import Suspects

_SAME = Text("同样的写法", "the same wording")
_WINDOW = 4


class InconsistentTerm(Rule):
    """同一事物在一文之内用了两种说法，如“街镇”与“镇街”、“少年儿童”与“儿童少年”、“账户”与“帐户”。

    以全文占多数的写法为准，次数相同时以异形词整理表的推荐写法为准；全文统一的写法不报，书名号内的名称不计。
    可在配置的 terms.variants 中补充：forms 列出各种写法，parts 列出可颠倒的成分。
    """

    id, name, severity = "TXT011", "inconsistent-term", Severity.INFO
    zh = (
        "“{found}”（{count} 处）与“{usual}”（{others} 处）说的是同一事物，建议全文统一为“{usual}”。"
    )
    en = "{found!r} ({count}) and {usual!r} ({others}) are one thing; use {usual!r} throughout."
    why_en = (
        "Two words for one thing in one document; the majority form wins, else the recommended one."
    )
    source = "GF 1001-2001《第一批异形词整理表》；一文之内用语应当统一"
    good = (
        Good("各街镇设立服务站，街镇残联做好登记。", note="全文统一"),
        Good("按照《少年儿童图书目录》，服务残疾儿童少年。", note="书名号内"),
        Good("推进城镇街区更新，各镇街道路硬化，依托街镇服务站。", note="“镇街”分属两个词"),
    )
    bad = (
        Bad("各街镇设立服务站。街镇残联做好登记。〔[镇街]〕编制内优先安排。"),
        Bad("开设对公账户，清理银行账户，规范〔[帐户]〕管理。"),
        Bad("服务残疾少年儿童。资助〔[儿童少年]〕。丰富少年儿童文化生活。"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """One finding for each form but the usual one, at its first place."""
        words, own = ctx.wording.suspects, ctx.terms.own.get("variants", ())
        listed = (*_listed(), *((row, spellings(row)) for row in own))
        present = set(ctx.wording.present(form for _, forms in listed for form in forms))
        for row, forms in listed:
            if sum(form in present for form in forms) > 1:
                found = {f: _places(words.text, f, row) for f in forms}
                yield from self._minorities(found, words)

    def _minorities(self, found: dict[str, list[int]], words: Suspects) -> Iterator[Finding]:
        usual = max(found, key=lambda form: len(found[form]))
        for form, places in found.items():
            if places and form != usual:
                first, *rest = sorted(words.span(at, at + len(form)) for at in places)
                other = min(words.span(at, at + len(usual)) for at in found[usual])
                yield self.report(
                    first,
                    *(Also(span, _SAME) for span in rest),
                    Also(other, Text(f"“{usual}”首见于此", f"{usual!r} first stands here")),
                    found=form,
                    usual=usual,
                    count=len(places),
                    others=len(found[usual]),
                )


@cache
def _listed() -> tuple[tuple[Mapping[str, Any], tuple[str, ...]], ...]:
    return tuple((row, spellings(row)) for row in table("variants")["rows"])


def _places(text: str, form: str, row: Mapping[str, Any]) -> list[int]:
    """Where a form stands as a whole word, outside of 《》."""
    found, at = [], text.find(form)
    while at >= 0:
        if _is_whole(text, at, form, row):
            found.append(at)
        at = text.find(form, at + 1)
    return found


def _is_whole(text: str, at: int, form: str, row: Mapping[str, Any]) -> bool:
    end = at + len(form)
    before, after = text[max(0, at - _WINDOW) : at], text[end : end + _WINDOW]
    if before.endswith(tuple(row.get("before") or ())):
        return False
    if after.startswith(tuple(row.get("after") or ())):
        return False
    line = text[text.rfind("\n", 0, at) + 1 : at]
    if line.rfind("《") > line.rfind("》"):
        return False
    return not lexicon.joins(text, at, end)
