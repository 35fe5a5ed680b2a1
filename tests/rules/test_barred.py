"""Places of a grade that a unit may not have because another grade is given it, or its own is lowered."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.total_rule import GradeRule, TotalRule, VetoRule
from generator.score.year import score_year
from tests.rules.kind_samples import SAMPLES
from tests.rules.test_edges import column, fill, item, scheme
from tests.rules.test_more_rules import codes

D = Decimal
GOOD, POOR = GradeRule("good", "良好", at_least=D(0)), GradeRule("poor", "较差")
BARS, GIVES = {"bars": ("top",)}, {"grade": "poor"}


def veto(name: str, **what: Any) -> VetoRule:
    return VetoRule(name, name, what.pop("effect", "kept"), (f"{name}/s",), **what)


def made(said: str, vetoes: dict[str, dict[str, Any]], *grades: GradeRule) -> Any:
    """Two of four places are the best; who was recorded under an item has the veto of its name."""
    part = DeductionsComponent(
        "deductions", "part", "扣分", D(30), items=tuple(item(name, 10) for name in ("i", "j", "k"))
    )
    top = GradeRule("top", "优秀", top_share=D("0.5"), quota_rounds="down", barred_places=said)
    rules = tuple(veto(name, **dict(what)) for name, what in vetoes.items())
    return scheme(part, vetoes=rules, grades=(top, *(grades or (GOOD, POOR))))


def graded(said: str, **vetoes: dict[str, Any]) -> str:
    """The first letters of the grades of a, b, c, d, which are first to fourth; a has the veto j, b the veto k."""
    rows = [("a", "j", "0"), ("b", "k", "0"), *((unit, "i", str(at)) for at, unit in enumerate("abcd", 1))]
    found = column(fill(made(said, vetoes), dict.fromkeys("abcd", 1), *rows), "grade")
    return "".join(found[unit][0] for unit in "abcd")


@pytest.mark.parametrize(
    ("said", "vetoes", "expected"),
    [
        ("kept", {"j": GIVES}, "ptgg"),
        ("passed-on", {"j": GIVES}, "pttg"),
        ("kept", {"j": {"lowers": 1}}, "gtgg"),
        ("passed-on", {"j": {"lowers": 1}}, "gttg"),
        ("passed-on", {"j": {"lowers": 2}}, "pttg"),
        ("passed-on", {"j": BARS, "k": {"lowers": 1}}, "ggtt"),
        ("passed-on", {"j": GIVES, "k": {"lowers": 1}}, "pgtt"),
        ("passed-on", {"j": {"lowers": 1}, "k": {"lowers": 1}}, "ggtt"),
        ("passed-on", {"j": {"grade": "top"}, "k": BARS}, "tgtg"),
        ("passed-on", {"j": GIVES | {"effect": "not-ranked"}}, "ptgg"),  # one place of three
    ],
)
def test_who_has_the_place(said: str, vetoes: dict[str, dict[str, Any]], expected: str) -> None:
    assert graded(said, **vetoes) == expected


NEXT = GradeRule("next", "良好", top=3, barred_places="kept")
PASSED = GradeRule("next", "良好", top=3, barred_places="passed-on")


@pytest.mark.parametrize(
    ("said", "vetoes", "grades", "expected"),
    [
        ("", {"j": GIVES}, (), ["KH459"]),
        ("", {"j": {"lowers": 1}}, (), ["KH459"]),
        ("", {"j": {"grade": "top"}}, (), []),
        ("", {"j": GIVES | {"effect": "not-ranked"}}, (), []),
        ("kept", {"j": GIVES}, (), []),
        ("kept", {"j": {"lowers": 1}}, (), []),
        ("passed-on", {"j": {"lowers": 1}}, (NEXT, POOR), []),
        ("passed-on", {"j": GIVES}, (PASSED, POOR), []),
        ("passed-on", {"j": {"lowers": 1}}, (PASSED, POOR), ["KH433"]),
        ("kept", {}, (), ["KH433"]),
    ],
)
def test_what_is_asked_of_the_place(
    said: str, vetoes: dict[str, dict[str, Any]], grades: tuple[GradeRule, ...], expected: list[str]
) -> None:
    assert codes(made(said, vetoes, *grades)) == expected


@pytest.mark.parametrize(("name", "first"), [("lowered", "合格"), ("graded", "较差")])
def test_the_next_unit_has_the_place(name: str, first: str) -> None:
    files = {path: text.encode() for path, text in SAMPLES[f"passed-on-{name}"].items()}
    corpus, problems = read_corpus(MemoryTree(files))
    assert problems == []
    found = [(unit.unit.id, unit.grade) for unit in score_year(corpus, 2019).units]
    assert found == [("c", first), ("b", "优秀"), ("a", "合格")]


def test_a_score_is_at_most_what_a_veto_says() -> None:
    """Of 30 marks a lost 20 and b 2, of which 12 may count at most; d has a fixed 20 as well, c no veto."""
    vetoes = {"j": {"effect": "at-most", "fixed": D(12)}, "k": {"effect": "fixed", "fixed": D(20)}}
    whole = made("", vetoes)
    rows = [("a", "i", "10"), ("a", "j", "10"), ("b", "j", "2"), ("c", "i", "1"), ("d", "j", "0"), ("d", "k", "0")]
    assert column(fill(whole, dict.fromkeys("abcd", 1), *rows), "total") == {"a": 10, "b": 12, "c": 29, "d": 12}


def test_a_limit_of_points_that_are_lost_helps_nobody() -> None:
    whole = made("", {"j": {"effect": "at-most", "fixed": D(12)}})
    lower = replace(whole, total=TotalRule(cap=D(30), floor=D(0), direction="lower"))
    assert "KH433" in codes(lower)
    assert "KH433" not in codes(replace(lower, total=TotalRule(cap=D(30), floor=D(0))))
    assert "KH459" in codes(made("", {"j": {"effect": "at-most"}}))
