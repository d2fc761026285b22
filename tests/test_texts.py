"""Many texts searched as one, places in spans, what a run makes once."""

import re
from typing import NamedTuple

import pytest
from planlint.rules import _cover  # type: ignore[import-not-found, unused-ignore]

import planlint
from planlint.readers.source import Span
from planlint.rule import Context
from planlint.semantics.texts import Texts
from planlint.semantics.wording import Wording


class Line(NamedTuple):
    text: str


@pytest.mark.parametrize(
    "pattern",
    [
        "乙",
        "甲.*",
        "丙$",
        "^甲",
        "(?<![^，])乙",
        "乙(?![^，]{0,3}丙)",
        r"丁\s*甲",
        "[^丁]+",
        r"\s",
        "",
        "丙|$",
    ],
)
@pytest.mark.parametrize("lines", [(), ("",), ("甲乙丙", "", "乙丁", "甲，乙", "丙"), ("丁", "甲")])
def test_texts_are_searched_as_each_would_be(pattern: str, lines: tuple[str, ...]) -> None:
    form, texts = re.compile(pattern), Texts(map(Line, lines))
    assert [t.text for t in texts.holding(form)] == [t for t in lines if form.search(t)]
    expected = [(t, m.span()) for t in lines for m in form.finditer(t)]
    assert [(t.text, m.span()) for t, m in texts.find(form)] == expected


def test_a_place_is_found_again() -> None:
    texts = Texts(map(Line, ("甲乙", "", "丙")))
    assert texts.joined == "甲乙\n\n丙"
    assert texts.locate(1) == (Line("甲乙"), 1)
    assert texts.locate(4) == (Line("丙"), 0)
    assert texts.holds(("丁", "丙"))
    assert not texts.holds(("丁",))


def test_spans_may_lie_within_each_other() -> None:
    cover = _cover.Cover([Span(10, 20), Span(0, 30), Span(40, 40), Span(50, 51)])
    assert [at for at in range(60) if at in cover] == [*range(30), 50]
    assert 0 not in _cover.Cover(())


def test_what_rules_share_is_made_once() -> None:
    made: list[Context] = []
    plan = planlint.parse_text("一、总体要求\n坚持公益。")
    shared = Context(plan, Wording(plan), made={})
    for ctx in (shared, shared._replace(options={"most": 1})):
        ctx.once(made.append)
        ctx.once(made.append)
    assert len(made) == 1
