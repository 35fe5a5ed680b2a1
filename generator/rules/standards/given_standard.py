"""Points that the assessor gives outright: one record with the points, awaited until it is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.model.number import format_points
from generator.rules.expression import Column, col, const, op
from generator.rules.flaw import Flaw
from generator.rules.given_tables import RECORD, standard_column
from generator.rules.item import Item
from generator.rules.part_record import ComponentRecord
from generator.rules.record_columns import lay_occurrences
from generator.rules.scheme import Scheme
from generator.rules.standard_kind import ItemPlace, LaidStandard, StandardDefaults, standard_cell
from generator.rules.standard_record import OneOf, Range, range_of
from generator.rules.standards.event_rule import (
    EventPoints,
    ScoredOf,
    StandardId,
    StandardText,
    converted,
    scored_words,
)
from generator.rules.standards.stated_points import check_outright, check_scored


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
        yield from check_outright(standard.text, part)
        if standard.range.min > standard.range.max:
            yield Flaw("KH404", ("points",), "评分幅度的下限大于上限", "请核对 min 和 max。")
        yield from check_scored(standard, item)

    def once(self, standard: GivenStandard) -> str:
        """One record says the points."""
        return f"given {standard.id}"

    def tell(self, standard: GivenStandard, item: Item, scheme: Scheme) -> Iterator[str]:
        """Which points may be given."""
        if isinstance(standard.points, OneOf):
            yield f"在 {'、'.join(map(format_points, standard.points.one_of))} 分中评定"
        else:
            yield f"在 {format_points(standard.range.min)} 至 {format_points(standard.range.max)} 分之间评定"
        yield from scored_words(standard.scored_of)


def _lay_divided(standard: GivenStandard, place: ItemPlace) -> str:
    """The column of the records with the points of each, where several months come to the item's points together."""
    layout, name = place.layout, standard_cell(place.item, standard, "each")
    is_one = op(
        "and",
        op("eq", col("item"), const(place.item.id)),
        op("eq", col(standard_column(layout)), const(standard.id)),
        op("not-none", col(lay_occurrences(layout, place.scheme))),
    )
    points = op("if", is_one, col(place.points), const(None))
    return layout.lay(RECORD, Column(name, f"{standard.text}：计入的评分", "points", points, shown="sheet"))
