"""Where a scheme allows no shared place, results with one are not published, and published ones are wrong."""

from __future__ import annotations

from dataclasses import replace

from generator.release.publishable import check_shared_places, refuse_scheme
from generator.score.year import score_year
from tests.opendata.sample import SCHEME, make_corpus

FORBIDDEN = replace(SCHEME, ranking=replace(SCHEME.ranking, forbid_ties=True))
TIED = "区丙中心、区乙局名次相同，考核办法不许并列"


def test_a_quarter_with_a_shared_place_is_refused() -> None:
    """Two units have lost nothing in the first quarter; in the year they differ."""
    corpus = make_corpus(FORBIDDEN)
    assert [words.split("。")[0] for words in refuse_scheme(corpus, 2015, 1)] == [TIED]
    assert list(refuse_scheme(corpus, 2015, None)) == []
    assert list(refuse_scheme(make_corpus(), 2015, 1)) == []


def test_a_published_shared_place_is_an_error() -> None:
    corpus = make_corpus(FORBIDDEN)
    found = list(check_shared_places(corpus.publications["2015-q1"], score_year(corpus, 2015, 1)))
    assert [(problem.code, problem.severity, problem.message) for problem in found] == [("KH434", "error", TIED)]
