"""How a tie on the edge of an outcome is asked about, where each group has an edge of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from generator.acts.tie_question import TieQuestion, ask_ties
from generator.desk.desk_ties import tie_blocks
from generator.model.publication import FrozenResult, Publication, TieChoice
from generator.model.ranking_rule import OutcomeRule, Ranking, RankingGroup
from generator.score.ties import edge_ties
from generator.score.year import score_year
from tests.score.test_outcome import district

FIRST = OutcomeRule("first", "表扬", ("year",), top=1)


def ask(*groups: RankingGroup, notice: Publication | None = None) -> TieQuestion:
    """The question about the first of each group, in units with 100, 100, 99, 99, 98 and 97 points."""
    every = tuple(group.id for group in groups)
    corpus = district("0", "0", "1", "1", "2", "3", outcomes=(replace(FIRST, groups=every),))
    scheme = replace(corpus.schemes[2015], ranking=Ranking(groups, "shared"))
    corpus = replace(corpus, schemes={2015: scheme}, publications={notice.id: notice} if notice else {})
    result = score_year(corpus, 2015, ended=True)
    (asked,) = ask_ties(corpus, result, edge_ties(result), "2015-final")
    return asked


def published(*first: str) -> Publication:
    """A notice with these units tied for the first place, of whom nobody was chosen."""
    ranks = {f"u{at}": Decimal(1 if f"u{at}" in first else 3 + at) for at in range(6)}
    results = {unit: FrozenResult(Decimal(100), rank) for unit, rank in ranks.items()}
    choice = TieChoice("first", (), "都已另有表扬")
    return Publication("2015-notice", "公示", date(2016, 1, 4), "1" * 40, "0" * 64, results, 2, ties=(choice,))


def test_ties_of_several_groups_are_told_each_with_its_own_rank_and_points() -> None:
    asked = ask(
        RankingGroup("key", "重点组", (), ("u0", "u1", "u4")), RankingGroup("rest", "一般组", (), ("u2", "u3", "u5"))
    )
    where = "重点组 2 个单位，第 1 名，100.00 分；一般组 2 个单位，第 1 名，99.00 分"
    assert asked.words == f"“表扬”的名次边缘有 4 个单位并列（{where}），须由人确定由谁。"
    assert asked.told[0].startswith(f"“表扬”的名次边缘有 4 个单位并列（{where}），须由人确定由谁：u0（u0）、")
    assert tie_blocks([asked], {})[0].about == where


def test_the_ties_of_one_group_are_told_without_it() -> None:
    asked = ask(RankingGroup("all", "全部", ("department",)))
    assert asked.words == "“表扬”的名次边缘有 2 个单位并列（第 1 名，100.00 分），须由人确定由谁。"
    assert tie_blocks([asked], {})[0].about == "2 个单位都是第 1 名，100.00 分"


def test_that_nobody_was_chosen_is_filled_in_where_the_same_were_tied() -> None:
    everyone = RankingGroup("all", "全部", ("department",))
    assert ask(everyone, notice=published("u0", "u1")).title == "公示"
    assert ask(everyone, notice=published("u2", "u3")).before is None
    assert ask(everyone, notice=published("u0", "u1", "u2")).before is None
