"""Measure planlint against its budgets; prints a Markdown table.

    python benchmarks/run.py [--runs N]

Start-up is measured in whole processes, as a multiple of `python -c pass` in the same run:
seconds mean nothing on shared machines. See README.md beside this file.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

# --- the documents ---------------------------------------------------------------------------

SIZE = 10_000
"""Characters of the draft: 30 KB as UTF-8, a district's plan."""

SUBJECTS = (
    "各街道", "社区服务站", "养老机构", "专业社工", "志愿队伍", "签约医院", "镇村两级",
    "运营单位",
)  # fmt: skip
MANNERS = (
    "按年度计划", "依托现有设施", "结合老城更新", "面向失能老年人", "围绕居家需求",
    "采取购买服务方式",
)  # fmt: skip
ACTIONS = (
    "扩大日间照料和短期托养供给", "公开收费标准并接受家属评议", "组织入户评估和护理培训",
    "更新助浴、助餐和康复设备", "建立服务记录和回访制度", "改造无障碍通道和公共卫生间",
    "对接长期护理保险和医疗服务", "整合闲置用房开办站点",
)  # fmt: skip
RESULTS = (
    "方便老年人就近享有服务", "减轻家庭照护负担", "提高设施使用效率", "守住安全底线",
    "形成可推广的做法",
)  # fmt: skip
PLACES = (
    "滨江片区", "柳溪镇", "石桥镇", "南门街道", "北岭山区", "东湖新城", "青竹社区", "古渡口",
    "望岳街道", "临河村组", "铁路宿舍区", "大学城周边", "老码头一带", "梅园小区", "沙洲岛",
    "茶场片", "工业园区", "矿务局家属院", "花桥镇", "水库移民村", "西街老巷", "塔山脚下",
    "麦岗乡", "白鹭湖畔",
)  # fmt: skip
THINGS = (
    "护理床", "助行器", "血压计", "洗浴车", "送餐箱", "轮椅", "扶手", "呼叫器", "烟感报警器",
    "防滑垫", "康复器械", "图书角", "棋牌室", "理发椅", "雨棚", "公示栏", "服务手册",
    "培训教材", "评估量表", "健康档案", "用药提醒盒", "志愿者名册", "接送车辆", "应急电源",
    "消毒柜", "配餐间", "阳光厨房", "缝补摊点", "法律咨询台", "心理辅导室",
)  # fmt: skip
KINDS = (
    "便携式", "可租借的", "统一采购的", "经过检测的", "适合山区使用的", "带定位功能的",
    "低位安装的", "夜间可用的", "社区共有的", "由企业捐赠的", "按月更换的", "分楼栋摆放的",
    "语音控制的", "折叠式", "免费开放的", "双语标识的",
)  # fmt: skip
TASKS = (
    "社区助餐服务", "家庭养老床位", "认知障碍照护", "农村互助养老", "护理人才培养",
    "智慧养老应用", "安全监管",
)  # fmt: skip
OFFICES = (
    "财政局", "卫生健康局", "医保局", "住房城乡建设局", "市场监管局", "残联", "农业农村局",
    "教育局",
)  # fmt: skip
INDICATORS = (
    ("养老机构护理型床位占比", "%", 62, 73), ("新建住宅小区配套养老服务设施达标率", "%", 98, 100),
    ("街道（镇）综合养老服务中心覆盖率", "%", 71, 100), ("特殊困难老年人探访关爱率", "%", 96, 100),
    ("特殊困难老年人家庭适老化改造户数", "户", 920, 1500), ("社区老年助餐点数量", "个", 42, 70),
    ("每千名老年人拥有家庭养老床位", "张", 21, 50), ("每千名老年人配备社会工作者", "人", 10, 15),
    ("养老护理人员职业技能培训人次", "人次", 1580, 2400),
    ("养老机构入住老年人跌倒发生率", "%", 46, 30),
)  # fmt: skip
CITY = "云州市“十五五”养老服务发展规划"
DISTRICT = "南浦区“十五五”养老服务发展规划"
HAN = "一二三四五六七八九"


def sentence(dice: random.Random) -> str:
    """A sentence of running text; hardly two of a plan are alike."""
    manner, action, result = (dice.choice(words) for words in (MANNERS, ACTIONS, RESULTS))
    things = [dice.choice(KINDS) + thing for thing in dice.sample(THINGS, 3)]
    return (
        f"{dice.choice(SUBJECTS)}{manner}，在{dice.choice(PLACES)}{action}，为老年人添置{things[0]}、"
        f"{things[1]}和{things[2]}，到{dice.randint(2027, 2030)}年{result}。"
    )


def task(dice: random.Random, number: int, level: str) -> str:
    """A numbered task with its responsibility clause."""
    body = "".join(sentence(dice) for _ in range(3))
    names = "、".join(level + o for o in dice.sample(OFFICES, 3))
    clause = f"（牵头单位：{level}民政局；参与单位：{names}）"
    title = f"推进{dice.choice(PLACES)}{dice.choice(TASKS)}和{dice.choice(THINGS)}配置"
    return f"{number}. {title}。{body}{clause}"


def table(weaker: int) -> str:
    """The indicator table; the first target is weaker by so much."""
    rows = ["| 序号 | 指标 | 单位 | 2025年 | 2030年 | 属性 |", "|---|---|---|---|---|---|"]
    for at, (name, unit, base, goal) in enumerate(INDICATORS, 1):
        kind = "约束性" if at % 3 else "预期性"
        rows.append(f"| {at} | {name} | {unit} | {base} | {goal - weaker * (at == 1)} | {kind} |")
    return "\n".join(rows)


def plan(title: str, basis: str, level: str, seed: int, size: int = SIZE) -> str:
    """A plan of a number of characters; a seed gives the same text in every run and version."""
    dice = random.Random(seed)
    blocks = [
        title,
        f"为健全养老服务体系，{basis}制定本规划。规划期为2026—2030年。",
        "一、总体要求",
    ]
    blocks += [sentence(dice), "二、主要目标", sentence(dice), table(int(level == "区"))]
    blocks += ["注：各项指标逐年评估。", "三、主要任务"]
    for number in itertools.count():
        if sum(map(len, blocks)) + 2 * len(blocks) > size - 120:
            break
        if number % 5 == 0:
            about = f"{dice.choice(PLACES)}{dice.choice(TASKS)}"
            blocks.append(f"（{han(number // 5 + 1)}）完善{about}体系")
        blocks.append(task(dice, number % 5 + 1, level))
    blocks += ["四、保障措施", "加强组织领导，压实工作责任，定期开展评估。"]
    return "\n\n".join(blocks) + "\n"


def han(number: int) -> str:
    """A number below 1000 as headings print it."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = f"{HAN[hundreds - 1]}百" if hundreds else ""
    if tens:
        head += HAN[tens - 1] * (tens > 1 or hundreds > 0) + "十"
    elif hundreds and ones:
        head += "零"
    return head + (HAN[ones - 1] if ones else "")


def draft(seed: int = 1, size: int = SIZE) -> str:
    """The district's plan."""
    return plan(DISTRICT, f"依据《{CITY}》，", "区", seed, size)


def parent(size: int = SIZE) -> str:
    """The city's plan above it."""
    return plan(CITY, "", "市", 0, size)


# --- whole processes -------------------------------------------------------------------------

RUN = "import sys; from planlint.__main__ import program; sys.exit(program())"
"""What the installed command runs."""


class Case(NamedTuple):
    """A process to time; `budget` is in multiples of an empty run, 0 where there is none."""

    name: str
    words: tuple[str, ...]
    folder: Path
    budget: float = 0.0
    over: str = ""  # the budget is this case's ratio and 1


def cases(home: Path) -> list[Case]:
    """The processes to time; each has its own folder, so that no cache is shared."""
    plain, configured = home / "plain", home / "configured"
    alone = ("-c", RUN, "draft.md", "--fail-on", "never")
    pair = (*alone, "--parent", "parent.md")
    larger = ("-c", RUN, "draft50.md", "--parent", "parent60.md", "--fail-on", "never")
    return [
        Case("`python -c pass`", ("-c", "pass"), plain),
        Case("`import planlint`", ("-c", "import planlint"), plain),
        Case("draft alone", (*alone, "--no-cache"), plain, 8),
        Case("draft and parent", (*pair, "--no-cache"), plain, 13),
        Case("50 KB and a parent of 60 KB", (*larger, "--no-cache"), plain, 13),
        Case("draft alone again", alone, plain, 1.5),
        Case("draft and parent again", pair, plain, 1.5),
        Case("draft with configuration", (*alone, "--no-cache"), configured, over="draft alone"),
        Case("draft as json", (*alone, "--no-cache", "--output-format", "json"), plain,
             over="draft alone"),
        Case("draft with front matter", ("-c", RUN, "front.md", "--fail-on", "never",
             "--no-cache"), plain),
    ]  # fmt: skip


def prepare(home: Path) -> None:
    """Write the documents and the configuration."""
    texts = {"draft.md": draft(), "parent.md": parent()}
    texts |= {"draft50.md": draft(size=5 * SIZE // 3), "parent60.md": parent(2 * SIZE)}
    texts["front.md"] = "---\nplanlint:\n  date: 2026-09-15\n---\n\n" + draft()
    for name in ("plain", "configured"):
        folder = home / name
        (folder / ".git").mkdir(parents=True)  # the search for a configuration stops here
        for file, text in texts.items():
            (folder / file).write_text(text, encoding="utf-8")
    settings = 'version = 1\nlang = "zh"\ndate = 2026-09-15\nignore = ["TXT003"]\n'
    (home / "configured" / "planlint.toml").write_text(settings, encoding="utf-8")


def once(case: Case, environment: dict[str, str]) -> float:
    """The seconds of one process. Raises where it fails: a crash is quick and no result."""
    command = [sys.executable, *case.words]
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=case.folder, env=environment, stdout=subprocess.DEVNULL, check=False
    )
    seconds = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{case.name}: exit code {done.returncode}")
    return seconds


def processes(runs: int) -> Iterator[tuple[str, str, str]]:
    """Rows of the table: every case is run once in each round, after one round to fill caches."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        prepare(home)
        environment = {**os.environ, "PLANLINT_CACHE_DIR": str(home / "cache")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        every = cases(home)
        times: dict[str, list[float]] = {c.name: [] for c in every}
        for round_ in range(runs + 1):
            for case in every:
                seconds = once(case, environment)
                if round_:
                    times[case.name].append(seconds)
    base = statistics.median(times["`python -c pass`"])
    ratios = {name: statistics.median(found) / base for name, found in times.items()}
    for case in every:
        budget = ratios[case.over] + 1 if case.over else case.budget
        yield case.name, f"{ratios[case.name]:.1f}x", verdict(ratios[case.name], budget)
    yield "(`python -c pass` itself)", f"{base * 1000:.0f} ms", ""


def verdict(ratio: float, budget: float) -> str:
    """The budget and whether it is met; nothing where there is none."""
    if not budget:
        return ""
    return f"{budget:.1f}x {'met' if ratio <= budget else '**missed**'}"


# --- in one process --------------------------------------------------------------------------


def seconds_of(work: Callable[[], object], runs: int) -> float:
    """The median CPU seconds of a piece of work, after one run to warm up."""
    work()
    found = []
    for _ in range(runs):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return statistics.median(found)


def warm(runs: int) -> Iterator[tuple[str, str, str]]:
    """Documents and megabytes a second; the drafts differ, so that no memory of one helps."""
    import planlint

    texts = [draft(seed) for seed in range(1, 21)]
    above = planlint.parse_text(parent())
    size = sum(len(t.encode()) for t in texts) / len(texts)
    work: dict[str, Callable[[], object]] = {
        "parse": lambda: [planlint.parse_text(t) for t in texts],
        "lint alone": lambda: [planlint.lint(planlint.parse_text(t)) for t in texts],
        "lint with parent": lambda: [
            planlint.lint(planlint.parse_text(t), parents=[above]) for t in texts
        ],
    }
    for name, job in work.items():
        rate = len(texts) / seconds_of(job, max(3, runs // 3))
        met = "" if name == "parse" else f"150 {'met' if rate >= 150 else '**missed**'}"
        yield f"warm, {name}", f"{rate:.0f} documents/s, {rate * size / 1e6:.1f} MB/s", met


def linear(runs: int) -> Iterator[tuple[str, str, str]]:
    """Ten times the size in under twelve times the time."""
    import planlint

    def check(text: str, above: Sequence[str]) -> object:
        parents = [planlint.parse_text(t) for t in above]
        return planlint.lint(planlint.parse_text(text), parents=parents)

    small, large = draft(), draft(size=10 * SIZE)
    pairs = {
        "10x the size, alone": ((small, ()), (large, ()), 12),
        "10x the size, with parent": ((small, (parent(),)), (large, (parent(),)), 12),
        "500 KB and 600 KB against 50 KB and 60 KB": (
            (draft(size=5 * SIZE // 3), (parent(2 * SIZE),)),
            (draft(size=50 * SIZE // 3), (parent(20 * SIZE),)),
            15,
        ),
    }
    for name, (one, other, most) in pairs.items():
        growth = seconds_of(partial(check, *other), runs) / seconds_of(partial(check, *one), runs)
        growth *= len(one[0]) * 10 / len(other[0])
        yield name, f"{growth:.1f}x the time", f"{most}x {'met' if growth < most else '**missed**'}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=15, help="rounds (default: 15)")
    runs = max(1, parser.parse_args().runs)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print("| case | ratio | budget |\n|---|---|---|")
    for row in itertools.chain(processes(runs), warm(runs), linear(max(3, runs // 3))):
        print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
