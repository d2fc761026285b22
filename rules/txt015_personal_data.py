"""TXT015 personal-data."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from planlint.diagnostic import Severity
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.wording import Printed

_MOBILE = Text("手机号码", "a mobile number")
_CARD = Text("公民身份号码", "an identity number")
_MAIL = Text("个人邮箱", "a private mail address")
_CONTACT = Text("联系人姓名和电话", "a contact's name and telephone")
_CONTACTS = ("联系人", "联络人", "联络员", "经办人", "填表人")
_OFFICES = "科处室局办股组部委所站院会司厅队厦校馆员"  # 联系人：养老服务科 is no person
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
_NEAR = 60  # a telephone so near to a name, on the same line or the next, belongs to it


class _Place(NamedTuple):
    span: Span
    what: Text
    shown: str


class PersonalData(Rule):
    """文稿里有个人信息：联系人姓名和电话、手机号码、公民身份号码、个人邮箱。对外公开之前请核对是否应当删去。

    12345、110 等公开的服务热线和单位的办公电话不算；信息里不印出完整的号码。全文只提示一次。
    """

    id, name, severity = "TXT015", "personal-data", Severity.INFO
    zh = (
        "文中有个人信息：{what}“{found}”（共 {count} 处）。对外公开前请删去，或改为单位的联系方式。"
    )
    en = (
        "personal data: {what} ({found!r}), {count} in all; remove it before the text is published."
    )
    why_en = "Names with telephone numbers, mobile numbers, identity numbers or private addresses in a draft for the public. Hotlines and offices' telephones are none."
    source = "《中华人民共和国个人信息保护法》第六条、第二十八条；公开征求意见的惯例"
    good = (
        Good("拨打12345、12385热线，或110报警。"),
        Good("联系单位：区民政局养老服务科\n联系电话：85350000", note="单位电话"),
        Good("落实包保联系人制度，加强走访探视。"),
        Good("总投资13800000000元，项目编号13800000001。", note="金额和编号"),
        Good("投资13812345678901元，编号110101190001011234。", note="位数或校验码不符"),
        Good("意见请发至ghc@nanpu.gov.cn。", note="单位邮箱"),
    )
    bad = (
        Bad("〔[联系人：张三、李四]〕\n联系电话：85350000"),
        Bad("有意见请致电〔[13800000000]〕。"),
        Bad("补贴发给王某（身份证号〔[110101190001010014]〕）。"),
        Bad("意见请发至〔[123456789@qq.com]〕。"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """One finding for the whole text."""
        text = ctx.wording.everything
        named = any(word in text for word in _CONTACTS)
        places: list[_Place] = []
        for printed in ctx.wording.printed.holding(_digits()):
            places.extend(_places(printed))
        if named:
            places.extend(_contacts(ctx.wording.texts))
        if places:
            first, *rest = sorted(places, key=lambda p: p.span)
            yield self.report(
                first.span,
                *(Also(p.span, p.what) for p in rest),
                what=first.what,
                found=first.shown,
                count=len(places),
            )


def _places(printed: Printed) -> Iterator[_Place]:
    for match in _number().finditer(printed.text):
        span, said = printed.span(*match.span()), match[0]
        if match["card"]:
            if _is_card(said):
                yield _Place(span, _CARD, f"{said[:4]}…{said[-2:]}")
        elif match["mail"] or not _is_amount(printed.text, *match.span()):
            yield _Place(span, _MAIL if match["mail"] else _MOBILE, f"{said[:3]}…{said[-2:]}")


def _contacts(texts: tuple[Printed, ...]) -> Iterator[_Place]:
    """Persons named as contacts, where a telephone stands with them or in the next text."""
    for at, printed in enumerate(texts):
        for match in _contact().finditer(printed.text):
            near = printed.text[match.end() : match.end() + _NEAR]
            if at + 1 < len(texts):
                near += "\n" + texts[at + 1].text[:_NEAR]
            if match["name"][-1] not in _OFFICES and _telephone().search(near):
                yield _Place(printed.span(*match.span()), _CONTACT, match["name"][0] + "某")


def _is_amount(text: str, start: int, end: int) -> bool:
    """Whether eleven digits are a sum, a quantity or the number of a file."""
    after = text[end:].lstrip()[:1]
    before = text[:start].rstrip(" ：:为是")
    return after in tuple("元万亿平立方吨米千度户人个%％") or before.endswith(
        ("编号", "代码", "编码", "账号", "单号", "水号", "文号")
    )


def _is_card(number: str) -> bool:
    """Whether the last digit is the check digit of the others."""
    total = sum(w * int(d) for w, d in zip(_WEIGHTS, number[:17], strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


@cache
def _digits() -> re.Pattern[str]:
    """What every number has: cheap to look for."""
    return compiled(r"[\d@](?:(?<=1)[3-9]\d[- ]?\d{4}|(?<=\d)\d{16}|(?<=@)qq)")


@cache
def _number() -> re.Pattern[str]:
    alone = r"(?<![\dA-Za-z.@_-])"
    return compiled(
        rf"{alone}(?:(?P<card>[1-9]\d{{5}}(?:19|20)\d{{9}}[\dXx])|(?P<mail>\d{{5,11}}@qq\.com)"
        r"|1[3-9]\d(?:\d{8}|(?P<gap>[- ])\d{4}(?P=gap)\d{4}))(?![\dA-Za-z@])"
    )


@cache
def _contact() -> re.Pattern[str]:
    name = r"[^\W\da-zA-Z_]{2,4}"
    who = "|".join(_CONTACTS)
    return compiled(
        rf"(?:{who})(?:姓名)?\s*[：:]\s*(?P<name>{name})(?:[、，, ] ?{name}(?![：:]))*(?![^\W\d_])"
    )


@cache
def _telephone() -> re.Pattern[str]:
    return compiled(
        r"(?<![\d〔])(?:0\d{2,3}[-－— ]?)?[1-9]\d{6,10}(?!\d)|(?:电话|手机)[^\d]{0,8}\d{5}"
    )
