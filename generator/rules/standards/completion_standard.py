"""Points in proportion to what was done: done ÷ due × the item."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from generator.model.field import Choice, Number
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.rules.expression import const, op
from generator.rules.flaw import Flaw, list_units
from generator.rules.item import Item
from generator.rules.measure_rule import MeasureRule
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import Scheme
from generator.rules.standard_kind import FigureLookup, ItemPlace, LaidStandard, standard_cell
from generator.rules.standards.event_rule import StandardId, StandardText
from generator.rules.standards.figure_rule import (
    FigureDefaults,
    FigureEffect,
    FigureRecord,
    MeasureId,
    ScoreId,
    check_figure,
    figure_of,
    if_known,
)

_WHOLE = Decimal(100)
REACHED = "reached"  # the step of the column that says, above 1, that more was done than may be
ABOVE_DUE = {"cap": "按完成计，不多计", "extra": "按比例多计", "error": "不应发生，由人核对"}


@dataclass(frozen=True)
class CompletionStandard(FigureRecord):
    """The part of what is due: of `of`, or, of a measure in percent or done/of, of the whole."""

    kind: Literal["completion"]
    id: StandardId
    text: StandardText
    over: Annotated[str, Choice(doc="超额完成的怎样计", names=ABOVE_DUE)]
    measure: MeasureId = ""
    score: ScoreId = ""
    of: Annotated[
        Decimal | None,
        Number(doc="应完成多少；指标是百分数的不写", maximum=Decimal(999_999_999), places=6),
    ] = None
    full: Annotated[Decimal | None, Number(doc="全部完成的分值；就是该单项全部分值的不写")] = None
    at_least: Annotated[
        Decimal | None, Number(doc="完成率（百分数）低于多少的不得分，如 60；没有这样规定的不写", places=4)
    ] = None
    effect: FigureEffect = "gives"


class Completion(FigureDefaults):
    """The share of what was due, times the marks."""

    name = "completion"
    title = "按完成比例计分"
    record = CompletionStandard

    def lay(self, standard: CompletionStandard, place: ItemPlace) -> LaidStandard:
        """The share, times the marks; None while nothing was measured."""
        figure = figure_of(standard, place)
        due = const(_WHOLE) if standard.of is None else const(standard.of)
        share = op("div", figure, due)
        if standard.over == "error":
            share = place.lay_as(standard, REACHED, f"{standard.text}（实际完成率）", share, "ratio")
        if standard.over != "extra":
            share = op("min", share, const(1))
        rate = place.lay_as(standard, "share", f"{standard.text}（完成率）", share, "ratio")
        full = place.full if standard.full is None else const(standard.full)
        earned = op("mul", rate, full)
        if standard.at_least is not None:
            enough = op("ge", rate, const(standard.at_least / 100))
            earned = if_known(op("if", enough, earned, const(0)), rate)
        points = place.lay(standard, "", standard.text, earned)
        return LaidStandard(points, standard.effect or "gives", awaited=True)  # type: ignore[arg-type]

    def check(
        self, standard: CompletionStandard, part: ComponentRecord, item: Item, scheme: Scheme
    ) -> Iterator[Flaw]:
        """KH461: its figure; KH459: what is due, where the measure is no percentage."""
        yield from check_figure(standard, scheme)
        rule = next((rule for rule in scheme.measures if rule.id == standard.measure), None)
        if standard.of is None and rule is not None and rule.unit != "percent":
            hint = "请写 of（应完成多少），或者把指标的 unit 写作 percent。"
            yield Flaw("KH459", (), "没有写应完成多少", hint)
        elif standard.of is not None and standard.of <= 0:
            yield Flaw("KH433", ("of",), "应完成数是 0", "请写大于 0 的数。")
        elif standard.at_least is not None and (most := _most(standard, rule)) and standard.at_least > most:
            words = f"完成率低于 {format_points(standard.at_least)}% 的不得分，而完成率最多是 {format_points(most)}%"
            more = (
                "可以超额的指标，unit 写 index" if standard.over == "extra" else "超额的按比例多计的，over 写 extra"
            )
            hint = f"这样谁也得不到分，请核对 at_least；{more}。"
            yield Flaw("KH433", ("at_least",), words, hint)

    def tell(self, standard: CompletionStandard, item: Item, scheme: Scheme) -> Iterator[str]:
        """What is due, and what becomes of more."""
        due = "" if standard.of is None else f"应完成 {format_points(standard.of)}，"
        yield f"{due}按完成的比例计分，超额的{ABOVE_DUE[standard.over]}"
        if standard.at_least is not None:
            yield f"完成率低于 {format_points(standard.at_least)}% 的不得分"

    def check_figures(self, standard: CompletionStandard, item: Item, figures: FigureLookup) -> Iterator[Flaw]:
        """KH464: nobody did more than is due where the scheme says that this asks for a person."""
        if standard.over != "error":
            return
        names = [unit for unit, reached in figures(standard_cell(item, standard, REACHED)) if reached > 1]
        if names:
            words = f"“{item.name}”按完成比例计分，{list_units(names)}的完成数多于应完成数"
            hint = "请核对数值；确实超额的，请在标准里把 over 写作 cap（不多计）或 extra（按比例多计）。"
            yield Flaw("KH464", ("over",), words, hint)


def _most(standard: CompletionStandard, rule: MeasureRule | None) -> Decimal | None:
    """The highest rate in percent that a unit can have; None where nothing limits it."""
    if standard.over != "extra":
        return _WHOLE
    if rule is None or rule.unit != "percent":
        return None
    return _WHOLE if standard.of is None else _WHOLE * _WHOLE / standard.of
