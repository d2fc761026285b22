"""Frozen dataclasses of planlint, made in fewer steps than Python takes.

Python describes each field anew and writes every method of every class. Here a class has methods of
its own only where they are called often, and shares the others. The command line lends this to
Python while it runs; of classes that are not planlint's, or not plain, Python makes the usual ones.
The classes are equal: `tests/test_classes.py` compares all of them.
"""

from __future__ import annotations

import builtins
import sys
from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from dataclasses import Field
    from types import CodeType
    from typing import Any

    Compile = Callable[[str, str], CodeType]
    """Source and mode become code, as by `compile`."""


_PLAIN = (True, True, True, False, False, True, True, False, True, False)
"""`@dataclass(frozen=True, slots=True)`, as `dataclasses` hands it on."""
_WRITTEN = frozenset(
    {"__init__", "__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__", "__getstate__"}
    | {"__setstate__", "__replace__", "__match_args__", "__slots__"}
)
"""What is written here: a class that has one of its own is not plain."""
_SPECIAL = ("ClassVar", "InitVar", "KW_ONLY")
"""Annotations that mean more than a field."""


def lend(code_of: Compile) -> None:
    """From now on make planlint's plain dataclasses here."""
    import dataclasses

    give_back()
    if sys.version_info < (3, 14):  # which keeps annotations and makes the classes otherwise
        usual = dataclasses._process_class  # type: ignore[attr-defined]
        dataclasses._process_class = _Dataclasses(usual, code_of)  # type: ignore[attr-defined]


def give_back() -> None:
    """Leave making dataclasses to Python again."""
    import dataclasses

    maker = dataclasses._process_class  # type: ignore[attr-defined]
    if isinstance(maker, _Dataclasses):
        dataclasses._process_class = maker.usual  # type: ignore[attr-defined]


class _Dataclasses:
    """Stands in for the function that makes a dataclass of a class."""

    def __init__(self, usual: Callable[..., type], code_of: Compile) -> None:
        self.usual, self._code_of = usual, code_of

    def __call__(self, cls: type, *options: bool) -> type:
        if options != _PLAIN or not _is_plain(cls):
            return self.usual(cls, *options)
        fields = _fields(cls)
        namespace = {k: v for k, v in vars(cls).items() if k not in fields}
        for implicit in ("__dict__", "__weakref__"):
            namespace.pop(implicit, None)
        namespace |= _shared_methods()
        namespace |= self._own_methods(cls, fields)
        inherited = {name for base in cls.__mro__ for name in vars(base).get("__slots__", ())}
        namespace["__dataclass_params__"] = _params()
        namespace["__dataclass_fields__"] = fields
        namespace["__match_args__"] = tuple(f.name for f in fields.values() if f.init)
        namespace["__slots__"] = tuple(name for name in fields if name not in inherited)
        namespace["__qualname__"] = cls.__qualname__
        return type(cls.__name__, cls.__bases__, namespace)

    def _own_methods(self, cls: type, fields: dict[str, Field[Any]]) -> dict[str, Any]:
        """Those that are called often, written for the class."""
        import dataclasses

        scope: dict[str, Any] = {
            "__name__": cls.__module__,
            "_put": object.__setattr__,
            "_MADE": dataclasses._HAS_DEFAULT_FACTORY,  # type: ignore[attr-defined]
        }
        for name, field in fields.items():
            if field.default is not dataclasses.MISSING:
                scope[f"_default_{name}"] = field.default
            elif field.default_factory is not dataclasses.MISSING:
                scope[f"_make_{name}"] = field.default_factory
        source = _source(fields.values(), scope, hasattr(cls, "__post_init__"))
        made: dict[str, Any] = {}
        builtins.exec(self._code_of(source, "exec"), scope, made)
        for name, method in made.items():
            method.__qualname__ = f"{cls.__qualname__}.{name}"
        return made


def _is_plain(cls: type) -> bool:
    """Whether a class of planlint has a docstring, fields and nothing that is to be made here."""
    own = vars(cls)
    annotations = own.get("__annotations__", {})
    return (
        cls.__module__.startswith("planlint.")
        and type(cls) is type
        and bool(own.get("__doc__"))
        and _WRITTEN.isdisjoint(own)
        and all(type(a) is str for a in annotations.values())
        and not any(special in "".join(annotations.values()) for special in _SPECIAL)
    )


def _fields(cls: type) -> dict[str, Field[Any]]:
    """The fields by name, those of the bases first."""
    import dataclasses

    found: dict[str, Field[Any]] = {}
    for base in cls.__mro__[:0:-1]:
        found |= getattr(base, "__dataclass_fields__", {})
    own = vars(cls)
    for name, annotation in own.get("__annotations__", {}).items():
        value = own.get(name, dataclasses.MISSING)
        field: Any = (
            value if isinstance(value, dataclasses.Field) else dataclasses.field(default=value)
        )
        field.name, field.type, field.kw_only = name, annotation, False
        field._field_type = dataclasses._FIELD  # type: ignore[attr-defined]
        found[name] = field
    return found


def _source(fields: Iterable[Field[Any]], scope: dict[str, Any], post_init: bool) -> str:
    """The methods of a class in Python; `scope` holds the defaults that there are."""
    parameters, body = [""], []
    for field in fields:
        name, value = field.name, field.name
        default, make = f"_default_{name}", f"_make_{name}"
        if not field.init:
            value = default if default in scope else f"{make}()" if make in scope else ""
        elif make in scope:
            parameters.append(f"{name}=_MADE")
            value = f"{make}() if {name} is _MADE else {name}"
        else:
            parameters.append(f"{name}={default}" if default in scope else name)
        if value:
            body.append(f" _put(self, {name!r}, {value})")
    if post_init:
        body.append(" self.__post_init__()")
    mine = "".join(f"self.{f.name}," for f in fields if f.compare)
    other = "".join(f"other.{f.name}," for f in fields if f.compare)
    hashed = "".join(f"self.{f.name}," for f in fields if (f.compare if f.hash is None else f.hash))
    lines = (
        f"def __init__(self{', '.join(parameters)}):",
        *body,
        "def __eq__(self, other):",
        f" if other.__class__ is self.__class__: return ({mine}) == ({other})",
        " return NotImplemented",
        f"def __hash__(self): return hash(({hashed}))",
    )
    return "\n".join(lines)


@cache
def _params() -> Any:
    """What `dataclasses` remembers of the options; newer versions remember more of them."""
    from dataclasses import _DataclassParams  # type: ignore[attr-defined]

    remembered = _DataclassParams.__init__.__code__.co_argcount - 1
    return _DataclassParams(*_PLAIN[:remembered])


@cache
def _shared_methods() -> dict[str, Any]:
    """The methods that all dataclasses have in common."""
    import dataclasses

    guarded = getattr(dataclasses, "_recursive_repr", None) or dataclasses.recursive_repr()  # type: ignore[attr-defined]
    shared = {
        "__setattr__": _refuse_to_set,
        "__delattr__": _refuse_to_delete,
        "__repr__": guarded(_shown),
        "__getstate__": dataclasses._dataclass_getstate,  # type: ignore[attr-defined]
        "__setstate__": dataclasses._dataclass_setstate,  # type: ignore[attr-defined]
    }
    if sys.version_info >= (3, 13):
        shared["__replace__"] = dataclasses._replace  # type: ignore[attr-defined,unused-ignore]
    return shared


def _refuse_to_set(self: Any, name: str, value: object) -> None:
    from dataclasses import FrozenInstanceError

    del value
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _shown(self: Any) -> str:
    from dataclasses import fields

    shown = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if f.repr)
    return f"{self.__class__.__qualname__}({shown})"
