"""The finished pages of one year, kept from build to build by all that they follow from.

A page of a year is made from the edition of that year alone (`generator/load/year_edition.py`), so nothing of another
year can stand on it but what decides here: what all years share, the results of the year before, and the parts that
registers add.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from typing import Any

from generator.documents.document_files import forms_of
from generator.load.edition import Edition, per_edition
from generator.load.year_edition import told_until, year_edition
from generator.load.year_key import history_key, year_key
from generator.pages.register_source import register_supplements
from generator.pictures.drawing import LIBRARY, drawer_of
from generator.words.article_row import article_rows, articles_of
from generator.words.page_frame import Article, PageChoice


def year_group(
    edition: Edition, year: int, make: Callable[[Edition, PageChoice], Iterable[Article]]
) -> Iterator[Article]:
    """The pages of `year` without their frame, as they were kept or as `make` makes them now."""
    wanted = PageChoice(folder=str(year))

    def render() -> Iterator[dict[str, Any]]:
        made_anew(edition).append(year)
        return article_rows(make(year_edition(edition, year), wanted))

    store = edition.store
    rows = store.derive_rows(_decides(edition, year, wanted), render) if store.is_there else render()
    yield from articles_of(rows)


@per_edition
def made_anew(_: Edition) -> list[int]:
    """The years whose pages were made in this build."""
    return []


def _decides(edition: Edition, year: int, wanted: PageChoice) -> Iterator[str]:
    """All that the pages of `year` follow from, beside the program."""
    drawer = drawer_of(edition)
    yield "pages of a year"
    yield year_key(edition, year)
    yield edition.folders.digest_of("pages")
    yield repr((version("jinja2"), version(LIBRARY) if drawer.able else "", forms_of(edition)))
    yield str(told_until(edition, year))
    yield repr(register_supplements(edition, wanted))
    yield history_key(edition, year)
