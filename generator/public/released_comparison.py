"""A comparison as the gate hands it out: a type of its own, which only this room makes."""

from __future__ import annotations

from typing import Generic, Never

from generator.compare.comparison import Comparison
from generator.public.released import Internal, Public, Reader
from generator.public.released_event import REFUSAL


class ReleasedComparison(Comparison, Generic[Reader]):
    """A comparison as its reader may see it."""

    def __init__(self, *_: Never, **__: Never) -> None:
        raise TypeError(REFUSAL)


AnyReleasedComparison = ReleasedComparison[Public] | ReleasedComparison[Internal]
