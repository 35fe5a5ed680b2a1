"""A unit's score on its way: from what it begins with, up or down item by item, to where it ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from generator.model.lazy_dataclass import dataclass
from generator.model.number import Figure, as_decimal, format_points
from generator.pages.chart import Segment, turn
from generator.pages.ranking_page import COMPONENT_TONES
from generator.pages.unit_appraisal import AppraisalView, GroupVotes, group_votes
from generator.rules.full_marks import full_marks_in
from generator.score.result import UnitResult, YearResult
from generator.score.step import Step
from generator.words import address
from generator.words.last_step import last_step_words, part_step_words
from generator.words.result_words import NONE, brought_marks, running_start


@dataclass(frozen=True, slots=True)
class FallRow:
    """One step of the running score: what moved it, by how many points (with a `mark`), and what was left.

    `mark` is the sign of what gives points; empty for what takes them, and where no points moved. A part that waits
    for its figures has no points: a zero would say that it took none.
    """

    name: str
    url: str
    points: str
    mark: str
    left: str
    note: str
    bar: tuple[Segment, ...]
    level: str


@dataclass(frozen=True, slots=True)
class Group:
    """The units of a ranking group, best first, and where each stands.

    `floor` is the whole point below the lowest score on the way to any of theirs: there the axis of their step charts
    begins. It ends at `ceiling`: at full marks, or at the whole point above the highest score. `votes` are the places
    by satisfaction rate and the rate in their middle, for each part in which people vote.
    """

    units: tuple[UnitResult, ...]
    places: Mapping[str, int]
    floor: Fraction
    ceiling: Fraction
    votes: Mapping[str, GroupVotes]


def index_groups(result: YearResult) -> dict[str, Group]:
    """The ranking groups of `result` by name."""
    units: dict[str, list[UnitResult]] = {}
    for unit in result.units:
        units.setdefault(unit.group, []).append(unit)
    return {name: _group(result, tuple(found)) for name, found in units.items()}


def _group(result: YearResult, units: tuple[UnitResult, ...]) -> Group:
    ways = [value for unit in units for value in _way(result, unit)]
    places = {unit.unit.id: place for place, unit in enumerate(units)}
    highest = max(Fraction(full_marks_in(result.scheme, result.quarter)), *ways)
    votes = {part.id: group_votes(units, part.id) for part in result.scheme.appraisals}
    return Group(units, places, Fraction(floor(min(ways))), Fraction(ceil(highest)), votes)


def _way(result: YearResult, unit: UnitResult) -> Iterator[Fraction]:
    """Where a unit's score is on its way: at its start, after each part, at its end."""
    left = running_start(result, unit)
    yield left
    for part in unit.score.components:
        left += brought_marks(result, unit, part.laid)
        yield left
        left += part.moves
        if part is not unit.score.components[-1]:
            yield left
    yield left if unit.total is None else Fraction(unit.total)


def view_falls(
    result: YearResult,
    unit: UnitResult,
    tree: Step,
    scale: tuple[Figure, Figure],
    appraisals: Sequence[AppraisalView],
) -> Iterator[FallRow]:
    """The running score: from its start, down or up by each item and each other component, in the scheme's order."""
    notes = {found.name: found.formula for found in appraisals}
    left, places = running_start(result, unit), result.scheme.rounding.places
    for part, tone in zip(unit.score.components, COMPONENT_TONES * 8, strict=False):
        step = _step_of(tree, part.component.id)
        if marks := brought_marks(result, unit, part.laid):
            name = f"{part.component.name}分值"
            yield _fall(name, "", "", (left, left + marks), scale, tone, places)
            left += marks
        end = left + part.moves
        for found in _items_of(step).values() if step is not None and part.laid.items else ():
            after = left + part.words.sign * Fraction(found.value or 0)
            url = address.item_page(result.year, found.item) if found.item else ""
            yield _fall(found.label, url, found.formula, (left, after), scale, tone, places)
            left = after
        if not part.laid.items or left != end:
            name, done = part.component.name, part_step_words(part)
            note = notes.get(name, step.formula if step is not None else "")
            title = f"{name}：{done}" if done and part.laid.items else name
            fall = _fall(title, "", note, (left, end), scale, tone, places)
            yield fall if part.complete or left != end else replace(fall, points=NONE)  # it waits for its figures
            left = end
    if unit.total is not None and as_decimal(left) != unit.total:
        name = last_step_words(result, unit, left) or "其他规定"
        last = _fall(name, "", tree.formula, (left, Fraction(unit.total)), scale, "absorbed", places)
        yield replace(last, points=format_points(abs(Fraction(unit.total) - left)))  # less than is printed, too


def _items_of(step: Step) -> dict[str, Step]:
    """The steps of the items of a part, by their ids, whether it adds them up itself or its categories do."""
    found: dict[str, Step] = {}
    for given in step.inputs:
        for item, below in ({given.item: given} if given.item else _items_of(given)).items():
            found.setdefault(item, below)
    return found


def _step_of(tree: Step, part: str) -> Step | None:
    """The step of a component in the derivation of the total, wherever it stands in it."""
    for found in tree.inputs:
        if found.part == part and not found.item:
            return found
        below = _step_of(found, part)
        if below is not None:
            return below
    return None


def _fall(
    name: str,
    url: str,
    note: str,
    points: tuple[Fraction, Fraction],
    scale: tuple[Figure, Figure],
    tone: str,
    places: int,
) -> FallRow:
    before, after = points
    return FallRow(
        name=name,
        url=url,
        points=format_points(abs(after - before), places),
        mark="＋" if after > before else "",
        left=format_points(after, places),
        note=note,
        bar=turn(before, after, *scale, tone),
        level="item" if url else "component",
    )
