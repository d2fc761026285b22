"""Where a logical text may hold a responsibility clause. Precision first: doubt is no clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from planlint.patterns import compiled
from planlint.semantics.clause_reading import (
    PAIRS,
    Found,
    is_body,
    is_known,
    is_official,
    read_clause,
)
from planlint.semantics.departments import Department, looks_like_body
from planlint.syntax.ast import Flow

_ROLES = ("负责", "责任", "牵头", "配合", "落实", "参与", "参加", "主办", "协办", "协同", "分工")
_OPENER = compiled(r"[（\[【〔]")
_ROUND = compiled("（")  # by far the most; one character is looked for much quicker than a set
# A clause without brackets at the end of a paragraph: 责任单位：市民政局、市财政局。
_LABELLED = compiled(
    r"[ *]*(?:(?:(?:牵头|责任|主办|参与|参加|配合|协同|协办|落实)(?:责任|负责)?(?:单位|部门|主体)"
    r"|部门分工|任务分工|(?<=。)完成(?:时限|时间|期限))\**：[^。]{2,200}(?:。(?=.)|。?$))+$"
)
# A paragraph that is a clause as a whole: 县交通运输局牵头，县公安局配合。
_WHOLE = compiled(r"[^。：]{4,200}(?:牵头|负责|配合|落实|参与)。?")
_WHOLE_ENDS = ("头", "责", "合", "实", "与", "。")
_MIN_CLAUSE, _MAX_CLAUSE = 4, 600
_MAX_BARE = 300
# Words that a bracket explains, or that lead to what it holds.
_GENERIC = (
    "部门",
    "单位",
    "机构",
    "成员",
    "方面",
    "主体",
    "组织",
    "地区",
    "地方",
    "等",
    "来自",
    "来源",
    "包括",
    "根据",
    "征求",
    "报",
    "抄送",
    "联系",
    "为",
    "是",
    "有",
    "在",
    "即",
    "向",
    "与",
    "和",
    "由",
    "如",
    "含",
)


def find_clauses(flow: Flow) -> Iterator[Found]:
    """The clauses of a logical text, in its order but for those inside sentences."""
    if not _says_role(flow.text):
        bare = _bare(flow) if flow.text.rstrip(" 。").endswith("）") else None
        if bare is not None:
            yield bare
        return
    found = list(_bracketed(flow))
    found.extend(_unbracketed(flow))
    if not found:
        last = _bare(flow) or _headless(flow)
        found.extend([last] if last is not None else [])
    yield from found
    if "由" in flow.text and ("牵头" in flow.text or "负责" in flow.text):
        taken = [f.span for f in found]
        for one in _in_sentences(flow):
            if not any(t.start < one.span.end and one.span.start < t.end for t in taken):
                yield one


def _says_role(text: str) -> bool:
    # Every text is asked: one pattern for all words, or any(), takes three times as long.
    for word in _ROLES:  # noqa: SIM110
        if word in text:
            return True
    return False


def _bracketed(flow: Flow) -> Iterator[Found]:
    text, at = flow.text, 0
    other = "[" in text or "【" in text or "〔" in text
    for opener in (_OPENER if other else _ROUND).finditer(text):
        if opener.start() < at:
            continue
        end = _close(text, opener.start())
        length = end - opener.start()
        if _MIN_CLAUSE <= length <= _MAX_CLAUSE and _says_role(text[opener.start() : end]):
            found = read_clause(flow, opener.start(), end)
            if found is not None:
                yield found
                at = end


def _close(text: str, at: int) -> int:
    """The offset after the bracket that closes the one at `at`; the end where none does."""
    opener = text[at]
    closer, depth, end = PAIRS[opener], 0, at
    while (end := text.find(closer, end) + 1) > 0:
        depth += text.count(opener, at, end) - 1
        if depth == 0:
            return end
        at = end
    return len(text)


def _unbracketed(flow: Flow) -> Iterator[Found]:
    """A paragraph, or its last sentence, that is a clause without brackets."""
    text = flow.text
    labelled = _labelled(text) if "：" in text else None
    if labelled is not None:
        start = labelled.start() + len(labelled.group()) - len(labelled.group().lstrip(" *"))
        found = read_clause(flow, start, labelled.end())
        if found is not None:
            yield found
    elif text.endswith(_WHOLE_ENDS) and _WHOLE.fullmatch(text):
        found = read_clause(flow, 0, len(text))
        members = found.members() if found is not None else []
        if found is not None and all(map(is_body, members)) and any(map(is_known, members)):
            yield found


def _labelled(text: str) -> re.Match[str] | None:
    """A clause with a label, from the text's beginning or that of a sentence to the text's end."""
    at = 0
    while (found := _LABELLED.match(text, at)) is None:
        at = text.find("。", at) + 1
        if not at:
            return None
    return found


def _bare(flow: Flow) -> Found | None:
    """Bodies in a bracket that ends a paragraph: …。（市民政局、市财政局）; no role is said."""
    text = flow.text
    stop = len(text.rstrip(" 。"))
    start = _open(text, stop)
    if start < 0 or not 4 <= stop - start <= _MAX_BARE:
        return None
    found = read_clause(flow, start, stop, bare=True)
    if found is None:
        return None
    members, before = found.members(), text[:start].rstrip(" *")
    return found if _are_named(members) and not _explains(before, members) else None


def _headless(flow: Flow) -> Found | None:
    """A clause at a paragraph's end whose opening bracket is lost: …。市民政局负责）."""
    text = flow.text
    stop = len(text.rstrip(" 。*")) - 1
    start = max(text.rfind(mark, 0, max(stop, 0)) for mark in "。；") + 1
    if not text.startswith("）", stop) or text.count("（", start) >= text.count("）", start):
        return None
    start += len(text[start:stop]) - len(text[start:stop].lstrip())
    found = read_clause(flow, start, stop)
    members = found.members() if found is not None else []
    return found if all(map(is_body, members)) and any(map(is_known, members)) else None


def _open(text: str, stop: int) -> int:
    """The offset of the bracket that the one before `stop` closes; -1 where there is none."""
    if not text.startswith("）", stop - 1):
        return -1
    start = text.rfind("（", 0, stop)
    while start > 0 and stop - start <= _MAX_BARE and _is_unbalanced(text, start, stop):
        start = text.rfind("（", 0, start)
    return start


def _is_unbalanced(text: str, start: int, stop: int) -> bool:
    return text.count("）", start, stop) > text.count("（", start, stop)


def _are_named(members: list[Department]) -> bool:
    """All are bodies, one at least is known, and half are authorities: 学校、医院 are not."""
    if not all(map(is_body, members)) or not any(map(is_known, members)):
        return False
    return sum(map(is_official, members)) * 2 >= len(members)


def _explains(before: str, members: list[Department]) -> bool:
    """Whether a bracket tells what the words before it are: 有关部门（市民政局、市财政局）."""
    if before.endswith(("。", "；", "！")):
        return False
    if len(members) < 2 or not before:
        return len(members) < 2
    return before.endswith(_GENERIC) or looks_like_body(before[-12:])


@cache
def _sentence() -> re.Pattern[str]:
    """由市民政局牵头，市财政局配合: only where the clause ends with the verb.

    理由, 由于 and 不再由 say something else, and so does 由市民政局牵头的.
    """
    verbs = "(?:负责|组织|实施|落实|推进|抓|统筹|协调)*(?=[，；。]|$)"
    return compiled(
        rf"由(?<![自理缘来原曾再].)(?!于)[^。；：“”《》]{{2,160}}?(?:牵头|负责){verbs}"
        rf"(?:，[^。；：，“”《》]{{2,160}}?(?:配合|参与|协助|协同|落实|负责){verbs})?"
    )


def _in_sentences(flow: Flow) -> Iterator[Found]:
    text, at = flow.text, 0
    while (match := _sentence().search(text, at)) is not None:
        at = match.start() + 1
        for end in _ends(text, match):
            found = read_clause(flow, match.start(), end)
            if found is not None and _assigns(found.members()):
                yield found
                at = end
                break


def _ends(text: str, match: re.Match[str]) -> Iterator[int]:
    """The clause may end after its second half, or its first where the rest is about the task."""
    yield match.end()
    for comma in reversed(list(re.finditer("，", match.group()))):
        end = match.start() + comma.start()
        if text.endswith(("牵头", "负责", "实施", "落实", "推进", "协调"), 0, end):
            yield end


def _assigns(members: list[Department]) -> bool:
    return all(map(_is_public, members)) and any(d.body or d.prefix for d in members)


def _is_public(member: Department) -> bool:
    """An authority, a group of them, or a body named by its level.

    In a sentence 企业 and 高校 lead, too; that assigns no task.
    """
    if member.collective:
        return "政府" in member.text or member.text.startswith(("各", "有关", "相关"))
    return is_official(member) or (
        looks_like_body(member.text) and member.text[0] in "省市区县旗州"
    )
