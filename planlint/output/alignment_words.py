"""The words of the alignment table, as reviewers say them; every format takes them from here."""

from __future__ import annotations

from typing import NamedTuple

from planlint.compare.alignment import Entry


class Word(NamedTuple):
    """A text in both languages."""

    zh: str
    en: str

    def say(self, lang: str) -> str:
        """The text in "zh" or "en"."""
        return self.en if lang == "en" else self.zh


TONES = ("problem", "check", "fine", "own")
"""How an entry is to be read: to be mended, to be looked at, in order, the draft's own."""


class _Verdict(NamedTuple):
    tone: str
    label: Word
    advice: Word = Word("", "")


_FLAWS = {
    "attribute-lowered": _Verdict(
        "check",
        Word("属性降低", "attribute lowered"),
        Word(
            "约束性指标在草案中不再是约束性，请核对",
            "binding in the parent, no longer binding in the draft",
        ),
    ),
    "deadline-missing": _Verdict(
        "check",
        Word("未写期限", "no deadline"),
        Word("上级有期限，草案没有写期限", "the parent gives a deadline, the draft gives none"),
    ),
    "deadline-later": _Verdict(
        "check",
        Word("期限较晚", "later deadline"),
        Word("草案的期限晚于上级", "the draft's deadline is later than the parent's"),
    ),
}
"""What may be wrong beside the number; it counts where the number itself is in order."""
_VERDICTS = {
    "equal": _Verdict("fine", Word("一致", "same")),
    "stronger": _Verdict("fine", Word("高于上级", "above the parent")),
    "weaker": _Verdict(
        "problem",
        Word("低于上级", "below the parent"),
        Word("请提高到不低于上级要求", "raise it to what the parent asks"),
    ),
    "open-bound": _Verdict(
        "check",
        Word("仅差是否含本数", "bound differs"),
        Word(
            "上级要求大于（小于）该数，草案含本数，请核对",
            "the parent excludes the number itself, the draft includes it",
        ),
    ),
    "share": _Verdict(
        "fine",
        Word("总量分担", "share of a total"),
        Word("上级为总量，草案承担其中一份，不比高低", "the draft owes a share, not the total"),
    ),
    "unallocated": _Verdict(
        "check",
        Word("未分解到本级", "not allocated"),
        Word(
            "上级总量未明确本级份额，请与上级主管部门核对",
            "the parent's total names no share of this level",
        ),
    ),
    "missing": _Verdict(
        "problem",
        Word("缺项", "missing"),
        Word("草案中没有找到，请补上或者说明理由", "not found in the draft; add it or say why"),
    ),
    "words": _Verdict(
        "problem",
        Word("仅有文字表述", "words only"),
        Word("草案没有数值，请写明可以考核的目标值", "the draft gives no number; state one"),
    ),
    "unmentioned": _Verdict(
        "fine",
        Word("未提及", "not mentioned"),
        Word(
            "上级没有要求各地分别落实，草案没有提及；与本级有关的请补上",
            "not asked of every place, and not mentioned; add it if it concerns this level",
        ),
    ),
    "unit": _Verdict(
        "check",
        Word("单位不同", "other unit"),
        Word("单位不同，不可比", "the units differ, so nothing was compared"),
    ),
    "scope": _Verdict(
        "check",
        Word("口径不同", "other scope"),
        Word("统计口径不同，请核对", "the two count different things; see whether that is meant"),
    ),
    "not-comparable": _Verdict(
        "check",
        Word("须人工核对", "check by hand"),
        Word("不可比，请人工核对", "the two cannot be compared; look at them"),
    ),
    "ambiguous": _Verdict(
        "check",
        Word("对应不唯一", "ambiguous"),
        Word("草案中有几处都可能与之对应，请核对", "more than one place in the draft may answer"),
    ),
    "extra": _Verdict("own", Word("草案自设", "the draft's own")),
}

# 跌倒发生率 below the parent's is the better promise: 高于 and 低于 would mislead there.
_LOWER_IS_BETTER = {
    "stronger": Word("严于上级", "stricter"),
    "weaker": Word("宽于上级", "laxer"),
}
_LOWER_ADVICE = Word("请收紧到不宽于上级要求", "tighten it to what the parent asks")

_MATCHES = {
    "exact": Word("名称相同", "same name"),
    "alias": Word("名称同义", "known alias"),
    "normalised": Word("名称写法略异", "other spelling"),
    "similar": Word("名称相近", "similar name"),
    "related": Word("口径相近", "related scope"),
    "per-head": Word("总量与人均", "total and per head"),
    "ambiguous": Word("有多个候选", "several candidates"),
}


def _flawed(entry: Entry) -> _Verdict | None:
    """The words of a flaw that outweighs the verdict on the number."""
    own = _VERDICTS[entry.verdict].tone
    return _FLAWS.get(entry.flaw) if own == "fine" else None


def tone(entry: Entry) -> str:
    """One of TONES."""
    return (_flawed(entry) or _VERDICTS[entry.verdict]).tone


def label(entry: Entry, lang: str) -> str:
    """The verdict in a word or two; of two things the worse."""
    flawed = _flawed(entry)
    if flawed is not None:
        return flawed.label.say(lang)
    if entry.better == "lower" and entry.verdict in _LOWER_IS_BETTER:
        return _LOWER_IS_BETTER[entry.verdict].say(lang)
    return _VERDICTS[entry.verdict].label.say(lang)


def remarks(entry: Entry, lang: str) -> list[str]:
    """What there is to say besides the verdict, each a clause of its own."""
    advice = _VERDICTS[entry.verdict].advice
    if entry.verdict == "weaker" and entry.better == "lower":
        advice = _LOWER_ADVICE
    also = _FLAWS.get(entry.flaw)
    words = (advice, also.advice if also is not None else Word("", ""))
    return [w.say(lang) for w in words if w.zh]


def match(entry: Entry, lang: str) -> str:
    """How the two sides were paired; "" where they were not."""
    word = _MATCHES.get(entry.how)
    return word.say(lang) if word is not None else ""
