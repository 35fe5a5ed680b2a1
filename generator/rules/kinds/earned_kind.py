"""Items in which units earn points, up to the maximum of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Literal

from generator.model.field import Choice, Number
from generator.rules.book_layout import BookLayout
from generator.rules.flaw import Flaw
from generator.rules.item import CLAUSE, ONCE
from generator.rules.item_columns import PartFrame
from generator.rules.kind import Effect, LaidPart
from generator.rules.part_checks import check_items_part
from generator.rules.part_columns import lay_items
from generator.rules.part_record import (
    CategoryRows,
    ItemRows,
    ItemSets,
    ItemsPart,
    NotApplicable,
    PartId,
    PartName,
    PartTime,
    PartWeight,
    Peers,
)
from generator.rules.record_columns import lay_points
from generator.rules.scheme import Scheme


@dataclass(frozen=True)
class EarnedComponent(ItemsPart):
    """Items in which points are earned; without any, nothing is."""

    kind: Literal["earned"]
    id: PartId
    name: PartName
    max: Annotated[Decimal, Number(doc="分值", maximum=Decimal(100_000))]
    basis: Annotated[str, CLAUSE] = ""
    categories: CategoryRows = ()
    items: ItemRows = ()
    sets: ItemSets = field(default_factory=dict)
    not_applicable: NotApplicable = ""
    peers: Peers = ""
    once: Annotated[str, Choice(doc="同一事实（fact）有几条记录的，在本部分里怎样计", names=ONCE)] = ""
    weight: PartWeight = None
    at: PartTime = ""


class EarnedKind:
    """What the items earn adds up."""

    name = "earned"
    title = "得分"
    effect: Effect = "earns"
    record = EarnedComponent

    def lay(self, part: EarnedComponent, scheme: Scheme, layout: BookLayout) -> LaidPart:
        """The columns of each item, and their sum."""
        frame = PartFrame(part, self.effect, scheme, layout, lay_points(layout, scheme), "得分")
        return lay_items(frame, self)

    def check(self, part: EarnedComponent, scheme: Scheme) -> Iterator[Flaw]:
        """What every part of items must say; that the items make the part."""
        yield from check_items_part(part, self.effect, scheme)

    def tell(self, part: EarnedComponent, scheme: Scheme) -> Iterator[str]:
        """What is earned, and to what limit."""
        number = sum(1 for _ in part.list_items())
        yield f"{number} 个考核单项，逐项得分，每个单项以该项分值为限。"
