"""Who issues a plan: the place, its level and the places above it, read from titles."""

import datetime as dt

import pytest

import planlint
from planlint.semantics.region import Region, find_region

TITLES = {
    "临清市残疾人事业发展“十四五”规划": "临清市 county-level-city 聊城市/山东省",
    "津南区“十四五”规划": "津南区 district 天津市",
    "天津市津南区养老服务规划": "津南区 district 天津市",
    "浦东新区养老服务规划": "浦东新区 district 上海市",
    "南京市鼓楼区养老服务规划": "鼓楼区 district 南京市/江苏省",
    "鼓楼区养老服务规划": "鼓楼区 district ",
    "仙桃市养老服务规划": "仙桃市 county-level-city 湖北省",
    "石河子市养老服务规划": "石河子市 county-level-city 新疆维吾尔自治区",
    "吉林市养老服务规划": "吉林市 prefecture 吉林省",
    "广西壮族自治区养老服务规划": "广西壮族自治区 province ",
    "大兴安岭地区养老服务规划": "大兴安岭地区 prefecture 黑龙江省",
    "锡林郭勒盟养老服务规划": "锡林郭勒盟 prefecture 内蒙古自治区",
    "阿拉善左旗养老服务规划": "阿拉善左旗 county 阿拉善盟/内蒙古自治区",
    "鄂伦春自治旗养老服务规划": "鄂伦春自治旗 county 呼伦贝尔市/内蒙古自治区",
    "景宁畲族自治县养老服务规划": "景宁畲族自治县 county 丽水市/浙江省",
    "延边朝鲜族自治州养老服务规划": "延边朝鲜族自治州 prefecture 吉林省",
    "凉山州养老服务规划": "凉山彝族自治州 prefecture 四川省",
    "甘孜州康定市养老服务规划": "康定市 county-level-city 甘孜藏族自治州/四川省",
    "徐汇区漕河泾街道养老服务规划": "漕河泾街道 town 徐汇区/上海市",
    "东莞市虎门镇养老服务规划": "虎门镇 town 东莞市/广东省",
    # The corps: like a province; a division and its city are one.
    "新疆生产建设兵团养老服务规划": "新疆生产建设兵团 province ",
    "新疆生产建设兵团第八师石河子市养老服务规划": "第八师石河子市 prefecture 新疆生产建设兵团",
    "第八师石河子市养老服务规划": "第八师石河子市 prefecture 新疆生产建设兵团",
    # Zones.
    "合肥经开区养老服务规划": "合肥经开区 district 合肥市/安徽省",
    "天津经济技术开发区“十四五”规划": "天津经济技术开发区 district 天津市",
    "苏州工业园区养老服务规划": "苏州工业园区 district 苏州市/江苏省",
    "重庆两江新区养老服务规划": "两江新区 district 重庆市",
    "河北雄安新区规划纲要": "雄安新区 district 河北省",
    "青岛高新技术产业开发区发展规划": "青岛高新技术产业开发区 district 青岛市/山东省",
    # Invented places are read by their last character.
    "南浦区“十五五”养老服务发展规划": "南浦区 district ",
    "云州市南浦区养老服务规划": "南浦区 district 云州市",
    "南浦县柳溪乡养老服务规划": "柳溪乡 town 南浦县",
    "柳溪镇“十五五”养老服务规划": "柳溪镇 town ",
    "云州市高新区养老服务规划": "高新区 district 云州市",
    "云州经济技术开发区养老服务规划": "云州经济技术开发区 district ",
    "云岭彝族自治县养老服务规划": "云岭彝族自治县 county ",
    "江岭省养老服务规划": "江岭省 province ",
    # Words that only look like places.
    "城市养老服务规划": "  ", "社区养老服务规划": "  ", "农村地区养老服务规划": "  ",
    "支持高新区高质量发展若干措施": "  ", "关于促进开发区改革创新的意见": "  ",
    "美丽乡村建设规划": "  ", "特色小镇“十五五”规划": "  ", "新区养老服务规划": "  ",
    "国家高新区发展规划": "  ", "城乡社区服务体系建设规划": "  ",
}  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
def test_level_and_parents_of_a_title(title: str) -> None:
    region = find_region([title], "", title)
    assert f"{region.name} {region.level} {'/'.join(region.parents)}" == TITLES[title]


def test_a_name_that_many_cities_have_is_told_by_the_text() -> None:
    region = find_region(["鼓楼区养老服务规划"], "", "按照福州市的部署，制定本规划。")
    assert region.parents == ("福州市", "福建省")


def test_what_the_front_matter_says_completes_an_invented_place() -> None:
    text = "---\nplanlint:\n  region: {name: 南浦区, parents: [云州市]}\n---\n\n南浦区养老规划\n\n一、目标\n做好。\n"
    plan = planlint.parse_text(text, filename="draft.md")
    assert plan.region == Region("南浦区", "district", ("云州市",))


SIGNED = "关于加快建设人才强市的若干措施\n\n一、主要任务\n\n健全体系。（责任单位：省民政厅）\n\n{}\n2026年6月12日\n"


@pytest.mark.parametrize(
    "after", ["", "\n附件\n\n重点任务分工表\n\n序号\t任务\t责任单位\n" + "1\t助餐\t市民政局\n" * 60]
)
def test_a_signature_at_the_end_names_the_place_that_the_title_does_not(after: str) -> None:
    plan = planlint.parse_text(SIGNED.format("合肥市人民政府") + after)
    assert (plan.issuer, plan.date) == ("合肥市人民政府", dt.date(2026, 6, 12))
    assert (plan.region.name, plan.region.level) == ("合肥市", "prefecture")
    assert "DEP002" in [d.code for d in planlint.lint(plan)]
