"""The task matrix of `planlint compare`: what the parents ask for, and where the draft answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from planlint.compare.passages import KINDS, Passage, Task
from planlint.compare.tasks import VERDICTS, Answer, TaskPair
from planlint.output.alignment_words import Word
from planlint.output.compare_table import AlignmentTable
from planlint.output.owners_table import owners_of
from planlint.semantics.plan import Plan
from planlint.syntax.ast import Section

TITLE = Word("任务落实情况", "Tasks")
HEADINGS = (
    Word("结论", "Verdict"),
    Word("上级任务", "Parent's task"),
    Word("草案中的对应内容", "Where the draft answers"),
    Word("依据", "Evidence"),
)
VERDICT_WORDS = {
    "covered": Word("已落实", "covered"),
    "partly": Word("部分落实", "partly covered"),
    "missing": Word("未见", "not found"),
    "unknown": Word("未判断", "not judged"),
}
DOUBTFUL = Word("疑似未见", "hardly found")
ELSEWHERE = Word("在其他章节", "in another chapter")
KIND_WORDS = {
    "task": Word("任务", "task"),
    "measure": Word("保障措施", "measure"),
    "principle": Word("基本原则", "principle"),
}
SHARED = Word("共有：", "both say: ")
LOST = Word("草案未提及：", "never mentioned: ")
NEAREST = Word("最接近：", "nearest: ")
_TONES = {"covered": "fine", "partly": "check", "missing": "problem", "unknown": "own"}
_WORDS = tuple("章节篇编")  # what a number ends with that a space follows
_SNIPPET = 24  # characters that stand for a title


class Counterpart(NamedTuple):
    """A passage of the draft beside a task, ready to be shown."""

    answer: Answer
    title: str
    context: str
    place: str
    shared: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with its verdict, ready to be shown; texts are "" where there is nothing to say.

    `kind` is "" for a plain task. `owners` are those that the parent names, `own_owners` those
    under the heading of the best answer. `elsewhere` is true of an answer in another chapter.
    """

    number: int
    pair: TaskPair
    tone: str
    verdict: str
    kind: str
    title: str
    context: str
    place: str
    owners: str
    own_owners: str
    counterparts: tuple[Counterpart, ...]
    lost: str
    elsewhere: bool

    @property
    def answered(self) -> bool:
        """Whether the counterparts are answers, and not just the nearest passages."""
        return self.pair.verdict in ("covered", "partly")

    @property
    def shared(self) -> str:
        """The terms of the best answer."""
        return self.counterparts[0].shared if self.counterparts and self.answered else ""


def task_rows(table: AlignmentTable) -> list[TaskRow]:
    """The rows in the order of the parents' texts."""
    owners = {id(p): _owners(p, table) for p in (table.comparison.draft, *table.comparison.parents)}
    return [
        _row(pair, at, table, owners) for at, pair in enumerate(table.comparison.tasks, start=1)
    ]


def _row(
    pair: TaskPair, number: int, table: AlignmentTable, owners: dict[int, dict[int, str]]
) -> TaskRow:
    task, draft = pair.task, table.comparison.draft
    answered = pair.verdict in ("covered", "partly")
    doubtful = pair.verdict == "missing" and not pair.sure
    best = pair.answers[0].passage.section if pair.answers and answered else None
    return TaskRow(
        number,
        pair,
        "check" if doubtful else _TONES[pair.verdict],
        (DOUBTFUL if doubtful else VERDICT_WORDS[pair.verdict]).say(table.lang),
        "" if task.kind == "task" else KIND_WORDS[task.kind].say(table.lang),
        title_of(task),
        _path(task.context),
        _place(table, pair.plan, task.span.start),
        owners[id(pair.plan)].get(task.span.start, ""),
        "" if best is None else owners[id(draft)].get(best.marker.span.start, ""),
        tuple(_counterpart(a, table) for a in pair.answers),
        "" if pair.verdict == "covered" else _listed(pair.lost, table),
        answered and pair.elsewhere,
    )


def _counterpart(answer: Answer, table: AlignmentTable) -> Counterpart:
    passage, draft = answer.passage, table.comparison.draft
    above = passage.context[:-1] if passage.section is not None else passage.context
    place = _place(table, draft, passage.span.start)
    return Counterpart(answer, _named(passage), _path(above), place, _listed(answer.shared, table))


def title_of(task: Task) -> str:
    """The heading with its number, or how a principle without one begins."""
    if task.span.start != task.section.marker.span.start:  # an item with a dash
        return task.title or _cut(task.text)
    return _numbered(task.section) or _cut(task.text)


def _named(passage: Passage) -> str:
    if passage.section is None:
        return _cut(passage.text)
    if passage.section.title in passage.context[-2:-1]:
        return passage.context[-1]  # a box
    return _numbered(passage.section)


def _numbered(section: Section) -> str:
    number = section.marker.text
    return f"{number} {section.title}" if number[-1:] in _WORDS else f"{number}{section.title}"


def _cut(text: str) -> str:
    return text if len(text) <= _SNIPPET else f"{text[:_SNIPPET]}…"


def _path(titles: tuple[str, ...]) -> str:
    return " › ".join(titles)


def _listed(terms: tuple[str, ...], table: AlignmentTable) -> str:
    return table.say("、", ", ").join(terms)


def _place(table: AlignmentTable, plan: Plan, offset: int) -> str:
    return f"{table.files[plan.filename]}:{plan.source.row(offset)}"


def _owners(plan: Plan, table: AlignmentTable) -> dict[int, str]:
    """Who answers for what stands under a heading, by the offset of its marker."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for clause in plan.responsibilities:
        found[clause.section].append(owners_of(clause, table))
    return {at: table.say("；", "; ").join(filter(None, texts)) for at, texts in found.items()}


# --- counts ----------------------------------------------------------------------------------


def task_counts(table: AlignmentTable) -> dict[str, int]:
    """The number of tasks, of each verdict and of each kind; `doubtful` ones are missing ones."""
    pairs = table.comparison.tasks
    verdicts, kinds = Counter(p.verdict for p in pairs), Counter(p.task.kind for p in pairs)
    return {
        "total": len(pairs),
        **{v: verdicts[v] for v in VERDICTS},
        "doubtful": sum(p.verdict == "missing" and not p.sure for p in pairs),
        "elsewhere": sum(p.elsewhere for p in pairs if p.verdict in ("covered", "partly")),
        **{k: kinds[k] for k in KINDS},
    }


def tasks_sentence(table: AlignmentTable) -> str:
    """The counts as a sentence; "" where the parents ask for nothing."""
    found = task_counts(table)
    if not found["total"]:
        return ""
    kinds = "、".join(
        f"{KIND_WORDS[k].zh} {found[k]} 项" for k in ("measure", "principle") if found[k]
    )
    also = ", ".join(
        f"{found[k]} {KIND_WORDS[k].en}s" for k in ("measure", "principle") if found[k]
    )
    lead = table.say(
        f"上级任务 {found['total']} 项" + (f"（含{kinds}）" if kinds else "") + "：",
        f"{found['total']} tasks of the parent" + (f" ({also} among them)" if also else "") + ": ",
    )
    sentence = lead + table.say("，", ", ").join(_results(found, table)) + table.say("。", ".")
    if found["elsewhere"]:
        sentence += table.say(
            f"落实的任务中有 {found['elsewhere']} 项写在其他章节。",
            f" {found['elsewhere']} of the covered ones stand in another chapter.",
        )
    return sentence


def _results(found: dict[str, int], table: AlignmentTable) -> Iterator[str]:
    if found["unknown"] == found["total"]:
        yield table.say("两份规划可比的内容太少，没有判断", "too little in common to judge")
        return
    for verdict in VERDICTS:
        word, count = VERDICT_WORDS[verdict].say(table.lang), found[verdict]
        doubt = found["doubtful"] if verdict == "missing" else 0
        if count or verdict != "unknown":
            yield table.say(
                f"{word} {count} 项" + (f"（其中疑似 {doubt} 项）" if doubt else ""),
                f"{count} {word}" + (f" ({doubt} of them uncertain)" if doubt else ""),
            )
