"""What was scored before is what is scored anew."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from generator.demo.district import Options, make_data
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.release.result_digest import results_digest
from generator.rules.corpus import Corpus
from generator.score.kept_scores import KeptScores
from generator.score.year import score_year


def _corpus() -> Corpus:
    return read_corpus(MemoryTree(make_data(Options(deductions=40))))[0]


def test_the_same_data_give_the_same_result_and_another_record_another() -> None:
    corpus, kept = _corpus(), KeptScores()
    for quarter in (None, 2, 3, 4):
        anew = score_year(corpus, 2015, quarter, ended=True)
        first = score_year(corpus, 2015, quarter, ended=True, kept=kept)
        again = score_year(replace(corpus), 2015, quarter, ended=True, kept=kept)
        assert first == anew
        assert again is first
        assert results_digest(first, kept) == results_digest(anew)
    record = corpus.deductions[0]
    more = replace(record, points=record.points + Decimal("0.1"))
    changed = replace(corpus, deductions=(more, *corpus.deductions[1:]))
    found = score_year(changed, 2015, None, ended=True, kept=kept)
    assert found == score_year(changed, 2015, None, ended=True)
    assert results_digest(found, kept) == results_digest(score_year(changed, 2015, None, ended=True))


def test_another_name_or_reason_is_another_result_of_which_the_figures_may_be_known() -> None:
    corpus, kept = _corpus(), KeptScores()
    first = score_year(corpus, 2015, None, ended=True, kept=kept)
    digest = results_digest(first, kept)
    record = corpus.deductions[0]
    reworded = replace(corpus, deductions=(replace(record, reason="另一个事由"), *corpus.deductions[1:]))
    found = score_year(reworded, 2015, None, ended=True, kept=kept)
    assert found is not first
    assert found == score_year(reworded, 2015, None, ended=True)
    unit = next(iter(corpus.units.values()))
    renamed = replace(corpus, units={**corpus.units, unit.id: replace(unit, name="另一个名称")})
    told = score_year(renamed, 2015, None, ended=True, kept=kept)
    assert told == score_year(renamed, 2015, None, ended=True)
    assert results_digest(told, kept) == digest == results_digest(found, kept)
