"""Points by the level of authority: praised or criticised by the province, by the city."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Literal

from generator.model.field import Number, Table
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.rules.flaw import Flaw
from generator.rules.item import Item
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import Scheme
from generator.rules.standard_kind import ItemPlace, LaidStandard, StandardDefaults
from generator.rules.standard_record import Range
from generator.rules.standards.event_rule import (
    Cured,
    RecordEffect,
    StandardCap,
    StandardId,
    StandardText,
    is_plain_event,
    lay_summed,
    tell_event,
)


@dataclass(frozen=True)
class LevelsStandard:
    """A record names its level and states that level's points."""

    kind: Literal["levels"]
    id: StandardId
    text: StandardText
    levels: Annotated[
        Mapping[str, Decimal],
        Table(doc="各级别的分值，如 {province: 10, city: 5}", of="level", minimum=1),
        Number(doc="这一级的分值"),
    ]
    effect: RecordEffect = ""
    max: StandardCap = None
    cured: Cured = None

    @property
    def range(self) -> Range:
        """The least and most points of a level."""
        return Range(min(self.levels.values()), max(self.levels.values()))


class Levels(StandardDefaults):
    """The records add up."""

    name = "levels"
    title = "按级别计分"
    record = LevelsStandard
    takes_records = True

    def is_plain(self, standard: LevelsStandard) -> bool:
        """Where nothing more than points is said."""
        return is_plain_event(standard)

    def lay(self, standard: LevelsStandard, place: ItemPlace) -> LaidStandard:
        """The sum of its records."""
        return lay_summed(standard, place)

    def check(self, standard: LevelsStandard, part: ComponentRecord, item: Item, scheme: Scheme) -> Iterator[Flaw]:
        """Nothing: what its records state is checked with them."""
        yield from ()

    def tell(self, standard: LevelsStandard, item: Item, scheme: Scheme) -> Iterator[str]:
        """The points of each level."""
        yield "、".join(f"{name} {format_points(points)} 分" for name, points in standard.levels.items())
        yield from tell_event(standard)

    def levels(self, standard: LevelsStandard) -> Mapping[str, Decimal]:
        """As it lists them."""
        return standard.levels
