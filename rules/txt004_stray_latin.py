"""TXT004 stray-latin."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from planlint.diagnostic import Severity
from planlint.knowledge import table
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text

from ._foreign import prose

_CODE = Text(
    "“{found}”是转换或粘贴时留下的代码。请删去，或改为它所代表的文字。",
    "{found!r} was left behind by a conversion; drop it, or write what it stands for.",
)
_UNKNOWN = Text(
    "“{found}”是夹在汉字之间的小写字母，不是常见的外文词或缩写。请核对是否误输入。",
    "{found!r} in small letters stands between Chinese characters and is no known term; check it.",
)
# With these a single small letter makes a word: b超, k线, u盘, a类, t恤, n个.
_LETTERED = "股超端位线歌图版恤台盘盾型形轴世级类等区座栋幢档字值点系组款项个次倍年人支层家站码政企"

_MARKS = "，。、；：“”《》（）"
_CALLED = "案式类型图表组点区段况"  # 方案a, 公式b


class _Stray(NamedTuple):
    span: Span
    found: str
    text: Text | None
    severity: Severity


class StrayLatin(Rule):
    """汉语句子里混进了外文：夹在汉字之间的“and”“of”等虚词、没有切换输入法留下的字母，以及“&nbsp;”一类代码。

    大写的缩写和带大写的名称都不报；小写而不认识的词只作提示。常用的词（app、wifi、km等）已列入词表，可以在配置的
    `terms.latin` 里补充。
    """

    id, name, severity = "TXT004", "stray-latin", Severity.WARNING
    zh = "汉语句子里夹着英文“{found}”，应为改稿或翻译时的残留。请改为中文或删去。"
    en = "the English {found!r} stands in a Chinese sentence; write Chinese, or drop it."
    why_en = "English function words, keyboard residue and entities in Chinese prose. Abbreviations in capitals and names are never reported, unknown words in small letters are info."
    source = "《国家通用语言文字法》第十一条（汉语文出版物用语用字规范）；核稿惯例"
    good = (
        Good("推广App、5G、AR、pH值检测和R&D投入。"),
        Good("推进b超筛查、u盘管理、e家服务，实施n个项目，按方案a执行。", note="字母构成的词"),
        Good("建设app平台，覆盖100 km 的河道。"),
        Good("推广OpenHarmony和COSCO品牌。", note="名称"),
        Good("详见https://www.example.cn/of/the/plan的说明。", note="网址"),
    )
    bad = (
        Bad("落实优惠政策 〔[and]〕 信息消费政策。"),
        Bad("〔[For]〕老年人提供服务。"),
        Bad("完善养老〔[&nbsp;]〕服务网络。"),
        Bad("进一步加〔[qiang]〕监管。", note="没有切换输入法"),
        Bad("完善养老〔[d]〕服务网络。"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """One finding for each wording."""
        everything = ctx.wording.everything
        groups: dict[str, list[_Stray]] = {}
        for stray in _words(ctx):
            groups.setdefault(stray.found.lower(), []).append(stray)
        if "&" in everything or "\\" in everything:
            for printed, match in ctx.wording.find(_code()):
                if printed.text[: match.start()].strip():
                    place = printed.span(*match.span())
                    stray = _Stray(place, match[0], _CODE, self.severity)
                    groups.setdefault(match[0], []).append(stray)
        for first, *rest in groups.values():
            yield self.report(
                first.span,
                *(Also(s.span, Text("同样的情况", "the same")) for s in rest),
                text=first.text,
                severity=first.severity,
                found=first.found,
            )


def _words(ctx: Context) -> Iterator[_Stray]:
    known = set[str]()
    surely = {*table("latin")["function_words"], *table("latin")["leftovers"]}
    for printed in ctx.wording.printed.holding(_small()):
        text = prose(printed.text)
        for match in _small().finditer(text):
            before = text[max(0, match.start() - 2) : match.start()].removesuffix(" ")[-1:]
            after = text[match.end() : match.end() + 2].removeprefix(" ")[:1]
            if not (_in_chinese(before) and _in_chinese(after)):
                continue
            known = known or {row["word"].lower() for row in ctx.terms.rows("latin")}
            found, words = match[0], match[0].lower().split()
            if not known.isdisjoint(words):
                continue
            if surely.issuperset(words):
                yield _Stray(printed.span(*match.span()), found, None, Severity.WARNING)
            elif found.islower() and _is_unknown(before, found, after):
                yield _Stray(printed.span(*match.span()), found, _UNKNOWN, Severity.INFO)


def _in_chinese(char: str) -> bool:
    """A character, a full-width mark, or an end of the text."""
    return char in _MARKS or (char.isalpha() and not char.isascii())


def _is_unknown(before: str, word: str, after: str) -> bool:
    """Whether letters are no word with what is beside them; e家 and i厦门 are names."""
    if not (before.isalpha() and after.isalpha()) or " " in word:
        return False
    named = word in "einxyz" or after in _LETTERED or before in _CALLED
    return len(word) > 1 or not named


@cache
def _small() -> re.Pattern[str]:
    """Words in small letters or with one capital; what surrounds them is looked at later."""
    return compiled(r"[A-Za-z][a-z]*(?: [a-z]+)*")


@cache
def _code() -> re.Pattern[str]:
    latin = table("latin")
    entities, commands = ("|".join(latin[key]) for key in ("entities", "commands"))
    return compiled(rf"&(?:{entities}|#\d+|#x[0-9A-Fa-f]+);|&nbsp|\\(?:{commands})(?![A-Za-z])")
