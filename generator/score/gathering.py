"""What rows of a table come to, group by group, while they change one by one: sums take what a row adds or leaves."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from operator import itemgetter
from typing import Any, NamedTuple, Protocol, cast

from generator.model.number import Figure
from generator.rules.expression import OpName, Ranked
from generator.score.operations import ZERO, Reading, Row, Value, combine, minus, number, place_all, plus

Entry = tuple[Any, Any]  # the group that a row belongs to, and what it brings into it
Pick = Callable[[Row], Any]
Runner = Callable[[Any], None]  # works cells out anew: of the row with this key, or of all rows of this group


Waiting = dict[tuple[Runner, Any], None]


class Mark(NamedTuple):
    """Where cells wait to be worked out, and who does it."""

    waiting: Waiting
    run: Runner


def pick(places: Sequence[int]) -> Pick:
    """The cells at `places` of a row: bare where there is one, else as a tuple."""
    if not places:
        return lambda row: ()
    return itemgetter(*places)


class Follower(Protocol):
    """What follows the rows of a table: each row has an entry, which comes, moves and goes."""

    def entry(self, row: Row) -> Entry:
        """What the row brings, and to which group."""

    def move(self, before: Entry | None, after: Entry | None) -> None:
        """A row's entry is now `after`, and was `before`; None: there is, or was, no such row."""


class RowIndex:
    """The keys of the rows that have the same cells at some places."""

    def __init__(self, group: Pick, key: Pick) -> None:
        self._group, self._key = group, key
        self._keys: dict[Any, dict[Any, None]] = {}

    def entry(self, row: Row) -> Entry:
        """The row's key among those of its group."""
        return self._group(row), self._key(row)

    def move(self, before: Entry | None, after: Entry | None) -> None:
        """Takes the key out of the one group and into the other."""
        if before is not None:
            self._keys[before[0]].pop(before[1], None)
        if after is not None:
            self._keys.setdefault(after[0], {})[after[1]] = None

    def keys(self, group: Any) -> list[Any]:
        """The keys of the rows of `group`."""
        return list(self._keys.get(group, ()))


class Gathering:
    """The entries of a table's rows by group. Who reads a group is told when what it comes to may differ."""

    def __init__(self, group: Pick, cell: Pick) -> None:
        self._group, self._cell = group, cell
        self._readers: dict[tuple[Hashable, ...], list[tuple[int, Mark]]] = {}
        self._marks: dict[Any, tuple[tuple[Waiting, tuple[Runner, Any]], ...]] = {}
        self._texts = 0
        self._arity = 1

    def read_by(self, mark: Mark, texts: tuple[Hashable, ...], arity: int) -> None:
        """From now on `mark` is told of groups that end in `texts`; groups are made of `arity` cells."""
        self._texts, self._arity = len(texts), arity
        self._readers.setdefault(texts, []).append((arity - len(texts), mark))

    def entry(self, row: Row) -> Entry:
        """The row's group, and its cell."""
        return self._group(row), self._cell(row)

    def move(self, before: Entry | None, after: Entry | None) -> None:
        """Takes what the row brought out of its group, and what it brings into its own."""
        if before is not None and after is not None and before[0] == after[0]:
            self.shift(before[0], before[1], after[1])
            self.tell(before[0])
            return
        if before is not None:
            self.shift(before[0], before[1], None)
            self.tell(before[0])
        if after is not None:
            self.shift(after[0], None, after[1])
            self.tell(after[0])

    def shift(self, group: Any, was: Any, now: Any) -> None:
        """A row of `group` brings `now` instead of `was`; None is nothing."""
        raise NotImplementedError

    def value(self, group: Any) -> Value:
        """What the rows of `group` come to."""
        raise NotImplementedError

    def reader(self, group_of: Pick) -> Reading:
        """What the group that a row asks for comes to, as a function of the row."""
        value = self.value
        return lambda row: value(group_of(row))

    def tell(self, group: Any) -> None:
        """Tells who reads `group`."""
        marks = self._marks.get(group)
        if marks is None:
            marks = self._marks[group] = self._find_marks(group)
        for waiting, mark in marks:
            waiting[mark] = None

    def _find_marks(self, group: Any) -> tuple[tuple[Waiting, tuple[Runner, Any]], ...]:
        whole = (group,) if self._arity == 1 else group
        texts = whole[len(whole) - self._texts :]
        found = []
        for size, (waiting, run) in self._readers.get(texts, ()):
            own = whole[:size]
            found.append((waiting, (run, own[0] if size == 1 else own)))
        return tuple(found)


class SumGathering(Gathering):
    """Sums and means, which take differences."""

    def __init__(self, name: OpName, group: Pick, cell: Pick) -> None:
        super().__init__(group, cell)
        self._name = name
        self._sums: dict[Any, Figure] = {}
        self._counts: dict[Any, int] = {}

    def move(self, before: Entry | None, after: Entry | None) -> None:
        """As of any other; a row that stays in its group with another figure, as most do, without further calls."""
        if before is not None and after is not None and before[0] == after[0]:
            group, was, now = before[0], before[1], after[1]
            total = self._sums.get(group)
            marks = self._marks.get(group)
            if marks is not None and type(total) is type(was) is type(now) is Decimal:
                self._sums[group] = total + (now - was)
                for waiting, mark in marks:
                    waiting[mark] = None
                return
        super().move(before, after)

    def shift(self, group: Any, was: Any, now: Any) -> None:
        """Adds the difference to the group's sum."""
        if type(was) is type(now) is Decimal:
            if self._name != "count":  # of which no sum is kept: as many as before
                self._sums[group] = plus(self._sums[group], now - was)
            return
        if was is None or now is None:
            count = self._counts.get(group, 0) + (was is None) - (now is None)
            if not count:
                self._counts.pop(group, None)
                self._sums.pop(group, None)
                return
            self._counts[group] = count
        left = self._sums.get(group, ZERO)
        if was is not None:
            left = minus(left, number(was))
        self._sums[group] = left if now is None else plus(left, number(now))

    def reader(self, group_of: Pick) -> Reading:
        """What the group that a row asks for comes to, as a function of the row."""
        if self._name != "sum":
            return super().reader(group_of)
        sums = self._sums
        return lambda row: sums.get(group_of(row), ZERO)

    def value(self, group: Any) -> Value:
        """The sum or the mean of the group."""
        if self._name == "sum":
            return self._sums.get(group, ZERO)
        count = self._counts.get(group, 0)
        return Fraction(self._sums.get(group, ZERO)) / count if count else None


class CountGathering(Gathering):
    """How many rows of each group have a value."""

    def __init__(self, group: Pick, cell: Pick) -> None:
        super().__init__(group, cell)
        self._counts: dict[Any, int] = {}

    def shift(self, group: Any, was: Any, now: Any) -> None:
        """One more or one less, where a value came or went."""
        self._counts[group] = self._counts.get(group, 0) + (was is None) - (now is None)

    def value(self, group: Any) -> Value:
        """The number of rows of the group with a value."""
        return Decimal(self._counts.get(group, 0))


class ValueGathering(Gathering):
    """The highest, the lowest, or the one value of each group. `get` is for groups of one row."""

    def __init__(self, name: OpName, group: Pick, cell: Pick) -> None:
        super().__init__(group, cell)
        self._name = name
        self._values: dict[Any, dict[Any, int]] = {}

    def shift(self, group: Any, was: Any, now: Any) -> None:
        """Takes the one value out and the other in."""
        values = self._values.setdefault(group, {})
        if was is not None:
            values[was] -= 1
            if not values[was]:
                del values[was]
        if now is not None:
            values[now] = values.get(now, 0) + 1

    def value(self, group: Any) -> Value:
        """What the values of the group come to."""
        return combine(self._name, list(self._values.get(group, ())))


class RankGathering(Gathering):
    """The places of the rows in their groups, worked out when one is asked for after something moved."""

    def __init__(self, ranked: Ranked, group: Pick, cell: Pick) -> None:
        super().__init__(group, cell)
        self._ranked = ranked
        self._figures: dict[Any, dict[tuple[Figure, ...], int]] = {}
        self._places: dict[Any, dict[tuple[Figure, ...], Figure]] = {}

    def entry(self, row: Row) -> Entry:
        """The row's group, and the figures by which it is ranked: nothing where it lacks one."""
        cells = self._cell(row)
        figures = cells if len(self._ranked.by) != 1 else (cells,)
        return self._group(row), None if None in figures else figures

    def shift(self, group: Any, was: Any, now: Any) -> None:
        """Takes the figures of a row out and those that it has now in."""
        figures = self._figures.setdefault(group, {})
        if was is not None:
            figures[was] -= 1
            if not figures[was]:
                del figures[was]
        if now is not None:
            figures[now] = figures.get(now, 0) + 1
        self._places.pop(group, None)

    def place(self, row: Row) -> Value:
        """The row's place; None where it has none."""
        group, figures = self.entry(row)
        return None if figures is None else cast(Value, self.places(group).get(figures))

    def places(self, group: Any) -> Mapping[tuple[Figure, ...], Figure]:
        """The places of the rows of a group, by the figures that they are ranked by."""
        if group not in self._places:
            known = self._figures.get(group, {})
            self._places[group] = place_all(self._ranked, [by for by, count in known.items() for _ in range(count)])
        return self._places[group]
