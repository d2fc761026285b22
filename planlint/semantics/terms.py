"""Terms: word lists and other facts about wording, each extended by what the user adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planlint.knowledge import table


@dataclass(frozen=True, slots=True)
class Terms:
    """The lists of the knowledge with the user's own rows behind them.

    A list is one file of the knowledge (`typos.toml`) whose `rows` are tables; the user adds rows
    of the same shape in the configuration, under `terms`.
    """

    own: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)

    def rows(self, name: str) -> tuple[Mapping[str, Any], ...]:
        """All rows of a list: those that ship, then the user's."""
        return (*table(name)["rows"], *self.own.get(name, ()))
