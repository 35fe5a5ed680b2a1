"""A book whose rows change over time, worked out for all moments at once, column by column.

A cell is a step function: moments, and what it holds from each on. What comes out is at every moment what `evaluate`
would make of the rows of that moment (a test holds the two together). Where changes come one by one and the figures
after each are wanted at once, `LiveBook` is the way; for a history that is known as a whole this takes a fraction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import localcontext
from itertools import repeat
from operator import itemgetter
from typing import Any

from generator.rules.book_layout import Cell
from generator.rules.expression import Book, Op, OpName, Ranked
from generator.score.coded_column import Coded
from generator.score.column_ops import Cells
from generator.score.evaluate import EXACT, Key, Numbered, combine_groups, number_groups
from generator.score.gathering import RankGathering
from generator.score.groups_over_time import Entries, GivenOverTime, Steps, by_moment, gather, nothing, steps_within
from generator.score.operations import ZERO, Value, combine
from generator.score.quotient_column import take
from generator.score.sums_over_time import Sums
from generator.score.table_over_time import Given, TableOverTime
from generator.score.track import Track, add_up_tracks
from generator.score.track_ops import choose, operate
from generator.score.whole_column import WholeColumn, as_whole

Groups = dict[Any, Steps]
Asked = tuple[OpName, str, str, tuple[str, ...]]  # an operation, a column of a table, and by which columns


class BookOverTime:
    """The rows of `book` from the moment `begin` on; all moments are below `span`, and come in ascending order.

    `names` says for each table that rows are put into in which order their given values stand, `bundled` which others
    stand together in the last of them.
    """

    def __init__(
        self,
        book: Book,
        names: Mapping[str, Sequence[str]],
        begin: int,
        span: int,
        bundled: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._begin, self._span = begin, span
        together = bundled or {}
        self.tables = {
            table.id: TableOverTime(table, names.get(table.id, table.key), begin, span, together.get(table.id, ()))
            for table in book.tables
        }
        self._columns: dict[Cell, Track] = {}
        self._groups: dict[Asked, Groups] = {}
        self._sums: dict[tuple[str, str, str, tuple[str, ...]], Mapping[Key, Track] | None] = {}
        self._grouped: dict[tuple[str, str, tuple[str, ...]], Sums] = {}
        self._entered: dict[tuple[str, str, tuple[str, ...]], Entries] = {}
        self._numbered: dict[tuple[str, tuple[str, ...]], Numbered] = {}
        self._wanted: dict[tuple[str, str, tuple[str, ...], Key], list[int]] = {}
        # By the addresses of stamps and columns, which are kept with the cells that stand beside each other in them.
        self._beside: dict[tuple[int, ...], tuple[list[int], Sequence[Cells], Sequence[Any]]] = {}

    def put(self, table: str, moment: int, key: Key, given: Given | None) -> None:
        """From `moment` on the row with this key holds these values; None: there is none."""
        found = self.tables.get(table)
        if found is not None:
            found.put(moment, key[0] if len(key) == 1 else key, given)

    def read(self, table: str, names: Sequence[str]) -> GivenOverTime:
        """What these cells of a table hold, for all rows. Nothing more may be put."""
        for one in self.tables.values():
            one.lay()
        found = self.tables[table]
        with localcontext(EXACT):
            tracks = [self._column(found, name) for name in names]
            stamps, (there, *columns) = found.align([found.presence, *tracks])
        return GivenOverTime(list(found.rows), found.ends_among(stamps), found.moments_of(stamps), there, columns)

    def _column(self, table: TableOverTime, name: str) -> Track:
        cell = (table.table.id, name)
        found = self._columns.get(cell)
        if found is None:
            expr = table.table.column(name).expr
            found = table.given(name) if expr is None else self._work_out(table, expr)
            self._columns[cell] = found
        return found

    def _work_out(self, table: TableOverTime, given: Op) -> Track:
        if given.name == "const":
            return table.constant(given.value)
        if given.name == "col":
            return self._column(table, given.column)
        if given.ranked is not None:
            return self._rank(table, given.ranked)
        if given.over is not None:
            return self._over(table, given)
        if given.name == "if":
            return self._choose(table, given)
        args = [self._work_out(table, part) for part in given.args]
        if given.name == "add" and len(args) > 2 and _differ(args):
            found = add_up_tracks(args, table.starts)
            if found is not None:
                return found
        return operate(table, given, args)

    def _choose(self, table: TableOverTime, given: Op) -> Track:
        """What is chosen nowhere is not worked out."""
        condition, then, otherwise = given.args
        conditions = []
        for part in condition.args if condition.name == "or" else [condition]:
            met = self._work_out(table, part)
            held = met.values.by_code.values() if isinstance(met.values, Coded) else met.values
            if all(held):
                return self._work_out(table, then)
            if any(held):
                conditions.append(met)
        if not conditions:
            return self._work_out(table, otherwise)
        return choose(table, conditions, self._work_out(table, then), self._work_out(table, otherwise))

    def _over(self, table: TableOverTime, given: Op) -> Track:
        over = given.over
        if over is None:
            raise TypeError(given.name)
        theirs = tuple(column for column, _ in (*over.match, *over.where))
        mine, texts = [own for _, own in over.match], tuple(text for _, text in over.where)
        if given.name == "sum" and tuple(mine) == table.table.key:
            sums = self._sum(table, over.table, over.column, theirs)
            if sums is not None:
                return sums.get(texts) or Track(table.starts, WholeColumn([0] * len(table.starts), 0))
        asked = (given.name, over.table, over.column, theirs)
        by_key = tuple(mine) == table.table.key
        still = self._gather_still(asked) if by_key else None
        if still is not None:
            numbers = self._ask_still(table, asked, texts)
            return Track(table.starts, take(still, numbers, combine(given.name, ())))
        groups, empty = self._gather(asked), nothing(given.name, self._begin)
        if not mine:
            return self._join(table, [groups.get(texts, empty)] * len(table.starts))
        if by_key:
            return self._join(table, [groups.get(group, empty) for group in _groups_of(table, texts)])
        wanted = self._asked(table, mine, texts)
        return self._join(table, [steps_within(groups, empty, one, self._span) for one in wanted])

    def _sum(self, own: TableOverTime, table: str, column: str, by: tuple[str, ...]) -> Mapping[Key, Track] | None:
        """The sums for the rows of `own` by the texts that they ask for; None where some are no plain decimals."""
        key = (own.table.id, table, column, by)
        if key not in self._sums:
            self._sums[key] = self._work_out_sum(own, self.tables[table], column, by)
        return self._sums[key]

    def _work_out_sum(
        self, own: TableOverTime, summed: TableOverTime, column: str, by: tuple[str, ...]
    ) -> Mapping[Key, Track] | None:
        stamps, values, *_ = summed.while_there(self._column(summed, column))
        tracks = [self._column(summed, name) for name in by]
        if all(map(summed.is_still, (stamps, *map(itemgetter(0), tracks)))):
            return None  # which is gathered more simply
        whole = as_whole(values, ZERO)
        if whole is None:
            return None
        key = (own.table.id, summed.table.id, by)
        if key not in self._grouped:
            size = len(own.table.key)
            self._grouped[key] = Sums(own, summed, tracks[:size], tracks[size:])
        return self._grouped[key].of(stamps, whole)

    def _gather(self, asked: Asked) -> Groups:
        """What the groups of a table's rows come to; those who ask the same share it."""
        if asked not in self._groups:
            name, table, column, by = asked
            still = self._gather_still(asked)
            if still is None:
                self._groups[asked] = gather(name, self._entries(self.tables[table], column, by))
            else:
                steps = (Steps([self._begin], [value]) for value in still)
                self._groups[asked] = dict(zip(self._numbered[table, by].groups, steps, strict=True))
        return self._groups[asked]

    def _gather_still(self, asked: Asked) -> Cells | None:
        """The same by the numbers of the groups, of rows that all stand from the begin; None where some change."""
        name, table, column, by = asked
        entries = self._entries(self.tables[table], column, by)
        if not entries.still:
            return None
        if (table, by) not in self._numbered:
            self._numbered[table, by] = number_groups(entries.groups)
        return combine_groups(name, self._numbered[table, by], entries.values)

    def _ask_still(self, own: TableOverTime, asked: Asked, texts: Key) -> list[int]:
        """The number of the group that each row of `own` asks for; -1 where there is no such group."""
        _, table, _, by = asked
        key = (own.table.id, table, by, texts)
        if key not in self._wanted:
            numbers = self._numbered[table, by].groups
            self._wanted[key] = list(map(numbers.get, _groups_of(own, texts), repeat(-1)))
        return self._wanted[key]

    def _entries(self, table: TableOverTime, column: str, by: tuple[str, ...]) -> Entries:
        """What each row brings of a column, into the group of `by`."""
        key = (table.table.id, column, by)
        if key not in self._entered:
            tracks = [self._column(table, name) for name in (column, *by)]
            stamps, (values, *groups) = table.align([table.while_there(tracks[0]), *tracks[1:]])
            self._entered[key] = Entries(
                self._begin, table.is_still(stamps), table.moments_of(stamps), self._cells(stamps, groups), values
            )
        return self._entered[key]

    def _cells(self, stamps: list[int], columns: Sequence[Cells]) -> Sequence[Any]:
        """The cells of these columns that stand beside each other."""
        key = (id(stamps), *map(id, columns))
        if key not in self._beside:
            cells = list(zip(*columns, strict=True)) if columns else [()] * len(stamps)
            self._beside[key] = stamps, columns, cells
        return self._beside[key][2]

    def _asked(self, table: TableOverTime, mine: Sequence[str], texts: Key) -> Iterator[Steps]:
        """For each row, for which group it asks from when on."""
        stamps, columns = table.align([self._column(table, name) for name in mine])
        moments, groups = table.moments_of(stamps), [(*cells, *texts) for cells in zip(*columns, strict=True)]
        ends = table.ends_among(stamps)
        for number in range(len(table.starts)):
            own = slice(ends[number], ends[number + 1])
            yield Steps(moments[own], groups[own])  # type: ignore[arg-type]

    def _rank(self, table: TableOverTime, ranked: Ranked) -> Track:
        """The place of each row, looked at again wherever a row of its group moves."""
        count = len(ranked.within)
        tracks = [self._column(table, name) for name in (*ranked.within, *ranked.by)]
        stamps, (there, *columns) = table.align([table.presence, *tracks])
        cells = list(zip(*columns, strict=True))
        figures: list[Any] = [
            row[count:] if is_there and None not in row[count:] else None
            for is_there, row in zip(there, cells, strict=True)
        ]
        groups = [row[:count] for row in cells]
        gathering = RankGathering(ranked, itemgetter(slice(0, count)), itemgetter(slice(count, None)))
        places: dict[Any, dict[int, Any]] = {}
        entries = Entries(self._begin, table.is_still(stamps), table.moments_of(stamps), groups, figures)
        for moment, moves in by_moment(entries):
            for group, was, now in moves:
                gathering.shift(group, was, now)
                places.setdefault(group, {})[moment] = None
            for group in dict.fromkeys(group for group, _, _ in moves):
                places[group][moment] = gathering.places(group)
        empty = Steps([self._begin], [None])
        of_groups = {group: _from_begin(self._begin, found) for group, found in places.items()}
        ends = table.ends_among(stamps)
        moments = table.moments_of(stamps)
        steps = []
        for number in range(len(table.starts)):
            own = slice(ends[number], ends[number + 1])
            asked = Steps(moments[own], groups[own])  # type: ignore[arg-type]
            tables = steps_within(of_groups, empty, asked, self._span)
            held = Steps(moments[own], figures[own])
            steps.append(Steps(tables.moments, [
                None if known is None or held.at(moment) is None else known.get(held.at(moment))  # type: ignore[union-attr]
                for moment, known in zip(*tables, strict=True)
            ]))  # fmt: skip
        return self._join(table, steps)

    def _join(self, table: TableOverTime, steps: Sequence[Steps]) -> Track:
        """The steps of each row, one row after the other."""
        stamps: list[int] = []
        values: list[Value] = []
        span = self._span
        if all(len(one.moments) == 1 for one in steps):
            return Track(table.starts, [one.values[0] for one in steps])
        for number, one in enumerate(steps):
            base = number * span
            stamps += [base + moment for moment in one.moments] if base else one.moments
            values += one.values
        return Track(stamps, values)


def _differ(tracks: Sequence[Track]) -> bool:
    """Whether tracks step at different moments."""
    moving = [track.stamps for track in tracks if not track.constant]
    return any(stamps is not moving[0] for stamps in moving)


def _groups_of(table: TableOverTime, texts: Key) -> Iterable[Any]:
    """The group that each row asks for by its key and these texts."""
    if len(table.table.key) == 1:
        return [(key, *texts) for key in table.rows]
    return [(*key, *texts) for key in table.rows] if texts else table.rows


def _from_begin(begin: int, found: dict[int, Any]) -> Steps:
    """The steps of a group that had nothing before."""
    known = found if begin in found else {begin: None, **found}
    return Steps(list(known), list(known.values()))
