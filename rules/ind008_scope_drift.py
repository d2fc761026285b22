"""IND008 scope-drift."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.quantity import shown

from ._indicators import answers, clause

_PARENT = "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 困难老年人家庭适老化改造率 | 80% | 约束性 |"
_ADDED = Text("多了“{}”", "it adds {}")
_LOST = Text("少了“{}”", "it lacks {}")
_OTHER = Text("统计范围不同", "the scope differs")


class ScopeDrift(Rule):
    """指标名称里限定统计范围的词（困难、重度、基本型、有需求、农村、城乡居民）多了或者少了，分母随之改变，数值看似达标，实际口径不同。

    口径更窄，容易掩盖偏低的目标；口径更宽，要求其实更高。是否恰当请人核对。
    """

    id, name, severity = "IND008", "scope-drift", Severity.INFO
    needs = "parent"
    zh = "口径与上级规划不同：上级为“{name}”（{want}），草案为“{said}”（{have}），{change}。请核对是否同一项指标。"
    en = "the scope differs: the parent has {name!r} ({want}), the draft {said!r} ({have}); {change}. Check whether both are one."
    why_en = "A qualifier that changes the denominator was added or lost, so that the numbers measure different things."
    source = "规划衔接审核的惯例：名称、口径、单位一致"
    good = (
        Good(_PARENT, parent=_PARENT),
        Good(_PARENT.replace("改造率", "改造比例"), parent=_PARENT, note="只是写法不同"),
    )
    bad = (
        Bad(
            _PARENT.replace("困难老年人家庭适老化改造率", "〔[老年人家庭适老化改造率]〕"),
            parent=_PARENT,
        ),
        Bad(
            "| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 〔[县城助餐点覆盖率]〕 | 92% | 约束性 |",
            parent="| 指标 | 2030年 | 属性 |\n|---|---|---|\n| 助餐点覆盖率 | 90% | 约束性 |",
        ),
        Bad(
            "（一）主要目标\n〔[有需求的困难老年人家庭适老化改造率达到90%]〕。\n（二）主要任务\n做好服务。",
            parent=_PARENT,
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report an indicator once, at the first answer of another scope that no other rule has."""
        for pair in ctx.comparison.indicators if ctx.comparison else ():
            row = pair.draft
            for have, at, how, name, verdict, _ in answers(pair):
                lost, added = pair.drift(name)
                if verdict.reason == "unit" or verdict.kind == "weaker" or how == "alias":
                    continue
                if not lost and not added and verdict.reason != "scope":
                    continue
                in_table = row is not None and row.name == name
                yield self.report(
                    row.span if row is not None and in_table else at,
                    clause(pair, ctx),
                    name=pair.parent.name,
                    want=shown(pair.plan.source, pair.parent.target, pair.parent.unit),
                    said=name,
                    have=shown(ctx.source, have, row.unit if row is not None and in_table else ""),
                    change=_change(lost, added),
                )
                break


def _change(lost: str, added: str) -> Text:
    pieces = [_filled(_LOST, lost)] * bool(lost) + [_filled(_ADDED, added)] * bool(added)
    if not pieces:
        return _OTHER
    return Text("，".join(p.zh for p in pieces), ", ".join(p.en for p in pieces))


def _filled(text: Text, words: str) -> Text:
    return Text(text.zh.format(words), text.en.format(words))
