"""How a book is kept up to date: which cells wait for what, level by level, as closures made once.

A column that follows from its own row's given cells has level 0. One that gathers other rows is a level above
all that it gathers; one that reads its own row is as high as what it reads. What waits is worked out level by level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from itertools import pairwise
from typing import Any, NamedTuple

from generator.model.lazy_dataclass import dataclass
from generator.rules.book_layout import Cell, cells_read, order_cells
from generator.rules.expression import Book, Column, Op, OpName
from generator.score.gathering import (
    CountGathering,
    Gathering,
    Mark,
    RankGathering,
    RowIndex,
    Runner,
    SumGathering,
    ValueGathering,
    Waiting,
    pick,
)
from generator.score.live_table import CellStep, LiveTable, make_runner, remember
from generator.score.operations import Reading, compile_op

_FEW = 2  # operations that take no longer than to look up what they came to
_SUMS: frozenset[OpName] = frozenset({"sum", "mean"})


class Ask(NamedTuple):
    """What a column gathers: the groups whose first cells are the row's own `columns` and whose last are `texts`.

    `asked_by` tells the rows that ask for a group; None where the group is the row's key.
    """

    gathering: Gathering
    columns: tuple[str, ...]
    texts: tuple[str, ...]
    asked_by: RowIndex | None


@dataclass(slots=True)
class LivePlan:
    """The tables of a live book, and what waits at each level: from `height` on, what is worked out late."""

    book: Book
    tables: dict[str, LiveTable] = field(default_factory=dict)
    levels: list[Waiting] = field(default_factory=list)
    height: int = 1
    level_of: dict[Cell, int] = field(default_factory=dict)  # of the columns that are worked out, in order
    readings: dict[Cell, Reading] = field(default_factory=dict)
    asks: dict[Cell, list[Ask]] = field(default_factory=dict)
    gatherings: dict[tuple[Any, ...], Gathering] = field(default_factory=dict)

    def column(self, cell: Cell) -> Column:
        """The column of this table and name."""
        return self.book.table(cell[0]).column(cell[1])

    def is_late(self, cell: Cell) -> bool:
        """Whether the column is worked out late."""
        return self.level_of[cell] >= self.height

    def expr(self, cell: Cell) -> Op:
        """The expression of a column that has one."""
        found = self.column(cell).expr
        if found is None:
            raise TypeError(f"{cell} is given")
        return found


def make_plan(book: Book, wanted: Sequence[Cell], late: Sequence[Cell] = ()) -> LivePlan:
    """The plan for the columns `wanted`, and `late` for others, with all that they follow from.

    Of what neither asks for nothing is kept.
    """
    plan = LivePlan(book)
    reached, first = _reach(book, [*wanted, *late]), _reach(book, wanted)
    for name in {name for name, _ in reached}:
        plan.tables[name] = LiveTable(book.table(name))
    for cell in order_cells(book):
        if cell in reached:
            plan.level_of[cell] = _find_level(plan, cell)
    plan.height = 1 + max((level for cell, level in plan.level_of.items() if cell in first), default=0)
    for cell, level in plan.level_of.items():
        if level and cell not in first:
            plan.level_of[cell] = level + plan.height
    plan.levels += [{} for _ in range(1 + max(plan.level_of.values(), default=0))]
    for cell in plan.level_of:
        plan.readings[cell] = _compile(plan, cell)
    for cell, level in plan.level_of.items():
        table = plan.tables[cell[0]]
        if level:
            table.gathered.append(table.positions[cell[1]])
            _connect(plan, cell)
        else:
            table.alone.append((table.positions[cell[1]], _remembered(plan, cell)))
    for name in plan.tables:
        _mark_new_rows(plan, name)
    return plan


def _reach(book: Book, wanted: Sequence[Cell]) -> set[Cell]:
    """The columns `wanted`, and all that they follow from."""
    found: set[Cell] = set()
    left = list(wanted)
    while left:
        cell = left.pop()
        if cell not in found:
            found.add(cell)
            left += cells_read(cell[0], book.table(cell[0]).column(cell[1]))
    return found


def _find_level(plan: LivePlan, cell: Cell) -> int:
    levels = [0]
    for part in plan.expr(cell).walk():
        levels += [plan.level_of.get((cell[0], name), 0) for name in _names_in_row(part)]
        if part.over is not None:
            theirs = (part.over.column, *(name for name, _ in (*part.over.match, *part.over.where)))
            levels += [1 + plan.level_of.get((part.over.table, name), 0) for name in theirs]
        if part.ranked is not None:
            ranked = (*part.ranked.by, *part.ranked.within)
            levels += [1 + plan.level_of.get((cell[0], name), 0) for name in ranked]
    return max(levels)


def _names_in_row(part: Op) -> list[str]:
    """The columns of its own row that an operation reads to work out one cell."""
    return [part.column] if part.name == "col" else [own for _, own in part.over.match] if part.over else []


def _compile(plan: LivePlan, cell: Cell) -> Reading:
    asks = plan.asks[cell] = []
    own = plan.tables[cell[0]]

    def read_over(given: Op) -> Reading:
        over = given.over
        if over is None:
            raise TypeError(given.name)
        by = tuple(name for name, _ in (*over.match, *over.where))
        gathering = _gather(plan, given.name, over.table, over.column, by)
        columns = tuple(name for _, name in over.match)
        index = None if columns == own.table.key else own.index(columns)
        ask = Ask(gathering, columns, tuple(text for _, text in over.where), index)
        asks.append(ask)
        return _read_group(ask, own.places(ask.columns))

    def read_rank(given: Op) -> Reading:
        ranked = given.ranked
        if ranked is None:
            raise TypeError(given.name)
        gathering = RankGathering(ranked, pick(own.places(ranked.within)), pick(own.places(ranked.by)))
        own.follow(gathering, {*ranked.within, *ranked.by})
        asks.append(Ask(gathering, ranked.within, (), own.index(ranked.within)))
        return gathering.place

    return compile_op(plan.expr(cell), own.positions, read_over, read_rank)


def _gather(plan: LivePlan, name: OpName, table: str, column: str, by: tuple[str, ...]) -> Gathering:
    """What gathers a column by others; those who ask the same share one."""
    key = (name, table, column, by)
    if key not in plan.gatherings:
        theirs = plan.tables[table]
        group, value = pick(theirs.places(by)), pick(theirs.places([column]))
        found: Gathering = CountGathering(group, value)
        if name != "count":
            found = (SumGathering if name in _SUMS else ValueGathering)(name, group, value)
        theirs.follow(found, dict.fromkeys((column, *by)))
        plan.gatherings[key] = found
    return plan.gatherings[key]


def _remembered(plan: LivePlan, cell: Cell) -> Reading:
    """What follows from a row alone; where it takes several operations, what equal rows came to is looked up."""
    table, expr, read = plan.tables[cell[0]], plan.expr(cell), plan.readings[cell]
    if sum(part.name not in {"col", "const"} for part in expr.walk()) <= _FEW:
        return read
    return remember(read, pick(table.places(name for _, name in cells_read(cell[0], plan.column(cell)))))


def _read_group(ask: Ask, places: Sequence[int]) -> Reading:
    texts = ask.texts
    if not texts:
        return ask.gathering.reader(pick(places))
    if not places:
        named = texts[0] if len(texts) == 1 else texts
        return ask.gathering.reader(lambda row: named)
    if len(places) == len(texts) == 1:
        (at,), (text,) = places, texts
        return ask.gathering.reader(lambda row: (row[at], text))
    return ask.gathering.reader(lambda row: (*[row[at] for at in places], *texts))


def _connect(plan: LivePlan, cell: Cell) -> None:
    """Has the column wait where a group that it asks for is touched."""
    table = plan.tables[cell[0]]
    if not plan.asks[cell]:
        return
    run = make_runner(table, _find_path(plan, cell))
    waiting = plan.levels[plan.level_of[cell]]
    for ask in plan.asks[cell]:
        one = run if ask.asked_by is None else _for_all(run, ask.asked_by)
        ask.gathering.read_by(Mark(waiting, one), ask.texts, len(ask.columns) + len(ask.texts))


def _for_all(run: Runner, index: RowIndex) -> Runner:
    def run_all(group: Any) -> None:
        for key in index.keys(group):
            run(key)

    return run_all


def _find_path(plan: LivePlan, first: Cell) -> tuple[CellStep, ...]:
    """The cells of a row that follow from its cell `first`, in order."""
    on_way = {first[1]: set[str]()}
    for cell in plan.level_of:
        if cell[0] == first[0] and cell != first and plan.is_late(cell) == plan.is_late(first):
            reads = {name for part in plan.expr(cell).walk() for name in _names_in_row(part)} & on_way.keys()
            if reads:
                on_way[cell[1]] = reads
    names = list(on_way)
    chain = all(on_way[name] == {before} for before, name in pairwise(names))
    signs = [0, *(_sign(plan.expr((first[0], name)), before) if chain else 0 for before, name in pairwise(names))]
    return tuple(
        _step(plan, (first[0], name), sign, ends=chain or name == first[1])
        for name, sign in zip(names, signs, strict=True)
    )


def _step(plan: LivePlan, cell: Cell, sign: int = 0, ends: bool = False) -> CellStep:
    table = plan.tables[cell[0]]
    return CellStep(table.positions[cell[1]], plan.readings[cell], sign, ends, table.followers_of(cell[1]))


def _sign(expr: Op, column: str) -> int:
    """1 or -1 where `expr` adds or takes away the column, which it does not read otherwise; else 0."""
    if expr.name == "col":
        return int(expr.column == column)
    places = [at for at, part in enumerate(expr.args) for read in part.walk() if column in _names_in_row(read)]
    if expr.name not in {"add", "sub", "neg"} or len(places) != 1:
        return 0
    inner = _sign(expr.args[places[0]], column)
    return -inner if expr.name == "neg" or (expr.name == "sub" and places[0]) else inner


def _mark_new_rows(plan: LivePlan, name: str) -> None:
    """Has a row that was put wait at each level for the columns of it."""
    table = plan.tables[name]
    by_level: dict[int, list[CellStep]] = {}
    for cell, level in plan.level_of.items():
        if cell[0] == name and level:
            by_level.setdefault(level, []).append(_step(plan, cell))
    for level, steps in by_level.items():
        marks = table.marks if level < plan.height else table.late
        marks.append(Mark(plan.levels[level], make_runner(table, tuple(steps))))
