"""Points added for good work, to a maximum of the part, if there is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from generator.model.field import Number
from generator.model.number import UNLIMITED, format_points
from generator.rules.book_layout import BookLayout
from generator.rules.items_kind import ItemsKind
from generator.rules.kind import Effect, LaidPart
from generator.rules.part_columns import finish_part, lay_items
from generator.rules.part_record import ItemsPart
from generator.rules.scheme import Scheme


@dataclass(frozen=True)
class BonusComponent(ItemsPart):
    """Items in which points are added to the total; not part of the full marks."""

    kind: Literal["bonus"]
    max: Annotated[Decimal, Number(doc="最多加几分；不设上限的写 none", maximum=Decimal(100_000), endless="up")]
    floor: Annotated[
        Decimal | None,
        Number(doc="有扣有加的，最低计到几分；不设下限的写 none", endless="down", minimum=Decimal(-1000)),
    ] = None


class BonusKind(ItemsKind):
    """What the items add, to the maximum of the part."""

    name = "bonus"
    title = "加分"
    effect: Effect = "adds"
    record = BonusComponent

    def lay(self, part: BonusComponent, scheme: Scheme, layout: BookLayout) -> LaidPart:
        """The columns of each item, their sum, and what of it counts."""
        frame = self.frame(part, scheme, layout)
        return finish_part(frame, lay_items(frame, self), part.max, part.floor)

    def tell(self, part: BonusComponent, scheme: Scheme) -> Iterator[str]:
        """What is added, and to what limit."""
        limit = "不设上限" if part.max == UNLIMITED else f"最多加 {format_points(part.max)} 分"
        yield f"在总分之外加分，{limit}。"
        if part.once:
            yield "同一事实有几条记录的，只计分值最高的一条。"
