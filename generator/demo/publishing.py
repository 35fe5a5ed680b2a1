"""What the sample district cannot take back: publications, a withdrawal, corrections and a masked text, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any

from generator.demo.cases import MASKED
from generator.demo.days_off import holidays_on
from generator.demo.district import SITE, District, schemes_on
from generator.demo.edge import settle_ties
from generator.demo.register import LEADER, YEAR
from generator.demo.story import Change, Proposal
from generator.demo.workdays import recording_day, workday_from
from generator.model.corpus import Corpus
from generator.model.publication import Chain, Correction, Publication, Withdrawal
from generator.model.redaction import Redaction
from generator.release.freeze import Order, correct_publication, freeze_period
from generator.release.tag import tag_message, tag_name
from generator.score.year import score_year
from generator.view.yaml import emit_record

# Number of the office's documents by act; the numbers between went to other papers.
_NUMBERS = {"q1": 6, "q2": 7, "q2-c1": 11, "q3": 12, "q3 withdrawn": 13, "q3-2": 14, "q4": 4, "notice": 5, "final": 6}
_WITHDRAWAL = (
    "发布时，一件申诉的复核决定（10月20日作出）还没有登记，有关单位的得分没有反映复核结果。"
    "撤回后补登复核决定，重新发布。"
)
_CORRECTION = (
    "第二季度的一条扣分记录经核对，与另一单项的一条记录是同一事项，不应重复扣分，予以撤销，相应更正得分和名次。"
)
_MASKING = "佐证材料的名称里写有诉求人的住址，属于个人信息"


@dataclass(frozen=True, slots=True)
class Publishing:
    """A publication to come."""

    day: date
    order: Order


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """A publication to be taken back."""

    day: date
    publication: str
    document: str


@dataclass(frozen=True, slots=True)
class Masking:
    """A text to be masked: in the record at `path`."""

    day: date
    id: str
    path: str


Act = Publishing | Withdrawing | Masking


@dataclass(slots=True)
class Shelf:
    """What has been done so far that cannot be taken back."""

    publications: dict[str, Publication] = field(default_factory=dict)
    withdrawals: dict[str, Withdrawal] = field(default_factory=dict)
    corrections: dict[str, Correction] = field(default_factory=dict)
    redactions: dict[str, Redaction] = field(default_factory=dict)
    acts: list[str] = field(default_factory=list)

    def add(self, line: str, path: str, record: Any) -> Mapping[str, bytes]:
        """The files of one more act: its record, and the chain with its line."""
        self.acts.append(line)
        chain = Chain(tuple(self.acts))
        return {path: emit_record(record).encode(), "data/publications/chain.yml": emit_record(chain).encode()}


def list_acts(district: District) -> list[Act]:
    """All acts of the district's years in order; whatever moves points of a period is known by its day."""
    acts = [act for scheme in district.schemes for act in _acts_of(district, scheme.year)]
    masked = [Masking(MASKED, f"{MASKED:%Y-%m%d}", life.final.path) for life in district.lives if life.masked]
    return sorted([*acts, *masked], key=lambda act: act.day)


def _acts_of(district: District, year: int) -> Iterator[Act]:
    """The publications of a year: no quarter that ended before its scheme was in force."""
    for name, kind, period, day in (
        ("q1", "quarterly", f"{year}-Q1", date(year, 4, 30)),
        ("q2", "quarterly", f"{year}-Q2", date(year, 7, 30)),
        ("q3", "quarterly", f"{year}-Q3", date(year, 10, 30)),
        ("q4", "quarterly", f"{year}-Q4", date(year + 1, 1, 15)),
        ("notice", "public-notice", f"{year}", date(year + 1, 1, 18)),
        ("final", "final", f"{year}", date(year + 1, 1, 28)),
    ):
        if (year, name) == (YEAR, "q1"):
            continue
        yield _publishing(year, name, kind, period, workday_from(day))
        if name == "q3" and any(life.registered and life.final.year == year for life in district.lives):
            yield Withdrawing(date(year, 11, 2), f"{year}-q3", number_of(year, "q3 withdrawn"))
            yield _publishing(year, "q3-2", kind, period, date(year, 11, 5))


def _publishing(year: int, name: str, kind: str, period: str, day: date) -> Publishing:
    return Publishing(day, Order(f"{year}-{name}", kind, period, day, number_of(day.year, name)))


def number_of(year: int, name: str) -> str:
    """The number of a document of the office that leads."""
    return f"示例考办〔{year}〕{_NUMBERS[name]}号"


def carry_out(district: District, shelf: Shelf, act: Act, commit: str) -> tuple[Change, tuple[str, str] | None]:
    """The change that carries out `act` on top of `commit`; for a publication also its tag: name and message."""
    match act:
        case Publishing():
            return _publish(district, shelf, act, commit)
        case Withdrawing():
            made = Withdrawal(act.publication, act.day, _WITHDRAWAL, act.document)
            shelf.withdrawals[act.publication] = made
            path = f"data/withdrawals/{act.publication}.yml"
            files = shelf.add(f"{act.publication} withdrawn", path, made)
            title = shelf.publications[act.publication].title
            return Change(LEADER, f"撤回：{title}", files, _WITHDRAWAL), None
        case Masking():
            return _mask(district, shelf, act, commit), None


def _publish(district: District, shelf: Shelf, act: Publishing, commit: str) -> tuple[Change, tuple[str, str] | None]:
    previous = next(reversed(shelf.publications.values()), None)
    corpus = _corpus_on(district, shelf, act.day, int(act.order.period[:4]))
    before = emit_record(previous).encode() if previous else None
    made = freeze_period(corpus, act.order, commit, before)
    if made.kind == "final":
        made = replace(made, ties=tuple(settle_ties(score_year(corpus, made.year), made.year)))
    shelf.publications[made.id] = made
    path = f"data/publications/{made.id}.yml"
    files = shelf.add(made.id, path, made)
    digest = sha256(files[path]).hexdigest()
    change = Change(LEADER, f"发布：{made.title}", files, made.document)
    return change, (tag_name(made.id), tag_message(made, digest))


def _mask(district: District, shelf: Shelf, act: Masking, commit: str) -> Change:
    life = next(life for life in district.lives if life.final.path == act.path)
    masked = life.state_on(act.day)
    made = Redaction(act.id, act.path, ("evidence/title",), _MASKING, act.day, commit)
    shelf.redactions[act.id] = made
    files = shelf.add(f"redaction {act.id}", f"data/redactions/{act.id}.yml", made)
    record = {act.path: emit_record(masked).encode()}
    return Change(LEADER, "遮盖：一条扣分记录的材料名称", {**files, **record}, _MASKING)


def correct(district: District, shelf: Shelf, proposal: Proposal) -> list[Change]:
    """The corrections of standing publications whose figures `proposal` moves."""
    changes = []
    corpus = _corpus_on(district, shelf, proposal.day, YEAR)
    for publication in shelf.publications.values():
        if publication.id in shelf.withdrawals:
            continue
        name = f"{publication.id}-c1"
        made = correct_publication(corpus, publication, name, proposal.day, _CORRECTION, proposal.corrects)
        if made is not None:
            made = replace(made, document=number_of(proposal.day.year, name.partition("-")[2]))
            shelf.corrections[name] = made
            files = shelf.add(name, f"data/corrections/{name}.yml", made)
            changes.append(Change(LEADER, f"更正：{publication.title}", files, made.document))
    return changes


def _corpus_on(district: District, shelf: Shelf, day: date, year: int) -> Corpus:
    """The records of `year` as they stand on `day`."""
    states = (life.state_on(day) for life in district.lives if life.final.year == year)
    held = (a for a in district.appraisals if a.year == year and recording_day(a.held) <= day)
    return Corpus(
        site=SITE,
        schemes={scheme.year: scheme for scheme in schemes_on(district, day)},
        units={unit.id: unit for unit in district.units},
        deductions=tuple(state for state in states if state is not None),
        appraisals=tuple(held),
        holidays=holidays_on(day),
        publications=dict(shelf.publications),
        withdrawals=dict(shelf.withdrawals),
        corrections=dict(shelf.corrections),
    )
