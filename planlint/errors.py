"""The errors that planlint raises on purpose.

PlanlintError
├── ReadError            a document cannot be opened or decoded, or is too large (DOC001)
├── ConfigError          the configuration is wrong: unknown key or rule, bad value (exit 2)
├── UsageError           the call is wrong: a missing parent, a parent that is the draft (exit 2)
├── WriteError           a mended document cannot be written back (exit 2; the file is as before)
└── RuleDefinitionError  a rule file breaks the contract of planlint.rule (duplicate id, no message)

Findings about a plan are never errors: they are `planlint.Diagnostic` values.
"""


class PlanlintError(Exception):
    """Base of everything that planlint raises, with its message in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}" if en != zh else zh)
        self.zh = zh
        self.en = en

    def in_language(self, lang: str) -> str:
        """The message in "zh" or "en"."""
        return self.en if lang == "en" else self.zh

    def __reduce__(self) -> tuple[type["PlanlintError"], tuple[str, str]]:
        return (type(self), (self.zh, self.en))


class ReadError(PlanlintError):
    """A document could not be read."""


class ConfigError(PlanlintError):
    """The configuration cannot be used; the message names the file and the key."""


class UsageError(PlanlintError):
    """The command or call cannot be carried out as given."""


class WriteError(PlanlintError):
    """A mended document could not be written; the file is as it was."""


class RuleDefinitionError(PlanlintError):
    """A rule file does not hold a usable rule; a message for its author."""
