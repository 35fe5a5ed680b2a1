"""The book of calculations: tables whose columns are given, or follow from others by a closed set of operations.

A figure is defined here once, as data. Values, words, spreadsheet formulas and an outsider's recomputation are
readings of it; nothing in this module computes. `None` in a cell is “not applicable, or not known yet”, not 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from generator.model.lazy_dataclass import dataclass

OpName = Literal[
    "const", "col", "add", "sub", "mul", "div", "min", "max", "neg", "round", "if", "and", "or", "not-none", "nz",
    "gt", "ge", "lt", "le", "eq", "tier", "sum", "mean", "highest", "lowest", "count", "get", "rank",
]  # fmt: skip
Ties = Literal["shared", "dense", "mean"]
CellUnit = Literal["points", "ratio", "number", "rank", "flag", "text", "day"]
NUMBERS: frozenset[CellUnit] = frozenset({"points", "ratio", "number", "rank"})
ARITHMETIC = frozenset({"add", "sub", "mul", "div", "min", "max", "neg", "round", "nz"})
COMPARISONS = frozenset({"gt", "ge", "lt", "le", "eq"})
OVERS = frozenset({"sum", "mean", "highest", "lowest", "count", "get"})


@dataclass(frozen=True, slots=True)
class Over:
    """The rows of another table (or of the same) that an operation reads, and their column.

    A row matches where each of its columns in `match` equals the named column of the own row, and each in `where`
    the given text.
    """

    table: str
    column: str
    match: tuple[tuple[str, str], ...] = ()  # (their column, own column)
    where: tuple[tuple[str, str], ...] = ()  # (their column, text)


@dataclass(frozen=True, slots=True)
class Ranked:
    """How rows are ranked: by which columns in turn, among rows of equal `within`, highest or lowest first."""

    by: tuple[str, ...]
    within: tuple[str, ...]
    ties: Ties
    lowest_first: bool = False


@dataclass(frozen=True, slots=True)
class Tier:
    """A step of a table: up to `bound` (None: all that is left) the value is `value`."""

    bound: Decimal | None
    value: Decimal | str | None


@dataclass(frozen=True, slots=True)
class Op:
    """An expression over the cells of a row.

    `closed` says to which side of a bound a figure that equals it belongs: `low` to the tier above it, whose low end
    it is; `high` to the tier that it ends.
    """

    name: OpName
    args: tuple[Op, ...] = ()
    value: Decimal | str | bool | None = None
    column: str = ""
    over: Over | None = None
    ranked: Ranked | None = None
    tiers: tuple[Tier, ...] = ()
    closed: Literal["low", "high"] = "low"
    places: int = 0
    mode: str = ""

    def walk(self) -> Iterator[Op]:
        """The expression and all parts of it."""
        yield self
        for part in self.args:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: given, or by `expr`.

    `cap` marks one whose outermost min or max cuts: without it the figure is its first argument. `shown` says where a
    reader meets it: in the table of a page, in the steps of a derivation, in the workbook alone. `said` is the
    sentence for it where the operation's own says too little, `said_none` the one while something is not known; they
    may hold the ids of columns of the row in braces, for their figures, and never words of the data. `places` are the
    decimals with which it is written at least. `clause` is an anchor in the notice. `part` and `item` name the part
    and item of the scheme that it belongs to.
    """

    id: str
    title: str
    unit: CellUnit
    expr: Op | None = None
    cap: bool = False
    shown: Literal["page", "steps", "sheet"] = "steps"
    said: str = ""
    said_none: str = ""
    places: int = 0
    clause: str = ""
    part: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class BookTable:
    """Rows under a key: `key` are columns that are given.

    `record` is the column that holds a data file's path, `label` is what a reader calls a row, with the ids of
    columns in braces. `across` is the key column whose values a reader finds side by side, in the rows of the table
    `beside`, which has the rest of the key.
    """

    id: str
    title: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    record: str = ""
    label: str = ""
    across: str = ""
    beside: str = ""

    def column(self, name: str) -> Column:
        """The column of this id; KeyError where there is none."""
        for found in self.columns:
            if found.id == name:
                return found
        raise KeyError(f"{self.id}.{name}")


@dataclass(frozen=True, slots=True)
class Book:
    """The tables of one scheme."""

    year: int
    tables: tuple[BookTable, ...]

    def table(self, name: str) -> BookTable:
        """The table of this id; KeyError where there is none."""
        for found in self.tables:
            if found.id == name:
                return found
        raise KeyError(name)


def const(value: Decimal | int | str | bool | None) -> Op:
    """A constant: a number, a text, a flag; None is no value."""
    return Op("const", value=Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value)


def col(column: str) -> Op:
    """The cell of this column in the own row."""
    return Op("col", column=column)


def op(name: OpName, *args: Op) -> Op:
    """An operation on its arguments."""
    return Op(name, args)


def add(*args: Op) -> Op:
    """The sum of the arguments; None where one is None."""
    return args[0] if len(args) == 1 else Op("add", args)


def all_of(*conditions: Op) -> Op:
    """Whether all of the conditions hold, of which there is at least one."""
    return conditions[0] if len(conditions) == 1 else Op("and", conditions)


def round_to(value: Op, places: int, mode: str) -> Op:
    """`value` rounded to `places` decimals by `mode` (half-up, half-even, down)."""
    return Op("round", (value,), places=places, mode=mode)


def round_rest(whole: Op, value: Op, places: int, mode: str) -> Op:
    """`whole` less what `value` leaves of it, rounded: where it is the other side of the marks that is rounded."""
    return op("sub", whole, round_to(op("sub", whole, value), places, mode))


def round_places(value: Op, mode: str) -> Op:
    """A number of places as a whole one: `up`, `down`, or `half-up`."""
    whole = round_to(value, 0, "half-up" if mode == "half-up" else "down")
    return op("if", op("gt", value, whole), op("add", whole, const(1)), whole) if mode == "up" else whole


def over(
    name: OpName, table: str, column: str, match: tuple[str, ...] = (), where: tuple[tuple[str, str], ...] = ()
) -> Op:
    """An operation over the rows of `table` that agree with the own row in the columns `match` and are as `where`."""
    return Op(name, over=Over(table, column, tuple((own, own) for own in match), where))


def rank(by: tuple[str, ...], within: tuple[str, ...], ties: Ties, lowest_first: bool = False) -> Op:
    """The place of the row among those of equal `within` that have a figure."""
    return Op("rank", ranked=Ranked(by, within, ties, lowest_first))


def tier(value: Op, tiers: tuple[Tier, ...], closed: Literal["low", "high"] = "low") -> Op:
    """What a table of tiers, lowest bound first, gives for `value`; None where none takes it."""
    return Op("tier", (value,), tiers=tiers, closed=closed)
