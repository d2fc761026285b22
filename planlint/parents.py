"""Finding the parent: by flag, front matter, configuration, or the title that the draft cites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from planlint.api import from_source
from planlint.config import Config
from planlint.errors import ConfigError, ReadError, UsageError
from planlint.frontmatter import FrontMatter
from planlint.paths import resolved, shortest
from planlint.readers import Source, read
from planlint.semantics.citation import normal_title
from planlint.semantics.document import plan_part, read_facts
from planlint.semantics.naming import KnownTitle
from planlint.semantics.plan import Plan
from planlint.syntax.outline import parse_outline

_HEAD = 6000  # a plan's title stands within its first characters, notice included
_SUFFIXES = (".md", ".txt", ".markdown")


class Role(NamedTuple):
    """What a plan is to the draft, in both languages."""

    zh: str
    en: str


PARENT = Role("上级规划", "the parent")
PREDECESSOR = Role("上期规划", "the predecessor")


class Library:
    """Parsed plans by path, each read once; the parent of many drafts is parsed once."""

    def __init__(self, config: Config) -> None:
        self._limit = config.size_limit
        self._plans: dict[Path, Plan] = {}
        self._named: list[Path] = []
        self._heads: dict[Path, str] = {}
        self._listed: dict[tuple[Path, ...], tuple[tuple[Path, KnownTitle], ...]] = {}

    def plan(self, path: Path, role: Role = PARENT) -> Plan:
        """The plan in a file. Raises UsageError where it cannot be read."""
        self._named.append(path)
        key = resolved(path)
        if key not in self._plans:
            try:
                source = read(path, filename=shortest(path), limit=self._limit)
            except ReadError as error:
                shown = shortest(path)
                raise UsageError(
                    f"{role.zh} {shown}：{error.zh}", f"{role.en} {shown}: {error.en}"
                ) from None
            self._plans[key] = from_source(source)
        return self._plans[key]

    def paths(self) -> list[Path]:
        """The files read so far, by the names that led to them (links may be turned)."""
        return [*self._named, *self._plans]

    def by_title(self, titles: Sequence[str], folders: Sequence[Path], own: Path) -> list[Path]:
        """The files in some folders whose plan has one of the titles."""
        found = []
        for path in _files(folders):
            if resolved(path) == resolved(own) or not self._may_have(path, titles):
                continue
            try:
                plan = self.plan(path)
            except UsageError:
                continue
            if normal_title(plan.title) in titles:
                found.append(path)
        return found

    def titles(self, folders: Sequence[Path], own: Path) -> tuple[KnownTitle, ...]:
        """The titles of all plans in some folders but one, read from their first characters."""
        key = tuple(folders)
        if key not in self._listed:
            self._listed[key] = tuple((resolved(p), self._title(p)) for p in _files(folders))
        draft = resolved(own)
        return tuple(known for path, known in self._listed[key] if path != draft and known.title)

    def _title(self, path: Path) -> KnownTitle:
        outline = parse_outline(Source(str(path), self._head(path)))
        facts = read_facts(outline, plan_part(outline))
        return KnownTitle(facts.title, facts.number, shortest(path), close=True)

    def _may_have(self, path: Path, titles: Sequence[str]) -> bool:
        """A quick look at the first characters, so that a big library is not parsed whole."""
        head = normal_title(self._head(path))
        return any(t in head for t in titles)

    def _head(self, path: Path) -> str:
        if path not in self._heads:
            try:
                self._heads[path] = read(path, limit=self._limit).text[:_HEAD]
            except ReadError:
                self._heads[path] = ""
        return self._heads[path]


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    """The texts in some folders. One may be missing, on another machine; not all of them."""
    if folders and not any(folder.exists() for folder in folders):
        raise ConfigError(
            f"配置中的 library 文件夹不存在：{'、'.join(map(str, folders))}",
            f"no such folder, named by library: {', '.join(map(str, folders))}",
        )
    for folder in folders:
        if folder.is_file():
            yield folder
        yield from sorted(p for p in folder.rglob("*") if p.suffix.lower() in _SUFFIXES)


def parents_of(
    path: Path,
    draft: Plan,
    given: Sequence[Path],
    front: FrontMatter,
    config: Config,
    library: Library,
) -> list[Plan]:
    """The parents of a draft, from the first place that names any. Raises UsageError."""
    if given:
        return [_other(path, p, library) for p in given]
    if front.parents:
        return [_other(path, _allowed(path, p, config), library) for p in front.parents]
    if config.parents:
        # A configuration speaks for a whole folder: for the parent itself it means nothing.
        own = resolved(path)
        return [library.plan(p) for p in config.parents if resolved(p) != own]
    return _cited(path, draft, config, library)


def _cited(path: Path, draft: Plan, config: Config, library: Library) -> list[Plan]:
    if not config.library:
        return []
    own = normal_title(draft.title)
    titles = [normal_title(c.title) for c in draft.basis_citations]
    wanted = [t for t in dict.fromkeys(titles) if t and t != own]
    found = library.by_title(wanted, config.library, path)
    return [library.plan(p) for p in found]


def _other(path: Path, parent: Path, library: Library) -> Plan:
    if resolved(parent) == resolved(path):
        raise UsageError(f"上级规划就是草案本身：{path}", f"the parent is the draft itself: {path}")
    return library.plan(parent)


def _allowed(path: Path, name: str, config: Config) -> Path:
    """A document may only name parents under the configuration's folder."""
    target = path.parent / name
    root = config.folder if config.path is not None else repository(path)
    if not resolved(target).is_relative_to(resolved(root)):
        raise ConfigError(
            f"{path}：front matter 只能引用 {root} 之内的上级规划，不能引用 {name}",
            f"{path}: front matter may name parents within {root} only, not {name}",
        )
    return target


def repository(path: Path) -> Path:
    """The folder that holds .git, at or above a file; else the file's own folder."""
    folder = resolved(path).parent
    return next((p for p in (folder, *folder.parents) if (p / ".git").exists()), folder)
