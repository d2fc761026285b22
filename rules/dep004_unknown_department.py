"""DEP004 unknown-department."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from planlint.diagnostic import Severity
from planlint.knowledge import table
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.rule import Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.departments import (
    Department,
    bodies,
    looks_like_body,
    renames,
    renames_of,
    resolve,
)

from ._departments import OWN_WORDS, impossible, judged_at, members, own_prefix

_SHORTEST = 4
_TYPO = Text(
    "没有“{found}”这个部门，是不是“{right}”？请核对有无错漏字。",
    "no department is called {found!r}; is it {right!r}?",
)
_NOT_LISTED = Text(
    "“{found}”不在配置的本地部门名单中{hint}。请核对名称，或补入名单。",
    "{found!r} is not in the configured roster{hint}; check the name, or add it to the roster.",
)


class UnknownDepartment(Rule):
    """责任单位看不出是哪个部门，或者与已知的部门名称只差一个字。配置了本地部门名单的，名单以外的部门为警告。

    没有名单时只提示明显的错漏：企业、高校、协会和名称完整的其他机构都不报。名单写在配置的 `departments.roster`。
    """

    id, name, severity, fixable = "DEP004", "unknown-department", Severity.INFO, "unsafe"
    zh = "责任单位“{found}”看不出是哪个部门。请写明单位名称。"
    en = "{found!r} names no unit that can be told; write the unit's name."
    why_en = (
        "A member that is no body, or one character from one; with a roster, whatever is not in it."
    )
    source = "责任单位应写规范化简称；《党政机关公文处理工作条例》第十九条"
    good = (
        Good("1. 探访。抓好。（区民政局、云州养老服务有限公司、江岭师范大学按职责分工负责）"),
        Good("1. 探访。抓好。（区民政局、区养老服务指导中心、区养老服务协会负责）"),
        Good("1. 探访。抓好。（区民政局、区城建集团、区城投负责）"),
        Good("1. 培训。抓好。（区民政局、区人民医院、各有关部门负责）", note="医院与法院差一字"),
    )
    bad = (
        Bad("1. 签约。抓好。（区民政局、〔[区卫生健唐委]〕负责）"),
        Bad("1. 签约。抓好。（区民政局、〔[区农村农业局]〕负责）"),
        Bad("1. 签约。抓好。（区民政局、〔[区人力资源社会障局]〕负责）"),
        Bad("1. 签约。抓好。（区民政局、区财政局、〔[区卫生健康]〕负责）"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Judge the members that the registry lacks; with a roster all of this level."""
        for member in members(ctx):
            if member.collective or _judged_elsewhere(ctx, member):
                continue
            if ctx.roster:
                yield from self._by_roster(ctx, member)
            elif not member.body:
                yield from self._by_registry(member)

    def _by_registry(self, member: Department) -> Iterator[Finding]:
        level, name = _parted(member.text)
        right = _near(name) if level else ""
        if right:
            yield self.report(
                member.span,
                text=_TYPO,
                repair=_repair(member, level + right),
                found=member.text,
                right=level + right,
            )
        elif not looks_like_body(member.text) and (_cut(level, name) or _no_name().search(name)):
            yield self.report(member.span, found=member.text)

    def _by_roster(self, ctx: Context, member: Department) -> Iterator[Finding]:
        """Offices of the issuing level must be listed; those of other levels are DEP002's."""
        words = OWN_WORDS.get(ctx.draft.region.level, ())
        prefix = own_prefix(member, ctx.draft.region).removesuffix("委")
        if (member.body and prefix not in words) or _listed(member, ctx.roster):
            return
        if not member.body and _not_offices().search(member.text):
            return
        near = _nearest(member, ctx.roster)
        yield self.report(
            member.span,
            text=_NOT_LISTED,
            severity=Severity.WARNING,
            repair=_repair(member, near) if near else None,
            found=member.text,
            hint=Text(f"，名单中相近的是“{near}”", f" (which has {near!r})")
            if near
            else Text("", ""),
        )


def _repair(member: Department, right: str) -> Repair | None:
    if "）" in member.text:  # a second name would be lost
        return None
    said = Text(f"改为“{right}”", f"write {right!r}")
    return Repair((Change(member.span, right),), said, safe=False)


def _judged_elsewhere(ctx: Context, member: Department) -> bool:
    """Names that are gone are DEP001's, those that never were DEP009's."""
    if member.name in renames()[0] or renames_of(member.text):
        return True
    return impossible(member, ctx.draft.region, judged_at(ctx)) is not None


def _parted(text: str) -> tuple[str, str]:
    """The bare level word that a name begins with, and the rest."""
    found = _level().match(text)
    return (found.group(), text[found.end() :]) if found else ("", text)


@lru_cache(1024)
def _near(name: str) -> str:
    """The one known name that differs by a character, or by the order of characters; else ""."""
    if not _SHORTEST <= len(name) <= 16:
        return ""
    near = {k for k in _known() if abs(len(k) - len(name)) <= 1 and _one_off(name, k)}
    return near.pop() if len(near) == 1 else ""


@cache
def _known() -> tuple[str, ...]:
    names = {n for row in bodies().values() for n in row.get("local", ())}
    return tuple(sorted(n for n in names if len(n) >= _SHORTEST))


def _one_off(name: str, known: str) -> bool:
    """One character wrong, missing or too many, before a like ending; or the same ones reordered."""
    if looks_like_body(name) and _ending(name) != _ending(known):
        return False  # 人民医院 is not 人民法院
    if sorted(name) == sorted(known):
        return True
    head = 0
    while head < min(len(name), len(known)) and name[head] == known[head]:
        head += 1
    rest, wanted = name[head:], known[head:]
    return rest[1:] == wanted[1:] or rest == wanted[1:] or rest[1:] == wanted


def _cut(level: str, name: str) -> bool:
    """Whether the end of a known name is lost: 区卫生健康. Not 区城投, which is a company."""
    return bool(level and name) and any(
        known.startswith(name) for row in bodies().values() for known in row.get("local", ())
    )


def _ending(name: str) -> str:
    """The longest ending that marks an organisation."""
    endings = table("departments")["organisation"]["suffixes"]
    return max((e for e in endings if name.endswith(e)), key=len, default="")


def _listed(member: Department, roster: tuple[str, ...]) -> bool:
    """Whether a roster has a name, or a body under any of its names."""
    return any(
        name in (member.text, member.prefix + member.name)
        or (member.body and member.body == _body(name))
        for name in roster
    )


@lru_cache(1024)
def _body(name: str) -> str:
    return resolve(name, Span(0, 0)).body


def _nearest(member: Department, roster: tuple[str, ...]) -> str:
    import difflib

    return next(iter(difflib.get_close_matches(member.text, roster, n=1, cutoff=0.6)), "")


@cache
def _level() -> re.Pattern[str]:
    return compiled(r"(?:[省市区县旗州]委?|自治区)")


@cache
def _no_name() -> re.Pattern[str]:
    return compiled(r"[的了]|^(?:等|及|和|与)")


@cache
def _not_offices() -> re.Pattern[str]:
    return compiled(
        r"(?:公司|集团|银行|[分支]行|大学|学院|学校|中学|小学|医院|协会|学会|商会|基金会|总部|研究院|研究所|海关)$"
    )
