"""A scheme that both takes and gives: its sums are told apart wherever they are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from generator.documents.circular_facts import circular_facts
from generator.documents.deduction_notice import deduction_notice_facts
from generator.pages.items_page import index_losses
from generator.pages.summary_sentences import year_sentence
from generator.pages.year_page import view_year
from generator.pictures.causes_picture import view_by_item, view_by_source
from generator.pictures.course_picture import view_course
from generator.pictures.drawing import Drawer
from generator.public.periods import Period
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.rules.corpus import Corpus
from generator.score.result import YearResult
from generator.score.year import score_year
from generator.words.counted_sums import are_mixed
from tests.released import of_office
from tests.rules.kind_samples import PARTS, SAMPLES, records


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Unit a is given 2 and 2 points, of which 3 count, b is given 2; each loses one for being late, a twice."""
    files = PARTS["bonus"] | records("deductions", "late", "1", "1", "1", item="second")
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    assert problems == []
    return corpus


@pytest.fixture(scope="module")
def result(corpus: Corpus) -> YearResult:
    return score_year(corpus, 2019)


def test_the_page_of_the_year_has_a_figure_for_what_was_taken_and_one_for_what_was_given(
    corpus: Corpus, result: YearResult
) -> None:
    assert are_mixed(result)
    view = view_year(of_office(corpus), result, index_losses(result), ())
    tiles = {tile.name: (tile.value, tile.about) for tile in view.tiles}
    assert tiles["共扣"] == ("3", "分；0 条达到单项上限")
    assert tiles["共加"] == ("5", "分；1 条达到单项上限")
    assert "共计" not in tiles
    assert [row.lost for row in view_year(of_office(corpus), score_year(corpus, 2019, 2), {}, ()).quarters] == [
        "计 0",
        "扣 3，加 5",
    ]


def test_a_quarter_says_both_in_its_sentence_and_in_its_circular(corpus: Corpus) -> None:
    second = score_year(corpus, 2019, 2)
    assert "第二季度 6 条记录，2 个单位共扣 3 分，共加 5 分。" in year_sentence(second)
    facts = circular_facts(of_office(corpus), Period(2019, 2, None), second, None, "quarterly")
    assert facts["own_sums"] == "扣3分、加5分"
    assert [row[2] for row in facts["categories"]] == ["加5", "扣3"]


def test_a_notice_to_a_unit_adds_up_each_by_itself(corpus: Corpus) -> None:
    own = [record for record in corpus.deductions if record.unit == "a"]
    facts = deduction_notice_facts(
        of_office(corpus), corpus.schemes[2019], corpus.units["a"], own, 2, date(2019, 7, 1)
    )
    assert facts["sums"] == "扣分共2分、加分共4分"


def test_pictures_name_which_of_the_two_a_bar_is(result: YearResult) -> None:
    by_item, by_source = (draw(result, Drawer()) for draw in (view_by_item, view_by_source))
    assert by_item is not None
    assert by_source is not None
    assert by_item.about == (
        "各单位合计扣分 3 分、加分 5 分，从多到少；最多的是样例单项（加分），5 分，占全部加分的 100%。"
    )
    assert [row[0] for row in by_source.table.rows] == ["集中考评（加分）", "集中考评（扣分）"]
    course = view_course(result, (), Drawer())
    assert course is not None
    assert course.about.startswith("一根柱子是一周里登记的分数，扣的和加的合在一起表示多少，不相抵；")
    assert "2 条，扣 1 分，加 2 分。" in course.about


def test_what_is_taken_from_parts_that_are_earned_is_called_so() -> None:
    """All parts are earned, one of them from full marks down: what was found takes points from it."""
    files = {path: text.encode() for path, text in SAMPLES["months-from-full"].items()}
    corpus, problems = read_corpus(MemoryTree(files))
    assert problems == []
    scheme = corpus.schemes[2019]
    earned = tuple(part for part in scheme.components if part.kind == "earned")
    corpus = replace(corpus, schemes={2019: replace(scheme, components=earned, full_marks=Decimal(10))})
    result = score_year(corpus, 2019)
    assert not are_mixed(result)
    second = view_year(of_office(corpus), score_year(corpus, 2019, 2), {}, ())
    assert [row.lost for row in second.quarters] == ["0", "扣 7"]
    picture = view_course(result, (), Drawer(able=False))
    assert picture is not None
    assert picture.about.startswith(
        "一根柱子是一周里发现的问题的扣分（分）；最多的是4月29日至5月5日的一周，2 条，扣 4 分。"
    )
    assert picture.table.heads[2] == "扣分（分）"
