"""What a text refers to within its own document: 见专栏3, 第六部分, 本规划第八章, 附件3, 见表5."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from planlint.patterns import compiled, regex
from planlint.rule import Text
from planlint.semantics.plan import Plan
from planlint.semantics.wording import Printed, Wording
from planlint.syntax.ast import Part, Section
from planlint.syntax.numerals import chinese, number

from ._boxes import box_titles, mentions

_HAN = "[一二三四五六七八九十]{1,3}"
_ANY = rf"(?:{_HAN}|\d{{1,2}})"
# What stands before a reference to another document within the same sentence.
_OTHER = (
    r"[《》]|条例|办法|法律|法典|标准|规程|规范|指南|报告|讲话|导则|手册|章程|协议|合同|教材|GB"
)


class Reference(NamedTuple):
    """A reference that leads nowhere, and what there is instead."""

    place: Printed
    start: int
    end: int
    have: Text

    @property
    def text(self) -> str:
        """As printed."""
        return self.place.text[self.start : self.end]


def dangling(
    plan: Plan, wording: Wording, *, boxes_counted: bool, counted: bool
) -> Iterator[Reference]:
    """References of a file that nothing answers.

    What another rule reports as skipped is left to it: `boxes_counted` and `counted` say that
    the rules on the numbers of boxes and of headings run.
    """
    everything = wording.everything
    folded = plan.source.folded
    if "专栏" in everything:
        yield from _boxes(plan, wording, folded, boxes_counted)
    if "附件" in everything:
        yield from _attachments(wording, folded)
    if "表" in everything or "图" in everything:
        yield from _tables(wording, folded)
    if any(w in everything for w in ("部分", "章", "编", "篇")):
        yield from _sections(plan, wording, counted)


def _boxes(plan: Plan, wording: Wording, folded: str, counted: bool) -> Iterator[Reference]:
    titles = [t for part in plan.outline.parts for t in box_titles(part)]
    starts = {t.span.start for t in titles}
    known = {t.number for t in titles} | {m.number for m in mentions(folded) if m.opens}
    if regex(r"^[ \t*#]*专栏[ *：]*$", re.MULTILINE).search(folded):
        return  # boxes whose numbers a conversion put elsewhere
    last = max(known, default=0)
    # Where a number stands twice, the count was meant to end later: NUM007 reports it.
    again = sum(a.number == 1 >= b.number or 1 < b.number <= a.number for a, b in pairwise(titles))
    have = (
        Text(f"专栏只编到专栏{last}", f"the boxes end at {last}")
        if last
        else Text("文中没有编号的专栏", "there is no numbered box")
    )
    for place, match in wording.find(_patterns()["box"]):
        value = number(match[1]) or 0
        skipped = counted and value < last + (again + 1 if again else 0)
        if value in known or skipped or place.flow.offset(match.start()) in starts:
            continue
        if not _of_another(place.text[: match.start()]):
            yield Reference(place, *match.span(), have)


def _attachments(wording: Wording, folded: str) -> Iterator[Reference]:
    known = {number(n) for n in regex(rf"^[ \t*#]*附件 ?({_ANY})", re.MULTILINE).findall(folded)}
    listed = regex(r"^[ \t*#]*附件：?\s*1[.、](?:.*\s*^[ \t*]*\d{1,2}[.、])*", re.MULTILINE).search(
        folded
    )
    if listed:
        known |= {
            int(n) for n in regex(r"(?:：|^)\s*(\d{1,2})[.、]", re.MULTILINE).findall(listed[0])
        }
    # Without any, attachments are files of their own; a single one bears no number.
    lone = regex(r"^[ \t*#]*附件\**：?[ \t]*$", re.MULTILINE).search(folded) is not None
    if not known and not lone:
        return
    last = max((n or 0 for n in known), default=0)
    have = (
        Text(f"附件只编到附件{last}", f"the attachments end at {last}")
        if known
        else Text("附件只有一个，没有编号", "there is one attachment, without a number")
    )
    known = known or {1}
    for place, match in wording.find(_patterns()["attachment"]):
        before = place.text[: match.start()]
        if number(match[1]) not in known and before.strip(" *") and not _of_another(before):
            yield Reference(place, *match.span(), have)


def _tables(wording: Wording, folded: str) -> Iterator[Reference]:
    for name in ("表", "附表", "图"):
        known = {
            number(n)
            for n in regex(rf"^[ \t*#|]*{name} ?({_ANY})(?![\d.-])", re.MULTILINE).findall(folded)
        }
        if not known:
            continue
        last = max(n or 0 for n in known)
        have = Text(f"{name}只编到{name}{last}", f"the last is {last}")
        for place, match in wording.find(_patterns()[name]):
            if number(match["number"]) not in known and not _of_another(
                place.text[: match.start()]
            ):
                yield Reference(place, match.start("ref"), match.end("ref"), have)


class _Headings(NamedTuple):
    """What a reference to a heading of a part may mean: the headings of each kind by number."""

    kinds: Mapping[str, Mapping[int, Section]]
    outermost: Mapping[int, Section]
    spelled: set[int]

    def of(self, unit: str) -> Mapping[int, Section]:
        """The headings that a unit speaks of: 部分 is any heading of the first rank."""
        return self.kinds.get(_UNITS[unit], self.outermost)


_UNITS = {"章": "chapter", "编": "part", "篇": "part", "部分": "division"}


def _sections(plan: Plan, wording: Wording, counted: bool) -> Iterator[Reference]:
    parts = plan.outline.parts
    starts = [p.span.start for p in parts]
    headings: dict[int, _Headings] = {}
    for place, match in wording.find(_patterns()["section"]):
        if not place.text[: match.start()].strip(" *") or not _is_own(place.text, match):
            continue  # it opens its line, as a heading does; or it speaks of something else
        start = place.flow.offset(match.start())
        part = parts[max(0, bisect(starts, start) - 1)]
        part = part if len(part.sections) > 1 else plan.part
        if part.span.start not in headings:
            headings[part.span.start] = _headings(part)
        found = _missing(headings[part.span.start], match, counted)
        if found:
            end, have = found
            yield Reference(place, match.start("ref"), end, have)


def _headings(part: Part) -> _Headings:
    kinds: dict[str, dict[int, Section]] = {}
    for section in part.walk():
        kinds.setdefault(section.marker.kind, {}).setdefault(section.marker.number, section)
    outermost = {s.marker.number: s for s in reversed(part.sections)}
    return _Headings(kinds, outermost, _spelled(part))


def _missing(headings: _Headings, match: re.Match[str], counted: bool) -> tuple[int, Text] | None:
    """Where a reference to a chapter (or its section) ends and what there is; None if it leads."""
    same = headings.of(match["unit"])
    value, unit = number(match["number"]) or 0, match["unit"]
    if value not in same and value not in headings.spelled:
        numbers = same.keys() | headings.spelled
        last = max(numbers, default=0)
        if len(numbers) < 2 or (counted and value < last):
            return None
        return match.end("unit"), Text(
            f"全文只到第{_printed(match, last)}{unit}", f"the last is {last}"
        )
    above = same.get(value)
    return _missing_inner(above, match) if above and (match["inner"] or match["item"]) else None


def _missing_inner(above: Section, match: re.Match[str]) -> tuple[int, Text] | None:
    """第三章第九节 and 第三部分第（九）项, where what is above has fewer; it has some of the kind."""
    unit, kinds = ("节", ("section", "bracketed")) if match["inner"] else ("项", ("bracketed",))
    inner = {c.marker.number for c in above.children if c.marker.kind == kinds[0]}
    inner = inner or {c.marker.number for c in above.children if c.marker.kind in kinds}
    wanted = number(match["inner"] or match["item"]) or 0
    if not inner or wanted <= max(inner):
        return None
    return match.end(), Text(
        f"第{match['number']}{match['unit']}只到第{chinese(max(inner))}{unit}",
        f"the last one there is {max(inner)}",
    )


def _spelled(part: Part) -> set[int]:
    """Numbers of headings that are written 第六部分, which are paragraphs to the outline."""
    found = compiled(rf"第({_HAN})部分")
    blocks = (b for b in part.all_blocks() if hasattr(b, "flow"))
    heads = (found.match(b.flow.text) for b in blocks)
    return {number(m[1]) or 0 for m in heads if m}


def _printed(match: re.Match[str], value: int) -> str:
    return str(value) if match["number"].isdecimal() else chinese(value)


def _is_own(text: str, match: re.Match[str]) -> bool:
    """Whether 第六部分 speaks of this document: it says so, or nothing else is spoken of."""
    if regex(r"本(?:规划|方案|计划|纲要|意见|行动计划|实施方案|文件|文)的?$").search(
        text[: match.start()]
    ):
        return True
    before = regex("[。！？]").split(text[: match.start()])[-1]
    if regex(_OTHER).search(before) or regex(r"法\W{0,2}$").search(before):
        return False
    cued = regex(r"(?:见|按照?|依照|依据|根据|参照|对照|如|（|上述|前述)[^，。；]{0,4}$").search(
        before
    )
    said = regex(r"[（(]?(?:所列|所述|确定|明确|提出|部署|安排|规定|要求)").match(
        text[match.end() :]
    )
    return cued is not None or said is not None


def _of_another(before: str) -> bool:
    """Whether a reference is to part of another document: 《…》（…）附件2, 上级规划专栏3."""
    clause = regex("[。！？；，,;]").split(before)[-1]
    if regex(r"见(?:本文|本[规方计纲意][划案要见])?$").search(clause):
        return regex(r"》[^》]*中[^》]*见$").search(clause) is not None
    return (
        regex(r"[》]|(?:国家|上级|省级?|市级?)(?:规划|方案|计划|纲要|文件)").search(clause)
        is not None
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lookahead = r"(?![\d一二三四五六七八九十])"
    tables = {
        name: compiled(
            rf"(?:(?:见|如|参照|按照?|列入)(?P<ref>{name} ?(?P<number>\d{{1,2}}))(?![\d.\-—－年月]))"
        )
        for name in ("表", "附表", "图")
    }
    return tables | {
        "box": compiled(rf"专栏 ?({_ANY}){lookahead}"),
        "attachment": compiled(rf"附件 ?({_ANY}){lookahead}"),
        "section": compiled(
            rf"(?P<ref>第(?P<number>{_ANY})(?P<unit>部分|章|编|篇)"
            rf"(?:第(?P<inner>{_ANY})节|第?（(?P<item>{_HAN})）[项条款点]?)?)"
        ),
    }
