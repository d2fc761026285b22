"""TGT004 weaker-text-target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planlint.diagnostic import Severity
from planlint.rule import Bad, Context, Finding, Good, Rule, Text

from ._commitments import about, printed, sentence
from ._indicators import ALLOCATED, NOTHING

if TYPE_CHECKING:
    from planlint.compare import CommitmentPair

_LAXER = Text(
    "“{about}”为 {have}，宽于上级规划的 {want}，这一项越低越好。请收紧到不宽于上级要求，或者说明理由{hint}。",
    "{about!r}: {have} is laxer than the parent's {want}, and lower is better; tighten it or give a reason{hint}.",
)
_PARENT = "社区老年助餐服务覆盖率达到90%以上。"


class WeakerTextTarget(Rule):
    """上级规划正文中的量化要求，草案写了同一件事，数却更弱。比率、水平按好坏方向比较；总量由各地分担，不作比较。"""

    id, name, severity = "TGT004", "weaker-text-target", Severity.WARNING
    needs = "parent"
    zh = "“{about}”为 {have}，弱于上级规划的 {want}。请提高到不低于上级要求，或者说明理由{hint}。"
    en = "{about!r}: {have} falls short of the parent's {want}; raise it or give a reason{hint}."
    why_en = "The same commitment of the running text with a weaker number. Totals are shares and never compare."
    source = "国发〔2005〕33号：下级政府规划服从上级政府规划"
    good = (
        Good("社区老年助餐服务覆盖率达到92%。", parent=_PARENT),
        Good("全区新建老年食堂10个。", parent="全市新建老年食堂200个。", note="总量是分担关系"),
        Good(
            "2028年底前，社区老年助餐服务覆盖率达到80%。",
            parent="到2030年，社区老年助餐服务覆盖率达到90%以上。",
            note="中间一步",
        ),
        Good("办理时限不超过2天。", parent="办理时限不超过3天。", note="越短越好"),
        Good("农村互助养老服务覆盖率达到80%。", parent=_PARENT, note="另一件事"),
    )
    bad = (
        Bad("〔[社区老年助餐服务覆盖率达到80%以上]〕。", parent=_PARENT),
        Bad("〔[站点服务半径不超过3公里]〕。", parent="站点服务半径不超过1公里。"),
        Bad(
            "接到求助后〔[2小时]〕内赶到现场。".replace("接到求助后〔[", "〔[接到求助后"),
            parent="接到求助后1小时内赶到现场。",
        ),
        Bad("〔[护理员与老人之比系数不高于1.3]〕。", parent="护理员与老人之比系数不高于1.25。"),
        Bad("〔[每个街道至少建成1所]〕老年食堂。", parent="每个街道至少建成2所老年食堂。"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Judge what was paired; the engine chose the kinder answer where there were two."""
        for pair in ctx.comparison.commitments if ctx.comparison else ():
            if pair.draft is not None and pair.verdict.kind == "weaker":
                yield self.report(
                    pair.draft.span,
                    sentence(pair, ctx),
                    text=_wording(pair),
                    about=about(pair.draft),
                    have=printed(ctx.source, pair.draft),
                    want=printed(pair.plan.source, pair.parent),
                    hint=ALLOCATED if pair.concept.allocated else NOTHING,
                )


def _wording(pair: CommitmentPair) -> Text | None:
    """A number above the parent's is weaker where lower is better."""
    want, have = pair.parent.quantity.value, pair.draft.quantity.value if pair.draft else None
    return _LAXER if want is not None and have is not None and want < have else None
