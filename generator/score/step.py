"""The derivation of a result as a tree of steps: formula, inputs, value. Pages, documents and JSON print it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from generator.model.deduction import METHODS
from generator.model.number import Figure, format_points, format_rate, round_figure
from generator.model.scheme import Scheme
from generator.score.result import (
    AppraisalDetail,
    AspectRate,
    ComponentResult,
    ItemResult,
    ItemsDetail,
    RecordEffect,
    UnitResult,
)

EARLY = "施行前，不计分"  # of what was found before the scheme's first day
_READABLE = 10  # digits of a fraction, above and below the line


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `value` follows from `inputs` by `formula`. `ratio` marks a value that is no number of points.

    `record` is the path of the data file and `clause` the anchor in the notice that the step rests on. Of one that is
    `withheld` the inputs are not told, for the sake of those who voted.
    """

    label: str
    formula: str
    value: Figure | None
    inputs: tuple[Step, ...] = ()
    ratio: bool = False
    record: str = ""
    clause: str = ""
    withheld: bool = False


def explain_unit(result: UnitResult, scheme: Scheme) -> Step:
    """The derivation of a unit's total: full marks minus each component, each down to its records or ballots."""
    parts = tuple(_explain_component(component, scheme) for component in result.score.components)
    places = scheme.rounding.places
    figures = " − ".join(
        [format_points(scheme.full_marks), *(format_points(c.deducted, places) for c in result.score.components)]
    )
    rounding = f"，保留 {places} 位小数" if scheme.rounding.at == "total" else ""
    return Step("得分", f"满分 − 扣分总和：{figures}{rounding}", result.total, parts, clause=scheme.basis.total)


def explain_contribution(result: UnitResult, scheme: Scheme) -> Step | None:
    """The derivation of the contribution to another assessment: score × weight; None where it counts in none."""
    weight = scheme.target_assessment_weight
    if weight is None:
        return None
    formula = f"得分 × 权重：{format_points(result.total, scheme.rounding.places)} × {format_points(weight)}"
    return Step(f"计入{scheme.target_assessment}", formula, result.score.contribution, clause=scheme.basis.target)


def _explain_component(result: ComponentResult, scheme: Scheme) -> Step:
    inputs: tuple[Step, ...] = ()
    withheld = False
    match result.detail:
        case ItemsDetail(items):
            inputs = tuple(_explain_item(item, scheme) for item in items if item.effects)
            formula = "各单项扣分之和"
        case AppraisalDetail(aspects, rate, _, withheld):
            inputs = () if withheld else tuple(_explain_aspect(aspect) for aspect in aspects)
            formula = _appraisal_formula(result, rate, withheld)
    if result.deducted != result.exact:
        formula += f"，按规定保留 {scheme.rounding.places} 位小数"
    label, clause = f"{result.component.name}扣分", result.component.basis
    return Step(label, formula, result.deducted, inputs, clause=clause, withheld=withheld)


def _appraisal_formula(result: ComponentResult, rate: Fraction | None, withheld: bool) -> str:
    if rate is None:
        return "尚未评议，暂不扣分"
    sign = "：" if is_short(rate) and not withheld else "≈ "
    shown = format_rate(rate) if withheld else format_fraction(rate)
    return f"分值 ×（1 − 满意率）{sign}{format_points(result.component.max)} ×（1 − {shown}）"


def _explain_item(result: ItemResult, scheme: Scheme) -> Step:
    """An item; where its points were made up, no clause stands behind them."""
    label, limit = result.item.name, format_points(result.item.max)
    if result.absorbed:
        formula = f"有效扣分合计 {format_points(result.raw)}，超过上限 {limit}，按 {limit} 计"
    else:
        formula = f"有效扣分合计，上限 {limit}"
    clause = "" if scheme.invents(result.item) else result.item.basis
    return Step(label, formula, result.deducted, tuple(map(_explain_record, result.effects)), clause=clause)


def _explain_record(effect: RecordEffect) -> Step:
    record = effect.record
    formula = f"{METHODS[record.method]}，{describe_effect(effect)}"
    return Step(f"{record.date.isoformat()} {record.reason}", formula, effect.counted, record=record.path)


def describe_effect(effect: RecordEffect) -> str:
    """In words, how a record's points became the points that count."""
    record = effect.record
    words = f"扣 {format_points(record.points)} 分" if record.points else "不扣分"
    if effect.early:
        words += f"，{EARLY}"
    elif record.revoked is not None:
        words += "，已撤销"
    elif record.appeal is not None and record.appeal.decision == "revoked":
        words += "，经复核撤销"
    elif record.appeal is not None and record.appeal.decision == "reduced":
        words += f"，经复核减为 {format_points(effect.effective)} 分"
    if effect.absorbed:
        words += f"，其中 {format_points(effect.absorbed)} 分超过单项上限，不再扣减"
    return words


def _explain_aspect(aspect: AspectRate) -> Step:
    panels = tuple(
        Step(
            f"{panel.panel.name}（权重 {format_points(panel.panel.weight)}）",
            f"Σ(权重×票数) ÷ 计入票数：{format_points(panel.weighted)} ÷ {panel.counted}"
            if panel.counted
            else "没有可计入的票",
            panel.rate,
            ratio=True,
        )
        for panel in aspect.panels
    )
    return Step(f"{aspect.aspect.name}满意率", "各主体满意率按权重平均", aspect.rate, panels, ratio=True)


def is_short(rate: Fraction) -> bool:
    """Whether a person can read the exact fraction of a ratio."""
    return len(f"{rate.numerator}{rate.denominator}") <= _READABLE


def format_fraction(rate: Fraction) -> str:
    """A ratio beside its percentage: 1234/1500（约 82.27%）; where the fraction is long, to 6 decimals instead."""
    exact = f"{rate.numerator}/{rate.denominator}" if is_short(rate) else f"{round_figure(rate, 6, 'half-up'):f}"
    return f"{exact}（约 {format_rate(rate)}）"
