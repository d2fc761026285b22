"""REG002 foreign-region."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from planlint.diagnostic import Severity
from planlint.knowledge import table
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.region import Region

from ._departments import members
from ._foreign_places import comparable, real_places
from ._levels import Sentence, any_of, own_places, sentences


class ForeignRegion(Rule):
    """本该写本地的地方出现了别的地名，多半是借用外地文本时没有改净，如南浦区的规划写“推动滨海区养老服务高质量发展”。

    只看“推动某地……发展”“健全某地……”“结合某地实际”“某地各级各部门”“纳入某地……布局”“某地人民政府”这类位置。对口支援、交流合作、毗邻接壤、学习经验、并列的
    多个地名、专有名称和书名号里的地名都不报。
    """

    id, name, severity = "REG002", "foreign-region", Severity.WARNING
    zh = "“{found}”不是{place}，也不是它的上级，疑为借用外地文本时没有改净{times}。请核对，应为本地的改为“{place}”。"
    en = "{found!r} is neither {place} nor a place above it; is it left over from another text{times}? If so, write {place!r}."
    why_en = "Another place stands where the plan's own would: 推动…发展, 结合…实际, …各级各部门, 纳入…布局, a responsible unit. Cooperation, neighbours, lists and names are right."
    source = "核稿实践：借用外地文本须改净地名"
    good = (
        Good("推动南浦区养老服务高质量发展，结合南浦区实际抓好落实。"),
        Good("推动南浦区与滨海区养老服务协同发展。"),
        Good("学习滨海区人民政府推行助餐服务的经验。"),
        Good("落实《滨海区养老服务协作方案》，推动老城区养老服务发展。"),
        Good("服务云州市养老服务高质量发展。", note="所属的市"),
        Good("推动试点县、示范区和工业园区养老服务发展。"),
        Good("推动南浦区、滨海区养老服务发展。", note="并列"),
        Good("在区委领导下，由各区县人民政府另行规定的，从其规定。"),
        Good(
            "绍兴市养老服务规划\n\n一、总体要求\n加强与宁波市的合作，推动宁波市、绍兴市资源共享。"
            "完善杭州市对口支援机制。推动越城区助餐服务全覆盖，提升城区服务能力。\n",
            whole=True,
        ),
        Good("湖南省养老服务规划\n\n一、总体要求\n推动长沙市养老服务高质量发展。\n", whole=True),
    )
    bad = (
        Bad("推动〔[滨海区]〕养老服务高质量发展。"),
        Bad("结合〔[临江县]〕实际，完善服务网络，推动临江县养老服务发展。"),
        Bad("在〔[滨海区]〕人民政府统一领导下抓好落实。"),
        Bad("到2030年，〔[碑林区]〕养老服务网络更加完善。"),
        Bad(
            "绍兴市养老服务规划\n\n一、总体要求\n〔[宁波市]〕各级各部门要压实责任。将本规划纳入宁波市经济社会发展总体布局。\n",
            whole=True,
        ),
        Bad("绍兴市养老服务规划\n\n一、总体要求\n健全〔[洛阳市]〕助餐服务网络。\n", whole=True),
        Bad(
            "湖南省养老服务规划\n\n一、总体要求\n推动〔[贵州省]〕养老服务高质量发展。\n", whole=True
        ),
        Bad("1. 探访。抓好。（〔[滨海区民政局]〕、区财政局负责）"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Gather the places that stand where the own one would; report each once."""
        region = ctx.draft.region
        if not region.name or region.depth < 1:
            return
        found: dict[str, list[Span]] = defaultdict(list)
        for place, span in dict.fromkeys(sorted(_all_places(ctx), key=lambda p: p[1])):
            found[place].append(span)
        own = own_places(ctx) if found else set()
        for place, (first, *rest) in found.items():
            if any(place.startswith(name) for name in own):  # 南浦区柳溪镇 belongs, too
                continue
            count = len(rest) + 1
            yield self.report(
                first,
                *(Also(s, Text("同一地名", "the same place")) for s in rest),
                key=place,
                found=place,
                place=region.name,
                times=Text(f"（共 {count} 处）", f" ({count} times)") if rest else Text("", ""),
            )


def _all_places(ctx: Context) -> Iterator[tuple[str, Span]]:
    """The places in sentences, and those before the names of responsible units."""
    region = ctx.draft.region
    for sentence in sentences(ctx, _wanted()):
        yield from _places(sentence, region)
    yield from real_places(ctx)
    for member in members(ctx) if region.depth >= 3 else ():
        place = _place(member.prefix, region)
        if place and place == member.prefix:
            yield place, member.span


def _places(sentence: Sentence, region: Region) -> Iterator[tuple[str, Span]]:
    """The places of a sentence that stand where the issuing place would."""
    if any_of("places", "reasons").search(sentence.text):
        return
    for kind, at in _openings(sentence.text):
        place = _place(sentence.text[at : at + 12], region)
        if place and _afters()[kind].match(sentence.text, at + len(place)):
            yield place, sentence.span(at, at + len(place))


def _openings(text: str) -> Iterator[tuple[str, int]]:
    """What the issuing place would stand behind: its kind, and where it ends."""
    goal = _goal().match(text)
    if goal is not None:
        yield "goal", goal.end()
    elif _before().match(text) is None:
        yield "body", 0
    for opening in _before().finditer(text):
        yield opening.lastgroup or "", opening.end()


def _place(text: str, region: Region) -> str:
    """The place that a text begins with; an invented one only where the own one is invented."""
    known = table("regions")
    below = text[2:3] in ("区", "县")
    if below and any_of("places", "no_places").fullmatch(text[:2]):
        return ""
    lengths = range(len(text), 1, -1) if text[:2] in _heads() else ()
    for length in lengths:
        if text[:length] in known and (length > 2 or text[1] == "县"):
            return text[:length] if comparable(text[:length], region) else ""
    invented = below and region.name not in known and region.depth >= 3
    return text[:3] if invented and text[0] not in "各全本我该其某每" else ""


@cache
def _heads() -> frozenset[str]:
    """What the names of places begin with: few texts do."""
    return frozenset(name[:2] for name in table("regions"))


@cache
def _wanted() -> re.Pattern[str]:
    return compiled(r"发展|实际|区情|县情|市情|到20\d\d年|人民政府|区委|县委|市委")


@cache
def _before() -> re.Pattern[str]:
    return compiled(
        "[推促加助实结立由经报在按根](?:(?P<move>(?<=推)[动进]|(?<=促)进|(?<=加)快|(?<=助)力|(?<=实)现)"
        "|(?P<fit>(?<=结)合|(?<=立)足)|(?P<body>(?<=[由经报在])|(?<=按)照|(?<=根)据))"
    )


@cache
def _goal() -> re.Pattern[str]:
    return compiled(r"到20\d\d年[底末]?[，,]")


@cache
def _afters() -> dict[str, re.Pattern[str]]:
    return {
        "move": compiled(r"(?![场域块级、和与及])[^，。；、]{0,18}发展"),
        "fit": compiled(r"[^，。；、]{0,6}(?:实际|区情|县情|市情)"),
        "goal": compiled(r"(?![、和与及])"),
        "body": compiled(r"(?:人民政府|区委|县委|市委|委、)(?!网站|关于)"),
    }
