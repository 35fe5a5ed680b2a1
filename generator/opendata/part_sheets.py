"""The sheets between the records and the scores: what each unit comes to, and the tables below the units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model.appraisal import WITHHELD
from generator.model.number import as_decimal
from generator.opendata.appraisal_tables import panel_facts
from generator.opendata.book_plan import PART
from generator.opendata.book_sheets import BookSheets, SheetDraft, SheetInMaking, keys_of
from generator.opendata.disclosure import Disclosure
from generator.opendata.sheet import Cell, Sheet
from generator.opendata.table import figure
from generator.rules.earned_column import earned_name
from generator.rules.effect_words import common_noun
from generator.rules.expression import Book
from generator.rules.given_tables import JOINT, PANEL, RECORD, UNIT
from generator.rules.kind import LaidPart
from generator.score.evaluate import FilledBook, Key
from generator.score.operations import number
from generator.score.result import YearResult


class PartSheets:
    """The sheets of a year's book but those of scores and records."""

    def __init__(self, disclosure: Disclosure, result: YearResult, sheets: BookSheets) -> None:
        self._result = result
        self._sheets = sheets
        self._hidden = {
            (fact.held.result.unit.id, fact.held.component.id, fact.panel.id)
            for fact in panel_facts(disclosure, result.year)
            if fact.withheld
        }
        self._made = [sheets.lay(draft) for draft in self._drafts()]

    def fill(self) -> Iterator[Sheet]:
        """The sheets; all others are in the plan."""
        filled = self._sheets.plan.filled
        for made in self._made:
            draft = made.draft
            if draft.table == UNIT:
                rows: list[Key] = [(unit.unit.id,) for unit in self._result.units]
                yield made.fill(rows, self._notes(draft.part), self._instead(made))
            else:
                hidden: dict[Key, Mapping[str, Cell]] = {
                    key: {"note": WITHHELD}
                    for key in keys_of(filled, draft.table)
                    if self._is_hidden(draft.table, key)
                }
                yield made.fill(keys_of(filled, draft.table, draft.part), {}, hidden)

    def _drafts(self) -> Iterator[SheetDraft]:
        """A sheet for what stands in the rows of the units, and some for each part with tables of its own."""
        filled, laid = self._result.filled, self._result.laid
        own = {part.part.id: tuple(_tables_of(filled, part)) for part in laid.parts}
        kept = {part.counted for part in laid.parts} | {laid.total, laid.rank, laid.contribution}
        columns = filled.book.table(UNIT).columns
        asked = _asked_by_rows(filled.book)
        placed = [
            c for c in columns if c.expr is not None and c.id not in kept and (c.unit != "flag" or c.id in asked)
        ]
        names = [c.id for c in placed if not own.get(c.part) and (c.shown != "sheet" or not c.item or c.id in asked)]
        if names:
            note = "每格是公式，由记录、指标数值等算出。"
            noun = common_noun(part.kind.effect for part in laid.parts if part.items or not own[part.part.id])
            title = f"{self._result.year}年度各单项{noun}"
            yield SheetDraft(f"单项{noun}", title, note, UNIT, columns=tuple(names), heads=self._item_heads())
        yield from self._drafts_of_given()
        number = 0
        for part in laid.parts:
            if tables := own[part.part.id]:
                number += 1
                of_unit = tuple(c.id for c in placed if c.part == part.part.id)
                yield from self._drafts_of(part, tables, of_unit, str(number) if number > 1 else "")

    def _drafts_of_given(self) -> Iterator[SheetDraft]:
        """A sheet for each table of what is given beside records and votes."""
        filled = self._sheets.plan.filled
        for table in filled.book.tables:
            if table.id not in {UNIT, RECORD} and PART not in table.key and filled.tables[table.id].rows:
                worked_out = {column.id for column in table.columns if column.expr and column.unit == "flag"}
                named = (c.id for c in table.columns if c.id not in {*table.key, *worked_out})
                columns = tuple(name for name in named if self._sheets.plan.is_filled(table.id, name))
                title = f"{self._result.year}年度{table.title}"
                yield SheetDraft(table.title, title, "绿色表头的列是公式。", table.id, columns=columns)

    def _drafts_of(
        self, part: LaidPart, tables: tuple[str, ...], of_unit: tuple[str, ...], more: str
    ) -> Iterator[SheetDraft]:
        """The sheets of a part with tables of its own; `more` tells them from those of another part."""
        plan, book, key = self._sheets.plan, self._result.filled.book, part.part.id
        title = f"{self._result.year}年度{part.part.name}"
        across = tuple(table for table in tables if book.table(table).beside == UNIT)
        name = book.table(across[0]).title if across else "各单位"
        yield SheetDraft(f"{name}{more}", title, "每格是公式，由下一张表算出。", UNIT, key, of_unit, across)
        for table in (book.table(table) for table in tables):
            if table.across:
                continue
            beside = tuple(other for other in tables if book.table(other).beside == table.id)
            shown = [c for c in table.columns if c.id not in {*table.key, "name"} and c.unit != "flag"]
            columns = tuple(c.id for c in shown if plan.is_filled(table.id, c.id))
            called = f"{title}：{table.title}"
            yield SheetDraft(f"{table.title}{more}", called, "每格是公式。", table.id, key, columns, beside)

    def _item_heads(self) -> tuple[tuple[str, Mapping[str, Cell]], ...]:
        """Above the items of the units: their ids, and their maxima."""
        items = [item for part in self._result.laid.parts for item in part.items]
        ids: dict[str, Cell] = {item.counted: item.item.id for item in items}
        limits: dict[str, Cell] = {
            item.counted: "不限" if item.item.max.is_infinite() else figure(item.item.max) for item in items
        }
        return (("单项编号", ids), ("分值（上限）", limits))

    def _notes(self, part: str) -> dict[Key, str]:
        """What is said beside a unit: that a part is not in yet."""
        return {
            (unit.unit.id,): f"{found.component.name}结果尚未计入"
            for unit in self._result.units
            for found in unit.score.components
            if found.component.id == part and not found.complete
        }

    def _is_hidden(self, table: str, key: Key) -> bool:
        if table == JOINT:
            return any((unit, part) == key[:2] for unit, part, _ in self._hidden)
        return table == PANEL and (key[0], key[1], key[3]) in self._hidden

    def _instead(self, made: SheetInMaking) -> dict[Key, Mapping[str, Cell]]:
        """Of units with a panel that is withheld: what the part counts, as it was published, and nothing else.

        With what is left of its marks, where something looks at that: it says the same.
        """
        filled = self._result.filled
        left = earned_name(made.draft.part)
        found: dict[Key, Mapping[str, Cell]] = {}
        for unit in self._result.units:
            for part in unit.score.components:
                if part.withheld and part.component.id == made.draft.part:
                    cells: dict[str, Cell] = {part.laid.exact: as_decimal(part.counted, 15), "note": WITHHELD}
                    if left in made.draft.columns:
                        earned = filled.cell(UNIT, (unit.unit.id,), left)
                        cells[left] = None if earned is None else as_decimal(number(earned), 15)
                    found[unit.unit.id,] = cells
        return found


def _tables_of(filled: FilledBook, part: LaidPart) -> Iterator[str]:
    """The tables below the units in which the part has rows."""
    for name, found in filled.tables.items():
        if name not in {UNIT, RECORD} and PART in found.table.key and keys_of(filled, name, part.part.id):
            yield name


def _asked_by_rows(book: Book) -> set[str]:
    """The columns of the unit table that operations over its rows read: they must stand on a sheet."""
    found: set[str] = set()
    for table in book.tables:
        for column in table.columns:
            for part in column.expr.walk() if column.expr else ():
                if part.over is not None and part.over.table == UNIT:
                    found |= {part.over.column, *(theirs for theirs, _ in (*part.over.match, *part.over.where))}
                if part.ranked is not None and table.id == UNIT:
                    found |= {*part.ranked.by, *part.ranked.within}
    return found
