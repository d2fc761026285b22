"""Indicator tables of many layouts: what each row says, and where each of its cells stands."""

import pytest

import planlint
from planlint.readers import Span
from planlint.semantics.indicator import Indicator
from planlint.semantics.plan import Plan
from planlint.semantics.quantity import Quantity, plain

FRAME = (
    "云州市“十五五”养老服务发展规划\n\n一、发展目标\n\n服务体系更加健全。\n\n"
    "{}\n\n二、主要任务\n\n完善社区照护。\n"
)

# A table, and its rows as "table.number category | name of whole | unit | baseline | target |
# change | attribute": each with its printed cell in «», _ where there is none.
TABLES: dict[str, tuple[str, list[str]]] = {
    "national_style": (
        (
            "| 类别 | 指标 | 2025年 | 2030年 | 年均/累计 | 属性 |\n"
            "|---|---|---|---|---|---|\n"
            "| 经济发展 | 1.服务业增加值增长（%） | 6.1 | — | 与GDP同步 | 预期性 |\n"
            "| | 2.劳动生产率（万元/人） | 18 | >20 | 5.5 | 预期性 |\n"
            "| 绿色生态 | 3.单位GDP能源消耗降低（%） | — | — | 〔13.5〕 | 约束性 |\n"
            "| | 4.森林覆盖率（%） | 23.2* | 24.1 | — | 约束性 |\n"
            "注：①〔〕内为五年累计数。"
        ),
        [
            "0.1 经济发展 | 服务业增加值增长 «1.服务业增加值增长（%）» | % «%» | number =6.1% «6.1» | sync  «与GDP同步» | _ | expected «预期性»",
            "0.2 经济发展 | 劳动生产率 «2.劳动生产率（万元/人）» | 万元/人 «万元/人» | number =180000元/人 «18» | number >200000元/人 «>20» | change =5.5% yearly «5.5» | expected «预期性»",
            "0.3 绿色生态 | 单位GDP能源消耗降低 «3.单位GDP能源消耗降低（%）» | % «%» | _ | cumulative =13.5% «〔13.5〕» | _ | binding «约束性»",
            "0.4 绿色生态 | 森林覆盖率 «4.森林覆盖率（%）» | % «%» | number =23.2% «23.2» | number =24.1% «24.1» | _ | binding «约束性»",
        ],
    ),
    "html_with_thead_and_merged_cells": (
        (
            "<table>\n"
            '<thead><tr><th rowspan="2">类别</th><th rowspan="2">指标</th><th rowspan="2">单位</th><th colspan="2">年份</th><th rowspan="2">属性</th></tr>\n'
            "<tr><th>2025年</th><th>2030年</th></tr></thead>\n"
            '<tbody><tr><td rowspan="2">服务<br/>供给</td><td>护理型床位占比</td><td>%</td><td>60</td><td>&ge;73</td><td>约束性</td></tr>\n'
            "<tr><td>助餐点数量</td><td>个</td><td>100</td><td>300</td><td>预期性</td></tr>\n"
            '<tr><td colspan="6">二、服务质量</td></tr>\n'
            "<tr><td>人才</td><td><p>持证<b>护理员</b></p></td><td>万人</td><td>2</td><td>3</td><td>预期性</td></tr></tbody>\n"
            "</table>"
        ),
        [
            "0.0 服务供给 | 护理型床位占比 «护理型床位占比» | % «%» | number =60% «60» | number ≥73% «&ge;73» | _ | binding «约束性»",
            "0.0 服务供给 | 助餐点数量 «助餐点数量» | 个 «个» | number =100个 «100» | number =300个 «300» | _ | expected «预期性»",
            "0.0 人才 | 持证护理员 «持证<b>护理员» | 万人 «万人» | number =20000人 «2» | number =30000人 «3» | _ | expected «预期性»",
        ],
    ),
    "tabs_with_empty_merged_cells": (
        (
            "类别\t指标\t单位\t2025年\t2030年\t属性\n"
            "服务供给\t护理型床位占比\t%\t60\t73\t约束性\n"
            "\t助餐点数量\t个\t100\t300\t预期性\n"
            "服务质量\t签约合作率\t%\t80\t100\t预期性"
        ),
        [
            "0.0 服务供给 | 护理型床位占比 «护理型床位占比» | % «%» | number =60% «60» | number =73% «73» | _ | binding «约束性»",
            "0.0 服务供给 | 助餐点数量 «助餐点数量» | 个 «个» | number =100个 «100» | number =300个 «300» | _ | expected «预期性»",
            "0.0 服务质量 | 签约合作率 «签约合作率» | % «%» | number =80% «80» | number =100% «100» | _ | expected «预期性»",
        ],
    ),
    "tabs_without_merged_cells": (
        (
            "类别\t指标\t单位\t2025年\t2030年\t属性\n"
            "服务供给\t护理型床位占比\t%\t60\t73\t约束性\n"
            "助餐点数量\t个\t100\t300\t预期性\n"
            "服务质量\t签约合作率\t%\t80\t100\t预期性"
        ),
        [
            "0.0 服务供给 | 护理型床位占比 «护理型床位占比» | % «%» | number =60% «60» | number =73% «73» | _ | binding «约束性»",
            "0.0 服务供给 | 助餐点数量 «助餐点数量» | 个 «个» | number =100个 «100» | number =300个 «300» | _ | expected «预期性»",
            "0.0 服务质量 | 签约合作率 «签约合作率» | % «%» | number =80% «80» | number =100% «100» | _ | expected «预期性»",
        ],
    ),
    "columns_of_spaces": (
        (
            "序号    指  标              单位   2025年   2030年   属性\n"
            "1     护理型床位占比         %     60      73     约束性\n"
            "2     助餐点数量            个     100     300    预期性"
        ),
        [
            "0.1 _ | 护理型床位占比 «护理型床位占比» | % «%» | number =60% «60» | number =73% «73» | _ | binding «约束性»",
            "0.2 _ | 助餐点数量 «助餐点数量» | 个 «个» | number =100个 «100» | number =300个 «300» | _ | expected «预期性»",
        ],
    ),
    "columns_of_wide_spaces": (
        (
            "指\u3000\u3000标\u3000\u3000\u3000\u3000单位\u3000\u30002025年\u3000\u30002030年\u3000\u3000属性\n"
            "护理型床位占比\u3000\u3000%\u3000\u300060\u3000\u300073\u3000\u3000约束性\n"
            "助餐点数量\u3000\u3000个\u3000\u3000100\u3000\u3000300\u3000\u3000预期性"
        ),
        [
            "0.0 _ | 护理型床位占比 «护理型床位占比» | % «%» | number =60% «60» | number =73% «73» | _ | binding «约束性»",
            "0.0 _ | 助餐点数量 «助餐点数量» | 个 «个» | number =100个 «100» | number =300个 «300» | _ | expected «预期性»",
        ],
    ),
    "unit_in_the_caption": (
        (
            "主要指标（单位：%）\n"
            "| 指标 | 2025年 | 2030年 | 属性 |\n"
            "|---|---|---|---|\n"
            "| 护理型床位占比 | 60 | 73 | 约束性 |\n"
            "| 助餐覆盖率 | 50 | 80 | 预期性 |"
        ),
        [
            "0.0 _ | 护理型床位占比 «护理型床位占比» | % «%» | number =60% «60» | number =73% «73» | _ | binding «约束性»",
            "0.0 _ | 助餐覆盖率 «助餐覆盖率» | % «%» | number =50% «50» | number =80% «80» | _ | expected «预期性»",
        ],
    ),
    "unit_above_the_table": (
        (
            "单位：%\n"
            "| 指标 | 2025年 | 2030年 | 属性 |\n"
            "|---|---|---|---|\n"
            "| 护理型床位占比 | 60 | 73 | 约束性 |\n"
            "| 助餐覆盖率 | 50 | 80 | 预期性 |"
        ),
        [
            "0.0 _ | 护理型床位占比 «护理型床位占比» | % «%» | number =60% «60» | number =73% «73» | _ | binding «约束性»",
            "0.0 _ | 助餐覆盖率 «助餐覆盖率» | % «%» | number =50% «50» | number =80% «80» | _ | expected «预期性»",
        ],
    ),
    "header_again_on_the_next_page": (
        (
            "序号\t指标\t2025年\t2030年\t属性\n"
            "1\t护理型床位占比（%）\t60\t73\t约束性\n"
            "2\t助餐点数量（个）\t100\t300\t预期性\n"
            "\n"
            "— 6 —\n"
            "\n"
            "序号\t指标\t2025年\t2030年\t属性\n"
            "3\t签约合作率（%）\t80\t100\t预期性"
        ),
        [
            "0.1 _ | 护理型床位占比 «护理型床位占比（%）» | % «%» | number =60% «60» | number =73% «73» | _ | binding «约束性»",
            "0.2 _ | 助餐点数量 «助餐点数量（个）» | 个 «个» | number =100个 «100» | number =300个 «300» | _ | expected «预期性»",
            "0.3 _ | 签约合作率 «签约合作率（%）» | % «%» | number =80% «80» | number =100% «100» | _ | expected «预期性»",
        ],
    ),
    "name_over_two_rows": (
        (
            "| 序号 | 指标 | 2025年 | 2030年 | 属性 |\n"
            "|---|---|---|---|---|\n"
            "| 1 | 经济困难失能老年人 | 60 | 73 | 约束性 |\n"
            "|  | 照护补贴覆盖率（%） |  |  |  |\n"
            "| 2 | 助餐点数量（个） | 100 | 300 | 预期性 |"
        ),
        [
            "0.1 _ | 经济困难失能老年人照护补贴覆盖率 «经济困难失能老年人» | % «%» | number =60% «60» | number =73% «73» | _ | binding «约束性»",
            "0.2 _ | 助餐点数量 «助餐点数量（个）» | 个 «个» | number =100个 «100» | number =300个 «300» | _ | expected «预期性»",
        ],
    ),
    "parts_of_rows": (
        (
            "| 指标 | 单位 | 2025年 | 2030年 | 属性 |\n"
            "|---|---|---|---|---|\n"
            "| 平均预期寿命 | 岁 | 79 | 80 | 预期性 |\n"
            "| 其中：女性 | 岁 | 82 | 83 | 预期性 |\n"
            "| 护理员数量 | 人 | 100 | 200 | 预期性 |\n"
            "| 其中：女性 | 人 | 80 | 150 | 预期性 |"
        ),
        [
            "0.0 _ | 平均预期寿命 «平均预期寿命» | 岁 «岁» | number =79岁 «79» | number =80岁 «80» | _ | expected «预期性»",
            "0.0 _ | 其中：女性 «其中：女性» of 平均预期寿命 | 岁 «岁» | number =82岁 «82» | number =83岁 «83» | _ | expected «预期性»",
            "0.0 _ | 护理员数量 «护理员数量» | 人 «人» | number =100人 «100» | number =200人 «200» | _ | expected «预期性»",
            "0.0 _ | 其中：女性 «其中：女性» of 护理员数量 | 人 «人» | number =80人 «80» | number =150人 «150» | _ | expected «预期性»",
        ],
    ),
    "titles_between_rows": (
        (
            "| 指标 | 单位 | 2025年 | 2030年 | 属性 |\n"
            "|---|---|---|---|---|\n"
            "| 一、服务供给 | | | | |\n"
            "| 护理型床位占比 | % | 60 | 73 | 约束性 |\n"
            "| 二、服务质量 | 二、服务质量 | 二、服务质量 | 二、服务质量 | 二、服务质量 |\n"
            "| 签约合作率 | % | 80 | 100 | 预期性 |"
        ),
        [
            "0.0 服务供给 | 护理型床位占比 «护理型床位占比» | % «%» | number =60% «60» | number =73% «73» | _ | binding «约束性»",
            "0.0 服务质量 | 签约合作率 «签约合作率» | % «%» | number =80% «80» | number =100% «100» | _ | expected «预期性»",
        ],
    ),
    "cells_on_lines_with_blanks": (
        (
            "序号\n"
            "\n"
            "指\u3000\u3000标\n"
            "\n"
            "预期值\n"
            "\n"
            "属性\n"
            "\n"
            "1\n"
            "\n"
            "老年人跌倒发生率\n"
            "\n"
            "下降15%\n"
            "\n"
            "约束性\n"
            "\n"
            "2\n"
            "\n"
            "助餐点数量\n"
            "\n"
            "300个\n"
            "\n"
            "预期性"
        ),
        [
            "0.1 _ | 老年人跌倒发生率 «老年人跌倒发生率» | % | _ | change =15% «下降15%» | _ | binding «约束性»",
            "0.2 _ | 助餐点数量 «助餐点数量» | 个 | _ | number =300个 «300个» | _ | expected «预期性»",
        ],
    ),
    "cells_on_lines_with_categories": (
        (
            "类别\n"
            "指标\n"
            "单位\n"
            "2025年\n"
            "2030年\n"
            "属性\n"
            "服务供给\n"
            "护理型床位占比\n"
            "%\n"
            "60\n"
            "73\n"
            "约束性\n"
            "助餐点数量\n"
            "个\n"
            "100\n"
            "300\n"
            "预期性\n"
            "服务质量\n"
            "签约合作率\n"
            "%\n"
            "80\n"
            "100\n"
            "预期性"
        ),
        [
            "0.0 服务供给 | 护理型床位占比 «护理型床位占比» | % «%» | number =60% «60» | number =73% «73» | _ | binding «约束性»",
            "0.0 服务供给 | 助餐点数量 «助餐点数量» | 个 «个» | number =100个 «100» | number =300个 «300» | _ | expected «预期性»",
            "0.0 服务质量 | 签约合作率 «签约合作率» | % «%» | number =80% «80» | number =100% «100» | _ | expected «预期性»",
        ],
    ),
    "header_over_two_rows": (
        (
            "| 类别 | 指标 | 规划目标 | | 属性 |\n"
            "|---|---|---|---|---|\n"
            "| | | 2027年 | 2030年 | |\n"
            "| 服务供给 | 护理型床位占比（%） | 65 | 73 | 约束性 |"
        ),
        [
            "0.0 服务供给 | 护理型床位占比 «护理型床位占比（%）» | % «%» | _ | number =73% «73» | _ | binding «约束性»",
        ],
    ),
    "escaped_pipe_and_aligned_rule": (
        ("| 指标 | 目标值 | 属性 |\n|:---|:---:|---:|\n| 甲\\|乙类床位占比 | ≥73% | 约束性 |"),
        [
            "0.0 _ | 甲|乙类床位占比 «甲\\|乙类床位占比» | % | _ | number ≥73% «≥73%» | _ | binding «约束性»",
        ],
    ),
    "unit_in_the_value": (
        (
            "| 指标名称 | 指标属性 | 2025年基期值 | 2030年目标值 |\n"
            "|---|---|---|---|\n"
            "| 床位占比 | 【约束性】 | 60% | 73%① |"
        ),
        [
            "0.0 _ | 床位占比 «床位占比» | % | number =60% «60%» | number =73% «73%①» | _ | binding «【约束性】»",
        ],
    ),
    "only_a_yearly_change": (
        (
            "| 指标 | 2025年 | 年均增长 | 属性 |\n"
            "|---|---|---|---|\n"
            "| 服务业增加值（亿元） | 100 | 8% | 预期性 |"
        ),
        [
            "0.0 _ | 服务业增加值 «服务业增加值（亿元）» | 亿元 «亿元» | number =10000000000元 «100» | number =8% «8%» | _ | expected «预期性»",
        ],
    ),
    "spaces_with_empty_cells": (
        (
            "类别        指标              2025年   2030年    属性\n"
            "服务供给    护理型床位占比（%）     60      ≥73      约束性\n"
            "            助餐点数量（个）       100      300      预期性\n"
            "服务质量    签约合作率（%）          —      100      预期性\n"
            "            老年人满意度（%）               95       预期性"
        ),
        [
            "0.0 服务供给 | 护理型床位占比 «护理型床位占比（%）» | % «%» | number =60% «60» | number ≥73% «≥73» | _ | binding «约束性»",
            "0.0 服务供给 | 助餐点数量 «助餐点数量（个）» | 个 «个» | number =100个 «100» | number =300个 «300» | _ | expected «预期性»",
            "0.0 服务质量 | 签约合作率 «签约合作率（%）» | % «%» | _ | number =100% «100» | _ | expected «预期性»",
            "0.0 服务质量 | 老年人满意度 «老年人满意度（%）» | % «%» | _ | number =95% «95» | _ | expected «预期性»",
        ],
    ),
    "spaces_and_a_name_over_two_lines": (
        (
            "指标                    2025年   2030年    属性\n"
            "经济困难失能老年人         60      ≥73      约束性\n"
            "照护补贴覆盖率（%）\n"
            "助餐点数量（个）          100      300      预期性"
        ),
        [
            "0.0 _ | 经济困难失能老年人照护补贴覆盖率 «经济困难失能老年人» | % «%» | number =60% «60» | number ≥73% «≥73» | _ | binding «约束性»",
            "0.0 _ | 助餐点数量 «助餐点数量（个）» | 个 «个» | number =100个 «100» | number =300个 «300» | _ | expected «预期性»",
        ],
    ),
    "tabs_and_a_name_over_two_lines": (
        (
            "序号\t指标\t2025年\t2030年\t属性\n"
            "1\t经济困难失能老年人\n"
            "照护补贴覆盖率（%）\t60\t73\t约束性\n"
            "2\t助餐点数量（个）\t100\t300\t预期性"
        ),
        [
            "0.1 _ | 经济困难失能老年人照护补贴覆盖率 «经济困难失能老年人\n照护补贴覆盖率（%）» | % «%» | number =60% «60» | number =73% «73» | _ | binding «约束性»",
            "0.2 _ | 助餐点数量 «助餐点数量（个）» | 个 «个» | number =100个 «100» | number =300个 «300» | _ | expected «预期性»",
        ],
    ),
    "a_page_number_between_rows": (
        (
            "序号\t指标\t2025年\t2030年\t属性\n"
            "1\t护理型床位占比（%）\t60\t73\t约束性\n"
            "2\t助餐点数量（个）\t100\t300\t预期性\n"
            "\n"
            "6\n"
            "\n"
            "3\t签约合作率（%）\t80\t100\t预期性"
        ),
        [
            "0.1 _ | 护理型床位占比 «护理型床位占比（%）» | % «%» | number =60% «60» | number =73% «73» | _ | binding «约束性»",
            "0.2 _ | 助餐点数量 «助餐点数量（个）» | 个 «个» | number =100个 «100» | number =300个 «300» | _ | expected «预期性»",
            "0.3 _ | 签约合作率 «签约合作率（%）» | % «%» | number =80% «80» | number =100% «100» | _ | expected «预期性»",
        ],
    ),
    "a_task_list_below": (
        (
            "| 指标 | 2025年 | 2030年 | 属性 |\n"
            "|---|---|---|---|\n"
            "| 护理型床位占比 | 60% | 73% | 约束性 |\n"
            "\n"
            "| 任务名称 | 目标 | 责任单位 | 完成时限 |\n"
            "|---|---|---|---|\n"
            "| 建设养老院 | 3所 | 区民政局 | 2027年 |\n"
            "| 建设助餐点 | 10个 | 区民政局 | 2027年 |"
        ),
        [
            "0.0 _ | 护理型床位占比 «护理型床位占比» | % | number =60% «60%» | number =73% «73%» | _ | binding «约束性»",
        ],
    ),
    "two_indicator_tables": (
        (
            "| 指标 | 2025年 | 2030年 | 属性 |\n"
            "|---|---|---|---|\n"
            "| 护理型床位占比 | 60% | 73% | 约束性 |\n"
            "\n"
            "| 序号 | 指标名称 | 单位 | 目标值 |\n"
            "|---|---|---|---|\n"
            "| 1 | 建设养老院 | 所 | 3 |\n"
            "| 2 | 建设助餐点 | 个 | 10 |"
        ),
        [
            "0.0 _ | 护理型床位占比 «护理型床位占比» | % | number =60% «60%» | number =73% «73%» | _ | binding «约束性»",
            "1.1 _ | 建设养老院 «建设养老院» | 所 «所» | _ | number =3所 «3» | _ | _",
            "1.2 _ | 建设助餐点 «建设助餐点» | 个 «个» | _ | number =10个 «10» | _ | _",
        ],
    ),
    "years_named_by_plans": (
        (
            "| 指标 | “十四五”末 | “十五五”末 | 属性 |\n"
            "|---|---|---|---|\n"
            "| 护理型床位占比 | 60% | 73% | 约束性 |"
        ),
        [
            "0.0 _ | 护理型床位占比 «护理型床位占比» | % | number =60% «60%» | number =73% «73%» | _ | binding «约束性»",
        ],
    ),
    "type_as_category": (
        (
            "| 类型 | 主要指标 | 计量单位 | 2025年实际 | 2030年目标 |\n"
            "|---|---|---|---|---|\n"
            "| 服务供给 | 护理型床位占比 | % | 60 | 73 |\n"
            "| | 助餐点 | 个 | 60 | 73 |"
        ),
        [
            "0.0 服务供给 | 护理型床位占比 «护理型床位占比» | % «%» | number =60% «60» | number =73% «73» | _ | _",
            "0.0 服务供给 | 助餐点 «助餐点» | 个 «个» | number =60个 «60» | number =73个 «73» | _ | _",
        ],
    ),
    "type_as_attribute": (
        (
            "| 具体指标 | 现状值 | 规划目标 | 类型 |\n"
            "|---|---|---|---|\n"
            "| 护理型床位占比 | 60% | 73%左右 | 约束性 |"
        ),
        [
            "0.0 _ | 护理型床位占比 «护理型床位占比» | % | number =60% «60%» | number ≈73% «73%左右» | _ | binding «约束性»",
        ],
    ),
    "three_levels": (
        (
            "| 一级指标 | 二级指标 | 三级指标 | 2025年 | 2030年 |\n"
            "|---|---|---|---|---|\n"
            "| 供给 | 机构 | 护理型床位占比 | 60% | 73% |\n"
            "| | 居家 | 家庭床位 | 60张 | 73张 |"
        ),
        [
            "0.0 供给 | 护理型床位占比 «护理型床位占比» | % | number =60% «60%» | number =73% «73%» | _ | _",
            "0.0 供给 | 家庭床位 «家庭床位» | 张 | number =60张 «60张» | number =73张 «73张» | _ | _",
        ],
    ),
    "cells_on_lines_and_a_page_number": (
        (
            "序号\n"
            "指标\n"
            "2025年\n"
            "2030年\n"
            "属性\n"
            "1\n"
            "护理型床位占比（%）\n"
            "60\n"
            "73\n"
            "约束性\n"
            "— 6 —\n"
            "2\n"
            "助餐点数量（个）\n"
            "100\n"
            "300\n"
            "预期性\n"
            "注：以上为全区数据。"
        ),
        [
            "0.1 _ | 护理型床位占比 «护理型床位占比（%）» | % «%» | number =60% «60» | number =73% «73» | _ | binding «约束性»",
            "0.2 _ | 助餐点数量 «助餐点数量（个）» | 个 «个» | number =100个 «100» | number =300个 «300» | _ | expected «预期性»",
        ],
    ),
    "line_breaks_in_cells": (
        (
            "| 指标 | 2025年<br>（基期） | 2030年<br>（目标） | 属性 |\n"
            "|---|---|---|---|\n"
            "| 护理型床位<br>占比 | 60% | 73% | 约束性 |"
        ),
        [
            "0.0 _ | 护理型床位占比 «护理型床位<br>占比» | % | number =60% «60%» | number =73% «73%» | _ | binding «约束性»",
        ],
    ),
    "caption_within_the_table": (
        (
            "表1 主要指标\t\t\t单位：%\n"
            "指标\t2025年\t2030年\t属性\n"
            "护理型床位占比\t60\t73\t约束性\n"
            "助餐覆盖率\t50\t80\t预期性\n"
            "注：护理型床位占比按备案数计算。"
        ),
        [
            "0.0 _ | 护理型床位占比 «护理型床位占比» | % «%» | number =60% «60» | number =73% «73» | _ | binding «约束性»",
            "0.0 _ | 助餐覆盖率 «助餐覆盖率» | % «%» | number =50% «50» | number =80% «80» | _ | expected «预期性»",
        ],
    ),
    "cells_on_lines_with_gaps": (
        (
            "类别\n"
            "指标\n"
            "2025年\n"
            "2030年\n"
            "属性\n"
            "服务供给\n"
            "护理型床位占比\n"
            "73%\n"
            "约束性\n"
            "助餐点数量\n"
            "100个\n"
            "300个\n"
            "预期性\n"
            "家庭床位\n"
            "300张\n"
            "预期性"
        ),
        [
            "0.0 服务供给 | 护理型床位占比 «护理型床位占比» | % | _ | number =73% «73%» | _ | binding «约束性»",
            "0.0 服务供给 | 助餐点数量 «助餐点数量» | 个 | number =100个 «100个» | number =300个 «300个» | _ | expected «预期性»",
            "0.0 服务供给 | 家庭床位 «家庭床位» | 张 | _ | number =300张 «300张» | _ | expected «预期性»",
        ],
    ),
    "header_spaced_and_marks": (
        (
            "| 序\u3000号 | 指\u3000\u3000标 | 单\u3000位 | 2025年（基期） | 2030年（目标值） | 指标性质 |\n"
            "| :-: | --- | --- | --- | --- | --- |\n"
            "| 1 | **护理型床位占比**① | ％ | ６０ | ≥７３* | 约束性 |\n"
            "| 2 | 城乡居民收入比 | — | 2.1:1 | <2:1 | 预期性 |\n"
            "| 3 | 空气质量 | / | 良 | 保持稳定 | 预期性 |\n"
            "| 4 | 储备增长 | % | -0.5 | 1—2 | 预期性 |"
        ),
        [
            "0.1 _ | 护理型床位占比 «护理型床位占比**①» | % «％» | number =60% «６０» | number ≥73% «≥７３» | _ | binding «约束性»",
            "0.2 _ | 城乡居民收入比 «城乡居民收入比» | _ | number =2.1:1 «2.1:1» | number <2:1 «<2:1» | _ | expected «预期性»",
            "0.3 _ | 空气质量 «空气质量» | _ | words  «良» | words  «保持稳定» | _ | expected «预期性»",
            "0.4 _ | 储备增长 «储备增长» | % «%» | number =-0.5% «-0.5» | range =1~2% «1—2» | _ | expected «预期性»",
        ],
    ),
    "cumulative_column": (
        (
            "| 指标 | 2025年 | 2030年 | “十五五”累计 | 属性 |\n"
            "|---|---|---|---|---|\n"
            "| 护理员培训（万人次） | 1.2 | — | 〔6〕 | 预期性 |\n"
            "| 改造户数（户） | 300 | 500 | （2000） | 约束性 |"
        ),
        [
            "0.0 _ | 护理员培训 «护理员培训（万人次）» | 万人次 «万人次» | number =12000人次 «1.2» | cumulative =60000人次 «〔6〕» | _ | expected «预期性»",
            "0.0 _ | 改造户数 «改造户数（户）» | 户 «户» | number =300户 «300» | number =500户 «500» | cumulative =2000户 «（2000）» | binding «约束性»",
        ],
    ),
    "years_in_a_row": (
        (
            "| 指标 | 2025年 | 2026年 | 2027年 | 2028年 | 2029年 | 2030年 |\n"
            "|---|---|---|---|---|---|---|\n"
            "| 助餐点（个） | 10 | 12 | 14 | 16 | 18 | 20 |"
        ),
        [
            "0.0 _ | 助餐点 «助餐点（个）» | 个 «个» | number =10个 «10» | number =20个 «20» | _ | _",
        ],
    ),
    "country_below": (
        (
            "| 指标 | 2025年 | 2030年 | 属性 |\n"
            "|---|---|---|---|\n"
            "| 常住人口城镇化率（%） | 60 | 65 | 预期性 |\n"
            "| 其中：南浦区 | 70 | 75 | 预期性 |\n"
            "| 青石区 | 50 | 55 | 预期性 |\n"
            "| 老年助餐点（个） | 60 | 65 | 预期性 |"
        ),
        [
            "0.0 _ | 常住人口城镇化率 «常住人口城镇化率（%）» | % «%» | number =60% «60» | number =65% «65» | _ | expected «预期性»",
            "0.0 _ | 其中：南浦区 «其中：南浦区» of 常住人口城镇化率 | % «%» | number =70% «70» | number =75% «75» | _ | expected «预期性»",
            "0.0 _ | 青石区 «青石区» of 常住人口城镇化率 | % «%» | number =50% «50» | number =55% «55» | _ | expected «预期性»",
            "0.0 _ | 老年助餐点 «老年助餐点（个）» | 个 «个» | number =60个 «60» | number =65个 «65» | _ | expected «预期性»",
        ],
    ),
}

NO_TABLES = {
    "not_wishes": "| 项目 | 目标 |\n|---|---|\n| 助餐服务 | 明显改善 |\n| 床位 | 优良 |",
    "not_budget": (
        "| 项目 | 预算（万元） | 目标 |\n"
        "|---|---|---|\n"
        "| 养老院改造 | 300 | 年底前完工 |\n"
        "| 助餐点建设 | 200 | 覆盖各街道 |"
    ),
    "not_departments": (
        "| 指标名称 | 责任单位 | 完成时限 |\n"
        "|---|---|---|\n"
        "| 护理型床位占比 | 区民政局 | 2027年底 |\n"
        "| 助餐点 | 区民政局 | 2028年底 |"
    ),
    "not_definitions": (
        "| 指标 | 指标性质 | 指标说明 |\n"
        "|---|---|---|\n"
        "| 护理型床位占比 | 定量 | 护理型床位除以全部床位 |\n"
        "| 助餐点 | 定量 | 备案的助餐点数 |"
    ),
}
"""Tables of tasks, projects and definitions."""


def printed(plan: Plan, span: Span | None) -> str:
    return f" «{plan.source[span]}»" if span is not None else ""


def said(plan: Plan, quantity: Quantity | None) -> str:
    if quantity is None:
        return "_"
    numbers = "~".join(plain(n) for n in (quantity.value, quantity.upper) if n is not None)
    yearly = " yearly" if quantity.yearly else ""
    value = f"{quantity.comparator}{numbers}{quantity.unit}{yearly}"
    return f"{quantity.kind} {value}{printed(plan, quantity.span)}"


def row(plan: Plan, indicator: Indicator) -> str:
    whole = f" of {indicator.of}" if indicator.of else ""
    attribute = indicator.attribute + printed(plan, indicator.attribute_span)
    cells = (
        f"{indicator.table}.{indicator.number} {indicator.category or '_'}",
        f"{indicator.name}{printed(plan, indicator.span)}{whole}",
        indicator.unit + printed(plan, indicator.unit_span) or "_",
        said(plan, indicator.baseline),
        said(plan, indicator.target),
        said(plan, indicator.change),
        attribute or "_",
    )
    return " | ".join(cells)


@pytest.mark.parametrize("layout", TABLES)
def test_the_rows_of_a_table_and_where_their_cells_stand(layout: str) -> None:
    text, rows = TABLES[layout]
    plan = planlint.parse_text(FRAME.format(text))
    assert [row(plan, i) for i in plan.indicators] == rows


@pytest.mark.parametrize("layout", [n for n in TABLES if "\t" not in TABLES[n][0]])
def test_a_table_of_lines_with_other_ends_and_indents_says_the_same(layout: str) -> None:
    text, rows = TABLES[layout]
    plan = planlint.parse_text(FRAME.format(text).replace("\n", "\r\n"))
    assert [row(plan, i).replace("\r", "") for i in plan.indicators] == rows


@pytest.mark.parametrize("layout", NO_TABLES)
def test_a_table_of_other_things_has_no_indicators(layout: str) -> None:
    assert planlint.parse_text(FRAME.format(NO_TABLES[layout])).indicator_tables == ()


def test_a_row_does_not_reach_into_the_rows_that_its_category_covers() -> None:
    text, _ = TABLES["html_with_thead_and_merged_cells"]
    plan = planlint.parse_text(FRAME.format(text))
    ends = [at for i in plan.indicators for at in i.row_span]
    assert ends == sorted(ends)


def test_a_part_of_a_row_has_a_full_name() -> None:
    plan = planlint.parse_text(FRAME.format(TABLES["parts_of_rows"][0]))
    names = [i.full_name for i in plan.indicators]
    assert names == ["平均预期寿命", "平均预期寿命（女性）", "护理员数量", "护理员数量（女性）"]


def test_parts_of_two_rows_are_two_indicators() -> None:
    plan = planlint.parse_text(FRAME.format(TABLES["parts_of_rows"][0]))
    lines = TABLES["parts_of_rows"][0].split("\n")
    other = planlint.parse_text(FRAME.format("\n".join([*lines[:2], *lines[4:], *lines[2:4]])))
    pairs = planlint.compare(other, [plan]).indicators
    assert all(p.draft is not None and p.draft.full_name == p.parent.full_name for p in pairs)


def test_a_row_without_cells_says_nothing() -> None:
    head = "<tr><td>指标</td><td>2030年</td><td>属性</td></tr>"
    row = "<tr><td>探访关爱率</td><td>97%</td><td>约束性</td></tr>"
    plan = planlint.parse_text(f"一、总体要求\n\n<table>\n{head}\n<tr>\n{row}\n</table>\n")
    assert [i.name for i in plan.indicators] == ["探访关爱率"]
