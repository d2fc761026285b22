"""TXT007 placeholder."""

import re
from collections.abc import Iterator
from functools import cache

from planlint.diagnostic import Severity
from planlint.knowledge import table
from planlint.patterns import compiled
from planlint.rule import Bad, Context, Finding, Good, Rule


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
        patterns = [p for p in _patterns() if p.search(ctx.source.text)]
        if not patterns:
            return
        for place in (*ctx.wording.texts, *ctx.wording.cells):
            for pattern in patterns:
                for match in pattern.finditer(place.text):
                    yield self.report(place.span(*match.span()), found=match.group())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Words in brackets, Latin words, and signs; apart, because each alone is searched fast."""
    words = table("documents")["placeholders"]["words"]
    latin = "|".join(w for w in words if w.isascii())
    chinese = "|".join(w for w in words if not w.isascii() and w != "某某")
    return (
        compiled(rf"[（(【\[]\s*(?:{chinese})\s*[）)】\]]"),
        compiled(rf"(?:{latin})(?![A-Za-z])"),
        compiled(r"[XxＸｘ](?<![A-Za-zＡ-Ｚ&].)[XxＸｘ]+(?![A-Za-z0-9])"),
        compiled(r"[XＸ](?<![A-Za-zＡ-Ｚ].)(?=[年月日亿万%％名户])"),
        compiled(r"×{2,}|某某+|_{3,}|＿{2,}|[?？]{3,}|□{2,}|＊{2,}"),
    )
