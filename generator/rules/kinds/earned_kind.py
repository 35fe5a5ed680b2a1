"""Items in which units earn points, up to the maximum of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Literal

from generator.model.field import Number
from generator.rules.item import CLAUSE
from generator.rules.items_kind import ItemsKind
from generator.rules.kind import Effect
from generator.rules.part_record import (
    CategoryRows,
    ItemRows,
    ItemSets,
    ItemsPart,
    NotApplicable,
    PartId,
    PartName,
    PartOnce,
    PartTime,
    PartWeight,
    Peers,
)
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
    once: PartOnce = ""
    weight: PartWeight = None
    at: PartTime = ""


class EarnedKind(ItemsKind):
    """What the items earn adds up."""

    name = "earned"
    title = "得分"
    effect: Effect = "earns"
    record = EarnedComponent

    def tell(self, part: EarnedComponent, scheme: Scheme) -> Iterator[str]:
        """What is earned, and to what limit."""
        number = sum(1 for _ in part.list_items())
        yield f"{number} 个考核单项，逐项得分，每个单项以该项分值为限。"
