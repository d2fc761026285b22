"""Which lines are titles: where a notice, a plan or an annex begins."""

from __future__ import annotations

import re
from functools import cache

from planlint.knowledge import table
from planlint.patterns import compiled, regex
from planlint.readers.source import HAN
from planlint.syntax.lines import Line

_QUOTED = compiled(r"《((?:[^《》]|《[^《》]*》){4,90})》")
_DATE = compiled(r"\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日")
_DROP = compiled(r"[\s*#_]")
_SENTENCE_END = "。；：，、？！;"
_MAX_LINES, _MAX_LINE, _MAX_TITLE = 4, 48, 96


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    facts = table("documents")
    kinds = "|".join(facts["titles"]["kinds"])
    suffix = facts["titles"]["suffix"]
    title = compiled(rf"(?:{kinds})》?(?:{suffix})?$")
    notice = facts["notice"]
    boundary = compiled("|".join(f"(?:{notice[k]})" for k in ("publication", "attachment")))
    return title, compiled(rf"{suffix}$"), boundary


def bare(text: str) -> str:
    """A title without white space and Markdown, for comparing."""
    return _DROP.sub("", text)


def is_title(text: str) -> bool:
    """Whether a line ends as the titles of documents do."""
    return _patterns()[0].search(bare(text)) is not None


def mark_titles(lines: list[Line]) -> None:
    """Turn the first line of every title into TITLE and its further lines into JOINED."""
    is_title, is_suffix, is_boundary = _patterns()
    quoted, attached = _quoted_in_front(lines), _attached(lines)
    first_heading = next((i for i, n in enumerate(lines) if n.type.startswith("H")), len(lines))
    opening = True  # until running text or a heading is met: the first title needs no evidence
    boundary_at = -9
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.type != "TEXT":
            opening = opening and not line.type.startswith("H")
            index += 1
            continue
        if len(line.text) <= _MAX_LINE and (is_boundary.search(line.text) or _is_date(line.text)):
            boundary_at = index
        hashed = line.decoration.startswith("#")
        evident = opening or hashed or (index - boundary_at <= 2 and boundary_at < first_heading)
        evident = evident or index - 1 in attached or index - 2 in attached
        length = _title_at(lines, index, is_title, quoted, evident)
        if length:
            line.type = "TITLE"
            for follower in lines[index + 1 : index + length]:
                follower.type = "JOINED"
            index += length
            if (
                index < len(lines)
                and lines[index].type == "TEXT"
                and is_suffix.fullmatch(bare(lines[index].text))
            ):
                lines[index].type = "JOINED"
                index += 1
            opening = False
            continue
        if len(line.text) > 60 or line.text.endswith(("。", "：")):
            opening = False
        index += 1


def _quoted_in_front(lines: list[Line]) -> set[str]:
    """Titles quoted in 《》 before the first heading: a line that repeats one is that document."""
    front = []
    for line in lines:
        if line.type.startswith("H"):
            break
        front.append(line.text)
    # A title may run over lines inside 《》, so the quotes are looked for in the joined text.
    joined = "".join(front)
    return {bare(t) for t in _QUOTED.findall(bare(joined))} if "《" in joined else set()


def _title_at(
    lines: list[Line], index: int, is_title: re.Pattern[str], quoted: set[str], evident: bool
) -> int:
    """How many lines make a title from here; 0 where none begins."""
    joined, found = "", 0
    for count in range(1, _MAX_LINES + 1):
        at = index + count - 1
        if at >= len(lines) or lines[at].type != "TEXT" or not _may_belong(lines[at]):
            break
        if count > 1 and lines[at].decoration.startswith("#"):
            break
        joined += bare(lines[at].text)
        if len(joined) > _MAX_TITLE:
            break
        if joined in quoted and count <= _MAX_LINES and len(joined) >= 6:
            return count
        if evident and len(joined) >= 6 and is_title.search(joined) and _balanced(joined):
            follows = lines[at + 1] if at + 1 < len(lines) else None
            goes_on = (
                follows is not None
                and follows.type == "TEXT"
                and regex(r"的|》|和.{2,30}的?(通知|意见)$").match(bare(follows.text)) is not None
            )
            if not goes_on:
                found = count
                break
    return found


def _may_belong(line: Line) -> bool:
    if line.text[-1:] in _SENTENCE_END or "。" in line.text:
        return False  # most lines: seen without taking anything out of them
    text = bare(line.text)
    return (
        0 < len(text) <= _MAX_LINE
        and text[-1] not in _SENTENCE_END
        and not text.startswith(("——", "附件：", "联系人", "|"))
        and "\t" not in line.text
        and not _is_carrier_line(text)
    )


_NUMBER = compiled(rf"（?{HAN}{{2,14}}[〔\[［（【](?:19|20)\d\d[〕\]］）】]第?\d{{1,4}}号）?")


def _is_carrier_line(text: str) -> bool:
    """A document number, a date, 附件 or a publication note: of the carrier, not of a title."""
    return (
        _NUMBER.fullmatch(text) is not None
        or _is_date(text.strip("（）"))
        or _patterns()[2].match(text) is not None
    )


def _balanced(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in ("《》", "“”", "（）"))


def _is_date(text: str) -> bool:
    return text.endswith("日") and _DATE.fullmatch(text) is not None


def _attached(lines: list[Line]) -> set[int]:
    """The lines that say 附件 and nothing else: one or two below, a title may stand."""
    pattern = compiled(table("documents")["notice"]["attachment"])
    near = (at for at, n in enumerate(lines) if "附" in n.text)
    return {at for at in near if pattern.match(bare(lines[at].text))}
