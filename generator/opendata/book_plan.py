"""Where each column of the book stands in a workbook, and the formulas that follow from it."""

from __future__ import annotations

import re
from dataclasses import field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from generator.model.lazy_dataclass import dataclass
from generator.model.number import as_decimal
from generator.opendata.formula import NOTHING, FormulaWriter, literal
from generator.opendata.sheet import Cell, Formula
from generator.rules.expression import BookTable, Op, Over
from generator.score.evaluate import FilledBook
from generator.score.operations import Value

PART = "part"
_UNFIT = re.compile(r"[^\w]")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a column of a table stands: the letter of its column, and the row where it is the same for all rows."""

    letter: str
    row: int = 0

    def at(self, row: int) -> str:
        """Its cell in this row."""
        return f"{self.letter}${self.row}" if self.row else f"{self.letter}{row}"


@dataclass(slots=True)
class Grid:
    """The columns of a table, of one part where they are kept apart, on a sheet.

    `beside` are the columns of tables that are laid across: by table, value of the key that is laid across, column.
    """

    table: str
    part: str
    sheet: str
    spots: dict[str, Spot] = field(default_factory=dict)
    beside: dict[tuple[str, str, str], Spot] = field(default_factory=dict)
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by table laid across: the values of its key
    spans: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowPlaces:
    """The places of a workbook, seen from a row of a grid, or from one of the rows laid across beside it."""

    plan: BookPlan
    grid: Grid
    row: int
    across: tuple[str, str] | None = None  # a table laid across, and the value of its key

    @property
    def _table(self) -> BookTable:
        return self.plan.table(self.across[0] if self.across else self.grid.table)

    def own(self, column: str) -> str:
        """The cell, what is the same on the whole sheet, the formula of what has no cell, or the cell elsewhere."""
        if self.across and (spot := self.grid.beside.get((*self.across, column))):
            return spot.at(self.row)
        if column == PART and self.grid.part:
            return literal(self.grid.part)
        is_own = not self.across or column in self.plan.table(self.grid.table).key
        if is_own and column in self.grid.spots:
            return self.grid.spots[column].at(self.row)
        found = self._table.column(column)
        if not self.across and (there := self.plan.elsewhere(self.grid, column)):
            keys = self.plan.table(self.grid.table).key
            row = f"MATCH({self.grid.spots[keys[0]].at(self.row)},{there.spans[keys[0]]},0)"
            return f"INDEX({there.spans[column]},{row})"
        if found.expr is None:
            if self.plan.is_filled(self._table.id, column):
                raise KeyError(f"{self._table.id}.{column}")
            return NOTHING
        text = FormulaWriter(self).write(found.expr)
        return f"({text})" if found.expr.name in {"add", "sub", "mul", "div", "neg"} else text

    def span(self, table: str, column: str) -> str:
        """The name of all cells of a column."""
        return self.plan.span(table or self._table.id, column, self.grid.part)

    def is_apart(self, table: str, column: str) -> bool:
        """Whether all rows of the table that stand on one sheet have the same value in the column."""
        return column == PART and any(grid.part for grid in self.plan.grids if grid.table == table)

    def spread(self, over: Over) -> list[str] | None:
        """The cells side by side, where the rows of `over` are those laid out beside this one."""
        table = self.plan.table(over.table)
        if self.across or over.table not in self.grid.values or table.beside != self.grid.table:
            return None
        asked = {theirs for theirs, _ in (*over.match, *over.where)}
        if table.across in asked:
            return None
        return [
            RowPlaces(self.plan, self.grid, self.row, (over.table, value)).own(over.column)
            for value in self.grid.values[over.table]
        ]

    def may_be_none(self, given: Op) -> bool:
        """Whether the expression has no value in some row, as the values of the book show."""
        if given.name == "const":
            return given.value is None
        if given.name == "col":
            return self.plan.has_gaps(self._table.id, given.column)
        if given.name in {"sum", "count"}:
            return False
        if given.over is not None or given.name in {"tier", "div", "rank"}:
            return True
        if given.name == "nz":
            return all(map(self.may_be_none, given.args))
        return any(map(self.may_be_none, given.args[1:] if given.name == "if" else given.args))

    def is_day(self, given: Op) -> bool:
        """Whether the expression is a day: of a column, or of one row of a table."""
        if given.over is not None and given.name == "get":
            return self.plan.table(given.over.table).column(given.over.column).unit == "day"
        return given.name == "col" and self._table.column(given.column).unit == "day"

    def is_plain_text(self, over: Over) -> bool:
        """Whether what is read of other rows is a text, which no sum can fetch as it does a number or a day."""
        return self.plan.table(over.table).column(over.column).unit == "text"

    def is_text(self, given: Op) -> bool:
        """Whether the expression is a text."""
        if given.name == "const":
            return isinstance(given.value, str)
        if given.name == "col":
            return self._table.column(given.column).unit in {"text", "day"}
        if given.over is not None and given.name != "count":
            return self.plan.table(given.over.table).column(given.over.column).unit in {"text", "day"}
        return given.name in {"if", "nz"} and self.is_text(given.args[1])


class BookPlan:
    """Which column of which table stands on which sheet. Sheets are added one after the other, then filled."""

    def __init__(self, filled: FilledBook) -> None:
        self.filled = filled
        self.grids: list[Grid] = []
        self._gaps: dict[tuple[str, str], bool] = {}
        self._filled: dict[tuple[str, str], bool] = {}
        self._names: set[str] = set()

    def table(self, name: str) -> BookTable:
        """The table of this id."""
        return self.filled.book.table(name)

    def add(self, grid: Grid) -> Grid:
        """Takes a grid in, and gives each of its columns a name for all its cells."""
        for column in grid.spots:
            grid.spans[column] = self._name(grid, column)
        self.grids.append(grid)
        return grid

    def _name(self, grid: Grid, column: str) -> str:
        title = _UNFIT.sub("", self.table(grid.table).column(column).title)
        name = base = f"{_UNFIT.sub('', grid.sheet)}_{title}"
        number = 1
        while name.lower() in self._names:
            number += 1
            name = f"{base}{number}"
        self._names.add(name.lower())
        return name

    def elsewhere(self, grid: Grid, column: str) -> Grid | None:
        """Another grid of the same table in which `column` stands."""
        for found in self.grids:
            if found is not grid and found.table == grid.table and column in found.spots:
                return found
        return None

    def span(self, table: str, column: str, part: str) -> str:
        """The name of all cells of a column, of `part` where parts are kept apart; empty where there is no value.

        Rows without a part are the same on whichever sheet they stand, such as those of the units.
        """
        apart = PART in self.table(table).key
        for grid in self.grids:
            if grid.table == table and column in grid.spans and (not apart or grid.part in ("", part)):
                return grid.spans[column]
        if self.is_filled(table, column) and any(g.table == table and g.part in ("", part) for g in self.grids):
            raise KeyError(f"{table}.{column}")
        return ""

    def has_gaps(self, table: str, column: str) -> bool:
        """Whether some row of the table has no value in the column."""
        key = (table, column)
        if key not in self._gaps:
            found = self.filled.tables[table]
            at = found.positions[column]
            self._gaps[key] = any(row[at] is None for row in found.rows.values())
        return self._gaps[key]

    def is_filled(self, table: str, column: str) -> bool:
        """Whether some row of the table has a value in the column."""
        key = (table, column)
        if key not in self._filled:
            found = self.filled.tables[table]
            at = found.positions[column]
            self._filled[key] = any(row[at] is not None for row in found.rows.values())
        return self._filled[key]

    def follow(self, grid: Grid, row: int, column: str, value: Value, across: tuple[str, str] | None = None) -> Cell:
        """The cell of a column in a row of `grid`: `value` where it is given, else the formula that comes to it."""
        table = self.table(across[0] if across else grid.table)
        found = table.column(column)
        expr = found.expr
        if expr is None:
            return date.fromisoformat(str(value)) if found.unit == "day" and value is not None else plain_cell(value)
        return Formula(FormulaWriter(RowPlaces(self, grid, row, across)).write(expr), cached(value))


def cached(value: Value) -> Decimal | str:
    """The value that a formula comes to, with the 15 digits that a spreadsheet keeps."""
    if isinstance(value, Decimal | Fraction):
        return as_decimal(value, 15)
    return "" if value is None else str(value)


def plain_cell(value: Value) -> Cell:
    """A given value; nothing where there is none, 1 and 0 for yes and no, which formulas can read."""
    if isinstance(value, bool):
        return int(value)
    return as_decimal(value, 15) if isinstance(value, Fraction) else value
