"""The pydantic models of `[terms]`: rows for the lists of words, each in its list's own shape."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, model_validator

from planlint.table_model import Filled, Model, problem


class Doubled(Model):
    """`[[terms.doubled]]`: a character that is never doubled, but beside these."""

    char: Filled
    before: str = ""
    after: str = ""


class LatinWord(Model):
    """`[[terms.latin]]`: a Latin word that is right in Chinese text."""

    word: Filled


class Deprecated(Model):
    """`[[terms.deprecated]]`: a word out of use, what to write instead, where it is right."""

    old: Filled
    new: str = ""
    advice: str = ""
    since: dt.date | None = None
    source: str = ""
    level: Literal["warning", "info"] = "warning"
    before: list[Filled] = []
    after: list[Filled] = []


class Event(Model):
    """`[[terms.events]]`: a great event, what else it is called, its last day."""

    name: Filled
    aliases: list[Filled] = []
    last: dt.date


class Meeting(Model):
    """`[[terms.meetings]]`: a party congress (`plenum` 0) or a session of its committee."""

    congress: int = Field(gt=0)
    plenum: int = Field(ge=0)
    name: Filled
    last: dt.date


class KnownDocument(Model):
    """`[[terms.known_documents]]`: a document that is often cited, with its full title."""

    title: Filled
    number: str = ""


class Superseded(Model):
    """`[[terms.superseded]]`: a document that another one replaced on some day."""

    title: Filled
    by: Filled
    date: dt.date
    source: str = ""


class TypoModel(Model):
    """`[[terms.typos]]`: a wrong word, the right one, and where the wrong one is right."""

    wrong: Annotated[str, Field(min_length=2)]
    right: Filled
    before: list[Filled] = []
    after: list[Filled] = []
    needs_before: list[Filled] = []
    needs_after: list[Filled] = []
    near: list[Filled] = []


class VariantModel(Model):
    """`[[terms.variants]]`: the forms of one word, or its parts for all their orders."""

    forms: list[Annotated[str, Field(min_length=2)]] = []
    parts: Annotated[list[Filled], Field(max_length=4)] = []
    before: list[Filled] = []
    after: list[Filled] = []

    @model_validator(mode="after")
    def _some_forms(self) -> VariantModel:
        if bool(self.forms) == bool(self.parts) or len(self.forms or self.parts) < 2:
            raise problem(
                "forms 与 parts 只写一个，至少两项", "give forms or parts, two of them at least"
            )
        return self


class Heading(Model):
    """`[[terms.headings]]`: a heading that may well stand under several parents."""

    title: Filled


class Repeated(Model):
    """`[[terms.repeats]]`: a formula whose return is no repetition."""

    word: Filled


class Weaker(Model):
    """`[[terms.weaker]]`: strong words and the weak ones that they must not become."""

    strong: str = ""
    weak: Filled
    before: bool = False


class Formula(Model):
    """`[[terms.formulas]]`: a fixed formula by its members."""

    members: list[Filled] = Field(min_length=3)


class TermsModel(Model):
    """`[terms]`: rows for the lists of words, each in the shape of the list that it extends."""

    doubled: list[Doubled] | None = None
    latin: list[LatinWord] | None = None
    deprecated: list[Deprecated] | None = None
    events: list[Event] | None = None
    meetings: list[Meeting] | None = None
    known_documents: list[KnownDocument] | None = None
    superseded: list[Superseded] | None = None
    typos: list[TypoModel] | None = None
    variants: list[VariantModel] | None = None
    headings: list[Heading] | None = None
    repeats: list[Repeated] | None = None
    weaker: list[Weaker] | None = None
    formulas: list[Formula] | None = None
