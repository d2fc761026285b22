"""DEP001 obsolete-department."""

import datetime as dt
from collections.abc import Iterator
from functools import cache

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.departments import Rename, is_collective, renames, renames_of
from planlint.syntax.ast import Flow

from ._departments import judged_at, members
from ._successors import Gone, applies, successors

_LEVEL = compiled(r"自治区|[省市区县旗州]委?")
_NATIONAL = ("国家", "国务院", "中国", "全国", "人民银行")
_PAST = compiled(r"(?:原|时任|前身|更名|改为|划转|整合|撤销|不再保留|原来的)$|原[^，。；、]{0,8}$")
# 规划局部, 旅游局面, 扶贫办法, 农委托管: the name is none.
_AFTER_NAME = compiled(r"[门员域线长面限势法理案证托派]|部(?!门)")
_RECENT = Text(
    "“{found}”已在机构改革中由{successor}接替（{since}起），地方改革仍在过渡期。请核对名称。",
    "{found!r} was replaced by {successor} ({since}); local reform was under way, check the name.",
)
_UNEVEN = Text(
    "“{found}”在{since}起的机构改革中多已撤销或更名，现多为{successor}，各地做法不一。请按本地机构核对名称。",
    "{found!r} was abolished or renamed in most places ({since}), now mostly {successor}; check the local name.",
)
_LOCAL = Text(
    "“{found}”已在{since}起的机构改革中撤销或更名，现为{successor}。请改用现名。",
    "{found!r} was abolished or renamed in the reform from {since}; the body is now {successor}.",
)
_NEVER = Text("没有“{found}”，应为{successor}。", "there is no {found!r}; write {successor}.")


class ObsoleteDepartment(Rule):
    """使用了在成文日期之前已撤销或更名的部门名称。按文件自己的日期判断，书名号内、“原”字之后和回顾部分不报。"""

    id, name, severity, fixable = "DEP001", "obsolete-department", Severity.ERROR, "unsafe"
    zh = "“{found}”已于{since}撤销或更名，现为{successor}。请改用现名。"
    en = "{found!r} was abolished or renamed ({since}); the body is now {successor}."
    why_en = (
        "A name abolished before the document's own date. Not inside 《》, after 原 or in a review."
    )
    source = "2018年、2023年党和国家机构改革方案及地方改革完成时限"
    good = (
        Good("1. 探访。抓好。（区民政局、区财政局按职责分工负责）", date="2026-09-15"),
        Good("1. 评估。落实原区卫生计生委印发的办法。", date="2026-09-15", note="“原”字之后"),
        Good("1. 帮扶。抓好。（区乡村振兴局负责）", date="2022-06-01", note="当时还在"),
        Good("1. 规划。完善全区规划局部调整和扶贫办法。（区民政局负责）", date="2026-09-15"),
        Good("| 任务 | 责任单位 |\n|---|---|\n| 安全 | 区应急管理局 |", date="2026-09-15"),
    )
    bad = (
        Bad("1. 帮扶。抓好。（区民政局、〔[区乡村振兴局]〕按职责分工负责）", date="2026-09-15"),
        Bad("1. 签约。由〔[区卫生计生委]〕组织实施。", date="2026-09-15"),
        Bad("1. 用地。抓好。（〔[区国土局]〕、区财政局负责）", date="2026-09-15"),
        Bad("1. 督导。配合〔[国务院扶贫办]〕做好评估。", date="2026-09-15"),
        Bad("| 任务 | 责任单位 |\n|---|---|\n| 安全 | 〔[区安监局]〕 |", date="2026-09-15"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Find names that are gone; each name is one finding, at its first place."""
        date = judged_at(ctx)
        if date is None:
            return
        places: dict[str, list[Gone]] = {}
        for gone in (*_in_text(ctx), *_in_clauses(ctx)):
            if applies(gone.rename, ctx.draft.region, date):
                places.setdefault(gone.text, []).append(gone)
        for found in places.values():
            yield self._report(found, ctx, date)

    def _report(self, found: list[Gone], ctx: Context, date: dt.date) -> Finding:
        first, *rest = found
        rename = first.rename
        severity = _severity(first, date)
        names = successors(first, ctx.draft.region, date)
        since = rename.announced or rename.hard
        return self.report(
            first.span,
            *(Also(gone.span, Text("同一名称", "the same name")) for gone in rest),
            text=_text(first, severity, date),
            severity=severity,
            repair=_repair(found, names) if severity is self.severity else None,
            found=first.text,
            successor=Text("或".join(f"“{n}”" for n in names), " or ".join(map(repr, names))),
            since=Text(f"{since.year}年{since.month}月", f"{since:%Y-%m}"),
        )


def _severity(gone: Gone, date: dt.date) -> Severity:
    """Information while the reform went on, a warning until the last places had followed."""
    rename = gone.rename
    if _is_recent(rename, date) or rename.certainty == "U":
        return Severity.INFO
    behind = gone.prefix and rename.settled is not None and date < rename.settled
    severity = Severity.WARNING if behind else Severity.ERROR
    return max(severity, Severity(rename.cap), key=lambda s: s.rank) if rename.cap else severity


def _is_recent(rename: Rename, date: dt.date) -> bool:
    return rename.hard is not None and date < rename.hard


def _text(gone: Gone, severity: Severity, date: dt.date) -> Text | None:
    if gone.rename.never:
        return _NEVER
    if _is_recent(gone.rename, date):
        return _RECENT
    if not gone.prefix:
        return None
    return _LOCAL if severity is Severity.ERROR else _UNEVEN


def _repair(found: list[Gone], names: list[str]) -> Repair | None:
    """The new name where there is one only; None where the choice is the drafter's."""
    first, (right, *others) = found[0], names
    if others or "（" in right or first.rename.whole or first.rename.certainty != "V":
        return None
    if first.name.endswith("委员会") and right.endswith("委"):
        right += "员会"
    changes = tuple(Change(span, right) for span in dict.fromkeys(g.span for g in found))
    return Repair(changes, Text(f"改为“{right}”", f"write {right!r}"), safe=False)


def _in_text(ctx: Context) -> Iterator[Gone]:
    """Names that are gone in the running text, clauses included, the longest first."""
    gone = ctx.wording.present(renames()[0])
    national = [n for n in _national_names() if n in gone]
    for flow in (*ctx.wording.ahead.all, *_cells(ctx)) if gone else ():
        text, taken = flow.text, 0
        if not any(name in text for name in gone):
            continue
        for found in _LEVEL.finditer(text):
            start = found.start()
            end = _name_end(text, found.end(), party=found.group().endswith("委"))
            if not end or start < taken or _is_past(text, start):
                continue
            taken = end
            if not is_collective(text[start:end]):
                name = text[found.end() : end]
                for rename in renames()[0][name]:
                    yield Gone(flow.span(start, end), found.group(), name, rename)
        yield from _national(flow, national)


def _cells(ctx: Context) -> Iterator[Flow]:
    """The cells of tables that name responsible units."""
    folded = ctx.source.folded
    for start, end in dict.fromkeys(c for r in ctx.draft.responsibilities for c in r.cells):
        yield Flow(folded[start:end], (0,), (start,))


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
    ends = ("部", "总局", "署", "监会")
    names = [n for n in renames()[0] if n.startswith(_NATIONAL) or n.endswith(ends)]
    return tuple(sorted(names, key=len, reverse=True))


def _national(flow: Flow, names: list[str]) -> Iterator[Gone]:
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
                    yield Gone(flow.span(at, end), "", name, rename, national=True)
            at = text.find(name, at + 1)


def _in_clauses(ctx: Context) -> Iterator[Gone]:
    """Whole names of vertical bodies, which carry a place (天津保监局)."""
    for member in members(ctx):
        for rename in renames_of(member.text):
            yield Gone(member.span, "", member.text, rename)


def _is_past(text: str, at: int) -> bool:
    """Inside 《》, in brackets right after another body (农业农村局（乡村振兴局）), or after 原."""
    before = text[:at]
    if before.count("《") > before.count("》"):
        return True
    if before.endswith(("局（", "委（", "办（", "部（", "室（")):
        return True
    return _PAST.search(before[-12:]) is not None
