"""What a derivation says of a figure whose other side is rounded, and of one below nothing."""

from __future__ import annotations

import pytest

from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.score.year import score_year
from generator.words.derivation import derivation_text
from tests.rules.kind_samples import BASE, PARTS, Files, part, project, records

SCALED = "  scaled: {by: range, among: all, bottom: 6, equal: top}\n"
SCHEME = "data/schemes/2019.yml"


def told(unit: str, files: Files) -> str:
    """The derivation of a unit's score."""
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    assert list(problems) == []
    result = score_year(corpus, 2019)
    return derivation_text(result, next(found for found in result.units if found.unit.id == unit))


@pytest.mark.parametrize("rounded", [True, False])
def test_how_a_part_was_set_against_others_is_told_though_it_is_rounded(rounded: bool) -> None:
    """Rates of 100, 92.5 and 77.5 in a hundred, between 6 and 10: b is two thirds of the way up."""
    files = dict(PARTS["appraisal"])
    scheme = files[SCHEME].replace("  empty_panel: rescale\n", f"  empty_panel: rescale\n  {SCALED}")
    if rounded:
        scheme = scheme.replace("rounding: []", "rounding: [{at: component, of: earned, places: 0, mode: down}]")
    words = told("b", files | {SCHEME: scheme})
    assert "10 − 样例评议得分（折算以后）：10 − 8.666667" in words
    assert "得分 9.25 在最低 7.75、最高 10 之间的位置，折算到 6 至 10 之间" in words
    assert ("样例评议扣分 = 2（" if rounded else "样例评议扣分 = 1.333333（") in words
    assert words.count("，按规定保留整数") == rounded


def test_a_figure_below_nothing_stands_in_parentheses() -> None:
    solved = "{id: found, kind: per-event, text: 每件加2分, points: 2, effect: adds}"
    both = part("deductions", solved, "      starts: full\n      floor: 0\n      earns_at_most: 9\n")
    words = told("a", project(both, BASE, total="{cap: none, floor: 0}") | records("bonuses", "found", "2", "2", "2"))
    assert "100 − （-4）" in words
