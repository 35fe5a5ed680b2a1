"""Items from which offices deduct, each at most its maximum (考核办法 section 三)."""

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
class DeductionsComponent(ItemsPart):
    """Items from which offices deduct."""

    kind: Literal["deductions"]
    id: PartId
    name: PartName
    max: Annotated[Decimal, Number(doc="分值", maximum=Decimal(100_000))]
    categories: CategoryRows = ()
    basis: Annotated[str, CLAUSE] = ""
    items: ItemRows = ()
    sets: ItemSets = field(default_factory=dict)
    not_applicable: NotApplicable = ""
    peers: Peers = ""
    once: PartOnce = ""
    weight: PartWeight = None
    at: PartTime = ""


class Deductions(ItemsKind):
    """The records of an item add up, to its maximum; the items add up to what the part takes."""

    name = "deductions"
    title = "扣分"
    effect: Effect = "loses"
    record = DeductionsComponent

    def tell(self, part: DeductionsComponent, scheme: Scheme) -> Iterator[str]:
        """What is deducted, and to what limit."""
        number = sum(1 for _ in part.list_items())
        yield f"{number} 个考核单项，逐笔扣分，每个单项扣分以该项分值为限。"
