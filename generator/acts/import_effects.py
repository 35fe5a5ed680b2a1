"""What an import does to scores, before it is written."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.model.number import Figure
from generator.model.place import find_place
from generator.model.problem import Problem, UserError
from generator.rules.corpus import Corpus
from generator.score.result import UnitResult
from generator.score.year import score_year


@dataclass(frozen=True, slots=True)
class ScoreEffect:
    """One unit's score in a year before and after, in points; its rank within its group."""

    year: int
    unit: str
    old: Decimal | None
    new: Decimal | None
    old_rank: Figure | None
    new_rank: Figure | None


def find_effects(
    before: Corpus, after: Corpus, errors: Sequence[Problem], written: Container[str]
) -> tuple[tuple[ScoreEffect, ...], str]:
    """The units whose score or rank moves, by year and id; or, with none of them, why scores cannot be computed."""
    paths = [*(record.path for record in after.deductions), *(record.path for record in after.appraisals)]
    years = sorted({place.year for path in paths if path in written and (place := find_place(path)) is not None})
    if not years:
        return (), ""
    if errors:
        return (), f"数据有 {len(errors)} 处问题，改正之前不计算得分。"
    try:
        return tuple(effect for year in years for effect in _compare(before, after, year)), ""
    except UserError as refused:
        return (), str(refused)


def _compare(before: Corpus, after: Corpus, year: int) -> list[ScoreEffect]:
    old = {result.unit.id: result for result in score_year(before, year).units}
    found = []
    for new in score_year(after, year).units:
        was: UnitResult | None = old.get(new.unit.id)
        if was is None or (was.total, was.rank) != (new.total, new.rank):
            name = new.unit.id
            found.append(
                ScoreEffect(year, name, was.total if was else None, new.total, was.rank if was else None, new.rank)
            )
    return sorted(found, key=lambda effect: (effect.year, effect.unit))
