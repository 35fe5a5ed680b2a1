"""Whatever a scheme says and whatever is recorded: the book comes to what is worked out by hand, in any order."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.rules.compiled import compile_scheme
from generator.rules.flaw import Flaw
from generator.rules.highest_checks import check_highest
from generator.rules.kind import Laid
from generator.rules.kind_list import kind_of
from generator.rules.scheme import Scheme
from generator.rules.span_checks import check_spans
from generator.score.evaluate import evaluate
from generator.score.operations import Value
from tests.rules.by_hand import Hand
from tests.rules.random_schemes import Plain, districts, make_given, make_scheme, recorded_otherwise


def exact(value: Value) -> Fraction | None:
    assert value is None or isinstance(value, Decimal | Fraction)
    return None if value is None else Fraction(value)


@settings(max_examples=500, suppress_health_check=list(HealthCheck), deadline=None)
@given(districts(), st.integers(0, 2**32 - 1))
def test_the_book_is_what_is_worked_out_by_hand(district: Plain, seed: int) -> None:
    """2,000 books: to draw a scheme costs far more than to fill it, so that each is filled four times."""
    scheme, chosen = make_scheme(district), Random(seed)
    assert said_of_means(scheme) == []
    laid = compile_scheme(scheme)
    for found in (district, *(recorded_otherwise(district, chosen) for _ in range(3))):
        compare(laid, found, chosen)


def said_of_means(scheme: Scheme) -> list[Flaw]:
    """What is refused of items that count the mean of their months, so that what they come to has no right answer.

    What else is drawn may be refused for other reasons (marks that do not add up), and still comes to something.
    """
    means = [(part, one) for part in scheme.components for one in part.list_items() if one.item.spans]
    return [
        flaw
        for part, placed in means
        for flaw in (
            *check_spans(part, placed, scheme, kind_of(part).effect),
            *check_highest(part, placed.item, scheme, False),
        )
    ]


def compare(laid: Laid, district: Plain, mixed: Random) -> None:
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
        if laid.grade:
            assert filled.cell("unit", (unit,), laid.grade) == hand.grade(unit)
