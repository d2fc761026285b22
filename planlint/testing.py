"""Examples on a rule as checks: the clean frame, the marks, what an example must give.

Used by planlint's own tests, and by authors of plug-in rules for theirs.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from planlint.api import parse_text
from planlint.config import Config
from planlint.diagnostic import Diagnostic
from planlint.linter import lint
from planlint.rule import Bad, Good, Rule

DRAFT_FRAME = """南浦区“十五五”养老服务发展规划

为推进养老服务高质量发展，依据《云州市“十五五”养老服务发展规划》，制定本规划。

一、总体要求

坚持以人民为中心的发展思想，保障老年人合法权益。

二、主要任务

{}

三、保障措施

加强组织领导，压实工作责任。
"""
"""A district's draft that every rule passes; an example's fragment stands in its second chapter."""

PARENT_FRAME = """云州市“十五五”养老服务发展规划

为加快养老服务体系建设，制定本规划。

一、总体要求

坚持以人民为中心的发展思想，扩大养老服务供给。

二、主要任务

{}

三、保障措施

加强组织领导，落实工作责任。
"""
"""The city's plan above it."""

_MARK = re.compile(r"〔\[(.*?)\]〕", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an example gave and what it should give, as (row, column) and quoted text."""

    expected: tuple[tuple[int, int, str], ...]
    found: tuple[tuple[int, int, str], ...]
    diagnostics: tuple[Diagnostic, ...]


def run_example(rule: type[Rule], example: Bad | Good) -> Outcome:
    """Check an example with only its rule selected."""
    text = example.draft if example.whole else DRAFT_FRAME.format(example.draft)
    plain, expected = _unmark(text)
    if isinstance(example, Bad) and not expected:
        expected = [(1, 0, "")]
    draft = parse_text(plain, filename="draft.md")
    parents = []
    if example.parent:
        parents.append(parse_text(PARENT_FRAME.format(example.parent), filename="parent.md"))
    before = None
    if example.predecessor:
        text = PARENT_FRAME.replace("十五五", "十四五").format(example.predecessor)
        before = parse_text(text, filename="predecessor.md")
    config = Config(select=(rule.id,), options={rule.id: example.options})
    date = dt.date.fromisoformat(example.date) if example.date else None
    found = lint(draft, parents=parents, predecessor=before, config=config, date=date)
    return Outcome(tuple(expected), tuple(_place(d, plain) for d in found), tuple(found))


def _unmark(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without marks, and the places that they marked."""
    plain, places, last = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[last : match.start()]
        row = plain.count("\n") + 1
        column = len(plain) - plain.rfind("\n")
        places.append((row, column, match.group(1)))
        plain += match.group(1)
        last = match.end()
    return plain + text[last:], places


def _place(diagnostic: Diagnostic, text: str) -> tuple[int, int, str]:
    start, end = diagnostic.location, diagnostic.end_location
    if not start.column:
        return start.row, 0, ""
    lines = text.split("\n")[start.row - 1 : end.row]
    lines[-1] = lines[-1][: end.column - 1]
    lines[0] = lines[0][start.column - 1 :]
    return start.row, start.column, "\n".join(lines)
