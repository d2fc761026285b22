"""What a title names: the same document cited in full, through its notice, or by a short form."""

from __future__ import annotations

from functools import lru_cache

from planlint.patterns import regex

STATE = "中华人民共和国"
"""What the full title of a law begins with."""

# Patterns are kept as texts: a run that cites nothing compiles none of them.
# 《国务院关于印发〈…〉的通知》 names what it carries.
_CARRIER = (
    r"(?:.*?关于)?.{0,24}?(?:印发|转发|批转|发布|公布|颁布|下发)[《〈]?(.{4,}?)[》〉]?的?"
    r"(?:通知|公告|决定|通报|批复|令)$"
)
_APPROVAL = r".{2,24}?关于(?:同意)?[《〈]?(.{4,}?)[》〉]?的批复$"
_ISSUER = r"(.{0,30}?)(?=关于)"
_STATE = r"\((?:试行|暂行|修订|修订版|修正|\d{4}年?(?:修订|修正|版|本)?|节选|草案|[^()]{0,8}稿)\)$"


@lru_cache(4096)
def normal_title(title: str) -> str:
    """A title for comparing: no white space, one width, one kind of quote, years in one form."""
    text = regex(r"[\s“”\"'‘’《》〈〉<>＜＞*#]").sub("", title)
    text = text.translate(str.maketrans("（），：－–—～", "(),:----")).replace("--", "-")
    return regex(r"二[〇○零0O]三五").sub("2035", text).replace("2035年远景", "2035远景")


def carried(title: str) -> str:
    """The document that a notice or an approval hands on, as printed; else the title itself."""
    bare = "".join(title.split())
    if bare.endswith(("通知", "公告", "决定", "通报", "批复", "令")):
        match = regex(_APPROVAL).match(bare) or regex(_CARRIER).match(bare)
        if match is not None:
            return match.group(1)
    return title


@lru_cache(4096)
def identity(title: str) -> str:
    """What two citations of one document share: no notice, issuer, 中华人民共和国 or （试行）."""
    text = normal_title(carried(title)).removeprefix(STATE)
    text = regex(_STATE).sub("", text)
    issuer = regex(_ISSUER).match(text)
    return text[issuer.end() :] if issuer is not None else text


@lru_cache(4096)
def issuer(title: str) -> str:
    """The issuer that a title begins with: 国务院 in 国务院关于…的意见; "" where it names none."""
    text = normal_title(title)
    match = regex(_ISSUER).match(text)
    return match.group(1) if match is not None else ""
