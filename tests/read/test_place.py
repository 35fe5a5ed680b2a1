"""A path and its place are two spellings of the same thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model.place import KINDS, Place, find_place
from generator.read.layout import place_file

ROOT = Path(__file__).resolve().parents[2]
PLACES = {
    "data/site.yml": Place("site", id="site"),
    "data/committers.yml": Place("committers", id="committers"),
    "data/allowed_signers": Place("signers", id="allowed_signers"),
    "data/exceptions.yml": Place("exceptions", id="exceptions"),
    "data/schemes/2015.yml": Place("scheme", 2015),
    "data/holidays/2015.yml": Place("holidays", 2015),
    "data/units/fagaiju.yml": Place("unit", id="fagaiju"),
    "data/deductions/2015/hotline/a-1.yml": Place("deduction", 2015, "hotline", "a-1"),
    "data/bonuses/2015/reform/a-1.yml": Place("bonus", 2015, "reform", "a-1"),
    "data/measures/2015/hotline/fagaiju.yml": Place("measure", 2015, "hotline", "fagaiju"),
    "data/imports/2015/peace.yml": Place("import", 2015, id="peace"),
    "data/applies/2015.yml": Place("applies", 2015),
    "data/amendments/2015/july.yml": Place("amendment", 2015, id="july"),
    "data/appraisals/2015/fagaiju.yml": Place("appraisal", 2015, id="fagaiju"),
    "data/publications/2015-q1.yml": Place("publication", id="2015-q1"),
    "data/publications/chain.yml": Place("chain", id="chain"),
    "data/withdrawals/2015-q1.yml": Place("withdrawal", id="2015-q1"),
    "data/corrections/2015-q1-c1.yml": Place("correction", id="2015-q1-c1"),
    "data/redactions/2015-1.yml": Place("redaction", id="2015-1"),
}


@pytest.mark.parametrize(("path", "place"), PLACES.items())
def test_a_place_is_spelt_in_one_way(path: str, place: Place) -> None:
    assert find_place(path) == place
    assert place.path == path
    assert place_file(path) == (place.kind, place.ids)


def test_every_kind_has_a_place() -> None:
    assert {place.kind for place in PLACES.values()} == set(KINDS)


def test_every_file_of_the_sample_comes_back() -> None:
    for path in sorted((ROOT / "data").rglob("*")):
        if path.is_file():
            place = find_place(name := path.relative_to(ROOT).as_posix())
            assert place is not None, name
            assert place.path == name


@pytest.mark.parametrize(
    "path",
    ["", "data", "data/", "site.yml", "data/site.yaml", "data/units/Fagaiju.yml", "data/units/con.yml", "data/x.yml",
     "data/schemes/0015.yml", "data/schemes/2015.yml\n", "data/deductions/2015/a.yml", "data/units/a/b.yml"],
)  # fmt: skip
def test_where_no_file_belongs_there_is_no_place(path: str) -> None:
    assert find_place(path) is None
    assert place_file(path) is None
