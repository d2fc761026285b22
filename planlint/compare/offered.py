"""The commitments that a draft offers, found by the characters of their words and by number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from planlint.compare.likeness import bigrams
from planlint.knowledge import table
from planlint.matching import matcher
from planlint.patterns import compiled
from planlint.semantics.commitment import Commitment

_MIN_THING, _LONGEST_THING = 4, 60
_EVERYWHERE, _NEAREST = 200, 64  # commitments that a pair may find; looked at closely
LEVEL_WORDS = str.maketrans(dict.fromkeys("省市州县区旗乡镇街道村全各我本和与及、，的", None))
"""Level words and particles, which change from plan to plan."""


class Offered:
    """The draft's commitments, found by the pairs of characters of their words and by number."""

    def __init__(self, commitments: Sequence[Commitment]) -> None:
        self.commitments = commitments
        self.topics = index_of(c.topic for c in commitments)
        self.plain = [thing_of(c).translate(LEVEL_WORDS) for c in commitments]
        self.cores = index_of(self.plain)
        self.same: defaultdict[str, list[int]] = defaultdict(list)
        self.numbers: defaultdict[tuple[object, str], list[int]] = defaultdict(list)
        self.abbreviations: defaultdict[str, list[int]] = defaultdict(list)
        for at, commitment in enumerate(commitments):
            if name := abbreviation_of(commitment):
                self.abbreviations[name].append(at)
            self.numbers[number_of(commitment)].append(at)
            self.same[thing_of(commitment)].append(at)


def index_of(texts: Iterable[str]) -> dict[str, list[int]]:
    """Which of some texts have each pair of characters."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        for gram in bigrams(text):
            index[gram].append(at)
    return index


def sharing(text: str, index: Mapping[str, list[int]]) -> Iterator[int]:
    """The texts of an index that share most pairs of characters with a text, the nearest first.

    Pairs that stand nearly everywhere find nothing: else a long plan would compare all with all.
    """
    places = (index.get(gram, ()) for gram in bigrams(text))
    found = Counter(chain.from_iterable(p for p in places if len(p) <= _EVERYWHERE))
    return (at for at, _ in found.most_common()[:_NEAREST])  # a number loads heapq


def number_of(commitment: Commitment) -> tuple[object, str]:
    """A commitment's value and unit."""
    return commitment.quantity.value, commitment.quantity.unit


def shared_piece(one: str, other: str) -> int:
    """How long the longest piece is that two texts share, level words aside."""
    left, right = one.translate(LEVEL_WORDS), other.translate(LEVEL_WORDS)
    return matcher(left, right).find_longest_match().size


@cache
def _making() -> tuple[str, ...]:
    return tuple(sorted(table("commitments")["verbs"]["making"], key=len, reverse=True))


def is_making(text: str) -> bool:
    """Whether a text is verbs of making only: 培育, 组织实施."""
    while text:
        verb = next((v for v in _making() if text.startswith(v)), "")
        if not verb:
            return False
        text = text.removeprefix(verb)
    return True


_ABBREVIATION = compiled(r"([A-Z][A-Za-z.\d]{2,9})）?$")


def abbreviation_of(commitment: Commitment) -> str:
    """The abbreviation with which a subject ends: 电能利用效率（PUE）; "" where it has none."""
    last = commitment.subject[-1:]
    if last != "）" and not last.isascii():
        return ""
    match = _ABBREVIATION.search(commitment.subject)
    return match[1] if match is not None else ""


# 采用“揭榜挂帅”组织攻关项目, 以租赁方式筹集住房: how it is done stands before the verb.
_MANNER = compiled(
    r".*(?:方式|机制|形式|模式|制|等)(?:组织|实施|开展|培育|打造|建设|筹集)+(?P<thing>[一-龥]{4,})$"
)


def thing_of(commitment: Commitment) -> str:
    """What is counted, without the verbs before it: 培育智能工厂 and 新增智能工厂 are one thing."""
    core = commitment.core
    if commitment.quantity.unit not in table("commitments")["units"]["pieces"]:
        return core
    manner = _MANNER.match(core) if len(core) <= _LONGEST_THING else None
    core = manner["thing"] if manner is not None else core
    verb = next((v for v in _making() if core.startswith(v)), "")
    while verb and len(core) - len(verb) >= _MIN_THING:
        core = core.removeprefix(verb)
        verb = next((v for v in _making() if core.startswith(v)), "")
    return core
