"""What is laid open: which periods, from which state of the data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.model.appraisal import Appraisal
from generator.model.corpus import Corpus
from generator.model.scheme import AppraisalComponent, Scheme
from generator.model.unit import Site
from generator.score.result import AppraisalDetail, UnitResult, YearResult
from generator.score.year import quarter_end, score_year


@dataclass(frozen=True, slots=True)
class Period:
    """The results of a year or of a year to the end of a quarter; `publication` is empty where it is a draft."""

    result: YearResult
    publication: str = ""

    @property
    def name(self) -> str:
        """The period as publications write it: 2015, or 2015-Q1."""
        quarter = self.result.quarter
        return f"{self.result.year}-Q{quarter}" if quarter else str(self.result.year)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of meaning, as the comparison of two states of the data finds it.

    `old` and `new` are finished strings; `office` is the body that made it, never a person.
    """

    commit: str
    recorded: date
    kind: str
    path: str
    year: int | None = None
    unit: str = ""
    item: str = ""
    record: str = ""
    field: str = ""
    old: str = ""
    new: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Everything the open data are made from.

    Only deductions and appraisals that entered into one of `periods` are laid open, so that what is not
    published yet stays out. `changes` holds only what may be shown. `until` is the date of the data.
    """

    site: Site
    corpus: Corpus
    periods: tuple[Period, ...]
    until: date
    commit: str | None = None
    changes: tuple[Change, ...] = ()

    def years(self) -> list[int]:
        """The years that have a period, in order."""
        return sorted({period.result.year for period in self.periods})

    def latest(self, year: int) -> Period:
        """The period of `year` that reaches furthest; the whole year before its last quarter."""
        found = [period for period in self.periods if period.result.year == year]
        return max(found, key=lambda period: (period.result.until, period.result.quarter is None))


@dataclass(frozen=True, slots=True)
class Appraised:
    """One unit's appraisal that entered into its score."""

    scheme: Scheme
    component: AppraisalComponent
    result: UnitResult
    appraisal: Appraisal
    detail: AppraisalDetail


def draft_periods(corpus: Corpus, until: date) -> tuple[Period, ...]:
    """Every quarter that has ended by `until`, and the year to date, of every year that has begun; all drafts."""
    found = []
    for year in sorted(corpus.schemes):
        if date(year, 1, 1) <= until:
            ended = [quarter for quarter in (1, 2, 3, 4) if quarter_end(year, quarter) <= until]
            found += [Period(score_year(corpus, year, quarter)) for quarter in (*ended, None)]
    return tuple(found)


def ordered_periods(disclosure: Disclosure) -> list[Period]:
    """The periods by year, then quarter, the whole year last."""
    return sorted(disclosure.periods, key=lambda period: (period.result.year, period.result.quarter or 5))


def appraised(disclosure: Disclosure, year: int) -> list[Appraised]:
    """The appraisals of `year` that entered into its latest period, by unit id, then component."""
    result = disclosure.latest(year).result
    recorded = disclosure.corpus.appraisals_of(year)
    found = []
    for unit in sorted(result.units, key=lambda unit: unit.unit.id):
        for part in unit.score.components:
            appraisal = recorded.get(unit.unit.id)
            if (
                isinstance(part.detail, AppraisalDetail)
                and isinstance(part.component, AppraisalComponent)
                and part.detail.held is not None
                and appraisal is not None
            ):
                found.append(Appraised(result.scheme, part.component, unit, appraisal, part.detail))
    return found


def unit_name(corpus: Corpus, unit: str) -> str:
    """The full name of a unit; its id where it is not registered."""
    return corpus.units[unit].name if unit in corpus.units else unit


def own_deduction(result: YearResult, unit: UnitResult) -> Decimal | None:
    """The points lost by what was found within the quarter itself; None for a whole year."""
    if result.quarter is None:
        return None
    effects = (effect for effect in unit.score.effects() if effect.record.quarter == result.quarter)
    return sum((effect.counted for effect in effects), Decimal(0))
