"""Finding by id, name and pinyin: the units of the sample, as clerks type them."""

from __future__ import annotations

import pytest

from generator.acts.record_source import unit_names
from generator.read.finder import find_called
from generator.read.pinyin import initials_of, match_typed, readings_of, syllables_of
from tests.sample import read_sample

NAMES = {
    "fagaiju": ("区发改局", "示例区发展和改革局", "区发改委"),
    "shenjiju": ("区审计局", "示例区审计局"),
    "caizhengju": ("区财政局", "示例区财政局"),
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fagaiju", "fagaiju"), ("示例区发展和改革局", "fagaiju"), ("区发改委", "fagaiju"), ("qfgj", "fagaiju"),
        ("FGJ", "fagaiju"), ("ｆｇｗ", "fagaiju"), ("fagai", "fagaiju"), ("fgaij", "fagaiju"), ("发改", "fagaiju"),
        ("审计", "shenjiju"), ("czj", "caizhengju"), ("caizheng", "caizhengju"), ("caizhenju", "caizhengju"),
    ],
)  # fmt: skip
def test_what_is_typed_is_understood(typed: str, meant: str) -> None:
    assert find_called(typed, NAMES).meant == meant


@pytest.mark.parametrize("typed", ["局", "j", "q", "区"])
def test_what_may_be_several_is_not_guessed(typed: str) -> None:
    found = find_called(typed, NAMES)
    assert found.meant == ""
    assert set(found.ids) == set(NAMES)


@pytest.mark.parametrize("typed", ["", " ", "zzz", "！"])
def test_what_is_nothing_finds_nothing(typed: str) -> None:
    assert find_called(typed, NAMES).ids == ()


def test_a_whole_name_goes_before_what_is_typed_alike() -> None:
    names = {"a": ("jw",), "b": ("纪委",), "c": ("教委",)}
    assert find_called("jw", names).meant == "a"
    assert find_called("纪委", names).meant == "b"


def test_every_unit_of_the_sample_is_found_by_its_id_names_and_initials() -> None:
    called = unit_names(read_sample().units.values())
    for key, names in called.items():
        for name in (key, *names):
            assert find_called(name, called).meant == key, name
        assert key in find_called(initials_of(names[0]), called).ids


def test_all_readings_of_a_character_are_ways_to_type_it() -> None:
    assert {"xing", "hang"} <= set(readings_of("行"))
    assert match_typed("yhj", "银行局") == match_typed("yxj", "银行局") == "whole"
    assert (initials_of("“12345”热线办理"), syllables_of("区发改局")) == ("12345rxbl", "qufagaiju")
    assert [match_typed(typed, "区人大办") for typed in ("rdb", "qrd", "rd", "bd")] == ["end", "start", "within", ""]
