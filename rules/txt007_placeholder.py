"""TXT007 placeholder."""

from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Bad, Context, Finding, Good, Rule, Text

from ._placeholders import is_open_date, placeholders

_DATE = Text(
    "“{found}”的日期没有写完。印发前请补上。",
    "the date {found!r} is not filled in; add it before the document is issued.",
)


class Placeholder(Rule):
    """文中留有待填的占位符或空白，如“XX万元”“××区”“（待定）”“TODO”“建设面积    平方米”，说明内容还没有写完。

    成文日期空着的只作提示，征求意见稿等未定稿的不报。
    """

    id, name, severity = "TXT007", "placeholder", Severity.ERROR
    zh = "“{found}”是待填的占位符，内容尚未写完。请补上或删去。"
    en = "{found!r} is a placeholder: the text is not finished."
    why_en = (
        "XX, ××, （待定）, TODO, 某某 or a gap where a number belongs. An open date is info, and "
        "nothing in a draft for comments."
    )
    source = "核稿惯例"
    good = (
        Good("实施“数据要素×”行动，推广AR、VR设备。"),
        Good("待定岗位纳入统一管理，人才亟待补充。", note="正文用词"),
        Good("推行“1+N”个性化服务，配备X光机。"),
        Good("**重点。** 新建**5个**站点。", note="Markdown 的粗体"),
        Good("第一节  个人账户\n责任人：区民政局  张某。"),
        Good("构建“1＋N＋X”体系，布局N个大模型和X个场景。", note="X 是体系里的代号"),
        Good("性质：□个体 □集体"),
        Good(
            "南浦区“十五五”养老服务规划（征求意见稿）\n\n一、总体要求\n坚持公益。\n\n南浦区人民政府\n2026年  月  日",
            whole=True,
            note="还没有印发",
        ),
    )
    bad = (
        Bad("投入资金〔[XX]〕万元。"),
        Bad("由〔[××]〕街道组织实施。"),
        Bad("服务标准为每人每月300元〔[（待定）]〕。"),
        Bad("服务对象为1.2万人〔[（数据待更新）]〕。"),
        Bad("〔[此处需补充]〕数据。"),
        Bad("新建用房〔[    平方米]〕。", note="该写数字的地方空着"),
        Bad("服务人口约 〔[X]〕 万人。"),
        Bad("完成〔[__]〕个站点改造。"),
        Bad("投资〔[**]〕亿元。"),
        Bad("新建〔[（  ）]〕个站点。"),
        Bad("新增〔[？？]〕张床位。"),
        Bad("请于〔[2026年  月]〕底前报送。", note="日期空着，只作提示"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Search the texts, the table cells and the title as printed."""
        for span, found in placeholders(ctx.wording):
            if not is_open_date(found):
                yield self.report(span, found=found)
            elif not ctx.draft.stage:
                yield self.report(span, text=_DATE, severity=Severity.INFO, found=found)
