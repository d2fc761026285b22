"""REG001 wrong-level-word."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from planlint.diagnostic import Severity
from planlint.knowledge import table
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.region import Region

from ._departments import HIGHER_WORDS
from ._levels import Sentence, any_of, own_action, own_word, sentences

_LEVEL = Text(
    "“{found}”不是{place}的层级用语，这里说的应是本级{times}。请核对，可改为“{right}”。",
    "{found!r} is not {place}'s level, and its own seems meant{times}; check, and write {right!r}.",
)
_BELOW = Text(
    "{place}下面不设区县，“{found}”没有对应的对象{times}。请核对，改为所辖的街道、乡镇。",
    "{place} has no districts or counties below it for {found!r}{times}; name its streets and towns.",
)
_STREET = Text(
    "“{found}”不妥：街道办事处是上级政府的派出机关，不是一级政府{times}。可改为“{right}”。",
    "{found!r}: a 街道 has no government, its office is an agency of the government above{times}; write {right!r}.",
)


class _Use(NamedTuple):
    """A word of the wrong level, and what should stand there ("" where nobody can say)."""

    span: Span
    found: str
    right: str
    text: Text


class WrongLevelWord(Rule):
    """沿用了别的层级的用语，如区的规划里要“健全全市网络”“提升区县服务能力”，或写“街道政府”。

    只在句子明说本级政府要做什么、或向下级提要求时才报。“我市”“我省”指上级，“全市平均水平”“全市前列”“接入全市统一平台”
    等事实、排名和上级的行动，以及书名号、引号里的话，都不报。
    """

    id, name, severity, fixable = "REG001", "wrong-level-word", Severity.WARNING, "unsafe"
    zh, en = _LEVEL.zh, _LEVEL.en
    why_en = "Level words left over from a text of another level: 全市, 区县, 各区县 in a district's plan where its own level is meant, and 街道政府."
    source = "公文用语；《地方各级人民政府组织法》第八十五条（街道办事处是派出机关）"
    good = (
        Good("将国家和我市有关法规纳入普法内容。", note="我市指上级市"),
        Good("到2030年，服务质量走在全市前列，护理床位占比高于全市平均水平。"),
        Good("接入全市统一的养老服务平台，配合市民政局完善全市服务标准。"),
        Good("结合我市实际安排，配合做好服务标准试点。"),
        Good("落实《关于健全全市养老服务网络的意见》。"),
        Good("推动全市首个认知障碍照护中心落户本区。"),
        Good("按照市民政局安排，开展全市养老机构等级评定。"),
        Good("推动全市养老服务改革任务落地，提升全市性品牌。"),
        Good("统筹各街道、镇和街道办事处力量，健全全区养老服务网络。"),
        Good("加强街道政府购买服务项目管理。", note="政府购买服务"),
        Good("加强与周边区县的协作。"),
        Good("各区域服务中心、各功能区要加强管理。"),
        Good("按照市委、市政府要求，配合各区政府做好跨区服务。"),
        Good(
            "临清市养老服务规划\n\n一、总体要求\n健全全市养老服务网络，推进我市养老服务发展。\n",
            whole=True,
            note="县级市的“全市”就是本级",
        ),
    )
    bad = (
        Bad("健全〔[全市]〕养老服务网络，扩大服务供给。"),
        Bad("提升〔[区县]〕养老服务能力。"),
        Bad("〔[各区县]〕要制定年度计划，落实工作责任。"),
        Bad("〔[各区]〕人民政府要加强领导，落实工作责任。"),
        Bad("纳入〔[区、街道政府]〕公共服务事项清单。"),
        Bad("推动〔[我县]〕养老服务高质量发展。\n不断完善我县服务网络。"),
        Bad("到2030年，〔[全市]〕建成助餐点300个。"),
        Bad("按照有关部署要求，结合〔[我市]〕实际，制定本规划。"),
        Bad("〔[全市]〕各级各部门要压实责任，抓好落实。"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Gather the uses of every wording; report each wording once, at its first place."""
        region = ctx.draft.region
        if not region.name or region.depth < 1:
            return
        groups: dict[tuple[str, str], list[_Use]] = defaultdict(list)
        for sentence in sentences(ctx, _wanted()):
            for use in _uses(sentence, region):
                groups[use.found, use.text.zh].append(use)
        for uses in groups.values():
            yield self._one(uses, region)

    def _one(self, uses: list[_Use], region: Region) -> Finding:
        first, *rest = uses
        repair = None
        if first.right:
            changes = tuple(Change(u.span, u.right) for u in uses)
            words = Text(f"改为“{first.right}”", f"write {first.right!r}")
            repair = Repair(changes, words, safe=False)
        return self.report(
            first.span,
            *(Also(u.span, Text("同一写法", "the same wording")) for u in rest),
            text=first.text,
            repair=repair,
            found=first.found,
            place=region.name,
            right=first.right,
            times=_times(len(uses)),
            key=f"{first.found}\0{first.text.zh}",
        )


def _times(count: int) -> Text:
    return Text(f"（共 {count} 处）", f" ({count} times)") if count > 1 else Text("", "")


def _uses(sentence: Sentence, region: Region) -> Iterator[_Use]:
    """All uses of wrong words in a sentence."""
    own = own_word(region)
    for match in _street().finditer(sentence.text):
        before = match[1][:-1] + "政府、" if match[1] else ""
        yield _use(sentence, match, f"{before}街道办事处", _STREET)
    for match in _foreign(region).finditer(sentence.text):
        yield _use(sentence, match, match.group()[0] + own, _LEVEL)
    if region.depth != 3:
        return
    for match in _fitting(_above(region)).finditer(sentence.text):
        span = sentence.span(*match.span(1))
        yield _Use(span, match[1], match[1][0] + own, _LEVEL)
    if not any_of("own_action", "quiet").search(sentence.text):
        yield from _higher(sentence, region, own)
        for match in _addressed().finditer(sentence.text):
            if not region.name.endswith("新区"):  # a new area may hold districts and counties
                yield _use(sentence, match, "", _BELOW)
    for start, clause in sentence.clauses():
        bare = _bare().match(clause)
        if bare and not any_of("places", "reasons").search(clause):
            span = sentence.span(start + bare.start(1), start + bare.end(1))
            yield _Use(span, bare[1], own, _LEVEL)


def _higher(sentence: Sentence, region: Region, own: str) -> Iterator[_Use]:
    """全市 where the draft's own government acts; one that also says 全区 knows the difference."""
    if re.search(f"[全我本]{own}", sentence.text) or region.name[:-1] in sentence.text:
        return
    above = _above(region)
    if _other_body(above).search(sentence.text):
        return
    pattern = _acting(above)
    for start, clause in sentence.clauses():
        goal = start > 0 and re.fullmatch(r"到20\d\d年[底末]?[，,]", sentence.text[:start])
        match = pattern.match(clause) or (goal and re.match(f"(全[{above}])", clause))
        if match:
            at = start + match.start(match.lastindex or 0)
            yield _Use(sentence.span(at, at + 2), match[match.lastindex or 0], "全" + own, _LEVEL)


def _above(region: Region) -> str:
    """The level words of the places above, as characters: 市省."""
    state = "州" if any(p.endswith("州") for p in region.parents) else ""
    words = "".join(HIGHER_WORDS.get(region.level, ()))
    return words if state in words else words + state


def _use(sentence: Sentence, match: re.Match[str], right: str, text: Text) -> _Use:
    return _Use(sentence.span(*match.span()), match.group(), right, text)


@cache
def _wanted() -> re.Pattern[str]:
    return compiled(r"[全我](?:市|省|州|区|县)|区县|县区|街道(?:人民)?政府|各(?:区|县|市)")


@cache
def _acting(above: str) -> re.Pattern[str]:
    told = (
        r"各(?:级|部门|有关部门|街道|镇|乡)[^，]{0,14}?(?<![需重主])(?:要|应|须)(?![求点素用急对])"
    )
    return compiled(
        rf"{own_action()}(?:覆盖)?(全[{above}])(?![场域面性县])|(全[{above}])(?={told})"
    )


@cache
def _fitting(above: str) -> re.Pattern[str]:
    """结合全市实际，制定本规划: whose circumstances are meant is beyond doubt."""
    return compiled(rf"(?:结合|立足)([全我][{above}])的?实际(?=.{{0,24}}制定本)")


@cache
def _other_body(above: str) -> re.Pattern[str]:
    """市民政局: who acts may be a body of the level above."""
    return compiled(rf"(?<![全我本城])[{above}][\u4e00-\u9fff]{{1,8}}?[局委办厅联]")


@cache
def _bare() -> re.Pattern[str]:
    return compiled(rf"{own_action()}(区县|县区)(?![级域、两三协])")


@cache
def _addressed() -> re.Pattern[str]:
    return compiled(
        r"各(?:区县|县区|县市区|区（县）|市县|县（市、区）)(?=(?:人民)?政府|要|应|须|必须|[^，]{2,6}部门)"
        r"|各[区县旗](?=(?:人民)?政府)"
    )


@cache
def _street() -> re.Pattern[str]:
    return compiled(
        r"([区市县镇乡][、和])?街道(?:人民)?政府(?!购买|采购|投资|主导|引导|补[贴助]|网站|热线|、)"
    )


@cache
def _foreign(region: Region) -> re.Pattern[str]:
    """Words that no plan of this level can mean; in an autonomous region 全区 is the region."""
    kind = "banner" if region.name.endswith("旗") else region.level
    words = list(table("levels")["foreign_words"].get(kind, ()))
    if not region.parents or any("自治区" in p for p in (region.name, *region.parents)):
        words = [w for w in words if not w.endswith("区")]
    return compiled(rf"(?<![安健完齐保自])(?:{'|'.join(words) or '(?!)'})(?![场域面块间])")
