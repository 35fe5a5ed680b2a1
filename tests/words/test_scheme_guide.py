"""The page on writing a scheme: every example is accepted, and nothing that a scheme can say is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.model.deduction import Deduction
from generator.model.place import find_place
from generator.read.record import read_record
from generator.rules.kind_list import KINDS
from generator.rules.scheme import Scheme
from generator.rules.standard_list import STANDARDS
from tests.words.scheme_examples import (
    FILES,
    ONE_PART,
    PAGE,
    PART,
    RECORD,
    SCHEME,
    STANDARD,
    TOP,
    Example,
    blocks,
    cells,
    in_scheme,
    plain,
    problems_of,
    strip,
    written,
)
from tests.words.scheme_slots import choices, sayable, shown

LINEAR = "id: between, kind: linear, text: 按比例, measure: answered, at_low: 0, at_high: 5, beyond: cap"
REACHED = "id: reached, kind: threshold, text: 达到的得满分, measure: answered, else: 0"
RECORD_FILE = "data/deductions/2026/hotline/2026-0618-fagaiju-1.yml"
RECORD_BASE = (
    "{unit: fagaiju, date: 2026-06-18, standard: evasive, points: 1, method: spot-check, source: hotline, "
    "reason: 推诿}"
)
IN_SCHEME = [example for example in cells() if example.place != RECORD] + [
    example for example in blocks() if example.place.startswith(ONE_PART)
]


@pytest.mark.parametrize("example", IN_SCHEME, ids=lambda example: example.text[:60])
def test_an_example_is_accepted_in_a_scheme(example: Example) -> None:
    assert told(FILES | {SCHEME: written(in_scheme(example))}) == []


def told(files: dict[str, str]) -> list[tuple[str, str]]:
    """What is said, but that the one town of the district has no other town to be compared with."""
    found = [(problem.code, problem.message) for problem in problems_of(files)]
    return [(code, words) for code, words in found if not words.endswith("只有一个单位，没有同组其他单位可以平均")]


@pytest.mark.parametrize(
    ("place", "text", "code", "many"),
    [
        (TOP, "`total: {cap: 110, flor: 0}`", "KH201", 1),
        (PART, "`not_applicable: peer-mean`", "KH459", 1),
        (STANDARD, "`{id: place, kind: rank, text: 名次, measure: answered, points: [3], then: last}`", "KH459", 3),
        (TOP, "`vetoes: [{id: absent, name: 否决, standards: [meetings/none], effect: no-score}]`", "KH436", 1),
        (STANDARD, f"`{{{LINEAR}, low: 60}}`", "KH459", 1),
        (STANDARD, f"`{{{LINEAR}, low: 60, high: 60}}`", "KH433", 1),
        (STANDARD, f"`{{{LINEAR}, low: 60, high: {{measure: answered, take: highest, among: all}}}}`", "KH459", 1),
        (STANDARD, f"`{{{REACHED}, at_least: {{measure: answered, take: mean}}}}`", "KH459", 1),
        (
            STANDARD,
            f"`{{{REACHED}, at_least: {{measure: answered, take: lowest, among: group-others}}}}`",
            "KH433",
            1,
        ),
        (STANDARD, f"`{{{REACHED}, at_least: {{measure: nobody}}}}`", "KH461", 1),
        (TOP, "`year_of: {take: weighted, weights: [2, 2, 4]}`", "KH459", 1),
        (TOP, "`year_of: {take: mean, weights: [2, 2, 2, 4]}`", "KH459", 1),
        (TOP, "`year_of: {take: weighted, weights: [2, 2, 0, 4]}`", "KH433", 1),
        (PART, "`{kind: bonus, max: 10, counts_as: 5, weight: 0.5}`", "KH430", 1),
    ],
)
def test_an_example_that_is_wrong_would_be_told(place: str, text: str, code: str, many: int) -> None:
    assert [name for name, _ in told(FILES | {SCHEME: written(in_scheme(Example(place, text)))})] == [code] * many


def test_the_files_of_the_page_fit_together() -> None:
    files = {found.place.removeprefix("# "): found.text for found in blocks() if found.place.startswith("# data/")}
    assert len(files) == 7
    assert [(code, words) for code, words in told(FILES | files) if code not in {"KH431", "KH341"}] == []


@pytest.mark.parametrize(
    "example", [found for found in cells() if found.place == RECORD], ids=lambda found: found.text
)
def test_an_example_is_read_as_of_a_record(example: Example) -> None:
    text = written(plain(RECORD_BASE) | plain(strip(example.text)))
    place = find_place(RECORD_FILE)
    assert place
    record, problems, _ = read_record(RECORD_FILE, place, text.encode())
    assert problems == ()
    assert isinstance(record, Deduction)


# Nothing that a scheme can say is missing.


def test_every_field_of_a_scheme_is_shown() -> None:
    there = shown()
    assert [name for name, said in sayable(Scheme, set()) if said not in there] == []


def test_every_kind_of_part_and_of_standard_is_shown() -> None:
    names = [kind.name for kind in KINDS] + [kind.name for kind in STANDARDS]
    assert [name for name in names if not re.search(rf"\bkind: {name}\b", PAGE)] == []
    assert [kind.name for kind in KINDS if f"`{kind.name}`" not in PAGE] == []


@pytest.mark.parametrize(("record", "field", "value"), sorted(set(choices(Scheme, set()))))
def test_every_value_that_may_be_chosen_is_shown(record: str, field: str, value: str) -> None:
    assert re.search(rf"\b{field}: \[?(?:[a-z-]+, )*{value}\b", PAGE), (record, field, value)


def test_the_page_is_led_to() -> None:
    root = Path(__file__).parents[2]
    assert "guide/scheme.md" in (root / "mkdocs.yml").read_text("utf-8")
    for name in ("index.md", "office.md", "start.md"):
        assert "(scheme.md)" in (root / "content/guide" / name).read_text("utf-8"), name
