"""The scores of a year at every moment of a history that is known as a whole.

What comes out is at every moment what scoring all records anew says, and what `LiveYear` says while changes are put
into it one by one (a test holds the three together).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import chain, compress, count, pairwise, repeat
from operator import is_not, itemgetter
from typing import Any, NamedTuple

from generator.model.amendment import Amendment
from generator.model.number import plain_decimal
from generator.model.place import scheme_file
from generator.rules.book_layout import UnlayableError
from generator.rules.scheme import Scheme
from generator.score.column_ops import Cells
from generator.score.groups_over_time import Steps
from generator.score.live_period import ScoredSpan
from generator.score.live_year import LiveScore, begun_by_files, editions_of
from generator.score.operations import number
from generator.score.quarterly import QUARTERS, first_day, last_day, quarter_row, scheme_of_quarter
from generator.score.record_cells import RecordCells
from generator.score.rows_over_time import PeriodOverTime, RecordChanges
from generator.score.whole_column import WholeColumn, decimal_of


class Movement(NamedTuple):
    """One unit's standing before and after a step; None: it was not scored."""

    unit: str
    old: LiveScore | None
    new: LiveScore | None


class FileChanged(NamedTuple):
    """From a moment on the file at `path` holds this record of the year, or unit; None: nothing that can be read."""

    moment: int
    path: str
    record: object | None


class Era(NamedTuple):
    """The moments from `begin` to before `end`, in which the same rules hold: on the last day, and by quarters.

    The changes are those of the era, after what stood when it began.
    """

    begin: int
    end: int
    scheme: Scheme | None
    of_quarters: Sequence[Scheme | None]
    files: Sequence[FileChanged]
    records: RecordChanges


class YearOverTime:
    """The scores of `year`; moments are numbers from 0 up to below `span`. Changes are put in in their order.

    Not `capped`: as if nothing had a maximum.
    """

    def __init__(self, year: int, span: int, capped: bool = True) -> None:
        self.year, self._span, self._capped = year, span, capped
        self._until = last_day(year, 4)
        self.records = RecordChanges({}, [], [], [])
        self.files: list[FileChanged] = []
        self.schemes: dict[int, Scheme | None] = {}  # as issued, from each moment on
        self.of_quarters = Steps([0], [False])  # after `lines`: whether the year is, so that a published one counts

    def lines(self) -> dict[str, Steps]:
        """Each unit's scores (LiveScore; None: it is not scored), from each moment on at which it is another."""
        found: dict[str, Steps] = {}
        for era in self._eras():
            self.of_quarters = self.of_quarters.with_step(era.begin, False)
            scores = self._score(era)
            for unit in scores.keys() | found.keys():
                moments, values = scores.get(unit) or Steps([era.begin], [None])
                line = found.setdefault(unit, Steps([], []))
                differ = list(map(is_not, values, chain((None,), values)))  # equal scores of an era are the same one
                differ[0] = values[0] != (line.values[-1] if line.values else None)
                line.moments.extend(compress(moments, differ))
                line.values.extend(compress(values, differ))
        return found

    def _eras(self) -> Iterator[Era]:
        """A new one begins wherever the scheme or what amends it is another."""
        said: dict[str, object] = {}
        records: dict[str, RecordCells | None] = {}
        issued: Scheme | None = None
        for begin, end in pairwise([*self._turns(), self._span]):
            issued = self.schemes.get(begin, issued)
            files, changes = _between(self.files, begin, end), self.records.between(begin, end)
            stood = [*(FileChanged(begin, path, record) for path, record in said.items())]
            for change in files:
                _hold(said, change)
            at_begin = {found.path: found.record for found in (*stood, *_between(files, begin, begin + 1))}
            rules = editions_of(self.year, self._until, issued, at_begin.values())
            yield Era(begin, end, rules[0], rules[1:], [*stood, *files], changes.after(records, begin))
            if end < self._span:
                records.update(zip(changes.paths, changes.cells, strict=True))

    def _turns(self) -> list[int]:
        """The moments at which the rules are others, the first of all before them."""
        amending: dict[int, None] = {}
        amendments: set[str] = set()
        for moment, path, record in self.files:
            if path in amendments or isinstance(record, Amendment):
                amending[moment] = None
                amendments.add(path)
        return sorted({0, *self.schemes, *amending})

    def _score(self, era: Era) -> Mapping[str, Steps]:
        """The scores of an era by unit, from when on; none where nothing can be scored by its rules."""
        period = self._lay(era)
        if period is None:
            return {}
        read = period.read()
        return dict(read.steps(scores_of(read.columns)))

    def _lay(self, era: Era) -> PeriodOverTime | None:
        """The book of an era with all that is put into it; None where nothing can be scored by its rules."""
        scheme = era.scheme
        if scheme is None or scheme.open or not scheme.has_results(self._until):
            return None
        try:
            span = ScoredSpan("to-date" if scheme.year_of is None else "year", self._until)
            period = self._period(scheme, span, era)
            if scheme.year_of is not None:
                self._put_quarters(period, era)
        except UnlayableError:
            return None  # check says so; in a history it stands until it was mended
        if scheme.year_of is not None:
            self.of_quarters = self.of_quarters.with_step(era.begin, True)
        return period

    def first_era(self) -> tuple[Era, PeriodOverTime | None]:
        """The first era, and its book; None where nothing can be scored by its rules."""
        era = next(self._eras())
        return era, self._lay(era)

    def _period(self, scheme: Scheme, span: ScoredSpan, era: Era) -> PeriodOverTime:
        period = PeriodOverTime(scheme, span, era.begin, self._span, self._capped)
        for moment, path, record in era.files:
            period.put(moment, path, record)
        period.put_records(era.records)
        return period

    def _put_quarters(self, year: PeriodOverTime, era: Era) -> None:
        """Puts into the year's book what each quarter comes to by itself, or that it is awaited."""
        begun = self._begun(era)
        for quarter, in_force in zip(QUARTERS, era.of_quarters, strict=True):
            scheme = scheme_of_quarter(in_force, quarter)
            if scheme is None:
                continue
            span = ScoredSpan("quarter", last_day(self.year, quarter), first_day(self.year, quarter))
            read = self._period(scheme, span, era).read()
            rows = list(zip(*read.columns, strict=True))
            for unit, steps in read.steps(rows):
                turned = (moment for moment in begun.moments if moment > steps.moments[0])
                for moment in sorted({*steps.moments, *turned}):
                    score: Any = steps.at(moment) or (None,)
                    row = quarter_row(unit, quarter, score, begun.at(moment))  # type: ignore[arg-type]
                    year.put_quarter(moment, unit, quarter, row)

    def _begun(self, era: Era) -> Steps:
        """The last quarter that has begun, as far as all files tell, from when on."""
        said: dict[str, object] = {}
        days: dict[str, str] = {}
        files: dict[int, list[FileChanged]] = {era.begin: []}
        records: dict[int, list[tuple[str, RecordCells | None]]] = {}
        for change in era.files:
            files.setdefault(change.moment, []).append(change)
        for moment, path, cells in zip(era.records.moments, era.records.paths, era.records.cells, strict=True):
            records.setdefault(moment, []).append((path, cells))
        found = Steps([], [])
        told = 0
        for moment in sorted({*files, *records}):
            for change in files.get(moment, ()):
                _hold(said, change)
            if moment in files:
                told = begun_by_files(self.year, said.values())
            for path, cells in records.get(moment, ()):
                days.pop(path, None)
                if cells is not None:
                    days[path] = cells.date
            found.moments.append(moment)
            found.values.append(max(told, *map(self._quarter_of, days.values()), 0))  # type: ignore[arg-type]
        return found

    def _quarter_of(self, day: str) -> int:
        """The quarter of the year that begun by this day, 0 where it lies before the year."""
        found = date.fromisoformat(day)
        if found > self._until:
            return 4
        return 1 + (found.month - 1) // 3 if found.year == self.year else 0


def given_files(year: int, files: Mapping[str, object]) -> tuple[dict[int, Scheme | None], list[FileChanged]]:
    """The scheme of `year` and the others among records by path, as they stand from the first moment on."""
    issued = files.get(scheme_file(year))
    others = [FileChanged(0, path, record) for path, record in files.items() if not isinstance(record, Scheme)]
    return {0: issued if isinstance(issued, Scheme) else None}, others


def movements_of(lines: Mapping[str, Steps]) -> dict[int, tuple[Movement, ...]]:
    """The movements of units' scores by moment: there in the order of the units' ids.

    At most moments one unit moves, so that they are put together where there are more.
    """
    moments: list[int] = []
    moved: list[Movement] = []
    for unit, (reached, values) in sorted(lines.items()):
        moments += reached
        moved += map(tuple.__new__, repeat(Movement), zip(repeat(unit), [None, *values], values, strict=False))
    found: dict[int, tuple[Movement, ...]] = dict(zip(moments, zip(moved), strict=True))
    if len(found) < len(moments):
        several = {moment for moment, times in Counter(moments).items() if times > 1}
        at_once: dict[int, list[Movement]] = {moment: [] for moment in several}
        for at in compress(count(), map(several.__contains__, moments)):
            at_once[moments[at]].append(moved[at])
        found |= {moment: tuple(inside) for moment, inside in at_once.items()}
    return found


def scores_of(columns: Sequence[Cells]) -> Sequence[Any]:
    """The score at each step: of its total, and whether all that is awaited is there. Equal ones are the same one."""
    totals, *completes = columns
    provisional: Sequence[bool] = ()
    if not all(map(all, completes)):
        provisional = [not all(known) for known in zip(*completes, strict=True)]
    if isinstance(totals, WholeColumn):
        return _known_scores(totals, provisional)
    exact = [None if total is None else plain_decimal(number(total)) for total in totals]
    found = list(map(LiveScore, exact, provisional or repeat(False)))
    known = {score: score for score in found}
    return list(map(known.__getitem__, found))


def _known_scores(totals: WholeColumn, provisional: Sequence[bool]) -> Sequence[Any]:
    """The scores of totals in whole numbers, each made once."""
    exact = {total: _plain_total(total, totals.places) for total in set(totals.numbers)}
    # Of what is known to fit: the constructor of a named tuple takes most of the time.
    scores = map(tuple.__new__, repeat(LiveScore), zip(exact.values(), repeat(False)))
    known = dict(zip(exact, scores, strict=True))
    if not any(provisional):
        return list(map(known.__getitem__, totals.numbers))
    awaiting = {total: LiveScore(found, True) for total, found in exact.items()}
    return [(awaiting if waits else known)[total] for total, waits in zip(totals.numbers, provisional, strict=True)]


@lru_cache(maxsize=1 << 14)
def _plain_total(total: int, places: int) -> Decimal:
    """Totals of a few decimals are few, and come again and again."""
    return plain_decimal(decimal_of(total, places))


def _hold(said: dict[str, object], change: FileChanged) -> None:
    if change.record is None:
        said.pop(change.path, None)
    else:
        said[change.path] = change.record


def _between(changes: Sequence[Any], begin: int, end: int) -> Sequence[Any]:
    """The changes at the moments from `begin` to before `end`."""
    return changes[bisect_left(changes, begin, key=itemgetter(0)) : bisect_left(changes, end, key=itemgetter(0))]
