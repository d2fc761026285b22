"""Tasks in other forms: flat chapters of long paragraphs, a parent of all fields, short drafts."""

import planlint
from planlint.config import Config

PARENT = """东陵省“十五五”应急管理规划

一、主要任务
（一）矿山安全。推进煤矿智能化改造，整治尾矿库“头顶库”，关闭不具备安全生产条件的小型非煤矿山。
（二）燃气安全。更新改造老化燃气管道，推广带熄火保护装置的灶具，取缔“黑气点”，餐饮场所安装报警器。
（三）道路安全。实施农村公路平交路口“千灯万带”工程，整治客货运车辆疲劳驾驶，治理超限超载。
（四）消防安全。打通消防生命通道，建设电动自行车集中充电设施，推动小场所安装独立烟感报警器。
（五）防汛抗旱。实施中小河流治理和病险水库除险加固，建设山洪灾害预警“叫应”机制，储备抗旱水源。
（六）地质灾害。开展隐患点专业监测，实施受威胁群众避险搬迁，落实群测群防员补助。
（七）森林防火。建设林火视频监控和防火阻隔带，组建专业扑火队，严格野外火源管控。
（八）救援队伍。每个县组建综合救援队，支持蓝天救援等社会组织规范发展，配备救援装备。
"""
FLAT = """望川市应急管理实施方案

一、防控安全风险

矿山方面，年产60万吨以上煤矿建成智能化采掘工作面，完成5座“头顶库”治理，有序退出小型采石场。\
燃气方面，改造使用20年以上的老化管道，为农村家庭更换带熄火保护的灶具，严打“黑气点”，餐饮场所报警器应装尽装。\
道路方面，在320个农村平交路口安装警示灯和减速带，对客货车辆疲劳驾驶动态监控，健全源头治超制度。\
消防方面，清理占用消防通道行为，新增电动自行车充电端口5万个，推动小餐饮、小旅馆加装独立式烟感。

二、防治自然灾害

完成6条中小河流治理，对14座小型病险水库除险加固，汛期实行县包乡、乡包村的“叫应”责任制，新建抗旱水源井60眼。\
对86处地质灾害隐患点安装监测设备，分批搬迁受威胁群众1200户，按标准发放群测群防员补助。\
新建林火视频监控塔20座、防火阻隔带150公里，市级专业扑火队扩充到100人，防火期严禁野外用火。

三、建强救援力量

每个县依托消防站组建50人以上的综合救援队，出台社会救援力量管理办法，对蓝天救援队给予装备补助。
"""
SENTENCES = {
    "矿山安全": "矿山方面", "燃气安全": "燃气方面", "道路安全": "道路方面", "消防安全": "消防方面",
    "防汛抗旱": "完成6条", "地质灾害": "对86处", "森林防火": "新建林火",
}  # fmt: skip

ALL_FIELDS = """沧平市国民经济和社会发展第十五个五年规划纲要

第一篇 现代产业
第一章 传统产业
推动钢铁、水泥行业超低排放改造，支持纺织企业智能化技改，建设绿色铸造产业园。
第二章 新兴产业
发展新能源电池、生物制造、高端装备，建设氢能示范走廊。
第二篇 乡村振兴
第一章 粮食安全
建设高标准农田60万亩，实施种业振兴行动，推广玉米单产提升技术。
第二章 富民产业
发展食用菌、中药材种植，建设冷链仓储，培育家庭农场。
第三篇 文化
第一章 公共文化服务
建设城市书房和乡镇综合文化站，推进图书馆、文化馆总分馆制，开展送戏下乡。
第二章 文化遗产
加强沧河古城、石窟寺保护利用，扶持非遗代表性传承人，建设考古遗址公园。
第三章 文旅融合
打造沧河画廊、太行天路旅游线路，发展民宿、研学、康养旅游。
第四篇 生态环境
第一章 蓝天保卫战
推进散煤替代，淘汰国三柴油货车，实施重点行业深度治理。
第二章 水环境治理
实施沧河流域水生态修复，完成城市黑臭水体整治，建设再生水利用工程。
第五篇 民生福祉
第一章 就业
开展职业技能培训，支持高校毕业生、农民工就业创业，建设零工市场。
第二章 养老
发展社区养老、医养结合，建设普惠托育机构。
"""
CULTURE = """砚台县“十五五”文化旅游发展规划

一、公共文化
建成县文化馆新馆，布局城市书房8个，乡镇综合文化站达到二级以上标准，图书馆、文化馆设立分馆，年均送戏下乡200场。

二、文化遗产
推进千佛崖石窟加固，修缮砚台古城墙，对非遗代表性传承人每年给予补助，配合建设考古遗址公园。

三、旅游
推出沧河画廊、太行天路三日游线路，发展精品民宿100家，建设研学基地5个，打造温泉康养小镇。

四、生态
修复沧河砚台段水生态，完成3处黑臭水体整治，建成再生水厂1座，完成散煤替代，淘汰国三排放标准柴油货车300辆。

五、就业
每年组织职业技能培训2000人次，支持高校毕业生和农民工创业，新建零工市场1处。
"""


def verdicts(draft: str, parent: str) -> dict[str, str]:
    pairs = planlint.compare(planlint.parse_text(draft), [planlint.parse_text(parent)]).tasks
    return {p.task.title: p.verdict for p in pairs}


def reported(draft: str, parent: str) -> list[tuple[str, str]]:
    found = planlint.lint(
        planlint.parse_text(draft),
        parents=[planlint.parse_text(parent)],
        config=Config(select=("TSK001",)),
    )
    return [(d.severity.value, d.message) for d in found]


def warned(draft: str, parent: str) -> list[str]:
    return [message for severity, message in reported(draft, parent) if severity == "warning"]


def test_each_sentence_of_a_long_paragraph_may_answer_a_task() -> None:
    found = verdicts(FLAT, PARENT)
    assert sum(v == "covered" for v in found.values()) >= 7
    assert warned(FLAT, PARENT) == []


def test_a_sentence_taken_out_of_a_long_paragraph_is_missing_and_no_other() -> None:
    for title, opening in SENTENCES.items():
        start = FLAT.index(opening)
        draft = FLAT[:start] + FLAT[FLAT.index("。", start) + 1 :]
        assert verdicts(draft, PARENT)[title] == "missing"
        (message,) = warned(draft, PARENT)
        assert title in message


def test_a_parent_of_all_fields_is_judged_by_the_chapters_that_the_draft_answers() -> None:
    found = verdicts(CULTURE, ALL_FIELDS)
    assert [found[t] for t in ("公共文化服务", "文化遗产", "文旅融合")] == ["covered"] * 3
    assert {found[t] for t in ("传统产业", "新兴产业", "粮食安全", "富民产业")} == {"unknown"}
    assert warned(CULTURE, ALL_FIELDS) == []


def test_a_gap_in_the_draft_s_own_field_is_a_doubt_against_a_parent_of_all_fields() -> None:
    draft = CULTURE.replace(CULTURE[CULTURE.index("二、文") : CULTURE.index("三、旅")], "")
    assert not any("文化遗产" in message for _, message in reported(CULTURE, ALL_FIELDS))
    found = reported(draft, ALL_FIELDS)
    assert any(severity == "info" and "文化遗产" in message for severity, message in found)
