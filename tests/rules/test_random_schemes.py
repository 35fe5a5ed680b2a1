"""Whatever a scheme says and whatever is recorded: the book comes to what is worked out by hand, in any order."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.rules.compiled import compile_scheme
from generator.score.evaluate import evaluate
from generator.score.operations import Value
from tests.rules.by_hand import Hand
from tests.rules.random_schemes import Plain, districts, make_given, make_scheme


def exact(value: Value) -> Fraction | None:
    assert value is None or isinstance(value, Decimal | Fraction)
    return None if value is None else Fraction(value)


@settings(max_examples=2000, suppress_health_check=list(HealthCheck), deadline=None)
@given(districts(), st.randoms(use_true_random=False))
def test_the_book_is_what_is_worked_out_by_hand(district: Plain, mixed: st.Random) -> None:  # type: ignore[name-defined]
    laid = compile_scheme(make_scheme(district))
    rows = {table: list(found) for table, found in make_given(district).items()}
    for found in rows.values():
        mixed.shuffle(found)
    filled = evaluate(laid.book, rows)
    hand = Hand(district)
    for unit in hand.units:
        for part, laid_part in zip(district["parts"], laid.parts, strict=True):
            points, _, complete = hand.part(unit, part)
            weight = Fraction(1) if part["weight"] is None else Fraction(part["weight"])
            assert exact(filled.cell("unit", (unit,), laid_part.exact)) == points * weight, laid_part.exact
            if laid_part.complete:
                assert filled.cell("unit", (unit,), laid_part.complete) == complete
        assert exact(filled.cell("unit", (unit,), laid.total)) == hand.score(unit)
        assert exact(filled.cell("unit", (unit,), laid.rank)) == hand.rank(unit)
