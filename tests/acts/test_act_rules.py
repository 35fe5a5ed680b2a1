"""The rules of acts, and that no state which they allow is one without a way out."""

from __future__ import annotations

from collections import deque
from functools import cache

import pytest

from generator.check.act_rules import next_id
from generator.model.act import Act
from tests.acts.act_model import (
    CLOCK,
    KINDS,
    Step,
    Work,
    World,
    draw,
    drop,
    faults_of,
    give_way,
    merge,
    moves,
    next_correction,
    parsed,
    redraw,
    standing,
    steps,
    wait,
)

Spent = tuple[World, int, int]


@cache
def search(acts: int, slips: int) -> dict[World, tuple[Step, ...]]:
    """Every world that so many acts and slips can reach, with one shortest way to it."""
    start: Spent = (World(), acts, slips)
    ways: dict[Spent, tuple[Spent | None, Step | None]] = {start: (None, None)}
    first: dict[World, Spent] = {World(): start}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        world, acts_left, slips_left = here
        for step, after in steps(world, acts_left, slips_left):
            spent = (
                acts_left - (step.what in ("act", "revoke", "slip")),
                slips_left - (step.what in ("force", "slip")),
            )
            reached = (after.canonical(), *spent)
            if reached not in ways:
                ways[reached] = (here, step)
                first.setdefault(reached[0], reached)
                waiting.append(reached)
    return {world: _way(ways, reached) for world, reached in first.items()}


def _way(ways: dict[Spent, tuple[Spent | None, Step | None]], reached: Spent) -> tuple[Step, ...]:
    found = []
    at: Spent | None = reached
    while at is not None:
        at, step = ways[at]
        if step is not None:
            found.append(step)
    return tuple(reversed(found))


def settle(world: World) -> World:
    """What the messages advise, step by step: draw up anew or drop, withdraw what is wrong, correct, publish.

    Each step is one that the rules allow, or it fails. At the end nothing is wrong and both periods stand published.
    """
    for clerk in (0, 1):
        world = _finish(world, clerk)
    world = _withdraw_faulty(world)
    while world.moved:
        name = world.moved[0]
        corrected = draw(world, 0, next_correction(world.main, name))
        # One that is dated in the future cannot be corrected before; it can be withdrawn.
        world = _merged(corrected) if corrected else _do(world, f"{name} withdrawn")
    while missing := [kind for kind in KINDS if kind not in map(_kind, standing(world.main))]:
        world = _publish(world, missing[0])  # which may withdraw another that stands in its way
    return world


def _finish(world: World, clerk: int) -> World:
    """A branch is merged, or drawn up anew and with what it must correct, and merged, or given up."""
    return merge(complete(redraw(world, clerk) or world, clerk), clerk) or drop(world, clerk)


def complete(world: World, clerk: int) -> World:
    """The branch with a correction of each publication that it moves, as far as the rules allow."""
    for name in moves(world, clerk) if world.clerks[clerk].acts else ():
        world = draw(world, clerk, next_correction(world.main, name)) or world
    return world


def _withdraw_faulty(world: World) -> World:
    """Withdraws each publication of which something is wrong, results before the notice on which they rest."""
    while faults := faults_of(world.main):
        kind, line = min(faults)
        act = parsed(line)
        target = act.id.rpartition("-c")[0] if act.verb == "correct" else act.id
        if kind == "held":  # the notice is gone already: what rests on it goes too
            target = next(name for name in standing(world.main) if "-final" in name)
        world = _do(world, f"{target} withdrawn")
    return world


def _publish(world: World, kind: str) -> World:
    """Publishes what is missing, withdrawing first what stands in its way, and waiting for the notice."""
    line = next_id((parsed(dated.line) for dated in world.main), kind)
    for _ in range(4):
        found = draw(world, 0, line)
        if found is not None:
            return _merged(found)
        world = _make_room(world, kind)
    raise AssertionError(("no way to publish", kind, world))


def _make_room(world: World, kind: str) -> World:
    """One thing that keeps a publication from being drawn up is put out of the way."""
    records = {name: found for name, found in _dated(world).items() if found > world.today}
    if records:  # dated in the future by a wrong clock: it binds all that come after it
        names = sorted(records, key=lambda name: "-notice" in name)
        return _do(world, f"{names[0]} withdrawn")
    if kind == "2016-final":
        notices = [name for name in standing(world.main) if "-notice" in name]
        later = wait(world, CLOCK)
        if later is not None:
            return later
        if notices:  # it served a result that was withdrawn
            return _publish(_do(world, f"{notices[-1]} withdrawn"), "2016-notice")
        return _publish(world, "2016-notice")
    raise AssertionError(("nothing in the way of", kind, world))


def _dated(world: World) -> dict[str, int]:
    """The day of each standing publication, or that of its arrival where that is later."""
    names = standing(world.main)
    return {dated.line: max(dated.day, dated.arrived) for dated in world.main if dated.line in names}


def _do(world: World, line: str) -> World:
    found = draw(world, 0, line)
    assert found is not None, ("refused", line, world)
    return _merged(found)


def _merged(world: World) -> World:
    found = merge(world, 0)
    assert found is not None, ("not merged", world)
    return found


def _kind(name: str) -> str:
    return next(kind for kind in KINDS if name == kind or name.startswith(f"{kind}-"))


@pytest.mark.parametrize(("acts", "slips"), [(6, 0), (4, 1)], ids=["as the rules allow", "with a slip"])
def test_every_reachable_state_has_a_way_out(acts: int, slips: int) -> None:
    """All orders of so many acts by two clerks who merge crosswise; a slip is a wrong clock, or a merge by force."""
    found = search(acts, slips)
    settled = {world._replace(clerks=(Work(), Work())) for world in found}
    for world in settled:
        if not slips:
            assert faults_of(world.main) == frozenset(), world
        end = settle(world)
        assert faults_of(end.main) == frozenset()
        assert end.moved == ()
        assert {_kind(name) for name in standing(end.main)} == set(KINDS)
    assert len(settled) > 500


def test_a_branch_can_always_be_finished() -> None:
    """Drawn up anew, with the corrections that the check asks for, it merges; or else it is given up."""
    finished = 0
    for world in search(4, 0):
        for clerk in (0, 1):
            again = redraw(world, clerk)
            if again is not None:
                assert merge(complete(again, clerk), clerk) is not None, world
                finished += len(again.clerks[clerk].acts) < len(complete(again, clerk).clerks[clerk].acts)
    assert finished > 0


def test_a_branch_that_gives_up_what_is_no_longer_possible_is_clean() -> None:
    """The advice of a command that refuses in a merge: its act is given up, the others are drawn up anew."""
    given_up = 0
    for world in search(4, 0):
        for clerk in (0, 1):
            if world.clerks[clerk].behind and redraw(world, clerk) is None:
                found = give_way(world, clerk)
                left = found.clerks[clerk]
                end = merge(complete(found, clerk), clerk) if left.acts or left.revokes else found
                assert end is not None, world
                assert faults_of(end.main) == frozenset()
                given_up += 1
    assert given_up > 20


def test_an_act_stands_in_its_line_and_its_file() -> None:
    for line in ("2016-q4", "2016-final-2", "2016-q4-c1", "2016-q4-2 withdrawn", "redaction 2016-0612"):
        assert parsed(line).line == line
    assert Act("correct", "2016-q4-2-c12").path == "data/corrections/2016-q4-2-c12.yml"
