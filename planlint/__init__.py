"""planlint: a linter for Chinese government plans.

    import planlint

    parent = planlint.parse("city-plan.md")
    draft = planlint.parse("district-draft.md")
    for d in planlint.lint(draft, parents=[parent]):
        print(d.location.row, d.code, d.message)

Values are immutable, can be pickled and are safe to share between threads. Names are imported on
first use, so that `import planlint` costs nothing.
"""

from __future__ import annotations

from planlint.version import __version__ as __version__

TYPE_CHECKING = False  # typing itself is a fifth of the start of Python

if TYPE_CHECKING:
    from typing import Any

    from planlint.api import compare, lint, parse, parse_bytes, parse_text
    from planlint.compare import Comparison
    from planlint.config import Config
    from planlint.diagnostic import Diagnostic, Severity
    from planlint.errors import (
        ConfigError,
        PlanlintError,
        ReadError,
        RuleDefinitionError,
        UsageError,
    )
    from planlint.fixing import fix
    from planlint.semantics.naming import KnownTitle
    from planlint.semantics.plan import Plan

_HOME = {
    "parse": "api", "parse_bytes": "api", "parse_text": "api", "lint": "api", "compare": "api",
    "fix": "fixing",
    "Comparison": "compare", "Config": "config", "Diagnostic": "diagnostic",
    "Severity": "diagnostic", "ConfigError": "errors", "PlanlintError": "errors",
    "ReadError": "errors", "RuleDefinitionError": "errors", "UsageError": "errors",
    "Plan": "semantics.plan", "KnownTitle": "semantics.naming",
}  # fmt: skip

__all__ = [
    "Comparison", "Config", "ConfigError", "Diagnostic", "KnownTitle", "Plan", "PlanlintError",
    "ReadError", "RuleDefinitionError", "Severity", "UsageError", "compare", "fix", "lint", "parse",
    "parse_bytes", "parse_text",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'planlint' has no attribute {name!r}")
    import sys
    from importlib import import_module

    value = getattr(import_module(f"planlint.{_HOME[name]}"), name)
    # `planlint.compare` is a function and a package of that name; the function is the public one.
    setattr(sys.modules[__name__], name, value)
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
