"""What the sample district cannot take back: publications, a withdrawal, corrections and a redaction, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from hashlib import sha256

from generator.demo.cases import MASKED
from generator.demo.days_off import holidays_on
from generator.demo.district import District, schemes_on, site_of
from generator.demo.edge import settle_ties
from generator.demo.entry_lives import EntryLife
from generator.demo.follow_up import follow_up
from generator.demo.register import LEADER, YEAR
from generator.demo.story import DemoProposal, ProposedChange
from generator.demo.workdays import recording_day, workday_from
from generator.model.act import Act, Chain
from generator.model.lazy_dataclass import dataclass
from generator.model.place import CHAIN_FILE
from generator.model.publication import Correction, Letter, Publication, TieChoice, Withdrawal
from generator.model.redaction import Redaction
from generator.proof.publication_tag import tag_message, tag_name
from generator.read.yaml_writer import emit_record
from generator.release.freeze import (
    CorrectionOrder,
    PublicationRequest,
    correct_publication,
    freeze_period,
)
from generator.release.period import score_period
from generator.rules.corpus import Corpus
from generator.score.result import YearResult
from generator.score.ties import edge_ties, open_ties, standing_ties
from generator.score.ties import settle_ties as settle_outcomes
from generator.score.year import score_year

# Number of the office's documents by act; the numbers between went to other papers.
_NUMBERS = {"q1": 6, "q2": 7, "q2-c1": 11, "q3": 12, "q3 withdrawn": 13, "q3-2": 14, "q4": 4, "notice": 5, "final": 6}
_IN_JANUARY = ("q4", "notice", "final")  # of the year before; the letters to units come after them
_LETTERS = 20
_WITHDRAWAL = (
    "发布时，区教育局一件申诉的复核决定（10月20日作出）还没有登记，该局的得分没有反映复核结果。"
    "撤回后补登复核决定，重新发布。"
)
_CORRECTION = (
    "第二季度区市场监管局的一条扣分记录（舆情回应和处置，6月18日）经核对，与“12345”热线办理单项6月16日的记录"
    "是同一事项，不应重复扣分，予以撤销，相应更正得分和名次。"
)
_REDACTION = "佐证材料的名称里写有诉求人的住址，属于个人信息"


@dataclass(frozen=True, slots=True)
class Publishing:
    """A publication to come."""

    day: date
    order: PublicationRequest


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """A publication to be taken back."""

    day: date
    publication: str
    document: str


@dataclass(frozen=True, slots=True)
class Redacting:
    """A text to be redacted: in the record at `path`."""

    day: date
    id: str
    path: str


Milestone = Publishing | Withdrawing | Redacting
Irrevocable = Publication | Withdrawal | Correction | Redaction


@dataclass(slots=True)
class Shelf:
    """What has been done so far that cannot be taken back."""

    publications: dict[str, Publication] = field(default_factory=dict)
    withdrawals: dict[str, Withdrawal] = field(default_factory=dict)
    corrections: dict[str, Correction] = field(default_factory=dict)
    redactions: dict[str, Redaction] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    follows: list[EntryLife] = field(default_factory=list)  # of the last publication, not yet begun

    @property
    def chain(self) -> Chain:
        """The acts as chain.yml lists them."""
        return Chain(tuple(act.line for act in self.acts))

    def take(self, act: Act, record: Irrevocable) -> Mapping[str, bytes]:
        """Adds an act; the files that it brings."""
        self.acts.append(act)
        return {act.path: emit_record(record).encode(), CHAIN_FILE: emit_record(self.chain).encode()}


def list_milestones(district: District) -> list[Milestone]:
    """All acts of the district's years in order; whatever moves points of a period is known by its day."""
    acts = [act for scheme in district.schemes for act in _milestones_of(district, scheme.year)]
    hidden = [life.final.path for life in district.lives if life.masked]
    redacted = [Redacting(MASKED, f"{MASKED:%Y-%m%d}-{number}", path) for number, path in enumerate(hidden, 1)]
    return sorted([*acts, *redacted], key=lambda act: act.day)


def _milestones_of(district: District, year: int) -> Iterator[Publishing | Withdrawing]:
    """The publications of a year: no quarter that ended before its scheme was in force."""
    for name, due in (
        ("q1", date(year, 4, 30)),
        ("q2", date(year, 7, 30)),
        ("q3", date(year, 10, 30)),
        ("q4", date(year + 1, 1, 15)),
        ("notice", date(year + 1, 1, 18)),
        ("final", date(year + 1, 1, 28)),
    ):
        if (year, name) == (YEAR, "q1"):
            continue
        yield _publishing(year, name, workday_from(due))
        if name == "q3" and any(life.registered and life.final.year == year for life in district.lives):
            yield Withdrawing(date(year, 11, 2), f"{year}-q3", number_of(year, "q3 withdrawn"))
            yield _publishing(year, "q3-2", date(year, 11, 5))


def _publishing(year: int, name: str, day: date) -> Publishing:
    return Publishing(day, PublicationRequest(f"{year}-{name}", day, number_of(day.year, name)))


def number_of(year: int, name: str) -> str:
    """The number of a document of the office that leads, which no other of that year has."""
    before = 0 if year == YEAR or name in _IN_JANUARY else _LETTERS
    return f"示例考办〔{year}〕{before + _NUMBERS[name]}号"


def carry_out(
    district: District, shelf: Shelf, milestone: Milestone, commit: str
) -> tuple[ProposedChange, tuple[str, str] | None]:
    """The change that carries out `milestone` on top of `commit`; of a publication also its tag: name and message."""
    match milestone:
        case Publishing():
            return _publish(district, shelf, milestone, commit)
        case Withdrawing():
            made = Withdrawal(milestone.publication, milestone.day, _WITHDRAWAL, milestone.document)
            shelf.withdrawals[made.publication] = made
            files = shelf.take(Act("withdraw", made.publication), made)
            title = shelf.publications[made.publication].title
            return ProposedChange(LEADER, f"撤回：{title}", files, _WITHDRAWAL), None
        case Redacting():
            return _redact(district, shelf, milestone, commit), None


def _publish(
    district: District, shelf: Shelf, milestone: Publishing, commit: str
) -> tuple[ProposedChange, tuple[str, str] | None]:
    order = milestone.order
    previous = next(reversed(shelf.publications.values()), None)
    corpus = _corpus_on(district, shelf, milestone.day, order.name.year)
    before = emit_record(previous).encode() if previous else None
    result = score_year(corpus, order.name.year, order.name.quarter, ended=True)
    made = freeze_period(corpus, replace(order, ties=_settle(result, ())), commit, before)
    if made.kind == "final":
        settled = settle_outcomes(result, made.ties)
        made = replace(made, letters=tuple(_number_letters(settled, milestone.day.year)))
        shelf.follows.extend(follow_up(made, settled))
    shelf.publications[made.id] = made
    act = Act("publish", made.id)
    files = shelf.take(act, made)
    change = ProposedChange(LEADER, f"发布：{made.title}", files, made.document)
    return change, (tag_name(made.id), tag_message(made, sha256(files[act.path]).hexdigest()))


def _number_letters(result: YearResult, year: int) -> Iterator[Letter]:
    """The numbers of the praise and of each summons, those after the circular's own."""
    number = _NUMBERS["final"]
    for rule in result.scheme.outcomes:
        met = [unit.unit.id for unit in result.units if any(found.rule == rule for found in unit.outcomes)]
        for unit in ("",) if rule.document == "praise" and met else met if rule.document == "summons" else ():
            number += 1
            yield Letter(rule.document, f"示例考办〔{year}〕{number}号", unit, rule.id)


def _redact(district: District, shelf: Shelf, milestone: Redacting, commit: str) -> ProposedChange:
    life = next(life for life in district.lives if life.final.path == milestone.path)
    made = Redaction(milestone.id, milestone.path, ("evidence/title",), _REDACTION, milestone.day, commit)
    shelf.redactions[made.id] = made
    files = shelf.take(Act("redact", made.id), made)
    record = {milestone.path: emit_record(life.state_on(milestone.day)).encode()}
    return ProposedChange(LEADER, "遮盖：一条扣分记录的材料名称", {**files, **record}, _REDACTION)


def _settle(result: YearResult, decided: tuple[TieChoice, ...]) -> tuple[TieChoice, ...]:
    """What is decided of the ties of `result`: what was decided and still fits, and a decision on the others."""
    left = open_ties(result, decided)
    kept = [choice for choice in decided if choice.outcome in edge_ties(result) and choice.outcome not in left]
    return (*kept, *(choice for choice in settle_ties(result, result.year) if choice.outcome in left))


def correct(district: District, shelf: Shelf, proposal: DemoProposal) -> list[ProposedChange]:
    """The corrections of standing publications whose figures `proposal` moves."""
    changes = []
    corpus = _corpus_on(district, shelf, proposal.day, YEAR)
    for publication in shelf.publications.values():
        if publication.id in shelf.withdrawals:
            continue
        name, result = f"{publication.id}-c1", score_period(corpus, publication)
        before = standing_ties(corpus, publication)
        ties = _settle(result, before)
        order = CorrectionOrder(
            name,
            proposal.day,
            _CORRECTION,
            records=proposal.corrects,
            ties=() if ties == before else ties,
        )
        made = correct_publication(corpus, publication, order, result)
        if made is not None:
            made = replace(made, document=number_of(proposal.day.year, name.partition("-")[2]))
            shelf.corrections[name] = made
            files = shelf.take(Act("correct", name), made)
            changes.append(ProposedChange(LEADER, f"更正：{publication.title}", files, made.document))
    return changes


def _corpus_on(district: District, shelf: Shelf, day: date, year: int) -> Corpus:
    """The records of `year` as they stand on `day`."""
    states = (life.state_on(day) for life in district.lives if life.final.year == year)
    held = (a for a in district.appraisals if a.year == year and recording_day(a.held) <= day)
    return Corpus(
        site=site_of(district.units),
        schemes={scheme.year: scheme for scheme in schemes_on(district, day)},
        units={unit.id: unit for unit in district.units},
        deductions=tuple(state for state in states if state is not None),
        appraisals=tuple(held),
        holidays=holidays_on(day),
        publications=dict(shelf.publications),
        chain=shelf.chain if shelf.acts else None,
        withdrawals=dict(shelf.withdrawals),
        corrections=dict(shelf.corrections),
        redactions=dict(shelf.redactions),
    )
