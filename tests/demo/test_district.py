"""The sample district at any size: always the same, always valid, scored without a problem."""

from __future__ import annotations

from datetime import date

import pytest

from generator.check.rules import check_corpus
from generator.demo.ballots import ISSUED
from generator.demo.days_off import holidays_on
from generator.demo.district import Options, make_data, make_district, state_on, write_records
from generator.demo.register import find_localities, make_scheme, make_units, scheme_as_entered
from generator.demo.seeded import SeededDraws
from generator.demo.workdays import days_of_method, is_workday, recording_day, workdays_after
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.read.yaml_writer import emit_record
from generator.rules.corpus import Corpus
from generator.score.year import score_year
from tests.demo.plain import Data
from tests.demo.test_reasons import judge
from tests.scored import total_of

LOCALITIES = ("town", "zone", "subdistrict")


def read_clean(files: dict[str, bytes]) -> Corpus:
    corpus, problems = read_corpus(MemoryTree(files))
    assert problems == []
    assert [problem for problem in check_corpus(corpus) if problem.severity == "error"] == []
    return corpus


@pytest.mark.parametrize(
    "options",
    [
        Options(1, 1, 5), Options(5, 1, 0), Options(12, 2, 90), Options(60, 1, 400, 7), Options(75, 3, 900, 8),
        Options(240, 1, 2000, 9), Options(8, 1, 1500, 10),
    ],
)  # fmt: skip
def test_any_size_is_valid_and_complete(options: Options) -> None:
    corpus = read_clean(make_data(options))
    apart = len(find_localities(options.units))
    assert apart == (6 if options.units >= 60 else 0)
    assert sum(unit.assessed is not None for unit in corpus.units.values()) == options.units + apart
    own = [record for record in corpus.deductions if corpus.units[record.unit].kind in LOCALITIES]
    assert len(corpus.deductions) - len(own) == options.deductions
    assert bool(own) == bool(apart)
    assert sorted(corpus.schemes) == [2015 + at for at in range(options.years)]
    for year in corpus.schemes:
        result = score_year(corpus, year)
        assert len(result.units) == options.units + apart
        assert not any(unit.score.provisional for unit in result.units)
        assert all(0 <= total_of(unit) <= 100 for unit in result.units)


def test_equal_options_give_equal_data_and_another_seed_others() -> None:
    options = Options(20, 1, 60, 3)
    assert make_data(options) == make_data(options)
    assert make_data(options) != make_data(Options(20, 1, 60, 4))


def test_a_record_does_not_depend_on_what_comes_after_it() -> None:
    """The state of a day is what it was, however long the story goes on."""
    one, two = make_district(Options(20, 1, 60)), make_district(Options(20, 1, 60))
    day = date(2015, 6, 30)
    assert write_records(state_on(one, day)) == write_records(state_on(two, day))
    later = state_on(one, date(2015, 12, 31))
    assert set(state_on(one, day)) <= set(later)


@pytest.mark.parametrize("day", [date(2015, 4, 24), date(2015, 5, 7), date(2015, 9, 1), date(2016, 1, 28)])
def test_every_state_on_the_way_is_valid(day: date) -> None:
    corpus = read_clean(write_records(state_on(make_district(Options()), day)))
    assert all(record.date < day for record in corpus.deductions)


def test_everything_that_moves_points_is_known_when_its_quarter_is_published() -> None:
    published = {2: date(2015, 7, 30), 3: date(2015, 10, 30), 4: date(2016, 1, 15)}
    late = []
    for life in make_district(Options(60, 1, 3000)).lives:
        final, record = life.final, life.state_on(published[life.final.quarter])
        assert record is not None
        if (record.points, record.appeal, record.revoked) != (final.points, final.appeal, final.revoked):
            late.append(life)
    corrected, withdrawn = sorted(late, key=lambda life: life.final.date)
    assert corrected.final.revoked is not None
    assert corrected.final.revoked.date == date(2015, 10, 12)
    assert withdrawn.registered == date(2015, 11, 3)


def test_a_draft_is_worded_as_its_points_are() -> None:
    drafts = [life for life in make_district(Options(60, 1, 2000)).lives if life.draft is not None]
    assert len(drafts) > 50
    assert any(life.draft is not None and life.draft.count < life.final.count for life in drafts)
    texts = {life.draft.path: emit_record(life.draft).encode() for life in drafts if life.draft is not None}
    data = Data({**texts, "data/schemes/2015.yml": emit_record(make_scheme(2015)).encode()})
    assert len(data.deductions) == len(drafts)
    assert [wrong for found in data.deductions if (wrong := judge(found))] == []


def test_the_scheme_as_entered_differs_in_two_maxima_only() -> None:
    entered, final = scheme_as_entered(), make_scheme(2015)
    differing = {key for key in final.items if entered.items[key] != final.items[key]}
    assert differing == {"approval-service", "hotline-handling"}
    assert sum(item.max for item in entered.items.values()) == 90


def test_the_register_grows_beyond_the_hand_written_part() -> None:
    units = make_units(700)
    assert len({unit.id for unit in units}) == len({unit.name for unit in units}) == len(units)
    assert sum(unit.assessed is not None for unit in units) == 700
    assert [unit.id for unit in units[:60]] == [unit.id for unit in make_units(60)[:60]]


def test_offices_assess_even_where_they_are_not_assessed_and_say_why() -> None:
    units = {unit.id: unit for unit in make_units(3)}
    offices = {item.assessor for item in make_scheme(2015).items.values()}
    assert offices <= set(units)
    assert units["fagaiju"].assessed is None
    assert all(bool(units[office].not_assessed) == (units[office].assessed is None) for office in offices)


def test_the_days_off_are_entered_when_they_were_announced() -> None:
    known = {day: holidays_on(day) for day in (date(2015, 5, 1), date(2015, 6, 1), date(2015, 12, 31))}
    assert [sorted(years) for years in known.values()] == [[2015], [2015], [2015, 2016]]
    victory = date(2015, 9, 3)  # announced on 13 May
    assert [victory in years[2015].days_off for years in known.values()] == [False, True, True]


def test_over_a_thousand_ballots_are_issued() -> None:
    assert sum(ISSUED.values()) == 1100
    assert ISSUED["supervisors"] == 110  # 实施意见 point 12


def test_lots_are_the_same_everywhere() -> None:
    lots = SeededDraws("a")
    assert [lots.below(str(at), 10) for at in range(8)] == [6, 2, 9, 0, 8, 7, 3, 6]
    assert lots.under("b").below("c", 1000) == SeededDraws("a/b").below("c", 1000)
    assert [lots.happens("x", percent) for percent in (0, 100)] == [False, True]
    assert {lots.between(str(at), 3, 5) for at in range(50)} == {3, 4, 5}


def test_nothing_is_found_or_recorded_on_a_holiday() -> None:
    first = date(2015, 4, 21)
    days = {day for method in ("spot-check", "quarterly", "year-end") for day in days_of_method(first, method)}
    assert all(map(is_workday, days))
    assert min(days) == first
    assert (
        days & {date(2015, 6, 22), date(2015, 9, 3), date(2015, 9, 4), date(2015, 9, 6), date(2015, 10, 1)} == set()
    )
    assert recording_day(date(2015, 9, 30)) == date(2015, 10, 9)
    assert workdays_after(date(2015, 9, 30), 1) == date(2015, 10, 8)
    assert all(recording_day(day).weekday() in (1, 4) and recording_day(day) > day for day in days)


def test_few_units_with_very_many_deductions_are_never_found_in_the_same_thing_twice() -> None:
    lives = make_district(Options(units=6, deductions=8000)).lives
    events = [
        (life.final.item, life.final.unit, life.final.date, life.final.standard, life.final.reason) for life in lives
    ]
    assert len(events) == 8000
    assert len(set(events)) == len(events)
