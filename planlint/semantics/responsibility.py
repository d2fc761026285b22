"""Responsibility clauses: who answers for a task."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planlint.readers.source import Span
from planlint.semantics.departments import (
    Department,
    looks_like_body,
    resolve,
    split_members,
)
from planlint.semantics.slips import slips
from planlint.syntax.ast import Block, Clause, Flow, Paragraph, Part, Section
from planlint.syntax.lalr import Grammar, Lexeme, SyntaxMismatch, Tree

GRAMMAR = Grammar("responsibility")

_ROLE = re.compile(r"牵头|责任|负责|配合|参与|参加|主办|协办|落实|协同|分工")
_PAIRS = {"（": "）", "[": "]", "【": "】", "〔": "〕"}
_OPENER = re.compile(r"[（\[【〔]")
# A clause without brackets at the end of a paragraph: 责任单位：市民政局、市财政局。
_LABELLED = re.compile(
    r"(?:^|(?<=。)) *(?:牵头|责任|主办|参与|参加|配合|协同|协办|落实)(?:责任|负责)?(?:单位|部门)："
    r"[^。]{2,200}。?$"
)
_LABEL = re.compile(r"\s+[^\s：，；、。]{2,8}(?:单位|部门|时限|领导)：")
# A paragraph that is a clause as a whole: 县交通运输局牵头，县公安局配合。
_WHOLE = re.compile(r"[^。：]{4,200}(?:牵头|负责|配合|落实|参与)。?")
_MAX_CLAUSE = 600
_MAX_NAME = 36


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One clause: its place and its members by role.

    `joint` holds 责任单位 and 按职责分工负责. `section` is the offset of the marker of the section
    that the clause closes, -1 before the first heading.
    """

    span: Span
    text: str
    lead: tuple[Department, ...]
    participants: tuple[Department, ...]
    joint: tuple[Department, ...]
    section: int = -1

    @property
    def members(self) -> tuple[Department, ...]:
        """All members in the order of their roles."""
        return self.lead + self.participants + self.joint


class _Found(NamedTuple):
    span: Span
    text: str
    roles: dict[str, list[Department]]


def read_responsibilities(part: Part) -> tuple[Responsibility, ...]:
    """All clauses of a part, in the order of the text."""
    clauses = list(_blocks(part.blocks, -1))
    for box in part.boxes:
        clauses.extend(_blocks(box.blocks, -1))
    for section in part.walk():
        clauses.extend(_of_section(section))
    return tuple(sorted(clauses, key=lambda c: c.span.start))


def _of_section(section: Section) -> Iterator[Responsibility]:
    owner = section.marker.span.start
    for found in _find(section.heading):
        yield _make(found, owner)
    yield from _blocks(section.blocks, owner)
    for box in section.boxes:
        yield from _blocks(box.blocks, owner)


def _blocks(blocks: Sequence[Block], owner: int) -> Iterator[Responsibility]:
    """Clauses of blocks; lines of their own that follow each other are one clause."""
    pending: _Found | None = None
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        found = list(_find(block.flow))
        own_line = isinstance(block, Clause) and len(found) == 1
        if (
            own_line
            and pending is not None
            and not (found[0].roles["lead"] and pending.roles["lead"])
        ):
            pending = _merge(pending, found[0])
            continue
        if pending is not None:
            yield _make(pending, owner)
            pending = None
        if own_line and block.flow.text[:1] not in "（[":
            pending = found[0]
        else:
            for one in found:
                yield _make(one, owner)
    if pending is not None:
        yield _make(pending, owner)


def _merge(first: _Found, second: _Found) -> _Found:
    roles = {role: first.roles[role] + second.roles[role] for role in first.roles}
    return _Found(Span(first.span.start, second.span.end), f"{first.text}；{second.text}", roles)


def _make(found: _Found, owner: int) -> Responsibility:
    roles = found.roles
    return Responsibility(
        found.span,
        found.text,
        tuple(roles["lead"]),
        tuple(roles["participants"]),
        tuple(roles["joint"]),
        owner,
    )


def _find(flow: Flow) -> Iterator[_Found]:
    text = flow.text
    if _ROLE.search(text) is None:
        return
    at = 0
    for opener in _OPENER.finditer(text):
        if opener.start() < at:
            continue
        end = _close(text, opener.start())
        inner = text[opener.start() : end]
        if len(inner) <= _MAX_CLAUSE and _ROLE.search(inner):
            found = _parse(flow, opener.start(), end)
            if found is not None:
                yield found
                at = end
    labelled = _LABELLED.search(text)
    if labelled is None and _WHOLE.fullmatch(text):
        found = _parse(flow, 0, len(text))
        if found is not None and all(_is_body(d) for ds in found.roles.values() for d in ds):
            yield found
    if labelled is not None:
        start = labelled.start() + len(labelled.group()) - len(labelled.group().lstrip())
        found = _parse(flow, start, labelled.end())
        if found is not None:
            yield found


def _close(text: str, at: int) -> int:
    """The offset after the bracket that closes the one at `at`; the end where none does."""
    opener, depth = text[at], 0
    for mark in re.compile(f"[{re.escape(opener + _PAIRS[opener])}]").finditer(text, at):
        depth += 1 if mark.group() == opener else -1
        if depth == 0:
            return mark.end()
    return len(text)


def _parse(flow: Flow, start: int, end: int) -> _Found | None:
    """Read a candidate with the grammar; None where it is no clause."""
    places, squeezed = _squeeze(flow.text, start, end)
    opener = squeezed[:1]
    if opener in "【〔" and squeezed[-1:] == _PAIRS.get(opener):
        squeezed, opener = f"（{squeezed[1:-1]}）", "（"
    if opener in _PAIRS and squeezed.count(opener) > squeezed.count(_PAIRS[opener]):
        squeezed = squeezed.rstrip("。，；") + _PAIRS[opener]  # never closed: a rule reports it
    tree = _tree(squeezed)
    if tree is None:
        places, squeezed = _mend(places, squeezed)
        tree = _tree(squeezed)
    if tree is None:
        return None
    roles: dict[str, list[Department]] = {"lead": [], "participants": [], "joint": []}
    for group in tree.children:
        if group.name in roles:
            roles[group.name].extend(_members(flow, places, group.children))
    if roles["lead"] and roles["joint"]:
        # 牵头单位：A；责任单位：B — with a lead named, the others take part.
        roles["participants"].extend(roles["joint"])
        roles["joint"] = []
    if not _plausible([d for members in roles.values() for d in members]):
        return None
    return _Found(flow.span(start, end), squeezed, roles)


def _tree(text: str) -> Tree | None:
    try:
        tree: Tree = GRAMMAR.parse_text(text)
    except SyntaxMismatch:
        return None
    return tree


def _mend(places: list[int], text: str) -> tuple[list[int], str]:
    """A clause without its slips, and where its characters stand."""
    kept, chars, at = list[int](), "", 0
    for slip in slips(text):
        beside = places[min(slip.start, len(places) - 1)]
        kept += [*places[at : slip.start], *[beside] * len(slip.right)]
        chars += text[at : slip.start] + slip.right
        at = slip.end
    return [*kept, *places[at:]], chars + text[at:]


def _squeeze(text: str, start: int, end: int) -> tuple[list[int], str]:
    """A candidate without white space and bold marks, and where its characters stand.

    White space before a label parts it from the names before it, as a semicolon does.
    """
    places, chars = list[int](), list[str]()
    for at in range(start, end):
        char = text[at]
        if char.isspace():
            if chars and _LABEL.match(text, at) and chars[-1] not in "，；、。（[":
                places.append(at)
                chars.append("；")
        elif char != "*":
            places.append(at)
            chars.append(char)
    return places, "".join(chars)


def _members(flow: Flow, places: Sequence[int], names: Sequence[Lexeme]) -> Iterator[Department]:
    for lexeme in names:
        for offset, name in split_members(lexeme.text):
            first = places[lexeme.start + offset]
            last = places[lexeme.start + offset + len(name) - 1]
            yield resolve(name, flow.span(first, last + 1))


def _plausible(members: Sequence[Department]) -> bool:
    """Most members must be bodies, or look like one: （法定代表人负责） is no clause."""
    if not members or any(len(d.text) > _MAX_NAME for d in members):
        return False
    return sum(map(_is_body, members)) * 2 > len(members)


def _is_body(member: Department) -> bool:
    return bool(member.body) or member.collective or looks_like_body(member.text)
