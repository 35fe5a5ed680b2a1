"""The figures of a publication as they were published, beside those that stand now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from generator.model.lazy_dataclass import dataclass
from generator.model.publication import FrozenResult, Publication
from generator.public.released import AnyReleased
from generator.release.standing import standing
from generator.words import address
from generator.words.result_words import points_text, rank_text
from generator.words.site_frame import Link


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One unit's published total and rank; `now_*` are what stands now where a correction moved them, else empty.

    `tied` says whether others share the rank that stands, `notes` its grade, and why it has no score or no rank.
    """

    unit: Link
    rank: str
    total: str
    now_rank: str
    now_total: str
    tied: bool
    notes: tuple[str, ...]


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
        ranks = Counter(stands[unit].rank for unit in units)
        rows = []
        for unit in sorted(units, key=lambda name: _order(record.results[name], name)):
            frozen, now = record.results[unit], stands[unit]
            rows.append(
                FigureRow(
                    unit=unit_of_publication(corpus, record, unit),
                    rank=rank_text(frozen.rank),
                    total=published_points(corpus, record, frozen.total),
                    now_rank=rank_text(now.rank) if now.rank != frozen.rank else "",
                    now_total=published_points(corpus, record, now.total) if now.total != frozen.total else "",
                    tied=now.rank is not None and ranks[now.rank] > 1,
                    notes=tuple(note for note in (now.grade, now.reason) if note),
                )
            )
        yield FigureGroup(scheme.group_name(group), tuple(rows))


def _order(frozen: FrozenResult, name: str) -> tuple[bool, Decimal, str]:
    return frozen.rank is None, frozen.rank or Decimal(0), name


def published_points(corpus: AnyReleased, record: Publication, total: Decimal | None) -> str:
    """A total with the decimals that the scheme of the year sets; a dash where there is none."""
    return points_text(total, corpus.schemes[record.year].rounding.places)


def unit_of_publication(corpus: AnyReleased, record: Publication, unit: str) -> Link:
    """A unit by its name, leading to its page of the year; by its id where the data no longer know it.

    A withdrawn publication opens no page of its year: there the link leads to the unit itself.
    """
    known = corpus.units.get(unit)
    page = address.unit_home(unit) if record.id in corpus.withdrawals else address.unit_page(record.year, unit)
    return Link(known.name if known else unit, page)
