"""Points that the assessor gives outright: one record with the points, awaited until it is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from generator.model.lazy_dataclass import dataclass
from generator.rules.expression import Column, const, op
from generator.rules.flaw import Flaw
from generator.rules.given_tables import RECORD
from generator.rules.item import Item
from generator.rules.part_record import ComponentRecord
from generator.rules.record_columns import lay_occurrences
from generator.rules.scheme import Scheme
from generator.rules.standard_kind import ItemPlace, LaidStandard, StandardDefaults, standard_cell
from generator.rules.standard_record import Range, range_of
from generator.rules.standards.event_rule import EventPoints, StandardId, StandardText
from generator.rules.standards.outright import ScoredOf, check_outright, converted, stated_points, tell_outright


@dataclass(frozen=True)
class GivenStandard:
    """The item's points, as found in an inspection: within a range or one of a list."""

    kind: Literal["given"]
    id: StandardId
    text: StandardText
    points: EventPoints
    scored_of: ScoredOf = None

    @property
    def range(self) -> Range:
        """The least and most points."""
        return range_of(self.points)


class GivenKind(StandardDefaults):
    """The one record's points."""

    name = "given"
    title = "直接评分"
    record = GivenStandard
    takes_records = True
    gives = True  # what is entered is what its item starts from

    def is_plain(self, standard: GivenStandard) -> bool:
        """Never: without a record the item is not known."""
        return False

    def lay(self, standard: GivenStandard, place: ItemPlace) -> LaidStandard:
        """The sum of the records that count; None while there is none."""
        there = place.of_records("count", lay_occurrences(place.layout, place.scheme), standard.id)
        points = place.of_records("sum", place.points, standard.id)
        known = op("if", op("gt", there, const(0)), converted(points, standard.scored_of, place), const(None))
        found = place.lay(standard, "", standard.text, known)
        divided = _lay_divided(standard, place) if place.counts_scores else ""
        return LaidStandard(found, "loses" if place.is_lost else "gives", awaited=True, divided=divided)

    def check(self, standard: GivenStandard, part: ComponentRecord, item: Item, scheme: Scheme) -> Iterator[Flaw]:
        """KH404: a range is one; KH405: it is within the item."""
        yield from check_outright(standard, part, item)

    def once(self, standard: GivenStandard) -> str:
        """One record says the points."""
        return f"given {standard.id}"

    def tell(self, standard: GivenStandard, item: Item, scheme: Scheme) -> Iterator[str]:
        """Which points may be given."""
        yield from tell_outright(standard, item)


def _lay_divided(standard: GivenStandard, place: ItemPlace) -> str:
    """The column of the records with the points of each, where several months come to the item's points together."""
    name, points = standard_cell(place.item, standard, "each"), stated_points(standard, place)
    return place.layout.lay(RECORD, Column(name, f"{standard.text}：计入的评分", "points", points, shown="sheet"))
