"""`dataclass`, as the standard library has it, but with methods that are made when they are first asked for.

The standard library writes `__init__`, `__repr__`, `__eq__`, `__hash__` and two more of each class as text, and
compiles them where the class is declared. A command declares some two hundred classes before it does anything, and
calls few of these methods; the rest took more than a third of the time in which one file is checked. Here a class is
declared without them, and each is made at the first call. What a class does is the same: `fields`, `replace`, `match`
and pickles know no difference (`tests/model/test_late_dataclass.py` holds both against each other).

A type checker sees the one of the standard library.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from functools import partial
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, ClassVar, TypeGuard, TypeVar, get_origin

__all__ = ["dataclass", "is_late_dataclass"]

_Class = TypeVar("_Class", bound=type)
_FIELDS = "__dataclass_fields__"  # where the standard library keeps the fields of a class
_ORDER = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}
_ABSENT = object()


def late_dataclass(
    *,
    frozen: bool = False,
    slots: bool = False,
    kw_only: bool = False,
    eq: bool = True,
    order: bool = False,
    repr: bool = True,
) -> Callable[[_Class], _Class]:
    """A decorator that makes a class a dataclass; what it is given means what it means to the standard library."""
    late: dict[str, Callable[[type], Any]] = {"__init__": partial(_make_init, frozen), "__match_args__": _match}
    ready: dict[str, Any] = {"__repr__": _repr} if repr else {}
    if eq:
        late["__eq__"] = partial(_make_comparison, "__eq__", "==")
        ready["__hash__"] = None  # what is equal to others and may change has no hash
    if eq and frozen:
        late["__hash__"] = _make_hash
    for name, sign in _ORDER.items() if order else ():
        late[name] = partial(_make_comparison, name, sign)
    if frozen:
        ready |= {"__setattr__": _refuse_setting, "__delattr__": _refuse_deleting}
    if frozen and slots:
        ready |= {"__getstate__": _get_state, "__setstate__": _set_state}

    def declare(declared: _Class) -> _Class:
        made = _with_slots(declared) if slots else declared
        own: dict[str, Callable[[type], Any]] = {_FIELDS: partial(_collect_fields, declared, kw_only), **late}
        for name, value in {**ready, **{name: _Late(made, name, make) for name, make in own.items()}}.items():
            if vars(made).get(name) is None:  # what the class says itself stands
                setattr(made, name, value)
        return made

    return declare


def is_late_dataclass(value: object) -> TypeGuard[type]:
    """Whether it is a class that was declared here; `dataclasses.is_dataclass` would have its fields collected."""
    return isinstance(value, type) and any(_FIELDS in vars(base) for base in value.__mro__)


class _Late:
    """What stands in a class in place of one of its attributes until that is asked for."""

    __slots__ = ("home", "make", "name")

    def __init__(self, home: type, name: str, make: Callable[[type], Any]) -> None:
        self.home, self.name, self.make = home, name, make

    def __get__(self, instance: object, owner: type) -> Any:
        setattr(self.home, self.name, self.make(self.home))
        return getattr(owner if instance is None else instance, self.name)


def _with_slots(declared: _Class) -> _Class:
    """The class once more, with slots in place of what it says of its fields."""
    inherited = {name for base in declared.__mro__[1:] for name in vars(base).get("__slots__", ())}
    hints = vars(declared).get("__annotations__", {})
    names = [name for name, hint in hints.items() if not _is_of_class(hint)]
    said = {name: value for name, value in vars(declared).items() if name not in {*names, "__dict__", "__weakref__"}}
    said["__slots__"] = tuple(name for name in names if name not in inherited)
    made = type(declared)(declared.__name__, declared.__bases__, said)
    made.__qualname__ = declared.__qualname__
    return made


def _is_of_class(hint: Any) -> bool:
    return hint.startswith("ClassVar") if isinstance(hint, str) else get_origin(hint) is ClassVar


def _collect_fields(declared: type, kw_only: bool, cls: Any) -> dict[str, Any]:
    """The fields of `cls` by name, as the standard library finds them in the class as it was written."""
    dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(declared)
    cls.__dataclass_params__ = vars(declared)["__dataclass_params__"]
    found: dict[str, Any] = vars(declared)[_FIELDS]
    return found


def _match(cls: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cls) if field.init and not field.kw_only)


def _make_init(frozen: bool, cls: type) -> Any:
    """`__init__`, which puts each value, or its default, where it belongs."""
    known: dict[str, Any] = {"_absent": _ABSENT, "_put": object.__setattr__}
    first, named, lines = ["self"], ["*"], []
    for field in dataclasses.fields(cls):
        name = value = field.name
        argument = name
        if field.default_factory is not dataclasses.MISSING:
            known[f"_make_{name}"], argument = field.default_factory, f"{name}=_absent"
            value = f"_make_{name}() if {name} is _absent else {name}" if field.init else f"_make_{name}()"
        elif field.default is not dataclasses.MISSING:
            known[f"_default_{name}"], argument = field.default, f"{name}=_default_{name}"
            value = name if field.init else f"_default_{name}"
        elif not field.init:
            continue
        if field.init:
            (named if field.kw_only else first).append(argument)
        lines.append(f"_put(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    made = _compile(cls, "__init__", [*first, *(named if named != ["*"] else [])], lines or ["pass"], known)
    made.__annotations__ = {f.name: f.type for f in dataclasses.fields(cls) if f.init} | {"return": None}
    return made


def _make_comparison(name: str, sign: str, cls: type) -> Any:
    compared = [field.name for field in dataclasses.fields(cls) if field.compare]
    one, other = _list_values("self", compared), _list_values("other", compared)
    lines = ["if other.__class__ is not self.__class__: return NotImplemented", f"return {one} {sign} {other}"]
    return _compile(cls, name, ["self", "other"], lines, {})


def _make_hash(cls: type) -> Any:
    hashed = [
        field.name for field in dataclasses.fields(cls) if (field.compare if field.hash is None else field.hash)
    ]
    return _compile(cls, "__hash__", ["self"], [f"return hash({_list_values('self', hashed)})"], {})


def _list_values(who: str, names: Iterable[str]) -> str:
    return f"({''.join(f'{who}.{name},' for name in names)})"


def _compile(cls: type, name: str, arguments: list[str], lines: list[str], known: dict[str, Any]) -> Any:
    """The method of these lines, which know the values in `known` by name."""
    text = f"def {name}({', '.join(arguments)}):\n " + "\n ".join(lines)
    exec(text, known)
    made = known[name]
    made.__qualname__, made.__module__ = f"{cls.__qualname__}.{name}", cls.__module__
    return made


@recursive_repr()
def _repr(self: Any) -> str:
    shown = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{self.__class__.__qualname__}({shown})"


def _refuse_setting(self: object, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _get_state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = late_dataclass
