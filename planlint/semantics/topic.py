"""What a clause is about, without its numbers: for finding one promise again in another plan."""

from __future__ import annotations

from functools import cache

from planlint.knowledge import table
from planlint.patterns import compiled

CLAUSE_ENDS = "，。；：！？"
_LEAD = compiled(
    r"^(?:[^，]{0,6}(?:到|至|在)?20\d\d年?(?:\d{1,2}月)?(?:底|末|内|上半年|下半年)?(?:以?前|之前)?|“十.五”(?:期?末|期间|时期)?|其中|同时|力争|确保|争取|"
    r"一是|二是|三是|——|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d{1,2}[.、．])[，：]?"
)
_MIN_SUBJECT = 3  # 入住率 tells what it is about, 达到 alone does not
_EACH_YEAR = compiled(r"^每(?:年|月|季度?|周|天|期)")
_LISTED = compiled(r"、|和(?![谐美平])|(?<!参)与|(?<![普以涉])及(?![时格])")
# 占比由2025年的60%提高到70%, 覆盖率比2025年提高20个百分点，达到82%
_BASE = compiled(r"(?:[由从自](?=[^，]{0,14}\d)|[较比与](?=20\d\d|上年|“十|基期|同期))")
_BREAK = compiled(r"[，、（）()；：]")
_BEHIND = compiled(r"（[^（）]*）$")  # 电能利用效率（PUE）
_TAIL_VERB = compiled(r"(?:分别|应|要|需|须|达到?|为|有|均|都|力争|稳定|保持|提高|完成|在|到)+$")
_NUMBERS = compiled(
    r"\d[\d.,]*[%‰+]?(?:万亿|亿|万)?(?:[个所家张名户项座处套台件次](?![体性性]))?|"
    r"“?十[一二三四五六七八九]五”?(?:期?末|期间|时期)?"
)
_DATES = compiled(
    r"(?:[较比]|到|至|在|由|从)?\d{4} ?年(?:\d{1,2}月)?(?:年?底|末|内)?(?:以?前|之前|相比)?"
)
_VERBS = compiled(
    r"达到?|不得?[低少高多]于|不得?超过|超过|至少有?|提[高升][到至]|[增下]?降?[至到](?=\d|$)|控制在|保持在?|稳定在|力争|确保|以上|以下|以内|左右"
)
_MARKS = compiled(r"[\s\u3000、“”‘’（）()\-—～~>≥≤<:：，;；]")
_MIN_TOPIC = 12  # characters; a shorter clause is told apart by the one before it


def clause_start(text: str, start: int, at: int) -> int:
    """Where the clause that holds a place begins, within a sentence that begins at `start`."""
    return max(start, max(text.rfind(c, start, at) for c in CLAUSE_ENDS) + 1)


def clause_end(text: str, at: int, end: int) -> int:
    """Where the clause that holds a place ends, within a sentence that ends at `end`."""
    return next((i for i in range(at, end) if text[i] in CLAUSE_ENDS), end)


def lead(text: str) -> int:
    """The length of what opens a clause without saying what it is about: 到2030年, 力争, 其中."""
    match = _LEAD.match(text)
    return match.end() if match else 0


def subject_start(text: str, start: int, head: int, at: int) -> int:
    """Where the subject begins: at the clause, or at the one before where this one says little."""
    begin = head + lead(text[head:at])
    if sum(c >= "一" for c in text[begin:at]) >= _MIN_SUBJECT or head <= start:
        return begin
    earlier = clause_start(text, start, head - 1)
    skip = lead(text[earlier:head])
    return earlier + (skip if earlier + skip < head - 2 else 0)


def core_of(subject: str, counted: str) -> str:
    """The noun that a number counts (after it) or measures (before it), in its shortest form."""
    if counted:
        return topic_of(_BREAK.split(counted)[0].rpartition("的")[2])
    subject = _EACH_YEAR.sub("", subject)
    said = _BREAK.split(_BEHIND.sub("", measured(subject)))[-1]
    owner, _, noun = said.rpartition("的")
    return topic_of(owner[-8:] + noun)


def listed(subject: str) -> list[str]:
    """The things that 分别 or 均 speaks of, in their order: 甲率、乙率和丙率分别.

    甲补贴和乙补贴覆盖率 share how they are counted: 甲补贴覆盖率, 乙补贴覆盖率.
    """
    names = [n.strip() for n in _LISTED.split(measured(subject)) if len(n.strip()) > 1]
    if len(names) < 2:
        return names
    last = names[-1]
    suffix = next((s for s in suffixes() if last.endswith(s)), "")
    if not suffix or any(n.count("（") != n.count("）") for n in names):
        return []  # 各市、县（市、区）均建有 lists no things that are measured
    own = any(n.endswith(suffixes()) for n in names[:-1])
    return names if own else [*(n + suffix for n in names[:-1]), last]


def measured(subject: str) -> str:
    """What is measured: a subject without the base that it starts from and the verb at its end."""
    return _TAIL_VERB.sub("", _BASE.split(subject.rstrip("，、 "))[0]).rstrip("，、 ")


@cache
def suffixes() -> tuple[str, ...]:
    """Words that say how a thing is counted (覆盖率, 人数), the longest first."""
    return tuple(sorted(table("indicators")["scope"]["suffixes"], key=len, reverse=True))


def topic_around(text: str, start: int, head: int, tail: int) -> str:
    """The topic of a clause; of a short one with the clauses before it."""
    topic = topic_of(text[head:tail])
    while len(topic) < _MIN_TOPIC and head > start:
        head = clause_start(text, start, head - 1)
        topic = topic_of(text[head:tail])
    return topic


def topic_of(clause: str) -> str:
    """A clause without dates, numbers, verbs and marks: what two plans share of one promise."""
    bare = _VERBS.sub("", _NUMBERS.sub("", _DATES.sub("", clause)))
    return _MARKS.sub("", bare)
