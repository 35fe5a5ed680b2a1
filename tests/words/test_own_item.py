"""Offices in the items that they assess themselves, in sentences."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from generator.rules.item import OtherAssessor
from generator.rules.kinds.bonus_kind import BonusComponent
from generator.words.own_item import own_item_words, own_scheme_sentences, own_unit_sentences
from tests.opendata.sample import SCHEME, UNITS, make_corpus
from tests.released import of_office

CORPUS = make_corpus()
BY = replace(SCHEME, own_items=OtherAssessor("office"))


def test_an_item_says_how_its_own_office_is_assessed() -> None:
    item = SCHEME.items["discipline"]
    assert own_item_words(of_office(CORPUS), SCHEME, item) == "区甲局自己在这个单项上不扣分"
    assert own_item_words(of_office(CORPUS), BY, item) == "区甲局自己在这个单项上由区热线办考核"
    assert own_item_words(of_office(CORPUS), BY, SCHEME.items["hotline"]) == ""


def test_where_points_are_earned_it_is_given_them() -> None:
    item = SCHEME.items["discipline"]
    assert "不扣分" in own_item_words(of_office(CORPUS), SCHEME, item)
    (losing,) = (part for part in SCHEME.components if any(found.item.id == item.id for found in part.list_items()))
    bonus = BonusComponent(kind="bonus", id="plus", name="加分", max=Decimal(5), items=(item,))
    earning = replace(SCHEME, components=tuple(bonus if part is losing else part for part in SCHEME.components))
    assert own_item_words(of_office(CORPUS), earning, item) == "区甲局自己在这个单项上按满分计"


def test_a_unit_says_it_of_its_items() -> None:
    assert list(own_unit_sentences(of_office(CORPUS), BY, UNITS["alpha"])) == [
        "“工作纪律”由本单位负责考核；在这个单项上，本单位自己由区热线办考核。"
    ]
    assert list(own_unit_sentences(of_office(CORPUS), BY, UNITS["beta"])) == []
    assert list(own_unit_sentences(of_office(CORPUS), BY, UNITS["office"])) == []


def test_the_method_says_it_of_all_and_who_is_not_assessed() -> None:
    assert list(own_scheme_sentences(of_office(CORPUS), BY)) == [
        "区甲局既考核别的单位，自己也参加考核；在自己考核的“工作纪律”上由区热线办考核。",
        "区热线办承担考核，自己不参加考核：只受理热线工单。",
    ]
