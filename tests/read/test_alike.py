"""What a person means by a name that is not quite one of those there are."""

from __future__ import annotations

import pytest

from generator.model.unit import Unit
from generator.read.alike import Alike, find_alike, list_candidates
from generator.read.corpus_reader import read_corpus
from generator.read.names import collect_names
from generator.read.tree import WorkTree
from tests.conftest import ROOT

UNITS = {
    "fagaiju": ("fagaiju", "区发改局", "滨江区发展和改革局", "区发改委", "发改局"),
    "caizhengju": ("caizhengju", "区财政局", "滨江区财政局"),
    "jiaoyuju": ("jiaoyuju", "区教育局", "滨江区教育局", "区教委"),
    "quwei": ("quwei", "区委办", "中共滨江区委员会办公室"),
    "xuanchuanbu": ("xuanchuanbu", "区委宣传部", "中共滨江区委员会宣传部"),
}


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("发改委", ("fagaiju",)),  # the end of an alias
        ("区发改", ("fagaiju",)),  # the beginning of two names of one unit
        ("发改局", ("fagaiju",)),
        ("发展改革局", ("fagaiju",)),  # an abbreviation of the whole name
        ("区 发改局", ("fagaiju",)),
        ("“区教委”", ("jiaoyuju",)),
        ("滨江区教育局基教科", ("jiaoyuju",)),  # more than the name
        ("宣传部", ("xuanchuanbu",)),
        ("jiaoyvju", ("jiaoyuju",)),  # a slip of the keyboard
        ("JIAOYUJU", ("jiaoyuju",)),
        ("区委", ("quwei", "xuanchuanbu")),  # the beginning of both
        ("区民政局", ()),  # one character apart is another department
        ("区", ()),
        ("", ()),
        ("——", ()),
        ("xyz", ()),
    ],
)
def test_what_is_meant_is_found_or_nothing(written: str, ids: tuple[str, ...]) -> None:
    assert find_alike(written, UNITS).ids == ids


@pytest.mark.parametrize(
    ("written", "meant"),
    [("区发改委", "fagaiju"), ("发改委", "fagaiju"), ("jiaoyvju", "jiaoyuju"), ("区委", ""), ("发展改革局", "")],
)
def test_only_what_is_sure_is_gone_on_from(written: str, meant: str) -> None:
    assert find_alike(written, UNITS).meant == meant


def test_every_name_of_the_register_finds_its_unit() -> None:
    corpus, _ = read_corpus(WorkTree(ROOT))
    names = collect_names(corpus.units.values(), ())
    wrong = [
        (called, unit.id)
        for unit in corpus.units.values()
        for called in _shortened(unit)
        if unit.id not in names.find("unit", called).ids
    ]
    assert wrong == []


def _shortened(unit: Unit) -> list[str]:
    """The names of a unit, and each but for its first character (区教育局, 教育局)."""
    called = [unit.name, unit.short_name, *unit.aliases]
    return [*called, *(name[1:] for name in called if len(name) > 3)]


def test_candidates_are_listed_with_what_they_are() -> None:
    assert list_candidates(("a", "b"), {"a": "甲"}) == "a（甲）、b"
    many = tuple(f"a{number}" for number in range(9))
    assert list_candidates(many, {}) == "a0、a1、a2、a3、a4、a5等 9 个"
    assert Alike().meant == ""
