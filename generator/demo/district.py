"""The whole sample district: its records, and the files they are written in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from generator.demo.ballots import make_appraisal
from generator.demo.findings import make_candidates, make_findings
from generator.demo.lives import Life, live, revoke_late
from generator.demo.lots import Lots
from generator.demo.register import ISSUED, YEAR, draft_scheme, find_serving, make_scheme, make_units
from generator.demo.workdays import recording_day, workday_from
from generator.model.appraisal import Appraisal
from generator.model.committer import Committer, Committers
from generator.model.scheme import Scheme
from generator.model.unit import Copies, Site, Unit
from generator.view.yaml import emit_record

SEED = 41
LATE = date(YEAR, 10, 12)  # when a finding of a quarter already published is revoked
SITE = Site(
    office="滨湖区区级机关作风和效能建设考核工作组办公室",
    lead="kaoheban",
    district="滨湖区",
    title="滨湖区区级机关作风效能建设考核",
    base_url="https://kaohe.example/binhu/",
    demo=True,
    contact="本站是演示，没有联系电话",
    feed_authority="tag:kaohe.example,2015:binhu",
    repository="演示项目的仓库由 kaohe demo 在自己的电脑上生成",
    body="滨湖区区级机关作风和效能建设考核工作组",
    addressees="区级机关各部门，区各直属单位",
    copies=Copies(annual="各考核实施部门", praise="各考核实施部门"),
    public_letters=("feedback", "summons", "review"),
)


@dataclass(frozen=True, slots=True)
class Options:
    """How large a district: assessed units, years from 2015 on, deductions in all; the seed of its lots."""

    units: int = 60
    years: int = 1
    deductions: int = 400
    seed: int = SEED

    @property
    def last_day(self) -> date:
        """The end of its last year."""
        return date(YEAR + self.years - 1, 12, 31)


@dataclass(frozen=True, slots=True)
class District:
    """Everything that is ever recorded in the sample district."""

    options: Options
    units: tuple[Unit, ...]
    committers: Committers
    schemes: tuple[Scheme, ...]
    lives: tuple[Life, ...]
    appraisals: tuple[Appraisal, ...]


def make_district(options: Options) -> District:
    """The district with these options; equal options give equal districts."""
    lots = Lots(f"kaohe/{options.seed}")
    units = make_units(options.units)
    schemes = tuple(make_scheme(YEAR + at) for at in range(options.years))
    lives: list[Life] = []
    appraisals: list[Appraisal] = []
    for at, scheme in enumerate(schemes):
        drawn = lots.under(scheme.year)
        count = options.deductions // options.years + (at < options.deductions % options.years)
        candidates = make_candidates(drawn, scheme, find_serving(units))
        lives += [live(drawn, finding) for finding in make_findings(drawn, scheme, candidates, count)]
        held = workday_from(date(scheme.year, 12, 18))
        assessed = [unit.id for unit in units if unit.assessed_in(scheme.year)]
        appraisals += [make_appraisal(drawn, scheme, unit, held) for unit in assessed]
    lives.sort(key=lambda life: life.final.path)
    _revoke_one_late(lives)
    return District(options, units, make_committers(units, schemes), schemes, tuple(lives), tuple(appraisals))


def _revoke_one_late(lives: list[Life]) -> None:
    """Revokes one finding of the first year's second quarter in October: a figure published in July is corrected.

    The first is taken that no cap touches and that moves points plainly; in a small district what comes closest.
    """
    cells = Counter((life.final.year, life.final.unit, life.final.item) for life in lives)

    def fitness(at: int) -> tuple[int, bool, int]:
        record = lives[at].final
        return cells[record.year, record.unit, record.item], record.points < Decimal("0.3"), at

    untouched = [
        at
        for at, life in enumerate(lives)
        if (life.final.year, life.final.quarter) == (YEAR, 2)
        and life.amended is None
        and life.final.appeal is None
        and life.final.revoked is None
    ]
    if untouched:
        at = min(untouched, key=fitness)
        lives[at] = revoke_late(lives[at], LATE)


def make_committers(units: tuple[Unit, ...], schemes: tuple[Scheme, ...]) -> Committers:
    """The clerks of the assessing offices and of the office that leads; every address is an example."""
    offices = {item.assessor for scheme in schemes for item in scheme.items.values()} | {"kaoheban"}
    known = sorted(unit.id for unit in units if unit.id in offices)
    return Committers(tuple(Committer(email=f"{office}@demo.invalid", office=office) for office in known))


def make_data(options: Options) -> dict[str, bytes]:
    """The files of `data/` as they stand at the end of the district's last year: path -> bytes, sorted by path."""
    return dict(sorted(write_records(state_on(make_district(options), options.last_day)).items()))


def state_on(district: District, day: date) -> dict[str, Any]:
    """All records as they stand in the evening of `day`: path -> record."""
    records: dict[str, Any] = {"data/site.yml": SITE, "data/committers.yml": district.committers}
    records |= {f"data/units/{unit.id}.yml": unit for unit in district.units}
    records |= {f"data/schemes/{scheme.year}.yml": scheme for scheme in schemes_on(district, day)}
    records |= {record.path: record for record in district.appraisals if recording_day(record.held) <= day}
    states = (life.state_on(day) for life in district.lives)
    return records | {record.path: record for record in states if record is not None}


def schemes_on(district: District, day: date) -> tuple[Scheme, ...]:
    """The schemes of the years that have begun, the first as a draft until the notice was issued."""
    begun = tuple(scheme for scheme in district.schemes if scheme.year <= day.year)
    return (draft_scheme(), *begun[1:]) if day < recording_day(ISSUED) else begun


def write_records(records: dict[str, Any]) -> dict[str, bytes]:
    """The files of these records: path -> bytes."""
    return {path: emit_record(record).encode() for path, record in records.items()}
