"""What LibreOffice makes of the formulas must be what was scored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.model.appraisal import Appraisal
from generator.opendata.disclosure import Disclosure
from generator.opendata.score_sheets import AGREES, DIFFERS
from generator.opendata.sheet import Workbook
from generator.opendata.xlsx_file import render_workbook
from generator.opendata.year_workbook import build_workbook
from generator.rules.corpus import Corpus
from tests.opendata.office import Computed, compute, differences, formulas
from tests.opendata.sample import (
    APPRAISALS,
    SCHEME,
    SITE,
    UNTIL,
    make_corpus,
    make_disclosure,
    make_tally,
)
from tests.rules.random_schemes import Plain
from tests.rules.random_schemes import districts as other_districts
from tests.rules.random_schemes import make_corpus as make_records
from tests.score.districts import corpora

pytestmark = pytest.mark.needs("soffice")
Views = dict[str, Workbook]
Found = dict[str, Computed]


@pytest.fixture(scope="module")
def recalculated(
    needs: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Views, Found]]:
    """The workbooks of each test by its word, as they were made and as one LibreOffice recalculated all of them.

    To start takes it as long as a dozen of them.
    """
    made = {"drawn": drawn_books(), "halves": half_books(), "changed": changed_books()}
    given = {f"{word}-{name}": view for word, views in made.items() for name, view in views.items()}
    rendered = {name: render_workbook(view, UNTIL) for name, view in given.items()}
    found = compute(needs("soffice"), rendered, tmp_path_factory.mktemp("books"))
    return {word: (views, {name: found[f"{word}-{name}"] for name in views}) for word, views in made.items()}


def districts() -> dict[str, Disclosure]:
    """Districts of every setting: rounding, ties, empty panels, small groups; drawn, but the same on every run."""
    found: list[Disclosure] = []

    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
    @given(corpora(), st.sampled_from([0, 0, 31]))
    def draw(corpus: Corpus, threshold: int) -> None:
        scheme = replace(corpus.schemes[2015], suppress_below=threshold)
        site = replace(SITE, demo=True)
        found.append(make_disclosure(replace(corpus, site=site, schemes={2015: scheme})))

    draw()
    return {f"d{number}": disclosure for number, disclosure in enumerate(found) if disclosure.periods}


def drawn_books() -> Views:
    books = {"sample": make_disclosure()} | districts()
    return {name: build_workbook(disclosure, 2015) for name, disclosure in books.items()}


def test_every_formula_comes_to_what_was_scored(recalculated: dict[str, tuple[Views, Found]]) -> None:
    views, found = recalculated["drawn"]
    assert {name: wrong for name, view in views.items() if (wrong := differences(view, found[name]))} == {}
    assert len(views) > 15
    assert sum(len(formulas(view)) for view in views.values()) > 1000


EXACT_HALF = {
    "delegates": make_tally((37, 0, 3, 0), (37, 0, 3, 0)),  # 92.5 %, so that 10 × 7.5 % is rounded at 0.75
    "residents": make_tally((37, 0, 3, 0), (37, 0, 3, 0)),
}


def half_books() -> Views:
    def build(mode: str, at: str, places: int) -> Workbook:
        rounding = replace(
            SCHEME.rounding, at=at, places=places, mode=mode, of="lost" if at == "component" else "earned"
        )
        appraisals = (Appraisal("alpha", 2015, APPRAISALS[0].held, EXACT_HALF),)
        corpus = make_corpus(replace(SCHEME, suppress_below=0, roundings=(rounding,)))
        return build_workbook(make_disclosure(replace(corpus, appraisals=appraisals)), 2015)

    return {
        f"{mode}-{at}-{places}": build(mode, at, places)
        for mode in ("half-up", "half-even", "down")
        for at in ("component", "total")
        for places in (0, 1)
    }


def test_an_exact_half_is_rounded_as_the_scheme_says(recalculated: dict[str, tuple[Views, Found]]) -> None:
    books, found = recalculated["halves"]
    assert len(books) == 12
    assert {name: wrong for name, view in books.items() if (wrong := differences(view, found[name]))} == {}


def changed_books() -> Views:
    book = build_workbook(make_disclosure(), 2015)
    at = next(number for number, sheet in enumerate(book.sheets) if sheet.name == "扣分记录")
    points = [column.key for column in book.sheets[at].columns].index("points")
    first, *others = book.sheets[at].rows
    changed = (*first[:points], 0, *first[points + 1 :])
    sheets = (*book.sheets[:at], replace(book.sheets[at], rows=(changed, *others)), *book.sheets[at + 1 :])
    return {"as-is": book, "changed": replace(book, sheets=sheets)}


def test_a_changed_deduction_shows_as_a_difference(recalculated: dict[str, tuple[Views, Found]]) -> None:
    _, found = recalculated["changed"]

    def checks(name: str) -> set[Any]:
        head, *rows = found[name]["得分"][2:6]
        return {row[head.index("核对")] for row in rows}

    assert checks("as-is") == {AGREES}
    assert checks("changed") == {AGREES, DIFFERS}
    assert "不一致" in str(found["changed"]["说明"][-1][1])


def test_whatever_a_scheme_says_its_formulas_come_to_what_was_scored(
    needs: Callable[[str], Path], tmp_path: Path
) -> None:
    views: dict[str, Workbook] = {}

    @settings(max_examples=50, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(other_districts())
    def draw(district: Plain) -> None:
        views[f"o{len(views)}"] = build_workbook(make_disclosure(make_records(district)), 2015)

    draw()
    rendered = {name: render_workbook(view, UNTIL) for name, view in views.items()}
    found = compute(needs("soffice"), rendered, tmp_path)
    assert {name: wrong for name, view in views.items() if (wrong := differences(view, found[name]))} == {}
    assert sum(len(formulas(view)) for view in views.values()) > 3000
