"""What planlint needs of `typing` at every start, without its two thousand lines.

Loading `typing` and making 90 named tuples by it is a fifth of a short run. The command line lends
this in its place while modules of planlint run (`modules.py`), and nobody else sees it. Annotations
are texts, so words that only stand in them may be anything here. Whoever asks for more gets all of
the real module. A named tuple shares most of its methods with the others; beside what only an
inspector sees it is equal to the usual one: `tests/test_classes.py` compares all of them.
"""

from __future__ import annotations

import builtins
import sys
from functools import cache
from importlib import import_module
from types import ModuleType

from planlint.methods import code_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

_NAME = "typing"
_FORMS = ("Any", "ClassVar", "Generic", "Literal", "NoReturn", "Protocol", "_GenericAlias")
"""Words of annotations and bases for type checkers; the last is asked for by `dataclasses`."""


class _Form:
    """A word of annotations, or a base class that says something to type checkers only."""

    def __class_getitem__(cls, of: Any) -> Any:
        return cls


class _NamedTupleMeta(type):
    """Makes a named tuple of a class body, as the metaclass in `typing` does."""

    def __new__(cls, name: str, bases: tuple[Any, ...], body: dict[str, Any]) -> Any:
        if "__annotations__" not in body or len(bases) > 1:  # newer than this, or generic
            real = _real()
            usual = (real._NamedTuple if base is _BODY else base for base in bases)
            return real.NamedTupleMeta(name, tuple(usual), body)
        fields = tuple(body["__annotations__"])
        defaults = {field: body[field] for field in fields if field in body}
        namespace = {
            "_fields": fields,
            "_field_defaults": defaults,
            "__match_args__": fields,
            "__new__": _new(body["__qualname__"], fields, tuple(defaults.values())),
            "__doc__": f"{name}({', '.join(fields)})",
        }
        namespace |= _tuple_methods()
        namespace |= body
        namespace |= {field: _getter(at) for at, field in enumerate(fields)}
        return type(name, (tuple,), namespace)


_BODY = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})


class _NamedTuple:
    """Stands among the bases of a class whose body is to become a named tuple."""

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[Any, ...]:
        return (_BODY,)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return _real().NamedTuple(*arguments, **named)


class StandIn(ModuleType):
    """Stands for `typing`; it becomes the real one when more of that is asked for."""

    def __init__(self) -> None:
        super().__init__(_NAME)
        vars(self).update(dict.fromkeys(_FORMS, _Form))
        vars(self).update(TYPE_CHECKING=False, NamedTuple=_NamedTuple(), TypeVar=_variable)
        self._behind: ModuleType | None = None

    def stand(self) -> bool:
        """Stand for the module from now on; False where it does so already."""
        now = sys.modules.get(_NAME)
        if now is self:
            return False
        self._behind, sys.modules[_NAME] = now, self
        return True

    def leave(self) -> None:
        """Leave the place to the module itself."""
        if sys.modules.get(_NAME) is self:
            del sys.modules[_NAME]
            if self._behind is not None:
                sys.modules[_NAME] = self._behind

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        vars(self).update(vars(_real()))  # so that what is imported together is of one kind
        if name in vars(self):
            return vars(self)[name]
        raise AttributeError(name)


def _variable(name: str, **limits: Any) -> Any:
    """A type variable, of which nobody asks anything in a run."""
    del name, limits
    return _Form


def _real() -> Any:
    """The module itself, which from now on stands for itself."""
    standing = sys.modules.get(_NAME)
    if isinstance(standing, StandIn):
        standing.leave()
    return import_module(_NAME)


def _new(qualname: str, fields: tuple[str, ...], defaults: tuple[Any, ...]) -> Any:
    listed = ", ".join(fields) + "," * (len(fields) == 1)
    source = f"lambda _cls, {listed}: _tuple_new(_cls, ({listed}))"
    scope = {
        "_tuple_new": tuple.__new__,
        "__builtins__": {},
        "__name__": f"namedtuple_{qualname}",
    }
    new = builtins.eval(code_of(source, "eval"), scope)
    new.__name__ = "__new__"
    new.__qualname__ = f"{qualname}.__new__"
    new.__defaults__ = defaults
    return new


@cache
def _getter(at: int) -> Any:
    from collections import _tuplegetter  # type: ignore[attr-defined]

    return _tuplegetter(at, f"Alias for field number {at}")


@cache
def _tuple_methods() -> dict[str, Any]:
    """The methods that all named tuples have in common."""
    shared: dict[str, Any] = {
        "__slots__": (),
        "_make": classmethod(_made),
        "_replace": _replaced,
        "__repr__": _listed,
        "_asdict": _as_dict,
        "__getnewargs__": _as_tuple,
    }
    if sys.version_info >= (3, 13):
        shared["__replace__"] = _replaced
    return shared


def _made(cls: Any, values: Iterable[Any]) -> Any:
    made = tuple.__new__(cls, values)
    if len(made) != len(cls._fields):
        raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
    return made


def _replaced(self: Any, /, **changes: Any) -> Any:
    made = self._make(map(changes.pop, self._fields, self))
    if changes:
        raise TypeError(f"Got unexpected field names: {list(changes)!r}")
    return made


def _listed(self: Any) -> str:
    shown = ", ".join(f"{n}={v!r}" for n, v in zip(self._fields, self, strict=True))
    return f"{self.__class__.__name__}({shown})"


def _as_dict(self: Any) -> dict[str, Any]:
    return dict(zip(self._fields, self, strict=True))


def _as_tuple(self: Any) -> tuple[Any, ...]:
    return tuple(self)
