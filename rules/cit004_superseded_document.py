"""CIT004 superseded-document."""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from planlint.diagnostic import Severity
from planlint.knowledge.title_names import identity
from planlint.patterns import regex
from planlint.rule import Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.citation import Citation

from ._citations import by_wording, in_review, marked, others, titles
from ._departments import judged_at

_WINDOW = 24


class SupersededDocument(Rule):
    """引用的法律、法规、文件在成文日期之前已被新的取代。按文件自己的日期判断。

    “原《…》”、写明已废止或者要修订的、回顾部分里的不报；只修正、不换名称的法律不在此列。
    """

    id, name, severity = "CIT004", "superseded-document", Severity.WARNING
    zh = "《{title}》已由《{successor}》取代（{since}起）。请改引现行文件。"
    en = "《{title}》 was replaced by 《{successor}》 ({since}); cite the document in force."
    why_en = "A document that another one replaced before the draft's own date is no basis."
    source = "各新法附则中的施行与废止日期，见 knowledge/superseded.toml"
    good = (
        Good("落实《无障碍环境建设条例》要求。", date="2022-06-08", note="当时仍适用"),
        Good("落实《江岭省无障碍环境建设条例》要求。", date="2026-09-15", note="地方性法规"),
        Good("原《中华人民共和国合同法》已废止。", date="2026-09-15"),
        Good("修订与《合同法》相关的制度。", date="2026-09-15"),
        Good("落实《中华人民共和国劳动合同法》。", date="2026-09-15", note="另一部法律"),
        Good("落实《云州市实施〈无障碍环境建设条例〉办法》。", date="2026-09-15"),
    )
    bad = (
        Bad("落实国家〔[《无障碍环境建设条例》]〕要求。", date="2026-09-15"),
        Bad("依照〔[《中华人民共和国婚姻法》]〕办理。", date="2026-09-15"),
        Bad("宣传〔[《婚姻法》]〕，原《合同法》已废止。", date="2026-09-15"),
        Bad("落实〔[《合同法》]〕。", note="没有日期的，按规划期判断"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Look each cited title up in the list, at the date of the draft."""
        date = judged_at(ctx)
        if date is None:
            return
        own: dict[str, Mapping[str, Any]] = {
            identity(r["title"]): r for r in ctx.terms.own.get("superseded", ())
        }
        for group in by_wording(titles(ctx)):
            row = own.get(identity(group[0].title)) or _rows().get(identity(group[0].title))
            if row is None or date < (since := _day(row["date"])):
                continue
            current = [c for c in group if not _is_past(ctx, c)]
            if current:
                yield self.report(
                    marked(current[0]),
                    *others(current[1:]),
                    title=current[0].title,
                    successor=row["by"],
                    since=Text(f"{since.year}年{since.month}月{since.day}日", f"{since:%Y-%m-%d}"),
                )


@cache
def _rows() -> dict[str, Mapping[str, Any]]:
    from planlint.knowledge import table

    return {identity(r["title"]): r for r in table("superseded")["rows"]}


def _day(value: Any) -> dt.date:
    """A row's date: the user's rows come through a cache, which keeps dates as text."""
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)


def _is_past(ctx: Context, citation: Citation) -> bool:
    """Spoken of as gone, to be revised, of another place (天津市《…》), or in a look back."""
    text, (start, end) = ctx.source.folded, citation.span
    before, after = text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]
    clause = regex(r"[，。；\n]").split(before)[-1], regex(r"[，。；\n]").split(after)[0]
    return (
        regex(r"原$|[省市区县]$|修订|修改|废止|替代|以前|曾").search(clause[0]) is not None
        or regex(r"废止|失效|停止执行|修订|修改|取代|替代|到期").search(clause[1]) is not None
        or in_review(ctx, citation.span)
    )
