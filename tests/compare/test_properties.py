"""What holds of comparing any two states: the changes make the one into the other, and the causes add up."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.change.record_change import Record, apply_changes
from generator.compare.comparison import Comparison, compare_sides, compare_trees
from generator.compare.score_move import UnitFigures
from generator.compare.side import ReadFiles, Side
from generator.compare.turns import in_turn
from generator.compare.turns_at_once import are_of_points
from generator.compare.year_books import KeptBooks
from generator.read.canonical import plain_record
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.read.yaml_writer import emit_record
from generator.rules.corpus import Corpus
from generator.score.result import UnitResult
from generator.score.year import score_year
from generator.words.comparison_json import comparison_json
from generator.words.comparison_markdown import comparison_markdown
from generator.words.comparison_words import comparison_text, view_comparison
from tests.released import seen
from tests.score.districts import corpora

OLD, NEW = "1" * 40, "2" * 40
thorough = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@dataclass(frozen=True)
class State:
    """A state as files, and as it reads."""

    tree: MemoryTree
    corpus: Corpus

    @property
    def records(self) -> dict[str, Record]:
        corpus = self.corpus
        found: list[Any] = [*corpus.deductions, *corpus.appraisals, *corpus.units.values(), *corpus.schemes.values()]
        return {record.origin.file: plain_record(record) for record in found}

    @property
    def results(self) -> dict[str, UnitResult]:
        scored = score_year(self.corpus, 2015).units if self.corpus.schemes else ()
        return {found.unit.id: found for found in scored}


@st.composite
def states(draw: st.DrawFn) -> State:
    """A random district as files; some say the same otherwise, some cannot be read, the scheme may be missing."""
    drawn = draw(corpora())
    scheme = draw(st.sampled_from([drawn.schemes[2015]] * 5 + [None]))
    files = {} if scheme is None else {"data/schemes/2015.yml": emit_record(scheme)}
    for unit in drawn.units.values():
        files[f"data/units/{unit.id}.yml"] = emit_record(replace(unit, short_name=f"单位{unit.id}"))
    for record in drawn.deductions:
        files[record.path] = emit_record(record)
    for appraisal in drawn.appraisals:
        files[appraisal.path] = emit_record(appraisal)
    for path, text in files.items():
        files[path] = draw(st.sampled_from([text] * 12 + ["# 注\n" + text, "damaged: [\n"]))
    tree = MemoryTree({path: text.encode() for path, text in files.items()})
    return State(tree, read_corpus(tree)[0])


def compare(old: State, new: State) -> Comparison:
    return compare_trees(old.tree, new.tree, "1" * 40, "2" * 40)


@thorough
@given(states(), states())
def test_changes_figures_and_causes_are_those_of_both_states(old: State, new: State) -> None:
    """All that is said of one pair: to draw it and to compare it costs more than to look at what was found."""
    found = compare(old, new)
    changes_make_the_old_records_the_new_ones(old, new, found)
    scores_ranks_and_outcomes_are_those_of_both_states(old, new, found)
    causes_add_up_to_every_difference(found)


def changes_make_the_old_records_the_new_ones(old: State, new: State, found: Comparison) -> None:
    assert apply_changes(old.records, found.changes) == dict(sorted(new.records.items()))


def scores_ranks_and_outcomes_are_those_of_both_states(old: State, new: State, found: Comparison) -> None:
    moves = {move.unit: move for move in found.moves}
    before, after = old.results, new.results
    for unit in before.keys() | after.keys():
        was, now = before.get(unit), after.get(unit)
        if unit in moves:
            assert moves[unit].old == figures(was)
            assert moves[unit].new == figures(now)
            assert moves[unit].old_provisional == (was is not None and was.score.provisional)
            assert moves[unit].new_provisional == (now is not None and now.score.provisional)
        else:
            assert figures(was) == figures(now)


def figures(result: UnitResult | None) -> UnitFigures | None:
    if result is None:
        return None
    outcomes = {outcome.rule.id: outcome.edge_tie for outcome in result.outcomes}
    return UnitFigures(result.total, result.group, result.rank, outcomes)


def causes_add_up_to_every_difference(found: Comparison) -> None:
    for move in found.moves:
        assert sum((cause.delta or Decimal(0) for cause in move.causes), Decimal(0)) == move.delta
        for cause in move.causes:
            if cause.points is not None and cause.absorbed is not None:
                assert cause.delta == cause.points + cause.absorbed


@thorough
@given(states())
def test_a_state_does_not_differ_from_itself(state: State) -> None:
    found = compare(state, State(MemoryTree(dict(state.tree.files)), state.corpus))
    assert (found.changes, found.moves) == ((), ())


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(states(), states())
def test_every_form_can_be_written(old: State, new: State) -> None:
    found = compare(old, new)
    view = view_comparison(seen(found))
    assert comparison_text(view).startswith("111111111111 → 222222222222\n")
    assert comparison_markdown(view).startswith("### 对得分和名次的影响\n")
    written = json.loads(json.dumps(comparison_json(seen(found))))
    assert {row["path"] for row in written["changes"]} == {change.path for change in found.changes}
    for row in written["scores"]:
        whole = sum((Decimal(cause["delta"]) for cause in row["causes"]), Decimal(0))
        assert whole == Decimal(row["new"] or 0) - Decimal(row["old"] or 0)


@st.composite
def versions(draw: st.DrawFn) -> list[Side]:
    """Several states that have much in common, as the versions of a site have."""
    one, other = draw(states()).tree.files, draw(states()).tree.files
    paths, files, found = sorted({*one, *other}), ReadFiles(), []
    for _ in range(4):
        taken = {path: draw(st.sampled_from([one, one, other, {}])).get(path) for path in paths}
        found.append(Side(MemoryTree({path: data for path, data in taken.items() if data is not None}), 40, files))
    return found


@settings(thorough, max_examples=25)
@given(versions(), st.randoms(use_true_random=False))
def test_books_that_go_from_pair_to_pair_tell_what_new_books_tell(found: list[Side], chosen: Random) -> None:
    kept, pairs = KeptBooks(), list(combinations(found, 2))
    for old, new in [*pairs, *chosen.sample(pairs, 4)]:
        assert compare_sides(old, new, OLD, NEW, books=kept) == compare_sides(old, new, OLD, NEW)


@st.composite
def of_points(draw: st.DrawFn) -> tuple[Side, Side]:
    """Two states that differ in records of points alone."""
    one, other = draw(states()).tree.files, draw(states()).tree.files
    paths = sorted(path for path in {*one, *other} if "/deductions/" in path)
    common, files, found = {path: data for path, data in one.items() if path not in paths}, ReadFiles(), []
    for _ in range(2):
        taken = {path: draw(st.sampled_from([one, one, other, other, {}])).get(path) for path in paths}
        records = {path: data for path, data in taken.items() if data is not None}
        found.append(Side(MemoryTree({**common, **records}), 40, files))
    return found[0], found[1]


@settings(thorough, max_examples=100)
@given(of_points())
def test_changes_carried_out_at_once_tell_what_books_tell(
    sides: tuple[Side, Side],
) -> None:
    found = compare_sides(*sides, OLD, NEW)
    assert are_of_points(2015, in_turn(2015, found.changes))
    assert found == compare_sides(*sides, OLD, NEW, books=KeptBooks())
