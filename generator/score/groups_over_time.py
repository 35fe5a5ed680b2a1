"""What rows of a table come to over time, group by group: the moments at which each steps, and to what."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from generator.rules.expression import OpName
from generator.score.column_ops import Cells
from generator.score.gathering import CountGathering, Gathering, SumGathering, ValueGathering
from generator.score.operations import Value, combine


class Steps(NamedTuple):
    """The moments at which something steps, in ascending order, and what it is from each on."""

    moments: list[int]
    values: list[Value]

    def at(self, moment: int) -> Value:
        """What holds at a moment that is none before the first."""
        return self.values[bisect_right(self.moments, moment) - 1]

    def with_step(self, moment: int, value: Value) -> Steps:
        """The same, with another value from a moment on that is none before the last."""
        count = bisect_left(self.moments, moment)
        return Steps([*self.moments[:count], moment], [*self.values[:count], value])


class GivenOverTime(NamedTuple):
    """The rows of a table by key, one after the other: each has its steps between two of `ends`.

    A step is a moment, whether there is such a row from then on, and what each column holds then.
    """

    keys: list[Any]
    ends: Sequence[int]
    moments: list[int]
    there: Cells
    columns: list[Cells]

    def steps(self, cells: Sequence[Any]) -> Iterator[tuple[Any, Steps]]:
        """By key, what cells that stand beside the moments hold from when on; None while there is no such row."""
        held = list(cells)
        if not all(self.there):
            held = [cell if there else None for there, cell in zip(self.there, held, strict=True)]
        for key, (begin, end) in zip(self.keys, pairwise(self.ends), strict=True):
            yield key, Steps(self.moments[begin:end], held[begin:end])


class Entries(NamedTuple):
    """What each row brings, in order of rows, then moments: from `moments` on `values` into `groups`.

    A row begins anew at the moment `begin`, after which nothing changes if all are `still`. A value of None brings
    nothing.
    """

    begin: int
    still: bool
    moments: Sequence[int]
    groups: Sequence[Any]
    values: Sequence[Value]


def nothing(name: OpName, begin: int) -> Steps:
    """The steps of a group without rows."""
    return Steps([begin], [combine(name, ())])


def gather(name: OpName, given: Entries) -> dict[Any, Steps]:
    """The steps of each group that ever had a row; of any other nothing was there.

    Where rows change, they come from what gathers rows while they change one by one.
    """
    cell = itemgetter(0)
    found: Gathering = CountGathering(cell, cell)
    if name != "count":
        found = (SumGathering if name in {"sum", "mean"} else ValueGathering)(name, cell, cell)
    steps: dict[Any, Steps] = {}
    for moment, moves in by_moment(given):
        touched: dict[Any, None] = {}
        for group, was, now in moves:
            found.shift(group, was, now)
            touched[group] = None
        for group in touched:
            if group not in steps:
                steps[group] = Steps([given.begin], [combine(name, ())])
            _append(steps[group], moment, found.value(group))
    return steps


def _append(steps: Steps, moment: int, value: Value) -> None:
    if steps.moments[-1] == moment:
        steps.values[-1] = value
    elif steps.values[-1] != value:
        steps.moments.append(moment)
        steps.values.append(value)


def by_moment(given: Entries) -> Iterator[tuple[int, list[tuple[Any, Value, Value]]]]:
    """What moves at each moment: a group, what a row brought and brings into it; None is nothing."""
    moves: defaultdict[int, list[tuple[Any, Value, Value]]] = defaultdict(list)
    last: Any = None
    was: Value = None
    for moment, group, value in zip(given.moments, given.groups, given.values, strict=True):
        if moment == given.begin:
            was = None
        if was is not None and value is not None and group == last:
            if value != was or type(value) is not type(was):
                moves[moment].append((group, was, value))
        else:
            if was is not None:
                moves[moment].append((last, was, None))
            if value is not None:
                moves[moment].append((group, None, value))
        last, was = group, value
    yield from sorted(moves.items())


def steps_within(groups: Mapping[Any, Steps], empty: Steps, asked: Steps, end: int) -> Steps:
    """What a row reads that asks now for this group and now for that: `asked` says for which from when on."""
    moments: list[int] = []
    values: list[Value] = []
    for at, (begin, group) in enumerate(zip(asked.moments, asked.values, strict=True)):
        until = asked.moments[at + 1] if at + 1 < len(asked.moments) else end
        found = groups.get(group, empty)
        first, last = bisect_right(found.moments, begin), bisect_right(found.moments, until - 1)
        moments += [begin, *found.moments[first:last]]
        values += [found.at(begin), *found.values[first:last]]
    return Steps(moments, values)
