"""The sheet of the records, with what each counts for, and the list of the items."""

from __future__ import annotations

from dataclasses import replace

from generator.model.deduction import DECISIONS, METHODS
from generator.model.lazy_dataclass import dataclass
from generator.opendata.book_plan import BookPlan, Grid, Spot
from generator.opendata.disclosure import Disclosure, unit_name
from generator.opendata.record_tables import common_fact_noun, record_columns, record_facts
from generator.opendata.scheme_tables import item_facts
from generator.opendata.sheet import FIRST_ROW, Cell, Sheet, SheetColumn, Style, fill_row, letter_of
from generator.opendata.table import figure
from generator.rules.book_layout import cells_read
from generator.rules.effect_words import EFFECTS, common_noun, reword
from generator.rules.expression import NUMBERS
from generator.rules.given_tables import RECORD
from generator.rules.kind_list import kind_of
from generator.words.scheme_noun import scheme_noun

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

# Given columns of the book, and the column of this sheet in which they stand.
_GIVEN = {
    "date": "date",
    "points": "points",
    "decided_points": "appeal_points",
    "unit": "unit",
    "item": "item",
}


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """The sheet of all deductions of a year, by date; what each counts for follows by a formula."""

    disclosure: Disclosure
    year: int
    plan: BookPlan
    grid: Grid
    columns: tuple[SheetColumn, ...]
    noun: str  # what the points of all records are called together

    def fill(self) -> Sheet:
        """The sheet; all others are in the plan."""
        found = {column.name: column for column in record_columns(self.disclosure)}
        noun = self.noun
        facts = sorted(
            record_facts(self.disclosure, self.year),
            key=lambda fact: (fact.record.date, fact.record.item, fact.record.id),
        )
        rows = []
        for row, fact in enumerate(facts, FIRST_ROW):
            values: dict[str, Cell] = {name: column.get(fact) for name, column in found.items()}
            values["appeal_decision"] = DECISIONS.get(str(values["appeal_decision"]))
            values["effect"] = fact.effect.words.noun
            values["status_name"] = reword(str(values["status_name"]), fact.effect.words.noun)
            table = self.plan.filled.tables.get(RECORD)
            own = table.rows.get((fact.record.path,)) if table else None  # else it counts in a quarter by itself
            cells = table.cells(own) if table and own else {}
            for name in self.grid.spots.keys() - _GIVEN.keys() if cells else ():
                key = "effective" if name == "effective" else f"book {name}"
                values[key] = self.plan.follow(self.grid, row, name, cells[name])
            rows.append(fill_row(self.columns, values))
        note = "每行一笔扣分，按日期排列。“有效扣分”是公式：撤销的和施行前不计分的为 0，"
        note += "复核减少的为复核后扣分，其余为记录扣分。"
        note = reword(note, noun) + "答复、整改、申诉、撤销等在右侧，不打印。"
        title = f"{self.year}年度{noun}记录"
        return Sheet(f"{noun}记录", title, note, self.columns, tuple(rows), large=True, printed=_PRINTED)


def lay_records(disclosure: Disclosure, year: int, plan: BookPlan) -> RecordSheet:
    """The sheet of records, taken into the plan; what the book reads of them and is not shown stands on the right."""
    found = {column.name: column for column in record_columns(disclosure)}
    facts = list(record_facts(disclosure, year))
    noun = common_fact_noun(facts) if facts else scheme_noun(disclosure.latest(year).result.scheme)
    columns = [
        SheetColumn(name, reword(found[name].title, noun), style, width, name == "effective")
        for name, style, width in _RECORD_COLUMNS
    ]
    if noun == EFFECTS["none"].noun:  # some give, some take
        columns.insert(5, SheetColumn("effect", "作用", "text", 8))
    if RECORD not in plan.filled.tables:  # a scheme without items
        return RecordSheet(disclosure, year, plan, Grid(RECORD, "", f"{noun}记录"), tuple(columns), noun)
    table = plan.table(RECORD)
    read = {
        cell[1]
        for other in plan.filled.book.tables
        for column in other.columns
        for cell in cells_read(other.id, column)
        if cell[0] == RECORD
    }
    keys = dict(_GIVEN) | {"effective": "effective"}
    for column in table.columns:
        if column.id in read and column.id not in keys:
            keys[column.id] = f"book {column.id}"
            style: Style = "points" if column.unit in NUMBERS else "day" if column.unit == "day" else "id"
            columns.append(SheetColumn(keys[column.id], column.title, style, 11, column.expr is not None))
    grid = Grid(RECORD, "", f"{noun}记录")
    grid.spots = {
        name: Spot(letter_of(tuple(columns), key)) for name, key in keys.items() if name in read | {"effective"}
    }
    plan.add(grid)
    by_key = {key: grid.spans[name] for name, key in keys.items() if name in grid.spans}
    named = tuple(replace(column, name=by_key.get(column.key, "")) for column in columns)
    return RecordSheet(disclosure, year, plan, grid, named, noun)


def standards_sheet(disclosure: Disclosure, year: int) -> Sheet:
    """The items of a year with their standards."""
    scheme = disclosure.latest(year).result.scheme
    noun = common_noun(kind_of(part).effect for part in scheme.components if any(part.list_items()))
    columns = (
        SheetColumn("number", "序号", "whole", 6),
        SheetColumn("item_name", "考核单项", "text", 24),
        SheetColumn("max", "分值", "points", 7),
        SheetColumn("standards", f"{noun}标准", "long", 70),
        SheetColumn("category", "类别", "text", 22),
        SheetColumn("assessor", "考核实施部门", "text", 30),
        SheetColumn("methods", "考核方式", "text", 22),
        SheetColumn("item", "单项编号", "id", 22),
    )
    rows = tuple(
        (
            fact.number,
            fact.item.name,
            "不限" if fact.item.max.is_infinite() else figure(fact.item.max),
            "\n".join(f"{number}. {standard.text}" for number, standard in enumerate(fact.item.standards, 1)),
            fact.category.name,
            unit_name(disclosure.corpus, fact.item.assessor),
            "、".join(METHODS[method] for method in fact.item.methods),
            fact.item.id,
        )
        for fact in item_facts(scheme)
    )
    sample = "单项名称、分值和标准为示例，不是通知原文。" if scheme.is_sample else ""
    return Sheet("考核单项", f"{year}年度考核单项和{noun}标准", sample, columns, rows)
