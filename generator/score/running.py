"""The scores of one year while its records change one by one: running totals instead of reloading.

What comes out is at every moment what `score_year` computes from all records (a test holds the two together).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from generator.model.appraisal import Appraisal
from generator.model.deduction import Deduction
from generator.model.number import as_decimal, round_figure
from generator.model.unit import Unit
from generator.rules.kinds.appraisal_kind import AppraisalComponent
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.scheme import Scheme
from generator.score.component import ScoringInput, Tally, round_tally, score_component
from generator.score.fact import PointsFact
from generator.score.old_result import ComponentResult, ItemsDetail
from generator.score.outcome import has_ended
from generator.score.year import quarter_end

_ZERO = Decimal(0)
_NO_ITEMS = ItemsDetail(())


class RunningScore(NamedTuple):
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
        self.units: dict[str, Unit] = {}
        self.standings: dict[str, RunningScore] = {}
        self._recall = recall
        self._facts: dict[str, tuple[PointsFact, str]] = {}
        self._sums: dict[tuple[str, str], Decimal] = {}
        self._appraisals: dict[str, Appraisal] = {}
        self._touched: set[str] = set()
        self._counts_from: date | None = None
        self.put_scheme(None)

    def _forget(self) -> None:
        """Drops what was worked out by a scheme that is no longer in force."""
        self._caps: dict[str, list[tuple[int, Decimal]]] = {}  # of items, with the place of their component
        self._lost: dict[tuple[str, int], Decimal] = {}  # by unit and place of the component
        self._scored: dict[str, bool] = {}
        self._ratings: dict[str, tuple[int, dict[int, ComponentResult]]] = {}
        self._rated: dict[tuple[object, ...], int] = {}
        self._rounded: dict[tuple[int, Decimal], ComponentResult] = {}
        self._stood: dict[tuple[object, ...], RunningScore] = {}

    def put_scheme(self, scheme: Scheme | None) -> None:
        """From now on `scheme` is in force; without one, or while it leaves something open, there are no scores."""
        if scheme is not None and scheme.open:
            scheme = None
        was = self._counts_from
        self.scheme: Scheme | None = scheme
        self._counts_from = scheme.counts_from if scheme else None
        self._forget()
        if self._counts_from != was:
            self._add_up()
        parts = scheme.components if scheme else ()
        for at, part in enumerate(parts):
            if isinstance(part, DeductionsComponent):
                for item in (item for category in part.categories for item in category.items):
                    self._caps.setdefault(item.id, []).append((at, item.max))
        self._deducting = [at for at, part in enumerate(parts) if isinstance(part, DeductionsComponent)]
        self._adds_up = all(isinstance(part, DeductionsComponent | AppraisalComponent) for part in parts)
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
        self._ratings.pop(name, None)
        self._touched.add(name)

    def put_appraisal(self, unit: str, appraisal: Appraisal | None) -> None:
        """The appraisal of `unit` is now this one; it counts from the day on which it was held."""
        if appraisal is None or appraisal.held > self.until:
            self._appraisals.pop(unit, None)
        else:
            self._appraisals[unit] = appraisal
        self._ratings.pop(unit, None)
        self._touched.add(unit)

    def put_deduction(self, path: str, item: str, fact: PointsFact | None) -> None:
        """The record at `path`, in the folder of `item`, now states `fact`, None: there is none that can be read."""
        before = self._facts.get(path)
        now = (fact, item) if fact is not None and fact.date <= self.until else None
        if before is not None and now is not None and before[0].unit == now[0].unit and before[1] == item:
            self._add(now[0].unit, item, self.worth(now[0]) - self.worth(before[0]))
        else:
            for entry, sign in ((before, -1), (now, 1)):
                if entry is not None:
                    self._add(entry[0].unit, entry[1], sign * self.worth(entry[0]))
        if now is not None:
            self._facts[path] = now
        elif before is not None:
            del self._facts[path]

    def fact_at(self, path: str) -> PointsFact | None:
        """The fact that counts from the record at `path`."""
        return self._facts[path][0] if path in self._facts else None

    def worth(self, fact: PointsFact) -> Decimal:
        """The points that a fact counts for under the scheme in force: none before its first day."""
        return _ZERO if self._counts_from is not None and fact.date < self._counts_from else fact.effective

    def is_over(self) -> bool:
        """Whether what was found or held reaches into the last quarter, so that the year may be over."""
        found = (fact.date for fact, _ in self._facts.values())
        return has_ended(self.year, chain(found, (appraisal.held for appraisal in self._appraisals.values())))

    def _add_up(self) -> None:
        """Makes the sums anew, as other days count now."""
        self._sums = {}
        for fact, item in self._facts.values():
            self._sums[fact.unit, item] = self._sums.get((fact.unit, item), _ZERO) + self.worth(fact)

    def _add(self, unit: str, item: str, points: Decimal) -> None:
        before = self._sums.get((unit, item), _ZERO)
        self._sums[unit, item] = before + points
        self._lose(unit, item, before, before + points)
        self._touched.add(unit)

    def _lose(self, unit: str, item: str, before: Decimal, after: Decimal) -> None:
        for at, cap in self._caps.get(item, ()):
            lost = self._lost.get((unit, at), _ZERO)
            self._lost[unit, at] = lost + min(after, cap) - min(before, cap)

    def settle(self) -> dict[str, tuple[RunningScore | None, RunningScore | None]]:
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

    def _stand(self, name: str) -> RunningScore | None:
        """The unit's standing. The same few sums come again and again, so each is worked out once."""
        if self.scheme is None or not self._is_scored(name):
            return None
        rated, results = self._ratings.get(name) or self._rate(self.scheme, name)
        if not self._adds_up:
            return self._work_out(self.scheme, name, results)
        key = (rated, *[self._lost.get((name, at), _ZERO) for at in self._deducting])
        found = self._stood.get(key)
        if found is None:
            found = self._stood[key] = self._work_out(self.scheme, name, results)
        return found

    def _work_out(self, scheme: Scheme, name: str, rated: Mapping[int, ComponentResult]) -> RunningScore:
        """The standing that the sums of the unit's deductions and the results of its appraisal come to."""
        parts = []
        for at, part in enumerate(scheme.components):
            if isinstance(part, DeductionsComponent):
                parts.append(self._deduct(scheme, part, at, self._lost.get((name, at), _ZERO)))
            elif at in rated:
                parts.append(rated[at])
            else:
                recalled, held = self._recall_counted(name), self._appraisals.get(name)
                evidence = ScoringInput(self.units[name], recalled, held, self._counts_from)
                parts.append(score_component(part, evidence, scheme.rounding))
        return RunningScore(total_score(scheme, tuple(parts)), not all(part.complete for part in parts))

    def _is_scored(self, name: str) -> bool:
        """Whether the unit is assessed in the year and belongs to a group."""
        found = self._scored.get(name)
        if found is None:
            unit, scheme = self.units.get(name), self.scheme
            found = unit is not None and scheme is not None and scheme.group_of(unit) is not None
            found = found and unit is not None and unit.assessed_in(self.year)
            found = self._scored[name] = found and scheme is not None and scheme.has_results(self.until)
        return found

    def _deduct(self, scheme: Scheme, part: DeductionsComponent, at: int, lost: Decimal) -> ComponentResult:
        """What a component of items comes to; few sums are ever met."""
        found = self._rounded.get((at, lost))
        if found is None:
            tally = Tally(Fraction(lost), True, _NO_ITEMS)
            found = self._rounded[at, lost] = round_tally(part, tally, scheme.rounding)
        return found

    def _rate(self, scheme: Scheme, name: str) -> tuple[int, dict[int, ComponentResult]]:
        """What the unit's appraisal comes to, by place of the component; the number is the same for equal figures."""
        evidence = ScoringInput(self.units[name], {}, self._appraisals.get(name), self._counts_from)
        results = {
            at: score_component(part, evidence, scheme.rounding)
            for at, part in enumerate(scheme.components)
            if isinstance(part, AppraisalComponent)
        }
        figures = tuple((found.exact, found.complete) for found in results.values())
        rated = self._rated.setdefault(figures, len(self._rated))
        self._ratings[name] = rated, results
        return rated, results

    def _recall_counted(self, unit: str) -> Mapping[str, list[Deduction]]:
        items = self.scheme.items if self.scheme else {}
        return {
            item: [record for record in records if record.date <= self.until]
            for item, records in self._recall(unit).items()
            if item in items
        }


def total_score(scheme: Scheme, components: tuple[ComponentResult, ...]) -> Decimal:
    """Full marks minus what the components deduct, rounded here if the scheme rounds the total."""
    # Decimals are summed as such, which is as exact and much quicker; Fractions come only where the total is rounded.
    left = scheme.full_marks
    inexact = []
    for part in components:
        if isinstance(part.deducted, Decimal):
            left -= part.deducted
        else:
            inexact.append(part.deducted)
    exact = Fraction(left) - sum(inexact) if inexact else left
    if scheme.rounding.at == "total":
        return round_figure(exact, scheme.rounding.places, scheme.rounding.mode)
    return as_decimal(Fraction(exact))  # without trailing zeros, however its parts were written
