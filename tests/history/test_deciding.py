"""Files told apart by year once for all years are those that are asked for one by one."""

from __future__ import annotations

from generator.history.deciding import DECIDING, DuePlaces, due_in, place_in, published_in
from generator.history.line_columns import LineColumns
from generator.model.place import POINTS

PATHS = (
    "data/schemes/2025.yml",
    "data/units/fagaiju.yml",
    "data/deductions/2025/key-tasks/2025-0401-fagaiju-1.yml",
    "data/deductions/2026/key-tasks/2026-0401-fagaiju-1.yml",
    "data/appraisals/2026/fagaiju.yml",
    "data/publications/2025-q1.yml",
    "data/publications/2026-year.yml",
    "data/publications/unnamed.yml",
    "data/holidays/2026.yml",
    "data/site.yml",
    "data/what-is-this.txt",
)


def test_the_files_of_a_year_are_those_that_place_in_tells() -> None:
    places = DuePlaces(PATHS)
    for year in (2024, 2025, 2026):
        told = {path: place for path in PATHS if (place := place_in(year, path)) is not None}
        assert places.of(year) == told
        assert "data/units/fagaiju.yml" in told
        for path, place in told.items():
            assert due_in(year, path) == (place if place.kind in DECIDING else None)
            assert published_in(year, path) == (None if place.kind in DECIDING else place)
    assert {place.year for place in places.of(2025).values() if place.kind in POINTS} == {2025}
    assert places.points == {path for path in PATHS if "/deductions/" in path}
    assert not places.points & places.others


def test_the_changes_of_a_year_are_taken_out_of_those_of_all() -> None:
    sizes = [len(PATHS), 1, 0, 1]
    paths = [*PATHS, PATHS[2], PATHS[4]]
    blobs = [f"{at:040x}" for at in range(len(paths))]
    line = LineColumns([*"abcd"], [1, 2, 3, 4], sizes, paths, blobs)
    assert list(zip(*line.of_points, strict=True)) == [
        (0, PATHS[2], blobs[2]), (0, PATHS[3], blobs[3]), (1, PATHS[2], blobs[len(PATHS)]),
    ]  # fmt: skip
    due = line.places.of(2026)
    assert list(line.of_points.of(due).paths) == [PATHS[3]]
    files = line.of_files.of(due)
    assert (files.moments[-1], files.paths[-1], files.blobs[-1]) == (3, PATHS[4], blobs[-1])
    assert line.of_points.of(set(PATHS)) is line.of_points
