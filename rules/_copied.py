"""Level words that a draft took over from the plan above together with the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from planlint.patterns import compiled
from planlint.readers.source import HAN, Span
from planlint.rule import Context
from planlint.semantics.plan import Plan
from planlint.semantics.region import Region
from planlint.syntax.ast import Flow

from ._levels import any_of, own_action, own_word, sentences

_LEAST = 10  # characters of a clause that was taken over whole


class Kept(NamedTuple):
    """A word of the parent's level in a draft, and the parent's words around it."""

    span: Span
    word: str
    parent: Span
    plan: Plan


def kept_word(text: str, parent: str, region: Region, above: Region) -> tuple[int, int] | None:
    """The first level word of the parent's that a lower level's sentence keeps."""
    if not is_above(above, region):
        return None
    own, up = own_word(region), own_word(above)
    if any_of("copied", "quiet").search(text):
        return None
    if own != up and any(whose + own in text for whose in "全我本"):
        return None  # who also says 全区 knows the difference
    for match in _words(region, above).finditer(text):
        word = match.span(match.lastindex or 0)
        if text[slice(*word)] in parent:
            return word
    return None


def kept_clauses(ctx: Context) -> Iterator[Kept]:
    """Clauses with a level word that stand in a parent character by character."""
    region = ctx.draft.region
    plans = [p for p in ctx.parents if is_above(p.region, region)]
    found = list(sentences(ctx, _wanted())) if plans else []
    for plan in plans if found else ():
        flows = tuple(plan.flows(review=False))
        joined = "\n".join(flow.text for flow in flows)
        for sentence in found:
            for start, blanked in sentence.clauses():
                at = sentence.start + start
                clause = sentence.flow.text[at : at + len(blanked)]
                if len(clause) < _LEAST or clause not in joined:
                    continue
                word = kept_word(blanked, clause, region, plan.region)
                if word is None or any_of("copied", "quiet").search(sentence.text, 0, start):
                    continue
                yield Kept(
                    sentence.span(start + word[0], start + word[1]),
                    clause[slice(*word)],
                    _place(flows, clause),
                    plan,
                )


def is_above(above: Region, region: Region) -> bool:
    """Whether a parent's place is above the draft's; above a province's that names none is the nation."""
    if above.depth < 0:
        return region.depth == 1
    return region.depth >= 1 and above.depth < region.depth


def _place(flows: Sequence[Flow], clause: str) -> Span:
    flow = next(f for f in flows if clause in f.text)
    at = flow.text.index(clause)
    return flow.span(at, at + len(clause))


@cache
def _wanted() -> re.Pattern[str]:
    return compiled(
        r"[各每全级]个?(?:(?<=各)[省市区县设镇乡街]|(?<=个)[省市区县设]|(?<=全)[省市区县州]|(?<=[省市县两三四五]级))"
        r"|县（市、区）|[省市][\u4e00-\u9fff]{2,10}[委局厅办部](?:会同|要|应|负责|牵头|建立|组织|定期)"
    )


_LOWER = {
    0: r"[各每]个?(?:省|设区市|区县|县区|县市区|市县|[市县]（[^）]{1,5}）)(?![级域])",  # of a county-level city
    1: r"[各每]个?省(?:（[^）]{1,6}）|、自治区、直辖市|区市)?(?!级)",
    2: r"[各每]个?(?:省|设区市|地级市|市(?![场级县区政直辖民]))(?=[^，。])",
    3: r"[各每]个?(?:设区市|[省区县](?:[（、区县市自治直辖）]*[区县市治辖）])?)(?![域级类块片位园乡大])(?=[^，。])",
    4: r"[各每]个?(?:区|县|镇|乡镇|街道|街镇|镇街)(?![域级类块片位园])(?=[^，。])",
}
"""Who is addressed by the level above a plan of a depth, and cannot be by the plan itself."""

_ABOVE = {1: "", 2: "省", 3: "省市州", 4: "省市州县区"}


@cache
def _words(region: Region, above: Region) -> re.Pattern[str]:
    """The words of the level above, as a draft of a lower level cannot mean them."""
    own, up = own_word(region), own_word(above)
    depth = region.depth if own != "市" or region.depth < 3 else 0
    words = [_LOWER[depth], _system(_ABOVE[region.depth].replace(own, ""))]
    if depth in (0, 3):
        words.append(r"(?:支持|鼓励|推动|指导|引导|督促)(县（市、区）|区县|市县|设区市)(?![级域])")
    if up:
        words.append(
            rf"{up}、[区县市州旗](?:（[县市区旗]）)?(?:两级|(?=[、\u4e00-\u9fff（）]{{2,14}}[三四]级))"
        )
        words.append(f"{up}[区县市州]两级")
        words.append(
            rf"(?<![\u4e00-\u9fff《“]){above.name}"
            r"(?![委政人民残局办厅法院“”《》在\d、]|[^，。]{2,16}(?:条例|办法|规划|计划|方案))"
        )
    if up and up != own:
        words += _of_another_word(up)
    return compiled("|".join(words))


def _system(above: str) -> str:
    """健全省、市、县三级…: a system that begins above the own level."""
    first = "|".join(("国家", "中央", *above))
    rest = r"(?:、(?:[省市区县州旗乡镇村组户]|街道|社区)(?:（[^）]{1,6}）)?)"
    return rf"(?<![\u4e00-\u9fff]){own_action()}((?:{first}){rest}{{1,5}}[两二三四五六]级)"


def _of_another_word(up: str) -> Iterator[str]:
    """Where the level above has another word than the own one: 全市, 市级, a body of the city."""
    verbs = f"(?:{own_action()}|建设|建成|打造|搭建|组建|修订|编制|制订|设立)"
    systems = "预案|规划|格局|体系|机制|网络|指挥部|制度|清单|队伍"
    yield rf"全{up}(?![场域面性县])"
    yield rf"(?<![\u4e00-\u9fff]){verbs}(?:国家和)?({up}级|本{up}(?!场))"
    yield rf"(?<![\u4e00-\u9fff]){verbs}[^，。]{{0,16}}?({up}级)(?=[^，。]{{0,8}}?(?:{systems}))"
    yield (
        rf"(?<![^，。；：]){up}{HAN}{{2,10}}?[委局厅办部]"
        r"(?=会同|要(?!求)|应当|负责|牵头|建立|组织(?!的)|定期)"
    )
