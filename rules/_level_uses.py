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
from ._levels import Sentence, any_of, own_action, own_word, sentences

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


def _uses(sentence: Sentence, region: Region) -> Iterator[LevelUse]:
    """All uses of wrong words in a sentence."""
    own = own_word(region)
    for match in _street().finditer(sentence.text):
        before = match[1][:-1] + "政府、" if match[1] else ""
        yield _use(sentence, match, f"{before}街道办事处", _STREET)
    for match in _foreign(region).finditer(sentence.text):
        yield _use(sentence, match, match.group()[0] + own, LEVEL)
    if region.depth != 3:
        return
    for match in _fitting(_above(region)).finditer(sentence.text):
        span = sentence.span(*match.span(1))
        yield LevelUse(span, match[1], match[1][0] + own, LEVEL)
    if not any_of("own_action", "quiet").search(sentence.text):
        yield from _higher(sentence, region, own)
        for match in _addressed().finditer(sentence.text):
            if not region.name.endswith("新区"):  # a new area may hold districts and counties
                yield _use(sentence, match, "", _BELOW)
    for start, clause in sentence.clauses():
        bare = _bare().match(clause)
        if bare and not any_of("places", "reasons").search(clause):
            span = sentence.span(start + bare.start(1), start + bare.end(1))
            yield LevelUse(span, bare[1], own, LEVEL)


def _higher(sentence: Sentence, region: Region, own: str) -> Iterator[LevelUse]:
    """全市 where the draft's own government acts; one that also says 全区 knows the difference."""
    if re.search(f"[全我本]{own}", sentence.text) or region.name[:-1] in sentence.text:
        return
    above = _above(region)
    if _other_body(above).search(sentence.text):
        return
    pattern = _acting(above)
    for start, clause in sentence.clauses():
        goal = start > 0 and regex(r"到20\d\d年[底末]?[，,]").fullmatch(sentence.text[:start])
        match = pattern.match(clause) or (goal and re.match(f"(全[{above}])", clause))
        if match:
            at = start + match.start(match.lastindex or 0)
            yield LevelUse(
                sentence.span(at, at + 2), match[match.lastindex or 0], "全" + own, LEVEL
            )


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
        r"[全我各区县街](?:(?<=[全我])[市省州区县]|(?<=区)县|(?<=县)区|(?<=街)道(?:人民)?政府|(?<=各)[区县市])"
    )


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
