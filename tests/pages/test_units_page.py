"""A body that has no score says why: not assessed, not yet, no longer; and what it does in the assessment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.model.unit import Assessed, Unit
from generator.pages.unit_decisions import index_decisions
from generator.pages.units_page import (
    UnitHome,
    assessed_words,
    index_units,
    latest_of_units,
    view_directory,
    view_unit_home,
)
from generator.public.periods import Period
from generator.score.result import YearResult
from generator.score.year import score_year
from generator.words.address import record_page
from tests.released import of_office
from tests.site.sample import read_district

CORPUS = read_district()
LEAD = CORPUS.site.lead if CORPUS.site is not None else ""


@pytest.fixture(scope="module")
def result() -> YearResult:
    return score_year(CORPUS, 2015)


def test_in_the_list_of_all_each_unit_stands_once_with_its_latest_year(result: YearResult) -> None:
    later = replace(result, year=2016, units=result.units[1:])
    latest = latest_of_units(index_units([result, later]))
    assert sorted(latest) == sorted(unit.unit.id for unit in result.units)
    assert {name: year for name, (year, _) in latest.items() if year == 2015} == {result.units[0].unit.id: 2015}


def home(unit: Unit, result: YearResult) -> UnitHome:
    corpus = replace(CORPUS, units={**CORPUS.units, unit.id: unit})
    found = index_units([result])
    return view_unit_home(of_office(corpus), unit, [result], {2015: Period(2015, None, None)}, found, {})


def new_unit(assessed: Assessed | None) -> Unit:
    return Unit("xinju", "小河区新设局", "区新设局", "department", (), assessed)


@pytest.mark.parametrize(
    ("assessed", "words"),
    [
        (None, "本单位不参加考核，没有得分和名次。"),
        (Assessed(2016), "本单位从2016年度起参加考核，那以后的结果还没有公布，公布以后列在这里。"),
        (Assessed(2012, 2014), "本单位参加考核的年度，结果不在本站，或者没有公布。"),
    ],
)
def test_a_body_without_a_year_says_why(result: YearResult, assessed: Assessed | None, words: str) -> None:
    assert home(new_unit(assessed), result).unscored == words


def test_who_leads_says_so_and_who_has_a_year_says_nothing(result: YearResult) -> None:
    assert home(CORPUS.units[LEAD], result).unscored == "本单位牵头组织考核、发布结果，自己不参加考核。"
    assert home(CORPUS.units["caizheng"], result).unscored == ""


def test_a_body_leads_to_the_registers_that_it_keeps(result: YearResult) -> None:
    kept = [register.title for register in CORPUS.registers.values() if register.keeper == LEAD]
    assert [link.name for link in home(CORPUS.units[LEAD], result).keeps] == kept


def test_the_list_says_of_one_without_a_score_since_when_it_is_assessed(result: YearResult) -> None:
    corpus = replace(CORPUS, units={**CORPUS.units, "xinju": new_unit(Assessed(2016))})
    groups = view_directory(of_office(corpus), [result], index_units([result]))
    [new] = [unit for group in groups for unit in group.units if unit.home.name == "小河区新设局"]
    assert (new.total, new.assessed) == ("", "2016年度起参加考核")


def test_a_unit_without_a_rank_is_told_of_no_place(result: YearResult) -> None:
    unit, found = CORPUS.units["caizheng"], index_units([result])
    periods = {2015: Period(2015, None, None)}
    ranked = view_unit_home(of_office(CORPUS), unit, [result], periods, found, {})
    found = {**found, (2015, "caizheng"): replace(found[2015, "caizheng"], rank=None)}
    unranked = view_unit_home(of_office(CORPUS), unit, [result], periods, found, {})
    assert "中的名次。" in ranked.latest
    assert "名次是在" not in unranked.latest


@pytest.mark.parametrize(
    ("assessed", "words"),
    [
        (Assessed(2015), "2015年度起参加考核"),
        (Assessed(2012, 2014), "2012年度至2014年度参加考核"),
        (Assessed(2015, date(2015, 6, 30)), "2015年度起参加考核，到2015年6月30日为止"),
        (Assessed(date(2015, 3, 1), date(2015, 6, 30)), "2015年3月1日至2015年6月30日参加考核"),
    ],
)
def test_since_when_and_until_when(assessed: Assessed, words: str) -> None:
    assert assessed_words(new_unit(assessed)) == words


def test_a_body_that_decided_on_appeals_lists_them(result: YearResult) -> None:
    decided = index_decisions(of_office(CORPUS))
    appeals = [(record, record.appeal) for record in CORPUS.deductions if record.appeal and record.appeal.decision]
    assert appeals
    for body, years in decided.items():
        own = [record for record, appeal in appeals if appeal.decided_by == body]
        assert sum(len(year.records) for year in years) == len(own)
        assert {link.url for year in years for link in year.records} == {record_page(record) for record in own}
    assert sum(len(year.records) for years in decided.values() for year in years) == len(appeals)
    [(_, year)] = [(body, year) for body, years in decided.items() for year in years]
    assert year.words == "2 件：减少扣分 1 件，撤销扣分 1 件"


def test_a_common_name_leads_to_those_it_stands_for_and_has_no_place_among_them(result: YearResult) -> None:
    kind = CORPUS.units["caizheng"].kind
    common = replace(new_unit(None), short_name="各局", kind=kind)
    corpus = replace(CORPUS, units={**CORPUS.units, common.id: common})
    assessed = {unit.name for unit in CORPUS.units.values() if unit.kind == kind and unit.assessed is not None}
    assert {link.name for link in home(common, result).members} == assessed
    assert home(CORPUS.units["caizheng"], result).members == ()
    groups = view_directory(of_office(corpus), [result], index_units([result]))
    assert common.name not in {unit.home.name for group in groups for unit in group.units}
    assert [link.name for group in groups for link in group.common] == [common.name]


def test_what_a_body_assesses_in_years_alike_is_listed_once(result: YearResult) -> None:
    item = next(iter(result.scheme.items.values()))
    years = [replace(result, year=year) for year in (2013, 2014, 2015)]
    found = index_units(years)
    periods = {year: Period(year, None, None) for year in (2013, 2014, 2015)}
    shown = view_unit_home(of_office(CORPUS), CORPUS.units[item.assessor], years, periods, found, {})
    [(span, links)] = shown.assesses
    assert span == "2013—2015年度"
    assert links
    assert all(link.url.startswith("2015/items/") for link in links)
