"""Answers to a commitment that are no promise of the same thing: words, or several places."""

from __future__ import annotations

from collections.abc import Iterator

from planlint.compare.mentions import Texts
from planlint.compare.offered import LEVEL_WORDS, Offered, shared_piece, sharing
from planlint.compare.verdict import FULL, same_unit
from planlint.patterns import compiled
from planlint.semantics.commitment import Commitment

_MIN_CORE = 5
_HELD = 0.75  # of a noun's characters found in the other's clause
_ACT = compiled(r"^[每年]*(?:建成|组织|开展|举办|配备|建设|打造|培育|建立|设立|创建|完成)*")


def in_words(wanted: Commitment, texts: Texts) -> bool:
    """Whether a text answers without a number: one thing by its name, all of it by 全覆盖."""
    value, core = wanted.quantity.value, wanted.core
    if len(core) < _MIN_CORE:
        return False
    if wanted.quantity.unit == "%" and value == 100:
        stem = core.removesuffix("率").removesuffix("覆盖")
        return any(stem in f.text and any(w in f.text for w in FULL) for f in texts.flows)
    if value != 1 or core not in texts.joined:
        return False
    frequent, low = wanted.repeated, _is_low(wanted, texts)
    return not (frequent or low) or any(
        (not frequent or _OFTEN.search(said)) and (not low or _EACH.search(said))
        for said in _sentences_with(core, texts)
    )


_OFTEN = compiled(r"每年|每半年|每季|每月|每周|年度|定期|常态化|经常|一年一")
_EACH = compiled(r"每[个一]?|各|所有|全部|均|都|全覆盖|一村一|普遍|配齐")


def _is_low(wanted: Commitment, texts: Texts) -> bool:
    """Whether a number is laid on places below the draft's: one for each is more than one."""
    return texts.level != "town" and any(c in wanted.bound for c in "村社乡镇街")


def _sentences_with(core: str, texts: Texts) -> Iterator[str]:
    """The sentences that name a thing."""
    for flow in texts.flows:
        at = flow.text.find(core)
        while at >= 0:
            stop = flow.text.find("。", at)
            stop = stop if stop >= 0 else len(flow.text)
            yield flow.text[flow.text.rfind("。", 0, at) + 1 : stop]
            at = flow.text.find(core, stop)


def as_many(wanted: Commitment, held: Offered) -> Commitment | None:
    """Whether what each place owes is promised as often, among the places that the draft names.

    每个区至少建成2条幸福河湖 is answered by 再创建甲河、乙河2条幸福河湖.
    """
    want = wanted.quantity
    if not wanted.bound or want.value is None or want.comparator in ("<", "≤"):
        return None
    noun = _counted_noun(wanted)
    if len(noun) < _MIN_CORE - 1:
        return None
    near = (held.commitments[at] for at in sharing(noun, held.topics))
    return next(
        (
            c
            for c in near
            if same_unit(want.unit, c.quantity.unit)
            and c.quantity.value is not None
            and c.quantity.value >= want.value
            and shared_piece(noun, c.topic) >= max(_MIN_CORE - 1, _HELD * len(noun))
        ),
        None,
    )


def _counted_noun(wanted: Commitment) -> str:
    """The noun that is counted, without places and verb; 每个乡镇至少建成1个 has it before.

    每个县（区）至少有1所具备照护能力的机构 has it behind.
    """
    bound = wanted.bound.translate(LEVEL_WORDS)
    noun = wanted.core.translate(LEVEL_WORDS).replace(bound, "", 1) if bound else wanted.core
    noun = _ACT.sub("", noun.translate(LEVEL_WORDS).removeprefix("每"))
    if noun:
        return noun
    earlier, _, later = wanted.topic.translate(LEVEL_WORDS).partition("每")
    return earlier[-_MIN_CORE - 1 :] or later.removeprefix("个")
