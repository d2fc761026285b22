"""CIT007 number-title-contradiction."""

import re
from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.knowledge.title_names import identity
from planlint.patterns import regex
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.citation import DOCUMENT, Citation
from planlint.semantics.naming import KnownTitle, nearly, same
from planlint.semantics.outline_title import read_outline_title

from ._citations import around, numbered, registered, titles
from ._misquoting import misquoted

_TWO_TITLES = Text(
    "文号{number}在前面标的是《{title}》，这里标的是《{other}》。请核对标题和文号。",
    "the number {number} belongs to 《{title}》 elsewhere, here to 《{other}》; check both.",
)
_KNOWN_NUMBER = Text(
    "{number}是《{title}》的文号，不是《{other}》的。请核对。",
    "{number} is the number of 《{title}》, not of 《{other}》; check it.",
)
_KNOWN_TITLE = Text(
    "《{title}》的文号是{number}，这里写的是{other}。请核对。",
    "the number of 《{title}》 is {number}, not {other}; check it.",
)
_BEFORE = Text("前一处", "the place before")


class NumberTitleContradiction(Rule):
    """同一文号标了两个标题，或者同一标题标了两个文号，必有一处写错。

    通知和它印发的规划共用一个文号，不算两个标题；简称不算另一个标题；写明废止、修订的旧文号不报。
    上级规划和常用文件的文号已知的，也一并核对。
    """

    id, name, severity = "CIT007", "number-title-contradiction", Severity.WARNING
    zh = "《{title}》前面标的文号是{number}，这里是{other}。请核对哪一个正确。"
    en = "《{title}》 bears the number {number} before, here {other}; check which is right."
    why_en = "One number belongs to one document: where two titles share it, or one title has two, one is wrong."
    source = "GB/T 9704-2012 7.2.5 发文字号"
    good = (
        Good(
            "落实《云州市人民政府关于印发“十五五”养老服务规划的通知》（云政发〔2026〕12号）。\n按《“十五五”养老服务规划》（云政发〔2026〕12号）执行。",
            note="通知和它印发的规划",
        ),
        Good(
            "落实《养老服务条例》（云政发〔2026〕12号）、《助餐服务办法》（云政发〔2026〕13号）。"
        ),
        Good(
            "落实《助餐服务办法》（云政发〔2026〕13号），原《助餐服务办法》（云政发〔2020〕7号）同时废止。"
        ),
        Good("落实《“十四五”残疾人保障和发展规划》（国发〔2021〕10号）。"),
    )
    bad = (
        Bad(
            "落实《助餐服务办法》（云政发〔2026〕13号）。\n按照〔[《居家养老服务条例》（云政发〔2026〕13号）]〕执行。"
        ),
        Bad(
            "落实《助餐服务办法》（云政发〔2026〕13号）。\n按照〔[《助餐服务办法》（云政发〔2026〕31号）]〕执行。"
        ),
        Bad(
            "落实〔[《国务院关于印发“十四五”残疾人保障和发展规划的通知》（国发〔2021〕21号）]〕。",
            note="与已知的文号不符",
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Each title with a number against those before it, else against what is known."""
        known = around(ctx)
        by_number: dict[str, dict[str, Citation]] = {}
        by_title: dict[str, dict[str, Citation]] = {}
        for citation in titles(ctx):
            numbers = [n for n in citation.numbers if n.kind == DOCUMENT]
            if len(numbers) != 1:
                continue
            printed, named = numbers[0].normal, identity(citation.title)
            bearers = by_number.setdefault(printed, {})
            others = by_title.setdefault(named, {})
            if named in bearers or _is_past(ctx, citation):
                continue
            finding = self._by_known(ctx, citation, printed, known) or self._by_others(
                ctx, citation, printed, bearers, others
            )
            if finding is not None:
                yield finding
            else:
                bearers[named] = others[printed] = citation

    def _by_known(
        self, ctx: Context, citation: Citation, printed: str, known: tuple[KnownTitle, ...]
    ) -> Finding | None:
        """Whether the title is known to bear another number, or the number another title."""
        title = citation.title
        document = next((k for k in known if same(title, k.title)), None)
        document = document or registered(title)
        if document is not None and document.number:
            if document.number == printed or not _comparable(document.number, printed):
                return None
            return self.report(
                citation.span, text=_KNOWN_TITLE, title=title, number=document.number, other=printed
            )
        bearer = next((k for k in known if k.number == printed), None) or numbered(printed)
        if bearer is None or _alike(ctx, citation, bearer.title):
            return None
        return self.report(
            citation.span, text=_KNOWN_NUMBER, title=bearer.title, number=printed, other=title
        )

    def _by_others(
        self,
        ctx: Context,
        citation: Citation,
        printed: str,
        bearers: dict[str, Citation],
        others: dict[str, Citation],
    ) -> Finding | None:
        """Whether a citation before has the number with another title, or the title with another."""
        title = citation.title
        for before in bearers.values():
            if not _alike(ctx, citation, before.title) and not _side_by_side(ctx, before, citation):
                return self.report(
                    citation.span,
                    Also(before.span, _BEFORE),
                    text=_TWO_TITLES,
                    title=before.title,
                    number=printed,
                    other=title,
                )
        for number, before in others.items():
            if number != printed and same(title, before.title):
                return self.report(
                    citation.span,
                    Also(before.span, _BEFORE),
                    title=title,
                    number=number,
                    other=printed,
                )
        return None


def _comparable(one: str, other: str) -> bool:
    """Numbers of one agency: what another one gave it when it passed the document on is right."""
    return one.partition("〔")[0] == other.partition("〔")[0]


def _alike(ctx: Context, citation: Citation, title: str) -> bool:
    """Whether two titles are one document, one of them short, or misquoted (said elsewhere)."""
    one, other = identity(citation.title), identity(title)
    if one in other or other in one or nearly(citation.title, title, close=True):
        return misquoted(ctx, citation, around(ctx)) is not None or one in other or other in one
    if misquoted(ctx, citation, around(ctx)) is not None:
        return True
    outlines = [read_outline_title(t) for t in (citation.title, title)]
    return all(o is not None for o in outlines) and outlines[0].right == outlines[1].right  # type: ignore[union-attr]


def _side_by_side(ctx: Context, one: Citation, other: Citation) -> bool:
    """One notice may hand on two documents; it then names them together: 《甲》《乙》."""
    text = ctx.wording.everything
    first, second = re.escape(one.title), re.escape(other.title)
    return (
        re.search(rf"《{first}》[和及与、]?《{second}》|《{second}》[和及与、]?《{first}》", text)
        is not None
    )


def _is_past(ctx: Context, citation: Citation) -> bool:
    """An old document that is gone or to be revised may have borne another number."""
    text, (start, end) = ctx.source.folded, citation.span
    before = regex(r"[，。；\n]").split(text[max(0, start - 12) : start])[-1]
    after = regex(r"[。；\n]").split(text[end : end + 16])[0]
    return (
        regex(r"原$|修订|修改|废止").search(before) is not None
        or regex(r"废止|停止执行|失效").search(after) is not None
    )
