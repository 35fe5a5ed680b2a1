"""What an office may see and do at the desk: its own items whole, of itself what it was told, no more.

Scores and ranks beyond what is published are the leading office's alone, so that whoever records a deduction learns
what the record takes, and not where a unit stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cached_property

from generator.check.own_items import find_recorder
from generator.desk.desk_viewer import Viewer
from generator.model.deduction import Deduction
from generator.model.entry import Entry
from generator.model.lazy_dataclass import dataclass
from generator.public.audience import published_records
from generator.public.leaving import cut_record
from generator.rules.corpus import Corpus
from generator.rules.figure_use import is_computed
from generator.rules.item import Item
from generator.rules.scheme import Scheme
from generator.score.register_states import item_names, title_of
from generator.words.day_words import reword_days


@dataclass(frozen=True)
class Sight:
    """The records of one state of the data as one office sees them."""

    corpus: Corpus
    viewer: Viewer

    @cached_property
    def published(self) -> Set[str]:
        """The paths of the records, and of the entries of registers, that have been published."""
        found = published_records(self.corpus)
        return {*(record.path for record in found.deductions), *(entry.path for entry in found.entries)}

    @cached_property
    def unit_names(self) -> dict[str, str]:
        """The short name of each unit."""
        return {unit.id: unit.short_name for unit in self.corpus.units.values()}

    @cached_property
    def item_names(self) -> dict[str, str]:
        """The name of each item."""
        return item_names(self.corpus.schemes)

    def title_of(self, entry: Entry) -> str:
        """The title of an entry of a register as people read it; `entry` as the office may see it."""
        return reword_days(title_of(entry, self.unit_names, self.item_names))

    def scheme_and_item(self, year: int, item: str) -> tuple[Scheme, Item] | None:
        """An item of the scheme of a year; None where there is none."""
        scheme = self.corpus.schemes.get(year)
        found = scheme.items.get(item) if scheme is not None else None
        return None if scheme is None or found is None else (scheme, found)

    def keeps(self, record: Deduction) -> bool:
        """Whether the office records what the record's unit loses in its item."""
        found = self.scheme_and_item(record.year, record.item)
        if found is None or self.viewer.leads:
            return self.viewer.leads
        return find_recorder(*found, record.unit) == self.viewer.office

    def decides(self, record: Deduction) -> bool:
        """Whether the office decides on the record's appeal: as the record or the scheme names it."""
        if record.appeal is None:
            return False
        if self.viewer.leads:
            return True
        scheme = self.corpus.schemes.get(record.year)
        taker = scheme.appeals.to if scheme is not None and scheme.appeals is not None else ""
        concerned = record.unit == self.viewer.office or self.keeps(record)
        return self.viewer.office in (record.appeal.decided_by, taker) and not concerned

    def is_told(self, record: Deduction) -> bool:
        """Whether the record's unit knows of it: it was published, or the unit was notified."""
        return record.notified is not None or record.path in self.published

    def show(self, record: Deduction) -> Deduction | None:
        """The record as the office may see it: whole where it keeps it, else without what is internal, or None."""
        if self.keeps(record):
            return record
        if self.decides(record) or (record.unit == self.viewer.office and self.is_told(record)):
            return cut_record(record)
        return None

    def records(self) -> Iterator[Deduction]:
        """All records that the office may see."""
        for record in self.corpus.deductions:
            shown = self.show(record)
            if shown is not None:
                yield shown

    def items(self, year: int) -> list[Item]:
        """The items of a year in which the office records, in the order of the scheme."""
        scheme = self.corpus.schemes.get(year)
        if scheme is None:
            return []
        return [item for item in scheme.items.values() if _takes_records(item) and self._records_in(scheme, item)]

    def years(self) -> list[int]:
        """The years in which the office records something, the latest first."""
        return sorted((year for year in self.corpus.schemes if self.items(year)), reverse=True)

    def units_of(self, year: int, item: Item) -> list[str]:
        """The units of which the office records something in an item, by id, in order of the register."""
        scheme = self.corpus.schemes[year]
        return [
            unit.id
            for unit in self.corpus.units.values()
            if unit.assessed_in(year)
            and (self.viewer.leads or find_recorder(scheme, item, unit.id) == self.viewer.office)
        ]

    def _records_in(self, scheme: Scheme, item: Item) -> bool:
        if self.viewer.leads or item.assessor == self.viewer.office:
            return True
        return find_recorder(scheme, item, item.assessor) == self.viewer.office


def _takes_records(item: Item) -> bool:
    return any(not is_computed(standard) for standard in item.standards)
