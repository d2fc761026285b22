"""The Python surface as a library user meets it: imports, names, threads, fresh interpreters."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import planlint

EXAMPLES = Path(__file__).parents[1] / "examples"


def fresh(code: str, tmp_path: Path) -> str:
    """What a fresh interpreter prints."""
    environment = {
        **os.environ, "PYTHONUTF8": "1", "PLANLINT_CACHE_DIR": str(tmp_path / "cache"),
    }  # fmt: skip
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8")
    return done.stdout.decode("utf-8")


LOADED = "import json, sys; print(json.dumps(sorted({m.partition('.')[0] for m in sys.modules})))"


def test_importing_planlint_loads_none_of_its_dependencies(tmp_path: Path) -> None:
    loaded = json.loads(fresh(f"import planlint; {LOADED}", tmp_path))
    assert not {"pydantic", "lark", "jieba", "yaml", "tomllib", "argparse"} & set(loaded)


RUNS = (
    ("district-clean.md",),
    ("district-draft.md", "--parent", "city-plan.md"),
    ("district-draft.md", "--output-format", "json"),
    ("city-plan.md", "--no-cache"),
)


@pytest.mark.parametrize("words", RUNS, ids=" ".join)
def test_a_plain_run_loads_neither_lark_nor_jieba_nor_pydantic(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    arguments = [str(EXAMPLES / w) if w.endswith(".md") else w for w in words]
    run = f"import io, sys; from planlint.__main__ import main; main({arguments!r})"
    printed = fresh(f"{run}; print(); {LOADED}", tmp_path).splitlines()
    assert not {"pydantic", "lark", "jieba", "tomllib"} & set(json.loads(printed[-1]))


def test_dir_shows_exactly_the_public_names() -> None:
    assert [n for n in dir(planlint) if not n.startswith("_")] == sorted(planlint.__all__)


@pytest.mark.parametrize("name", planlint.__all__)
def test_every_public_name_is_imported_on_first_use(name: str, tmp_path: Path) -> None:
    assert fresh(f"from planlint import {name}; print({name}.__name__)", tmp_path).strip() == name


def test_a_star_import_gives_the_public_names(tmp_path: Path) -> None:
    code = (
        "from planlint import *; import json; print(json.dumps([n for n in dir() if n[0] != '_']))"
    )
    assert set(json.loads(fresh(code, tmp_path))) - {"json"} == set(planlint.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        planlint.nothing_of_the_kind  # noqa: B018


def test_compare_stays_a_function_after_a_lint_with_parents(tmp_path: Path) -> None:
    code = (
        "import planlint\n"
        "draft, parent = (planlint.parse_text(t) for t in ('一、目标', '一、任务'))\n"
        "planlint.lint(draft, parents=[parent])\n"
        "print(type(planlint.compare(draft, [parent])).__name__)"
    )
    assert fresh(code, tmp_path).strip() == "Comparison"


def test_eight_threads_of_a_fresh_interpreter_find_the_same(tmp_path: Path) -> None:
    code = f"""
import threading
from concurrent.futures import ThreadPoolExecutor
import planlint
start = threading.Barrier(8)
def findings(_):
    start.wait()
    parent = planlint.parse({str(EXAMPLES / "city-plan.md")!r})
    draft = planlint.parse({str(EXAMPLES / "district-draft.md")!r})
    return repr(planlint.lint(draft, parents=[parent]))
with ThreadPoolExecutor(8) as pool:
    found = list(pool.map(findings, range(8)))
print(len(set(found)), found[0].count("IND003") > 0)
"""
    assert fresh(code, tmp_path).split() == ["1", "True"]


def test_one_plan_may_be_linted_by_many_threads_at_once(tmp_path: Path) -> None:
    code = f"""
from concurrent.futures import ThreadPoolExecutor
import planlint
parent = planlint.parse({str(EXAMPLES / "city-plan.md")!r})
draft = planlint.parse({str(EXAMPLES / "district-draft.md")!r})
with ThreadPoolExecutor(8) as pool:
    found = list(pool.map(lambda _: planlint.lint(draft, parents=[parent]), range(16)))
print(all(f == found[0] for f in found))
"""
    assert fresh(code, tmp_path).strip() == "True"
