"""The errors that planlint raises on purpose.

PlanlintError
├── ReadError            a document cannot be opened or decoded, or is too large (DOC001)
├── ConfigError          the configuration is wrong: unknown key or rule, bad value (exit 2)
├── UsageError           the call is wrong: a missing parent, a parent that is the draft (exit 2)
└── RuleDefinitionError  a rule file breaks the contract of planlint.rule (duplicate id, no message)

Findings about a plan are never errors: they are `planlint.Diagnostic` values.
"""


class PlanlintError(Exception):
    """Base of everything that planlint raises; `str(error)` is a message for a drafter."""


class ReadError(PlanlintError):
    """A document could not be read; carries both languages so that a finding can show either."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.zh = zh
        self.en = en

    def __reduce__(self) -> tuple[type["ReadError"], tuple[str, str]]:
        return (type(self), (self.zh, self.en))


class ConfigError(PlanlintError):
    """The configuration cannot be used; the message names the file and the key."""


class UsageError(PlanlintError):
    """The command or call cannot be carried out as given."""


class RuleDefinitionError(PlanlintError):
    """A rule file does not hold a usable rule."""
