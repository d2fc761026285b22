"""CIT006 outline-title-malformed."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.knowledge.title_names import carried
from planlint.rule import Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.citation import Citation
from planlint.semantics.outline_title import read_outline_title

from ._citations import by_wording, marked, others, titles
from ._dates import ZEROS

_REASONS = {
    "year": Text("年份的写法不规范", "the year is misprinted"),
    "unit": Text("年份后面缺“年”字", "the year lacks 年"),
    "cut": Text(
        "不是全称，年份的写法也不规范", "this is no full title, and its year is misprinted"
    ),
    "garbled": Text("与纲要的规范名称有出入", "this is not how such a title reads"),
}
_SHORT = Text(
    "书名号内的《{title}》是简称，首次引用应写全称《{right}》，或者去掉书名号。",
    "《{title}》 is a short form; cite the whole title 《{right}》, or drop the marks.",
)
_UNSURE = Text(
    "《{title}》与纲要的规范名称有出入，请对照“国民经济和社会发展第×个五年规划和二〇××年远景目标纲要”核对。",
    "《{title}》 is not how the title of a general plan reads; check it.",
)


class OutlineTitleMalformed(Rule):
    """总体规划纲要的名称写错：多写“规划”、漏“年”、“二零三五”等。

    规范的名称是“××国民经济和社会发展第×个五年规划和二〇××年远景目标纲要”，年份也可写作“2035年”；没有远景目标的，
    是“第×个五年规划纲要”。书名号内用“十四五”规划纲要等简称只作提示，全文另有全称或者已约定简称的不报。
    """

    id, name, severity, fixable = "CIT006", "outline-title-malformed", Severity.WARNING, "unsafe"
    zh = "《{title}》{reason}，应为《{right}》。"
    en = "《{title}》: {reason}; write 《{right}》."
    why_en = (
        "The general plan of a place has one title: 国民经济和社会发展第×个五年规划和二〇××年远景目标纲要, or without "
        "the outlook; garbled ones are reported, short forms in 《》 are info."
    )
    source = "全国和各地规划纲要的法定名称；年份写法见 GB/T 15835-2011 5.1"
    good = (
        Good("衔接《云州市国民经济和社会发展第十五个五年规划纲要》。", note="没有远景目标"),
        Good("衔接《云州市国民经济和社会发展第十四个五年规划和2035年远景目标纲要》。"),
        Good("衔接《云州市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要》。"),
        Good(
            "回顾《云州市国民经济和社会发展第十个五年计划纲要》。", note="第十个五年及以前称“计划”"
        ),
        Good("衔接省“十五五”规划纲要。", note="简称不加书名号"),
        Good(
            "按《中共中央关于制定国民经济和社会发展第十五个五年规划的建议》编制，报告《云州市国民经济和社会发展第十四个五年规划纲要实施情况》。",
            note="建议和报告",
        ),
    )
    bad = (
        Bad("衔接〔[《云州市国民经济和社会发展规划第十四个五年规划和2035年远景目标纲要》]〕。"),
        Bad("衔接〔[《云州市国民经济和社会发展第十四个五年规划和二零三五年远景目标纲要》]〕。"),
        Bad("衔接〔[《云州市国民经济和社会发展第十五个五年计划纲要》]〕。"),
        Bad("衔接〔[《南浦区“十四五”规划和2035远景目标纲要》]〕。"),
        Bad("衔接〔[《云州市“十五五”规划纲要》]〕。", note="简称加了书名号，只作提示"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Judge every wording once; short forms only where the whole title is nowhere cited."""
        cited = list(titles(ctx))
        read = {c.title: read_outline_title(c.title) for c in cited}
        whole = {o.right for o in read.values() if o is not None and o.wrong != "short"}
        for group in by_wording(c for c in cited if read[c.title] is not None):
            found = read[group[0].title]
            if found is None or not found.wrong or group[0].short:
                continue
            if ctx.runs("DAT007") and _only_zeros(group[0].title, found.right):
                continue
            if found.wrong != "short" or not any(_means(found.right, w) for w in whole):
                yield self._report(group, found.right, found.wrong)

    def _report(self, group: tuple[Citation, ...], right: str, wrong: str) -> Finding:
        title = group[0].title
        outer = right and "".join(title.split()).replace(carried(title), right)
        spans = [c.title_span for c in group]
        text = _SHORT if wrong == "short" else None if right else _UNSURE
        return self.report(
            marked(group[0]),
            *others(group[1:]),
            text=text if right else _UNSURE,
            severity=Severity.INFO if wrong == "short" else None,
            repair=Repair(
                tuple(Change(s, outer) for s in spans),
                Text(f"改为《{outer}》", f"write 《{outer}》"),
                safe=False,
            )
            if right and wrong != "short"
            else None,
            title=title,
            right=outer,
            reason=_REASONS.get(wrong, Text("", "")),
        )


def _only_zeros(title: str, right: str) -> bool:
    """Whether nothing is wrong but the character for zero in the year, which DAT007 reports."""
    pairs = zip("".join(title.split()), right, strict=False)
    same = all(a == b or (b == "〇" and a in ZEROS) for a, b in pairs)
    return same and len("".join(title.split())) == len(right)


def _means(short: str, whole: str) -> bool:
    """Whether a short form may stand for a title that is cited in full: of one period."""
    period = short.partition("第")[2].partition("个")[0]
    return bool(period) and f"第{period}个" in whole
