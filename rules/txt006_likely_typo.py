"""TXT006 likely-typo."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.readers.source import Span
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.typos import Typo, typos
from planlint.semantics.wording import Suspects

_USAGE = Text(
    "“{found}”疑为“{right}”之误，全文别处写作“{usual}”。请核对。",
    "{found!r} is probably {right!r}: elsewhere the text says {usual!r}. Check it.",
)
_SLIP = Text(
    "“{found}”不成词，疑为“{right}”之误。请核对。",
    "{found!r} is no word, probably {right!r}. Check it.",
)


class LikelyTypo(Rule):
    """疑似错别字，如“倾料”（倾斜）、“布署”（部署）、“保章”（保障），多因音近、形近录入有误。

    依据三方面判断：常见错别字表；不成词、改动一个字即成公文常用词的；全文多处一种写法、个别处差一个音近字的。
    能与前后文另成词的不报，如“申报消防验收”里的“报消”。可在配置的 terms.typos 中补充本地常见的错别字。
    """

    id, name, severity, fixable = "TXT006", "likely-typo", Severity.WARNING, "unsafe"
    zh = "“{found}”有误，应为“{right}”。请核对。"
    en = "{found!r} is a typo for {right!r}. Check it."
    why_en = (
        "A word typed wrong: in the table of common confusions; or no word at all, one similar "
        "character from a common one; or one character from what the text says everywhere else."
    )
    source = "《现代汉语词典》；核稿惯例"
    good = (
        Good("做好申报消防验收，反复盖章不再需要。", note="“报消”“复盖”分属前后两个词"),
        Good("由市市场监管局指导残疾人人力资源开发，清理互联网网站。"),
        Good("确保章程落实，做好产品检测评估。", note="“保章”分属两个词；产品可以检测"),
        Good("因地施策，统筹监管，铸牢共同体意识，开展终期评估，推进公建民营。"),
        Good("构建全龄友好社区，新建全程通办窗口，发展以经济林为主的产业，突波保护装置齐全。"),
        Good("报名截止2027年6月。", note="“截止”用作期限"),
        Good("到本世纪末能源结构更优，经验受到好评，人工智能通识教育进课堂，吸纳人才就业。"),
    )
    bad = (
        Bad("坚持〔[因地置宜]〕，〔[在接再厉]〕，〔[统筹兼故]〕。", note="成语、固定词组错一字"),
        Bad("提升服务〔[水乎]〕，实现〔[均横]〕发展，〔[以经]〕落实到位。"),
        Bad("资金向基层〔[倾料]〕。"),
        Bad("强化〔[钢性约束]〕，工程〔[验受]〕合格后移交，将任务〔[纳人]〕考核。"),
        Bad("截至目前统一〔[布署]〕，〔[截止目前]〕全部完成。"),
        Bad("建立健全社会〔[保章]〕体系，完善社会保障制度。", note="不成词"),
        Bad(
            "开展质量监测试点，加强质量监测管理，推动质量监测全覆盖。落实质量〔[检测]〕责任。",
            note="与全文用法不一",
        ),
        Bad("（一）开展〔[检测评估]〕\n对本规划实施情况进行跟踪问效。"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """One finding for each wrong wording, at its first place."""
        words = ctx.wording.suspects
        alike: dict[tuple[str, str], list[Typo]] = {}
        for typo in typos(words.pairs, ctx.terms.own.get("typos", ())):
            alike.setdefault((typo.found, typo.right), []).append(typo)
        for found in alike.values():
            yield self._report(_with_entries(words, found), found[0], words)

    def _report(self, places: list[int], typo: Typo, words: Suspects) -> Finding:
        length, right = len(typo.found), typo.right
        spans = sorted(words.span(at, at + length) for at in places)
        changes = [c for at in places for c in _changes(words, at, typo)]
        repair = Repair(tuple(changes), Text(f"改为“{right}”", f"write {right!r}"), safe=False)
        return self.report(
            spans[0],
            *(Also(span, Text("同样的写法", "the same wording")) for span in spans[1:]),
            text={"slip": _SLIP, "usage": _USAGE}.get(typo.source),
            repair=repair if changes else None,
            found=typo.found,
            right=right,
            usual=typo.usual,
        )


def _with_entries(words: Suspects, found: list[Typo]) -> list[int]:
    """The places of a typo, with entries of the table of contents: they have no context of their own."""
    places = [t.at for t in found]
    wrong = found[0].found
    if found[0].source == "table" and len(wrong) > 3:
        at = words.text.find(wrong)
        while at >= 0 and words.is_entry(at):
            places += [at] if at not in places else []
            at = words.text.find(wrong, at + 1)
    return places


def _changes(words: Suspects, at: int, typo: Typo) -> Iterator[Change]:
    """The edits: only the characters that differ, since a word may be broken by a line end."""
    if len(typo.found) == len(typo.right):
        for n, (old, new) in enumerate(zip(typo.found, typo.right, strict=True)):
            if old != new:
                yield Change(words.span(at + n, at + n + 1), new)
        return
    printed, start = words.locate(at)
    pieces = list(printed.flow.pieces(start, start + len(typo.found)))
    if len(pieces) == 1:
        yield Change(Span(*pieces[0]), typo.right)
