"""Laying out a book: kinds of parts add columns to tables; type and references of each are checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from graphlib import CycleError, TopologicalSorter
from typing import Any

from generator.model.lazy_dataclass import dataclass
from generator.rules.expression import COMPARISONS, NUMBERS, OVERS, Book, BookTable, CellUnit, Column, Op

Cell = tuple[str, str]  # a table and a column of it
_NUMBER = "number"
KEYS = {
    "unit": "单位编号",
    "part": "部分编号",
    "aspect": "方面编号",
    "panel": "主体编号",
    "joint": "所属主体编号",
    "option": "选项编号",
    "record": "记录",
    "item": "单项编号",
    "measure": "指标编号",
    "period": "时段",
    "import": "其他考核编号",
    "of": "哪一种组成部分",
    "division": "组成部分编号",
    "quarter": "季度",
    "month": "月份",
    "end": "参加（from）或退出（to）",
}


class UnlayableError(Exception):
    """A scheme that cannot be laid out as a book: check says why, and nothing can be scored by it."""


class UndeclaredError(UnlayableError):
    """A part, item, measure or import that a scheme names and does not declare, or a bound that it does not say."""


class CircularColumnsError(UnlayableError):
    """Columns that follow from each other in a circle, as (table, column), the first one last again; their titles."""

    def __init__(self, cells: list[Cell], titles: list[str]) -> None:
        super().__init__(" → ".join(".".join(cell) for cell in cells))
        self.cells = cells
        self.titles = titles


class RepeatedColumnError(UnlayableError, TypeError):
    """A column that was laid before: two parts, items or standards of a scheme have the same id."""


@dataclass(slots=True)
class DraftTable:
    """A table while columns are added to it."""

    id: str
    title: str
    key: tuple[str, ...]
    record: str = ""
    label: str = ""
    across: str = ""
    beside: str = ""
    columns: dict[str, Column] = field(default_factory=dict, init=False)

    def give(self, name: str, title: str, unit: CellUnit, varies: bool = False) -> None:
        """Adds a column whose values are given, unless it is there; `varies` where rows laid across differ in it."""
        self.columns.setdefault(name, Column(name, title, unit, shown="steps" if varies else "sheet"))


class BookLayout:
    """The tables of a book in the making. A fault in it is one of the program: TypeError or KeyError."""

    def __init__(self, year: int) -> None:
        self._year = year
        self._tables: dict[str, DraftTable] = {}
        self.parts: list[Any] = []  # those laid so far, as they count, for those that look back at them

    def table(self, name: str, title: str, key: tuple[str, ...], **reading: str) -> DraftTable:
        """The table of this id, made with its key columns unless it is there; `reading` as in `BookTable`."""
        found = self._tables.get(name)
        if found is None:
            found = self._tables[name] = DraftTable(name, title, key, **reading)
            for column in key:
                found.give(column, KEYS.get(column, column), "text")
        return found

    def lay(self, table: str, column: Column) -> str:
        """Adds a column that follows by an expression; its id, for others to refer to."""
        columns = self._tables[table].columns
        if column.id in columns:
            raise RepeatedColumnError(f"{table}.{column.id} is laid twice")
        columns[column.id] = column
        return column.id

    def finish(self) -> Book:
        """The book, with every column after those that it reads.

        Raises CircularColumnsError where columns follow from each other; TypeError where an expression does not fit
        its column.
        """
        tables = [
            BookTable(
                draft.id,
                draft.title,
                draft.key,
                tuple(draft.columns.values()),
                draft.record,
                draft.label,
                draft.across,
                draft.beside,
            )
            for draft in self._tables.values()
        ]
        book = Book(self._year, tuple(tables))
        for table in book.tables:
            for column in table.columns:
                if column.expr is not None:
                    _check_column(book, table, column)
        order_cells(book)
        return book


def order_cells(book: Book) -> list[Cell]:
    """All columns with an expression, each after those that it reads.

    Raises CircularColumnsError, with the columns of a circle, where there is no such order.
    """
    computed = {(table.id, column.id): column for table in book.tables for column in table.columns if column.expr}
    sorter: TopologicalSorter[Cell] = TopologicalSorter()
    for cell, column in computed.items():
        sorter.add(cell, *(read for read in cells_read(cell[0], column) if read in computed))
    try:
        return list(sorter.static_order())
    except CycleError as error:
        circle: list[Cell] = list(error.args[1])
        raise CircularColumnsError(circle, [computed[cell].title for cell in circle]) from error


def cells_read(table: str, column: Column) -> list[Cell]:
    """The columns that `column` of `table` reads, in the order of its expression."""
    found: dict[Cell, None] = {}
    for part in column.expr.walk() if column.expr else ():
        if part.name == "col":
            found[table, part.column] = None
        if part.over is not None:
            found[part.over.table, part.over.column] = None
            found |= {(part.over.table, theirs): None for theirs, _ in (*part.over.match, *part.over.where)}
            found |= {(table, own): None for _, own in part.over.match}
        if part.ranked is not None:
            found |= {(table, name): None for name in (*part.ranked.by, *part.ranked.within)}
    return list(found)


def _check_column(book: Book, table: BookTable, column: Column) -> None:
    for place in cells_read(table.id, column):
        book.table(place[0]).column(place[1])
    if column.expr is None:
        return
    found = _type_of(book, table, column.expr)
    if found not in {None, _plain(column.unit)}:
        raise TypeError(f"{table.id}.{column.id} is {column.unit}, its expression {found}")


def _plain(unit: CellUnit) -> str:
    return _NUMBER if unit in NUMBERS else unit


def _type_of(book: Book, table: BookTable, part: Op) -> str | None:
    """The type of an expression: number, flag, text, day; None for no value, which fits everywhere."""
    if part.name == "const":
        return _type_of_constant(part)
    if part.name == "col":
        return _plain(table.column(part.column).unit)
    if part.name in {"rank", "count"}:
        return _NUMBER
    if part.name in OVERS and part.over is not None:
        return _plain(book.table(part.over.table).column(part.over.column).unit)
    given = [_type_of(book, table, argument) for argument in part.args]
    if part.name == "if":
        _agree(part, given[:1], "flag")
        return _agree(part, given[1:])
    if part.name in {"and", "or"}:
        return _agree(part, given, "flag")
    if part.name == "not-none" or part.name in COMPARISONS:
        _agree(part, given)
        return "flag"
    if part.name == "nz":
        return _agree(part, given)
    _agree(part, given, _NUMBER)
    if part.name == "tier":
        return "text" if any(isinstance(step.value, str) for step in part.tiers) else _NUMBER
    return _NUMBER


def _type_of_constant(part: Op) -> str | None:
    if part.value is None:
        return None
    if isinstance(part.value, bool):
        return "flag"
    return "text" if isinstance(part.value, str) else _NUMBER


def _agree(part: Op, given: Iterable[str | None], wanted: str = "") -> str | None:
    """The one type of all that are given; a day may be compared with a text."""
    kinds = {"text" if kind == "day" and part.name in COMPARISONS else kind for kind in given} - {None}
    if len(kinds) > 1 or (wanted and kinds - {wanted}):
        raise TypeError(f"{part.name} of {sorted(str(kind) for kind in kinds)}")
    return next(iter(kinds), None)
