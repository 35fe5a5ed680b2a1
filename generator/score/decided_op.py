"""What of an expression decided in one row: the branch that was taken, and which conditions held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple

from generator.rules.expression import COMPARISONS, Op, OpName
from generator.score.operations import Value, compile_op

_OPPOSITE: dict[OpName, OpName] = {"gt": "le", "ge": "lt", "lt": "ge", "le": "gt"}
_PAST: dict[OpName, OpName] = {"min": "gt", "max": "lt"}  # how a figure is to the limit that cuts it
_TURNED: dict[OpName, OpName] = {"gt": "lt", "lt": "gt"}  # the same with its sides exchanged


class Decided(NamedTuple):
    """The expression that is left, and the conditions that a reader is told of, which hold."""

    op: Op
    conditions: tuple[Op, ...] = ()


class _UndecidedError(Exception):
    """Other rows decide."""


def decide(given: Op, cells: Mapping[str, Value]) -> Decided:
    """`given` in the row `cells`: of a choice what was chosen, of a limit what binds; as it is where rows decide."""
    if not given.args:
        return Decided(given)
    try:
        if given.name == "if":
            return _choose(given, cells)
        if given.name == "tier" and given.args[0].name == "col":
            return Decided(_constant(given, cells), given.args)
        if given.name == "nz" and _evaluate(given.args[0], cells) is not None:
            return decide(given.args[0], cells)
        if given.name in _PAST and len(given.args) == 2 and given.args[1].name == "const":
            return _limit(given, cells)
    except _UndecidedError:
        return Decided(given)
    inner = [decide(part, cells) for part in given.args]
    left = replace(given, args=tuple(found.op for found in inner))
    if all(part.name == "const" for part in left.args):
        left = _constant(left, {})
    return Decided(left, tuple(one for found in inner for one in found.conditions))


def _choose(given: Op, cells: Mapping[str, Value]) -> Decided:
    condition, then, otherwise = given.args
    held = bool(_evaluate(condition, cells))
    found = decide(then if held else otherwise, cells)
    return Decided(found.op, (*_told(condition, held, cells), *found.conditions))


def _limit(given: Op, cells: Mapping[str, Value]) -> Decided:
    figure, limit = given.args
    value = _evaluate(figure, cells)
    if value is None or value == _evaluate(given, cells):
        return decide(figure, cells)
    inner = decide(figure, cells)
    way, sides = _PAST[given.name], (inner.op, limit)
    if inner.op.name == "sub" and not limit.value:
        one, other = inner.op.args  # 80 − 88 below 0: 88 above 80
        way, sides = (_TURNED[way], (other, one)) if one.name == "const" else (way, (one, other))
    return Decided(limit, (*inner.conditions, Op(way, sides)))


def _told(condition: Op, held: bool, cells: Mapping[str, Value]) -> Iterator[Op]:
    """What is said of a condition: comparisons, as they are; not that something is known, which its figure says."""
    if condition.name in {"and", "or"}:
        for part in condition.args:
            if bool(_evaluate(part, cells)) == held:
                yield from _told(part, held, cells)
                if held == (condition.name == "or"):
                    return  # one was enough
    elif condition.name in COMPARISONS:
        if held:
            yield condition
        elif condition.name in _OPPOSITE and None not in [_evaluate(part, cells) for part in condition.args]:
            yield Op(_OPPOSITE[condition.name], condition.args)
    elif condition.name == "col" and held:
        yield condition


def _evaluate(given: Op, cells: Mapping[str, Value]) -> Value:
    positions = {name: at for at, name in enumerate(cells)}
    return compile_op(given, positions, _undecided, _undecided)(list(cells.values()))


def _constant(given: Op, cells: Mapping[str, Value]) -> Op:
    """What an expression comes to, if that can be written as a decimal."""
    value = _evaluate(given, cells)
    return given if isinstance(value, Fraction) else Op("const", value=value)


def _undecided(given: Op) -> Any:
    raise _UndecidedError(given.name)
