"""The sheets that lead from the records to what each item deducts, and the list of the items."""

from __future__ import annotations

from generator.model.deduction import DECISIONS, METHODS
from generator.opendata.disclosure import Disclosure, unit_name
from generator.opendata.record_tables import STATUSES, record_columns, record_facts
from generator.opendata.scheme_tables import item_facts
from generator.opendata.sheet import (
    FIRST_ROW,
    Cell,
    Formula,
    Sheet,
    SheetColumn,
    Style,
    fill_row,
    letter_of,
    round_formula,
)
from generator.opendata.table import figure
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.scheme import Rounding
from generator.score.result import UnitResult, YearResult

# Columns of the table of deductions in the order in which a person reads them, with look and width.
_RECORD_COLUMNS: tuple[tuple[str, Style, int], ...] = (
    ("date", "day", 11),
    ("unit_name", "text", 38),
    ("item_name", "text", 20),
    ("standard_text", "long", 34),
    ("reason", "long", 40),
    ("points", "points", 9),
    ("effective", "points", 9),
    ("absorbed", "zero", 9),
    ("counted", "points", 9),
    ("status_name", "text", 13),
    ("appeal_points", "points", 11),
    ("method_name", "text", 13),
    ("source_name", "text", 14),
    ("assessor_name", "text", 38),
    ("notified", "day", 11),
    ("reply_date", "day", 11),
    ("reply_text", "long", 30),
    ("rectification_due", "day", 11),
    ("rectification_done", "day", 12),
    ("rectification_accepted", "day", 12),
    ("rectification_note", "long", 26),
    ("appeal_filed", "day", 11),
    ("appeal_grounds", "long", 30),
    ("appeal_decided", "day", 11),
    ("appeal_decision", "text", 12),
    ("appeal_reasons", "long", 30),
    ("appeal_decided_by_name", "text", 30),
    ("revoked_date", "day", 11),
    ("revoked_reasons", "long", 30),
    ("category_name", "text", 20),
    ("quarter", "whole", 6),
    ("unit", "id", 16),
    ("item", "id", 20),
    ("record", "id", 28),
)


_PRINTED = 14
_VOID = ("early", "revoked", "revoked-on-review")  # what counts nothing
# What the formulas of other sheets call these columns.
_RECORD_NAMES = {"effective": "记录_有效扣分", "unit": "记录_单位", "item": "记录_单项"}


def record_sheet(disclosure: Disclosure, year: int) -> Sheet:
    """All deductions of a year by date; the effective points follow from the record by a formula."""
    found = {column.name: column for column in record_columns(disclosure)}
    columns = tuple(
        SheetColumn(name, found[name].title, style, width, name == "effective", _RECORD_NAMES.get(name, ""))
        for name, style, width in _RECORD_COLUMNS
    )
    facts = sorted(
        record_facts(disclosure, year), key=lambda fact: (fact.record.date, fact.record.item, fact.record.id)
    )
    rows = []
    for row, fact in enumerate(facts, FIRST_ROW):
        values: dict[str, Cell] = {name: column.get(fact) for name, column in found.items()}
        values["appeal_decision"] = DECISIONS.get(str(values["appeal_decision"]))
        values["effective"] = Formula(_effective(columns, row), figure(fact.effect.effective))
        rows.append(fill_row(columns, values))
    note = "每行一笔扣分，按日期排列。“有效扣分”是公式：撤销的和施行前不计分的为 0，"
    note += "复核减少的为复核后扣分，其余为记录扣分。"
    note += "答复、整改、申诉、撤销等在右侧，不打印。"
    return Sheet("扣分记录", f"{year}年度扣分记录", note, columns, tuple(rows), large=True, printed=_PRINTED)


def _effective(columns: tuple[SheetColumn, ...], row: int) -> str:
    """The formula for what a record counts after appeal and revocation."""
    status, decided, points = (
        f"{letter_of(columns, key)}{row}" for key in ("status_name", "appeal_points", "points")
    )
    void = ",".join(f'{status}="{STATUSES[name]}"' for name in _VOID)
    return f'IF(OR({void}),0,IF({status}="{STATUSES["reduced"]}",{decided},{points}))'


def matrix_sheet(result: YearResult) -> Sheet:
    """What each unit loses in each item, by formulas over the records; one sum for each component."""
    columns = _matrix_columns(result)
    items = [fact.item for fact in item_facts(result.scheme)]
    codes = fill_row(columns, {"name": "单项编号"} | {item_key(item.id): item.id for item in items})
    limits = fill_row(columns, {"name": "分值（扣分上限）"} | {item_key(item.id): figure(item.max) for item in items})
    rounding = result.scheme.rounding
    rows = tuple(_matrix_row(columns, unit, row, rounding) for row, unit in enumerate(result.units, FIRST_ROW + 2))
    note = "每格是公式：该单位在该单项的有效扣分合计，不超过单项分值。"
    return Sheet(
        "单项扣分",
        f"{result.year}年度各单项扣分",
        note,
        columns,
        rows,
        (codes, limits),
        large=True,
        head_height=80,
    )


def _matrix_columns(result: YearResult) -> tuple[SheetColumn, ...]:
    found = [SheetColumn("unit", "单位编号", "id", 15, name="单项_单位"), SheetColumn("name", "单位", "text", 38)]
    facts = item_facts(result.scheme)
    for component in result.scheme.components:
        if isinstance(component, DeductionsComponent):
            of_it = [fact.item for fact in facts if fact.component is component]
            found += [SheetColumn(item_key(item.id), item.name, "zero", 8, live=True) for item in of_it]
            title, name = f"{component.name}扣分合计", f"单项_合计{result.scheme.components.index(component) + 1}"
            found.append(SheetColumn(sum_key(component), title, "points", 11, live=True, name=name))
    return tuple(found)


def item_key(item: str) -> str:
    """The key of an item's column; no other key has this space."""
    return f"item {item}"


def sum_key(component: DeductionsComponent) -> str:
    """The key of the column that sums up a component."""
    return f"sum {component.id}"


def _matrix_row(columns: tuple[SheetColumn, ...], unit: UnitResult, row: int, rounding: Rounding) -> tuple[Cell, ...]:
    values: dict[str, Cell] = {"unit": unit.unit.id, "name": unit.unit.name}
    for part in unit.score.components:
        if part.items and isinstance(part.component, DeductionsComponent):
            for item in part.items:
                column = letter_of(columns, item_key(item.item.id))
                keys = f"{_RECORD_NAMES['unit']},$A{row},{_RECORD_NAMES['item']},{column}${FIRST_ROW - 1}"
                text = f"MIN({column}${FIRST_ROW},SUMIFS({_RECORD_NAMES['effective']},{keys}))"
                values[item_key(item.item.id)] = Formula(text, figure(item.deducted))
            ends = (part.items[0].item.id, part.items[-1].item.id)
            first, last = (letter_of(columns, item_key(end)) for end in ends)
            whole = f"SUM({first}{row}:{last}{row})"
            if rounding.at == "component":
                whole = round_formula(whole, rounding.places, rounding.mode)
            values[sum_key(part.component)] = Formula(whole, figure(part.deducted))
    return fill_row(columns, values)


def standards_sheet(disclosure: Disclosure, year: int) -> Sheet:
    """The items of a year with their standards."""
    columns = (
        SheetColumn("number", "序号", "whole", 6),
        SheetColumn("item_name", "考核单项", "text", 24),
        SheetColumn("max", "分值", "points", 7),
        SheetColumn("standards", "扣分标准", "long", 70),
        SheetColumn("category", "类别", "text", 22),
        SheetColumn("assessor", "考核实施部门", "text", 30),
        SheetColumn("methods", "考核方式", "text", 22),
        SheetColumn("item", "单项编号", "id", 22),
    )
    scheme = disclosure.latest(year).result.scheme
    rows = tuple(
        (
            fact.number,
            fact.item.name,
            figure(fact.item.max),
            "\n".join(f"{number}. {standard.text}" for number, standard in enumerate(fact.item.standards, 1)),
            fact.category.name,
            unit_name(disclosure.corpus, fact.item.assessor),
            "、".join(METHODS[method] for method in fact.item.methods),
            fact.item.id,
        )
        for fact in item_facts(scheme)
    )
    sample = "单项名称、分值和标准为示例，不是通知原文。" if scheme.is_sample else ""
    return Sheet("考核单项", f"{year}年度考核单项和扣分标准", sample, columns, rows)
