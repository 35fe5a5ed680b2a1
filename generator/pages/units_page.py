"""Units in all years: the register, and the permanent page of each body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from generator.model.lazy_dataclass import dataclass
from generator.model.quoted import quoted
from generator.model.unit import KINDS, Unit
from generator.pages.at_a_glance import glance_words
from generator.pages.ranking_page import tie_words
from generator.pages.unit_decisions import Decided, DecidedYear
from generator.public.periods import Period
from generator.public.released import AnyReleased
from generator.score.result import UnitResult, YearResult
from generator.words import address
from generator.words.column import contribution_words
from generator.words.day_words import day_words
from generator.words.derivation import outcome_names
from generator.words.result_words import NONE, grade_words, points_text, rank_text, size_words, standing_words
from generator.words.site_frame import Link
from generator.words.unit_parts import find_members, unit_parts

_ORDER = tuple(KINDS)


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """One body in the register; `year` leads to its latest year, where it was assessed, with its score and rank.

    `assessed` says of one without a score since or until when it is assessed, or why it is not.
    """

    home: Link
    aliases: str
    assessed: str
    year: Link | None
    total: str
    rank: str


@dataclass(frozen=True, slots=True)
class KindGroup:
    """The bodies of one kind in order of id; `scored` where one of them has a score.

    `common` are names for several of them together, which have no place among those with scores.
    """

    kind: str
    units: tuple[UnitEntry, ...]
    common: tuple[Link, ...]

    @property
    def scored(self) -> bool:
        """Whether there is a column of scores."""
        return any(unit.total for unit in self.units)


@dataclass(frozen=True, slots=True)
class UnitYear:
    """One year of one unit."""

    year: Link
    state: str
    total: str
    provisional: bool
    rank: str
    tied: str
    group: str
    grade: str
    standing: str
    contribution: str
    outcomes: str


@dataclass(frozen=True, slots=True)
class UnitHome:
    """The permanent page of a body: its names, its years, and the items that it assesses.

    `latest` says of the newest year what its page says first; `group` is the group in which it was ranked then.
    `unscored` says of a body without a year why there is none; `keeps` are the registers that it keeps, `members` the
    units for which it is a common name, `decided` the appeals on which it decided.
    """

    name: str
    short_name: str
    aliases: tuple[str, ...]
    kind: str
    assessed: str
    years: tuple[UnitYear, ...]
    latest: str
    group: str
    weighed: bool
    assesses: tuple[tuple[str, tuple[Link, ...]], ...]
    parts: tuple[str, ...]
    unscored: str
    keeps: tuple[Link, ...]
    members: tuple[Link, ...]
    decided: tuple[DecidedYear, ...]


Found = Mapping[tuple[int, str], UnitResult]


def index_units(results: Sequence[YearResult]) -> Found:
    """The results of units by year and id."""
    return {(result.year, unit.unit.id): unit for result in results for unit in result.units}


def latest_of_units(found: Found) -> dict[str, tuple[int, UnitResult]]:
    """Each unit by id with the latest year in which it was assessed and its result then, the latest years first."""
    latest: dict[str, tuple[int, UnitResult]] = {}
    for (year, name), unit in sorted(found.items(), key=lambda entry: (-entry[0][0], entry[0][1])):
        latest.setdefault(name, (year, unit))
    return latest


def view_directory(corpus: AnyReleased, results: Sequence[YearResult], found: Found) -> tuple[KindGroup, ...]:
    """The register by kind of body, in the order in which the kinds are declared."""
    groups = []
    for kind in _ORDER:
        units = [unit for unit in corpus.units.values() if unit.kind == kind]
        if units:
            common = [unit for unit in units if find_members(corpus.units, unit)]
            entries = tuple(_entry(unit, results, found) for unit in units if unit not in common)
            groups.append(KindGroup(KINDS[kind], entries, tuple(map(_home_link, common))))
    return tuple(groups)


def _home_link(unit: Unit) -> Link:
    return Link(unit.name, address.unit_home(unit.id), unit.short_name)


def _entry(unit: Unit, results: Sequence[YearResult], found: Found) -> UnitEntry:
    years = [result.year for result in results if (result.year, unit.id) in found]
    latest = Link(f"{years[-1]}年度", address.unit_page(years[-1], unit.id)) if years else None
    home = _home_link(unit)
    names, assessed = "、".join(unit.aliases), assessed_words(unit)
    if not years:
        return UnitEntry(home, names, assessed, None, "", "")
    last = next(result for result in reversed(results) if result.year == years[-1])
    own = found[years[-1], unit.id]
    total = points_text(own.total, last.scheme.rounding.places)
    return UnitEntry(home, names, assessed, latest, total, rank_text(own.rank))


def _when(found: int | date) -> str:
    """A year, or a day within it."""
    return day_words(found) if isinstance(found, date) else f"{found}年度"


def assessed_words(unit: Unit) -> str:
    """Since when and until when a unit is assessed; that it only assesses, and why."""
    if unit.assessed is None:
        return f"不参加考核：{unit.not_assessed}" if unit.not_assessed else "不参加考核"
    words = f"{_when(unit.assessed.first)}起参加考核"
    if unit.assessed.last is not None:
        words = f"{_when(unit.assessed.first)}至{_when(unit.assessed.last)}参加考核"
    if isinstance(unit.assessed.last, date) and not isinstance(unit.assessed.first, date):
        words = f"{_when(unit.assessed.first)}起参加考核，到{_when(unit.assessed.last)}为止"
    return f"{words}，此后不参加：{unit.not_assessed}" if unit.not_assessed else words


def view_unit_home(
    corpus: AnyReleased,
    unit: Unit,
    results: Sequence[YearResult],
    periods: Mapping[int, Period],
    found: Found,
    decided: Decided,
) -> UnitHome:
    """The permanent page of `unit`, its latest year first; `decided` says who decided what (`index_decisions`)."""
    shown = [result for result in reversed(results) if (result.year, unit.id) in found]
    years = tuple(_year(result, periods[result.year], found[result.year, unit.id]) for result in shown)
    group = years[0].group if years else ""
    said = f"名次是在{group}中的名次。" if years and years[0].rank != NONE else ""
    if shown and (glance := glance_words(shown[0], found[shown[0].year, unit.id])):
        said = f"{shown[0].year}年度{glance}{said}"
    return UnitHome(
        name=unit.name,
        short_name=unit.short_name,
        aliases=unit.aliases,
        kind=KINDS[unit.kind],
        assessed=assessed_words(unit),
        years=years,
        latest=said,
        group=group,
        weighed=any(result.scheme.contributes(found[result.year, unit.id].group) for result in shown),
        assesses=tuple(_assessed_items(unit, results)),
        parts=unit_parts(corpus.units, unit),
        unscored="" if shown else _unscored_words(corpus, unit, [result.year for result in results]),
        keeps=tuple(
            Link(register.title, address.register_page(register.id))
            for register in corpus.registers.values()
            if register.keeper == unit.id
        ),
        members=tuple(map(_home_link, find_members(corpus.units, unit))),
        decided=decided.get(unit.id, ()),
    )


def _unscored_words(corpus: AnyReleased, unit: Unit, years: Sequence[int]) -> str:
    """Why a body has no year: it is not assessed, not yet or no longer; that it leads, where it does."""
    assessed = unit.assessed
    if assessed is None:
        if find_members(corpus.units, unit):
            return f"{quoted(unit.short_name)}是合称，自己不参加考核，没有得分和名次；所称的单位分别参加考核。"
        leads = corpus.site is not None and corpus.site.lead == unit.id
        return "本单位牵头组织考核、发布结果，自己不参加考核。" if leads else "本单位不参加考核，没有得分和名次。"
    if assessed.last is not None and (not years or assessed.last_day.year < min(years)):
        return "本单位参加考核的年度，结果不在本站，或者没有公布。"
    return f"本单位从{_when(assessed.first)}起参加考核，那以后的结果还没有公布，公布以后列在这里。"


def _year(result: YearResult, period: Period, unit: UnitResult) -> UnitYear:
    places = result.scheme.rounding.places
    return UnitYear(
        year=Link(period.name, address.unit_page(result.year, unit.unit.id)),
        state=period.state_name,
        total=points_text(unit.total, places),
        provisional=unit.score.provisional,
        rank=rank_text(unit.rank),
        tied=tie_words(unit),
        group=f"{result.scheme.group_name(unit.group)} {size_words(result, unit.group)}",
        grade=grade_words(unit),
        standing=standing_words(unit),
        contribution=contribution_words(result.scheme, unit.score.contribution),
        outcomes="、".join(outcome_names(unit)),
    )


def _assessed_items(unit: Unit, results: Sequence[YearResult]) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """The items that it assesses, by year, the latest first; of years with the same ones those of the latest."""
    own = {
        result.year: [item for item in result.scheme.items.values() if item.assessor == unit.id] for result in results
    }
    for _, years in groupby(sorted(own, reverse=True), key=lambda year: [(item.id, item.name) for item in own[year]]):
        latest, *earlier = years
        if own[latest]:
            span = f"{earlier[-1]}—{latest}年度" if earlier else f"{latest}年度"
            yield span, tuple(Link(item.name, address.item_page(latest, item.id)) for item in own[latest])
