"""`dataclass` as the standard library has it, whose methods are written when they are first called.

The standard library writes up to six methods of each class as text and compiles them where the class is declared. A
command declares hundreds of classes before it does anything, and calls few of their methods: of the time in which one
file is checked, that was a third. Here the standard library collects the fields and makes the slots, and no more:
`__init__` is written at the first call; to compare, hash and show need no text. `fields`, `replace`, `match` and
pickles know no difference (`tests/model/test_lazy_dataclass.py` holds both against each other). Two things differ: an
instance of a frozen class, or of a class upon it, refuses to be given what is no field, too; and a field that
`__init__` does not take is set in each instance where it has a default, rather than left to the class.

A type checker sees the decorator of the standard library, so what it knows of one it knows of the other.
"""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Callable, Iterable
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast

__all__ = ["dataclass"]

_Class = TypeVar("_Class", bound=type)
_ABSENT = object()
_ORDER = ("__lt__", "__le__", "__gt__", "__ge__")


def lazy_dataclass(
    *,
    frozen: bool = False,
    slots: bool = False,
    kw_only: bool = False,
    eq: bool = True,
    order: bool = False,
    repr: bool = True,
) -> Callable[[_Class], _Class]:
    """A decorator that makes a class a dataclass; what it is given means what it means to the standard library."""

    def declare(declared: _Class) -> _Class:
        own = vars(declared)
        _require_alike(declared, frozen)
        made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(declared)
        late: dict[str, Any] = {"__init__": _init_late(made, frozen)}
        if repr:
            late["__repr__"] = _represent
        if eq:
            late |= {"__eq__": _compare_late(made, "__eq__"), "__hash__": _hash_late(made) if frozen else None}
        if order:
            late |= {name: _compare_late(made, name) for name in _ORDER}
        if frozen:
            late |= {"__setattr__": _refuse_setting, "__delattr__": _refuse_deleting}
        if frozen and slots:
            late |= {"__getstate__": _get_state, "__setstate__": _set_state}
        for name, method in late.items():
            if own.get(name) is None:  # what the class says itself stands; None is Python's, beside an equality
                setattr(made, name, method)
        made.__frozen__ = frozen
        return cast(_Class, made)

    return declare


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = lazy_dataclass


def _require_alike(declared: type, frozen: bool) -> None:
    """TypeError where only one of a class and the class that it stands upon is frozen."""
    if any(vars(base).get("__frozen__", frozen) != frozen for base in declared.__mro__[1:]):
        raise TypeError(f"{declared.__qualname__}: frozen classes and others do not stand upon each other")


def _init_late(made: Any, frozen: bool) -> Any:
    """`__init__` that has itself written, in its own place, at the first call."""

    def write_first(self: Any, *given: Any, **named: Any) -> None:
        made.__init__ = _write_init(made, frozen)
        made.__init__(self, *given, **named)

    return write_first


def _write_init(made: Any, frozen: bool) -> Any:
    """`__init__`, which puts each value, or its default, where it belongs.

    A frozen class is filled past its own guard: by its slots, or in its `__dict__`. Both are half the time of
    `object.__setattr__`.
    """
    known: dict[str, Any] = {"_absent": _ABSENT}
    first, named, lines = ["self"], ["*"], []
    for field in dataclasses.fields(made):
        name, argument, value = field.name, field.name, field.name
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
        lines.append(_write_setting(made, frozen, name, value, known))
    if hasattr(made, "__post_init__"):
        lines.append("self.__post_init__()")
    arguments = ", ".join([*first, *(named if named[1:] else [])])
    exec(f"def __init__({arguments}):\n  " + "\n  ".join(lines or ["pass"]), known)
    written = known["__init__"]
    written.__qualname__ = f"{made.__qualname__}.__init__"  # what a wrong call is told of
    return written


def _write_setting(made: Any, frozen: bool, name: str, value: str, known: dict[str, Any]) -> str:
    """The line that puts one value."""
    if not frozen:
        return f"self.{name} = {value}"
    slot = getattr(made, name, None)
    if not isinstance(slot, MemberDescriptorType):
        return f"self.__dict__[{name!r}] = {value}"
    known[f"_set_{name}"] = slot.__set__
    return f"_set_{name}(self, {value})"


def _compare_late(made: Any, name: str) -> Any:
    def look_first(self: Any, other: object) -> Any:
        values = _values(field.name for field in dataclasses.fields(made) if field.compare)
        holds = getattr(operator, name)

        def compare(self: Any, other: object) -> Any:
            return holds(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented

        setattr(made, name, compare)
        return compare(self, other)

    return look_first


def _hash_late(made: Any) -> Any:
    def look_first(self: Any) -> int:
        fields = dataclasses.fields(made)
        values = _values(field.name for field in fields if (field.compare if field.hash is None else field.hash))
        made.__hash__ = lambda self: hash(values(self))
        return hash(values(self))

    return look_first


def _values(names: Iterable[str]) -> Callable[[Any], Any]:
    """What is compared of an instance: the values of fields, of one field its value alone."""
    listed = tuple(names)
    return operator.attrgetter(*listed) if listed else lambda _: ()


def _represent(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_setting(self: Any, name: str, value: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(self: Any, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _get_state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
