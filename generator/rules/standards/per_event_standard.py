"""So many points each time: fixed, within a range, or one of several, at the assessor's discretion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from generator.model.lazy_dataclass import dataclass
from generator.rules.flaw import Flaw
from generator.rules.item import Item
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import Scheme
from generator.rules.standard_kind import ItemPlace, LaidStandard, StandardDefaults
from generator.rules.standard_record import Range, range_of
from generator.rules.standards.event_rule import (
    Charged,
    Cured,
    EventPoints,
    RecordEffect,
    StandardCap,
    StandardId,
    StandardText,
    is_plain_event,
    lay_summed,
    tell_event,
)
from generator.rules.standards.stated_points import check_points


@dataclass(frozen=True)
class PerEventStandard:
    """Points for each event. A standard that says no kind is of this one."""

    id: StandardId
    text: StandardText
    points: EventPoints
    kind: Literal["per-event"] = "per-event"
    effect: RecordEffect = ""
    max: StandardCap = None
    cured: Cured = None
    charge: Charged = None

    @property
    def range(self) -> Range:
        """The least and most points for one event."""
        return range_of(self.points)


class PerEvent(StandardDefaults):
    """The records add up."""

    name = "per-event"
    title = "按次计分"
    record = PerEventStandard
    takes_records = True

    def is_plain(self, standard: PerEventStandard) -> bool:
        """Where nothing more than points is said."""
        return is_plain_event(standard)

    def lay(self, standard: PerEventStandard, place: ItemPlace) -> LaidStandard:
        """The sum of its records."""
        return lay_summed(standard, place)

    def check(self, standard: PerEventStandard, part: ComponentRecord, item: Item, scheme: Scheme) -> Iterator[Flaw]:
        """KH404, KH405, KH406, KH416: the points against the wording and the item."""
        yield from check_points(standard.points, standard.text, item)

    def tell(self, standard: PerEventStandard, item: Item, scheme: Scheme) -> Iterator[str]:
        """What stands beside the wording."""
        yield from tell_event(standard)
