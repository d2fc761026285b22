"""The methods of dataclasses and named tuples, compiled once a machine, not once a run.

`dataclass` and `namedtuple` write methods as source, which Python compiles at every start: a fifth
of a short run. The command line lends their modules built-in functions that keep the compiled code.
The classes are the same; a library is left as it is.
"""

from __future__ import annotations

import builtins
import collections

from planlint import classes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any

    from planlint.cachefile import Place

_kept: dict[str, CodeType] = {}
_new: dict[str, CodeType] = {}


def lend(kept: dict[str, tuple[CodeType, Place]], read: Callable[[Place], bytes]) -> None:
    """From now on take the methods from what is kept. All are needed, so none is read later."""
    import dataclasses

    del read
    _kept.update((source, code) for source, (code, _) in kept.items())
    # The module's own name hides the built-in one from its functions, and from nobody else.
    dataclasses.exec = _exec  # type: ignore[attr-defined]
    collections.eval = _eval  # type: ignore[attr-defined]
    classes.lend(code_of)


def gather() -> dict[str, tuple[CodeType, bytes]]:
    """Leave the modules as they were; the methods that had to be compiled, to be kept."""
    import dataclasses

    classes.give_back()
    vars(dataclasses).pop("exec", None)
    vars(collections).pop("eval", None)
    new = {source: (code, b"") for source, code in _new.items()}
    _kept.update(_new)
    _new.clear()
    return new


def _exec(source: str, scope: dict[str, Any], names: dict[str, Any] | None = None) -> None:
    """As the built-in, with the source compiled before."""
    builtins.exec(code_of(source, "exec"), scope, names)


def _eval(source: str, scope: dict[str, Any]) -> Any:
    """As the built-in, with the source compiled before."""
    return builtins.eval(code_of(source, "eval"), scope)


def code_of(source: str, mode: str) -> CodeType:
    """A method's compiled code, kept for the next run."""
    code = _kept.get(source) or _new.get(source)
    if code is None:
        # As in the borrowing module, which imports no annotations from the future.
        code = _new[source] = compile(source, "<string>", mode, dont_inherit=True)
    return code
