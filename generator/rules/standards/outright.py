"""Points that somebody gives outright, for the item as a whole: out of how many, and what is asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any

from generator.model.field import Number
from generator.model.number import format_points
from generator.model.unread import known
from generator.rules.expression import Op, col, const, op
from generator.rules.flaw import Flaw
from generator.rules.given_tables import standard_column
from generator.rules.item import Item
from generator.rules.part_record import ComponentRecord
from generator.rules.record_columns import lay_occurrences
from generator.rules.standard_kind import ItemPlace
from generator.rules.standard_record import OneOf

ScoredOf = Annotated[
    Decimal | None,
    Number(
        doc="评分的满分，如百分制写 100；按与它的比例折算成本单项的分值。评的就是本单项分值的不写",
        maximum=Decimal(100_000),
    ),
]


def converted(points: Op, scored_of: Decimal | None, place: ItemPlace) -> Op:
    """Points out of so many as points of the item; as they are where nothing is said."""
    return points if scored_of is None else op("div", op("mul", points, place.full), const(scored_of))


def stated_points(standard: Any, place: ItemPlace) -> Op:
    """Of each record that says points of the standard, and counts, what it says; of others none."""
    is_one = op(
        "and",
        op("eq", col("item"), const(place.item.id)),
        op("eq", col(standard_column(place.layout)), const(standard.id)),
        op("not-none", col(lay_occurrences(place.layout, place.scheme))),
    )
    return op("if", is_one, col(place.points), const(None))


def tell_outright(standard: Any, item: Item) -> Iterator[str]:
    """Which points may be given, and how they are converted."""
    if isinstance(standard.points, OneOf):
        yield f"在 {'、'.join(map(format_points, standard.points.one_of))} 分中评定"
    else:
        yield f"在 {format_points(standard.range.min)} 至 {format_points(standard.range.max)} 分之间评定"
    yield from scored_words(standard.scored_of, item)


def scored_words(scored_of: Decimal | None, item: Item) -> Iterator[str]:
    """How such points are converted; nothing where they are not."""
    if scored_of is not None:
        yield f"按 {format_points(scored_of)} 分制评，折算成{_marks_words(item)}"


def _marks_words(item: Item) -> str:
    return "本单项的分值" if item.summed is None else "本单项每期的分值"


def check_outright(standard: Any, part: ComponentRecord, item: Item) -> Iterator[Flaw]:
    """What is asked of points that are given outright.

    KH416, a reminder: in a part that deducts they are deducted, and the wording says so; KH404: a range is one;
    KH405: they are within the item, or out of so many as is said; KH433: that is some.
    """
    if part.kind == "deductions" and "扣" not in known(standard.text):
        words = f"“{part.name}”是扣分的部分，评定的分数就是扣的分，原文没有说扣分"
        hint = "评的是得分的，请写进 kind: earned 的部分；确实是扣分的，请在 text 里写明扣几分。"
        yield Flaw("KH416", ("text",), words, hint, "warning")
    if standard.range.min > standard.range.max:
        yield Flaw("KH404", ("points",), "评分幅度的下限大于上限", "请核对 min 和 max。")
    limit = item.max if standard.scored_of is None else standard.scored_of
    if not limit and standard.scored_of is not None:
        yield Flaw("KH433", ("scored_of",), "评分的满分是 0", "请写大于 0 的数。")
    elif standard.scored_of is not None and not item.max.is_finite():
        yield Flaw("KH433", ("scored_of",), f"“{item.name}”没有分值，评分折算不出来", "请用单项的 max 写明分值。")
    elif standard.range.max > limit:
        most, marks = format_points(standard.range.max), format_points(limit)
        of = "单项分值" if item.summed is None else _marks_words(item)
        of = of if standard.scored_of is None else "评分的满分"
        hint = "请核对标准或单项分值；百分制评分再折算的，写 scored_of: 100。"
        yield Flaw("KH405", ("points",), f"评分可达 {most} 分，超过{of} {marks} 分", hint, "warning")
