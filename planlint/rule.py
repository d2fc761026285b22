"""The rule: what a file in `rules/` holds, and how all of them are found.

A rule is a class with its facts on top (id, name, severity, both languages' messages, source,
examples) and one method, `check`. It yields findings; it never pairs, prints or computes lines.
"""

from __future__ import annotations

import datetime as dt
import importlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol, TypeVar

from planlint.diagnostic import Severity
from planlint.errors import RuleDefinitionError, UsageError
from planlint.readers.source import Source, Span
from planlint.semantics.concepts import Concepts
from planlint.semantics.terms import Terms

if TYPE_CHECKING:
    from planlint.compare import Comparison
    from planlint.semantics.naming import KnownTitle
    from planlint.semantics.plan import Plan
    from planlint.semantics.wording import Wording


class Text(NamedTuple):
    """A message, or a piece of one, in both languages."""

    zh: str
    en: str

    def in_language(self, lang: str) -> str:
        """The text in "zh" or "en"."""
        return self.en if lang == "en" else self.zh


class Spanned(Protocol):
    """Anything with a place in the source: a node, an indicator, a department."""

    @property
    def span(self) -> Span:
        """The place."""


class Also(NamedTuple):
    """A related place: its source (the draft's own where None), its span, a word about it."""

    span: Span
    text: Text
    source: Source | None = None


class Change(NamedTuple):
    """One edit of a fix: the span to replace and what to put there."""

    span: Span
    content: str


class Repair(NamedTuple):
    """A fix in the rule's terms; `safe` ones change nothing of meaning."""

    changes: tuple[Change, ...]
    text: Text
    safe: bool


class Finding(NamedTuple):
    """What a rule yields. `span` None is the whole document; `key` is its meaning."""

    rule: type[Rule]
    span: Span | None
    text: Text
    fields: Mapping[str, Any]
    also: tuple[Also, ...]
    severity: Severity
    repair: Repair | None
    key: str

    def message(self, lang: str) -> str:
        """The message in a language."""
        shown = {
            name: value.in_language(lang) if isinstance(value, Text) else value
            for name, value in self.fields.items()
        }
        return self.text.in_language(lang).format(**shown)


T = TypeVar("T")
KNOWN_CONCEPTS = Concepts()
KNOWN_TERMS = Terms()


class Context(NamedTuple):
    """What a rule sees: the draft, its parents, their comparison, its options, the date.

    `since` compares the draft with its predecessor. `concepts` tell what indicators mean. `date`
    is the document's own date, None where it is unknown; the clock is never read. `rules` are the
    rules of this run, `roster` the names of the place's own departments where they are configured.
    `wording` holds the draft's texts as printed, `terms` the lists of words with the user's own.
    `library` are the titles of the plans in the configured folders.
    """

    draft: Plan
    wording: Wording
    parents: tuple[Plan, ...] = ()
    predecessor: Plan | None = None
    comparison: Comparison | None = None
    since: Comparison | None = None
    concepts: Concepts = KNOWN_CONCEPTS
    options: Mapping[str, Any] = MappingProxyType({})
    date: dt.date | None = None
    rules: tuple[Rule, ...] = ()
    roster: tuple[str, ...] = ()
    terms: Terms = KNOWN_TERMS
    library: tuple[KnownTitle, ...] = ()
    made: dict[Callable[[Context], Any], Any] | None = None

    def once(self, make: Callable[[Context], T]) -> T:
        """What a function makes of the context, made once for all rules of a run.

        For what several rules look at. It must not depend on a rule's options, nor be changed.
        """
        if self.made is None:
            return make(self)
        if make not in self.made:
            self.made[make] = make(self)
        found: T = self.made[make]
        return found

    @property
    def source(self) -> Source:
        """The draft's source."""
        return self.draft.source

    def runs(self, rule_id: str) -> bool:
        """Whether a rule is of this run; one defect is left to it only then."""
        return any(r.id == rule_id for r in self.rules)


class Example(NamedTuple):
    """A fragment in a clean frame (or a whole document), with 〔[…]〕 around the expected span.

    `parent` and `predecessor` are fragments in the frames of such plans. `note` says why the
    example is there.
    """

    draft: str
    parent: str = ""
    note: str = ""
    predecessor: str = ""
    options: Mapping[str, Any] = MappingProxyType({})
    date: str = ""
    whole: bool = False


class Good(Example):
    """An example that gives nothing: best a near miss."""

    __slots__ = ()


class Bad(Example):
    """An example that gives its finding exactly at the mark; without one, for the document."""

    __slots__ = ()


class Rule:
    """Base of all rules; see CONTRIBUTING.md for a walk through one.

    The class docstring explains the rule in Chinese, as `planlint explain` prints it; `why_en`
    says the same in English. `source` names the standard or the practice behind it. `needs` is
    "parent" or "predecessor" where the rule has nothing to do without one. `aside` is true for the
    few that set the parents' whole text beside the draft's: half of a check is theirs, and a second
    processor may do it.
    """

    id: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]
    zh: ClassVar[str]
    en: ClassVar[str]
    why_en: ClassVar[str]
    source: ClassVar[str]
    needs: ClassVar[str] = ""
    aside: ClassVar[bool] = False
    fixable: ClassVar[str] = ""
    default_on: ClassVar[bool] = True
    options: ClassVar[Mapping[str, Any]] = MappingProxyType({})
    good: ClassVar[tuple[Good, ...]] = ()
    bad: ClassVar[tuple[Bad, ...]] = ()

    @classmethod
    def summary(cls) -> str:
        """The first line of the explanation."""
        return (cls.__doc__ or "").strip().splitlines()[0]

    def check(self, ctx: Context) -> Iterator[Finding]:
        """Yield what is wrong. Rules of the shell (unreadable files) have nothing to check."""
        del ctx
        return iter(())

    def report(
        self,
        at: Span | Spanned | None,
        *also: Also,
        text: Text | None = None,
        severity: Severity | None = None,
        repair: Repair | None = None,
        key: str = "",
        **fields: Any,
    ) -> Finding:
        """A finding of this rule; `fields` fill the message, `text` replaces it."""
        span = at if at is None or isinstance(at, Span) else at.span
        said = text or Text(self.zh, self.en)
        finding = Finding(
            type(self), span, said, fields, also, severity or self.severity, repair, key
        )
        return finding if key else finding._replace(key=_meaning(said, fields))


def _meaning(text: Text, fields: Mapping[str, Any]) -> str:
    """What a finding is about: its words, without counts, which change with the text around."""
    words = (str(v[0] if isinstance(v, Text) else v) for v in fields.values() if type(v) is not int)
    return "\0".join((text.zh, *words))


@cache
def load_rules() -> tuple[type[Rule], ...]:
    """All rules that ship with planlint, by id. A rule file that fails to import fails here."""
    package = importlib.import_module("planlint.rules")
    # Not pkgutil: it loads `inspect`, which takes as long as forty rules.
    files = sorted(f for folder in package.__path__ for f in os.listdir(folder))
    names = [f.removesuffix(".py") for f in files if f.endswith(".py") and not f.startswith("_")]
    return collect([importlib.import_module(f"planlint.rules.{name}") for name in names])


def collect(modules: Sequence[ModuleType]) -> tuple[type[Rule], ...]:
    """The rules that some modules define, sorted by id. Raises RuleDefinitionError."""
    found: dict[str, type[Rule]] = {}
    for module in modules:
        for value in vars(module).values():
            if (
                isinstance(value, type)
                and issubclass(value, Rule)
                and value.__module__ == module.__name__
                and not value.__name__.startswith("_")
            ):
                _check(value)
                taken = found.get(value.id)
                if taken is not None:
                    raise _broken(
                        f"{value.id} is defined twice: {taken.__module__} and {value.__module__}"
                    )
                found[value.id] = value
    names = [r.name for r in found.values()]
    if len(set(names)) != len(names):
        twice = sorted({n for n in names if names.count(n) > 1})
        raise _broken(f"two rules share a name: {', '.join(twice)}")
    return tuple(found[i] for i in sorted(found))


def _broken(message: str) -> RuleDefinitionError:
    return RuleDefinitionError(message, message)


def _check(rule: type[Rule]) -> None:
    for attribute in ("id", "name", "severity", "zh", "en", "why_en", "source"):
        if not getattr(rule, attribute, None):
            raise _broken(f"{rule.__module__}.{rule.__name__} has no {attribute}")
    if not rule.__doc__:
        raise _broken(f"{rule.__module__}.{rule.__name__} has no docstring")


def find_rule(selector: str) -> tuple[type[Rule], ...]:
    """The rules that an id, a name or a family stands for; empty where there is none."""
    wanted = selector.strip()
    upper = wanted.upper()
    rules = load_rules()
    if upper == "ALL":
        return rules
    return tuple(
        r for r in rules if upper in (r.id, r.id.rstrip("0123456789")) or r.name == wanted.lower()
    )


def require_rule(selector: str) -> tuple[type[Rule], ...]:
    """The rules that a selector stands for. Raises UsageError with the nearest known name."""
    rules = find_rule(selector)
    if not rules:
        near_zh, near_en = nearest(selector, [n for r in load_rules() for n in (r.id, r.name)])
        raise UsageError(f"没有这条规则：{selector}{near_zh}", f"no such rule: {selector}{near_en}")
    return rules


def nearest(word: str, known: Sequence[str]) -> tuple[str, str]:
    """A hint at the nearest known word, in both languages; empty where none is near."""
    import difflib

    close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return (f"；是不是想写 {close[0]}？", f"; did you mean {close[0]}?") if close else ("", "")
