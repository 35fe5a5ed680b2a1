"""What the scores of months by themselves count, and the months that have none or that not wholly count."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from generator.check.rules import check_corpus
from generator.pages.unit_items import heaviest_record
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.score.given import given_rows
from generator.score.step import Step, explain_unit
from generator.score.year import score_year
from tests.rules.kind_samples import SAMPLES, Files

D = Decimal


def found_of(files: Files) -> list[Decimal]:
    """What each record of unit a in the item counts."""
    found, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    assert problems == []
    scored = score_year(found, 2019).unit("a")
    assert scored is not None
    return [round(effect.counted, 4) for effect in scored.score.effects()]


@pytest.mark.parametrize("unscored", ["full", "zero"])
def test_a_score_counts_its_share_whatever_months_without_one_do(unscored: str) -> None:
    assert found_of(SAMPLES[f"averaged-{unscored}"]) == [D("0.6667"), D("0.5417")]  # 8 and 6.5 of twelve months


@pytest.mark.parametrize("unscored", ["full", "zero"])
def test_points_lost_in_a_month_are_lost_whatever_months_without_a_score_do(unscored: str) -> None:
    assert found_of(lost_each(unscored)) == [D("0.6667"), D("0.5417")]


def lost_each(unscored: str) -> Files:
    """The same scores in a part that takes: what is given is lost."""
    path = "data/schemes/2019.yml"
    files = {
        name.replace("/bonuses/", "/deductions/"): text for name, text in SAMPLES[f"averaged-{unscored}"].items()
    }
    said = files[path].replace("kind: earned", "kind: deductions").replace("评定0至10分", "视情节扣0至10分")
    return files | {path: said}


def test_a_score_is_earned_where_its_item_begins_with_full_marks() -> None:
    """What else is found takes from full marks; a score says what there is of them."""
    path, files = "data/schemes/2019.yml", dict(SAMPLES["averaged-zero"])
    files[path] = files[path].replace("averaged: {", "starts: full\n        averaged: {")
    found, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    assert problems == []
    assert [one for one in check_corpus(found) if one.code == "KH486"] == []
    unit = score_year(found, 2019).unit("a")
    assert unit is not None
    assert [(one.words.verb, round(one.effective, 4)) for one in unit.score.effects()] == [
        ("得", D("0.6667")), ("得", D("0.5417")),
    ]  # fmt: skip


@pytest.mark.parametrize("day", ["04-01", "04-30", "05-31"])
def test_what_is_taken_beside_scores_is_as_much_on_any_day(day: str) -> None:
    """Of two months with scores, 3 points in one."""
    path, files = "data/schemes/2019.yml", SAMPLES["averaged-awaited"]
    given = next(line for line in files[path].splitlines() if "kind: given" in line)
    more = given[: given.index("{id")] + "{id: bad, text: 通报一次扣3分, points: 3, effect: loses}"
    one = next(text for name, text in files.items() if "/bonuses/" in name).replace("found", "bad")
    one = one.replace("2019-04-10", f"2019-{day}").replace("points: 8", "points: 3").replace("unit: c", "unit: a")
    made = files | {
        path: files[path].replace(given, f"{given}\n{more}"),
        f"data/deductions/2019/first/2019-{day.replace('-', '')}-a-1.yml": one,
    }
    assert sorted(found_of(made)) == [D("1.5"), D("3.25"), D("4")]


@pytest.mark.parametrize("unscored", ["full", "zero"])
@pytest.mark.parametrize(
    ("first", "number", "expected"),
    [
        ("04-05", 9, ["0.8889", "0.7222"]),  # 8 of April and 6.5 of May, from the day on
        ("04-20", 8, ["0", "0.8125"]),  # April began, and its score was before the day
    ],
)
@pytest.mark.parametrize("by", ["scheme", "unit"])
def test_a_month_in_which_the_time_begins_is_left_out_unless_it_has_a_score(
    unscored: str, first: str, number: int, expected: list[str], by: str
) -> None:
    files = dict(SAMPLES[f"averaged-{unscored}"])
    if by == "scheme":
        files["data/schemes/2019.yml"] += f"in_force: 2019-{first}\nbefore: not-counted\n"
    else:
        files["data/schemes/2019.yml"] += "part_year: ranked\n"
        files["data/units/a.yml"] = files["data/units/a.yml"].replace("from: 2019", f"from: 2019-{first}")
    assert found_of(files) == [D(points) for points in expected]
    corpus, _ = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    unit = score_year(corpus, 2019).unit("a")
    assert unit is not None
    scores = sum(D(points) for points in ("8", "6.5")[expected.count("0") :])
    others = 10 * (number - (2 - expected.count("0"))) if unscored == "full" else 0
    item_found = next(one for one in unit.score.items() if one.item.id == "first")
    assert round(item_found.counted, 6) == round((scores + others) / number, 6)


def test_a_unit_of_which_no_month_counts_wholly_waits_for_its_score() -> None:
    files = dict(SAMPLES["averaged-zero"])
    files["data/schemes/2019.yml"] += "part_year: ranked\n"
    files["data/units/b.yml"] = files["data/units/b.yml"].replace("from: 2019", "from: 2019-12-20")
    corpus, _ = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    unit = score_year(corpus, 2019).unit("b")
    assert unit is not None
    assert unit.score.provisional


def test_a_unit_that_left_before_the_scheme_was_in_force_is_scored_in_no_month() -> None:
    """In May it was assessed and the scheme came into force, but on no day was both so."""
    files = dict(SAMPLES["averaged-awaited"])
    files["data/schemes/2019.yml"] += "part_year: ranked\nin_force: 2019-05-20\nbefore: not-counted\n"
    files["data/units/b.yml"] = files["data/units/b.yml"].replace("from: 2019", "from: 2018, to: 2019-05-10")
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    assert problems == []
    rows = given_rows(corpus, corpus.schemes[2019], date(2019, 12, 31))["month"]
    assert {row["month"] for row in rows if row["unit"] == "b"} == set()
    assert len([row for row in rows if row["unit"] == "a"]) == 8  # of May on


@pytest.mark.parametrize(("unscored", "number"), [("zero", 12), ("full", 12), ("left-out", 2)])
def test_the_derivation_has_each_month_that_is_divided_by(unscored: str, number: int) -> None:
    corpus, _ = read_corpus(
        MemoryTree({path: text.encode() for path, text in SAMPLES[f"averaged-{unscored}"].items()})
    )
    result = score_year(corpus, 2019)
    unit = result.unit("a")
    assert unit is not None
    assert len([step for step in walk(explain_unit(result, unit)) if step.label.endswith("月")]) == number


def test_months_are_told_of_an_item_in_which_something_was_found_alone() -> None:
    corpus, _ = read_corpus(MemoryTree({path: text.encode() for path, text in SAMPLES["averaged-lost"].items()}))
    result = score_year(corpus, 2019)
    for name, number in (("b", 12), ("c", 0)):
        unit = result.unit(name)
        assert unit is not None
        assert len([step for step in walk(explain_unit(result, unit)) if step.label.endswith("月")]) == number


def test_no_record_took_most_where_the_shares_differ_by_how_they_are_written() -> None:
    """Three of 7 points in three months: 0.583333, 0.583334, 0.583333."""
    files = {path: text.replace("2019-04-20", "2019-06-20") for path, text in SAMPLES["averaged-lost"].items()}
    files = {path.replace("0420", "0620"): text for path, text in files.items()}
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    assert problems == []
    unit = score_year(corpus, 2019).unit("a")
    assert unit is not None
    assert len({effect.moves for effect in unit.score.effects()}) == 2
    assert heaviest_record(unit, {}) is None


def walk(step: Step) -> list[Step]:
    return [step, *(found for part in step.inputs for found in walk(part))]
