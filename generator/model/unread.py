"""What stands in a record for a value that could not be read, so that checks can look at the rest of it.

A file with problems gives no record to be scored. Checks alone see what could be read of it: a record in which
every value that could not be read is UNREAD. Whatever a rule asks of UNREAD ends the rule: it has no verdict on that
record, and neither says something wrong nor tells a second time of a slip that was told where the file was read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any, Final, NoReturn, ParamSpec, TypeGuard, TypeVar

P = ParamSpec("P")
Value = TypeVar("Value")
Found = TypeVar("Found")


class Unread(Exception):
    """A rule asked for something of a value that could not be read."""


class _UnreadValue:
    """Raises Unread at whatever is asked of it, but for which object it is and how it looks to a debugger."""

    __slots__ = ()

    def _refuse(self, *_: object) -> NoReturn:
        raise Unread

    def __repr__(self) -> str:
        return "UNREAD"

    __getattr__ = __getitem__ = __contains__ = __iter__ = __len__ = __bool__ = __hash__ = _refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __str__ = __format__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __neg__ = _refuse
    __int__ = __index__ = __call__ = _refuse


UNREAD: Final[Any] = _UnreadValue()


def is_there(value: Value | None) -> TypeGuard[Value]:
    """Whether an optional value was written and could be read."""
    return value is not None and value is not UNREAD


def known(value: Value) -> Value:
    """`value`; raises Unread where it could not be read. For what does not ask before it uses, as `re` does."""
    if value is UNREAD:
        raise Unread
    return value


def where_read(rule: Callable[P, Iterable[Found]]) -> Callable[P, Iterator[Found]]:
    """`rule`, which ends without a word where it asks for a value that could not be read.

    Put it on every rule about one record or one part of one, so that the others are still checked.
    """

    @wraps(rule)
    def run(*given: P.args, **named: P.kwargs) -> Iterator[Found]:
        try:
            yield from rule(*given, **named)
        except Unread:
            return

    return run


def bare_rule(rule: Callable[P, Iterator[Found]]) -> Callable[P, Iterable[Found]]:
    """What `where_read` was put on, for who catches Unread himself."""
    bare: Callable[P, Iterable[Found]] = getattr(rule, "__wrapped__", rule)
    return bare
