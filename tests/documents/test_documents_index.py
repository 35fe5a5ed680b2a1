"""The list of documents: one page while it is short, then a page for each year that is over; each document once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from generator.documents.document_files import Made, forms_of, make_documents
from generator.documents.documents_index import index_articles, year_of
from generator.load.edition import Edition
from generator.words.page_frame import ALL_PAGES
from generator.words.parted_years import part_years
from tests.site.sample import open_district, read_district

_ROW = re.compile(r'<th scope="row"><a href="([^"]+)"')


@pytest.fixture(scope="module")
def edition() -> Edition:
    return open_district(read_district())


@pytest.fixture(scope="module")
def made(edition: Edition) -> Sequence[Made]:
    """The documents of the district, as if those of its year had been made in each of four."""
    own = make_documents(edition)
    years = [
        (replace(order, name=order.name.replace("2015/", f"{year}/")), document)
        for year in (2012, 2013, 2014)
        for order, document in own
        if order.name.startswith("2015/")
    ]
    return [*own, *years]


def test_as_many_years_stand_together_as_are_read_at_once(made: Sequence[Made]) -> None:
    each = sum(order.name.startswith("2015/") for order, _ in made)
    numbers = {year: sum(year_of(order) == year for order, _ in made) for year in (2012, 2013, 2014, 2015)}
    assert set(numbers.values()) == {each}
    assert part_years(numbers, 4 * each) == [(2015, 2014, 2013, 2012)]
    assert part_years(numbers, 2 * each) == [(2015, 2014), (2013,), (2012,)]
    assert part_years(numbers, 1) == [(2015,), (2014,), (2013,), (2012,)]
    assert part_years({}, 1) == [()]


@pytest.mark.parametrize("most", [1, 10_000])
def test_every_document_is_listed_once_and_every_page_leads_to_the_others(
    edition: Edition, made: Sequence[Made], most: int
) -> None:
    pages = list(index_articles(edition, made, forms_of(edition), ALL_PAGES, most))
    listed = [link for page in pages for link in _ROW.findall(page.body)]
    assert len(listed) == len(made) == len(set(listed))
    assert [page.url for page in pages] == [
        "documents/index.html",
        *(f"documents/{year}/index.html" for year in (2014, 2013, 2012) if most == 1),
    ]
    for page in pages:
        way = page.body.partition('aria-label="公文的年度"')[2].partition("</nav>")[0]
        assert way.count("<li>") == (len(pages) if len(pages) > 1 else 0)
        assert way.count("aria-current") == len(pages[1:]) - len(pages[2:])
