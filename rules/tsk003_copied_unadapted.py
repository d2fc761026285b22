"""TSK003 copied-unadapted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.region import Region

from ._level_uses import wrong_level_uses
from ._levels import any_of, own_action, own_word

if TYPE_CHECKING:
    from planlint.compare.sentences import SentencePair

_LIKE, _LEAST = 0.75, 20  # of all pairs of characters; characters of a sentence
_SHARED = "1. 助餐。完善市、区两级老年助餐服务网络，引导餐饮企业开设老年人就餐专区。"
_GRADE = "建设市级养老服务综合平台，实现养老服务事项线上统一办理和查询。"


class CopiedUnadapted(Rule):
    """整句照抄上级规划，连上级的层级用语也没有改：“市、区两级”“各区”“全市”，或者以上级的地名作主语。

    逐句与上级规划比对，相同或者基本相同才报。排名、全市统一部署、配合上级的行动等说的本来就是上级，不报；
    REG001 已经指出的词不再报。
    """

    id, name, severity = "TSK003", "copied-unadapted", Severity.INFO
    needs = "parent"
    zh = "这句话照抄了上级规划，“{found}”是上级的用语，请改为本级的情况。"
    en = "taken over from the parent word for word with {found!r}, which is the parent's level; say it for this level."
    why_en = "A sentence taken over from the parent together with its level words: 市、区两级, 各区, 全市, or the parent's own name."
    source = "规划衔接审核的惯例：承接上级任务要结合本级实际细化"
    good = (
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
        """Look for the parent's level words in the sentences that the draft took over."""
        region = ctx.draft.region
        found: list[tuple[SentencePair, Span, str]] = []
        for pair in ctx.comparison.sentences if ctx.comparison else ():
            if pair.score < _LIKE or len(pair.draft.core) < _LEAST:
                continue
            kept = _kept(pair, region)
            if kept is not None:
                found.append((pair, pair.draft.part(*kept), pair.draft.text[slice(*kept)]))
        left = [u.span for u in wrong_level_uses(ctx)] if found and ctx.runs("REG001") else []
        for pair, span, word in found:
            if not any(s.start < span.end and span.start < s.end for s in left):
                said = Text("上级规划的原句", "the parent's sentence")
                yield self.report(span, Also(pair.parent.span, said, pair.plan.source), found=word)


def _kept(pair: SentencePair, region: Region) -> tuple[int, int] | None:
    """The first level word of the parent's that a lower level's sentence keeps."""
    above = pair.plan.region
    if region.depth < 1 or not 0 <= above.depth < region.depth:
        return None
    text, own, up = pair.draft.text, own_word(region), own_word(above)
    if any_of("copied", "quiet").search(text):
        return None
    if own != up and re.search(f"[全我本]{own}", text):
        return None  # who also says 全区 knows the difference
    lower = _LOWER[region.depth if own != "市" or region.depth < 3 else 0]
    for match in _level_words(up, own, above.name, lower).finditer(text):
        word = match.span(match.lastindex or 0)
        if text[slice(*word)] in pair.parent.text:
            return word
    return None


_LOWER = {
    0: r"各(?:省|区县|县区|县市区|市县|[市县]（[^）]{1,5}）)(?![级域])",  # of a county-level city
    1: r"各省(?:（[^）]{1,6}）|、自治区、直辖市|区市)?(?!级)",
    2: r"各(?:省|市(?![场级县区政直辖]))(?=[^，。])",
    3: r"各[省区县](?:[（、区县市自治直辖）]+)?(?![域级类块片位园乡大])(?=[^，。])",
    4: r"各(?:区|县|镇|乡镇|街道|街镇|镇街)(?![域级类块片位园])(?=[^，。])",
}
"""Who is addressed by the level above a plan of a depth, and cannot be by the plan itself."""


@cache
def _level_words(up: str, own: str, name: str, lower: str) -> re.Pattern[str]:
    """The words of the level above, as a draft of a lower level cannot mean them."""
    words = [lower]
    if up:
        words.append(
            rf"{up}、[区县市州旗](?:（[县市区旗]）)?(?:两级|(?=[、\u4e00-\u9fff（）]{{2,14}}[三四]级))"
        )
        words.append(f"{up}[区县市州]两级")
        words.append(
            rf"(?<![\u4e00-\u9fff《“]){name}"
            r"(?![委政人民残局办厅法院“”《》在\d、]|[^，。]{2,16}(?:条例|办法|规划|计划|方案))"
        )
    if up and up != own:
        words.append(rf"全{up}(?![场域面性县])")
        verbs = f"(?:{own_action()}|建设|建成|打造|搭建|组建)"
        words.append(rf"(?<![\u4e00-\u9fff]){verbs}({up}级|本{up}(?!场))")
    return compiled("|".join(words))
