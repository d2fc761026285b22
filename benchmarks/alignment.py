"""How well the alignment of tasks agrees with two readers; prints Markdown tables.

    PLANLINT_PLANS=folder python benchmarks/alignment.py

The folder holds the labelled plans (seeds/000_*.txt, corpus/091_*.txt, …); the labels are in
tests/data/alignment, one file a pair.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import planlint
from planlint.compare import TaskPair

LABELS = Path(__file__).parent.parent / "tests" / "data" / "alignment"
VERDICTS = ("covered", "partly", "missing")


class Judged(NamedTuple):
    """One task: what two readers said, at which lines, and what planlint says."""

    pair: str
    line: int
    verdicts: tuple[str, str]
    lines: frozenset[int]
    found: TaskPair
    answers: tuple[frozenset[int], ...]

    @property
    def warned(self) -> bool:
        """Whether TSK001 warns."""
        return (
            self.found.verdict == "missing" and self.found.sure and self.found.task.kind == "task"
        )

    @property
    def right(self) -> bool:
        """Whether a reader misses an answer, too."""
        return "missing" in self.verdicts


def judged(plans: Path) -> Iterator[Judged]:
    """Every labelled task with planlint's own verdict. Raises LookupError where a task is lost."""
    for file in sorted(LABELS.glob("*.toml")):
        labels = tomllib.loads(file.read_text(encoding="utf-8"))
        parent, draft = (_plan(plans, labels[key]) for key in ("parent", "draft"))
        source = draft.source
        found = {
            parent.source.row(pair.task.span.start): pair
            for pair in planlint.compare(draft, [parent]).tasks
        }
        for label in labels["task"]:
            pair = found[label["line"]]
            yield Judged(
                file.stem,
                label["line"],
                tuple(label["verdicts"]),
                frozenset(line for lines in label["at"] for line in lines),
                pair,
                tuple(_rows(source, answer) for answer in pair.answers),
            )


def _plan(plans: Path, number: str) -> planlint.Plan:
    """The plan of a number, among the seeds first."""
    folders = (plans / "seeds", plans / "corpus")
    return planlint.parse(next(f for d in folders for f in sorted(d.glob(f"{number}_*"))))


def _rows(source: Any, answer: Any) -> frozenset[int]:
    """The lines of a passage and that of its heading: a reader names either."""
    passage = answer.passage
    first, last = (source.row(at) for at in (passage.span.start, passage.span.end - 1))
    head = () if passage.section is None else (source.row(passage.section.marker.span.start),)
    return frozenset((*range(first, last + 1), *head))


def main() -> int:
    """Print the tables."""
    folder = os.environ.get("PLANLINT_PLANS")
    if not folder:
        print("PLANLINT_PLANS is not set: it names the folder with the labelled plans")
        return 2
    rows = list(judged(Path(folder)))
    same = sum(r.verdicts[0] == r.verdicts[1] for r in rows)
    print(
        f"{len(rows)} tasks of {len({r.pair for r in rows})} pairs; the readers agree on {same}.\n"
    )
    print("| two readers | planlint: covered | partly | missing | unknown |\n|---|---|---|---|---|")
    for word in VERDICTS:
        counts = Counter(r.found.verdict for r in rows if r.verdicts[0] == word)
        print(f"| {word} | " + " | ".join(str(counts[v]) for v in (*VERDICTS, "unknown")) + " |")
    print("\n| verdict | precision | recall |\n|---|---|---|")
    for word in VERDICTS:
        said = [r for r in rows if r.found.verdict == word]
        true = [r for r in rows if word in r.verdicts]
        hits = sum(word in r.verdicts for r in said)
        print(f"| {word} | {hits}/{len(said)} | {hits}/{len(true)} |")
    for name, warned in (("warnings", True), ("infos", False)):
        said = [r for r in rows if r.found.verdict == "missing" and r.warned == warned]
        print(f"| TSK001 {name} | {sum(r.right for r in said)}/{len(said)} | |")
    answered = [r for r in rows if r.lines]
    first = sum(bool(r.answers and r.answers[0] & r.lines) for r in answered)
    three = sum(any(a & r.lines for a in r.answers[:3]) for r in answered)
    print(f"\nThe first passage is one that a reader names for {first} of {len(answered)} tasks, ")
    print(f"one of the first three for {three}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
