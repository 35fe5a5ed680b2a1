"""The registers of an edition, as of the day on which they are told."""

from __future__ import annotations

from datetime import date

from generator.load.edition import Edition, per_whole_edition
from generator.score.year import quarter_end
from generator.words.register_words import ShownRegisters


@per_whole_edition
def open_registers(edition: Edition) -> ShownRegisters:
    """The registers of an edition, as of the day of its data, or of the last period that is shown."""
    return ShownRegisters(edition.corpus, day_shown(edition), edition.audience == "internal", edition.notices)


def day_shown(edition: Edition) -> date:
    """The day on which things are as they are told: of the data for the office, else of what is shown last."""
    if edition.corpus.as_of is not None:
        return edition.corpus.as_of
    site = edition.corpus.site
    if site is not None and site.demo and edition.updated is not None:
        return edition.updated  # a demonstration shows what is not published as well
    ends = [quarter_end(period.year, period.quarter) for period in edition.periods]
    last = max(ends, default=date.min)
    return min(last, edition.updated) if edition.updated is not None and ends else edition.updated or last
