"""Comparison of a draft with the plans that it must implement. Pairing lives here, not in rules."""

import sys
from collections.abc import Sequence
from types import ModuleType

from planlint.compare.commitments import CommitmentPair
from planlint.compare.comparison import Comparison, IndicatorPair, compare, same_period
from planlint.compare.mentions import Mention, find_mentions, names_of, texts_of
from planlint.compare.verdict import Verdict, judge, same_unit
from planlint.semantics.concepts import Concept
from planlint.semantics.plan import Plan

__all__ = [
    "CommitmentPair", "Comparison", "Concept", "IndicatorPair", "Mention", "Verdict", "compare",
    "find_mentions", "judge", "names_of", "same_period", "same_unit", "texts_of",
]  # fmt: skip


class _Callable(ModuleType):
    """`planlint.compare` is this package and the public function of that name at once."""

    def __call__(self, draft: Plan, parents: Sequence[Plan]) -> Comparison:
        return compare(draft, parents)


sys.modules[__name__].__class__ = _Callable
