"""All that a reader may see of a history, as the gate hands it out: a type of its own, which only this room makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, Never

from generator.git.condition import Condition
from generator.git.signature import Signature
from generator.history.mainline import Commit
from generator.history.remark import Remark
from generator.model.lazy_dataclass import dataclass
from generator.public.released import Internal, Public, Reader
from generator.public.released_event import REFUSAL, ReleasedTrail
from generator.public.released_timeline import ReleasedTimeline


@dataclass(frozen=True, eq=False)
class ReleasedHistory(Generic[Reader]):
    """What a reader may see of the history: no repository, no record, no message.

    `commits` are those of the line, latest step first, each step before what it merged; `steps` is how many steps
    there are, `begun` when the first reached the line (0: none). `founding` and `trial` are those of the change log.
    """

    trails: Mapping[str, ReleasedTrail[Reader]]
    remarks: tuple[Remark, ...]
    signatures: Mapping[str, Signature]
    gaps: tuple[Condition, ...]
    commits: tuple[Commit, ...]
    steps: int
    begun: int
    founding: str
    trial: int | None
    timeline: Callable[[int], ReleasedTimeline[Reader]]

    def __init__(self, *_: Never, **__: Never) -> None:
        raise TypeError(REFUSAL)


AnyReleasedHistory = ReleasedHistory[Public] | ReleasedHistory[Internal]
