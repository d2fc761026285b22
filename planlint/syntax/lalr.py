"""One small shift-reduce loop over the tables that Lark computes from `grammars/*.lark`.

Importing Lark costs five times the start of Python, so its LALR tables ship as generated Python
data (`python -m planlint.syntax.build`); tests prove the same trees as Lark itself on real and on
random token strings. There is no second grammar: the tables are the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any, NamedTuple, Protocol

from planlint.patterns import regex

END = "$END"
WORD, OTHER = "\1", "\0"
"""Stand for all characters that are of a word (\\w) and for all others, in how a token begins."""


class Token(Protocol):
    """What the loop needs of a token: the name of its terminal."""

    @property
    def type(self) -> str:
        """The terminal's name in the grammar."""


class Lexeme(NamedTuple):
    """A token of a text grammar: its terminal and its place in the text."""

    type: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset after the last character."""
        return self.start + len(self.text)


class Tree(NamedTuple):
    """The node that is built where no builder is given for a rule."""

    name: str
    children: tuple[Any, ...]


class SyntaxMismatch(ValueError):  # noqa: N818 - an expected outcome, not an error of the program
    """The tokens are no sentence of the grammar; `at` is the offset or token index reached."""

    def __init__(self, at: int) -> None:
        super().__init__(f"no parse at {at}")
        self.at = at


Builder = Callable[[Sequence[Any]], Any]
_Rule = tuple[str, int, str, Builder | None]
_Match = Callable[[str, int], re.Match[str] | None]
_Opener = tuple[str, _Match, str]
"""A terminal, the match of its pattern, and its second characters ("": any)."""
_Place = tuple[str, int, int]
"""A token before it is made: its terminal, its start and its end."""
_ALPHABET = 1024  # characters that are remembered to open a token
_FORMS = 512  # shapes of trees that are remembered
_LAST = Lexeme(END, "", -1)


class Grammar:
    """The compiled tables of one grammar, loaded on first use."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._states: Sequence[Mapping[str, int]] = ()
        self._rules: Sequence[_Rule] = ()
        self._start = self._end = 0
        self._terminals: Sequence[tuple[str, str, str, str]] = ()
        self._openers = lru_cache(_ALPHABET)(self._that_open)
        self._shapes = lru_cache(_FORMS)(self._shape)
        self._dropped: frozenset[str] = frozenset()

    def _load(self) -> None:
        tables: Any = import_module(f"planlint.syntax._{self.name}_tables")
        self._start, self._end = tables.START, tables.END
        self._rules = [
            (origin, length, name, None if inlined else _tree_maker(name))
            for origin, name, length, inlined in tables.RULES
        ]
        self._dropped = frozenset(tables.DROPPED)
        self._terminals = tables.TERMINALS
        self._states = tables.STATES  # last: another thread sees either nothing or everything

    def parse(self, tokens: Iterable[Token], build: Mapping[str, Builder] | None = None) -> Any:
        """Parse tokens; `build` maps a rule's name or alias to the maker of its node.

        Raises SyntaxMismatch where the tokens are no sentence of the grammar.
        """
        if not self._states:
            self._load()
        states, rules, dropped, makers = self._states, self._rules, self._dropped, build or {}
        # Finished nodes lie in one list, and `marks` says where those of each symbol on the path
        # begin: the children of an inlined rule are in their place, and it moves nothing.
        path, marks, nodes = [self._start], list[int](), list[Any]()
        for index, token in enumerate((*tokens, _LAST)):
            kind = token.type
            while (action := states[path[-1]].get(kind)) is not None and action < 0:
                origin, length, name, make_tree = rules[~action]
                if length == 1:
                    path.pop()
                elif length:
                    del path[-length:], marks[1 - length :]
                else:
                    marks.append(len(nodes))
                path.append(states[path[-1]][origin])
                if make_tree is not None:
                    at = marks[-1]
                    nodes[at:] = [makers.get(name, make_tree)(nodes[at:])]
            if action is not None:
                path.append(action)
                marks.append(len(nodes))
                if kind not in dropped:
                    nodes.append(token)
            elif token is not _LAST or path[-1] != self._end:
                raise SyntaxMismatch(index)
        return nodes[0]

    def parse_text(self, text: str, build: Mapping[str, Builder] | None = None) -> Any:
        """Split a text with the grammar's own terminals and parse it.

        Raises SyntaxMismatch where a character or a token does not fit.
        """
        places = self._places(text, 0)
        end = places[-1][2] if places else 0
        if end < len(text):
            raise SyntaxMismatch(end)
        shape = None if build else self._shapes(tuple([kind for kind, _, _ in places]))
        if shape is None:
            return self.parse(_lexemes(text, places), build)
        return _filled(shape, text, places)

    def _shape(self, kinds: tuple[str, ...]) -> Tree | None:
        """The tree of some tokens by their kinds alone, each leaf with its place among them.

        Most texts of a grammar have one of few shapes. None where they are no sentence.
        """
        try:
            shape: Tree = self.parse([Lexeme(kind, "", at) for at, kind in enumerate(kinds)])
        except SyntaxMismatch:
            return None
        return shape

    def lex_from(self, text: str, at: int) -> list[Lexeme]:
        """The tokens that stand side by side from an offset on, as many as there are."""
        return _lexemes(text, self._places(text, at))

    def _places(self, text: str, at: int) -> list[_Place]:
        """Those tokens by their places, in the order of precedence that Lark's basic lexer uses."""
        if not self._states:
            self._load()
        places, openers, end = list[_Place](), self._openers, len(text)
        while at < end:
            following = text[at + 1 : at + 2]
            for name, match, second in openers(text[at]):
                if second and following not in second:
                    continue
                found = match(text, at)
                if found is not None:
                    start, at = found.span()
                    places.append((name, start, at))
                    break
            else:
                break
        return places

    def _that_open(self, char: str) -> tuple[_Opener, ...]:
        """The terminals that may begin with a character, in the order of their precedence.

        Trying all of them at each place, as one pattern, takes most of the time of a parse.
        """
        kind = WORD if char.isalnum() or char == "_" else OTHER
        return tuple(
            (name, regex(pattern).match, second)
            for name, pattern, first, second in self._terminals
            if char in first or kind in first
        )


def _lexemes(text: str, places: Iterable[_Place]) -> list[Lexeme]:
    return [Lexeme(kind, text[start:end], start) for kind, start, end in places]


def _filled(shape: Tree, text: str, places: Sequence[_Place]) -> Tree:
    """A tree of some shape with the tokens at some places as its leaves; most tokens are none."""
    children: list[Tree | Lexeme] = []
    for child in shape.children:
        if isinstance(child, Tree):
            children.append(_filled(child, text, places))
        else:
            kind, start, end = places[child.start]
            children.append(Lexeme(kind, text[start:end], start))
    return Tree(shape.name, tuple(children))


def _tree_maker(name: str) -> Builder:
    return lambda children: Tree(name, tuple(children))
