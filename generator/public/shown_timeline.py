"""A time series as an audience may see it: it is made of figures alone."""

from __future__ import annotations

from typing import Any

from generator.history.series import Timeline
from generator.public.released import Internal, Public
from generator.public.released_event import built
from generator.public.released_timeline import ReleasedTimeline


def office_timeline(timeline: Timeline) -> ReleasedTimeline[Internal]:
    """A timeline as the office may see it."""
    return built(ReleasedTimeline[Internal], **_figures(timeline))


def public_timeline(timeline: Timeline) -> ReleasedTimeline[Public]:
    """A timeline as everybody may see it."""
    return built(ReleasedTimeline[Public], **_figures(timeline))


def _figures(timeline: Timeline) -> dict[str, Any]:
    return {"year": timeline.year, "commits": timeline.commits, "moments": timeline.moments}
