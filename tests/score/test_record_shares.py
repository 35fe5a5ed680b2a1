"""What records are shown to take or give is what the book counts of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from generator.model.number import UNLIMITED, as_decimal
from generator.rules.corpus import Corpus
from generator.rules.kind import LaidItem
from generator.score.operations import number
from generator.score.result import ItemResult, YearResult
from generator.score.step import describe_effect
from generator.score.year import score_year
from tests.rules.by_hand import Hand
from tests.rules.random_schemes import Plain, districts, make_corpus


def moved_by_records(result: YearResult, bare: YearResult, unit: str, laid: LaidItem) -> tuple[Decimal, Decimal]:
    """What the item moves by from no record (`bare`) to all of them, before its limits and within them.

    Of an item in which months without a score count something, what those months move by that have one.
    """
    if laid.filled_in:
        (capped_after, after), (capped_before, before) = (
            of_scores(found, result, unit, laid) for found in (result, bare)
        )
        return after - before, capped_after - capped_before
    raw, capped = (figure(result, unit, name) - figure(bare, unit, name) for name in (laid.raw, laid.capped))
    return raw, capped


def figure(result: YearResult, unit: str, name: str) -> Decimal:
    return as_decimal(number(result.filled.cell("unit", (unit,), name)))


def of_scores(found: YearResult, result: YearResult, unit: str, laid: LaidItem) -> tuple[Decimal, Decimal]:
    """What months with a score come to, within the limits and before them, of as many as count in the end."""
    table, sums = found.filled.tables[laid.filled_in[0][0]], []
    for _, name in laid.filled_in:
        at, lacks = table.positions[name], table.positions[f"{laid.item.id}:lacks"]
        points = [row[at] for key, row in table.rows.items() if key[0] == unit and not row[lacks]]
        sums.append(sum((Fraction(number(value)) for value in points if value is not None), Fraction(0)))
    many = Fraction(number(result.filled.cell("unit", (unit,), laid.spans_counted)))
    if laid.item.averaged is not None:
        sums = [whole / many if many else Fraction(0) for whole in sums]
    elif laid.item.max != UNLIMITED:
        sums[0] = min(sums[0], Fraction(laid.item.max))
    return as_decimal(sums[0]), as_decimal(sums[1])


def sums(item: ItemResult) -> tuple[Decimal, Decimal]:
    """The shares of all records added up, in the direction of the item."""
    effects = (*item.effects, *item.charged)
    signed = [(1 if effect.words.sign == item.words.sign else -1, effect) for effect in effects]
    return (
        sum((sign * effect.effective for sign, effect in signed), Decimal(0)),
        sum((sign * effect.counted for sign, effect in signed), Decimal(0)),
    )


@pytest.mark.parametrize("number_of_draw", range(2))
def test_shares_add_up_to_the_item_and_scores_are_those_worked_out_by_hand(number_of_draw: int) -> None:
    shared = 0

    @seed(number_of_draw)
    @settings(max_examples=250, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(districts())
    def draw(district: Plain) -> None:
        nonlocal shared
        for part in district["parts"]:
            part["cap"] = None  # what the limit of a category takes from its last records has a test of its own
        corpus = make_corpus(district)
        hand, result = Hand(district), score_year(corpus, 2015)
        bare = score_year(replace(corpus, deductions=()), 2015)
        for unit in result.units:
            total, rank = hand.score(unit.unit.id), hand.rank(unit.unit.id)
            assert unit.total == (None if total is None else as_decimal(total))
            assert unit.rank == (None if rank is None else as_decimal(rank))
            for item in unit.score.items():
                if not item.effects and not item.charged:
                    continue
                shared += 1
                laid = next(found for part in result.laid.parts for found in part.items if found.item == item.item)
                raw, capped = moved_by_records(result, bare, unit.unit.id, laid)
                effective, moved = sums(item)
                assert effective == raw
                if laid.regular and not result.filled.cell("unit", (unit.unit.id,), laid.regular):
                    capped = Decimal(0)
                assert moved == capped

    draw()
    assert shared > 100


STANDARD: Plain = {"cured": None, "max": None, "effect": "", "charge": False}
ITEM: Plain = {
    "max": Decimal(10), "assessor": "office", "own": "", "starts": "", "earns_at_most": None, "floor": None,
}  # fmt: skip
PART: Plain = {
    "id": "p", "kind": "deductions", "weight": None, "once": True, "max": Decimal(10), "not_applicable": "",
    "peers": "group", "cap": None, "floor": None,
}  # fmt: skip
RECORD: Plain = {
    "unit": "u0", "item": "i", "standard": "s", "void": False, "decided": None, "cured": None, "fact": None,
    "count": 1, "charge_unit": None, "charge_points": None,
}  # fmt: skip
DISTRICT: Plain = {
    "units": [{"unit": "u0", "group": "a"}, {"unit": "u1", "group": "a"}], "measures": {}, "scores": {},
    "excluded": set(), "full": Decimal(10), "rounding": {}, "gates": {}, "cap": None, "floor": None,
    "ties": "shared", "vetoes": [], "votes": {},
}  # fmt: skip


def an_item(name: str, *standards: Plain, **more: object) -> Plain:
    made = [{**STANDARD, "measure": f"{name}-{found['id']}", **found} for found in standards]
    return {**ITEM, "id": name, "standards": made, **more}


def district(*parts: Plain, records: list[Plain], **more: object) -> Corpus:
    made = [{**RECORD, "record": f"r{at}", **record} for at, record in enumerate(records)]
    return make_corpus({**DISTRICT, "parts": list(parts), "records": made, **more})


def one_item(*standards: Plain, records: list[Plain], **more: object) -> Corpus:
    return district({**PART, "items": [an_item("i", *standards, **more)]}, records=records)


def shown(corpus: Corpus, unit: str = "u0") -> list[tuple[str, Decimal, Decimal]]:
    found = score_year(corpus, 2015).unit(unit)
    assert found is not None
    return [
        (effect.words.verb, effect.effective, effect.counted)
        for item in found.score.items()
        for effect in (*item.effects, *item.charged)
    ]


EACH = {"id": "s", "kind": "per-event"}


def test_a_record_that_was_cured_is_shown_lessened() -> None:
    cured = {**EACH, "cured": {"share": Decimal("0.5"), "within": "year"}}
    corpus = one_item(cured, records=[{"points": Decimal(4), "cured": "2015-10-01"}, {"points": Decimal(4)}])
    assert shown(corpus) == [("扣", Decimal(2), Decimal(2)), ("扣", Decimal(4), Decimal(4))]


def test_of_one_fact_only_the_highest_is_shown_to_take_anything() -> None:
    corpus = one_item(EACH, records=[{"points": Decimal(2), "fact": "f"}, {"points": Decimal(5), "fact": "f"}])
    assert shown(corpus) == [("扣", Decimal(0), Decimal(0)), ("扣", Decimal(5), Decimal(5))]


def test_what_adds_in_an_item_that_loses_is_shown_to_add_to_its_own_limit() -> None:
    adds = {"id": "plus", "kind": "per-event", "effect": "adds"}
    records: list[Plain] = [
        {"points": Decimal(8)}, {"points": Decimal(6), "standard": "plus"}, {"points": Decimal(3)},
        {"points": Decimal(6), "standard": "plus"},
    ]  # fmt: skip
    corpus = one_item(EACH, adds, records=records, earns_at_most=Decimal(7))
    assert shown(corpus) == [
        ("扣", Decimal(8), Decimal(8)), ("加", Decimal(6), Decimal(6)), ("扣", Decimal(3), Decimal(2)),
        ("加", Decimal(6), Decimal(1)),
    ]  # fmt: skip


def test_what_is_charged_to_another_unit_is_shown_there_too() -> None:
    charge = {**EACH, "charge": True}
    record = {"points": Decimal(1), "charge_unit": "u1", "charge_points": Decimal(4)}
    corpus = one_item(charge, records=[record])
    assert shown(corpus) == [("扣", Decimal(1), Decimal(1))]
    assert shown(corpus, "u1") == [("扣", Decimal(4), Decimal(4))]
    found = score_year(corpus, 2015).unit("u1")
    assert found is not None
    assert Fraction(found.total or 0) == 6


OF_MONTHS: Plain = {"over": "month", "max": Decimal(8), "unscored": ""}
GIVEN: Plain = {"id": "s", "kind": "given", "scored_of": None}


def of_days(points: str, *days: str) -> list[Plain]:
    return [{"points": Decimal(many), "date": f"2015-{day}"} for many, day in zip(points.split(), days, strict=True)]


def test_what_a_month_has_too_much_is_that_of_its_last_record_and_what_all_have_is_that_of_the_last_of_all() -> None:
    corpus = one_item(EACH, records=of_days("7 7 7 7", "04-10", "04-20", "05-01", "06-01"), summed=OF_MONTHS)
    assert [counted for _, _, counted in shown(corpus)] == [7, 1, 2, 0]
    assert {effective for _, effective, _ in shown(corpus)} == {Decimal(7)}


@pytest.mark.parametrize("unscored", ["awaited", "zero", "full"])
def test_a_score_beyond_the_limit_of_its_month_takes_nothing_from_that_of_another(unscored: str) -> None:
    rule = {**OF_MONTHS, "max": Decimal(2), "unscored": unscored}
    corpus = one_item(GIVEN, records=of_days("3 1", "04-10", "05-01"), summed=rule)
    assert shown(corpus) == [("扣", Decimal(3), Decimal(2)), ("扣", Decimal(1), Decimal(1))]


@pytest.mark.parametrize("unscored", ["awaited", "left-out"])
def test_a_score_has_its_share_of_the_months_that_count(unscored: str) -> None:
    rule = {"over": "month", "unscored": unscored}
    corpus = one_item(GIVEN, records=of_days("13 4", "04-10", "05-01"), averaged=rule)
    assert shown(corpus) == [("扣", Decimal("6.5"), Decimal(5)), ("扣", Decimal(2), Decimal(2))]


@pytest.mark.parametrize("by", ["averaged", "summed"])
def test_what_was_found_before_the_score_of_its_month_counts_by_itself(by: str) -> None:
    rule = {"over": "month", "unscored": "awaited"} | ({"max": Decimal(8)} if by == "summed" else {})
    records = [
        {**record, "standard": name} for record, name in zip(of_days("3 4", "04-10", "04-20"), "es", strict=True)
    ]
    corpus = one_item(GIVEN, {**EACH, "id": "e"}, records=records, **{by: rule})
    assert shown(corpus) == [("扣", Decimal(3), Decimal(3)), ("扣", Decimal(4), Decimal(4))]


@pytest.mark.parametrize("of", ["lost", "earned"])
def test_what_a_month_is_rounded_by_is_that_of_the_record_with_which_it_is(of: str) -> None:
    corpus = district(
        {**PART, "items": [an_item("i", EACH, summed=OF_MONTHS)]}, rounding={"span": (0, of)},
        records=of_days("0.4 0.4 0.4 9 0.4", "04-10", "04-20", "05-01", "06-01", "06-02"),
    )  # fmt: skip
    assert shown(corpus) == [
        ("扣", Decimal(0), Decimal(0)), ("扣", Decimal(1), Decimal(1)), ("扣", Decimal(0), Decimal(0)),
        ("扣", Decimal(9), Decimal(8)), ("扣", Decimal(0), Decimal(0)),
    ]  # fmt: skip
    assert total(corpus) == 1
    unit = score_year(corpus, 2015).unit("u0")
    assert unit is not None
    told = [describe_effect(effect) for effect in unit.score.effects()]
    assert told[1:4] == [
        "扣 0.4 分，每月计分以后舍入，计 1 分", "扣 0.4 分，每月计分以后舍入，计 0 分",
        "扣 9 分，其中 1 分超过一个月或者单项的上限，不再扣减",
    ]  # fmt: skip


def total(corpus: Corpus, unit: str = "u0") -> Decimal | None:
    found = score_year(corpus, 2015).unit(unit)
    assert found is not None
    return found.total


def test_one_fact_in_two_items_of_different_offices_counts_once() -> None:
    items = [an_item("i", EACH, assessor="office"), an_item("j", EACH, assessor="u1")]
    records = [{"points": Decimal(2), "fact": "f"}, {"points": Decimal(5), "fact": "f", "item": "j"}]
    corpus = district({**PART, "items": items}, records=records)
    assert shown(corpus) == [("扣", Decimal(0), Decimal(0)), ("扣", Decimal(5), Decimal(5))]
    apart = district({**PART, "once": False, "items": items}, records=records)
    assert shown(apart) == [("扣", Decimal(2), Decimal(2)), ("扣", Decimal(5), Decimal(5))]


def test_the_limit_of_a_category_is_reached_by_the_last_record_of_all_its_items() -> None:
    items = [an_item("i", EACH, max=Decimal(4)), an_item("j", EACH, max=Decimal(4))]
    records: list[Plain] = [{"points": Decimal(3)}, {"points": Decimal(5), "item": "j"}, {"points": Decimal(1)}]
    corpus = district({**PART, "cap": Decimal(6), "items": items}, records=records)
    assert shown(corpus) == [
        ("扣", Decimal(3), Decimal(3)), ("扣", Decimal(1), Decimal(0)), ("扣", Decimal(5), Decimal(3)),
    ]  # fmt: skip
    assert total(corpus) == 4


def test_a_veto_falls_with_its_record() -> None:
    vetoes = [{"id": "no-score", "effect": "no-score", "standard": "i/s", "fixed": None}]
    parts = {**PART, "items": [an_item("i", EACH)]}
    assert total(district(parts, records=[{"points": Decimal(4)}], vetoes=vetoes)) is None
    assert total(district(parts, records=[{"points": Decimal(4), "void": True}], vetoes=vetoes)) == 10


def test_a_gate_looks_at_the_points_in_force_while_an_appeal_is_pending() -> None:
    """Six of ten, where more than six is asked: the bonus opens once the appeal is decided for the unit."""
    work = {**PART, "id": "work", "items": [an_item("i", EACH)]}
    bonus = {**PART, "id": "bonus", "kind": "bonus", "max": Decimal(5), "items": [an_item("b", EACH)]}
    gates = {"bonus": ("work", Decimal(6))}
    plus = {"points": Decimal(3), "item": "b"}
    pending = district(work, bonus, records=[{"points": Decimal(4)}, plus], gates=gates)
    decided = district(work, bonus, records=[{"points": Decimal(4), "decided": Decimal(2)}, plus], gates=gates)
    assert [total(pending), total(decided)] == [6, 11]


def test_each_of_several_appraisals_counts_its_own_ballots() -> None:
    def votes(good: int) -> Plain:
        counts = {"law": {"good": good, "fair": 0, "bad": 10 - good, "unsure": 0}}
        return {"people": {"issued": 10, "returned": 10, "valid": 10, "counts": counts}}

    voted: Plain = {
        "kind": "appraisal", "weight": None, "max": Decimal(10), "aspects": {"law": Decimal(1)},
        "options": {"good": Decimal(1), "fair": Decimal("0.5"), "bad": Decimal(0), "unsure": None},
        "panels": {"people": Decimal(1)}, "empty_panel": "rescale", "denominator": "counted",
    }  # fmt: skip
    parts = [{**voted, "id": "people"}, {**voted, "id": "peers"}]
    corpus = district(*parts, records=[], votes={("u0", "people"): votes(9), ("u0", "peers"): votes(4)})
    found = score_year(corpus, 2015).unit("u0")
    assert found is not None
    assert [part.counted for part in found.score.components] == [1, 6]
    assert found.total == 13
