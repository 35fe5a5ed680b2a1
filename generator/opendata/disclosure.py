"""What is laid open: which periods, from which state of the data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from generator.model.appraisal import Appraisal
from generator.model.lazy_dataclass import dataclass
from generator.model.unit import Site
from generator.public.periods import Period
from generator.public.released import AnyReleased
from generator.rules.part_record import VotedPart
from generator.rules.scheme import Scheme
from generator.score.result import UnitResult, YearResult, telling
from generator.score.votes import Votes, votes_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A period that is laid open, and its results."""

    period: Period
    result: YearResult

    @property
    def name(self) -> str:
        """The period as publications write it: 2015, or 2015-Q1."""
        quarter = self.period.quarter
        return f"{self.period.year}-Q{quarter}" if quarter else str(self.period.year)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change of meaning: of a whole file, or of one value in it.

    `old` and `new` are finished strings; of a renamed file they are its paths. `office` is the body that made it,
    never a person.
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

    Only deductions and appraisals that entered into one of `periods` are laid open, so that what is not published
    yet stays out. `periods` are in order of time, each year's quarters before the year. `changes` holds only what may
    be shown, in order of time; where it cannot be known, `changes_missing` says why. `until` is the date of the data.
    `notes` say what kind of data these are, wherever they are read first.
    """

    site: Site
    corpus: AnyReleased
    periods: tuple[Shown, ...]
    until: date
    commit: str | None = None
    changes: tuple[ChangeRow, ...] = ()
    notes: tuple[str, ...] = ()
    changes_missing: str = ""

    def years(self) -> list[int]:
        """The years that have a period, in order."""
        return list(dict.fromkeys(shown.period.year for shown in self.periods))

    def latest(self, year: int) -> Shown:
        """What stands for `year`: the whole year where it is shown, else its last quarter. Raises IndexError."""
        return [shown for shown in self.periods if shown.period.year == year][-1]

    def told(self, year: int) -> Sequence[YearResult]:
        """The results that tell of all records of `year`."""
        return telling([shown.result for shown in self.periods if shown.period.year == year])


@dataclass(frozen=True, slots=True)
class Appraised:
    """One unit's appraisal that entered into its score."""

    scheme: Scheme
    component: VotedPart
    result: UnitResult
    appraisal: Appraisal
    detail: Votes


def appraised(disclosure: Disclosure, year: int) -> list[Appraised]:
    """The appraisals of `year` that entered into its latest period, by unit id, then component."""
    result = disclosure.latest(year).result
    found = []
    for unit in sorted(result.units, key=lambda unit: unit.unit.id):
        for part in unit.score.components:
            appraisal = disclosure.corpus.appraisal_of(year, unit.unit.id, part.component.id)
            votes = votes_of(part)
            if votes is not None and votes.held is not None and appraisal is not None:
                found.append(Appraised(result.scheme, votes.component, unit, appraisal, votes))
    return found


def unit_name(corpus: AnyReleased, unit: str) -> str:
    """The full name of a unit; its id where it is not registered."""
    return corpus.units[unit].name if unit in corpus.units else unit


def quarters_doc(periods: Sequence[Shown], to_date: str, alone: str) -> str:
    """What is said of the quarters that are laid open: that they run `to_date`, that each stands `alone`, or both."""
    years = dict.fromkeys(str(shown.period.year) for shown in periods if shown.result.span.alone)
    if not years:
        return to_date
    if not any(shown.result.span.to_date for shown in periods):
        return alone
    return f"{to_date}；各季度分别计分的年度（{'、'.join(years)}）{alone}"


def own_deduction(result: YearResult, unit: UnitResult) -> Decimal | None:
    """The points lost by what was found within the quarter itself, in parts that lose; None for a whole year."""
    if result.quarter is None:
        return None
    items = (item for part in unit.score.components if part.words.sign < 0 for item in part.items)
    effects = (effect for item in items for effect in item.effects if effect.record.quarter == result.quarter)
    return sum((-effect.moves for effect in effects), Decimal(0))
