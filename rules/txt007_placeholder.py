"""TXT007 placeholder."""

import re
from collections.abc import Iterator, Sequence
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
        for form, signs in _forms().items():
            if ctx.wording.present(signs):
                for place, match in ctx.wording.find(_pattern(form), cells=True):
                    yield self.report(place.span(*match.span()), found=match.group())


@cache
def _pattern(form: str) -> re.Pattern[str]:
    return compiled(form)


@cache
def _forms() -> dict[str, Sequence[str]]:
    """What a placeholder looks like, each with signs that most documents have not got."""
    words = table("documents")["placeholders"]["words"]
    latin = [w for w in words if w.isascii()]
    chinese = [w for w in words if not w.isascii() and w != "某某"]
    return {
        rf"[（(【\[]\s*(?:{'|'.join(chinese)})\s*[）)】\]]": chinese,
        rf"(?:{'|'.join(latin)})(?![A-Za-z])": latin,
        r"[XxＸｘ](?<![A-Za-zＡ-Ｚ&].)[XxＸｘ]+(?![A-Za-z0-9])": "XxＸｘ",
        r"[XＸ](?<![A-Za-zＡ-Ｚ].)(?=[年月日亿万%％名户])": "XＸ",
        r"×{2,}|某某+|_{3,}|＿{2,}|[?？]{3,}|□{2,}|＊{2,}": _SIGNS,
    }


_SIGNS = ("××", "某某", "___", "＿＿", "??", "？？", "?？", "？?", "□□", "＊＊")
