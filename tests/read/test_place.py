"""A path and its place are two spellings of the same thing."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from generator.model.place import (
    DEPTHS,
    KINDS,
    TOP_FILES,
    FileKind,
    Place,
    example_path,
    find_place,
    folder_of,
    kind_at,
    path_pattern,
    spoken_folder,
    spoken_path,
)

ROOT = Path(__file__).resolve().parents[2]
PLACES = {
    "data/site.yml": Place("site", id="site"),
    "data/committers.yml": Place("committers", id="committers"),
    "data/allowed_signers": Place("signers", id="allowed_signers"),
    "data/exceptions.yml": Place("exceptions", id="exceptions"),
    "data/mappings/duban.yml": Place("mapping", id="duban"),
    "data/index.yml": Place("index", id="index"),
    "data/districts/shili.yml": Place("district", id="shili"),
    "data/counterparts.yml": Place("counterparts", id="counterparts"),
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
    "data/appraisals/2015/peers/fagaiju.yml": Place("appraisal", 2015, "peers", "fagaiju"),
    "data/registers/inspections.yml": Place("register", id="inspections"),
    "data/registers/inspections/2015/a-1.yml": Place("entry", 2015, id="a-1", register="inspections"),
    "data/registers/rectification/a-1.yml": Place("entry", id="a-1", register="rectification"),
    "data/tallies/leads/2015-q1.yml": Place("tally", id="2015-q1", register="leads"),
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


def test_every_kind_has_a_place() -> None:
    assert {place.kind for place in PLACES.values()} == set(KINDS)


def is_matched(path: str, pattern: str) -> bool:
    """As an editor matches: a star stays within one name of a path, two stand for any number of folders."""
    names, wanted = path.split("/"), pattern.split("/")
    if "**" in wanted:
        at = wanted.index("**")
        extra = len(names) - len(wanted) + 1
        wanted = [*wanted[:at], *["*"] * extra, *wanted[at + 1 :]]
    return len(names) == len(wanted) and all(map(fnmatchcase, names, wanted))


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_and_the_pattern_of_a_kind_are_of_its_paths(kind: FileKind) -> None:
    assert kind_at(example_path(kind)) == kind
    assert [other for other in KINDS if is_matched(example_path(kind), path_pattern(other))] == [kind]
    assert example_path(kind).startswith(f"{folder_of(kind)}")


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [
        (("deduction",), "data/deductions"),
        (("deduction", 2015), "data/deductions/2015"),
        (("deduction", 2015, "hotline"), "data/deductions/2015/hotline"),
        (("appraisal", 2015, "hotline"), "data/appraisals/2015"),
        (("scheme", 2015), "data/schemes"),
        (("site",), "data"),
    ],
)
def test_the_folder_of_a_kind(arguments: tuple[Any, ...], folder: str) -> None:
    assert folder_of(*arguments) == folder


def test_a_path_and_a_folder_are_told_in_words() -> None:
    assert spoken_path("deduction") == "data/deductions/年度/单项/记录.yml"
    assert spoken_path("deduction", "2015", "…", "…") == "data/deductions/2015/…/….yml"
    assert spoken_path("chain") == "data/publications/chain.yml"
    assert {spoken_folder(top) for top in DEPTHS} >= {"data/deductions/年度/单项/", "data/units/"}
    assert {*TOP_FILES} == {
        "site.yml", "committers.yml", "allowed_signers", "exceptions.yml", "index.yml", "counterparts.yml",
    }  # fmt: skip


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
    assert kind_at(path) is None
