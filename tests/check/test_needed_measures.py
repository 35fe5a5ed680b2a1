"""A missing value is an error once a publication stands that needed it: not one that was taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.check.needed_measures import check_needed, missing_values, missing_words
from generator.model.act import Chain
from generator.model.inapplicable import Inapplicable, InapplicableItems
from generator.model.publication import FORM, Publication, Withdrawal
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.rules.corpus import Corpus
from generator.rules.item import Item
from generator.rules.kinds.deductions_kind import DeductionsComponent
from tests.check.cases import lay_out, list_cases


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Of one unit the value of the second quarter is missing."""
    (case,) = [case for case in list_cases("invalid") if case.name == "measure-missing"]
    return read_corpus(WorkTree(lay_out(case, tmp_path)))[0]


def severity(corpus: Corpus, *published: str, withdrawn: tuple[str, ...] = (), lines: tuple[str, ...] = ()) -> str:
    """How weighty it is, where these were published and these taken back; `lines` are those of chain.yml."""
    day = date(2015, 7, 10)
    made = {name: Publication(name, "通报", day, "0" * 40, "0" * 64, {}, FORM) for name in published}
    taken = {name: Withdrawal(name, day, "有误") for name in withdrawn}
    chain = Chain(lines) if lines else None
    (problem,) = check_needed(replace(corpus, publications=made, withdrawals=taken, chain=chain))
    assert problem.code == "KH431"
    return problem.severity


def test_it_is_an_error_once_a_standing_publication_needed_it(corpus: Corpus) -> None:
    assert severity(corpus) == "warning"
    assert severity(corpus, "2015-q1") == "warning"
    assert severity(corpus, "2014-final") == "warning"
    assert severity(corpus, "2015-q2") == "error"
    assert severity(corpus, "2015-q1", "2015-q2", lines=("publish 2015-q2",)) == "error"
    assert severity(corpus, "2015-q2", lines=("publish 2015-q1",)) == "error", "without a line of its own, too"


def test_what_was_withdrawn_needs_nothing(corpus: Corpus) -> None:
    assert severity(corpus, "2015-q2", withdrawn=("2015-q2",)) == "warning"
    assert severity(corpus, "2015-q2", "2015-q2-2", withdrawn=("2015-q2",)) == "error"
    assert severity(corpus, "2015-q1", "2015-q2", withdrawn=("2015-q2",)) == "warning"


def test_a_measure_that_two_items_use_is_asked_for_once_and_written_in_one_place(corpus: Corpus) -> None:
    scheme = corpus.schemes[2015]
    hotline, meetings = scheme.items["hotline"], scheme.items["meetings"]
    both = replace(meetings, standards=(*meetings.standards, hotline.standards[1]))
    with_both = _with_item(corpus, both)
    (problem,) = check_needed(with_both)
    assert problem.place.file == "data/measures/2015/hotline"
    assert problem.message.startswith("“热线办理”、“会风会纪”按指标“按时答复率”计分，还没有区水务站 2015-Q2")

    moved = replace(with_both, measures=tuple(replace(found, item="meetings") for found in corpus.measures))
    (problem,) = check_needed(moved)
    assert problem.place.file == "data/measures/2015/meetings", "where the measure is written already"
    (found,) = missing_values(with_both, with_both.schemes[2015], date(2015, 6, 30))
    assert missing_words(2015, found) == (
        "指标“按时答复率”还缺2015年第二季度 1 个单位的数值：区水务站。"
        "请写进 data/measures/2015/hotline/ 里各单位的文件。"
    )


def test_a_unit_for_which_one_of_the_items_does_not_hold_has_its_file_below_the_other(corpus: Corpus) -> None:
    scheme = corpus.schemes[2015]
    hotline, meetings = scheme.items["hotline"], scheme.items["meetings"]
    with_both = _with_item(corpus, replace(meetings, standards=(*meetings.standards, hotline.standards[1])))
    spared = InapplicableItems(2015, (Inapplicable("hotline", "shuiwu", "不办热线", date(2015, 1, 5)),))
    (problem,) = check_needed(replace(with_both, inapplicable={2015: spared}))
    assert problem.place.file == "data/measures/2015/meetings"
    assert "“热线办理”" not in problem.message


def _with_item(corpus: Corpus, changed: Item) -> Corpus:
    scheme = corpus.schemes[2015]
    part, *others = scheme.components
    assert isinstance(part, DeductionsComponent)
    categories = tuple(
        replace(category, items=tuple(changed if item.id == changed.id else item for item in category.items))
        for category in part.categories
    )
    again = replace(scheme, components=(replace(part, categories=categories), *others))
    return replace(corpus, schemes={2015: again})
