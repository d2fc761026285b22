"""NUM011 dangling-reference."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Bad, Context, Finding, Good, Rule

from ._references import dangling


class DanglingReference(Rule):
    """文中引用的专栏、部分、章节、附件或表不存在，多是删并之后没有核对引用。

    引用其他文件的（“按照《…》第三章”“条例第六条”“上级规划专栏5”）不核对；附件、表在文中没有编号的，也不核对。
    """

    id, name, severity = "NUM011", "dangling-reference", Severity.WARNING
    zh = "“{found}”在文中找不到：{have}。请核对编号，或补上所指的内容。"
    en = "{found!r} does not exist here: {have}. Check the number, or add what it refers to."
    why_en = (
        "The text refers to a box, a part, a chapter, an attachment or a table that it does not"
        " have: text was cut or merged and the reference stayed. References into other documents"
        " are not looked at."
    )
    source = "核稿惯例（文内引用逐一核对）"
    good = (
        Good("推进助餐（见专栏2）。\n专栏1 设施\n助餐点。\n专栏2 队伍\n护理员。"),
        Good(
            "按照《云州市“十五五”养老服务发展规划》第八章和专栏12的部署，抓好落实。",
            note="引用别的文件",
        ),
        Good("按照条例第六章规定开展检查，落实国家规划专栏20的任务。"),
        Good("结合本规划第三部分确定的措施，抓好任务落实（见第二部分）。"),
        Good("资金由两部分组成，第一部分为财政补助，第五部分留作机动。", note="不是引用"),
        Good("清单见附件3，指标见表5。", note="附件和表不在这份文件里"),
        Good(
            "一、任务\n（一）助餐\n做好。\n（二）助浴\n做好。\n二、保障\n按照第一部分第（二）项落实，资金见第一部分第二节。",
            whole=True,
        ),
        Good(
            "第一部分 任务\n做好。\n第二部分 保障\n第一部分所列任务，逐项落实（见第一部分）。",
            whole=True,
        ),
        Good("责任清单见附件1。\n附件\n责任清单"),
    )
    bad = (
        Bad("推进助餐（见〔[专栏12]〕）。\n专栏1 设施\n助餐点。\n专栏2 队伍\n护理员。"),
        Bad("资金安排见〔[第六部分]〕，任务分工按照本规划〔[第八章]〕执行。"),
        Bad("责任清单见〔[附件3]〕。\n附件1\n责任清单\n附件2\n项目清单"),
        Bad("主要指标见〔[表5]〕。\n表1 主要指标\n指标逐年评估。"),
        Bad("助餐点建设详见〔[专栏一]〕。", note="文中没有专栏"),
        Bad(
            "一、任务\n（一）助餐\n做好。\n（二）助浴\n做好。\n二、保障\n按照〔[第一部分第（五）项]〕落实，资金见〔[第一部分第四节]〕。",
            whole=True,
        ),
        Bad(
            "第一部分 任务\n做好。\n第二部分 保障\n责任分工见〔[第三部分]〕。",
            whole=True,
        ),
        Bad("责任清单见〔[附件9]〕。\n附件\n责任清单", note="只有一个附件"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Look up each reference."""
        lost = dangling(
            ctx.draft,
            ctx.wording,
            boxes_counted=ctx.runs("NUM007"),
            counted=ctx.runs("NUM001"),
        )
        for reference in lost:
            yield self.report(
                reference.place.span(reference.start, reference.end),
                found=reference.text,
                have=reference.have,
            )
