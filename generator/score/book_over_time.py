"""A book whose rows change over time, worked out for all moments at once, column by column.

A cell is a step function: moments, and what it holds from each on. What comes out is at every moment what `evaluate`
would make of the rows of that moment (a test holds the two together). Where changes come one by one and the figures
after each are wanted at once, `LiveBook` is the way; for a history that is known as a whole this takes a fraction.
"""

from __future__ import annotations

from bisect import bisect_left
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
from generator.score.sums_over_time import Sums
from generator.score.table_over_time import Given, TableOverTime
from generator.score.track import Track, add_up_tracks, align
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
        self._moments_of: dict[int, tuple[Sequence[int], list[int]]] = {}  # by the stamps themselves
        self._groups: dict[Asked, Groups] = {}
        self._sums: dict[tuple[str, str, str, tuple[str, ...]], Mapping[Key, Track] | None] = {}
        self._grouped: dict[tuple[str, str, tuple[str, ...]], Sums] = {}
        self._entered: dict[tuple[str, str, tuple[str, ...]], Entries] = {}
        self._numbered: dict[tuple[str, tuple[str, ...]], Numbered] = {}
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
            stamps, (there, *columns) = align([found.presence, *tracks])
        return GivenOverTime(list(found.rows), _ends(stamps, found), self._moments(stamps), there, columns)

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
        keys: Iterable[Any] = ()
        if tuple(mine) == table.table.key:
            keys = [(key, *texts) for key in table.rows] if len(mine) == 1 else table.rows
            keys = [(*key, *texts) for key in keys] if texts and len(mine) > 1 else keys
            still = self._gather_still(asked)
            if still is not None:
                return Track(table.starts, list(map(still.get, keys, repeat(combine(given.name, ())))))
        groups, empty = self._gather(asked), nothing(given.name, self._begin)
        if not mine:
            return self._join(table, [groups.get(texts, empty)] * len(table.starts))
        if keys:
            return self._join(table, [groups.get(key, empty) for key in keys])
        wanted = self._asked(table, mine, texts)
        return self._join(table, [steps_within(groups, empty, one, self._span) for one in wanted])

    def _sum(self, own: TableOverTime, table: str, column: str, by: tuple[str, ...]) -> Mapping[Key, Track] | None:
        """The sums for the rows of `own` by the texts that they ask for; None where some are no plain decimals."""
        key = (own.table.id, table, column, by)
        if key not in self._sums:
            entries = self._entries(self.tables[table], column, by)
            self._sums[key] = None
            values = None if entries.is_still else as_whole(entries.values, ZERO)
            if values is not None:
                grouped = self._grouped.get((own.table.id, table, by))
                if grouped is None or grouped.stamps is not entries.stamps:
                    grouped = Sums(own, entries, _ends(entries.stamps, self.tables[table])[:-1])
                    self._grouped[own.table.id, table, by] = grouped
                self._sums[key] = grouped.of(values)
        return self._sums[key]

    def _gather(self, asked: Asked) -> Groups:
        """What the groups of a table's rows come to; those who ask the same share it."""
        if asked not in self._groups:
            name, table, column, by = asked
            still = self._gather_still(asked)
            if still is None:
                self._groups[asked] = gather(name, self._entries(self.tables[table], column, by))
            else:
                self._groups[asked] = {group: Steps([self._begin], [value]) for group, value in still.items()}
        return self._groups[asked]

    def _gather_still(self, asked: Asked) -> Mapping[Any, Value] | None:
        """The same of rows that all stand from the begin; None where some change."""
        name, table, column, by = asked
        entries = self._entries(self.tables[table], column, by)
        if not entries.is_still:
            return None
        if (table, by) not in self._numbered:
            self._numbered[table, by] = number_groups(entries.groups)
        numbered = self._numbered[table, by]
        return dict(zip(numbered.groups, combine_groups(name, numbered, entries.values), strict=True))

    def _entries(self, table: TableOverTime, column: str, by: tuple[str, ...]) -> Entries:
        """What each row brings of a column, into the group of `by`."""
        key = (table.table.id, column, by)
        if key not in self._entered:
            tracks = [self._column(table, name) for name in (column, *by)]
            while_there = table.while_there(tracks[0])
            if while_there is not None:
                stamps, (values, *groups) = align([while_there, *tracks[1:]])
            else:
                stamps, (there, values, *groups) = align([table.presence, *tracks])
                if not all(there):
                    values = [value if is_there else None for value, is_there in zip(values, there, strict=True)]
            self._entered[key] = Entries(
                self._begin, stamps, self._moments(stamps), self._cells(stamps, groups), values
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
        stamps, columns = align([self._column(table, name) for name in mine])
        moments, groups = self._moments(stamps), [(*cells, *texts) for cells in zip(*columns, strict=True)]
        ends = _ends(stamps, table)
        for number in range(len(table.starts)):
            own = slice(ends[number], ends[number + 1])
            yield Steps(moments[own], groups[own])  # type: ignore[arg-type]

    def _rank(self, table: TableOverTime, ranked: Ranked) -> Track:
        """The place of each row, looked at again wherever a row of its group moves."""
        count = len(ranked.within)
        tracks = [self._column(table, name) for name in (*ranked.within, *ranked.by)]
        stamps, (there, *columns) = align([table.presence, *tracks])
        cells = list(zip(*columns, strict=True))
        figures: list[Any] = [
            row[count:] if is_there and None not in row[count:] else None
            for is_there, row in zip(there, cells, strict=True)
        ]
        groups = [row[:count] for row in cells]
        gathering = RankGathering(ranked, itemgetter(slice(0, count)), itemgetter(slice(count, None)))
        places: dict[Any, dict[int, Any]] = {}
        for moment, moves in by_moment(Entries(self._begin, stamps, self._moments(stamps), groups, figures)):
            for group, was, now in moves:
                gathering.shift(group, was, now)
                places.setdefault(group, {})[moment] = None
            for group in dict.fromkeys(group for group, _, _ in moves):
                places[group][moment] = gathering.places(group)
        empty = Steps([self._begin], [None])
        of_groups = {group: _from_begin(self._begin, found) for group, found in places.items()}
        ends = _ends(stamps, table)
        moments = self._moments(stamps)
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

    def _moments(self, stamps: Sequence[int]) -> list[int]:
        found = self._moments_of.get(id(stamps))
        if found is None:
            span = self._span
            found = self._moments_of[id(stamps)] = stamps, [stamp % span for stamp in stamps]
        return found[1]


def _differ(tracks: Sequence[Track]) -> bool:
    """Whether tracks step at different moments."""
    moving = [track.stamps for track in tracks if not track.constant]
    return any(stamps is not moving[0] for stamps in moving)


def _ends(stamps: Sequence[int], table: TableOverTime) -> list[int]:
    """Where among the stamps each row of the table begins, and where the last one ends."""
    if stamps is table.stamps:
        return table.ends
    return [*map(bisect_left, repeat(stamps), table.starts), len(stamps)]


def _from_begin(begin: int, found: dict[int, Any]) -> Steps:
    """The steps of a group that had nothing before."""
    known = found if begin in found else {begin: None, **found}
    return Steps(list(known), list(known.values()))
