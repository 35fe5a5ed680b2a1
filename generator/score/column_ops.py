"""What each operation of the book comes to for a whole column at once: the same figures as cell by cell.

A column is a list with one cell for each row. Where all cells are plain decimals, as most are, an operation runs over
both lists without a step in between; where they are not, or where it is seldom met, it goes cell by cell.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import reduce
from typing import Any

from generator.model.number import Figure, round_decimals, round_figure
from generator.rules.expression import Op, OpName
from generator.score.operations import ZERO, Value, compile_op, exact, minus, number, plus, quotient, times
from generator.score.quotient_column import Quotients

Cells = Sequence[Value]
DECIMALS = {Decimal}
_KNOWN_OR_NOT = {Decimal, type(None)}


def work_out(given: Op, args: Sequence[Cells], size: int) -> Cells:
    """The column that an operation on columns of `size` cells gives; not for what other rows decide."""
    if given.name == "const":
        return [given.value] * size
    if given.name == "round":
        return _round(given, args[0])
    quick = _COLUMNS.get(given.name)
    if quick is not None:
        return quick(args)
    return _cell_by_cell(given, args, size)


def _cell_by_cell(given: Op, args: Sequence[Cells], size: int) -> Cells:
    """By the operation on one row, which is asked once for cells that are equal."""
    names = [f"{at}" for at in range(len(args))]
    own = Op(given.name, tuple(Op("col", column=name) for name in names), tiers=given.tiers, closed=given.closed,
             places=given.places, mode=given.mode)  # fmt: skip
    read = compile_op(own, {name: at for at, name in enumerate(names)}, _refuse, _refuse)
    rows = list(zip(*args, strict=True))
    known = {row: read(row) for row in set(rows)}  # type: ignore[arg-type]
    return [known[row] for row in rows]


def _refuse(given: Op) -> Any:
    raise TypeError(f"{given.name} is decided by other rows")


def all_decimals(*columns: Sequence[Value]) -> bool:
    """Whether every cell is a decimal."""
    return all(set(map(type, column)) <= DECIMALS for column in columns)


def without_none(column: Sequence[Value]) -> Sequence[Decimal] | None:
    """The decimals of a column, 0 for what is not known; None where other values are among them."""
    kinds = set(map(type, column))
    if kinds <= DECIMALS:
        return column  # type: ignore[return-value]
    if kinds <= _KNOWN_OR_NOT:
        return [ZERO if value is None else value for value in column]  # type: ignore[misc]
    return None


def _of_numbers(
    operation: Callable[[Any, Any], Figure], quick: Callable[[Any, Any], Decimal]
) -> Callable[[Sequence[Cells]], Cells]:
    """An operation on numbers one after the other; None where one of them is None. `quick` is it for decimals."""

    def run_cell(one: Value, other: Value) -> Value:
        if type(one) is type(other) is Decimal:
            return quick(one, other)
        return None if one is None or other is None else operation(number(one), number(other))

    def run_pair(left: Cells, right: Cells) -> Cells:
        kinds = {*map(type, left), *map(type, right)}
        if kinds <= DECIMALS:
            return list(map(quick, left, right))
        if kinds <= _KNOWN_OR_NOT:
            return [
                None if one is None or other is None else quick(one, other)
                for one, other in zip(left, right, strict=True)
            ]
        return list(map(run_cell, left, right))

    return lambda args: reduce(run_pair, args)


def _lowest(args: Sequence[Cells]) -> Cells:
    """The lowest of numbers; most limits cut nothing."""
    if len(args) == 2 and all_decimals(*args) and all(map(operator.le, *args)):
        return args[0]
    return _MIN(args)


def _highest(args: Sequence[Cells]) -> Cells:
    if len(args) == 2 and all_decimals(*args) and all(map(operator.ge, *args)):
        return args[0]
    return _MAX(args)


def _choose(args: Sequence[Cells]) -> Cells:
    conditions, then, otherwise = args
    return [one if holds else other for holds, one, other in zip(conditions, then, otherwise, strict=True)]


def _if_none(args: Sequence[Cells]) -> Cells:
    values, otherwise = args
    if isinstance(values, Quotients) or None not in values:
        return values
    return [other if value is None else value for value, other in zip(values, otherwise, strict=True)]


def _equal(args: Sequence[Cells]) -> Cells:
    one, other = args
    if None not in one or None not in other:
        return list(map(operator.eq, one, other))
    return [one is not None and one == other for one, other in zip(*args, strict=True)]


def _compare(wanted: Callable[[Any, Any], bool]) -> Callable[[Sequence[Cells]], Cells]:
    def run(args: Sequence[Cells]) -> Cells:
        one, other = args
        if None not in one and None not in other:
            return list(map(wanted, one, other))
        return [a is not None and b is not None and wanted(a, b) for a, b in zip(one, other, strict=True)]

    return run


def _all(args: Sequence[Cells]) -> Cells:
    narrowing = [column for column in args if not all(column)]
    return _join_flags(operator.and_, narrowing) if narrowing else [True] * len(args[0])


def _any(args: Sequence[Cells]) -> Cells:
    holding = [column for column in args if any(column)]
    return _join_flags(operator.or_, holding) if holding else [False] * len(args[0])


def _join_flags(operation: Callable[[Any, Any], Any], columns: Sequence[Cells]) -> Cells:
    flags: Iterable[bool] = map(operator.truth, columns[0])
    for column in columns[1:]:
        flags = map(operation, flags, map(operator.truth, column))
    return list(flags)


def _round(given: Op, values: Cells) -> Cells:
    places, mode = given.places, given.mode
    if all_decimals(values):
        return list(round_decimals(values, places, mode))  # type: ignore[arg-type]
    return [None if value is None else round_figure(number(value), places, mode) for value in values]


def _multiply(args: Sequence[Cells]) -> Cells:
    quotients = args[1].times(args[0]) if len(args) == 2 and isinstance(args[1], Quotients) else None
    return _TIMES(args) if quotients is None else quotients


def _there(args: Sequence[Cells]) -> Cells:
    if isinstance(args[0], Quotients):
        return [True] * len(args[0])
    return [value is not None for value in args[0]]


def _divide(args: Sequence[Cells]) -> Cells:
    quotients = args[0].divided_by(args[1]) if isinstance(args[0], Quotients) else Quotients.of(*args)
    return quotients if quotients is not None else [
        None if one is None or not other
        else quotient(one, other) if type(one) is type(other) is Decimal
        else exact(number(one)) / exact(number(other))
        for one, other in zip(*args, strict=True)
    ]  # fmt: skip


_MIN, _MAX, _TIMES = _of_numbers(min, min), _of_numbers(max, max), _of_numbers(times, operator.mul)


_COLUMNS: dict[OpName, Callable[[Sequence[Cells]], Cells]] = {
    "add": _of_numbers(plus, operator.add),
    "sub": _of_numbers(minus, operator.sub),
    "div": _divide,
    "mul": _multiply,
    "min": _lowest,
    "max": _highest,
    "if": _choose,
    "and": _all,
    "or": _any,
    "not-none": _there,
    "nz": _if_none,
    "eq": _equal,
    "gt": _compare(operator.gt),
    "ge": _compare(operator.ge),
    "lt": _compare(operator.lt),
    "le": _compare(operator.le),
}
