"""Verdicts: does the draft's quantity fulfil the parent's?

Rates, levels and growth compare with direction; counts and amounts are shares and never compare.
When in doubt the verdict says why it cannot tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from planlint.knowledge import table
from planlint.semantics.concepts import Concept
from planlint.semantics.quantity import Quantity

FULL = (
    "全覆盖",
    "应保尽保",
    "应救尽救",
    "应补尽补",
    "应享尽享",
    "应发尽发",
    "一个不少",
    "动态清零",
    "不发生",
    "零发生",
    "全部达标",
)
"""Words that promise all of a group; they equal 100% only softly."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`kind` is equal, stronger, weaker, open-bound, share, unclear or silent (no number).

    `reason` says why a comparison is unclear: unit, direction, form, scope, year (an earlier one
    than the parent's), step (so, and on the way from the base to the parent's number).
    """

    kind: str
    reason: str = ""


EQUAL, STRONGER, WEAKER = Verdict("equal"), Verdict("stronger"), Verdict("weaker")
SILENT = Verdict("silent")


def judge(parent: Quantity, draft: Quantity, concept: Concept) -> Verdict:
    """Set the draft's quantity against the parent's."""
    if parent.kind in ("sync", "faster") or draft.kind in ("sync", "faster"):
        return _synchronous(parent, draft)
    if parent.value is None or draft.value is None:
        return SILENT
    if not same_unit(draft.unit, parent.unit):
        return Verdict("unclear", "unit")
    if _share(parent, concept):
        return Verdict("share")
    # 能耗降低〔13.5〕, 13.5% and 下降13.5% say the same: the name already tells of a change.
    changes = concept.kind in ("reduction", "growth")
    if (parent.kind == "change") != (draft.kind == "change") and not changes:
        return Verdict("unclear", "form")
    if parent.rising is not None and draft.rising is not None and parent.rising != draft.rising:
        return WEAKER  # 上升 where the parent lowers, 下降 where it raises
    return _numbers(parent, draft, direction_of(parent, draft, concept))


def judge_step(
    target: Quantity, base: Quantity | None, draft: Quantity, concept: Concept
) -> Verdict:
    """Set the draft's quantity for an earlier year against the parent's for its last one.

    What falls short is no fault: it is a step on the way from the base, or cannot be compared.
    """
    verdict = judge(target, draft, concept)
    if verdict.kind not in ("weaker", "open-bound"):
        return verdict
    start = base.value if base is not None else None
    if start is None and concept.kind == "reduction":
        start = Decimal(0)
    if start is None or draft.value is None or target.value is None or concept.kind == "growth":
        return Verdict("unclear", "year")
    low, high = sorted((start, target.value))
    return Verdict("unclear", "step" if low <= draft.value <= high else "year")


def _share(parent: Quantity, concept: Concept) -> bool:
    return concept.is_share and parent.unit not in ("%", "‰")


def same_unit(one: str, other: str) -> bool:
    """Whether two units measure the same thing; an unknown one ("") is no contradiction.

    张/千人 and 张 are the same: 每千人口… says the rest in the name.
    """
    left, right = _plain_unit(one), _plain_unit(other)
    if not left or not right or left == right:
        return True
    return left == right.partition("/")[0] or right == left.partition("/")[0]


def _plain_unit(unit: str) -> str:
    head, slash, tail = unit.partition("/")
    return _unit_names().get(unit) or _unit_names().get(head, head) + slash + tail


@cache
def _unit_names() -> dict[str, str]:
    return {printed: plain for printed, plain in table("indicators")["unit_names"]["same"]}


def direction_of(parent: Quantity, draft: Quantity, concept: Concept) -> str:
    """Which way is better, by the concept, else by the signs; "" where it cannot be told."""
    if parent.rising is not None:
        return _direction_of_change(parent, concept)
    if not concept.id and parent.comparator in ("<", "≤"):
        return "lower"  # a name that is only read: the parent's own sign knows better
    if concept.direction:
        return concept.direction
    signs = {parent.comparator, draft.comparator}
    if signs & {">", "≥"} and not signs & {"<", "≤"}:
        return "higher"
    if signs & {"<", "≤"} and not signs & {">", "≥"}:
        return "lower"
    return ""


def _direction_of_change(parent: Quantity, concept: Concept) -> str:
    """下降15%: the bigger change is the stronger promise; 增长控制在3%以内: the smaller one."""
    if parent.comparator in ("<", "≤"):
        return "lower"
    if parent.rising and concept.direction == "lower":
        return ""
    return "higher"


def _numbers(parent: Quantity, draft: Quantity, direction: str) -> Verdict:
    want, have = _bound(parent, direction), _bound(draft, direction)
    contrary: tuple[str, ...] = {"higher": ("<", "≤"), "lower": (">", "≥")}.get(direction, ())
    about = "≈" in (draft.comparator, parent.comparator)
    if draft.comparator in contrary:
        return Verdict("unclear", "form")
    if about and want == have and parent.comparator == "≈":
        return EQUAL
    if about and not _clearly_better(want, have, direction):
        return Verdict("unclear", "form")
    if want == have:
        opened = {"higher": ">", "lower": "<"}.get(direction)
        if opened and parent.comparator == opened and draft.comparator != opened:
            return Verdict("open-bound")
        return EQUAL
    if not direction:
        return Verdict("unclear", "direction")
    short = have < want if direction == "higher" else have > want
    return WEAKER if short else STRONGER


def _clearly_better(want: Decimal, have: Decimal, direction: str) -> bool:
    """Whether a number, about though it is, is surely better: 73左右 against 71."""
    return have > want if direction == "higher" else have < want if direction == "lower" else False


def _bound(quantity: Quantity, direction: str) -> Decimal:
    """The end of a range that the promise guarantees."""
    value, upper = quantity.value, quantity.upper
    assert value is not None  # the caller checked
    if upper is None:
        return value
    return min(value, upper) if direction != "lower" else max(value, upper)


def _synchronous(parent: Quantity, draft: Quantity) -> Verdict:
    """高于增长 > 与增长同步 > 与增长基本同步; a number of its own is no weaker than words."""
    if parent.kind in ("sync", "faster") and draft.kind in ("sync", "faster"):
        more = _strength(draft) - _strength(parent)
        return EQUAL if more == 0 else STRONGER if more > 0 else WEAKER
    if parent.value is None and draft.value is not None:
        return STRONGER
    if parent.value is not None and draft.value is None:
        return Verdict("unclear", "form")
    return SILENT


def _strength(quantity: Quantity) -> int:
    if quantity.kind == "faster":
        return 3
    return 1 if "基本" in quantity.text else 2
