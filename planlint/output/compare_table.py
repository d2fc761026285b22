"""What all formats of the alignment table share: title, notes, sections, rows, columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planlint.compare import Comparison, same_period
from planlint.compare.alignment import Entry, Side
from planlint.output.alignment_words import Word, label, match, remarks, tone
from planlint.patterns import compiled
from planlint.semantics.plan import Plan
from planlint.semantics.quantity import plain
from planlint.semantics.rows import attribute as read_attribute
from planlint.syntax.columns import squeeze

NOTHING = "—"
COLUMNS = {
    "number": Word("序号", "No."),
    "section": Word("类别", "Part"),
    "verdict": Word("核对结论", "Verdict"),
    "name": Word("指标或要求", "Indicator or commitment"),
    "parent": Word("上级规划", "Parent"),
    "draft": Word("草案", "Draft"),
    "value": Word("目标值", "Value"),
    "attribute": Word("属性", "Attribute"),
    "place": Word("出处", "Place"),
    "match": Word("对应方式", "Matched by"),
    "remarks": Word("说明", "Remarks"),
    "chart": Word("高低对照", "Difference"),
    "total": Word("合计", "Total"),
}
_BARE = compiled(r"[\d.,\s<>=≥≤≈＞＜＝~—–\-\[\]［］()（）+]*\d[\d.,\s\[\]［］()（）+]*")


class Cells(NamedTuple):
    """One side of a row, ready to be shown; "" where there is nothing."""

    value: str
    attribute: str
    place: str


@dataclass(frozen=True, slots=True)
class Row:
    """An entry, ready to be shown. `own_name` is the draft's name where it is another one."""

    number: int
    entry: Entry
    tone: str
    verdict: str
    name: str
    own_name: str
    parent: Cells | None
    draft: Cells | None
    match: str
    remarks: tuple[str, ...]

    @property
    def shown_remarks(self) -> tuple[str, ...]:
        """The remarks where a legend explains what a share is, once for all rows."""
        return self.remarks[1:] if self.entry.verdict == "share" else self.remarks


class Section(NamedTuple):
    """A part of the table; `key` is binding, expected, commitments or extra."""

    key: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class AlignmentTable:
    """A draft's alignment with its parents in one language."""

    comparison: Comparison
    entries: tuple[Entry, ...]
    lang: str

    def say(self, zh: str, en: str) -> str:
        """A text in the table's language."""
        return Word(zh, en).say(self.lang)

    def column(self, key: str) -> str:
        """A column's heading."""
        return COLUMNS[key].say(self.lang)

    @property
    def title(self) -> str:
        """《draft》与《parent》衔接情况对照表."""
        draft = quoted(self.comparison.draft)
        parents = [quoted(p) for p in self.comparison.parents]
        return self.say(
            f"{draft}与{''.join(parents)}衔接情况对照表",
            f"Alignment of {draft} with {', '.join(parents)}",
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know before reading the table."""
        return tuple(self._notes())

    def _notes(self) -> Iterator[str]:
        draft = self.comparison.draft
        for parent in self.comparison.parents:
            if not same_period(draft, parent):
                have, want = _years(draft), _years(parent)
                yield self.say(
                    f"规划期不一致：草案为{have}年，{quoted(parent)}为{want}年。数值不属于同一时期，"
                    "以下对照仅供参考。",
                    f"The periods differ: the draft is for {have}, {quoted(parent)} for {want}. "
                    "The numbers belong to different years.",
                )
        if len(self.comparison.parents) > 1:
            yield self.say(
                "有多份上级规划：同一指标取要求最严的一份，出处见各行。",
                "There are several parents: of equal indicators the strictest counts.",
            )
        for parent in self.comparison.parents:
            if not any(e.parent and e.parent.source is parent.source for e in self.entries):
                yield self.say(
                    f"{quoted(parent)}中没有读出指标或量化要求。",
                    f"No indicator and no numeric commitment was found in {quoted(parent)}.",
                )

    @property
    def sections(self) -> tuple[Section, ...]:
        """The parts that have entries, in their order; numbers run through."""
        found: list[Section] = []
        number = 0
        for key in ("binding", "expected", "commitments", "extra"):
            held = [e for e in self.entries if section_of(e) == key]
            if not held:
                continue
            title = self._section_title(key, held)
            rows = tuple(self._row(e, at) for at, e in enumerate(held, start=number + 1))
            number += len(rows)
            found.append(Section(key, title, rows))
        return tuple(found)

    def _section_title(self, key: str, entries: Sequence[Entry]) -> str:
        if key == "binding":
            return self.say("约束性指标", "Binding indicators")
        if key == "commitments":
            return self.say("正文中的量化要求", "Numeric commitments in the text")
        if key == "extra":
            return self.say("草案自设", "What only the draft has")
        marked = [e.parent is not None and _is_expected(e.parent) for e in entries]
        if all(marked):
            return self.say("预期性指标", "Expected indicators")
        if any(marked):
            return self.say("预期性和未标明属性的指标", "Expected and unmarked indicators")
        return self.say("未标明属性的指标", "Indicators without an attribute")

    def _row(self, entry: Entry, number: int) -> Row:
        parent, draft = entry.parent, entry.draft
        first = parent if parent is not None else draft
        name = first.name if first is not None else ""
        other = draft is not None and squeeze(draft.name) != squeeze(name)
        return Row(
            number,
            entry,
            tone(entry),
            label(entry, self.lang),
            name,
            draft.name if draft is not None and other else "",
            self._cells(parent),
            self._cells(draft),
            match(entry, self.lang),
            tuple(remarks(entry, self.lang)),
        )

    def _cells(self, side: Side | None) -> Cells | None:
        if side is None:
            return None
        value = _value(side)
        if side.deadline:
            value += self.say(f"（{side.deadline}）", f" ({side.deadline})")
        file = self.files.get(side.source.filename, side.source.filename)
        return Cells(value or NOTHING, side.attribute, f"{file}:{side.row}")

    @property
    def files(self) -> dict[str, str]:
        """How each file is called in the table."""
        return file_names((self.comparison.draft, *self.comparison.parents))

    @property
    def origin(self) -> str:
        """Where the table comes from and what it is good for."""
        return self.say(
            "本表由 planlint 根据两份文件的文字自动生成，供核对参考；结论以人工核定为准。"
            "出处为文件名和行号。",
            "Made by planlint from the words of the two files, to help reviewers; they decide. "
            "A place is a file and a line.",
        )


def quoted(plan: Plan) -> str:
    """A plan's title in 《》, its file where it has none."""
    title = plan.title or _base(plan.filename)
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def file_names(plans: Sequence[Plan]) -> dict[str, str]:
    """How each file is called in the table: without its folder, unless two have one name.

    A table is sent to others, who neither need nor should see the folders of its maker.
    """
    short = {p.filename: _base(p.filename) for p in plans}
    seen = Counter(short.values())
    return {long: name if seen[name] == 1 else long for long, name in short.items()}


def _base(filename: str) -> str:
    return re.split(r"[/\\]", filename)[-1]


def section_of(entry: Entry) -> str:
    """The key of the section that an entry belongs to."""
    if entry.parent is None:
        return "extra"
    if entry.kind == "commitment":
        return "commitments"
    return "binding" if entry.binding else "expected"


def _is_expected(side: Side) -> bool:
    return read_attribute(side.attribute) == "expected"


def _value(side: Side) -> str:
    """The value as printed, with the unit where the print leaves it to a column's heading."""
    value = side.value.strip()
    if side.number is None or not side.unit or not _BARE.fullmatch(value):
        return value
    number = plain(side.number)
    if number in value.replace(",", ""):
        return value + side.unit
    return f"{value}（{number}{side.unit}）"  # the column counts in 万


def _years(plan: Plan) -> str:
    return f"{plan.period[0]}—{plan.period[1]}" if plan.period is not None else NOTHING
