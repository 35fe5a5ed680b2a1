"""What each operation of the book comes to: exact numbers, `None` for what does not apply or is not known yet."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, reduce
from itertools import groupby
from math import lcm
from typing import Any

from generator.model.number import Figure, round_figure
from generator.rules.expression import Op, OpName, Ranked, Tier

Value = Decimal | Fraction | str | bool | None
Row = list[Value]
Reading = Callable[[Row], Value]
ZERO = Decimal(0)
_NUMBERS = (Decimal, Fraction)


def number(value: Value) -> Figure:
    """`value`, which is one of a column of numbers."""
    if isinstance(value, _NUMBERS):
        return value
    raise TypeError(f"no number: {value!r}")


@lru_cache(maxsize=1 << 14)
def _as_fraction(value: Decimal) -> Fraction:
    """The same few counts, weights and points come again and again; to make a fraction takes long."""
    return Fraction(value)


def quotient(one: Decimal, other: Decimal) -> Fraction:
    """One divided by the other, which is not 0."""
    (above, under), (below, over) = one.as_integer_ratio(), other.as_integer_ratio()
    return Fraction(above * over, under * below)


def exact(value: Figure) -> Fraction:
    """The same number as a fraction."""
    return value if type(value) is Fraction else _as_fraction(value)


def plus(one: Figure, other: Figure) -> Figure:
    """The sum; exact whatever kinds of numbers are added."""
    if type(one) is type(other):
        return one + other  # type: ignore[operator]
    return exact(one) + exact(other)


def minus(one: Figure, other: Figure) -> Figure:
    """The difference."""
    return plus(one, -other)


def times(one: Figure, other: Figure) -> Figure:
    """The product."""
    if type(one) is type(other):
        return one * other  # type: ignore[operator]
    if type(one) is Decimal and one == 1:
        return other if type(other) is Fraction else exact(other)
    return exact(one) * exact(other)


def compile_op(
    given: Op, positions: Mapping[str, int], read_over: Callable[[Op], Reading], read_rank: Callable[[Op], Reading]
) -> Reading:
    """The expression as a function of a row; `read_over` and `read_rank` do so for what other rows decide."""
    if given.over is not None:
        return read_over(given)
    if given.ranked is not None:
        return read_rank(given)
    if given.name == "const":
        constant = given.value
        return lambda row: constant
    if given.name == "col":
        at = positions[given.column]
        return lambda row: row[at]
    args = [compile_op(part, positions, read_over, read_rank) for part in given.args]
    return _OPERATIONS[given.name](given, args)


def _of_two(
    operation: Callable[[Figure, Figure], Figure], quick: Callable[[Any, Any], Decimal]
) -> Callable[[Op, Sequence[Reading]], Reading]:
    """An operation on numbers one after the other; None where one of them is None. `quick` is it for Decimals."""

    def compile_pair(given: Op, args: Sequence[Reading]) -> Reading:
        if len(args) == 2:
            left, right = args

            def run_two(row: Row) -> Value:
                one, other = left(row), right(row)
                if type(one) is type(other) is Decimal:
                    return quick(one, other)
                return None if one is None or other is None else operation(number(one), number(other))

            return run_two

        def run(row: Row) -> Value:
            values = [read(row) for read in args]
            if None in values:
                return None
            return reduce(operation, map(number, values))

        return run

    return compile_pair


def _divide(given: Op, args: Sequence[Reading]) -> Reading:
    above, below = args

    def run(row: Row) -> Value:
        numerator, denominator = above(row), below(row)
        if numerator is None or denominator is None or not denominator:
            return None
        if type(numerator) is type(denominator) is Decimal:
            return quotient(numerator, denominator)
        return exact(number(numerator)) / exact(number(denominator))

    return run


def _negate(given: Op, args: Sequence[Reading]) -> Reading:
    (read,) = args

    def run(row: Row) -> Value:
        value = read(row)
        return None if value is None else -number(value)

    return run


def _round(given: Op, args: Sequence[Reading]) -> Reading:
    (read,) = args
    places, mode = given.places, given.mode

    @lru_cache(maxsize=4096)  # the same few figures come again and again
    def round_number(value: Figure) -> Decimal:
        return round_figure(value, places, mode)

    def run(row: Row) -> Value:
        value = read(row)
        return None if value is None else round_number(value)

    return run


def _choose(given: Op, args: Sequence[Reading]) -> Reading:
    condition, then, otherwise = args
    return lambda row: then(row) if condition(row) else otherwise(row)


def _if_none(given: Op, args: Sequence[Reading]) -> Reading:
    read, otherwise = args

    def run(row: Row) -> Value:
        value = read(row)
        return otherwise(row) if value is None else value

    return run


def _compare(wanted: Callable[[Any, Any], bool]) -> Callable[[Op, Sequence[Reading]], Reading]:
    """A comparison of numbers, exact whatever they are, or of texts (days); with None it is false."""

    def compile_pair(given: Op, args: Sequence[Reading]) -> Reading:
        left, right = args

        def run(row: Row) -> Value:
            one, other = left(row), right(row)
            return one is not None and other is not None and wanted(one, other)

        return run

    return compile_pair


def _yes(row: Row) -> Value:
    return True


def _no(row: Row) -> Value:
    return False


def _both(left: Reading, right: Reading) -> Reading:
    return lambda row: bool(left(row) and right(row))


def _either(left: Reading, right: Reading) -> Reading:
    return lambda row: bool(left(row) or right(row))


def _tier(given: Op, args: Sequence[Reading]) -> Reading:
    (read,) = args
    tiers, closed = given.tiers, given.closed

    def run(row: Row) -> Value:
        value = read(row)
        return None if value is None else pick_tier(number(value), tiers, closed)

    return run


def pick_tier(value: Figure, tiers: Sequence[Tier], closed: str) -> Value:
    """The value of the tier that `value` falls into, lowest bound first; None where none takes it."""
    for step in tiers:
        if step.bound is None or value < step.bound or (closed == "high" and value == step.bound):
            return step.value
    return None


_OPERATIONS: dict[OpName, Callable[[Op, Sequence[Reading]], Reading]] = {
    "add": _of_two(plus, operator.add),
    "sub": _of_two(minus, operator.sub),
    "mul": _of_two(times, operator.mul),
    "min": _of_two(min, min),
    "max": _of_two(max, max),
    "div": _divide,
    "neg": _negate,
    "round": _round,
    "if": _choose,
    "and": lambda given, args: reduce(_both, [_yes, *args]),
    "or": lambda given, args: reduce(_either, [_no, *args]),
    "not-none": lambda given, args: lambda row: args[0](row) is not None,
    "nz": _if_none,
    "gt": _compare(operator.gt),
    "ge": _compare(operator.ge),
    "lt": _compare(operator.lt),
    "le": _compare(operator.le),
    "eq": _compare(operator.eq),
    "tier": _tier,
}


def combine(name: OpName, values: Sequence[Value]) -> Value:
    """What an operation over rows comes to; None among `values` is skipped.

    The sum of nothing is 0; the mean, the highest and the lowest of nothing, and what is not there, are None.
    """
    if name == "sum":
        return add_up(value for value in values if value is not None)  # type: ignore[misc]
    there = [value for value in values if value is not None]
    if name == "count":
        return Decimal(len(there))
    if name == "get":
        return there[0] if there else None
    figures = [number(value) for value in there]
    if not figures:
        return None
    if name == "mean":
        return exact(add_up(figures)) / len(figures)
    return max(figures) if name == "highest" else min(figures)


def add_up(figures: Iterable[Figure]) -> Figure:
    """The exact sum; 0 of none."""
    whole = ZERO
    broken: list[Fraction] = []
    for figure in figures:
        if type(figure) is Decimal:
            whole += figure
        else:
            broken.append(exact(number(figure)))
    if not broken:
        return whole
    if whole:
        broken.append(exact(whole))
    # Over one denominator: to shorten after each of them takes several times as long.
    ratios = [figure.as_integer_ratio() for figure in broken]
    below = lcm(*[ratio[1] for ratio in ratios])
    return Fraction(sum(above * (below // under) for above, under in ratios), below)


def place_all(ranked: Ranked, figures: Sequence[tuple[Figure, ...]]) -> dict[tuple[Figure, ...], Figure]:
    """The place of each of `figures`, the tuples by which rows of one group are ranked, the first best."""
    sign = 1 if ranked.lowest_first else -1
    ordered = sorted(figures, key=lambda by: tuple(sign * Fraction(part) for part in by))
    places: dict[tuple[Figure, ...], Figure] = {}
    before = 0
    for order, (by, tied) in enumerate(groupby(ordered), 1):
        size = len(list(tied))
        if ranked.ties == "dense":
            places[by] = Decimal(order)
        elif ranked.ties == "shared" or size == 1:
            places[by] = Decimal(before + 1)
        else:
            places[by] = Fraction(2 * before + size + 1, 2)
        before += size
    return places
