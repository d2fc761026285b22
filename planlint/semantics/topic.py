"""What a clause is about, without its numbers: for finding one promise again in another plan."""

from __future__ import annotations

import re

CLAUSE_ENDS = "，。；：！？"
_LEAD = re.compile(
    r"^(?:[^，]{0,6}(?:到|至|在)?20\d\d年?(?:\d{1,2}月)?(?:底|末|内|上半年|下半年)?(?:以?前|之前)?|“十.五”(?:期?末|期间|时期)?|其中|同时|力争|确保|争取|"
    r"一是|二是|三是|——|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d{1,2}[.、．])[，：]?"
)
_MIN_SUBJECT = 3  # 入住率 tells what it is about, 达到 alone does not
_BREAK = re.compile(r"[，、（）()；：]")
_TAIL_VERB = re.compile(r"(?:分别|应|要|需|须|达到?|为|有|均|都|力争|稳定|保持|提高|完成|在|到)+$")
_NUMBERS = re.compile(
    r"\d[\d.,]*[%‰+]?(?:万亿|亿|万)?(?:[个所家张名户项座处套台件次](?![体性性]))?|"
    r"“?十[一二三四五六七八九]五”?(?:期?末|期间|时期)?"
)
_DATES = re.compile(
    r"(?:[较比]|到|至|在|由|从)?\d{4} ?年(?:\d{1,2}月)?(?:年?底|末|内)?(?:以?前|之前|相比)?"
)
_VERBS = re.compile(
    r"达到?|不得?[低少高多]于|不得?超过|超过|至少有?|提[高升][到至]|[增下]?降?[至到](?=\d|$)|控制在|保持在?|稳定在|力争|确保|以上|以下|以内|左右"
)
_MARKS = re.compile(r"[\s\u3000、“”‘’（）()\-—～~>≥≤<:：，;；]")
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
    said = _BREAK.split(_TAIL_VERB.sub("", subject))[-1]
    owner, _, noun = said.rpartition("的")
    return topic_of(owner[-8:] + noun)


def listed(subject: str) -> list[str]:
    """The things that 分别 speaks of, in their order: 甲率、乙率和丙率分别."""
    names = re.split(r"[、和与及]", _TAIL_VERB.sub("", subject))
    return [n for n in names if n]


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
