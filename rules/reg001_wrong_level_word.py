"""REG001 wrong-level-word."""

from collections import defaultdict
from collections.abc import Iterator

from planlint.diagnostic import Severity
from planlint.rule import Also, Bad, Change, Context, Finding, Good, Repair, Rule, Text
from planlint.semantics.region import Region

from ._level_uses import LEVEL, LevelUse, wrong_level_uses


class WrongLevelWord(Rule):
    """沿用了别的层级的用语，如区的规划里要“健全全市网络”“提升区县服务能力”，或写“街道政府”。

    只在句子明说本级政府要做什么、或向下级提要求时才报。“我市”“我省”指上级，“全市平均水平”“全市前列”“接入全市统一平台”
    等事实、排名和上级的行动，以及书名号、引号里的话，都不报。
    """

    id, name, severity, fixable = "REG001", "wrong-level-word", Severity.WARNING, "unsafe"
    zh, en = LEVEL.zh, LEVEL.en
    why_en = "Level words left over from a text of another level: 全市, 区县, 各区县 in a district's plan where its own level is meant, and 街道政府."
    source = "公文用语；《地方各级人民政府组织法》第八十五条（街道办事处是派出机关）"
    good = (
        Good("将国家和我市有关法规纳入普法内容。", note="我市指上级市"),
        Good("到2030年，服务质量走在全市前列，护理床位占比高于全市平均水平。"),
        Good("接入全市统一的养老服务平台，配合市民政局完善全市服务标准。"),
        Good("结合我市实际安排，配合做好服务标准试点。"),
        Good("落实《关于健全全市养老服务网络的意见》。"),
        Good("推动全市首个认知障碍照护中心落户本区。"),
        Good("按照市民政局安排，开展全市养老机构等级评定。"),
        Good("推动全市养老服务改革任务落地，提升全市性品牌。"),
        Good("统筹各街道、镇和街道办事处力量，健全全区养老服务网络。"),
        Good("加强街道政府购买服务项目管理。", note="政府购买服务"),
        Good("加强与周边区县的协作。"),
        Good("各区域服务中心、各功能区要加强管理。"),
        Good("按照市委、市政府要求，配合各区政府做好跨区服务。"),
        Good(
            "临清市养老服务规划\n\n一、总体要求\n健全全市养老服务网络，推进我市养老服务发展。\n",
            whole=True,
            note="县级市的“全市”就是本级",
        ),
        Good(
            "合肥市养老服务规划\n\n一、总体要求\n到2030年，养老服务质量走在全省前列，纳入全省统一平台。\n"
            "落实全省养老服务布局，服务全省发展大局。建设全省重要的康养中心。\n",
            whole=True,
            note="市的规划里的全省",
        ),
        Good(
            "南浦区养老服务规划\n\n一、发展基础\n全市进入高质量发展新阶段，助餐点数量居全市首位。\n\n二、主要任务\n扩大供给。\n",
            whole=True,
            note="背景说的是上级",
        ),
        Good("安徽省养老服务规划\n\n一、总体要求\n支持合肥市健全全市养老服务网络。\n", whole=True),
        Good("到2030年，全市床位数居全国前列，我区床位数达到500张。", note="分得清市和区"),
    )
    bad = (
        Bad("健全〔[全市]〕养老服务网络，扩大服务供给。"),
        Bad("提升〔[区县]〕养老服务能力。"),
        Bad("〔[各区县]〕要制定年度计划，落实工作责任。"),
        Bad("〔[各区]〕人民政府要加强领导，落实工作责任。"),
        Bad("纳入〔[区、街道政府]〕公共服务事项清单。"),
        Bad("推动〔[我县]〕养老服务高质量发展。\n不断完善我县服务网络。"),
        Bad("到2030年，〔[全市]〕建成助餐点300个。"),
        Bad("到2030年，〔[全市]〕应急救助体系更加完善，中心城区救助站实现全覆盖。"),
        Bad(
            "南浦区养老服务规划\n\n一、发展基础\n〔[全市]〕累计建成助餐点120个。\n\n二、主要任务\n扩大服务供给。\n",
            whole=True,
            note="回顾本级做了什么",
        ),
        Bad("坚持以人为本，到2030年，〔[全市]〕养老床位突破5000张。"),
        Bad("优化〔[全市]〕助餐线路22条，配合做好服务衔接。"),
        Bad("〔[各区]〕、各部门要细化分解任务，明确责任分工。"),
        Bad(
            "合肥市养老服务规划\n\n一、总体要求\n到2030年，〔[全省]〕助餐网络基本建成。\n健全全省服务体系。\n",
            whole=True,
        ),
        Bad("安徽省养老服务规划\n\n一、总体要求\n健全〔[全市]〕养老服务网络。\n", whole=True),
        Bad("柳溪镇人民政府养老服务规划\n\n一、总体要求\n健全〔[全县]〕服务网络。\n", whole=True),
        Bad("按照有关部署要求，结合〔[我市]〕实际，制定本规划。"),
        Bad("〔[全市]〕各级各部门要压实责任，抓好落实。"),
    )

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Gather the uses of every wording; report each wording once, at its first place."""
        groups: dict[tuple[str, str], list[LevelUse]] = defaultdict(list)
        for use in wrong_level_uses(ctx):
            groups[use.found, use.text.zh].append(use)
        for uses in groups.values():
            yield self._one(uses, ctx.draft.region)

    def _one(self, uses: list[LevelUse], region: Region) -> Finding:
        first, *rest = uses
        repair = None
        if first.right:
            changes = tuple(Change(u.span, u.right) for u in uses)
            words = Text(f"改为“{first.right}”", f"write {first.right!r}")
            repair = Repair(changes, words, safe=False)
        return self.report(
            first.span,
            *(Also(u.span, Text("同一写法", "the same wording")) for u in rest),
            text=first.text,
            repair=repair,
            found=first.found,
            place=region.name,
            right=first.right,
            times=_times(len(uses)),
            key=f"{first.found}\0{first.text.zh}",
        )


def _times(count: int) -> Text:
    return Text(f"（共 {count} 处）", f" ({count} times)") if count > 1 else Text("", "")
