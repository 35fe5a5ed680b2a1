"""Bonus points above a limit count at a share: at and around the limits, in order, told in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from generator.model.number import UNLIMITED
from generator.rules.beyond_rule import BeyondRule
from generator.rules.kind_list import kind_of
from generator.rules.kinds.bonus_kind import BonusComponent
from generator.rules.kinds.deductions_kind import DeductionsComponent
from tests.rules.test_edges import column, fill, item, scheme
from tests.rules.test_more_rules import codes

D = Decimal
BASE = DeductionsComponent("deductions", "base", "扣分", D(5), items=(item("y", 5),))


def made(most: Any, *rows: tuple[str, str]) -> BonusComponent:
    rules = tuple(BeyondRule(D(above), D(share)) for above, share in rows)
    return BonusComponent(
        "bonus", "part", "加分", D(most), items=(item("i", UNLIMITED),), floor=-UNLIMITED, beyond=rules
    )


@pytest.mark.parametrize(
    ("points", "expected"), [("5", "5"), ("5.5", "5.25"), ("8", "6.5"), ("9", "6.7"), ("30", "10"), ("0", "0")]
)
def test_points_above_a_limit_count_at_its_share(points: str, expected: str) -> None:
    part = made("10", ("5", "0.5"), ("8", "0.2"))
    filled = fill(scheme(BASE, part), {"a": 1}, ("a", "i", points))
    assert column(filled, "part:counted")["a"] == D(expected)


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (made("10", ("5", "0.5")), ""),
        (made("Infinity", ("5", "0.5"), ("8", "0")), ""),
        (made("10", ("8", "0.2"), ("5", "0.5")), "KH433"),
        (made("5", ("5", "0.5")), "KH433"),
        (made("10", ("5", "1")), "KH433"),
    ],
)
def test_what_is_refused(part: BonusComponent, code: str) -> None:
    assert set(codes(scheme(BASE, part))) - {"KH401", "KH459"} == ({code} if code else set())


def test_it_is_told() -> None:
    part = made("10", ("5", "0.5"), ("8", "0.2"))
    told = list(kind_of(part).tell(part, scheme(BASE, part)))
    assert told[1] == "各单项加分合计，超过 5 分的部分按 50% 计、超过 8 分的部分按 20% 计，再看最多加几分。"
