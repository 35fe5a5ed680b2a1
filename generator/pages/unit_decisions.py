"""What a body decided on appeals: it may assess nobody and have no score, and has yet done its part."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from generator.model.deduction import DECISIONS, Deduction
from generator.model.lazy_dataclass import dataclass
from generator.public.released import AnyReleased
from generator.words import address
from generator.words.site_frame import Link


@dataclass(frozen=True, slots=True)
class DecidedYear:
    """The appeals of one year that a body decided: how many in which way, and each with the page of its record."""

    name: str
    words: str
    records: tuple[Link, ...]


Decided = Mapping[str, tuple[DecidedYear, ...]]


def index_decisions(corpus: AnyReleased) -> Decided:
    """The decided appeals of all records by the id of the body that decided, the latest year first."""
    found: defaultdict[str, defaultdict[int, list[Deduction]]] = defaultdict(lambda: defaultdict(list))
    for record in corpus.deductions:
        if record.appeal is not None and record.appeal.decision and record.appeal.decided_by:
            found[record.appeal.decided_by][record.year].append(record)
    return {
        body: tuple(_decided_year(corpus, year, records) for year, records in sorted(years.items(), reverse=True))
        for body, years in found.items()
    }


def _decided_year(corpus: AnyReleased, year: int, records: list[Deduction]) -> DecidedYear:
    numbers = Counter(_decision(record) for record in records)
    parts = [f"{words} {numbers[key]} 件" for key, words in DECISIONS.items() if numbers[key]]
    records.sort(key=lambda record: (record.date, record.path))
    return DecidedYear(
        f"{year}年度", f"{len(records)} 件：{'，'.join(parts)}", tuple(_link(corpus, record) for record in records)
    )


def _decision(record: Deduction) -> str:
    return record.appeal.decision if record.appeal is not None else ""


def _link(corpus: AnyReleased, record: Deduction) -> Link:
    scheme, unit = corpus.schemes.get(record.year), corpus.units.get(record.unit)
    item = scheme.items.get(record.item) if scheme is not None else None
    name = f"{unit.short_name if unit else record.unit}　{item.name if item else record.item}"
    return Link(f"{record.date}　{name}", address.record_page(record), DECISIONS[_decision(record)])
