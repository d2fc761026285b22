"""Which accepted deviations a run has used, and what to say of the others (DOC006)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from pathlib import Path

from planlint.config import Config
from planlint.diagnostic import Diagnostic
from planlint.exceptions import AcceptedDeviation, ExceptionsFile, apply_exceptions
from planlint.linter import selected_rules, to_diagnostics
from planlint.result import Result
from planlint.rule import Finding, Rule, Text, find_rule
from planlint.subjects import normal

_EXPIRED = Text(
    "例外“{subject}”（{rule}）已于 {expires} 到期，不再起作用。"
    "仍然需要的，请重新报批并改写 expires；不需要的，请删去。",
    "the exception {subject!r} ({rule}) expired on {expires} and has no effect; "
    "renew or delete it.",
)


class Ledger:
    """One exceptions file in one run.

    An entry is judged once every draft that it may apply to has been checked, and only by drafts
    for which its rule ran. One that covered a finding anywhere is used.
    """

    def __init__(self, file: ExceptionsFile) -> None:
        self._file = file
        self._waiting: set[Path] = set()
        self._judged: set[AcceptedDeviation] = set()
        self._used: set[AcceptedDeviation] = set()
        self._expired: set[AcceptedDeviation] = set()
        self._near: dict[str, set[str]] = {}
        self._config: Config | None = None

    def expect(self, path: Path) -> None:
        """A draft is about to be checked; until it is settled, its entries are open."""
        self._waiting.add(path)

    def open(
        self, path: Path, found: Sequence[Diagnostic], date: dt.date | None
    ) -> Sequence[Diagnostic]:
        """The findings of a draft that nobody has accepted, without judging the entries."""
        return apply_exceptions(found, self._file.for_file(path), date=date).kept

    def settle(
        self,
        path: Path,
        found: Sequence[Diagnostic],
        config: Config,
        ran: Collection[str],
        date: dt.date | None,
    ) -> list[Diagnostic]:
        """The findings of a draft that nobody has accepted. `ran` are the ids of its rules."""
        self._waiting.discard(path)
        entries = self._file.for_file(path)
        kept, used = apply_exceptions(found, entries, date=date)
        self._used.update(used)
        self._judged.update(e for e in entries if e.rule in ran)
        self._expired.update(e for e in entries if e.expired(date))
        for diagnostic in kept:
            self._near.setdefault(diagnostic.code, set()).update(diagnostic.subjects)
        if self._config is None and any(r.id == "DOC006" for r in selected_rules(config)):
            self._config = config
        return list(kept)

    def result(self) -> Result | None:
        """DOC006 for each entry that covers nothing or is expired; None where there is none."""
        if self._config is None:
            return None
        waiting = {e for path in self._waiting for e in self._file.for_file(path)}
        idle = self._judged - self._used - waiting
        findings = [self._finding(e) for e in self._file.entries if e in idle]
        if not findings:
            return None
        source = self._file.source
        said = tuple(to_diagnostics(findings, source, self._config))
        return Result(source.filename, said, (source,), lang=self._config.lang, checked=False)

    def _finding(self, entry: AcceptedDeviation) -> Finding:
        rule: Rule = find_rule("DOC006")[0]()
        expired = entry in self._expired
        return rule.report(
            entry.span,
            text=_EXPIRED if expired else None,
            key="\0".join((entry.rule, normal(entry.key), entry.file, str(expired))),
            subject=entry.key,
            rule=entry.rule,
            expires=entry.expires,
            hint=self._hint(entry),
        )

    def _hint(self, entry: AcceptedDeviation) -> Text:
        """What the key may have been meant to say: a subject of the rule's own findings."""
        from difflib import get_close_matches

        near = sorted(self._near.get(entry.rule, ()))
        close = get_close_matches(entry.key, near, n=1, cutoff=0.5)
        if not close:
            return Text("。", ".")
        return Text(f"；key 是不是想写“{close[0]}”？", f"; did you mean the key {close[0]!r}?")
