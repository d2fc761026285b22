"""TXT014 sentence-end."""

from collections.abc import Iterator
from typing import NamedTuple

from planlint.diagnostic import Severity
from planlint.patterns import regex
from planlint.readers.source import Span
from planlint.rule import Bad, Context, Finding, Good, Rule, Text
from planlint.syntax.ast import Box, Clause, Flow, Paragraph, Part, Section

_PARAGRAPH = 30  # shorter ones may be captions, signatures, names
_ENOUGH, _BOXED = 3, 8  # so many paragraphs of the kind end right; boxes are freer
_SHARE = 9  # to so many that end right one may not
_HANGING = 15  # characters of what may hang on a comma
_JOINTS = 2  # more paragraphs in two pieces: the copy breaks them, its author did not
_STOPS = "。！？…"
_FINE = "；;：:）)］]】〕*|—.!?"  # lists, lead-ins, notes and clauses; half-width ones are TXT002's
_BROKEN = Text(
    "这一段在“{tail}”之后另起一行，没有句末标点。请补上句号；如是误断，请把两行接起来。",
    "the paragraph goes to a new line after {tail!r} without a mark; end it with 。, or join the lines.",
)
_LAW = "坚持以人民为中心的发展思想，保障老年人合法权益，完善养老服务网络，扩大供给"


class _Body(NamedTuple):
    kind: str
    flow: Flow
    start: int  # where running text begins, behind a heading


class SentenceEnd(Rule):
    """一段话说完了，段末却没有句号（或者停在逗号、顿号上），多是改稿、粘贴时丢掉的。

    只看正文的长段，并且同类段落大多以句号收尾的文件；标题、分号结尾的列项、引出下文的冒号、括注、落款都不报。
    """

    id, name, severity = "TXT014", "sentence-end", Severity.INFO
    zh = "这一段停在“{tail}”，段末没有句号。请补上，或者把话说完。"
    en = "the paragraph stops at {tail!r} without a full stop; add it, or finish the sentence."
    why_en = "A long paragraph that stops without a full stop while the others of its kind have one. Headings, items, lead-ins and notes are left alone."
    source = "GB/T 15834-2011 4.1 句号"
    good = (
        Good(f"{_LAW}。\n\n{_LAW}。\n\n{_LAW}。\n\n{_LAW}："),
        Good(f"{_LAW}。\n\n{_LAW}。\n\n{_LAW}。\n\n{_LAW}。（区民政局负责）"),
        Good(f"{_LAW}。\n{_LAW}。\n{_LAW}。\n{_LAW}，覆盖率由\n2020年的86%提高到93%。"),
        Good(f"{_LAW}\n\n（一）助餐\n\n{_LAW}\n\n（二）助浴\n\n{_LAW}", note="全文都不用"),
    )
    bad = (
        Bad(f"{_LAW}。\n\n{_LAW}。\n\n{_LAW}。\n\n（一）助餐\n\n{_LAW[:-4]}扩大供〔[给]〕"),
        Bad(f"{_LAW}。\n\n{_LAW}。\n\n{_LAW}。\n\n（一）助餐\n\n{_LAW}〔[，]〕"),
        Bad(
            "（一）助餐\n健全制度体系，持续提升服务能力〔[，]〕\n（二）助浴\n做好服务。",
            note="下面已是另一条",
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Judge each kind of paragraph by what most of its kind do."""
        bodies = [b for part in ctx.draft.outline.parts for b in _bodies(part)]
        joints = [(b.flow, at) for b in bodies for at in _breaks(b)]
        wrapped = sum(len(b.flow.starts) > 1 for b in bodies) > _JOINTS
        if wrapped or len(bodies) <= _JOINTS * 5:
            joints = []
        for flow, at in joints:
            yield self._report(flow, at, _BROKEN)
        told = [flow for flow, _ in joints]
        for kind in {b.kind: None for b in bodies}:
            alike = [b for b in bodies if b.kind == kind]
            stopped = [b for b in alike if _stops_short(b) and not _goes_on(ctx, b.flow)]
            ended = sum("。" in b.flow.text and not _stops_short(b) for b in alike)
            enough = _BOXED if kind.startswith("box") else _ENOUGH
            if ended >= enough and len(stopped) <= max(1, ended // _SHARE):
                for body in stopped:
                    # Behind a break that is reported may stand a signature.
                    if not any(flow is body.flow for flow, _ in joints):
                        told.append(body.flow)
                        yield self._report(body.flow, len(body.flow.text.rstrip("*_ \t")), None)
        # A comma at the end of a section is wrong, whatever the other paragraphs do.
        lasts = [f for part in ctx.draft.outline.parts for f in _lasts(part) if _hangs(f)]
        if len(lasts) <= _JOINTS:
            for flow in lasts:
                if not any(flow is t for t in told):
                    yield self._report(flow, len(flow.text.rstrip("*_ \t")), None)

    def _report(self, flow: Flow, end: int, text: Text | None) -> Finding:
        place: Span = flow.span(end - 1, end)
        return self.report(place, text=text, tail=flow.text[max(0, end - 8) : end])


def _bodies(part: Part) -> Iterator[_Body]:
    """The running texts of a part with the kind of each, long ones only."""
    holders: tuple[Part | Section, ...] = (part, *part.walk())
    for holder in holders:
        if isinstance(holder, Section) and holder.body_at < len(holder.heading.text):
            yield from _body(f"run-in {holder.marker.kind}", holder.heading, holder.body_at)
        yield from _held(holder, "")
        for box in holder.boxes:
            yield from _held(box, "box ")


def _held(holder: Part | Section | Box, where: str) -> Iterator[_Body]:
    for block in holder.blocks:
        if isinstance(block, Paragraph) and not isinstance(block, Clause):
            yield from _body(where + type(block).__name__, block.flow, 0)


def _body(kind: str, flow: Flow, start: int) -> Iterator[_Body]:
    text = flow.text[start:]
    if len(text.strip()) >= _PARAGRAPH and "，" in text and "\t" not in text:
        yield _Body(kind, flow, start)


def _stops_short(body: _Body) -> bool:
    """Whether a text ends with a word, or with a comma; not with a heading that was run on."""
    text = body.flow.text.rstrip("*_ \t")
    last = text.rstrip("”’》")[-1:]
    tail = text[text.rfind("。") + 1 :]
    ends = last not in _STOPS and last not in _FINE and (last.isalnum() or last in "，、%")
    heading = tail.lstrip()[1:2] in tuple("、.．") or tail.lstrip()[:1] in tuple("（(《#")
    return ends and not (heading and tail != text)


def _goes_on(ctx: Context, flow: Flow) -> bool:
    """Whether the next line goes on with a number or a box that looked like a new paragraph."""
    end = flow.offset(len(flow.text) - 1) + 1
    following = ctx.source.folded[end : end + 24]
    return (
        regex(
            r"[ \t　]*\r?\n[ \t　]*(?:\d+(?:\.\d+)?(?![.、\d])|(?:专栏|附件|[表图]) ?\d+[^ \t　：\d])"
        ).match(following)
        is not None
    )


def _lasts(part: Part) -> Iterator[Flow]:
    """The last running text of each section and of the part, where another heading follows."""
    holders: tuple[Part | Section, ...] = (part, *part.walk())
    for holder in holders:
        block = holder.blocks[-1] if holder.blocks else None
        if isinstance(block, Paragraph) and not isinstance(block, Clause):
            yield block.flow
        elif block is None and isinstance(holder, Section):
            yield holder.heading


def _hangs(flow: Flow) -> bool:
    text = flow.text.rstrip("*_ \t")
    return len(text) >= _HANGING and text.endswith(("，", "、"))


def _breaks(body: _Body) -> Iterator[int]:
    """Where a line ends with a word in the middle of a paragraph."""
    text = body.flow.text
    for at in body.flow.starts[1:]:
        before = text[body.start : at].rstrip()
        if len(before) >= _PARAGRAPH and before[-1].isalnum() and text[at : at + 1].isalnum():
            yield body.start + len(before)
