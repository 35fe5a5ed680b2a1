"""Where a unit's satisfaction rate stands among those of its group: a place in a list, from which nothing follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from generator.model.lazy_dataclass import dataclass
from generator.model.number import round_figure
from generator.score.result import UnitResult
from generator.score.votes import votes_of

_PLACES = 4  # of a rate as it is printed: 96.48%; a place never tells apart what a reader sees as equal


@dataclass(frozen=True, slots=True)
class VotePlace:
    """A place from the highest rate down, among how many (`of`), and how many share it, itself included (`tied`)."""

    place: int
    tied: int
    of: int

    @property
    def is_last(self) -> bool:
        """Whether no other rate is lower."""
        return self.place + self.tied > self.of


def place_votes(units: Sequence[UnitResult], part: str) -> Mapping[str, VotePlace]:
    """The places of the `units` of one group in the appraisal `part`, by id, in order of place, then of id.

    Only those that are ranked and have been appraised have one: where a scheme does not rank a unit, neither does a
    list of its rates.
    """
    found: dict[str, Decimal] = {}
    for unit in units:
        rate = _rate(unit, part) if unit.rank is not None else None
        if rate is not None:
            found[unit.unit.id] = rate
    same = Counter(found.values())
    before = {rate: sum(number for other, number in same.items() if other > rate) for rate in same}
    ordered = sorted(found, key=lambda unit: (-found[unit], unit))
    return {unit: VotePlace(before[found[unit]] + 1, same[found[unit]], len(found)) for unit in ordered}


def _rate(unit: UnitResult, part: str) -> Decimal | None:
    """The rate of a unit as it is printed; None before it has been appraised."""
    votes = next((votes_of(found) for found in unit.score.components if found.component.id == part), None)
    return None if votes is None or votes.rate is None else round_figure(votes.rate, _PLACES, "half-up")
