"""How citation rules look at titles: which are cited, under which short names, near to what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from planlint.knowledge import table
from planlint.knowledge.title_names import STATE, carried, identity, issuer, normal_title
from planlint.readers.source import Span
from planlint.rule import Also, Context, Text
from planlint.semantics.citation import Citation
from planlint.semantics.naming import KnownTitle, nearly, same
from planlint.semantics.review import is_review

_PARENT = "上级规划"
_PREDECESSOR = "上期规划"
_FAR = 4  # characters between a slip and the title that is meant, at most


def titles(ctx: Context) -> Iterator[Citation]:
    """All citations with a title in the file, without names that the text itself introduced."""
    cited = ctx.draft.all_citations
    short = {normal_title(c.short) for c in cited if c.short}
    return (c for c in cited if c.title and normal_title(c.title) not in short)


def by_wording(citations: Iterable[Citation]) -> Iterator[tuple[Citation, ...]]:
    """Citations of one wording together, in the order of their first places."""
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        groups.setdefault("".join(citation.title.split()), []).append(citation)
    return (tuple(g) for g in groups.values())


def marked(citation: Citation) -> Span:
    """A title with its 《》, without the number that follows."""
    return Span(citation.span.start, citation.title_span.end + 1)


def others(citations: Iterable[Citation]) -> tuple[Also, ...]:
    """The further places of one wording."""
    return tuple(Also(marked(c), Text("同样的写法", "the same wording")) for c in citations)


def around(ctx: Context) -> tuple[KnownTitle, ...]:
    """The documents around the draft: parents, predecessor, the user's own, the library."""
    given = [(p, _PARENT) for p in ctx.parents]
    if ctx.predecessor is not None:
        given.append((ctx.predecessor, _PREDECESSOR))
    near = (KnownTitle(p.title, p.document_number, name, close=True) for p, name in given)
    rows = ctx.terms.own.get("known_documents", ())
    listed = (KnownTitle(r["title"], r.get("number") or "", close=True) for r in rows)
    own = ctx.draft.title
    return tuple(k for k in (*near, *listed, *ctx.library) if k.title and not same(k.title, own))


def registered(title: str) -> KnownTitle | None:
    """The well-known document that a title names rightly."""
    at = table("known_documents")["names"].get(identity(title))
    known = None if at is None else _known(table("known_documents")["rows"][at])
    return known if known is not None and same(title, known.title) else None


def near_registered(title: str) -> KnownTitle | None:
    """The well-known document that a title names nearly."""
    named = identity(title)
    letters, least, most = frozenset(named), len(named) - _FAR, len(named) + _FAR
    enough = len(letters) * 2 / 3
    state = named[:1] == STATE[0]  # its name may be garbled
    rows = table("known_documents")["rows"]
    for known, at in table("known_documents")["names"].items():
        likely = least <= len(known) <= most and len(letters.intersection(known)) >= enough
        if (likely or (state and named.endswith(known))) and nearly(title, rows[at]["title"]):
            return _known(rows[at])
    return None


def may_mean(title: str, known: str) -> bool:
    """A cheap look first: a slip changes few letters; the rest is compared in earnest."""
    one, other = identity(title), identity(known)
    return abs(len(one) - len(other)) <= _FAR and len({*one} & {*other}) * 3 >= len({*one}) * 2


def numbered(number: str) -> KnownTitle | None:
    """The well-known document that bears a number."""
    row = _by_number().get(number)
    return _known(row) if row is not None else None


@cache
def _by_number() -> dict[str, Mapping[str, Any]]:
    return {r["number"]: r for r in table("known_documents")["rows"] if r.get("number")}


def _known(row: Mapping[str, Any]) -> KnownTitle:
    return KnownTitle(row["title"], row.get("number") or "")


def rightly(cited: str, title: str) -> str:
    """What should stand in 《》 in place of a wrong title, in the same form: notice, short, whole."""
    bare, right = "".join(cited.split()), carried(title)
    if carried(cited) != cited:
        right = bare.replace(carried(cited), right)
    elif right == title:
        if not bare.startswith(STATE):
            right = right.removeprefix(STATE)
        if issuer(title) and not issuer(cited) and "关于" in right:
            right = right[right.index("关于") :]
    return right.replace("《", "〈").replace("》", "〉")


def is_own(ctx: Context, title: str) -> bool:
    """Whether a title means the draft itself, rightly or nearly."""
    own = ctx.draft.title
    return bool(own) and (same(title, own) or nearly(title, own, close=True))


def in_review(ctx: Context, span: Span) -> bool:
    """Whether a place stands in a section that looks back."""
    return any(
        s.span.start <= span.start < s.span.end and is_review(s.title) for s in ctx.draft.sections()
    )
