"""How a tie on the edge of an outcome is asked about, where each group has an edge of its own."""

from __future__ import annotations

from dataclasses import replace

from generator.acts.tie_question import TieQuestion, ask_ties
from generator.desk.desk_ties import tie_blocks
from generator.model.ranking_rule import OutcomeRule, Ranking, RankingGroup
from generator.score.ties import edge_ties
from generator.score.year import score_year
from tests.score.test_outcome import district

FIRST = OutcomeRule("first", "表扬", ("year",), top=1)


def ask(*groups: RankingGroup) -> TieQuestion:
    """The question about the first of each group, in units with 100, 100, 99, 99, 98 and 97 points."""
    every = tuple(group.id for group in groups)
    corpus = district("0", "0", "1", "1", "2", "3", outcomes=(replace(FIRST, groups=every),))
    scheme = replace(corpus.schemes[2015], ranking=Ranking(groups, "shared"))
    corpus = replace(corpus, schemes={2015: scheme})
    result = score_year(corpus, 2015, ended=True)
    (asked,) = ask_ties(corpus, result, edge_ties(result), "2015-final")
    return asked


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
