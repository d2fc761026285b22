"""What printed numbers and dates say."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.readers import Span, fold
from planlint.semantics.deadline import read_deadlines
from planlint.semantics.quantity import Quantity, plain, read_quantity

from . import hypothesis_profile  # noqa: F401 - loads the profile
from .grammar_forms import DEADLINES, QUANTITIES, READINGS

PERIOD = (2026, 2030)


def read(text: str, unit: str = "") -> Quantity:
    return read_quantity(fold(text), Span(0, len(text)), unit)


def said(quantity: Quantity) -> str:
    numbers = [plain(n) if n is not None else "_" for n in (quantity.value, quantity.upper)]
    rising = {True: "up", False: "down", None: "_"}[quantity.rising]
    yearly = "yearly" if quantity.yearly else "_"
    parts = (quantity.kind, quantity.comparator, *numbers, quantity.unit, rising, yearly)
    return " ".join(part or "_" for part in parts)


@pytest.mark.parametrize(("form", "expected"), READINGS.items())
def test_a_printed_number_says(form: str, expected: str) -> None:
    assert said(read(form)) == expected


def test_the_unit_of_a_column_is_that_of_a_bare_number() -> None:
    assert (read("〔13.5〕", "%").unit, read("4", "万人").value) == ("%", Decimal(40000))
    assert (read("2万人", "人").value, read("2万", "万人").value) == (20000, 20000)
    assert (read("翻一番", "亿元").unit, read("95%", "张").unit) == ("倍", "%")


@given(st.text(max_size=20) | st.lists(st.sampled_from([*QUANTITIES])).map("".join))
def test_any_text_is_a_quantity_of_some_kind(text: str) -> None:
    quantity = read(text)
    assert quantity.text == fold(text)
    assert (quantity.value is None) == (quantity.kind in ("words", "none", "sync", "faster"))


@given(st.decimals(-9999, 9999, places=2))
def test_a_number_is_read_exactly(value: Decimal) -> None:
    assert read(f"{value}%").value == value


@pytest.mark.parametrize(("form", "expected"), DEADLINES.items())
def test_a_deadline_says(form: str, expected: tuple[int, int, str] | None) -> None:
    text = fold(f"全市{form}，建成养老服务中心100个。")
    found = list(read_deadlines(text, PERIOD))
    assert [(d.year, d.month, d.mode) for d in found] == [expected] * (expected is not None)
    assert [text[d.start : d.end] for d in found] == [fold(form)] * (expected is not None)


def test_the_deadlines_of_a_sentence_in_their_order() -> None:
    text = "到2027年，覆盖率由2025年的60%提高到80%；2030年达到100%。"
    found = [(text[d.start : d.end], d.year) for d in read_deadlines(text, PERIOD)]
    assert found == [("到2027年", 2027), ("2030年", 2030)]


def test_the_end_of_a_period_that_is_not_known_is_no_deadline() -> None:
    assert list(read_deadlines("到规划期末，覆盖率达到100%。", None)) == []
    assert [d.year for d in read_deadlines("到“十四五”末，达到100%。", None)] == [2025]


@given(st.text(max_size=30) | st.lists(st.sampled_from([*DEADLINES])).map("".join))
def test_deadlines_lie_within_any_text(text: str) -> None:
    ends = [at for d in read_deadlines(text, None) for at in (d.start, d.end)]
    assert ends == sorted(ends)
    assert all(0 <= at <= len(text) for at in ends)
