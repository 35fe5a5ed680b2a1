"""The sheets of the book: each table with its columns, and in every cell that follows from others its formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.model.lazy_dataclass import dataclass
from generator.opendata.book_plan import PART, BookPlan, Grid, Spot, plain_cell
from generator.opendata.sheet import FIRST_ROW, Cell, Sheet, SheetColumn, Style, column_letter
from generator.rules.expression import BookTable, CellUnit, Column
from generator.score.evaluate import FilledBook, Key
from generator.score.operations import Value

_STYLES: Mapping[CellUnit, Style] = {
    "points": "points",
    "ratio": "rate",
    "number": "weight",
    "rank": "whole",
    "flag": "text",
    "text": "id",
    "day": "day",
}


@dataclass(frozen=True, slots=True)
class SheetDraft:
    """A sheet of a table: which of its columns stand on it, and how what stands beside them is called."""

    name: str
    title: str
    note: str
    table: str
    part: str = ""
    columns: tuple[str, ...] = ()
    across: tuple[str, ...] = ()  # tables that are laid across beside it
    heads: tuple[tuple[str, Mapping[str, Cell]], ...] = ()  # rows above the head: what is said of columns, by column


class BookSheets:
    """Makes the sheets of a book; `names` are what the ids in its keys are called, by key."""

    def __init__(self, filled: FilledBook, names: Mapping[str, Mapping[Value, str]]) -> None:
        self.plan = BookPlan(filled)
        self._labels = {**{key: dict(found) for key, found in names.items()}, **self._name_keys()}

    def _name_keys(self) -> dict[str, dict[Value, str]]:
        """What the ids of a key are called, where a table whose key ends in it says so."""
        found: dict[str, dict[Value, str]] = {}
        for table in self.plan.filled.tables.values():
            if "name" in table.positions:
                last = table.table.key[-1]
                for row in table.rows.values():
                    found.setdefault(last, {})[row[table.positions[last]]] = str(row[table.positions["name"]])
        return found

    def lay(self, draft: SheetDraft) -> SheetInMaking:
        """Takes the sheet into the plan; fill it when all sheets are."""
        table = self.plan.table(draft.table)
        keys = tuple(key for key in table.key if key != PART or not draft.part)
        heads = [*keys, *(f"{key} name" for key in keys if key in self._labels)]
        grid = Grid(draft.table, draft.part, draft.name)
        columns = [SheetColumn(head, self._head(table, head), "text" if " " in head else "id", 15) for head in heads]
        beside = [entry for other in draft.across for entry in self._entries(other, draft.part)]
        parameters = self._parameters(beside)
        for entry in beside:
            title = self._labels.get(self.plan.table(entry.table).across, {}).get(entry.value, entry.value)
            column = self.plan.table(entry.table).column(entry.column)
            columns.append(_sheet_column(entry.key, title, column))
            grid.values.setdefault(entry.table, ())
            if entry.value not in grid.values[entry.table]:
                grid.values[entry.table] = (*grid.values[entry.table], entry.value)
        columns += [_sheet_column(name, table.column(name).title, table.column(name)) for name in draft.columns]
        columns.append(SheetColumn("note", "说明", "text", 24))
        letters = {column.key: column_letter(at) for at, column in enumerate(columns, 1)}
        grid.spots = {name: Spot(letters[name]) for name in (*keys, *draft.columns)}
        for entry in beside:
            grid.beside[entry.table, entry.value, entry.column] = Spot(letters[entry.key])
            for at, (other, name) in enumerate(parameters):
                if other == entry.table:
                    grid.beside[entry.table, entry.value, name] = Spot(
                        letters[entry.key], FIRST_ROW - 1 + len(draft.heads) + at
                    )
        self.plan.add(grid)
        named = tuple(replace(column, name=grid.spans.get(column.key, "")) for column in columns)
        return SheetInMaking(self, draft, grid, named, tuple(beside), tuple(parameters))

    def _head(self, table: BookTable, head: str) -> str:
        key, _, is_name = head.partition(" ")
        title = table.column(key).title
        return title.removesuffix("编号") if is_name else title

    def _entries(self, name: str, part: str) -> Iterator[AcrossEntry]:
        """The cells of the table `name` that stand side by side: given row by row, or computed."""
        table = self.plan.table(name)
        found = self.plan.filled.tables[name]
        rows = [row for row in found.rows.values() if not part or row[found.positions[PART]] == part]
        values = list(dict.fromkeys(str(row[found.positions[table.across]]) for row in rows))
        for value in values:
            for column in table.columns:
                if column.id not in table.key and column.shown != "sheet":
                    yield AcrossEntry(name, value, column.id)

    def _parameters(self, beside: Sequence[AcrossEntry]) -> list[tuple[str, str]]:
        """The rows above the head: for each table laid across, its key and what is given once for all rows."""
        found: list[tuple[str, str]] = []
        for name in dict.fromkeys(entry.table for entry in beside):
            table = self.plan.table(name)
            own = {entry.column for entry in beside if entry.table == name}
            rest = [
                c.id for c in table.columns if c.expr is None and c.id not in (*table.key, "name") and c.id not in own
            ]
            found += [
                (name, table.across),
                *((name, column) for column in rest if table.column(column).unit != "day"),
            ]
        return found

    def key_name(self, key: str, value: Value) -> str:
        """What an id in a key column is called."""
        return self._labels.get(key, {}).get(value, str(value))


@dataclass(frozen=True, slots=True)
class AcrossEntry:
    """A cell of a table that is laid across: for which value of its key, and which column."""

    table: str
    value: str
    column: str

    @property
    def key(self) -> str:
        """The key of its column on the sheet; no other key has these spaces."""
        return f"{self.table} {self.value} {self.column}"


@dataclass(frozen=True, slots=True)
class SheetInMaking:
    """A sheet that is in the plan and not filled yet."""

    sheets: BookSheets
    draft: SheetDraft
    grid: Grid
    columns: tuple[SheetColumn, ...]
    beside: tuple[AcrossEntry, ...]
    parameters: tuple[tuple[str, str], ...]

    def fill(self, rows: Iterable[Key], notes: Mapping[Key, str], hidden: Mapping[Key, Mapping[str, Cell]]) -> Sheet:
        """The sheet with these rows of its table, by key, in this order; of `hidden` ones these cells alone."""
        heads = self.draft.heads
        first = FIRST_ROW + len(heads) + len(self.parameters)
        filled = tuple(self._row(key, row, notes, hidden) for row, key in enumerate(rows, first))
        return Sheet(
            self.draft.name,
            self.draft.title,
            self.draft.note,
            self.columns,
            filled,
            (
                *(self._head(label, cells) for label, cells in heads),
                *(self._parameter(name, column) for name, column in self.parameters),
            ),
            large=True,
            head_height=80,
            shaded=self._shaded(),
        )

    def _shaded(self) -> tuple[str, ...]:
        """The columns that something is said of above, such as those of the items: alike, and so on one scale."""
        headed = {name for _, cells in self.draft.heads for name in cells}
        return tuple(column.key for column in self.columns if column.key in headed)

    def _head(self, label: str, cells: Mapping[str, Cell]) -> tuple[Cell, ...]:
        values: dict[str, Cell] = {self.columns[1].key: label, **cells}
        return tuple(values.get(column.key) for column in self.columns)

    def _parameter(self, name: str, column: str) -> tuple[Cell, ...]:
        table = self.sheets.plan.table(name)
        values: dict[str, Cell] = {self.columns[1].key: table.column(column).title}
        found = self.sheets.plan.filled.tables[name]
        for row in found.rows.values():
            if self.draft.part and row[found.positions[PART]] != self.draft.part:
                continue
            value = str(row[found.positions[table.across]])
            for entry in self.beside:
                if (entry.table, entry.value) == (name, value):
                    values.setdefault(entry.key, plain_cell(row[found.positions[column]]))
        return tuple(values.get(column.key) for column in self.columns)

    def _row(
        self, key: Key, row: int, notes: Mapping[Key, str], hidden: Mapping[Key, Mapping[str, Cell]]
    ) -> tuple[Cell, ...]:
        plan, table = self.sheets.plan, self.sheets.plan.filled.tables[self.draft.table]
        cells = table.cells(table.rows[key])
        values: dict[str, Cell] = {}
        for name in table.table.key:
            values[name] = plain_cell(cells[name])
            values[f"{name} name"] = self.sheets.key_name(name, cells[name])
        values["note"] = notes.get(key, "")
        if key in hidden:
            values |= hidden[key]
        else:
            values |= self._beside(cells, row)
            for name in self.draft.columns:
                values[name] = plan.follow(self.grid, row, name, cells[name])
        return tuple(values.get(column.key) for column in self.columns)

    def _beside(self, cells: Mapping[str, Value], row: int) -> dict[str, Cell]:
        """The cells of the tables that are laid across."""
        values: dict[str, Cell] = {}
        for entry in self.beside:
            found = self.sheets.plan.filled.tables[entry.table]
            own = {**cells, PART: self.draft.part or cells.get(PART), found.table.across: entry.value}
            there = found.rows.get(tuple(own[name] for name in found.table.key))
            value = None if there is None else there[found.positions[entry.column]]
            across = (entry.table, entry.value)
            values[entry.key] = self.sheets.plan.follow(self.grid, row, entry.column, value, across)
        return values


def _sheet_column(key: str, title: str, column: Column) -> SheetColumn:
    style = _STYLES[column.unit]
    return SheetColumn(key, title, style, 11, live=column.expr is not None)


def keys_of(filled: FilledBook, table: str, part: str = "") -> list[Key]:
    """The keys of a table's rows, of one part where one is named."""
    found = filled.tables[table]
    return [key for key, row in found.rows.items() if not part or row[found.positions[PART]] == part]
