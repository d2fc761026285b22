"""NUM007 box-numbering."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from planlint.diagnostic import Severity
from planlint.patterns import regex
from planlint.rule import Bad, Context, Finding, Good, Rule, Text
from planlint.syntax.ast import Part

from ._boxes import Title, box_titles, mentions, same_form
from ._renumbering import repair_boxes
from ._sequences import Break, breaks

_DUPLICATE = Text(
    "“{found}”的编号与前面的专栏重复，应为“{expected}”。请按出现的先后重新编号，并核对正文中的引用。",
    "{found!r} repeats a number used before; {expected!r} expected. Renumber the boxes and check the references.",
)
_BACKWARD = Text(
    "专栏次序颠倒：此处应为“{expected}”，实为“{found}”。请调换位置或重新编号，并核对正文中的引用。",
    "boxes out of order: {expected!r} expected, {found!r} found. Move the box or renumber.",
)


class BoxNumbering(Rule):
    """专栏的编号跳号、重号或倒序。专栏从 1 起按出现的先后连续编号，正文才能用“见专栏N”引用。

    各章分别从 1 编号、不同名目的专栏（“任务专栏”“工程专栏”）各自编号，都不算错。
    """

    id, name, severity, fixable = "NUM007", "box-numbering", Severity.ERROR, "unsafe"
    zh = "专栏编号不连续：此处应为“{expected}”，实为“{found}”。请核对是否漏了专栏，或重新编号。"
    en = (
        "boxes skip a number: {expected!r} expected, {found!r} found. Check for a lost box or"
        " renumber."
    )
    why_en = (
        "Boxes are counted through the plan from one, so that the text can refer to them; a number"
        " that is skipped, used twice or out of order points to text that was lost or moved."
    )
    source = "规划编制惯例（一个编号序列不跳号、不重号）；参照 GB/T 9704-2012 7.3.3"
    good = (
        Good(
            "完善网络（见专栏1）。\n专栏1 设施项目\n助餐点。\n（一）强化监管\n专栏2 队伍项目\n护理员。"
        ),
        Good(
            "（一）建设\n专栏1 设施\n助餐点。\n专栏2 队伍\n护理员。\n（二）服务\n专栏1 助餐\n食堂。\n专栏2 助浴\n浴室。",
            note="各节分别从 1 编号",
        ),
        Good("专栏一 设施\n助餐点。\n专栏 2 队伍\n护理员。", note="写法不一，编号是连续的"),
        Good(
            "专栏1 设施\n助餐点。专栏2 队伍\n护理员。\n专栏3 服务\n助浴点。",
            note="转换后粘在段末的专栏仍然在",
        ),
    )
    bad = (
        Bad("专栏1 设施\n助餐点。\n〔[专栏3]〕 队伍\n护理员。\n专栏4 服务\n助浴点。"),
        Bad("专栏一　设施\n助餐点。\n〔[专栏一]〕　队伍\n护理员。\n专栏二　服务\n助浴点。"),
        Bad("任务专栏1 设施\n助餐点。\n〔[任务专栏3]〕 队伍\n护理员（详见任务专栏3）。"),
        Bad("〔[专栏2]〕 设施\n助餐点。\n专栏3 队伍\n护理员。", note="不从 1 开始"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Count the boxes of each name in each part, afresh where they start afresh."""
        if "专栏" not in ctx.source.folded:
            return
        for part in ctx.draft.outline.parts:
            titles = sorted(box_titles(part), key=lambda t: t.name)
            for _, same in groupby(titles, key=lambda t: t.name):
                named = sorted(same, key=lambda t: t.span.start)
                for run in _runs(named):
                    yield from self._check_run(ctx, part, run, named)

    def _check_run(
        self, ctx: Context, part: Part, run: Sequence[Title], named: Sequence[Title]
    ) -> Iterator[Finding]:
        found = [b for b in breaks([t.number for t in run]) if not _stands(ctx, run, b)]
        for count, fault in enumerate(found):
            title = run[fault.at]
            text = {"duplicate": _DUPLICATE, "backward": _BACKWARD}.get(fault.kind)
            yield self.report(
                title.span,
                text=text,
                repair=None if count else repair_boxes(ctx, part, run, named),
                expected=same_form(title, fault.expected),
                found=title.text,
            )


def _runs(titles: Sequence[Title]) -> Iterator[Sequence[Title]]:
    """Counts that begin at one: 1 2 3 | 1 2. Where beginning afresh is the habit, each 1 does."""
    numbers = [t.number for t in titles]
    ones = [at for at, n in enumerate(numbers) if n == 1 and at]
    afresh = any(numbers[at - 1] != 1 and numbers[at + 1 : at + 2] == [2] for at in ones)
    edges = [0, *(ones if afresh or len(ones) > 1 else ()), len(titles)]
    return (titles[first:last] for first, last in pairwise(edges))


def _stands(ctx: Context, run: Sequence[Title], fault: Break) -> bool:
    """Whether the missing box stands in the text before, where its line was not read as one."""
    if fault.kind != "gap":
        return False
    here = run[fault.at]
    between = ctx.source.folded[run[fault.at - 1].span.end if fault.at else 0 : here.span.start]
    wanted = (fault.expected, here.number - 1)
    # A conversion may put 专栏, its number and its title on three lines.
    split = regex(r"^[ *]*专栏[ *]*$", re.MULTILINE).search(between)
    return split is not None or any(m.opens and m.number in wanted for m in mentions(between))
