"""TSK005 chapter-missing."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Bad, Context, Finding, Good, Rule, Text
from planlint.semantics.chapters import is_whole_plan, missing_chapters

_NAMES = {
    "guidance": Text("指导思想（总体要求）", "guiding principles (总体要求)"),
    "goals": Text("发展目标", "goals (发展目标)"),
    "tasks": Text("主要任务", "tasks (主要任务)"),
    "measures": Text("保障措施（组织实施）", "measures (保障措施)"),
    "review": Text("规划实施的监测评估", "monitoring and evaluation (监测评估)"),
}
_SHORT = {"characters": 200}
_PLAN = """南浦区“十五五”养老服务发展规划

为推进养老服务高质量发展，依据《云州市“十五五”养老服务发展规划》，制定本规划。

一、总体要求

（一）指导思想

坚持以人民为中心的发展思想，保障老年人合法权益。

（二）主要目标

到2030年，养老服务网络更加完善，老年人满意度稳步提高。

二、主要任务

（一）发展老年助餐。依托社区食堂设置助餐点，为高龄老人送餐上门。

（二）建设家庭床位。为失能老年人家庭安装护理设备，上门提供服务。

（三）培养护理人才。支持职业学校与养老机构合办护理专业，定向培养。

三、保障措施

（一）加强组织领导。各部门按照职责分工抓好落实。

（二）强化监测评估。每年监测规划实施情况，2028年组织中期评估。
"""


class ChapterMissing(Rule):
    """规划缺少应有的部分：指导思想、发展目标、主要任务、保障措施，或者没有规划实施的监测评估。

    只看有规划期的规划、纲要，意见、方案、行动计划不看；篇幅太短的片段也不看（`sections` 个以下标题，`characters` 字以下）。
    标题的叫法不同，或者正文里已经写到，都不算缺。
    """

    id, name, severity = "TSK005", "chapter-missing", Severity.WARNING
    options = {"sections": 8, "characters": 800}  # noqa: RUF012 - read-only
    zh = "这份规划缺少：{missing}。请补充，或者确认另有安排。"
    en = "the plan lacks: {missing}; add it, or make sure that it is settled elsewhere."
    why_en = "A plan of a period without guiding principles, goals, tasks, measures, or any word on monitoring and evaluating itself. Opinions, action plans and fragments are not read."
    source = "规划编制的通行体例；中发〔2018〕44号（规划实施的监测评估）"
    good = (
        Good(_PLAN, whole=True, options=_SHORT),
        Good(
            _PLAN.replace(
                "强化监测评估。每年监测规划实施情况，2028年组织中期评估",
                "压实责任。区民政局每半年检查本规划目标任务的完成情况",
            ),
            whole=True,
            options=_SHORT,
            note="说法不同",
        ),
        Good(
            _PLAN.replace("（二）主要目标\n\n", ""),
            whole=True,
            options=_SHORT,
            note="没有单独的标题，正文写了目标",
        ),
        Good(
            _PLAN.replace("规划\n\n为", "实施意见\n\n为").replace(
                "强化监测评估。每年监测规划实施情况，2028年组织中期评估", "落实资金"
            ),
            whole=True,
            options=_SHORT,
            note="意见不要求",
        ),
        Good("扩大养老服务供给。", note="只是片段"),
    )
    bad = (
        Bad(
            _PLAN.replace(
                "强化监测评估。每年监测规划实施情况，2028年组织中期评估",
                "落实资金。财政按规定保障所需经费",
            ),
            whole=True,
            options=_SHORT,
            note="没有监测评估",
        ),
        Bad(
            _PLAN.replace("三、保障措施", "三、附则")
            .replace("强化监测评估", "检查进度")
            .replace("加强组织领导", "明确分工"),
            whole=True,
            options=_SHORT,
        ),
        Bad(
            _PLAN.replace("主要目标", "工作范围").replace(
                "到2030年，养老服务网络更加完善，老年人满意度稳步提高",
                "面向全区老年人及其家庭提供服务",
            ),
            whole=True,
            options=_SHORT,
        ),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Name all that is missing in one finding."""
        least = int(ctx.options["sections"]), int(ctx.options["characters"])
        if not is_whole_plan(ctx.draft, *least):
            return
        missing = [_NAMES[chapter] for chapter in missing_chapters(ctx.draft)]
        if missing:
            names = Text("、".join(m.zh for m in missing), ", ".join(m.en for m in missing))
            yield self.report(None, missing=names)
