"""A category in which nothing counts once some of its items failed: 有一项不得分的，这一类不得分."""

from decimal import Decimal
from typing import Annotated

from generator.model.field import Identifier, Number, Part, Rows, Whole
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points


@dataclass(frozen=True)
class VoidedRule:
    """How many of which items must have failed; items that do not apply, or wait for figures, have not."""

    failed: Annotated[
        int, Whole(doc="有几个单项不得分（写了 below_share 的，得分过低），这一类就不得分", minimum=1, maximum=100)
    ]
    items: Annotated[
        tuple[str, ...], Rows(doc="看哪几个单项；这一类的单项都看的不写"), Identifier(doc="单项", of="item")
    ] = ()
    below_share: Annotated[
        Decimal | None,
        Number(doc="得分低于分值的几成就算，如 0.6；一分也没有得才算的不写", maximum=Decimal(1), places=4),
    ] = None


Voided = Annotated[VoidedRule | None, Part(doc="有单项不得分就整类不得分的，怎样算；没有这样规定的不写")]


def failing_words(below_share: Decimal | None) -> str:
    """What an item that failed did: 不得分, 得分低于分值 60% ."""
    return "不得分" if below_share is None else f"得分低于分值 {format_points(below_share * 100)}% "
