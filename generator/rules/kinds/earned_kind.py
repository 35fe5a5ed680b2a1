"""Items in which units earn points, up to the maximum of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from generator.model.lazy_dataclass import dataclass
from generator.rules.items_kind import ItemsKind
from generator.rules.kind import Effect
from generator.rules.part_record import ItemsPart
from generator.rules.scheme import Scheme


@dataclass(frozen=True)
class EarnedComponent(ItemsPart):
    """Items in which points are earned; without any, nothing is."""

    kind: Literal["earned"]


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
