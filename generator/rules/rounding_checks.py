"""What is asked of an item's marks where its figures are rounded: that the full marks stay themselves."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.model.number import format_points, places_words, round_figure
from generator.rules.flaw import Flaw
from generator.rules.item import Item
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import Rounding, Scheme
from generator.rules.span_rule import SPANS


def check_rounded_marks(part: ComponentRecord, item: Item, scheme: Scheme) -> Iterator[Flaw]:
    """KH433: full marks have no more decimals than are kept, or they would be rounded to more or less than there are.

    A month without a score, which counts its full marks, would differ from one that was scored with all of them.
    """
    for rule in scheme.roundings:
        if rule.at == "item":
            yield from _check_marks(item, rule, item.max, ("max",), "")
        elif rule.at == "span" and item.spans is not None:
            each = SPANS[item.spans.over]
            steps = ("max",) if item.summed is None else ("summed", "max")
            yield from _check_marks(item, rule, item.of_one_span.max, steps, each)
            if item.averaged is not None and getattr(part, "not_applicable", "") == "spread":
                words = f"“{item.name}”{each}计分以后舍入，分摊到的不适用单项的分值却可能有更多的小数"
                hint = "请把 not_applicable 改为 rescale（按适用单项的得分率折算）等，或者删去 at: span 的舍入。"
                yield Flaw("KH433", ("averaged",), words, hint)


def _check_marks(item: Item, rule: Rounding, marks: Decimal, steps: tuple[str, ...], each: str) -> Iterator[Flaw]:
    """KH433: `marks`, found at `steps`, are kept whole by the rounding; those of `each` month, or of the item."""
    if not marks.is_finite() or round_figure(marks, rule.places, "half-up") == marks:
        return
    words = f"“{item.name}”{each}的分值是 {format_points(marks)} 分，"
    words += f"得分却只保留{places_words(rule.places)}，满分舍入以后就变了"
    yield Flaw("KH433", steps, words, "请在 rounding 里多保留几位小数，或者核对分值。")
