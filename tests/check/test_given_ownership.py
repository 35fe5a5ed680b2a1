"""Whose the files beside records are: an item's values its office's, what concerns the whole the leading office's."""

from __future__ import annotations

import pytest

from generator.check.ownership import check_offices, touches_of
from generator.rules.corpus import Corpus
from tests.sample import read_sample

ITEM = "hotline-handling"
MEASURED = f"data/measures/2015/{ITEM}/fagaiju.yml"
OF_THE_LEAD = ("data/imports/2015/peace.yml", "data/applies/2015.yml", "data/amendments/2015/july.yml")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_sample()


def told(corpus: Corpus, path: str, office: str) -> list[str]:
    return [problem.code for problem in check_offices(corpus, corpus, touches_of(corpus, corpus, [path], office))]


def test_measured_values_are_written_by_the_office_that_assesses_the_item(corpus: Corpus) -> None:
    assessor = corpus.schemes[2015].items[ITEM].assessor
    assert corpus.site is not None
    assert told(corpus, MEASURED, assessor) == []
    assert told(corpus, MEASURED, corpus.site.lead) == []
    assert told(corpus, MEASURED, "fagaiju") == ["KH506"], "not by the unit that is measured"
    own = f"data/measures/2015/{ITEM}/{assessor}.yml"
    other = corpus.schemes[2015].assessor_of(corpus.schemes[2015].items[ITEM], assessor)
    assert (told(corpus, own, other), told(corpus, own, assessor) == []) == ([], other == assessor)


def test_a_bonus_is_the_record_of_its_item_s_office(corpus: Corpus) -> None:
    path = f"data/bonuses/2015/{ITEM}/2015-0910-fagaiju-1.yml"
    assert told(corpus, path, corpus.schemes[2015].items[ITEM].assessor) == []
    assert told(corpus, path, "fagaiju") == ["KH506"]


@pytest.mark.parametrize("path", OF_THE_LEAD)
def test_what_concerns_the_whole_is_the_leading_office_s(corpus: Corpus, path: str) -> None:
    assert corpus.site is not None
    assert told(corpus, path, corpus.site.lead) == []
    assert told(corpus, path, corpus.schemes[2015].items[ITEM].assessor) == ["KH508"]
