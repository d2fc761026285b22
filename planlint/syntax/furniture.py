"""Page furniture: numbers of pages, running heads, rules and what an export adds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, pairwise

from planlint.knowledge import table
from planlint.patterns import compiled
from planlint.syntax.lines import Line
from planlint.syntax.titles import is_title

_LONGEST_MARK = 20  # characters of a page's number with its decoration
_SHORTEST_HEAD, _LONGEST_HEAD = 4, 48
_LEAST = 3  # pages; fewer show no count and no running head
_PAGE_LINES = 10  # that a page holds at least
_MOST_NUMBERS, _TRIES = 500, 3  # more plain numbers are a table; how many may be the second page's
_RUNNING_TEXT = 25  # characters of a line that is no cell


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines of the plan itself; numbers that may be cells stay for the tables to judge."""
    anywhere, metadata = _export()
    kept, opening = [], True
    for line in lines:
        if anywhere.match(line.printed) or (opening and metadata.match(line.printed)):
            continue
        opening = opening and line.kind is None
        kept.append(line)
    marks = _page_marks(kept)
    drop = marks | _running_heads(kept, marks)
    return [n for at, n in enumerate(kept) if at not in drop] if drop else kept


def is_page_number(line: Line) -> bool:
    """Whether a line outside of tables is the number of a page."""
    return line.kind is None and _page().match(line.text) is not None


@cache
def _export() -> tuple[re.Pattern[str], re.Pattern[str]]:
    chrome = table("documents")["chrome"]
    anywhere = compiled("|".join(f"(?:{chrome[k]})" for k in ("rule", "comment", "export")))
    return anywhere, compiled(chrome["metadata"])


@cache
def _page() -> re.Pattern[str]:
    return compiled(table("documents")["chrome"]["page"])


@cache
def _marked() -> tuple[re.Pattern[str], re.Pattern[str]]:
    chrome = table("documents")["chrome"]
    return compiled(chrome["page_mark"]), compiled(chrome["page_of"])


def _page_marks(lines: Sequence[Line]) -> set[int]:
    """The lines that are numbers of pages beyond doubt: by their form, or because they count."""
    mark, page_of = _marked()
    found: set[int] = set()
    plain: list[tuple[int, int]] = []
    counted: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        text = line.printed
        if len(text) > _LONGEST_MARK:
            continue
        if text.isdecimal():
            plain.append((at, int(text)))
        elif "/" in text and (match := page_of.match(text)):
            counted[match[2]].append(at)
        elif mark.match(text):
            found.add(at)
    found.update(at for places in counted.values() if len(places) > 1 for at in places)
    return found.union(_count(lines, plain))


def _count(lines: Sequence[Line], plain: Sequence[tuple[int, int]]) -> list[int]:
    """The longest count of plain numbers a page apart, most of them next to running text."""
    if not _LEAST <= len(plain) <= _MOST_NUMBERS:
        return []
    places: dict[int, list[int]] = defaultdict(list)
    for at, value in plain:
        places[value].append(at)
    best: tuple[int, float, list[int]] = (0, 0.0, [])
    for at, value in plain:
        for second in islice(_later(places[value + 1], at), _TRIES):
            chain, deviation = _follow(places, value + 1, [at, second])
            best = max(best, (len(chain), -deviation, chain))
    chain = best[2]
    beside = sum(any(len(n.printed) >= _RUNNING_TEXT for n in _around(lines, at)) for at in chain)
    return chain if len(chain) >= _LEAST and beside * 2 >= len(chain) else []


def _later(places: Sequence[int], at: int) -> Iterator[int]:
    return (place for place in places if place - at >= _PAGE_LINES)


def _follow(
    places: Mapping[int, Sequence[int]], value: int, chain: list[int]
) -> tuple[list[int], float]:
    """A count that goes on with pages of about the same length, and how much they differ."""
    deviation = 0.0
    while True:
        page = chain[-1] - chain[-2]
        value += 1
        near = [p for p in places.get(value, ()) if page / 2 <= p - chain[-1] <= page * 2]
        if not near:
            return chain, deviation / len(chain)
        following = min(near, key=lambda p: abs(p - chain[-1] - page))
        deviation += abs(following - chain[-1] - page)
        chain.append(following)


def _around(lines: Sequence[Line], at: int) -> Iterator[Line]:
    yield from lines[max(0, at - 1) : at]
    yield from lines[at + 1 : at + 2]


def _running_heads(lines: Sequence[Line], marks: set[int]) -> set[int]:
    """Short lines that stand again and again at the edge of a page, with its number."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if line.kind is None and len(line.printed) <= _LONGEST_HEAD and at not in marks:
            places[line.printed].append(at)
    numbers = marks | {at for at, n in enumerate(lines) if n.printed.isdecimal()}
    found: set[int] = set()
    for text, same in places.items():
        if len(same) < 2 or len(text) < _SHORTEST_HEAD or text.isdecimal():
            continue
        titled = same[0] < _LEAST and is_title(text)
        if len(same) < _LEAST and not titled:
            continue
        edges = [at for at in same if at - 1 in numbers or at + 1 in numbers]
        if len(edges) >= len(same) - 1:
            found.update(edges, _beside(lines, edges, numbers))
        elif titled and len(same) >= _LEAST and _is_apart(same):
            found.update(same[1:])
    return found


def _beside(lines: Sequence[Line], heads: Sequence[int], numbers: set[int]) -> list[int]:
    """The numbers that go up from running head to running head, above them or below."""
    for side in (1, -1):
        beside = [at + side for at in heads if at + side in numbers]
        values = [int(lines[at].printed) for at in beside if lines[at].printed.isdecimal()]
        rising = all(b == a + 1 for a, b in pairwise(values))
        if len(beside) == len(heads) == len(values) and rising:
            return beside
    return []


def _is_apart(same: Sequence[int]) -> bool:
    """Whether a title comes back a page apart, without numbers of pages."""
    return all(b - a >= _PAGE_LINES for a, b in pairwise(same[1:]))
