"""How many typos TXT006 finds: plants one in a text, again and again, and looks for it.

    python benchmarks/typos.py FILE... [--plants N] [--seed N]

A plant replaces one character of a word by one of the same sound or shape, the likelier the
commoner it is in the files. Prints what was found, and first what is found in the files as they
are: false alarms, where the files are well edited.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from pathlib import Path

import planlint
from planlint.knowledge.build_lexicon import confusable
from planlint.semantics import lexicon
from planlint.semantics.typos import Typo, typos
from planlint.semantics.wording import Wording

RUN = re.compile(r"[\u4e00-\u9fff]{4,}")


def found(text: str) -> list[Typo]:
    """The typos of a text."""
    return typos(lexicon.Pairs(text))


def plant(text: str, dice: random.Random, common: Counter[str]) -> tuple[int, str, str] | None:
    """A place, the word there, and the word with one wrong character; None where there is none."""
    run = dice.choice(list(RUN.finditer(text)))
    words, at = [], run.start()
    for word in lexicon.segment(run[0]):
        words.append((at, word))
        at += len(word)
    at, word = dice.choice(words)
    n = dice.randrange(len(word))
    near = sorted(confusable().get(word[n], ()))
    if len(word) < 2 or not near:
        return None
    typed = dice.choices(near, [1 + common[c] for c in near])[0]
    return at, word, word[:n] + typed + word[n + 1 :]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--plants", type=int, default=20, help="in each file (default: 20)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    texts = [Wording(planlint.parse(path)).suspects.text for path in options.files]
    dice, common = random.Random(options.seed), Counter("".join(texts))
    seen: Counter[str] = Counter()
    for text in texts:
        seen["reported as they are"] += len(found(text))
        for _ in range(options.plants):
            planted = plant(text, dice, common)
            if planted is None:
                continue
            at, word, wrong = planted
            spoilt = text[:at] + wrong + text[at + len(word) :]
            hits = [t for t in found(spoilt) if at - 2 <= t.at < at + len(word)]
            seen["planted"] += 1
            seen["planted, a word itself"] += lexicon.is_word(wrong)
            seen["found"] += bool(hits)
            for typo in hits[:1]:
                end = typo.at + len(typo.found)
                seen["mended"] += spoilt[: typo.at] + typo.right + spoilt[end:] == text
    for name, count in seen.items():
        print(f"{name}: {count}")


if __name__ == "__main__":
    main()
