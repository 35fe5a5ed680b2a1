"""Points by the ratio to another figure: own ÷ best where higher is better, best ÷ own where lower is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from generator.model.field import Choice, Number
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.rules.book_layout import UndeclaredError
from generator.rules.expression import Op, const, op
from generator.rules.figures import source_words
from generator.rules.flaw import Flaw, ask_choice
from generator.rules.item import Item
from generator.rules.measure_rule import Bound, FigureSource, figure_or_number
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import Scheme
from generator.rules.standard_kind import ItemPlace, LaidStandard
from generator.rules.standards.event_rule import StandardCap, StandardId, StandardText, lay_capped
from generator.rules.standards.figure_rule import (
    FIGURE_VERBS,
    FigureDefaults,
    FigureEffect,
    FigureRecord,
    MeasureId,
    ScoreId,
    bound_of,
    bound_words,
    check_bound,
    check_figure,
    figure_of,
    full_words,
    if_known,
    source_of,
)

BETTER = {
    "higher": "越高越好，本单位的数 ÷ 比较的数",
    "lower": "越低越好，比较的数 ÷ 本单位的数",
}
ABOVE_ONE = {"cap": "按 1 计，不多计", "extra": "按比例多计"}
BY_NOTHING = {"full": "按 1 计", "nothing": "按 0 计"}


@dataclass(frozen=True)
class QuotientStandard(FigureRecord):
    """The ratio of the unit's figure and another, the one by the other that is better, times `full`."""

    kind: Literal["quotient"]
    id: StandardId
    text: StandardText
    better: Annotated[str, Choice(doc="哪一个除以哪一个", names=BETTER)]
    over: Annotated[str, Choice(doc="比值大于 1 的", names=ABOVE_ONE)]
    base: Annotated[Bound, figure_or_number("与什么比")] = None
    by_nothing: Annotated[
        str, Choice(doc="除数是 0 或者负数的，比值；除数是大于 0 的定数的不写", names=BY_NOTHING)
    ] = ""
    measure: MeasureId = ""
    score: ScoreId = ""
    full: Annotated[Decimal | None, Number(doc="比值是 1 的分值；就是该单项全部分值的不写")] = None
    effect: FigureEffect = "gives"
    max: StandardCap = None


class QuotientPoints(FigureDefaults):
    """One figure by the other, times the marks."""

    name = "quotient"
    title = "按比值计分"
    record = QuotientStandard

    def lay(self, standard: QuotientStandard, place: ItemPlace) -> LaidStandard:
        """The ratio, not below 0, and its points; None while one of the figures is not there."""
        if standard.base is None:
            raise UndeclaredError(f"{place.item.id}/{standard.id}: no base")
        figure, base = figure_of(standard, place), bound_of(standard.base, place)
        above, below = (figure, base) if standard.better == "higher" else (base, figure)
        ratio: Op = op("max", op("div", above, below), const(0))
        if standard.over == "cap":
            ratio = op("min", ratio, const(1))
        if not _divides(standard):
            instead = const(1 if standard.by_nothing == "full" else 0)
            ratio = op("if", op("gt", below, const(0)), ratio, instead)
        known = if_known(ratio, *(found for found in (base, figure) if found.name == "col"))
        share = place.lay_as(standard, "share", f"{standard.text}（比值）", known, "ratio")
        full = place.full if standard.full is None else const(standard.full)
        points = lay_capped(standard, place, op("mul", share, full))
        return LaidStandard(points, standard.effect or "gives", awaited=True)  # type: ignore[arg-type]

    def check(self, standard: QuotientStandard, part: ComponentRecord, item: Item, scheme: Scheme) -> Iterator[Flaw]:
        """KH461: its figures; KH459: what it is compared with, and what counts where nothing can be divided."""
        yield from check_figure(standard, scheme)
        yield from check_bound(standard.base, scheme, "base")
        if standard.base is None:
            hint = "请写 base：一个数，或 {measure: 指标, take: lowest, among: group} 这样的来源。"
            yield Flaw("KH459", (), "没有写与什么比", hint)
        elif isinstance(standard.base, Decimal) and standard.base <= 0:
            yield Flaw("KH433", ("base",), "与之相比的数不大于 0", "请写大于 0 的数。")
        elif not _divides(standard) and not standard.by_nothing:
            yield Flaw("KH459", (), "没有写除数是 0 时怎样得分", ask_choice("by_nothing", BY_NOTHING))

    def tell(self, standard: QuotientStandard, item: Item, scheme: Scheme) -> Iterator[str]:
        """What is divided by what, and what becomes of more than 1 and of a divisor of 0."""
        if standard.base is None:
            return
        figure, base = source_words(source_of(standard), scheme), bound_words(standard.base, standard, scheme).strip()
        divided = f"{figure} ÷ {base}" if standard.better == "higher" else f"{base} ÷ {figure}"
        full = full_words(standard.full, item)
        verb = FIGURE_VERBS[standard.effect]
        yield f"{verb}{full} ×（{divided}），比值大于 1 的{ABOVE_ONE[standard.over]}"
        if standard.by_nothing:
            yield f"除数是 0 或者负数的，比值{BY_NOTHING[standard.by_nothing]}"
        if standard.max is not None:
            yield f"最多计 {format_points(standard.max)} 分"


def _divides(standard: QuotientStandard) -> bool:
    """Whether what is divided by is a number above 0, whatever is measured."""
    return standard.better == "higher" and not isinstance(standard.base, FigureSource) and bool(standard.base)
