"""What follows from ranks: when, for whom, and what happens where outcomes or ties meet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from generator.model.appraisal import Appraisal, Ballots, PanelTally
from generator.model.deduction import Deduction
from generator.model.publication import Publication, TieChoice
from generator.model.ranking_rule import OutcomeRule, Ranking, RankingGroup
from generator.model.unit import Assessed, Unit
from generator.rules.corpus import Corpus
from generator.rules.item import Category, Item
from generator.rules.kinds.appraisal_kind import AppraisalComponent
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.part_record import Option, Panel, Weighted
from generator.rules.scheme import Rounding, Scheme
from generator.rules.standards.per_event_standard import PerEventStandard
from generator.score.outcome import contradictory
from generator.score.ranking import rank_group
from generator.score.ties import settle_ties
from generator.score.year import score_year
from generator.words.derivation import outcome_names
from tests.scored import rank_of

PRAISED = OutcomeRule("praised", "表扬", ("year",), top=3)
TALK = OutcomeRule("talk", "约谈", ("year",), bottom=2)
LAST_DAY = date(2015, 12, 1)
PART = AppraisalComponent(
    "appraisal", "appraisal", "评议", Decimal(10), (Weighted("a", "方面", Decimal(1)),),
    (Option("yes", "满意", Decimal(1)), Option("no", "不满意", Decimal(0))),
    (Panel("p", "主体", Decimal(1)),), "error",
)  # fmt: skip


def district(
    *points: str,
    ties: str = "shared",
    outcomes: tuple[OutcomeRule, ...] = (PRAISED, TALK),
    day: date = LAST_DAY,
    appraised: int | None = None,
) -> Corpus:
    """Units u0, u1 … with these deductions, all found on `day`; with tallies for the first `appraised`."""
    items = (Item("i", "单项", Decimal(90), "office", ("quarterly",), (PerEventStandard("s", "s", Decimal(1)),)),)
    work = DeductionsComponent("deductions", "work", "工作", Decimal(90), categories=(Category("c", "类别", items),))
    parts = (work, PART) if appraised is not None else (replace(work, max=Decimal(100)),)
    scheme = Scheme(
        2015, "办法", "文号", Decimal(100), (Rounding(2, "half-up", "component", "lost"),), parts,
        Ranking((RankingGroup("all", "全部", ("department",)),), ties), outcomes,
    )  # fmt: skip
    names = [f"u{number}" for number in range(len(points))]
    tally = PanelTally(Ballots(1, 1, 1), {"a": {"yes": 1, "no": 0}})
    return Corpus(
        schemes={2015: scheme},
        units={name: Unit(name, name, name, "department", (), Assessed(2015)) for name in names},
        deductions=tuple(
            Deduction(f"r{name}", 2015, "i", name, day, "s", Decimal(lost), "quarterly", "hotline", "事由")
            for name, lost in zip(names, points, strict=True)
            if Decimal(lost)
        ),
        appraisals=tuple(Appraisal(name, 2015, LAST_DAY, {"p": tally}) for name in names[: appraised or 0]),
    )


def given(corpus: Corpus, quarter: int | None = None) -> dict[str, str]:
    """The outcomes of each unit that has some; `?` where a person must decide."""
    units = score_year(corpus, 2015, quarter).units
    return {
        unit.unit.id: " ".join(found.rule.id + "?" * found.edge_tie for found in unit.outcomes)
        for unit in units
        if unit.outcomes
    }


def test_the_first_and_the_last_of_a_year() -> None:
    assert given(district("0", "1", "2", "3", "4", "5")) == {
        **dict.fromkeys(["u0", "u1", "u2"], "praised"),
        **dict.fromkeys(["u4", "u5"], "talk"),
    }


def test_who_is_shown_as_third_under_dense_ties_is_among_the_first_three() -> None:
    corpus = district("0", "1", "1", "2", "3", "4", "5", ties="dense")
    assert [unit.rank for unit in score_year(corpus, 2015).units] == [1, 2, 2, 3, 4, 5, 6]
    found = given(corpus)
    assert found == {
        **dict.fromkeys(["u0", "u1", "u2"], "praised"),
        "u3": "praised?",
        **dict.fromkeys(["u5", "u6"], "talk"),
    }
    shared = replace(corpus.schemes[2015], ranking=replace(corpus.schemes[2015].ranking, ties="shared"))
    assert "u3" not in given(replace(corpus, schemes={2015: shared}))


def test_the_last_two_ranks_under_dense_ties_are_the_last_two() -> None:
    found = given(district("0", "1", "2", "3", "4", "5", "5", ties="dense"))
    assert {unit: rules for unit, rules in found.items() if "talk" in rules} == {
        "u4": "talk?", "u5": "talk", "u6": "talk"
    }  # fmt: skip


def test_a_tie_over_an_edge_is_taken_in_whole_and_flagged() -> None:
    assert given(district("0", "1", "2", "2", "3", "4", "5"))["u3"] == "praised?"


@pytest.mark.parametrize("points", [("0",) * 6, ("2",) * 6, ("1",)])
def test_where_all_are_equal_nobody_is_first_or_last(points: tuple[str, ...]) -> None:
    assert given(district(*points)) == {}


def test_a_quarter_entails_nothing_unless_the_scheme_says_so() -> None:
    points = ("0", "1", "2", "3", "4", "5")
    assert given(district(*points, day=date(2015, 2, 3)), 1) == {}
    each = tuple(replace(rule, at=("quarter",)) for rule in (PRAISED, TALK))
    assert given(district(*points, outcomes=each, day=date(2015, 2, 3)), 1)["u0"] == "praised"
    assert given(district(*points, outcomes=each)) == {}


def test_a_year_entails_nothing_before_its_last_quarter_unless_it_was_published() -> None:
    early = district("0", "1", "2", "3", "4", "5", day=date(2015, 9, 30))
    assert given(early) == {}
    assert given(replace(early, deductions=(*early.deductions, *district("1", day=date(2015, 10, 1)).deductions)))
    published = Publication("2015-final", "题", date(2016, 1, 20), "1" * 40, "0" * 64, {}, 2)
    assert given(replace(early, publications={"2015-final": published}))["u0"] == "praised"
    assert score_year(early, 2015, ended=True).unit("u5") is not None
    assert [u.time for u in score_year(early, 2015, ended=True).units] == ["year"] * 6


def test_a_year_entails_nothing_while_an_appraisal_is_missing() -> None:
    points = ("0", "1", "2", "3", "4", "5")
    assert given(district(*points, appraised=5)) == {}
    assert given(district(*points, appraised=6))["u0"] == "praised"


def test_who_is_excluded_does_not_have_it_and_nobody_moves_up() -> None:
    strict = (replace(PRAISED, top=5), replace(TALK, excludes=("praised",)))
    assert given(district("0", "1", "2", "3", "4", "5", outcomes=strict)) == {
        **dict.fromkeys(["u0", "u1", "u2", "u3"], "praised"),
        **dict.fromkeys(["u4", "u5"], "talk"),
    }


def test_what_may_be_excluded_waits_for_the_decision_that_excludes_it() -> None:
    strict = (replace(PRAISED, top=4), replace(TALK, bottom=1, excludes=("praised",)))
    assert given(district("0", "1", "2", "3", "3", outcomes=strict)) == {
        **dict.fromkeys(["u0", "u1", "u2"], "praised"),
        **dict.fromkeys(["u3", "u4"], "praised? talk?"),
    }


def test_a_circle_of_exclusions_is_no_endless_one() -> None:
    circle = (replace(PRAISED, top=6, excludes=("talk",)), replace(TALK, bottom=6, excludes=("praised",)))
    assert set(given(district("0", "1", "2", outcomes=circle)).values()) == {"praised"}


def test_opposite_outcomes_of_one_unit_are_seen_where_neither_excludes_the_other() -> None:
    both = (replace(PRAISED, top=4), replace(TALK, bottom=3))
    clashing = score_year(district("0", "1", "2", "3", "4", "5", outcomes=both), 2015)
    assert {u.unit.id: [(a.id, b.id) for a, b in contradictory(u)] for u in clashing.units if u.outcomes} == {
        "u0": [], "u1": [], "u2": [], "u3": [("praised", "talk")], "u4": [], "u5": []
    }  # fmt: skip
    said = (both[0], replace(both[1], excludes=("praised",)))
    settled = score_year(district("0", "1", "2", "3", "4", "5", outcomes=said), 2015)
    assert not any(list(contradictory(unit)) for unit in settled.units)
    marked = [(u.unit.id, found.rule.id) for u in clashing.units for found in u.outcomes if found.clash]
    assert marked == [("u3", "praised"), ("u3", "talk")]
    assert outcome_names(clashing.units[3]) == [
        f"{name}（与另一项相反，考核办法没有写以哪一项为准）" for name in ("表扬", "约谈")
    ]
    assert not any(found.clash for unit in settled.units for found in unit.outcomes)


def test_a_decided_tie_ends_a_clash() -> None:
    both = (replace(PRAISED, top=3), replace(TALK, bottom=3))
    tied = score_year(district("0", "1", "2", "2", "4", "5", outcomes=both), 2015)
    assert [(u.unit.id, f.rule.id, f.edge_tie, f.clash) for u in tied.units for f in u.outcomes if f.edge_tie] == [
        ("u2", "praised", True, False), ("u2", "talk", True, False),
        ("u3", "praised", True, False), ("u3", "talk", True, False),
    ]  # fmt: skip
    praised = TieChoice("praised", ("u2",), "会议")
    clashing = settle_ties(tied, (praised, TieChoice("talk", ("u2",), "会议")))
    assert [f.clash for u in clashing.units if u.unit.id == "u2" for f in u.outcomes] == [True, True]
    settled = settle_ties(tied, (praised, TieChoice("talk", ("u3",), "会议")))
    assert not any(f.clash or f.edge_tie for u in settled.units for f in u.outcomes)


@pytest.mark.parametrize("ties", ["shared", "dense", "mean"])
def test_ranks_count_those_that_have_one(ties: str) -> None:
    """Of six units the first two have none: who is third among the ranked is praised, and nobody in their place."""
    corpus = district("0", "1", "2", "3", "4", "4", ties=ties)
    scores = [unit.score for unit in score_year(corpus, 2015).units]
    ranks = {"u2": Decimal(1), "u3": Decimal(2), "u4": Decimal("3.5"), "u5": Decimal("3.5")}
    found = rank_group(corpus.schemes[2015], "all", scores, ranks, "year")
    assert [(unit.unit.id, unit.rank, unit.tied) for unit in found[-2:]] == [("u0", None, 0), ("u1", None, 0)]
    assert {unit.unit.id: [(o.rule.id, o.edge_tie) for o in unit.outcomes] for unit in found if unit.outcomes} == {
        "u2": [("praised", False)],
        "u3": [("praised", False)] + [("talk", True)] * (ties == "dense"),
        "u4": [("praised", True), ("talk", False)],
        "u5": [("praised", True), ("talk", False)],
    }


def test_an_outcome_is_of_the_groups_that_it_names() -> None:
    groups = (
        RankingGroup("key", "重点", (), ("u0", "u1", "u2")),
        RankingGroup("rest", "一般", (), ("u3", "u4", "u5")),
    )
    corpus = district("0", "1", "2", "3", "4", "5", outcomes=(replace(TALK, bottom=1, groups=("rest",)),))
    scheme = replace(corpus.schemes[2015], ranking=Ranking(groups, "shared"))
    result = score_year(replace(corpus, schemes={2015: scheme}), 2015)
    assert [(unit.group, int(rank_of(unit))) for unit in result.units] == [
        ("key", 1), ("key", 2), ("key", 3), ("rest", 1), ("rest", 2), ("rest", 3)
    ]  # fmt: skip
    assert [unit.unit.id for unit in result.units if unit.outcomes] == ["u5"]


def test_of_several_at_one_end_the_highest_that_a_scheme_lets_stand_alone() -> None:
    """The first is in the first three and five as well; each excludes the next, so each unit has one."""
    gold = OutcomeRule("gold", "一等", ("year",), top=1, excludes=("silver", "bronze"))
    silver = OutcomeRule("silver", "二等", ("year",), top=3, excludes=("bronze",))
    bronze = OutcomeRule("bronze", "三等", ("year",), top=5)
    points = ("0", "1", "2", "3", "4", "5", "6")
    assert given(district(*points, outcomes=(bronze, silver, gold))) == {
        "u0": "gold", "u1": "silver", "u2": "silver", "u3": "bronze", "u4": "bronze"
    }  # fmt: skip
    free = tuple(replace(rule, excludes=()) for rule in (gold, silver, bronze))
    assert given(district(*points, outcomes=free))["u0"] == "gold silver bronze"
    tied = given(district("0", "0", "2", "3", "4", "5", "6", outcomes=(gold, silver, bronze)))
    assert tied["u0"] == "gold? silver? bronze?", "whether it is gold is not decided, so nothing below it is"


@pytest.mark.parametrize("ties", ["shared", "dense", "mean"])
def test_where_first_and_last_meet_in_a_small_group_it_is_said_or_flagged(ties: str) -> None:
    first, last = replace(PRAISED, top=2), replace(TALK, bottom=2)
    result = score_year(district("0", "1", "2", ties=ties, outcomes=(first, last)), 2015)
    assert [(u.unit.id, found.rule.id) for u in result.units for found in u.outcomes if found.clash] == [
        ("u1", "praised"), ("u1", "talk")
    ]  # fmt: skip
    said = (first, replace(last, excludes=("praised",)))
    assert given(district("0", "1", "2", ties=ties, outcomes=said)) == {"u0": "praised", "u1": "talk", "u2": "talk"}
    enough = given(district("0", "1", "2", "3", ties=ties, outcomes=(first, last)))
    assert enough == {"u0": "praised", "u1": "praised", "u2": "talk", "u3": "talk"}


def test_under_dense_ties_a_tie_in_the_middle_of_a_small_group_is_left_to_a_person() -> None:
    """Five units, of which three are second: they come in from both ends, and none is printed as it falls."""
    both = (replace(PRAISED, top=2), replace(TALK, bottom=2))
    found = given(district("0", "1", "1", "1", "2", ties="dense", outcomes=both))
    assert found == {"u0": "praised", **dict.fromkeys(["u1", "u2", "u3"], "praised? talk?"), "u4": "talk"}
