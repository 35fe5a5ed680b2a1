"""The scores of a year while its records change one by one, in a live book of the scheme that is in force.

What comes out is at every moment what scoring all records anew says (a test holds the two together).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from generator.model.amendment import Amendment
from generator.model.appraisal import Appraisal
from generator.model.measured import Measured
from generator.model.number import Figure, as_decimal, plain_decimal
from generator.model.publication import Publication, Withdrawal
from generator.model.quarter import span_end
from generator.model.unit import Unit
from generator.read.amended_scheme import amend_schemes
from generator.rules.book_layout import UnlayableError
from generator.rules.given_tables import UNIT
from generator.rules.kind import Laid
from generator.rules.scheme import Scheme
from generator.score.live import Cells
from generator.score.live_period import GivenRows, LivePeriod, ScoredSpan
from generator.score.live_quarters import LiveQuarters
from generator.score.operations import Value, number
from generator.score.outcome import has_ended
from generator.score.quarterly import QUARTERS, first_day, last_begun, last_day
from generator.score.record_cells import RecordCells
from generator.score.unit_standing import unsaid_reason


class LiveScore(NamedTuple):
    """A unit's score in points (None: it has none), and whether some part's data are not in yet."""

    total: Decimal | None
    provisional: bool


class LivePlace(NamedTuple):
    """Where a unit stands: its rank (None: not ranked), the name of its grade, and why it has no score or rank."""

    rank: Figure | None
    grade: str
    reason: str


class LiveYear:
    """The scores of `year`, up to `quarter` where one is given; not `capped`: as if nothing had a maximum.

    Only where it is `placed` it knows ranks and grades; books that share `given` ask once what a record gives.
    `units` are those of the register, `standings` the scores as last settled of those that are assessed; `scheme` is
    the one in force on the last day.
    """

    def __init__(
        self,
        year: int,
        quarter: int | None = None,
        capped: bool = True,
        placed: bool = False,
        given: GivenRows | None = None,
    ) -> None:
        self.year, self.quarter = year, quarter
        self.until = last_day(year, quarter or 4)
        self.scheme: Scheme | None = None
        self.units: dict[str, Unit] = {}
        self.standings: dict[str, LiveScore] = {}
        self._capped, self._placed, self._given = capped, placed, given
        self._last_day = self.until.isoformat()
        self._issued: Scheme | None = None
        self._said: dict[str, object] = {}
        self._cells: dict[str, tuple[str, RecordCells]] = {}
        self._later: dict[str, str] = {}  # by path: the days of records after the last day
        self._begun: int | None = None
        self._lay([None] * 5)

    def put_scheme(self, scheme: Scheme | None) -> None:
        """From now on `scheme` is the one issued; what holds is that as amended.

        Without one, or while it leaves something open, there are no scores.
        """
        self._issued = scheme
        self._lay(self._editions())

    def _editions(self) -> list[Scheme | None]:
        """The scheme as it stands on the last day, and at the end of each quarter."""
        return editions_of(self.year, self.until, self._issued, self._said.values())

    def _lay(self, editions: list[Scheme | None]) -> None:
        """Begins a book with the rows of all that is known."""
        first = editions[0]
        self._laid_by = editions
        self.scheme = None if first is None or first.open else first
        self._main: LivePeriod | None = None
        self._quarters: LiveQuarters | None = None
        self._results = 1
        self._put_cells: Callable[[str, str, RecordCells | None], None] = _put_nowhere
        self._scores: dict[Cells, LiveScore] = {}
        self._relaid = True
        if self.scheme is None or not self.scheme.has_results(self.until):
            return
        try:
            self._make_books(self.scheme, editions[1:])
        except UnlayableError:
            self._main, self._quarters, self._put_cells = None, None, _put_nowhere
            return  # check says so; in a history it stands until it was mended, and nothing can be scored by it
        for path, record in self._said.items():
            self._put_rows(path, record)
        for path, (item, cells) in self._cells.items():
            self._put_cells(path, item, cells)

    def _make_books(self, scheme: Scheme, of_quarters: list[Scheme | None]) -> None:
        period = ScoredSpan("to-date", self.until)
        if scheme.year_of is not None:
            period = ScoredSpan("year", self.until)
            if self.quarter is not None:
                period = ScoredSpan("quarter", self.until, first_day(self.year, self.quarter))
        self._main = LivePeriod(scheme, period, self._capped, self._placed, self._given)
        self._results = self._main.results
        self._put_cells = self._main.put_record
        if period.span == "year":
            main, quarters = self._main, LiveQuarters(self.year, of_quarters, self._capped)

            def put_everywhere(path: str, item: str, cells: RecordCells | None) -> None:
                main.put_record(path, item, cells)
                quarters.put_record(path, item, cells)

            self._quarters, self._put_cells = quarters, put_everywhere

    def put(self, path: str, record: object | None) -> set[str]:
        """The file at `path` now holds this record of the year, or unit; None: nothing that can be read.

        The units that what is different there is about come back; "" stands for all.
        """
        before = self._said.pop(path, None)
        if isinstance(before, Unit):
            self.units.pop(before.id, None)
        if isinstance(record, Unit):
            self.units[record.id] = record
        if record is not None:
            self._said[path] = record
        self._begun = None
        if isinstance(before, Amendment) or isinstance(record, Amendment):
            editions = self._editions()
            if editions != self._laid_by:
                self._lay(editions)
            return {""}
        return self._put_rows(path, record)

    def put_record(self, path: str, item: str, cells: RecordCells | None) -> None:
        """The record of points at `path`, in the folder of `item`, now has these cells."""
        if self._later:
            self._later.pop(path, None)
        if cells is not None and cells.date <= self._last_day:
            self._cells[path] = item, cells
            self._put_cells(path, item, cells)
            return
        if cells is not None:
            self._later[path] = cells.date
        if self._cells.pop(path, None) is not None:
            self._put_cells(path, item, None)

    def _put_rows(self, path: str, record: object | None) -> set[str]:
        units = set() if self._main is None else self._main.put(path, record)
        return units if self._quarters is None else units | self._quarters.put(path, record)

    def units_at(self, path: str) -> set[str]:
        """The units that the record of points at `path` is about: its own, and one that is charged, too."""
        return units_in(self._cells[path][1]) if path in self._cells else set()

    @property
    def of_quarters(self) -> bool:
        """Whether the year is of its quarters, so that one that was published counts."""
        return self._quarters is not None

    def is_over(self) -> bool:
        """Whether the year was published, or what was found or held reaches into the last quarter."""
        days = {*(cells.date for _, cells in self._cells.values()), *self._later.values()}
        return is_year_over(self.year, self._said.values(), days)

    def settle(self) -> dict[str, tuple[LiveScore | None, LiveScore | None]]:
        """The units whose score has moved since last settled, by id: before and after, None: not scored."""
        if self._main is not None and self._quarters is not None:
            self._quarters.settle(self._main.book, self._told_begun())
        found = {} if self._main is None else self._main.book.settle()
        if not found and not self._relaid:
            return {}
        score = self._score
        scores = {str(key[0]): None if after is None else score(after) for key, (_, after) in found.items()}
        if self._relaid:
            scores = {**dict.fromkeys(self.standings), **scores}
            self._relaid = False
        moved = {}
        for unit in sorted(scores):
            before, after = self.standings.get(unit), scores[unit]
            if before != after:
                moved[unit] = before, after
                if after is None:
                    del self.standings[unit]
                else:
                    self.standings[unit] = after
        return moved

    def _score(self, cells: Cells) -> LiveScore:
        """The score that result cells say; the same few come again and again."""
        found = self._scores.get(cells)
        if found is None:
            found = self._scores[cells] = score_of(cells, self._results)
        return found

    def place_of(self, unit: str) -> LivePlace:
        """Where a unit that is scored stands, as last settled; it is worked out when it is asked for."""
        if self._main is None:
            return LivePlace(None, "", "")
        book, laid = self._main.book, self._main.laid
        book.settle_late()

        def cell(column: str) -> Value:
            return book.cell(UNIT, (unit,), column) if column else None

        return place_by(laid, cell)

    def _told_begun(self) -> int:
        """The last quarter that has begun, as far as other files than records tell."""
        if self._begun is None:
            self._begun = begun_by_files(self.year, self._said.values())
        return 4 if self._later else self._begun


def units_in(cells: RecordCells) -> set[str]:
    """The units that a record of points is about: its own, and one that is charged, too."""
    return {cells.unit, cells.said.charge_unit} - {None}  # type: ignore[return-value]


def place_by(laid: Laid, cell: Callable[[str], Value]) -> LivePlace:
    """Where a unit stands by the cells of its row in a book; a column that the book lacks is asked for as ""."""
    rank = cell(laid.rank) if not laid.ranked or cell(laid.ranked) else None
    grade, reason = (str(cell(column) or "") for column in (laid.grade, laid.reason))
    total = cell(laid.total)
    if total is None or (laid.ranked and not cell(laid.ranked)):
        reason = reason or unsaid_reason(laid, total)
    found = None if rank is None else as_decimal(number(rank))
    return LivePlace(found, dict(laid.grades).get(grade, grade), reason)


def is_year_over(year: int, files: Iterable[object], days: Iterable[str]) -> bool:
    """Whether a year was published, or what was found, on `days`, or held reaches into its last quarter."""
    files = list(files)
    held = [record.held for record in files if isinstance(record, Appraisal)]
    return None in _published(files) or has_ended(year, [*map(date.fromisoformat, days), *held])


def _put_nowhere(path: str, item: str, cells: RecordCells | None) -> None:
    """What becomes of a record while there is no book."""


def editions_of(year: int, until: date, issued: Scheme | None, records: Iterable[object]) -> list[Scheme | None]:
    """The scheme of `year` as it stands on the day `until`, and at the end of each quarter, by the amendments."""
    made = [record for record in records if isinstance(record, Amendment)]
    if issued is None or not made:
        return [issued] * 5
    amended = amend_schemes([issued], made)[0].get(year, ())
    ends = [until, *(last_day(year, quarter) for quarter in QUARTERS)]
    return [[issued, *(found.scheme for found in amended if found.starts <= day)][-1] for day in ends]


def begun_by_files(year: int, records: Collection[object]) -> int:
    """The last quarter of `year` that has begun, as far as other files than records of points tell."""
    days = [record.held for record in records if isinstance(record, Appraisal)]
    measured = (record for record in records if isinstance(record, Measured))
    days += [span_end(row.period) for record in measured for row in record.values]
    return last_begun(year, days, _published(records))


def _published(records: Collection[object]) -> list[int | None]:
    """The quarters of which a publication stands; None for the year itself."""
    gone = {record.publication for record in records if isinstance(record, Withdrawal)}
    made = (record for record in records if isinstance(record, Publication))
    return [record.quarter for record in made if record.id not in gone]


def score_of(cells: Cells, results: int) -> LiveScore:
    """The score that result cells say, of which the first `results` are the total and what is awaited."""
    total = None if cells[0] is None else plain_decimal(number(cells[0]))
    return LiveScore(total, not all(cells[1:results]))
