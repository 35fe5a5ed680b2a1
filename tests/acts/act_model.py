"""The acts as a small game of pure data: two clerks, two periods, a main branch, and git's conflicts between them.

Every step asks the rules that the program itself asks (`find_faults`, `next_id`). A step that would add a fault is
refused, as the commands refuse it. What git does is one rule: a branch that has an act of its own merges only if no
act came to the main branch since, because any two of them add a line at the same place.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from generator.check.act_rules import ActRecords, CorrectionFact, PublicationFact, find_faults, next_id, standing_ids
from generator.model.act import Act, parse_act

FIRST_DAY = date(2017, 1, 3)
NOTICE = 5  # days
WAIT = 7
CLOCK = 16_000  # a clock that is wrong by so many days
KINDS = ("2016-q4", "2016-notice", "2016-final")  # two periods: the fourth quarter, and the year
NOT_YET = -1


class Dated(NamedTuple):
    """A line of chain.yml, with the days of its record and of the commit that brought it, counted from the first."""

    line: str
    day: int
    arrived: int = NOT_YET


class Work(NamedTuple):
    """What a clerk has on a branch: its acts, whether main got another one since, whether it changes data.

    One act, and beside it the corrections of what the branch moves.
    """

    acts: tuple[Dated, ...] = ()
    behind: bool = False
    revokes: bool = False


class World(NamedTuple):
    """The main branch, the publications from under whose figures its data have moved, and the clerks' branches."""

    today: int = 0
    main: tuple[Dated, ...] = ()
    moved: tuple[str, ...] = ()
    clerks: tuple[Work, Work] = (Work(), Work())

    def canonical(self) -> World:
        """The same world whichever clerk is which."""
        first, second = self.clerks
        return self if first <= second else self._replace(clerks=(second, first))


class Step(NamedTuple):
    """What somebody does: draw an act up, revoke a record, merge, draw up anew, or wait for a week."""

    what: str
    clerk: int = 0
    line: str = ""


@lru_cache(1 << 17)
def records_of(acts: tuple[Dated, ...]) -> ActRecords:
    """The facts of these acts, as they would be read from files and history."""
    lines = tuple(parsed(dated.line) for dated in acts)
    publications: dict[str, PublicationFact] = {}
    previous = ""
    for act, dated in zip(lines, acts, strict=True):
        if act.verb == "publish":
            arrived = None if dated.arrived == NOT_YET else _date(dated.arrived)
            begun = None if arrived is None else max(arrived, _date(dated.day))
            ends = None if begun is None or "-notice" not in act.id else begun + timedelta(NOTICE)
            publications[act.id] = PublicationFact(
                _date(dated.day), previous, date(2016, 1, 1), arrived=arrived, ends=ends
            )
            previous = act.id
    made = {
        act.id: CorrectionFact(_date(dated.day), None if dated.arrived == NOT_YET else _date(dated.arrived))
        for act, dated in zip(lines, acts, strict=True)
        if act.verb == "correct"
    }
    withdrawn = frozenset(act.id for act in lines if act.verb == "withdraw")
    return ActRecords(lines, publications, made, withdrawn, frozenset(a.id for a in lines if a.verb == "redact"))


@lru_cache(1 << 17)
def faults_of(acts: tuple[Dated, ...]) -> frozenset[tuple[str, str]]:
    """The rules that these acts break, each with the line that breaks it."""
    return frozenset((fault.kind, fault.act.line) for fault in find_faults(records_of(acts)))


@lru_cache(None)
def parsed(line: str) -> Act:
    act = parse_act(line)
    assert act is not None
    return act


@lru_cache(None)
def _date(day: int) -> date:
    return FIRST_DAY + timedelta(day)


@lru_cache(1 << 17)
def standing(acts: tuple[Dated, ...]) -> tuple[str, ...]:
    """The publications that are not withdrawn."""
    return tuple(standing_ids(parsed(dated.line) for dated in acts))


def wishes(world: World) -> Iterator[str]:
    """The acts that a clerk may want to draw up now, whether or not they are allowed."""
    known = [parsed(dated.line) for dated in world.main]
    yield from (next_id(known, kind) for kind in KINDS)
    for name in standing(world.main):
        yield f"{name} withdrawn"
        yield next_correction(world.main, name)
    if not any(act.verb == "redact" for act in known):
        yield "redaction r1"


def next_correction(main: tuple[Dated, ...], publication: str) -> str:
    """The id of the next correction of a publication."""
    return f"{publication}-c{1 + sum(dated.line.startswith(f'{publication}-c') for dated in main)}"


def corrects(line: str) -> str:
    """The publication that a line corrects; empty where it corrects none."""
    act = parsed(line)
    return act.id.rpartition("-c")[0] if act.verb == "correct" else ""


def draw(world: World, clerk: int, line: str, day: int | None = None) -> World | None:
    """The world after an act is drawn up on a clerk's branch; None where the command refuses."""
    work = world.clerks[clerk]
    name = corrects(line)
    if work.acts and (work.behind or name not in moves(world, clerk)):
        return None  # an act a branch, but for the corrections that it needs
    made = Dated(line, world.today if day is None else day)
    after = (*world.main, *work.acts, made)
    if faults_of(after) - faults_of(world.main):
        return None
    if parsed(line).verb == "publish" and (work.revokes or world.moved or faults_of(after)):
        return None  # a publication freezes main, and is not drawn up beside anything that is wrong
    if name and not (work.revokes or name in world.moved):
        return None  # there is nothing to correct
    return with_work(world, clerk, work._replace(acts=(*work.acts, made)))


def moves(world: World, clerk: int) -> list[str]:
    """The publications that a branch moves and does not correct: those that the check of the proposal names."""
    acts, _, revokes = world.clerks[clerk]
    corrected = {corrects(dated.line) for dated in acts}
    return [name for name in standing((*world.main, *acts)) if revokes and name not in corrected]


def with_work(world: World, clerk: int, work: Work) -> World:
    """The world with another branch of a clerk."""
    return world._replace(clerks=(work, world.clerks[1]) if clerk == 0 else (world.clerks[0], work))


def merge(world: World, clerk: int, forced: bool = False, arrived: int | None = None) -> World | None:
    """The world after a branch is merged; None where git stops at a conflict, or the check is red.

    A branch that only changes data is merged without being brought up to date: it moves what was published meanwhile.
    `forced`: somebody settled the conflict by hand for both sides, and merged although the check was red.
    """
    acts, behind, revokes = world.clerks[clerk]
    if not acts and not revokes:
        return None
    if {dated.line for dated in acts} & {dated.line for dated in world.main}:
        return None  # two files of one name: only one can stay, and that is drawing up anew
    main = (*world.main, *(act._replace(arrived=world.today if arrived is None else arrived) for act in acts))
    if acts and not forced and (behind or faults_of(main) - faults_of(world.main)):
        return None
    names, uncorrected = standing(main), moves(world, clerk)
    corrected = {corrects(dated.line) for dated in acts}
    moved = {name for name in (*world.moved, *uncorrected) if name in names and name not in corrected}
    if acts and not forced and set(uncorrected) - set(world.moved):
        return None  # the proposal moves what it does not correct
    other = world.clerks[1 - clerk]
    if acts and other.acts:
        other = other._replace(behind=True)
    found = World(world.today, main, tuple(sorted(moved)), world.clerks)
    return with_work(with_work(found, 1 - clerk, other), clerk, Work())


def redraw(world: World, clerk: int) -> World | None:
    """The world after the same commands were given again, on what main is now; None where they refuse."""
    work = world.clerks[clerk]
    if not work.behind:
        return None
    found: World | None = with_work(world, clerk, Work((), False, work.revokes))
    for line in again(world, clerk):
        found = found and draw(found, clerk, line)
    return found if found and found.clerks[clerk].acts else None


def again(world: World, clerk: int) -> list[str]:
    """The acts of a branch drawn up anew: corrections by the next number, without what others have done."""
    known = {dated.line for dated in world.main}
    named = [(dated.line, corrects(dated.line)) for dated in world.clerks[clerk].acts]
    lines = [next_correction(world.main, name) if name else line for line, name in named]
    return [line for line in lines if line not in known]


def give_way(world: World, clerk: int) -> World:
    """The world after a clerk gave the same commands again, and gave up each act of which the command said so."""
    work = world.clerks[clerk]
    found = with_work(world, clerk, Work((), False, work.revokes))
    for line in again(world, clerk):
        found = draw(found, clerk, line) or found
    return found


def drop(world: World, clerk: int) -> World:
    """The world after a clerk gave up what was not merged."""
    return with_work(world, clerk, Work())


def wait(world: World, until: int = 6 * WAIT) -> World | None:
    """A week later, where a notice runs and it is not `until` yet."""
    facts = records_of(world.main).publications
    ends = [facts[name].ends for name in standing(world.main)]
    running = any(end is not None and end >= _date(world.today) for end in ends)
    return world._replace(today=world.today + WAIT) if running and world.today < until else None


def steps(world: World, acts_left: int, slips_left: int) -> Iterator[tuple[Step, World]]:
    """Everything that can happen next, with the world that it leaves."""
    wanted = list(wishes(world)) if acts_left else []
    for clerk in (0, 1) if world.clerks[0] != world.clerks[1] else (0,):
        for line in wanted:
            yield from _told(Step("act", clerk, line), draw(world, clerk, line))
        if acts_left and world.clerks[clerk] == Work():
            yield Step("revoke", clerk), with_work(world, clerk, Work(revokes=True))
        yield from _told(Step("merge", clerk), merge(world, clerk))
        yield from _told(Step("redraw", clerk), redraw(world, clerk))
        if slips_left:
            yield from _told(Step("force", clerk), merge(world, clerk, forced=True))
            for line in wanted:
                late = draw(world, clerk, line, CLOCK)
                yield from _told(Step("slip", clerk, line), late and merge(late, clerk, arrived=CLOCK))
    yield from _told(Step("wait"), wait(world))


def _told(step: Step, world: World | None) -> Iterator[tuple[Step, World]]:
    if world is not None:
        yield step, world
