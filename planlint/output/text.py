"""text: findings for people at a terminal, with source lines, carets and the parent's clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from planlint.diagnostic import Diagnostic, Location, Related, Severity
from planlint.output.width import cells, clip, printable, wrap
from planlint.readers.source import Source
from planlint.result import Fixing, Result

_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "info": "\x1b[1;36m"}
_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_MARKS = {
    "safe": ("[可自动修改]", "[fix]"),
    "unsafe": ("[可修改，须核对]", "[unsafe fix]"),
}
_MAX_RELATED = 3
_MIN_WIDTH = 40


class TextFormat:
    """Renders results at a width, in a language, with colour or without."""

    def __init__(self, lang: str, width: int, *, colour: bool) -> None:
        self.lang = lang
        self.width = max(width, _MIN_WIDTH)
        self.colour = colour

    def render(self, results: Sequence[Result], *, statistics: bool = False) -> str:
        """All findings, then a summary line."""
        lines: list[str] = []
        for result in results:
            sources = {s.filename: s for s in result.sources}
            for diagnostic in result.diagnostics:
                lines.extend(self._finding(diagnostic, sources))
                lines.append("")
        if statistics:
            lines.extend(self._statistics(results))
        lines += [self.summary(results), *self._fixes(results)]
        return "\n".join(lines) + "\n"

    def _say(self, texts: tuple[str, str]) -> str:
        return texts[self.lang == "en"]

    def _paint(self, text: str, code: str) -> str:
        return f"{code}{text}{_RESET}" if self.colour and text else text

    def _finding(self, d: Diagnostic, sources: Mapping[str, Source]) -> Iterator[str]:
        word = d.severity.in_language(self.lang)
        place = self._place(d.filename, d.location)
        fixable = f" {self._paint(self._say(_MARKS[d.fix.applicability]), _DIM)}" if d.fix else ""
        yield (
            f"{self._paint(place, _BOLD)} {self._paint(word, _COLOURS[d.severity.value])} "
            f"{self._paint(d.code, _BOLD)} {self._paint(d.name, _DIM)}{fixable}"
        )
        for line in wrap(d.message, self.width - 2):
            yield f"  {line}"
        source = sources.get(d.filename)
        if source is not None and d.location.column:
            yield from self._quote(source, d.location, d.end_location, _COLOURS[d.severity.value])
        yield from self._related(d.related, d.filename, sources)

    def _place(self, filename: str, location: Location) -> str:
        column = f":{location.column}" if location.column else ""
        return f"{printable(filename)}:{location.row}{column}:"

    def _quote(self, source: Source, start: Location, end: Location, colour: str) -> Iterator[str]:
        """The source line with carets under the place, each as wide as its characters."""
        text = source.line(start.row)
        last = end.column - 1 if end.row == start.row else len(text)
        gutter = f"{start.row:>5} | "
        shown, first, stop = clip(text, start.column - 1, last, self.width - len(gutter))
        pad = cells(shown[:first])
        marks = "^" * max(1, cells(shown[first:stop]))
        yield self._paint(gutter, _DIM) + shown
        yield self._paint("      | ", _DIM) + " " * pad + self._paint(marks, colour)

    def _related(
        self, related: Sequence[Related], filename: str, sources: Mapping[str, Source]
    ) -> Iterator[str]:
        for item in related[:_MAX_RELATED]:
            place = self._place(item.filename, item.location).rstrip(":")
            note = f"{place} {item.message}"
            yield from (
                self._paint(("   = " if at == 0 else "     ") + line, _DIM)
                for at, line in enumerate(wrap(note, self.width - 5))
            )
            source = sources.get(item.filename)
            quoted = item.filename != filename and source is not None and not _says_it(item, source)
            if quoted and source is not None:
                text = source.line(item.location.row).strip()
                yield (
                    self._paint(f"{item.location.row:>5} | ", _DIM)
                    + clip(text, 0, 0, self.width - 8)[0]
                )
        rest = len(related) - _MAX_RELATED
        if rest > 0:
            more = f"   = 另有 {rest} 处" if self.lang == "zh" else f"   = {rest} more places"
            yield self._paint(more, _DIM)

    def _statistics(self, results: Sequence[Result]) -> Iterator[str]:
        counts = Counter((d.code, d.name) for r in results for d in r.diagnostics)
        for (code, name), count in sorted(counts.items(), key=lambda i: (-i[1], i[0])):
            yield f"{count:>6}  {code}  {name}"
        if counts:
            yield ""

    def summary(self, results: Sequence[Result]) -> str:
        """One line: how many files, against which parents, what was found."""
        counts = Counter(d.severity for r in results for d in r.diagnostics)
        errors, warnings, infos = (counts[s] for s in Severity)
        parents = list(dict.fromkeys(p for r in results for p in r.parents))
        files = sum(r.checked for r in results)
        if self.lang == "en":
            against = f" against {printable(', '.join(parents))}" if parents else ""
            return (
                f"{files} file{'s' * (files != 1)} checked{against}: "
                f"{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}, "
                f"{infos} info."
            )
        against = f"（上级规划：{printable('、'.join(parents))}）" if parents else ""
        if not errors + warnings + infos:
            return f"已检查 {files} 份文件{against}，没有发现问题。"
        return (
            f"已检查 {files} 份文件{against}：{errors} 个错误，{warnings} 个警告，{infos} 个提示。"
        )

    def _fixes(self, results: Sequence[Result]) -> Iterator[str]:
        """What was fixed, and what could be: a line each, where there is anything to say."""
        found = [d for r in results for d in r.diagnostics]
        safe, unsafe = (
            sum(d.fix is not None and d.fix.applicability == kind for d in found)
            for kind in ("safe", "unsafe")
        )
        done = [r.fixing for r in results if r.fixing is not None]
        if done:
            yield self.fixed(done, unsafe)
            return
        if not safe + unsafe:
            return
        if self.lang == "en":
            ways = [f"{safe} can be fixed with --fix"] * bool(safe)
            verb = "" if safe else "can be fixed "
            ways += [f"{unsafe} {verb}with --fix --unsafe-fixes (look at --diff first)"] * bool(
                unsafe
            )
            yield f"{', '.join(ways)}."
            return
        parts = [f"{safe} 个可用 --fix 自动修改"] * bool(safe)
        parts += [f"{unsafe} 个可在核对后用 --fix --unsafe-fixes 修改"] * bool(unsafe)
        yield f"其中 {'，'.join(parts)}。"

    def fixed(self, done: Sequence[Fixing], unsafe: int, *, dry: bool = False) -> str:
        """One line: what was fixed, or with --diff would be, and what else could be."""
        places, files = sum(f.places for f in done), sum(f.places > 0 for f in done)
        left = [d.fix for f in done for d in f.harmful]
        harmful = len(left)
        # Of unsafe fixes only those are harmful that were asked for.
        unsafe -= sum(fix is not None and fix.applicability == "unsafe" for fix in left)
        if self.lang == "en":
            verb = "Would fix" if dry else "Fixed"
            said = f"{verb} {places} place{'s' * (places != 1)} in {files} file{'s' * (files != 1)}"
            if unsafe > 0:
                said += f"; {unsafe} more with --unsafe-fixes"
            if harmful:
                said += f"; {harmful} left alone, since the fix would make another finding"
            return said + "."
        said = f"{'可' if dry else '已'}修改 {places} 处（{files} 份文件）"
        if not places:
            said = "没有可以自动修改的地方"
        if unsafe > 0:
            said += f"；还有 {unsafe} 个问题可用 --unsafe-fixes 修改"
        if harmful:
            said += f"；{harmful} 个问题改后会带来新的问题，没有修改"
        return said + "。"


def _says_it(item: Related, source: Source) -> bool:
    """Whether the message already quotes the line."""
    line = "".join(source.line(item.location.row).replace("|", " ").split())
    return line[:10] in "".join(item.message.replace("|", " ").split())
