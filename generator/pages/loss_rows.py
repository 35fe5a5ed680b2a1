"""Who lost what in an item or a category, the greatest loss first."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points, printed_points
from generator.pages.chart import Segment, stack
from generator.score.result import ItemResult, UnitResult, YearResult
from generator.words import address
from generator.words.record_counts import counting
from generator.words.site_frame import Link

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class LossRow:
    """What one unit lost in an item or category: sum before the cap, what counted, what the cap absorbed."""

    unit: Link
    records: str
    raw: str
    counted: str
    absorbed: str
    bar: tuple[Segment, ...]
    capped: bool

    @property
    def differs(self) -> bool:
        """Whether other points count than the sum of its records."""
        return self.raw != self.counted


def loss_rows(result: YearResult, results: Iterable[tuple[UnitResult, ItemResult]]) -> tuple[LossRow, ...]:
    """The units with points in the items of `results`, the greatest loss first, then in order of rank.

    A unit with records that took nothing lost nothing; one that was given 0 points was assessed.
    """
    found: dict[str, tuple[UnitResult, list[ItemResult]]] = {}
    for unit, part in results:
        if part.raw or part.counted or (part.effects and part.words.sign >= 0):
            found.setdefault(unit.unit.id, (unit, []))[1].append(part)
    sums = [(unit, parts, sum((part.counted for part in parts), ZERO)) for unit, parts in found.values()]
    longest = max((sum((part.raw for part in parts), ZERO) for _, parts, _ in sums), default=ZERO)
    ordered = sorted(sums, key=lambda entry: (-entry[2], entry[0].rank is None, entry[0].rank or 0, entry[0].unit.id))
    return tuple(_loss_row(result, unit, parts, longest) for unit, parts, _ in ordered)


def _loss_row(result: YearResult, unit: UnitResult, parts: list[ItemResult], longest: Decimal) -> LossRow:
    raw = sum((part.raw for part in parts), ZERO)
    counted = sum((part.counted for part in parts), ZERO)
    absorbed = sum((part.absorbed for part in parts), ZERO)
    places = result.scheme.rounding.places
    return LossRow(
        unit=Link(unit.unit.short_name, address.unit_page(result.year, unit.unit.id), unit.unit.name),
        records=count_records(parts),
        raw=printed_points(raw, places),
        counted=printed_points(counted, places),
        absorbed=format_points(absorbed, places) if absorbed else "",
        bar=stack([(counted, "a"), (absorbed, "absorbed")], longest),
        capped=bool(absorbed),
    )


def count_records(parts: Iterable[ItemResult]) -> str:
    """How many records count in these items."""
    return str(len(counting(effect for part in parts for effect in part.effects)))
