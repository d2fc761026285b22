"""TSK003 copied-unadapted."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text

from ._copied import Kept, kept_clauses, kept_word
from ._level_uses import wrong_level_uses

_LIKE, _LEAST = 0.75, 20  # of all pairs of characters; characters of a sentence
_AROUND = 8  # characters on each side of the word that are the parent's where less is
_SHARED = "1. 助餐。完善市、区两级老年助餐服务网络，引导餐饮企业开设老年人就餐专区。"
_GRADE = "建设市级养老服务综合平台，实现养老服务事项线上统一办理和查询。"


class CopiedUnadapted(Rule):
    """照抄上级规划，连上级的层级用语也没有改：“市、区两级”“各区”“全市”，或者以上级的地名作主语。

    逐句与上级规划比对，整句基本相同或者一个分句一字不差才报。排名、全市统一部署、配合上级的行动等说的本来就是上级，不报；
    REG001 已经指出的词不再报。
    """

    id, name, severity = "TSK003", "copied-unadapted", Severity.INFO
    needs, aside = "parent", True
    zh = "这句话照抄了上级规划，“{found}”是上级的用语，请改为本级的情况。"
    en = "taken over from the parent word for word with {found!r}, which is the parent's level; say it for this level."
    why_en = "A sentence taken over from the parent together with its level words: 市、区两级, 各区, 全市, or the parent's own name."
    source = "规划衔接审核的惯例：承接上级任务要结合本级实际细化"
    good = (
        Good(
            "建立区、街道、社区三级养老服务网络，培育市级示范养老机构。",
            parent="建立市、区、街道三级养老服务网络，培育市级示范养老机构。",
        ),
        Good(_SHARED.replace("市、区两级", "区、街道两级"), parent=_SHARED, note="改成了本级"),
        Good(
            "推动养老服务质量走在全市前列，老年人满意度高于全市平均水平。",
            parent="推动养老服务质量走在全市前列，老年人满意度高于全市平均水平。",
        ),
        Good(
            "按照市级统一部署，配合做好市、区两级平台数据对接和养老机构信息核验。",
            parent="按照市级统一部署，配合做好市、区两级平台数据对接和养老机构信息核验。",
        ),
        Good(
            "完善市、区两级老年助餐服务网络，引导企业参与。",
            parent="扩大养老服务供给，发展银发经济。",
            note="上级没有这句话",
        ),
        Good(
            "接入市级养老服务综合平台，实现养老服务事项线上统一办理和查询。",
            parent=_GRADE,
            note="用的是市里的平台",
        ),
        Good(
            "各区域养老服务中心要定期公布服务项目和收费标准，接受群众监督。",
            parent="各区域养老服务中心要定期公布服务项目和收费标准，接受群众监督。",
        ),
    )
    bad = (
        Bad(
            "修订〔[市级]〕养老服务应急预案，每年组织一次演练。",
            parent="修订市级养老服务应急预案，各区2027年底前完成修编。",
            note="只抄了前半句",
        ),
        Bad(
            "健全〔[省、市、区三级]〕养老服务网络，推进养老机构标准化建设。",
            parent="健全省、市、区三级养老服务网络，推进养老机构标准化建设，提升服务质量。",
        ),
        Bad(
            "〔[市民政局]〕会同有关部门建立监测评估机制，每年发布评估报告。",
            parent="市民政局会同有关部门建立监测评估机制，适时开展督导。",
        ),
        Bad(_SHARED.replace("市、区两级", "〔[市、区两级]〕"), parent=_SHARED),
        Bad(_GRADE.replace("市级", "〔[市级]〕"), parent=_GRADE),
        Bad(
            "支持〔[各区]〕利用闲置房屋改建社区养老服务站，开展短期托养服务。",
            parent="支持各区利用闲置房屋改建社区养老服务站，开展短期托养服务。",
        ),
        Bad(
            "到2030年，〔[云州市]〕老年人家庭照护负担明显减轻，养老服务质量稳步提高。",
            parent="到2030年，云州市老年人家庭照护负担明显减轻，养老服务质量稳步提高。",
        ),
        Bad(
            "让〔[全市]〕老年人就近享有专业照护服务，减轻失能老年人家庭负担。",
            parent="让全市老年人就近享有专业照护服务，减轻失能老年人家庭负担。",
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Look for the parent's level words in the sentences and clauses that the draft took over."""
        found = {kept.span: kept for kept in (*_kept_sentences(ctx), *kept_clauses(ctx))}
        left = [u.span for u in wrong_level_uses(ctx)] if found and ctx.runs("REG001") else []
        for span, kept in found.items():
            if not any(s.start < span.end and span.start < s.end for s in left):
                said = Text("上级规划的原句", "the parent's sentence")
                yield self.report(span, Also(kept.parent, said, kept.plan.source), found=kept.word)


def _kept_sentences(ctx: Context) -> Iterator[Kept]:
    """Sentences that are nearly the parent's, with a level word of its own."""
    for pair in ctx.comparison.sentences if ctx.comparison else ():
        text, theirs = pair.draft.text, pair.parent.text
        if len(pair.draft.core) < _LEAST:
            continue
        word = kept_word(text, theirs, ctx.draft.region, pair.plan.region)
        if word is None:
            continue
        around = text[max(0, word[0] - _AROUND) : word[1] + _AROUND]
        if pair.score >= _LIKE or around in theirs:
            yield Kept(pair.draft.part(*word), text[slice(*word)], pair.parent.span, pair.plan)
