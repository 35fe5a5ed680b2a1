"""Small cells: a number below the limit is in no tally, and none can be found by subtracting what is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations, product

import pytest

from generator.model.register_count import CountWhere, RegisterCount
from generator.model.register_field import FieldRule
from generator.model.register_rule import RegisterRule
from generator.model.tally import WITHHELD_CELL, Tally
from generator.public.small_cells import withhold_cells
from generator.score.register_counts import Cell

LEAST = 5
REGISTER = RegisterRule(
    id="leads",
    title="线索",
    keeper="jiwei",
    per="year",
    store="confidential",
    show="counts",
    at_least=LEAST,
    date="day",
    fields=(FieldRule(id="day", label="收到", type="day", required=True, share="public"),),
    counts=(
        RegisterCount(id="all", label="收到", by=("source",)),
        RegisterCount(id="done", label="办结", where=CountWhere(reached=("done",)), by=("source",), share_of="all"),
    ),
)
Numbers = Mapping[str, int]


def cells(numbers: Numbers) -> dict[tuple[str, ...], Cell]:
    return {(key,): Cell(Fraction(number), number) for key, number in numbers.items()}


def told(all_: Numbers, done: Numbers | None = None, quarters: Sequence[Numbers] = ()) -> dict[str, dict[str, str]]:
    """What a tally says; of a year with the quarters that it is made of."""
    counted = {"all": cells(all_), **({"done": cells(done)} if done is not None else {})}
    return withhold_cells(REGISTER, counted, [{"all": cells(part)} for part in quarters])


def shown(counts: Mapping[str, str]) -> dict[str, int]:
    return {key: int(text) for key, text in counts.items() if text != WITHHELD_CELL}


def test_large_numbers_are_told_and_nothing_of_a_nought_is_hidden() -> None:
    assert told({"hotline": 9, "flight": 7, "post": 0}) == {"all": {"hotline": "9", "flight": "7", "post": "0"}}


def test_a_small_number_takes_another_with_it() -> None:
    assert shown(told({"hotline": 20, "flight": 7, "post": 2})["all"]) == {"hotline": 20}
    assert shown(told({"hotline": 20, "post": 4})["all"]) == {}


def test_what_a_share_leaves_over_is_a_cell_too() -> None:
    found = told({"hotline": 20, "flight": 30, "post": 40}, {"hotline": 18, "flight": 20, "post": 30})
    assert shown(found["all"]) == {"hotline": 20, "flight": 30, "post": 40}
    assert "hotline" not in shown(found["done"]), "two are not done"
    assert len(shown(found["done"])) == 1, "a second one goes with it"


def test_what_is_withheld_above_is_withheld_below() -> None:
    found = told({"hotline": 20, "post": 4, "flight": 30}, {"hotline": 20, "post": 0, "flight": 30})
    assert "post" not in shown(found["all"])
    assert "post" not in shown(found["done"])


@pytest.mark.parametrize("numbers", list(product((0, 1, 4, 5, 9, 30), repeat=3)))
def test_with_the_total_at_hand_no_small_number_can_be_found(numbers: tuple[int, ...]) -> None:
    """Whoever knows the total subtracts what is told: the rest of all withheld is none, or not small."""
    all_ = dict(zip(("hotline", "flight", "post"), numbers, strict=True))
    seen = shown(told(all_)["all"])
    assert not any(0 < number < LEAST for number in seen.values())
    gone = [key for key in all_ if key not in seen]
    rest = sum(all_[key] for key in gone)
    if any(0 < all_[key] < LEAST for key in gone) and sum(numbers) >= LEAST and len(all_) > 1:
        assert len(gone) > 1
        assert rest >= LEAST or not seen


@pytest.mark.parametrize("numbers", list(combinations((0, 2, 4, 6, 8, 11, 25), 4)))
def test_across_quarters_a_year_gives_none_away(numbers: tuple[int, ...]) -> None:
    """Of each source: the year less the quarters that are told leaves none, or several not small together."""
    quarters = [{"hotline": number, "flight": 40, "post": 50} for number in numbers]
    year = {key: sum(part[key] for part in quarters) for key in quarters[0]}
    whole = shown(told(year, quarters=quarters)["all"])
    parts = [shown(told(part)["all"]) for part in quarters]
    for key in year:
        gone = [part[key] for part, seen in zip(quarters, parts, strict=True) if key not in seen]
        if key in whole and gone:
            assert len(gone) > 1
            assert sum(gone) >= LEAST


def test_a_tally_of_the_quarter_says_so_in_its_file() -> None:
    tally = Tally(register="leads", id="2015-q1", until=date(2015, 3, 31), counts=told({"post": 2}), commit="0" * 40)
    assert tally.counts == {"all": {"post": WITHHELD_CELL}}
