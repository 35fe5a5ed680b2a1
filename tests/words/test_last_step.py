"""What stands last on the way to a score says what was done: rounded, held within bounds, vetoed."""

from __future__ import annotations

from fractions import Fraction

import pytest

from generator.pages.score_way import index_groups, view_falls
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.score.op_words import format_fraction
from generator.score.result import UnitResult, YearResult
from generator.score.step import explain_unit
from generator.score.year import score_year
from generator.words.derivation import derivation_text
from generator.words.last_step import last_step_words
from generator.words.result_words import running_start
from tests.rules.kind_samples import SAMPLES, YEAR

PLACE = "data/schemes/2019.yml"
_TOTAL = "total: {cap: none, floor: none}"


def scored(sample: str, **instead: str) -> tuple[YearResult, UnitResult]:
    """The year of a sample, of whose scheme other lines stand `instead`, and its unit a."""
    files = dict(SAMPLES[sample])
    for name, text in instead.items():
        old = {"rounding": "rounding: []", "total": _TOTAL, "more": "sample: true\n"}[name]
        assert old in files[PLACE]
        files[PLACE] = files[PLACE].replace(old, text)
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    assert [problem for problem in problems if problem.severity == "error"] == []
    result = score_year(corpus, YEAR)
    unit = result.unit("a")
    assert unit is not None
    return result, unit


def left_of(result: YearResult, unit: UnitResult) -> Fraction:
    return running_start(result, unit) + sum((part.moves for part in unit.score.components), Fraction(0))


@pytest.mark.parametrize(
    ("rounding", "words", "total"),
    [
        ("{places: 1, mode: half-up, at: total, of: earned}", "四舍五入保留 1 位小数", "98.7"),
        ("{places: 0, mode: down, at: total, of: earned}", "舍去保留整数", "98"),
        ("{places: 0, mode: down, at: total, of: lost}", "舍去保留整数", "99"),
    ],
)
def test_a_rounding_is_called_one_on_the_page_and_in_the_terminal(rounding: str, words: str, total: str) -> None:
    result, unit = scored("converted", rounding=f"rounding: [{rounding}]")
    assert str(unit.total) == total
    told = derivation_text(result, unit)
    assert f"  {words}\n" in told
    assert "其他规定" not in told
    group = index_groups(result)[unit.group]
    tree = explain_unit(result, unit)
    rows = list(view_falls(result, unit, tree, (group.floor, group.ceiling), ()))
    assert rows[-1].name == words
    assert rows[-1].points.startswith("0.")
    assert tree.formula.endswith(f"，{words}")


def test_a_bound_is_named() -> None:
    result, unit = scored("converted", total="total: {cap: 95, floor: 0}")
    assert last_step_words(result, unit, left_of(result, unit)) == "最高 95 分"
    assert "95.00  最高 95 分\n" in derivation_text(result, unit)


def test_a_veto_goes_by_its_name_and_its_formula_does_not_tell_of_vetoes_that_do_not_hold() -> None:
    veto = "vetoes: [{id: found, name: 重大责任事故, standards: [first/found], effect: fixed, fixed: 50}]\n"
    result, unit = scored("standard-per-event", more="sample: true\n" + veto)
    assert "50.00  重大责任事故\n" in derivation_text(result, unit)
    other = next(found for found in result.units if not found.reason)
    assert explain_unit(result, other).formula == "满分 − 扣分总和：100 − 0 − 0"


def test_digits_that_do_not_end_are_no_rule_of_the_scheme() -> None:
    result, unit = scored("converted")
    assert "其他规定" not in derivation_text(result, unit)
    assert "保留" not in derivation_text(result, unit)


def test_about_is_said_of_figures_that_are_rounded_and_of_no_others() -> None:
    assert format_fraction(Fraction(31, 40)) == "31/40（77.5%）"
    assert format_fraction(Fraction(1)) == "1（100%）"
    assert format_fraction(Fraction(2, 3)) == "2/3（约 66.67%）"
    assert format_fraction(Fraction(12345678, 98765431)) == "0.125000（约 12.50%）"
    result, unit = scored("part-appraisal")
    assert "依法行政满意率 = 100%（" in derivation_text(result, unit)
    last = result.unit("c")
    assert last is not None
    told = derivation_text(result, last)
    assert "依法行政满意率 = 31/40 = 77.5%（" in told
    assert "10 ×（1 − 31/40（77.5%））" in told


def test_a_bound_of_a_ratio_is_a_percentage_as_the_ratio_is() -> None:
    result, _ = scored("enough-done")
    told = "".join(derivation_text(result, unit) for unit in result.units)
    assert "（完成率 57/100（57%）低于 60%，按 0）" in told


@pytest.mark.parametrize("sample", sorted({*SAMPLES} - {"part-halved", "standard-flat"}))  # kinds of the tests
def test_every_step_of_the_way_moves_points_and_is_called_by_what_moved_them(sample: str) -> None:
    """A coefficient is read on the way, too, and is no points."""
    result, _ = scored(sample)
    known = {item.name for item in result.scheme.items.values()}
    known |= {part.name for part in result.scheme.components} | {"其他规定"}
    for unit in result.units:
        group = index_groups(result)[unit.group]
        tree = explain_unit(result, unit)
        rows = list(view_falls(result, unit, tree, (group.floor, group.ceiling), ()))
        assert "按考核办法的其他规定" not in derivation_text(result, unit)
        for row in rows:
            head, _, done = row.name.partition("：")
            assert head.removesuffix("分值") in known or row is rows[-1], row.name
            assert "系数" not in done or done.startswith("乘以"), row.name
            assert row.name != "其他规定"


@pytest.mark.parametrize(
    ("sample", "unit", "name", "points"),
    [
        ("times-part", "c", "样例部分：乘以难度系数", "1"),
        ("times-total", "a", "乘以难度系数", "14.4"),
        ("part-of-units", "c", "样例部分", "10"),
        ("scaled-lost", "c", "样例部分：与其他单位比较折算", "1"),
    ],
)
def test_what_the_scheme_does_with_points_is_named_on_the_way(sample: str, unit: str, name: str, points: str) -> None:
    result, _ = scored(sample)
    found = next(found for found in result.units if found.unit.id == unit)
    group = index_groups(result)[found.group]
    rows = view_falls(result, found, explain_unit(result, found), (group.floor, group.ceiling), ())
    assert [row.points for row in rows if row.name == name] == [points]
    assert f"{name}" in derivation_text(result, found)
