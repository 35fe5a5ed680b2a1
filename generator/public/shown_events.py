"""The events of a history as the office may see them: all of each, of the messages the reasons only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from operator import attrgetter

from generator.history.mainline import Commit
from generator.history.reason import Reason, read_reason
from generator.history.trail import Trail, TrailEvent
from generator.public.released import Internal
from generator.public.released_event import ReleasedEvent, ReleasedTrail, builder, built

_OF_COMMITS = ("step", "writer")  # what of an event has a message
_OF_EVENT = tuple(slot.name for slot in fields(TrailEvent) if slot.name not in _OF_COMMITS)
_all_of = attrgetter(*_OF_EVENT)
_build_internal = builder(ReleasedEvent[Internal], (*_OF_EVENT, *_OF_COMMITS, "reason"))


def office_events(events: Iterable[TrailEvent]) -> Iterator[ReleasedEvent[Internal]]:
    """The events, each made when it is asked for."""
    return map(_office_event, events)


def office_trails(trails: Mapping[str, Trail]) -> dict[str, ReleasedTrail[Internal]]:
    """Trails as the office may see them."""
    return {path: _office_trail(trail) for path, trail in trails.items()}


def _office_trail(trail: Trail) -> ReleasedTrail[Internal]:
    events = tuple(_office_event(event) for event in trail.events)
    return built(ReleasedTrail[Internal], path=trail.path, events=events, plain=trail.plain)


def _office_event(event: TrailEvent) -> ReleasedEvent[Internal]:
    return _build_internal((*_all_of(event), *how_made(event)))


def how_made(event: TrailEvent) -> tuple[Commit, Commit, Reason]:
    """Which commits made an event, the step and who wrote it, and why."""
    step = without_message(event.step)
    writer = step if event.writer is event.step else without_message(event.writer)
    return step, writer, _reason(event)


def _reason(event: TrailEvent) -> Reason:
    """Why, in the words of who wrote it, else of who merged it; the proposal is named by the merge."""
    own = read_reason(event.writer.message)
    if event.writer is event.step:
        return own
    step = read_reason(event.step.message)
    told = own if own.subject else step
    return Reason(told.subject, told.body, own.proposal or step.proposal)


def without_message(commit: Commit) -> Commit:
    """The commit without what it says of itself."""
    return commit._replace(message="")
