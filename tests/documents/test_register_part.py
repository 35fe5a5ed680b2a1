"""The part of a circular that tells of registers, over the shipped sample."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.documents.circular_facts import circular_facts
from generator.documents.register_facts import empty_registers, register_facts
from generator.load.project import load_data
from generator.model.number import format_points
from generator.model.register_count import RegisterCount
from generator.pages.summary_sentences import year_sentence
from generator.public.periods import Period
from generator.public.released import AnyReleased, alter
from generator.read.tree import WorkTree
from generator.score.year import score_year
from generator.words.chinese_number import chinese_number
from generator.words.count_tables import count_tables
from generator.words.middle import compared_totals
from generator.words.register_words import ShownRegisters
from tests.released import of_office

ROOT = Path(__file__).parents[2]


@cache
def shipped() -> AnyReleased:
    return of_office(load_data(WorkTree(ROOT)).corpus)


def part(quarter: int | None) -> dict[str, dict[str, Any]]:
    return {facts["title"]: facts for facts in register_facts(shipped(), Period(2015, quarter, None))}


def test_a_quarter_is_told_nothing_that_came_after_it() -> None:
    [second] = part(2)["监督线索"]["tables"]
    assert second["title"].startswith("2015年第二季度")
    [third] = part(3)["监督线索"]["tables"]
    assert third["title"].startswith("2015年第三季度")


def test_a_year_is_told_of_itself_alone() -> None:
    """A register that is kept by year begins anew: nothing of 2015 stands in the circular of 2016."""
    told = {facts["title"] for facts in register_facts(shipped(), Period(2016, 4, None))}
    assert "监督检查" not in told
    assert "监督检查" in empty_registers(shipped(), Period(2016, 4, None))


@pytest.mark.parametrize("quarter", [2, 3, 4, None])
def test_no_register_is_told_without_words_and_none_is_left_out(quarter: int | None) -> None:
    told = part(quarter)
    assert all(facts["tables"] or (facts["shows"] and facts["number"] != "0") for facts in told.values())
    assert not set(told) & set(empty_registers(shipped(), Period(2015, quarter, None)))


def test_a_year_is_not_told_quarter_by_quarter() -> None:
    """A circular of the year had nine sheets, of which three repeated what those of the quarters had said."""
    by_quarter = {
        quarter: [
            table["title"]
            for facts in part(quarter).values()
            for table in facts["tables"]
            if facts["shows"] and "季度" in table["title"]
        ]
        for quarter in (4, None)
    }
    assert by_quarter[4]
    assert by_quarter[None] == []


@pytest.mark.parametrize("quarter", [2, 4, None])
def test_what_has_only_a_number_shares_a_sentence(quarter: int | None) -> None:
    """Seven of seventeen paragraphs said how many entries there are, and nothing else."""
    told = part(quarter)
    bare = [title for title, facts in told.items() if facts["bare"]]
    more = [facts for facts in told.values() if not facts["bare"]]
    assert bare
    assert not any(told[title][words] for title in bare for words in ("totals", "tables", "late", "at"))
    assert [facts["at"] for facts in more] == [f"（{chinese_number(at)}）" for at in range(1, len(more) + 1)]


def test_counts_by_unit_are_given_as_totals() -> None:
    proposals = part(None)["建议提案办理"]
    assert proposals["tables"] == []
    assert any(words.startswith("已见面24条（100.00%）") for words in proposals["totals"])


def test_a_mean_of_no_days_is_no_figure_and_nothing_is_told_of_it() -> None:
    """In the second quarter plans of rectification are open; the first is closed in the third."""
    rule = shipped().registers["rectification"]
    mean = RegisterCount(id="took", label="平均整改天数", of="days", between=("open", "closed"), by=("quarter",))
    rule = replace(rule, counts=(*rule.counts, mean))
    corpus = alter(shipped(), registers={**shipped().registers, "rectification": rule})
    found = {}
    for quarter, day in ((2, date(2015, 6, 30)), (4, date(2015, 12, 31))):
        tables = list(count_tables(ShownRegisters(corpus, day, whole=True), rule, 2015))
        shown = next(words for table in tables for label, words in table.totals if label == mean.label)
        told = {facts["title"]: facts["totals"] for facts in register_facts(corpus, Period(2015, quarter, None))}
        found[quarter] = shown, [words for words in told[rule.title] if words.startswith(mean.label)]
    assert found[2] == ("—", [])
    assert found[4] == ("133.3", ["平均整改天数133.3天"])


def test_columns_are_as_wide_as_what_they_hold() -> None:
    [table] = part(4)["监督检查"]["tables"]
    assert [column["head"] for column in table["columns"]] == ["检查", "季度", "总数", "没有发现问题", "发现问题"]
    assert [column["text"] for column in table["columns"]] == [True, True, False, False, False]
    assert all(len(row) == len(table["columns"]) for row in table["rows"])


def test_best_and_worst_are_those_of_one_ranking_group() -> None:
    """Groups are ranked apart: the best of the circular, of the year's sentence and of its tiles is the same one."""
    corpus = shipped()
    result = score_year(corpus, 2015)
    facts = circular_facts(corpus, Period(2015, None, None), result, None, "final")
    group, totals = compared_totals(result)
    assert group == facts["compared"] == result.scheme.ranking.groups[0].name
    assert len(totals) == 60 < len(result.totals)
    assert max(result.totals) > totals[-1]
    assert (facts["best"], facts["worst"]) == (format_points(totals[-1], 2), format_points(totals[0], 2))
    assert f"{group} 60 个单位得 {facts['worst']} 至 {facts['best']} 分" in year_sentence(result)
