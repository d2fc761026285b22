"""One responsibility clause: from a candidate text to its members by role and its deadline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from planlint.patterns import compiled
from planlint.readers.source import Span
from planlint.semantics.deadline import read_deadlines
from planlint.semantics.departments import (
    Department,
    looks_like_body,
    resolve,
    split_members,
)
from planlint.semantics.slips import slips
from planlint.syntax.ast import Flow
from planlint.syntax.lalr import Grammar, Lexeme, SyntaxMismatch, Tree

GRAMMAR = Grammar("responsibility")
PAIRS = {"（": "）", "[": "]", "【": "】", "〔": "〕"}

_LABEL = compiled(r"\s+[^\s：，；、。]{2,8}(?:单位|部门|时限|领导)：")
_ROLES = ("lead", "participants", "joint")
# Clauses whose reading is kept: a draft repeats those of its parent, and is checked again while it
# is written. They take less than two megabytes.
_REMEMBERED = 512
_LONGEST = 600  # characters; a longer one, of a table's cell, is read anew
_SPACED = compiled(r"[\s*]")
_MAX_NAME = 36
_OFFICIAL = ("局", "厅", "委", "海关", "政府", "管委会", "办公室", "办事处", "支行", "分行")


@dataclass(frozen=True, slots=True)
class DueDate:
    """By when a clause says that its task is due: as printed, and its year and month (0: none)."""

    text: str
    span: Span
    year: int = 0
    month: int = 0


class Found(NamedTuple):
    """A clause that was read: its place, its text, its members by role, its deadline.

    `cells` are those of a table's row that name its members.
    """

    span: Span
    text: str
    roles: dict[str, list[Department]]
    deadline: DueDate | None = None
    cells: tuple[Span, ...] = ()

    def members(self) -> list[Department]:
        """All members in the order of their roles."""
        return [d for members in self.roles.values() for d in members]


class _Candidate(NamedTuple):
    """A squeezed text and where each of its characters stands in the flow."""

    flow: Flow
    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        return self.flow.span(self.places[start], self.places[end - 1] + 1)


def read_clause(
    flow: Flow, start: int, end: int, *, label: str = "", bare: bool = False
) -> Found | None:
    """Read a candidate with the grammar; None where it is no clause.

    `label` is what a table's header says of its cells (责任单位：); with `bare` a bracket that
    names bodies without a role is read, and nothing else.
    """
    candidate = _squeeze(flow, start, end, label)
    said = _kept(candidate.text)
    if said is None or said.bare != bare:
        candidate = _mended(candidate)
        said = _kept(candidate.text)
    if said is None or said.bare != bare:
        return None
    found = _by_role(candidate, said, flow.span(start, end))
    return found if _plausible(found.members()) else None


class _Said(NamedTuple):
    """What the text of a clause says, wherever it stands: `due` is a deadline and its place."""

    bare: bool
    members: tuple[tuple[str, int, str], ...]
    due: tuple[int, int, int, int] | None


def _kept(text: str) -> _Said | None:
    return _said(text) if len(text) <= _LONGEST else _said.__wrapped__(text)


@lru_cache(_REMEMBERED)
def _said(text: str) -> _Said | None:
    """The roles, offsets and names of a clause's members; None where the grammar refuses it."""
    try:
        tree: Tree = GRAMMAR.parse_text(text)
    except SyntaxMismatch:
        return None
    members, due = list[tuple[str, int, str]](), None
    for group in tree.children:
        role = "joint" if group.name == "bare" else group.name
        if role in _ROLES:
            members += [(role, *member) for member in _members(group.children)]
        elif role == "deadline":
            due = _due(text, group.children)
    return _Said(any(g.name == "bare" for g in tree.children), tuple(members), due)


def _mended(candidate: _Candidate) -> _Candidate:
    """A clause without its slips of the pen, which a rule reports."""
    places, text = candidate.places, candidate.text
    kept, chars, at = list[int](), "", 0
    for slip in slips(text):
        beside = places[min(slip.start, len(places) - 1)]
        kept += [*places[at : slip.start], *[beside] * len(slip.right)]
        chars += text[at : slip.start] + slip.right
        at = slip.end
    return candidate._replace(text=chars + text[at:], places=[*kept, *places[at:]])


def read_deadline(flow: Flow, label: str = "") -> DueDate | None:
    """The deadline of a line or a cell that holds nothing else: 完成时限：2027年12月."""
    # The grammar reads a deadline beside names only: lend it one.
    found = read_clause(flow, 0, len(flow.text), label=f"责任单位：有关部门；{label}")
    return found.deadline if found is not None else None


def is_body(member: Department) -> bool:
    """Whether a member is a body, a group of bodies, or ends like one."""
    return is_known(member) or looks_like_body(member.text)


def is_known(member: Department) -> bool:
    """Whether the registry knows the member, as a body, by a name that is gone, or as a group."""
    return bool(member.body) or bool(member.prefix) or member.collective


def is_official(member: Department) -> bool:
    """Whether a member is known, or has a name that only an authority has (云州监管局)."""
    return is_known(member) or (len(member.text) > 3 and member.text.endswith(_OFFICIAL))


def _by_role(candidate: _Candidate, said: _Said, span: Span) -> Found:
    roles: dict[str, list[Department]] = {role: [] for role in _ROLES}
    for role, start, name in said.members:
        roles[role].append(resolve(name, candidate.span(start, start + len(name))))
    if roles["lead"] and roles["joint"]:
        # 牵头单位：A；责任单位：B — with a lead named, the others take part.
        roles["participants"].extend(roles["joint"])
        roles["joint"] = []
    return Found(span, candidate.text, roles, _due_date(candidate, said.due))


def _squeeze(flow: Flow, start: int, end: int, label: str) -> _Candidate:
    """A candidate without white space and bold marks, its bracket closed.

    White space before a label parts it from the names before it, as a semicolon does.
    """
    text, places, chars = flow.text, [start] * len(label), list(label)
    if _SPACED.search(text, start, end) is None:
        whole = range(start, end)
        return _Candidate(
            flow, _closed(label + text[start:end]), [*places, *whole] if label else whole
        )
    for at in range(start, end):
        char = text[at]
        if char.isspace():
            if chars and _LABEL.match(text, at) and chars[-1] not in "，；、。（[":
                places.append(at)
                chars.append("；")
        elif char != "*":
            places.append(at)
            chars.append(char)
    return _Candidate(flow, _closed("".join(chars)), places)


def _closed(text: str) -> str:
    """A clause with its bracket in the grammar's form, and closed where it never was."""
    opener = text[:1]
    if opener in "【〔" and text[-1:] == PAIRS.get(opener):
        text, opener = f"（{text[1:-1]}）", "（"
    if opener in PAIRS and text.count(opener) > text.count(PAIRS[opener]):
        return text.rstrip("。，；") + PAIRS[opener]  # never closed: a rule reports it
    return text


def _members(names: Sequence[Lexeme]) -> Iterator[tuple[int, str]]:
    for lexeme in names:
        for offset, name in split_members(lexeme.text):
            yield lexeme.start + offset, name


def _due(text: str, words: Sequence[Lexeme]) -> tuple[int, int, int, int]:
    """Where a deadline stands, its year and month (0: none)."""
    start, end = words[0].start, words[-1].end
    due = next(read_deadlines(text[start:end], None), None)
    return (start, end, due.year, due.month) if due is not None else (start, end, 0, 0)


def _due_date(candidate: _Candidate, due: tuple[int, int, int, int] | None) -> DueDate | None:
    if due is None:
        return None
    start, end, year, month = due
    return DueDate(candidate.text[start:end], candidate.span(start, end), year, month)


def _plausible(members: Sequence[Department]) -> bool:
    """Most members must be bodies, or look like one: （法定代表人负责） is no clause."""
    # 补贴由市民政局: the words before a clause inside a sentence are no part of a name.
    # Nor is a verb: 市民政局牵头市财政局 says two things that no mark parts.
    for member in members:
        text = member.text
        if len(text) > _MAX_NAME or "由" in text or ("牵头" in text and not member.collective):
            return False
    return sum(map(is_body, members)) * 2 > len(members)
