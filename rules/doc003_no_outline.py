"""DOC003 no-outline."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Bad, Context, Finding, Good, Rule, Text

_EMPTY = Text(
    "文件是空的，没有可以检查的内容。请确认选对了文件。",
    "the file is empty: there is nothing to check.",
)


class NoOutline(Rule):
    """全文没有找到一个带序号的标题（一、（一）1. 第一章 等），结构检查和与上级规划的对照都无从进行。"""

    id, name, severity = "DOC003", "no-outline", Severity.WARNING
    zh = (
        "没有找到带序号的标题（如“一、”“（一）”“1.”），结构和对照检查无法进行。请确认文件内容完整。"
    )
    en = "no numbered heading (一、 （一） 1.) was found, so structure and parent could not be checked."
    why_en = "Without numbered headings there is no structure to check or to compare."
    source = "GB/T 9704-2012 7.3.3 结构层次序数"
    good = (Good("一、总体要求\n坚持以人民为中心。", whole=True, note="有一个标题即可"),)
    bad = (
        Bad("各单位要高度重视，抓好落实。", whole=True),
        Bad(" \n", whole=True, note="空文件"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """A plan without sections has no outline."""
        if not any(p.sections for p in ctx.draft.outline.parts):
            blank = not ctx.source.text.strip()
            yield self.report(None, text=_EMPTY if blank else None)
