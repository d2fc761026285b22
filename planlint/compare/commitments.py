"""Pairing of commitments: which promise of the draft's text answers which of a parent's.

Clauses pair by their character bigrams, numbers and dates left out. One candidate or none: where
two are as near, the one with the same number or deadline answers, so that doubt finds no fault.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from planlint.compare.elsewhere import as_many, in_words
from planlint.compare.likeness import MIN_BIGRAMS, bigrams, likeness
from planlint.compare.mentions import Texts
from planlint.compare.offered import (
    LEVEL_WORDS,
    Offered,
    abbreviation_of,
    is_making,
    number_of,
    shared_piece,
    sharing,
    thing_of,
)
from planlint.compare.pairing import scope_change
from planlint.compare.verdict import SILENT, Verdict, judge, same_unit
from planlint.matching import matcher
from planlint.readers.source import Span
from planlint.semantics.commitment import Commitment
from planlint.semantics.concepts import Concept, Concepts
from planlint.semantics.deadline import read_deadlines
from planlint.semantics.plan import Plan

# Measured on rewordings of real plans: a district's sentence keeps two thirds of the city's.
_LIKE, _SAME = 0.62, 0.85
_LIKE_SAME_NUMBER = 0.45  # the same number with the same unit is evidence of its own
_HELD = 0.75  # of a clause's bigrams found in the other's sentence
_MIN_CORE, _MIN_NOUN = 5, 3
_MONEY = ("元", "美元")  # of the budget, unless it is per head


@dataclass(frozen=True, slots=True)
class CommitmentPair:
    """A parent's commitment and the draft's answer, None where none was found.

    `score` is the likeness of the two clauses, from 0 to 1. `nearest` is the place in the draft
    where a missing answer should stand; `elsewhere` is true where a row of its table answers, or
    words that say as much: 实现全覆盖 for 100%, 建成区级中心 for one of them. `among` is a promise
    of as many things by other names (建成甲河、乙河2条幸福河湖), `until` the draft's last year.
    """

    plan: Plan
    parent: Commitment
    draft: Commitment | None
    score: float
    concept: Concept
    nearest: Span | None
    elsewhere: bool = False
    among: Commitment | None = None
    until: int | None = None

    @property
    def how(self) -> str:
        """How the two were paired: exact, similar, "" where they were not."""
        return "" if self.draft is None else "exact" if self.score >= _SAME else "similar"

    @property
    def is_share(self) -> bool:
        """Whether the parent's number is a total of which the draft owes a share."""
        unknown = not self.concept.kind and bool(self.parent.quantity.unit)
        return not self.parent.per and (self.concept.is_share or unknown)

    @property
    def undated(self) -> bool:
        """Whether the parent sets a deadline and the draft none, in its clause or before a ；."""
        due, draft = self.parent.deadline, self.draft
        if due is None or draft is None or draft.deadline is not None:
            return False
        text = draft.flow.text
        whole = text[text.rfind("。", 0, draft.begin) + 1 : draft.begin]
        before = read_deadlines(whole, None)
        return not any(d.year <= due.year and d.mode != "in" for d in before)

    @property
    def later(self) -> bool:
        """Whether the draft's deadline is later, by year, then by month where both say one."""
        due, have = self.parent.deadline, self.draft.deadline if self.draft else None
        if due is None or have is None:
            return False
        if "in" in (due.mode, have.mode) and self.how != "exact":
            return False
        if due.year != have.year:
            return have.year > due.year
        return bool(due.month and (have.month or 12) > due.month and have.mode != "in")

    @property
    def verdict(self) -> Verdict:
        """The draft's number against the parent's; totals are shares and never compare."""
        if self.draft is None:
            return SILENT
        want, have = self.parent.quantity, self.draft.quantity
        if self.is_share and same_unit(want.unit, have.unit):
            return Verdict("share")
        verdict = judge(want, have, self.concept)
        return Verdict("unclear", "year") if verdict.kind == "weaker" and self.is_step else verdict

    @property
    def is_step(self) -> bool:
        """Whether the draft's number is for an earlier year than the parent's, so no weaker one."""
        due, have = self.parent.deadline, self.draft.deadline if self.draft else None
        if self.draft is None or due is None or self.parent.repeated or self.draft.repeated:
            return False
        year = have.year if have else self.until
        return year is not None and year < due.year


def pair_commitments(
    plan: Plan,
    wanted: Sequence[Commitment],
    offered: Sequence[Commitment],
    texts: Texts,
    concepts: Concepts,
    nearest: Callable[[Plan, Span], Span | None],
) -> tuple[CommitmentPair, ...]:
    """The wanted commitments in their order, each with its answer among the draft's."""
    rows = [bigrams(name) for name in texts.names]
    held = Offered(offered)
    taken: set[int] = set()
    answers: dict[int, tuple[int, float]] = {}
    # What agrees in number and deadline pairs first: a step of two is not the other step, late.
    for agreeing in (True, False):
        for at, commitment in enumerate(wanted):
            if at in answers:
                continue
            found = _answer(commitment, held, taken)
            if found is not None and (not agreeing or _agrees(commitment, offered[found[0]])):
                taken.add(found[0])
                answers[at] = found
    pairs = []
    for at, commitment in enumerate(wanted):
        found = answers.get(at)
        concept = _concept(commitment, concepts)
        answer, score = (offered[found[0]], found[1]) if found else (None, 0.0)
        topic = bigrams(commitment.topic)
        among = as_many(commitment, held) if answer is None else None
        elsewhere = any(len(r & topic) >= max(4, _HELD * len(r)) for r in rows) or (
            answer is None and (among is not None or in_words(commitment, texts))
        )
        unanswered = answer is None and bool(commitment.bound)
        near = nearest(plan, commitment.span) if unanswered else None
        pairs.append(
            CommitmentPair(
                plan, commitment, answer, score, concept, near, elsewhere, among, texts.until
            )
        )
    return tuple(pairs)


def _answer(wanted: Commitment, held: Offered, taken: Collection[int]) -> tuple[int, float] | None:
    offered = held.commitments
    grams = bigrams(wanted.topic)
    if len(grams) < MIN_BIGRAMS:
        return _samething_of(wanted, held, taken)
    scored: list[tuple[float, int]] = []
    for at in sharing(wanted.topic, held.topics):
        own = bigrams(offered[at].topic)
        if at in taken or len(own) < MIN_BIGRAMS:
            continue
        shared = len(grams & own)
        if shared < _LIKE_SAME_NUMBER * min(len(grams), len(own)):
            continue  # not like enough by any measure
        score = likeness(shared, len(grams), len(own))
        if not same_unit(wanted.quantity.unit, offered[at].quantity.unit):
            continue
        least = _LIKE_SAME_NUMBER if _same_number(wanted, offered[at]) else _LIKE
        if score >= least and not _conflicts(wanted, offered[at]):
            scored.append((score, at))
    if not scored:
        return _samething_of(wanted, held, taken) or _in_context(wanted, held, taken)
    best = max(score for score, _ in scored)
    near = [(s, at) for s, at in scored if s >= best - 0.1]
    near.sort(key=lambda entry: (-_agreement(wanted, offered[entry[1]]), -entry[0], entry[1]))
    return near[0][1], near[0][0]


def _samething_of(
    wanted: Commitment, held: Offered, taken: Collection[int]
) -> tuple[int, float] | None:
    """The same noun counted or measured in the same unit: a district names its own places."""
    found = None
    thing = thing_of(wanted)
    plain = thing.translate(LEVEL_WORDS)
    # A piece of some characters has one pair less; two may be the same.
    pieces = bigrams(plain)
    near = {
        at
        for at in sharing(plain, held.cores)
        if len(pieces & bigrams(held.plain[at])) + 2
        >= max(_MIN_CORE, _HELD * max(len(plain), len(held.plain[at])))
    }
    for at in sorted(near.union(held.same.get(thing, ()))):
        if at in taken:
            continue
        commitment = held.commitments[at]
        if not same_unit(wanted.quantity.unit, commitment.quantity.unit):
            continue
        if all(scope_change(wanted.core, commitment.core)):
            continue
        size = shared_piece(thing, thing_of(commitment))
        whole = thing == thing_of(commitment) and len(thing) >= _MIN_NOUN
        longest = max(len(plain), len(held.plain[at]))
        if whole or (size >= _MIN_CORE and size >= _HELD * longest):
            if found is not None:
                return None  # two answers are none
            found = (at, _SAME if whole else _LIKE)
    return found or _same_abbreviation(wanted, held, taken)


def _same_abbreviation(
    wanted: Commitment, held: Offered, taken: Collection[int]
) -> tuple[int, float] | None:
    """What is measured by its abbreviation: 电能利用效率（PUE） in one, PUE in the other."""
    places = [
        at
        for at in held.abbreviations.get(abbreviation_of(wanted), ())
        if at not in taken and same_unit(wanted.quantity.unit, held.commitments[at].quantity.unit)
    ]
    return (places[0], _LIKE) if len(places) == 1 else None


def _shared(one: str, other: str) -> int:
    """How many characters two cores have in common, in pieces of two or more."""
    blocks = matcher(one, other).get_matching_blocks()
    return sum(b.size for b in blocks if b.size > 1)


def _in_context(
    wanted: Commitment, held: Offered, taken: Collection[int]
) -> tuple[int, float] | None:
    """The same number in a sentence that tells the same, though its clauses are cut otherwise."""
    around = bigrams(wanted.context)
    for at in held.numbers.get(number_of(wanted), ()):
        commitment = held.commitments[at]
        grams = bigrams(commitment.topic)
        if at in taken or len(grams) < 2 * MIN_BIGRAMS:
            continue
        share = len(grams & around) / len(grams)
        if share >= _HELD and shared_piece(wanted.core, commitment.core) >= _MIN_NOUN:
            return at, share * _LIKE
    return None


def _agreement(wanted: Commitment, offered: Commitment) -> int:
    """How many of number, unit and deadline are the same: of two likely answers the kinder one."""
    want, have = wanted.quantity, offered.quantity
    year = wanted.deadline.year if wanted.deadline else None
    due = offered.deadline.year if offered.deadline else None
    return 2 * (want.value == have.value) + same_unit(want.unit, have.unit) + (year == due)


def _same_number(wanted: Commitment, offered: Commitment) -> bool:
    want, have = wanted.quantity, offered.quantity
    return want.value == have.value and want.unit == have.unit


def _agrees(wanted: Commitment, offered: Commitment) -> bool:
    due, promised = wanted.deadline, offered.deadline
    same_year = (due.year if due else None) == (promised.year if promised else None)
    return same_year and _same_number(wanted, offered)


def _conflicts(wanted: Commitment, offered: Commitment) -> bool:
    """Whether the clauses differ in a content word: 听力筛查率 is not 代谢病筛查率."""
    if all(scope_change(wanted.core, offered.core)):
        return True  # 城市 against 农村
    cores = (wanted.core, offered.core)
    least = min(map(len, cores))
    if least >= _MIN_CORE and not _same_number(wanted, offered) and _shared(*cores) * 2 < least:
        return True
    left, right = _subject_words(wanted), _subject_words(offered)
    blocks = matcher(left, right).get_opcodes()
    return any(
        tag == "replace"
        and min(i2 - i1, j2 - j1) >= 2
        and not (is_making(left[i1:i2]) and is_making(right[j1:j2]))
        for tag, i1, i2, j1, j2 in blocks
    )


def _subject_words(commitment: Commitment) -> str:
    """The subject's end, without level words and particles, which change from plan to plan."""
    return commitment.topic.translate(LEVEL_WORDS)[-40:]


def _concept(commitment: Commitment, concepts: Concepts) -> Concept:
    """What the subject means; a number that counts for each place is no total to be shared."""
    unit, subject = commitment.quantity.unit, commitment.subject
    concept = concepts.describe(commitment.core or subject, unit)
    if unit in _MONEY and not any(w in subject for w in ("人均", "每人", "标准")):
        return replace(concept, kind="amount")
    if commitment.per and concept.is_share:
        low = commitment.quantity.comparator in ("<", "≤")
        return replace(
            concept, kind="level", direction=concept.direction or ("lower" if low else "higher")
        )
    return concept
