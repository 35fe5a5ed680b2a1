"""What an import does to scores, before it is written."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from decimal import Decimal

from generator.model.lazy_dataclass import dataclass
from generator.model.number import Figure
from generator.model.place import find_place
from generator.model.problem import Problem, UserError
from generator.rules.corpus import Corpus
from generator.score.result import ItemResult, UnitResult
from generator.score.year import score_year

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ScoreEffect:
    """One unit's score in a year before and after, in points; its rank within its group."""

    year: int
    unit: str
    old: Decimal | None
    new: Decimal | None
    old_rank: Figure | None
    new_rank: Figure | None


@dataclass(frozen=True, slots=True)
class ImportEffects:
    """The units whose score or rank moves, by year and id; or, with none of them, why scores cannot be computed.

    `over` is path -> the points of a written record that lie beyond a maximum of its item, so that they take nothing;
    `early` is path -> why a written record does not count at all: it was found before the scheme was in force.
    """

    scores: tuple[ScoreEffect, ...] = ()
    unscored: str = ""
    over: Mapping[str, Decimal] = field(default_factory=dict)
    early: Mapping[str, str] = field(default_factory=dict)


def find_effects(before: Corpus, after: Corpus, errors: Sequence[Problem], written: Container[str]) -> ImportEffects:
    """What the records that are `written` do to scores."""
    paths = [*(record.path for record in after.deductions), *(record.path for record in after.appraisals)]
    years = sorted({place.year for path in paths if path in written and (place := find_place(path)) is not None})
    if not years:
        return ImportEffects()
    if errors:
        return ImportEffects(unscored=f"数据有 {len(errors)} 处问题，改正之前不计算得分。")
    scores: list[ScoreEffect] = []
    over: dict[str, Decimal] = {}
    early: dict[str, str] = {}
    try:
        for year in years:
            old = {result.unit.id: result for result in score_year(before, year).units}
            new = score_year(after, year).units
            scores += _compare(year, old, new)
            over |= {path: points for one in new for path, points in _over(old.get(one.unit.id), one, written)}
            effects = [effect for one in new for effect in one.score.effects() if effect.early]
            early |= {one.record.path: one.early for one in effects if one.record.path in written}
    except UserError as refused:
        return ImportEffects(unscored=str(refused))
    return ImportEffects(tuple(scores), "", over, early)


def _over(old: UnitResult | None, new: UnitResult, written: Container[str]) -> Iterator[tuple[str, Decimal]]:
    """What of each written record of a unit the maxima of its items take: it falls on the last of them by date."""
    were: dict[str, ItemResult] = {} if old is None else {one.item.id: one for one in old.score.items()}
    for item in new.score.items():
        was = were.get(item.item.id)
        left = item.absorbed - (was.absorbed if was else _ZERO)
        own = [one for one in item.effects if one.record.path in written] if left > 0 else []
        for effect in sorted(own, key=lambda one: (one.record.date, one.record.path), reverse=True):
            taken = min(left, effect.effective)
            if taken > 0:
                left -= taken
                yield effect.record.path, taken


def _compare(year: int, old: Mapping[str, UnitResult], units: Iterable[UnitResult]) -> list[ScoreEffect]:
    found = []
    for new in units:
        was = old.get(new.unit.id)
        if was is None or (was.total, was.rank) != (new.total, new.rank):
            name = new.unit.id
            found.append(
                ScoreEffect(year, name, was.total if was else None, new.total, was.rank if was else None, new.rank)
            )
    return sorted(found, key=lambda effect: (effect.year, effect.unit))
