"""DEP001 obsolete-department."""

import datetime as dt
from collections.abc import Iterator
from functools import cache

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.departments import Rename, is_collective, renames, renames_of
from planlint.syntax.ast import Flow

from ._departments import judged_at, members

_LEVEL = compiled(r"[省市区县旗州]委?")
_NATIONAL = ("国家", "国务院", "中国", "全国", "人民银行")
_PAST = compiled(r"(?:原|时任|前身|更名|改为|划转|整合|撤销|不再保留|原来的)$|原[^，。；、]{0,8}$")
_AFTER_NAME = compiled(r"[门员域线长]")
_RECENT = Text(
    "“{found}”已在机构改革中由“{successor}”接替（{since}起），地方改革仍在过渡期。请核对名称。",
    "{found!r} was replaced by {successor!r} ({since}); local reform was under way, check the name.",
)


class ObsoleteDepartment(Rule):
    """使用了在成文日期之前已撤销或更名的部门名称。按文件自己的日期判断，书名号内、“原”字之后和回顾部分不报。"""

    id, name, severity, fixable = "DEP001", "obsolete-department", Severity.ERROR, "unsafe"
    zh = "“{found}”已于{since}撤销或更名，现为“{successor}”。请改用现名。"
    en = "{found!r} was abolished or renamed ({since}); the body is now {successor!r}."
    why_en = (
        "A name abolished before the document's own date. Not inside 《》, after 原 or in a review."
    )
    source = "2018年、2023年党和国家机构改革方案及地方改革完成时限"
    good = (
        Good("1. 探访。抓好。（区民政局、区财政局按职责分工负责）", date="2026-09-15"),
        Good("1. 评估。落实原区卫生计生委印发的办法。", date="2026-09-15", note="“原”字之后"),
        Good("1. 帮扶。抓好。（区乡村振兴局负责）", date="2022-06-01", note="当时还在"),
    )
    bad = (
        Bad("1. 帮扶。抓好。（区民政局、〔[区乡村振兴局]〕按职责分工负责）", date="2026-09-15"),
        Bad("1. 签约。由〔[区卫生计生委]〕组织实施。", date="2026-09-15"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Find names that are gone; each name is one finding, at its first place."""
        date = judged_at(ctx)
        if date is None:
            return
        places: dict[str, list[tuple[Span, Rename, str]]] = {}
        for span, rename, text in (*_in_text(ctx), *_in_clauses(ctx)):
            if _applies(rename, ctx, date):
                places.setdefault(text, []).append((span, rename, text))
        for found in places.values():
            yield self._report(found, date)

    def _report(self, found: list[tuple[Span, Rename, str]], date: dt.date) -> Finding:
        (first, rename, text), *rest = found
        recent = rename.hard is not None and date < rename.hard
        severity = Severity.INFO if recent or rename.certainty == "U" else self.severity
        if rename.cap:
            severity = max(severity, Severity(rename.cap), key=lambda s: s.rank)
        since = rename.announced or rename.hard
        return self.report(
            first,
            *(Also(span, Text("同一名称", "the same name")) for span, _, _ in rest),
            text=_RECENT if recent else None,
            severity=severity,
            repair=_repair(found, date) if severity is self.severity else None,
            found=text,
            successor=_successor(rename, date),
            since=Text(f"{since.year}年{since.month}月", f"{since:%Y-%m}"),
        )


def _successor(rename: Rename, date: dt.date) -> str:
    """The name that is right at the date: a successor may be gone by now, too."""
    for later in renames()[0].get(rename.successor_name, ()):
        if later.hard is not None and later.hard <= date and not later.places:
            return later.successor_name
    return rename.successor_name


def _repair(found: list[tuple[Span, Rename, str]], date: dt.date) -> Repair | None:
    """The new name with the old one's level; None where the choice is the drafter's."""
    _, rename, text = found[0]
    old, new = text[1:], _successor(rename, date)
    if text[0] not in "市区县旗州" or old not in renames()[0] or rename.certainty != "V":
        return None
    if new.endswith("委（局）"):  # as the place called it before
        new = new.removesuffix("委（局）") + ("局" if old.endswith("局") else "委")
    if new.startswith("党委") or "或" in new or not new.endswith(("局", "委", "室")):
        return None
    if old.endswith("委员会") and new.endswith("委"):
        new += "员会"
    right = text[0] + new
    changes = tuple(Change(span, right) for span in dict.fromkeys(s for s, _, _ in found))
    return Repair(changes, Text(f"改为“{right}”", f"write {right!r}"), safe=False)


def _in_text(ctx: Context) -> Iterator[tuple[Span, Rename, str]]:
    """Names that are gone in the running text, clauses included, the longest first."""
    gone = ctx.wording.present(renames()[0])
    national = [n for n in _national_names() if n in gone]
    for flow in ctx.wording.ahead.all if gone else ():
        text, taken = flow.text, 0
        if not any(name in text for name in gone):
            continue
        for found in _LEVEL.finditer(text):
            start = found.start()
            end = _name_end(text, found.end(), party=len(found.group()) > 1)
            if not end or start < taken or _is_past(text, start):
                continue
            taken = end
            if not is_collective(text[start:end]):
                for rename in renames()[0][text[found.end() : end]]:
                    yield flow.span(start, end), rename, text[start:end]
        yield from _national(flow, national)


def _name_end(text: str, at: int, *, party: bool) -> int:
    """Where the longest name that is gone ends, if one begins here; else 0."""
    for name in _by_head().get(text[at : at + 2], ()):
        if text.startswith(name, at) and not _AFTER_NAME.match(text, at + len(name)):
            # 市委金融办 is new and right; other party bodies never bore these names.
            return 0 if party else at + len(name)
    return 0


@cache
def _by_head() -> dict[str, list[str]]:
    """Names without prefix by their first two characters, the longest first."""
    heads: dict[str, list[str]] = {}
    for name in sorted(renames()[0], key=len, reverse=True):
        heads.setdefault(name[:2], []).append(name)
    return heads


@cache
def _national_names() -> tuple[str, ...]:
    """Whole names of national bodies, printed without a level word."""
    ends = ("部", "总局", "署")
    names = [n for n in renames()[0] if n.startswith(_NATIONAL) or n.endswith(ends)]
    return tuple(sorted(names, key=len, reverse=True))


def _national(flow: Flow, names: list[str]) -> Iterator[tuple[Span, Rename, str]]:
    text, taken = flow.text, list[tuple[int, int]]()
    for name in names:
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            bare = at == 0 or text[at - 1] in "（、，；：。 和及与由" or name.startswith(_NATIONAL)
            fits = bare and not _AFTER_NAME.match(text, end) and not _is_past(text, at)
            if fits and not any(s < end and at < e for s, e in taken):
                taken.append((at, end))
                for rename in renames()[0][name]:
                    yield flow.span(at, end), rename, name
            at = text.find(name, at + 1)


def _in_clauses(ctx: Context) -> Iterator[tuple[Span, Rename, str]]:
    """Whole names of vertical bodies, which carry a place (天津保监局)."""
    for member in members(ctx):
        for rename in renames_of(member.text):
            yield member.span, rename, member.text


def _is_past(text: str, at: int) -> bool:
    """Inside 《》, in brackets right after another body (农业农村局（乡村振兴局）), or after 原."""
    before = text[:at]
    if before.count("《") > before.count("》"):
        return True
    if before.endswith(("局（", "委（", "办（", "部（", "室（")):
        return True
    return _PAST.search(before[-12:]) is not None


def _applies(rename: Rename, ctx: Context, date: dt.date) -> bool:
    since = rename.announced or rename.hard
    if since is None or date < since:
        return False
    region = ctx.draft.region
    chain = (region.name, *region.parents)
    if any(place.startswith(p) for p in rename.except_places for place in chain):
        return False
    return not rename.places or any(place.startswith(p) for p in rename.places for place in chain)
