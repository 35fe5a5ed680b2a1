"""Points added for good work, to a maximum of the part, if there is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Literal

from generator.model.field import Number
from generator.model.lazy_dataclass import dataclass
from generator.model.number import UNLIMITED, format_points
from generator.rules.beyond_rule import Beyond, beyond_words, check_beyond, eased
from generator.rules.book_layout import BookLayout
from generator.rules.effect_words import named_points
from generator.rules.expression import col
from generator.rules.flaw import Flaw
from generator.rules.items_kind import ItemsKind
from generator.rules.kind import Effect, LaidPart
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
    beyond: Beyond = ()


class BonusKind(ItemsKind):
    """What the items add, to the maximum of the part."""

    name = "bonus"
    title = "加分"
    effect: Effect = "adds"
    record = BonusComponent

    def lay(self, part: BonusComponent, scheme: Scheme, layout: BookLayout) -> LaidPart:
        """The columns of each item, their sum, and what of it counts."""
        from generator.rules.part_columns import finish_part, lay_items, lay_part

        frame = self.frame(part, scheme, layout)
        laid = lay_items(frame, self)
        if part.beyond:
            is_last = part.max == UNLIMITED and part.floor in (None, -UNLIMITED)
            title = named_points(part.name, "加分") + ("" if is_last else "（打折以后）")
            said = f"{beyond_words(part.beyond)}：{{{laid.exact}}}"
            column = lay_part(frame, "eased", title, eased(col(laid.exact), part.beyond), said=said, shown="steps")
            laid = replace(laid, exact=column)
        return finish_part(frame, laid, part.max, part.floor)

    def check(self, part: BonusComponent, scheme: Scheme) -> Iterator[Flaw]:
        """What every part of items must say, and what is said of points above a limit."""
        yield from super().check(part, scheme)
        yield from check_beyond(part.beyond, part.max)

    def tell(self, part: BonusComponent, scheme: Scheme) -> Iterator[str]:
        """What is added, and to what limit."""
        limit = "不设上限" if part.max == UNLIMITED else f"最多加 {format_points(part.max)} 分"
        yield f"在总分之外加分，{limit}。"
        if part.beyond:
            then = "" if part.max == UNLIMITED else "，再看最多加几分"
            yield f"各单项加分合计，{beyond_words(part.beyond)}{then}。"
        if part.once:
            yield "同一事实有几条记录的，只计分值最高的一条。"
