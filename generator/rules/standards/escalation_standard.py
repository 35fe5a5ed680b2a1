"""More for each repetition: once 0.5, twice and more the whole item."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from generator.model.field import Choice, Number, Rows
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.rules.expression import Tier, const, op, tier
from generator.rules.flaw import Flaw
from generator.rules.item import Item
from generator.rules.part_record import ComponentRecord
from generator.rules.record_columns import lay_occurrences
from generator.rules.scheme import Scheme
from generator.rules.standard_kind import ItemPlace, LaidStandard, StandardDefaults
from generator.rules.standard_record import Range
from generator.rules.standards.event_rule import RecordEffect, StandardId, StandardText, effect_of

FURTHER = {"all": "该单项的全部分值", "last": "按最后一个分值"}


@dataclass(frozen=True)
class EachFurther:
    """Each further time counts so much more."""

    add: Annotated[Decimal, Number(doc="以后每多一次再计几分", places=4)]


@dataclass(frozen=True)
class EscalationStandard:
    """The points in all for once, twice and so on; `then` for more."""

    kind: Literal["escalation"]
    id: StandardId
    text: StandardText
    points: Annotated[
        tuple[Decimal, ...],
        Rows(doc="发生一次、两次……合计的分值", minimum=1),
        Number(doc="合计分值"),
    ]
    then: Annotated[str | EachFurther, Choice(doc="次数更多的合计几分；每多一次再计几分的写 {add: 2}", names=FURTHER)]
    effect: RecordEffect = ""

    @property
    def range(self) -> Range:
        """What a record may state: what it comes to depends on how many there are."""
        further = self.then.add if isinstance(self.then, EachFurther) else Decimal(0)
        return Range(Decimal(0), max(*self.points, further))


class Escalation(StandardDefaults):
    """By the number of records that count, times their `count`."""

    name = "escalation"
    title = "按次数递进"
    record = EscalationStandard
    takes_records = True

    def is_plain(self, standard: EscalationStandard) -> bool:
        """Never: its records do not add up."""
        return False

    def lay(self, standard: EscalationStandard, place: ItemPlace) -> LaidStandard:
        """How often it happened, and what that comes to."""
        counted = place.of_records("sum", lay_occurrences(place.layout, place.scheme), standard.id)
        times = place.lay_as(standard, "times", f"{standard.text}（次数）", counted, "number")
        known = [Tier(Decimal(0), Decimal(0))]
        known += [Tier(Decimal(at), points) for at, points in enumerate(standard.points, 1)]
        beyond = place.full if standard.then == "all" else const(standard.points[-1])
        if isinstance(standard.then, EachFurther):
            more = op("sub", times, const(len(standard.points)))
            beyond = op("add", beyond, op("mul", more, const(standard.then.add)))
        within = tier(times, tuple(known), closed="high")
        found = op("if", op("gt", times, const(len(standard.points))), beyond, within)
        return LaidStandard(place.lay(standard, "", standard.text, found), effect_of(standard, place))

    def check(
        self, standard: EscalationStandard, part: ComponentRecord, item: Item, scheme: Scheme
    ) -> Iterator[Flaw]:
        """KH433: more repetitions never come to less."""
        points = standard.points
        if any(later < earlier for earlier, later in pairwise(points)):
            yield Flaw("KH433", ("points",), "次数更多的，分值反而更少", "请按一次、两次……的顺序写合计的分值。")

    def tell(self, standard: EscalationStandard, item: Item, scheme: Scheme) -> Iterator[str]:
        """The points for each number of times."""
        for at, points in enumerate(standard.points, 1):
            yield f"{at} 次合计 {format_points(points)} 分"
        if isinstance(standard.then, EachFurther):
            yield f"次数更多的，每多一次再计 {format_points(standard.then.add)} 分"
        else:
            yield f"次数更多的，{FURTHER[standard.then]}"
