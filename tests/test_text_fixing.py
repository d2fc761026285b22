"""What fixing makes of the real plans."""

from pathlib import Path
from typing import Any

import pytest

import planlint
from planlint.diagnostic import Diagnostic
from planlint.fixing import Mended, mend
from planlint.linter import lint
from planlint.semantics.plan import Plan

from .plans import needs_plans, plan_files, seed
from .test_fixing import counts, headings, meaning

pytestmark = needs_plans


def mended(plan: Plan, *, unsafe: bool = False) -> Mended:
    def check(text: str) -> tuple[Plan, list[Diagnostic]]:
        again = planlint.parse_text(text, filename=plan.filename)
        return again, lint(again)

    return mend(plan, lint(plan), check, unsafe=unsafe)


@pytest.mark.parametrize("path", plan_files(), ids=lambda p: p.stem[:24])
def test_safe_fixes_add_no_finding_and_change_nothing_that_is_read(path: Path) -> None:
    plan = planlint.parse(path)
    after = mended(plan)
    assert not counts(after.diagnostics) - counts(lint(plan))
    assert after.harmful == ()
    assert headings(after.plan, numbers=True) == headings(plan, numbers=True)
    assert meaning(after.plan) == meaning(plan)
    assert mended(after.plan).text == after.text


@pytest.mark.parametrize("path", plan_files(), ids=lambda p: p.stem[:24])
def test_all_fixes_add_no_finding_and_keep_the_outline(path: Path) -> None:
    plan = planlint.parse(path)
    after = mended(plan, unsafe=True)
    assert not counts(after.diagnostics) - counts(lint(plan))
    assert headings(after.plan, numbers=False) == headings(plan, numbers=False)
    assert mended(after.plan, unsafe=True).text == after.text


def lines(text: str, *rows: int) -> list[str]:
    split = text.split("\n")
    return [split[row - 1] for row in rows]


def test_the_widths_the_doubled_character_and_the_clauses_of_004_are_mended() -> None:
    plan = seed("004")
    text = mended(plan).text
    broken, doubled, *clauses = lines(text, 143, 253, 317, 321)
    assert broken.endswith("市教育体育局）")
    assert "有效的基本康复服务" in doubled
    for clause in clauses:
        owners = clause[clause.index("牵头部门") :]
        assert not set(owners) & set(",;:")
    assert lines(text, 177)[0].startswith("（二）")
    assert "(%)" not in text


def test_fixing_004_on_disk_changes_only_what_it_mends(run: Any, tmp_path: Path) -> None:
    source = next(p for p in plan_files() if p.name.startswith("004_"))
    draft = tmp_path / "draft.txt"
    draft.write_bytes(source.read_bytes())
    run("--fix", draft)
    once = draft.read_bytes()
    before, after = source.read_bytes().split(b"\n"), once.split(b"\n")
    changed = sum(a != b for a, b in zip(before, after, strict=True))
    assert 5 < changed < 120
    assert "没有可以自动修改的地方" in run("--fix", draft).out
    assert draft.read_bytes() == once
