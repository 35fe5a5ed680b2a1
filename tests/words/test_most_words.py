"""Those with most are named together with all that have as much, or counted."""

from __future__ import annotations

from fractions import Fraction

import pytest

from generator.words.most_words import tell_most


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ("", ""),
        ("甲0", ""),
        ("甲1", "扣分最多的单位是甲（1 分）"),
        ("甲1 乙3 丙2 丁4", "扣分最多的单位是丁（4 分）、乙（3 分）、丙（2 分）"),
        ("甲1 乙3 丙1 丁1", "扣分最多的单位是乙（3 分）、甲（1 分）、丙（1 分）、丁（1 分）"),  # all with as much
        ("甲3 乙1 丙1 丁1 戊1 己1", "扣分最多的单位是甲（3 分）"),  # none of too many
        ("甲2 乙2 丙2 丁2 戊2", "扣分最多的单位是甲（2 分）、乙（2 分）、丙（2 分）、丁（2 分）、戊（2 分）"),
        ("甲2 乙2 丙2 丁2 戊2 己2 庚1", "扣分最多的单位有 6 个，各 2 分"),
    ],
)
def test_of_equal_ones_all_are_named_or_none(held: str, said: str) -> None:
    found = [(Fraction(one[1:]), one[0]) for one in held.split()]
    assert tell_most("扣分", "单位", found, 0) == said
