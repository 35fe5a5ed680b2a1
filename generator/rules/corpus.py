"""Everything that was read from `data/`, before anything is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from generator.model.lazy_dataclass import dataclass
from generator.model.redaction import NO_MASKS, Masks
from generator.rules.record_classes import kind_of_record
from generator.rules.scheme import Scheme

if TYPE_CHECKING:  # who reads a file of a kind imports its class
    from generator.model.act import Act, Chain
    from generator.model.amendment import Amendment
    from generator.model.appraisal import Appraisal
    from generator.model.committer import Committers
    from generator.model.deduction import Deduction
    from generator.model.entry import Entry
    from generator.model.exemption import Exemptions
    from generator.model.holidays import Holidays
    from generator.model.imported import Imported
    from generator.model.inapplicable import InapplicableItems
    from generator.model.index_records import Counterparts, DistrictRule, Index
    from generator.model.measured import Measured
    from generator.model.place import FileKind
    from generator.model.publication import Correction, Publication, Withdrawal
    from generator.model.redaction import Redaction
    from generator.model.register_rule import RegisterRule
    from generator.model.table_mapping import TableMapping
    from generator.model.tally import Tally
    from generator.model.unit import Site, Unit
    from generator.rules.issued import Issued


@dataclass(frozen=True, slots=True)
class SchemeEdition:
    """A scheme as amended: from the day `starts` on, by the amendment `amendment` and those before it."""

    starts: date
    amendment: str
    scheme: Scheme


@dataclass(frozen=True)
class Corpus:
    """The records of one state of the data. Mappings are in order of key, tuples in order of path.

    `deductions` are all records of points, those that add them (Bonus) among them: what becomes of a record, by
    revocation, appeal or publication, is the same for both. `schemes` are as first issued; `amended` has, by year,
    what became of them, in order of day.
    `unread` holds the paths of files that are there and could not be read as records: what they would say is unknown.
    `partial` is what could be read of them, with UNREAD for the rest: for checks alone, and never among the records.
    `recorded` is, by id, the day on which each publication reached the main branch, as far as a history told it;
    `entered`, by path, that of each deduction. `issued` is, by the line of each act in chain.yml, what it was issued
    with, as far as a history told it.
    `as_of` is the day of the commit that is read, of HEAD for the files on the disk: things are overdue on that day;
    None without a history, or where nothing can be overdue.
    `masks` are the redactions by which its texts were masked: its own, and those that a history told of.
    """

    site: Site | None = None
    schemes: Mapping[int, Scheme] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    deductions: tuple[Deduction, ...] = ()
    appraisals: tuple[Appraisal, ...] = ()
    measures: tuple[Measured, ...] = ()
    imports: tuple[Imported, ...] = ()
    inapplicable: Mapping[int, InapplicableItems] = field(default_factory=dict)
    amendments: tuple[Amendment, ...] = ()
    amended: Mapping[int, tuple[SchemeEdition, ...]] = field(default_factory=dict)
    registers: Mapping[str, RegisterRule] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    tallies: tuple[Tally, ...] = ()
    publications: Mapping[str, Publication] = field(default_factory=dict)
    chain: Chain | None = None
    withdrawals: Mapping[str, Withdrawal] = field(default_factory=dict)
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    redactions: Mapping[str, Redaction] = field(default_factory=dict)
    holidays: Mapping[int, Holidays] = field(default_factory=dict)
    exemptions: Exemptions | None = None
    mappings: Mapping[str, TableMapping] = field(default_factory=dict)
    register: Committers | None = None
    index: Index | None = None
    districts: Mapping[str, DistrictRule] = field(default_factory=dict)
    counterparts: Counterparts | None = None
    unread: frozenset[str] = frozenset()
    partial: tuple[Any, ...] = ()

    @cached_property
    def committers(self) -> Committers:
        """Who is which office; nobody where there is no register."""
        from generator.model.committer import Committers

        return self.register or Committers(())

    @property
    def appraises(self) -> bool:
        """Whether citizens vote in any year."""
        return any(scheme.appraisals for scheme in self.schemes.values())

    def with_partial(self) -> Corpus:
        """The corpus with what could be read of faulty files among the records, after those that are whole."""
        if not self.partial:
            return self
        of: dict[FileKind, list[Any]] = {}
        for record in self.partial:
            of.setdefault(kind_of_record(record), []).append(record)
        return replace(
            self,
            site=next(iter(of.get("site", ())), self.site),
            exemptions=next(iter(of.get("exceptions", ())), self.exemptions),
            register=next(iter(of.get("committers", ())), self.register),
            schemes=_merge(self.schemes, {record.year: record for record in of.get("scheme", ())}),
            units=_merge(self.units, {record.id: record for record in of.get("unit", ())}),
            deductions=(*self.deductions, *of.get("deduction", ()), *of.get("bonus", ())),
            appraisals=(*self.appraisals, *of.get("appraisal", ())),
            measures=(*self.measures, *of.get("measure", ())),
            imports=(*self.imports, *of.get("import", ())),
            inapplicable=_merge(self.inapplicable, {r.year: r for r in of.get("applies", ())}),
            amendments=(*self.amendments, *of.get("amendment", ())),
            registers=_merge(self.registers, {record.id: record for record in of.get("register", ())}),
            entries=(*self.entries, *of.get("entry", ())),
            tallies=(*self.tallies, *of.get("tally", ())),
            publications=_merge(self.publications, {record.id: record for record in of.get("publication", ())}),
            chain=next(iter(of.get("chain", ())), self.chain),
            withdrawals=_merge(self.withdrawals, {record.publication: record for record in of.get("withdrawal", ())}),
            corrections=_merge(self.corrections, {record.id: record for record in of.get("correction", ())}),
            redactions=_merge(self.redactions, {record.id: record for record in of.get("redaction", ())}),
            holidays=_merge(self.holidays, {record.year: record for record in of.get("holidays", ())}),
            index=next(iter(of.get("index", ())), self.index),
            districts=_merge(self.districts, {record.id: record for record in of.get("district", ())}),
            counterparts=next(iter(of.get("counterparts", ())), self.counterparts),
            mappings=_merge(self.mappings, {record.id: record for record in of.get("mapping", ())}),
            partial=(),
        )

    as_of: date | None = None
    recorded: Mapping[str, date] = field(default_factory=dict)
    entered: Mapping[str, date] = field(default_factory=dict)
    issued: Mapping[str, Issued] = field(default_factory=dict)
    masks: Masks = field(default=NO_MASKS, compare=False, repr=False)

    def of_year(self, year: int) -> Corpus:
        """The records from which results of `year` follow, and those that belong to no year."""
        return replace(
            self,
            schemes={name: found for name, found in self.schemes.items() if name == year},
            deductions=self.deductions_of(year),
            appraisals=self.appraisals_in(year),
            measures=self.measures_of(year),
            imports=self.imports_of(year),
            inapplicable={name: found for name, found in self.inapplicable.items() if name == year},
            amendments=tuple(record for record in self.amendments if record.year == year),
            amended={name: found for name, found in self.amended.items() if name == year},
        )

    def scheme_on(self, year: int, day: date) -> Scheme | None:
        """The scheme of `year` as it stands on `day`, with the amendments that hold by then; None where none is."""
        held = [edition.scheme for edition in self.amended.get(year, ()) if edition.starts <= day]
        return held[-1] if held else self.schemes.get(year)

    def deductions_of(self, year: int) -> tuple[Deduction, ...]:
        """The records of points of `year` in order of path."""
        return self._deductions_by_year.get(year, ())

    def appraisals_of(self, year: int) -> Mapping[str, Appraisal]:
        """The appraisals of `year` by unit id, where its scheme has one."""
        return self._appraisals_by_year.get(year, {})

    def appraisals_in(self, year: int) -> tuple[Appraisal, ...]:
        """All appraisals of `year`, of whichever part, in order of path."""
        return tuple(record for record in self.appraisals if record.year == year)

    def appraisal_of(self, year: int, unit: str, part: str) -> Appraisal | None:
        """The ballots on a unit that count in a part of the scheme of `year`; None where there are none."""
        return self._appraisals_by_part.get((year, unit, part)) or self.appraisals_of(year).get(unit)

    def found_after(self, day: date) -> set[str]:
        """The paths of what bears on no period up to `day`: found, held, measured or in force only after it."""
        from generator.model.quarter import span_end

        found = {record.path for record in self.deductions if record.date > day}
        found |= {record.path for record in self.appraisals if record.held > day}
        found |= {given.path for given in self.measures if all(span_end(row.period) > day for row in given.values)}
        found |= {record.path for record in self.imports if record.ends > day}
        found |= {entry.path for entry in self.entries if entry.day > day}
        found |= {tally.path for tally in self.tallies if tally.until > day}
        return found | {record.path for record in self.amendments if record.starts > day}

    def measures_of(self, year: int) -> tuple[Measured, ...]:
        """The files of measured values of `year` in order of path."""
        return tuple(record for record in self.measures if record.year == year)

    @cached_property
    def entries_by_register(self) -> Mapping[str, tuple[Entry, ...]]:
        """The entries of each register in order of path."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.REGISTER.id, []).append(entry)
        return {name: tuple(entries) for name, entries in found.items()}

    def imports_of(self, year: int) -> tuple[Imported, ...]:
        """The imports of `year` in order of id."""
        return tuple(record for record in self.imports if record.year == year)

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """The irrevocable acts in their order. Those that chain.yml has no line for come last, by date and id."""
        from generator.model.act import VERBS

        lines = () if self.chain is None else self.chain.acts
        days = self._days_of_acts()
        known = list(dict.fromkeys(act for act in lines if act in days))
        rest = days.keys() - set(known)
        return (*known, *sorted(rest, key=lambda act: (days[act], VERBS.index(act.verb), act.id)))

    def _days_of_acts(self) -> dict[Act, date]:
        """The day of each act that has a file; what follows a publication is not before it."""
        from generator.model.act import Act

        published = {name: record.date for name, record in self.publications.items()}
        days = {Act("publish", name): day for name, day in published.items()}
        for made in self.corrections.values():
            days[Act("correct", made.id)] = max(made.date, published.get(made.publication, made.date))
        for taken in self.withdrawals.values():
            days[Act("withdraw", taken.publication)] = max(taken.date, published.get(taken.publication, taken.date))
        return days | {Act("redact", record.id): record.decided for record in self.redactions.values()}

    @cached_property
    def ordered_publications(self) -> tuple[Publication, ...]:
        """All publications, withdrawn ones among them, in the order of the acts."""
        return tuple(self.publications[act.id] for act in self.acts if act.verb == "publish")

    @cached_property
    def standing_publications(self) -> tuple[Publication, ...]:
        """The publications that were not withdrawn, in the order of the acts."""
        return tuple(record for record in self.ordered_publications if record.id not in self.withdrawals)

    @cached_property
    def standing_corrections(self) -> tuple[Correction, ...]:
        """The corrections of standing publications, in the order of the acts; the others are history."""
        made = (self.corrections[act.id] for act in self.acts if act.verb == "correct")
        return tuple(record for record in made if record.publication not in self.withdrawals)

    def corrections_of(self, publication: str) -> tuple[Correction, ...]:
        """The corrections of a publication in the order of the acts."""
        made = (self.corrections[act.id] for act in self.acts if act.verb == "correct")
        return tuple(record for record in made if record.publication == publication)

    @cached_property
    def _deductions_by_year(self) -> dict[int, tuple[Deduction, ...]]:
        years: dict[int, list[Deduction]] = {}
        for deduction in self.deductions:
            years.setdefault(deduction.year, []).append(deduction)
        return {year: tuple(found) for year, found in years.items()}

    @cached_property
    def _appraisals_by_year(self) -> dict[int, dict[str, Appraisal]]:
        years: dict[int, dict[str, Appraisal]] = {}
        for appraisal in self.appraisals:
            if not appraisal.part:
                years.setdefault(appraisal.year, {})[appraisal.unit] = appraisal
        return years

    @cached_property
    def _appraisals_by_part(self) -> dict[tuple[int, str, str], Appraisal]:
        return {(found.year, found.unit, found.part): found for found in self.appraisals if found.part}


def _merge(records: Mapping[Any, Any], others: Mapping[Any, Any]) -> dict[Any, Any]:
    """Both, in order of key."""
    return dict(sorted({**records, **others}.items()))
