"""Comparison of a draft with the plans that it must implement. Pairing lives here, not in rules."""

from planlint.compare.comparison import Comparison, IndicatorPair, compare
from planlint.compare.concepts import Concept
from planlint.compare.mentions import Mention, is_review
from planlint.compare.verdict import Verdict, judge

__all__ = [
    "Comparison", "Concept", "IndicatorPair", "Mention", "Verdict", "compare", "is_review", "judge",
]  # fmt: skip
