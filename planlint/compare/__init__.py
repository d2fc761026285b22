"""Comparison of a draft with the plans that it must implement. Pairing lives here, not in rules.

`planlint.compare` is this package and the public function of that name at once. Its parts are
loaded on first use: a draft that is checked alone needs few of them.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planlint.compare.commitments import CommitmentPair
    from planlint.compare.comparison import Comparison, compare, same_period
    from planlint.compare.indicators import IndicatorPair
    from planlint.compare.mentions import Mention, find_mentions, names_of, texts_of
    from planlint.compare.owners import OwnerPair
    from planlint.compare.tasks import Answer, TaskPair
    from planlint.compare.verdict import Verdict, judge, same_unit
    from planlint.semantics.concepts import Concept
    from planlint.semantics.plan import Plan

__all__ = [
    "Answer", "CommitmentPair", "Comparison", "Concept", "IndicatorPair", "Mention", "OwnerPair",
    "TaskPair", "Verdict",
    "compare", "find_mentions", "judge", "names_of", "same_period", "same_unit", "texts_of",
]  # fmt: skip

_HOME = {
    "CommitmentPair": "compare.commitments", "Comparison": "compare.comparison",
    "IndicatorPair": "compare.indicators", "compare": "compare.comparison",
    "same_period": "compare.comparison", "Mention": "compare.mentions",
    "find_mentions": "compare.mentions", "names_of": "compare.mentions",
    "texts_of": "compare.mentions", "OwnerPair": "compare.owners", "Answer": "compare.tasks",
    "TaskPair": "compare.tasks", "Verdict": "compare.verdict", "judge": "compare.verdict",
    "same_unit": "compare.verdict", "Concept": "semantics.concepts",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"planlint.{_HOME[name]}"), name)


class _Callable(ModuleType):
    def __call__(self, draft: "Plan", parents: "Sequence[Plan]") -> "Comparison":
        from planlint.compare.comparison import compare as pair

        return pair(draft, parents)


sys.modules[__name__].__class__ = _Callable
