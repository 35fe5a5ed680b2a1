"""Which pictures stand on which page: drawn once for a period, marked on the page of each unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date

from generator.load.edition import Edition
from generator.model.lazy_dataclass import dataclass
from generator.pages.rectified import Rectified, count_rectified
from generator.pictures.causes_picture import view_by_item, view_by_source
from generator.pictures.course_picture import view_course
from generator.pictures.drawing import Drawer, drawer_of
from generator.pictures.heat_picture import view_heat
from generator.pictures.parts import points_by_part
from generator.pictures.picture import Picture
from generator.pictures.ranks_picture import rank_points, view_ranks
from generator.pictures.spread_picture import Spread, mark_unit, view_spread
from generator.pictures.votes_picture import VotesPicture, mark_votes, view_group_votes, view_votes
from generator.public.periods import Period
from generator.score.result import UnitResult, YearResult
from generator.score.votes import votes_of


@dataclass(frozen=True, slots=True)
class YearPictures:
    """The pictures of a period: scores by group, units by categories, the course, the causes; None where not told."""

    spreads: tuple[Picture, ...]
    heat: Picture | None
    course: Picture | None
    by_item: Picture | None
    by_source: Picture | None
    rectified: Rectified | None


@dataclass(frozen=True, slots=True)
class UnitPictures:
    """The pictures of a unit in a year; `votes` by the name of the appraisal, `rectified` counts its own records."""

    spread: Picture | None
    ranks: Picture | None
    votes: Mapping[str, Picture]
    rectified: Rectified | None


@dataclass(slots=True)
class UnitGround:
    """What the pages of all units of a year share while they are made; `day` is that of the data."""

    drawer: Drawer
    results: Sequence[YearResult]
    result: YearResult
    day: date
    spreads: dict[str, Spread | None] = field(default_factory=dict)
    grounds: dict[tuple[str, str], VotesPicture | None] = field(default_factory=dict)

    def pictures(self, unit: UnitResult) -> UnitPictures:
        """The pictures on the page of `unit`."""
        group = unit.group
        if group not in self.spreads:
            self.spreads[group] = view_spread(self.result, group, self.drawer)
        spread = self.spreads[group]
        points = rank_points(self.results, unit.unit.id, group)
        return UnitPictures(
            None if spread is None else mark_unit(spread, unit),
            view_ranks(points, self.drawer),
            self._votes(unit),
            count_rectified(unit.score.effects(), self.day),
        )

    def _votes(self, unit: UnitResult) -> Mapping[str, Picture]:
        found = {}
        for component in unit.score.components:
            votes, key = votes_of(component), (unit.group, component.component.id)
            if votes is None:
                continue
            if key not in self.grounds:
                self.grounds[key] = view_group_votes(self.result, *key, self.drawer)
            ground = self.grounds[key]
            picture = None if ground is None else mark_votes(ground, votes)
            if picture is not None:
                found[component.component.name] = picture
        return found


def unit_ground(edition: Edition, result: YearResult, day: date) -> UnitGround:
    """What the pages of the units of `result` share, as things were on `day`."""
    return UnitGround(drawer_of(edition), results_of(edition, result.year), result, day)


def results_of(edition: Edition, year: int) -> list[YearResult]:
    """The results of a year that are shown, in order of time."""
    return [edition.results[found.year, found.quarter] for found in edition.periods if found.year == year]


def spread_pictures(edition: Edition, result: YearResult) -> tuple[Picture, ...]:
    """The scores of each ranking group that is large enough to be a picture."""
    groups = dict.fromkeys(unit.group for unit in result.units)
    found = [view_spread(result, group, drawer_of(edition)) for group in groups]
    return tuple(spread.picture for spread in found if spread is not None)


def year_pictures(edition: Edition, result: YearResult, period: Period) -> YearPictures:
    """The pictures on the page of a period; a quarter has those of scores and of its course alone."""
    drawer = drawer_of(edition)
    whole = result.quarter is None
    effects = (effect for unit in result.units for effect in unit.score.effects())
    told = [made for made in edition.corpus.standing_publications if made.year == result.year]
    return YearPictures(
        spreads=spread_pictures(edition, result),
        heat=view_heat(result, points_by_part(result), drawer) if whole else None,
        course=view_course(result, told, drawer),
        by_item=view_by_item(result, drawer) if whole else None,
        by_source=view_by_source(result, drawer) if whole else None,
        rectified=count_rectified(effects, period.day),
    )


def appraisal_pictures(edition: Edition, result: YearResult) -> Mapping[str, tuple[Picture, ...]]:
    """The pictures on the page of the appraisals of a year, by the name of each."""
    return {part.name: view_votes(result, part.id, drawer_of(edition)) for part in result.scheme.appraisals}


def home_ranks(edition: Edition, unit: str) -> Picture | None:
    """The rank of a unit through all quarters and years, among the group in which it stands now."""
    shown = [edition.results[found.year, found.quarter] for found in edition.periods]
    mine = [result for result in shown if result.unit(unit) is not None]
    if not mine:
        return None
    last = mine[-1].unit(unit)
    assert last is not None
    years = {result.year for result in mine}
    return view_ranks(rank_points(mine, unit, last.group, by_year=len(years) > 1), drawer_of(edition))
