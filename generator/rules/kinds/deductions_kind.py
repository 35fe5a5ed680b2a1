"""Items from which offices deduct, each at most its maximum (考核办法 section 三)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from generator.model.lazy_dataclass import dataclass
from generator.rules.items_kind import ItemsKind
from generator.rules.kind import Effect
from generator.rules.part_record import ItemsPart
from generator.rules.scheme import Scheme


@dataclass(frozen=True)
class DeductionsComponent(ItemsPart):
    """Items from which offices deduct."""

    kind: Literal["deductions"]


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
