"""Compile the lexicon: the words a tokenizer knows, and the misspellings that are no words.

The words are those of jieba's own dictionary that are common enough, made of simplified characters,
those of `lexicon.toml`, and the names of departments, indicators and places.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any

from planlint.knowledge._regions import DATA as _REGIONS
from planlint.knowledge.names import spellings

HERE = Path(__file__).parent
LEAST = {1: 2, 2: 5, 3: 30, 4: 20}
"""How often a word of so many characters must stand in jieba's dictionary; longer ones are left."""
OWN = 150
"""The frequency of a word that jieba lacks."""
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LEVELS = "abcdefghijklmnopqrstuvwxyz"


def render_lexicon(header: str) -> str:
    """The module of the words: pairs of characters and longer words by their first character.

    A letter stands for a frequency: half its place in the alphabet is the logarithm.
    """
    seconds: dict[str, list[str]] = defaultdict(list)
    longer: dict[str, list[str]] = defaultdict(list)
    for word, count in sorted(_words().items()):
        if len(word) == 2:
            seconds[word[0]].append(word[1])
        elif len(word) > 2:
            longer[word[0]].append(f" {word[1:]}{_level(count)}")
    return _module(header, {"pairs": _lines(seconds), "longer": _lines(longer)})


def render_frequencies(header: str) -> str:
    """The module of the frequencies of characters and, in their order, of pairs: only a text that
    is cut into words needs them.
    """
    words = sorted(_words().items())
    levels: dict[str, list[str]] = defaultdict(list)
    for word, count in words:
        if len(word) == 2:
            levels[word[0]].append(_level(count))
    return _module(
        header,
        {
            "total": sum(count for _, count in words),
            "singles": "\n".join(word + _level(n) for word, n in words if len(word) == 1),
            "levels": _lines(levels),
        },
    )


def render_misspellings(header: str) -> str:
    """The module of the slips: pairs one confusable character away from a common word.

    `sieve` has these and the beginnings of all listed wordings. Those that are words themselves are
    in `intended`, each with the common words near it; `basic` and `common` are all of these.
    """
    words = set(_words())
    near, either = confusable(), set(_listed("either"))
    slips: set[str] = set()
    doubtful: dict[str, list[str]] = defaultdict(list)
    for word in chain(_listed("basic"), _listed("common")):
        a, b = word[0], word[1]
        for wrong in (*(x + b for x in near.get(a, ())), *(a + y for y in near.get(b, ()))):
            if wrong in words:
                if wrong not in either:
                    doubtful[wrong].append(word)
            else:
                slips.add(wrong)
    return _module(
        header,
        {
            "sieve": _lines(_by_first({*slips, *doubtful, *_heads()})),
            "intended": "\n".join(w + "".join(sorted(r)) for w, r in sorted(doubtful.items())),
            **{name: _lines(_by_first(_listed(name))) for name in ("basic", "common")},
        },
    )


def render_typos(header: str) -> str:
    """The module of the table of typos: a line a row, its fields parted by “|”, words by spaces.

    A run reads few of the rows: a line is quicker to load than a row of lists.
    """
    rows = _read("typos")["rows"]
    lists = ("before", "after", "needs_before", "needs_after", "near")
    fields = ((r["wrong"], r["right"], *(" ".join(r.get(k, ())) for k in lists)) for r in rows)
    return _module(header, {"rows": "\n".join(map("|".join, fields))})


def render_confusions(header: str) -> str:
    """The module of the characters that each character is confused with."""
    return _module(header, {"near": _lines({a: sorted(b) for a, b in confusable().items()})})


@cache
def confusable() -> dict[str, set[str]]:
    """The characters that each character is confused with."""
    data = _read("confusions")
    groups = [*data["sounds"].values(), *data["shapes"]["groups"].split()]
    near: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for char in group:
            near[char].update(group)
    return {char: others - {char} for char, others in near.items()}


def _words() -> dict[str, int]:
    """All words with their frequencies."""
    own = (*_listed("basic"), *_listed("common"), *_listed("words"), *_names())
    wrong = set(_certain_typos())
    words = {w: n for w, n in _jieba() if w not in wrong}
    for word in own:
        words[word] = max(words.get(word, 0), OWN)
    return words


def _jieba() -> Iterator[tuple[str, int]]:
    spec = find_spec("jieba")
    assert spec is not None and spec.submodule_search_locations
    path = Path(spec.submodule_search_locations[0]) / "dict.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split()
        if int(count) >= LEAST.get(len(word), 1 << 60) and _simplified(word):
            yield word, int(count)


def _simplified(word: str) -> bool:
    """Whether a word is written in the characters of GB 2312."""
    try:
        word.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return _HAN.fullmatch(word) is not None


def _listed(name: str) -> list[str]:
    words: list[str] = _read("lexicon")[name].split()
    return words


def _names() -> Iterator[str]:
    """Names of departments, indicators and places as they are printed."""
    bodies = _read("departments")["body"]
    concepts = _read("indicators")["concept"]
    lists: Iterable[Iterable[str]] = (
        *((*b.get("national", ()), *b.get("local", ())) for b in bodies),
        *((c["name"], *c.get("aliases", ())) for c in concepts),
    )
    for name in (*chain.from_iterable(lists), *_REGIONS):
        if len(name) > 1 and _simplified(name):
            yield name


def _heads() -> set[str]:
    """The first two characters of every wording in the lists of typos and variants."""
    typos = (row["wrong"] for row in _read("typos")["rows"])
    variants = (form for row in _read("variants")["rows"] for form in spellings(row))
    return {wording[:2] for wording in (*typos, *variants)}


def _certain_typos() -> Iterator[str]:
    return (row["wrong"] for row in _read("typos")["rows"] if len(row) == 2)


def _read(name: str) -> dict[str, Any]:
    with (HERE / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def _level(count: int) -> str:
    return _LEVELS[min(len(_LEVELS) - 1, round(2 * math.log(count)))]


def _lines(found: Mapping[str, Iterable[str]]) -> str:
    """What belongs to each first character, a line each: one long text is quick to load."""
    return "\n".join(first + "".join(rest) for first, rest in sorted(found.items()))


def _by_first(words: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        found[word[0]].append(word[1:])
    return found


def _module(header: str, data: Mapping[str, str | int]) -> str:
    """A module with its DATA; long texts keep their lines."""
    rows = (
        f'    {k!r}: """{v}""",' if isinstance(v, str) else f"    {k!r}: {v},"
        for k, v in data.items()
    )
    return f"{header}DATA = {{\n" + "\n".join(rows) + "\n}\n"
