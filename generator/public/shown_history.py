"""What of the history an audience may see: whether any of it, and of each event what may leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, overload

from generator.history.reason import Reason
from generator.history.remark import Remark
from generator.history.report import HistoryReport
from generator.history.series import Timeline
from generator.history.trail import Trail, TrailEvent
from generator.model.place import folder_of
from generator.public.periods import Audience, shows_history
from generator.public.redact import Veil, public_fields, public_plain, stays_whole
from generator.public.released import Internal, Public
from generator.public.released_event import ReleasedEvent, ReleasedTrail, built
from generator.public.released_history import AnyReleasedHistory, ReleasedHistory
from generator.public.shown_events import how_made, office_trails, without_message
from generator.public.shown_timeline import office_timeline, public_timeline
from generator.rules.corpus import Corpus

HIDDEN = "公开版不含尚未发布的改动，因此不显示数据的历史；已发布结果之间的变化见各次发布和更正。"


@overload
def shown_history(
    report: HistoryReport, corpus: Corpus, audience: Literal["public", "proposal"]
) -> ReleasedHistory[Public]: ...
@overload
def shown_history(
    report: HistoryReport, corpus: Corpus, audience: Literal["internal"]
) -> ReleasedHistory[Internal]: ...
@overload
def shown_history(report: HistoryReport, corpus: Corpus, audience: Audience) -> AnyReleasedHistory: ...
def shown_history(report: HistoryReport, corpus: Corpus, audience: Audience) -> AnyReleasedHistory:
    """What of the history `audience` may see; PermissionError if it may see none (see `shows_history`)."""
    if not shows_history(corpus, audience):
        raise PermissionError(HIDDEN)
    log = report.log
    told: dict[str, Any] = {
        "remarks": tuple(report.remarks()),
        "signatures": report.signatures,
        "gaps": report.gaps,
        "commits": tuple(
            without_message(found) for step in reversed(log.steps) for found in (step.commit, *step.merged)
        ),
        "steps": len(log.steps),
        "begun": log.steps[0].reached if log.steps else 0,
        "founding": log.founding,
        "trial": log.trial,
    }
    if audience == "internal":
        return built(
            ReleasedHistory[Internal],
            trails=office_trails(report.trails),
            timeline=lambda year: office_timeline(report.timeline(year)),
            **told,
        )
    veil = veil_of(corpus)
    public = _public_trails(report.trails, veil)
    told["remarks"] = tuple(remark for remark in told["remarks"] if not _tells_of_hidden(remark, veil))
    return built(
        ReleasedHistory[Public], trails=public, timeline=lambda year: public_timeline(report.timeline(year)), **told
    )


def shown_year(
    trails: Mapping[str, Trail], timeline: Callable[[int], Timeline], corpus: Corpus, audience: Audience
) -> AnyReleasedHistory:
    """What the pages of a single year tell of the history: these trails and the scores; nothing of the whole line."""
    if not shows_history(corpus, audience):
        raise PermissionError(HIDDEN)
    none: dict[str, Any] = {
        "remarks": (), "signatures": {}, "gaps": (), "commits": (), "steps": 0, "begun": 0, "founding": "",
        "trial": None,
    }  # fmt: skip
    if audience == "internal":
        told = office_trails(trails)
        return built(ReleasedHistory[Internal], trails=told, timeline=lambda y: office_timeline(timeline(y)), **none)
    return built(
        ReleasedHistory[Public],
        trails=_public_trails(trails, veil_of(corpus)),
        timeline=lambda year: public_timeline(timeline(year)),
        **none,
    )


def _public_trails(trails: Mapping[str, Trail], veil: Veil) -> dict[str, ReleasedTrail[Public]]:
    return {path: _public_trail(trail, veil) for path, trail in trails.items() if not veil.hides_file(path)}


def veil_of(corpus: Corpus) -> Veil:
    """What of the history the public is not told, where these are the schemes and registers."""
    return Veil.of(corpus.schemes.values(), corpus.registers.values())


def _tells_of_hidden(remark: Remark, veil: Veil) -> bool:
    """Whether a remark names the file of an entry that the public does not see, whose id may say whom it concerns."""
    return veil.hides_file(remark.path) or (veil.hides and f"{folder_of('entry')}/" in remark.sentence)


def _public_trail(trail: Trail, veil: Veil) -> ReleasedTrail[Public]:
    """A trail without what may not leave; an event that touched only that is not told."""
    events = tuple(_public_events(trail.events, veil))
    plain = public_plain(trail.path, trail.plain, veil)
    return built(ReleasedTrail[Public], path=trail.path, events=events, plain=plain)


def _public_events(events: Iterable[TrailEvent], veil: Veil) -> Iterator[ReleasedEvent[Public]]:
    for event in events:
        told = public_fields(event.target, event.fields, veil, event.said)
        if told or not event.fields or event.kind != "amended" or stays_whole(event.file):
            step, writer, reason = how_made(event)
            yield built(
                ReleasedEvent[Public],
                kind=event.kind,
                path=event.path,
                old=public_plain(event.target, event.old, veil),
                new=public_plain(event.target, event.new, veil),
                fields=told,
                other=event.other,
                at=event.at,
                reached=event.reached,
                by_merge=event.by_merge,
                earlier=event.earlier,
                step=step,
                writer=writer,
                reason=_subject_only(reason),
            )


def _subject_only(reason: Reason) -> Reason:
    return Reason(reason.subject, "", reason.proposal)
