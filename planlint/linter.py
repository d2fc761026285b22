"""The pure core: parsed plans in, diagnostics out. No I/O, no clock, no printing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING
from zlib import crc32

from planlint.borders import breaks_border
from planlint.diagnostic import Diagnostic, Edit, Fix, Location, Related, Severity
from planlint.errors import ReadError, UsageError
from planlint.readers.source import Source, Span
from planlint.rule import Context, Finding, Repair, Rule, Text, find_rule, load_rules, require_rule
from planlint.semantics.wording import Wording
from planlint.subjects import Subjects

if TYPE_CHECKING:
    from planlint.compare import Comparison
    from planlint.config import Config
    from planlint.semantics.naming import KnownTitle
    from planlint.semantics.plan import Plan

DOCUMENTATION = "docs/rules/{}.md"
"""Where a rule's page stands, relative to the root of the project."""


def lint(
    draft: Plan,
    *,
    parents: Sequence[Plan] = (),
    predecessor: Plan | None = None,
    config: Config | None = None,
    date: dt.date | None = None,
    library: Sequence[KnownTitle] = (),
    only: Callable[[Rule], bool] | None = None,
) -> list[Diagnostic]:
    """Check a draft, alone and against its parents. Returns diagnostics ordered by position.

    `date` is the date at which names and institutions are judged; without it that of the front
    matter, of the configuration, of the document itself. `library` are documents that it may cite.
    `only` tells which of the rules to run, where others are run elsewhere.
    Raises UsageError where a parent is the draft itself.
    """
    from planlint.config import Config

    config = config or Config()
    if any(p.source.text == draft.source.text for p in parents):
        raise UsageError("上级规划就是草案本身", "the parent is the draft itself")
    draft = config.apply(draft)
    rules = tuple(rule() for rule in selected_rules(config))
    context = Context(
        draft,
        Wording(draft),
        tuple(parents),
        predecessor,
        _comparison(draft, parents, config),
        _comparison(
            draft, () if predecessor is None else (predecessor,), config, other_period=True
        ),
        config.concepts,
        {},
        date_of(draft, config, date),
        rules,
        config.roster,
        config.terms,
        tuple(library),
        {},
    )
    findings: list[Finding] = []
    for rule in rules:
        if can_run(rule, parents, predecessor) and (only is None or only(rule)):
            findings.extend(_run(rule, context, config))
    return to_diagnostics(findings, draft.source, config, draft)


def prepare(config: Config) -> None:
    """Load what a check against parents needs, before it is asked for."""
    from planlint.compare import comparison

    del comparison
    selected_rules(config)


def date_of(draft: Plan, config: Config, given: dt.date | None = None) -> dt.date | None:
    """The date at which a draft is judged: as given, by itself, by the configuration, as read."""
    return given or draft.stated_date or config.date or draft.date


def can_run(
    rule: Rule | type[Rule], parents: Sequence[Plan], predecessor: Plan | None = None
) -> bool:
    """Whether a rule has what it needs: a parent, or the plan of the period before."""
    if rule.needs == "parent":
        return bool(parents)
    return rule.needs != "predecessor" or predecessor is not None


def _comparison(
    draft: Plan, plans: Sequence[Plan], config: Config, *, other_period: bool = False
) -> Comparison | None:
    if not plans:
        return None
    from planlint.compare import compare, same_period

    # The numbers of a parent of another period are for other years; DAT005 says so.
    alike = [p for p in plans if other_period or same_period(draft, p)]
    return compare(draft, alike, concepts=config.concepts)


def _run(rule: Rule, context: Context, config: Config) -> list[Finding]:
    """A rule's findings; a rule that raises is a finding itself (DOC005), the others still run."""
    options = {**rule.options, **config.options.get(rule.id, {})}
    try:
        return list(rule.check(context._replace(options=options) if options else context))
    except Exception:
        import logging

        logger = logging.getLogger("planlint")
        if not logger.handlers:  # silent unless the embedding program wants it
            logger.addHandler(logging.NullHandler())
        logger.exception("rule %s failed", rule.id)
        return [rule_failed(rule)]


def rule_failed(rule: Rule) -> Finding:
    """The finding DOC005 about a rule that raised."""
    (failed,) = find_rule("DOC005")
    return failed().report(None, id=rule.id, name=rule.name)


def unreadable(filename: str, error: ReadError, config: Config) -> Diagnostic:
    """The finding DOC001 about a file that could not be read."""
    (rule,) = find_rule("DOC001")
    finding = rule().report(None, reason=Text(error.zh, error.en))
    return to_diagnostics([finding], Source(filename, ""), config)[0]


def selected_rules(config: Config) -> tuple[type[Rule], ...]:
    """The rules that a configuration selects, by id. Raises UsageError for an unknown one."""
    chosen = {r for r in load_rules() if r.default_on}
    if config.select:
        chosen = {r for s in config.select for r in require_rule(s)}
    chosen -= {r for s in config.ignore for r in require_rule(s)}
    always = {r for s in ("DOC001", "DOC005") for r in find_rule(s)}
    return tuple(sorted(chosen | always, key=lambda r: r.id))


def to_diagnostics(
    findings: Iterable[Finding], source: Source, config: Config, draft: Plan | None = None
) -> list[Diagnostic]:
    """Findings as diagnostics in a language, ordered by position, then id.

    With the draft, a finding about a place can be named by the heading above it.
    """
    subjects = Subjects(source, draft)
    placed = [(_places(source, finding.span), finding) for finding in findings]
    placed.sort(key=lambda pair: (pair[0][0], pair[1].rule.id))
    seen: Counter[str] = Counter()
    said: set[tuple[object, ...]] = set()
    made: list[Diagnostic] = []
    for places, finding in placed:
        message = nested_quotes(finding.message(config.lang))
        same = (places[0], finding.rule.id, message)
        if same in said:
            continue
        said.add(same)
        stem = _fingerprint(f"{finding.rule.id}\0{finding.key}")
        seen[stem] += 1
        ordinal = f"-{seen[stem]}" if seen[stem] > 1 else ""
        made.append(
            Diagnostic(
                finding.rule.id,
                finding.rule.name,
                config.severities.get(finding.rule.id, finding.severity),
                message,
                source.filename,
                *places,
                _related(finding, source, config.lang),
                _fix(finding.repair, source, config.lang, draft),
                stem + ordinal,
                DOCUMENTATION.format(finding.rule.id),
                subjects.of(finding),
            )
        )
    return made


def _fingerprint(meaning: str) -> str:
    """Sixteen hexadecimal digits; two checksums, since loading hashlib costs more than a rule."""
    data = meaning.encode()
    return f"{crc32(data):08x}{crc32(data[::-1]):08x}"


def _related(finding: Finding, source: Source, lang: str) -> tuple[Related, ...]:
    related = []
    for also in finding.also:
        where = also.source or source
        said = nested_quotes(also.text.in_language(lang))
        related.append(Related(where.filename, *_places(where, also.span), said))
    return tuple(related)


def _places(source: Source, span: Span | None) -> tuple[Location, Location]:
    if span is None:
        return Location(1, 0), Location(1, 0)
    return _location(source, span.start), _location(source, span.end)


def _location(source: Source, offset: int) -> Location:
    row = source.row(offset)
    return Location(row, offset - source.line_starts[row - 1] + 1)


def _fix(repair: Repair | None, source: Source, lang: str, draft: Plan | None) -> Fix | None:
    # An edit over a page break would take the page's furniture with it.
    if repair is None or any(
        source.row(c.span.start) != source.row(c.span.end) or breaks_border(c, source, draft)
        for c in repair.changes
    ):
        return None
    edits = tuple(Edit(c.content, *_places(source, c.span)) for c in repair.changes)
    said = nested_quotes(repair.text.in_language(lang))
    return Fix("safe" if repair.safe else "unsafe", said, edits)


def nested_quotes(text: str) -> str:
    """A message whose quotes within quotes are ‘’, as messages quote texts that hold quotes.

    One that speaks of a single mark of quotation stays as it is.
    """
    if text.count("“") < 2 or "““”" in text or "“””" in text:
        return text
    depth, said = 0, []
    for char in text:
        depth += char == "“"
        inner = {"“": "‘", "”": "’"}.get(char, char) if depth > 1 else char
        said.append(inner)
        depth -= char == "”"
        if depth < 0:
            return text
    return text if depth else "".join(said)


__all__ = [
    "Severity",
    "can_run",
    "date_of",
    "lint",
    "prepare",
    "selected_rules",
    "to_diagnostics",
    "unreadable",
]
