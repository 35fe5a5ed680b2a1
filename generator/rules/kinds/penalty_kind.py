"""Items in which units collect penalty points: the more, the worse."""

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
class PenaltyComponent(ItemsPart):
    """Items with penalty points, in a scheme in which a lower total is better."""

    kind: Literal["penalty"]
    id: PartId
    name: PartName
    max: Annotated[Decimal, Number(doc="最多计几分", maximum=Decimal(100_000))]
    basis: Annotated[str, CLAUSE] = ""
    categories: CategoryRows = ()
    items: ItemRows = ()
    sets: ItemSets = field(default_factory=dict)
    not_applicable: NotApplicable = ""
    peers: Peers = ""
    once: Annotated[str, Choice(doc="同一事实（fact）有几条记录的，在本部分里怎样计", names=ONCE)] = ""
    weight: PartWeight = None
    at: PartTime = ""


class PenaltyKind:
    """The penalty points of the items add up."""

    name = "penalty"
    title = "记分"
    effect: Effect = "penalises"
    record = PenaltyComponent

    def lay(self, part: PenaltyComponent, scheme: Scheme, layout: BookLayout) -> LaidPart:
        """The columns of each item, and their sum."""
        frame = PartFrame(part, self.effect, scheme, layout, lay_points(layout, scheme), "记分")
        return lay_items(frame, self)

    def check(self, part: PenaltyComponent, scheme: Scheme) -> Iterator[Flaw]:
        """What every part of items must say; KH462: the scheme says that lower is better."""
        yield from check_items_part(part, self.effect, scheme)
        if scheme.total.direction != "lower":
            words = f"“{part.name}”是记分的部分，总分没有写明越低越好"
            yield Flaw("KH462", ("kind",), words, "请写 total: {direction: lower}；越高越好的，改用 deductions。")

    def tell(self, part: PenaltyComponent, scheme: Scheme) -> Iterator[str]:
        """What is collected, and that less is better."""
        number = sum(1 for _ in part.list_items())
        yield f"{number} 个考核单项，逐项记分，分数越低越好。"
