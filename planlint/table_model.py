"""What the pydantic models of all files that users write have in common."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict
from pydantic_core import PydanticCustomError


def problem(zh: str, en: str) -> PydanticCustomError:
    """A problem in both languages; `settings_model.explain` takes them apart again."""
    return PydanticCustomError("planlint", "{zh}", {"zh": zh, "en": en})


def _filled(value: str) -> str:
    if not value.strip():
        raise problem("不能为空", "must not be empty")
    return value.strip()


Filled = Annotated[str, AfterValidator(_filled)]
"""A text that says something."""


class Model(BaseModel):
    """A table of a file that users write: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
