"""The scores of a year at every moment of a history are those of a live year into which changes are put in turn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.rules.corpus import Corpus
from generator.rules.scheme import Scheme
from generator.score.live_year import LiveYear
from generator.score.record_cells import RecordCells, cells_of
from generator.score.year_over_time import FileChanged, YearOverTime, movements_of
from tests.score.districts import corpora
from tests.score.test_live_year import change, load
from tests.score.test_quarterly import CORPUS, SCHEME, UNITS, record

SPAN = 60


class BothYears(LiveYear):
    """A live year that remembers what it is told, and says after all whether the whole history tells the same."""

    def __init__(self, year: int = 2015) -> None:
        self._told: list[tuple[int, str, object, object]] = []
        self._moved: list[Any] = []
        self._moment = 0
        self._history = YearOverTime(year, SPAN)
        super().__init__(year)

    def put_scheme(self, scheme: Scheme | None) -> None:
        self._history.schemes[self._moment] = scheme
        super().put_scheme(scheme)

    def put(self, path: str, record: object | None) -> set[str]:
        self._history.files.append(FileChanged(self._moment, path, record))
        return super().put(path, record)

    def put_record(self, path: str, item: str, cells: RecordCells | None) -> None:
        records = self._history.records
        records.items[path] = item
        records.moments.append(self._moment)
        assert isinstance(records.paths, list)
        records.paths.append(path)
        records.cells.append(cells)
        super().put_record(path, item, cells)

    def settle(self) -> Any:
        moved = super().settle()
        self._moved += [(self._moment, unit, old, new) for unit, (old, new) in moved.items()]
        self._moment += 1
        return moved

    def check(self) -> None:
        moved = movements_of(self._history.lines())
        assert [(moment, *found) for moment in sorted(moved) for found in moved[moment]] == self._moved
        assert self._history.of_quarters.at(self._moment) == self.of_quarters


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(corpora(), st.data())
def test_the_scores_after_any_changes(corpus: Corpus, data: st.DataObject) -> None:
    corpus = replace(corpus, deductions=tuple({record.path: record for record in corpus.deductions}.values()))
    years = BothYears()
    load(years, corpus)
    for _ in range(data.draw(st.integers(2, 12))):
        years.settle()
        for _ in range(data.draw(st.sampled_from([1, 1, 3]))):
            corpus = data.draw(st.composite(change)(corpus, (years,)))
    years.settle()
    years.check()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_scores_of_a_year_of_quarters(data: st.DataObject) -> None:
    years = BothYears()
    records = {
        found.path: found
        for found in (*CORPUS.deductions, record(6, "a", "late", 8, 9), record(7, "b", "late", 1, 1))
    }
    for _ in range(data.draw(st.integers(1, 12))):
        match data.draw(st.sampled_from(["scheme", "no scheme", "unit", "unit gone", "record", "record", "gone"])):
            case "scheme":
                years.put_scheme(SCHEME)
            case "no scheme":
                years.put_scheme(None)
            case "unit" | "unit gone" as what:
                unit = data.draw(st.sampled_from(list(UNITS.values())))
                years.put(f"data/units/{unit.id}.yml", unit if what == "unit" else None)
            case what:
                found = data.draw(st.sampled_from(list(records.values())))
                years.put_record(found.path, found.item, cells_of(found) if what == "record" else None)
        if data.draw(st.booleans()):
            years.settle()
    years.settle()
    years.check()
