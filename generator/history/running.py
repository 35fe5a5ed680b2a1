"""The scores of one year while its records change one by one: running totals instead of reloading.

What comes out is at every moment what `score_year` computes from all records (a test holds the two together).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.history.facts import Fact
from generator.model.appraisal import Appraisal
from generator.model.deduction import Deduction
from generator.model.number import Figure
from generator.model.scheme import AppraisalComponent, DeductionsComponent, Scheme
from generator.model.unit import Unit
from generator.score.component import Evidence, Tally, round_tally, score_component
from generator.score.result import ComponentResult, ItemsDetail
from generator.score.year import quarter_end, total_score

_ZERO = Decimal(0)
_NO_ITEMS = ItemsDetail(())


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit's score in points, and whether some component's data are not in yet."""

    total: Decimal
    provisional: bool


class RunningYear:
    """The running totals of `year`, up to `quarter` where one is given.

    `recall` reads the deductions of a unit by item; it is asked only where a scheme has components of a kind that
    cannot be added up from facts.
    """

    def __init__(
        self, year: int, recall: Callable[[str], Mapping[str, list[Deduction]]], quarter: int | None = None
    ) -> None:
        self.year = year
        self.until = quarter_end(year, quarter)
        self.scheme: Scheme | None = None
        self.units: dict[str, Unit] = {}
        self.standings: dict[str, Standing] = {}
        self._recall = recall
        self._facts: dict[str, tuple[Fact, str]] = {}
        self._sums: dict[tuple[str, str], Decimal] = {}
        self._lost: dict[tuple[str, int], Decimal] = {}
        self._appraisals: dict[str, Appraisal] = {}
        self._rated: dict[tuple[str, int], ComponentResult] = {}
        self._caps: dict[str, list[tuple[int, Decimal]]] = {}
        self._rounded: dict[tuple[int, Decimal], ComponentResult] = {}
        self._totals: dict[tuple[Figure, ...], Decimal] = {}
        self._scored: dict[str, bool] = {}
        self._touched: set[str] = set()

    def put_scheme(self, scheme: Scheme | None) -> None:
        """From now on `scheme` is in force; without one there are no scores."""
        self.scheme = scheme
        self._rated.clear()
        self._rounded.clear()
        self._totals.clear()
        self._scored.clear()
        self._lost.clear()
        self._caps.clear()
        for at, part in enumerate(scheme.components if scheme else ()):
            if isinstance(part, DeductionsComponent):
                for item in (item for category in part.categories for item in category.items):
                    self._caps.setdefault(item.id, []).append((at, item.max))
        for (unit, name), points in self._sums.items():
            self._lose(unit, name, _ZERO, points)
        self._touched.update(self.units)

    def put_unit(self, name: str, unit: Unit | None) -> None:
        """The register now says this of the unit `name`, None: nothing."""
        if unit is None:
            self.units.pop(name, None)
        else:
            self.units[name] = unit
        self._scored.pop(name, None)
        for at in range(len(self.scheme.components) if self.scheme else 0):
            self._rated.pop((name, at), None)
        self._touched.add(name)

    def put_appraisal(self, unit: str, appraisal: Appraisal | None) -> None:
        """The appraisal of `unit` is now this one; it counts from the day on which it was held."""
        if appraisal is None or appraisal.held > self.until:
            self._appraisals.pop(unit, None)
        else:
            self._appraisals[unit] = appraisal
        for at in range(len(self.scheme.components) if self.scheme else 0):
            self._rated.pop((unit, at), None)
        self._touched.add(unit)

    def put_deduction(self, path: str, item: str, fact: Fact | None) -> None:
        """The record at `path`, in the folder of `item`, now states `fact`, None: there is none that can be read."""
        before = self._facts.pop(path, None)
        if before is not None:
            self._add(before[0].unit, before[1], -before[0].effective)
        if fact is not None and fact.date <= self.until:
            self._facts[path] = (fact, item)
            self._add(fact.unit, item, fact.effective)

    def fact_at(self, path: str) -> Fact | None:
        """The fact that counts from the record at `path`."""
        return self._facts[path][0] if path in self._facts else None

    def _add(self, unit: str, item: str, points: Decimal) -> None:
        before = self._sums.get((unit, item), _ZERO)
        self._sums[unit, item] = before + points
        self._lose(unit, item, before, before + points)
        self._touched.add(unit)

    def _lose(self, unit: str, item: str, before: Decimal, after: Decimal) -> None:
        for at, cap in self._caps.get(item, ()):
            lost = self._lost.get((unit, at), _ZERO)
            self._lost[unit, at] = lost + min(after, cap) - min(before, cap)

    def settle(self) -> dict[str, tuple[Standing | None, Standing | None]]:
        """The units whose standing has moved since it was last settled: before and after, None: not scored."""
        moved = {}
        for name in sorted(self._touched):
            before, after = self.standings.get(name), self._stand(name)
            if before == after:
                continue
            moved[name] = (before, after)
            if after is None:
                del self.standings[name]
            else:
                self.standings[name] = after
        self._touched.clear()
        return moved

    def _stand(self, name: str) -> Standing | None:
        scheme = self.scheme
        if scheme is None or not self._is_scored(name):
            return None
        parts: list[ComponentResult] = []
        provisional = False
        for at, part in enumerate(scheme.components):
            if isinstance(part, DeductionsComponent):
                found = self._deduct(part, at, self._lost.get((name, at), _ZERO))
            else:
                found = self._rate(self.units[name], at)
            provisional = provisional or not found.complete
            parts.append(found)
        return Standing(self._total(scheme, parts), provisional)

    def _total(self, scheme: Scheme, parts: list[ComponentResult]) -> Decimal:
        """The score that the parts leave: it depends on their sum alone, and few sums are ever met."""
        lost = _ZERO
        inexact: list[Figure] = []
        for part in parts:
            if isinstance(part.deducted, Decimal):
                lost += part.deducted
            else:
                inexact.append(part.deducted)
        key: tuple[Figure, ...] = (lost, *inexact)
        found = self._totals.get(key)
        if found is None:
            found = self._totals[key] = total_score(scheme, tuple(parts))
        return found

    def _is_scored(self, name: str) -> bool:
        """Whether the unit is assessed in the year and belongs to a group."""
        found = self._scored.get(name)
        if found is None:
            unit, scheme = self.units.get(name), self.scheme
            grouped = unit is not None and scheme is not None and scheme.group_of(unit.kind) is not None
            found = self._scored[name] = grouped and unit is not None and unit.assessed_in(self.year)
        return found

    def _deduct(self, part: DeductionsComponent, at: int, lost: Decimal) -> ComponentResult:
        """What a component of items comes to; the same few sums come again and again."""
        found = self._rounded.get((at, lost))
        if found is None:
            assert self.scheme is not None
            found = round_tally(part, Tally(Fraction(lost), True, _NO_ITEMS), self.scheme.rounding)
            self._rounded[at, lost] = found
        return found

    def _rate(self, unit: Unit, at: int) -> ComponentResult:
        """What any other component comes to; the appraisal of a unit seldom changes."""
        assert self.scheme is not None
        part, rounding = self.scheme.components[at], self.scheme.rounding
        appraisal = self._appraisals.get(unit.id)
        if not isinstance(part, AppraisalComponent):
            return score_component(part, Evidence(unit, self._recall_counted(unit.id), appraisal), rounding)
        found = self._rated.get((unit.id, at))
        if found is None:
            found = self._rated[unit.id, at] = score_component(part, Evidence(unit, {}, appraisal), rounding)
        return found

    def _recall_counted(self, unit: str) -> Mapping[str, list[Deduction]]:
        items = self.scheme.items if self.scheme else {}
        return {
            item: [record for record in records if record.date <= self.until]
            for item, records in self._recall(unit).items()
            if item in items
        }
