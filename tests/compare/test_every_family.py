"""Whatever a scheme says and whatever data change: causes add up, the live year is right, and no order matters."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.compare.comparison import compare_trees
from generator.compare.score_move import ScoreMove, UnitFigures
from generator.model.place import POINTS, find_place
from generator.rules.corpus import Corpus
from generator.rules.scheme import Scheme
from generator.score.live_year import LiveYear
from generator.score.record_cells import cells_of
from generator.score.result import UnitResult
from generator.score.year import score_year
from tests.score.random_years import Files, corpus_of, next_year, tree_of, years

# Without shrinking: a failing example is told as found, for to find a smaller one would take minutes.
thorough = settings(
    max_examples=60,
    suppress_health_check=list(HealthCheck),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def results(corpus: Corpus) -> dict[str, UnitResult]:
    return {found.unit.id: found for found in score_year(corpus, 2015).units}


def figures(result: UnitResult | None) -> UnitFigures | None:
    if result is None:
        return None
    outcomes = {outcome.rule.id: outcome.edge_tie for outcome in result.outcomes}
    reason = result.reason
    return UnitFigures(result.total, result.group, result.rank, outcomes, result.grade, reason)


def put(live: LiveYear, path: str, files: Files) -> None:
    place, record = find_place(path), files.get(path)
    assert place is not None
    if place.kind in POINTS:
        live.put_record(path, place.item, None if record is None else cells_of(record))
    elif place.kind == "scheme":
        assert record is None or isinstance(record, Scheme)
        live.put_scheme(record)
    else:
        live.put(path, record)


def standings(live: LiveYear) -> dict[str, tuple[Decimal | None, bool]]:
    return {name: (score.total, score.provisional) for name, score in live.standings.items()}


def scored(found: dict[str, UnitResult]) -> dict[str, tuple[Decimal | None, bool]]:
    return {name: (unit.total, unit.score.provisional) for name, unit in found.items()}


@thorough
@given(years(), years(), st.data())
def test_the_live_year_is_what_scoring_says_whatever_comes_in_whatever_order(
    old: Files, other: Files, data: st.DataObject
) -> None:
    live = LiveYear(2015)
    for path in data.draw(st.permutations(sorted(old))):
        put(live, path, old)
    live.settle()
    assert standings(live) == scored(results(corpus_of(old)))
    for _ in range(3):
        new = data.draw(next_year(old, other))
        changed = [path for path in sorted(old.keys() | new.keys()) if old.get(path) != new.get(path)]
        for path in data.draw(st.permutations(changed)):
            put(live, path, new)
        live.settle()
        found = results(corpus_of(new))
        assert standings(live) == scored(found)
        old = new


@thorough
@given(years(), years(), st.data())
def test_causes_add_up_and_name_what_changed(old: Files, other: Files, data: st.DataObject) -> None:
    new = data.draw(next_year(old, other))
    found = compare_trees(tree_of(old), tree_of(new), "1" * 40, "2" * 40)
    moves = {move.unit: move for move in found.moves}
    before, after = results(corpus_of(old)), results(corpus_of(new))
    changed = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
    for unit in before.keys() | after.keys():
        if unit not in moves:
            assert figures(before.get(unit)) == figures(after.get(unit))
            continue
        move = moves[unit]
        assert move.old == figures(before.get(unit))
        assert move.new == figures(after.get(unit))
        assert {cause.path for cause in move.causes} <= changed
        assert_adds_up(move)


def assert_adds_up(move: ScoreMove) -> None:
    """Deltas add up from the last turn that gave a score; where none was lost or given, to the whole difference."""
    crossings = [at for at, cause in enumerate(move.causes) if cause.delta is None]
    for cause in move.causes:
        assert (cause.delta is None) == (cause.kind in {"score-lost", "score-gained"})
        if cause.points is not None and cause.absorbed is not None:
            assert cause.kind in POINTS
            assert cause.delta == cause.points + cause.absorbed
    if not crossings:
        assert sum((cause.delta or Decimal(0) for cause in move.causes), Decimal(0)) == move.delta
    else:
        last = move.causes[crossings[-1]]
        assert (last.kind == "score-gained") == (move.new is not None and move.new.total is not None)
