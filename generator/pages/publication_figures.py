"""The figures of a publication as they were published, beside those that stand now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.model.number import format_points
from generator.model.publication import Publication
from generator.public.released import AnyReleased
from generator.release.standing import standing
from generator.words import address
from generator.words.site_frame import Link


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One unit's published total and rank; `now_*` are what stands now where a correction moved them, else empty.

    `tied` says whether others share the rank that stands.
    """

    unit: Link
    rank: str
    total: str
    now_rank: str
    now_total: str
    tied: bool


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """The units that are ranked together, as they were published."""

    name: str
    rows: tuple[FigureRow, ...]


def published_groups(corpus: AnyReleased, record: Publication) -> Iterator[FigureGroup]:
    """The figures of `record` by the groups that are ranked together, best first."""
    scheme, stands = corpus.schemes[record.year], standing(corpus, record).figures
    by_group: dict[str, list[str]] = {}
    for unit in record.results:
        known = corpus.units.get(unit)
        by_group.setdefault((known and scheme.group_of(known)) or "", []).append(unit)
    order = [group.id for group in scheme.ranking.groups]
    for group, units in sorted(by_group.items(), key=lambda entry: order.index(entry[0]) if entry[0] else -1):
        ranks = Counter(stands[unit][1] for unit in units)
        rows = []
        for unit in sorted(units, key=lambda name: (record.results[name].rank, name)):
            frozen = record.results[unit]
            total, rank = stands[unit]
            rows.append(
                FigureRow(
                    unit=unit_of_publication(corpus, record, unit),
                    rank=str(frozen.rank),
                    total=published_points(corpus, record, frozen.total),
                    now_rank=str(rank) if rank != frozen.rank else "",
                    now_total=published_points(corpus, record, total) if total != frozen.total else "",
                    tied=ranks[rank] > 1,
                )
            )
        yield FigureGroup(scheme.group_name(group), tuple(rows))


def published_points(corpus: AnyReleased, record: Publication, total: Decimal) -> str:
    """A total with the decimals that the scheme of the year sets."""
    return format_points(total, corpus.schemes[record.year].rounding.places)


def unit_of_publication(corpus: AnyReleased, record: Publication, unit: str) -> Link:
    """A unit by its name, leading to its page of the year; by its id where the data no longer know it.

    A withdrawn publication opens no page of its year: there the link leads to the unit itself.
    """
    known = corpus.units.get(unit)
    page = address.unit_home(unit) if record.id in corpus.withdrawals else address.unit_page(record.year, unit)
    return Link(known.name if known else unit, page)
