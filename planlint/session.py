"""A run over files: the shell around the pure core. Reads, resolves, checks; prints nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from planlint import aside
from planlint.api import from_source
from planlint.config import (
    Config,
    config_candidates,
    exceptions_candidates,
    find_config,
    find_exceptions,
    load_config,
    matches,
)
from planlint.diagnostic import Diagnostic, packed, unpacked
from planlint.errors import PlanlintError, ReadError, UsageError, WriteError
from planlint.frontmatter import read_front_matter
from planlint.linter import can_run, date_of, lint, prepare, selected_rules, unreadable
from planlint.parents import PREDECESSOR, Library, parents_of
from planlint.paths import is_folder, resolved
from planlint.readers import Source, decode, read
from planlint.result import Fixing, Result
from planlint.semantics.plan import Plan

if TYPE_CHECKING:
    from planlint.ledger import Ledger
    from planlint.rule import Rule
    from planlint.semantics.naming import KnownTitle

STDIN = Path("-")
LONG = 10_000
"""Characters of a draft and its parents: with fewer of them a second process is no gain."""


class Request(NamedTuple):
    """What the caller asks for; flags beat front matter beats configuration."""

    files: tuple[Path, ...]
    parents: tuple[Path, ...] = ()
    predecessor: Path | None = None
    config: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    lang: str = ""
    date: dt.date | None = None
    dependents: bool = False
    stdin: bytes = b""
    stdin_name: str = ""
    fix: bool = False
    unsafe: bool = False
    diff: bool = False


class Reading(NamedTuple):
    """A draft, its parents and the configuration that counts for it."""

    draft: Plan
    parents: tuple[Plan, ...]
    config: Config


class Session:
    """One run. Configurations and parents are read once and kept for its length."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self._configs: dict[Path, Config] = {}
        self._libraries: dict[Path | None, Library] = {}
        self._ledgers: dict[Path, Ledger] = {}
        self._only_checked: set[Path] = set()

    def run(self, progress: Callable[[int, int, str], None] | None = None) -> Iterator[Result]:
        """Check every file; what is wrong with one of them does not stop the others.

        What is to be said of the exceptions files comes last, each as a result of its own.
        Raises UsageError where there is nothing to check.
        """
        files = self.files()
        for at, path in enumerate(files):
            if progress is not None:
                progress(at, len(files), str(path))
            try:
                yield self.check(path)
            except PlanlintError as error:
                yield Result(str(path), (), lang=self._language(path), error=error)
        said = (ledger.result() for ledger in self._ledgers.values())
        yield from (result for result in said if result is not None)

    def _language(self, path: Path) -> str:
        """The language for a message about a file whose configuration may be the problem."""
        try:
            return self.config(path).lang
        except PlanlintError:
            return self.request.lang or "zh"

    def files(self) -> list[Path]:
        """The files to check: those given, those in folders given, and dependents."""
        found: dict[Path, Path] = {}
        for path in self.request.files:
            for file in self._expand(path):
                found.setdefault(file if file == STDIN else resolved(file), file)
        if not found:
            names = "、".join(str(p) for p in self.request.files)
            raise UsageError(
                f"{names} 中没有要检查的文件（.md、.txt）",
                f"no files to check (.md, .txt) in {names}",
            )
        if self.request.dependents:
            for draft in self._dependents(list(found.values())):
                if found.setdefault(resolved(draft), draft) is draft:
                    self._only_checked.add(draft)  # nobody named it, so nobody wants it changed
        return list(found.values())

    def _expand(self, path: Path) -> Iterable[Path]:
        if path == STDIN or not is_folder(path):
            return [path]
        config = self.config(path / "x")
        base = config.folder if config.path is not None else path
        return sorted(
            p
            for p in path.rglob("*")
            if p.is_file()
            and matches(p, config.files, base)
            and not matches(p, config.exclude, base)
        )

    def _dependents(self, files: list[Path]) -> Iterator[Path]:
        """The drafts around some files that name one of them as their parent."""
        targets = {resolved(p) for p in files if p != STDIN}
        folders = dict.fromkeys(self._root(p) for p in files if p != STDIN)
        for folder in folders:
            for draft in self._expand(folder):
                if resolved(draft) not in targets and targets & self._named_parents(draft):
                    yield draft

    def _root(self, path: Path) -> Path:
        config = self.config(path)
        return config.folder if config.path is not None else path.parent

    def _named_parents(self, draft: Path) -> set[Path]:
        """The parents that a draft's front matter or configuration names."""
        try:
            config = self.config(draft)
            source = read(draft, limit=config.size_limit)
            front = read_front_matter(source.text, str(draft))
        except PlanlintError:
            return set()
        named = {resolved(draft.parent / p) for p in front.parents}
        return named or {resolved(p) for p in config.parents}

    def config(self, path: Path) -> Config:
        """The configuration for a file, with the flags applied."""
        request = self.request
        place = request.config or find_config(path.parent if path != STDIN else Path.cwd())
        key = place or Path()
        if key not in self._configs:
            config = load_config(place) if place is not None else Config()
            self._configs[key] = replace(config, lang=request.lang or config.lang)
        config = self._configs[key].for_file(path)
        return replace(
            config,
            select=request.select or config.select,
            ignore=(*config.ignore, *request.ignore),
            date=request.date or config.date,
        )

    def library(self, config: Config) -> Library:
        """The plans of one configuration, each parsed once."""
        if config.path not in self._libraries:
            self._libraries[config.path] = Library(config)
        return self._libraries[config.path]

    def _ledger(self, config: Config, place: Path) -> Ledger | None:
        """The accepted deviations that a draft is checked under; None where there are none."""
        file = find_exceptions(config, place.parent)
        if file is None:
            return None
        if file not in self._ledgers:
            from planlint.exceptions import load_exceptions
            from planlint.ledger import Ledger

            self._ledgers[file] = Ledger(load_exceptions(file))
        self._ledgers[file].expect(place)
        return self._ledgers[file]

    def read(self, path: Path) -> Reading:
        """A draft with its parents. Raises ReadError where the draft cannot be read."""
        request = self.request
        name, place = self._name(path), self._place(path)
        config = self.config(place)
        library = self.library(config)
        for parent in request.parents:  # a wrong call is told even where the draft is unreadable
            library.plan(parent)
        if path == STDIN:
            source = decode(request.stdin, filename=name, limit=config.size_limit)
        else:
            source = read(path, filename=name, limit=config.size_limit)
        front = read_front_matter(source.text, name)
        draft = from_source(source)
        parents = parents_of(place, draft, request.parents, front, config, library)
        return Reading(draft, tuple(parents), config)

    def _name(self, path: Path) -> str:
        return (self.request.stdin_name or "<stdin>") if path == STDIN else str(path)

    def _place(self, path: Path) -> Path:
        """Where a draft counts as standing: standard input has the place of its name."""
        name = self.request.stdin_name
        return Path(name) if path == STDIN and name else path

    def check(self, path: Path) -> Result:
        """Check one file."""
        request = self.request
        name, place = self._name(path), self._place(path)
        config = self.config(place)
        ledger = self._ledger(config, place)
        try:
            draft, parents, config = self.read(path)
        except ReadError as error:
            return Result(name, (unreadable(name, error, config),), lang=config.lang)
        previous = request.predecessor or config.predecessor
        library = self.library(config)
        predecessor = library.plan(previous, PREDECESSOR) if previous is not None else None
        titles = library.titles(config.library, place)
        job = _Job(place, tuple(parents), predecessor, config, request.date, titles, ledger)
        found, fixing, failed = job.lint(draft), None, None
        if (request.fix or request.diff) and path not in self._only_checked:
            fixing = job.mend(draft, found, unsafe=request.unsafe)
            if request.fix and not request.diff:
                failed = self._write(path, fixing)
                if failed is None and fixing.places:
                    draft = parsed_again(draft, fixing.after.text)
                    found = job.lint(draft)
        return Result(
            name,
            tuple(job.settle(draft, found)),
            (draft.source, *(p.source for p in parents)),
            tuple(p.filename for p in parents),
            config.lang,
            failed,
            fixing=None if failed else fixing,
            stdin=path == STDIN,
        )

    def _write(self, path: Path, fixing: Fixing) -> WriteError | None:
        """Write a mended file; standard input has none."""
        if path == STDIN or fixing.before.text == fixing.after.text:
            return None
        from planlint.rewriting import rewrite

        try:
            rewrite(path, fixing.before, fixing.after.text)
        except WriteError as error:
            return error
        return None

    def fail_on(self) -> str:
        """The severity that fails, as the first configuration of the run has it."""
        return next((c.fail_on for c in self._configs.values()), "error")

    def dependencies(self) -> list[Path] | None:
        """Every file that the run read or looked for; None where that cannot be told."""
        request = self.request
        if request.dependents or any(p == STDIN or is_folder(p) for p in request.files):
            return None
        if any(c.library for c in self._configs.values()):
            return None
        paths = [*request.files, *request.parents]
        paths += [p for library in self._libraries.values() for p in library.paths()]
        if request.predecessor is not None:
            paths.append(request.predecessor)
        for file in request.files:
            paths += config_candidates(file.parent)
            paths += exceptions_candidates(self.config(file), file.parent)
        rosters = [c.roster_file for c in self._configs.values() if c.roster_file is not None]
        return [*paths, *rosters, *self._configs]


class _Job(NamedTuple):
    """Everything that one draft is checked with, so that its mended text is checked alike."""

    place: Path
    parents: tuple[Plan, ...]
    predecessor: Plan | None
    config: Config
    date: dt.date | None
    library: tuple[KnownTitle, ...]
    ledger: Ledger | None

    def lint(self, draft: Plan) -> list[Diagnostic]:
        """All findings, accepted ones included; those of some rules perhaps by a second process."""
        long = sum(len(plan.source.text) for plan in (draft, *self.parents)) >= LONG
        if not (self.parents and long and aside.is_possible()):
            return self._lint(draft)
        prepare(self.config)  # once, not in both processes
        theirs = aside.begin(lambda: [*map(packed, self._lint(draft, _is_aside))])
        mine = self._lint(draft, lambda rule: not _is_aside(rule))
        return sorted((*mine, *map(unpacked, theirs())), key=attrgetter("sort_key"))

    def _lint(self, draft: Plan, only: Callable[[Rule], bool] | None = None) -> list[Diagnostic]:
        return lint(
            draft,
            parents=self.parents,
            predecessor=self.predecessor,
            config=self.config,
            date=self.date,
            library=self.library,
            only=only,
        )

    def settle(self, draft: Plan, found: list[Diagnostic]) -> list[Diagnostic]:
        """The findings that nobody has accepted; the ledger keeps account."""
        if self.ledger is None:
            return found
        ran = _ran(self.config, found, self.parents, self.predecessor)
        date = date_of(draft, self.config, self.date)
        return self.ledger.settle(self.place, found, self.config, ran, date)

    def mend(self, draft: Plan, found: Sequence[Diagnostic], *, unsafe: bool) -> Fixing:
        """The draft as its fixes make it. What somebody has accepted is not fixed."""
        from planlint.fixing import mend

        def check(text: str) -> tuple[Plan, Sequence[Diagnostic]]:
            plan = parsed_again(draft, text)
            return plan, self._open(plan, self.lint(plan))

        mended = mend(draft, self._open(draft, found), check, unsafe=unsafe)
        after, rest = mended.plan.source, mended.diagnostics
        return Fixing(draft.source, after, mended.places, rest, mended.harmful)

    def _open(self, draft: Plan, found: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
        if self.ledger is None:
            return found
        return self.ledger.open(self.place, found, date_of(draft, self.config, self.date))


def _is_aside(rule: Rule) -> bool:
    return rule.aside


def parsed_again(draft: Plan, text: str) -> Plan:
    """The draft with another text, from the same file."""
    source = draft.source
    return from_source(Source(source.filename, text, source.encoding, source.bom))


def _ran(
    config: Config, found: Sequence[Diagnostic], parents: Sequence[Plan], predecessor: Plan | None
) -> set[str]:
    """The ids of the rules that did their work: selected, given what they need, not failed."""
    failed = {name for d in found if d.code == "DOC005" for name in d.subjects}
    return {
        rule.id
        for rule in selected_rules(config)
        if can_run(rule, parents, predecessor) and rule.name not in failed
    }
