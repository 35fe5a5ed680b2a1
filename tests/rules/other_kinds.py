"""A kind of part and a kind of standard that the program does not know: one class and one line in a list each."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import pytest

from generator.model.lazy_dataclass import dataclass
from generator.public import leaving, redact
from generator.read.shape import record_reader, slots_of
from generator.rules import kind_list, standard_list
from generator.rules.book_layout import BookLayout
from generator.rules.expression import col, const, op
from generator.rules.flaw import Flaw
from generator.rules.item import Item
from generator.rules.item_columns import PartFrame
from generator.rules.kind import Effect, LaidPart
from generator.rules.part_columns import lay_items, lay_part
from generator.rules.part_record import ComponentRecord, ItemsPart
from generator.rules.record_columns import lay_points
from generator.rules.scheme import Scheme
from generator.rules.standard_kind import ItemPlace, LaidStandard, StandardDefaults
from generator.rules.standard_record import Range
from generator.rules.standards.event_rule import StandardId, StandardText


@dataclass(frozen=True)
class HalvedComponent(ItemsPart):
    """What the items take counts half."""

    kind: Literal["halved"]


class Halved:
    """Half of what the items take."""

    name = "halved"
    title = "减半扣分"
    effect: Effect = "loses"
    record = HalvedComponent

    def lay(self, part: HalvedComponent, scheme: Scheme, layout: BookLayout) -> LaidPart:
        frame = PartFrame(part, self.effect, scheme, layout, lay_points(layout, scheme), "扣分")
        laid = lay_items(frame, self)
        half = op("mul", col(laid.exact), const(Decimal("0.5")))
        return LaidPart(part, self, lay_part(frame, "half", f"{part.name}扣分", half), "", laid.complete, laid.items)

    def check(self, part: HalvedComponent, scheme: Scheme) -> Iterator[Flaw]:
        yield from ()

    def tell(self, part: HalvedComponent, scheme: Scheme) -> Iterator[str]:
        yield f"{part.name}减半扣分。"


@dataclass(frozen=True)
class FlatStandard:
    """Two points for any number of records."""

    kind: Literal["flat"]
    id: StandardId
    text: StandardText

    @property
    def range(self) -> Range:
        return Range(Decimal(0), Decimal(2))


class Flat(StandardDefaults):
    """Two points where there is a record."""

    name = "flat"
    title = "有就计"
    record = FlatStandard
    takes_records = True

    def is_plain(self, standard: FlatStandard) -> bool:
        return False

    def lay(self, standard: FlatStandard, place: ItemPlace) -> LaidStandard:
        there = op("gt", place.of_records("sum", place.points, standard.id), const(0))
        return LaidStandard(place.lay(standard, "", standard.text, op("if", there, const(2), const(0))), place.effect)

    def check(self, standard: FlatStandard, part: ComponentRecord, item: Item, scheme: Scheme) -> Iterator[Flaw]:
        yield from ()

    def tell(self, standard: FlatStandard, item: Item, scheme: Scheme) -> Iterator[str]:
        yield "有记录就计 2 分"


def put_into_lists(patch: pytest.MonkeyPatch) -> None:
    """Both kinds in their lists; what was made of the records before is made anew."""
    patch.setattr(kind_list, "KINDS", [*kind_list.KINDS, Halved()])
    patch.setattr(kind_list, "STANDARDS", [*standard_list.STANDARDS, Flat()])
    patch.setattr(standard_list, "STANDARDS", [*standard_list.STANDARDS, Flat()])
    forget()


def forget() -> None:
    """What was made of the records of kinds is made anew."""
    slots_of.cache_clear()
    record_reader.cache_clear()
    leaving.rule_records.cache_clear()
    leaving._plan.cache_clear()
    redact._may_leave.cache_clear()
