"""TSK001 parent-task-not-covered."""

from collections.abc import Iterator, Sequence

from planlint.diagnostic import Severity
from planlint.rule import Also, Bad, Context, Finding, Good, Rule, Text

_PARENT = """1. 助餐服务。依托社区食堂发展老年助餐，对高龄和失能老年人送餐上门，价格不高于市价。
2. 探访关爱。建立特殊困难老年人定期探访制度，由社区工作人员每周上门，帮助解决实际困难。
3. 医养结合。推动养老机构与医疗机构签约合作，开通双向转诊通道，扩大家庭病床服务。
4. 适老化改造。为经济困难老年人家庭安装扶手和防滑地面，实施老旧小区加装电梯。
5. 人才培养。支持职业院校开设养老护理专业，组织护理员技能等级认定和岗前培训。"""
_DRAFT = """1. 助餐服务。依托社区食堂和餐饮门店发展老年助餐，为高龄和失能老年人送餐上门。
2. 探访关爱。落实特殊困难老年人定期探访制度，社区工作人员每周上门一次，解决实际困难。
3. 医养结合。推动养老机构与社区卫生服务中心签约合作，开通双向转诊绿色通道。
4. 适老化改造。为经济困难老年人家庭安装扶手、铺设防滑地面，推进老旧小区加装电梯。"""
_FIFTH = "\n5. 队伍建设。依托职业院校培养养老护理人员，开展护理员技能等级认定。"
_DOUBT = Text(
    "没有找到与上级规划的任务“{title}”对应的内容，可能没有落实，也可能只是零星涉及{lost}。请核对。",
    "nothing in the draft seems to answer the parent's task {title!r}, or a few words only{lost}; check it.",
)
_HOLLOW = Text(
    "上级规划的任务“{title}”在草案中有标题，没有写出具体内容{lost}。请补充落实措施。",
    "the draft names the parent's task {title!r} and says nothing of what it asks for{lost}; add what carries it out.",
)
_LEAST_LOST = 2  # terms that the draft never mentions: with fewer of them it may well answer
_NEAREST = Text("草案中最接近的段落", "the nearest passage of the draft")


class ParentTaskNotCovered(Rule):
    """上级规划部署的任务，草案全文都没有对应的内容，审查时会被问到为什么没有落实。

    不论在哪一章、用什么措辞，只要有实质内容就算落实；基本原则不在此列，保障措施和把握不大的只作提示。
    确实不适用本地的，可以在 planlint-exceptions.toml 中说明理由。
    """

    id, name, severity = "TSK001", "parent-task-not-covered", Severity.WARNING
    needs, aside = "parent", True
    zh = "上级规划的任务“{title}”在草案中没有对应的内容{lost}。请补充落实措施；不适用本地的，说明理由。"
    en = "no part of the draft answers the parent's task {title!r}{lost}; add what carries it out, or give a reason."
    why_en = "A task of the parent that no passage of the draft answers, in whatever chapter or words. Measures and doubtful cases are infos."
    source = "规划衔接审核：下级规划应落实上级规划的任务"
    good = (
        Good(_DRAFT + _FIFTH, parent=_PARENT, note="换了标题，内容有落实"),
        Good(
            _DRAFT
            + "\n5. 志愿服务。发展为老志愿队伍。\n（五）人才\n依托职业院校培养养老护理人员，开展技能等级认定。",
            parent=_PARENT,
            note="在别处落实",
        ),
        Good(
            "1. 道路。建设城市快速路。\n2. 桥梁。改造危桥。",
            parent=_PARENT,
            note="两份规划不是一回事，不作判断",
        ),
    )
    bad = (
        Bad(
            "〔[二、主要任务]〕\n" + _DRAFT + "\n三、保障措施\n加强组织领导，压实工作责任。",
            parent=_PARENT,
            whole=True,
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Report what the engine found no answer for; measures and doubtful ones as infos."""
        for pair in ctx.comparison.tasks if ctx.comparison else ():
            if pair.task.kind == "principle" or not (pair.verdict == "missing" or pair.hollow):
                continue
            lost = pair.lost
            sure = pair.sure and pair.task.kind == "task"
            if pair.verdict == "missing" and not sure and len(lost) < _LEAST_LOST:
                continue
            text = _HOLLOW if pair.hollow else None if sure else _DOUBT
            near = [a.passage.span for a in pair.answers[:1]]
            yield self.report(
                near[0] if text is _HOLLOW else pair.nearest,
                Also(pair.task.span, Text("上级规划的任务", "the parent's task"), pair.plan.source),
                *(Also(span, _NEAREST) for span in near if text is not _HOLLOW),
                text=text,
                severity=None if sure else Severity.INFO,
                title=pair.task.title,
                lost=_lost(lost),
            )


def _lost(terms: Sequence[str]) -> Text:
    if not terms:
        return Text("", "")
    named = "".join(f"“{t}”" for t in terms[:4])
    return Text(f"，全文没有提到{named}", f"; it never mentions {', '.join(terms[:4])}")
