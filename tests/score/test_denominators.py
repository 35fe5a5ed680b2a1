"""What a rate of satisfaction is divided by, and what becomes of a panel without a vote that counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from generator.model.appraisal import Appraisal, Ballots, PanelTally
from generator.model.ranking_rule import Ranking, RankingGroup
from generator.rules.compiled import compile_scheme
from generator.rules.kinds.appraisal_kind import AppraisalComponent
from generator.rules.part_record import Option, Panel, Weighted
from generator.rules.scheme import Scheme
from generator.score.evaluate import GivenTable, evaluate
from generator.score.given import COLUMNS, ballot_blocks

ONE = Decimal(1)


def rate(denominator: str, empty: str, counts: dict[str, dict[str, int]]) -> object:
    part = AppraisalComponent(
        "appraisal", "votes", "评议", Decimal(10), (Weighted("law", "依法", ONE),),
        (Option("yes", "满意", ONE), Option("no", "不满意", Decimal(0)), Option("none", "不了解", excluded=True)),
        tuple(Panel(name, name, ONE) for name in counts), empty, denominator=denominator,
    )  # fmt: skip
    ranking = Ranking((RankingGroup("all", "全部", ("department",)),), "shared")
    scheme = Scheme(2015, "办法", "文号", Decimal(10), (), (part,), ranking, ())
    panels = {name: PanelTally(Ballots(20, 16, 10), {"law": found}) for name, found in counts.items()}
    blocks = ballot_blocks(part, Appraisal("u", 2015, date(2015, 12, 1), panels))
    given = {table: GivenTable.of(COLUMNS[table], rows) for table, rows in blocks}
    given["unit"] = GivenTable.of(COLUMNS["unit"], [("u", "all")])
    laid = compile_scheme(scheme)
    return evaluate(laid.book, given).cell("unit", ("u",), "votes:rate")


@pytest.mark.parametrize(
    ("denominator", "expected"),
    [("counted", "3/4"), ("valid", "6/10"), ("returned", "6/16"), ("issued", "6/20")],
)
def test_a_rate_is_of_the_ballots_that_the_scheme_names(denominator: str, expected: str) -> None:
    assert rate(denominator, "rescale", {"panel": {"yes": 6, "no": 2, "none": 2}}) == Fraction(expected)


@pytest.mark.parametrize(
    ("empty", "expected"),
    [("rescale", Fraction(3, 4)), ("zero", Fraction(3, 8)), ("full", Fraction(7, 8)), ("error", None)],
)
@pytest.mark.parametrize("denominator", ["counted", "valid"])
def test_a_panel_without_a_vote_that_counts(empty: str, expected: Fraction | None, denominator: str) -> None:
    counts = {"one": {"yes": 6, "no": 2, "none": 0}, "other": {"yes": 0, "no": 0, "none": 10}}
    scale = Fraction(8, 10) if denominator == "valid" and expected is not None else Fraction(1)
    found = rate(denominator, empty, counts)
    if expected is None:
        assert found is None
    else:
        of_empty = {"rescale": Fraction(0), "zero": Fraction(0), "full": Fraction(1, 2)}[empty]
        assert found == (expected - of_empty) * scale + of_empty
