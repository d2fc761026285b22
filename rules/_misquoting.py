"""Which known document a citation means that misnames it; shared by the rules on titles and numbers."""

from __future__ import annotations

from planlint.knowledge.title_names import identity
from planlint.matching import matcher
from planlint.rule import Context
from planlint.semantics.citation import Citation
from planlint.semantics.naming import KnownTitle, facts, nearly, same
from planlint.semantics.outline_title import read_outline_title

from ._citations import is_own, may_mean, near_registered, numbered, registered

_ALIKE = 0.6  # with one number two titles are one document, even where whole words differ
_NAMED = 0.75  # in the basis a plan of the parent's place and period is the parent


def misquoted(ctx: Context, citation: Citation, near: tuple[KnownTitle, ...]) -> KnownTitle | None:
    """The known document, of those near or of all, that a citation means and misnames."""
    title = citation.title
    if read_outline_title(title) is not None or is_own(ctx, title):
        return None  # CIT006's, CIT005's
    if any(same(title, k.title) for k in near) or registered(title) is not None:
        return None
    meant = next(
        (k for k in near if may_mean(title, k.title) and nearly(title, k.title, close=True)), None
    )
    meant = meant or _by_number(ctx, citation, near) or _parent(ctx, citation)
    if meant is not None or facts(title)[0]:
        return meant  # a place of its own: none of the nation's documents
    return near_registered(title)


def _by_number(ctx: Context, citation: Citation, near: tuple[KnownTitle, ...]) -> KnownTitle | None:
    """The document of the cited number, where the titles have most in common."""
    for number in citation.numbers:
        known = next((k for k in near if k.number == number.normal), None)
        known = known or numbered(number.normal)
        if known is not None and _ratio(citation.title, known.title) > _ALIKE:
            return known
    return None


def _parent(ctx: Context, citation: Citation) -> KnownTitle | None:
    """The parent, where a basis sentence leaves out a word of its title."""
    if all(b.start > citation.span.start or citation.span.start >= b.end for b in ctx.draft.basis):
        return None
    for parent in ctx.parents:
        one, other = identity(citation.title), identity(parent.title)
        if facts(citation.title) != facts(parent.title) or not facts(parent.title)[1]:
            continue
        if _is_within(one, other) and _ratio(citation.title, parent.title) > _NAMED:
            return KnownTitle(parent.title, parent.document_number, "上级规划", close=True)
    return None


def _is_within(short: str, whole: str) -> bool:
    """Whether the characters of one stand in the other, in their order."""
    rest = iter(whole)
    return all(c in rest for c in short)


def _ratio(one: str, other: str) -> float:
    return matcher(identity(one), identity(other)).ratio()
