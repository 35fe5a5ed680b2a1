"""The sheets that lead from the counted ballots to what the appraisal deducts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from generator.model.appraisal import WITHHELD
from generator.model.number import as_decimal
from generator.model.scheme import AppraisalComponent, Option
from generator.opendata.appraisal_tables import CountFact, PanelFact, panel_facts
from generator.opendata.disclosure import Disclosure
from generator.opendata.sheet import (
    FIRST_ROW,
    Cell,
    Formula,
    Sheet,
    SheetColumn,
    fill_row,
    letter_of,
    round_formula,
)
from generator.opendata.table import figure
from generator.score.result import AppraisalDetail, AspectRate, ComponentResult, PanelRate, UnitResult, YearResult


def tally_sheet(disclosure: Disclosure, year: int, component: AppraisalComponent, more: str) -> Sheet:
    """The counts of every panel and aspect, and by formulas their satisfaction rates.

    `more` goes behind all names; it tells a second appraisal of the same year from the first.
    """
    columns = _tally_columns(component, more)
    weights = {option_key(option): _weight(option) for option in component.options}
    order = [panel.id for panel in component.panels]
    panels = [panel for panel in panel_facts(disclosure, year) if panel.held.component is component]
    panels.sort(key=lambda panel: (panel.key[0], order.index(panel.panel.id)))
    facts = [(panel, aspect) for panel in panels for aspect in panel.held.detail.aspects]
    rows = tuple(_tally_row(columns, panel, aspect, row) for row, (panel, aspect) in enumerate(facts, FIRST_ROW + 1))
    note = "满意率 = Σ（选项权重 × 票数）÷ 计入票数；权重写作“不计入”的选项不参加计算。"
    parameters = (fill_row(columns, {"aspect_name": "选项权重", **weights}),)
    return Sheet(f"评议计票{more}", f"{year}年度{component.name}计票", note, columns, rows, parameters, frozen=4)


def option_key(option: Option) -> str:
    """The key of an option's column; no other key has this space."""
    return f"option {option.id}"


def _weight(option: Option) -> Cell:
    return "不计入" if option.excluded or option.weight is None else figure(option.weight)


def _tally_columns(component: AppraisalComponent, more: str) -> tuple[SheetColumn, ...]:
    return (
        SheetColumn("unit", "单位编号", "id", 15, name=f"计票_单位{more}"),
        SheetColumn("name", "单位", "text", 38),
        SheetColumn("panel", "评议主体", "text", 26),
        SheetColumn("aspect_name", "评议方面", "text", 11),
        *(SheetColumn(option_key(option), option.name, "whole", 10) for option in component.options),
        SheetColumn("counted", "计入票数", "whole", 10, live=True),
        SheetColumn("weighted", "加权票数", "points", 10, live=True),
        SheetColumn("rate", "满意率", "rate", 10, live=True),
        SheetColumn("weight", "主体权重", "weight", 10),
        SheetColumn("share", "计入权重", "weight", 10, live=True, name=f"计票_计入权重{more}"),
        SheetColumn("part", "权重×满意率", "rate", 12, live=True, name=f"计票_加权满意率{more}"),
        SheetColumn("aspect", "方面编号", "id", 13, name=f"计票_方面{more}"),
        SheetColumn("note", "说明", "text", 14),
    )


def _tally_row(columns: tuple[SheetColumn, ...], panel: PanelFact, aspect: AspectRate, row: int) -> tuple[Cell, ...]:
    component = panel.held.component
    values: dict[str, Cell] = {
        "unit": panel.held.result.unit.id,
        "name": panel.held.result.unit.name,
        "panel": panel.panel.name,
        "aspect_name": aspect.aspect.name,
        "weight": figure(panel.panel.weight),
        "aspect": aspect.aspect.id,
    }
    if panel.withheld:
        return fill_row(columns, values | {"note": WITHHELD})
    values |= {option_key(option): CountFact(panel, aspect.aspect, option).count for option in component.options}
    found = next(rate for rate in aspect.panels if rate.panel.id == panel.panel.id)
    return fill_row(columns, values | _tally_formulas(columns, component, found, row))


def _tally_formulas(
    columns: tuple[SheetColumn, ...], component: AppraisalComponent, found: PanelRate, row: int
) -> dict[str, Cell]:
    counting = [option for option in component.options if not option.excluded and option.weight is not None]
    letters = [letter_of(columns, option_key(option)) for option in counting]
    counted, weighted, rate, weight = (letter_of(columns, key) for key in ("counted", "weighted", "rate", "weight"))
    empty = "0" if component.empty_panel == "zero" else '""'
    present = found.rate is not None
    part = Fraction(found.panel.weight) * found.rate if found.rate is not None else None
    return {
        "counted": Formula("+".join(f"{letter}{row}" for letter in letters), found.counted),
        "weighted": Formula(
            "+".join(f"{letter}{row}*{letter}${FIRST_ROW - 1}" for letter in letters), figure(found.weighted)
        ),
        "rate": Formula(f"IF({counted}{row}=0,{empty},{weighted}{row}/{counted}{row})", cached_ratio(found.rate)),
        "share": Formula(
            f'IF(ISNUMBER({rate}{row}),{weight}{row},"")', figure(found.panel.weight) if present else ""
        ),
        "part": Formula(f'IF(ISNUMBER({rate}{row}),{weight}{row}*{rate}{row},"")', cached_ratio(part)),
    }


def cached_ratio(value: Fraction | None) -> Decimal | str:
    """A ratio with the 15 decimals that a spreadsheet keeps; an empty text where there is none."""
    return "" if value is None else as_decimal(value, 15)


def rate_sheet(disclosure: Disclosure, year: int, component: AppraisalComponent, more: str) -> Sheet:
    """The rates of every unit aspect by aspect, their mean, and the deduction that follows."""
    result = disclosure.latest(year).result
    columns = _rate_columns(component, more)
    codes = {aspect_key(aspect.id): aspect.id for aspect in component.aspects}
    weights = {aspect_key(aspect.id): figure(aspect.weight) for aspect in component.aspects}
    rows = tuple(
        _rate_row(columns, result, unit, part, more, row)
        for row, unit in enumerate(result.units, FIRST_ROW + 2)
        for part in unit.score.components
        if part.component is component
    )
    note = (
        f"各方面为各主体满意率按权重平均，满意率为各方面按权重平均；扣分 = {figure(component.max)} ×（1 − 满意率）。"
    )
    parameters = (
        fill_row(columns, {"name": "方面编号", **codes}),
        fill_row(columns, {"name": "方面权重", **weights}),
    )
    return Sheet(f"评议满意率{more}", f"{year}年度{component.name}满意率和扣分", note, columns, rows, parameters)


def aspect_key(aspect: str) -> str:
    """The key of an aspect's column; no other key has this space."""
    return f"aspect {aspect}"


def _rate_columns(component: AppraisalComponent, more: str) -> tuple[SheetColumn, ...]:
    return (
        SheetColumn("unit", "单位编号", "id", 15, name=f"评议_单位{more}"),
        SheetColumn("name", "单位", "text", 38),
        *(SheetColumn(aspect_key(aspect.id), aspect.name, "rate", 11, live=True) for aspect in component.aspects),
        SheetColumn("rate", "满意率", "rate", 11, live=True),
        SheetColumn("deducted", "扣分", "points", 10, live=True, name=f"评议_扣分{more}"),
        SheetColumn("note", "说明", "text", 30),
    )


def _rate_row(
    columns: tuple[SheetColumn, ...],
    result: YearResult,
    unit: UnitResult,
    part: ComponentResult,
    more: str,
    row: int,
) -> tuple[Cell, ...]:
    values: dict[str, Cell] = {"unit": unit.unit.id, "name": unit.unit.name}
    detail = part.detail
    if not part.complete or not isinstance(detail, AppraisalDetail):
        return fill_row(columns, values | {"deducted": Decimal(0), "note": "评议结果尚未计入，暂不扣分"})
    if detail.withheld:
        return fill_row(columns, values | {"deducted": figure(part.deducted), "note": WITHHELD})
    for aspect in detail.aspects:
        column = letter_of(columns, aspect_key(aspect.aspect.id))
        keys = f"计票_单位{more},$A{row},计票_方面{more},{column}${FIRST_ROW - 1}"
        text = f'IFERROR(SUMIFS(计票_加权满意率{more},{keys})/SUMIFS(计票_计入权重{more},{keys}),"")'
        values[aspect_key(aspect.aspect.id)] = Formula(text, cached_ratio(aspect.rate))
    return fill_row(columns, values | _rate_formulas(columns, result, part, detail, row))


def _rate_formulas(
    columns: tuple[SheetColumn, ...], result: YearResult, part: ComponentResult, detail: AppraisalDetail, row: int
) -> dict[str, Cell]:
    ends = [letter_of(columns, aspect_key(aspect.aspect.id)) for aspect in (detail.aspects[0], detail.aspects[-1])]
    weights, rates = (":".join(end + at for end in ends) for at in (f"${FIRST_ROW}", str(row)))
    mean = f"SUMPRODUCT({weights},{rates})/SUMPRODUCT({weights},ISNUMBER({rates})*1)"
    exact = f"{figure(part.component.max)}*(1-{letter_of(columns, 'rate')}{row})"
    rounding = result.scheme.rounding
    if rounding.at == "component":
        exact = round_formula(exact, rounding.places, rounding.mode)
    return {
        "rate": Formula(mean, cached_ratio(detail.rate)),
        "deducted": Formula(exact, as_decimal(part.deducted, 15)),
    }
