"""The comparison: what the parents promise with what answers it in the draft."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from planlint.compare.ages import AgePair, pair_ages, read_bands
from planlint.compare.commitments import CommitmentPair, pair_commitments
from planlint.compare.indicators import IndicatorPair, has_value
from planlint.compare.likeness import bigrams, dice
from planlint.compare.mentions import Mention, Texts, find_mentions, names_of, spoken_of, texts_of
from planlint.compare.owners import OwnerPair, pair_owners
from planlint.compare.pairing import pair_rows
from planlint.compare.passages import heading_of
from planlint.compare.redated import Redated, redated
from planlint.compare.sentences import TAKEN, Cut, SentencePair, cut_of, pair_sentences
from planlint.compare.tasks import TaskPair, pair_tasks
from planlint.compare.verdict import judge
from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.semantics.commitment import Commitment
from planlint.semantics.concepts import Concepts, normalise
from planlint.semantics.indicator import Indicator
from planlint.semantics.plan import Plan
from planlint.syntax.ast import Section

_GOALS = compiled(r"目标|指标")
_SAME_HEADING = 0.5
KNOWN = Concepts()


@dataclass(frozen=True)
class Comparison:
    """A draft against its parents. What is asked for is worked out then, and kept.

    A rule that looks at the indicators alone does not wait for the tasks.
    """

    draft: Plan
    parents: tuple[Plan, ...]
    concepts: Concepts = field(default=KNOWN, repr=False)

    @cached_property
    def indicators(self) -> tuple[IndicatorPair, ...]:
        """The parents' indicators with the draft's answers; of several parents the strictest."""
        return tuple(_pairs(self.draft, self.parents, self._texts, self.nearest, self.concepts))

    @cached_property
    def commitments(self) -> tuple[CommitmentPair, ...]:
        """What the parents promise in numbers in their text, with the draft's answers."""
        places, goals = self._places, _goals(self.draft)
        otherwise = None if goals is None else heading_of(goals)

        def nearest(plan: Plan, at: Span) -> Span | None:
            return places.alike(plan, at) or otherwise

        return _commitments(self.parents, self._offered, self._texts, self.concepts, nearest)

    @cached_property
    def extra(self) -> tuple[Indicator, ...]:
        """The draft's indicators that answer none of the parents'."""
        pairs = self.indicators
        answers = {id(p.draft) for p in pairs} | {id(c) for p in pairs for c in p.candidates}
        return tuple(i for i in self.draft.indicators if id(i) not in answers)

    @cached_property
    def own(self) -> tuple[Commitment, ...]:
        """The draft's commitments that answer none of the parents'."""
        answering = {id(c) for p in self.commitments for c in (p.draft, p.among)}
        return tuple(c for c in self._offered if id(c) not in answering)

    @cached_property
    def ages(self) -> tuple[AgePair, ...]:
        """The age bands of one service on both sides."""
        return tuple(_ages(self.parents, self._texts))

    @cached_property
    def owners(self) -> tuple[OwnerPair, ...]:
        """Who answers for a task."""
        return tuple(pair_owners(self.draft, self.parents))

    @cached_property
    def tasks(self) -> tuple[TaskPair, ...]:
        """What the parents ask for and where the draft answers it."""
        return tuple(pair_tasks(self.draft, self.parents, self._places.alike))

    @cached_property
    def sentences(self) -> tuple[SentencePair, ...]:
        """The parents' sentences that the draft took over."""
        return tuple(pair for pair in self.akin if pair.score >= TAKEN)

    @cached_property
    def akin(self) -> tuple[SentencePair, ...]:
        """Those, and the ones of which the draft took over some clause at the most."""
        return tuple(pair_sentences(self.draft, self.parents, self.cut))

    @cached_property
    def cut(self) -> Cut:
        """The sentences of the draft's texts, which other rules read, too."""
        return cut_of(self.draft)

    @cached_property
    def redated(self) -> tuple[tuple[SentencePair, Redated], ...]:
        """The deadlines that such sentences lost or put off."""
        return tuple((pair, found) for pair in self.akin for found in redated(pair, self.draft))

    @cached_property
    def nearest(self) -> Span | None:
        """Where in the draft a missing indicator should stand."""
        return _nearest_place(self.draft)

    @property
    def unanswered(self) -> tuple[IndicatorPair, ...]:
        """The parents' indicators to which the draft gives no value."""
        return tuple(p for p in self.indicators if not p.answered)

    @cached_property
    def _texts(self) -> Texts:
        return texts_of(self.draft)

    @cached_property
    def _places(self) -> _Places:
        return _Places(self.draft)

    @cached_property
    def _offered(self) -> tuple[Commitment, ...]:
        """The draft's commitments that are no indicator's number."""
        return _unmentioned(self.draft.commitments, self.indicators)


def compare(draft: Plan, parents: Sequence[Plan], *, concepts: Concepts = KNOWN) -> Comparison:
    """Pair what the parents promise with what the draft does; of several parents the strictest."""
    return Comparison(draft, tuple(parents), concepts)


def _pairs(
    draft: Plan,
    parents: Sequence[Plan],
    texts: Texts,
    nearest: Span | None,
    concepts: Concepts,
) -> Iterator[IndicatorPair]:
    wanted = _strictest(parents, concepts)
    found = pair_rows([i for _, i in wanted], draft.indicators, concepts)
    known = {normalise(i.name) for _, i in wanted}
    for at, (plan, indicator) in enumerate(wanted):
        how, rows, score = found.get(at, ("none", (), 0.0))
        yield _pair(texts, plan, indicator, (how, rows, score), nearest, concepts, known)


def _pair(
    texts: Texts,
    plan: Plan,
    indicator: Indicator,
    found: tuple[str, tuple[Indicator, ...], float],
    nearest: Span | None,
    concepts: Concepts,
    wanted: Collection[str],
) -> IndicatorPair:
    how, rows, score = found
    row = rows[0] if rows and how != "ambiguous" else None
    concept = concepts.describe(indicator.name, indicator.unit)
    names = [
        (name, how)
        for name, how in names_of(indicator.name, concept, row.name if row else None)
        if how != "related" or normalise(name) not in wanted  # another row of the parent
    ]
    due = indicator.year or (plan.period[1] if plan.period else None)
    mentions = _final(find_mentions(texts, names), due, in_table=row is not None)
    if how == "none" and mentions:
        how = mentions[0].how
    unsaid = not mentions and (row is None or not has_value(row.target))
    spoken = spoken_of(texts, names, indicator.name) if unsaid else None
    if spoken is not None and spoken.all is not None:  # 全覆盖 answers, softly
        mentions, how = (spoken.all,), how if how != "none" else "exact"
    words = None if spoken is None or spoken.all is not None else spoken.span
    candidates = rows if how == "ambiguous" else ()
    return IndicatorPair(
        plan, indicator, concept, how, score, row, candidates, mentions, words, nearest, texts.until
    )


def _ages(parents: Sequence[Plan], texts: Texts) -> Iterator[AgePair]:
    offered = list(read_bands(texts.flows))
    for plan in parents if offered else ():
        yield from pair_ages(plan, list(read_bands(tuple(plan.flows(review=False)))), offered)


def _final(mentions: Sequence[Mention], due: int | None, *, in_table: bool) -> tuple[Mention, ...]:
    """The mentions that speak of the parent's year; a step on the way counts where none does."""
    last = tuple(m for m in mentions if m.year is None or due is None or m.year >= due)
    return last if last or in_table else tuple(mentions)


def _commitments(
    parents: Sequence[Plan],
    offered: Sequence[Commitment],
    texts: Texts,
    concepts: Concepts,
    nearest: Callable[[Plan, Span], Span | None],
) -> tuple[CommitmentPair, ...]:
    """The commitments of all parents; those that repeat a row of their own table are left out."""
    pairs: list[CommitmentPair] = []
    for plan in parents:
        names = [i.name for i in plan.indicators]
        wanted = [c for c in plan.commitments if not any(n in c.subject for n in names)]
        pairs += pair_commitments(plan, wanted, offered, texts, concepts, nearest)
    return tuple(pairs)


def _unmentioned(
    commitments: Iterable[Commitment], pairs: Sequence[IndicatorPair]
) -> tuple[Commitment, ...]:
    """The commitments whose number is no indicator's: those are judged as indicators."""
    taken = [m.span for p in pairs for m in p.mentions]
    return tuple(
        c
        for c in commitments
        if not any(s.start < c.quantity.span.end and c.quantity.span.start < s.end for s in taken)
    )


def same_period(draft: Plan, parent: Plan) -> bool:
    """Whether the draft's years lie within the parent's, as far as both are known."""
    have, want = draft.period, parent.period
    return have is None or want is None or (want[0] <= have[0] and have[1] <= want[1])


def _strictest(parents: Sequence[Plan], concepts: Concepts) -> list[tuple[Plan, Indicator]]:
    """All indicators of the parents; where two plans have one, the stricter."""
    chosen: dict[str, tuple[Plan, Indicator]] = {}
    for plan in parents:
        for indicator in plan.indicators:
            key = concepts.key(indicator.name, indicator.unit)
            held = chosen.get(key)
            if held is None or (held[0] is not plan and _stricter(indicator, held[1], concepts)):
                chosen[key] = (plan, indicator)
            elif held[0] is plan:
                chosen[f"{key}#{indicator.row_span.start}"] = (plan, indicator)
    return list(chosen.values())


def _stricter(one: Indicator, other: Indicator, concepts: Concepts) -> bool:
    """Whether one target asks more than the other, or binds where the other does not."""
    if one.target is not None and other.target is not None:
        verdict = judge(one.target, other.target, concepts.describe(one.name, one.unit)).kind
        if verdict in ("weaker", "open-bound"):
            return True
        if verdict == "stronger":
            return False
    return one.binding and not other.binding


def _nearest_place(draft: Plan) -> Span | None:
    """Where a missing indicator should stand: the table's header, or the heading of the goals."""
    if draft.indicator_tables:
        return draft.indicator_tables[0].header_span
    best = _goals(draft)
    return None if best is None else heading_of(best)


class _Places:
    """Where in a draft something of a parent's should stand: at the heading most like its own."""

    def __init__(self, draft: Plan) -> None:
        self._sections = list(draft.sections())
        self._sizes = [len(bigrams(s.title)) for s in self._sections]
        self._index: defaultdict[str, list[int]] = defaultdict(list)
        for at, section in enumerate(self._sections):
            for gram in bigrams(section.title):
                self._index[gram].append(at)

    def alike(self, plan: Plan, at: Span) -> Span | None:
        """The place of the heading most like that above a place of a parent, the innermost one."""
        for section in reversed(list(_above(plan.part.sections, at.start))):
            best = self._likest(bigrams(section.title))
            if best is not None:
                return heading_of(self._sections[best])
        return None

    def _likest(self, wanted: frozenset[str]) -> int | None:
        shared = Counter(chain.from_iterable(self._index.get(gram, ()) for gram in wanted))
        scored = ((dice(n, len(wanted), self._sizes[at]), -at) for at, n in shared.items())
        score, at = max(scored, default=(0.0, 0))
        return -at if score >= _SAME_HEADING else None


def _above(sections: Sequence[Section], place: int) -> Iterator[Section]:
    """The headings above a place, from the outermost down."""
    inner = next((s for s in sections if s.span.start <= place < s.span.end), None)
    while inner is not None:
        yield inner
        inner = next((s for s in inner.children if s.span.start <= place < s.span.end), None)


def _goals(draft: Plan) -> Section | None:
    goals = [s for s in draft.sections() if _GOALS.search(s.title)]
    best = next((s for s in goals if not s.children), goals[0] if goals else None)
    return best or next(iter(draft.sections()), None)
