"""The first sentences of items, categories, years and quarters, and which records count."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from generator.model.deduction import Revocation
from generator.pages.items_page import index_losses
from generator.pages.loss_rows import loss_rows
from generator.pages.ranking_page import view_ranking
from generator.pages.summary_sentences import loss_sentence, year_sentence
from generator.score.result import RecordEffect, YearResult
from generator.score.step import EARLY
from generator.score.year import score_year
from generator.words.record_counts import counting, other_words, record_words
from generator.words.result_words import item_words
from tests.opendata.sample import make_corpus


@pytest.fixture(scope="module")
def result() -> YearResult:
    return score_year(make_corpus(), 2015)


def effects_of(result: YearResult) -> list[RecordEffect]:
    return [effect for unit in result.units for effect in unit.score.effects()]


def test_an_item_says_how_many_lost_how_much_and_who_most(result: YearResult) -> None:
    for item, found in index_losses(result).items():
        said = loss_sentence(result, found, item_words(result, item))
        lost = {unit.unit.short_name: part.counted for unit, part in found if part.counted > 0}
        if not lost:
            assert said == f"{len(found)} 个单位都没有扣分。"
            continue
        number = re.search(r"个单位中 (\d+) 个共扣 ([\d.]+) 分", said)
        assert number is not None
        assert (int(number[1]), Decimal(number[2])) == (len(lost), sum(lost.values()))
        most = max(lost, key=lambda name: lost[name])
        assert most in said
        counted = re.match(r"(\d+) 条扣分(?:（另有 (.*)，不扣分）)?，", said)
        effects = [effect for _, part in found for effect in part.effects]
        assert counted is not None
        others = sum(map(int, re.findall(r"(\d+) 条", counted[2] or "")))
        assert int(counted[1]) + others == len(effects), "the sentence tells of every record of the page"


def test_records_that_only_point_something_out_are_told_apart(result: YearResult) -> None:
    item, found = next(
        (item, found) for item, found in index_losses(result).items() if any(p.counted for _, p in found)
    )
    words = item_words(result, item)
    assert "只指出问题" not in loss_sentence(result, found, words)
    (unit, part) = next((unit, part) for unit, part in found if not part.effects)
    one = next(effect for _, other in found for effect in other.effects)
    free = RecordEffect(replace(one.record, points=Decimal(0)), Decimal(0), Decimal(0), words=one.words)
    more = [(unit, replace(part, effects=(free,)))]
    more += [(other, own) for other, own in found if other is not unit]
    assert "1 条只指出问题，不扣分）" in loss_sentence(result, more, words)
    assert [row.unit.name for row in loss_rows(result, more)] == [row.unit.name for row in loss_rows(result, found)]


def test_a_revoked_record_is_no_deduction(result: YearResult) -> None:
    effects = effects_of(result)
    counted = counting(effects)
    assert counted
    assert all(effect.effective > 0 for effect in counted)
    one = counted[0]
    record = replace(one.record, revoked=Revocation(date(2015, 12, 1), "登记有误"))
    revoked = RecordEffect(record, Decimal(0), Decimal(0), words=one.words)
    assert counting([one, revoked]) == (one,)
    assert record_words([one, revoked], "扣分").startswith("1 条记录")
    assert other_words([one, revoked], "扣分") == "1 条已撤销或经复核取消，不扣分"
    assert other_words([one], "扣分") == ""
    early = replace(revoked, record=one.record, early=EARLY)
    assert other_words([early], "加分") == "1 条在办法施行前，不加分".replace("不加分", "不计分")


def test_a_year_says_between_which_scores_and_what_cost_most(result: YearResult) -> None:
    said = year_sentence(result)
    totals = sorted(result.totals)
    assert f"{totals[0]:.2f} 至 {totals[-1]:.2f} 分" in said
    assert "扣分最多的类别是" in said
    assert "季度" not in said


def test_a_quarter_begins_with_its_own_records_and_shows_what_it_has() -> None:
    quarter = score_year(make_corpus(), 2015, 1)
    own = [one for one in counting(effects_of(quarter)) if one.record.quarter == 1]
    said = year_sentence(quarter)
    assert said.startswith(f"第一季度 {len(own)} 条记录" if own else "第一季度没有扣分记录")
    assert "从年初累计" in said
    year, shown = view_ranking(score_year(make_corpus(), 2015)), view_ranking(quarter)
    assert year.weight
    assert shown.weight == ""
    assert not any(row.outcomes for group in shown.groups for row in group.rows)
    waiting = [part.component.name for unit in quarter.units for part in unit.score.components if not part.complete]
    assert not set(shown.components) & set(waiting)
    assert all(len(row.counted) == len(shown.titles) for group in shown.groups for row in group.rows)


def test_units_that_all_score_alike_have_no_range(result: YearResult) -> None:
    one = next(unit for unit in result.units if unit.rank)
    assert one.total is not None
    alone = year_sentence(replace(result, units=(one,)))
    assert re.search(rf"1 个单位得 {one.total} 分。", alone), alone
    alike = year_sentence(replace(result, units=(one, one)))
    assert re.search(rf"2 个单位都得 {one.total} 分。", alike), alike
    assert "一半单位" not in alike
