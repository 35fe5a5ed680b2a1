"""Causes where a unit's score depends on others, or is taken away: shown with a kind of part that does both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from generator.compare.comparison import Comparison, compare_trees
from generator.compare.score_move import Cause, ScoreMove
from generator.model.deduction import Deduction
from generator.model.ranking_rule import Ranking, RankingGroup
from generator.model.unit import Assessed, Unit
from generator.read.tree import MemoryTree
from generator.read.yaml_writer import emit_record
from generator.rules.book_layout import BookLayout
from generator.rules.compiled import compile_scheme
from generator.rules.expression import Column, add, col, const, op, over
from generator.rules.given_tables import UNIT
from generator.rules.item import Category, Item
from generator.rules.kind import LaidPart
from generator.rules.kinds.deductions_kind import Deductions, DeductionsComponent
from generator.rules.scheme import Rounding, Scheme
from generator.rules.standards.per_event_standard import PerEventStandard
from generator.score import live_period, rows_over_time
from generator.words.comparison_json import comparison_json
from generator.words.comparison_words import comparison_text, view_comparison
from tests.released import seen

D = Decimal


class PeerDeductions(Deductions):
    """Each unit also loses the mean of its group; who has 5 points or more in the item has no score."""

    def lay(self, part: DeductionsComponent, scheme: Scheme, layout: BookLayout) -> LaidPart:
        """The items, the mean of the group, and both together."""
        laid = super().lay(part, scheme, layout)
        mean = over("mean", UNIT, laid.exact, ("group",))
        peers = layout.lay(UNIT, Column("peers", "同组平均", "points", mean))
        lost = op("ge", col(laid.items[0].raw), const(5))
        both = op("if", lost, const(None), add(col(laid.exact), col(peers)))
        return replace(laid, exact=layout.lay(UNIT, Column("both", "合计", "points", both)))


@pytest.fixture(autouse=True)
def in_force() -> Iterator[None]:
    """Parts of items are of that kind while a test runs."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (live_period, rows_over_time):
            patch.setattr(module, "compile_scheme", partial(compile_scheme, kind=lambda part: PeerDeductions()))
        yield


def state(*records: Deduction) -> MemoryTree:
    item = Item("hotline", "热线", D(2), "a", ("quarterly",), (PerEventStandard("s", "标准", D(1)),))
    part = DeductionsComponent("deductions", "work", "工作", D(100), categories=(Category("c", "类别", (item,)),))
    group = RankingGroup("organs", "机关", ("department",))
    rounding = Rounding(2, "half-up", "component", "lost")
    scheme = Scheme(2015, "办法", "文号", D(100), (rounding,), (part,), Ranking((group,), "shared"), ())
    files = {"data/schemes/2015.yml": emit_record(scheme)}
    for name in "abc":
        unit = Unit(name, f"单位{name}", f"单位{name}", "department", (), Assessed(2015))
        files[f"data/units/{name}.yml"] = emit_record(unit)
    files |= {record.path: emit_record(record) for record in records}
    return MemoryTree({path: text.encode() for path, text in files.items()})


def record(name: str, unit: str, points: str) -> Deduction:
    return Deduction(name, 2015, "hotline", unit, date(2015, 5, 1), "s", D(points), "quarterly", "hotline", "事由")


def compare(old: MemoryTree, new: MemoryTree) -> Comparison:
    return compare_trees(old, new, "1" * 40, "2" * 40)


def causes(found: Comparison) -> dict[str, list[tuple[str, str, Decimal | None, Decimal | None, Decimal | None]]]:
    def told(cause: Cause) -> tuple[str, str, Decimal | None, Decimal | None, Decimal | None]:
        return cause.path[-6:-4], cause.kind, cause.delta, cause.points, cause.absorbed

    return {move.unit: [told(cause) for cause in move.causes] for move in found.moves}


def adds_up(move: ScoreMove) -> bool:
    return sum((cause.delta or D(0) for cause in move.causes), D(0)) == move.delta


def test_a_change_of_another_unit_is_a_cause() -> None:
    found = compare(state(), state(record("r1", "a", "0.9"), record("r2", "b", "3")))
    assert causes(found) == {
        "a": [
            ("r1", "deduction", D("-1.20"), D("-1.20"), D("0.00")),
            ("r2", "peer", D("-0.67"), None, None),  # (0.9 + 2) ÷ 3 = 0.97, less 0.30
        ],
        "b": [("r1", "peer", D("-0.30"), None, None), ("r2", "deduction", D("-2.67"), D("-4.00"), D("1.33"))],
        "c": [("r1", "peer", D("-0.30"), None, None), ("r2", "peer", D("-0.67"), None, None)],
    }
    assert all(map(adds_up, found.moves))
    assert "−0.67  随其他单位变动  data/deductions/2015/hotline/r2.yml" in comparison_text(
        view_comparison(seen(found))
    )


def test_the_turn_that_takes_a_score_away_has_no_delta() -> None:
    found = compare(state(record("r0", "a", "1")), state(record("r0", "a", "2"), record("r1", "a", "4")))
    assert causes(found)["a"] == [
        ("r0", "deduction", D("-1.34"), D("-1.34"), D("0.00")),  # 1.33 lost became 2.67
        ("r1", "score-lost", None, None, None),
    ]
    (a, b, c) = found.moves
    assert a.old is not None
    assert a.new is not None
    assert (a.old.total is None, a.new.total, a.new.rank) == (False, None, None)
    assert all(map(adds_up, (b, c)))
    text = comparison_text(view_comparison(seen(found)))
    assert "—  由此没有得分  data/deductions/2015/hotline/r1.yml" in text
    row = next(row for row in comparison_json(seen(found))["scores"] if row["unit"] == "a")
    assert [cause["delta"] for cause in row["causes"]] == ["-1.34", None]


def test_after_the_turn_that_gives_a_score_deltas_add_up_from_there() -> None:
    old, new = state(record("r0", "a", "6")), state(record("r0", "a", "1"), record("r1", "a", "0.5"))
    assert causes(compare(old, new))["a"] == [
        ("r0", "score-gained", None, None, None),
        ("r1", "deduction", D("-0.67"), D("-0.67"), D("0.00")),
    ]
