"""Words: the lexicon and its tokenizer, likely typos, two forms of one term."""

import subprocess
import sys
import threading
import warnings
from typing import Any

import pytest

import planlint
from planlint.config import Config
from planlint.knowledge import table
from planlint.semantics import lexicon
from planlint.semantics.terms import Terms
from planlint.semantics.typos import Typo, typos

from .plans import needs_plans, seed

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba wants pkg_resources
    import jieba


def found(text: str, *own: dict[str, str]) -> list[Typo]:
    return typos(lexicon.Pairs(text), own)


def lint(text: str, rule: str, terms: Terms | None = None) -> list[planlint.Diagnostic]:
    plan = planlint.parse_text(f"南浦区养老服务规划\n\n一、总体要求\n\n{text}\n")
    return planlint.lint(plan, config=Config(select=(rule,), terms=terms or Terms()))


# --- the lexicon -----------------------------------------------------------------------------


def test_segments_names_and_words_and_drops_nothing() -> None:
    text = "由市市场监管局牵头，推进残疾人人力资源开发 (AI+)。"
    words = lexicon.segment(text)
    assert "".join(words) == text
    assert words[:5] == ["由", "市", "市场监管局", "牵头", "，"]
    assert "人力资源" in words


def test_a_word_is_whole() -> None:
    assert lexicon.is_word("残疾人")
    assert lexicon.is_word("监测")
    assert not lexicon.is_word("疾人")
    assert not lexicon.is_word("倾料")
    assert not lexicon.is_word("监")


def test_what_is_right_is_likelier() -> None:
    right, wrong = (
        lexicon.likelihood(lexicon.segment(t)) for t in ("社会保障体系", "社会保章体系")
    )
    assert right > wrong


@pytest.mark.parametrize(
    "text",
    [
        "由市市场监管局牵头，推进残疾人人力资源开发 (AI+)。",
        "到2030年，完成5G基站1.2万个，A级b类C-3型\r\n“一网统管”\u3000覆盖率≥95%&c.",
        "乁乂乄乆乛𠀀生僻字，㐀㐁",
        "",
        " ",
    ],
)
def test_cuts_as_jieba_does(text: str, oracle: jieba.Tokenizer) -> None:
    assert lexicon.segment(text) == list(oracle.cut(text, HMM=False))


@pytest.fixture(scope="module")
def oracle() -> jieba.Tokenizer:
    """jieba with the words and the frequencies of the lexicon."""

    class Frequencies(dict[str, int]):
        def __contains__(self, word: object) -> bool:
            return lexicon._frequency(str(word)) is not None

        def __getitem__(self, word: str) -> int:
            return lexicon._frequency(word) or 0

        def get(self, word: str, default: Any = None) -> Any:
            return lexicon._frequency(word) or default

    made = jieba.Tokenizer()
    made.FREQ, made.total, made.initialized = Frequencies(), table("frequencies")["total"], True
    return made


def test_threads_cut_alike() -> None:
    texts = [f"推进第{n}批无障碍设施改造，完善社会救助制度" for n in range(40)]
    expected = [lexicon.segment(t) for t in texts]
    lexicon._frequency.cache_clear()
    results: list[list[list[str]]] = []
    threads = [
        threading.Thread(target=lambda: results.append([lexicon.segment(t) for t in texts]))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 4


def test_a_clean_plan_loads_no_frequencies() -> None:
    code = (
        "import sys, planlint\n"
        "text = '一、任务\\n\\n推进社会保障体系建设，完善社会救助制度。'\n"
        "planlint.lint(planlint.parse_text(text))\n"
        "print({'jieba', 'planlint.knowledge._frequencies'} & sys.modules.keys())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == "set()"


def test_a_rare_character_moves_no_pair() -> None:
    assert lexicon.pair_codes("𠀀保章") == [*lexicon.pair_codes("\0保"), lexicon.head("保章")]
    assert lexicon.pair_codes("") == lexicon.pair_codes("保") == []


# --- typos ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("完善社会保障制度，推进社会保章体系建设", "保章", "保障"),
        ("残疾儿童康复，为残急儿童提供康复救助", "残急", "残疾"),
        ("建立长效机制，健全工作机治", "机治", "机制"),
        ("提高服务水平，加强公共服物供给", "服物", "服务"),
        ("加强建设，推进设施健设改造", "健设", "建设"),
        ("统一布署，完善体系", "布署", "部署"),
    ],
)
def test_a_slip_is_found(text: str, wrong: str, right: str) -> None:
    assert [(t.found, t.right) for t in found(text)] == [(wrong, right)]


@pytest.mark.parametrize(
    "text",
    [
        "市市场监管局指导残疾人人力资源开发，互联网网站规范运行，发放一次性补贴",
        "申报消防验收，反复盖章，动机治理，确保张家口供水保障",
        "农机购置补贴，机购服务",
        "开展“云行南浦”品牌活动，保障设备运行，运行平稳",
        "产品质量检测评估",
        "报名截止2027年6月",
        "保章" * 3 + "，完善社会保障体系",
    ],
)
def test_what_can_be_read_is_no_typo(text: str) -> None:
    assert found(text) == []


def test_the_text_itself_says_what_is_usual() -> None:
    body = "，".join(f"{n}加强质量监测管理" for n in "甲乙丙")
    assert [t.right for t in found(f"{body}，落实质量检测管理")] == ["监测"]
    assert found(f"{body}，落实产品检测管理，落实质量检测管理，做好检测管理") == []


def test_users_add_rows() -> None:
    row = {"wrong": "北仓浦", "right": "北仓埔"}
    assert [t.right for t in found("建设北仓浦码头", row)] == ["北仓埔"]
    found_ = lint("建设北仓浦码头。", "TXT006", Terms({"typos": (row,)}))
    assert [d.code for d in found_] == ["TXT006"]


def test_a_fix_changes_the_wrong_characters_only() -> None:
    text = "统一布署。按照布\n署推进。"
    plan = planlint.parse_text(f"南浦区养老服务规划\n\n一、总体要求\n\n{text}\n")
    (finding,) = planlint.lint(plan, config=Config(select=("TXT006",)))
    assert finding.fix is not None
    assert finding.fix.applicability == "unsafe"
    assert {e.content for e in finding.fix.edits} == {"部"}


# --- terms ---------------------------------------------------------------------------------


def test_the_majority_form_wins() -> None:
    (finding,) = lint("建设镇街网络。镇街落实责任。街镇做好登记。", "TXT011")
    assert finding.message.startswith("“街镇”（1 处）与“镇街”（2 处）")
    assert len(finding.related) == 1


def test_users_add_variants() -> None:
    terms = Terms({"variants": ({"forms": ["银龄驿站", "银发驿站"]},)})
    (finding,) = lint("建设银龄驿站。银龄驿站开放。提升银发驿站。", "TXT011", terms)
    assert "“银发驿站”（1 处）" in finding.message


# --- real plans ------------------------------------------------------------------------------


def rows(number: str, rule: str) -> list[tuple[int, list[int]]]:
    return [
        (d.location.row, [r.location.row for r in d.related if r.filename == d.filename])
        for d in planlint.lint(seed(number), config=Config(select=(rule,)))
    ]


@needs_plans
def test_seeds_typos() -> None:
    assert rows("001", "TXT006") == [(49, [])]
    assert rows("004", "TXT006") == [(88, [459]), (379, [])]
    assert [rows(n, "TXT006") for n in ("000", "002", "003")] == [[], [], []]


@needs_plans
def test_seeds_terms() -> None:
    assert [row for row, _ in rows("001", "TXT011")] == [35]
    assert [row for row, _ in rows("002", "TXT011")] == [139]
    assert [rows(n, "TXT011") for n in ("000", "003", "004")] == [[], [], []]
