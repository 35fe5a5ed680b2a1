"""The whole sample district: its records, and the files they are written in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from generator.demo.ballots import make_appraisal
from generator.demo.cases import tell_cases
from generator.demo.days_off import holidays_on
from generator.demo.edge import tie_an_edge
from generator.demo.entry_lives import EntryLife, declared, entry_on
from generator.demo.entry_samples import live_entries
from generator.demo.findings import DemoLedger, make_candidates, make_findings
from generator.demo.inspections import inspection_of
from generator.demo.listed_findings import list_finding
from generator.demo.material import read_material
from generator.demo.record_lives import Life, live
from generator.demo.register import (
    ENTERED,
    IN_FORCE,
    LEADER,
    PROOFREAD,
    REVIEWER,
    YEAR,
    Register,
    RegisterEntry,
    find_bodies,
    find_localities,
    make_localities,
    make_scheme,
    make_units,
    scheme_as_entered,
    with_groups_of,
)
from generator.demo.sample_tallies import tell_tallies
from generator.demo.seeded import SeededDraws
from generator.demo.supervision_entries import supervision_of
from generator.demo.workdays import recording_day, workday_from
from generator.model.appraisal import Appraisal
from generator.model.committer import Committer, Committers
from generator.model.deduction import Deduction, FoundIn
from generator.model.field import Rows, Table, Text
from generator.model.lazy_dataclass import dataclass
from generator.model.place import COMMITTERS_FILE, SITE_FILE, holidays_file, scheme_file, unit_file
from generator.model.tally import Tally
from generator.model.unit import Copies, OpinionPlace, Site, Unit
from generator.read.yaml_writer import emit_record
from generator.rules.corpus import Corpus
from generator.rules.scheme import Scheme

SEED = 41
_OF_LOCALITIES = 20  # one more finding of a locality for so many of the others


@dataclass(frozen=True, slots=True)
class EverydayWords:
    """What people call things in this district: words by the id of the thing."""

    words: Annotated[Mapping[str, tuple[str, ...]], Table(doc="叫法"), Rows(doc="叫法"), Text(doc="叫法")]


SITE = Site(
    office="示例区区级机关作风和效能建设考核工作组办公室",
    lead=LEADER,
    district="示例区（虚构）",
    title="示例区区级机关作风效能建设考核",
    base_url="https://kaohe.example/shili/",
    demo=True,
    contact="示例区示例路1号，电话0000-123456，电子邮箱yijian@kaohe.example（均为虚构）",
    opinions=OpinionPlace(address="示例区示例路1号（虚构的地址，不收信）", email="yijian@kaohe.example"),
    feed_authority="tag:kaohe.example,2015:shili",
    repository="演示项目没有公开的仓库",
    body="示例区区级机关作风和效能建设考核工作组",
    addressees="各镇、开发区、街道，区级机关各部门，区各直属单位",
    copies=Copies(annual="各考核实施部门", praise="各考核实施部门"),
    public_letters=("feedback", "summons", "review"),
    words=read_material("words", EverydayWords).words,
)


def site_of(units: Iterable[Unit]) -> Site:
    """The settings of a district with these `units`: of others nobody needs to know what they are called."""
    listed = {entry.id for entry in read_material("register", Register).assessed}
    absent = listed - {unit.id for unit in units}
    return replace(SITE, words={name: words for name, words in SITE.words.items() if name not in absent})


@dataclass(frozen=True, slots=True)
class Options:
    """How large a district: assessed units, years from 2015 on, deductions in all; the seed of its lots.

    Where all units of the register are there, some localities are there as well: ranked apart, with own findings.
    """

    units: int = 60
    years: int = 1
    deductions: int = 400
    seed: int = SEED

    @property
    def last_day(self) -> date:
        """The end of its last year."""
        return date(YEAR + self.years - 1, 12, 31)

    @property
    def told_until(self) -> date:
        """The last day of which anything is told: by then all that follows its last results has its end."""
        return date(YEAR + self.years, 6, 30)


@dataclass(frozen=True, slots=True)
class District:
    """Everything that is ever recorded in the sample district."""

    options: Options
    units: tuple[Unit, ...]
    committers: Committers
    schemes: tuple[Scheme, ...]
    lives: tuple[Life, ...]
    appraisals: tuple[Appraisal, ...]
    entries: tuple[EntryLife, ...] = ()
    tallies: tuple[tuple[date, Tally], ...] = ()


def make_district(options: Options) -> District:
    """The district with these options; equal options give equal districts."""
    lots = SeededDraws(f"kaohe/{options.seed}")
    units, localities = make_units(options.units), make_localities(options.units)
    everybody = (*units, *localities)
    schemes = tuple(with_groups_of(make_scheme(YEAR + at), everybody) for at in range(options.years))
    lives: list[Life] = []
    apart: list[Life] = []
    appraisals: list[Appraisal] = []
    for at, scheme in enumerate(schemes):
        count = options.deductions // options.years + (at < options.deductions % options.years)
        found = list(_make_lives(lots.under(scheme.year), scheme, units, count))
        lives += found
        appraisals += _appraise(lots.under(scheme.year), scheme, units, [life.final for life in found])
        if localities:
            own = lots.under("localities").under(scheme.year)
            made = _make_lives_apart(own, scheme, find_localities(options.units), count // _OF_LOCALITIES)
            apart += map(link_entry, made)
            appraisals += [make_appraisal(own, scheme, unit.id, _held_in(scheme)) for unit in localities]
    lives = sorted(map(list_finding, map(link_entry, lives)), key=lambda life: life.final.path)
    entries = live_entries(lots.under("registers"), units, lives, (localities, apart))
    tallies = tuple(tell_tallies(lots.under("tallies"), [*lives, *apart]))
    lives = sorted([*lives, *apart], key=lambda life: life.final.path)
    return District(
        options,
        everybody,
        make_committers(everybody),
        schemes,
        tuple(lives),
        tuple(appraisals),
        tuple(entries),
        tallies,
    )


def link_entry(life: Life) -> Life:
    """The finding with a link to the inspection or supervised matter in which it was found, if it was in one."""
    found = {"inspections": inspection_of(life.final), "supervision": supervision_of(life.final)}
    link = tuple(FoundIn(register, name) for register, name in found.items() if name)
    if not link:
        return life
    states = {
        part: replace(record, found_in=link)
        for part in ("final", "draft", "plain", "harmless")
        if (record := getattr(life, part)) is not None
    }
    return replace(life, **states)


def _make_lives(lots: SeededDraws, scheme: Scheme, units: tuple[Unit, ...], count: int) -> Iterator[Life]:
    """The findings of one year: in the first year those written by hand, then those drawn by lot."""
    bodies = find_bodies(units)
    ledger = DemoLedger()
    told = list(tell_cases(lots, frozenset(bodies), count, ledger)) if scheme.year == YEAR else []
    yield from told
    candidates = make_candidates(lots, scheme, bodies)
    findings = make_findings(lots, scheme, candidates, count - len(told), _begin_of(scheme), ledger)
    yield from (live(lots, finding) for finding in findings)


def _make_lives_apart(
    lots: SeededDraws, scheme: Scheme, bodies: Mapping[str, RegisterEntry], count: int
) -> Iterator[Life]:
    """The findings of one year of those who are ranked apart: by lots of their own, so that they move nobody else."""
    candidates = make_candidates(lots, scheme, bodies)
    findings = make_findings(lots, scheme, candidates, count, _begin_of(scheme), DemoLedger())
    yield from (live(lots, finding) for finding in findings)


def _begin_of(scheme: Scheme) -> date:
    """The first day of which something is found."""
    return workday_from(IN_FORCE if scheme.year == YEAR else date(scheme.year, 1, 5))


def _held_in(scheme: Scheme) -> date:
    """The day of the appraisal."""
    return workday_from(date(scheme.year, 12, 18))


def _appraise(
    lots: SeededDraws, scheme: Scheme, units: tuple[Unit, ...], records: list[Deduction]
) -> list[Appraisal]:
    """The appraisals of one year, among them one that makes two units tie where the praise ends."""
    held = _held_in(scheme)
    assessed = [unit.id for unit in units if unit.assessed_in(scheme.year)]
    made = {unit: make_appraisal(lots, scheme, unit, held) for unit in assessed}
    corpus = Corpus(
        site=site_of(units),
        schemes={scheme.year: scheme},
        units={unit.id: unit for unit in units},
        deductions=tuple(sorted(records, key=lambda record: record.path)),
        appraisals=tuple(made.values()),
    )
    raised = tie_an_edge(corpus, scheme.year)
    if raised is not None:
        made[raised.unit] = raised
    return list(made.values())


def make_committers(units: tuple[Unit, ...]) -> Committers:
    """The clerks of all units that are assessed or assess; every address is an example."""
    offices = {item.assessor for item in make_scheme(YEAR).items.values()} | {LEADER, REVIEWER}
    known = sorted(unit.id for unit in units if unit.assessed is not None or unit.id in offices)
    return Committers(tuple(Committer(email=f"{office}@demo.invalid", office=office) for office in known))


def make_data(options: Options) -> dict[str, bytes]:
    """The files of `data/` as they stand at the end of the district's last year: path -> bytes, sorted by path.

    What rests on a history is left out: publications, and that a text was redacted (it reads as it might have read).
    """
    district = make_district(options)
    records = state_on(district, options.last_day)
    for life in district.lives:
        if life.harmless is not None and life.final.path in records:
            records[life.final.path] = replace(records[life.final.path], evidence=life.harmless.evidence)
    return dict(sorted(write_records(records).items()))


def state_on(district: District, day: date) -> dict[str, Any]:
    """All records as they stand in the evening of `day`: path -> record."""
    records: dict[str, Any] = {SITE_FILE: site_of(district.units), COMMITTERS_FILE: district.committers}
    records |= {unit_file(unit.id): unit for unit in district.units}
    records |= {scheme_file(scheme.year): scheme for scheme in schemes_on(district, day)}
    records |= {holidays_file(year): holidays for year, holidays in holidays_on(day).items()}
    records |= {record.path: record for record in district.appraisals if recording_day(record.held) <= day}
    if day >= ENTERED:
        records |= {rule.path: rule for rule in declared().values()}
    entries = ((life.path, entry_on(life, day)) for life in district.entries)
    records |= {path: entry for path, entry in entries if entry is not None}
    records |= {tally.path: tally for told, tally in district.tallies if told <= day}
    states = (life.state_on(day) for life in district.lives)
    return records | {record.path: record for record in states if record is not None}


def begins(scheme: Scheme) -> date:
    """The day on which a year's scheme is entered."""
    return ENTERED if scheme.year == YEAR else workday_from(date(scheme.year, 1, 5))


def schemes_on(district: District, day: date) -> tuple[Scheme, ...]:
    """The schemes entered by the evening of `day`, the first as it was before it was proofread."""
    begun = tuple(scheme for scheme in district.schemes if begins(scheme) <= day)
    return (with_groups_of(scheme_as_entered(), district.units), *begun[1:]) if begun and day < PROOFREAD else begun


def write_records(records: dict[str, Any]) -> dict[str, bytes]:
    """The files of these records: path -> bytes."""
    return {path: emit_record(record).encode() for path, record in records.items()}
