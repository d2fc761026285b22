"""TXT007 placeholder."""

import re
from collections.abc import Iterator
from functools import cache

from planlint.diagnostic import Severity
from planlint.knowledge import table
from planlint.rule import Bad, Context, Finding, Good, Rule

from ._text import all_cells, all_flows, printed


class Placeholder(Rule):
    """文中留有待填的占位符，如“XX万元”“××区”“（待定）”“TODO”“某某”，说明内容还没有写完。"""

    id, name, severity = "TXT007", "placeholder", Severity.ERROR
    zh = "“{found}”是待填的占位符，内容尚未写完。请补上或删去。"
    en = "{found!r} is a placeholder: the text is not finished."
    why_en = "XX, ××, （待定）, TODO or 某某 left in the text."
    source = "核稿惯例"
    good = (
        Good("实施“数据要素×”行动，推广AR、VR设备。"),
        Good("待定岗位纳入统一管理。", note="正文用词"),
    )
    bad = (
        Bad("投入资金〔[XX]〕万元。"),
        Bad("由〔[××]〕街道组织实施。"),
        Bad("服务标准为每人每月300元〔[（待定）]〕。"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Search the texts, the table cells and the title as printed."""
        if _pattern().search(ctx.source.text) is None:
            return
        for flow in (*all_flows(ctx), *all_cells(ctx)):
            for match in _pattern().finditer(printed(ctx, flow)):
                yield self.report(flow.span(*match.span()), found=match.group())


@cache
def _pattern() -> re.Pattern[str]:
    words = table("documents")["placeholders"]["words"]
    latin = "|".join(w for w in words if w.isascii())
    chinese = "|".join(w for w in words if not w.isascii() and w != "某某")
    # Each branch begins with a plain character, so that the search runs at full speed.
    return re.compile(
        r"[XxＸｘ](?<![A-Za-zＡ-Ｚ&].)[XxＸｘ]+(?![A-Za-z0-9])"
        r"|×{2,}|＊{2,}|某某+|_{3,}|＿{2,}|[?？]{3,}|□{2,}"
        rf"|[（(【\[]\s*(?:{chinese})\s*[）)】\]]"
        rf"|(?:{latin})(?![A-Za-z])(?<![A-Za-z](?:.{{4}}))"
        r"|[XＸ](?<![A-Za-zＡ-Ｚ].)(?=[年月日亿万%％名户])"
    )
