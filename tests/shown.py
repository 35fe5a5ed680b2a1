"""What the public sees of records that were not published: as a demonstration shows them."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.public.periods import Period, score_periods, visible_corpus
from generator.public.released import Public, Released
from generator.rules.corpus import Corpus
from generator.score.result import YearResult
from tests.opendata.sample import SITE


def unmarked(html: str) -> str:
    """The HTML of a page without the marks that keep numbers and their units on one line."""
    return re.sub('<span class="kh-one">(.*?)</span>', r"\1", html)


def as_demonstration(corpus: Corpus) -> Corpus:
    """`corpus` of which the public sees what was not published as well."""
    return replace(corpus, site=replace(corpus.site or SITE, demo=True))


def shown_year(corpus: Corpus, year: int = 2015) -> tuple[Released[Public], YearResult]:
    """The records and the whole year's results as the gate hands them out to the public."""
    shown = as_demonstration(corpus)
    results = score_periods(shown, [Period(year, None, None)], "public")
    return visible_corpus(shown, "public"), results[year, None]
