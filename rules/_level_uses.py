"""Level words that cannot be right in a draft, wherever they stand."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from planlint.knowledge import table
from planlint.patterns import compiled, regex
from planlint.readers.source import Span
from planlint.rule import Context, Text
from planlint.semantics.region import Region

from ._departments import HIGHER_WORDS
from ._levels import Sentence, any_of, own_action, own_word, past_sentences, sentences

LEVEL = Text(
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


class LevelUse(NamedTuple):
    """A word of the wrong level, and what should stand there ("" where nobody can say)."""

    span: Span
    found: str
    right: str
    text: Text


def wrong_level_uses(ctx: Context) -> Iterator[LevelUse]:
    """All of them, in the order of the text; none where the place is unknown or the nation."""
    region = ctx.draft.region
    if not region.name or region.depth < 1:
        return
    for sentence in sentences(ctx, _wanted()):
        yield from _uses(sentence, region)
    if any("全" + word in ctx.wording.said.joined for word in _others(region)):
        for sentence in past_sentences(ctx, _wanted()):
            yield from _past_uses(sentence, region)


def _uses(sentence: Sentence, region: Region) -> Iterator[LevelUse]:
    """All uses of wrong words in a sentence."""
    own = own_word(region)
    for match in _street().finditer(sentence.text):
        before = match[1][:-1] + "政府、" if match[1] else ""
        yield _use(sentence, match, f"{before}街道办事处", _STREET)
    for match in _foreign(region).finditer(sentence.text):
        yield _use(sentence, match, match.group()[0] + own, LEVEL)
    others = _others(region)
    for match in _fitting(others).finditer(sentence.text) if others else ():
        span = sentence.span(*match.span(1))
        yield LevelUse(span, match[1], match[1][0] + own, LEVEL)
    quiet = any_of("own_action", "quiet").search(sentence.text) is not None
    if others:
        yield from _whole(sentence, region, own, others)
    if region.depth == 3:
        yield from _lower(sentence, region, own, quiet=quiet)


def _past_uses(sentence: Sentence, region: Region) -> Iterator[LevelUse]:
    """全市 as what a review tells of: numbers, shortcomings; where it is no place above, anything."""
    others, own, text = _others(region), own_word(region), sentence.text
    if not others or re.search(f"[全我本]{own}", text) or region.name[:-1] in text:
        return
    for start, clause in sentence.clauses():
        match = regex(rf"(全[{others}])(?![场域面性县级])").match(clause)
        if match is None or _is_quiet(text, start, clause):
            continue
        above = match[1][1] in _above(region)
        if not above or _reached().search(clause):
            span = sentence.span(start, start + 2)
            yield LevelUse(span, match[1], "全" + own, LEVEL)


def _lower(sentence: Sentence, region: Region, own: str, *, quiet: bool) -> Iterator[LevelUse]:
    """各区县 and 区县 where there are none below."""
    if not quiet and not _above_acts(_above(region)).search(sentence.text):
        for match in _addressed().finditer(sentence.text):
            if not region.name.endswith("新区"):  # a new area may hold districts and counties
                yield _use(sentence, match, "", _BELOW)
    for start, clause in sentence.clauses():
        bare = _bare().match(clause)
        if bare and not any_of("places", "reasons").search(clause):
            span = sentence.span(start + bare.start(1), start + bare.end(1))
            yield LevelUse(span, bare[1], own, LEVEL)


def _whole(sentence: Sentence, region: Region, own: str, others: str) -> Iterator[LevelUse]:
    """全市 where the draft's own government acts; one that also says 全区 knows the difference."""
    text = sentence.text
    if not any("全" + word in text for word in others):
        return
    if re.search(f"[全我本]{own}", text) or region.name[:-1] in text:
        return
    if _other_body(others).search(text) or _above_acts(others).search(text):
        return
    for start, clause in sentence.clauses():
        if "全" not in clause:
            continue
        match = (
            _acting(others).match(clause)
            or _everywhere(others).search(clause)
            or _subject(clause, others, goal=_goal().search(text, 0, start) is not None)
        )
        if match and not _is_quiet(text, start, clause):
            at = start + match.start(match.lastindex or 0)
            found = match[match.lastindex or 0]
            if _is_named(text, at, above=found[1] in _above(region)):
                continue
            yield LevelUse(sentence.span(at, at + 2), found, "全" + own, LEVEL)


def _is_named(text: str, at: int, *, above: bool) -> bool:
    """全省“千万工程” is the province's; 长沙市 before 全市 tells whose whole is meant."""
    return "□" in text[at : at + 8] if above else text[at + 1] in text[:at]


def _is_quiet(text: str, start: int, clause: str) -> bool:
    """Whether a clause, or what leads to it, speaks of the government above or compares."""
    if any_of("own_action", "quiet_clause").search(clause):
        return True
    return any_of("own_action", "quiet").search(text, 0, start + len(clause)) is not None


def _subject(clause: str, others: str, *, goal: bool) -> re.Match[str] | None:
    """全市 at the head of a clause that sets a goal or promises a number."""
    match = regex(rf"(?:力争|确保)?(全[{others}])(?![场域面性县级])").match(clause)
    if match is None or goal:
        return match
    promised = any_of("own_action", "promises").search(clause) and regex(r"\d").search(clause)
    return match if promised and not regex("已|累计|现有|截至|目前").search(clause) else None


@cache
def _others(region: Region) -> str:
    """The level words, as characters, that mean another whole than the place: those above it, others.

    In an autonomous region, and where nobody knows the parents, 全区 may be the region.
    """
    words = table("levels")["whole_words"].get(region.level, ())
    autonomous = any("自治区" in p for p in (region.name, *region.parents))
    unknown = not region.parents and region.depth > 1
    below = "".join(w for w in words if w != "区" or not (autonomous or unknown))
    sideways = {"州": "市", "盟": "市", "区": "省" if region.depth == 1 else ""}
    others = _above(region) + below + sideways.get(own_word(region), "")
    return "".join(dict.fromkeys(others.replace(own_word(region), "")))


def _above(region: Region) -> str:
    """The level words of the places above, as characters: 市省."""
    state = "州" if any(p.endswith("州") for p in region.parents) else ""
    words = "".join(HIGHER_WORDS.get(region.level, ()))
    return words if state in words else words + state


def _use(sentence: Sentence, match: re.Match[str], right: str, text: Text) -> LevelUse:
    return LevelUse(sentence.span(*match.span()), match.group(), right, text)


@cache
def _wanted() -> re.Pattern[str]:
    return compiled(
        r"[全我各区县街](?:(?<=[全我])[市省州区县盟]|(?<=区)县|(?<=县)区|(?<=街)道(?:人民)?政府|(?<=各)[区县市])"
    )


@cache
def _acting(above: str) -> re.Pattern[str]:
    told = (
        r"各(?:级|部门|有关部门|街道|镇|乡)[^，]{0,14}?(?<![需重主])(?:要|应|须)(?![求点素用急对])"
    )
    return compiled(
        rf"{own_action()}(?:覆盖)?(全[{above}])(?![场域面性县级])|(全[{above}])(?={told})"
    )


@cache
def _everywhere(above: str) -> re.Pattern[str]:
    """在全市范围内开展: where the own government does it."""
    return compiled(rf"在(全[{above}])(?:范围内?)?(?:组织|开展|推行|实施|建立|普及|设立|布局)")


@cache
def _fitting(above: str) -> re.Pattern[str]:
    """结合全市实际，制定本规划: whose circumstances are meant is beyond doubt."""
    return compiled(rf"(?:结合|立足)([全我][{above}])的?实际(?=.{{0,24}}制定本)")


@cache
def _reached() -> re.Pattern[str]:
    reached = "累计|完成|建成|新增|新建|实现|达到?|拥有|接待|突破|提高到|增加到|增长|培育|培训"
    return compiled(rf"(?=.*\d).*(?:{reached})|(?:仍然?|还)(?:有|存在|不|需)")


@cache
def _goal() -> re.Pattern[str]:
    return compiled(r"到20\d\d年[底末]?前?[，,]|20\d\d年[底末]前[，,]")


@cache
def _above_acts(above: str) -> re.Pattern[str]:
    """市委, 市政府, 市级: the level above acts, or is looked up to."""
    return compiled(rf"(?<![全我本城])[{above or '□'}](?:委(?!员)|(?:人民)?政府|级(?![、和]))")


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
        r"|各[区县旗](?=(?:人民)?政府|、各(?:有关|相关|级)?(?:部门|单位|街道|镇))"
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
