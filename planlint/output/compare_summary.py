"""The counts of an alignment table, and the sentences that lead it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from planlint.compare.alignment import Entry
from planlint.output.alignment_words import Word, tone
from planlint.output.compare_table import AlignmentTable, section_of
from planlint.output.tasks_table import tasks_sentence

GROUPS = ("met", "share", "unmentioned", "check", "weaker", "missing")
"""What becomes of an entry in the counts."""

GROUP_WORDS = {
    "met": Word("一致或高于上级", "met"),
    "share": Word("总量分担", "shares of totals"),
    "unmentioned": Word("未提及", "not mentioned"),
    "check": Word("待核对", "to check"),
    "weaker": Word("低于上级", "weaker"),
    "missing": Word("缺项", "missing"),
}


def counts(table: AlignmentTable, *keys: str) -> dict[str, int]:
    """How the entries of some sections came out: total and each of GROUPS."""
    found = Counter(group(e) for e in table.entries if section_of(e) in keys)
    return {"total": sum(found.values()), **{g: found[g] for g in GROUPS}}


def extras(table: AlignmentTable) -> int:
    """How many entries only the draft has."""
    return sum(section_of(e) == "extra" for e in table.entries)


def summary(table: AlignmentTable) -> tuple[str, ...]:
    """The counts as sentences, the parents' indicators first."""
    return tuple(_summary(table))


def _summary(table: AlignmentTable) -> Iterator[str]:
    whole, binding = counts(table, "binding", "expected"), counts(table, "binding")
    if whole["total"]:
        yield table.say(
            f"上级指标 {whole['total']} 项（约束性 {binding['total']} 项）：",
            f"{whole['total']} indicators of the parent ({binding['total']} binding): ",
        ) + _results(table, whole, binding)
    text = counts(table, "commitments")
    if text["total"]:
        yield table.say(
            f"上级正文中的量化要求 {text['total']} 项：",
            f"{text['total']} numeric commitments in the parent's text: ",
        ) + _results(table, text, {})
    if tasks_sentence(table):
        yield tasks_sentence(table)
    if extras(table):
        yield table.say(f"草案自设 {extras(table)} 项。", f"{extras(table)} only in the draft.")


def _results(table: AlignmentTable, found: Mapping[str, int], binding: Mapping[str, int]) -> str:
    parts = []
    for key in GROUPS:
        if key in ("share", "unmentioned") and not found[key]:
            continue
        word, of_these = GROUP_WORDS[key].say(table.lang), binding.get(key, 0)
        also = key in ("check", "weaker", "missing") and of_these
        parts.append(
            table.say(
                f"{word} {found[key]} 项" + (f"（约束性 {of_these} 项）" if also else ""),
                f"{found[key]} {word}" + (f" ({of_these} binding)" if also else ""),
            )
        )
    return table.say("，".join(parts) + "。", ", ".join(parts) + ".")


def group(entry: Entry) -> str:
    """One of GROUPS; "" for what only the draft has."""
    how = tone(entry)
    if how == "own":
        return ""
    if how == "check":
        return "check"
    if how == "problem":
        return "weaker" if entry.verdict == "weaker" else "missing"
    return entry.verdict if entry.verdict in ("share", "unmentioned") else "met"
