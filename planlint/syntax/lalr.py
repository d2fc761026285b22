"""One small shift-reduce loop over the tables that Lark computes from `grammars/*.lark`.

Importing Lark costs five times the start of Python, so its LALR tables ship as generated Python
data (`python -m planlint.syntax.build`); tests prove the same trees as Lark itself on real and on
random token strings. There is no second grammar: the tables are the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple, Protocol

from planlint.patterns import compiled

END = "$END"


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


class Grammar:
    """The compiled tables of one grammar, loaded on first use."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._states: Sequence[Mapping[str, int]] = ()
        self._rules: Sequence[tuple[str, str, int, int]] = ()
        self._start = self._end = 0
        self._lexer: re.Pattern[str] | None = None
        self._dropped: frozenset[str] = frozenset()

    def _load(self) -> None:
        tables: Any = import_module(f"planlint.syntax._{self.name}_tables")
        self._start, self._end, self._rules = tables.START, tables.END, tables.RULES
        self._dropped = frozenset(tables.DROPPED)
        if tables.TERMINALS:
            self._lexer = compiled("|".join(f"(?P<{n}>{p})" for n, p in tables.TERMINALS))
        self._states = tables.STATES  # last: another thread sees either nothing or everything

    def parse(self, tokens: Iterable[Token], build: Mapping[str, Builder] | None = None) -> Any:
        """Parse tokens; `build` maps a rule's name or alias to the maker of its node.

        Raises SyntaxMismatch where the tokens are no sentence of the grammar.
        """
        if not self._states:
            self._load()
        states, rules, dropped, end = self._states, self._rules, self._dropped, self._end
        makers = build or {}
        stack, values = [self._start], list[Any]()
        for index, token in enumerate((*tokens, None)):
            kind = END if token is None else token.type
            while (action := states[stack[-1]].get(kind)) is not None and action < 0:
                origin, name, length, inlined = rules[~action]
                children = _pop(stack, values, length)
                stack.append(states[stack[-1]][origin])
                if inlined:
                    values.append(children)
                elif name in makers:
                    values.append(makers[name](children))
                else:
                    values.append(Tree(name, tuple(children)))
            if action is not None:
                stack.append(action)
                values.append([] if kind in dropped else token)
            elif token is not None or stack[-1] != end:
                raise SyntaxMismatch(index)
        return values[0]

    def parse_text(self, text: str, build: Mapping[str, Builder] | None = None) -> Any:
        """Split a text with the grammar's own terminals and parse it.

        Raises SyntaxMismatch where a character or a token does not fit.
        """
        return self.parse(self.lex(text), build)

    def lex(self, text: str) -> list[Lexeme]:
        """The tokens of a text, in the order of precedence that Lark's basic lexer uses."""
        tokens = self.lex_from(text, 0)
        end = tokens[-1].end if tokens else 0
        if end < len(text):
            raise SyntaxMismatch(end)
        return tokens

    def lex_from(self, text: str, at: int) -> list[Lexeme]:
        """The tokens that stand side by side from an offset on, as many as there are."""
        if not self._states:
            self._load()
        if self._lexer is None:
            raise TypeError(f"grammar {self.name} takes tokens, not text")
        tokens, match = list[Lexeme](), self._lexer.match
        while (found := match(text, at)) is not None and found.group():
            tokens.append(Lexeme(str(found.lastgroup), found.group(), at))
            at = found.end()
        return tokens


def _pop(stack: list[int], values: list[Any], length: int) -> list[Any]:
    """Take the last values off; the children of inlined rules are spliced."""
    if not length:
        return []
    taken = values[-length:]
    del stack[-length:], values[-length:]
    # A left-recursive list grows in place: copying it at each step would be quadratic.
    first = taken[0]
    children: list[Any] = first if type(first) is list else [first]
    for value in taken[1:]:
        if type(value) is list:
            children.extend(value)
        else:
            children.append(value)
    return children
