"""Items in which units collect penalty points: the more, the worse."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from generator.model.field import Number
from generator.model.lazy_dataclass import dataclass
from generator.rules.flaw import Flaw
from generator.rules.items_kind import ItemsKind
from generator.rules.kind import Effect
from generator.rules.part_record import ItemsPart
from generator.rules.scheme import Scheme


@dataclass(frozen=True)
class PenaltyComponent(ItemsPart):
    """Items with penalty points, in a scheme in which a lower total is better."""

    kind: Literal["penalty"]
    max: Annotated[Decimal, Number(doc="最多计几分", maximum=Decimal(100_000))]


class PenaltyKind(ItemsKind):
    """The penalty points of the items add up."""

    name = "penalty"
    title = "记分"
    effect: Effect = "penalises"
    record = PenaltyComponent

    def check(self, part: PenaltyComponent, scheme: Scheme) -> Iterator[Flaw]:
        """What every part of items must say; KH462: the scheme says that lower is better."""
        yield from super().check(part, scheme)
        if scheme.total.direction != "lower":
            words = f"“{part.name}”是记分的部分，总分没有写明越低越好"
            yield Flaw("KH462", ("kind",), words, "请写 total: {direction: lower}；越高越好的，改用 deductions。")

    def tell(self, part: PenaltyComponent, scheme: Scheme) -> Iterator[str]:
        """What is collected, and that less is better."""
        number = sum(1 for _ in part.list_items())
        yield f"{number} 个考核单项，逐项记分，分数越低越好。"
