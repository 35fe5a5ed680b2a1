"""The sheets of scores: the year's table that checks itself, the quarters, and corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from generator.model.number import as_decimal
from generator.model.publication import Publication
from generator.model.quarter import quarter_name
from generator.opendata.disclosure import Disclosure, unit_name
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
from generator.public.periods import draft_word
from generator.public.released import AnyReleased
from generator.rules.scheme import Scheme
from generator.score.result import ComponentResult, UnitResult, YearResult
from generator.words.column import contribution_places
from generator.words.derivation import outcome_names

# For each component, the sheet in which its deductions stand, unit by unit, and the key of their column.
Sources = Mapping[str, tuple[Sheet, str]]
AGREES, DIFFERS = "一致", "不一致"
GROUP_SPAN, TOTAL_SPAN, CHECK_SPAN = "得分_排名组", "得分_验算得分", "得分_核对"


def score_sheet(result: YearResult, sources: Sources) -> Sheet:
    """The published scores and ranks, and beside them what the formulas make of the other sheets.

    A component that has no source stands as a figure.
    """
    columns = _score_columns(result, sources)
    rows = tuple(_score_row(columns, result, unit, sources, row) for row, unit in enumerate(result.units, FIRST_ROW))
    note = "绿色表头的列是公式，由其他各表逐步算出；“核对”比较算出的得分、名次和公布的是否一致。"
    return Sheet("得分", f"{result.scheme.title}　得分", note, columns, rows, head_height=48)


def component_key(component: str) -> str:
    """The key of a component's column; no other key has this space."""
    return f"component {component}"


def _score_columns(result: YearResult, sources: Sources) -> tuple[SheetColumn, ...]:
    places = result.scheme.rounding.places
    parts = [
        SheetColumn(component_key(part.id), f"{part.name}扣分", "score", 12, part.id in sources, places=places)
        for part in result.scheme.components
    ]
    return (
        SheetColumn("rank", "名次", "whole", 6),
        SheetColumn("name", "单位", "text", 38),
        SheetColumn("total", "得分", "score", 9, places=places),
        *parts,
        SheetColumn("found_total", "验算得分", "score", 10, live=True, name=TOTAL_SPAN, places=places),
        SheetColumn("found_rank", "验算名次", "whole", 10, live=True),
        SheetColumn("check", "核对", "check", 8, live=True, name=CHECK_SPAN),
        *_contribution_column(result.scheme),
        SheetColumn("outcomes", "结果运用", "text", 38),
        SheetColumn("note", "说明", "text", 16),
        SheetColumn("group", "排名组", "text", 26, name=GROUP_SPAN),
        SheetColumn("unit", "单位编号", "id", 16),
    )


def _contribution_column(scheme: Scheme) -> Iterator[SheetColumn]:
    """The column of what the scores count in another assessment; none where they count in none."""
    if scheme.target_share:
        heading, places = f"计入{scheme.target_assessment}", contribution_places(scheme)
        yield SheetColumn("contribution", heading, "score", 11, live=True, places=places)


def _score_row(
    columns: tuple[SheetColumn, ...],
    result: YearResult,
    unit: UnitResult,
    sources: Sources,
    row: int,
) -> tuple[Cell, ...]:
    places = result.scheme.rounding.places
    at = {column.key: f"{letter_of(columns, column.key)}{row}" for column in columns}
    values: dict[str, Cell] = {
        "rank": unit.rank,
        "name": unit.unit.name,
        "total": figure(unit.total, places),
        "found_total": Formula(_total(columns, result, row), unit.total),
        "found_rank": Formula(_rank(columns, result, row), unit.rank),
        "check": Formula(
            f"IF(AND(ABS({at['found_total']}-{at['total']})<0.0000001,{at['found_rank']}={at['rank']}),"
            f'"{AGREES}","{DIFFERS}")',
            AGREES,
        ),
        "outcomes": "、".join(outcome_names(unit)),
        "note": f"暂定，{'、'.join(missing)}未计入" if (missing := unit.score.missing) else "",
        "group": result.scheme.group_name(unit.group),
        "unit": unit.unit.id,
    }
    weight, contribution = result.scheme.target_assessment_weight, unit.score.contribution
    if weight is not None and contribution is not None:
        values["contribution"] = Formula(f"ROUND({at['found_total']}*{figure(weight)},10)", contribution)
    for part in unit.score.components:
        values[component_key(part.component.id)] = _component(part, sources, unit.unit.id, at["unit"])
    return fill_row(columns, values)


def _component(part: ComponentResult, sources: Sources, unit: str, place: str) -> Cell:
    if part.component.id not in sources:
        return as_decimal(part.deducted, 15)
    sheet, key = sources[part.component.id]
    value = dict(zip(sheet.values("unit"), sheet.values(key), strict=True))[unit]
    text = f"SUMIFS({sheet.name_of(key)},{sheet.name_of('unit')},{place})"
    return Formula(text, value if isinstance(value, Decimal) else Decimal(0))


def _total(columns: tuple[SheetColumn, ...], result: YearResult, row: int) -> str:
    scheme = result.scheme
    parts = "+".join(f"{letter_of(columns, component_key(part.id))}{row}" for part in scheme.components)
    left = f"{figure(scheme.full_marks)}-({parts})"
    if scheme.rounding.at == "total":
        return round_formula(left, scheme.rounding.places, scheme.rounding.mode)
    return f"ROUND({left},10)"


def _rank(columns: tuple[SheetColumn, ...], result: YearResult, row: int) -> str:
    """1 + the units of the group that are better: all of them, or, where ranks are dense, each total once."""
    groups, totals = GROUP_SPAN, TOTAL_SPAN
    group, total = (f"{letter_of(columns, key)}{row}" for key in ("group", "found_total"))
    better = f"({groups}={group})*({totals}>{total})"
    if result.scheme.ranking.ties == "dense":
        return f"ROUND(SUMPRODUCT({better}/COUNTIFS({groups},{groups},{totals},{totals})),0)+1"
    return f"SUMPRODUCT({better})+1"


def period_sheet(disclosure: Disclosure, year: int) -> Sheet:
    """Totals and ranks of every period of the year."""
    periods = [shown for shown in disclosure.periods if shown.period.year == year]
    columns = [SheetColumn("unit", "单位编号", "id", 16), SheetColumn("name", "单位", "text", 38)]
    for period in periods:
        quarter, places = period.result.quarter, period.result.scheme.rounding.places
        words = f"至{quarter_name(quarter)}末" if quarter else "全年"
        words += f"\n（{draft_word(period.period.demo)}）" if period.period.draft else ""
        columns += [
            SheetColumn(f"total {period.name}", f"{words}\n得分", "score", 13, places=places),
            SheetColumn(f"rank {period.name}", f"{words}\n名次", "whole", 13),
        ]
    names = {unit.unit.id: unit.unit.name for period in periods for unit in period.result.units}
    rows = []
    for unit in sorted(names):
        values: dict[str, Cell] = {"unit": unit, "name": names[unit]}
        for period in periods:
            if found := period.result.unit(unit):
                values[f"total {period.name}"] = figure(found.total, period.result.scheme.rounding.places)
                values[f"rank {period.name}"] = found.rank
        rows.append(fill_row(tuple(columns), values))
    note = "季度得分为年初至季度末累计；各部分都计入以前为暂定。"
    return Sheet("各季度得分", f"{year}年度各季度得分", note, tuple(columns), tuple(rows), head_height=48)


def correction_sheet(disclosure: Disclosure, year: int) -> Sheet:
    """The corrections of the year's publications, unit by unit."""
    columns = (
        SheetColumn("date", "更正日期", "day", 12),
        SheetColumn("title", "被更正的发布", "long", 30),
        SheetColumn("name", "单位", "text", 38),
        SheetColumn("old_total", "更正前得分", "score", 11),
        SheetColumn("new_total", "更正后得分", "score", 11),
        SheetColumn("old_rank", "更正前名次", "whole", 11),
        SheetColumn("new_rank", "更正后名次", "whole", 11),
        SheetColumn("reason", "更正原因", "long", 60),
    )
    corpus = disclosure.corpus
    rows = []
    for correction in (corpus.corrections[act.id] for act in corpus.acts if act.verb == "correct"):
        publication = corpus.publications.get(correction.publication)
        if publication is None or publication.year != year:
            continue
        base: dict[str, Cell] = {
            "date": correction.date,
            "title": _title(corpus, publication),
            "reason": correction.reason,
        }
        for unit, moved in sorted(correction.results.items()):
            figures: dict[str, Cell] = {
                "name": unit_name(corpus, unit),
                "old_total": moved.old_total,
                "new_total": moved.new_total,
                "old_rank": moved.old_rank,
                "new_rank": moved.new_rank,
            }
            rows.append(fill_row(columns, base | figures))
    return Sheet("更正", f"{year}年度已发布结果的更正", "只列得分或者名次有变化的单位。", columns, tuple(rows))


def _title(corpus: AnyReleased, publication: Publication) -> str:
    return publication.title + ("（已撤回）" if publication.id in corpus.withdrawals else "")
