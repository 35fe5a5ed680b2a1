"""A time series as the gate hands it out: a type of its own, which only this room makes."""

from __future__ import annotations

from typing import Generic, Never

from generator.history.series import Timeline
from generator.public.released import Internal, Public, Reader
from generator.public.released_event import REFUSAL


class ReleasedTimeline(Timeline, Generic[Reader]):
    """A timeline as its reader may see it."""

    def __init__(self, *_: Never, **__: Never) -> None:
        raise TypeError(REFUSAL)


AnyReleasedTimeline = ReleasedTimeline[Public] | ReleasedTimeline[Internal]
