"""The events and trails of a history as the gate hands them out: types of their own, built anew by name.

Only this room makes one. A commit's message ends here: what leaves of it is the reason, without addresses of people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import MemberDescriptorType
from typing import Any, Generic, Never, TypeVar, get_origin

from generator.history.reason import Reason
from generator.history.trail import Trail, TrailEvent
from generator.public.released import Internal, Public, Reader

Made = TypeVar("Made")
REFUSAL = "only the gate hands out a released history: ask generator.public"


class ReleasedEvent(TrailEvent, Generic[Reader]):
    """An event as its reader may see it: `reason` is what its commit says of itself, whose message is empty."""

    reason: Reason

    def __init__(self, *_: Never, **__: Never) -> None:
        raise TypeError(REFUSAL)


class ReleasedTrail(Trail, Generic[Reader]):
    """A trail as its reader may see it."""

    events: tuple[ReleasedEvent[Reader], ...]

    def __init__(self, *_: Never, **__: Never) -> None:
        raise TypeError(REFUSAL)


AnyReleasedEvent = ReleasedEvent[Public] | ReleasedEvent[Internal]
AnyReleasedTrail = ReleasedTrail[Public] | ReleasedTrail[Internal]
AnyReleasedTrails = Mapping[str, ReleasedTrail[Public]] | Mapping[str, ReleasedTrail[Internal]]


def built(kind: type[Made], /, **values: Any) -> Made:
    """A released value with these fields and no other; for this room alone."""
    made: Made = object.__new__(get_origin(kind) or kind)  # a generic class cannot be made by its alias
    for name, value in values.items():
        object.__setattr__(made, name, value)
    return made


def builder(kind: type[Made], names: Iterable[str]) -> Callable[[Iterable[Any]], Made]:
    """What makes released values by the ten thousand from values of these fields, in order; for this room alone."""
    bare: type[Made] = get_origin(kind) or kind
    puts = tuple(map(partial(_putter, bare), names))

    def build(values: Iterable[Any]) -> Made:
        made: Made = object.__new__(bare)
        for put, value in zip(puts, values, strict=True):
            put(made, value)
        return made

    return build


def _putter(kind: type, name: str) -> Callable[[Any, Any], None]:
    """What puts the value of a field, past the guard of a class whose values never change."""
    slot = getattr(kind, name, None)
    if isinstance(slot, MemberDescriptorType):
        return slot.__set__
    return lambda made, value: object.__setattr__(made, name, value)
