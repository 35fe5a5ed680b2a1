"""What the gate hands out to the office: for tests of what takes nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.compare.comparison import Comparison
from generator.history.report import HistoryReport
from generator.history.series import Timeline
from generator.history.trail import Trail, TrailEvent
from generator.public.periods import visible_corpus
from generator.public.redact import shown_comparison
from generator.public.released import Internal, Released
from generator.public.released_comparison import ReleasedComparison
from generator.public.released_event import ReleasedEvent, ReleasedTrail
from generator.public.released_history import ReleasedHistory
from generator.public.released_timeline import ReleasedTimeline
from generator.public.shown_events import office_events, office_trails
from generator.public.shown_history import shown_history
from generator.public.shown_timeline import office_timeline
from generator.rules.corpus import Corpus


def of_office(corpus: Corpus) -> Released[Internal]:
    """All of `corpus`."""
    return visible_corpus(corpus, "internal")


def seen(comparison: Comparison) -> ReleasedComparison[Internal]:
    """All of `comparison`."""
    return shown_comparison(comparison, "internal")


def of_trails(trails: Mapping[str, Trail]) -> dict[str, ReleasedTrail[Internal]]:
    """All of `trails`."""
    return office_trails(trails)


def of_events(events: Iterable[TrailEvent]) -> list[ReleasedEvent[Internal]]:
    """All of `events`."""
    return list(office_events(events))


def timed(timeline: Timeline) -> ReleasedTimeline[Internal]:
    """All of `timeline`."""
    return office_timeline(timeline)


def of_history(account: HistoryReport) -> ReleasedHistory[Internal]:
    """All of `account`."""
    return shown_history(account, account.corpus, "internal")
