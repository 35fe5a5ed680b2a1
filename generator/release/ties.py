"""Who has an outcome where a tie falls on its edge: everyone tied, until a person has chosen (design §3, ties)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.model.publication import Correction, Publication
from generator.score.result import UnitOutcome, UnitResult


def chosen_units(
    publication: Publication | None, corrections: Iterable[Correction], outcome: str
) -> tuple[str, ...] | None:
    """The units that were chosen for `outcome`, by the last correction that says so; None where nobody chose."""
    records: list[Publication | Correction] = [*([publication] if publication is not None else []), *corrections]
    found = [tie.units for record in records for tie in record.ties if tie.outcome == outcome]
    return found[-1] if found else None


def settled_outcomes(
    unit: UnitResult, publication: Publication | None, corrections: Iterable[Correction] = ()
) -> Iterator[UnitOutcome]:
    """The outcomes that `unit` has by that publication; a tie that was decided is no longer flagged."""
    made = tuple(corrections)
    for outcome in unit.outcomes:
        chosen = chosen_units(publication, made, outcome.rule.id) if outcome.edge_tie else None
        if chosen is None:
            yield outcome
        elif unit.unit.id in chosen:
            yield replace(outcome, edge_tie=False)
