"""A table of open data: its columns, each with how its value is found, and the rows that follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Any, Literal, overload

from generator.model.lazy_dataclass import dataclass
from generator.model.number import Figure, format_points

# id: letters, digits and signs of ids and paths; figure: an exact decimal number (points, weights, ratios).
Kind = Literal["id", "text", "figure", "whole", "day", "flag"]
Value = str | int | bool | Decimal | date | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: its name for programs, its title and explanation for readers, and how a fact gives its value.

    `names` are the only values it may have, each with its Chinese name; `required` says that it is never empty.
    `declared` says of a figure that it is read from a record, whose declaration allows none below 0; one that is
    computed may be anything, for a scheme may give points as well as take them.
    """

    name: str
    title: str
    kind: Kind
    get: Callable[[Any], Value] = field(repr=False, compare=False)
    doc: str = ""
    required: bool = True
    names: Mapping[str, str] = field(default_factory=dict)
    declared: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """These columns together name a row of the table `table`, by its columns `target`."""

    columns: tuple[str, ...]
    table: str
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table. `key` names the columns that together tell its rows apart; the rows are in order of them."""

    name: str
    title: str
    doc: str
    columns: tuple[TableColumn, ...]
    rows: Sequence[Row]
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()

    def values(self, column: str) -> list[Value]:
        """The values of one column, row by row."""
        at = [found.name for found in self.columns].index(column)
        return [row[at] for row in self.rows]


@dataclass(frozen=True, slots=True, eq=False)
class FactRows(Sequence[Row]):
    """One row for each fact, made whenever it is asked for: how many there are is known without making them.

    Whoever asks for them more than once makes a tuple of them first.
    """

    getters: tuple[Callable[[Any], Value], ...]
    facts: tuple[Any, ...] = field(repr=False)

    def __len__(self) -> int:
        return len(self.facts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # equal to any rows that say the same

    def __iter__(self) -> Iterator[Row]:
        getters = self.getters
        for fact in self.facts:
            yield tuple([_or_none(get(fact)) for get in getters])

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        return tuple(self)[at]


def tabulate(columns: Iterable[TableColumn], facts: Iterable[Any]) -> FactRows:
    """One row for each fact; an empty text is no value."""
    return FactRows(tuple(column.get for column in columns), tuple(facts))


def figure(value: Figure, places: int = 0) -> Decimal:
    """`value` as it is printed everywhere: plain digits, at least `places` decimals."""
    return Decimal(format_points(value, places))


def figure_or_none(value: Figure | None, places: int = 0) -> Decimal | None:
    """`value` as it is printed; None where there is none."""
    return None if value is None else figure(value, places)


def _or_none(value: Value) -> Value:
    return None if value == "" and isinstance(value, str) else value
