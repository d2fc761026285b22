"""TXT003 doubled-character."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.rule import Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.doubling import doubles
from planlint.semantics.outline_title import read_outline_title

from ._cover import in_clauses

_FULL = str.maketrans(",;:", "，；：")
_PERCENT = "%％"
_MIXED = Text(
    "标点“{found}”连用，应保留“{right}”。", "the marks {found!r} stand together; keep {right!r}."
)


class DoubledCharacter(Rule):
    """重复的虚词或标点（“的的”“和和”“，，”），多是修改时留下的。能读通的叠字不报，如“目的的”“了了解”“市市场监管局”；责任分工里的标点由 DEP007 报。"""

    id, name, severity, fixable = "TXT003", "doubled-character", Severity.WARNING, "safe"
    zh = "“{found}”重复，应为“{right}”。"
    en = "{found!r} is doubled; write {right!r}."
    why_en = "A function word or a punctuation mark written twice where no reading allows it."
    source = "核稿惯例；标点重复见 GB/T 15834-2011"
    good = (
        Good("2026年年底前完成划定，2027年年初启动，2030年年末验收。"),
        Good("明确改革的目的的同时，抓好落实。"),
        Good("由市市场监管局指导残疾人人力资源开发。"),
        Good("听取了了解情况的群众意见。"),
        Good("全面面向基层，方面面临挑战，管理理念先进，创新新一代技术，扶持5个个体户。"),
        Good("服务服务业企业，落实残疾人人力资源政策，编制实施实施方案。", note="分属两个词"),
        Good("接口写作a::b的形式。", note="外文里的标点"),
    )
    bad = (
        Bad("享有规范有效〔[的的]〕服务。"),
        Bad("持续〔[推进推进]〕助餐服务，贯彻实施实施细则。", note="整个词重复"),
        Bad(
            "推动养老服务〔[发展发展]〕，〔[全面面]〕落实措施，〔[切实实]〕办好实事。",
            note="改稿留下的字",
        ),
        Bad("要〔[加加强]〕领导，到2030年建成5〔[个个]〕站点，覆盖率达到100〔[%%]〕。"),
        Bad("抓好助餐〔[，，]〕做好助浴。"),
        Bad("抓好助餐〔[,，]〕做好助浴。", note="其中一个是半角"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Find each doubled mark; a context in which both are right is skipped."""
        particles = ctx.terms.rows("doubled")
        pairs = ctx.wording.present(particle["char"] * 2 for particle in particles)
        for particle in (p for p in particles if p["char"] * 2 in pairs):
            pair = particle["char"] * 2
            for place, found in ctx.wording.find(compiled(pair)):
                start, end = found.span()
                around = place.text[max(0, start - 1) : start], place.text[end : end + 1]
                if not _can_be_read(*around, particle):
                    yield self._report(place.span(start, end), pair, particle["char"])
        yield from self._within(ctx)
        clauses = ctx.once(in_clauses) if ctx.runs("DEP007") else ()
        for place, found in ctx.wording.find(_marks()):
            before = place.text[: found.start()][-1:]
            span = place.span(*found.span())
            if span.start in clauses and "。" not in found.group():
                continue
            if (
                not found.group().isascii()
                or found.group()[0] in _PERCENT
                or (before.isalpha() and not before.isascii())
            ):
                right = _stronger(found.group().translate(_FULL))
                yield self._report(span, found.group(), right)

    def _within(self, ctx: Context) -> Iterator[Finding]:
        """Characters and words that are doubled within the text; a garbled title is CIT006's."""
        words = ctx.wording.suspects
        for double in doubles(words.pairs):
            span = words.span(double.at, double.at + len(double.found))
            if not words.is_entry(double.at) and not (ctx.runs("CIT006") and _in_title(ctx, span)):
                yield self._report(span, double.found, double.right, fix=double.surely)

    def _report(self, span: Span, found: str, right: str, *, fix: bool = True) -> Finding:
        repair = Repair(
            (Change(span, right),),
            Text(f"改为“{right}”", f"write {right!r}"),
            safe=True,
        )
        mixed = _MIXED if len(set(found)) > 1 and not found.isalnum() else None
        return self.report(
            span, text=mixed, repair=repair if fix else None, found=found, right=right
        )


def _in_title(ctx: Context, span: Span) -> bool:
    """Whether a place is in the title of a general plan, which has a rule of its own."""
    return any(
        c.span.start <= span.start < c.span.end and read_outline_title(c.title) is not None
        for c in ctx.draft.all_citations
    )


def _can_be_read(before: str, after: str, particle: Mapping[str, Any]) -> bool:
    """Whether both characters are right here (目的的, 了了解), or more than two stand in a row."""
    if particle["char"] in (before, after):
        return True
    return (before != "" and before in particle["before"]) or (
        after != "" and after in particle["after"]
    )


def _stronger(pair: str) -> str:
    """Of two different marks the one that ends more: a full stop before a comma."""
    if pair[0] in _PERCENT:
        return pair[0]
    return max(pair, key="、，；：。".find)


@cache
def _marks() -> re.Pattern[str]:
    return compiled("[，。、；：,;:][，。、；：,;:]+|[%％]{2,}")
