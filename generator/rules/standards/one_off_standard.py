"""Points that count once however often they are recorded; of several that exclude each other, the highest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from generator.model.field import Identifier
from generator.model.lazy_dataclass import dataclass
from generator.model.quoted import quoted
from generator.rules.expression import const, op
from generator.rules.flaw import Flaw
from generator.rules.item import Item
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import Scheme
from generator.rules.standard_kind import ItemPlace, LaidStandard, StandardDefaults
from generator.rules.standard_record import Range, range_of
from generator.rules.standards.event_rule import (
    Cured,
    EventPoints,
    RecordEffect,
    StandardId,
    StandardText,
    effect_of,
    tell_event,
)
from generator.rules.standards.stated_points import check_points


@dataclass(frozen=True)
class OneOffStandard:
    """One record in a year, and none beside one of another standard with the same `exclusive`."""

    kind: Literal["one-off"]
    id: StandardId
    text: StandardText
    points: EventPoints
    exclusive: Annotated[
        str, Identifier(doc="同一事实的几个档次写同一个编号，只能有其中一档；不与别的标准互斥的不写")
    ] = ""
    effect: RecordEffect = ""
    cured: Cured = None

    @property
    def range(self) -> Range:
        """The least and most points."""
        return range_of(self.points)


class OneOff(StandardDefaults):
    """The highest of its records."""

    name = "one-off"
    title = "只计一次"
    record = OneOffStandard
    takes_records = True

    def is_plain(self, standard: OneOffStandard) -> bool:
        """Never: its records do not add up."""
        return False

    def lay(self, standard: OneOffStandard, place: ItemPlace) -> LaidStandard:
        """The highest of its records, 0 where there is none."""
        points = op("nz", place.of_records("highest", place.points, standard.id), const(0))
        found = place.lay(standard, "", standard.text, points)
        return LaidStandard(found, effect_of(standard, place), exclusive=standard.exclusive)

    def check(self, standard: OneOffStandard, part: ComponentRecord, item: Item, scheme: Scheme) -> Iterator[Flaw]:
        """KH404 and the like: the points against the wording and the item."""
        yield from check_points(standard.points, standard.text, item)

    def tell(self, standard: OneOffStandard, item: Item, scheme: Scheme) -> Iterator[str]:
        """That it counts once, and beside what not."""
        others = [
            found.text
            for found in item.standards
            if standard.exclusive and found is not standard and getattr(found, "exclusive", "") == standard.exclusive
        ]
        yield "只计一次" + (f"，与{''.join(map(quoted, others))}只计其一" if others else "")
        yield from tell_event(standard)

    def once(self, standard: OneOffStandard) -> str:
        """The matter that it shares with others, else the standard itself."""
        return standard.exclusive or f"/{standard.id}"
