"""Whose the files beside records are: an item's values its office's, what concerns the whole the leading office's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.check.ownership import check_offices, touches_of
from generator.model.table_mapping import MappedColumn, MappedStandard, TableMapping
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


def test_how_a_table_is_read_is_also_the_office_s_whose_items_alone_it_names(corpus: Corpus) -> None:
    items = corpus.schemes[2015].items
    other = next(name for name, item in items.items() if item.assessor != items[ITEM].assessor)

    def read_as(item: str, texts_of: str = "") -> Corpus:
        texts = (MappedStandard("逾期", texts_of, "overdue"),) if texts_of else ()
        return replace(
            corpus, mappings={"x": TableMapping("x", (MappedColumn("单位", "unit"),), item, standards=texts)}
        )

    def codes(before: Corpus, after: Corpus, office: str) -> list[str]:
        touches = touches_of(before, after, ["data/mappings/x.yml"], office)
        return [problem.code for problem in check_offices(before, after, touches)]

    assert codes(corpus, read_as(ITEM), items[ITEM].assessor) == []
    assert codes(corpus, read_as(ITEM), items[other].assessor) == ["KH508"]
    assert codes(read_as(other), read_as(ITEM), items[ITEM].assessor) == ["KH508"], "nor taken over from another"
    assert codes(corpus, read_as(ITEM, other), items[ITEM].assessor) == ["KH508"]
    assert codes(corpus, read_as(""), items[ITEM].assessor) == ["KH508"], "one that names no item is everybody's"
