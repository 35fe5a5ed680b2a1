"""The time series of a year in its stable JSON form, whose earlier moments are kept from one run to the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.acts.kept_rows import KeptRows, Telling
from generator.git.repository import Repository
from generator.kept.kept_store import open_store
from generator.model.lazy_dataclass import dataclass

if TYPE_CHECKING:
    from generator.history.facts import Facts
    from generator.history.series import Timeline
    from generator.read.record import Cache

BETWEEN = ",\n    "


@dataclass(frozen=True, slots=True)
class ToldTimeline:
    """The moments as text, some in each piece, with commas between them; `commits` is how many the line has."""

    commits: int
    moments: Iterator[str]


@contextmanager
def timeline_pieces(root: Path, repository: Repository, tip: str, year: int) -> Iterator[ToldTimeline]:
    """The moments of `year` along the line that ends at `tip`, for as long as the block lasts."""
    store = open_store(root)
    read: tuple[Facts, Cache] = ({}, {})

    def start() -> Telling:
        from generator.history.line_columns import read_columns
        from generator.history.series import has_all, timeline_of

        line = read_columns(repository, tip)
        timeline = timeline_of(repository, line, year, *read)
        return _telling(timeline, line.reached[-1], has_all(line, year, *read))

    def go_on(base: str, reached: Any) -> Telling | None:
        from generator.history.mainline import read_later_changes
        from generator.history.office import Registers
        from generator.history.series import has_all, read_later_timeline

        log = read_later_changes(repository, tip, base, reached, Registers(()))
        if log is None:
            return None
        timeline = read_later_timeline(repository, log, year, base, *read)
        return _telling(timeline, log.steps[-1].reached, has_all(log.columns, year, *read))

    try:
        rows = KeptRows(repository, tip, store, ["moments of a year", str(year)], BETWEEN, start, go_on)
        yield ToldTimeline(rows.steps, rows.pieces())
    finally:
        store.close()


def _telling(timeline: Timeline, reached: int, whole: bool) -> Telling:
    from generator.public.shown_timeline import office_timeline
    from generator.words.timeline_rows import timeline_rows

    return Telling(len(timeline.commits), timeline_rows(office_timeline(timeline)), lambda: reached, whole)
